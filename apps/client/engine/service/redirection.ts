/**
 * Owns one wish ("this device belongs to that VM") and what has become of it: waits for the device, dials the
 * agent, captures, attaches, and begins again after an unplug or a broken link. Never shares a device with another
 * redirection: the engine tells which devices are free.
 */
import {
  type DeviceNames,
  type DeviceSelector,
  findSameDevice,
  labelOfDevice,
  selectorMatches,
} from '@farport/usb';
import type { CaptureBackend, CapturedDevice } from '../capture/captured-device.ts';
import { isBootInput, isHub, type LocalDevice } from '../capture/local-device.ts';
import type { EngineError } from '../errors.ts';
import type { Dial, Target } from '../session/dial.ts';
import { DeviceSession } from '../session/device-session.ts';
import { Backoff } from './backoff.ts';
import { channelClosed, detachedByVm, type End, notTaken, type RedirectionError, thrown } from './endings.ts';
import { aborted, SessionEvents } from './session-events.ts';

/**
 * - `waiting-for-device`: not plugged in; it will be redirected when it is.
 * - `connecting`: on the way to the agent; the device is still with the local drivers, or captured from before.
 * - `attaching`: captured and offered to the VM.
 * - `attached`: the guest has it.
 * - `reconnecting`: the agent or the VM went away; tried again.
 * - `failed`: a person has to act; see the error. Tried again when the device is plugged in anew.
 * - `released`: over; the device is with the local drivers.
 */
export type RedirectionPhase =
  'waiting-for-device' | 'connecting' | 'attaching' | 'attached' | 'reconnecting' | 'failed' | 'released';

/** Where the tickets of an agent's order come from. */
export interface TicketSource {
  /** A ticket that was not used yet; undefined when the signal fires first. */
  next(signal: AbortSignal): Promise<string | undefined>;
}

/** A ticket that is replaced while it is used. */
export interface TicketRenewal {
  readonly now: string;
  /** Another than this one, which was refused. Rejects where there is none. */
  renew(refused: string): Promise<string>;
}

export interface RedirectionOptions {
  readonly id: number;
  readonly selector: DeviceSelector;
  /** Whatever is plugged into the selector's port, not one device. */
  readonly auto: boolean;
  readonly target: Target;
  readonly backend: CaptureBackend;
  readonly dial: Dial;
  /**
   * By an agent's order: this device and no other, each try with a ticket of its own, and over when it is unplugged. The
   * target's ticket is not used then.
   */
  readonly order?: { readonly device: LocalDevice; readonly tickets: TicketSource } | undefined;
  /** Instead of the target's ticket, which is its first. */
  readonly tickets?: TicketRenewal | undefined;
  /** Program and version, for the other side's logs. */
  readonly agent: string;
  /** True for a device that no other redirection has. */
  readonly isFree: (device: LocalDevice) => boolean;
  readonly changed: () => void;
  /** How long a captured device is kept from the local drivers while the agent is away. */
  readonly graceMs?: number | undefined;
  /** How long a device that went is not tried again while the list of devices still shows it. */
  readonly listedAnewMs?: number | undefined;
}

const DEFAULT_GRACE_MS = 30_000;
/** The list follows within about a second; what it shows later is there. */
const DEFAULT_LISTED_ANEW_MS = 5_000;
/** How long a device may take to come back from a reset as another. */
const REENUMERATION_MS = 5_000;
const ATTACH_TIMEOUT_MS = 15_000;
const RESET_TIMEOUT_MS = 5_000;
/** An agent that takes no more connections is left alone for so long. */
const BUSY_MS = 15_000;
/** So often in a row a VM may give a device back that kept it waiting, before a person has to look at it. */
const MOST_FAILURES = 3;
/** A device that was attached for so long works; what fails then begins a new row. */
const WORKS_MS = 60_000;

