/**
 * The part of a virtio device that is the same for every type: status, feature negotiation, queue set-up, interrupt
 * vectors (virtio 1.3, sections 2.1, 2.2, 3.1 and 4.1.4.3).
 *
 * Owns what the driver has said. Touches no ring: when the driver is ready the backend's data plane gets the checked
 * queues, and a reset ends only when the data plane has let go of them.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { Log } from '../machine/log.ts';
import type { VirtioBackend, VirtQueue } from './backend.ts';
import type { CommonConfigTarget, CommonField } from './common-config.ts';
import { NO_VECTOR, QueueConfig, type RingPart } from './queue-config.ts';
import { VirtqueueError } from './virtqueue.ts';
import { DeviceStatus, DRIVER_OK, type DeviceState, type StatusStep } from './status.ts';

/** VIRTIO_F_VERSION_1 (6): the device has no legacy interface, a driver must accept it. Bit 32. */
const VERSION_1_HIGH = 1;

/** What the transport needs of the bus that it is on. */
export interface TransportBus {
  readonly vectors: number;
  /** Route of an MSI-X vector; of no vector, one that leads nowhere. */
  gsiOf(vector: number | undefined): number;
  raise(vector: number): void;
  /** Fires an interrupt route by its number, as data planes do. */
  raiseRoute(gsi: number): void;
  /** Whether the device may use memory. */
  readonly mayUseMemory: boolean;
  /** Guest physical address of queue `index`'s notify register; undefined while it is not decoded. */
  notifyAddress(index: number): number | undefined;
}

export class VirtioTransport implements CommonConfigTarget {
  readonly #name: string;
  readonly #backend: VirtioBackend;
  readonly #memory: GuestMemory;
  readonly #bus: TransportBus;
  readonly #log: Log;
  readonly #status = new DeviceStatus();
  readonly #queues: readonly QueueConfig[];
  readonly #offered: readonly [number, number];
  readonly #accepted: [number, number] = [0, 0];
  #deviceFeatureSelect = 0;
  #driverFeatureSelect = 0;
  #queueSelect = 0;
  #configVector = NO_VECTOR;
  #configChanged = false;
  #configGeneration = 0;
  #serving = false;

