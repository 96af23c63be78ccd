// From a key at the client to the changed pixel there: Farport against QEMU's VNC server with noVNC, both in one lab,
// both shown by a browser outside of it, over the same road.
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareGuestProgram, type GuestProgram } from '../guest/program.ts';
import type { Lab } from '../lab/lab.ts';
import type { Bench, BenchContext } from './benches.ts';
import { building } from './building.ts';
import { BenchError } from './errors.ts';
import { Figures } from './figures.ts';
import { startFarport } from './input/farport.ts';
import { startQemu } from './input/qemu.ts';
import { markerPlace, Reactions } from './input/reactions.ts';
import { screen as guestScreen, type ScreenOfGuest, type Shown } from './input/screen.ts';
import { percentile } from './percentile.ts';
import type { BenchResult } from './report.ts';
import { bitsOf, CELL, MARKER_CELLS } from './screen/marker.ts';
import { XScreen } from './screen/x-screen.ts';
import { labVersions, withLab } from './session.ts';

/** Both guests are alike. */
const guest = { memoryMiB: 512, vcpus: 1 };
const contestants = { farport: startFarport, qemu: startQemu } as const;

/** Until the next key, and how long it is down: as people type, and in no step with any timer. Milliseconds. */
const pauseMs = [100, 400] as const;
const heldMs = [50, 110] as const;
const between = ([least, most]: readonly [number, number]): number => least + Math.random() * (most - least);

type Kind = 'key' | 'pointer';

interface Plan {
  readonly warmUp: number;
  readonly counts: Readonly<Record<Kind, number>>;
}

function prepareTypewriter(): GuestProgram {
  return building(() => prepareGuestProgram('typewriter', 'test/bench/input/typewriter.rs', 'bench'));
}

/** The guest draws a number for each key and each movement from here on. */
async function startTypewriter({ guest }: ScreenOfGuest): Promise<void> {
  const { x, y } = markerPlace;
  const numbers = Array.from({ length: 16 }, (_, n) => bitsOf(n + 1));
  const program = ['/bin/typewriter', x, y, MARKER_CELLS, CELL, ...numbers].join(' ');
  const said = await guest.check(
    `(${program} >/tmp/typewriter.log 2>&1 &); n=0; until [ -s /tmp/typewriter.log ]; do sleep 0.1; n=$((n+1)); [ $n -lt 300 ] || break; done; cat /tmp/typewriter.log`,
    { timeoutMs: 60_000 },
  );
  if (said.trim() !== `ready ${guestScreen.width}x${guestScreen.height}`) {
    throw new BenchError('bench.stalled', `the guest's typewriter said: ${said.trim()}`);
  }
}

async function pressKey({ page }: Shown, reactions: Reactions): Promise<number> {
  return reactions.time(async () => {
    await page.keyboard.down('a');
    await sleep(between(heldMs));
    await page.keyboard.up('a');
  });
}

async function movePointer({ page, canvas }: Shown, reactions: Reactions, n: number): Promise<number> {
  const box = await page.locator(canvas).first().boundingBox();
  if (box === null) throw new BenchError('bench.stalled', 'there is no picture');
  // Every time another place, far from the number that the guest draws.
  const [x, y] = [box.x + 200 + ((n * 37) % 600), box.y + 200 + ((n * 23) % 300)];
  return reactions.time(() => page.mouse.move(x, y));
}

/** The times of so many, milliseconds. */
async function measure(shown: Shown, reactions: Reactions, kind: Kind, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    times.push(
      kind === 'key' ? await pressKey(shown, reactions) : await movePointer(shown, reactions, n + 1),
    );
    await sleep(between(pauseMs));
  }
  return times;
}

/** One contestant's turn. */
async function turn(
  contestant: ScreenOfGuest,
  screen: XScreen,
  { warmUp, counts }: Plan,
): Promise<Record<Kind, number[]>> {
  const shown = await contestant.show(screen.browser);
  try {
    await using reactions = await Reactions.watch(screen, shown.page, shown.canvas);
    // Nobody is measured cold.
    await measure(shown, reactions, 'key', warmUp);
    const key = await measure(shown, reactions, 'key', counts.key);
    await measure(shown, reactions, 'pointer', Math.ceil(warmUp / 2));
    const pointer = await measure(shown, reactions, 'pointer', counts.pointer);
    return { key, pointer };
  } finally {
    await shown.close();
  }
}

async function start(lab: Lab, { only, say }: BenchContext): Promise<Record<string, ScreenOfGuest>> {
  const program = prepareTypewriter();
  const started: Record<string, ScreenOfGuest> = {};
  for (const [name, begin] of Object.entries(contestants)) {
    if (only?.includes(name) === false) continue;
    say(`starting ${name}`);
    const contestant = await begin(lab, program, guest);
    await startTypewriter(contestant);
    started[name] = contestant;
  }
  return started;
}

async function run(context: BenchContext): Promise<BenchResult> {
  const { runs, quick, say } = context;
  const figures = new Figures();
  const screen = await XScreen.start();
  try {
    return await withLab(context, async (lab) => {
      const started = await start(lab, context);
      const plan = {
        warmUp: quick ? 5 : 20,
        counts: quick ? { key: 20, pointer: 10 } : { key: 120, pointer: 60 },
      };
      for (let round = 0; round <= runs; round += 1) {
        for (const [name, contestant] of Object.entries(started)) {
          // Before the first round that counts: what runs for days is not measured in its first seconds.
          if (round === 0 && quick) continue;
          const times = await turn(contestant, screen, plan);
          for (const kind of ['key', 'pointer'] as const) {
            const [p50, p99] = [percentile(times[kind], 0.5), percentile(times[kind], 0.99)];
            say(
              `${round === 0 ? 'warm-up' : `run ${round}`}: ${kind} ${name}: ${p50.toFixed(1)} and ${p99.toFixed(1)} ms`,
            );
            if (round === 0) continue;
            const row = { unit: 'ms', better: 'less' } as const;
            figures.add({ name: `${kind}-to-pixel.p50`, ...row }, name, p50);
            figures.add({ name: `${kind}-to-pixel.p99`, ...row }, name, p99);
          }
        }
      }
      const versions = await labVersions(lab);
      for (const contestant of Object.values(started)) await contestant.close();
      return {
        rows: figures.rows,
        versions: { ...versions, novnc: version('novnc'), chromium: version('chromium') },
      };
    });
  } finally {
    await screen.close();
  }
}

const version = (debianPackage: string): string =>
  execFileSync('dpkg-query', ['-W', '-f', '${Version}', debianPackage], { encoding: 'utf8' });

export const bench: Bench = {
  contestants: Object.keys(contestants),
  about: "key press to changed pixel in the client, against QEMU's VNC with noVNC",
  run,
};
