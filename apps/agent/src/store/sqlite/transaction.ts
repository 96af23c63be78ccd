/** What a piece of work gets to see of the tables: the same methods with promises, until its transaction is over. */
import { StoreError } from '../errors.ts';
import type { Promised, Transaction } from '../store.ts';
import type { Tables } from '../tables.ts';

/** Open as long as the transaction is. */
export interface Gate {
  open: boolean;
}

export function transactionOver(tables: Tables, gate: Gate): Transaction {
  const views = new Map<string, unknown>();
  const transaction = {};
  for (const [name, table] of Object.entries(tables) as [string, object][]) {
    Object.defineProperty(transaction, name, {
      get: () => {
        const known = views.get(name);
        if (known !== undefined) return known;
        const view = promised(table, gate);
        views.set(name, view);
        return view;
      },
    });
  }
  return transaction as Transaction;
}

type AnyMethod = (...args: readonly unknown[]) => unknown;

/** SQLite answers at once; errors become rejections, as they are with an engine that is elsewhere. */
function promised<T extends object>(table: T, gate: Gate): Promised<T> {
  const methods = Object.entries(table) as [string, AnyMethod][];
  return Object.fromEntries(
    methods.map(([name, method]) => [
      name,
      (...args: readonly unknown[]) =>
        new Promise((resolve) => {
          if (!gate.open) {
            throw new StoreError(
              'store.transaction',
              'this transaction is over: do all of its work before it resolves',
            );
          }
          resolve(method(...args));
        }),
    ]),
  ) as unknown as Promised<T>;
}
