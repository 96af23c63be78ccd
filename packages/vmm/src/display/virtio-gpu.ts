/**
 * The virtio-gpu device, 2D (virtio 1.3, section 5.7): queues, configuration and the monitors that the guest is told
 * of. Owns the order of work: commands run one after the other on the main loop, a fence is done when its command is
 * answered, and a driver that asks for more than a slice of work waits its turn. What a command does is the
 * controller's (gpu-commands.ts).
 */
import type { Clock, Timer } from '../machine/clock.ts';
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { VirtioBackend, VirtioHost, VirtQueue } from '../virtio/backend.ts';
import { DescriptorChain, Virtqueue } from '../virtio/virtqueue.ts';
import { makeEdid, type MonitorMode } from './edid.ts';
import { GpuCommands, type GpuLimits } from './gpu-commands.ts';
import {
  CONFIG,
  DISPLAY_INFO_BYTES,
  DISPLAY_ONE_BYTES,
  EDID_AT,
  EDID_RESPONSE_BYTES,
  EDID_SIZE_AT,
  EVENT_DISPLAY,
  F_EDID,
  HDR_BYTES,
} from './gpu-protocol.ts';
import type { ScreenSink } from './screen.ts';

const DEVICE_ID_GPU = 16;
/** Display controller, other. */
const CLASS_CODE = 0x03_80_00;
const CONTROL_QUEUE = 0;
const CURSOR_QUEUE = 1;
const CONTROL_SIZE = 256;
const CURSOR_SIZE = 16;

/** Heads that a machine may have. */
export const MAX_HEADS = 4;
/** What a monitor may show: less is no desktop, more no driver has planes for. */
export const MIN_SIDE = 64;
export const MAX_SIDE = 8192;

/**
 * A mode that is set within the first time of hearing of monitors is set because of them; a head is off meanwhile, and
 * back on within the second.
 */
const FOLLOWS_US = 10_000_000;
const DARK_US = 1_000_000;

/** Work in one go, in the units of GpuCommands: some 5 ms. Then sockets and USB have their turn. */
const SLICE = 64 << 20;

/** A monitor at a head, and where it stands beside the others; undefined: none is plugged in. */
export interface Monitor extends MonitorMode {
  readonly x: number;
  readonly y: number;
}

export interface VirtioGpuOptions {
  readonly memory: GuestMemory;
  readonly clock: Clock;
  readonly sink: ScreenSink;
  /** Monitors at power-on, one entry for each head: 1 … MAX_HEADS. */
  readonly monitors: readonly (Monitor | undefined)[];
  readonly limits?: Partial<GpuLimits>;
}

export class VirtioGpu implements VirtioBackend {
  readonly deviceId = DEVICE_ID_GPU;
  readonly classCode = CLASS_CODE;
  readonly featuresLow = F_EDID;
  readonly featuresHigh = 0;
  readonly queueSizes = [CONTROL_SIZE, CURSOR_SIZE] as const;
  readonly config = new Uint8Array(CONFIG.bytes);

  readonly #memory: GuestMemory;
  readonly #clock: Clock;
  readonly #chain: DescriptorChain;
  readonly #commands: GpuCommands;
  readonly #configView = new DataView(this.config.buffer);
  readonly #queues: (Virtqueue | undefined)[] = [undefined, undefined];
  #monitors: readonly (Monitor | undefined)[];
  #host: VirtioHost | undefined;
  /** Monitors changed since the driver last asked for them. */
  #unseen = false;
  /** They changed, and the driver has not asked since; then when it did, until it is reminded. */
  #changed = false;
  #learntUs: number | undefined;
  /** Heads that went off because of it, and when that is looked at. */
  readonly #dark = new Set<number>();
  #darkTimer: Timer | undefined;
  #later: Timer | undefined;

