/** What stands in a conversation, in order: messages, ephemerals, and what Slackbot said. */
import type { Message } from "../state/protocol";
import { isThreadReply, type Notice, type State } from "../state/state";
import { dayLabel } from "../text/date";

export type Entry =
  | { kind: "message"; key: string; ts: string; message: Message; isContinued: boolean; day?: string }
  | { kind: "notice"; key: string; ts: string; notice: Notice; day?: string };

/** Slack draws one author's messages together when they follow within some minutes. */
const TOGETHER_SECONDS = 300;

export function timelineOf(state: State, channel: string): Entry[] {
  const stored = (state.messages[channel] ?? []).filter((message) => !isThreadReply(message));
  const ephemeral = ephemeralsOf(state, channel).filter((message) => !isThreadReply(message));
  const notices = state.notices.filter((one) => one.channel === channel && !one.thread);
  return entriesOf([...stored, ...ephemeral], notices);
}

export function threadTimeline(state: State): Entry[] {
  const { thread } = state;
  if (!thread) return [];
  const ephemeral = ephemeralsOf(state, thread.channel).filter(
    (message) => message.thread_ts === thread.ts,
  );
  const notices = state.notices.filter((notice) => notice.thread === thread.ts);
  return entriesOf([...thread.messages, ...ephemeral], notices);
}

function ephemeralsOf(state: State, channel: string): Message[] {
  return state.ephemerals.filter(
    (message) =>
      message.channel === channel && (message.ephemeral_to ?? state.user) === state.user,
  );
}

function entriesOf(messages: Message[], notices: Notice[]): Entry[] {
  const entries: Entry[] = [
    ...messages.map((message) => {
      const key = `${message.ephemeral ? "ephemeral" : "message"}-${message.ts}`;
      return { kind: "message" as const, key, ts: message.ts, message, isContinued: false };
    }),
    ...notices.map((notice) => {
      return { kind: "notice" as const, key: `notice-${notice.id}`, ts: notice.ts, notice };
    }),
  ];
  entries.sort((one, other) => Number(one.ts) - Number(other.ts));
  let before: Entry | undefined;
  for (const entry of entries) {
    const day = dayLabel(entry.ts);
    if (!before || dayLabel(before.ts) !== day) entry.day = day;
    if (entry.kind === "message") entry.isContinued = !entry.day && continues(before, entry.message);
    before = entry;
  }
  return entries;
}

function continues(before: Entry | undefined, message: Message): boolean {
  return (
    before?.kind === "message" &&
    before.message.user === message.user &&
    Boolean(before.message.ephemeral) === Boolean(message.ephemeral) &&
    !message.ephemeral &&
    Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS
  );
}
