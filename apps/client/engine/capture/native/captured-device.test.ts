import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UsbfsDevice } from '@farport/native';
import { FAKE_DESCRIPTORS, fakeLocalDevice } from '../fake/fake-captured-device.ts';
import { TransferMemory } from '../transfer-memory.ts';
import { NativeCapturedDevice } from './captured-device.ts';

const RECORD_LENGTH = 24;
const KIND_OPERATION = 1;
const KIND_GONE = 2;
const KIND_RELEASED = 3;
const EBUSY = 16;

/** Stands for the addon's engine (native/binding.ts): it takes calls, and the test lets them end. */
class FakeUsbfs implements UsbfsDevice {
  static last: FakeUsbfs;
  readonly calls: string[] = [];
  refusal: Error | undefined;
  submitted: { setup: Uint8Array | null; data: readonly Uint8Array[] | null } | undefined;
  readonly #wake: () => void;
  readonly #records = new ArrayBuffer(256 * RECORD_LENGTH);
  #waiting: [id: number, kind: number, status: number][] = [];

  constructor(_node: string, wake: () => void) {
    this.#wake = wake;
    FakeUsbfs.last = this;
  }
  descriptors(): Buffer {
    return Buffer.from(FAKE_DESCRIPTORS.device);
  }
  speed(): number {
    return 3;
  }
  capabilities(): number {
    return 0;
  }
  capture(id: number): void {
    this.calls.push(`capture ${id}`);
  }
  checkCaptured(): void {
    if (this.refusal !== undefined) throw this.refusal;
  }
  submit(...[id, , , setup, data]: Parameters<UsbfsDevice['submit']>): ReturnType<UsbfsDevice['submit']> {
    this.calls.push(`submit ${id}`);
    this.submitted = { setup, data };
  }
  discard(): boolean {
    return true;
  }
  reset(): void {
    this.calls.push('reset');
  }
  setConfiguration(): void {
    this.calls.push('set configuration');
  }
  setInterface(): void {
    this.calls.push('set interface');
  }
  clearHalt(): void {
    this.calls.push('clear halt');
  }
  completions(): ArrayBuffer {
    return this.#records;
  }
  reap(): number {
    const view = new DataView(this.#records);
    const ended = this.#waiting.splice(0);
    for (const [index, [id, kind, status]] of ended.entries()) {
      view.setUint32(index * RECORD_LENGTH, id, true);
      view.setUint32(index * RECORD_LENGTH + 4, kind, true);
      view.setInt32(index * RECORD_LENGTH + 8, status, true);
    }
    return ended.length;
  }
  takeData(): Buffer {
    return Buffer.alloc(0);
  }
  release(): void {
    this.calls.push('release');
    this.end(0, KIND_RELEASED, 0);
  }

  end(id: number, kind: number, status: number): void {
    this.#waiting.push([id, kind, status]);
    queueMicrotask(this.#wake);
  }
}

function open(): Promise<NativeCapturedDevice> {
  const memory = new TransferMemory(Infinity).share();
  return NativeCapturedDevice.open(FakeUsbfs, fakeLocalDevice(), memory, () =>
    Promise.resolve(FAKE_DESCRIPTORS),
  );
}

async function opened(): Promise<NativeCapturedDevice> {
  const opening = open();
  await turn();
  FakeUsbfs.last.end(1, KIND_OPERATION, 0);
  return opening;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('capturing by usbfs', () => {
  it('lets others be served while a driver takes its time to let go', async () => {
    let opened = false;
    const opening = open().then(() => (opened = true));
    await turn();
    assert.deepEqual(FakeUsbfs.last.calls, ['capture 1']);
    assert.equal(opened, false);
    FakeUsbfs.last.end(1, KIND_OPERATION, 0);
    await opening;
  });

  it('tells what kept it from the device, and closes what was opened', async () => {
    const opening = open();
    await turn();
    FakeUsbfs.last.refusal = Object.assign(new Error('in use'), { code: 'usbfs.busy' });
    FakeUsbfs.last.end(1, KIND_OPERATION, -EBUSY);
    await assert.rejects(opening, { code: 'usbfs.busy' });
    assert.deepEqual(FakeUsbfs.last.calls, ['capture 1', 'release']);
  });

  it('ends where the device goes meanwhile', async () => {
    const opening = open();
    await turn();
    FakeUsbfs.last.end(0, KIND_GONE, 0);
    await assert.rejects(opening, { code: 'usbfs.gone' });
  });
});

describe('OUT data to usbfs', () => {
  const urb = { id: 7, endpoint: 0x02, zeroPacket: false, shortNotOk: false, streamId: 0 };

  it('goes down in the pieces in which it came: only the engine copies it', async () => {
    const device = await opened();
    const data = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    device.submit({ ...urb, type: 'bulk', setup: undefined, data, length: 3 });
    assert.equal(FakeUsbfs.last.submitted?.data, data);
  });

  it('of a control transfer is not joined to its SETUP packet', async () => {
    const device = await opened();
    const setup = Uint8Array.of(0x21, 9, 0, 0, 0, 0, 2, 0);
    const data = [Uint8Array.of(1, 2)];
    device.submit({ ...urb, type: 'control', endpoint: 0, setup, data, length: 2 });
    assert.equal(FakeUsbfs.last.submitted?.setup, setup);
    assert.equal(FakeUsbfs.last.submitted.data, data);
  });
});
