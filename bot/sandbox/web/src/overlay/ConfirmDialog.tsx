/** Asks before an action that its element wants confirmed. */
import { useId } from "react";
import type { ConfirmObject } from "../blocks/types";
import { PlainText, Text } from "../text/Text";
import { Dialog } from "./Dialog";

interface ConfirmDialogProps {
  confirm: ConfirmObject;
  onConfirm(): void;
  onDeny(): void;
}

export function ConfirmDialog({ confirm, onConfirm, onDeny }: ConfirmDialogProps) {
  const id = useId();
  return (
    <Dialog labelId={id} onEscape={onDeny} className="confirm" isAlert>
      <h2 id={id} className="dialog-title">
        <PlainText text={confirm.title.text} />
      </h2>
      <div className="confirm-text">
        <Text text={confirm.text} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button button-large" onClick={onDeny} data-autofocus>
          <PlainText text={confirm.deny.text} />
        </button>
        <button
          type="button"
          className={`button button-large button-${confirm.style ?? "primary"}`}
          onClick={onConfirm}
        >
          <PlainText text={confirm.confirm.text} />
        </button>
      </div>
    </Dialog>
  );
}
