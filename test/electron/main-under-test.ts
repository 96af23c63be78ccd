/** The main process of the app, as it is, with a look at its window when it is there. Bundled by smoke.ts; runs in Electron. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as realElectron from 'electron';
import { runMain } from '../../apps/client/app/main/app.main.ts';
import { asRoot, shimmed } from './shims.ts';

declare const SHIMS: boolean;

const electron = SHIMS ? shimmed(asRoot(realElectron)) : asRoot(realElectron);
const { FARPORT_TEST_REPORT: report = '', FARPORT_TEST_PICTURE: picture = '' } = process.env;

/** Runs in the page; a text, because the page's own world has no other way in. */
const LOOK = `(async () => {
  const refused = (what) => what.then(() => false, () => true);
  let evalRefused = false;
  try { (0, eval)('1'); } catch { evalRefused = true; }
  window.open('https://example.invalid/');
  const link = Object.assign(document.createElement('a'), { href: 'https://example.invalid/' });
  link.click();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const state = await window.farport.call('state.read', {});
  return {
    title: document.title,
    heading: document.querySelector('h1').textContent,
    keys: Object.keys(window.farport),
    noNode: typeof require === 'undefined' && typeof process === 'undefined',
    evalRefused,
    elsewhereRefused: await refused(fetch('https://example.invalid/')),
    stayed: location.href === 'farport-app://app/app/',
    strangeCall: await window.farport.call('constructor', {}),
    backend: state.value.backend,
  };
})()`;

async function look(): Promise<void> {
  const [window] = electron.BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('there is no window');
  const { webContents } = window;
  await webContents.executeJavaScript(
    `new Promise((resolve) => { const look = () => document.querySelector('form') ? resolve() : setTimeout(look, 50); look(); })`,
  );
  const found = (await webContents.executeJavaScript(LOOK)) as object;
  writeFileSync(picture, (await webContents.capturePage()).toPNG());
  writeFileSync(
    report,
    JSON.stringify({
      electron: process.versions.electron,
      windowsRefused: electron.BrowserWindow.getAllWindows().length === 1,
      ...found,
    }),
  );
}

runMain(electron, {
  bundle: __dirname,
  viewer: join(__dirname, '../../viewer/dist'),
  argv: [],
  env: process.env,
})
  .then(look)
  .catch((error: unknown) => {
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    electron.app.quit();
  });
