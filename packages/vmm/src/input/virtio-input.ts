/**
 * One virtio-input device (virtio 1.3, section 5.8): configuration, event queue and status queue.
 *
 * Owns the two queues. Which keys and axes there are stands in its description (devices.ts); when a person presses
 * them is the display session's.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { VirtioBackend, VirtioHost, VirtQueue } from '../virtio/backend.ts';
import { DescriptorChain, Virtqueue } from '../virtio/virtqueue.ts';
import { EV_LED } from './codes.ts';
import { EventQueue, type InputEvent } from './event-queue.ts';
import { InputConfig, type InputDescription } from './input-config.ts';

const DEVICE_ID_INPUT = 18;
const EVENT_QUEUE = 0;
const STATUS_QUEUE = 1;
const QUEUE_SIZE = 64;
/** struct virtio_input_event: le16 type, le16 code, le32 value. */
const EVENT_BYTES = 8;

export class VirtioInput implements VirtioBackend {
  readonly deviceId = DEVICE_ID_INPUT;
  readonly classCode: number;
  readonly featuresLow = 0;
  readonly featuresHigh = 0;
  readonly queueSizes = [QUEUE_SIZE, QUEUE_SIZE] as const;
  readonly config: Uint8Array;
  /** The driver turns LED `led` (LED_NUML, …) on or off. */
  onLed: (led: number, on: boolean) => void = () => undefined;

  readonly #memory: GuestMemory;
  readonly #config: InputConfig;
  readonly #events: EventQueue;
  readonly #chain: DescriptorChain;
  readonly #eventBytes = new Uint8Array(EVENT_BYTES);
  readonly #eventView = new DataView(this.#eventBytes.buffer);
  /** Buffers of the driver that are fit for an event, in order: taken, not given back. */
  #room: DescriptorChain[] = [];
  #spare: DescriptorChain[] = [];
  #host: VirtioHost | undefined;
  #eventQueue: Virtqueue | undefined;
  #statusQueue: Virtqueue | undefined;

  /** `classCode`: 0x090000 keyboard, 0x090200 mouse, 0x098000 other. */
  constructor(description: InputDescription, classCode: number, memory: GuestMemory) {
    this.classCode = classCode;
    this.#memory = memory;
    this.#config = new InputConfig(description);
    this.config = this.#config.bytes;
    this.#chain = new DescriptorChain(memory, QUEUE_SIZE);
    this.#events = new EventQueue((group) => this.#deliver(group));
  }

  bind(host: VirtioHost): void {
    this.#host = host;
  }

  writeConfig(offset: number, size: number, value: number): void {
    this.#config.write(offset, size, value);
  }

  activate(queues: readonly VirtQueue[]): void {
    const open = (index: number): Virtqueue | undefined => {
      const queue = queues.find((each) => each.index === index);
      return queue && new Virtqueue(queue, this.#memory, (gsi) => this.#host?.raise(gsi));
    };
    this.#events.reset();
    this.#eventQueue = open(EVENT_QUEUE);
    this.#statusQueue = open(STATUS_QUEUE);
  }

  reset(): void {
    this.#eventQueue = this.#statusQueue = undefined;
    this.#spare.push(...this.#room.splice(0));
    this.#events.reset();
    this.#config.reset();
  }

  notified(index: number): void {
    if (index === EVENT_QUEUE) this.#events.flush();
    else this.#readStatus();
  }

  /** What happened at one moment, without SYN_REPORT. Dropped while no driver listens. */
  send(events: readonly InputEvent[]): void {
    if (this.#eventQueue !== undefined)
      this.#host?.serve(() => {
        this.#events.push(events);
      });
  }

  isDown(code: number): boolean {
    return this.#events.isDown(code);
  }

  releaseAll(): void {
    if (this.#eventQueue !== undefined)
      this.#host?.serve(() => {
        this.#events.releaseAll();
      });
  }

  /** Groups that wait for the driver. */
  get backlog(): number {
    return this.#events.length;
  }

  #deliver(group: readonly InputEvent[]): boolean {
    const queue = this.#eventQueue;
    if (queue === undefined || !this.#gather(queue, group.length)) return false;
    for (const event of group) {
      const buffer = this.#room.shift();
      if (buffer === undefined) return false;
      this.#spare.push(buffer);
      this.#eventView.setUint16(0, event.type, true);
      this.#eventView.setUint16(2, event.code, true);
      this.#eventView.setInt32(4, event.value, true);
      queue.give(buffer.head, buffer.write(0, this.#eventBytes));
    }
    queue.publish();
    return true;
  }

  /** Takes buffers until there is room for `wanted` events; false when the driver has given too few. */
  #gather(queue: Virtqueue, wanted: number): boolean {
    // At most a ring full at a time: buffers too small for an event come back at once.
    for (let n = 0; n < QUEUE_SIZE && this.#room.length < wanted; n += 1) {
      const buffer = this.#spare.pop() ?? new DescriptorChain(this.#memory, QUEUE_SIZE);
      if (!queue.take(buffer)) {
        this.#spare.push(buffer);
        return false;
      }
      if (buffer.writable >= EVENT_BYTES) this.#room.push(buffer);
      else {
        // Too small for an event: back as it came.
        this.#spare.push(buffer);
        queue.give(buffer.head, 0);
        queue.publish();
      }
    }
    return this.#room.length >= wanted;
  }

  #readStatus(): void {
    const queue = this.#statusQueue;
    if (queue === undefined) return;
    // At most a ring full at a time, however fast the driver refills it.
    for (let n = 0; n < QUEUE_SIZE && queue.take(this.#chain); n += 1) {
      const whole = this.#chain.read(0, this.#eventBytes) === EVENT_BYTES;
      queue.give(this.#chain.head, 0);
      if (whole && this.#eventView.getUint16(0, true) === EV_LED) {
        this.onLed(this.#eventView.getUint16(2, true), this.#eventView.getInt32(4, true) !== 0);
      }
    }
    queue.publish();
  }
}
