/**
 * Owns one device captured by the native usbfs engine: requests go down, completions come up in batches, each URB
 * is completed once. Never opens a network connection and never decides who may have the device.
 */
import type { UsbfsDevice } from '@farport/native';
import { DIRECTION_IN, type OperationStatus, type UsbSpeed } from '@farport/usb';
import type {
  CapturedDevice,
  CaptureOwner,
  CaptureUrb,
  DeviceDescriptors,
  OperationDone,
} from '../captured-device.ts';
import { deviceNode } from '../holders.ts';
import type { LocalDevice } from '../local-device.ts';
import type { MemoryShare } from '../transfer-memory.ts';
import { operationStatus, urbStatus } from './errno.ts';

/** Layout of one completion: native/binding.ts. */
const RECORD_LENGTH = 24;
const KIND_URB = 0;
const KIND_OPERATION = 1;
const KIND_GONE = 2;
const KIND_RELEASED = 3;
/** The engine waits for transfers, resets and sets the configuration; a dead device lets each of them run out. */
const RELEASE_TIMEOUT_MS = 15_000;
const ROOM = 256;
/** Batches in one turn of the event loop, so that a flood of completions does not keep the socket waiting. */
const BATCHES_PER_TURN = 8;

const TYPE = { interrupt: 1, control: 2, bulk: 3 } as const;
const FLAG_SHORT_NOT_OK = 0x01;
const FLAG_ZERO_PACKET = 0x40;

const NOTHING = new Uint8Array();
const SPEEDS: readonly (UsbSpeed | undefined)[] = [
  undefined,
  'low',
  'full',
  'high',
  undefined, // wireless
  'super',
  'super-plus',
];
/** Reads made before the device is handed on; the engine of a hung device must not hang with it. */
const DESCRIPTOR_TIMEOUT_MS = 2000;
const DESCRIPTOR_READ_ID = 0xffffffff;

type Constructor = new (node: string, wake: () => void) => UsbfsDevice;

/** What has to be remembered of a URB in flight; small numbers, so that nothing is allocated for it. */
const FLIGHT_IN = 1;
const FLIGHT_CANCELLED = 2;

export class NativeCapturedDevice implements CapturedDevice {
  readonly local: LocalDevice;
  readonly speed: UsbSpeed;
  readonly memory: MemoryShare;
  #descriptors: DeviceDescriptors | undefined;
  readonly #device: UsbfsDevice;
  readonly #records: DataView;
  readonly #inFlight = new Map<number, number>();
  readonly #operations = new Map<number, OperationDone>();
  #nextOperation = 1;
  #activeConfiguration: number;
  #owner: CaptureOwner | undefined;
  #reader: ((data: Uint8Array) => void) | undefined;
  #gone = false;
  #released: Promise<void> | undefined;
  #handedBack: (() => void) | undefined;
  readonly #refused: CompletionLater[] = [];

