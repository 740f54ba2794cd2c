/** A channel: its header, its messages, and the composer; the app's Messages tab has the last two. */
import { HashIcon, LockIcon } from "../shell/icons";
import { DisconnectedBanner, PageHeader } from "../shell/PageHeader";
import type { Channel } from "../state/protocol";
import { appConversation } from "../state/state";
import { useStore } from "../state/store";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { Welcome } from "./Welcome";
import { useDraft } from "./draft";
import { timelineOf } from "./timeline";

interface ConversationProps {
  channel: Channel;
  onOpenSidebar(): void;
}

export function Conversation({ channel, onOpenSidebar }: ConversationProps) {
  const { workspace, user } = useStore();
  const people = channel.members.filter((id) => id !== workspace.app.bot_user_id).length;
  const isAppHere = channel.members.includes(workspace.app.bot_user_id);
  const who = `${people} ${people === 1 ? "person" : "people"}${isAppHere ? `, ${workspace.app.name}` : ""}`;
  return (
    <>
      <PageHeader
        onOpenSidebar={onOpenSidebar}
        title={
          <>
            {channel.is_private ? <LockIcon /> : <HashIcon />}
            {channel.name}
          </>
        }
        detail={[channel.topic, who].filter(Boolean).join(" · ")}
      />
      <DisconnectedBanner />
      <ConversationBody key={user} channel={channel} />
    </>
  );
}

export function ConversationBody({ channel }: { channel: Channel }) {
  const { state, workspace, user, act } = useStore();
  const [draft, setDraft] = useDraft(`${user}/${channel.id}`);
  const isLoaded = channel.id in state.messages;
  const timeline = timelineOf(state, channel.id);
  const isWithApp = appConversation(workspace, user)?.id === channel.id;
  const name = isWithApp ? workspace.app.name : `#${channel.name}`;
  const send = (text: string) => {
    const type = text.startsWith("/") ? "command" : "message";
    void act({ type, channel: channel.id, text });
  };
  return (
    <div className="conversation">
      <MessageList label={name} timeline={timeline} isBusy={!isLoaded}>
        {isLoaded && <Welcome name={name} onTry={send} />}
      </MessageList>
      <Composer
        label={`Message ${name}`}
        draft={draft}
        onChange={setDraft}
        onSend={send}
        isWaiting={workspace.app.starting && !workspace.app.connected}
      />
    </div>
  );
}
