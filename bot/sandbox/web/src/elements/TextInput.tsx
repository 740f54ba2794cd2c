/** Typed input: text of one or many lines, email, address, number. */
import { useEffect, useRef, type ChangeEvent, type KeyboardEvent } from "react";
import { labelOf } from "../text/Text";
import { naming, useField, type ElementProps } from "./field";

const INPUT_TYPES: Record<string, string> = {
  email_text_input: "email",
  url_text_input: "url",
};

export function TextInput(props: ElementProps) {
  const { element, place } = props;
  const { value, keep, send } = useField(props);
  const typed = (value?.value as string | null | undefined) ?? "";
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const dispatches = place !== "input";
  const pause = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(pause.current), []);

  const onChange = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const fields = { value: event.target.value === "" ? null : event.target.value };
    keep(fields);
    if (!dispatches || !triggers.includes("on_character_entered")) return;
    // Slack, too, waits for a pause in the typing.
    window.clearTimeout(pause.current);
    pause.current = window.setTimeout(() => send(fields), 300);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || element.multiline) return;
    if (!dispatches || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    send({ value: typed === "" ? null : typed });
  };

  const shared = {
    className: "text-input",
    value: typed,
    maxLength: element.max_length,
    placeholder: labelOf(element.placeholder),
    "data-action-id": element.action_id,
    "data-autofocus": element.focus_on_load || undefined,
    onChange,
    onKeyDown,
    ...naming(props),
  };
  const isNumber = element.type === "number_input";
  return (
    <>
      {element.multiline ? (
        <textarea rows={4} {...shared} />
      ) : (
        <input
          type={INPUT_TYPES[element.type] ?? "text"}
          inputMode={isNumber ? "decimal" : undefined}
          autoComplete="off"
          {...shared}
        />
      )}
      {element.max_length !== undefined && <Remaining left={element.max_length - typed.length} />}
    </>
  );
}

/** Shown once it matters, as in Slack. */
function Remaining({ left }: { left: number }) {
  if (left > 100) return null;
  return (
    <span className="remaining" aria-live="polite">
      {left} {left === 1 ? "character" : "characters"} left
    </span>
  );
}
