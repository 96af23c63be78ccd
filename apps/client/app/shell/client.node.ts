/** Entry of `npm run client`: the app in Electron where its program is installed, else in a browser's window. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { messageOf } from '../../engine/errors.ts';
import { VERSION } from '../../engine/version.ts';
import { parseDeepLink } from '../shared/deep-link.ts';
import { runInBrowser } from './browser.node.ts';
import { electronBinary } from './electron-binary.node.ts';

/** The folder whose package.json names the bundled main process. */
const APP = fileURLToPath(new URL('../..', import.meta.url));

interface ClientOptions {
  readonly browser?: boolean;
  readonly kiosk?: boolean;
  readonly window: boolean;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function client(link: string | undefined, options: ClientOptions): Promise<void> {
  if (link !== undefined) parseDeepLink(link);
  const electron = options.browser === true || !options.window ? undefined : electronBinary();
  if (electron !== undefined) {
    const kiosk = options.kiosk === true ? ['--kiosk'] : [];
    const child = spawn(electron, [APP, ...kiosk, ...(link === undefined ? [] : [link])], {
      stdio: 'inherit',
    });
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill(signal));
    const [code] = (await once(child, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
    return;
  }
  const asked = options.browser === true || !options.window;
  if (!asked) {
    say(
      'Electron’s program is not installed (npx install-electron downloads it): the same app opens in Chromium.',
    );
  }
  await runInBrowser({
    reason: asked ? 'asked' : 'no-electron',
    kiosk: options.kiosk === true,
    window: options.window,
    link: link ?? '',
    say,
  });
}

await new Command('farport-client')
  .description('The Farport client: VMs on servers, with the USB devices of this machine')
  .version(VERSION)
  .argument('[link]', 'farport://AGENT/VM: where to go')
  .addOption(new Option('--browser', 'in Chromium, even where Electron is installed'))
  .option('--kiosk', 'the whole screen, and nothing beside it')
  .option('--no-window', 'print the address for a browser of your own, which must be on this machine')
  .action(client)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`farport-client: ${messageOf(error)}\n`);
    process.exit(1);
  });
