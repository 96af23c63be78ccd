/**
 * Owns the wishes of this machine's users (which device to which VM) and keeps them apart: one redirection per
 * device. Never talks to a device or an agent itself: redirections do.
 */
import { type DeviceSelector, formatSelector, labelOfDevice, selectorMatches } from '@farport/usb';
import type { CaptureBackend } from '../capture/captured-device.ts';
import type { DeviceSource } from '../capture/local-devices.ts';
import type { LocalDevice } from '../capture/local-device.ts';
import { EngineError } from '../errors.ts';
import type { Dial } from '../session/dial.ts';
import { formatAgent, parseAgent, parseFingerprint } from '../session/pinned-tls.ts';
import type { EngineStatus, FleetStatus, RedirectionStatus, RedirectRequest } from './control-schema.ts';
import {
  Redirection,
  type RedirectionOptions,
  type RedirectionPhase,
  type TicketRenewal,
} from './redirection.ts';
import { resolve, selectorOf } from './selector.ts';

/** Wishes at once: more than a machine has ports. */
const MAX_REDIRECTIONS = 256;

export interface EngineOptions {
  readonly source: DeviceSource;
  readonly backend: CaptureBackend;
  readonly dial: Dial;
  readonly version: string;
  /** One line for the log whenever a redirection's state changes. */
  readonly log: (event: RedirectionStatus) => void;
  readonly graceMs?: number;
  readonly listedAnewMs?: number;
}

/** What an agent orders: this device into that VM. */
export interface EngineOrder {
  readonly order: NonNullable<RedirectionOptions['order']>;
  readonly target: Omit<Redirection['target'], 'ticket'>;
  /** Called after every change of what became of it. */
  readonly changed: (redirection: Redirection) => void;
  /** A person at this machine has released it. */
  readonly takenBack: () => void;
}

