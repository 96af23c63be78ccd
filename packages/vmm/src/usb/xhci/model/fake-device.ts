/**
 * FakeUsbDevice stands for a device behind a network: it keeps URBs until a test, or its script, completes them,
 * and answers cancels and operations when told to.
 */
import type { OperationStatus, UrbStatus, UsbSpeed } from '@farport/usb';
import type { OperationDone, Urb, UsbDevice } from '../../usb-device.ts';

export interface PendingOperation {
  readonly name: string;
  readonly done: OperationDone;
}

export class FakeUsbDevice implements UsbDevice {
  readonly speed: UsbSpeed;
  readonly label = 'fake device';
  /** URBs not yet completed, in order of submission. */
  readonly open: Urb[] = [];
  /** In order of the cancel calls. */
  readonly cancelled: Urb[] = [];
  readonly operations: PendingOperation[] = [];
  /** Names of all operations and submits so far. */
  readonly log: string[] = [];
  isDetached = false;

  constructor(speed: UsbSpeed = 'high') {
    this.speed = speed;
  }

  submit(urb: Urb): void {
    this.log.push(`submit ${urb.type} ${urb.endpoint.toString(16)} ${urb.length}`);
    this.open.push(urb);
  }

  cancel(urb: Urb): void {
    this.log.push('cancel');
    this.cancelled.push(urb);
  }

  reset(done: OperationDone): void {
    this.#operation('reset', done);
  }

  setConfiguration(value: number, done: OperationDone): void {
    this.#operation(`setConfiguration ${value}`, done);
  }

  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void {
    this.#operation(`setInterface ${interfaceNumber} ${alternate}`, done);
  }

  clearHalt(endpoint: number, done: OperationDone): void {
    this.#operation(`clearHalt ${endpoint.toString(16)}`, done);
  }

  awaitOperations(): void {
    this.log.push('awaitOperations');
  }

  detached(): void {
    this.isDetached = true;
    for (const urb of [...this.open]) this.complete(urb, 'no-device', 0);
  }

  /** Completes `urb`; of IN data, `bytes` go to its buffers and count as moved. */
  complete(urb: Urb, status: UrbStatus, moved: number | Uint8Array): void {
    const at = this.open.indexOf(urb);
    if (at < 0) throw new Error('this URB is not open');
    this.open.splice(at, 1);
    urb.status = status;
    urb.actualLength = typeof moved === 'number' ? moved : scatter(urb.buffers, moved);
    urb.owner.urbCompleted(urb);
  }

  /** Completes the oldest open URB. */
  completeNext(status: UrbStatus = 'completed', moved?: number | Uint8Array): Urb {
    const [urb] = this.open;
    if (urb === undefined) throw new Error('no URB is open');
    this.complete(urb, status, moved ?? urb.length);
    return urb;
  }

  /** Answers the oldest operation. */
  finishOperation(status: OperationStatus = 'completed'): string {
    const operation = this.operations.shift();
    if (operation === undefined) throw new Error('no operation waits');
    operation.done(status);
    return operation.name;
  }

  #operation(name: string, done: OperationDone): void {
    this.log.push(name);
    this.operations.push({ name, done });
  }
}

function scatter(buffers: readonly Uint8Array[], bytes: Uint8Array): number {
  let from = 0;
  for (const buffer of buffers) {
    const part = bytes.subarray(from, from + buffer.byteLength);
    buffer.set(part);
    from += part.byteLength;
  }
  return from;
}

/** All bytes of a URB's buffers, copied. */
export function gather(urb: Urb): Uint8Array {
  return new Uint8Array(Buffer.concat(urb.buffers));
}
