/**
 * Owns the engine as a process: choosing the backend, the control socket, signals, the log. Everything it captured
 * goes back to the local drivers before it ends.
 */
import { pino } from 'pino';
import type { CaptureBackend } from '../capture/captured-device.ts';
import { libusbBackend } from '../capture/libusb/backend.ts';
import { systemDevices } from '../capture/local-devices.ts';
import { nativeBackend } from '../capture/native/backend.ts';
import type { TransferMemory } from '../capture/transfer-memory.ts';
import { usbfsMemory } from '../capture/usbfs-memory.ts';
import { EngineError, messageOf } from '../errors.ts';
import { dial } from '../session/dial.ts';
import { VERSION } from '../version.ts';
import { Membership } from '../fleet/membership.ts';
import { sysfsDescriptors } from '../fleet/seen-device.ts';
import type { RedirectionStatus } from './control-schema.ts';
import { serveControl } from './control-server.ts';
import { Engine } from './engine.ts';
import { credentialPath } from './paths.ts';

export type BackendName = 'native' | 'libusb';

/** Releasing waits for devices; a second signal ends the process at once (the guard then returns the devices). */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Serves until a signal or a stop request; resolves when every device is back. */
export async function runEngine(socket: string, wanted: BackendName | undefined): Promise<void> {
  const log = pino({ name: 'farport-engine' }, pino.destination({ dest: 1, sync: true }));
  const engine = await makeEngine(wanted, {
    say: (message) => {
      log.info(message);
    },
    changed: (status) => {
      const { selector, vm, device, state, error } = status;
      log.info({ selector, vm, port: device?.portPath, error: error?.code }, state);
    },
  });
  const { backend } = engine.status();

  const membership = new Membership({
    engine,
    path: credentialPath(),
    descriptors: sysfsDescriptors,
    log: (fields, message) => {
      log.info(fields, message);
    },
  });
  membership.start();

  const stopped = Promise.withResolvers<string>();
  const control = await serveControl(engine, socket, () => {
    stopped.resolve('stop was asked for');
  });
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      stopped.resolve(signal);
    });
  }
  log.info({ socket, backend, pid: process.pid }, 'the engine is ready');

  const why = await stopped.promise;
  const held = engine.status().redirections.filter((one) => one.captured);
  log.info({ devices: held.map((one) => one.device?.label) }, `${why}: giving ${held.length} device(s) back`);
  await control.close();
  await membership.stop();
  await engine.stop();
  log.info('every device is with the local drivers again');
}

export interface EngineNews {
  readonly say: (message: string) => void;
  /** A redirection's state changed. */
  readonly changed: (status: RedirectionStatus) => void;
}

/** The engine of this machine's devices, started. Throws `capture.no_backend`. */
export async function makeEngine(wanted: BackendName | undefined, news: EngineNews): Promise<Engine> {
  const memory = await usbfsMemory(news.say);
  const backend = await chooseBackend(wanted, memory, news.say);
  const source = await systemDevices();
  const engine = new Engine({ source, backend, dial, version: VERSION, log: news.changed });
  await engine.start();
  return engine;
}

/** The native engine where it is there, else libusb; says once why not. */
async function chooseBackend(
  wanted: BackendName | undefined,
  memory: TransferMemory,
  say: (message: string) => void,
): Promise<CaptureBackend> {
  if (wanted === 'native') return nativeBackend(memory);
  if (wanted === 'libusb') return libusbBackend(memory);
  try {
    return await nativeBackend(memory);
  } catch (error) {
    say(`${messageOf(error)}; libusb is used instead`);
  }
  try {
    return await libusbBackend(memory);
  } catch (cause) {
    throw new EngineError(
      'capture.no_backend',
      `no way to use USB devices here: neither the native engine nor libusb works (${messageOf(cause)}). Run "npm run setup"`,
      { cause },
    );
  }
}
