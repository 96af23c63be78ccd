/**
 * For tests of the viewer: virtio-gpu, display session and native encoder as they ship and, in place of a guest, the model
 * driver, which paints the frame buffer. What keyboard and pointer would tell the guest is written down.
 */
import { DisplayEncoder } from '@farport/native';
import type { ClipboardKind } from '@farport/protocol/display';
import type { InputDevices } from '../../packages/vmm/src/input/devices.ts';
import { NodeClock } from '../../packages/vmm/src/machine/node-clock.ts';
import type { AgentClipboard, ClipboardLink } from '../../packages/vmm/src/display/clipboard-link.ts';
import { DisplaySession } from '../../packages/vmm/src/display/display-session.ts';
import * as gpu from '../../packages/vmm/src/display/gpu-protocol.ts';
import { command } from '../../packages/vmm/src/display/testing/gpu-driver.ts';
import type { Rect } from '../../packages/vmm/src/display/screen.ts';
import { VirtioGpu } from '../../packages/vmm/src/display/virtio-gpu.ts';
import { ModelDriver } from '../../packages/vmm/src/virtio/testing/model-driver.ts';

const RAM_BYTES = 64 << 20;
const CURSOR_SIDE = 64;

export type Paint = (x: number, y: number) => number;

/** Stands for keyboard, tablet and mouse: notes what they are told. */
class RecordedInput implements Pick<
  InputDevices,
  'key' | 'pointAt' | 'moveBy' | 'wheel' | 'releaseAll' | 'leds' | 'onLeds'
> {
  leds = { num: false, caps: false, scroll: false };
  onLeds: InputDevices['onLeds'] = () => undefined;
  readonly #note: (line: string) => void;

  constructor(note: (line: string) => void) {
    this.#note = note;
  }

  key(code: number, down: boolean): boolean {
    this.#note(`key ${code} ${down ? 'down' : 'up'}`);
    return true;
  }

  pointAt(x: number, y: number, buttons: number): void {
    this.#note(`point ${x},${y} ${buttons}`);
  }

  moveBy(dx: number, dy: number, buttons: number): void {
    this.#note(`move ${dx},${dy} ${buttons}`);
  }

  wheel(horizontal: number, vertical: number): void {
    this.#note(`wheel ${horizontal},${vertical}`);
  }

  releaseAll(): void {
    this.#note('release');
  }
}

/** Stands for the agent of a guest (GuestAgent): `heard` is what the guest's clipboard is told and given. */
export class PaintedAgent implements AgentClipboard {
  readonly present = true;
  readonly heard: string[] = [];
  readonly #link: ClipboardLink;
  /** Undefined: the clipboard is the viewer's. */
  #text: string | undefined;

  constructor(link: ClipboardLink) {
    this.#link = link;
    link.agent = this;
    link.present(true);
  }

  /** A program in the guest copies a text. */
  copies(text: string): void {
    this.#text = text;
    this.#link.offered(['text']);
  }

  /** A program in the guest pastes. */
  asks(kind: ClipboardKind): void {
    this.#link.requested(kind);
  }

  offer(kinds: readonly ClipboardKind[]): void {
    this.#text = undefined;
    this.heard.push(`offer ${kinds.join(',')}`);
  }

  request(kind: ClipboardKind): void {
    this.#link.received(kind, this.#text === undefined ? undefined : Buffer.from(this.#text));
  }

  send(kind: ClipboardKind, bytes: Uint8Array | undefined): void {
    this.heard.push(`${kind} ${bytes === undefined ? 'nothing' : Buffer.from(bytes).toString()}`);
  }
}

/** What a head shows. */
interface PaintedPicture {
  readonly width: number;
  readonly height: number;
  readonly resource: number;
  readonly pixels: Uint32Array;
}

