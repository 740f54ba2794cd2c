/** A thread in the right pane: its first message, the replies, and a composer. */
import { useEffect, useRef } from "react";
import { CloseIcon } from "../shell/icons";
import { useStore } from "../state/store";
import type { State } from "../state/state";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { useDraft } from "./draft";
import { threadTimeline } from "./timeline";

export function Thread({ thread }: { thread: NonNullable<State["thread"]> }) {
  const { state, workspace, user, act, dispatch, say } = useStore();
  const [draft, setDraft] = useDraft(`${user}/${thread.channel}/${thread.ts}`);
  const closer = useRef<HTMLButtonElement>(null);
  const channel = workspace.channels.find((one) => one.id === thread.channel);
  const place = channel?.kind === "dm" ? workspace.app.name : `#${channel?.name}`;
  useEffect(() => closer.current?.focus(), []);

  const close = () => dispatch({ type: "thread_closed" });
  const send = (text: string) => {
    const command = /^\/\S+/.exec(text)?.[0];
    const here = { channel: thread.channel, thread: thread.ts };
    if (command) say("error", `${command} is not supported in threads. Sorry!`, here);
    else void act({ type: "message", channel: thread.channel, text, thread_ts: thread.ts });
  };
  return (
    <aside
      className="thread"
      aria-label="Thread"
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <header className="page-header">
        <div className="page-title">
          <h2>Thread</h2>
          <p>{place}</p>
        </div>
        <button ref={closer} type="button" className="icon-button" aria-label="Close thread" onClick={close}>
          <CloseIcon />
        </button>
      </header>
      <div className="conversation">
        <MessageList label="this thread" timeline={threadTimeline(state)} inThread />
        <Composer label="Reply" draft={draft} onChange={setDraft} onSend={send} />
      </div>
    </aside>
  );
}
