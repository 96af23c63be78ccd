/**
 * Owns the TLS connection to an agent whose certificate is pinned by its SHA-256 fingerprint. Not a byte of ours
 * travels before the pin is checked. Never knows WebSocket.
 */
import { connect, type TLSSocket } from 'node:tls';
import { EngineError, messageOf } from '../errors.ts';

export interface AgentAddress {
  readonly host: string;
  readonly port: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
export const DEFAULT_AGENT_PORT = 4747;

/** "host", "host:port", "[v6]:port". Throws `config.invalid`. */
export function parseAgent(text: string): AgentAddress {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? DEFAULT_AGENT_PORT : Number(match[3]);
  if (host === undefined || port < 1 || port > 65535) {
    throw new EngineError('config.invalid', `"${text}" is no agent address: write HOST:PORT`);
  }
  return { host, port };
}

export function formatAgent(agent: AgentAddress): string {
  return agent.host.includes(':') ? `[${agent.host}]:${agent.port}` : `${agent.host}:${agent.port}`;
}

/** "sha256:" and 64 hex digits, however they were written (colons, capitals). Throws `config.invalid`. */
export function parseFingerprint(text: string): string {
  const hex = text
    .replace(/^sha-?256:/i, '')
    .replaceAll(':', '')
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) {
    throw new EngineError(
      'config.invalid',
      `"${text}" is no SHA-256 fingerprint: take the line "sha256:…" that the agent prints when it starts`,
    );
  }
  return `sha256:${hex}`;
}

/**
 * Connects and checks the pin. `fingerprint` is in parseFingerprint's form. Errors: `agent.unreachable`,
 * `agent.wrong_certificate`; or the signal's reason.
 */
export async function connectPinned(
  agent: AgentAddress,
  fingerprint: string,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { socket, presented } = await connectTls(agent, signal);
  if (presented === fingerprint) return socket;
  socket.destroy();
  throw wrongCertificate(agent, fingerprint, presented);
}

/**
 * The fingerprint that an agent shows now, for a person to compare; nothing is sent to it. Errors: `agent.unreachable`;
 * or the signal's reason.
 */
export async function presentedBy(agent: AgentAddress, signal: AbortSignal): Promise<string> {
  const { socket, presented } = await connectTls(agent, signal);
  socket.destroy();
  if (presented !== undefined) return presented;
  throw new EngineError('agent.unreachable', `the server at ${formatAgent(agent)} shows no certificate`);
}

interface Connected {
  readonly socket: TLSSocket;
  readonly presented: string | undefined;
}

/** Whoever it is: the caller compares what was presented before anything is sent. */
function connectTls(agent: AgentAddress, signal: AbortSignal): Promise<Connected> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({
      host: agent.host,
      port: agent.port,
      // A server name may not be an address (RFC 6066, section 3).
      ...(isAddress(agent.host) ? {} : { servername: agent.host }),
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.3',
      // The pin replaces names and authorities: only this one certificate passes connectPinned.
      rejectUnauthorized: false,
    });
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const unreachable = (why: string, cause?: unknown): void => {
      fail(
        new EngineError(
          'agent.unreachable',
          `the agent at ${formatAgent(agent)} does not answer: ${why}. Check the address, that it runs, and the firewall`,
          { cause },
        ),
      );
    };
    const aborted = (): void => {
      fail(signal.reason);
    };
    const timer = setTimeout(() => {
      unreachable(`no TLS connection within ${CONNECT_TIMEOUT_MS / 1000} s`);
    }, CONNECT_TIMEOUT_MS);
    signal.addEventListener('abort', aborted, { once: true });
    socket.on('error', (error) => {
      unreachable(messageOf(error), error);
    });
    socket.once('close', () => {
      unreachable('it closed the connection');
    });
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.removeAllListeners('close');
      socket.removeAllListeners('error');
      socket.setNoDelay(true);
      resolve({ socket, presented: presentedFingerprint(socket) });
    });
  });
}

function presentedFingerprint(socket: TLSSocket): string | undefined {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined
    ? undefined
    : `sha256:${certificate.fingerprint256.replaceAll(':', '').toLowerCase()}`;
}

function wrongCertificate(agent: AgentAddress, expected: string, presented: string | undefined): EngineError {
  return new EngineError(
    'agent.wrong_certificate',
    `the server at ${formatAgent(agent)} is not the agent that was expected.\n` +
      `  expected:  ${expected}\n` +
      `  presented: ${presented ?? 'no certificate'}\n` +
      'Nothing was sent to it. If the agent was installed anew, compare "presented" with the fingerprint it prints ' +
      'on its own console and pass that with --fingerprint; if they differ, somebody is in between',
  );
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
