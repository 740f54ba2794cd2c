/** Slack's date tokens, as in `<!date^1700000000^{date_short} at {time}|fallback>`. */
import { now as clock } from "../state/clock";

const DATE_FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
};

const TIME_FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

const DAY = 86_400_000;

/** The token string with every known token filled in; unknown ones stay as they are. */
export function formatDate(timestamp: number, tokens: string, now = clock()): string {
  const moment = new Date(timestamp * 1000);
  if (Number.isNaN(moment.getTime())) return tokens;
  return tokens.replace(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === "ago") return ago(moment, now);
    const time = TIME_FORMATS[token];
    if (time) return moment.toLocaleTimeString("en-US", time);
    const isPretty = token.endsWith("_pretty");
    const format = DATE_FORMATS[token.replace(/_pretty$/, "")];
    if (!format) return whole;
    if (token === "date_num") return isoDay(moment);
    return (isPretty && nearDay(moment, now)) || moment.toLocaleDateString("en-US", format);
  });
}

function isoDay(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function nearDay(moment: Date, now: Date): string | undefined {
  const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  const days = Math.round((midnight(moment) - midnight(now)) / DAY);
  return { "-1": "yesterday", "0": "today", "1": "tomorrow" }[String(days)];
}

function ago(moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat("en-US", { numeric: "auto" });
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, "second");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86_400), "day");
}

/** The hour and minute of a message's timestamp, as Slack shows it beside the name. */
export function clockTime(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString("en-US", TIME_FORMATS.time);
}

/** The line between two days: "Today", "Yesterday" or "Monday, September 1st". */
export function dayLabel(ts: string, now = clock()): string {
  const moment = new Date(Number(ts) * 1000);
  const near = nearDay(moment, now);
  if (near) return near.charAt(0).toUpperCase() + near.slice(1);
  return moment.toLocaleDateString("en-US", { weekday: "long", month: "long", day: "numeric" });
}
