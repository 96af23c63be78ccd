/**
 * Owns whether this machine belongs to a fleet: looks at the credential now and then, so that an enrolment takes effect
 * without a restart, and keeps one link by it.
 */
import { stat } from 'node:fs/promises';
import { messageOf } from '../errors.ts';
import { sleep } from '../service/backoff.ts';
import type { Engine } from '../service/engine.ts';
import { AgentLink } from './agent-link.ts';
import { readCredential } from './credential.ts';
import type { ReadDescriptors } from './seen-device.ts';

const LOOK_MS = 1_000;

export interface MembershipOptions {
  readonly engine: Engine;
  /** Of the credential. */
  readonly path: string;
  readonly descriptors: ReadDescriptors;
  readonly log: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  readonly lookMs?: number;
}

export class Membership {
  readonly #options: MembershipOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #link: AgentLink | undefined;
  #seen = '';

  constructor(options: MembershipOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends the link, and gives back what its agent had ordered. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#leave();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const now = await markOf(this.#options.path);
      if (now !== this.#seen) {
        this.#seen = now;
        await this.#join();
      }
      await sleep(this.#options.lookMs ?? LOOK_MS, this.#stop.signal);
    }
  }

  async #join(): Promise<void> {
    const { engine, path, descriptors, log } = this.#options;
    await this.#leave();
    try {
      const credential = await readCredential(path);
      if (credential === undefined) return;
      const { agent, name } = credential;
      this.#link = new AgentLink({
        engine,
        credential,
        descriptors,
        changed: (status) => {
          engine.setFleet(status);
          log(
            { agent, client: name },
            `fleet: ${status.state}${status.message === '' ? '' : `, ${status.message}`}`,
          );
        },
      });
      this.#link.start();
    } catch (error) {
      log({ path }, `fleet: ${messageOf(error)}`);
    }
  }

  async #leave(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.stop();
    this.#options.engine.setFleet(undefined);
  }
}

/** Changes whenever the file is replaced. */
async function markOf(path: string): Promise<string> {
  return stat(path).then(
    ({ ino, mtimeMs, mode }) => `${ino} ${mtimeMs} ${mode}`,
    () => '',
  );
}
