/** The window's way to the engine's process: Electron's bridge where the preload made one, else a WebSocket. */
import * as v from 'valibot';
import { appState, type AppState } from '../shared/app-state.ts';
import { WINDOW_CALLS, WINDOW_EVENTS, type WindowCalls } from '../shared/calls.ts';
import { AppError, ToldError } from '../shared/errors.ts';
import { Line, type Answer, type Args, type None } from '../shared/line.ts';

export interface Connection {
  call<K extends keyof WindowCalls>(name: K, args: Args<WindowCalls, K>): Promise<Answer<WindowCalls, K>>;
}

export interface ConnectionEvents {
  readonly state: (state: AppState) => void;
  /** The engine's process is gone, for good. */
  readonly gone: () => void;
}

/** What preload.preload.ts hands out. */
interface ElectronBridge {
  call(name: string, args: unknown): Promise<unknown>;
  onState(listener: (state: unknown) => void): void;
  onGone(listener: () => void): void;
}

const bridgeAnswer = v.union([
  v.object({ refusal: v.object({ code: v.string(), message: v.string() }) }),
  v.object({ value: v.optional(v.unknown()) }),
]);

export async function connect(events: ConnectionEvents): Promise<Connection> {
  const { farport } = globalThis as { farport?: ElectronBridge };
  const connection = farport === undefined ? await overSocket(events) : overElectron(farport, events);
  events.state(await connection.call('state.read', {}));
  return connection;
}

function overElectron(bridge: ElectronBridge, events: ConnectionEvents): Connection {
  bridge.onState((state) => {
    const result = v.safeParse(appState, state);
    if (result.success) events.state(result.output);
  });
  bridge.onGone(events.gone);
  return {
    call: async (name, args) => {
      const answer = v.parse(bridgeAnswer, await bridge.call(name, args));
      if ('refusal' in answer) {
        const { code, message } = answer.refusal;
        if (code === 'app.engine_ended') events.gone();
        throw new ToldError(code, message);
      }
      return v.parse(WINDOW_CALLS[name].answer, answer.value);
    },
  };
}

async function overSocket(events: ConnectionEvents): Promise<Connection> {
  const url = new URL('line', location.href);
  url.protocol = 'ws:';
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => {
      reject(new AppError('app.engine_ended', 'the engine does not answer'));
    };
  });
  const line = new Line<WindowCalls, typeof WINDOW_EVENTS, None>({
    port: {
      post: (message) => {
        socket.send(JSON.stringify(message));
      },
      listen: (listener) => {
        socket.onmessage = ({ data }) => {
          listener(JSON.parse(String(data)));
        };
      },
    },
    asks: WINDOW_CALLS,
    hears: WINDOW_EVENTS,
    listeners: { state: events.state },
    answers: {},
    handlers: {},
  });
  socket.onclose = () => {
    line.close(new AppError('app.engine_ended', 'the engine has ended'));
    events.gone();
  };
  return { call: (name, args) => line.call(name, args) };
}
