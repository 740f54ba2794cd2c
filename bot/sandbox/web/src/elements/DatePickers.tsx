/** Date, time, and date with time, by the browser's own pickers. */
import { useEffect, useRef, useState } from "react";
import { naming, useField, type ElementProps } from "./field";

interface Picker {
  input: "date" | "time" | "datetime-local";
  field: string;
  /** From what Slack keeps to what the browser's input shows, and back. */
  show(kept: unknown): string;
  read(shown: string): unknown;
}

const same = { show: (kept: unknown) => String(kept), read: (shown: string) => shown };

const PICKERS: Record<string, Picker> = {
  datepicker: { input: "date", field: "selected_date", ...same },
  timepicker: { input: "time", field: "selected_time", ...same },
  datetimepicker: {
    input: "datetime-local",
    field: "selected_date_time",
    show: (kept) => localMinute(Number(kept)),
    read: (shown) => Math.floor(new Date(shown).getTime() / 1000),
  },
};

/** Long enough to type a year, short enough to feel immediate. */
const SETTLE_MS = 400;

export function DatePicker(props: ElementProps) {
  const { element, place } = props;
  const { value, keep, send } = useField(props);
  const picker = PICKERS[element.type];
  const kept = picker && value?.[picker.field];
  const shown = !picker || kept === null || kept === undefined ? "" : picker.show(kept);
  const [draft, setDraft] = useState(shown);
  const settle = useRef<number | undefined>(undefined);
  useEffect(() => setDraft(shown), [shown]);
  useEffect(() => () => window.clearTimeout(settle.current), []);
  if (!picker) return null;

  const change = (text: string) => {
    setDraft(text);
    window.clearTimeout(settle.current);
    const fields = { [picker.field]: text === "" ? null : picker.read(text) };
    if (place === "input") keep(fields);
    else if (text !== "") settle.current = window.setTimeout(() => send(fields), SETTLE_MS);
  };
  return (
    <input
      type={picker.input}
      className="text-input date-input"
      data-action-id={element.action_id}
      data-autofocus={element.focus_on_load || undefined}
      value={draft}
      onChange={(event) => change(event.target.value)}
      {...naming(props)}
    />
  );
}

function localMinute(seconds: number): string {
  const moment = new Date(seconds * 1000);
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
