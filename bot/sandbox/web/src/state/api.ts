/** The page's way to the sandbox's server: requests, acts, and the live stream of events. */
import { setClock } from "./clock";
import type { Act, LiveEvent, Message, Outcome, Workspace } from "./protocol";

const STOPPED = "The sandbox does not answer. Is it still running in your terminal?";

async function getJson<T>(path: string, parameters: Record<string, string> = {}): Promise<T> {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`/sandbox/${path}${query && `?${query}`}`);
  if (!response.ok) throw new Error(`/sandbox/${path} answered with status ${response.status}`);
  return (await response.json()) as T;
}

export async function fetchWorkspace(): Promise<Workspace> {
  const workspace = await getJson<Workspace>("workspace");
  setClock(workspace.now);
  return workspace;
}

export async function fetchMessages(
  channel: string,
  user: string,
  threadTs?: string,
): Promise<Message[]> {
  const thread: Record<string, string> = threadTs ? { thread_ts: threadTs } : {};
  const answer = await getJson<{ messages?: Message[] }>("messages", { channel, user, ...thread });
  return answer.messages ?? [];
}

/** Sends what the person did. A failure to reach the server is an outcome like any other. */
export async function send(user: string, act: Act): Promise<Outcome> {
  try {
    const response = await fetch("/sandbox/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user, ...act }),
    });
    return (await response.json()) as Outcome;
  } catch {
    return { ok: false, error: "unreachable", message: STOPPED };
  }
}

interface LiveHandlers {
  onEvent(event: LiveEvent): void;
  /** Called at each connection with whether it is a new one after a loss. */
  onOpen(isAgain: boolean): void;
  onLost(): void;
}

/** Listens to what one person sees, comes back after a loss, and returns how to stop. */
export function listen(user: string, handlers: LiveHandlers): () => void {
  let socket: WebSocket;
  let retry: number | undefined;
  let isStopped = false;
  let wasOpen = false;

  const connect = () => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const query = new URLSearchParams({ user });
    socket = new WebSocket(`${scheme}//${location.host}/sandbox/live?${query}`);
    socket.onopen = () => {
      handlers.onOpen(wasOpen);
      wasOpen = true;
    };
    socket.onmessage = (message) => {
      const event = JSON.parse(String(message.data)) as LiveEvent;
      setClock(event.now);
      handlers.onEvent(event);
    };
    socket.onclose = () => {
      if (isStopped) return;
      handlers.onLost();
      retry = window.setTimeout(connect, 1000);
    };
  };
  connect();
  return () => {
    isStopped = true;
    window.clearTimeout(retry);
    socket.close();
  };
}
