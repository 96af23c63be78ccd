/**
 * Owns one control connection to an agent: TLS with the pin, the client's key, the greeting, signs of life. What is said on
 * it is the caller's. Never retries.
 */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import {
  CONTROL_ASK_MS,
  CONTROL_DEAD_MS,
  CONTROL_HELLO_MS,
  CONTROL_VERSION,
  decodeAgentMessage,
  encodeControlMessage,
  MAX_CONTROL_MESSAGE,
  ProtocolError,
  type AgentMessage,
  type AttachOrder,
  type ClientMessage,
  type ReleaseOrder,
  type Welcome,
} from '@farport/protocol/control';
import { CLIENT_SOCKET_OPTIONS } from '@farport/protocol';
import WebSocket from 'ws';
import { EngineError } from '../errors.ts';
import { connectPinned, formatAgent, parseAgent, parseFingerprint } from '../session/pinned-tls.ts';
import { VERSION } from '../version.ts';
import type { Credential } from './credential.ts';

const LOOK_MS = 2_000;

export interface ConnectionEnd {
  /** "client.replaced", "protocol.timeout", …; "link" where it just broke. */
  readonly code: string;
  readonly message: string;
}

export interface ConnectionEvents {
  order(order: AttachOrder | ReleaseOrder): void;
  /** Once, and the last. */
  ended(end: ConnectionEnd): void;
}

export class ControlConnection {
  readonly #socket: WebSocket;
  readonly #events: ConnectionEvents;
  readonly #timer: NodeJS.Timeout;
  readonly welcome = Promise.withResolvers<Welcome>();
  #heardAt = performance.now();
  #nonce = 0;
  #greeted = false;
  #end: ConnectionEnd = { code: 'link', message: 'the connection broke' };

  private constructor(socket: WebSocket, events: ConnectionEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard(data, isBinary);
    });
    socket.on('error', (error) => {
      this.#end = { code: 'link', message: error.message };
    });
    socket.on('close', () => {
      clearInterval(this.#timer);
      const { code, message } = this.#end;
      this.welcome.reject(new EngineError('agent.unreachable', `${message} [${code}]`));
      events.ended(this.#end);
    });
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_MS);
    this.welcome.promise.catch(() => undefined);
  }

  /**
   * Resolves when the agent has welcomed this client. Throws `agent.unreachable`, `agent.wrong_certificate`, or
   * `client.refused` where the key is good for nothing any more.
   */
  static async open(
    credential: Credential,
    events: ConnectionEvents,
    signal: AbortSignal,
  ): Promise<ControlConnection> {
    const agent = parseAgent(credential.agent);
    const tls = await connectPinned(agent, parseFingerprint(credential.fingerprint), signal);
    const socket = new WebSocket(`wss://${formatAgent(agent)}/v1/client`, {
      ...CLIENT_SOCKET_OPTIONS,
      maxPayload: MAX_CONTROL_MESSAGE,
      createConnection: () => tls,
      followRedirects: false,
      handshakeTimeout: CONTROL_HELLO_MS,
      headers: { authorization: `Bearer ${credential.key}` },
    });
    const refusal = Promise.withResolvers<never>();
    refusal.promise.catch(() => undefined);
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      refusal.reject(refused(formatAgent(agent), response.statusCode ?? 0));
      response.destroy();
      socket.terminate();
    });
    const connection = new ControlConnection(socket, events);
    const stop = (): void => {
      socket.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      await Promise.race([once(socket, 'open'), refusal.promise]);
      connection.send({
        kind: 'hello',
        version: CONTROL_VERSION,
        capabilities: [],
        agent: `farport-client/${VERSION}`,
      });
      await connection.welcome.promise;
      return connection;
    } catch (error) {
      socket.terminate();
      if (error instanceof EngineError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new EngineError('agent.unreachable', `the agent at ${formatAgent(agent)} did not answer: ${why}`);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  get isOpen(): boolean {
    return this.#greeted && this.#socket.readyState === WebSocket.OPEN;
  }

  send(message: ClientMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeControlMessage(message));
  }

  close(): void {
    this.#socket.close(1000);
    setTimeout(() => {
      this.#socket.terminate();
    }, 500).unref();
  }

  #heard(data: Buffer, isBinary: boolean): void {
    this.#heardAt = performance.now();
    try {
      if (!isBinary) throw new ProtocolError('protocol.text', 'this channel carries binary messages only');
      this.#take(decodeAgentMessage(data));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail(error.code, error.message, error.closeCode);
    }
  }

  #take(message: AgentMessage): void {
    switch (message.kind) {
      case 'ping':
        this.send({ kind: 'pong', nonce: message.nonce });
        return;
      case 'pong':
      case 'unknown':
        return;
      case 'error':
        this.#end = { code: message.code, message: printable(message.message) };
        this.#socket.close(1000);
        return;
      case 'welcome':
        if (this.#greeted) throw new ProtocolError('protocol.unexpected', 'welcome was said already');
        if (message.version < 1 || message.version > CONTROL_VERSION) {
          throw new ProtocolError('protocol.version', `version ${message.version} is not spoken here`);
        }
        this.#greeted = true;
        this.welcome.resolve(message);
        return;
      default:
        if (!this.#greeted) throw new ProtocolError('protocol.unexpected', 'welcome comes first');
        this.#events.order(message);
    }
  }

  #look(): void {
    const silence = performance.now() - this.#heardAt;
    if (silence > (this.#greeted ? CONTROL_DEAD_MS : CONTROL_HELLO_MS)) {
      this.#end = { code: 'protocol.timeout', message: 'the agent gives no sign of life' };
      this.#socket.terminate();
    } else if (this.#greeted && silence > CONTROL_ASK_MS) {
      this.send({ kind: 'ping', nonce: ++this.#nonce });
    }
  }

  #fail(code: string, message: string, closeCode: number): void {
    this.#end = { code, message };
    this.send({ kind: 'error', code, message });
    this.#socket.close(closeCode, code);
  }
}

/** It ends on a terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function refused(agent: string, status: number): EngineError {
  if (status === 401 || status === 403) {
    return new EngineError(
      'client.refused',
      `the agent at ${agent} does not (or no longer) know this client: enrol it with a new code ("farport enroll")`,
    );
  }
  return new EngineError('agent.unreachable', `the agent at ${agent} answered ${status}: tried again later`);
}
