/** The one window: how it is made, shown again, and what it is told. */
import type { Electron, ElectronApi } from './electron-api.main.ts';
import { APP_PAGE } from './pages.main.ts';

export const STATE_CHANNEL = 'farport:state';
export const GONE_CHANNEL = 'farport:gone';

/** Each line is one of Electron's own recommendations, said here although most are its defaults. */
export const PAGE_SWITCHES: Electron.WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
};

export function webPreferences(preload: string, session: Electron.Session): Electron.WebPreferences {
  return { ...PAGE_SWITCHES, preload, session };
}

export class AppWindow {
  readonly #window: Electron.BrowserWindow;

  constructor(
    { BrowserWindow }: Pick<ElectronApi, 'BrowserWindow'>,
    options: { readonly preferences: Electron.WebPreferences; readonly kiosk: boolean },
  ) {
    this.#window = new BrowserWindow({
      width: 1200,
      height: 800,
      minWidth: 480,
      minHeight: 360,
      show: false,
      title: 'Farport',
      autoHideMenuBar: true,
      kiosk: options.kiosk,
      webPreferences: options.preferences,
    });
    this.#window.once('ready-to-show', () => {
      this.#window.show();
    });
  }

  open(): Promise<void> {
    return this.#window.loadURL(APP_PAGE);
  }

  show(): void {
    if (this.#window.isDestroyed()) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  tell(state: unknown): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(STATE_CHANNEL, state);
  }

  /** The engine's process has ended, for good. */
  gone(): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(GONE_CHANNEL);
  }

  onClosed(closed: () => void): void {
    this.#window.on('closed', closed);
  }
}
