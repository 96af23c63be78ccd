/** The engine in a utilityProcess, with the line to it. */
import { ENGINE_CALLS, ENGINE_EVENTS, SHELL_CALLS, type ShellCalls } from '../shared/calls.ts';
import type { AppState } from '../shared/app-state.ts';
import { AppError } from '../shared/errors.ts';
import { Line, type Handlers } from '../shared/line.ts';
import type { ElectronApi } from './electron-api.main.ts';

export type EngineLine = Line<typeof ENGINE_CALLS, typeof ENGINE_EVENTS, ShellCalls>;

export interface EngineProcess {
  readonly line: EngineLine;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

export function startEngineProcess(
  { utilityProcess }: Pick<ElectronApi, 'utilityProcess'>,
  file: string,
  handlers: Handlers<ShellCalls>,
  stateChanged: (state: AppState) => void,
): EngineProcess {
  const child = utilityProcess.fork(file, [], { serviceName: 'Farport engine', stdio: 'inherit' });
  const line: EngineLine = new Line({
    port: {
      post: (message) => {
        child.postMessage(message);
      },
      listen: (listener) => {
        child.on('message', listener);
      },
    },
    asks: ENGINE_CALLS,
    hears: ENGINE_EVENTS,
    listeners: { state: stateChanged },
    answers: SHELL_CALLS,
    handlers,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      line.close(new AppError('app.engine_ended', 'the engine’s process has ended: start Farport again'));
      resolve();
    });
  });
  return { line, ended };
}
