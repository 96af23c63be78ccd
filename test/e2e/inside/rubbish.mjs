// Runs in the lab: a client that speaks rubbish to the agent, in one way after the other, and says how each
// connection ended, as one JSON object. JavaScript, because stripping types costs a second under emulation.
// Environment: AGENT (host:port), VM, TICKET.
import { randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { clearTimeout, setTimeout } from 'node:timers';
import WebSocket from 'ws';

const { AGENT, VM, TICKET } = process.env;
const [host, port] = AGENT.split(':');
const patienceMs = 60_000;
/** More than a TLS record, and not the beginning of anything. */
const rubbish = Buffer.concat([Buffer.from([0xff, 0x00]), randomBytes(100_000)]);

/** Writes to a connection; its end, and what came first. */
function said(socket, bytes) {
  return new Promise((resolve) => {
    let first = '';
    const timer = setTimeout(() => resolve('still open'), patienceMs);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (first ||= chunk.toString('latin1').split('\r\n')[0]));
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(socket.encrypted || first.startsWith('HTTP') ? first || 'closed' : 'closed');
    });
    socket.write(bytes);
  });
}

/** Opens a channel with the right ticket, does something to its WebSocket, and gives the close code. */
function closeCode(act) {
  return new Promise((resolve) => {
    const socket = new WebSocket(`wss://${AGENT}/v1/vms/${VM}/usb`, {
      rejectUnauthorized: false,
      perMessageDeflate: false,
      headers: { authorization: `Bearer ${TICKET}` },
    });
    const timer = setTimeout(() => resolve('still open'), patienceMs);
    socket.on('error', () => undefined);
    socket.on('open', () => act(socket));
    socket.on('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

const tls = { host, port: Number(port), rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] };
/** A WebSocket frame's first bytes as they are, masked with 0: FIN, opcode, length. */
const raw =
  (...bytes) =>
  (socket) =>
    socket._socket.write(Buffer.from(bytes));

const outcome = {
  'bytes instead of TLS': await said(connectTcp(Number(port), host), rubbish),
  'bytes instead of HTTP': await said(connectTls(tls), rubbish),
  'a text message': await closeCode((socket) => socket.send('hello')),
  'random messages': await closeCode((socket) => socket.send(rubbish)),
  'an empty message': await closeCode((socket) => socket.send(Buffer.alloc(0))),
  'an opcode that does not exist': await closeCode(raw(0x8f, 0x80, 0, 0, 0, 0)),
  'a frame without a mask': await closeCode(raw(0x82, 0x01, 0)),
  'a message of many GiB': await closeCode(raw(0x82, 0xff, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
};
console.log(JSON.stringify(outcome));
