/** The store: the state, the acts a person can do, and the stream that keeps it current. */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  type Dispatch,
  type ReactNode,
} from "react";
import { fetchMessages, fetchWorkspace, listen, send } from "./api";
import { readAddress, startingPlace, writeAddress } from "./address";
import { now } from "./clock";
import type { Act, LiveEvent, Outcome, Workspace } from "./protocol";
import { INITIAL, openChannel, reduce, type Change, type Notice, type Place, type State } from "./state";

interface Store {
  state: State;
  workspace: Workspace;
  user: string;
  dispatch: Dispatch<Change>;
  /** Sends an act of the person; what went wrong is said by Slackbot where the person is. */
  act(act: Act): Promise<Outcome>;
  say(level: Notice["level"], text: string, where?: Partial<Notice>): void;
  goTo(place: Place): void;
  becomePerson(user: string): void;
  openThread(channel: string, ts: string): void;
}

const NOTICE_GRACE_MS = 150;
const MOST_ATTEMPTS = 20;

const StoreContext = createContext<Store | null>(null);

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error("useStore is used outside of StoreProvider");
  return store;
}

export function StoreProvider({ children, loading }: { children: ReactNode; loading: ReactNode }) {
  const [state, dispatch] = useReducer(reduce, INITIAL);
  const latest = useRef(state);
  latest.current = state;
  const nextNotice = useRef(1);
  const noticesHeard = useRef(0);
  const eventsHeard = useRef(0);

  const say = useCallback((level: Notice["level"], text: string, where: Partial<Notice> = {}) => {
    const channel = where.channel ?? openChannel(latest.current)?.id;
    if (!channel) return;
    const id = nextNotice.current++;
    const notice = { ...where, channel, level, text, id, ts: String(now().getTime() / 1000) };
    dispatch({ type: "notice", notice });
  }, []);

  const fetchCurrent = useCallback(async (channel: string, threadTs?: string) => {
    const { user } = latest.current;
    for (let attempt = 0; user && attempt < MOST_ATTEMPTS; attempt += 1) {
      const before = eventsHeard.current;
      const messages = await fetchMessages(channel, user, threadTs).catch(lost);
      if (latest.current.user !== user) return undefined;
      // An event that came in between may be missing from the answer: then ask again.
      if (!messages || eventsHeard.current === before) return messages;
    }
    return undefined;
  }, []);

  const openThread = useCallback(
    async (channel: string, ts: string) => {
      const messages = await fetchCurrent(channel, ts);
      if (messages) dispatch({ type: "thread_opened", channel, ts, messages });
    },
    [fetchCurrent],
  );

  useEffect(() => {
    const start = async () => {
      const workspace = await fetchWorkspace();
      dispatch({ type: "workspace_loaded", workspace, ...readAddress(workspace) });
    };
    let retry: number;
    const tryToStart = () => {
      start().catch(() => {
        dispatch({ type: "connection_lost" });
        retry = window.setTimeout(tryToStart, 1000);
      });
    };
    tryToStart();
    return () => window.clearTimeout(retry);
  }, []);

  const { user, place } = state;
  const channelId = openChannel(state)?.id;
  const isOpen = state.link === "open";

  useEffect(() => {
    if (!user) return undefined;
    const refreshWorkspace = async () => {
      const workspace = await fetchWorkspace().catch(lost);
      if (workspace) dispatch({ type: "workspace_refreshed", workspace });
    };
    const onEvent = (event: LiveEvent) => {
      if (event.type === "notice") {
        noticesHeard.current += 1;
        say(event.level, event.text, { channel: event.channel });
      }
      if (event.type === "workspace") void refreshWorkspace();
      dispatch({ type: "live", event });
      eventsHeard.current += 1;
    };
    const onOpen = (isAgain: boolean) => {
      dispatch({ type: "connection_open" });
      if (isAgain) void refreshWorkspace();
    };
    return listen(user, { onEvent, onOpen, onLost: () => dispatch({ type: "connection_lost" }) });
  }, [user, say]);

  useEffect(() => {
    if (!isOpen || !user || !channelId) return;
    void fetchCurrent(channelId).then((messages) => {
      if (messages) dispatch({ type: "messages_loaded", channel: channelId, messages });
    });
  }, [isOpen, user, channelId, fetchCurrent]);

  useEffect(() => {
    if (user && place) writeAddress(user, place);
  }, [user, place]);

  const act = useCallback(
    async (one: Act): Promise<Outcome> => {
      const { user: actor } = latest.current;
      if (!actor) throw new Error("nobody acts before the workspace is loaded");
      const heardBefore = noticesHeard.current;
      const outcome = await send(actor, one);
      if (outcome.ok) return outcome;
      // A failure of the app comes as a notice too, and that one gives the reason.
      await new Promise((resume) => window.setTimeout(resume, NOTICE_GRACE_MS));
      if (noticesHeard.current === heardBefore)
        say("error", outcome.message ?? outcome.error ?? "Something went wrong.");
      return outcome;
    },
    [say],
  );

  // The Home tab is announced to the app each time it is opened, as in Slack.
  const homeTab = place?.kind === "app" ? place.tab : null;
  useEffect(() => {
    if (isOpen && user && homeTab && homeTab !== "about")
      void act({ type: "app_home_opened", tab: homeTab });
  }, [isOpen, user, homeTab, act]);

  const store = useMemo<Store | null>(() => {
    const { workspace } = state;
    if (!workspace || !user) return null;
    return {
      state,
      workspace,
      user,
      dispatch,
      act,
      say,
      openThread: (channel, ts) => void openThread(channel, ts),
      goTo: (next) => dispatch({ type: "place_chosen", place: next }),
      becomePerson: (next) => {
        const keep = state.place && isOpenTo(workspace, state.place, next);
        const to = keep && state.place ? state.place : startingPlace(workspace, next);
        dispatch({ type: "person_chosen", user: next, place: to });
      },
    };
  }, [state, user, act, say, openThread]);

  if (!store) return loading;
  return <StoreContext.Provider value={store}>{children}</StoreContext.Provider>;
}

/** What could not be fetched is fetched again when the stream of events is back. */
function lost(): undefined {
  return undefined;
}

function isOpenTo(workspace: Workspace, place: Place, user: string): boolean {
  if (place.kind === "app") return true;
  const channel = workspace.channels.find((one) => one.id === place.id);
  return channel?.members.includes(user) ?? false;
}
