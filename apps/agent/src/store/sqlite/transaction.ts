/** What a piece of work gets to see of the tables: the same methods with promises, until its transaction is over. */
import { StoreError } from '../errors.ts';
import type { Transaction } from '../store.ts';
import type { Tables } from '../tables.ts';

export interface Gate {
  /** As long as the transaction is. */
  open: boolean;
  /** The first error that the database itself gave: the work is undone, also where it was caught. */
  failure?: StoreError;
}

type AnyMethod = (...args: readonly unknown[]) => unknown;

/** Made for each piece of work, so it costs only what is used: a proxy for each table, a function for each method. */
export function transactionOver(tables: Tables, gate: Gate): Transaction {
  const view: ProxyHandler<object> = {
    get(table, name) {
      const method: unknown = Reflect.get(table, name);
      return typeof method === 'function' ? promised(method as AnyMethod, gate) : undefined;
    },
  };
  return new Proxy(tables, {
    get(all, name) {
      const table: unknown = Reflect.get(all, name);
      return typeof table === 'object' && table !== null ? new Proxy(table, view) : undefined;
    },
  }) as unknown as Transaction;
}

/** SQLite answers at once; errors become rejections, as they are with an engine that is elsewhere. */
function promised(method: AnyMethod, gate: Gate): (...args: readonly unknown[]) => Promise<unknown> {
  return (...args) =>
    new Promise((resolve) => {
      if (!gate.open) {
        throw new StoreError(
          'store.transaction',
          'this transaction is over: do all of its work before it resolves',
        );
      }
      try {
        resolve(method(...args));
      } catch (error) {
        if (error instanceof StoreError && error.cause !== undefined) gate.failure ??= error;
        throw error;
      }
    });
}
