/** The list above the composer that completes what one types. */
import { Avatar } from "../shell/Avatar";
import type { Hint } from "./hints";

interface HintsProps {
  id: string;
  hints: Hint[];
  active: number;
  onActive(index: number): void;
  onChoose(hint: Hint): void;
}

export function Hints({ id, hints, active, onActive, onChoose }: HintsProps) {
  return (
    <div id={`${id}-hints`} role="listbox" aria-label="Suggestions" className="hints">
      {hints.map((hint, index) => (
        <div
          key={hint.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={index === active ? "hint is-active" : "hint"}
          onPointerMove={() => onActive(index)}
          // The field keeps its focus, and with it the place of its caret.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(hint)}
        >
          {hint.color !== undefined && (
            <Avatar name={hint.title} color={hint.color} initials={hint.initials} isApp={hint.isApp} size="small" />
          )}
          <span className="hint-title">
            <strong>{hint.title}</strong> {hint.usage && <span className="hint-usage">{hint.usage}</span>}
          </span>
          <span className="hint-detail">{hint.detail}</span>
        </div>
      ))}
      <p className="hints-keys" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Tab</kbd> to take, <kbd>Esc</kbd> to close
      </p>
    </div>
  );
}
