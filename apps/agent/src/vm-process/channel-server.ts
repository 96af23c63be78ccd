/**
 * The WebSocket server of a VM process, on run_dir/NAME/channel.sock: one socket per redirected device. The agent
 * has checked the ticket and says which one it was; whether the client's hello carries it is the channel's check.
 */
import { createServer, type Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { SERVER_SOCKET_OPTIONS } from '@farport/protocol';
import type { UsbPorts } from '@farport/vmm';
import { errorMessage } from '../errors.ts';
import { ticketHashHeader } from '../ticket-header.ts';
import type { ChannelService, UsbChannel } from './machine-factory.ts';

/** Devices that can be redirected to one VM at once, with room for sockets that are closing. */
export const maxChannels = 64;

export type LogEvent = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

export class ChannelServer {
  readonly server: Server;
  readonly #open = new Set<UsbChannel>();
  readonly #webSockets: WebSocketServer;

  constructor(channels: ChannelService, ports: UsbPorts, log: LogEvent) {
    this.server = createServer({ maxHeaderSize: 8 << 10, headersTimeout: 10_000 }, (_request, response) => {
      response.writeHead(426).end();
    });
    this.server.maxConnections = maxChannels;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      path: '/usb',
      ...SERVER_SOCKET_OPTIONS,
      clientTracking: false,
    });
    this.server.on('upgrade', (request, socket, head) => {
      const ticketSha256 = request.headers[ticketHashHeader];
      if (typeof ticketSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(ticketSha256)) {
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        // Without a listener an error of the socket would end the process; the channel sees the close that follows.
        webSocket.on('error', (error) => {
          log('warn', 'channel.socket_error', { message: error.message });
        });
        try {
          const channel = channels.accept(webSocket, ports, {
            ticketSha256,
            log: (event, fields, level = 'info') => {
              log(level, event, fields);
            },
          });
          this.#open.add(channel);
          webSocket.on('close', () => this.#open.delete(channel));
        } catch (error) {
          log('error', 'channel.refused', { message: errorMessage(error) });
          webSocket.close(1011);
        }
      });
    });
  }

  get count(): number {
    return this.#open.size;
  }

  /** Tells every client that the VM is going, and takes no more. */
  close(message: string): void {
    this.server.close();
    for (const channel of this.#open) channel.close(message);
  }
}
