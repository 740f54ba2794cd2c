/** Choose an emoji: the common ones at once, every other by its name. */
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { Popover } from "../overlay/Popover";
import { searchEmoji } from "../text/emoji";

interface EmojiPickerProps {
  anchor: RefObject<HTMLElement | null>;
  onChoose(name: string): void;
  onClose(): void;
}

const COLUMNS = 8;
const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

export function EmojiPicker({ anchor, onChoose, onClose }: EmojiPickerProps) {
  const [typed, setTyped] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const found = searchEmoji(typed);
  useEffect(() => search.current?.focus({ preventScroll: true }), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = Array.from(grid.current?.querySelectorAll<HTMLElement>("button") ?? []);
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const first = found[0];
    if (event.key === "Enter" && at < 0 && first) {
      event.preventDefault();
      onChoose(first.name);
    }
    const step = STEPS[event.key];
    if (step === undefined || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const to = at < 0 ? 0 : at + step;
    (to < 0 ? search.current : buttons[to])?.focus();
  };
  return (
    <Popover anchor={anchor} onClose={onClose} align="end" className="emoji-picker">
      <div role="dialog" aria-label="Choose an emoji" onKeyDown={onKeyDown}>
        <input
          ref={search}
          className="option-search"
          aria-label="Search emoji"
          placeholder="Search all emoji"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div ref={grid} className="emoji-grid">
          {found.map(({ name, character }) => (
            <button
              key={name}
              type="button"
              aria-label={name}
              title={`:${name}:`}
              onClick={() => onChoose(name)}
            >
              {character}
            </button>
          ))}
        </div>
        {found.length === 0 && <p className="menu-empty">No emoji of that name.</p>}
      </div>
    </Popover>
  );
}
