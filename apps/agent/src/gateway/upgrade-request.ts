/** The two HTTP texts of an upgrade: the request the VM process gets, and the refusal a client gets. */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { FarportError } from '../errors.ts';
import { admissionHeader, ticketHashHeader } from '../ticket-header.ts';

/** What of the client's request the VM process needs (RFC 6455, section 4.1). Everything else stays here. */
const passedOn = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
] as const;

/** What a channel is for; its path in the VM process is `/KIND`. */
export type ChannelKind = 'usb' | 'display';

/**
 * The upgrade request for the VM process: the client's handshake, which ticket it came with, and the name of the channel where
 * its devices are asked about.
 */
export function upgradeForVm(
  request: IncomingMessage,
  kind: ChannelKind,
  ticketSha256: string,
  admission?: string,
): string {
  const lines = [`GET /${kind} HTTP/1.1`, 'Host: farport-vm', 'Connection: Upgrade', 'Upgrade: websocket'];
  for (const name of passedOn) {
    const value = request.headers[name];
    if (typeof value === 'string') lines.push(`${name}: ${value}`);
  }
  lines.push(`${ticketHashHeader}: ${ticketSha256}`);
  if (admission !== undefined) lines.push(`${admissionHeader}: ${admission}`);
  lines.push('', '');
  return lines.join('\r\n');
}

/** Answers an upgrade request with an error as {code, message}, and closes. */
export function refuse(socket: Duplex, error: FarportError, headers: readonly string[] = []): void {
  const body = `${JSON.stringify({ code: error.code, message: error.message })}\n`;
  const lines = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? 'Error'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...headers,
    '',
    body,
  ];
  socket.end(lines.join('\r\n'));
  // A client that neither reads nor closes is not waited for.
  const timer = setTimeout(() => socket.destroy(), 5_000);
  timer.unref();
  socket.on('close', () => {
    clearTimeout(timer);
  });
  socket.resume();
}
