/** Radio buttons and checkboxes: every option in sight, with its description. */
import { useId } from "react";
import type { Option } from "../blocks/types";
import { Text } from "../text/Text";
import { naming, useField, type ElementProps } from "./field";

export function RadioButtons(props: ElementProps) {
  const { element } = props;
  const { value, change } = useField(props);
  const selected = value?.selected_option as Option | null | undefined;
  const name = useId();
  return (
    <div role="radiogroup" className="option-list" {...naming(props)}>
      {(element.options ?? []).map((option) => (
        <Choice
          key={option.value}
          option={option}
          type="radio"
          name={name}
          isChecked={selected?.value === option.value}
          onChange={() => change({ selected_option: option })}
        />
      ))}
    </div>
  );
}

export function Checkboxes(props: ElementProps) {
  const { element } = props;
  const { value, change } = useField(props);
  const selected = (value?.selected_options ?? []) as Option[];
  const isSelected = (option: Option) => selected.some((one) => one.value === option.value);
  const toggle = (option: Option) => {
    const chosen = (element.options ?? []).filter((one) => isSelected(one) !== (one === option));
    change({ selected_options: chosen });
  };
  return (
    <div role="group" className="option-list" {...naming(props)}>
      {(element.options ?? []).map((option) => (
        <Choice
          key={option.value}
          option={option}
          type="checkbox"
          isChecked={isSelected(option)}
          onChange={() => toggle(option)}
        />
      ))}
    </div>
  );
}

interface ChoiceProps {
  option: Option;
  type: "radio" | "checkbox";
  name?: string;
  isChecked: boolean;
  onChange(): void;
}

function Choice({ option, type, name, isChecked, onChange }: ChoiceProps) {
  return (
    <label className="option">
      <input type={type} name={name} checked={isChecked} onChange={onChange} />
      <span>
        <Text text={option.text} />
        {option.description && (
          <span className="option-description">
            <Text text={option.description} />
          </span>
        )}
      </span>
    </label>
  );
}