  private constructor(Device: Constructor, local: LocalDevice, memory: MemoryShare) {
    this.memory = memory;
    this.local = local;
    this.#device = new Device(deviceNode(local.bus, local.address), () => {
      this.#reap();
    });
    this.#records = new DataView(this.#device.completions());
    this.speed = SPEEDS[this.#device.speed()] ?? local.speed ?? 'full';
    this.#activeConfiguration = local.activeConfiguration;
  }

  /**
   * Opens, reads the descriptors by `read`, captures. Throws the addon's errors; what was opened is closed again.
   */
  static async open(
    Device: Constructor,
    local: LocalDevice,
    memory: MemoryShare,
    read: (device: NativeCapturedDevice, bytes: Uint8Array) => Promise<DeviceDescriptors>,
  ): Promise<NativeCapturedDevice> {
    const captured = new NativeCapturedDevice(Device, local, memory);
    try {
      captured.#descriptors = await read(captured, captured.#device.descriptors());
      await captured.#capture();
      return captured;
    } catch (error) {
      await captured.release();
      throw error;
    }
  }

  get descriptors(): DeviceDescriptors {
    if (this.#descriptors === undefined) throw new Error('the device is not captured yet');
    return this.#descriptors;
  }

  get activeConfiguration(): number {
    return this.#activeConfiguration;
  }

  start(owner: CaptureOwner): void {
    this.#owner = owner;
  }

  submit(urb: CaptureUrb): void {
    if (this.#gone || this.#released !== undefined) {
      this.#refuse(urb.id, 'no-device');
      return;
    }
    if (urb.type === 'isochronous' || urb.streamId !== 0) {
      this.#refuse(urb.id, 'invalid');
      return;
    }
    const isIn = (urb.endpoint & DIRECTION_IN) !== 0;
    const isControl = urb.type === 'control';
    const flags =
      (isIn && urb.shortNotOk ? FLAG_SHORT_NOT_OK : 0) |
      (!isIn && !isControl && urb.zeroPacket ? FLAG_ZERO_PACKET : 0);
    this.#inFlight.set(urb.id, isIn ? FLIGHT_IN : 0);
    try {
      this.#device.submit(
        urb.id,
        TYPE[urb.type],
        urb.endpoint,
        urb.setup ?? null,
        isIn ? null : (urb.data ?? null),
        urb.length,
        flags,
      );
    } catch {
      this.#inFlight.delete(urb.id);
      this.#refuse(urb.id, 'invalid');
    }
  }

  cancel(id: number): boolean {
    const flight = this.#inFlight.get(id);
    if (flight === undefined) return false;
    this.#inFlight.set(id, flight | FLIGHT_CANCELLED);
    this.#device.discard(id);
    return true;
  }

  reset(done: OperationDone): void {
    this.#operation(done, (id) => {
      this.#device.reset(id);
    });
  }

  setConfiguration(value: number, done: OperationDone): void {
    this.#operation(
      (status) => {
        if (status === 'completed') this.#activeConfiguration = value;
        done(status);
      },
      (id) => {
        this.#device.setConfiguration(id, value);
      },
    );
  }

  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void {
    this.#operation(done, (id) => {
      this.#device.setInterface(id, interfaceNumber, alternate);
    });
  }

  clearHalt(endpoint: number, done: OperationDone): void {
    this.#operation(done, (id) => {
      this.#device.clearHalt(id, endpoint);
    });
  }

  release(): Promise<void> {
    this.#released ??= new Promise((resolve) => {
      this.#handedBack = () => {
        clearTimeout(timer);
        this.memory.close();
        resolve();
      };
      const timer = setTimeout(this.#handedBack, RELEASE_TIMEOUT_MS);
      this.#inFlight.clear();
      this.#device.release();
      // Whoever asked for it from a callback of ours returns first.
      queueMicrotask(() => {
        this.#failOperations();
      });
    });
    return this.#released;
  }

  /** Takes as long as the local drivers need to let go; others are served meanwhile. */
  async #capture(): Promise<void> {
    const status = await new Promise<OperationStatus>((resolve) => {
      this.#operation(resolve, (id) => {
        this.#device.capture(id);
      });
    });
    this.#device.checkCaptured();
    if (status !== 'completed') throw new DeviceLeft(this.local);
  }

  /** GET_DESCRIPTOR before anybody else uses the device; empty where it refuses or does not answer in time. */
  getDescriptor(value: number, length: number): Promise<Uint8Array> {
    const setup = Buffer.from([0x80, 6, value & 0xff, value >> 8, 0, 0, length & 0xff, length >> 8]);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#device.discard(DESCRIPTOR_READ_ID), DESCRIPTOR_TIMEOUT_MS);
      this.#reader = (data) => {
        clearTimeout(timer);
        this.#reader = undefined;
        resolve(data);
      };
      this.#inFlight.set(DESCRIPTOR_READ_ID, FLIGHT_IN);
      try {
        this.#device.submit(DESCRIPTOR_READ_ID, TYPE.control, DIRECTION_IN, setup, null, length, 0);
      } catch {
        this.#inFlight.delete(DESCRIPTOR_READ_ID);
        this.#reader(NOTHING);
      }
    });
  }

  #reap(): void {
    for (let batch = 0; batch < BATCHES_PER_TURN; batch++) {
      const count = this.#device.reap();
      for (let i = 0; i < count; i++) this.#completed(i * RECORD_LENGTH);
      if (count < ROOM) return;
    }
    setImmediate(() => {
      this.#reap();
    });
  }

  #completed(at: number): void {
    const id = this.#records.getUint32(at, true);
    const kind = this.#records.getUint32(at + 4, true);
    const status = this.#records.getInt32(at + 8, true);
    const actual = this.#records.getUint32(at + 12, true);
    if (kind === KIND_URB) this.#urbCompleted(id, status, actual);
    else if (kind === KIND_OPERATION) this.#operationCompleted(id, status);
    else if (kind === KIND_GONE) this.#lost();
    else if (kind === KIND_RELEASED) this.#handedBack?.();
  }

  #urbCompleted(id: number, status: number, actual: number): void {
    const flight = this.#inFlight.get(id);
    if (flight === undefined) return;
    this.#inFlight.delete(id);
    const data = (flight & FLIGHT_IN) !== 0 ? this.#device.takeData(id) : NOTHING;
    if (id === DESCRIPTOR_READ_ID && this.#reader !== undefined) {
      this.#reader(status === 0 ? data : NOTHING);
      return;
    }
    this.#owner?.urbCompleted(id, urbStatus(status, (flight & FLIGHT_CANCELLED) !== 0), actual, data);
  }

  #operationCompleted(id: number, status: number): void {
    const done = this.#operations.get(id);
    if (done === undefined) return;
    this.#operations.delete(id);
    done(operationStatus(status));
  }

  #operation(done: OperationDone, start: (id: number) => void): void {
    const id = this.#nextOperation++ >>> 0;
    if (this.#gone || this.#released !== undefined) {
      queueMicrotask(() => {
        done('no-device');
      });
      return;
    }
    this.#operations.set(id, done);
    try {
      start(id);
    } catch {
      this.#operations.delete(id);
      queueMicrotask(() => {
        done('invalid');
      });
    }
  }

  #refuse(id: number, status: 'no-device' | 'invalid'): void {
    if (this.#refused.push({ id, status }) > 1) return;
    queueMicrotask(() => {
      for (const one of this.#refused.splice(0)) this.#owner?.urbCompleted(one.id, one.status, 0, NOTHING);
    });
  }

  #failOperations(): void {
    const waiting = [...this.#operations.values()];
    this.#operations.clear();
    for (const done of waiting) done('no-device');
  }

  #lost(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#failOperations();
    if (this.#released === undefined) this.#owner?.deviceGone();
  }
}

interface CompletionLater {
  readonly id: number;
  readonly status: 'no-device' | 'invalid';
}

/** The device went, or was released, before it was captured. */
class DeviceLeft extends Error {
  readonly code = 'usbfs.gone';
  constructor(local: LocalDevice) {
    super(`${deviceNode(local.bus, local.address)} is not captured any more`);
    this.name = 'DeviceLeft';
  }
}
