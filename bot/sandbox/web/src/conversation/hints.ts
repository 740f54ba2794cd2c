/** What the composer offers while one types: commands after `/`, people after `@`, channels after `#`. */
import type { Command, Workspace } from "../state/protocol";

export interface Hint {
  insert: string;
  title: string;
  usage?: string;
  detail: string;
  /** The person's or app's colour and initials, for the hint's picture. */
  color?: string;
  initials?: string;
  isApp?: boolean;
}

export function hintsFor(workspace: Workspace, draft: string, caret: number): Hint[] {
  if (/^\/\S*$/.test(draft)) return commandHints(workspace, draft);
  const mention = mentionAt(draft, caret);
  if (!mention) return [];
  return mention.sign === "@"
    ? peopleHints(workspace, mention.typed)
    : channelHints(workspace, mention.typed);
}

/** The draft after a hint is taken, and where the caret stands then. */
export function completed(draft: string, caret: number, hint: Hint): { text: string; caret: number } {
  const mention = mentionAt(draft, caret);
  const start = draft.startsWith("/") || !mention ? 0 : mention.start;
  const end = start === 0 && draft.startsWith("/") ? draft.length : caret;
  const head = draft.slice(0, start) + hint.insert;
  return { text: head + draft.slice(end), caret: head.length };
}

/** How the command in the draft is written, once its name stands there. */
export function usageOf({ commands }: Workspace, draft: string): Command | undefined {
  const name = /^(\/\S+)\s/.exec(draft)?.[1];
  return commands.find((one) => one.command === name);
}

function commandHints({ commands, app }: Workspace, typed: string): Hint[] {
  return commands
    .filter((command) => command.command.startsWith(typed.toLowerCase()))
    .map((command) => ({
      insert: `${command.command} `,
      title: command.command,
      usage: command.usage_hint,
      detail: command.description,
      color: app.color,
      isApp: true,
    }));
}

function peopleHints({ people, app }: Workspace, typed: string): Hint[] {
  const matches = (name: string) => name.toLowerCase().startsWith(typed.toLowerCase());
  return people
    .filter((person) => matches(person.name) || matches(person.real_name))
    .map((person) => ({
      insert: `@${person.id === app.bot_user_id ? app.name : person.name} `,
      title: person.real_name,
      detail: person.title,
      color: person.color,
      initials: person.initials,
      isApp: person.id === app.bot_user_id,
    }));
}

function channelHints({ channels }: Workspace, typed: string): Hint[] {
  return channels
    .filter((channel) => channel.kind === "channel" && !channel.is_private)
    .filter((channel) => channel.name.startsWith(typed.toLowerCase()))
    .map((channel) => ({ insert: `#${channel.name} `, title: `#${channel.name}`, detail: channel.topic }));
}

function mentionAt(draft: string, caret: number) {
  const match = /(?:^|\s)([@#])([\w.-]*)$/.exec(draft.slice(0, caret));
  if (!match) return undefined;
  const [, sign = "", typed = ""] = match;
  return { sign, typed, start: caret - typed.length - 1 };
}
