/**
 * For tests: a viewer that really draws. Decodes fills, copies, palettes, lossless and exact pixels as
 * docs/decisions/display.md says, acknowledges each frame, and keeps a canvas for each head. Knows no JPEG.
 */
import { constants, inflateRawSync } from 'node:zlib';
import type { MessageSocket, ReceivedPayload } from '@farport/protocol';
import {
  DisplayChannelClient,
  type DrawMessage,
  type OperationMessage,
  type ScanoutMessage,
} from '@farport/protocol/display';
import { Exact } from './exact.ts';

/** How each flush ends: the VM leaves it out. */
const FLUSH_END = Uint8Array.of(0, 0, 0xff, 0xff);

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** 0x00RRGGBB. */
  readonly pixels: Uint32Array;
}

export class CanvasViewer {
  readonly channel: DisplayChannelClient;
  readonly canvases: (Canvas | undefined)[] = [];
  /** What was told beside frames: "cursor 64x64", "place 3,4", "leds true false false", "closed CODE". */
  readonly log: string[] = [];
  frames = 0;
  scanouts = 0;
  /** While true no frame is acknowledged. */
  holdAcknowledgements = false;
  #deflated: Buffer = Buffer.alloc(0);
  #inflatedBefore = 0;
  #colours: number[] = [];
  #exact = new Exact();
  #told: (() => void) | undefined;

  constructor(socket: MessageSocket, ticket = 'ticket') {
    this.channel = new DisplayChannelClient(
      socket,
      {
        opened: () => undefined,
        scanout: (message) => {
          this.#scanout(message);
        },
        draw: (message, payload) => {
          this.#draw(message, payload);
        },
        cursorShape: ({ width, height }) => {
          this.#note(`cursor ${width}x${height}`);
        },
        cursorPosition: (_head, x, y) => {
          this.#note(`place ${x},${y}`);
        },
        leds: (num, caps, scroll) => {
          this.#note(`leds ${num} ${caps} ${scroll}`);
        },
        closed: ({ code }) => {
          this.#note(`closed ${code}`);
        },
      },
      { agent: 'canvas', ticket },
    );
  }

  /** When `condition` holds; looks after everything that comes. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#told = resolve;
      });
    }
  }

  #note(line: string): void {
    this.log.push(line);
    this.#told?.();
  }

  #scanout({ head, width, height }: ScanoutMessage): void {
    this.scanouts += 1;
    this.canvases[head] = { width, height, pixels: new Uint32Array(width * height) };
    this.#told?.();
  }

  #draw(draw: DrawMessage, payload: ReceivedPayload | undefined): void {
    const bytes = Buffer.concat(payload?.fragments ?? []);
    const plain = this.#inflate(bytes.subarray(0, draw.deflated), draw.restart);
    const canvas = this.canvases[draw.head];
    if (canvas === undefined) throw new Error('a frame of a head without picture');
    let at = 0;
    let file = draw.deflated;
    for (const operation of draw.operations) {
      const own = plain.subarray(at, at + operation.value);
      switch (operation.codec) {
        case 'fill':
          each(canvas, operation, () => operation.value);
          break;
        case 'copy': {
          const before = canvas.pixels.slice();
          each(
            canvas,
            operation,
            (x, y) => before[(operation.more + y) * canvas.width + operation.value + x] ?? 0,
          );
          break;
        }
        case 'palette':
          at += own.length;
          palette(canvas, operation, own, this.#colours);
          break;
        case 'lossless':
          at += own.length;
          lossless(canvas, operation, own);
          break;
        case 'exact': {
          const end = file + operation.value;
          const colours = this.#exact.colours(bytes.subarray(file, end), operation.width, operation.height);
          each(canvas, operation, (x, y) => colours[y * operation.width + x] ?? 0);
          file = end;
          break;
        }
        case 'jpeg':
          throw new Error('this viewer knows no JPEG');
      }
    }
    if (at !== plain.length) throw new Error(`${plain.length} bytes inflated, ${at} used`);
    if (draw.more) return;
    this.frames += 1;
    if (!this.holdAcknowledgements) {
      this.channel.presented({
        frame: draw.frame,
        decoded: this.frames,
        decodeUs: 1,
        presentUs: 1,
        heldUs: 0,
      });
    }
    this.#told?.();
  }

  /** Inflates the stream from its start each time: slow, and simple. */
  #inflate(bytes: Uint8Array, restart: boolean): Uint8Array {
    if (restart) {
      this.#deflated = Buffer.alloc(0);
      this.#inflatedBefore = 0;
      this.#colours = [];
      this.#exact = new Exact();
    }
    if (bytes.length === 0) return bytes;
    this.#deflated = Buffer.concat([this.#deflated, bytes, FLUSH_END]);
    const all = inflateRawSync(this.#deflated, { finishFlush: constants.Z_SYNC_FLUSH });
    const own = all.subarray(this.#inflatedBefore);
    this.#inflatedBefore = all.length;
    return own;
  }
}

function each(canvas: Canvas, area: OperationMessage, colour: (x: number, y: number) => number): void {
  for (let y = 0; y < area.height; y += 1) {
    for (let x = 0; x < area.width; x += 1) {
      canvas.pixels[(area.y + y) * canvas.width + area.x + x] = colour(x, y);
    }
  }
}

function palette(canvas: Canvas, area: OperationMessage, bytes: Uint8Array, table: number[]): void {
  const byte = (at: number) => bytes[at] ?? 0;
  const count = byte(0);
  if (table.length + count > 256) table.length = 0;
  const values = [0, 0, 0];
  for (let n = 0; n < count; n += 1) {
    for (let plane = 0; plane < 3; plane += 1) {
      values[plane] = ((values[plane] ?? 0) + byte(1 + plane * count + n)) & 0xff;
    }
    const [green = 0, red = 0, blue = 0] = values;
    table.push((((red - 128 + green) & 0xff) << 16) | (green << 8) | ((blue - 128 + green) & 0xff));
  }
  each(canvas, area, (x, y) => table[byte(1 + 3 * count + y * area.width + x)] ?? 0);
}

function lossless(canvas: Canvas, area: OperationMessage, bytes: Uint8Array): void {
  const values = new Uint8Array(bytes.length);
  const rowBytes = 3 * area.width;
  bytes.forEach((difference, at) => {
    const left = at % rowBytes < 3 ? undefined : values[at - 3];
    const up = at < rowBytes ? undefined : values[at - rowBytes];
    const corner = values[at - rowBytes - 3] ?? 0;
    values[at] =
      difference + (left === undefined || up === undefined ? (left ?? up ?? 0) : median(left, up, corner));
  });
  each(canvas, area, (x, y) => {
    const at = y * rowBytes + 3 * x;
    const green = values[at] ?? 0;
    const fromGreen = (value = 0) => (value - 128 + green) & 0xff;
    return (fromGreen(values[at + 1]) << 16) | (green << 8) | fromGreen(values[at + 2]);
  });
}

function median(left: number, up: number, corner: number): number {
  if (corner >= Math.max(left, up)) return Math.min(left, up);
  if (corner <= Math.min(left, up)) return Math.max(left, up);
  return left + up - corner;
}
