/** Draws a list of blocks: those with elements ourselves, the display-only ones with the library. */
import { useMemo, type ReactNode } from "react";
import { Element, NotDrawn } from "../elements/Element";
import { Drawing } from "../text/Drawing";
import { PlainText, Text } from "../text/Text";
import { ImageBlock, ImageElement, addressOf } from "./Image";
import { InputBlock } from "./InputBlock";
import { idOf, isElement, type Block, type TextObject } from "./types";

interface BlockProps {
  block: Block;
  blockId: string;
}

const DRAWN_BY: Record<string, (props: BlockProps) => ReactNode> = {
  section: Section,
  actions: Actions,
  context: Context,
  header: Header,
  divider: () => <hr className="divider" />,
  image: ImageBlock,
  input: InputBlock,
  table: Table,
  rich_text: Drawing,
  markdown: Drawing,
};

export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => {
        const Drawn = DRAWN_BY[block.type];
        const blockId = idOf(block, index);
        if (!Drawn) return <NotDrawn key={blockId} kind={block.type} />;
        return <Drawn key={blockId} block={block} blockId={blockId} />;
      })}
    </div>
  );
}

function textOf(block: Block): TextObject | undefined {
  return typeof block.text === "object" ? block.text : undefined;
}

function Section({ block, blockId }: BlockProps) {
  const { accessory, fields } = block;
  const text = textOf(block);
  return (
    <div className="section">
      <div className="section-text">
        {text && <Text text={text} />}
        {fields && (
          <div className="section-fields">
            {fields.map((field, index) => (
              <div key={index}>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="section-accessory">
          <Element element={accessory} blockId={blockId} place="actions" />
        </div>
      )}
    </div>
  );
}

function Actions({ block, blockId }: BlockProps) {
  return (
    <div className="actions">
      {(block.elements ?? []).filter(isElement).map((element) => (
        <Element key={element.action_id} element={element} blockId={blockId} place="actions" />
      ))}
    </div>
  );
}

function Context({ block }: BlockProps) {
  return (
    <div className="context">
      {(block.elements ?? []).map((item, index) =>
        isElement(item) ? (
          <ImageElement key={index} url={addressOf(item)} alt={item.alt_text ?? ""} />
        ) : (
          <div key={index} className="context-text">
            <Text text={item} />
          </div>
        ),
      )}
    </div>
  );
}

function Header({ block }: BlockProps) {
  return (
    <h3 className={`header-block level-${block.level ?? 3}`}>
      <PlainText text={textOf(block)?.text ?? ""} />
    </h3>
  );
}

/** The library reads a table's plain cells as Markdown; as rich text they stay what they are. */
function Table({ block }: BlockProps) {
  const table = useMemo(
    () => ({ ...block, rows: (block.rows ?? []).map((row) => row.map(richCell)) }),
    [block],
  );
  return (
    <div className="table-block">
      <Drawing block={table} />
    </div>
  );
}

function richCell(cell: unknown): unknown {
  const { type, text } = cell as { type: string; text?: string };
  if (type !== "raw_text") return cell;
  const elements = [{ type: "text", text: text ?? "" }];
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}
