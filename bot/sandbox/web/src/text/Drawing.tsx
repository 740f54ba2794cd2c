/** Draws display-only blocks with slack-blocks-to-jsx, with this page's own names and links. */
import { Message as Library, type Block as LibraryBlock, type MessageProps } from "slack-blocks-to-jsx";
import { memo, useMemo } from "react";
import { useStore } from "../state/store";
import { useTheme } from "../shell/theme";
import { formatDate } from "./date";
import { emojiOf } from "./emoji";

type Hooks = NonNullable<MessageProps["hooks"]>;

const HOOKS: Hooks = {
  emoji: ({ name }) => emojiOf(name) ?? `:${name}:`,
  date: ({ timestamp, format }) => formatDate(Number(timestamp), format),
  link: ({ href, children, className }) => (
    <a className={className} href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  usergroup: ({ id, name }) => <span className="mention">@{name || id}</span>,
};

/** Mentions know the workspace's people and channels; a channel's opens it. */
function useHooks(): Hooks {
  const { user: me, workspace, goTo } = useStore();
  return useMemo(
    () => ({
      ...HOOKS,
      user: ({ id }) => {
        const person = workspace.people.find((one) => one.id === id);
        const name = id === workspace.app.bot_user_id ? workspace.app.name : person?.real_name;
        return <span className={id === me ? "mention mention-self" : "mention"}>@{name ?? id}</span>;
      },
      channel: ({ id }) => {
        const channel = workspace.channels.find((one) => one.id === id);
        const isOpen = channel?.members.includes(me);
        const open = () => goTo({ kind: "channel", id });
        if (!channel || !isOpen) return <span className="mention">#{channel?.name ?? id}</span>;
        return (
          <button type="button" className="mention" onClick={open}>
            #{channel.name}
          </button>
        );
      },
    }),
    [me, workspace, goTo],
  );
}

export const Drawing = memo(function Drawing({ block }: { block: object }) {
  const theme = useTheme().shown;
  const hooks = useHooks();
  const blocks = useMemo(() => {
    // The library would make the block's id a DOM id, and a view may repeat a message's.
    const { block_id: _, ...rest } = block as Record<string, unknown>;
    return [rest as unknown as LibraryBlock];
  }, [block]);
  return (
    <Library blocks={blocks} hooks={hooks} theme={theme} withoutWrapper logo="" name="" className="drawing" />
  );
});
