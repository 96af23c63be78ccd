/**
 * Entry of the engine's process: a utilityProcess of Electron, or a child of the launcher. Owns the way to whoever started
 * it; when that one is gone, it gives every device back and ends.
 */
import type { Port } from '../shared/line.ts';
import { serveShell } from './app-host.node.ts';

/** What Electron adds to `process` in a utilityProcess. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function portOf(): Port {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      post: (message) => {
        parentPort.postMessage(message);
      },
      listen: (listener) => {
        parentPort.on('message', ({ data }) => {
          listener(data);
        });
      },
    };
  }
  if (process.send === undefined) {
    process.stderr.write('this is a part of the Farport client: "npm run client" starts it\n');
    process.exit(2);
  }
  return {
    post: (message) => {
      process.send?.(message, undefined, undefined, () => undefined);
    },
    listen: (listener) => {
      process.on('message', listener);
    },
  };
}

const port = portOf();
let deliver: (message: unknown) => void = () => undefined;
port.listen((message) => {
  deliver(message);
});
const ours: Port = {
  post: (message) => {
    port.post(message);
  },
  listen: (listener) => {
    deliver = listener;
  },
};
serveShell(ours, () => {
  // Node-usb's threads would keep the process alive.
  process.exit(0);
});
/** Whoever started this process has ended or wants it to end: the devices first. */
const giveBack = (): void => {
  deliver({ t: 'call', id: 1, name: 'stop', args: {} });
};
process.once('disconnect', giveBack);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, giveBack);
