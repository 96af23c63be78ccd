/**
 * What the conformance suite of the capture backends works with: a captured device with promises instead of
 * callbacks, commands of the bulk-only transport, and waiting for the kernel. Test code only.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationStatus, TransferType, UrbStatus } from '@farport/usb';
import type {
  CaptureBackend,
  CapturedDevice,
  CaptureOwner,
  OperationDone,
} from '../../../apps/client/engine/capture/captured-device.ts';
import type { LocalDevice } from '../../../apps/client/engine/capture/local-device.ts';
import { listSysfs } from '../../../apps/client/engine/capture/sysfs.ts';

export interface Ended {
  readonly status: UrbStatus;
  readonly actual: number;
  readonly data: Buffer;
}

const NOTHING = new Uint8Array();
const WAIT_MS = 8_000;

/** Asks the one who runs the lab to do something with his hands. */
export function ask(what: string): void {
  process.stdout.write(`ask: ${what}\n`);
}

/** The device with this product name (and speed); waits until it is there and its driver has it. */
export async function plugged(
  product: string,
  driver: string,
  speed?: LocalDevice['speed'],
): Promise<LocalDevice> {
  return until(`${product} with driver ${driver}`, async () =>
    (await listSysfs()).find(
      (device) =>
        device.product === product &&
        (speed === undefined || device.speed === speed) &&
        device.interfaces[0]?.driver === driver,
    ),
  );
}

export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(performance.now() < end, `no ${what} within ${WAIT_MS / 1000} s`);
    await sleep(20);
  }
}

export async function driverOf(portPath: string): Promise<string | undefined> {
  return (await listSysfs()).find((device) => device.portPath === portPath)?.interfaces[0]?.driver;
}

/** A captured device; counts the completions of every URB. */
export class Bench implements CaptureOwner {
  static readonly #open = new Set<Bench>();
  readonly device: CapturedDevice;
  readonly completions = new Map<number, number>();
  gone = 0;
  #next = 1;
  readonly #waiting = new Map<number, (ended: Ended) => void>();

  private constructor(device: CapturedDevice) {
    this.device = device;
    device.start(this);
    Bench.#open.add(this);
  }

  static async capture(backend: CaptureBackend, device: LocalDevice): Promise<Bench> {
    return new Bench(await backend.capture(device));
  }

  urbCompleted(id: number, status: UrbStatus, actual: number, data: Uint8Array): void {
    this.completions.set(id, (this.completions.get(id) ?? 0) + 1);
    this.#waiting.get(id)?.({ status, actual, data: Buffer.from(data) });
    this.#waiting.delete(id);
  }

  deviceGone(): void {
    this.gone++;
  }

  submit(
    type: TransferType,
    endpoint: number,
    length: number,
    more: { data?: Uint8Array; setup?: number[]; zeroPacket?: boolean } = {},
  ): { id: number; ended: Promise<Ended> } {
    const id = this.#next++;
    const { promise, resolve } = Promise.withResolvers<Ended>();
    this.#waiting.set(id, resolve);
    this.device.submit({
      id,
      type,
      endpoint,
      setup: more.setup === undefined ? undefined : Uint8Array.from(more.setup),
      data: more.data === undefined ? undefined : pieces(more.data),
      length: more.data?.length ?? length,
      zeroPacket: more.zeroPacket ?? false,
      shortNotOk: false,
      streamId: 0,
    });
    assert.equal(this.completions.has(id), false, 'a completion from inside submit');
    return { id, ended: promise };
  }

  bulkIn(length: number): { id: number; ended: Promise<Ended> } {
    return this.submit('bulk', 0x81, length);
  }

  bulkOut(data: Uint8Array): Promise<Ended> {
    return this.submit('bulk', 0x02, 0, { data }).ended;
  }

  controlIn(setup: number[]): Promise<Ended> {
    return this.submit('control', 0x80, (setup[6] ?? 0) | ((setup[7] ?? 0) << 8), { setup }).ended;
  }

  controlOut(setup: number[], data: Uint8Array = NOTHING): Promise<Ended> {
    return this.submit('control', 0x00, 0, { setup, data }).ended;
  }

  operation(start: (device: CapturedDevice, done: OperationDone) => void): Promise<OperationStatus> {
    return new Promise((resolve) => {
      start(this.device, resolve);
    });
  }

  /** Bulk-only transport, section 5: command, data, status. IN where `out` is missing. */
  async command(command: number[], length: number, out?: Uint8Array, wanted = length): Promise<Buffer> {
    const wrapper = Buffer.alloc(31);
    wrapper.write('USBC');
    wrapper.writeUInt32LE(7, 4);
    wrapper.writeUInt32LE(length, 8);
    wrapper[12] = out === undefined ? 0x80 : 0;
    wrapper[14] = command.length;
    wrapper.set(command, 15);
    // One phase after the other, as usb-storage does: QEMU's stick stalls an IN that comes before its turn, where a
    // real one lets it wait.
    const sent = await this.bulkOut(wrapper);
    const moved = await (out === undefined ? this.bulkIn(wanted).ended : this.bulkOut(out));
    const status = await this.bulkIn(13).ended;
    assert.deepEqual([sent.status, sent.actual], ['completed', 31]);
    assert.equal(moved.status, 'completed');
    assert.deepEqual([status.status, status.actual], ['completed', 13]);
    assert.equal(status.data.toString('latin1', 0, 4), 'USBS');
    assert.equal(status.data[12], 0, 'the command failed');
    return moved.data;
  }

  async release(): Promise<void> {
    Bench.#open.delete(this);
    await this.device.release();
  }

  /** After a check that failed: the next one finds the devices as they were. */
  static async releaseAll(): Promise<void> {
    await Promise.all([...Bench.#open].map((one) => one.release()));
  }
}

/** Data as a network brings it. */
function pieces(data: Uint8Array): Uint8Array[] {
  const at = data.length >> 1;
  return [data.subarray(0, at), data.subarray(at)];
}

export const INQUIRY = [0x12, 0, 0, 0, 36, 0];

/** READ(10) or WRITE(10) (SBC-4), in blocks of 512 bytes. */
export function transfer10(kind: 'read' | 'write', block: number, blocks: number): number[] {
  const bytes = Buffer.alloc(10);
  bytes[0] = kind === 'read' ? 0x28 : 0x2a;
  bytes.writeUInt32BE(block, 2);
  bytes.writeUInt16BE(blocks, 7);
  return [...bytes];
}
