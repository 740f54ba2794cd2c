/** Every select menu: one or many, of options, people or channels, with type-ahead. */
import { useCallback, useId, useRef, useState } from "react";
import type { Element, Option } from "../blocks/types";
import type { StateValue } from "../state/protocol";
import { useStore } from "../state/store";
import { ChevronIcon, CloseIcon } from "../shell/icons";
import { PlainText, labelOf } from "../text/Text";
import { OptionBox } from "./OptionBox";
import { optionOfId } from "./choices";
import { naming, useField, type ElementProps } from "./field";

export function Select(props: ElementProps) {
  const { element } = props;
  const { workspace } = useStore();
  const field = useField(props);
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const valueId = useId();
  const close = useCallback(() => setIsOpen(false), []);
  const isMulti = element.type.startsWith("multi_");
  const chosen = chosenOptions(element, field.value, (id) => optionOfId(workspace, id));

  const choose = (option: Option) => {
    if (!isMulti) {
      close();
      trigger.current?.focus();
      field.change(fieldsFor(element, [option]));
      return;
    }
    const isChosen = chosen.some((one) => one.value === option.value);
    const rest = chosen.filter((one) => one.value !== option.value);
    const isFull = chosen.length >= (element.max_selected_items ?? Infinity);
    if (isChosen || !isFull) field.change(fieldsFor(element, isChosen ? rest : [...chosen, option]));
  };
  const hint = labelOf(element.placeholder) || (isMulti ? "Choose some options" : "Choose an option");
  const first = chosen[0];
  return (
    <div className={isMulti ? "select select-multi" : "select"}>
      {isMulti && chosen.map((option) => <Token key={option.value} option={option} onRemove={choose} />)}
      <button
        ref={trigger}
        type="button"
        className="select-trigger"
        data-action-id={element.action_id}
        data-autofocus={element.focus_on_load || undefined}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-busy={field.isPending}
        onClick={() => setIsOpen(!isOpen)}
        {...naming(props, first && !isMulti ? valueId : undefined)}
      >
        <span id={valueId} className={first && !isMulti ? "select-chosen" : "select-placeholder"}>
          {first && !isMulti ? <PlainText text={first.text.text} /> : <PlainText text={hint} />}
        </span>
        {field.isPending ? <span className="spinner" aria-hidden="true" /> : <ChevronIcon />}
      </button>
      {isOpen && (
        <OptionBox
          element={element}
          blockId={props.blockId}
          anchor={trigger}
          label={hint}
          chosen={chosen}
          isMulti={isMulti}
          onChoose={choose}
          onClose={close}
        />
      )}
    </div>
  );
}

function Token({ option, onRemove }: { option: Option; onRemove(option: Option): void }) {
  return (
    <span className="token">
      <PlainText text={option.text.text} />
      <button type="button" aria-label={`Remove ${labelOf(option.text)}`} onClick={() => onRemove(option)}>
        <CloseIcon />
      </button>
    </span>
  );
}

/** The field of the state that a select fills, and whether it holds options or ids. */
function fieldName(type: string): { name: string; holdsIds: boolean } {
  const kind = /(users|channels|conversations)_select$/.exec(type)?.[1];
  const singular = kind ? `selected_${kind.slice(0, -1)}` : "selected_option";
  return { name: type.startsWith("multi_") ? `${singular}s` : singular, holdsIds: Boolean(kind) };
}

function fieldsFor(element: Element, options: Option[]): Record<string, unknown> {
  const { name, holdsIds } = fieldName(element.type);
  const values = holdsIds ? options.map((option) => option.value) : options;
  return { [name]: element.type.startsWith("multi_") ? values : (values[0] ?? null) };
}

function chosenOptions(
  element: Element,
  value: StateValue | undefined,
  fromId: (id: string) => Option,
): Option[] {
  const { name, holdsIds } = fieldName(element.type);
  const kept = value?.[name];
  if (kept === null || kept === undefined) return [];
  const all = Array.isArray(kept) ? kept : [kept];
  return holdsIds ? all.map((id) => fromId(String(id))) : (all as Option[]);
}
