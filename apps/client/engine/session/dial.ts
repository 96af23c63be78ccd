/**
 * Owns the way from an agent's address to a socket that a channel can run on: TLS with the pin, then the upgrade
 * request with the ticket, and what a refusal means. Never retries.
 */
import type { IncomingMessage } from 'node:http';
import { CLIENT_SOCKET_OPTIONS, type MessageSocket, wrapWebSocket } from '@farport/protocol';
import WebSocket from 'ws';
import { EngineError } from '../errors.ts';
import { type AgentAddress, connectPinned, formatAgent } from './pinned-tls.ts';

/** What the channel is for. */
export type ChannelKind = 'usb' | 'display';

/** Where a device is wanted, or whose screen, and what is needed to get there. The ticket is a secret: it is shown nowhere. */
export interface Target {
  readonly agent: AgentAddress;
  /** As parseFingerprint gives it. */
  readonly fingerprint: string;
  readonly vm: string;
  readonly ticket: string;
}

export interface Dialled {
  /** Still connecting; the channel has to be made on it in the same turn. */
  readonly socket: MessageSocket;
  /** Where the upgrade was refused, why; known by the time the socket closes. */
  readonly refusal: () => EngineError | undefined;
}

export type Dial = (target: Target, signal: AbortSignal) => Promise<Dialled>;

const HANDSHAKE_TIMEOUT_MS = 10_000;
const MAX_REASON = 1024;

/** For a redirected device. Errors: those of connectPinned. */
export const dial: Dial = (target, signal) => dialChannel(target, 'usb', signal);

/** Errors: those of connectPinned. */
export async function dialChannel(target: Target, kind: ChannelKind, signal: AbortSignal): Promise<Dialled> {
  const tls = await connectPinned(target.agent, target.fingerprint, signal);
  let refusal: EngineError | undefined;
  const url = `wss://${formatAgent(target.agent)}/v1/vms/${encodeURIComponent(target.vm)}/${kind}`;
  const webSocket = new WebSocket(url, {
    ...CLIENT_SOCKET_OPTIONS,
    createConnection: () => tls,
    followRedirects: false,
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    headers: { authorization: `Bearer ${target.ticket}` },
  });
  webSocket.once('unexpected-response', (_request, response: IncomingMessage) => {
    void reasonOf(response).then((reason) => {
      refusal = refused(target, response.statusCode ?? 0, reason);
      webSocket.terminate();
      tls.destroy();
    });
  });
  return { socket: wrapWebSocket(webSocket), refusal: () => refusal };
}

/** The first bytes of the answer's body, for the error's text; the agent answers JSON with a message. */
async function reasonOf(response: IncomingMessage): Promise<Reason> {
  let body = '';
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      body += chunk.toString('utf8');
      if (body.length > MAX_REASON) break;
    }
  } catch {
    // What came before the connection broke will do.
  }
  return reasonIn(body) ?? { code: '', message: response.statusMessage ?? '' };
}

function reasonIn(body: string): Reason | undefined {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json !== 'object' || json === null) return undefined;
    const holder = 'error' in json && typeof json.error === 'object' ? json.error : json;
    if (holder === null || !('message' in holder) || typeof holder.message !== 'string') return undefined;
    // It ends on a terminal.
    // eslint-disable-next-line no-control-regex
    const message = holder.message.slice(0, MAX_REASON).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
    return { code: 'code' in holder && typeof holder.code === 'string' ? holder.code : '', message };
  } catch {
    return undefined;
  }
}

interface Reason {
  /** Empty where the agent named none. */
  readonly code: string;
  readonly message: string;
}

function refused(target: Target, status: number, { code, message }: Reason): EngineError {
  const agent = `the agent at ${formatAgent(target.agent)}`;
  const why = message === '' ? '' : ` (${message})`;
  if (code === 'vm.no_display') {
    return new EngineError('vm.no_display', `VM ${target.vm} has no screen${why}`);
  }
  if (code === 'agent.starting') {
    return new EngineError('agent.starting', `${agent} is starting or stopping${why}: try again in a moment`);
  }
  const saysNothingElse = code === '' || code === 'vm.not_running';
  switch (status) {
    case 401:
    case 403:
      return new EngineError(
        'agent.ticket_refused',
        `${agent} refused the ticket for VM ${target.vm}${why}: ask for a new one and pass it with --ticket`,
      );
    case 404:
      return new EngineError(
        'vm.not_found',
        `${agent} runs no VM ${target.vm}${why}: check the name, or start the VM there`,
      );
    case 409:
    case 503:
      if (!saysNothingElse) break;
      return new EngineError('vm.not_running', `${agent} has VM ${target.vm}, but it does not run${why}`);
    case 429:
      return new EngineError('agent.busy', `${agent} takes no more connections for now${why}`);
  }
  return new EngineError('agent.unreachable', `${agent} answered ${status}${why}: try again later`);
}
