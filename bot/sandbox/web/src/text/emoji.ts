/** Emoji by Slack's short names: drawn as Unicode characters, searched by name. */
import * as emoji from "node-emoji";

const SLACK_NAMES: Record<string, string> = {
  thumbsup: "+1",
  thumbsdown: "-1",
};

const COMMON = [
  "+1",
  "eyes",
  "white_check_mark",
  "memo",
  "speech_balloon",
  "raised_hands",
  "tada",
  "heart",
  "thinking_face",
  "question",
  "bulb",
  "books",
  "pray",
  "rocket",
  "wave",
  "joy",
];

/** The character of a short name, or undefined where there is none. */
export function emojiOf(name: string): string | undefined {
  return emoji.get(name.split("::")[0] ?? name);
}

export interface FoundEmoji {
  name: string;
  character: string;
}

/** Emoji whose name contains the words typed; the common ones when nothing is typed. */
export function searchEmoji(typed: string, limit = 48): FoundEmoji[] {
  const wanted = typed.trim().toLowerCase().replace(/^:|:$/g, "").replace(/[\s-]+/g, "_");
  const names = wanted === "" ? COMMON : rankedNames(wanted);
  return names.slice(0, limit).flatMap((name) => {
    const character = emojiOf(name);
    return character ? [{ name, character }] : [];
  });
}

function rankedNames(wanted: string): string[] {
  const names = emoji.search(escapeRegExp(wanted)).map((found) => SLACK_NAMES[found.name] ?? found.name);
  const aliased = Object.entries(SLACK_NAMES).flatMap(([alias, name]) =>
    alias.includes(wanted) ? [name] : [],
  );
  const rank = (name: string) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
  return [...new Set([...aliased, ...names])].sort((one, other) => rank(one) - rank(other));
}

function escapeRegExp(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}
