/**
 * Owns the transfers of one device captured by libusb: many in flight, each cancellable, each completed once.
 * Never opens or claims (libusb/backend.ts does), never knows where the requests come from.
 */
import {
  DIRECTION_IN,
  interfaceNumbers,
  type OperationStatus,
  packetSizes,
  SETUP_LENGTH,
  type UrbStatus,
  type UsbSpeed,
} from '@farport/usb';
import type { Device, Transfer } from 'usb';
import type {
  CapturedDevice,
  CaptureOwner,
  CaptureUrb,
  DeviceDescriptors,
  OperationDone,
} from '../captured-device.ts';
import type { LocalDevice } from '../local-device.ts';
import type { MemoryShare } from '../transfer-memory.ts';
import { attachDrivers, claimAll, LibusbError, releaseAll } from './claims.ts';
import { controlIn } from './control.ts';
import type { NodeUsb } from './node-usb.ts';

const NOTHING = new Uint8Array();
/** libusb's name for "no configuration". */
const UNCONFIGURED = -1;
/** How long release waits for cancelled transfers before it closes nothing and leaves the rest to process exit. */
const DRAIN_MS = 3000;

/** One URB on its way: one transfer, or two where a zero-length packet follows the data. */
interface InFlight {
  readonly id: number;
  readonly isIn: boolean;
  readonly isControl: boolean;
  readonly shortNotOk: boolean;
  readonly length: number;
  readonly transfers: Transfer[];
  open: number;
  status: UrbStatus;
  actual: number;
}

export class LibusbCapturedDevice implements CapturedDevice {
  readonly local: LocalDevice;
  readonly descriptors: DeviceDescriptors;
  readonly speed: UsbSpeed;
  readonly memory: MemoryShare;
  readonly #usb: NodeUsb;
  readonly #device: Device;
  readonly #inFlight = new Map<number, InFlight>();
  readonly #statuses: ReadonlyMap<number, UrbStatus>;
  readonly #originalConfiguration: number;
  #interfaces: readonly number[];
  #packetSizes: Map<number, number>;
  #activeConfiguration: number;
  #owner: CaptureOwner | undefined;
  #gone = false;
  #drained: (() => void) | undefined;
  #released: Promise<void> | undefined;

