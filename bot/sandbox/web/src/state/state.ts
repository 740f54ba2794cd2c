/** Everything the page knows, and how each event changes it. */
import type { Block, Channel, LiveEvent, Message, Person, View, Workspace } from "./protocol";

export type AppTab = "home" | "messages" | "about";

/** Where the person is: a conversation, or one of the app's tabs. */
export type Place = { kind: "channel"; id: string } | { kind: "app"; tab: AppTab };

export interface Notice {
  id: number;
  channel: string;
  /** The thread it was said in, if any. */
  thread?: string;
  ts: string;
  level: "error" | "info";
  text: string;
}

export interface Unread {
  messages: number;
  forMe: number;
}

export interface State {
  workspace: Workspace | null;
  user: string | null;
  place: Place | null;
  /** Stored messages by conversation; a conversation that was never opened has no entry. */
  messages: Record<string, Message[]>;
  /** Replies of the open thread, its first message included. */
  thread: { channel: string; ts: string; messages: Message[] } | null;
  /** Live only: Slack does not keep these, so neither does the server. */
  ephemerals: Message[];
  notices: Notice[];
  /** What is new in conversations that are not open; a number is shown of what is for the person. */
  unread: Record<string, Unread>;
  views: View[];
  home: View | null | undefined;
  /** Of the links in what the person is typing. */
  draftPreviews: Block[][];
  /** The stream of events: what is fetched before it is open may already be old. */
  link: "opening" | "open" | "lost";
}

export const INITIAL: State = {
  workspace: null,
  user: null,
  place: null,
  messages: {},
  thread: null,
  ephemerals: [],
  notices: [],
  unread: {},
  views: [],
  home: undefined,
  draftPreviews: [],
  link: "opening",
};

export type Change =
  | { type: "workspace_loaded"; workspace: Workspace; user: string; place: Place }
  | { type: "workspace_refreshed"; workspace: Workspace }
  | { type: "person_chosen"; user: string; place: Place }
  | { type: "place_chosen"; place: Place }
  | { type: "messages_loaded"; channel: string; messages: Message[] }
  | { type: "thread_opened"; channel: string; ts: string; messages: Message[] }
  | { type: "thread_closed" }
  | { type: "view_replaced"; view: View }
  | { type: "notice"; notice: Notice }
  | { type: "notice_dismissed"; id: number }
  | { type: "ephemeral_dismissed"; ts: string }
  | { type: "connection_lost" }
  | { type: "connection_open" }
  | { type: "live"; event: LiveEvent };

export function reduce(state: State, change: Change): State {
  switch (change.type) {
    case "workspace_loaded":
      return { ...state, workspace: change.workspace, user: change.user, place: change.place };
    case "workspace_refreshed":
      return { ...state, workspace: change.workspace };
    case "person_chosen":
      return {
        ...INITIAL,
        workspace: state.workspace,
        ephemerals: state.ephemerals,
        user: change.user,
        place: change.place,
      };
    case "place_chosen":
      return read({ ...state, place: change.place, thread: null });
    case "messages_loaded":
      return read({ ...state, messages: { ...state.messages, [change.channel]: change.messages } });
    case "thread_opened": {
      const { channel, ts, messages } = change;
      return { ...state, thread: { channel, ts, messages } };
    }
    case "thread_closed":
      return { ...state, thread: null };
    case "view_replaced":
      return { ...state, views: replaceView(state.views, change.view) };
    case "notice":
      return { ...state, notices: [...state.notices, change.notice] };
    case "notice_dismissed":
      return { ...state, notices: state.notices.filter((notice) => notice.id !== change.id) };
    case "ephemeral_dismissed":
      return { ...state, ephemerals: without(state.ephemerals, change.ts) };
    case "connection_lost":
      return { ...state, link: "lost" };
    case "connection_open":
      return { ...state, link: "open" };
    case "live":
      return onLive(state, change.event);
  }
}

