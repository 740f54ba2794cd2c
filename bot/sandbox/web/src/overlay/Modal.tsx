/** The modal on top of the stack: fill in, submit, go back, close. */
import { useEffect, useId, useLayoutEffect, useRef, useState, type FormEvent } from "react";
import { Blocks } from "../blocks/Blocks";
import { SurfaceProvider, useValues } from "../elements/surface";
import { problemsOf } from "../elements/validation";
import { Avatar } from "../shell/Avatar";
import { BackIcon, CloseIcon } from "../shell/icons";
import type { View } from "../state/protocol";
import { useStore } from "../state/store";
import { PlainText } from "../text/Text";
import { Dialog } from "./Dialog";

/** Every view of the stack keeps its own values; only the last one is on the screen. */
export function ModalStack() {
  const { views } = useStore().state;
  const id = useId();
  const top = views.at(-1);
  const closeAll = useClose(top, true);
  if (!top) return null;
  return (
    <Dialog key={views[0]?.id} labelId={id} onEscape={closeAll} className="modal">
      {views.map((view, depth) => (
        <Modal key={view.id} view={view} labelId={id} isTop={view === top} isStacked={depth > 0} />
      ))}
    </Dialog>
  );
}

function useClose(view: View | undefined, isCleared: boolean) {
  const { act } = useStore();
  return () => {
    if (view) void act({ type: "view_closed", view_id: view.id, is_cleared: isCleared });
  };
}

interface ModalProps {
  view: View;
  labelId: string;
  isTop: boolean;
  isStacked: boolean;
}

function Modal({ view, labelId, isTop, isStacked }: ModalProps) {
  const { act, workspace } = useStore();
  const { values, setValue } = useValues(view.blocks);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const close = useClose(view, false);
  const closeAll = useClose(view, true);

  useEffect(() => {
    setErrors({});
    setFailure(null);
  }, [view]);
  useLayoutEffect(() => {
    if (isTop) (form.current?.querySelector<HTMLElement>(FIRST_FIELD) ?? form.current)?.focus();
  }, [isTop, view.id]);
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector(".is-invalid")?.scrollIntoView({ block: "center" });
  }, [errors]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    const problems = problemsOf(view.blocks, values);
    setErrors(problems);
    setFailure(null);
    if (Object.keys(problems).length > 0) return;
    setIsBusy(true);
    const outcome = await act({ type: "view_submission", view_id: view.id, state: { values } });
    setIsBusy(false);
    if (!outcome.ok) setFailure(outcome.message ?? "The form could not be sent.");
    else if (outcome.response_action === "errors") setErrors(outcome.errors ?? {});
  };
  const container = { type: "view" as const, view_id: view.id };
  return (
    <form
      ref={form}
      className="modal-form"
      tabIndex={-1}
      hidden={!isTop}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <header className="modal-header">
        {isStacked ? (
          <button type="button" className="icon-button" aria-label="Back" onClick={close}>
            <BackIcon />
          </button>
        ) : (
          <Avatar name={workspace.app.name} color={workspace.app.color} isApp size="small" />
        )}
        <h2 id={isTop ? labelId : undefined} className="dialog-title">
          <PlainText text={view.title?.text ?? ""} />
        </h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={closeAll}>
          <CloseIcon />
        </button>
      </header>
      <div className="modal-body" tabIndex={-1}>
        {failure && (
          <p className="modal-failure" role="alert">
            {failure}
          </p>
        )}
        <SurfaceProvider container={container} values={values} setValue={setValue} errors={errors}>
          <Blocks blocks={view.blocks} />
        </SurfaceProvider>
      </div>
      <footer className="dialog-buttons">
        <button type="button" className="button button-large" onClick={close}>
          <PlainText text={view.close?.text ?? "Close"} />
        </button>
        {view.submit && (
          <button type="submit" className="button button-large button-primary" aria-busy={isBusy}>
            <PlainText text={view.submit.text} />
            {isBusy && <span className="spinner" aria-hidden="true" />}
          </button>
        )}
      </footer>
    </form>
  );
}

const FIRST_FIELD =
  "[data-autofocus], .modal-body :is(input, textarea, .select-trigger):not([type=radio]):not([type=checkbox])";
