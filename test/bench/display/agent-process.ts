/**
 * What of an agent a viewer's bytes go through: its TLS and its splice to the VM process, as they ship. Tickets and VMs
 * stand aside: whoever asks is let in. Says its port and its fingerprint.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { connect, Socket, type AddressInfo } from 'node:net';
import { splice } from '../../../apps/agent/src/gateway/splice.ts';
import { ticketHashHeader } from '../../../apps/agent/src/ticket-header.ts';
import { makeIdentity } from '../../../apps/client/engine/session/fake/fake-agent.ts';

const [vmPort = 0] = process.argv.slice(2).map(Number);
const { key, certificate } = await makeIdentity();
const server = createServer({
  key,
  cert: certificate,
  minVersion: 'TLSv1.3',
  allowHalfOpen: true,
  noDelay: true,
} as object);
server.on('upgrade', (request, client: Socket, head: Buffer) => {
  const vm = connect({ port: vmPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const ticket = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const lines = [
    'GET /display HTTP/1.1',
    `${ticketHashHeader}: ${createHash('sha256').update(ticket).digest('hex')}`,
    ...Object.entries(request.headers)
      .filter(([name]) => name !== 'authorization')
      .map(([name, value]) => `${name}: ${String(value)}`),
  ];
  vm.write(`${lines.join('\r\n')}\r\n\r\n`);
  vm.write(head);
  splice(client, vm, () => undefined);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const sha256 = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
process.stdout.write(`port ${(server.address() as AddressInfo).port}\nfingerprint sha256:${sha256}\n`);