  constructor(name: string, backend: VirtioBackend, memory: GuestMemory, bus: TransportBus, log: Log) {
    this.#name = name;
    this.#backend = backend;
    this.#memory = memory;
    this.#bus = bus;
    this.#log = log;
    this.#queues = backend.queueSizes.map((size) => new QueueConfig(size));
    this.#offered = [backend.featuresLow >>> 0, (backend.featuresHigh | VERSION_1_HIGH) >>> 0];
    backend.bind?.({
      configChanged: () => {
        this.#configGeneration = (this.#configGeneration + 1) & 0xff;
        if ((this.#status.bits & DRIVER_OK) !== 0) this.#notifyConfigChange();
      },
      raise: (gsi) => {
        bus.raiseRoute(gsi);
      },
      serve: (work) => {
        this.#serve(work);
      },
    });
  }

  get state(): DeviceState {
    return this.#status.state;
  }

  /** Back to the state at power-on; returns when the data plane uses no guest memory any more. */
  reset(): void {
    this.#stopServing();
    this.#status.reset();
    for (const queue of this.#queues) queue.reset();
    this.#accepted.fill(0);
    this.#deviceFeatureSelect = this.#driverFeatureSelect = this.#queueSelect = 0;
    this.#configVector = NO_VECTOR;
    this.#configChanged = false;
  }

  /** The device cannot go on: stops serving, tells the driver by DEVICE_NEEDS_RESET and a configuration interrupt. */
  needReset(reason: string): void {
    this.#log('warn', 'a virtio device waits for its driver to reset it', { device: this.#name, reason });
    this.#stopServing();
    const wasLive = (this.#status.bits & DRIVER_OK) !== 0;
    this.#status.needsReset();
    if (wasLive) this.#notifyConfigChange();
  }

  /** The driver put buffers into queue `index`. */
  notified(index: number): void {
    if (index < this.#queues.length) this.#serve(() => this.#backend.notified?.(index));
  }

  /** The driver writes device configuration; what a backend does not take is ignored. */
  writeConfig(offset: number, size: number, value: number): void {
    if (offset + size <= this.#backend.config.length) this.#backend.writeConfig?.(offset, size, value);
  }

  /** The ISR status byte (4.1.4.5); reading clears it. Queue interrupts need no bit: they come by MSI-X only. */
  takeIsr(): number {
    const isr = this.#configChanged ? 2 : 0;
    this.#configChanged = false;
    return isr;
  }

  readField(field: CommonField): number {
    const queue = this.#queues[this.#queueSelect];
    switch (field) {
      case 'device_feature_select':
        return this.#deviceFeatureSelect;
      case 'device_feature':
        return this.#offered[this.#deviceFeatureSelect] ?? 0;
      case 'driver_feature_select':
        return this.#driverFeatureSelect;
      case 'driver_feature':
        return this.#accepted[this.#driverFeatureSelect] ?? 0;
      case 'config_msix_vector':
        return this.#configVector;
      case 'num_queues':
        return this.#queues.length;
      case 'device_status':
        return this.#status.bits;
      case 'config_generation':
        return this.#configGeneration;
      case 'queue_select':
        return this.#queueSelect;
      // A queue that is not there has size 0 (4.1.4.3.1).
      case 'queue_size':
        return queue?.size ?? 0;
      case 'queue_msix_vector':
        return queue?.vector ?? NO_VECTOR;
      case 'queue_enable':
        return queue?.enabled === true ? 1 : 0;
      case 'queue_notify_off':
      case 'queue_notify_data':
        return queue === undefined ? 0 : this.#queueSelect;
      case 'queue_reset':
        return 0;
    }
  }

  writeField(field: CommonField, value: number): void {
    switch (field) {
      case 'device_feature_select':
        this.#deviceFeatureSelect = value;
        return;
      case 'driver_feature_select':
        this.#driverFeatureSelect = value;
        return;
      case 'driver_feature':
        if (this.#status.state === 'driver' && this.#driverFeatureSelect < 2) {
          this.#accepted[this.#driverFeatureSelect] = value >>> 0;
        }
        return;
      case 'config_msix_vector':
        this.#configVector = this.#checkedVector(value);
        return;
      case 'device_status':
        this.#writeStatus(value);
        return;
      case 'queue_select':
        this.#queueSelect = value;
        return;
      case 'queue_size':
        this.#changeable()?.setSize(value);
        return;
      case 'queue_msix_vector': {
        const queue = this.#changeable();
        if (queue !== undefined) queue.vector = this.#checkedVector(value);
        return;
      }
      case 'queue_enable': {
        // A driver must not write 0 (4.1.4.3.2).
        const queue = this.#changeable();
        if (queue !== undefined && value === 1) queue.enabled = true;
        return;
      }
      case 'device_feature':
      case 'num_queues':
      case 'config_generation':
      case 'queue_notify_off':
      case 'queue_notify_data':
      case 'queue_reset':
        return;
    }
  }

  readRingHalf(part: RingPart, high: boolean): number {
    return this.#queues[this.#queueSelect]?.half(part, high) ?? 0;
  }

  writeRingHalf(part: RingPart, high: boolean, value: number): void {
    this.#changeable()?.setHalf(part, high, value);
  }

  /** The selected queue while its set-up may change: before DRIVER_OK, and before it is enabled. */
  #changeable(): QueueConfig | undefined {
    if (this.#status.state === 'live' || this.#status.state === 'failed') return undefined;
    const queue = this.#queues[this.#queueSelect];
    return queue?.enabled === true ? undefined : queue;
  }

  #checkedVector(value: number): number {
    return value < this.#bus.vectors ? value : NO_VECTOR;
  }

  #writeStatus(value: number): void {
    if (value === 0) this.reset();
    else this.#status.advance(value, (step) => this.#perform(step));
  }

  #perform(step: StatusStep): boolean {
    switch (step) {
      case 'acknowledge':
      case 'driver':
        return true;
      case 'negotiate':
        return this.#featuresAreGood();
      case 'activate':
        return this.#activate();
      case 'fail':
        this.#log('warn', 'the guest gave up on a virtio device', { device: this.#name });
        this.#stopServing();
        return true;
    }
  }

  #featuresAreGood(): boolean {
    const [low, high] = this.#accepted;
    const unknown = (low & ~this.#offered[0]) !== 0 || (high & ~this.#offered[1]) !== 0;
    return !unknown && (high & VERSION_1_HIGH) !== 0;
  }

  #activate(): boolean {
    if (!this.#bus.mayUseMemory) {
      this.needReset('its driver did not make it bus master');
      return false;
    }
    const queues: VirtQueue[] = [];
    for (const [index, queue] of this.#queues.entries()) {
      if (!queue.enabled) continue;
      const notify = this.#bus.notifyAddress(index);
      if (notify === undefined || !queue.fits(this.#memory)) {
        this.needReset(`queue ${index} is misaligned, outside RAM, or its notify register is not decoded`);
        return false;
      }
      queues.push({
        index,
        size: queue.size,
        desc: queue.address('desc'),
        driver: queue.address('driver'),
        device: queue.address('device'),
        gsi: this.#bus.gsiOf(queue.vector === NO_VECTOR ? undefined : queue.vector),
        notify,
      });
    }
    try {
      this.#serving = true;
      this.#backend.activate(queues, this.#accepted[0], this.#accepted[1]);
      return true;
    } catch (error) {
      this.needReset(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  #serve(work: () => void): void {
    if (!this.#serving) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof VirtqueueError)) throw error;
      this.needReset(error.message);
    }
  }

  #stopServing(): void {
    if (!this.#serving) return;
    this.#serving = false;
    this.#backend.reset();
  }

  #notifyConfigChange(): void {
    this.#configChanged = true;
    if (this.#configVector !== NO_VECTOR) this.#bus.raise(this.#configVector);
  }
}
