/** When somebody was last here is written down where it can be: a full disk keeps nobody from looking at what is wrong. */
import { StoreError, type StoreErrorCode } from '../store/errors.ts';

const stuck: readonly StoreErrorCode[] = ['store.full', 'store.locked', 'store.busy'];

/** Waits for what is nice to know; where the store cannot write now, goes on without it. */
export async function unlessStuck(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof StoreError && (stuck as readonly string[]).includes(error.code))) throw error;
  }
}
