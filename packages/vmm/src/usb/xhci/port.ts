/**
 * One root hub port: PORTSC and the state machine behind it (xHCI 1.2 sections 4.19 and 5.4.8).
 *
 * Owns connect, enable, link state and change bits. Never talks to a slot: the controller does that when a port
 * says it was reset or lost its device.
 */
import type { UsbDevice } from '../usb-device.ts';
import { SpeedId } from './registers.ts';
import type { RegisterFile } from './registers.ts';

/** PORTSC, section 5.4.8. */
export const PortSc = {
  connected: 1 << 0,
  enabled: 1 << 1,
  reset: 1 << 4,
  linkStateShift: 5,
  linkStateMask: 0xf << 5,
  power: 1 << 9,
  speedShift: 10,
  speedMask: 0xf << 10,
  linkStateWrite: 1 << 16,
  connectChange: 1 << 17,
  enableChange: 1 << 18,
  warmResetChange: 1 << 19,
  overCurrentChange: 1 << 20,
  resetChange: 1 << 21,
  linkStateChange: 1 << 22,
  configErrorChange: 1 << 23,
  wakeBits: 7 << 25,
  warmReset: 0x8000_0000,
} as const;

const CHANGE_BITS = 0x7f << 17;

/** PLS values, table 5-27. */
export const LinkState = {
  u0: 0,
  u1: 1,
  u2: 2,
  u3: 3,
  disabled: 4,
  rxDetect: 5,
  polling: 7,
  resume: 15,
} as const;

export interface PortHost {
  /** The change bits went from none to some: a Port Status Change Event (4.19.2). */
  portChanged(port: Port): void;
  /** The guest resets the port; `finished` ends it, once, later. */
  portReset(port: Port, finished: () => void): void;
}

export class Port {
  /** From 1, as in slot contexts and events. */
  readonly number: number;
  readonly isUsb3: boolean;
  device: UsbDevice | undefined = undefined;
  /** The slot whose device this is, once addressed. */
  slotId = 0;
  /** The device has had an address since it was plugged in or reset: a reset must reach it. */
  wasAddressed = false;
  readonly #registers: RegisterFile;
  readonly #host: PortHost;
  /** Counts resets and plugs, so that the late end of a reset meets the right port. */
  #epoch = 0;

  constructor(number: number, isUsb3: boolean, registers: RegisterFile, host: PortHost) {
    this.number = number;
    this.isUsb3 = isUsb3;
    this.#registers = registers;
    this.#host = host;
    this.powerOn();
  }

  get status(): number {
    return this.#registers.get('PORTSC', this.number - 1);
  }

  get hasChanges(): boolean {
    return (this.status & CHANGE_BITS) !== 0;
  }

  get isEnabled(): boolean {
    return (this.status & PortSc.enabled) !== 0;
  }

  /** After a reset of the controller, or at the beginning: the device, if any, is found anew. */
  powerOn(): void {
    this.#epoch++;
    this.slotId = 0;
    this.#registers.set('PORTPMSC', 0, this.number - 1);
    this.#set(PortSc.power | (LinkState.rxDetect << PortSc.linkStateShift));
    if (this.device !== undefined) this.#connect(this.device);
  }

  plug(device: UsbDevice): void {
    this.#epoch++;
    this.device = device;
    this.slotId = 0;
    this.wasAddressed = false;
    this.#connect(device);
  }

  unplug(): void {
    this.#epoch++;
    this.device = undefined;
    this.slotId = 0;
    this.wasAddressed = false;
    const kept = this.status & (PortSc.power | CHANGE_BITS | PortSc.wakeBits);
    this.#change(kept | (LinkState.rxDetect << PortSc.linkStateShift), PortSc.connectChange);
  }