function onLive(state: State, event: LiveEvent): State {
  switch (event.type) {
    case "message":
      return addMessage(state, event.message);
    case "message_changed":
      return withMessages(state, event.message.channel, (messages) =>
        messages.map((message) => (message.ts === event.message.ts ? event.message : message)),
      );
    case "message_deleted":
      return withMessages(state, event.channel, (messages) => without(messages, event.ts));
    case "ephemeral":
      return { ...state, ephemerals: [...without(state.ephemerals, event.message.ts), event.message] };
    case "ephemeral_replaced":
      return { ...state, ephemerals: replaceEphemeral(state.ephemerals, event.ts, event.message) };
    case "ephemeral_deleted":
      return { ...state, ephemerals: without(state.ephemerals, event.ts) };
    case "view_opened":
      return { ...state, views: [event.view] };
    case "view_pushed":
      return { ...state, views: pushView(state.views, event.view) };
    case "view_updated":
      if (event.view.type === "home") return { ...state, home: event.view };
      return { ...state, views: replaceView(state.views, event.view) };
    // Only the server takes a modal away: its answer and a new modal may cross on the way.
    case "view_closed":
      return { ...state, views: state.views.filter((view) => view.id !== event.view_id) };
    case "views_closed":
      return { ...state, views: [] };
    case "home":
      return { ...state, home: event.view };
    case "draft_previews":
      return { ...state, draftPreviews: event.previews };
    case "connection": {
      const { workspace } = state;
      if (!workspace) return state;
      const app = { ...workspace.app, connected: event.connected };
      return { ...state, workspace: { ...workspace, app } };
    }
    // These two need more than the state: the store fetches, or gives a notice its place.
    case "workspace":
    case "notice":
      return state;
  }
}

function addMessage(state: State, message: Message): State {
  const isReply = isThreadReply(message);
  let next = state;
  if (state.thread && isReply && message.thread_ts === state.thread.ts) {
    const messages = [...without(state.thread.messages, message.ts), message];
    next = { ...next, thread: { ...state.thread, messages } };
  }
  if (isReply) return next;
  const known = state.messages[message.channel];
  if (known) {
    const messages = [...without(known, message.ts), message];
    next = { ...next, messages: { ...next.messages, [message.channel]: messages } };
  }
  if (openChannel(state)?.id === message.channel || message.user === state.user) return next;
  const { messages, forMe } = state.unread[message.channel] ?? { messages: 0, forMe: 0 };
  const count = { messages: messages + 1, forMe: forMe + (isForMe(state, message) ? 1 : 0) };
  return { ...next, unread: { ...state.unread, [message.channel]: count } };
}

/** Slack counts direct messages and mentions; a channel with other news is only bold. */
function isForMe(state: State, message: Message): boolean {
  const channel = state.workspace?.channels.find((one) => one.id === message.channel);
  return channel?.kind === "dm" || message.text.includes(`<@${state.user}>`);
}

function withMessages(
  state: State,
  channel: string,
  change: (messages: Message[]) => Message[],
): State {
  const known = state.messages[channel];
  const messages = known ? { ...state.messages, [channel]: change(known) } : state.messages;
  const { thread } = state;
  if (thread?.channel !== channel) return { ...state, messages };
  return { ...state, messages, thread: { ...thread, messages: change(thread.messages) } };
}

function replaceEphemeral(ephemerals: Message[], ts: string, message: Message): Message[] {
  const isKnown = ephemerals.some((one) => one.ts === ts);
  if (!isKnown) return [...ephemerals, message];
  return ephemerals.map((one) => (one.ts === ts ? message : one));
}

function replaceView(views: View[], view: View): View[] {
  return views.map((one) => (one.id === view.id ? view : one));
}

function pushView(views: View[], view: View): View[] {
  return [...views.filter((one) => one.id !== view.id), view];
}

function without<Timed extends { ts: string }>(items: Timed[], ts: string): Timed[] {
  return items.filter((item) => item.ts !== ts);
}

function read(state: State): State {
  const open = openChannel(state);
  if (!open || !state.unread[open.id]) return state;
  const { [open.id]: _, ...unread } = state.unread;
  return { ...state, unread };
}

export function isThreadReply(message: Message): boolean {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

/** The conversation on the screen; the app's Messages tab is the person's own with the app. */
export function openChannel(state: State): Channel | undefined {
  const { workspace, place, user } = state;
  if (!workspace || !place) return undefined;
  if (place.kind === "app") return appConversation(workspace, user);
  return workspace.channels.find((channel) => channel.id === place.id);
}

export function appConversation(workspace: Workspace, user: string | null): Channel | undefined {
  return workspace.channels.find(
    (channel) => channel.kind === "dm" && belongsTo(channel, user) && isWithApp(workspace, channel),
  );
}

export function isWithApp(workspace: Workspace, channel: Channel): boolean {
  const { bot_user_id: bot } = workspace.app;
  return channel.with === bot || channel.members.includes(bot);
}

function belongsTo(channel: Channel, user: string | null): boolean {
  return user !== null && (channel.with === user || channel.members.includes(user));
}

/** The conversations in a person's sidebar. */
export function channelsOf(workspace: Workspace, user: string): Channel[] {
  return workspace.channels.filter(
    (channel) => channel.kind === "channel" && channel.members.includes(user),
  );
}

export function personOf(workspace: Workspace, id: string): Person | undefined {
  return workspace.people.find((person) => person.id === id);
}
