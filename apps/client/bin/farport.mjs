#!/usr/bin/env node
/**
 * Launcher: runs the client's command line, as the set-up bundled it or its source, with Node 24 or later, the
 * project's pinned one where the running one is older. Holds no logic of the client.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = ['../dist/farport.js', '../engine/cli/main.ts']
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
  const node = ['../../../node_modules/.bin/node', '../node_modules/.bin/node']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (node === undefined) {
    console.error(
      `farport: needs Node 24 or later, this is ${process.version}: run "npm install" in the checkout, which brings it`,
    );
    process.exit(1);
  }
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('error', (error) => {
    console.error(`farport: ${node} could not be started: ${error.message}`);
    process.exit(1);
  });
  // A terminal sends SIGINT to both; the child decides what it means. Others are passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 0) : 1);
  });
}
