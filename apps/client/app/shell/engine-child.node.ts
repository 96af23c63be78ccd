/** The engine's process as a child of the launcher, with the line to it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ENGINE_CALLS, ENGINE_EVENTS, SHELL_CALLS, type ShellCalls } from '../shared/calls.ts';
import { AppError } from '../shared/errors.ts';
import { Line, type Handlers } from '../shared/line.ts';

const ENTRY = fileURLToPath(new URL('../service/engine-entry.node.ts', import.meta.url));

export type EngineLine = Line<typeof ENGINE_CALLS, typeof ENGINE_EVENTS, ShellCalls>;

export interface EngineChild {
  readonly line: EngineLine;
  /** Resolves when it has ended, with why where nobody asked it to. */
  readonly ended: Promise<string>;
}

export function startEngineChild(handlers: Handlers<ShellCalls>): EngineChild {
  const child = fork(ENTRY, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const line: EngineLine = new Line({
    port: {
      post: (message) => {
        child.send(message as object, () => undefined);
      },
      listen: (listener) => {
        child.on('message', listener);
      },
    },
    asks: ENGINE_CALLS,
    hears: ENGINE_EVENTS,
    answers: SHELL_CALLS,
    handlers,
  });
  const ended = Promise.race([
    once(child, 'exit').then(([code, signal]) => String(signal ?? `exit status ${String(code)}`)),
    once(child, 'error').then(([error]) => String(error)),
  ]).then((why) => {
    line.close(new AppError('app.engine_ended', `the engine's process has ended: ${why}`));
    return why;
  });
  return { line, ended };
}
