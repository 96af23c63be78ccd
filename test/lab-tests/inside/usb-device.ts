// What checks of the usbfs engine in the lab share: promises over UsbfsDevice, bulk-only commands, sysfs.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsbfsDevice } from '../../../native/index.ts';

export interface Ended {
  status: number;
  actual: number;
  data: Buffer;
}

const SYSFS = '/sys/bus/usb/devices';

export function sysfs(device: string, attribute: string): string {
  return readFileSync(join(SYSFS, device, attribute), 'utf8').trim();
}

/** Name of the device directory whose product string is `product` on a bus of `speed`; waits for it. */
export async function findDevice(product: string, speed?: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    for (const name of readdirSync(SYSFS)) {
      if (!existsSync(join(SYSFS, name, 'product'))) continue;
      if (sysfs(name, 'product') !== product) continue;
      if (speed === undefined || sysfs(name, 'speed') === speed) return name;
    }
    await sleep(50);
  }
  throw new Error(`no ${product} in the lab`);
}

export function nodeOf(device: string): string {
  const three = (attribute: string): string => sysfs(device, attribute).padStart(3, '0');
  return `/dev/bus/usb/${three('busnum')}/${three('devnum')}`;
}

export function driverOf(device: string): string {
  const link = join(SYSFS, `${device}:1.0`, 'driver');
  return existsSync(link) ? basename(readlinkSync(link)) : 'none';
}

/** Waits until the interface has this driver; returns the milliseconds it took. */
export async function driverBecomes(device: string, driver: string): Promise<number> {
  const start = performance.now();
  while (driverOf(device) !== driver) {
    if (performance.now() - start > 10_000) {
      throw new Error(`${device} has driver ${driverOf(device)}, not ${driver}`);
    }
    await sleep(10);
  }
  return performance.now() - start;
}

/** One device with a promise for every id. */
export class Usb {
  static readonly open = new Set<Usb>();
  readonly device: UsbfsDevice;
  gone = false;
  #released = Promise.withResolvers<undefined>();
  #records: DataView;
  #waiting = new Map<number, (ended: Ended) => void>();
  #next = 1;
  #descriptors: Buffer | undefined;

  constructor(node: string, capabilityMask?: number) {
    this.device = new UsbfsDevice(
      node,
      () => {
        this.#reap();
      },
      capabilityMask,
    );
    Usb.open.add(this);
    this.#records = new DataView(this.device.completions());
  }

  #reap(): void {
    for (let count = this.device.reap(); count > 0; count = this.device.reap()) {
      for (let at = 0; at < count * 24; at += 24) {
        const id = this.#records.getUint32(at, true);
        const kind = this.#records.getUint32(at + 4, true);
        if (kind === 2) this.gone = true;
        if (kind === 3) this.#released.resolve(undefined);
        if (kind >= 2) continue;
        const status = this.#records.getInt32(at + 8, true);
        const actual = this.#records.getUint32(at + 12, true);
        this.#waiting.get(id)?.({ status, actual, data: this.device.takeData(id) });
        this.#waiting.delete(id);
      }
    }
  }

  /** The promise for an id, and the id. */
  start(begin: (id: number) => void): { id: number; ended: Promise<Ended> } {
    const id = this.#next++;
    const { promise, resolve } = Promise.withResolvers<Ended>();
    this.#waiting.set(id, resolve);
    begin(id);
    return { id, ended: promise };
  }

  /** Address of the first bulk endpoint of a direction, 0x80 or 0. */
  bulkEndpoint(direction: number): number {
    const bytes = (this.#descriptors ??= this.device.descriptors());
    for (let at = 18; at < bytes.length; at += bytes[at]!) {
      if (bytes[at + 1] === 5 && (bytes[at + 2]! & 0x80) === direction && bytes[at + 3] === 2)
        return bytes[at + 2]!;
    }
    throw new Error('no such endpoint');
  }

  bulkIn(
    length: number,
    endpoint = this.bulkEndpoint(0x80),
    flags = 0,
  ): { id: number; ended: Promise<Ended> } {
    return this.start((id) => {
      this.device.submit(id, 3, endpoint, null, null, length, flags);
    });
  }

  bulkOut(data: Uint8Array, endpoint = this.bulkEndpoint(0)): Promise<Ended> {
    return this.start((id) => {
      this.device.submit(id, 3, endpoint, null, [data], 0, 0);
    }).ended;
  }

  /** As it comes from a network: in pieces. */
  bulkOutPieces(data: readonly Uint8Array[]): Promise<Ended> {
    return this.start((id) => {
      this.device.submit(id, 3, this.bulkEndpoint(0), null, data, 0, 0);
    }).ended;
  }

  control(setup: number[], data: Uint8Array = new Uint8Array()): Promise<Ended> {
    return this.start((id) => {
      this.device.submit(id, 2, 0, Uint8Array.from(setup), [data], 0, 0);
    }).ended;
  }

  operation(begin: (id: number) => void): Promise<number> {
    return this.start(begin).ended.then((ended) => ended.status);
  }

  /** Throws what kept it from the device. */
  async capture(): Promise<void> {
    const status = await this.operation((id) => {
      this.device.capture(id);
    });
    this.device.checkCaptured();
    assert.equal(status, 0);
  }

  async release(): Promise<void> {
    this.device.release();
    await this.#released.promise;
    Usb.open.delete(this);
  }
}

/** A command block wrapper of the bulk-only transport (section 5.1). */
export function wrapper(tag: number, length: number, command: number[]): Buffer {
  const bytes = Buffer.alloc(31);
  bytes.write('USBC');
  bytes.writeUInt32LE(tag, 4);
  bytes.writeUInt32LE(length, 8);
  bytes[12] = 0x80;
  bytes[14] = command.length;
  bytes.set(command, 15);
  return bytes;
}

export function read10(block: number, blocks: number): number[] {
  const bytes = Buffer.alloc(10);
  bytes[0] = 0x28;
  bytes.writeUInt32BE(block, 2);
  bytes.writeUInt16BE(blocks, 7);
  return [...bytes];
}

/**
 * Command, data in pieces of `piece` bytes, status; the three phases one after the other, as QEMU's stick loses a
 * status request that is queued behind its data.
 */
export async function command(usb: Usb, bytes: number[], length: number, piece = length): Promise<Buffer> {
  const ended = [await usb.bulkOut(wrapper(7, length, bytes))];
  for (let at = 0; at < length; at += piece) {
    ended.push(await usb.bulkIn(Math.min(piece, length - at)).ended);
  }
  ended.push(await usb.bulkIn(13).ended);
  const bad = ended.findIndex((one) => one.status !== 0);
  if (bad >= 0) throw new Error(`part ${bad} of the command: status ${ended[bad]!.status}`);
  const csw = ended[ended.length - 1]!.data;
  if (csw.toString('latin1', 0, 4) !== 'USBS' || csw[12] !== 0)
    throw new Error(`status ${csw.toString('hex')}`);
  return Buffer.concat(ended.slice(1, -1).map((one) => one.data));
}

export const INQUIRY = [0x12, 0, 0, 0, 36, 0];
