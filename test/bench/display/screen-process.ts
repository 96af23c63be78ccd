/**
 * A VM process without its VM: its WebSocket server, display session, encoder and virtio-gpu as they ship, and in place of
 * a guest's driver one that replays a scenario's frames. Says the socket of its server, then obeys its input:
 *
 *     first FOLDER/NAME     draws the first frame; says "done"
 *     play                  draws the others in time; says when each began, microseconds of the wall clock, then what
 *                           the guest itself took, "guest" and microseconds of CPU, then "done"
 */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Admissions } from '../../../apps/agent/src/vm-process/admission.ts';
import { ChannelServer } from '../../../apps/agent/src/vm-process/channel-server.ts';
import { parts } from '../../../apps/agent/src/vm-process/parts.ts';
import { PaintedScreen } from '../../viewer/painted-screen.ts';
import { around, readFrames, type FrameFile } from './frames.ts';

const say = (line: string | number): void => {
  process.stdout.write(`${line}\n`);
};

interface Playing {
  readonly file: FrameFile;
  readonly pixels: Uint32Array;
}

function load(path: string): Playing {
  const raw = readFileSync(`${path}.raw`);
  const pixels = new Uint32Array(raw.buffer, raw.byteOffset, raw.length / 4);
  return { file: readFrames(dirname(path), basename(path)), pixels };
}

/** What the guest's own program and driver do; gives its CPU time, in microseconds. */
function write(screen: PaintedScreen, { file, pixels }: Playing, frame: number): number {
  const before = process.threadCpuUsage();
  for (const rect of file.frames[frame] ?? []) {
    const at = rect.offset / 4;
    screen.write(rect, pixels.subarray(at, at + rect.width * rect.height));
  }
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}

/** As Linux's driver does it: one rectangle that holds all that changed. */
function flush(screen: PaintedScreen, { file }: Playing, frame: number): void {
  const rects = file.frames[frame];
  if (rects !== undefined && rects.length > 0) screen.flush(around(rects));
}

const [width = 0, height = 0] = process.argv.slice(2).map(Number);
const screen = new PaintedScreen(width, height);
const usb = {
  attach: () => {
    throw new Error('no USB here');
  },
};
const served = { usb, display: screen.session, admissions: new Admissions() };
const channels = new ChannelServer(parts.channels, served, () => undefined);
const folder = mkdtempSync(join(tmpdir(), 'farport-bench-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
process.once('SIGTERM', () => process.exit(0));
channels.server.listen(join(folder, 'vm.sock'));
await once(channels.server, 'listening');
say(`socket ${join(folder, 'vm.sock')}`);

let playing: Playing | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('first ')) {
    playing = load(line.slice('first '.length));
    write(screen, playing, 0);
    flush(screen, playing, 0);
  } else if (playing !== undefined) {
    const began = performance.now();
    let guestUs = 0;
    for (let frame = 1; frame < playing.file.frames.length; frame += 1) {
      const wait = began + (playing.file.periodUs * frame) / 1000 - performance.now();
      if (wait > 0) await delay(wait);
      guestUs += write(screen, playing, frame);
      say(Math.round((performance.timeOrigin + performance.now()) * 1000));
      flush(screen, playing, frame);
    }
    say(`guest ${guestUs}`);
  }
  say('done');
}
channels.close('the end');
process.exit(0);
