/**
 * One channel from a client to the controller's ports: hello, the device's descriptors, attach, detach, attach
 * again. Owns the life of the remote device; every end of the channel is an unplug in the guest.
 */
import {
  CAPABILITY_SUBMIT_AFTER,
  ProtocolError,
  systemClock,
  UsbChannelServer,
  type AttachMessage,
  type ChannelClock,
  type ChannelClosed,
  type ChannelOptions,
  type ChannelState,
  type DetachReason,
  type MessageSocket,
} from '@farport/protocol';
import {
  controlPacketSize,
  DescriptorError,
  descriptorFaults,
  labelOfDevice,
  parseConfigurationHeader,
  parseDeviceDescriptor,
  type DeviceDescriptor,
} from '@farport/usb';
import { UsbPortsFullError, type UsbAttachment, type UsbPorts } from '../usb-device.ts';
import { PromisedDescriptors } from './promised-descriptors.ts';
import { RemoteUsbDevice } from './remote-usb-device.ts';

/** What a port has to tell whoever logs and lists. All optional. */
export interface RemoteDeviceEvents {
  attached?(label: string, port: number): void;
  detached?(label: string, reason: DetachReason | 'channel closed', message: string): void;
  /** Descriptors of a device that is attached all the same do not parse: what is wrong with each. */
  irregular?(label: string, faults: readonly string[]): void;
  /** A device has told the guest that it is something else than was offered; it is detached, and its channel ends. */
  promiseBroken?(label: string, message: string): void;
  closed?(cause: ChannelClosed): void;
}

export interface AcceptUsbChannelOptions extends Omit<ChannelOptions, 'agent'> {
  /** Whether this is the ticket that the channel was opened for. */
  readonly acceptTicket: (ticket: string) => boolean;
  readonly agent?: string;
  readonly events?: RemoteDeviceEvents;
  /**
   * Whether this device may come: asked for each one that is offered, by what its descriptors say. Rejects with an error that
   * has a `code`, which the client is told. Absent: every device may.
   */
  readonly admit?: ((device: AttachMessage) => Promise<void>) | undefined;
}

/** The device that a client offers cannot be what it says it is, or is something else for the guest. */
export class RemoteDeviceError extends Error {
  readonly code: 'usb.speed_mismatch' | 'usb.configuration_mismatch' | 'usb.descriptor_mismatch';
  constructor(code: RemoteDeviceError['code'], message: string) {
    super(message);
    this.name = 'RemoteDeviceError';
    this.code = code;
  }
}

/** Serves a client's channel over `socket` until either side ends it. Call it in the turn in which it opened. */
export function acceptUsbChannel(
  socket: MessageSocket,
  ports: UsbPorts,
  options: AcceptUsbChannelOptions,
): RemoteDevicePort {
  return new RemoteDevicePort(socket, ports, options);
}

export class RemoteDevicePort {
  readonly #ports: UsbPorts;
  readonly #events: RemoteDeviceEvents;
  readonly #channel: UsbChannelServer;
  readonly #clock: ChannelClock;
  readonly #admit: AcceptUsbChannelOptions['admit'];
  /** The device that is offered, while it is asked about. */
  #offered: AttachMessage | undefined;
  #device: RemoteUsbDevice | undefined;
  #attachment: UsbAttachment | undefined;

  constructor(socket: MessageSocket, ports: UsbPorts, options: AcceptUsbChannelOptions) {
    this.#ports = ports;
    this.#events = options.events ?? {};
    this.#clock = options.clock ?? systemClock;
    this.#admit = options.admit;
    this.#channel = new UsbChannelServer(
      socket,
      {
        opened: () => undefined,
        attach: (message) => {
          this.#offer(message);
        },
        detached: (reason, message) => {
          this.#offered = undefined;
          this.#unplug(reason, message);
        },
        complete: (id, status, actualLength, data) => {
          this.#device?.completed(id, status, actualLength, data);
        },
        cancelled: (id) => {
          this.#device?.cancelAnswered(id);
        },
        operationDone: (id, status) => {
          this.#device?.operationDone(id, status);
        },
        closed: (cause) => {
          this.#offered = undefined;
          this.#unplug('channel closed', cause.message);
          this.#events.closed?.(cause);
        },
      },
      {
        ...options,
        agent: options.agent ?? 'farport-vm',
        capabilities: options.capabilities ?? [CAPABILITY_SUBMIT_AFTER],
      },
    );
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  /** "0781:5583 SanDisk Ultra Fit", or undefined where no device is attached. */
  get label(): string | undefined {
    return this.#device?.label;
  }

  /** Gives the device back to the client and keeps the channel: it may attach again. */
  detach(reason: DetachReason, message = ''): void {
    this.#offered = undefined;
    this.#channel.detach(reason, message);
    this.#unplug(reason, message);
  }

  /** The VM ends: gives the device back and closes the channel. */
  close(message = ''): void {
    this.detach('vm-stopped', message);
    this.#channel.close(message);
  }

