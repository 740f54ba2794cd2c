/** A box that floats by its anchor, inside the window, and closes on Escape or a press outside. */
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { createPortal } from "react-dom";

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  onClose(): void;
  children: ReactNode;
  className?: string;
  /** Which edge of the anchor it keeps to. */
  align?: "start" | "end";
  isAsWideAsAnchor?: boolean;
}

const GAP = 4;
const MARGIN = 8;

export function Popover(props: PopoverProps) {
  const { anchor, onClose, children, className = "", align = "start", isAsWideAsAnchor } = props;
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number; minWidth?: number }>();

  useLayoutEffect(() => {
    const position = () => {
      if (!anchor.current || !box.current) return;
      const from = anchor.current.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = box.current;
      const wanted = align === "start" ? from.left : from.right - width;
      const left = Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN));
      const below = from.bottom + GAP;
      const fitsBelow = below + height <= innerHeight - MARGIN;
      const top = fitsBelow ? below : Math.max(MARGIN, from.top - GAP - height);
      setPlace({ left, top, minWidth: isAsWideAsAnchor ? from.width : undefined });
    };
    position();
    const watch = new ResizeObserver(position);
    if (box.current) watch.observe(box.current);
    window.addEventListener("resize", position);
    window.addEventListener("scroll", position, true);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", position);
      window.removeEventListener("scroll", position, true);
    };
  }, [anchor, align, isAsWideAsAnchor]);

  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onClose();
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [anchor, onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
    anchor.current?.focus();
  };
  // The box is measured before it is shown; a hidden one could not take the focus.
  const style = place ?? { left: 0, top: 0, opacity: 0 };
  // It stands in its anchor's part of the page, where a screen reader looks for it.
  return createPortal(
    <div ref={box} className={`popover ${className}`} style={style} onKeyDown={onKeyDown}>
      {children}
    </div>,
    anchor.current?.closest("[role=dialog], [role=alertdialog], main, nav, aside") ?? document.body,
  );
}
