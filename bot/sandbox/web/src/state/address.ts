/** The page's address says who acts and where, so that a reload keeps both. */
import type { Workspace } from "./protocol";
import { channelsOf, type AppTab, type Place } from "./state";

const TABS: AppTab[] = ["home", "messages", "about"];

/** Reads the person and the place from the address; what it lacks or gets wrong has a default. */
export function readAddress(workspace: Workspace, hash = location.hash): { user: string; place: Place } {
  const facts = new URLSearchParams(hash.replace(/^#/, ""));
  const humans = workspace.people.filter((person) => !person.is_bot);
  const named = facts.get("person");
  const user = (humans.find((person) => person.id === named || person.name === named) ?? humans[0])?.id;
  if (!user) throw new Error("the workspace has no people");
  return { user, place: readPlace(workspace, user, facts) };
}

function readPlace(workspace: Workspace, user: string, facts: URLSearchParams): Place {
  const tab = TABS.find((one) => one === facts.get("app"));
  if (tab) return { kind: "app", tab };
  const wanted = facts.get("channel") ?? linkedChannel();
  const channel = channelsOf(workspace, user).find((one) => one.id === wanted || one.name === wanted);
  return channel ? { kind: "channel", id: channel.id } : startingPlace(workspace, user);
}

/** The channel of a message's permalink, as in /archives/C123/p456. */
function linkedChannel(): string | undefined {
  return /^\/archives\/([^/]+)/.exec(location.pathname)?.[1];
}

/** Where a person starts: the first of their channels, else the conversation with the app. */
export function startingPlace(workspace: Workspace, user: string): Place {
  const first = channelsOf(workspace, user)[0];
  return first ? { kind: "channel", id: first.id } : { kind: "app", tab: "messages" };
}

export function writeAddress(user: string, place: Place): void {
  const [kind, where] = place.kind === "app" ? ["app", place.tab] : ["channel", place.id];
  const facts = new URLSearchParams({ person: user, [kind]: where });
  history.replaceState(null, "", `/#${facts}`);
}