  constructor({ memory, clock, sink, monitors, limits }: VirtioGpuOptions) {
    if (monitors.length < 1 || monitors.length > MAX_HEADS) throw new RangeError('1 to 4 heads');
    this.#memory = memory;
    this.#clock = clock;
    this.#monitors = monitors;
    this.#chain = new DescriptorChain(memory, CONTROL_SIZE);
    this.#commands = new GpuCommands({
      memory,
      sink,
      heads: monitors.length,
      limits: limits ?? {},
      displayInfo: () => this.#displayInfo(),
      edid: (head) => this.#edid(head),
      turnedOff: (head) => {
        this.#turnedOff(head);
      },
    });
    this.#configView.setUint32(CONFIG.scanouts, monitors.length, true);
  }

  get monitors(): readonly (Monitor | undefined)[] {
    return this.#monitors;
  }

  /** Bytes of pixels that the driver holds. */
  get usedBytes(): number {
    return this.#commands.usedBytes;
  }

  /** Plugs other monitors in; the guest is told. Sides are brought into MIN_SIDE … MAX_SIDE. */
  setMonitors(monitors: readonly (Monitor | undefined)[]): void {
    const side = (value: number) => Math.min(Math.max(Math.trunc(value), MIN_SIDE), MAX_SIDE);
    this.#monitors = this.#monitors.map((_, head) => {
      const wanted = monitors[head];
      return wanted && { ...wanted, width: side(wanted.width), height: side(wanted.height) };
    });
    this.#changed = true;
    this.#tellMonitors();
  }

  bind(host: VirtioHost): void {
    this.#host = host;
  }

  writeConfig(offset: number, size: number, value: number): void {
    if (offset !== CONFIG.eventsClear || size !== 4) return;
    const events = this.#configView.getUint32(CONFIG.eventsRead, true);
    this.#configView.setUint32(CONFIG.eventsRead, (events & ~value) >>> 0, true);
    // It cleared an event that came after it last asked: without this the change would be lost.
    if (this.#unseen && (value & EVENT_DISPLAY) !== 0) this.#tellMonitors();
  }

  activate(queues: readonly VirtQueue[], featuresLow: number): void {
    this.#commands.edidTaken = (featuresLow & F_EDID) !== 0;
    for (const queue of queues) {
      this.#queues[queue.index] = new Virtqueue(queue, this.#memory, (gsi) => this.#host?.raise(gsi));
    }
  }

  reset(): void {
    this.#queues.fill(undefined);
    this.#later?.cancel();
    this.#later = undefined;
    this.#commands.reset();
    this.#darkTimer?.cancel();
    this.#darkTimer = undefined;
    this.#dark.clear();
    this.#configView.setUint32(CONFIG.eventsRead, 0, true);
    this.#unseen = this.#changed = false;
    this.#learntUs = undefined;
  }

  notified(): void {
    if (this.#later === undefined) this.#work();
  }

  #work(): void {
    const until = this.#commands.work + SLICE;
    for (const index of [CURSOR_QUEUE, CONTROL_QUEUE]) {
      const queue = this.#queues[index];
      if (queue === undefined) continue;
      while (this.#commands.work < until && queue.take(this.#chain)) {
        queue.give(this.#chain.head, this.#commands.run(this.#chain));
      }
      queue.publish();
    }
    if (this.#commands.work < until) return;
    this.#later = this.#clock.after(0, () => {
      this.#later = undefined;
      this.#host?.serve(() => {
        this.#work();
      });
    });
  }

  #tellMonitors(): void {
    this.#unseen = true;
    const events = this.#configView.getUint32(CONFIG.eventsRead, true);
    this.#configView.setUint32(CONFIG.eventsRead, events | EVENT_DISPLAY, true);
    this.#host?.configChanged();
  }

  /**
   * A head that a change of monitors put out may stay so: Linux's console was seen to leave it off until the next thing
   * is drawn, which on a still screen is never. A driver sees to it when it hears of the monitors again; once is enough.
   */
  #turnedOff(head: number): void {
    if (this.#learntUs === undefined || this.#clock.nowUs() - this.#learntUs > FOLLOWS_US) return;
    this.#dark.add(head);
    this.#darkTimer ??= this.#clock.after(DARK_US, () => {
      this.#darkTimer = undefined;
      const isDark = [...this.#dark].some(
        (one) => this.#monitors[one] !== undefined && !this.#commands.shows(one),
      );
      this.#dark.clear();
      if (!isDark) return;
      this.#learntUs = undefined;
      this.#tellMonitors();
    });
  }

  /** 5.7.6.8, GET_DISPLAY_INFO. */
  #displayInfo(): Uint8Array {
    this.#unseen = false;
    if (this.#changed) {
      this.#changed = false;
      this.#learntUs = this.#clock.nowUs();
    }
    const view = new DataView(new ArrayBuffer(DISPLAY_INFO_BYTES));
    this.#monitors.forEach((monitor, head) => {
      if (monitor === undefined) return;
      const at = HDR_BYTES + DISPLAY_ONE_BYTES * head;
      [monitor.x, monitor.y, monitor.width, monitor.height, 1].forEach((value, n) => {
        view.setUint32(at + 4 * n, value, true);
      });
    });
    return new Uint8Array(view.buffer);
  }

  /** 5.7.6.8, GET_EDID: empty where no monitor is plugged in. */
  #edid(head: number): Uint8Array {
    const view = new DataView(new ArrayBuffer(EDID_RESPONSE_BYTES));
    const monitor = this.#monitors[head];
    if (monitor !== undefined) {
      const edid = makeEdid(monitor, head);
      view.setUint32(EDID_SIZE_AT, edid.length, true);
      new Uint8Array(view.buffer).set(edid, EDID_AT);
    }
    return new Uint8Array(view.buffer);
  }
}
