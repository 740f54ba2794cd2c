/** Keeps the focus where it was when a surface is drawn again and the focused element goes. */
import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from "react";

const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled)";

const OPENER = "[aria-expanded=true]";

// What was chosen in a select of several, with a button that takes it away: a drawing may lack it.
const TOKEN = ".token";

interface Focused {
  element: HTMLElement;
  actionId: string | undefined;
  index: number;
}

/**
 * After each drawing the focus goes to the element with the same action, else to the one in the
 * same place. Without either, it goes to what holds the surface.
 */
export function useKeptFocus(): {
  ref: RefObject<HTMLDivElement | null>;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
} {
  const ref = useRef<HTMLDivElement>(null);
  const last = useRef<Focused | null>(null);

  useLayoutEffect(() => {
    const { current: box } = ref;
    const { current: focused } = last;
    if (!box || !focused || focused.element.isConnected) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const all = within(box);
    const same = all.find((one) => focused.actionId && one.dataset.actionId === focused.actionId);
    const next = same ?? all[Math.min(focused.index, all.length - 1)];
    (next ?? box.closest<HTMLElement>("[tabindex]"))?.focus({ preventScroll: true });
  });

  return {
    ref,
    onFocus: ({ target }) => {
      if (!ref.current) return;
      // A menu of the surface is drawn elsewhere: what opened it stands for it.
      const opener = ref.current.querySelector<HTMLElement>(OPENER);
      const element = ref.current.contains(target) ? (target as HTMLElement) : opener;
      if (!element) return;
      const control = element.closest(TOKEN) ? triggerOf(element) : element;
      const index = within(ref.current).indexOf(control);
      last.current = { element, actionId: control.dataset.actionId, index };
    },
    onBlur: ({ target }) => {
      // An element that is taken away loses the focus too, and is the one to remember.
      requestAnimationFrame(() => {
        const isLeft = target.isConnected && document.activeElement !== target;
        if (isLeft && !target.matches(OPENER) && last.current?.element === target) last.current = null;
      });
    },
  };
}

function within(box: HTMLElement): HTMLElement[] {
  return Array.from(box.querySelectorAll<HTMLElement>(FOCUSABLE)).filter((one) => !one.closest(TOKEN));
}

function triggerOf(token: HTMLElement): HTMLElement {
  return token.closest(".select")?.querySelector<HTMLElement>(".select-trigger") ?? token;
}
