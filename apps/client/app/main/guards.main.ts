/**
 * What no page may do, whatever it is made to run: leave, open windows, load from elsewhere, use this machine's devices.
 * Owns Electron's switches for that; the window's own are in window.main.ts.
 */
import type { Electron, ElectronApi } from './electron-api.main.ts';
import { APP_PAGE, ORIGIN, SCHEME } from './pages.main.ts';

/** What the viewer needs, for our own pages alone. */
const ALLOWED: ReadonlySet<string> = new Set([
  'fullscreen',
  'keyboardLock',
  'pointerLock',
  'clipboard-read',
  'clipboard-sanitized-write',
]);

export function isAllowed(permission: string, url: string): boolean {
  return ALLOWED.has(permission) && isOurs(url);
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

/** For every page there ever is. */
export function guardContents(app: ElectronApi['app']): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame || !event.url.startsWith(`${ORIGIN}/view/`)) event.preventDefault();
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
