import { describe, expect, it } from "vitest";
import { formatDate } from "./date";
import { searchEmoji } from "./emoji";
import { parseMrkdwn, type Inline } from "./mrkdwn";

/** A text's inline elements, short: `*` bold, `_` italic, `~` strike, `=` code. */
function inline(text: string): string[] {
  return parseMrkdwn(text).flatMap((part) => part.elements.map(short));
}

function short(element: Inline): string {
  const style = "style" in element ? element.style : undefined;
  const marks = `${style?.bold ? "*" : ""}${style?.italic ? "_" : ""}${style?.strike ? "~" : ""}${style?.code ? "=" : ""}`;
  if (element.type === "text") return marks + element.text;
  if (element.type === "link") return `${marks}[${element.text ?? ""}](${element.url})`;
  if (element.type === "emoji") return `:${element.name}:`;
  return `${marks}${JSON.stringify(element)}`;
}

describe("styles", () => {
  it.each([
    ["*bold* and _italic_ and ~gone~", ["*bold", " and ", "_italic", " and ", "~gone"]],
    ["*bold _and italic_*", ["*bold ", "*_and italic"]],
    ["`*code* <b>`", ["=*code* <b>"]],
    ["a*b*c snake_case_word 2*3*4 a~b", ["a*b*c snake_case_word 2*3*4 a~b"]],
    ["* not bold * nor _ this_", ["* not bold * nor _ this_"]],
    ["*one\ntwo*", ["*one\ntwo*"]],
    ["(*bold*), “_it_”.", ["(", "*bold", "), “", "_it", "”."]],
  ])("%s", (text, expected) => expect(inline(text)).toEqual(expected));
});

describe("what Markdown knows and mrkdwn does not", () => {
  it.each(["# not a heading", "[text](http)", "| a | b |\n|---|---|", "    indented", "- item\n- item", "1. one", "**x"])(
    "%s stays as it is",
    (text) => expect(inline(text)).toEqual([text]),
  );
});

describe("references", () => {
  it.each([
    ["<https://a.example/x_y_z|A &amp; B>", ["[A & B](https://a.example/x_y_z)"]],
    ["see https://a.example/x_y?a=1&amp;b=2.", ["see ", "[](https://a.example/x_y?a=1&b=2)", "."]],
    ["<javascript:alert(1)|x>", ["<javascript:alert(1)|x>"]],
    ["<@U1>", ['{"type":"user","user_id":"U1"}']],
    ["<#C1|general>", ['{"type":"channel","channel_id":"C1"}']],
    ["<!here>", ['{"type":"broadcast","range":"here"}']],
    ["&lt;!channel&gt; &lt;script&gt;", ["<!channel> <script>"]],
    ["<img src=x onerror=alert(1)>", ["<img src=x onerror=alert(1)>"]],
    [":memo: at 10:30:45 :no_such_thing:", [":memo:", " at 10:30:45 :no_such_thing:"]],
    ["<!date^notanumber^{date}|some day>", ["some day"]],
  ])("%s", (text, expected) => expect(inline(text)).toEqual(expected));
});

describe("parts", () => {
  const types = (text: string) => parseMrkdwn(text).map((part) => part.type.slice("rich_text_".length));
  it("keeps a fenced block apart, as it was typed", () => {
    expect(types("before\n```x  *y*\nz```\nafter")).toEqual(["section", "preformatted", "section"]);
    expect(inline("```x  *y*\nz```")).toEqual(["x  *y*\nz"]);
  });
  it("leaves a fence that never closes as text", () => {
    expect(inline("a ```b")).toEqual(["a ```b"]);
  });
  it("joins the lines of a quote", () => {
    expect(types("&gt; one\n&gt; two\nthree")).toEqual(["quote", "section"]);
    expect(inline("&gt; one\n&gt; two")).toEqual(["one\ntwo"]);
  });
});

describe("dates", () => {
  const now = new Date("2026-11-23T12:00:00");
  const at = (text: string) => new Date(text).getTime() / 1000;
  it("fills in what it knows and leaves the rest", () => {
    expect(formatDate(at("2026-09-21T09:05:00"), "{date_short} {time} {other}", now)).toBe(
      "Sep 21, 2026 9:05 AM {other}",
    );
  });
  it("says yesterday only where it is asked to be pretty", () => {
    const yesterday = at("2026-11-22T23:00:00");
    expect(formatDate(yesterday, "{date_short_pretty}", now)).toBe("yesterday");
    expect(formatDate(yesterday, "{date_num}", now)).toBe("2026-11-22");
  });
});

it("finds emoji by Slack's names, the exact one first", () => {
  expect(searchEmoji("memo")[0]).toEqual({ name: "memo", character: "📝" });
  expect(searchEmoji("thumbsup")[0]?.name).toBe("+1");
  expect(searchEmoji("speech balloon")[0]?.name).toBe("speech_balloon");
});
