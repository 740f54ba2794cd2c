/**
 * Reads Slack's mrkdwn into the elements of a rich_text block.
 *
 * mrkdwn is not Markdown: headings, tables and `[text](url)` are plain characters in it, `*` and
 * `_` count only at the edge of a word, and an escaped `&lt;!channel&gt;` must stay a text.
 */
import { formatDate } from "./date";
import { emojiOf } from "./emoji";

export interface Style {
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
}

export type Inline =
  | { type: "text"; text: string; style?: Style }
  | { type: "link"; url: string; text?: string; style?: Style }
  | { type: "user"; user_id: string; style?: Style }
  | { type: "channel"; channel_id: string; style?: Style }
  | { type: "usergroup"; usergroup_id: string; style?: Style }
  | { type: "broadcast"; range: string; style?: Style }
  | { type: "emoji"; name: string };

export interface RichTextPart {
  type: "rich_text_section" | "rich_text_quote" | "rich_text_preformatted";
  elements: Inline[];
}

const SAFE_URL = /^(https?:|mailto:|tel:)/i;

/** A mrkdwn text as rich_text elements, in the order they are drawn. */
export function parseMrkdwn(text: string, verbatim = false): RichTextPart[] {
  // Splitting at a pattern with a group gives what is outside and what is inside, in turns.
  return text.split(/\n?```\n?([^]+?)\n?```\n?/).flatMap((piece, index) => {
    if (index % 2 === 0) return parseQuotes(piece, verbatim);
    return [{ type: "rich_text_preformatted", elements: [{ type: "text", text: decode(piece) }] }];
  });
}

function parseQuotes(text: string, verbatim: boolean): RichTextPart[] {
  const parts: RichTextPart[] = [];
  let lines: string[] = [];
  let isQuote = false;
  const flush = () => {
    const content = lines.join("\n");
    if (lines.length > 0 && content !== "") {
      const type = isQuote ? "rich_text_quote" : "rich_text_section";
      parts.push({ type, elements: parseInline(content, {}, verbatim) });
    }
    lines = [];
  };
  let restIsQuoted = false;
  for (const line of text.split("\n")) {
    const [marker] = /^(?:&gt;|>)+ ?/.exec(line) ?? [""];
    if ((marker !== "" || restIsQuoted) !== isQuote) {
      flush();
      isQuote = !isQuote;
    }
    restIsQuoted ||= /^(?:&gt;|>){3}/.test(line);
    lines.push(line.slice(marker.length));
  }
  flush();
  return parts;
}

const TOKEN = new RegExp(
  [
    /`([^`\n]+)`/, // 1: code
    /<([^<>\n]+)>/, // 2: link, mention, date
    /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/, // 3: emoji
    /(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]}*_~])/, // 4: bare address
  ]
    .map((part) => part.source)
    .join("|"),
  "i",
);

const MARKS: [string, keyof Style][] = [
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strike"],
];

function parseInline(text: string, style: Style, verbatim: boolean): Inline[] {
  if (text === "") return [];
  const span = findStyled(text);
  const token = findToken(text, verbatim);
  if (span && (!token || span.start < token.start)) {
    return [
      ...plain(text.slice(0, span.start), style),
      ...parseInline(span.inner, { ...style, [span.style]: true }, verbatim),
      ...parseInline(text.slice(span.end), style, verbatim),
    ];
  }
  if (token) {
    return [
      ...plain(text.slice(0, token.start), style),
      ...styled(token.elements, style),
      ...parseInline(text.slice(token.end), style, verbatim),
    ];
  }
  return plain(text, style);
}

interface Span {
  start: number;
  end: number;
}

function findStyled(text: string): (Span & { inner: string; style: keyof Style }) | undefined {
  for (let start = 0; start < text.length; start += 1) {
    const mark = MARKS.find(([character]) => character === text[start]);
    if (!mark || !isEdge(text[start - 1]) || !text[start + 1] || /\s/.test(text[start + 1]!)) continue;
    const end = closing(text, start, mark[0]);
    if (end > 0) return { start, end: end + 1, inner: text.slice(start + 1, end), style: mark[1] };
  }
  return undefined;
}

function closing(text: string, start: number, mark: string): number {
  for (let at = start + 1; at < text.length && text[at] !== "\n"; at += 1) {
    if (text[at] === "`" && text.indexOf("`", at + 1) > 0) at = text.indexOf("`", at + 1);
    else if (text[at] === "<" && text.indexOf(">", at + 1) > 0) at = text.indexOf(">", at + 1);
    else if (text[at] === mark && at > start + 1 && !/\s/.test(text[at - 1]!) && isEdge(text[at + 1]))
      return at;
  }
  return -1;
}

/** True where no letter or digit stands: only there may a mark open or close a style. */
function isEdge(character: string | undefined): boolean {
  return character === undefined || !/[\p{L}\p{N}]/u.test(character);
}

function findToken(text: string, verbatim: boolean): (Span & { elements: Inline[] }) | undefined {
  let offset = 0;
  for (;;) {
    const match = TOKEN.exec(text.slice(offset));
    if (!match) return undefined;
    const start = offset + match.index;
    const end = start + match[0].length;
    const elements = readToken(match, verbatim);
    if (elements) return { start, end, elements };
    offset = start + 1;
  }
}

function readToken(match: RegExpExecArray, verbatim: boolean): Inline[] | undefined {
  const [, code, angled, emoji, address] = match;
  if (code !== undefined) return [{ type: "text", text: decode(code), style: { code: true } }];
  if (angled !== undefined) return readAngled(angled);
  if (emoji !== undefined) return emojiOf(emoji) ? [{ type: "emoji", name: emoji }] : undefined;
  if (address !== undefined && !verbatim) return [{ type: "link", url: decode(address) }];
  return undefined;
}

function readAngled(inside: string): Inline[] | undefined {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : decode(inside.slice(bar + 1));
  if (/^@[UW]/.test(target)) return [{ type: "user", user_id: target.slice(1) }];
  if (/^#[CGD]/.test(target)) return [{ type: "channel", channel_id: target.slice(1) }];
  if (/^!(here|channel|everyone)$/.test(target)) return [{ type: "broadcast", range: target.slice(1) }];
  if (target.startsWith("!subteam^")) return [{ type: "text", text: label ?? target.slice(9) }];
  if (target.startsWith("!date^")) return readDate(target, label);
  if (SAFE_URL.test(target)) return [{ type: "link", url: decode(target), text: label }];
  return undefined;
}

function readDate(target: string, fallback: string | undefined): Inline[] {
  const [, timestamp = "", tokens = "", link] = target.split("^");
  const text = /^\d+$/.test(timestamp) ? formatDate(Number(timestamp), tokens) : (fallback ?? target);
  return link && SAFE_URL.test(link) ? [{ type: "link", url: decode(link), text }] : [{ type: "text", text }];
}

function plain(text: string, style: Style): Inline[] {
  return text === "" ? [] : styled([{ type: "text", text: decode(text) }], style);
}

function styled(elements: Inline[], style: Style): Inline[] {
  if (Object.keys(style).length === 0) return elements;
  return elements.map((element) =>
    element.type === "emoji" ? element : { ...element, style: { ...style, ...element.style } },
  );
}

/** Undoes the only three escapes that Slack knows. */
export function decode(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: "amp" | "lt" | "gt") => ({ amp: "&", lt: "<", gt: ">" })[name]);
}
