/**
 * Owns what an agent has ordered and is not over: one order for each plug-in, the newest lease counts. Tells the agent what
 * became of each. Never dials.
 */
import { MAX_SEEN_DEVICES } from '@farport/protocol/control';
import type { AttachOrder, ClientMessage, OrderProgress, ReleaseOrder } from '@farport/protocol/control';
import { codeOf, messageOf } from '../errors.ts';
import type { Engine } from '../service/engine.ts';
import type { Redirection, RedirectionPhase } from '../service/redirection.ts';
import { parseAgent, parseFingerprint } from '../session/pinned-tls.ts';
import type { Credential } from './credential.ts';
import { OrderTickets } from './order-tickets.ts';

interface Running {
  readonly fence: number;
  readonly tickets: OrderTickets;
  redirection: Redirection | undefined;
  told: RedirectionPhase | undefined;
}

const PROGRESS: Partial<Record<RedirectionPhase, OrderProgress>> = {
  attached: 'attached',
  reconnecting: 'reconnecting',
  failed: 'failed',
};

export class EngineOrders {
  readonly #engine: Engine;
  readonly #credential: Credential;
  readonly #send: (message: ClientMessage) => boolean;
  readonly #running = new Map<string, Running>();
  /** By key: the giving back that the next order for it waits for. */
  readonly #ending = new Map<string, Promise<void>>();

  /**
   * By key: the newest lease under which a person took the device back. Infinity: the agent does not know yet, so
   * whatever it orders next is not meant.
   */
  readonly #takenBack = new Map<string, number>();

  /** `send` gives false, and drops what is said, while there is no connection. */
  constructor(engine: Engine, credential: Credential, send: (message: ClientMessage) => boolean) {
    this.#engine = engine;
    this.#credential = credential;
    this.#send = send;
  }

  /** The lease by which a device is carried; 0: none. */
  fenceOf(key: string): number {
    return this.#running.get(key)?.fence ?? 0;
  }

  attach(order: AttachOrder): void {
    const { key, fence, ticket } = order;
    if ((this.#takenBack.get(key) ?? 0) >= fence) {
      this.#sayTakenBack(key, fence);
      return;
    }
    const running = this.#running.get(key);
    if (running?.fence === fence) {
      running.tickets.put(ticket);
      // What was said of it while there was no connection is said again.
      running.told = undefined;
      if (running.redirection !== undefined) this.#changed(key, running, running.redirection);
      return;
    }
    // Overtaken by a newer one.
    if (running !== undefined && running.fence > fence) return;
    this.#end(key);
    const tickets = new OrderTickets(() => {
      this.#send({ kind: 'ticket_request', key, fence });
    });
    tickets.put(ticket);
    const next: Running = { fence, tickets, redirection: undefined, told: undefined };
    this.#running.set(key, next);
    const ended = this.#ending.get(key);
    if (ended === undefined) this.#begin(order, next);
    else {
      void ended.then(() => {
        if (this.#running.get(key) === next) this.#begin(order, next);
      });
    }
  }

  /** There is a new connection, and the agent has been told what is plugged in. */
  connected(): void {
    for (const { tickets } of this.#running.values()) tickets.askAgain();
  }

  release({ key, fence }: ReleaseOrder): void {
    const running = this.#running.get(key);
    if (running !== undefined && running.fence <= fence) this.#end(key);
  }

  async dropAll(): Promise<void> {
    for (const key of [...this.#running.keys()]) this.#end(key);
    await Promise.all(this.#ending.values());
  }

  #begin({ key, vm }: AttachOrder, running: Running): void {
    try {
      const device = this.#engine.devices.find((one) => one.key === key);
      if (device === undefined) throw new Gone();
      running.redirection = this.#engine.carryOut({
        order: { device, tickets: running.tickets },
        target: {
          agent: parseAgent(this.#credential.agent),
          fingerprint: parseFingerprint(this.#credential.fingerprint),
          vm,
        },
        changed: (redirection) => {
          this.#changed(key, running, redirection);
        },
        takenBack: () => {
          this.#running.delete(key);
          this.#sayTakenBack(key, running.fence);
        },
      });
    } catch (error) {
      this.#running.delete(key);
      this.#progress(key, running.fence, 'failed', codeOf(error) ?? 'capture.failed', messageOf(error));
    }
  }

  #changed(key: string, running: Running, redirection: Redirection): void {
    const { phase, error } = redirection;
    if (this.#running.get(key) !== running || running.told === phase) return;
    running.told = phase;
    const progress = PROGRESS[phase];
    if (progress !== undefined) this.#progress(key, running.fence, progress, error?.code, error?.message);
  }

  #sayTakenBack(key: string, fence: number): void {
    const known = this.#progress(key, fence, 'taken_back');
    this.#takenBack.delete(key);
    this.#takenBack.set(key, known ? fence : Infinity);
    const oldest = this.#takenBack.size > MAX_SEEN_DEVICES ? this.#takenBack.keys().next() : undefined;
    if (oldest?.done === false) this.#takenBack.delete(oldest.value);
  }

  #progress(key: string, fence: number, progress: OrderProgress, code = '', message = ''): boolean {
    return this.#send({ kind: 'progress', key, fence, progress, code: code.slice(0, 64), message });
  }

  #end(key: string): void {
    const running = this.#running.get(key);
    this.#running.delete(key);
    const redirection = running?.redirection;
    if (redirection === undefined) return;
    const before = this.#ending.get(key);
    const ended = Promise.all([before, this.#engine.drop(redirection)]).then(() => {
      if (this.#ending.get(key) === ended) this.#ending.delete(key);
    });
    this.#ending.set(key, ended);
  }
}

class Gone extends Error {
  readonly code = 'device.gone';
  constructor() {
    super('it is not plugged in any more');
  }
}
