/** A dialog over everything else: keeps the focus inside, gives it back when it closes. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { createPortal } from "react-dom";

interface DialogProps {
  labelId: string;
  onEscape(): void;
  children: ReactNode;
  className?: string;
  isAlert?: boolean;
}

const FOCUSABLE =
  "a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex='0']";

export function Dialog({ labelId, onEscape, children, className = "", isAlert }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement as HTMLElement | null);

  useLayoutEffect(() => {
    const app = document.getElementById("app");
    app?.setAttribute("inert", "");
    // What is inside may have taken the focus to its first field already.
    if (!box.current?.contains(document.activeElement)) {
      const wanted = box.current?.querySelector<HTMLElement>("[data-autofocus]");
      (wanted ?? box.current)?.focus();
    }
    return () => {
      // A dialog above or below this one may still be open.
      const isLast = document.querySelectorAll("[aria-modal=true]").length <= 1;
      if (isLast) app?.removeAttribute("inert");
      if (before?.isConnected) before.focus();
    };
  }, [before]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onEscape();
    }
    if (event.key === "Tab") keepInside(event, box.current);
  };
  return createPortal(
    <div className="overlay" onKeyDown={onKeyDown}>
      <div
        ref={box}
        role={isAlert ? "alertdialog" : "dialog"}
        aria-modal="true"
        aria-labelledby={labelId}
        tabIndex={-1}
        className={`dialog ${className}`}
      >
        {children}
      </div>
    </div>,
    document.body,
  );
}

function keepInside(event: KeyboardEvent, box: HTMLElement | null): void {
  const inside = Array.from(box?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? []);
  const first = inside[0];
  const last = inside.at(-1);
  const active = document.activeElement;
  if (event.shiftKey && (active === first || active === box)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
