/** Where one types: messages, slash commands with their hints, shortcuts. */
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from "react";
import { Menu } from "../overlay/Menu";
import { Avatar } from "../shell/Avatar";
import { PlusIcon, SendIcon } from "../shell/icons";
import { useStore } from "../state/store";
import { DraftPreviews } from "./DraftPreviews";
import { Hints } from "./Hints";
import { completed, hintsFor, usageOf, type Hint } from "./hints";

interface ComposerProps {
  label: string;
  draft: string;
  onChange(text: string): void;
  onSend(text: string): void;
  /** Whether no app is there yet that would answer: a command stays until it is. */
  isWaiting?: boolean;
}

export function Composer({ label, draft, onChange, onSend, isWaiting = false }: ComposerProps) {
  const { workspace } = useStore();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(draft.length);
  const [active, setActive] = useState(0);
  const [areHintsClosed, setAreHintsClosed] = useState(false);
  const id = useId();
  const hints = areHintsClosed ? [] : hintsFor(workspace, draft, caret);
  const usage = usageOf(workspace, draft);
  const cannotSend = draft.trim() === "" || (isWaiting && draft.startsWith("/"));

  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [draft]);
  useEffect(() => {
    // On a touch screen the focus would open the keyboard over what is to be read.
    const hasKeyboard = window.matchMedia("(pointer: fine)").matches;
    if (hasKeyboard && document.activeElement === document.body) field.current?.focus();
  }, []);

  const complete = (hint: Hint) => {
    const next = completed(draft, caret, hint);
    onChange(next.text);
    setCaret(next.caret);
    setActive(0);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const send = () => {
    if (cannotSend) return;
    onChange("");
    setCaret(0);
    onSend(draft.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const hint = hints[Math.min(active, hints.length - 1)];
    if (hint) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        setActive((active + step + hints.length) % hints.length);
        return;
      }
      if (event.key === "Escape") {
        event.preventDefault();
        setAreHintsClosed(true);
        return;
      }
      const isTyped = hint.insert.trim() === draft.trim();
      if (event.key === "Tab" || (event.key === "Enter" && !isTyped)) {
        event.preventDefault();
        complete(hint);
        return;
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  return (
    <div className="composer-area">
      {hints.length > 0 && (
        <Hints id={id} hints={hints} active={Math.min(active, hints.length - 1)} onActive={setActive} onChoose={complete} />
      )}
      {hints.length === 0 && usage && (
        <p className="usage" role="status">
          <code>{usage.command}</code> <em>{usage.usage_hint}</em> · {usage.description}
        </p>
      )}
      <div className="composer">
        <textarea
          ref={field}
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-controls={hints.length > 0 ? `${id}-hints` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={hints.length > 0 ? `${id}-${Math.min(active, hints.length - 1)}` : undefined}
          value={draft}
          onChange={(event) => {
            onChange(event.target.value);
            setCaret(event.target.selectionStart);
            setActive(0);
            setAreHintsClosed(false);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-bar">
          <ShortcutMenu />
          <button
            type="button"
            className="send-button"
            aria-label="Send"
            disabled={cannotSend}
            onClick={send}
          >
            <SendIcon />
          </button>
        </div>
      </div>
      <DraftPreviews draft={draft} />
    </div>
  );
}

function ShortcutMenu() {
  const { workspace, act } = useStore();
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setIsOpen(false), []);
  const { app } = workspace;
  const shortcuts = workspace.shortcuts.filter((shortcut) => shortcut.type === "global");
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="icon-button"
        aria-label="Shortcuts"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <PlusIcon />
      </button>
      {isOpen && (
        <Menu
          anchor={trigger}
          label="Shortcuts"
          onClose={close}
          heading={shortcuts.length > 0 && <p className="menu-heading">Shortcuts</p>}
          emptyText="No app here has shortcuts."
          items={shortcuts.map((shortcut) => ({
            id: shortcut.callback_id,
            label: shortcut.name,
            detail: shortcut.description,
            icon: <Avatar name={app.name} color={app.color} isApp size="small" />,
            choose: () => void act({ type: "shortcut", callback_id: shortcut.callback_id }),
          }))}
        />
      )}
    </>
  );
}
