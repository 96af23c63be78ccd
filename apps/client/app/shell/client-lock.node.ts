/**
 * One app for each user of a machine, where it runs in a browser's window: a second start hands its link to the first, has its
 * answer, and ends. Owns the socket by which they speak. (In Electron, Electron does this.)
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { makeSocketDirectory } from '../../engine/service/socket-directory.ts';

const MAX_LINK = 1024;
const MAX_ANSWER = 1024;
/** For the other app to answer. */
const ANSWER_MS = 10_000;

export class ClientLock {
  readonly #server: Server;
  readonly #path: string;

  private constructor(server: Server, path: string) {
    this.#server = server;
    this.#path = path;
  }

  /**
   * A text: another app has it, was told the link ('' for none), and says this; it may be empty. `opened` hears of later starts, and answers
   * them. Throws `engine.directory` where another user could take the socket's place.
   */
  static async take(
    path: string,
    link: string,
    opened: (link: string) => Promise<string>,
  ): Promise<ClientLock | string> {
    await makeSocketDirectory(path);
    const answer = await handOver(path, link);
    if (answer !== undefined) return answer;
    rmSync(path, { force: true });
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      let text = '';
      socket.setEncoding('utf8').on('error', () => undefined);
      socket.on('data', (part: string) => {
        text += part;
        if (text.length > MAX_LINK) socket.destroy();
      });
      socket.on('end', () => {
        if (text.length > MAX_LINK) return;
        void opened(text.trim()).then((said) => socket.end(said));
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

/** What the other app says; undefined: there is none. */
function handOver(path: string, link: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path, () => {
      socket.end(`${link}\n`);
    });
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer = (answer + part).slice(0, MAX_ANSWER);
    });
    socket.on('close', (hadError) => {
      resolve(hadError ? undefined : answer);
    });
    socket.on('error', () => undefined);
  });
}
