/**
 * The WebSocket server of a VM process, on run_dir/NAME/channel.sock: one socket per redirected device (/usb) and
 * one per viewer (/display). The agent
 * has checked the ticket and says which one it was; whether the client's hello carries it is the channel's check.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { SERVER_SOCKET_OPTIONS } from '@farport/protocol';
import type { UsbPorts } from '@farport/vmm';
import { RequestError, VmError, errorMessage } from '../errors.ts';
import { refuse } from '../gateway/upgrade-request.ts';
import { admissionHeader, ticketHashHeader } from '../ticket-header.ts';
import type { Admissions } from './admission.ts';
import type { ChannelOptions, ChannelService, Screen, ServedChannel } from './machine-factory.ts';

/** Devices redirected to one VM at once, and viewers, with room for sockets that are closing. */
export const maxChannels = 64;

export type LogEvent = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** What of a machine is served. */
export interface Served {
  readonly usb: UsbPorts;
  /** Undefined where the VM has no screen. */
  readonly display: Screen | undefined;
  /** Who is asked about devices. */
  readonly admissions: Admissions;
}

export class ChannelServer {
  readonly server: Server;
  readonly #channels: ChannelService;
  readonly #served: Served;
  readonly #log: LogEvent;
  readonly #open = new Set<ServedChannel>();
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    ...SERVER_SOCKET_OPTIONS,
    clientTracking: false,
  });

  constructor(channels: ChannelService, served: Served, log: LogEvent) {
    this.#channels = channels;
    this.#served = served;
    this.#log = log;
    this.server = createServer({ maxHeaderSize: 8 << 10, headersTimeout: 10_000 }, (_request, response) => {
      response.writeHead(426).end();
    });
    this.server.maxConnections = maxChannels;
    this.server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticketSha256 = request.headers[ticketHashHeader];
    if (typeof ticketSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(ticketSha256)) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const { usb, display, admissions } = this.#served;
    const admission = request.headers[admissionHeader];
    const asked = typeof admission === 'string' && /^[0-9a-f]{32}$/.test(admission) ? admission : undefined;
    let accept: (webSocket: WebSocket, options: ChannelOptions) => ServedChannel;
    if (request.url === '/usb') {
      accept = (webSocket, options) => this.#channels.acceptUsb(webSocket, usb, options);
    } else if (request.url === '/display' && display !== undefined) {
      accept = (webSocket, options) => this.#channels.acceptDisplay(webSocket, display, options);
    } else {
      refuse(
        socket,
        request.url === '/display'
          ? new VmError(
              'vm.no_display',
              404,
              'this VM has no screen: give it a "display" in the configuration',
            )
          : new RequestError('http.not_found', 404, 'there is nothing here to upgrade to'),
      );
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      // Without a listener an error of the socket would end the process; the channel sees the close that follows.
      webSocket.on('error', (error) => {
        this.#log('warn', 'channel.socket_error', { message: error.message });
      });
      try {
        const channel = accept(webSocket, {
          ticketSha256,
          admit: asked === undefined ? undefined : (device) => admissions.admit(asked, device),
          promiseBroken: (device, message) => {
            admissions.promiseBroken({ channel: asked ?? null, device, message });
          },
          log: (event, fields, level = 'info') => {
            this.#log(level, event, fields);
          },
        });
        this.#open.add(channel);
        webSocket.on('close', () => this.#open.delete(channel));
      } catch (error) {
        this.#log('error', 'channel.refused', { message: errorMessage(error) });
        webSocket.close(1011);
      }
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
