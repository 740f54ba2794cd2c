/** Draws one of Slack's text objects: mrkdwn with its styles and links, plain text unchanged. */
import { memo, useMemo } from "react";
import type { TextObject } from "../blocks/types";
import { Drawing } from "./Drawing";
import { emojiOf } from "./emoji";
import { decode, parseMrkdwn } from "./mrkdwn";

export const Text = memo(function Text({ text }: { text: TextObject }) {
  if (text.type === "plain_text") return <PlainText text={text.text} />;
  return <Mrkdwn text={text.text} verbatim={text.verbatim ?? false} />;
});

export const Mrkdwn = memo(function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  const block = useMemo(
    () => ({ type: "rich_text", elements: parseMrkdwn(text, verbatim) }),
    [text, verbatim],
  );
  return <Drawing block={block} />;
});

export function PlainText({ text }: { text: string }) {
  return <span className="plain-text">{plainString(text)}</span>;
}

/** A plain_text as one string: its escapes undone, its short names drawn as emoji. */
export function plainString(text: string): string {
  return decode(text).replace(/:([a-z0-9_+'-]+):/gi, (whole, name: string) => emojiOf(name) ?? whole);
}

/** Any text object as one plain string, for labels that cannot hold styles. */
export function labelOf(text: TextObject | undefined): string {
  return text ? plainString(text.text) : "";
}
