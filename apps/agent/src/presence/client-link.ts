/**
 * One client's control connection: greeting, the order of what may be said, rates and sizes, sign of life. Hands what was
 * said on, one message after another. Knows no store and no policy.
 */
import {
  CLOSE_CODE_APPLICATION,
  CONTROL_ASK_MS,
  CONTROL_BURST,
  CONTROL_DEAD_MS,
  CONTROL_HELLO_MS,
  CONTROL_PER_SECOND,
  CONTROL_VERSION,
  decodeClientMessage,
  encodeControlMessage,
  MAX_CONTROL_MESSAGE,
  MAX_SEEN_DEVICES,
  ProtocolError,
  type AgentMessage,
  type ClientMessage,
  type SeenDevice,
} from '@farport/protocol/control';
import type { WebSocket } from 'ws';
import { errorCode, FarportError } from '../errors.ts';
import { agentVersion } from '../version.ts';
import { MessageRate } from '../message-rate.ts';

/** Messages that wait for those before them; above this, the socket is read no further. */
const mostWaiting = 32;
/** Bytes that a client leaves unread. */
const mostUnsent = 256 << 10;
const closeMs = 3_000;

/** What a client says once it was greeted, its list of devices complete. */
export type ClientReport =
  | { readonly kind: 'list'; readonly devices: readonly SeenDevice[] }
  | Extract<ClientMessage, { kind: 'plugged' | 'unplugged' | 'progress' | 'ticket_request' }>;

export interface ClientLinkEvents {
  /** Called one after another; what it throws ends the link. */
  report(link: ClientLink, report: ClientReport): Promise<void>;
  /** Once, and the last. `code` is the error's name, "closed" where there was none. */
  closed(link: ClientLink, code: string): void;
}

export interface ClientLinkOf {
  readonly clientId: string;
  readonly clientName: string;
  readonly address: string;
}

export class ClientLink {
  readonly clientId: string;
  readonly clientName: string;
  readonly address: string;
  readonly #socket: WebSocket;
  readonly #events: ClientLinkEvents;
  readonly #rate: MessageRate;
  #state: 'hello' | 'listing' | 'open' | 'closed' = 'hello';
  #list: SeenDevice[] = [];
  #waiting: ClientReport[] = [];
  #working = false;
  #paused = false;
  #heardAt: number;
  #askedAt = 0;
  #closedAt = 0;
  #code = 'closed';

