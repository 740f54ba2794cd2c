/** The scrolling log of a conversation; follows new messages while one is at its end. */
import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import { MessageRow } from "./MessageRow";
import { NoticeRow } from "./NoticeRow";
import type { Entry } from "./timeline";

interface MessageListProps {
  label: string;
  timeline: Entry[];
  /** Whether messages are still being fetched; what comes now is not followed yet. */
  isBusy?: boolean;
  inThread?: boolean;
  children?: ReactNode;
}

const NEAR_END_PX = 80;

/** Scrolls to the end, or to the start of a last message that is taller than the window. */
function showLast(log: HTMLElement, content: HTMLElement) {
  const end = log.scrollHeight - log.clientHeight;
  const start = content.lastElementChild?.getBoundingClientRect().top ?? Infinity;
  log.scrollTop = Math.min(end, log.scrollTop + start - log.getBoundingClientRect().top);
}

export function MessageList({ label, timeline, isBusy, inThread, children }: MessageListProps) {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const seenHeight = useRef(0);
  const last = timeline.at(-1)?.key;

  useLayoutEffect(() => {
    if (log.current && content.current) showLast(log.current, content.current);
  }, [last]);
  useEffect(() => {
    const follow = new ResizeObserver(() => {
      seenHeight.current = log.current?.scrollHeight ?? 0;
      if (isAtEnd.current && log.current && content.current) showLast(log.current, content.current);
    });
    if (content.current) follow.observe(content.current);
    return () => follow.disconnect();
  }, []);

  const onScroll = () => {
    if (!log.current) return;
    const { scrollHeight, scrollTop, clientHeight } = log.current;
    // The content grew in this frame, and the observer has yet to follow it: nobody scrolled away.
    if (scrollHeight !== seenHeight.current) return;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  };
  return (
    <div
      ref={log}
      role="log"
      aria-label={`Messages in ${label}`}
      aria-busy={isBusy ?? false}
      tabIndex={0}
      className="message-list"
      onScroll={onScroll}
    >
      <div ref={content} className="message-list-content">
        {children}
        {timeline.map((entry) => (
          <div key={entry.key}>
            {entry.day && !inThread && (
              <div className="day-line" role="separator">
                <span>{entry.day}</span>
              </div>
            )}
            {entry.kind === "notice" ? (
              <NoticeRow notice={entry.notice} />
            ) : (
              <MessageRow message={entry.message} isContinued={entry.isContinued} inThread={inThread} />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
