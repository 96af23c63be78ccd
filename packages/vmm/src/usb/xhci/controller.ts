/**
 * The xHCI controller: registers in, events and URBs out (xHCI 1.2).
 *
 * Owns the side effects of register writes, ports and resets. Knows nothing of PCI. Work that the guest asks for is
 * bounded in each turn of the run list and goes on in the next; nothing a guest writes ends in an exception.
 */
import { MAX_URBS_IN_FLIGHT, isSuperSpeed } from '@farport/usb';
import type { Clock } from '../../machine/clock.ts';
import type { GuestMemory } from '../../machine/guest-memory.ts';
import type { InterruptMessage, RegionHandler, RegisterRule } from '../../machine/region.ts';
import { UsbPortsFullError } from '../usb-device.ts';
import type { UsbAttachment, UsbDevice, UsbPorts } from '../usb-device.ts';
import { CommandRing } from './command-ring.ts';
import type { CommandHost } from './commands.ts';
import type { Endpoint } from './endpoint.ts';
import { Interrupter } from './interrupter.ts';
import { Microframes } from './microframes.ts';
import { Port } from './port.ts';
import type { PortHost } from './port.ts';
import { REGION_LENGTH, RegisterFile, UsbCmd, UsbSts, registerMap, registerRules } from './registers.ts';
import type { Geometry, RegisterWord } from './registers.ts';
import { RunList } from './run-list.ts';
import { DeviceSlots } from './slot.ts';
import { CompletionCode, hostEvent, portStatusChangeEvent } from './trb.ts';
import type { EventTrb } from './trb.ts';

export interface XhciOptions {
  readonly memory: GuestMemory;
  /** One per interrupter, 1 … 1023; each goes to the MSI-X vector of its number. */
  readonly interrupters: readonly InterruptMessage[];
  readonly clock: Clock;
  readonly usb2Ports: number;
  readonly usb3Ports: number;
  readonly contextSize: 32 | 64;
  /** Device slots, 1 … 255; Windows wants 64. */
  readonly slots: number;
  readonly log?: (message: string) => void;
}

/** More would reach into the runtime registers. */
const MAX_PORTS = 127;
const MAX_INTERRUPTERS = 64;

export class XhciController implements RegionHandler, UsbPorts, CommandHost, PortHost {
  readonly name = 'xhci';
  readonly length = REGION_LENGTH;
  readonly rules: readonly RegisterRule[];
  readonly memory: GuestMemory;
  readonly contextSize: 32 | 64;
  readonly ports: readonly Port[];
  readonly #geometry: Geometry;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #registers: RegisterFile;
  readonly #interrupters: readonly Interrupter[];
  readonly #commandRing: CommandRing;
  /** Offset of USBSTS, which every event looks at. */
  readonly #usbsts: number;
  readonly #runList: RunList;
  readonly #microframes: Microframes;
  #slots: DeviceSlots;
  #readHigh = 0;
  /** Interrupters whose ERDP was written in this batch. */
  readonly #moved = new Set<number>();