  constructor(
    usb: NodeUsb,
    device: Device,
    local: LocalDevice,
    descriptors: DeviceDescriptors,
    interfaces: readonly number[],
    memory: MemoryShare,
  ) {
    this.memory = memory;
    this.#usb = usb;
    this.#device = device;
    this.local = local;
    this.descriptors = descriptors;
    this.speed = local.speed ?? 'full';
    this.#activeConfiguration = local.activeConfiguration;
    this.#originalConfiguration = local.activeConfiguration;
    this.#interfaces = interfaces;
    this.#packetSizes = this.#sizesOf(local.activeConfiguration);
    this.#statuses = new Map([
      [usb.LIBUSB_TRANSFER_COMPLETED, 'completed'],
      [usb.LIBUSB_TRANSFER_ERROR, 'transaction-error'],
      [usb.LIBUSB_TRANSFER_TIMED_OUT, 'timeout'],
      [usb.LIBUSB_TRANSFER_CANCELLED, 'cancelled'],
      [usb.LIBUSB_TRANSFER_STALL, 'stall'],
      [usb.LIBUSB_TRANSFER_NO_DEVICE, 'no-device'],
      [usb.LIBUSB_TRANSFER_OVERFLOW, 'babble'],
    ]);
  }

  get activeConfiguration(): number {
    return this.#activeConfiguration;
  }

  start(owner: CaptureOwner): void {
    this.#owner = owner;
  }

  submit(urb: CaptureUrb): void {
    const isIn = (urb.endpoint & DIRECTION_IN) !== 0;
    const isControl = urb.type === 'control';
    const type = this.#transferType(urb);
    // libusb would call an endpoint that is not there an I/O error.
    const exists = isControl || this.#packetSizes.has(urb.endpoint);
    if (type === undefined || !exists || urb.streamId !== 0) {
      this.#refuse(urb.id, 'invalid');
      return;
    }
    const inFlight: InFlight = {
      id: urb.id,
      isIn,
      isControl,
      shortNotOk: isIn && urb.shortNotOk,
      length: urb.length,
      transfers: [],
      open: 0,
      status: 'completed',
      actual: 0,
    };
    const buffer = bufferOf(urb, isIn, isControl);
    // libusb takes the direction of a control transfer from the SETUP packet; its endpoint is 0 either way.
    const endpoint = isControl ? urb.endpoint & 0x0f : urb.endpoint;
    const refusal = this.#send(inFlight, endpoint, type, buffer);
    if (refusal !== undefined) {
      this.#refuse(urb.id, refusal);
      return;
    }
    this.#inFlight.set(urb.id, inFlight);
    if (urb.zeroPacket && !isIn && !isControl && this.#endsOnPacket(urb)) {
      const late = this.#send(inFlight, endpoint, type, Buffer.alloc(0));
      if (late !== undefined) inFlight.status = late;
    }
  }

  cancel(id: number): boolean {
    const inFlight = this.#inFlight.get(id);
    if (inFlight === undefined) return false;
    for (const transfer of inFlight.transfers) {
      try {
        transfer.cancel();
      } catch {
        // The device is gone: the completion is on its way and says so.
      }
    }
    return true;
  }

  reset(done: OperationDone): void {
    this.#operation(done, (call) => {
      this.#device.reset((error) => {
        if (error === undefined && process.platform !== 'linux') {
          this.#compareAfterReset(call);
          return;
        }
        // Linux compares the descriptors itself: "not found" is a device that came back as something else.
        const changed = LibusbError.numberOf(error) === this.#usb.LIBUSB_ERROR_NOT_FOUND;
        if (changed) this.#lost();
        call(changed ? 'no-device' : this.#operationStatus(error));
      });
    });
  }

  setConfiguration(value: number, done: OperationDone): void {
    this.#operation(done, (call) => {
      void this.#changeConfiguration(value).then(
        () => {
          call('completed');
        },
        (error: unknown) => {
          call(this.#operationStatus(error));
        },
      );
    });
  }

  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void {
    this.#operation(done, (call) => {
      this.#device.__setInterface(interfaceNumber, alternate, (error) => {
        call(this.#operationStatus(error));
      });
    });
  }

  clearHalt(endpoint: number, done: OperationDone): void {
    this.#operation(done, (call) => {
      this.#device.__clearHalt(endpoint, (error) => {
        call(this.#operationStatus(error));
      });
    });
  }

  release(): Promise<void> {
    this.#released ??= this.#handBack().finally(() => {
      this.memory.close();
    });
    return this.#released;
  }

  #transferType(urb: CaptureUrb): number | undefined {
    switch (urb.type) {
      case 'control':
        return this.#usb.LIBUSB_TRANSFER_TYPE_CONTROL;
      case 'bulk':
        return this.#usb.LIBUSB_TRANSFER_TYPE_BULK;
      case 'interrupt':
        return this.#usb.LIBUSB_TRANSFER_TYPE_INTERRUPT;
      case 'isochronous':
        // node-usb allocates transfers without isochronous packets.
        return undefined;
    }
  }

  #endsOnPacket(urb: CaptureUrb): boolean {
    const size = this.#packetSizes.get(urb.endpoint) ?? 0;
    return size > 0 && urb.length > 0 && urb.length % size === 0;
  }

  /** Submits one transfer of a URB; answers why it could not. */
  #send(inFlight: InFlight, endpoint: number, type: number, buffer: Buffer): UrbStatus | undefined {
    if (this.#gone || this.#released !== undefined) return 'no-device';
    const isData = inFlight.transfers.length === 0;
    const transfer = new this.#usb.Transfer(this.#device, endpoint, type, 0, (error, bytes, actual) => {
      this.#transferDone(inFlight, isData, error, bytes, actual);
    });
    try {
      transfer.submit(buffer);
    } catch (error) {
      return this.#submitStatus(error);
    }
    inFlight.transfers.push(transfer);
    inFlight.open++;
    return undefined;
  }

  #transferDone(inFlight: InFlight, isData: boolean, error: unknown, bytes: Buffer, actual: number): void {
    const number = error === undefined || error === null ? 0 : LibusbError.numberOf(error);
    const status = this.#statuses.get(number ?? -1) ?? 'transaction-error';
    if (isData) inFlight.actual = actual;
    if (inFlight.status === 'completed') inFlight.status = status;
    inFlight.open--;
    if (inFlight.open > 0) return;

    this.#inFlight.delete(inFlight.id);
    if (inFlight.status === 'completed' && inFlight.shortNotOk && inFlight.actual < inFlight.length) {
      inFlight.status = 'transaction-error';
    }
    const start = inFlight.isControl ? SETUP_LENGTH : 0;
    const data = inFlight.isIn ? bytes.subarray(start, start + inFlight.actual) : NOTHING;
    if (this.#released === undefined) {
      this.#owner?.urbCompleted(inFlight.id, inFlight.status, inFlight.actual, data);
    }
    if (inFlight.status === 'no-device') this.#lost();
    if (this.#inFlight.size === 0) this.#drained?.();
  }

  #refuse(id: number, status: UrbStatus): void {
    queueMicrotask(() => {
      if (this.#released === undefined) this.#owner?.urbCompleted(id, status, 0, NOTHING);
    });
  }

  #submitStatus(error: unknown): UrbStatus {
    const usb = this.#usb;
    switch (LibusbError.numberOf(error)) {
      case usb.LIBUSB_ERROR_NO_DEVICE:
        return 'no-device';
      case usb.LIBUSB_ERROR_NO_MEM:
      case usb.LIBUSB_ERROR_BUSY:
        return 'no-resources';
      case usb.LIBUSB_ERROR_PIPE:
        return 'stall';
      case usb.LIBUSB_ERROR_IO:
        return 'transaction-error';
      default:
        return 'invalid';
    }
  }

  #operationStatus(error: unknown): OperationStatus {
    if (error === undefined || error === null) return 'completed';
    const usb = this.#usb;
    switch (LibusbError.numberOf(error)) {
      case usb.LIBUSB_ERROR_NO_DEVICE:
        return 'no-device';
      case usb.LIBUSB_ERROR_PIPE:
        return 'stall';
      case usb.LIBUSB_ERROR_TIMEOUT:
        return 'timeout';
      case usb.LIBUSB_ERROR_NOT_FOUND:
      case usb.LIBUSB_ERROR_INVALID_PARAM:
        return 'invalid';
      default:
        return 'transaction-error';
    }
  }

  #operation(done: OperationDone, start: (call: OperationDone) => void): void {
    if (this.#gone || this.#released !== undefined) {
      queueMicrotask(() => {
        done('no-device');
      });
      return;
    }
    try {
      start((status) => {
        done(status);
        if (status === 'no-device') this.#lost();
      });
    } catch (error) {
      const status = this.#operationStatus(error);
      queueMicrotask(() => {
        done(status);
      });
    }
  }

  #compareAfterReset(call: OperationDone): void {
    void controlIn(this.#usb, this.#device, 1 << 8, 0, 18).then((now) => {
      call(Buffer.compare(now, this.descriptors.device) === 0 ? 'completed' : 'no-device');
    });
  }

  async #changeConfiguration(value: number): Promise<void> {
    await releaseAll(this.#device, this.#interfaces);
    this.#interfaces = [];
    await this.#setConfiguration(value);
    this.#activeConfiguration = value;
    this.#packetSizes = this.#sizesOf(value);
    const interfaces = interfaceNumbers(this.#configuration(value));
    await claimAll(this.#usb, this.#device, interfaces);
    this.#interfaces = interfaces;
  }

  #setConfiguration(value: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#device.__setConfiguration(value === 0 ? UNCONFIGURED : value, (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }

  #configuration(value: number): Uint8Array {
    return this.descriptors.configurations.find((one) => one[5] === value) ?? NOTHING;
  }

  #sizesOf(value: number): Map<number, number> {
    return packetSizes(this.#configuration(value));
  }

  #lost(): void {
    if (this.#gone) return;
    this.#gone = true;
    // libusb ends the other transfers with "no device" by itself.
    if (this.#released === undefined) this.#owner?.deviceGone();
  }

  async #handBack(): Promise<void> {
    for (const id of this.#inFlight.keys()) this.cancel(id);
    if (!(await this.#drain())) return;
    if (!this.#gone) {
      const alive = await new Promise<boolean>((resolve) => {
        this.#device.reset((error) => {
          resolve(error === undefined);
        });
      });
      await releaseAll(this.#device, this.#interfaces);
      if (alive && this.#activeConfiguration !== this.#originalConfiguration) {
        // The kernel lets its drivers in by itself when a configuration is set.
        await this.#setConfiguration(this.#originalConfiguration).catch(() => undefined);
      }
      attachDrivers(this.#device, interfaceNumbers(this.#configuration(this.#originalConfiguration)));
    }
    try {
      this.#device.__close();
    } catch {
      // A request libusb still holds; the handle closes with the process.
    }
  }

  /** True once nothing is in flight. */
  async #drain(): Promise<boolean> {
    if (this.#inFlight.size === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const drained = new Promise<boolean>((resolve) => {
      this.#drained = () => {
        resolve(true);
      };
      timer = setTimeout(() => {
        resolve(false);
      }, DRAIN_MS);
    });
    const result = await drained;
    clearTimeout(timer);
    return result;
  }
}

/** What libusb wants: one buffer, for control with the SETUP packet before the data. */
function bufferOf(urb: CaptureUrb, isIn: boolean, isControl: boolean): Buffer {
  const data = isIn ? [] : (urb.data ?? []);
  if (isControl) {
    const buffer = Buffer.allocUnsafe(SETUP_LENGTH + urb.length);
    let at = 0;
    for (const piece of [urb.setup ?? NOTHING, ...data]) {
      buffer.set(piece, at);
      at += piece.length;
    }
    return buffer;
  }
  if (isIn) return Buffer.allocUnsafeSlow(urb.length);
  const [first = NOTHING] = data;
  if (data.length > 1) return Buffer.concat(data, urb.length);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}
