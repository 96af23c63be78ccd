/**
 * Stands for a USB device captured on a real machine, for tests of what is built on a capture backend: a bulk pair
 * (0x81, 0x02), an interrupt endpoint (0x83) and control. URBs wait until the test lets them end. Like a real
 * backend it answers later, never from inside a call, and it notes every breach of the contract by its user.
 */
import type { OperationStatus, UrbStatus } from '@farport/usb';
import type {
  CaptureBackend,
  CapturedDevice,
  CaptureOwner,
  CaptureUrb,
  DeviceDescriptors,
  OperationDone,
} from '../captured-device.ts';
import type { LocalDevice } from '../local-device.ts';
import { type MemoryShare, TransferMemory } from '../transfer-memory.ts';

/** A vendor class device, high speed: USB 2.0, section 9.6. */
export const FAKE_DESCRIPTORS: DeviceDescriptors = {
  device: Uint8Array.from([18, 1, 0, 2, 0xff, 0, 0, 64, 0x81, 0x07, 0x83, 0x55, 0, 1, 1, 2, 3, 1]),
  configurations: [
    Uint8Array.from([
      ...[9, 2, 39, 0, 1, 1, 0, 0x80, 50],
      ...[9, 4, 0, 0, 3, 0xff, 0, 0, 0],
      ...[7, 5, 0x81, 2, 0, 2, 0],
      ...[7, 5, 0x02, 2, 0, 2, 0],
      ...[7, 5, 0x83, 3, 8, 0, 4],
    ]),
  ],
  bos: new Uint8Array(),
};

export function fakeLocalDevice(change: Partial<LocalDevice> = {}): LocalDevice {
  const device = {
    portPath: '1-1',
    bus: 1,
    address: 2,
    vendorId: 0x0781,
    productId: 0x5583,
    classCode: 0,
    speed: 'high' as const,
    serial: 'S1',
    manufacturer: 'Farport',
    product: 'Fake',
    activeConfiguration: 1,
    interfaces: [{ number: 0, classCode: 0xff, subclass: 0, protocol: 0, driver: undefined }],
    descriptorFaults: [],
    programs: [],
    ...change,
  };
  return { key: `${device.portPath}@${device.address}`, ...device };
}

interface Waiting {
  readonly id: number;
  readonly endpoint: number;
  readonly length: number;
  readonly data: readonly Uint8Array[] | undefined;
  cancelled: boolean;
  /** Bytes that have moved so far: what a cancel reports. */
  moved: number;
}

const NOTHING = new Uint8Array();

export class FakeCapturedDevice implements CapturedDevice {
  readonly local: LocalDevice;
  readonly descriptors: DeviceDescriptors;
  readonly speed = 'high';
  readonly memory: MemoryShare;
  activeConfiguration = 1;
  /** URBs in the device, in the order they came. */
  readonly waiting = new Map<number, Waiting>();
  /** Operations that the device was asked, in order: "reset", "configuration 1", … */
  readonly operations: string[] = [];
  /** Operations that wait for `answer`; undefined: each is answered by itself. */
  held: ((status: OperationStatus) => void)[] | undefined;
  /** What the user did that the contract forbids. */
  readonly breaches: string[] = [];
  /** Called for every cancel, in order. */
  onCancel: (id: number) => void = () => undefined;
  released = false;
  gone = false;
  #owner: CaptureOwner | undefined;
  #operating = 0;

  constructor(
    local: LocalDevice = fakeLocalDevice(),
    descriptors: DeviceDescriptors = FAKE_DESCRIPTORS,
    memory: TransferMemory = new TransferMemory(Infinity),
  ) {
    this.memory = memory.share();
    this.local = local;
    this.descriptors = descriptors;
  }

  start(owner: CaptureOwner): void {
    if (this.waiting.size > 0) this.breaches.push('start with URBs in flight');
    this.#owner = owner;
  }

