/** What the sandbox's server and this page say to each other, as types. */
import type { Block, ConfirmObject, Option, OptionGroup, PlainText } from "../blocks/types";

export interface Person {
  id: string;
  name: string;
  real_name: string;
  title: string;
  role: string;
  initials: string;
  color: string;
  is_bot: boolean;
  is_guest: boolean;
  is_steward: boolean;
}

export interface Channel {
  id: string;
  name: string;
  is_private: boolean;
  topic: string;
  members: string[];
  kind: "channel" | "dm";
  with?: string;
}

export interface Command {
  command: string;
  description: string;
  usage_hint?: string;
}

export interface Shortcut {
  name: string;
  type: "global" | "message";
  callback_id: string;
  description: string;
}

export interface Glossary {
  directory: string;
  copy: boolean;
  terms: number;
  /** What people can type, as it is. */
  examples: string[];
}

export interface Workspace {
  /** The sandbox's time, in seconds. */
  now: number;
  team: { id: string; name: string };
  app: {
    id: string;
    name: string;
    bot_user_id: string;
    connected: boolean;
    /** Whether it is about to be connected for the first time. */
    starting: boolean;
    description: string;
    home_tab: boolean;
    color: string;
  };
  people: Person[];
  channels: Channel[];
  commands: Command[];
  shortcuts: Shortcut[];
  glossary: Glossary | null;
  actions: { id: string; title: string; description: string }[];
}

export interface Reaction {
  name: string;
  users: string[];
}

export interface Message {
  ts: string;
  channel: string;
  thread_ts?: string | null;
  user: string;
  text: string;
  blocks?: Block[] | null;
  previews?: Block[][];
  reactions?: Reaction[];
  reply_count?: number;
  edited?: boolean;
  ephemeral?: boolean;
  ephemeral_to?: string;
  username?: string | null;
}

export interface View {
  id: string;
  hash?: string;
  root_view_id?: string;
  previous_view_id?: string | null;
  type: "modal" | "home";
  callback_id?: string;
  title?: PlainText;
  submit?: PlainText | null;
  close?: PlainText | null;
  blocks: Block[];
  private_metadata?: string;
  notify_on_close?: boolean;
}

/** What happens, and the sandbox's time then, in seconds. */
export type LiveEvent = { now: number } & Happening;

type Happening =
  | { type: "message" | "message_changed" | "ephemeral"; message: Message }
  | { type: "message_deleted" | "ephemeral_deleted"; channel: string; ts: string }
  | { type: "ephemeral_replaced"; channel: string; ts: string; message: Message }
  | { type: "view_opened" | "view_updated" | "view_pushed"; view: View }
  | { type: "view_closed"; view_id: string }
  | { type: "views_closed" }
  | { type: "home"; view: View | null }
  | { type: "draft_previews"; previews: Block[][] }
  | { type: "connection"; connected: boolean }
  | { type: "workspace" }
  | { type: "notice"; level: "error" | "info"; text: string; channel?: string };

export type Container =
  | { type: "message"; channel: string; ts: string; ephemeral: boolean }
  | { type: "view"; view_id: string }
  | { type: "home" };

/** One element's entry in Slack's `state.values`: its type and what is chosen or typed. */
export interface StateValue {
  type: string;
  [field: string]: unknown;
}

/** Slack's `state.values`: block_id, then action_id. */
export type Values = Record<string, Record<string, StateValue>>;

export interface Action {
  type: string;
  block_id: string;
  action_id: string;
  [field: string]: unknown;
}

export type Act =
  | { type: "command" | "message"; channel: string; text: string; thread_ts?: string }
  | { type: "draft"; text: string }
  | { type: "block_actions"; container: Container; action: Action; state: { values: Values } }
  | { type: "view_submission"; view_id: string; state: { values: Values } }
  | { type: "view_closed"; view_id: string; is_cleared: boolean }
  | {
      type: "block_suggestion";
      container: Container;
      action_id: string;
      block_id: string;
      value: string;
    }
  | { type: "shortcut"; callback_id: string }
  | { type: "message_action"; callback_id: string; channel: string; ts: string }
  | { type: "reaction_added" | "reaction_removed"; channel: string; ts: string; name: string }
  | { type: "app_home_opened"; tab: "home" | "messages" }
  | { type: "action"; id: string };

export interface Outcome {
  ok: boolean;
  error?: string;
  message?: string;
  response_action?: "errors" | "update" | "push" | "clear" | null;
  errors?: Record<string, string>;
  view?: View | null;
  options?: Option[] | null;
  option_groups?: OptionGroup[] | null;
}

export type { Block, ConfirmObject, Option, OptionGroup, PlainText };
