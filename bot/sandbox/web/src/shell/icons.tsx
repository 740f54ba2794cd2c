/** The page's own small drawings, in the colour of the text around them. */
import type { ReactNode } from "react";

function icon(name: string, drawing: ReactNode) {
  function Icon() {
    return (
      <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        {drawing}
      </svg>
    );
  }
  Icon.displayName = name;
  return Icon;
}

const stroke = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.6,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

export const ChevronIcon = icon("ChevronIcon", <path {...stroke} d="M5.5 8 10 12.5 14.5 8" />);
export const CloseIcon = icon("CloseIcon", <path {...stroke} d="m5.5 5.5 9 9m0-9-9 9" />);
export const CheckIcon = icon("CheckIcon", <path {...stroke} d="m4.5 10.5 3.8 3.8 7.2-8" />);
export const BackIcon = icon("BackIcon", <path {...stroke} d="M12 4.5 6.5 10l5.5 5.5" />);
export const MenuIcon = icon("MenuIcon", <path {...stroke} d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />);
export const SendIcon = icon(
  "SendIcon",
  <path fill="currentColor" d="M2.6 3.2c-.3-.8.5-1.5 1.2-1.1l13.6 7c.8.4.8 1.4 0 1.8l-13.6 7c-.7.4-1.5-.3-1.2-1.1L4.7 11l7-1-7-1z" />,
);
export const MoreIcon = icon(
  "MoreIcon",
  <g fill="currentColor">
    <circle cx="4.5" cy="10" r="1.5" />
    <circle cx="10" cy="10" r="1.5" />
    <circle cx="15.5" cy="10" r="1.5" />
  </g>,
);
export const PlusIcon = icon("PlusIcon", <path {...stroke} d="M10 4v12M4 10h12" />);
export const ThreadIcon = icon(
  "ThreadIcon",
  <path {...stroke} d="M16.5 9.5a6 6 0 0 1-6.3 5.7c-.9 0-1.8-.2-2.6-.5L3.5 16l1.1-3.3a5.3 5.3 0 0 1-1-3.2 6 6 0 0 1 6.4-5.7 6 6 0 0 1 6.5 5.7z" />,
);
export const AddEmojiIcon = icon(
  "AddEmojiIcon",
  <g {...stroke}>
    <path d="M16.4 10.8a7 7 0 1 1-7.2-7.7M6.4 12c.6 1 1.7 1.7 3 1.7s2.3-.6 3-1.7M7 8v.4m4.8-.4v.4M15.5 2.5v5M13 5h5" />
  </g>,
);
export const LockIcon = icon(
  "LockIcon",
  <g {...stroke}>
    <rect x="4.5" y="9" width="11" height="7.5" rx="1.5" />
    <path d="M7 9V6.7a3 3 0 0 1 6 0V9" />
  </g>,
);
export const HashIcon = icon("HashIcon", <path {...stroke} d="M8 3.5 6.5 16.5m7-13L12 16.5M3.8 7.5h13m-13.6 5h13" />);
export const EyeIcon = icon(
  "EyeIcon",
  <g {...stroke}>
    <path d="M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z" />
    <circle cx="10" cy="10" r="2.2" />
  </g>,
);
export const MoonIcon = icon("MoonIcon", <path {...stroke} d="M16 11.8A6.7 6.7 0 0 1 8.2 4a6.7 6.7 0 1 0 7.8 7.8z" />);
export const SunIcon = icon(
  "SunIcon",
  <g {...stroke}>
    <circle cx="10" cy="10" r="3.4" />
    <path d="M10 2.5v1.7m0 11.6v1.7M2.5 10h1.7m11.6 0h1.7M4.7 4.7l1.2 1.2m8.2 8.2 1.2 1.2m0-10.6-1.2 1.2m-8.2 8.2-1.2 1.2" />
  </g>,
);
