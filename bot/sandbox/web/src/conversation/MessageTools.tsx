/** What one can do with a message: react, reply in a thread, call a message shortcut. */
import { useCallback, useRef, useState } from "react";
import { Menu } from "../overlay/Menu";
import { AddEmojiIcon, MoreIcon, ThreadIcon } from "../shell/icons";
import type { Message } from "../state/protocol";
import { useStore } from "../state/store";
import { EmojiPicker } from "./EmojiPicker";
import { useReact } from "./Reactions";

export function MessageTools({ message, inThread }: { message: Message; inThread?: boolean }) {
  const { workspace, act, openThread } = useStore();
  const react = useReact(message);
  const [open, setOpen] = useState<"emoji" | "more" | null>(null);
  const emoji = useRef<HTMLButtonElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(null), []);
  const shortcuts = workspace.shortcuts.filter((shortcut) => shortcut.type === "message");
  const { channel, ts } = message;
  return (
    <div className={open ? "message-tools is-open" : "message-tools"} role="group" aria-label="Message actions">
      <button
        ref={emoji}
        type="button"
        className="icon-button"
        aria-label="Add reaction"
        aria-expanded={open === "emoji"}
        onClick={() => setOpen(open === "emoji" ? null : "emoji")}
      >
        <AddEmojiIcon />
      </button>
      {!inThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          onClick={() => openThread(channel, ts)}
        >
          <ThreadIcon />
        </button>
      )}
      <button
        ref={more}
        type="button"
        className="icon-button"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open === "more"}
        onClick={() => setOpen(open === "more" ? null : "more")}
      >
        <MoreIcon />
      </button>
      {open === "emoji" && (
        <EmojiPicker
          anchor={emoji}
          onClose={close}
          onChoose={(name) => {
            close();
            react(name, true);
          }}
        />
      )}
      {open === "more" && (
        <Menu
          anchor={more}
          label="More actions"
          align="end"
          onClose={close}
          heading={shortcuts.length > 0 && <p className="menu-heading">Message shortcuts</p>}
          emptyText="No app here has message shortcuts."
          items={shortcuts.map((shortcut) => ({
            id: shortcut.callback_id,
            label: shortcut.name,
            detail: shortcut.description,
            choose: () =>
              void act({ type: "message_action", callback_id: shortcut.callback_id, channel, ts }),
          }))}
        />
      )}
    </div>
  );
}
