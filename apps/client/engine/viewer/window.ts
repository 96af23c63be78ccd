/** Opens the viewer in a window of its own: Chromium's app mode. Owns which browsers are looked for, and the profile. */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants as system, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** The first of the browsers that is installed; $FARPORT_BROWSER comes before all. */
export function findBrowser(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const wanted = env['FARPORT_BROWSER'];
  if (wanted !== undefined && wanted !== '') return wanted;
  const directories = (env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return BROWSERS.flatMap((name) => directories.map((directory) => join(directory, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Of what a browser says on its stderr, in characters. */
const MAX_SAID = 4096;
const REST_MS = 1_000;

export interface BrowserWindow {
  /** Resolves when the person has closed it; rejects where the browser could not be started, or ended with an error. */
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * Opens `address`, in a profile that is thrown away: no other page shares its cookie. `more`: switches of Chromium's. The
 * address stands in no command line, which other users of the machine can read, but in a file of ours that leads on.
 */
export function openWindow(browser: string, address: string, more: readonly string[] = []): BrowserWindow {
  const profile = mkdtempSync(join(tmpdir(), 'farport-viewer-'));
  const page = join(profile, 'open.html');
  writeFileSync(page, leadingTo(address), { mode: 0o600 });
  const child: ChildProcess = spawn(
    browser,
    [
      `--app=${pathToFileURL(page).href}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      '--disable-extensions',
      ...more,
      // Chromium refuses its sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MAX_SAID);
  });
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0 || wasAsked(code, signal)) {
        child.stderr?.destroy();
        resolve();
        return;
      }
      const fail = (): void => {
        child.stderr?.destroy();
        const how = signal === null ? `with status ${code}` : `by ${signal}`;
        reject(new Error([`it ended ${how}`, lastLines(said)].filter(Boolean).join(': ')));
      };
      // The rest of what it said; a child of its own may keep that open.
      child.once('close', fail);
      setTimeout(fail, REST_MS).unref();
    });
  }).finally(() => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  return { closed, close: () => child.kill() };
}

/** Whether it ended because somebody wanted it to: by these signals, or with what a shell makes of them. */
function wasAsked(code: number | null, signal: NodeJS.Signals | null): boolean {
  const asked = ['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM'] as const;
  return asked.some((name) => name === signal || code === 128 + system.signals[name]);
}

/** The last lines, one of which says why, without the place in Chromium's source that each begins with. */
function lastLines(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]*\] /, '').trim());
  return lines.filter(Boolean).slice(-4).join('; ').slice(0, 500);
}

function leadingTo(address: string): string {
  const url = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><meta charset="utf-8"><title>Farport</title><meta http-equiv="refresh" content="0;url=${url}">\n`;
}
