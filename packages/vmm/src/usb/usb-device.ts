/**
 * What a USB host controller of the VMM (xHCI, PVUSB) asks of whatever sits on its ports: a device redirected
 * from a client, or one emulated here.
 */
import type { OperationStatus, SetupPacket, TransferType, UrbStatus, UsbSpeed } from '@farport/usb';

/**
 * One request of a controller to a device. The controller owns it; the device keeps it until it has called
 * `owner.urbCompleted` exactly once.
 */
export interface Urb {
  readonly owner: UrbOwner;
  readonly type: TransferType;
  /** bEndpointAddress; for endpoint 0, bit 7 is the direction of the data stage. */
  readonly endpoint: number;
  /** Control only. */
  readonly setup: SetupPacket | undefined;
  /** Guest memory, in order: the source of OUT data, the target of IN data. Sum of lengths is `length`. */
  readonly buffers: readonly Uint8Array[];
  readonly length: number;
  /** OUT: end with a zero-length packet if `length` is a multiple of the packet size. */
  readonly zeroPacket: boolean;
  readonly streamId: number;
  /** Set by the device before completion. */
  status: UrbStatus;
  /** Bytes that really moved, 0 … `length`; set by the device before completion. IN data is in `buffers` by then. */
  actualLength: number;
}

export interface UrbOwner {
  /** Called once per URB, never from inside `submit` or `cancel`. After it the device touches `urb` no more. */
  urbCompleted(urb: Urb): void;
}

export type OperationDone = (status: OperationStatus) => void;

export interface UsbDevice {
  readonly speed: UsbSpeed;
  /** For logs and the console: "0781:5583 SanDisk Ultra Fit". */
  readonly label: string;
  submit(urb: Urb): void;
  /**
   * Asks for an early end. The URB's one completion still comes, with whatever had moved, also when it was too
   * late to cancel. Cancelling twice is harmless.
   */
  cancel(urb: Urb): void;
  /** Operations of their own; each `done` is called exactly once and never from inside the call. */
  reset(done: OperationDone): void;
  setConfiguration(value: number, done: OperationDone): void;
  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void;
  clearHalt(endpoint: number, done: OperationDone): void;
  /**
   * A command of the guest waits for the operations that are open. They run to their end all the same; a device that does
   * not bring them there soon is gone (`no-device`), as one is that does not answer a cancel.
   */
  awaitOperations(): void;
  /** The controller lets go of the device: every URB still open is completed with `no-device`, then nothing more. */
  detached(): void;
}

/** What a controller offers to those who bring devices. */
export interface UsbPorts {
  /** Puts the device on a free port of the range its speed belongs to. Throws `UsbPortsFullError` when there is none. */
  attach(device: UsbDevice): UsbAttachment;
}

export interface UsbAttachment {
  /** Port number of the controller, from 1. */
  readonly port: number;
  /** Unplugs the device: the guest sees a disconnect. Harmless when already gone. */
  detach(): void;
}

export class UsbPortsFullError extends Error {
  readonly code = 'usb.ports_full';
  constructor(speed: UsbSpeed) {
    super(`no free ${speed}-speed port on the virtual controller: detach a device from this VM first`);
    this.name = 'UsbPortsFullError';
  }
}
