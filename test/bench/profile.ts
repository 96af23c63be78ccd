// Profiles of Farport's processes while they work: .cpuprofile files (Chrome's and VS Code's viewers open them),
// and a summary of the busiest threads and functions. It measures nothing that is reported as a figure.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab/lab.ts';
import { checkout } from '../lab/machine.ts';
import type { Farport } from './farport.ts';

/** How long the threads are counted, and then each process is profiled. */
export const profileSeconds = 5;
/** How long the work that is profiled has to go on. */
export const profiledWorkSeconds = profileSeconds * 8;

interface Summary {
  readonly busy: Readonly<Record<string, Readonly<Record<string, ThreadTime>>>>;
  readonly functions: Readonly<
    Record<string, readonly { readonly name: string; readonly percent: number }[]>
  >;
}

interface ThreadTime {
  readonly userPercent: number;
  readonly systemPercent: number;
  readonly waitsPerSecond: number;
}

/** Profiles the VM process, the agent and the engine one after the other, into `folder` on this machine. */
export async function takeProfile(
  lab: Lab,
  farport: Farport,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const pids = Object.entries(await farport.processes()).map(([name, pid]) => `${name}=${pid}`);
  const script = `${checkout}/test/bench/inside/profile.mjs`;
  const out = await lab.check(
    ['node_modules/.bin/node', script, String(profileSeconds), `${lab.share.lab}/profile`, ...pids],
    { timeoutMs: 180_000 },
  );
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(join(lab.share.host, 'profile')))
    copyFileSync(join(lab.share.host, 'profile', file), join(folder, file));
  const summary = JSON.parse(out) as Summary;
  const text = render(summary);
  writeFileSync(join(folder, 'summary.txt'), text);
  say(`profile ${folder}:\n${text}`);
}

function render({ busy, functions }: Summary): string {
  const lines: string[] = [];
  for (const [name, threads] of Object.entries(busy)) {
    lines.push(`${name}: CPU of its threads, and its JavaScript's own time`);
    for (const [thread, { userPercent, systemPercent, waitsPerSecond }] of Object.entries(threads))
      lines.push(
        `  ${String(userPercent).padStart(5)}% user ${String(systemPercent).padStart(3)}% system ${String(waitsPerSecond).padStart(5)} waits/s  ${thread}`,
      );
    for (const { name: what, percent } of functions[name]?.slice(0, 30) ?? [])
      lines.push(`  ${percent.toFixed(1).padStart(5)}%  ${what}`);
  }
  return `${lines.join('\n')}\n`;
}
