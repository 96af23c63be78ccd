/**
 * Owns the seam between a redirection and whatever carries USB transfers on this machine: what a captured device
 * can do, and what a capture backend must give. Never knows a network, a VM or a wanted state.
 */
import type { OperationStatus, TransferType, UrbStatus, UsbSpeed } from '@farport/usb';
import type { LocalDevice } from './local-device.ts';
import type { MemoryShare } from './transfer-memory.ts';

/** What a device told about itself, byte by byte. */
export interface DeviceDescriptors {
  /** 18 bytes. */
  readonly device: Uint8Array;
  /** Every configuration with all that follows it, in index order. */
  readonly configurations: readonly Uint8Array[];
  /** Empty where the device has none. */
  readonly bos: Uint8Array;
}

/** One request to a captured device. It is read during `submit` and not kept, except for `data`. */
export interface CaptureUrb {
  /** Chosen by the caller; not in use by another URB of this device. 0 … 2^32-1. */
  readonly id: number;
  readonly type: TransferType;
  /** bEndpointAddress; for endpoint 0, bit 7 is the direction of the data stage. */
  readonly endpoint: number;
  /** Control only: the 8 bytes of the SETUP packet. */
  readonly setup: Uint8Array | undefined;
  /** OUT only: the data in order, cut in any way; must not change until the completion. */
  readonly data: readonly Uint8Array[] | undefined;
  /** IN: bytes wanted. OUT: the length of `data`. */
  readonly length: number;
  readonly zeroPacket: boolean;
  readonly shortNotOk: boolean;
  readonly streamId: number;
}

/** Whoever uses a captured device. */
export interface CaptureOwner {
  /**
   * The one terminal completion of a URB, never from inside `submit` or `cancel`. `data` holds what an IN transfer
   * brought (`actualLength` bytes) and is the owner's from now on; it is empty for OUT.
   */
  urbCompleted(id: number, status: UrbStatus, actualLength: number, data: Uint8Array): void;
  /** The device is gone. Called once; every open URB has been or will be completed with `no-device`. */
  deviceGone(): void;
}

export type OperationDone = (status: OperationStatus) => void;

export interface CapturedDevice {
  readonly local: LocalDevice;
  readonly descriptors: DeviceDescriptors;
  readonly speed: UsbSpeed;
  /** bConfigurationValue that is set now; 0 for none. */
  readonly activeConfiguration: number;
  /** What its URBs may hold of this machine's memory for transfers: the user of the device takes and gives back. */
  readonly memory: MemoryShare;
  /** Names the one who gets completions: before the first `submit`, or again while nothing is in flight. */
  start(owner: CaptureOwner): void;
  /** Never throws: a refusal is a completion. */
  submit(urb: CaptureUrb): void;
  /** Asks for the early end of a URB, whose completion tells how much had moved. False if it is not in flight. */
  cancel(id: number): boolean;
  /**
   * Operations of their own; each `done` is called exactly once, never from inside the call. `reset` answers
   * `no-device` where the device came back as something else (it is then another device of this machine).
   */
  reset(done: OperationDone): void;
  setConfiguration(value: number, done: OperationDone): void;
  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void;
  clearHalt(endpoint: number, done: OperationDone): void;
  /**
   * Hands the device back: cancel, reset, original configuration, all interfaces, then the system's own drivers.
   * No completion follows. Harmless when the device is gone, and when called again.
   */
  release(): Promise<void>;
}

export interface CaptureBackend {
  readonly name: 'native' | 'libusb' | 'fake';
  /**
   * Reads the descriptors, takes the device from the system's drivers and claims every interface. Throws an
   * EngineError: `usbfs.permission`, `device.busy`, `device.gone`, `device.descriptors`, `capture.failed`.
   */
  capture(device: LocalDevice): Promise<CapturedDevice>;
}
