/** What Slack sends for each kind of element: its entry in the state, and its action. */
import type { Block, Element, Option } from "../blocks/types";
import { idOf, isElement } from "../blocks/types";
import type { Action, StateValue, Values } from "../state/protocol";

const one = (initial: Option | undefined) => ({ selected_option: initial ?? null });
const many = (initial: Option[] | undefined) => ({ selected_options: initial ?? [] });
const typed = (element: Element) => ({ value: element.initial_value || null });

/** The fields that hold a stateful element's value, by its type, as they are at first. */
const FIRST_VALUES: Record<string, (element: Element) => Record<string, unknown>> = {
  static_select: (element) => one(element.initial_option),
  external_select: (element) => one(element.initial_option),
  radio_buttons: (element) => one(element.initial_option),
  multi_static_select: (element) => many(element.initial_options),
  multi_external_select: (element) => many(element.initial_options),
  checkboxes: (element) => many(element.initial_options),
  users_select: (element) => ({ selected_user: element.initial_user ?? null }),
  multi_users_select: (element) => ({ selected_users: element.initial_users ?? [] }),
  channels_select: (element) => ({ selected_channel: element.initial_channel ?? null }),
  multi_channels_select: (element) => ({ selected_channels: element.initial_channels ?? [] }),
  conversations_select: (element) => ({
    selected_conversation: element.initial_conversation ?? null,
  }),
  multi_conversations_select: (element) => ({
    selected_conversations: element.initial_conversations ?? [],
  }),
  datepicker: (element) => ({ selected_date: element.initial_date ?? null }),
  timepicker: (element) => ({ selected_time: element.initial_time ?? null }),
  datetimepicker: (element) => ({ selected_date_time: element.initial_date_time ?? null }),
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
};

/** The element's first entry in `state.values`, or undefined for one that keeps no state. */
export function firstValue(element: Element): StateValue | undefined {
  const fields = FIRST_VALUES[element.type];
  return fields && { type: element.type, ...fields(element) };
}

/**
 * The values of a surface after its blocks came or changed: what was typed or chosen stays where
 * block_id and action_id are the same, everything else starts at its initial value.
 */
export function valuesOf(blocks: Block[], kept: Values = {}): Values {
  const values: Values = {};
  blocks.forEach((block, index) => {
    const blockId = idOf(block, index);
    for (const element of elementsOf(block)) {
      const first = firstValue(element);
      if (!first) continue;
      const before = kept[blockId]?.[element.action_id];
      const value = before?.type === element.type ? before : first;
      values[blockId] = { ...values[blockId], [element.action_id]: value };
    }
  });
  return values;
}

export function elementsOf(block: Block): Element[] {
  const inside = (block.elements ?? []).filter(isElement);
  return [...inside, block.accessory, block.element].filter((element) => element !== undefined);
}

const ECHOED = [
  "text",
  "value",
  "style",
  "placeholder",
  "confirm",
  "initial_option",
  "initial_options",
  "initial_date",
  "initial_time",
  "initial_date_time",
  "initial_user",
  "initial_channel",
  "initial_conversation",
] as const;

/** The action of a press or a choice, as Slack sends it: what was chosen beside the element's own facts. */
export function actionOf(element: Element, blockId: string, chosen: Record<string, unknown>): Action {
  const echoed = ECHOED.filter((field) => element[field] !== undefined);
  return {
    ...Object.fromEntries(echoed.map((field) => [field, element[field]])),
    ...chosen,
    type: element.type,
    block_id: blockId,
    action_id: element.action_id,
  };
}
