/**
 * Owns starting an engine in the background and waiting until it answers. Never ends one.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, messageOf } from '../errors.ts';
import { EngineClient } from './control-client.ts';
import type { BackendName } from './engine-process.ts';

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
/** While its process lives; small machines take their time. */
const START_TIMEOUT_MS = 120_000;
const LOOK_MS = 50;

/** Resolves when the engine answers at `socket`. Throws `engine.start` with the end of its log. */
export async function startEngine(
  socket: string,
  log: string,
  backend: BackendName | undefined,
): Promise<EngineClient> {
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  const output = openSync(log, 'a', 0o600);
  const from = statSync(log).size;
  const options = backend === undefined ? [] : ['--backend', backend];
  const child = spawn(process.execPath, [MAIN, 'engine', '--foreground', ...options], {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, FARPORT_ENGINE_SOCKET: socket },
  });
  let ended: string | undefined;
  child.once('exit', (code, signal) => {
    ended = signal ?? `exit status ${code ?? 0}`;
  });
  child.once('error', (error) => {
    ended = messageOf(error);
  });
  child.unref();

  const client = new EngineClient(socket);
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += LOOK_MS) {
    if (
      await client.status().then(
        () => true,
        () => false,
      )
    )
      return client;
    if (ended !== undefined) break;
    await delay(LOOK_MS);
  }
  const tail = readFileSync(log).subarray(from).toString('utf8').trim().split('\n').slice(-5).join('\n');
  throw new EngineError(
    'engine.start',
    `the engine did not start (${ended ?? `no answer within ${START_TIMEOUT_MS / 1000} s`}); the end of ${log}:\n${tail}`,
  );
}