  constructor(options: XhciOptions) {
    const { memory, clock, usb2Ports, usb3Ports, slots, contextSize, interrupters } = options;
    checkRange('ports', usb2Ports + usb3Ports, MAX_PORTS);
    checkRange('slots', slots, 255);
    checkRange('interrupters', interrupters.length, MAX_INTERRUPTERS);
    this.memory = memory;
    this.contextSize = contextSize;
    this.#clock = clock;
    this.#log = options.log ?? (() => undefined);
    this.#geometry = { usb2Ports, usb3Ports, slots, contextSize, interrupters: interrupters.length };
    const map = registerMap(this.#geometry);
    this.rules = registerRules(map);
    this.#registers = new RegisterFile(map);
    this.#usbsts = this.#registers.offsetOf('USBSTS');
    this.#slots = new DeviceSlots(slots);
    this.#interrupters = interrupters.map(
      (message, index) => new Interrupter(index, memory, this.#registers, clock, message),
    );
    this.ports = Array.from(
      { length: usb2Ports + usb3Ports },
      (_, index) => new Port(index + 1, index >= usb2Ports, this.#registers, this),
    );
    this.#commandRing = new CommandRing(this, this.#registers, (event) => {
      this.#push(0, event);
    });
    this.#runList = new RunList(clock, this.#commandRing);
    this.#microframes = new Microframes(clock, () => {
      this.#push(0, hostEvent('mfindexWrapEvent', CompletionCode.success));
    });
  }

  // ---- RegionHandler -------------------------------------------------------------------------------------------

  useShadow(shadow: DataView): void {
    this.#registers.useShadow(shadow);
  }

  read(offset: number, size: number): number {
    this.#readHigh = size === 8 ? this.#readBytes(offset + 4, 4) : 0;
    return this.#readBytes(offset, Math.min(size, 4));
  }

  readHigh(): number {
    return this.#readHigh;
  }

  write(offset: number, size: number, low: number, high: number): void {
    this.#runList.turnFollows = true;
    this.#writeBytes(offset, Math.min(size, 4), low);
    if (size === 8) this.#writeBytes(offset + 4, 4, high);
    this.#runList.turnFollows = false;
  }

  settle(): void {
    for (const index of this.#moved) {
      // Room in a full event ring: what had waited for it goes on.
      if (this.#interrupters[index]?.dequeuePointerWritten() === true) this.#runAll();
    }
    this.#moved.clear();
    this.#runList.turn();
  }

  #readBytes(offset: number, size: number): number {
    const word = offset & ~3;
    const shift = (offset & 3) * 8;
    let value = this.#readWord(word) >>> shift;
    if (shift + size * 8 > 32) value |= this.#readWord(word + 4) << (32 - shift);
    return size === 4 ? value >>> 0 : value & ((1 << (size * 8)) - 1);
  }

  #readWord(offset: number): number {
    if (offset >= REGION_LENGTH) return 0;
    if (this.#registers.at(offset)?.spec.name === 'MFINDEX') {
      this.#registers.set('MFINDEX', this.#isRunning ? this.#microframes.index : 0);
    }
    return this.#registers.word(offset);
  }

  #writeBytes(offset: number, size: number, value: number): void {
    const word = offset & ~3;
    const shift = (offset & 3) * 8;
    const mask = size === 4 ? 0xffff_ffff : (1 << (size * 8)) - 1;
    this.#writeWord(word, value << shift, mask << shift);
    if (shift + size * 8 > 32) this.#writeWord(word + 4, value >>> (32 - shift), mask >>> (32 - shift));
  }

  /** `mask` has the bits of the bytes that were written. */
  #writeWord(offset: number, value: number, mask: number): void {
    if (offset >= REGION_LENGTH) return;
    const at = this.#registers.at(offset);
    if (at === undefined) return;
    const bits = value & mask;
    switch (at.spec.name) {
      case 'USBCMD':
        this.#writeCommand(at, value, mask);
        break;
      case 'CRCR':
        this.#commandRing.writeControl(at.half, bits, mask);
        break;
      case 'PORTSC':
        this.ports[at.index]?.write(value, mask);
        break;
      case 'DB':
        this.#doorbell(at.index, bits);
        break;
      case 'IMAN':
        this.#registers.merge(at, value, mask);
        this.#interrupters[at.index]?.evaluate();
        break;
      case 'IMOD':
        this.#registers.merge(at, value, mask);
        this.#interrupters[at.index]?.moderationWritten();
        break;
      case 'ERSTSZ':
      case 'ERSTBA':
        // The table of a ring in use is frozen: the primary's while the controller runs (5.5.2.3.2).
        if (at.index === 0 && this.#isRunning) break;
        this.#registers.merge(at, value, mask);
        this.#interrupters[at.index]?.ringConfigured();
        break;
      case 'ERDP':
        this.#registers.merge(at, value, mask);
        this.#moved.add(at.index);
        break;
      case 'DCBAAP':
      case 'CONFIG':
        if (!this.#isRunning || at.spec.name === 'CONFIG') this.#registers.merge(at, value, mask);
        break;
      default:
        this.#registers.merge(at, value, mask);
    }
  }

  // ---- USBCMD --------------------------------------------------------------------------------------------------

  get #isRunning(): boolean {
    return (this.#registers.word(this.#usbsts) & UsbSts.halted) === 0;
  }

  #writeCommand(at: RegisterWord, value: number, mask: number): void {
    const bits = value & mask;
    const resetting = (this.#registers.get('USBCMD') & UsbCmd.reset) !== 0;
    if (resetting) return;
    if ((bits & UsbCmd.reset) !== 0) {
      this.#reset();
      return;
    }
    this.#registers.merge(at, value, mask);
    const status = this.#registers.get('USBSTS');
    // No state is saved: the driver sees SRE and sets up anew (4.23.2).
    if ((bits & (UsbCmd.save | UsbCmd.restore)) !== 0) {
      this.#registers.set('USBSTS', status | UsbSts.saveRestoreError);
    }
    const run = (this.#registers.get('USBCMD') & UsbCmd.run) !== 0;
    if (run && !this.#isRunning) this.#start();
    else if (!run && this.#isRunning) this.#halt();
    this.#microframes.watch(this.#isRunning && (this.#registers.get('USBCMD') & UsbCmd.wrapEvent) !== 0);
    for (const interrupter of this.#interrupters) interrupter.evaluate();
  }

  #start(): void {
    const status = this.#registers.get('USBSTS');
    if ((status & (UsbSts.hostControllerError | UsbSts.hostSystemError)) !== 0) return;
    this.#registers.set('USBSTS', status & ~UsbSts.halted);
    this.#microframes.start();
    for (const port of this.ports) if (port.hasChanges) this.portChanged(port);
    this.#runAll();
  }

  #halt(): void {
    this.#registers.set('USBSTS', this.#registers.get('USBSTS') | UsbSts.halted);
    this.#commandRing.halted();
    this.#microframes.watch(false);
  }

  /** HCRST (4.2): registers at once; the bit itself falls when no device holds guest memory any more. */
  #reset(): void {
    let open = 1;
    const drained = (): void => {
      if (--open > 0) return;
      this.#registers.set('USBCMD', 0);
      this.#registers.set('USBSTS', this.#registers.get('USBSTS') & ~UsbSts.notReady);
    };
    for (const slot of this.#slots.all()) {
      for (const endpoint of slot.endpoints()) {
        open++;
        endpoint.disable(drained);
      }
    }
    this.#microframes.watch(false);
    this.#runList.clear();
    this.#moved.clear();
    this.#commandRing.reset();
    this.#slots = new DeviceSlots(this.#geometry.slots);
    this.#registers.reset();
    for (const interrupter of this.#interrupters) interrupter.reset();
    for (const port of this.ports) port.powerOn();
    this.#registers.set('USBCMD', UsbCmd.reset);
    this.#registers.set('USBSTS', this.#registers.get('USBSTS') | UsbSts.halted | UsbSts.notReady);
    drained();
  }

  // ---- Doorbells and the run list ------------------------------------------------------------------------------

  /** 5.6; the value is the guest's: every index is looked up, none is trusted. */
  #doorbell(slotId: number, value: number): void {
    if (!this.#isRunning) return;
    const target = value & 0xff;
    if (slotId === 0) {
      if (target === 0) this.#commandRing.doorbell();
      return;
    }
    // Without streams the DB Stream ID must be 0.
    if (value >>> 16 !== 0) return;
    this.#slots.get(slotId)?.endpoint(target)?.doorbell();
  }

  kick(endpoint: Endpoint): void {
    this.#runList.kick(endpoint);
  }

  /** Asks for a turn soon: completions and doorbells never run a ring themselves. */
  wakeSoon(): void {
    this.#runList.wake();
  }

  #runAll(): void {
    this.#commandRing.resume();
    for (const slot of this.#slots.all()) {
      for (const endpoint of slot.endpoints()) this.kick(endpoint);
    }
    this.#runList.wake();
  }

  // ---- CommandHost, EndpointHost -------------------------------------------------------------------------------

  get slots(): DeviceSlots {
    return this.#slots;
  }

  get maxSlotsEnabled(): number {
    return this.#registers.get('CONFIG') & 0xff;
  }

  get contextBaseArray(): number {
    return this.#registers.get64('DCBAAP');
  }

  get mayRun(): boolean {
    return this.#isRunning && !this.#interrupters.some(({ ring }) => ring.isFull);
  }

  deviceOf(slotId: number): UsbDevice | undefined {
    return this.#slots.get(slotId)?.device;
  }

  reserveUrb(slotId: number): boolean {
    const slot = this.#slots.get(slotId);
    if (slot === undefined || slot.openUrbs >= MAX_URBS_IN_FLIGHT) return false;
    slot.openUrbs++;
    return true;
  }

  releaseUrb(slotId: number): void {
    const slot = this.#slots.get(slotId);
    if (slot !== undefined && slot.openUrbs > 0) slot.openUrbs--;
  }

  transferEvent(target: number, event: EventTrb): void {
    // An Interrupter Target that does not exist is undefined in the specification; the primary hears of it.
    this.#push(target < this.#interrupters.length ? target : 0, event);
  }

  /** Host System Error (4.10.2.6): memory that is none. The driver has to reset the controller. */
  fatal(why: string): void {
    this.#die(UsbSts.hostSystemError, why);
  }

  #push(index: number, event: EventTrb): void {
    if (!this.#isRunning) return;
    if (this.#interrupters[index]?.push(event) === false) {
      this.#die(UsbSts.hostControllerError, `event ring ${index} is not as the specification allows`);
    }
  }

  #die(status: number, why: string): void {
    this.#log(`xhci: ${why}; the controller halts until the guest resets it`);
    this.#registers.set('USBSTS', this.#registers.get('USBSTS') | status);
    this.#registers.set('USBCMD', this.#registers.get('USBCMD') & ~UsbCmd.run);
    this.#halt();
  }

  // ---- Ports ---------------------------------------------------------------------------------------------------

  attach(device: UsbDevice): UsbAttachment {
    const usb3 = isSuperSpeed(device.speed);
    const port = this.ports.find((each) => each.device === undefined && each.isUsb3 === usb3);
    if (port === undefined) throw new UsbPortsFullError(device.speed);
    port.plug(device);
    return {
      port: port.number,
      detach: () => {
        this.#unplug(port, device);
      },
    };
  }

  #unplug(port: Port, device: UsbDevice): void {
    if (port.device !== device) return;
    // The event first: a driver that hears of the disconnect does not retry what fails next.
    port.unplug();
    device.detached();
  }

  portChanged(port: Port): void {
    this.#registers.set('USBSTS', this.#registers.get('USBSTS') | UsbSts.portChange);
    this.#push(0, portStatusChangeEvent(port.number));
  }

  portReset(port: Port, finished: () => void): void {
    const { device } = port;
    if (device === undefined || !port.wasAddressed) {
      // Enumeration's first resets: the client has a device fresh from its own reset.
      this.#clock.after(0, finished);
      return;
    }
    port.wasAddressed = false;
    const slot = this.#slots.get(port.slotId);
    if (slot !== undefined) for (const endpoint of slot.endpoints()) endpoint.cancelAll();
    device.reset((status) => {
      if (status === 'no-device') this.#unplug(port, device);
      finished();
    });
  }
}

function checkRange(what: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new RangeError(`xHCI controller: ${what} must be 1 to ${max}, not ${value}`);
  }
}
