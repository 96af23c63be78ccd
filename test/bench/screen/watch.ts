/**
 * Watches the picture of a contestant on the screen: which marker it shows, and since when. The same for every contestant.
 * Keeps some pictures too, to be compared later. Judges nothing.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../../guest/program.ts';
import { building } from '../building.ts';
import { Program } from '../program.ts';
import type { Rect } from '../../../packages/vmm/src/display/screen.ts';
import { CELL, MARKER_CELLS, markerNumber } from './marker.ts';
import type { Place, XScreen } from './x-screen.ts';

export interface Seen {
  readonly number: number;
  /** Wall clock. */
  readonly atUs: number;
}

export interface Picture {
  readonly number: number;
  /** RGBA of the scenario's area. */
  readonly rgba: Uint8Array;
}

export interface Kept {
  readonly area: Rect;
  /** A picture is kept of the first change after each, milliseconds. */
  readonly afterMs: readonly number[];
}

let files = 0;

export class Watch {
  readonly #program: Program;
  readonly #pictures: string;
  readonly #kept: Kept | undefined;
  readonly #seen: Seen[] = [];

  private constructor(program: Program, pictures: string, kept: Kept | undefined) {
    this.#program = program;
    this.#pictures = pictures;
    this.#kept = kept;
  }

  /** `canvas`: where the contestant's picture is on the screen; `marker`, and what is kept, are inside of it. */
  static start(screen: XScreen, canvas: Place, marker: Place, kept?: Kept): Watch {
    const first = screen.at({ x: canvas.x + marker.x, y: canvas.y + marker.y });
    files += 1;
    const pictures = join(tmpdir(), `bench-pictures-${process.pid}-${files}`);
    const keeps =
      kept === undefined
        ? []
        : [
            ...[pictures, (kept.area.x - marker.x) * 4, kept.area.y - marker.y],
            ...[kept.area.width, kept.area.height, ...kept.afterMs.map(Math.round)],
          ];
    const places = [screen.frameBuffer, first, screen.stride, CELL, MARKER_CELLS, ...keeps];
    const program = building(() => builtProgram('watch', 'test/bench/screen/watch.rs', 'bench'));
    return new Watch(new Program([program, ...places.map(String)]), pictures, kept);
  }

  /** All numbers that were shown until now, the newest last. */
  get seen(): readonly Seen[] {
    for (const line of this.#program.lines()) {
      const [bits = 0, atUs = 0] = line.split(' ').map(Number);
      const number = markerNumber(bits);
      if (number !== undefined) this.#seen.push({ number, atUs });
    }
    return this.#seen;
  }

  async end(): Promise<{ seen: readonly Seen[]; pictures: readonly Picture[] }> {
    const { seen } = this;
    await this.#program.close();
    return { seen, pictures: this.#kept === undefined ? [] : [...this.#picturesOf(this.#kept)] };
  }

  /** For who ends it early, or late. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.close();
    rmSync(this.#pictures, { force: true });
  }

  *#picturesOf({ area }: Kept): Generator<Picture> {
    const bytes = readFileSync(this.#pictures);
    const size = area.width * area.height * 4;
    for (let at = 0; at + 4 + size <= bytes.length; at += 4 + size) {
      const number = markerNumber(bytes.readUInt32LE(at));
      if (number !== undefined) yield { number, rgba: fromScreen(bytes.subarray(at + 4, at + 4 + size)) };
    }
  }
}

/** RGBA of an X server's pixels. */
function fromScreen(bgrx: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(bgrx.length);
  for (let at = 0; at < bgrx.length; at += 4) {
    rgba[at] = bgrx[at + 2]!;
    rgba[at + 1] = bgrx[at + 1]!;
    rgba[at + 2] = bgrx[at]!;
    rgba[at + 3] = 255;
  }
  return rgba;
}
