import { expect, it } from "vitest";
import type { Block, Element } from "../blocks/types";
import { problemsOf } from "./validation";
import { actionOf, valuesOf } from "./values";

function input(blockId: string, element: Partial<Element>, rest: Partial<Block> = {}): Block {
  const whole = { type: "plain_text_input", action_id: "it", ...element };
  return { type: "input", block_id: blockId, element: whole, ...rest };
}

it("keeps what was typed where block and action are the same, and starts the rest afresh", () => {
  const before = valuesOf([input("a", { initial_value: "one" }), input("b", {})]);
  expect(before).toEqual({
    a: { it: { type: "plain_text_input", value: "one" } },
    b: { it: { type: "plain_text_input", value: null } },
  });
  before.a!.it!.value = "typed";
  const after = valuesOf([input("a", { initial_value: "two" }), input("c", { initial_value: "x" })], before);
  expect(after.a!.it!.value).toBe("typed");
  expect(after.c!.it!.value).toBe("x");
  expect(after.b).toBeUndefined();
});

it("sends a button's action with its text and value, and no state", () => {
  const text = { type: "plain_text" as const, text: "Open" };
  const button = { type: "button", action_id: "open", text, value: "slug" };
  expect(valuesOf([{ type: "actions", block_id: "x", elements: [button] }])).toEqual({});
  expect(actionOf(button, "x", {})).toEqual({
    type: "button",
    block_id: "x",
    action_id: "open",
    text,
    value: "slug",
  });
});

it.each<[Partial<Element>, string | null, string | undefined]>([
  [{}, null, "Please complete this required field."],
  [{}, "   ", "Please complete this required field."],
  [{ min_length: 5 }, "four", "Please use at least 5 characters."],
  [{ type: "email_text_input" }, "nobody", "Please enter a valid email address."],
  [{ type: "email_text_input" }, "a@b.example", undefined],
  [{ type: "url_text_input" }, "javascript:x", "Please enter a valid URL."],
  [{ type: "number_input" }, "1.5", "Please enter a whole number."],
  [{ type: "number_input", is_decimal_allowed: true, max_value: "1" }, "1.5", "Please enter a number of at most 1."],
])("refuses what Slack's client refuses: %j with %j", (element, value, problem) => {
  const block = input("a", element);
  const values = { a: { it: { type: block.element!.type, value } } };
  expect(problemsOf([block], values)).toEqual(problem ? { a: problem } : {});
});

it("lets an optional field stay empty", () => {
  expect(problemsOf([input("a", {}, { optional: true })], {})).toEqual({});
});
