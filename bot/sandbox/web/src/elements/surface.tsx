/** A surface: one message, modal or Home tab, with the state of its elements and their acts. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import type { Block, ConfirmObject, Element } from "../blocks/types";
import { ConfirmDialog } from "../overlay/ConfirmDialog";
import type { Container, Outcome, StateValue, Values } from "../state/protocol";
import { useStore } from "../state/store";
import { useKeptFocus } from "./focus";
import { actionOf, valuesOf } from "./values";

export interface Surface {
  values: Values;
  errors: Record<string, string>;
  /** The element whose press is on its way, as "block_id/action_id". */
  pending: string | null;
  setValue(blockId: string, element: Element, fields: Record<string, unknown>): void;
  /** Keeps what was chosen and sends the element's action; asks first where the element says so. */
  press(blockId: string, element: Element, chosen: Record<string, unknown>): void;
  suggest(blockId: string, element: Element, typed: string): Promise<Outcome>;
}

const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("useSurface is used outside of SurfaceProvider");
  return surface;
}

/** The values of some blocks; they follow when the blocks change, and keep what was entered. */
export function useValues(blocks: Block[]) {
  const [kept, setKept] = useState({ blocks, values: valuesOf(blocks) });
  let current = kept;
  if (kept.blocks !== blocks) {
    current = { blocks, values: valuesOf(blocks, kept.values) };
    setKept(current);
  }
  const setValue = useCallback((blockId: string, actionId: string, value: StateValue) => {
    setKept((before) => ({
      blocks: before.blocks,
      values: {
        ...before.values,
        [blockId]: { ...before.values[blockId], [actionId]: value },
      },
    }));
  }, []);
  return { values: current.values, setValue };
}

interface SurfaceProviderProps {
  container: Container;
  values: Values;
  setValue(blockId: string, actionId: string, value: StateValue): void;
  errors?: Record<string, string>;
  children: ReactNode;
}

const NO_ERRORS: Record<string, string> = {};

interface Question {
  confirm: ConfirmObject;
  go(): void;
}

export function SurfaceProvider(props: SurfaceProviderProps) {
  const { container, values, setValue, errors = NO_ERRORS, children } = props;
  const { act } = useStore();
  const [pending, setPending] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);

  const surface = useMemo<Surface>(() => {
    const sendAction = async (blockId: string, element: Element, chosen: Record<string, unknown>) => {
      let state = values;
      if (values[blockId]?.[element.action_id]) {
        const value = { type: element.type, ...chosen };
        setValue(blockId, element.action_id, value);
        state = { ...values, [blockId]: { ...values[blockId], [element.action_id]: value } };
      }
      setPending(`${blockId}/${element.action_id}`);
      const action = actionOf(element, blockId, chosen);
      await act({ type: "block_actions", container, action, state: { values: state } });
      setPending(null);
    };
    return {
      values,
      errors,
      pending,
      setValue: (blockId, element, fields) =>
        setValue(blockId, element.action_id, { type: element.type, ...fields }),
      press: (blockId, element, chosen) => {
        const go = () => void sendAction(blockId, element, chosen);
        if (element.confirm) setQuestion({ confirm: element.confirm, go });
        else go();
      },
      suggest: (blockId, element, value) =>
        act({
          type: "block_suggestion",
          container,
          block_id: blockId,
          action_id: element.action_id,
          value,
        }),
    };
  }, [act, container, errors, pending, setValue, values]);

  return (
    <SurfaceContext.Provider value={surface}>
      <div className="surface" {...useKeptFocus()}>
        {children}
      </div>
      {question && (
        <ConfirmDialog
          confirm={question.confirm}
          onConfirm={() => {
            setQuestion(null);
            question.go();
          }}
          onDeny={() => setQuestion(null)}
        />
      )}
    </SurfaceContext.Provider>
  );
}
