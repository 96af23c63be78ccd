/**
 * The shape of the machine that the VM process runs, and how the real one is made. Everything else in this
 * directory sees only these types, so that tests can put a fake machine in the same process around it.
 */
import type { DisplaySession, UsbPorts, VmConfig } from '@farport/vmm';
import type { AttachMessage } from '@farport/protocol';
import type { WebSocket } from 'ws';

export type { VmConfig };

/** How a machine ended. */
export interface MachineStop {
  /** `powered-off`: by the guest. `stopped`: by us. `failed`: it could not go on. */
  readonly reason: 'powered-off' | 'stopped' | 'failed';
  /** "vm.powered_off", or the code of what failed. */
  readonly code: string;
  readonly message: string;
}

export interface MachineEvents {
  /** What the guest wrote to its serial console. The bytes are valid only during the call. */
  console(bytes: Uint8Array): void;
  state(state: string): void;
  log(
    level: 'debug' | 'info' | 'warn' | 'error',
    message: string,
    fields?: Readonly<Record<string, unknown>>,
  ): void;
  /** Once, last. */
  stopped(stop: MachineStop): void;
}

/** What a viewer is connected to. */
export type Screen = Pick<DisplaySession, 'connect'>;

export interface Machine {
  readonly usb: UsbPorts;
  /** Undefined where the VM has no screen. */
  readonly display: Screen | undefined;
  readonly state: string;
  start(): void;
  /** Resolves when no vCPU runs. */
  pause(): Promise<void>;
  resume(): void;
  powerButton(): void;
  reset(): void;
  stop(): Promise<void>;
  consoleInput(bytes: Uint8Array): void;
}

/** Makes a machine that has not started yet. Events come only after `start`. */
export type MachineFactory = (config: VmConfig, events: MachineEvents) => Machine | Promise<Machine>;

/** The connection of one redirected device or one viewer, from the handshake on. */
export interface ServedChannel {
  /** Ends it: the client is told why, the guest sees an unplug. */
  close(message: string): void;
}

export interface ChannelOptions {
  /** SHA-256, lower-case hex, of the ticket that the client's hello must carry. */
  readonly ticketSha256: string;
  /** Whether a device may come, where that is asked; rejects where it may not. */
  readonly admit?: ((device: AttachMessage) => Promise<void>) | undefined;
  /** A device was something else for the guest than it had said when it was offered; its channel ends. */
  readonly promiseBroken: (device: string, message: string) => void;
  /** `level` is info unless said. */
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>, level?: 'info' | 'warn') => void;
}

export interface ChannelService {
  readonly acceptUsb: (socket: WebSocket, ports: UsbPorts, options: ChannelOptions) => ServedChannel;
  readonly acceptDisplay: (socket: WebSocket, screen: Screen, options: ChannelOptions) => ServedChannel;
}

/** What a VM process is made of besides sockets and files. */
export interface VmParts {
  readonly createMachine: MachineFactory;
  readonly channels: ChannelService;
}
