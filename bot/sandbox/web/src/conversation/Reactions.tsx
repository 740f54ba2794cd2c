/** A message's reactions: press one to join or leave it. */
import { useCallback, useRef, useState } from "react";
import { AddEmojiIcon } from "../shell/icons";
import type { Message } from "../state/protocol";
import { personOf } from "../state/state";
import { useStore } from "../state/store";
import { emojiOf } from "../text/emoji";
import { EmojiPicker } from "./EmojiPicker";

/** Adds or takes back the person's reaction to a message. */
export function useReact(message: Message) {
  const { act } = useStore();
  const { channel, ts } = message;
  return (name: string, isAdded: boolean) => {
    const type = isAdded ? "reaction_added" : "reaction_removed";
    void act({ type, channel, ts, name });
  };
}

export function Reactions({ message }: { message: Message }) {
  const { workspace, user } = useStore();
  const react = useReact(message);
  const [isOpen, setIsOpen] = useState(false);
  const adder = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setIsOpen(false), []);
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return null;
  const nameOf = (id: string) =>
    id === user ? "you" : (personOf(workspace, id)?.real_name ?? workspace.app.name);
  return (
    <div className="reactions">
      {reactions.map(({ name, users }) => {
        const isMine = users.includes(user);
        const who = `${users.map(nameOf).join(", ")} reacted with :${name}:`;
        return (
          <button
            key={name}
            type="button"
            className="reaction"
            aria-pressed={isMine}
            aria-label={who}
            title={who}
            onClick={() => react(name, !isMine)}
          >
            <span>{emojiOf(name) ?? `:${name}:`}</span>
            <span className="reaction-count">{users.length}</span>
          </button>
        );
      })}
      <button
        ref={adder}
        type="button"
        className="reaction reaction-adder"
        aria-label="Add reaction"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <AddEmojiIcon />
      </button>
      {isOpen && (
        <EmojiPicker
          anchor={adder}
          onClose={close}
          onChoose={(name) => {
            close();
            react(name, true);
          }}
        />
      )}
    </div>
  );
}
