/**
 * The main process: one app, one engine, one window. Owns the order in which they begin and end; every rule is in a file
 * of its own. Everything of Electron's is handed in.
 */
import { join } from 'node:path';
import { viewerFiles } from '../../engine/viewer/files.ts';
import { linkIn } from '../shared/deep-link.ts';
import { LINK_SCHEME } from '../shared/deep-link.ts';
import { AppError, told } from '../shared/errors.ts';
import type { ElectronApi } from './electron-api.main.ts';
import { startEngineProcess, type EngineProcess } from './engine-process.main.ts';
import { guardContents, guardSession, mayCall, registerScheme } from './guards.main.ts';
import { answerPage, SCHEME } from './pages.main.ts';
import { SecretFile, whyNoSecrets } from './secrets.main.ts';
import { AppTray } from './tray.main.ts';
import { AppWindow, webPreferences } from './window.main.ts';

export const CALL_CHANNEL = 'farport:call';
const PARTITION = 'persist:farport';
/** Devices that take longer are given back by the engine's guard. */
const STOP_MS = 15_000;

export interface MainOptions {
  /** Where the bundle is: main, preload, engine, window/. */
  readonly bundle: string;
  readonly viewer: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: this one. */
  readonly platform?: NodeJS.Platform;
}

/** Resolves when the window is open, or at once where another app is. */
export async function runMain(electron: ElectronApi, options: MainOptions): Promise<void> {
  const { app } = electron;
  app.setName('Farport');
  app.enableSandbox();
  if (!app.requestSingleInstanceLock()) {
    // The first one has been told what this one was started with.
    app.quit();
    return;
  }
  registerScheme(electron.protocol);
  guardContents(app);
  app.setAsDefaultProtocolClient(LINK_SCHEME);
  electron.Menu.setApplicationMenu(null);
  const main = new Main(electron, options);
  app.on('second-instance', (_event, argv) => {
    main.opened(linkIn(argv));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    main.opened(url);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    main.quit(event);
  });
  main.opened(linkIn(options.argv));
  await app.whenReady();
  await main.start();
}

class Main {
  readonly #electron: ElectronApi;
  readonly #options: MainOptions;
  #engine: EngineProcess | undefined;
  #window: AppWindow | undefined;
  #tray: AppTray | undefined;
  #links: string[] = [];
  #ready = false;
  /** As the system was told last. */
  #startsAtLogin: boolean | undefined;
  #quitting: 'no' | 'giving back' | 'done' = 'no';

  constructor(electron: ElectronApi, options: MainOptions) {
    this.#electron = electron;
    this.#options = options;
  }

  /** The app was started again, perhaps with a link. */
  opened(link: string | undefined): void {
    this.#window?.show();
    if (link === undefined) return;
    this.#links = [...this.#links, link].slice(-1);
    this.#follow();
  }

  async start(): Promise<void> {
    const { app, session, ipcMain } = this.#electron;
    const { bundle, viewer, argv, env } = this.#options;
    const secrets = new SecretFile(this.#electron.safeStorage, join(app.getPath('userData'), 'secrets.json'));
    const engine = startEngineProcess(
      this.#electron,
      join(bundle, 'engine.mjs'),
      {
        'secret.keep': ({ name, value }) => secrets.keep(name, value),
        'secret.read': async ({ name }) => ({ value: await secrets.read(name) }),
        'secret.forget': ({ name }) => {
          secrets.forget(name);
        },
        quit: () => {
          app.quit();
        },
      },
      (state) => {
        this.#window?.tell(state);
        this.#tray?.show(state, app.getLocale());
        this.#startAtLogin(state.settings.startAtLogin);
      },
    );
    this.#engine = engine;
    void engine.ended.then(() => {
      this.#window?.gone();
    });
    const ours = session.fromPartition(PARTITION);
    let port = 0;
    guardSession(ours, () => port);
    ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, args: unknown) => {
      try {
        if (!mayCall(event.senderFrame)) throw new AppError('app.call', 'this page may not call');
        if (typeof name !== 'string') throw new AppError('app.call', 'a call has a name');
        return { value: await engine.line.call('window', { name: name.slice(0, 64), args }) };
      } catch (error) {
        return { refusal: told(error) };
      }
    });
    const started = await engine.line.call('start', {
      shell: 'electron',
      shellReason: '',
      origin: `${SCHEME}://app`,
      configDirectory: app.getPath('userData'),
      stateDirectory: join(app.getPath('userData'), 'log'),
      secretsReason: await whyNoSecrets(this.#electron.safeStorage, process.platform),
      command: app.isPackaged ? [env['APPIMAGE'] ?? process.execPath] : [process.execPath, app.getAppPath()],
    });
    ({ port } = started);
    const [appFiles, viewFiles] = [await viewerFiles(join(bundle, 'window')), await viewerFiles(viewer)];
    ours.protocol.handle(SCHEME, (request) =>
      answerPage(request, {
        appFiles,
        viewerFiles: viewFiles,
        port: started.port,
        opening: (id) => engine.line.call('view', { id }),
      }),
    );
    this.#openWindow(
      webPreferences(join(bundle, 'preload.cjs'), ours),
      started.kiosk || argv.includes('--kiosk'),
    );
    this.#ready = true;
    this.#follow();
    await this.#window?.open();
  }

  /** Quits when every device is back. */
  quit(event: { preventDefault(): void }): void {
    if (this.#quitting === 'done' || this.#engine === undefined) return;
    event.preventDefault();
    if (this.#quitting === 'giving back') return;
    this.#quitting = 'giving back';
    const { line, ended } = this.#engine;
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
    void Promise.race([line.call('stop', {}).then(() => ended), ended, late])
      .catch(() => undefined)
      .then(() => {
        this.#quitting = 'done';
        this.#electron.app.quit();
      });
  }

  /** On Linux the engine's process writes a desktop entry: Electron has no way there. */
  #startAtLogin(wanted: boolean): void {
    if ((this.#options.platform ?? process.platform) === 'linux' || wanted === this.#startsAtLogin) return;
    this.#startsAtLogin = wanted;
    this.#electron.app.setLoginItemSettings({ openAtLogin: wanted });
  }

  #openWindow(preferences: Electron.WebPreferences, kiosk: boolean): void {
    const { app } = this.#electron;
    this.#window = new AppWindow(this.#electron, { preferences, kiosk });
    this.#window.onClosed(() => {
      this.#window = undefined;
    });
    try {
      this.#tray = new AppTray(this.#electron, join(this.#options.bundle, 'icon.png'), {
        show: () => this.#window?.show(),
        leave: () =>
          void this.#engine?.line.call('window', { name: 'screen.close', args: {} }).catch(() => undefined),
        quit: () => {
          app.quit();
        },
      });
    } catch {
      // A desktop without a place for such icons.
    }
  }

  #follow(): void {
    if (!this.#ready) return;
    for (const url of this.#links.splice(0)) {
      // Whoever made the link gets no answer; a person sees where it led, or nothing.
      this.#engine?.line.call('link', { url }).catch(() => undefined);
    }
  }
}
