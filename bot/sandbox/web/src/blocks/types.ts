/** Block Kit as it arrives: the parts of Slack's blocks that this page reads. */

export interface PlainText {
  type: "plain_text";
  text: string;
  emoji?: boolean;
}

export interface Mrkdwn {
  type: "mrkdwn";
  text: string;
  verbatim?: boolean;
}

export type TextObject = PlainText | Mrkdwn;

export interface ConfirmObject {
  title: PlainText;
  text: TextObject;
  confirm: PlainText;
  deny: PlainText;
  style?: "primary" | "danger";
}

export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
  url?: string;
}

export interface OptionGroup {
  label: PlainText;
  options: Option[];
}

export interface Element {
  type: string;
  action_id: string;
  confirm?: ConfirmObject;
  focus_on_load?: boolean;
  // Buttons
  text?: PlainText;
  value?: string;
  url?: string;
  style?: "primary" | "danger";
  accessibility_label?: string;
  // Menus and lists of options
  placeholder?: PlainText;
  options?: Option[];
  option_groups?: OptionGroup[];
  initial_option?: Option;
  initial_options?: Option[];
  min_query_length?: number;
  max_selected_items?: number;
  initial_user?: string;
  initial_users?: string[];
  initial_channel?: string;
  initial_channels?: string[];
  initial_conversation?: string;
  initial_conversations?: string[];
  // Dates and times
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  timezone?: string;
  // Typed text
  initial_value?: string;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  // Images
  image_url?: string;
  slack_file?: SlackFile;
  alt_text?: string;
}

/** A file that the app uploaded, by its id or its address. */
export interface SlackFile {
  id?: string;
  url?: string;
}

export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject | string;
  /** Of a header: 1 to 4. */
  level?: number;
  fields?: TextObject[];
  accessory?: Element;
  elements?: (Element | TextObject)[];
  element?: Element;
  label?: PlainText;
  hint?: PlainText;
  optional?: boolean;
  dispatch_action?: boolean;
  image_url?: string;
  slack_file?: SlackFile;
  alt_text?: string;
  title?: TextObject;
  rows?: unknown[][];
}

/** The element that a block holds under `elements`, where it is one and not a text. */
export function isElement(item: Element | TextObject): item is Element {
  return item.type !== "mrkdwn" && item.type !== "plain_text";
}

/** Slack gives every block an id; a block that came without one is known by its place. */
export function idOf(block: Block, index: number): string {
  return block.block_id ?? `block-${index}`;
}
