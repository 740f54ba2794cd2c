/** Previews of the links in what is being typed, as the app gives them; only the writer sees them. */
import { useEffect, useRef } from "react";
import { Blocks } from "../blocks/Blocks";
import { SurfaceProvider, useValues } from "../elements/surface";
import type { Container } from "../state/protocol";
import { useStore } from "../state/store";

const LINK = /https?:\/\/\S+/g;
const PAUSE_MS = 400;
const NOWHERE: Container = { type: "message", channel: "", ts: "", ephemeral: true };

export function DraftPreviews({ draft }: { draft: string }) {
  const { state, act } = useStore();
  const links = (draft.match(LINK) ?? []).join(" ");
  const told = useRef("");

  useEffect(() => {
    if (links === told.current) return undefined;
    const pause = window.setTimeout(() => {
      told.current = links;
      void act({ type: "draft", text: draft });
    }, PAUSE_MS);
    return () => window.clearTimeout(pause);
  }, [links, draft, act]);

  if (!links) return null;
  return state.draftPreviews.map((preview, index) => <DraftPreview key={index} blocks={preview} />);
}

/** Nothing in it can be pressed: there is no message yet. */
function DraftPreview({ blocks }: { blocks: Parameters<typeof useValues>[0] }) {
  const { values, setValue } = useValues(blocks);
  return (
    <section className="preview draft-preview" aria-label="Preview of a link" inert>
      <SurfaceProvider container={NOWHERE} values={values} setValue={setValue}>
        <Blocks blocks={blocks} />
      </SurfaceProvider>
    </section>
  );
}
