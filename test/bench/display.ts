// A screen in motion, replayed identically into TigerVNC with noVNC and into Farport: bytes, CPU, fidelity, and the time
// from drawing to paint in Chromium. Needs no lab: everything but the guest is real (docs/benchmarks.md).
import { execFileSync } from 'node:child_process';
import { startBrowser } from '../viewer/viewer-page.ts';
import type { Bench, BenchContext } from './benches.ts';
import { drawnFrames, scenarios } from './display/frames-drawn.ts';
import { readFrames } from './display/frames.ts';
import { showFarport } from './display/farport.ts';
import type { LinkShape } from './display/link.ts';
import { growth, replay, type Replayed } from './display/replay.ts';
import { showTigerVnc } from './display/tigervnc.ts';
import { XScreen } from './screen/x-screen.ts';
import { Figures } from './figures.ts';
import { percentile } from './percentile.ts';
import type { BenchResult } from './report.ts';

const contestants = { farport: showFarport, tigervnc: showTigerVnc } as const;

const links: Readonly<Record<string, LinkShape>> = {
  '0ms': { roundTripMs: 0, bitsPerSecond: Infinity },
  '50ms': { roundTripMs: 50, bitsPerSecond: Infinity },
  '10mbit': { roundTripMs: 0, bitsPerSecond: 10e6 },
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function add(figures: Figures, contestant: string, cell: string, link: string, found: Replayed): void {
  const less = { better: 'less' } as const;
  const row = (name: string, unit: string) => ({ name: `${cell}.${name}`, unit });
  figures.add({ ...row('bytes', 'kB'), ...less }, contestant, found.bytes / 1000);
  figures.add({ ...row('cpu', 'ms'), ...less }, contestant, found.cpuMs);
  figures.add({ ...row('shown', 'frames'), better: 'more' }, contestant, found.framesShown);
  figures.add({ ...row('paint.p50', 'ms'), ...less }, contestant, percentile(found.paintMs, 0.5));
  figures.add({ ...row('paint.p99', 'ms'), ...less }, contestant, percentile(found.paintMs, 0.99));
  figures.add({ ...row('ssim', ''), better: 'more' }, contestant, mean(found.ssim));
  if (link === '10mbit') figures.add({ ...row('growth', 'ms'), ...less }, contestant, growth(found.paintMs));
}

const version = (debianPackage: string): string =>
  execFileSync('dpkg-query', ['-W', '-f', '${Version}', debianPackage], { encoding: 'utf8' });

async function framesOf(quick: boolean): Promise<string> {
  const browser = await startBrowser();
  try {
    return await drawnFrames(browser, quick);
  } finally {
    await browser.close();
  }
}

async function run({ runs, quick, only, say }: BenchContext): Promise<BenchResult> {
  const figures = new Figures();
  say('drawing the scenarios');
  const folder = await framesOf(quick);
  const screen = await XScreen.start();
  try {
    const { width, height } = readFrames(folder, 'typing');
    for (let round = 1; round <= runs; round += 1) {
      for (const [link, shape] of Object.entries(links)) {
        for (const [name, show] of Object.entries(contestants)) {
          if (only?.includes(name) === false) continue;
          const showing = await show(screen.browser, shape, width, height);
          try {
            // Nobody is measured cold.
            await replay(showing, screen, folder, 'dragging');
            for (const scenario of scenarios) {
              const found = await replay(showing, screen, folder, scenario);
              add(figures, name, `${scenario}.${link}`, link, found);
              const { bytes, cpuMs, framesShown, paintMs, ssim } = found;
              const p50 = percentile(paintMs, 0.5).toFixed(0);
              const p99 = percentile(paintMs, 0.99).toFixed(0);
              say(
                `run ${round}: ${scenario} ${link} ${name}: ${(bytes / 1000).toFixed(1)} kB, ${cpuMs.toFixed(0)} ms CPU, ${framesShown} of ${paintMs.length} frames, ${p50} and ${p99} ms, SSIM ${ssim.map((value) => value.toFixed(4)).join(' ')}`,
              );
            }
          } finally {
            await showing.close();
          }
        }
      }
    }
  } finally {
    await screen.close();
  }
  return {
    rows: figures.rows,
    versions: {
      tigervnc: version('tigervnc-standalone-server'),
      novnc: version('novnc'),
      websockify: version('websockify'),
      chromium: version('chromium'),
      photographs: version('mate-backgrounds'),
    },
  };
}

export const bench: Bench = {
  about: 'typing, scrolling, dragging, photographs and video against TigerVNC with noVNC; needs no lab',
  contestants: Object.keys(contestants),
  run,
};
