/**
 * One app for each user of a machine, where it runs in a browser's window: a second start hands its link to the first and
 * ends. Owns the socket by which they speak. (In Electron, Electron does this.)
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { makeSocketDirectory } from '../../engine/service/socket-directory.ts';

const MAX_LINK = 1024;

export class ClientLock {
  readonly #server: Server;
  readonly #path: string;

  private constructor(server: Server, path: string) {
    this.#server = server;
    this.#path = path;
  }

  /**
   * Undefined: another app has it and was told the link ('' for none). `opened` hears of later starts. Throws
   * `engine.directory` where another user could take the socket's place.
   */
  static async take(
    path: string,
    link: string,
    opened: (link: string) => void,
  ): Promise<ClientLock | undefined> {
    await makeSocketDirectory(path);
    if (await handOver(path, link)) return undefined;
    rmSync(path, { force: true });
    const server = createServer((socket) => {
      let text = '';
      socket.setEncoding('utf8').on('error', () => undefined);
      socket.on('data', (part: string) => {
        text += part;
        if (text.length > MAX_LINK) socket.destroy();
      });
      socket.on('end', () => {
        if (text.length <= MAX_LINK) opened(text.trim());
      });
    });
    server.maxConnections = 4;
    server.listen(path);
    await once(server, 'listening');
    return new ClientLock(server, path);
  }

  release(): void {
    this.#server.close();
    rmSync(this.#path, { force: true });
  }
}

function handOver(path: string, link: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.end(`${link}\n`);
    });
    socket.on('close', (hadError) => {
      resolve(!hadError);
    });
    socket.on('error', () => undefined);
  });
}