  #offer(message: AttachMessage): void {
    if (this.#admit === undefined) {
      this.#attach(message);
      return;
    }
    this.#offered = message;
    const isOffered = (): boolean => {
      if (this.#offered !== message) return false;
      this.#offered = undefined;
      return true;
    };
    this.#admit(message).then(
      () => {
        // It may have been taken back, or the channel closed, meanwhile.
        if (!isOffered()) return;
        try {
          this.#attach(message);
        } catch (error) {
          // As where nobody is asked: a fault of ours ends this channel, not the VM.
          const text = error instanceof Error ? error.message : String(error);
          this.#channel.fail({ code: 'channel.internal', message: text });
        }
      },
      (error: unknown) => {
        if (isOffered()) this.#channel.fail(refusalOf(error));
      },
    );
  }

  #attach(message: AttachMessage): void {
    try {
      const descriptor = checkDevice(message);
      const session = this.#channel.session;
      const device: RemoteUsbDevice = new RemoteUsbDevice(this.#channel, {
        speed: message.speed,
        configurations: message.configurationDescriptors,
        activeConfiguration: message.activeConfiguration,
        mayFollow: session?.capabilities.includes(CAPABILITY_SUBMIT_AFTER) ?? false,
        label: deviceLabel(descriptor, message),
        maxUrbs: session?.peerMaxUrbs ?? 1,
        maxPayload: session?.peerMaxPayload ?? 0,
        released: () => {
          this.#channel.detach('vm-stopped', 'the virtual machine let go of the device');
          this.#unplug('vm-stopped', '');
        },
        clock: this.#clock,
        unresponsive: (message) => {
          this.#giveUp(device, message);
        },
        promised: new PromisedDescriptors(message.deviceDescriptor, message.configurationDescriptors),
        promiseBroken: (message) => {
          this.#events.promiseBroken?.(device.label, message);
          if (this.#device === device) this.#unplug('failed', message);
          this.#channel.fail(new RemoteDeviceError('usb.descriptor_mismatch', message));
        },
      });
      const attachment = this.#ports.attach(device);
      this.#device = device;
      this.#attachment = attachment;
      this.#channel.attached(attachment.port);
      device.start();
      this.#events.attached?.(device.label, attachment.port);
      const faults = descriptorFaults(message.configurationDescriptors, message.bosDescriptor);
      if (faults.length > 0) this.#events.irregular?.(device.label, faults);
    } catch (error) {
      const expected =
        error instanceof DescriptorError ||
        error instanceof RemoteDeviceError ||
        error instanceof UsbPortsFullError;
      if (!expected) throw error;
      this.#channel.fail(error);
    }
  }

  /** The guest cannot wait for this client any longer: only this device goes, not the controller. */
  #giveUp(device: RemoteUsbDevice, message: string): void {
    if (this.#device === device) {
      this.#channel.detach('failed', message);
      this.#unplug('failed', message);
    }
    // The socket would go on to read memory that the guest wants back.
    if (device.holdsMemory) this.#channel.cut(new ProtocolError('protocol.timeout', message));
  }

  #unplug(reason: DetachReason | 'channel closed', message: string): void {
    const device = this.#device;
    const attachment = this.#attachment;
    this.#device = undefined;
    this.#attachment = undefined;
    if (device === undefined) return;
    // Ended first: what the controller does to it while it unplugs goes nowhere any more.
    device.end();
    attachment?.detach();
    this.#events.detached?.(device.label, reason, message);
  }
}

/**
 * Checks what the controller builds on: that descriptors are of one device at this speed, and as long as they say.
 * What is wrong further inside is the guest's to judge, which parses for itself.
 */
function checkDevice(message: AttachMessage): DeviceDescriptor {
  const device = parseDeviceDescriptor(message.deviceDescriptor);
  if (controlPacketSize(device, message.speed) === undefined) {
    throw new RemoteDeviceError(
      'usb.speed_mismatch',
      `a device with bMaxPacketSize0 ${device.rawMaxPacketSize0} and bcdUSB 0x${device.usbVersion.toString(16)} cannot run at ${message.speed} speed`,
    );
  }
  const values = new Set<number>();
  for (const bytes of message.configurationDescriptors) values.add(parseConfigurationHeader(bytes).value);
  if (message.configurationDescriptors.length > device.configurationCount) {
    throw new RemoteDeviceError(
      'usb.configuration_mismatch',
      `${message.configurationDescriptors.length} configurations of a device with ${device.configurationCount}`,
    );
  }
  if (message.activeConfiguration !== 0 && !values.has(message.activeConfiguration)) {
    throw new RemoteDeviceError(
      'usb.configuration_mismatch',
      `configuration ${message.activeConfiguration} is active, and not among those of the device`,
    );
  }
  return device;
}

function refusalOf(error: unknown): { readonly code: string; readonly message: string } {
  const message = error instanceof Error ? error.message : 'it may not come';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return { code: typeof code === 'string' ? code : 'policy.failed', message };
}

/** For logs: the names come from a device, so what is not printable goes. */
function deviceLabel(device: DeviceDescriptor, message: AttachMessage): string {
  const { vendorId, productId } = device;
  return labelOfDevice({ ...message, vendorId, productId })
    .replace(/\p{C}/gu, '')
    .trimEnd();
}
