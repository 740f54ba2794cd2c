/** A button: sends its action, and opens its address in a new tab where it has one. */
import { PlainText } from "../text/Text";
import { useField, type ElementProps } from "./field";

export function ButtonElement(props: ElementProps) {
  const { element } = props;
  const { isPending, send } = useField(props);
  const press = () => {
    if (isPending) return;
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    send({});
  };
  const look = element.style ? `button button-${element.style}` : "button";
  return (
    <button
      type="button"
      className={look}
      data-action-id={element.action_id}
      aria-label={element.accessibility_label}
      aria-busy={isPending}
      aria-disabled={isPending}
      onClick={press}
    >
      <PlainText text={element.text?.text ?? ""} />
      {isPending && <span className="spinner" aria-hidden="true" />}
    </button>
  );
}
