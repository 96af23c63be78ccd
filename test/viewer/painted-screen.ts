/**
 * For tests of the viewer: a machine's display as it ships (virtio-gpu, input, session, native encoder) and, in place of
 * a guest, the model driver, which paints the frame buffer and reads what keyboard and tablet say.
 */
import { DisplayEncoder } from '@farport/native';
import { NodeClock } from '../../packages/vmm/src/machine/node-clock.ts';
import { Display } from '../../packages/vmm/src/display/display.ts';
import * as gpu from '../../packages/vmm/src/display/gpu-protocol.ts';
import { command } from '../../packages/vmm/src/display/testing/gpu-driver.ts';
import type { VirtioBackend } from '../../packages/vmm/src/virtio/backend.ts';
import { ModelDriver } from '../../packages/vmm/src/virtio/testing/model-driver.ts';

const RAM_BYTES = 64 << 20;
const CURSOR_SIDE = 64;

export type Paint = (x: number, y: number) => number;

export class PaintedScreen {
  readonly display: Display;
  readonly #clock = new NodeClock((error) => {
    throw error;
  });
  readonly #gpu: ModelDriver;
  #width = 0;
  #height = 0;
  #resource = 0;
  #pixels = new Uint32Array(0);

  constructor(width: number, height: number) {
    let display: Display | undefined;
    this.#gpu = new ModelDriver((memory) => {
      display = new Display(
        { heads: 1, width, height },
        memory,
        this.#clock,
        (heads, wake) => new DisplayEncoder(heads, wake),
      );
      return backendOf(display, 'gpu');
    }, RAM_BYTES);
    if (display === undefined) throw new Error('no display was made');
    this.display = display;
    this.#gpu.start(2, gpu.F_EDID);
    this.setMode(width, height);
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** 0x00RRGGBB, row by row. */
  get pixels(): Uint32Array {
    return this.#pixels.map((pixel) => pixel & 0xff_ffff);
  }

  /** The guest shows a picture of this size. */
  setMode(width: number, height: number): void {
    const bytes = width * height * 4;
    const at = this.#gpu.allocate(bytes);
    if (this.#resource !== 0) this.#send(gpu.CMD_RESOURCE_UNREF, [this.#resource, 0]);
    [this.#width, this.#height, this.#resource] = [width, height, at];
    this.#pixels = new Uint32Array(this.#gpu.machine.memory, at, width * height);
    this.#send(gpu.CMD_RESOURCE_CREATE_2D, [at, 2, width, height]);
    this.#send(gpu.CMD_RESOURCE_ATTACH_BACKING, [at, 1, [BigInt(at)], bytes, 0]);
    this.#send(gpu.CMD_SET_SCANOUT, [0, 0, width, height, 0, at]);
  }

  paint(x: number, y: number, width: number, height: number, colour: Paint): void {
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        this.#pixels[row * this.#width + column] = colour(column, row) & 0xff_ffff;
      }
    }
    const offset = [BigInt((y * this.#width + x) * 4)] as const;
    this.#send(gpu.CMD_TRANSFER_TO_HOST_2D, [x, y, width, height, offset, this.#resource, 0]);
    this.#send(gpu.CMD_RESOURCE_FLUSH, [x, y, width, height, this.#resource, 0]);
  }

  paintAll(colour: Paint): void {
    this.paint(0, 0, this.#width, this.#height, colour);
  }

  /** The guest's cursor: 0xAARRGGBB of each of 64 by 64 pixels. */
  setCursor(hotX: number, hotY: number, colour: Paint): void {
    const bytes = CURSOR_SIDE * CURSOR_SIDE * 4;
    const at = this.#gpu.allocate(bytes);
    const pixels = new Uint32Array(this.#gpu.machine.memory, at, CURSOR_SIDE * CURSOR_SIDE);
    for (let n = 0; n < pixels.length; n += 1) {
      pixels[n] = colour(n % CURSOR_SIDE, Math.floor(n / CURSOR_SIDE));
    }
    this.#send(gpu.CMD_RESOURCE_CREATE_2D, [at, 1, CURSOR_SIDE, CURSOR_SIDE]);
    this.#send(gpu.CMD_RESOURCE_ATTACH_BACKING, [at, 1, [BigInt(at)], bytes, 0]);
    this.#send(gpu.CMD_TRANSFER_TO_HOST_2D, [0, 0, CURSOR_SIDE, CURSOR_SIDE, [0n], at, 0]);
    this.#gpu.add(1, [command(gpu.CMD_UPDATE_CURSOR, [0, 0, 0, 0, at, hotX, hotY, 0])], []);
    this.#gpu.notify(1);
  }

  close(): void {
    this.display.session.close();
    this.#clock.close();
  }

  #send(type: number, fields: Parameters<typeof command>[1]): void {
    const answer = this.#gpu.request(0, [command(type, fields)], 24).getUint32(0, true);
    if (answer !== gpu.RESP_OK_NODATA) throw new Error(`command ${type} was answered by ${answer}`);
  }
}

function backendOf(display: Display, name: string): VirtioBackend {
  const found = display.backends.find(([own]) => own === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found[1];
}

/** What looks like a terminal: two colours, sharp edges, no line like another. */
export const text: Paint = (x, y) =>
  (((x >> 2) * 31) ^ (Math.imul(y, 0x9e37_79b1) >>> 9)) % 5 < 2 ? 0x20_30_40 : 0xff_ff_ff;
