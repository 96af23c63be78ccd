/**
 * One virtual machine, from its configuration to its end: what the agent and the tools hold.
 *
 * Owns the lifecycle: create, start, pause, resume, reset, power off. Knows no register; devices are the board's.
 */
import { EventEmitter } from 'node:events';
import { BlkDevice, DisplayEncoder, Machine } from '@farport/native';
import { Display } from '../display/display.ts';
import type { DisplaySession } from '../display/display-session.ts';
import type { BlkDataPlane } from '../disk/virtio-blk.ts';
import type { UsbPorts } from '../usb/usb-device.ts';
import { XhciController } from '../usb/xhci/index.ts';
import { Board, type BoardMachine, type BoardSpec } from './board.ts';
import { checkConfig, type VmConfig } from './config.ts';
import { silent, type Log } from './log.ts';
import { LOW_RAM_END, MIB_BYTES } from './memory-map.ts';
import { NodeClock } from './node-clock.ts';
import { SerialInput } from './serial-input.ts';

export type VmState = 'created' | 'running' | 'paused' | 'stopped';

/**
 * Why a VM ended: the guest powered off, its keeper stopped it, or it failed with an error that has a `code`
 * (`machine.kvm`, `machine.region_fault`, or one of the addon's when a reboot could not load the kernel again).
 */
export type StopReason =
  | { readonly kind: 'powered-off' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: Error };

export interface VmOptions {
  readonly log?: Log;
  /** Ports of the xHCI controller in each range; 8 when absent. */
  readonly usb2Ports?: number;
  readonly usb3Ports?: number;
}

/** The part of the native machine that a VM uses. */
export type VmMachine = BoardMachine &
  Pick<
    Machine,
    | 'start'
    | 'stop'
    | 'pause'
    | 'resume'
    | 'resetVcpus'
    | 'loadLinux'
    | 'takeConsole'
    | 'serialInput'
    | 'lastError'
  >;
export type VmDisk = BlkDataPlane & Pick<BlkDevice, 'stats' | 'close'>;

export interface VmParts {
  readonly machine: VmMachine;
  readonly disks: readonly VmDisk[];
}

export class VmStateError extends Error {
  readonly code = 'machine.state';
  constructor(action: string, state: VmState) {
    super(`cannot ${action} a VM that is ${state}`);
    this.name = 'VmStateError';
  }
}

export class KvmFailedError extends Error {
  readonly code = 'machine.kvm';
  constructor(reason: string) {
    super(
      `KVM could not go on with the guest (${reason}): start the VM again; if it recurs, try another kernel`,
    );
    this.name = 'KvmFailedError';
  }
}

export interface VmStats {
  /** Register accesses that TypeScript served, and the batches that they came in. */
  readonly accesses: { reads: number; writes: number; posted: number; batches: number };
  readonly disks: readonly ReturnType<BlkDevice['stats']>[];
  readonly reboots: number;
}

// Events of the native machine (binding.ts).
const EVENT_TRIPLE_FAULT = 1;
const EVENT_KVM_ERROR = 2;
const EVENT_CONSOLE = 3;
const EVENT_PAUSED = 4;

/**
 * A guest writes its console a byte at a time, and each byte by itself would wake the main loop. What it writes in
 * this time is passed on at once; the native machine keeps it meanwhile. An echo comes soon, a stream in larger pieces.
 */
const CONSOLE_GATHER_MS = 4;
const CONSOLE_STREAM_GATHER_MS = 25;
const DEFAULT_PORTS = 8;
/** Windows wants at least 64. */
const DEVICE_SLOTS = 64;

