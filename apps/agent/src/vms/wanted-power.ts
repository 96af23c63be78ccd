/**
 * Whether VMs are wanted on, over restarts of the agent and of its host: what was started and never stopped by anybody runs
 * again. A guest that powers itself off was stopped by whoever sat in it. Starts and stops nothing itself.
 */
import { errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { systemContext, type Store } from '../store/store.ts';
import type { Supervisor } from './supervisor.ts';

export class WantedPower {
  readonly #store: Store;
  readonly #host: string;
  readonly #supervisor: Supervisor;
  readonly #log: Log;
  #stopping = false;
  #work: Promise<void> = Promise.resolve();

  /** Follows what becomes of the VMs from here on. */
  constructor(store: Store, host: string, supervisor: Supervisor, log: Log) {
    this.#store = store;
    this.#host = host;
    this.#supervisor = supervisor;
    this.#log = log;
    supervisor.onGone((name) => {
      if (!this.#stopping) this.#work = this.#work.then(() => this.#ended(name));
    });
  }

  /** Names of the VMs of this host that are wanted on and are down. Call it once, when those that run were adopted. */
  async missing(): Promise<string[]> {
    const wanted: string[] = [];
    let after: string | undefined;
    do {
      const page = await this.#store.read((tx) => tx.vms.list({ after, limit: 100 }));
      for (const { name, host, wantedPower } of page.items) {
        if (host === this.#host && wantedPower === 'on' && this.#supervisor.isDown(name)) wanted.push(name);
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
    const missing: string[] = [];
    for (const name of wanted) {
      // Its guest may have powered off while no agent ran.
      if (await this.#hasPoweredOff(name)) await this.#ended(name);
      else missing.push(name);
    }
    return missing;
  }

  /** The agent stops the VMs that run: they are wanted as before. Resolves when what was seen until now is written. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#work;
  }

  async #hasPoweredOff(name: string): Promise<boolean> {
    return (await this.#supervisor.find(name))?.lastExit?.reason === 'powered-off';
  }

  async #ended(name: string): Promise<void> {
    try {
      if (!(await this.#hasPoweredOff(name))) return;
      await this.#store.change(systemContext, async (tx) => {
        const vm = await tx.vms.byName(name);
        if (vm?.wantedPower !== 'on' || vm.host !== this.#host) return;
        await tx.vms.update(vm.id, vm.version, { wantedPower: 'off' });
      });
    } catch (error) {
      this.#log.warn('vm.wanted_not_written', { vm: name, message: errorMessage(error) });
    }
  }
}
