/**
 * The agent's state as long as it runs: opens the store, puts in what a new fleet begins with, keeps it tidy on a timer,
 * and closes it. Knows nothing of HTTP, and runs no VM.
 */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Enrolment } from '../access/enrolment.ts';
import { createFirstAdministrator, type NewAccount } from '../access/accounts.ts';
import { PasswordHasher } from '../access/passwords.ts';
import { SignIn } from '../access/sign-in.ts';
import { errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { retried } from '../retried.ts';
import { systemContext, type Store } from '../store/store.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { Policies } from './policies.ts';

const expireEveryMs = 5_000;
const pruneEveryMs = 3_600_000;
/** Leases that are taken away at once. */
const expireStep = 500;

export interface FleetStateOptions {
  readonly dataDir: string;
  /** Names of the VMs of the configuration. */
  readonly vmNames: Iterable<string>;
  readonly log: Log;
}

/** A host's name as the fleet keeps it: a name (nameSchema), whatever the machine calls itself. */
export function fleetHostName(name: string = hostname()): string {
  const clean = name.replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return clean === '' ? 'agent' : clean.slice(0, 64);
}

export class FleetState {
  readonly store: Store;
  readonly policies: Policies;
  readonly hasher = new PasswordHasher();
  readonly signIn: SignIn;
  readonly enrolment: Enrolment;
  readonly host: string;
  readonly #log: Log;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #takeClockJump: () => number;
  /** What is under way; close waits for it. */
  #work: Promise<unknown> = Promise.resolve();
  #first: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();
  #closed = false;

  private constructor(store: SqliteStore, host: string, log: Log) {
    this.store = store;
    this.host = host;
    this.policies = new Policies(store);
    this.signIn = new SignIn(store, this.hasher);
    this.enrolment = new Enrolment(store);
    this.#log = log;
    this.#takeClockJump = () => store.takeClockJump();
  }

  /**
   * Opens data_dir/fleet.db, or makes it.
   * @throws StoreError store.cannot_open, store.not_ours, store.newer, store.corrupt, store.locked, store.migration, store.full
   */
  static async open({ dataDir, vmNames, log }: FleetStateOptions): Promise<FleetState> {
    const host = fleetHostName();
    const store = SqliteStore.open(join(dataDir, 'fleet.db'));
    try {
      await furnish(store, host, [...vmNames]);
    } catch (error) {
      await store.close();
      throw error;
    }
    return new FleetState(store, host, log);
  }

  /**
   * Begins to keep the store tidy, and makes the account that a new fleet begins with; undefined where there are users.
   * Called when the agent is sure to stay: its password is told once, by whoever calls.
   */
  begin(): Promise<NewAccount | undefined> {
    const first = this.#firstAdministrator();
    this.#first = first;
    this.#every(expireEveryMs, 'fleet.expire_failed', () => this.#expire());
    this.#every(pruneEveryMs, 'fleet.prune_failed', async () => {
      const gone = await this.store.prune();
      if (gone > 0) this.#log.info('fleet.pruned', { rows: gone });
    });
    return first;
  }

  /** Waits for what is under way, then closes the store. Requests must have ended before. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#closing.abort();
    await this.#first;
    await this.#work;
    await this.store.close();
  }

  /** A full disk or a locked database passes: without an administrator nobody could ever sign in. */
  async #firstAdministrator(): Promise<NewAccount | undefined> {
    let account: NewAccount | undefined;
    const make = async (): Promise<void> => {
      account = await createFirstAdministrator(this.store, this.hasher);
    };
    const failed = (error: unknown): Promise<void> => {
      this.#log.error('fleet.first_administrator_failed', { message: errorMessage(error) });
      return Promise.resolve();
    };
    await retried(make, failed, this.#closing.signal).catch(() => undefined);
    return account;
  }

  async #expire(): Promise<void> {
    const jump = this.#takeClockJump();
    if (jump !== 0) this.#log.warn('clock.jumped', { ms: jump });
    // A change is a flush of the disk: only where there is something to take away.
    if (await this.store.read((tx) => tx.sessions.anyExpiredAtClient())) {
      await this.store.change(systemContext, (tx) => tx.sessions.leaveExpired(expireStep));
    }
    if (!(await this.store.read((tx) => tx.leases.anyExpired()))) return;
    const expired = await this.store.change(systemContext, (tx) => tx.leases.expire(expireStep));
    for (const { deviceId, fence } of expired) this.#log.info('lease.expired', { deviceId, fence });
  }

  /** One piece of work after another, and none on top of itself. */
  #every(ms: number, failed: string, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy || this.#closed) return;
      busy = true;
      this.#work = this.#work
        .then(work)
        .catch((error: unknown) => {
          this.#log.error(failed, { message: errorMessage(error) });
        })
        .finally(() => {
          busy = false;
        });
    }, ms);
    timer.unref();
    this.#timers.push(timer);
  }
}

/**
 * A policy is in force, every VM of the configuration has a place in the fleet, and nobody is connected to an agent that
 * has just begun. Changes nothing where all is so: an agent begins on a full disk, too.
 */
async function furnish(store: Store, host: string, names: readonly string[]): Promise<void> {
  const complete = await store.read(async (tx) => {
    if ((await tx.policies.currentVersion()) === 0 || (await tx.clients.countOnline()) > 0) return false;
    for (const name of names) if ((await tx.vms.byName(name))?.host !== host) return false;
    return true;
  });
  if (complete) return;
  await new Policies(store).ensure(Intl.DateTimeFormat().resolvedOptions().timeZone);
  await store.change(systemContext, async (tx) => {
    await tx.clients.disconnectAll(host);
    for (const name of names) {
      const vm = await tx.vms.byName(name);
      if (vm === undefined) await tx.vms.create({ name, description: '', host });
      else if (vm.host !== host) await tx.vms.update(vm.id, vm.version, { host });
    }
  });
}
