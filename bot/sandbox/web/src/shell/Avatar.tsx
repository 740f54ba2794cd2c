/** A person's initials on their colour, or the app's mark. */
interface AvatarProps {
  name: string;
  color: string;
  initials?: string;
  isApp?: boolean;
  size?: "small" | "medium" | "large";
}

export function Avatar({ name, color, initials, isApp, size = "medium" }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size}`} style={{ backgroundColor: color || undefined }} aria-hidden="true">
      {isApp ? <AppMark /> : initials || name.slice(0, 1)}
    </span>
  );
}

function AppMark() {
  return (
    <svg viewBox="0 0 20 20" focusable="false">
      <path
        fill="#fff"
        d="M5.2 4.5h9.6c.7 0 1.2.5 1.2 1.2v6c0 .7-.5 1.2-1.2 1.2h-4l-3.4 2.7v-2.7H5.2c-.7 0-1.2-.5-1.2-1.2v-6c0-.7.5-1.2 1.2-1.2z"
      />
      <path stroke="var(--mark)" strokeWidth="1.3" strokeLinecap="round" d="M6.8 7.6h6.4M6.8 10h4" />
    </svg>
  );
}

/** Slackbot's own mark for what no app says. */
export function SlackbotAvatar() {
  return (
    <span className="avatar avatar-medium avatar-slackbot" aria-hidden="true">
      <svg viewBox="0 0 20 20" focusable="false">
        <rect x="4" y="6" width="12" height="9" rx="3" fill="#fff" />
        <path d="M10 6V3.6" stroke="#fff" strokeWidth="1.4" strokeLinecap="round" />
        <circle cx="7.8" cy="10.2" r="1.1" fill="var(--mark)" />
        <circle cx="12.2" cy="10.2" r="1.1" fill="var(--mark)" />
      </svg>
    </span>
  );
}
