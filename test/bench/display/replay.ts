/** Replays one scenario to one contestant, and says what it cost and what was seen of it. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../errors.ts';
import { percentile } from '../percentile.ts';
import type { XScreen } from '../screen/x-screen.ts';
import { fidelityOf } from './fidelity.ts';
import { readFrames } from './frames.ts';
import type { Link } from './link.ts';
import type { Showing } from './showing.ts';
import { Watch, type Seen } from '../screen/watch.ts';

/** When pictures are kept, as parts of the scenario's time. */
const PICTURES = [0.2, 0.4, 0.6, 0.8];
const QUIET_MS = 700;
/** Heartbeats and such. */
const QUIET_BYTES = 400;
const SHOWN_MS = 60_000;

export interface Replayed {
  /** Both ways, until nothing more came. */
  readonly bytes: number;
  /** Of the server, what the guest's own program takes in it left out. */
  readonly cpuMs: number;
  readonly framesShown: number;
  /** Of each frame, from drawing to when it or a later one was on the screen. */
  readonly paintMs: readonly number[];
  /** Of the pictures kept. */
  readonly ssim: readonly number[];
}

/** Of each drawn frame, in order; `drawnUs[n]` is of number `firstNumber + n`. */
export function paintTimes(drawnUs: readonly number[], firstNumber: number, seen: readonly Seen[]): number[] {
  const times: number[] = [];
  let at = 0;
  for (const [n, drawn] of drawnUs.entries()) {
    while (at < seen.length && seen[at]!.number < firstNumber + n) at += 1;
    const shown = seen[at];
    if (shown === undefined) throw new RangeError(`frame ${firstNumber + n} was never shown`);
    times.push((shown.atUs - drawn) / 1000);
  }
  return times;
}

/** By how much later frames come at the end than near the beginning, ms: a queue that grows shows here. */
export function growth(paintMs: readonly number[]): number {
  const quarter = Math.ceil(paintMs.length / 4);
  return percentile(paintMs.slice(-quarter), 0.5) - percentile(paintMs.slice(quarter, 2 * quarter), 0.5);
}

async function quiet(link: Link): Promise<void> {
  const deadline = Date.now() + SHOWN_MS;
  for (let before = -Infinity; link.bytes - before > QUIET_BYTES && Date.now() < deadline;) {
    before = link.bytes;
    await delay(QUIET_MS);
  }
}

async function shows(watch: Watch, number: number): Promise<void> {
  const deadline = Date.now() + SHOWN_MS;
  while (watch.seen.at(-1)?.number !== number) {
    if (Date.now() > deadline) {
      throw new BenchError('bench.stalled', `frame ${number} was not shown within ${SHOWN_MS / 1000} s`);
    }
    await delay(100);
  }
}

export async function replay(
  { player, server, link, page, canvas }: Showing,
  screen: XScreen,
  folder: string,
  name: string,
): Promise<Replayed> {
  const file = readFrames(folder, name);
  player.ask(`first ${join(folder, name)}`);
  await player.until('done');
  const place = await screen.placeOf(page, canvas);
  const marker = { x: file.markerX, y: file.markerY };
  {
    await using before = Watch.start(screen, place, marker);
    await shows(before, 1);
  }
  await quiet(link);

  const seconds = (file.periodUs * file.frames.length) / 1e6;
  const afterMs = PICTURES.map((part) => part * seconds * 1000);
  await using watch = Watch.start(screen, place, marker, { area: file.area, afterMs });
  const [bytes, cpuUs] = [link.bytes, server.cpuUs];
  player.ask('play');
  const lines = await player.until('done', SHOWN_MS + seconds * 2000);
  await shows(watch, file.frames.length);
  await quiet(link);
  const [allBytes, allCpuUs] = [link.bytes, server.cpuUs];
  const { seen, pictures } = await watch.end();

  const guestUs = Number(lines.find((line) => line.startsWith('guest '))?.slice('guest '.length) ?? 0);
  const drawnUs = lines.filter((line) => /^\d+$/.test(line)).map(Number);
  const numbers = new Set(seen.map(({ number }) => number));
  numbers.delete(1);
  return {
    bytes: allBytes - bytes,
    cpuMs: (allCpuUs - cpuUs - guestUs) / 1000,
    framesShown: numbers.size,
    paintMs: paintTimes(drawnUs, 2, seen),
    ssim: fidelityOf(folder, name, pictures).map((fidelity) => fidelity.ssim),
  };
}