export class VirtualMachine extends EventEmitter<{
  console: [Uint8Array];
  state: [VmState];
  stopped: [StopReason];
}> {
  readonly config: VmConfig;
  readonly #machine: VmMachine;
  readonly #board: Board;
  readonly #disks: readonly VmDisk[];
  readonly #clock: NodeClock;
  readonly #input: SerialInput;
  readonly #log: Log;
  #state: VmState = 'created';
  #reboots = 0;
  /** Every vCPU stands. */
  #standing = false;
  #whenStanding: (() => void)[] = [];
  /** Pause, resume and reset one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #resetQueued = false;
  #consoleTimer: NodeJS.Timeout | undefined;
  #consoleDrainedAt = -Infinity;

  /**
   * Makes the VM and loads its kernel; nothing runs yet. Throws `machine.config`, `machine.pci_full`, and the addon's
   * errors: `kvm.*`, `kernel.*`, `disk.*`. What was made until then is given back.
   */
  static create(config: VmConfig, options: VmOptions = {}): VirtualMachine {
    checkConfig(config);
    const machine = new Machine({
      ramBytes: config.memoryMiB * MIB_BYTES,
      lowRamEnd: LOW_RAM_END,
      vcpus: config.vcpus,
    });
    const disks: BlkDevice[] = [];
    try {
      for (const disk of config.disks) disks.push(new BlkDevice(machine, disk));
      return new VirtualMachine(config, { machine, disks }, options);
    } catch (error) {
      for (const disk of disks) disk.close();
      machine.stop();
      throw error;
    }
  }

  /** For tests, which bring a FakeMachine; everybody else uses `create`. Loads the kernel. */
  constructor(config: VmConfig, parts: VmParts, options: VmOptions = {}) {
    super();
    const { machine, disks } = parts;
    this.config = config;
    this.#machine = machine;
    this.#disks = disks;
    this.#log = options.log ?? silent;
    this.#clock = new NodeClock((error) => {
      this.#fail(error);
    });
    this.#input = new SerialInput((bytes) => machine.serialInput(bytes), this.#clock);
    this.#board = new Board(
      machine,
      {
        vcpus: config.vcpus,
        disks,
        ...displayOf(config),
        createUsb: (memory, clock, messages) =>
          new XhciController({
            memory,
            clock,
            interrupters: messages,
            contextSize: 64,
            slots: DEVICE_SLOTS,
            log: (message) => {
              this.#log('warn', message, { vm: config.name, function: 'xhci' });
            },
            usb2Ports: options.usb2Ports ?? DEFAULT_PORTS,
            usb3Ports: options.usb3Ports ?? DEFAULT_PORTS,
          }),
      },
      this.#clock,
      {
        event: (code) => {
          this.#event(code);
        },
        fault: (error) => {
          this.#fail(error);
        },
        powerOff: () => {
          this.#end({ kind: 'powered-off' });
        },
        reset: () => {
          this.reset();
        },
      },
      this.#log,
    );
    try {
      this.#load();
    } catch (error) {
      // Its encoder has a thread, which would outlive us.
      this.#board.display?.session.close();
      throw error;
    }
  }

  get state(): VmState {
    return this.#state;
  }

  /** Where USB devices are plugged in. */
  get usb(): UsbPorts {
    return this.#board.usb;
  }

  /** Where viewers connect; undefined where the VM has no screen. */
  get display(): DisplaySession | undefined {
    return this.#board.display?.session;
  }

  /** Lets the vCPUs run. Throws `machine.state` unless the VM was just created. */
  start(): void {
    if (this.#state !== 'created') throw new VmStateError('start', this.#state);
    this.#machine.start(this.#board.loop.run);
    this.#become('running');
  }

  /** Resolves when every vCPU stands. Harmless when paused already; rejects with `machine.state` when not started or over. */
  pause(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#state === 'paused') return;
      if (this.#state !== 'running') throw new VmStateError('pause', this.#state);
      await this.#stand();
      if (this.#is('running')) this.#become('paused');
    });
  }

  /** Lets a paused VM go on, after whatever was asked before. */
  resume(): void {
    void this.#enqueue(() => {
      if (this.#state === 'paused') {
        this.#go();
        this.#become('running');
      }
      return Promise.resolve();
    });
  }

  /** Presses the power button: a guest that listens shuts down. */
  powerButton(): void {
    if (this.#state === 'running' || this.#state === 'paused') this.#board.pressPowerButton();
  }

  /** Pulls the reset line: every device and vCPU starts anew, the kernel is loaded again. USB devices stay plugged in. */
  reset(): void {
    if (this.#resetQueued || this.#state === 'stopped' || this.#state === 'created') return;
    this.#resetQueued = true;
    void this.#enqueue(async () => {
      await this.#stand();
      this.#resetQueued = false;
      if (this.#is('stopped')) return;
      try {
        await this.#board.reset();
        if (this.#is('stopped')) return;
        this.#machine.resetVcpus();
        this.#load();
      } catch (error) {
        this.#fail(error);
        return;
      }
      this.#reboots += 1;
      this.#log('info', 'the VM was reset', { vm: this.config.name });
      if (this.#is('running')) this.#go();
    });
  }

  /** Ends the VM at once, as pulling the plug does. Resolves when its threads are gone and its files closed. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#state === 'stopped') {
        resolve();
        return;
      }
      this.once('stopped', () => {
        resolve();
      });
      this.#end({ kind: 'stopped' });
    });
  }

  /** Types at the serial console. What the guest does not read in time is kept up to 64 KiB. */
  consoleInput(bytes: Uint8Array): void {
    if (this.#state !== 'stopped') this.#input.write(bytes);
  }

  stats(): VmStats {
    return {
      accesses: { ...this.#board.loop.counts },
      disks: this.#state === 'stopped' ? [] : this.#disks.map((disk) => disk.stats()),
      reboots: this.#reboots,
    };
  }

  #load(): void {
    const rsdp = this.#board.writeAcpi();
    const { kernel, initrd, cmdline } = this.config;
    this.#machine.loadLinux({ kernel, cmdline, rsdp, ...(initrd === undefined ? {} : { initrd }) });
  }

  /** A question of its own, because the state may have changed while we waited. */
  #is(state: VmState): boolean {
    return this.#state === state;
  }

  #become(state: VmState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit('state', state);
  }

  #enqueue(operation: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(operation);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Brings every vCPU to a stand. */
  async #stand(): Promise<void> {
    if (this.#standing || this.#state === 'stopped') return;
    this.#machine.pause();
    await new Promise<void>((resolve) => this.#whenStanding.push(resolve));
  }

  #go(): void {
    this.#standing = false;
    this.#machine.resume();
  }

  #stands(): void {
    this.#standing = true;
    const waiting = this.#whenStanding;
    this.#whenStanding = [];
    for (const resolve of waiting) resolve();
  }

  #event(code: number): void {
    switch (code) {
      case EVENT_TRIPLE_FAULT:
        this.reset();
        return;
      case EVENT_KVM_ERROR:
        this.#fail(new KvmFailedError(this.#machine.lastError()));
        return;
      case EVENT_CONSOLE:
        this.#gatherConsole();
        return;
      case EVENT_PAUSED:
        this.#stands();
        return;
      default:
        this.#log('warn', 'unknown event of the native machine', { code });
    }
  }

  #gatherConsole(): void {
    const streams = performance.now() - this.#consoleDrainedAt < CONSOLE_STREAM_GATHER_MS;
    const gatherMs = streams ? CONSOLE_STREAM_GATHER_MS : CONSOLE_GATHER_MS;
    this.#consoleTimer ??= setTimeout(this.#drainConsole, gatherMs);
  }

  readonly #drainConsole = (): void => {
    clearTimeout(this.#consoleTimer);
    this.#consoleTimer = undefined;
    this.#consoleDrainedAt = performance.now();
    const bytes = this.#machine.takeConsole();
    if (bytes.length > 0) this.emit('console', bytes);
  };

  #fail(error: unknown): void {
    const known = error instanceof Error ? error : new Error(String(error));
    this.#log('error', 'the VM failed', { vm: this.config.name, error: known.message });
    this.#end({ kind: 'failed', error: known });
  }

  /** Ends the VM once; from the main loop, so that an access at hand is answered first. */
  #end(reason: StopReason): void {
    if (this.#state === 'stopped') return;
    this.#become('stopped');
    setImmediate(() => {
      this.#input.close();
      this.#drainConsole();
      this.#board.close();
      this.#machine.stop();
      for (const disk of this.#disks) disk.close();
      this.#clock.close();
      this.#stands();
      this.emit('stopped', reason);
    });
  }
}

function displayOf({ display }: VmConfig): Pick<BoardSpec, 'createDisplay'> {
  if (display === undefined) return {};
  return {
    createDisplay: (memory, clock) =>
      new Display(display, memory, clock, (heads, wake) => new DisplayEncoder(heads, wake)),
  };
}
