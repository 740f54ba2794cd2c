/** What somebody has typed and not sent, kept while they look elsewhere. */
import { useState } from "react";

const drafts = new Map<string, string>();

export function useDraft(where: string): [string, (text: string) => void] {
  const [text, setText] = useState(drafts.get(where) ?? "");
  const change = (next: string) => {
    drafts.set(where, next);
    setText(next);
  };
  return [text, change];
}
