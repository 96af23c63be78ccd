/**
 * Owns one channel to a VM and the device on it: turns the channel's messages into calls of the device server and
 * its answers into messages, without copying what an IN transfer brought. Never dials and never decides to retry.
 */
import {
  CAPABILITY_SUBMIT_AFTER,
  type ChannelClosed,
  type ChannelSession,
  type DetachReason,
  type MessageSocket,
  type ReceivedPayload,
  type SentMessage,
  type SubmitMessage,
  UsbChannelClient,
  type UsbChannelClientHandlers,
} from '@farport/protocol';
import type { OperationStatus, UrbStatus } from '@farport/usb';
import type { CapturedDevice } from '../capture/captured-device.ts';
import { DeviceServer, type DeviceWire, type Operation } from './device-server.ts';

export interface DeviceSessionEvents {
  /** Both sides agree: a device may be attached. */
  opened(session: ChannelSession): void;
  attached(port: number): void;
  /** The VM gave the device back. */
  detached(reason: DetachReason, message: string): void;
  /** The device went, and the VM was told; `duringReset` where it may come back as another. */
  deviceGone(duringReset: boolean): void;
  /** The last event. */
  closed(cause: ChannelClosed): void;
}

export class DeviceSession {
  readonly #channel: UsbChannelClient;
  readonly #events: DeviceSessionEvents;
  readonly #wire: DeviceWire;
  #server: DeviceServer | undefined;
  #idle: Promise<void> = Promise.resolve();
  #unsentBytes = 0;
  /** OUT data whose credit goes back to the VM with the URB's completion. */
  readonly #payloads = new Map<number, ReceivedPayload>();

  /** `socket` may still be connecting. */
  constructor(socket: MessageSocket, ticket: string, agent: string, events: DeviceSessionEvents) {
    this.#events = events;
    const unsent = (): number => this.#unsentBytes;
    this.#wire = {
      complete: (id, status, actualLength, data) => this.#complete(id, status, actualLength, data),
      cancelled: (id, found) => {
        this.#channel.cancelled(id, found);
      },
      operationDone: (id: number, status: OperationStatus) => {
        this.#channel.operationDone(id, status);
      },
      gone: (duringReset) => {
        this.#gone(duringReset);
      },
      get unsentBytes() {
        return unsent();
      },
    };
    this.#channel = new UsbChannelClient(socket, this.#handlers(), {
      ticket,
      agent,
      capabilities: [CAPABILITY_SUBMIT_AFTER],
    });
  }

  /**
   * Offers the device to the VM; also after a detach, for a device that came back as another. Throws the
   * protocol's error where the device's descriptors are above a limit.
   */
  attach(device: CapturedDevice): void {
    const server = new DeviceServer(device, this.#wire);
    this.#channel.attach({
      deviceDescriptor: device.descriptors.device,
      configurationDescriptors: device.descriptors.configurations,
      bosDescriptor: device.descriptors.bos,
      speed: device.speed,
      portPath: device.local.portPath,
      serial: device.local.serial,
      manufacturer: device.local.manufacturer,
      product: device.local.product,
      activeConfiguration: device.activeConfiguration,
    });
    this.#server = server;
    device.start(server);
  }

  /** Takes the device away from the VM: nothing is answered from now on. */
  detach(reason: DetachReason, message = ''): void {
    this.#endServer();
    this.#channel.detach(reason, message);
  }

  /** Ends the channel. Resolves when the device is idle: its transfers cancelled, no operation running. */
  async close(): Promise<void> {
    this.#endServer();
    this.#channel.close();
    await this.#idle;
  }

  #handlers(): UsbChannelClientHandlers {
    const operate = (operation: Operation): void => {
      this.#server?.operate(operation);
    };
    return {
      opened: (session) => {
        this.#events.opened(session);
      },
      attached: (port) => {
        this.#events.attached(port);
      },
      detached: (reason, message) => {
        this.#endServer();
        this.#events.detached(reason, message);
      },
      submit: (urb, payload, ack) => {
        this.#submit(urb, payload, ack);
      },
      cancel: (id) => {
        this.#server?.cancel(id);
      },
      reset: (id) => {
        operate({ kind: 'reset', id });
      },
      setConfiguration: (id, value) => {
        operate({ kind: 'set-configuration', id, value });
      },
      setInterface: (id, interfaceNumber, alternate) => {
        operate({ kind: 'set-interface', id, interfaceNumber, alternate });
      },
      clearHalt: (id, endpoint) => {
        operate({ kind: 'clear-halt', id, endpoint });
      },
      closed: (cause) => {
        this.#endServer();
        this.#events.closed(cause);
      },
    };
  }

  #submit(urb: SubmitMessage, payload: ReceivedPayload | undefined, ack: number): void {
    if (payload !== undefined) {
      payload.retain();
      this.#payloads.set(urb.id, payload);
    }
    this.#server?.submit(urb, ack, payload?.fragments, payload?.length);
  }

  #complete(id: number, status: UrbStatus, actualLength: number, data: Uint8Array): SentMessage | undefined {
    const payload = this.#payloads.get(id);
    if (payload !== undefined) {
      this.#payloads.delete(id);
      payload.release();
    }
    if (data.length === 0) {
      return this.#channel.complete(id, status, actualLength);
    }
    this.#unsentBytes += data.length;
    return this.#channel.complete(id, status, actualLength, [data], () => {
      this.#unsentBytes -= data.length;
      this.#server?.drained();
    });
  }

  #gone(duringReset: boolean): void {
    this.#endServer();
    this.#channel.detach(duringReset ? 'reenumerated' : 'unplugged');
    this.#events.deviceGone(duringReset);
  }

  #endServer(): void {
    if (this.#server !== undefined) this.#idle = this.#server.close();
    this.#server = undefined;
    for (const payload of this.#payloads.values()) payload.release();
    this.#payloads.clear();
  }
}