export class Engine {
  readonly #options: EngineOptions;
  readonly #redirections = new Set<Redirection>();
  readonly #logged = new Map<Redirection, string>();
  readonly #orders = new Map<Redirection, EngineOrder>();
  readonly #watchers = new Set<() => void>();
  #fleet: FleetStatus | undefined;
  #devices: readonly LocalDevice[] = [];
  #unwatch: (() => void) | undefined;
  #listing = false;
  #listAgain = false;
  #nextId = 1;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Lists the devices and begins to watch them. */
  async start(): Promise<void> {
    this.#devices = await this.#options.source.list();
    this.#unwatch = await this.#options.source.watch(() => {
      void this.#list();
    });
  }

  /** Releases everything; resolves when every device is with the local drivers. */
  async stop(): Promise<void> {
    this.#unwatch?.();
    await this.#releaseThese([...this.#redirections]);
  }

  /**
   * Makes a wish and waits until the guest has the device. Throws what keeps it from that, and forgets the wish;
   * with `wait`, what may pass by itself (no device, no agent, VM not running) is waited for and the wish is kept.
   * `tickets`: where others come from when the request's is over.
   */
  async redirect(
    request: RedirectRequest,
    signal: AbortSignal,
    tickets?: TicketRenewal,
  ): Promise<RedirectionStatus> {
    const selector = selectorOf(request.device);
    if (request.auto && selector.kind !== 'port') {
      throw new EngineError(
        'device.selector',
        '--auto takes whatever is plugged into one port: name the port (2-1.4), as "farport devices" shows it',
      );
    }
    const target = {
      agent: parseAgent(request.agent),
      fingerprint: parseFingerprint(request.fingerprint),
      vm: request.vm,
      ticket: request.ticket,
    };
    await this.#list();
    const mayWait = request.wait || request.auto;
    const device = this.#resolve(selector, mayWait);
    await this.#makeRoom(selector, device, request.auto, target.vm);
    // Nobody would take back what begins after they have gone.
    if (signal.aborted) throw endedEarly();

    const redirection = this.#begin({ selector, auto: request.auto, target, tickets });
    return this.#settled(redirection, request.wait, request.auto, signal);
  }

  /** What is plugged in, as it was last listed. */
  get devices(): readonly LocalDevice[] {
    return this.#devices;
  }

  /**
   * Begins what an agent orders; whoever called looks after it, and ends it by `drop`. Throws `device.redirected` where
   * somebody at this machine redirects the device already, and `device.hub`.
   */
  carryOut(order: EngineOrder): Redirection {
    const { device } = order.order;
    const selector = selectorOf(`port:${device.portPath}`);
    resolve(selector, [device]);
    const other = [...this.#redirections].find((one) => one.claims(device));
    if (other !== undefined) {
      throw new EngineError(
        'device.redirected',
        `${labelOfDevice(device)} is redirected to VM ${other.target.vm} by somebody at this machine`,
      );
    }
    if (this.#redirections.size >= MAX_REDIRECTIONS) throw tooMany();
    return this.#begin({ selector, auto: false, target: { ...order.target, ticket: '' } }, order);
  }

  /** Ends what an agent ordered; resolves when the device is with the local drivers. */
  async drop(redirection: Redirection): Promise<void> {
    await this.#releaseThese([redirection]);
  }

  #begin(
    what: Pick<RedirectionOptions, 'selector' | 'auto' | 'target' | 'tickets'>,
    order?: EngineOrder,
  ): Redirection {
    const redirection: Redirection = new Redirection(
      {
        ...what,
        id: this.#nextId++,
        order: order?.order,
        backend: this.#options.backend,
        dial: this.#options.dial,
        agent: `farport-client/${this.#options.version}`,
        isFree: (one) => this.#isFree(one, redirection),
        changed: () => {
          this.#changed(redirection);
        },
        graceMs: this.#options.graceMs,
        listedAnewMs: this.#options.listedAnewMs,
      },
      this.#devices,
    );
    this.#redirections.add(redirection);
    if (order !== undefined) this.#orders.set(redirection, order);
    redirection.start();
    return redirection;
  }

  /** Gives up the wishes that are meant; throws `device.not_found` where there are none. */
  async release(device: string | undefined): Promise<RedirectionStatus[]> {
    const all = [...this.#redirections];
    if (device === undefined) return this.#takeBack(all);
    const selector = selectorOf(device);
    const meant = all.filter(
      (one) =>
        formatSelector(one.selector) === formatSelector(selector) ||
        (one.device !== undefined && selectorMatches(selector, one.device)),
    );
    if (meant.length === 0) {
      throw new EngineError(
        'device.not_found',
        `${formatSelector(selector)} is not redirected: "farport status" shows what is`,
      );
    }
    if (meant.length > 1) {
      const candidates = meant.map((one) => `  ${formatSelector(one.selector)}  ${one.toString()}`);
      throw new EngineError(
        'device.ambiguous',
        `${meant.length} redirections are ${formatSelector(selector)}; name one by its port or serial number:\n${candidates.join('\n')}`,
      );
    }
    return this.#takeBack(meant);
  }

  /** A person wants them back: what an agent ordered is not to come again by itself. */
  #takeBack(these: readonly Redirection[]): Promise<RedirectionStatus[]> {
    for (const one of these) this.#orders.get(one)?.takenBack();
    return this.#releaseThese(these);
  }

  status(): EngineStatus {
    return {
      pid: process.pid,
      version: this.#options.version,
      backend: this.#options.backend.name,
      redirections: [...this.#redirections].map(statusOf),
      ...(this.#fleet === undefined ? {} : { fleet: this.#fleet }),
    };
  }

  /** Says how this machine's tie to its fleet stands; undefined: it has none. */
  setFleet(fleet: FleetStatus | undefined): void {
    this.#fleet = fleet;
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Calls `changed` after every change of a redirection or of the devices, until the returned function is called. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  #resolve(selector: DeviceSelector, mayWait: boolean): LocalDevice | undefined {
    if (mayWait && !this.#devices.some((device) => selectorMatches(selector, device))) return undefined;
    return resolve(selector, this.#devices);
  }

  /** Only one redirection may have a device: the same wish again replaces one that does not work. */
  async #makeRoom(
    selector: DeviceSelector,
    device: LocalDevice | undefined,
    auto: boolean,
    vm: string,
  ): Promise<void> {
    const other = [...this.#redirections].find(
      (one) =>
        (device !== undefined && one.claims(device)) ||
        (one.auto === auto && formatSelector(one.selector) === formatSelector(selector)),
    );
    if (other === undefined) {
      if (this.#redirections.size < MAX_REDIRECTIONS) return;
      throw tooMany();
    }
    if (other.target.vm === vm && other.phase !== 'attached' && !other.isOrdered) {
      await this.#releaseThese([other]);
      return;
    }
    const name =
      device === undefined ? formatSelector(selector) : `${labelOfDevice(device)} on ${device.portPath}`;
    throw new EngineError(
      'device.redirected',
      `${name} is redirected to VM ${other.target.vm} already: "farport release ${formatSelector(other.selector)}" gives it back`,
    );
  }

  #isFree(device: LocalDevice, asking: Redirection): boolean {
    for (const other of this.#redirections) {
      if (other !== asking && other.device?.key === device.key && other.phase !== 'released') return false;
    }
    return true;
  }

  async #settled(
    redirection: Redirection,
    wait: boolean,
    auto: boolean,
    signal: AbortSignal,
  ): Promise<RedirectionStatus> {
    const isSettled = (): boolean => {
      const { phase } = redirection;
      if (phase === 'attached' || phase === 'failed' || phase === 'released') return true;
      // An empty port is what --auto is for: there is nothing to wait for.
      if (phase === 'waiting-for-device') return auto && !wait && redirection.device === undefined;
      return phase === 'reconnecting' && !wait;
    };
    // As it was at that moment: it may go on at once.
    let status = statusOf(redirection);
    const outcome = await this.#until(() => {
      status = statusOf(redirection);
      return isSettled();
    }, signal);
    if (outcome === 'aborted') {
      // Whoever asked went away before it was attached.
      if (!wait) await this.#releaseThese([redirection]);
      throw endedEarly();
    }
    if (status.phase === 'attached' || status.phase === 'waiting-for-device') return status;
    await this.#releaseThese([redirection]);
    throw new RedirectFailed(status);
  }

  #until(condition: () => boolean, signal: AbortSignal): Promise<'met' | 'aborted'> {
    return new Promise((resolve) => {
      const check = (): void => {
        const met = condition();
        if (!met && !signal.aborted) return;
        stop();
        signal.removeEventListener('abort', check);
        resolve(met ? 'met' : 'aborted');
      };
      const stop = this.watch(check);
      signal.addEventListener('abort', check);
      check();
    });
  }

  async #releaseThese(these: readonly Redirection[]): Promise<RedirectionStatus[]> {
    await Promise.all(these.map((one) => one.release()));
    const statuses = these.map(statusOf);
    for (const one of these) {
      this.#redirections.delete(one);
      this.#logged.delete(one);
      this.#orders.delete(one);
    }
    return statuses;
  }

  /** One listing at a time; a change during one makes another follow. */
  async #list(): Promise<void> {
    if (this.#listing) {
      this.#listAgain = true;
      return;
    }
    this.#listing = true;
    try {
      do {
        this.#listAgain = false;
        this.#devices = await this.#options.source.list();
        for (const redirection of this.#redirections) redirection.update(this.#devices);
      } while (this.#again());
    } catch {
      // sysfs changed under the listing: the next hint of a change lists again.
    } finally {
      this.#listing = false;
    }
    for (const watcher of [...this.#watchers]) watcher();
  }

  #again(): boolean {
    return this.#listAgain;
  }

  #changed(redirection: Redirection): void {
    const status = statusOf(redirection);
    if (this.#logged.get(redirection) !== status.state) {
      this.#logged.set(redirection, status.state);
      this.#options.log(status);
    }
    this.#orders.get(redirection)?.changed(redirection);
    for (const watcher of [...this.#watchers]) watcher();
  }
}

function endedEarly(): EngineError {
  return new EngineError('engine.request', 'the request was ended before the device was attached');
}

function tooMany(): EngineError {
  return new EngineError('engine.request', `${MAX_REDIRECTIONS} redirections are enough: release some first`);
}

/** What kept a device from its VM: the code and the message of the redirection's error. */
export class RedirectFailed extends Error {
  readonly code: string;
  constructor(status: RedirectionStatus) {
    super(status.error?.message ?? `the device was not attached: ${status.state}`);
    this.code = status.error?.code ?? 'capture.failed';
    this.name = 'RedirectFailed';
  }
}

/** For the control socket and the log. The ticket is not part of it. */
export function statusOf(redirection: Redirection): RedirectionStatus {
  const { device, error, port } = redirection;
  return {
    id: redirection.id,
    selector: formatSelector(redirection.selector),
    auto: redirection.auto,
    vm: redirection.target.vm,
    agent: formatAgent(redirection.target.agent),
    phase: redirection.phase,
    state: inWords(redirection.phase, redirection.target.vm, redirection.auto, error?.message),
    captured: redirection.isCaptured,
    ...(port === undefined ? {} : { port }),
    ...(device === undefined
      ? {}
      : {
          device: {
            portPath: device.portPath,
            vendorId: device.vendorId,
            productId: device.productId,
            serial: device.serial,
            label: labelOfDevice(device),
          },
        }),
    ...(error === undefined ? {} : { error: { ...error } }),
  };
}

function inWords(phase: RedirectionPhase, vm: string, auto: boolean, why: string | undefined): string {
  const because = why === undefined ? '' : `: ${why}`;
  switch (phase) {
    case 'waiting-for-device':
      return auto
        ? `port empty, what is plugged in there will be redirected to VM ${vm}`
        : `unplugged, will be redirected to VM ${vm} when back`;
    case 'connecting':
      return `connecting to the agent of VM ${vm}`;
    case 'attaching':
      return `being attached to VM ${vm}`;
    case 'attached':
      return `redirected to VM ${vm}`;
    case 'reconnecting':
      return `waiting for the agent of VM ${vm} (reconnecting)${because}`;
    case 'failed':
      return `failed${because}`;
    case 'released':
      return 'released';
  }
}
