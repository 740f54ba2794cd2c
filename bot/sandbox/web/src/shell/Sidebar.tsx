/** The sidebar: the workspace, who the visitor is, channels, and the app. */
import { appConversation, channelsOf, type Place, type Unread } from "../state/state";
import { useStore } from "../state/store";
import { Avatar } from "./Avatar";
import { HashIcon, LockIcon } from "./icons";
import { PersonMenu } from "./PersonMenu";

interface SidebarProps {
  isOpen: boolean;
  onLeave(): void;
}

export function Sidebar({ isOpen, onLeave }: SidebarProps) {
  const { state, workspace, user, goTo } = useStore();
  const { place, unread } = state;
  const go = (to: Place) => {
    goTo(to);
    onLeave();
  };
  const { app } = workspace;
  const appChannel = appConversation(workspace, user);
  const inApp = place?.kind === "app";
  return (
    <nav id="sidebar" className={isOpen ? "sidebar is-open" : "sidebar"} aria-label="Workspace">
      <div className="sidebar-head">
        <p className="workspace-name">{workspace.team.name}</p>
        <span className="workspace-kind">on this machine</span>
      </div>
      <PersonMenu />
      <div className="sidebar-scroll">
        <h2 className="sidebar-heading">Channels</h2>
        <ul>
          {channelsOf(workspace, user).map((channel) => (
            <li key={channel.id}>
              <SidebarLink
                isCurrent={place?.kind === "channel" && place.id === channel.id}
                unread={unread[channel.id]}
                onClick={() => go({ kind: "channel", id: channel.id })}
              >
                {channel.is_private ? <LockIcon /> : <HashIcon />}
                <span className="sidebar-name">{channel.name}</span>
              </SidebarLink>
            </li>
          ))}
        </ul>
        <h2 className="sidebar-heading">Apps</h2>
        <ul>
          <li>
            <SidebarLink
              isCurrent={inApp}
              unread={unread[appChannel?.id ?? ""]}
              onClick={() => go({ kind: "app", tab: app.home_tab ? "home" : "messages" })}
            >
              <Avatar name={app.name} color={app.color} isApp size="small" />
              <span className="sidebar-name">{app.name}</span>
              <span
                className={app.connected ? "presence is-here" : "presence"}
                title={app.connected ? "Connected" : "Not connected"}
              />
            </SidebarLink>
          </li>
        </ul>
      </div>
    </nav>
  );
}

interface SidebarLinkProps {
  isCurrent: boolean;
  unread: Unread | undefined;
  onClick(): void;
  children: React.ReactNode;
}

function SidebarLink({ isCurrent, unread, onClick, children }: SidebarLinkProps) {
  return (
    <button
      type="button"
      className={unread ? "sidebar-link is-unread" : "sidebar-link"}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onClick}
    >
      {children}
      {unread && unread.forMe === 0 && <span className="visually-hidden">new messages</span>}
      {unread && unread.forMe > 0 && (
        <span className="badge">
          {unread.forMe} <span className="visually-hidden">new for you</span>
        </span>
      )}
    </button>
  );
}
