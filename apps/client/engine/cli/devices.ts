/** Owns `farport devices`: the USB devices of this machine, once or whenever something changes. */
import { existsSync } from 'node:fs';
import { systemDevices } from '../capture/local-devices.ts';
import { codeOf } from '../errors.ts';
import type { EngineClient } from '../service/control-client.ts';
import type { RedirectionStatus } from '../service/control-schema.ts';
import { socketPath } from '../service/paths.ts';
import { renderTree, toJson } from './tree.ts';

/** Undefined where no engine runs: then what talks to one is not even loaded. */
async function client(): Promise<EngineClient | undefined> {
  const path = socketPath();
  // Windows has its pipes in no directory.
  if (process.platform !== 'win32' && !existsSync(path)) return undefined;
  const { EngineClient } = await import('../service/control-client.ts');
  return new EngineClient(path);
}

/** What the running engine has redirected; nothing where none runs. */
async function redirections(): Promise<RedirectionStatus[]> {
  try {
    return (await (await client())?.status())?.redirections ?? [];
  } catch (error) {
    if (codeOf(error) === 'engine.not_running') return [];
    throw error;
  }
}

/** `failed` hears of an error while it watches. */
export async function devices(
  options: { json?: boolean; watch?: boolean },
  failed: (error: unknown) => void,
): Promise<void> {
  const source = await systemDevices();
  let last = '';
  const show = async (): Promise<void> => {
    const [list, redirected] = await Promise.all([source.list(), redirections()]);
    const text =
      options.json === true ? JSON.stringify(toJson(list, redirected)) : renderTree(list, redirected);
    if (text === last) return;
    if (last !== '' && options.json !== true) process.stdout.write('\n');
    last = text;
    process.stdout.write(`${text}\n`);
  };
  await show();
  // Where node-usb lists, its threads would keep the process alive.
  if (options.watch !== true) process.exit(0);

  let showing = Promise.resolve();
  const again = (): void => {
    showing = showing.then(show).catch(failed);
  };
  await source.watch(again);
  try {
    for await (const _ of (await client())?.watch() ?? []) again();
  } catch (error) {
    if (codeOf(error) !== 'engine.not_running') throw error;
  }
}
