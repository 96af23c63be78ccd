/** The app without a shell: its service and its bridge over simulated devices. What it keeps is in a directory of the test's. */
import { join } from 'node:path';
import { FakeBackend } from '../../apps/client/engine/capture/fake/fake-captured-device.ts';
import { Engine } from '../../apps/client/engine/service/engine.ts';
import { dial } from '../../apps/client/engine/session/dial.ts';
import { openApp, type AppHost, type StartArgs } from '../../apps/client/app/service/app-host.node.ts';
import type { SimulatedDevices } from './simulated-devices.ts';

type Shown = Pick<StartArgs, 'shell' | 'shellReason' | 'origin'>;

/** Its own window shows it: the bridge serves no page, and none has to be bundled. */
const inItsWindow: Shown = { shell: 'electron', shellReason: '', origin: 'farport-app://app' };
/** A browser shows it, by the bridge's pages. */
export const inBrowser: Shown = { shell: 'browser', shellReason: 'no-electron', origin: null };

export async function openSimulatedApp(
  directory: string,
  devices: SimulatedDevices,
  { backend = new FakeBackend(), shown = inItsWindow } = {},
): Promise<AppHost> {
  return await openApp(
    {
      ...shown,
      configDirectory: join(directory, 'config'),
      stateDirectory: join(directory, 'state'),
      secretsReason: 'browser',
      command: [],
    },
    {
      secrets: {
        keep: () => Promise.resolve(),
        read: () => Promise.resolve(null),
        forget: () => Promise.resolve(),
      },
      quit: () => undefined,
    },
    async () => {
      const engine = new Engine({ source: devices, backend, dial, version: 'test', log: () => undefined });
      await engine.start();
      return engine;
    },
  );
}
