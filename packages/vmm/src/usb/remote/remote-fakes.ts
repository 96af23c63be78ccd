/** For tests: a controller's side of URBs that keeps count, ports that stand for a controller's, and a clock. */
import type { ChannelClock, ChannelTimer } from '@farport/protocol';
import type { TransferType } from '@farport/usb';
import {
  UsbPortsFullError,
  type Urb,
  type UrbOwner,
  type UsbAttachment,
  type UsbDevice,
  type UsbPorts,
} from '../usb-device.ts';

/** Stands for a controller: makes URBs, and counts how often each comes back and whether from inside a call. */
export class FakeController implements UrbOwner {
  readonly completions = new Map<Urb, number>();
  reentered = 0;
  #inside = false;

  urb(endpoint: number, buffers: readonly Uint8Array[], type: TransferType = 'bulk'): Urb {
    let length = 0;
    for (const buffer of buffers) length += buffer.length;
    const urb: Urb = {
      owner: this,
      type,
      endpoint,
      setup: undefined,
      buffers,
      length,
      zeroPacket: false,
      streamId: 0,
      status: 'invalid',
      actualLength: 0,
    };
    this.completions.set(urb, 0);
    return urb;
  }

  /** Runs a call into the device, during which nothing may come back. */
  call(work: () => void): void {
    this.#inside = true;
    work();
    this.#inside = false;
  }

  urbCompleted(urb: Urb): void {
    if (this.#inside) this.reentered++;
    this.completions.set(urb, (this.completions.get(urb) ?? 0) + 1);
  }
}

/** Stands for a controller's ports: as many as it is told. */
export class FakePorts implements UsbPorts {
  readonly devices: (UsbDevice | undefined)[];

  constructor(count: number) {
    this.devices = Array.from({ length: count }, () => undefined);
  }

  attach(device: UsbDevice): UsbAttachment {
    const index = this.devices.indexOf(undefined);
    if (index < 0) throw new UsbPortsFullError(device.speed);
    this.devices[index] = device;
    return {
      port: index + 1,
      detach: () => {
        if (this.devices[index] !== device) return;
        this.devices[index] = undefined;
        device.detached();
      },
    };
  }
}

/** Stands for the process's clock: it moves when a test says so. */
export class FakeClock implements ChannelClock {
  #nowMs = 0;
  #timers: { readonly dueMs: number; readonly expired: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  get waiting(): number {
    return this.#timers.length;
  }

  after(delayMs: number, expired: () => void): ChannelTimer {
    const timer = { dueMs: this.#nowMs + delayMs, expired };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((each) => each !== timer);
      },
    };
  }

  /** Time passes, and timers fire at the moment they are due. */
  advance(ms: number): void {
    const end = this.#nowMs + ms;
    for (;;) {
      const due = this.#timers.filter(({ dueMs }) => dueMs <= end).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (due === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      this.#fire(due);
    }
    this.#nowMs = end;
  }

  /** The process was busy: time has passed, and only then the timers fire that were due. */
  stall(ms: number): void {
    this.#nowMs += ms;
    for (const timer of this.#timers.filter(({ dueMs }) => dueMs <= this.#nowMs)) this.#fire(timer);
  }

  #fire(timer: { readonly expired: () => void }): void {
    this.#timers = this.#timers.filter((each) => each !== timer);
    timer.expired();
  }
}

/** Lets everything that is due on the microtask queue and behind it happen. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}
