/** What every page of the window has at hand: the state, the words, how to ask, and what went wrong last. */
import { createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import type { AppState } from '../shared/app-state.ts';
import type { Say } from '../shared/words.ts';
import type { Connection } from './connection.renderer.ts';

export interface Told {
  readonly code: string;
  readonly message: string;
}

export interface AppContext {
  readonly state: AppState;
  readonly say: Say;
  readonly call: Connection['call'];
  /** Shows an error in the window, or takes it away. */
  readonly fail: (error: Told | undefined) => void;
}

export const Context = createContext<AppContext | undefined>(undefined);

export function useApp(): AppContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error('there is no app around this');
  return context;
}

/** What an error from anywhere says. */
export function toldOf(error: unknown): Told {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error instanceof Error ? error.message : String(error) };
}

export interface Work {
  readonly busy: boolean;
  readonly run: (work: () => Promise<unknown>) => void;
  /** The person turned to something else: takes the error away, also the one that is still to come. */
  readonly turnAway: () => void;
}

/** Does `work` once at a time, says while it lasts, and shows what it fails by. */
export function useWork(): Work {
  const { fail } = useApp();
  const [busy, setBusy] = useState(false);
  const current = useRef<() => Promise<unknown>>(undefined);
  const run = (work: () => Promise<unknown>): void => {
    if (busy) return;
    current.current = work;
    setBusy(true);
    fail(undefined);
    work()
      .catch((error: unknown) => {
        if (current.current === work) fail(toldOf(error));
      })
      .finally(() => {
        if (current.current === work) setBusy(false);
      });
  };
  const turnAway = (): void => {
    current.current = undefined;
    setBusy(false);
    fail(undefined);
  };
  return { busy, run, turnAway };
}