export class Redirection {
  readonly id: number;
  readonly selector: DeviceSelector;
  readonly auto: boolean;
  readonly target: Target;
  readonly #options: RedirectionOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #phase: RedirectionPhase = 'waiting-for-device';
  #error: RedirectionError | undefined;
  #port: number | undefined;
  #identity: DeviceNames | undefined;
  #device: LocalDevice | undefined;
  #unplugged = new AbortController();
  #devices: readonly LocalDevice[] = [];
  #devicesChanged = new AbortController();
  #captured: CapturedDevice | undefined;
  #giveBack: NodeJS.Timeout | undefined;
  /** The last session has ended its transfers. */
  #idle: Promise<void> = Promise.resolve();
  #everAttached = false;
  /** The ticket of the last attempt. */
  #ticketUsed = '';
  /** How often in a row the VM gave the device back as failed. */
  #failures = 0;
  #attachedAt = 0;
  /** The key of the device that went, until the list of devices shows it no more, or for long enough after all. */
  #wentKey: string | undefined;

  constructor(options: RedirectionOptions, devices: readonly LocalDevice[]) {
    this.id = options.id;
    this.selector = options.selector;
    this.auto = options.auto;
    this.target = options.target;
    this.#options = options;
    this.#devices = devices;
    if (options.order !== undefined) this.#take(options.order.device);
  }

  /** Begins; called once. */
  start(): void {
    this.#running = this.#run();
  }

  get phase(): RedirectionPhase {
    return this.#phase;
  }

  get error(): RedirectionError | undefined {
    return this.#error;
  }

  /** The controller's port while attached. */
  get port(): number | undefined {
    return this.#port;
  }

  /** The device it has now, or had last. */
  get device(): LocalDevice | undefined {
    return this.#device;
  }

  get identity(): DeviceNames | undefined {
    return this.#identity;
  }

  /** Whether an agent's order made it. */
  get isOrdered(): boolean {
    return this.#options.order !== undefined;
  }

  /** True while this machine's drivers do not have the device. */
  get isCaptured(): boolean {
    return this.#captured !== undefined;
  }

