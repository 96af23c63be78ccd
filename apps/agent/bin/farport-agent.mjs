#!/usr/bin/env -S node --max-semi-space-size=4
/**
 * Launcher: finds a Node new enough (24 or later, the project's pinned one when the running one is older) and starts
 * the agent with it: as the set-up bundled it, or its source. Holds no logic of the agent.
 *
 * The young generation of the heap is bounded to some MiB: left alone it grows to a hundred with a thousand clients, and
 * is never given back. Whoever starts the bundle without this file says the same.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = ['../dist/farport-agent.js', '../src/main.ts']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

// What Node compiled is kept for the next start, here and in the processes started from here.
process.env.NODE_COMPILE_CACHE ??= join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'farport',
  'compiled',
);
nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main);
} else {
  const candidates = ['../node_modules/.bin/node', '../../../node_modules/.bin/node'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const node = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (node === undefined) {
    console.error(
      `farport-agent needs Node 24 or later; this is ${process.version}. Run "npm install" in the checkout, which brings the right one.`,
    );
    process.exit(1);
  }
  const child = spawn(node, ['--max-semi-space-size=4', main, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  child.on('error', (error) => {
    console.error(`farport-agent: ${node} could not be started: ${error.message}`);
    process.exit(1);
  });
  // Passed on, and the child decides. A terminal sends Ctrl-C to both of us: the child takes the two for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}
