/** One message: who, when, its blocks, its reactions and its thread. */
import { memo, useMemo } from "react";
import { Blocks } from "../blocks/Blocks";
import { SurfaceProvider, useValues } from "../elements/surface";
import { Avatar } from "../shell/Avatar";
import { EyeIcon } from "../shell/icons";
import type { Block, Container, Message } from "../state/protocol";
import { personOf } from "../state/state";
import { useStore } from "../state/store";
import { Mrkdwn } from "../text/Text";
import { clockTime } from "../text/date";
import { MessageTools } from "./MessageTools";
import { Reactions } from "./Reactions";

interface MessageRowProps {
  message: Message;
  isContinued: boolean;
  inThread?: boolean;
}

export const MessageRow = memo(function MessageRow({ message, isContinued, inThread }: MessageRowProps) {
  const { workspace, dispatch, openThread } = useStore();
  const author = authorOf(message);
  const isApp = message.user === workspace.app.bot_user_id;
  const person = personOf(workspace, message.user);
  const name = author ?? (isApp ? workspace.app.name : (person?.real_name ?? message.user));
  const color = isApp ? workspace.app.color : (person?.color ?? "");
  const time = clockTime(message.ts);
  const replies = message.reply_count ?? 0;
  const rowClass = [
    "message",
    message.ephemeral && "is-ephemeral",
    isContinued && "is-continued",
  ];
  return (
    <article className={rowClass.filter(Boolean).join(" ")} data-ts={message.ts} aria-label={`${name}, ${time}`}>
      <div className="message-side">
        {isContinued ? (
          <time className="message-side-time">{time.replace(/ [AP]M$/, "")}</time>
        ) : (
          <Avatar name={name} color={color} initials={person?.initials} isApp={isApp} />
        )}
      </div>
      <div className="message-main">
        {message.ephemeral && (
          <p className="only-you">
            <EyeIcon /> Only visible to you
          </p>
        )}
        {!isContinued && (
          <p className="message-head">
            <span className="message-author">{name}</span>
            {isApp && <span className="tag">App</span>}
            <time className="message-time">{time}</time>
          </p>
        )}
        <MessageContent message={message} />
        {message.edited && !message.ephemeral && <span className="edited">(edited) </span>}
        {message.ephemeral && (
          <button
            type="button"
            className="text-button dismiss"
            onClick={() => dispatch({ type: "ephemeral_dismissed", ts: message.ts })}
          >
            Dismiss message
          </button>
        )}
        {!message.ephemeral && <Reactions message={message} />}
        {replies > 0 && !inThread && (
          <button
            type="button"
            className="text-button replies"
            onClick={() => openThread(message.channel, message.ts)}
          >
            {replies} {replies === 1 ? "reply" : "replies"}
          </button>
        )}
      </div>
      {!message.ephemeral && <MessageTools message={message} inThread={inThread} />}
    </article>
  );
});

function authorOf(message: Message): string | undefined {
  return message.username ?? undefined;
}

const NO_BLOCKS: Block[] = [];
const NO_PREVIEWS: Block[][] = [];

function MessageContent({ message }: { message: Message }) {
  const { channel, ts } = message;
  const blocks = message.blocks?.length ? message.blocks : NO_BLOCKS;
  const isEphemeral = Boolean(message.ephemeral);
  const previews = message.previews ?? NO_PREVIEWS;
  const drawn = useMemo(() => [...blocks, ...previews.flat()], [blocks, previews]);
  const { values, setValue } = useValues(drawn);
  const container = useMemo<Container>(
    () => ({ type: "message", channel, ts, ephemeral: isEphemeral }),
    [channel, ts, isEphemeral],
  );
  return (
    <SurfaceProvider container={container} values={values} setValue={setValue}>
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} />
      ) : (
        <div className="message-text">
          <Mrkdwn text={message.text} />
        </div>
      )}
      {previews.map((preview, index) => (
        <section key={index} className="preview" aria-label="Preview of a link">
          <Blocks blocks={preview} />
        </section>
      ))}
    </SurfaceProvider>
  );
}
