/**
 * Stands for Electron, for tests of the main process: notes what it is told, and lets the test play the rest (events,
 * protocol requests, an engine's process).
 */
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import type { Electron, ElectronApi } from '../electron-api.main.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

interface Opened {
  readonly action: string;
  readonly overrideBrowserWindowOptions?: Electron.BrowserWindowConstructorOptions;
}

export class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => Opened) | undefined;
  url = '';
  readonly sent: unknown[][] = [];

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => Opened): void {
    this.openHandler = handler;
  }

  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

export class FakeWindow extends EventEmitter {
  static last: FakeWindow | undefined;
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  shown = 0;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    FakeWindow.last = this;
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }

  isDestroyed(): boolean {
    return false;
  }

  isMinimized(): boolean {
    return false;
  }

  show(): void {
    this.shown += 1;
  }

  focus(): void {
    this.emit('focused');
  }
}

type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (yes: boolean) => void,
  details: { requestingUrl: string },
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;
type BeforeRequest = (request: { url: string }, answer: (what: { cancel: boolean }) => void) => void;

export class FakeSession {
  permissionRequest: PermissionRequest | undefined;
  permissionCheck: PermissionCheck | undefined;
  devicePermission: (() => boolean) | undefined;
  beforeRequest: BeforeRequest | undefined;
  page: ((request: Request) => Promise<Response>) | undefined;
  readonly protocol = {
    handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
      this.page = handler;
    },
  };
  readonly webRequest = {
    onBeforeRequest: (handler: BeforeRequest) => {
      this.beforeRequest = handler;
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.devicePermission = handler;
  }
}

/** The engine's process: answers calls by `answers`, and notes them. */
export class FakeEngineProcess extends EventEmitter {
  readonly calls: { readonly name: string; readonly args: unknown }[] = [];
  readonly answers: Record<string, (args: never) => unknown> = {
    start: () => ({ address: '', kiosk: false, port: 4000 }),
    view: () => ({
      vm: 'desktop-1',
      ticket: 't',
      agent: 'x',
      display: 'ws://127.0.0.1:4000/view/v/display?key=k',
    }),
    window: () => 'answered',
    link: () => undefined,
    stop: () => {
      setImmediate(() => this.emit('exit', 0));
    },
  };

  postMessage(message: unknown): void {
    const { t, id, name, args } = message as { t: string; id: number; name: string; args: never };
    if (t !== 'call') return;
    this.calls.push({ name, args });
    setImmediate(() => this.emit('message', { t: 'answer', id, value: this.answers[name]?.(args) }));
  }
}

class FakeApp extends EventEmitter {
  readonly told: string[] = [];
  isPackaged = false;
  first = true;
  readonly userData = mkdtempSync(join(tmpdir(), 'farport-main-'));

  setName(name: string): void {
    this.told.push(`name ${name}`);
  }

  enableSandbox(): void {
    this.told.push('sandbox');
  }

  requestSingleInstanceLock(): boolean {
    return this.first;
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.told.push(`client of ${scheme}`);
    return true;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  getPath(): string {
    return this.userData;
  }

  getAppPath(): string {
    return '/app';
  }

  setLoginItemSettings({ openAtLogin }: { openAtLogin: boolean }): void {
    this.told.push(`at login ${openAtLogin}`);
  }

  getLocale(): string {
    return 'en-GB';
  }

  /** As Electron does: asks, and quits where nobody objects. */
  quit(): void {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    this.emit('before-quit', event);
    this.told.push(event.prevented ? 'quit later' : 'quit');
  }
}

interface MenuItem {
  readonly label?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
}

export class FakeTray extends EventEmitter {
  tip = '';
  menu: readonly MenuItem[] = [];

  setToolTip(tip: string): void {
    this.tip = tip;
  }

  setContextMenu(menu: readonly MenuItem[]): void {
    this.menu = menu;
  }
}

export class FakeElectron {
  readonly app = new FakeApp();
  readonly ours = new FakeSession();
  readonly engine = new FakeEngineProcess();
  readonly handlers = new Map<string, Handler>();
  readonly schemes: unknown[] = [];
  readonly forks: string[] = [];
  readonly menus: unknown[] = [];
  readonly trays: FakeTray[] = [];
  /** Whether the desktop has a place for icons. */
  panel = true;
  backend = 'gnome_libsecret';
  encryption = true;

  get api(): ElectronApi {
    const { trays, panel } = this;
    const tray = class extends FakeTray {
      constructor() {
        super();
        if (!panel) throw new Error('there is no place for icons');
        trays.push(this);
      }
    };
    return {
      app: this.app,
      BrowserWindow: FakeWindow,
      ipcMain: { handle: (channel: string, handler: Handler) => this.handlers.set(channel, handler) },
      Menu: {
        setApplicationMenu: (menu: unknown) => this.menus.push(menu),
        buildFromTemplate: (items: unknown) => items,
      },
      nativeImage: { createFromPath: () => ({ resize: () => 'icon' }) },
      protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => this.schemes.push(...schemes) },
      safeStorage: {
        isAsyncEncryptionAvailable: () => Promise.resolve(this.encryption),
        getSelectedStorageBackend: () => this.backend,
        encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x5a)),
        decryptStringAsync: (sealed: Buffer) =>
          Promise.resolve({ result: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString() }),
      },
      session: { fromPartition: () => this.ours },
      Tray: tray,
      utilityProcess: {
        fork: (file: string) => {
          this.forks.push(file);
          return this.engine;
        },
      },
    } as unknown as ElectronApi;
  }
}
