/** The bar above a conversation or the app's tabs: where one is, and the page's own switches. */
import type { ReactNode } from "react";
import { useStore } from "../state/store";
import { MenuIcon, MoonIcon, SunIcon } from "./icons";
import { useTheme } from "./theme";

interface PageHeaderProps {
  title: ReactNode;
  detail?: ReactNode;
  onOpenSidebar(): void;
}

export function PageHeader({ title, detail, onOpenSidebar }: PageHeaderProps) {
  const { workspace, act } = useStore();
  const { shown, toggle } = useTheme();
  return (
    <header className="page-header">
      <button
        type="button"
        className="icon-button sidebar-opener"
        aria-label="Open the sidebar"
        aria-controls="sidebar"
        onClick={onOpenSidebar}
      >
        <MenuIcon />
      </button>
      <div className="page-title">
        <h1>{title}</h1>
        {detail && <p>{detail}</p>}
      </div>
      {workspace.actions.map((action) => (
        <button
          key={action.id}
          type="button"
          className="button page-action"
          title={action.description}
          onClick={() => void act({ type: "action", id: action.id })}
        >
          {action.title}
        </button>
      ))}
      <button
        type="button"
        className="icon-button"
        aria-label={shown === "dark" ? "Use the light theme" : "Use the dark theme"}
        onClick={toggle}
      >
        {shown === "dark" ? <SunIcon /> : <MoonIcon />}
      </button>
    </header>
  );
}

/** Says that commands will not be answered, and why. */
export function DisconnectedBanner() {
  const { app } = useStore().workspace;
  if (app.connected) return null;
  if (app.starting)
    return (
      <p className="banner" role="status">
        {app.name} is connecting…
      </p>
    );
  return (
    <p className="banner" role="status">
      {app.name} is not connected, so nothing answers here. It connects by itself once it runs.
    </p>
  );
}
