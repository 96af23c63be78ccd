/**
 * Lets enrolled clients in: the key of an upgrade request, how often one may come, the WebSocket. What a client says after
 * that is its link's.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { authenticateClient } from '../access/enrolment.ts';
import { AccessError } from '../access/errors.ts';
import { RequestError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { LINK_SOCKET_OPTIONS } from './client-link.ts';
import { MessageRate } from '../message-rate.ts';
import type { ClientPresence } from './presence.ts';

/** Connections of one client at once, and how many more come with each second. */
const burst = 10;
const perSecond = 1 / 3;

export class ClientDoor {
  readonly #store: Store;
  readonly #presence: ClientPresence;
  readonly #server = new WebSocketServer(LINK_SOCKET_OPTIONS);
  /** By client; as many as there are clients, at most. */
  readonly #rates = new Map<string, MessageRate>();

  constructor(store: Store, presence: ClientPresence) {
    this.#store = store;
    this.#presence = presence;
  }

  /** @throws AccessError client.unknown; RequestError client.too_many_connections */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const key = /^bearer +([A-Za-z0-9_-]{1,128})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (key === undefined) {
      throw new AccessError('client.unknown', 'send the client’s key as "Authorization: Bearer KEY"');
    }
    const client = await authenticateClient(this.#store, key);
    const now = performance.now();
    let rate = this.#rates.get(client.id);
    if (rate === undefined) this.#rates.set(client.id, (rate = new MessageRate(burst, perSecond, now)));
    if (!rate.take(now)) {
      const message = 'this client connects too often: wait a few seconds (is its key on two machines?)';
      throw new RequestError('client.too_many_connections', 429, message);
    }
    if (socket.destroyed) throw new RequestError('http.gone', 499, 'the client has gone');
    const address = 'remoteAddress' in socket ? String(socket.remoteAddress) : '?';
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#presence.accept(webSocket, { clientId: client.id, clientName: client.name, address });
    });
  }

  forget(clientId: string): void {
    this.#rates.delete(clientId);
  }
}