  /** A write of PORTSC; `mask` covers the bytes that were written. */
  write(value: number, mask: number): void {
    const bits = value & mask;
    const old = this.status;
    let now = old & ~(bits & CHANGE_BITS);
    now = (now & ~(PortSc.wakeBits & mask)) | (bits & PortSc.wakeBits);
    this.#set(now);
    if ((bits & PortSc.reset) !== 0 || (this.isUsb3 && (bits & PortSc.warmReset) !== 0)) {
      this.#reset((bits & PortSc.warmReset) !== 0);
      return;
    }
    // PED is RW1CS: written 1 it disables the port.
    if ((bits & PortSc.enabled) !== 0 && (old & PortSc.enabled) !== 0) {
      const disabled = this.isUsb3 ? LinkState.disabled : LinkState.polling;
      this.#set(withLinkState(now & ~PortSc.enabled, disabled));
      return;
    }
    if ((bits & PortSc.linkStateWrite) !== 0) {
      this.#writeLinkState((bits & PortSc.linkStateMask) >>> PortSc.linkStateShift);
    }
  }

  #connect(device: UsbDevice): void {
    const speed = SpeedId[device.speed] << PortSc.speedShift;
    const kept = (this.status & (CHANGE_BITS | PortSc.wakeBits)) | PortSc.power | PortSc.connected | speed;
    // A USB 3 link trains by itself and is enabled; a USB 2 port waits for its reset (4.19.1.1, 4.19.1.2).
    const now = this.isUsb3
      ? withLinkState(kept | PortSc.enabled, LinkState.u0)
      : withLinkState(kept, LinkState.polling);
    this.#change(now, PortSc.connectChange);
  }

  #reset(warm: boolean): void {
    if (this.device === undefined || (this.status & PortSc.reset) !== 0) return;
    const epoch = ++this.#epoch;
    this.#set((this.status & ~PortSc.enabled) | PortSc.reset);
    this.#host.portReset(this, () => {
      if (epoch !== this.#epoch) return;
      const changes = PortSc.resetChange | (warm ? PortSc.warmResetChange : 0);
      const now = (this.status & ~PortSc.reset) | PortSc.enabled;
      this.#change(withLinkState(now, LinkState.u0), changes);
    });
  }

  /** Section 4.19.1, the transitions that software may ask for; all others are ignored. */
  #writeLinkState(wanted: number): void {
    const status = this.status;
    const current = (status & PortSc.linkStateMask) >>> PortSc.linkStateShift;
    const enabled = (status & PortSc.enabled) !== 0;
    switch (wanted) {
      case LinkState.u0:
        if (!enabled || current === LinkState.u0) return;
        // The end of a resume is a change; leaving U1 or U2 is not.
        this.#change(
          withLinkState(status, LinkState.u0),
          current === LinkState.u3 || current === LinkState.resume ? PortSc.linkStateChange : 0,
        );
        return;
      case LinkState.u3:
        if (enabled) this.#set(withLinkState(status, LinkState.u3));
        return;
      case LinkState.resume:
        if (enabled && !this.isUsb3 && current === LinkState.u3) {
          this.#set(withLinkState(status, LinkState.resume));
        }
        return;
      case LinkState.disabled:
        if (this.isUsb3) this.#set(withLinkState(status & ~PortSc.enabled, LinkState.disabled));
        return;
      case LinkState.rxDetect:
        if (!this.isUsb3 || current !== LinkState.disabled) return;
        this.#set(withLinkState(status, LinkState.rxDetect));
        if (this.device !== undefined) this.#connect(this.device);
        return;
      default:
        return;
    }
  }

  #change(now: number, changes: number): void {
    const had = this.hasChanges;
    this.#set(now | changes);
    if (!had && changes !== 0) this.#host.portChanged(this);
  }

  #set(value: number): void {
    this.#registers.set('PORTSC', value, this.number - 1);
  }
}

function withLinkState(status: number, state: number): number {
  return (status & ~PortSc.linkStateMask) | (state << PortSc.linkStateShift);
}