  /** True for a device that this redirection has, or waits for. */
  claims(device: LocalDevice): boolean {
    if (this.#phase === 'released') return false;
    if (this.#device?.key === device.key) return true;
    return this.#matches(device);
  }

  /** The list of devices changed. */
  update(devices: readonly LocalDevice[]): void {
    this.#devices = devices;
    if (!devices.some((one) => one.key === this.#wentKey)) this.#wentKey = undefined;
    const device = this.#device;
    if (device !== undefined && !devices.some((one) => one.key === device.key)) this.#unplugged.abort();
    const changed = this.#devicesChanged;
    this.#devicesChanged = new AbortController();
    changed.abort();
  }

  /** Gives the wish up; resolves when the device is with the local drivers again. */
  async release(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const backoff = new Backoff();
    while (!this.#stopped()) {
      const device = await this.#waitForDevice();
      if (device === undefined) break;
      const end = await this.#attempt(device, backoff).catch((error: unknown) => thrown(error));
      if (end.kind === 'stopped' || this.#stopped()) break;
      await this.#after(end, backoff);
    }
    await this.#handBack();
    this.#set('released');
  }

  /** What follows when an attempt or an attachment ended. */
  async #after(end: End, backoff: Backoff): Promise<void> {
    this.#port = undefined;
    if (end.kind === 'final' && end.error.code === 'agent.ticket_refused' && this.isOrdered) {
      // It was too old: the next try has another.
      return this.#after({ kind: 'link', keep: true, error: end.error }, backoff);
    }
    if (end.kind === 'final' && end.error.code === 'agent.ticket_refused' && (await this.#renewed())) {
      return this.#after({ kind: 'link', keep: true, error: end.error }, backoff);
    }
    switch (end.kind) {
      case 'stopped':
        return;
      case 'gone':
        // The list may not know yet: without a pause, each turn until it does would use the ticket once more.
        this.#wentKey = this.#devices.find((one) => one.key === this.#device?.key)?.key;
        await this.#forget();
        backoff.reset();
        this.#failures = 0;
        this.#set('waiting-for-device');
        return;
      case 'link':
        if (end.keep) this.#keepForAWhile();
        else await this.#handBack();
        this.#set('reconnecting', end.error);
        await backoff.wait(
          AbortSignal.any([this.#stop.signal, this.#unplugged.signal]),
          end.error.code === 'agent.busy' ? BUSY_MS : 0,
        );
        if (this.#unplugged.signal.aborted && !this.#stopped()) {
          await this.#forget();
          this.#set('waiting-for-device');
        }
        return;
      case 'final':
        await this.#handBack();
        this.#set('failed', end.error);
        await aborted(AbortSignal.any([this.#stop.signal, this.#unplugged.signal]));
        if (!this.#stopped()) {
          await this.#forget();
          this.#set('waiting-for-device');
        }
        return;
    }
  }

  async #waitForDevice(): Promise<LocalDevice | undefined> {
    for (;;) {
      if (this.#stopped()) return undefined;
      if (this.#device !== undefined) return this.#device;
      if (this.isOrdered) {
        // Whoever gave the order hears of the unplugging, and of what is plugged in then.
        await aborted(this.#stop.signal);
        return undefined;
      }
      const found = this.#findDevice();
      if (found !== undefined) {
        this.#take(found);
        return found;
      }
      const wake = [this.#stop.signal, this.#devicesChanged.signal];
      if (this.#wentKey === undefined) {
        await aborted(AbortSignal.any(wake));
        continue;
      }
      const listedAnew = AbortSignal.timeout(this.#options.listedAnewMs ?? DEFAULT_LISTED_ANEW_MS);
      await aborted(AbortSignal.any([...wake, listedAnew]));
      if (listedAnew.aborted) this.#wentKey = undefined;
    }
  }

  #findDevice(): LocalDevice | undefined {
    const free = this.#devices.filter(
      (device) => !isHub(device) && device.key !== this.#wentKey && this.#options.isFree(device),
    );
    if (this.#identity !== undefined && !this.auto) return findSameDevice(this.#identity, free);
    return free.find((device) => this.#matches(device));
  }

  #matches(device: LocalDevice): boolean {
    if (isHub(device)) return false;
    if (this.#identity !== undefined && !this.auto) {
      return findSameDevice(this.#identity, [device]) !== undefined;
    }
    // What a person types with is taken only when it was named.
    return selectorMatches(this.selector, device) && !(this.auto && isBootInput(device));
  }

  #take(device: LocalDevice): void {
    this.#device = device;
    this.#identity = device;
    this.#unplugged = new AbortController();
  }

  async #forget(): Promise<void> {
    await this.#handBack();
    this.#device = undefined;
  }

  async #attempt(device: LocalDevice, backoff: Backoff): Promise<End> {
    const signal = AbortSignal.any([this.#stop.signal, this.#unplugged.signal]);
    if (this.#phase !== 'reconnecting') this.#set('connecting');
    const ticket = await this.#ticket(signal);
    if (ticket === undefined) return this.#interrupted();
    this.#ticketUsed = ticket;
    const dialled = await this.#options.dial({ ...this.target, ticket }, signal).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (dialled === undefined) return this.#interrupted();

    const events = new SessionEvents();
    const session = new DeviceSession(dialled.socket, ticket, this.#options.agent, events);
    try {
      return await this.#converse(session, events, device, dialled.refusal, backoff);
    } finally {
      this.#idle = session.close();
    }
  }

  #ticket(signal: AbortSignal): Promise<string | undefined> {
    const { order, tickets } = this.#options;
    if (order !== undefined) return order.tickets.next(signal);
    return Promise.resolve(tickets?.now ?? this.target.ticket);
  }

  async #renewed(): Promise<boolean> {
    const { tickets } = this.#options;
    if (tickets === undefined) return false;
    return tickets.renew(this.#ticketUsed).then(
      () => true,
      () => false,
    );
  }

  /** From the open channel to the end of the attachment. */
  async #converse(
    session: DeviceSession,
    events: SessionEvents,
    first: LocalDevice,
    refusal: () => EngineError | undefined,
    backoff: Backoff,
  ): Promise<End> {
    let device = first;
    let deadline = AbortSignal.timeout(ATTACH_TIMEOUT_MS);
    for (;;) {
      const waiting = this.#phase === 'attached' ? [] : [deadline];
      const event = await events.next(
        AbortSignal.any([this.#stop.signal, this.#unplugged.signal, ...waiting]),
      );
      if (event === undefined) {
        if (this.#stopped() || this.#unplugged.signal.aborted) {
          session.detach(this.#stopped() ? 'released' : 'unplugged');
          return this.#interrupted();
        }
        return notTaken(this.target.vm, ATTACH_TIMEOUT_MS / 1000);
      }
      switch (event.kind) {
        case 'opened':
          await this.#offer(session, device);
          // Capturing took as long as the local drivers needed; the VM's time begins now.
          deadline = AbortSignal.timeout(ATTACH_TIMEOUT_MS);
          break;
        case 'attached':
          this.#everAttached = true;
          this.#attachedAt = performance.now();
          this.#port = event.port;
          backoff.reset();
          this.#set('attached');
          break;
        case 'gone': {
          const back = event.duringReset ? await this.#comesBack(device) : undefined;
          if (back === undefined) return this.#stopped() ? { kind: 'stopped' } : { kind: 'gone' };
          device = back;
          await this.#offer(session, device);
          deadline = AbortSignal.timeout(ATTACH_TIMEOUT_MS);
          break;
        }
        case 'detached':
          if (performance.now() - this.#attachedAt >= WORKS_MS) this.#failures = 0;
          this.#failures += 1;
          return detachedByVm(this.target.vm, event.reason, event.message, this.#failures <= MOST_FAILURES);
        case 'closed':
          return channelClosed(this.target.vm, event.cause, refusal(), this.#everAttached);
      }
    }
  }

  async #offer(session: DeviceSession, device: LocalDevice): Promise<void> {
    clearTimeout(this.#giveBack);
    if (this.#phase !== 'reconnecting') this.#set('attaching');
    const kept = await this.#keptFresh(device);
    if (kept === undefined) {
      this.#captured = await this.#options.backend.capture(device);
      this.#options.changed();
    }
    if (this.#captured !== undefined) session.attach(this.#captured);
  }

  /** The device as it was kept over a broken link, after a reset; undefined where it has to be captured. */
  async #keptFresh(device: LocalDevice): Promise<CapturedDevice | undefined> {
    const captured = this.#captured;
    if (captured === undefined) return undefined;
    const fresh = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => {
      fresh.resolve(false);
    }, RESET_TIMEOUT_MS);
    void this.#idle.then(() => {
      // The guest that comes now has never seen it: it gets it as after a plug-in.
      captured.reset((status) => {
        fresh.resolve(status === 'completed');
      });
    });
    const usable = captured.local.key === device.key && (await fresh.promise);
    clearTimeout(timer);
    if (usable && this.#captured === captured) return captured;
    await this.#handBack();
    return undefined;
  }

  /** Rule 4: what came back on the same port from a reset is offered as a new device, whatever it is now. */
  async #comesBack(old: LocalDevice): Promise<LocalDevice | undefined> {
    await this.#handBack();
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(REENUMERATION_MS)]);
    while (!signal.aborted) {
      const back = this.#devices.find(
        (device) => device.portPath === old.portPath && device.key !== old.key && !isHub(device),
      );
      if (back !== undefined) {
        this.#take(back);
        return back;
      }
      await aborted(AbortSignal.any([signal, this.#devicesChanged.signal]));
    }
    return undefined;
  }

  #interrupted(): End {
    return this.#stopped() ? { kind: 'stopped' } : { kind: 'gone' };
  }

  #keepForAWhile(): void {
    if (this.#captured === undefined) return;
    clearTimeout(this.#giveBack);
    this.#giveBack = setTimeout(() => {
      void this.#handBack();
    }, this.#options.graceMs ?? DEFAULT_GRACE_MS);
  }

  async #handBack(): Promise<void> {
    clearTimeout(this.#giveBack);
    const captured = this.#captured;
    if (captured === undefined) return;
    this.#captured = undefined;
    await captured.release();
    this.#options.changed();
  }

  #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  #set(phase: RedirectionPhase, error?: RedirectionError): void {
    this.#phase = phase;
    this.#error = error;
    if (phase !== 'attached') this.#port = undefined;
    this.#options.changed();
  }

  /** For logs: "0781:5583 SanDisk Ultra -> VM a". */
  toString(): string {
    return `${this.#device === undefined ? 'no device' : labelOfDevice(this.#device)} -> VM ${this.target.vm}`;
  }
}
