/**
 * What no page may do, whatever it is made to run: leave, open windows, load from elsewhere, use this machine's devices.
 * Owns Electron's switches for that; the window's own are in window.main.ts.
 */
import type { Electron, ElectronApi } from './electron-api.main.ts';
import { APP_PAGE, ORIGIN, SCHEME } from './pages.main.ts';
import { PAGE_SWITCHES } from './window.main.ts';

const VIEWS = `${ORIGIN}/view/`;
const HEAD_WINDOW = /^farport-app:\/\/app\/view\/[A-Za-z0-9_-]{1,64}\/head\.html\?head=[1-3]$/;
/** It shares its opener's process and session; what it would call is refused by its address. */
const HEAD_WINDOW_OPTIONS: Electron.BrowserWindowConstructorOptions = {
  title: 'Farport',
  autoHideMenuBar: true,
  webPreferences: PAGE_SWITCHES,
};

/** For the app's page and the viewer's in it: the screen is full with its keys, and the log can be copied. */
const FOR_BOTH: ReadonlySet<string> = new Set(['fullscreen', 'keyboardLock', 'clipboard-sanitized-write']);
/** For the viewer's pages alone: the guest's clipboard and pointer, and which monitors there are. */
const FOR_VIEWS: ReadonlySet<string> = new Set(['clipboard-read', 'pointerLock', 'window-management']);

/** Of a page that asks. Electron's checks name an origin only (`url` is ORIGIN): they hold for all pages of the app. */
export function isAllowed(permission: string, url: string): boolean {
  if (FOR_BOTH.has(permission)) return isOurs(url);
  return FOR_VIEWS.has(permission) && (url === ORIGIN || url.startsWith(VIEWS));
}

/** A page of the app's protocol. */
export function isOurs(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** The page that may call: the app's own, in the main frame, and none in it. */
export function mayCall(frame: Pick<Electron.WebFrameMain, 'url' | 'parent'> | null): boolean {
  return frame !== null && frame.parent === null && frame.url === APP_PAGE;
}

export function guardSession(session: Electron.Session, port: () => number): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(isAllowed(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowed(permission, origin.replace(/\/$/, '')),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !mayLoad(request.url, port()) });
  });
}

/** Our pages, pictures they made, and the engine's socket. */
export function mayLoad(url: string, port: number): boolean {
  return (
    isOurs(url) ||
    url.startsWith(`blob:${ORIGIN}/`) ||
    (port > 0 && url.startsWith(`ws://127.0.0.1:${port}/view/`))
  );
}

/** The window of a VM's further screen, which a viewer's page opens. */
export function isHeadWindow(url: string): boolean {
  return HEAD_WINDOW.test(url);
}

/** A window that has just been opened, and goes where it was opened for. */
function begins(contents: Pick<Electron.WebContents, 'getURL'>, url: string): boolean {
  return isHeadWindow(url) && ['', 'about:blank'].includes(contents.getURL());
}

/** For every page there ever is. */
export function guardContents(app: ElectronApi['app']): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) =>
      isHeadWindow(url)
        ? { action: 'allow', overrideBrowserWindowOptions: HEAD_WINDOW_OPTIONS }
        : { action: 'deny' },
    );
    contents.on('will-navigate', (event) => {
      if (!begins(contents, event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame ? !begins(contents, event.url) : !event.url.startsWith(VIEWS)) {
        event.preventDefault();
      }
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
  });
}

/** Before the app is ready. */
export function registerScheme(protocol: ElectronApi['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}
