/** Checks of a whole database in a thread of their own: they read every page, and the agent has other things to do. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StoreError, type StoreErrorCode } from '../errors.ts';

export interface CheckQuestion {
  readonly file: string;
  /** `integrity`: what SQLite finds. `backup`: whether it can be restored from. */
  readonly what: 'integrity' | 'backup';
}

export type CheckAnswer =
  | { readonly problems: readonly string[] }
  | { readonly error: { readonly code: string; readonly message: string } };

/** What is wrong; empty: nothing. @throws StoreError as checkBackup and openForReading do */
export async function checkApart(question: CheckQuestion): Promise<readonly string[]> {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData: question });
  try {
    const [answer] = (await once(worker, 'message')) as [CheckAnswer];
    if ('error' in answer) throw new StoreError(answer.error.code as StoreErrorCode, answer.error.message);
    return answer.problems;
  } finally {
    await worker.terminate();
  }
}
