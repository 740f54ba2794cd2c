/** What Slackbot says when something did not work, for the person's eyes only. */
import { EyeIcon } from "../shell/icons";
import { SlackbotAvatar } from "../shell/Avatar";
import type { Notice } from "../state/state";
import { useStore } from "../state/store";
import { clockTime } from "../text/date";

export function NoticeRow({ notice }: { notice: Notice }) {
  const { dispatch } = useStore();
  return (
    <article
      className={`message is-ephemeral notice notice-${notice.level}`}
      aria-label={`Slackbot, ${clockTime(notice.ts)}`}
    >
      <div className="message-side">
        <SlackbotAvatar />
      </div>
      <div className="message-main">
        <p className="only-you">
          <EyeIcon /> Only visible to you
        </p>
        <p className="message-head">
          <span className="message-author">Slackbot</span>
          <time className="message-time">{clockTime(notice.ts)}</time>
        </p>
        <p className="notice-text">{notice.text}</p>
        <button
          type="button"
          className="text-button dismiss"
          onClick={() => dispatch({ type: "notice_dismissed", id: notice.id })}
        >
          Dismiss message
        </button>
      </div>
    </article>
  );
}
