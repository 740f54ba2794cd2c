/** An input block: its label, its element, its hint, and what is wrong with the answer. */
import { useId } from "react";
import { Element } from "../elements/Element";
import { useSurface } from "../elements/surface";
import { PlainText } from "../text/Text";
import type { Block } from "./types";

export function InputBlock({ block, blockId }: { block: Block; blockId: string }) {
  const id = useId();
  const error = useSurface().errors[blockId];
  const { element, label, hint } = block;
  if (!element) return null;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={error ? "input-block is-invalid" : "input-block"} data-block-id={blockId}>
      <div id={`${id}-label`} className="input-label">
        <PlainText text={label?.text ?? ""} />
        {block.optional && <span className="input-optional"> (optional)</span>}
      </div>
      <Element
        element={element}
        blockId={blockId}
        place={block.dispatch_action ? "dispatching_input" : "input"}
        labelId={`${id}-label`}
        describedBy={described || undefined}
        isInvalid={Boolean(error)}
      />
      {error && (
        <p id={`${id}-error`} className="input-error" role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="input-hint">
          <PlainText text={hint.text} />
        </p>
      )}
    </div>
  );
}
