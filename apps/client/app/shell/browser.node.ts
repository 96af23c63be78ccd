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
  const isOpen = 'Farport is open already';
  let wanted = link;
  // Until the engine has started, which is told then.
  let open = (later: string): Promise<string> => {
    if (later !== '') wanted = later;
    return Promise.resolve(isOpen);
  };
  const lock = await ClientLock.take(join(dirname(socketPath()), 'client.sock'), link, (later) =>
    open(later),
  );
  if (typeof lock === 'string') {
    say(lock === '' ? isOpen : lock);
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
    const openLink = async (later: string): Promise<void> => {
      if (later !== '') await line.call('link', { url: later }).catch(() => undefined);
    };
    await openLink(wanted);
    const switches = kiosk || started.kiosk ? ['--kiosk'] : ['--window-size=1200,800'];
    const shown = window ? show(started.address, switches, say) : undefined;
    if (shown === undefined) say(inBrowser(started.address));
    open = async (later) => {
      await openLink(later);
      if (shown !== undefined) return isOpen;
      // The tab that it had may be shut.
      return line.call('invite', {}).then(
        ({ address }) => `${isOpen}; ${inBrowser(address)}`,
        () => isOpen,
      );
    };
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

const inBrowser = (address: string): string => `open this in a browser on this machine: ${address}`;

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
