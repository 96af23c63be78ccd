/**
 * For tests: virtio-gpu's commands as a driver sends them, through real rings in plain memory, and FakeScreen, which
 * stands for the encoder: it keeps what the guest shows.
 */
import { ManualClock } from '../../usb/xhci/model/manual-clock.ts';
import { ModelDriver } from '../../virtio/testing/model-driver.ts';
import type { GpuLimits } from '../gpu-commands.ts';
import * as gpu from '../gpu-protocol.ts';
import type { CursorShape, PixelSource, Rect, ScreenSink } from '../screen.ts';
import { VirtioGpu, type Monitor } from '../virtio-gpu.ts';

export class FakeScreen implements ScreenSink {
  /** What was told, in order: "mode 0 640x480", "update 0 1,2 3x4", … */
  readonly seen: string[] = [];
  cursor: CursorShape | undefined;
  readonly heads: { width: number; height: number; pixels: Uint8Array }[] = [];

  setMode(head: number, width: number, height: number): void {
    this.seen.push(`mode ${head} ${width}x${height}`);
    this.heads[head] = { width, height, pixels: new Uint8Array(width * height * 4) };
  }

  update(head: number, rect: Rect, source: PixelSource): void {
    this.seen.push(`update ${head} ${rect.x},${rect.y} ${rect.width}x${rect.height}`);
    const screen = this.heads[head];
    if (screen === undefined || rect.x + rect.width > screen.width || rect.y + rect.height > screen.height) {
      throw new Error('an update outside its screen');
    }
    for (let row = 0; row < rect.height; row += 1) {
      const from = source.offset + row * source.stride;
      if (from + rect.width * 4 > source.bytes.length) throw new Error('an update outside its source');
      const line = source.bytes.subarray(from, from + rect.width * 4);
      screen.pixels.set(line, ((rect.y + row) * screen.width + rect.x) * 4);
    }
  }

  setCursor(head: number, shape: CursorShape | undefined): void {
    this.seen.push(`cursor ${head} ${shape === undefined ? 'hidden' : `${shape.width}x${shape.height}`}`);
    this.cursor = shape;
  }

  moveCursor(head: number, x: number, y: number): void {
    this.seen.push(`move ${head} ${x},${y}`);
  }

  /** What was told since the last call. */
  take(): string[] {
    return this.seen.splice(0);
  }
}

type Fields = readonly (number | readonly [bigint])[];

/** A command: type, then 32-bit fields, or 64-bit ones in brackets, after the header. */
export function command(type: number, fields: Fields = [], fence?: bigint): Uint8Array {
  const view = new DataView(new ArrayBuffer(gpu.HDR_BYTES + 8 * fields.length));
  view.setUint32(0, type, true);
  if (fence !== undefined) {
    view.setUint32(4, gpu.FLAG_FENCE, true);
    view.setBigUint64(8, fence, true);
  }
  let at = gpu.HDR_BYTES;
  for (const field of fields) {
    if (typeof field === 'number') view.setUint32(at, field >>> 0, true);
    else view.setBigUint64(at, field[0], true);
    at += typeof field === 'number' ? 4 : 8;
  }
  return new Uint8Array(view.buffer, 0, at);
}

export const BGRX = 2;
export const BGRA = 1;

export class GpuDriver {
  readonly screen = new FakeScreen();
  readonly clock = new ManualClock();
  readonly model: ModelDriver;
  gpu: VirtioGpu;

  constructor(
    monitors: readonly (Monitor | undefined)[] = [{ x: 0, y: 0, width: 1024, height: 768 }],
    limits: Partial<GpuLimits> = {},
    ramBytes = 64 << 20,
  ) {
    let made: VirtioGpu | undefined;
    this.model = new ModelDriver((memory) => {
      made = new VirtioGpu({ memory, clock: this.clock, sink: this.screen, monitors, limits });
      return made;
    }, ramBytes);
    if (made === undefined) throw new Error('no device was made');
    this.gpu = made;
    this.model.start(2, gpu.F_EDID);
  }

  /** Sends a command on the control queue; the whole response. */
  send(bytes: Uint8Array, responseBytes = gpu.HDR_BYTES): DataView {
    return this.model.request(0, [bytes], responseBytes);
  }

  /** Sends a command; the response's type. */
  ask(type: number, fields: Fields = []): number {
    return this.send(command(type, fields)).getUint32(0, true);
  }

  create(id: number, width: number, height: number, format = BGRX): number {
    return this.ask(gpu.CMD_RESOURCE_CREATE_2D, [id, format, width, height]);
  }

  /** `entries`: address and length each. */
  attach(id: number, entries: readonly (readonly [number, number])[], count = entries.length): number {
    return this.ask(gpu.CMD_RESOURCE_ATTACH_BACKING, [
      id,
      count,
      ...entries.flatMap(([address, length]) => [[BigInt(address)] as const, length, 0]),
    ]);
  }

  detach(id: number): number {
    return this.ask(gpu.CMD_RESOURCE_DETACH_BACKING, [id, 0]);
  }

  unref(id: number): number {
    return this.ask(gpu.CMD_RESOURCE_UNREF, [id, 0]);
  }

  transfer(id: number, rect: readonly [number, number, number, number], offset: bigint | number): number {
    return this.ask(gpu.CMD_TRANSFER_TO_HOST_2D, [...rect, [BigInt(offset)], id, 0]);
  }

  setScanout(head: number, id: number, rect: readonly [number, number, number, number]): number {
    return this.ask(gpu.CMD_SET_SCANOUT, [...rect, head, id]);
  }

  flush(id: number, rect: readonly [number, number, number, number]): number {
    return this.ask(gpu.CMD_RESOURCE_FLUSH, [...rect, id, 0]);
  }

  /** Sends a cursor command, which has no response. */
  cursor(type: number, head: number, x: number, y: number, id: number, hotX = 0, hotY = 0): void {
    this.model.add(1, [command(type, [head, x, y, 0, id, hotX, hotY, 0])], []);
    this.model.notify(1);
  }
}
