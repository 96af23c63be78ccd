/**
 * Puts the app's parts together in the engine's process and serves whoever shows the window. Owns the order of starting
 * and stopping; decides nothing else.
 */
import { fileURLToPath } from 'node:url';
import { readCredential } from '../../engine/fleet/credential.ts';
import { credentialPath } from '../../engine/service/paths.ts';
import { parseFingerprint } from '../../engine/session/pinned-tls.ts';
import { makeEngine } from '../../engine/service/engine-process.ts';
import { codeOf, messageOf } from '../../engine/errors.ts';
import { viewerFiles } from '../../engine/viewer/files.ts';
import {
  ENGINE_CALLS,
  SHELL_CALLS,
  WINDOW_CALLS,
  type ShellCalls,
  type WindowCalls,
} from '../shared/calls.ts';
import { AppError } from '../shared/errors.ts';
import { answerCall, Line, type Args, type Handlers, type None, type Port } from '../shared/line.ts';
import { AppBridge } from './app-bridge.node.ts';
import { AppLog } from './app-log.node.ts';
import { AppService, type AppServiceParts, type SecretKeeper } from './app-service.node.ts';
import { xdgAutostart } from './autostart.node.ts';
import { SettingsFile } from './settings-file.node.ts';

export type StartArgs = Args<typeof ENGINE_CALLS, 'start'>;
type HostEngine = AppServiceParts['engine'];

// From here and from the bundle: both are in a folder of apps/client/app.
const windowDirectory = fileURLToPath(new URL('../dist/window', import.meta.url));
const viewerDirectory = fileURLToPath(new URL('../../viewer/dist', import.meta.url));

export interface AppHost {
  readonly service: AppService;
  readonly bridge: AppBridge;
  readonly log: AppLog;
  stop(): Promise<void>;
}

/** `makeEngine`: the devices of this machine, or in tests simulated ones. */
export async function openApp(
  start: StartArgs,
  shell: { readonly secrets: SecretKeeper; readonly quit: () => void },
  engineOf: (log: AppLog) => Promise<HostEngine>,
): Promise<AppHost> {
  const log = new AppLog(start.stateDirectory);
  const settings = new SettingsFile(start.configDirectory, (path) => {
    log.say('the settings could not be understood and were put aside', { path });
  });
  const engine = await engineOf(log);
  const bridge: AppBridge = await AppBridge.start({
    appFiles: start.origin === null ? await viewerFiles(windowDirectory) : new Map(),
    viewerFiles: start.origin === null ? await viewerFiles(viewerDirectory) : new Map(),
    origin: start.origin ?? undefined,
    window: (port) => serveWindow(service, port, log),
    refused: (vm, code) => {
      log.saySeldom('the agent refused a screen', { vm, error: code });
    },
  });
  const service: AppService = new AppService({
    engine,
    settings,
    views: bridge,
    log,
    secrets: start.secretsReason === '' ? shell.secrets : undefined,
    secretsReason: start.secretsReason,
    autostart: xdgAutostart(start.command),
    shell: start.shell,
    shellReason: start.shellReason,
    quit: shell.quit,
    clientKey: ownKey,
  });
  log.say('the app is ready', { shell: start.shell, backend: service.state().backend });
  return {
    service,
    bridge,
    log,
    stop: async () => {
      await service.stop();
      await bridge.close();
    },
  };
}

/** Only to the agent that gave it out: no other has any business with it. */
async function ownKey(fingerprint: string): Promise<string | undefined> {
  const credential = await readCredential(credentialPath());
  if (credential === undefined) return undefined;
  return parseFingerprint(credential.fingerprint) === parseFingerprint(fingerprint)
    ? credential.key
    : undefined;
}

/** What keeps an agent away is met again and again: a window asks by itself. */
function complain(log: AppLog, error: unknown): void {
  const isAway = codeOf(error)?.startsWith('agent.') === true;
  log[isAway ? 'saySeldom' : 'say']('a call of the window failed', { error: messageOf(error) });
}

/** One window, over its socket. Returns what ends it. */
function serveWindow(service: AppService, port: Port, log: AppLog): () => void {
  const line = new Line<None, None, WindowCalls>({
    port,
    asks: {},
    answers: WINDOW_CALLS,
    handlers: service.handlers,
    complain: (error) => {
      complain(log, error);
    },
  });
  const unwatch = service.watch((state) => {
    line.tell('state', state);
  });
  return () => {
    unwatch();
    line.close();
  };
}

/** Answers whoever started this process, over `port`, until `stop`. `ended` is called when there is nothing left to do. */
export function serveShell(port: Port, ended: () => void): void {
  let host: AppHost | undefined;
  const started = (): AppHost => {
    if (host === undefined) throw new AppError('app.closed', 'the app has not started, or has ended');
    return host;
  };
  const handlers: Handlers<typeof ENGINE_CALLS> = {
    start: async (args) => {
      if (host !== undefined) throw new AppError('app.call', 'the app has started already');
      host = await openApp(args, { secrets: keeperOver(line), quit }, (log) =>
        makeEngine(undefined, {
          say: (message) => {
            log.say(message);
          },
          changed: ({ selector, vm, state, error }) => {
            log.say(state, { device: selector, vm, error: error?.code });
          },
        }),
      );
      const { service, bridge } = host;
      service.watch((state) => {
        line.tell('state', state);
      });
      return { address: bridge.address, kiosk: service.state().settings.kiosk, port: bridge.port };
    },
    window: async ({ name, args }) => {
      const { service, log } = started();
      try {
        return await answerCall(WINDOW_CALLS, service.handlers, name, args);
      } catch (error) {
        complain(log, error);
        throw error;
      }
    },
    view: ({ id }) => started().bridge.opening(id) ?? null,
    link: ({ url }) => {
      started().service.openLink(url);
    },
    invite: () => ({ address: started().bridge.inviteAgain() }),
    stop: async () => {
      const stopping = host;
      host = undefined;
      await stopping?.stop();
      setImmediate(ended);
    },
  };
  const line = new Line<ShellCalls, None, typeof ENGINE_CALLS>({
    port,
    asks: SHELL_CALLS,
    answers: ENGINE_CALLS,
    handlers,
  });
  const quit = (): void => {
    line.call('quit', {}).catch(() => undefined);
  };
}

function keeperOver(line: Line<ShellCalls, None, typeof ENGINE_CALLS>): SecretKeeper {
  return {
    keep: async (name, value) => {
      await line.call('secret.keep', { name, value });
    },
    read: async (name) => (await line.call('secret.read', { name })).value,
    forget: async (name) => {
      await line.call('secret.forget', { name });
    },
  };
}
