/** The open list of a select: type to narrow, arrows to move, Enter to choose. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { Element, Option } from "../blocks/types";
import { Popover } from "../overlay/Popover";
import { CheckIcon } from "../shell/icons";
import { PlainText, Text, labelOf } from "../text/Text";
import { useOffer } from "./choices";

interface OptionBoxProps {
  element: Element;
  blockId: string;
  anchor: RefObject<HTMLButtonElement | null>;
  label: string;
  chosen: Option[];
  isMulti: boolean;
  onChoose(option: Option): void;
  onClose(): void;
}

export function OptionBox(props: OptionBoxProps) {
  const { element, blockId, anchor, label, chosen, isMulti, onChoose, onClose } = props;
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { groups, isLoading, message } = useOffer(element, blockId, typed, true);
  const options = groups.flatMap((group) => group.options);
  const isChosen = (option: Option) => chosen.some((one) => one.value === option.value);

  useEffect(() => search.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    list.current?.querySelector(".is-active")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab") onClose();
    const option = options[active];
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (option) onChoose(option);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || options.length === 0) return;
    event.preventDefault();
    setActive((active + step + options.length) % options.length);
  };
  return (
    <Popover anchor={anchor} onClose={onClose} className="option-box" isAsWideAsAnchor>
      <input
        ref={search}
        className="option-search"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={options[active] && `${id}-${active}`}
        autoComplete="off"
        placeholder="Search"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={isMulti}
        aria-busy={isLoading}
        className="option-results"
      >
        {groups.map((group, at) => (
          <div key={at} role="group" aria-label={labelOf(group.label) || undefined}>
            {labelOf(group.label) && (
              <div className="option-group" aria-hidden="true">
                <PlainText text={group.label.text} />
              </div>
            )}
            {group.options.map((option) => {
              const index = options.indexOf(option);
              return (
                <div
                  key={option.value}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={isChosen(option)}
                  className={index === active ? "option-row is-active" : "option-row"}
                  onPointerMove={() => setActive(index)}
                  // The search field keeps the focus, and with it the keyboard.
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => onChoose(option)}
                >
                  <span className="option-check">{isChosen(option) && <CheckIcon />}</span>
                  <span className="menu-words">
                    <Text text={option.text} />
                    {option.description && (
                      <span className="menu-detail">
                        <Text text={option.description} />
                      </span>
                    )}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
        {message && !isLoading && <p className="menu-empty">{message}</p>}
        {isLoading && options.length === 0 && <p className="menu-empty">Searching…</p>}
      </div>
    </Popover>
  );
}