export class PaintedScreen {
  readonly session: DisplaySession;
  /** What the guest would be told, in order: "key 30 down", "point 0,0 1", "wheel 0,120", "release", "monitor 800x600". */
  readonly heard: string[] = [];
  readonly #clock = new NodeClock((error) => {
    throw error;
  });
  readonly #gpu: ModelDriver;
  readonly #pictures = new Map<number, PaintedPicture>();
  readonly #input: RecordedInput;

  /** Head 0 is on; others as the viewer wishes, or the test. */
  constructor(width: number, height: number, heads = 1) {
    const note = (line: string): void => {
      this.heard.push(line);
    };
    let device: VirtioGpu | undefined;
    this.#input = new RecordedInput(note);
    this.session = new DisplaySession({
      heads,
      input: this.#input as unknown as InputDevices,
      clock: this.#clock,
      createEncoder: (heads, wake) => new DisplayEncoder(heads, wake),
      setMonitors: (monitors) => {
        const named = monitors.map((one) => (one === undefined ? 'none' : `${one.width}x${one.height}`));
        const places = monitors.slice(1).map((one) => (one === undefined ? '' : `+${one.x}`));
        note(`monitor ${named.map((name, n) => name + (n === 0 ? '' : (places[n - 1] ?? ''))).join(' ')}`);
        device?.setMonitors(monitors);
      },
      monitors: () => device?.monitors ?? [],
    });
    this.#gpu = new ModelDriver((memory) => {
      const monitors = Array.from({ length: heads }, (_, head) =>
        head === 0 ? { x: 0, y: 0, width, height } : undefined,
      );
      device = new VirtioGpu({ memory, clock: this.#clock, sink: this.session, monitors });
      return device;
    }, RAM_BYTES);
    this.#gpu.start(2, gpu.F_EDID);
    this.setMode(width, height);
  }

  get width(): number {
    return this.#pictureOf(0).width;
  }

  get height(): number {
    return this.#pictureOf(0).height;
  }

  /** 0x00RRGGBB, row by row. */
  get pixels(): Uint32Array {
    return this.pixelsOf(0);
  }

  pixelsOf(head: number): Uint32Array {
    return this.#pictureOf(head).pixels.map((pixel) => pixel & 0xff_ffff);
  }

  /** The guest shows a picture of this size. */
  setMode(width: number, height: number, head = 0): void {
    const bytes = width * height * 4;
    const at = this.#gpu.allocate(bytes);
    const before = this.#pictures.get(head);
    if (before !== undefined) this.#send(gpu.CMD_RESOURCE_UNREF, [before.resource, 0]);
    const pixels = new Uint32Array(this.#gpu.machine.memory, at, width * height);
    this.#pictures.set(head, { width, height, resource: at, pixels });
    this.#send(gpu.CMD_RESOURCE_CREATE_2D, [at, 2, width, height]);
    this.#send(gpu.CMD_RESOURCE_ATTACH_BACKING, [at, 1, [BigInt(at)], bytes, 0]);
    this.#send(gpu.CMD_SET_SCANOUT, [0, 0, width, height, head, at]);
  }

  paint(x: number, y: number, width: number, height: number, colour: Paint, head = 0): void {
    const picture = this.#pictureOf(head);
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        picture.pixels[row * picture.width + column] = colour(column, row) & 0xff_ffff;
      }
    }
    this.flush({ x, y, width, height }, head);
  }

  /** Into the frame buffer: 0x00RRGGBB of a rectangle inside it, row by row. The device is not told. */
  write({ x, y, width, height }: Rect, pixels: Uint32Array, head = 0): void {
    const picture = this.#pictureOf(head);
    for (let row = 0; row < height; row += 1) {
      picture.pixels.set(pixels.subarray(row * width, (row + 1) * width), (y + row) * picture.width + x);
    }
  }

  /** Tells the device that this may look different now. */
  flush({ x, y, width, height }: Rect, head = 0): void {
    const picture = this.#pictureOf(head);
    const offset = [BigInt((y * picture.width + x) * 4)] as const;
    this.#send(gpu.CMD_TRANSFER_TO_HOST_2D, [x, y, width, height, offset, picture.resource, 0]);
    this.#send(gpu.CMD_RESOURCE_FLUSH, [x, y, width, height, picture.resource, 0]);
  }

  paintAll(colour: Paint, head = 0): void {
    const { width, height } = this.#pictureOf(head);
    this.paint(0, 0, width, height, colour, head);
  }

  /** The guest's cursor: 0xAARRGGBB of each of 64 by 64 pixels. */
  setCursor(hotX: number, hotY: number, colour: Paint, head = 0): void {
    const bytes = CURSOR_SIDE * CURSOR_SIDE * 4;
    const at = this.#gpu.allocate(bytes);
    const pixels = new Uint32Array(this.#gpu.machine.memory, at, CURSOR_SIDE * CURSOR_SIDE);
    for (let n = 0; n < pixels.length; n += 1) {
      pixels[n] = colour(n % CURSOR_SIDE, Math.floor(n / CURSOR_SIDE));
    }
    this.#send(gpu.CMD_RESOURCE_CREATE_2D, [at, 1, CURSOR_SIDE, CURSOR_SIDE]);
    this.#send(gpu.CMD_RESOURCE_ATTACH_BACKING, [at, 1, [BigInt(at)], bytes, 0]);
    this.#send(gpu.CMD_TRANSFER_TO_HOST_2D, [0, 0, CURSOR_SIDE, CURSOR_SIDE, [0n], at, 0]);
    this.#gpu.add(1, [command(gpu.CMD_UPDATE_CURSOR, [head, 0, 0, 0, at, hotX, hotY, 0])], []);
    this.#gpu.notify(1);
  }

  hideCursor(head: number): void {
    this.#gpu.add(1, [command(gpu.CMD_UPDATE_CURSOR, [head, 0, 0, 0, 0, 0, 0, 0])], []);
    this.#gpu.notify(1);
  }

  /** The guest lights its keyboard. */
  setLeds(leds: { num: boolean; caps: boolean; scroll: boolean }): void {
    this.#input.leds = leds;
    this.#input.onLeds(leds);
  }

  /** An agent comes up in the guest. */
  bringAgent(): PaintedAgent {
    return new PaintedAgent(this.session.clipboard);
  }

  close(): void {
    this.session.close();
    this.#clock.close();
  }

  #pictureOf(head: number): PaintedPicture {
    const picture = this.#pictures.get(head);
    if (picture === undefined) throw new Error(`head ${head} shows nothing`);
    return picture;
  }

  #send(type: number, fields: Parameters<typeof command>[1]): void {
    const answer = this.#gpu.request(0, [command(type, fields)], 24).getUint32(0, true);
    if (answer !== gpu.RESP_OK_NODATA) throw new Error(`command ${type} was answered by ${answer}`);
  }
}

/** What looks like a terminal: two colours, sharp edges, no line like another. */
export const text: Paint = (x, y) =>
  (((x >> 2) * 31) ^ (Math.imul(y, 0x9e37_79b1) >>> 9)) % 5 < 2 ? 0x20_30_40 : 0xff_ff_ff;
