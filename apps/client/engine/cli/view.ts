/** Owns `farport view`: the bridge for as long as the window is open, or until interrupted. */
import { EngineError, messageOf } from '../errors.ts';
import { parseAgent, parseFingerprint } from '../session/pinned-tls.ts';
import { ViewerBridge } from '../viewer/bridge.ts';
import { viewerFiles } from '../viewer/files.ts';
import { findBrowser, openWindow } from '../viewer/window.ts';
import { targetOf, type TargetOptions } from './requests.ts';

export interface ViewOptions extends TargetOptions {
  window: boolean;
}

/** Throws `viewer.browser` where the browser showed no window, or did not end because somebody wanted it to. */
export async function view(vm: string, options: ViewOptions): Promise<void> {
  const { agent, fingerprint, ticket } = await targetOf(options);
  const target = { agent: parseAgent(agent), fingerprint: parseFingerprint(fingerprint), vm, ticket };
  const bridge = await ViewerBridge.start(target, await viewerFiles());
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
  let failure: EngineError | undefined;
  const browser = options.window ? findBrowser() : undefined;
  if (browser === undefined) {
    const why = options.window ? 'no Chromium was found; open this in a browser on this machine' : 'open';
    process.stdout.write(`${why}: ${bridge.address}\n`);
    await interrupted;
  } else {
    const window = openWindow(browser, bridge.address);
    const closed = window.closed.catch((error: unknown) => {
      failure = new EngineError(
        'viewer.browser',
        `${browser} showed no window, or broke down (${messageOf(error)}); --no-window prints the address for a browser of your own`,
      );
    });
    await Promise.race([interrupted, closed]);
    window.close();
    await closed;
  }
  await bridge.close();
  if (failure !== undefined) throw failure;
}
