/** Entry of Electron's main process, bundled. Holds no logic. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { runMain } from './app.main.ts';

const bundle = dirname(fileURLToPath(import.meta.url));

runMain(electron, {
  bundle,
  viewer: join(bundle, '../../viewer/dist'),
  argv: process.argv.slice(1),
  env: process.env,
}).catch((error: unknown) => {
  process.stderr.write(`farport: ${error instanceof Error ? error.message : String(error)}\n`);
  electron.app.exit(1);
});
