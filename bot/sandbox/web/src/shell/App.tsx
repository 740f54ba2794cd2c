/** The page's frame: sidebar, what is open in the middle, a thread at the right, modals above. */
import { useState } from "react";
import { Conversation } from "../conversation/Conversation";
import { Thread } from "../conversation/Thread";
import { ModalStack } from "../overlay/Modal";
import { openChannel } from "../state/state";
import { useStore } from "../state/store";
import { AppPage } from "./AppPage";
import { Sidebar } from "./Sidebar";

export function App() {
  const { state, user } = useStore();
  const [isSidebarOpen, setIsSidebarOpen] = useState(false);
  const channel = openChannel(state);
  const openSidebar = () => setIsSidebarOpen(true);
  return (
    <div className={state.thread ? "frame has-thread" : "frame"}>
      <Sidebar isOpen={isSidebarOpen} onLeave={() => setIsSidebarOpen(false)} />
      {isSidebarOpen && (
        <button
          type="button"
          className="sidebar-veil"
          aria-label="Close the sidebar"
          onClick={() => setIsSidebarOpen(false)}
        />
      )}
      <main className="main" key={user}>
        {state.link === "lost" && (
          <p className="banner" role="status">
            The sandbox has stopped, or is starting again. This page comes back by itself.
          </p>
        )}
        {state.place?.kind === "app" ? (
          <AppPage onOpenSidebar={openSidebar} />
        ) : (
          channel && <Conversation key={channel.id} channel={channel} onOpenSidebar={openSidebar} />
        )}
      </main>
      {state.thread && <Thread key={state.thread.ts} thread={state.thread} />}
      <ModalStack />
    </div>
  );
}
