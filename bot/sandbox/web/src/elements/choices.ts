/** What a select offers: its own options, the workspace's people and channels, or the app's answer. */
import { useEffect, useState } from "react";
import type { Element, Option, OptionGroup } from "../blocks/types";
import type { Workspace } from "../state/protocol";
import { useStore } from "../state/store";
import { labelOf } from "../text/Text";
import { useSurface } from "./surface";

export interface Offer {
  groups: OptionGroup[];
  isLoading: boolean;
  /** What to say instead of options. */
  message: string | null;
}

const SETTLE_MS = 150;
const SLACK_MIN_QUERY = 3;

/** The options for what is typed, asked of the app where the select is an external one. */
export function useOffer(element: Element, blockId: string, typed: string, isOpen: boolean): Offer {
  const external = useExternalOffer(element, blockId, typed, isOpen && isExternal(element));
  const { workspace, user } = useStore();
  if (isExternal(element)) return external;
  const groups = matching(ownGroups(element, workspace, user), typed);
  const isEmpty = groups.every((group) => group.options.length === 0);
  return { groups, isLoading: false, message: isEmpty ? "No results" : null };
}

function isExternal(element: Element): boolean {
  return element.type.endsWith("external_select");
}

function useExternalOffer(element: Element, blockId: string, typed: string, isAsked: boolean): Offer {
  const { suggest } = useSurface();
  const [offer, setOffer] = useState<Offer>({ groups: [], isLoading: false, message: null });
  const least = element.min_query_length ?? SLACK_MIN_QUERY;
  const query = typed.trim();

  useEffect(() => {
    if (!isAsked) return undefined;
    if (query.length < least) {
      setOffer({ groups: [], isLoading: false, message: `Type ${least} or more characters to search` });
      return undefined;
    }
    let isCurrent = true;
    setOffer((before) => ({ ...before, isLoading: true, message: null }));
    const timer = window.setTimeout(() => {
      void suggest(blockId, element, query).then((answer) => {
        if (!isCurrent) return;
        const groups = answer.option_groups ?? plainGroup(answer.options ?? []);
        const isEmpty = groups.every((group) => group.options.length === 0);
        const message = answer.ok ? "No results" : "The app did not answer with options.";
        setOffer({ groups, isLoading: false, message: isEmpty ? message : null });
      });
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
    // The surface's functions are new at each change of its values; the question is the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query, least, isAsked, blockId, element]);
  return offer;
}

function ownGroups(element: Element, workspace: Workspace, user: string): OptionGroup[] {
  const { type } = element;
  if (type.endsWith("users_select")) return plainGroup(workspace.people.map(personOption));
  if (type.endsWith("channels_select") || type.endsWith("conversations_select")) {
    const open = workspace.channels.filter(
      (channel) => channel.kind === "channel" && (!channel.is_private || channel.members.includes(user)),
    );
    return plainGroup(open.map((channel) => option(channel.id, `# ${channel.name}`)));
  }
  return element.option_groups ?? plainGroup(element.options ?? []);
}

function personOption(person: Workspace["people"][number]): Option {
  return option(person.id, person.real_name);
}

/** What stands in the select for a chosen person's or channel's id. */
export function optionOfId(workspace: Workspace, id: string): Option {
  const person = workspace.people.find((one) => one.id === id);
  if (person) return personOption(person);
  const channel = workspace.channels.find((one) => one.id === id);
  return option(id, channel ? `# ${channel.name}` : id);
}

function option(value: string, text: string): Option {
  return { value, text: { type: "plain_text", text } };
}

function plainGroup(options: Option[]): OptionGroup[] {
  return [{ label: { type: "plain_text", text: "" }, options }];
}

function matching(groups: OptionGroup[], typed: string): OptionGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ text }: Option) =>
    words.every((word) => labelOf(text).toLowerCase().includes(word));
  return groups
    .map((group) => ({ ...group, options: group.options.filter(matches) }))
    .filter((group) => group.options.length > 0);
}
