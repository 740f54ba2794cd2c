/** The app's own place, with its Home, Messages and About tabs. */
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { Blocks } from "../blocks/Blocks";
import { NoticeRow } from "../conversation/NoticeRow";
import { ConversationBody } from "../conversation/Conversation";
import { SurfaceProvider, useValues } from "../elements/surface";
import type { View } from "../state/protocol";
import { openChannel, type AppTab } from "../state/state";
import { useStore } from "../state/store";
import { Avatar } from "./Avatar";
import { DisconnectedBanner, PageHeader } from "./PageHeader";

const TITLES: Record<AppTab, string> = { home: "Home", messages: "Messages", about: "About" };

export function AppPage({ onOpenSidebar }: { onOpenSidebar(): void }) {
  const { state, workspace, goTo } = useStore();
  const list = useRef<HTMLDivElement>(null);
  const { app } = workspace;
  const tab = state.place?.kind === "app" ? state.place.tab : "messages";
  const tabs: AppTab[] = app.home_tab ? ["home", "messages", "about"] : ["messages", "about"];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && tabs.at((tabs.indexOf(tab) + step) % tabs.length);
    if (!next) return;
    goTo({ kind: "app", tab: next });
    list.current?.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <>
      <PageHeader
        onOpenSidebar={onOpenSidebar}
        title={
          <>
            <Avatar name={app.name} color={app.color} isApp size="small" /> {app.name}
          </>
        }
      />
      <div ref={list} role="tablist" aria-label={app.name} className="tabs" onKeyDown={onKeyDown}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            data-tab={one}
            aria-selected={one === tab}
            aria-controls="tab-panel"
            tabIndex={one === tab ? 0 : -1}
            onClick={() => goTo({ kind: "app", tab: one })}
          >
            {TITLES[one]}
          </button>
        ))}
      </div>
      <DisconnectedBanner />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="tab-panel">
        <TabContent tab={tab} />
      </div>
    </>
  );
}

function TabContent({ tab }: { tab: AppTab }): ReactNode {
  const { state } = useStore();
  const channel = openChannel(state);
  if (tab === "about") return <About />;
  if (tab === "messages") return channel && <ConversationBody key={channel.id} channel={channel} />;
  return (
    <div className="home-tab">
      {state.notices
        .filter((notice) => notice.channel === channel?.id)
        .map((notice) => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
      {state.home ? (
        <Home view={state.home} />
      ) : (
        <p className="empty">The app has put nothing on its Home tab yet.</p>
      )}
    </div>
  );
}

const HOME = { type: "home" } as const;

function Home({ view }: { view: View }) {
  const { values, setValue } = useValues(view.blocks);
  return (
    <div className="home">
      <h2 className="visually-hidden">Home</h2>
      <SurfaceProvider container={HOME} values={values} setValue={setValue}>
        <Blocks blocks={view.blocks} />
      </SurfaceProvider>
    </div>
  );
}

function About() {
  const { app, commands, shortcuts } = useStore().workspace;
  return (
    <div className="home about">
      <Avatar name={app.name} color={app.color} isApp size="large" />
      <h2 className="header-block">{app.name}</h2>
      <p>{app.description}</p>
      <h3>Commands</h3>
      <ul>
        {commands.map((command) => (
          <li key={command.command}>
            <code>{command.command}</code> <em>{command.usage_hint}</em>
            <br />
            {command.description}
          </li>
        ))}
      </ul>
      {shortcuts.length > 0 && (
        <>
          <h3>Shortcuts</h3>
          <ul>
            {shortcuts.map((shortcut) => (
              <li key={shortcut.callback_id}>
                <strong>{shortcut.name}</strong> {shortcut.description}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