  submit(urb: CaptureUrb): void {
    if (this.#owner === undefined) this.breaches.push('submit before start');
    if (this.released) this.breaches.push('submit after release');
    if (this.#operating > 0) this.breaches.push('submit during an operation');
    if (this.waiting.has(urb.id)) this.breaches.push(`id ${urb.id} is in flight`);
    const { id, endpoint, length, data } = urb;
    this.waiting.set(id, { id, endpoint, length, data, cancelled: false, moved: 0 });
    if (this.gone) this.end(id, 'no-device', 0);
  }

  cancel(id: number): boolean {
    this.onCancel(id);
    const urb = this.waiting.get(id);
    if (urb === undefined) return false;
    if (!urb.cancelled) {
      urb.cancelled = true;
      queueMicrotask(() => {
        this.end(id, 'cancelled', urb.moved);
      });
    }
    return true;
  }

  /** So much of a URB has moved, and it goes on. */
  moves(id: number, length: number): void {
    const urb = this.waiting.get(id);
    if (urb !== undefined) urb.moved = length;
  }

  /** Ends a URB, as the hardware would; nothing happens where it has ended already. IN data counts 0, 1, 2, …. */
  end(id: number, status: UrbStatus, actualLength: number): void {
    const urb = this.waiting.get(id);
    if (urb === undefined) return;
    this.waiting.delete(id);
    const isIn = (urb.endpoint & 0x80) !== 0;
    const data = isIn ? Uint8Array.from({ length: actualLength }, (_, i) => i & 0xff) : NOTHING;
    const owner = this.#owner;
    queueMicrotask(() => {
      if (!this.released) owner?.urbCompleted(id, status, actualLength, data);
    });
  }

  /** The device is pulled out. */
  unplug(): void {
    if (this.gone) return;
    this.gone = true;
    for (const id of [...this.waiting.keys()]) this.end(id, 'no-device', 0);
    queueMicrotask(() => {
      if (!this.released) this.#owner?.deviceGone();
    });
  }

  reset(done: OperationDone): void {
    if (this.waiting.size > 0) this.breaches.push('reset with URBs in flight');
    this.#operation('reset', done);
  }

  setConfiguration(value: number, done: OperationDone): void {
    if (this.waiting.size > 0) this.breaches.push('set configuration with URBs in flight');
    this.activeConfiguration = value;
    this.#operation(`configuration ${value}`, done);
  }

  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void {
    this.#operation(`interface ${interfaceNumber} ${alternate}`, done);
  }

  clearHalt(endpoint: number, done: OperationDone): void {
    this.#operation(`clear ${endpoint.toString(16)}`, done);
  }

  /** Answers the oldest operation that waits. */
  answer(status: OperationStatus): void {
    this.held?.shift()?.(status);
  }

  release(): Promise<void> {
    this.released = true;
    this.waiting.clear();
    this.memory.close();
    return Promise.resolve();
  }

  #operation(name: string, done: OperationDone): void {
    this.operations.push(name);
    this.#operating++;
    const finish = (status: OperationStatus): void => {
      this.#operating--;
      done(status);
    };
    if (this.held !== undefined) {
      this.held.push(finish);
      return;
    }
    queueMicrotask(() => {
      finish(this.gone ? 'no-device' : 'completed');
    });
  }
}

/** Gives out FakeCapturedDevices and remembers them. */
export class FakeBackend implements CaptureBackend {
  readonly name = 'fake';
  readonly captured: FakeCapturedDevice[] = [];
  /** Thrown by the next capture. */
  failure: Error | undefined;

  capture(local: LocalDevice): Promise<CapturedDevice> {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) return Promise.reject(failure);
    const device = new FakeCapturedDevice(local);
    this.captured.push(device);
    return Promise.resolve(device);
  }

  get last(): FakeCapturedDevice {
    const device = this.captured.at(-1);
    if (device === undefined) throw new Error('nothing was captured');
    return device;
  }
}
