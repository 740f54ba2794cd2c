/** One element on its surface: its value, and what happens when it changes. */
import type { Element } from "../blocks/types";
import type { StateValue } from "../state/protocol";
import { useSurface } from "./surface";

export interface ElementProps {
  element: Element;
  blockId: string;
  /** Where the element stands: an input block collects silently unless it dispatches. */
  place: "actions" | "input" | "dispatching_input";
  /** The DOM id of what names the element, for an input block's label. */
  labelId?: string;
  describedBy?: string;
  isInvalid?: boolean;
}

export interface Field {
  value: StateValue | undefined;
  isPending: boolean;
  /** Keeps the new value; tells the app too, unless an input block collects it silently. */
  change(fields: Record<string, unknown>): void;
  /** Keeps the new value and tells nobody yet. */
  keep(fields: Record<string, unknown>): void;
  /** Keeps the value and tells the app. */
  send(fields: Record<string, unknown>): void;
}

export function useField({ element, blockId, place }: ElementProps): Field {
  const surface = useSurface();
  const keep = (fields: Record<string, unknown>) => surface.setValue(blockId, element, fields);
  const send = (fields: Record<string, unknown>) => surface.press(blockId, element, fields);
  return {
    value: surface.values[blockId]?.[element.action_id],
    isPending: surface.pending === `${blockId}/${element.action_id}`,
    keep,
    send,
    change: place === "input" ? keep : send,
  };
}

/**
 * The name an element has for a screen reader: its visible label, else one of its own. What is
 * chosen in a select (`valueId`) is read after it.
 */
export function naming({ element, labelId, describedBy, isInvalid }: ElementProps, valueId?: string) {
  return {
    ...nameOf(element, labelId, valueId),
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(isInvalid ? { "aria-invalid": true } : {}),
  };
}

function nameOf(element: Element, labelId?: string, valueId?: string) {
  if (labelId) return { "aria-labelledby": valueId ? `${labelId} ${valueId}` : labelId };
  if (valueId) return {}; // the chosen value, which the element shows, says more than a placeholder
  const name = element.accessibility_label ?? element.placeholder?.text;
  return name ? { "aria-label": name } : {};
}
