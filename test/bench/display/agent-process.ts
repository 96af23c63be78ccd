/**
 * What of an agent a viewer's bytes go through: its TLS and its splice to the VM process, as they ship. Tickets and VMs
 * stand aside: whoever asks is let in. Says its port and its fingerprint.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { ClientSocket, TlsGate } from '../../../apps/agent/src/gateway/tls-gate.ts';
import { ticketHashHeader } from '../../../apps/agent/src/ticket-header.ts';
import { makeIdentity } from '../../../apps/client/engine/session/fake/fake-agent.ts';

const [vmSocket = ''] = process.argv.slice(2);
const { key, certificate } = await makeIdentity();
const fingerprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
const server = createServer();
server.on('upgrade', (request, client: Duplex, head: Buffer) => {
  if (!(client instanceof ClientSocket)) return;
  const ticket = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const lines = [
    'GET /display HTTP/1.1',
    `${ticketHashHeader}: ${createHash('sha256').update(ticket).digest('hex')}`,
    ...Object.entries(request.headers)
      .filter(([name]) => name !== 'authorization')
      .map(([name, value]) => `${name}: ${String(value)}`),
  ];
  gate.connect(client, vmSocket);
  gate.splice(client, Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), head]), () => undefined);
});
const gate = new TlsGate(
  { key, certificate, fingerprint: `sha256:${fingerprint}`, fresh: true },
  { address: '127.0.0.1', port: 0 },
  {
    connected: (socket) => {
      server.emit('connection', socket);
    },
    failed: (_address, message) => {
      process.stderr.write(`TLS failed: ${message}\n`);
    },
  },
);
process.stdout.write(`port ${gate.address.port}\nfingerprint sha256:${fingerprint}\n`);
