/** The ⋯ menu of a block: choosing an option sends it at once. */
import { useCallback, useRef, useState } from "react";
import { MoreIcon } from "../shell/icons";
import { Menu } from "../overlay/Menu";
import { PlainText, labelOf } from "../text/Text";
import { useField, type ElementProps } from "./field";

export function OverflowMenu(props: ElementProps) {
  const { element } = props;
  const { send, isPending } = useField(props);
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setIsOpen(false), []);
  const items = (element.options ?? []).map((option) => ({
    id: option.value,
    label: <PlainText text={option.text.text} />,
    detail: option.description && labelOf(option.description),
    choose() {
      if (option.url) window.open(option.url, "_blank", "noopener,noreferrer");
      send({ selected_option: option });
    },
  }));
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="button button-icon"
        data-action-id={element.action_id}
        aria-label={element.accessibility_label ?? "More options"}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-busy={isPending}
        onClick={() => setIsOpen(!isOpen)}
      >
        <MoreIcon />
      </button>
      {isOpen && <Menu anchor={trigger} label="More options" items={items} onClose={close} align="end" />}
    </>
  );
}
