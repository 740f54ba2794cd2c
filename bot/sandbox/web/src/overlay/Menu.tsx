/** A menu of commands by a button: arrows move, Enter chooses, Escape closes. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { Popover } from "./Popover";

export interface MenuItem {
  id: string;
  label: ReactNode;
  detail?: ReactNode;
  icon?: ReactNode;
  isCurrent?: boolean;
  choose(): void;
}

interface MenuProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  items: MenuItem[];
  onClose(): void;
  heading?: ReactNode;
  align?: "start" | "end";
  emptyText?: string;
}

export function Menu(props: MenuProps) {
  const { anchor, label, items, onClose, heading, align, emptyText } = props;
  const list = useRef<HTMLDivElement>(null);
  const choices = () =>
    Array.from(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []);

  useEffect(() => {
    const all = choices();
    (all.find((item) => item.getAttribute("aria-checked") === "true") ?? all[0])?.focus({
      preventScroll: true,
    });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = choices();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Tab") onClose();
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };
  return (
    <Popover anchor={anchor} onClose={onClose} align={align} className="menu">
      {heading}
      <div ref={list} role="menu" aria-label={label} onKeyDown={onKeyDown}>
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role={item.isCurrent === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={item.isCurrent}
            tabIndex={-1}
            className="menu-item"
            onClick={() => {
              onClose();
              anchor.current?.focus();
              item.choose();
            }}
          >
            {item.icon}
            <span className="menu-words">
              <span className="menu-label">{item.label}</span>
              {item.detail && <span className="menu-detail">{item.detail}</span>}
            </span>
          </button>
        ))}
        {items.length === 0 && emptyText && <p className="menu-empty">{emptyText}</p>}
      </div>
    </Popover>
  );
}
