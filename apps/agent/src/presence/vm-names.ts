/** Which VMs run here, by the fleet's ids. Keeps the names of the store; is told when they change. */
import type { Store } from '../store/store.ts';

export class RunningVms {
  readonly #store: Store;
  readonly #runningNames: () => ReadonlySet<string>;
  #ids: ReadonlySet<string> = new Set();

  constructor(store: Store, runningNames: () => ReadonlySet<string>) {
    this.#store = store;
    this.#runningNames = runningNames;
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Reads anew. Gives the ids of those that came or went. */
  async refresh(): Promise<ReadonlySet<string>> {
    const names = this.#runningNames();
    const ids = await this.#store.read(async (tx) => {
      const found = new Set<string>();
      for (const name of names) {
        const vm = await tx.vms.byName(name);
        if (vm !== undefined) found.add(vm.id);
      }
      return found;
    });
    const before = this.#ids;
    this.#ids = ids;
    return new Set([...ids, ...before].filter((id) => ids.has(id) !== before.has(id)));
  }
}
