/** The app in a window of Chromium's app mode, where Electron is not installed: the same engine, the same pages. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../engine/errors.ts';
import { configPath, logPath, socketPath } from '../../engine/service/paths.ts';
import { findBrowser, openWindow, type BrowserWindow } from '../../engine/viewer/window.ts';
import type { AppState } from '../shared/app-state.ts';
import { AppError } from '../shared/errors.ts';
import { ClientLock } from './client-lock.node.ts';
import { startEngineChild } from './engine-child.node.ts';

export interface BrowserShellOptions {
  readonly reason: AppState['shellReason'];
  readonly kiosk: boolean;
  /** False: print the address for a browser of the person's own. */
  readonly window: boolean;
  /** A link to open; empty for none. */
  readonly link: string;
  readonly say: (text: string) => void;
}

const LAUNCHER = fileURLToPath(new URL('./client.node.ts', import.meta.url));

/** Resolves when the window was closed, or the app was ended, and every device is back. Throws `app.browser`. */
export async function runInBrowser({ reason, kiosk, window, link, say }: BrowserShellOptions): Promise<void> {
  const ending = Promise.withResolvers<undefined>();
  const end = (): void => {
    ending.resolve(undefined);
  };
  let open: (link: string) => void = () => undefined;
  const lock = await ClientLock.take(join(dirname(socketPath()), 'client.sock'), link, (later) => {
    open(later);
  });
  if (lock === undefined) {
    say('Farport is open already');
    return;
  }
  const noSecrets = (): never => {
    throw new AppError('secret.refused', 'a browser’s window keeps no tickets');
  };
  const { line, ended } = startEngineChild({
    'secret.keep': noSecrets,
    'secret.read': () => ({ value: null }),
    'secret.forget': () => undefined,
    quit: end,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  try {
    const started = await line.call('start', {
      shell: 'browser',
      shellReason: reason,
      origin: null,
      configDirectory: dirname(configPath()),
      stateDirectory: dirname(logPath()),
      secretsReason: 'browser',
      command: [process.execPath, LAUNCHER],
    });
    open = (later) => {
      if (later !== '') line.call('link', { url: later }).catch(() => undefined);
    };
    open(link);
    const switches = kiosk || started.kiosk ? ['--kiosk'] : ['--window-size=1200,800'];
    const shown = window ? show(started.address, switches, say) : undefined;
    if (shown === undefined) say(`open this in a browser on this machine: ${started.address}`);
    let failure: AppError | undefined;
    const closed = shown?.closed.catch((error: unknown) => {
      failure = new AppError(
        'app.browser',
        `the browser showed no window (${messageOf(error)}); --no-window prints the address for a browser of your own`,
      );
    });
    await Promise.race([ending.promise, ended, ...(closed === undefined ? [] : [closed])]);
    const why = failure;
    shown?.close();
    await closed;
    await line.call('stop', {}).catch(() => undefined);
    await ended;
    if (why !== undefined) throw why;
  } finally {
    lock.release();
  }
}

/** Undefined where there is no browser. */
function show(
  address: string,
  switches: readonly string[],
  say: (text: string) => void,
): BrowserWindow | undefined {
  const browser = findBrowser();
  if (browser === undefined) {
    say('no Chromium was found (on Debian: apt-get install chromium)');
    return undefined;
  }
  return openWindow(browser, address, switches);
}