  constructor(socket: WebSocket, of: ClientLinkOf, events: ClientLinkEvents) {
    this.clientId = of.clientId;
    this.clientName = of.clientName;
    this.address = of.address;
    this.#socket = socket;
    this.#events = events;
    const now = performance.now();
    this.#heardAt = now;
    this.#rate = new MessageRate(CONTROL_BURST, CONTROL_PER_SECOND, now);
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard(data, isBinary);
    });
    socket.on('ping', () => {
      this.#count();
    });
    socket.on('error', (error) => {
      const tooLarge = errorCode(error) === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
      if (this.#code === 'closed') this.#code = tooLarge ? 'protocol.message_too_large' : 'protocol.link';
    });
    socket.on('close', () => {
      this.#state = 'closed';
      this.#waiting = [];
      this.#list = [];
      events.closed(this, this.#code);
    });
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** A client that does not read is not waited for. */
  send(message: AgentMessage): void {
    if (this.#state === 'closed') return;
    this.#socket.send(encodeControlMessage(message), { binary: true });
    if (this.#socket.bufferedAmount > mostUnsent)
      this.fail('protocol.congested', 'you do not read what you are told', 4006);
  }

  /** Says why, and closes. Nothing is handed on any more. */
  fail(code: string, message: string, closeCode: number = CLOSE_CODE_APPLICATION): void {
    if (this.#state === 'closed') return;
    this.#socket.send(encodeControlMessage({ kind: 'error', code, message }), { binary: true });
    this.#state = 'closed';
    this.#code = code;
    this.#closedAt = performance.now();
    this.#waiting = [];
    this.#list = [];
    if (this.#paused) this.#socket.resume();
    this.#socket.close(closeCode, code);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Looks at the time: called every second or so. */
  tick(now: number): void {
    if (this.#closedAt !== 0) {
      if (now - this.#closedAt > closeMs) this.#socket.terminate();
      return;
    }
    const silence = now - this.#heardAt;
    if (this.#state === 'hello' && silence > CONTROL_HELLO_MS) {
      this.fail('protocol.hello_timeout', 'no hello came in time', 4007);
    } else if (silence > CONTROL_DEAD_MS && !this.#paused) {
      this.fail('protocol.timeout', 'no sign of life', 4005);
    } else if (this.#state !== 'hello' && silence > CONTROL_ASK_MS && now - this.#askedAt > CONTROL_ASK_MS) {
      this.#askedAt = now;
      this.send({ kind: 'ping', nonce: 1 });
    }
  }

  #heard(data: Buffer, isBinary: boolean): void {
    if (this.#state === 'closed' || !this.#count()) return;
    this.#heardAt = performance.now();
    try {
      if (!isBinary) throw new ProtocolError('protocol.text', 'this channel carries binary messages only');
      this.#take(decodeClientMessage(data));
    } catch (error) {
      this.#end(error);
    }
  }

  #count(): boolean {
    if (this.#state === 'closed') return false;
    if (this.#rate.take(performance.now())) return true;
    this.fail('protocol.too_many_messages', `more than ${CONTROL_PER_SECOND} messages a second`, 1008);
    return false;
  }

  #take(message: ClientMessage): void {
    switch (message.kind) {
      case 'ping':
        this.send({ kind: 'pong', nonce: message.nonce });
        return;
      case 'pong':
      case 'unknown':
        return;
      case 'error':
        this.#code = 'client.error';
        this.#socket.close(1000);
        return;
      case 'hello':
        this.#greet(message.version);
        return;
      case 'devices':
        this.#listed(message.devices, message.more);
        return;
      default:
        if (this.#state !== 'open')
          throw new ProtocolError('protocol.unexpected', 'the list of devices comes first');
        this.#queue(message);
    }
  }

  #greet(theirs: number): void {
    if (this.#state !== 'hello') throw new ProtocolError('protocol.unexpected', 'hello was said already');
    if (theirs < 1) throw new ProtocolError('protocol.version', `there is no version ${theirs}`);
    this.#state = 'listing';
    this.send({
      kind: 'welcome',
      version: Math.min(theirs, CONTROL_VERSION),
      capabilities: [],
      agent: `farport-agent/${agentVersion}`,
      clientName: this.clientName,
    });
  }

  #listed(devices: readonly SeenDevice[], more: boolean): void {
    if (this.#state !== 'listing')
      throw new ProtocolError('protocol.unexpected', 'the list of devices comes once, after hello');
    this.#list.push(...devices);
    if (this.#list.length > MAX_SEEN_DEVICES) {
      throw new ProtocolError(
        'protocol.too_many_devices',
        `a client has at most ${MAX_SEEN_DEVICES} devices`,
      );
    }
    if (more) return;
    this.#state = 'open';
    const list = this.#list;
    this.#list = [];
    this.#queue({ kind: 'list', devices: list });
  }

  #queue(report: ClientReport): void {
    this.#waiting.push(report);
    if (this.#waiting.length > mostWaiting && !this.#paused) {
      this.#paused = true;
      this.#socket.pause();
    }
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        await this.#events.report(this, next);
      } catch (error) {
        this.#end(error);
        break;
      }
      if (this.#paused && this.#waiting.length === 0) {
        this.#paused = false;
        this.#socket.resume();
      }
    }
    this.#working = false;
  }

  #end(error: unknown): void {
    if (error instanceof ProtocolError) this.fail(error.code, error.message, error.closeCode);
    // The store is full, locked or gone: the client comes back later, and says everything again.
    else if (error instanceof FarportError) this.fail(error.code, `try again later: ${error.message}`, 1013);
    else this.fail('agent.internal', 'an internal error; the agent’s log says more', 1011);
  }
}

/** What the WebSocket server of these connections is made with. */
export const LINK_SOCKET_OPTIONS = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  skipUTF8Validation: true,
  maxPayload: MAX_CONTROL_MESSAGE,
} as const;
