/** What Slack's own client refuses before it submits a form, in its words. */
import type { Block } from "../blocks/types";
import { idOf } from "../blocks/types";
import type { StateValue, Values } from "../state/protocol";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The problem of each input block, by block_id; empty when the form can be sent. */
export function problemsOf(blocks: Block[], values: Values): Record<string, string> {
  const problems: Record<string, string> = {};
  blocks.forEach((block, index) => {
    if (block.type !== "input" || !block.element) return;
    const blockId = idOf(block, index);
    const value = values[blockId]?.[block.element.action_id];
    const problem = problemOf(block, value);
    if (problem) problems[blockId] = problem;
  });
  return problems;
}

function problemOf(block: Block, value: StateValue | undefined): string | undefined {
  if (isEmpty(value)) return block.optional ? undefined : "Please complete this required field.";
  const { element } = block;
  const text = value?.value;
  if (!element || typeof text !== "string") return undefined;
  if (element.min_length && text.length < element.min_length)
    return `Please use at least ${element.min_length} characters.`;
  if (element.max_length && text.length > element.max_length)
    return `Please use at most ${element.max_length} characters.`;
  if (element.type === "email_text_input" && !EMAIL.test(text))
    return "Please enter a valid email address.";
  if (element.type === "url_text_input" && !isUrl(text)) return "Please enter a valid URL.";
  if (element.type === "number_input") return numberProblem(text, element);
  return undefined;
}

function numberProblem(
  text: string,
  limits: { is_decimal_allowed?: boolean; min_value?: string; max_value?: string },
): string | undefined {
  const number = Number(text);
  if (Number.isNaN(number)) return "Please enter a number.";
  if (!limits.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (limits.min_value && number < Number(limits.min_value))
    return `Please enter a number of at least ${limits.min_value}.`;
  if (limits.max_value && number > Number(limits.max_value))
    return `Please enter a number of at most ${limits.max_value}.`;
  return undefined;
}

function isEmpty(value: StateValue | undefined): boolean {
  if (!value) return true;
  const { type: _, ...fields } = value;
  return Object.values(fields).every(
    (field) =>
      field === null || (typeof field === "string" && field.trim() === "") ||
      (Array.isArray(field) && field.length === 0),
  );
}

function isUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
