/**
 * A virtio-console device with named ports (virtio 1.3, section 5.3, VIRTIO_CONSOLE_F_MULTIPORT): byte streams between
 * a program in the guest and one of ours, for example the port of a SPICE agent.
 *
 * Owns queues, control messages and each port's bounded buffer. What the bytes mean is the port user's. Port 0, which
 * drivers take for a console, does not exist.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { VirtioBackend, VirtioHost, VirtQueue } from '../virtio/backend.ts';
import { DescriptorChain, Virtqueue } from '../virtio/virtqueue.ts';

const DEVICE_ID_CONSOLE = 3;
/** Communication controller, other. */
const CLASS_CODE = 0x07_80_00;
const F_MULTIPORT = 1 << 1;
const QUEUE_SIZE = 64;
const CONTROL_IN = 2;
const CONTROL_OUT = 3;

/** struct virtio_console_config (5.3.4): columns, rows, number of ports, emergency write. */
const CONFIG_BYTES = 12;
const CONFIG_PORTS = 4;

/** struct virtio_console_control (5.3.6.2): id, event, value. */
const CONTROL_BYTES = 8;
const DEVICE_READY = 0;
const PORT_ADD = 1;
const PORT_READY = 3;
const PORT_OPEN = 6;
const PORT_NAME = 7;

/** Bytes that wait for the guest; more `write` does not take. */
export const MAX_WAITING = 256 << 10;
/** Bytes of one buffer handed on at a time. */
const MAX_CHUNK = 64 << 10;
/** How often work may make more work before the guest is looked at again. */
const MAX_ROUNDS = 4;
/** Control messages that wait for buffers: more than a driver that reads ever lets pile up. */
const MAX_CONTROL = 64;

/** What a port's user is told. */
export interface PortHandlers {
  /** Bytes from the guest; a copy. False: no more until `resume`. */
  data(bytes: Uint8Array): boolean;
  /** A program in the guest has opened the port, or closed it. */
  guestOpen(open: boolean): void;
  /** There is room again after a `write` that was not taken whole. */
  drained(): void;
}

/** The queues of port n: 0 and 1 for port 0, then behind the control queues two for each (5.3.2). */
function inputQueue(port: number): number {
  return port === 0 ? 0 : 2 + 2 * port;
}

/** One named port, numbered from 1. */
export class ConsolePort {
  readonly id: number;
  readonly name: string;
  readonly #device: VirtioConsole;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #refused = false;
  /** The driver knows the port. */
  ready = false;
  guestIsOpen = false;
  hostIsOpen = false;
  paused = false;
  handlers: PortHandlers = { data: () => true, guestOpen: () => undefined, drained: () => undefined };

  /** For VirtioConsole. */
  constructor(device: VirtioConsole, id: number, name: string) {
    this.#device = device;
    this.id = id;
    this.name = name;
  }

  /** Bytes for the guest; returns how many were taken. None while no program in the guest has the port open. */
  write(bytes: Uint8Array): number {
    if (!this.guestIsOpen) return 0;
    const taken = Math.min(bytes.length, MAX_WAITING - this.#waitingBytes);
    this.#refused ||= taken < bytes.length;
    if (taken > 0) this.#waiting.push(bytes.slice(0, taken));
    this.#waitingBytes += taken;
    this.#device.serve();
    return taken;
  }

  /** Says whether someone on our side uses the port; the guest's program is told. */
  setOpen(open: boolean): void {
    if (this.hostIsOpen === open) return;
    this.hostIsOpen = open;
    if (this.ready) this.#device.control(this.id, PORT_OPEN, open ? 1 : 0);
  }

  /** Takes data again after `data` has answered false. */
  resume(): void {
    this.paused = false;
    this.#device.serve();
  }

  /** For VirtioConsole: moves waiting bytes into the driver's buffers. */
  fill(queue: Virtqueue, chain: DescriptorChain): void {
    // At most a ring full at a time: buffers may be empty, and come back at once.
    for (let n = 0; n < QUEUE_SIZE && this.#waiting.length > 0 && queue.take(chain); n += 1) {
      queue.give(chain.head, this.#fillOne(chain));
    }
    queue.publish();
    if (this.#refused && this.#waitingBytes < MAX_WAITING / 2) {
      this.#refused = false;
      this.handlers.drained();
    }
  }

  /** Returns how many bytes are in the buffer. */
  #fillOne(chain: DescriptorChain): number {
    let at = 0;
    for (let first = this.#waiting[0]; first !== undefined && at < chain.writable; first = this.#waiting[0]) {
      const written = chain.write(at, first);
      at += written;
      this.#waitingBytes -= written;
      if (written === first.length) this.#waiting.shift();
      else this.#waiting[0] = first.subarray(written);
    }
    return at;
  }

  /** For VirtioConsole: the guest's end is gone, and what waited for it. */
  forget(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#refused = this.ready = this.paused = false;
    this.setGuestOpen(false);
  }

  /** For VirtioConsole. */
  setGuestOpen(open: boolean): void {
    if (this.guestIsOpen === open) return;
    this.guestIsOpen = open;
    if (!open) {
      this.#waiting = [];
      this.#waitingBytes = 0;
    }
    this.handlers.guestOpen(open);
  }
}

export class VirtioConsole implements VirtioBackend {
  readonly deviceId = DEVICE_ID_CONSOLE;
  readonly classCode = CLASS_CODE;
  readonly featuresLow = F_MULTIPORT;
  readonly featuresHigh = 0;
  readonly queueSizes: readonly number[];
  readonly config = new Uint8Array(CONFIG_BYTES);
  readonly ports: readonly ConsolePort[];

