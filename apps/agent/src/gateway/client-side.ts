/** What the gateway asks of whoever keeps the clients' connections. Owns the shapes only. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ChannelRight } from '../fleet/admissions.ts';
import type { OpenChannel } from './open-channels.ts';

export interface Carried {
  readonly toVm: number;
  readonly toClient: number;
}

/** A ticket that goes with an order: good for one channel. */
export interface DeviceTicket {
  /** Names it in logs. */
  readonly id: string;
  readonly sha256: string;
  readonly right: ChannelRight;
  /** Uses it up. Undefined where somebody else did; else what to call when the channel is spliced. */
  use(): ((channel: OpenChannel) => void) | undefined;
}

export interface ClientSide {
  /** A client asks for its control channel. @throws FarportError before anything was answered */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void>;
  /** Undefined where the ticket is none of an order. */
  ticket(ticket: string, vm: string): DeviceTicket | undefined;
}