  readonly #memory: GuestMemory;
  readonly #chain: DescriptorChain;
  readonly #queues: (Virtqueue | undefined)[] = [];
  readonly #control: Uint8Array[] = [];
  readonly #message = new Uint8Array(CONTROL_BYTES);
  #multiport = false;
  #working = false;
  #again = false;
  #host: VirtioHost | undefined;

  /** `names`: of ports 1, 2, …, as the guest finds them in /dev/virtio-ports. */
  constructor(memory: GuestMemory, names: readonly string[]) {
    this.#memory = memory;
    this.#chain = new DescriptorChain(memory, QUEUE_SIZE);
    this.ports = names.map((name, n) => new ConsolePort(this, n + 1, name));
    this.queueSizes = Array.from({ length: 2 * (names.length + 2) }, () => QUEUE_SIZE);
    new DataView(this.config.buffer).setUint32(CONFIG_PORTS, names.length + 1, true);
  }

  bind(host: VirtioHost): void {
    this.#host = host;
  }

  activate(queues: readonly VirtQueue[], featuresLow: number): void {
    this.#multiport = (featuresLow & F_MULTIPORT) !== 0;
    for (const queue of queues) {
      this.#queues[queue.index] = new Virtqueue(queue, this.#memory, (gsi) => this.#host?.raise(gsi));
    }
  }

  reset(): void {
    this.#queues.length = 0;
    this.#control.length = 0;
    for (const port of this.ports) port.forget();
  }

  notified(): void {
    this.#work();
  }

  /** For ConsolePort: something can be done. */
  serve(): void {
    this.#host?.serve(() => {
      this.#work();
    });
  }

  /** For ConsolePort: tells the driver. A driver that reads nothing is told nothing more. */
  control(id: number, event: number, value: number): void {
    this.#push(id, event, value);
    this.serve();
  }

  #push(id: number, event: number, value: number, name = ''): void {
    if (this.#control.length >= MAX_CONTROL) return;
    const text = new TextEncoder().encode(name);
    const bytes = new Uint8Array(CONTROL_BYTES + text.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, id, true);
    view.setUint16(4, event, true);
    view.setUint16(6, value, true);
    bytes.set(text, CONTROL_BYTES);
    this.#control.push(bytes);
  }

  /** Not from inside itself: a port's user may write while it is given data. */
  #work(): void {
    if (!this.#multiport) return;
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#working = true;
    try {
      let round = 0;
      do {
        this.#again = false;
        round += 1;
        this.#hearControl();
        this.#tellControl();
        for (const port of this.ports) this.#move(port);
      } while (this.#wantsMore() && round < MAX_ROUNDS);
    } finally {
      this.#working = false;
    }
  }

  /** A question of its own, because it changes while we work. */
  #wantsMore(): boolean {
    return this.#again;
  }

  #move(port: ConsolePort): void {
    this.#drain(port);
    const input = this.#queues[inputQueue(port.id)];
    if (input !== undefined) port.fill(input, this.#chain);
  }

  #tellControl(): void {
    const queue = this.#queues[CONTROL_IN];
    while (queue !== undefined && this.#control[0] !== undefined && queue.take(this.#chain)) {
      const written = this.#chain.write(0, this.#control[0]);
      this.#control.shift();
      queue.give(this.#chain.head, written);
    }
    queue?.publish();
  }

  /** At most a ring full at a time, however fast the driver refills it. */
  #hearControl(): void {
    const queue = this.#queues[CONTROL_OUT];
    for (let n = 0; queue !== undefined && n < QUEUE_SIZE && queue.take(this.#chain); n += 1) {
      const whole = this.#chain.read(0, this.#message) === CONTROL_BYTES;
      queue.give(this.#chain.head, 0);
      const view = new DataView(this.#message.buffer);
      if (whole) this.#hear(view.getUint32(0, true), view.getUint16(4, true), view.getUint16(6, true));
    }
    queue?.publish();
  }

  #hear(id: number, event: number, value: number): void {
    if (event === DEVICE_READY) {
      if (value === 1) for (const each of this.ports) this.#push(each.id, PORT_ADD, 0);
      return;
    }
    const port = this.ports[id - 1];
    if (port === undefined) return;
    if (event === PORT_READY && value === 1) {
      port.ready = true;
      this.#push(id, PORT_NAME, 1, port.name);
      if (port.hostIsOpen) this.#push(id, PORT_OPEN, 1);
    } else if (event === PORT_OPEN) {
      port.setGuestOpen(value === 1);
    }
  }

  #drain(port: ConsolePort): void {
    const queue = this.#queues[inputQueue(port.id) + 1];
    for (let n = 0; queue !== undefined && !port.paused && n < QUEUE_SIZE; n += 1) {
      if (!queue.take(this.#chain)) break;
      // No driver has buffers of megabytes; of one that does, no more is read.
      for (let at = 0; at < this.#chain.readable && at < QUEUE_SIZE * MAX_CHUNK; at += MAX_CHUNK) {
        const bytes = new Uint8Array(Math.min(MAX_CHUNK, this.#chain.readable - at));
        this.#chain.read(at, bytes);
        if (!port.handlers.data(bytes)) port.paused = true;
      }
      queue.give(this.#chain.head, 0);
    }
    queue?.publish();
  }
}
