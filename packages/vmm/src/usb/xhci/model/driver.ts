/**
 * A small xHCI driver over plain memory: what a guest does, as a test writes it. Rings of one segment closed by a
 * Link TRB, one event ring per interrupter, 4 KiB pages from a bump allocator.
 *
 * Owns the guest's side only; what it reads, it reads from guest memory and registers.
 */
import type { GuestMemory } from '../../../machine/guest-memory.ts';
import type { InterruptMessage } from '../../../machine/region.ts';
import { XhciController } from '../controller.ts';
import { DOORBELLS, INTERRUPTER_SETS, OPERATIONAL, PORT_SETS, SpeedId } from '../registers.ts';
import { TRB_SIZE, TrbType } from '../trb.ts';
import { CountedMemory } from './counted-memory.ts';
import type { FakeUsbDevice } from './fake-device.ts';
import { ManualClock } from './manual-clock.ts';

export const RAM_BYTES = 4 * 1024 * 1024;
export const Reg = {
  usbcmd: OPERATIONAL,
  usbsts: OPERATIONAL + 0x04,
  crcr: OPERATIONAL + 0x18,
  dcbaap: OPERATIONAL + 0x30,
  config: OPERATIONAL + 0x38,
  portsc: (port: number) => PORT_SETS + 0x10 * (port - 1),
  iman: (n: number) => INTERRUPTER_SETS + 0x20 * n,
  imod: (n: number) => INTERRUPTER_SETS + 0x20 * n + 0x04,
  erstsz: (n: number) => INTERRUPTER_SETS + 0x20 * n + 0x08,
  erstba: (n: number) => INTERRUPTER_SETS + 0x20 * n + 0x10,
  erdp: (n: number) => INTERRUPTER_SETS + 0x20 * n + 0x18,
  doorbell: (slot: number) => DOORBELLS + 4 * slot,
};

/** Flags of a TRB's control word. */
export const Trb = {
  cycle: 1,
  toggle: 2,
  isp: 4,
  chain: 0x10,
  ioc: 0x20,
  idt: 0x40,
  bei: 0x200,
  bsr: 0x200,
  type: (type: number) => type << 10,
  slot: (slot: number) => slot << 24,
  endpoint: (dci: number) => dci << 16,
  trtOut: 2 << 16,
  trtIn: 3 << 16,
  directionIn: 1 << 16,
};

export interface Event {
  readonly type: number;
  readonly pointer: number;
  readonly code: number;
  readonly length: number;
  readonly slot: number;
  readonly endpoint: number;
  readonly eventData: boolean;
}

/** A ring the driver produces on. */
export class ProducerRing {
  readonly base: number;
  readonly trbs: number;
  #memory: GuestMemory;
  #index = 0;
  #cycle = 1;

  constructor(memory: GuestMemory, base: number, trbs: number) {
    this.#memory = memory;
    this.base = base;
    this.trbs = trbs;
  }

  get position(): { readonly pointer: number; readonly cycle: number } {
    return { pointer: this.base + this.#index * TRB_SIZE, cycle: this.#cycle };
  }

  /** Writes one TRB, cycle bit last; returns its address. The last place of the segment is the Link TRB. */
  push(low: number, high: number, status: number, control: number): number {
    if (this.#index === this.trbs - 1) {
      const chain = control & Trb.chain;
      this.#put(this.base, 0, 0, Trb.type(TrbType.link) | Trb.toggle | chain);
      this.#index = 0;
      this.#cycle ^= 1;
    }
    const at = this.position.pointer;
    this.#put(low, high, status, control);
    return at;
  }

  #put(low: number, high: number, status: number, control: number): void {
    const at = this.position.pointer;
    this.#memory.writeU32(at, low);
    this.#memory.writeU32(at + 4, high);
    this.#memory.writeU32(at + 8, status);
    this.#memory.writeU32(at + 12, control | this.#cycle);
    this.#index++;
  }
}

export interface ModelOptions {
  readonly contextSize?: 32 | 64;
  readonly interrupters?: number;
  readonly eventTrbs?: number;
  readonly ringTrbs?: number;
  readonly moderation?: number;
}

export class ModelDriver {
  readonly memory = new CountedMemory(new SharedArrayBuffer(RAM_BYTES), [
    { gpa: 0, offset: 0, length: RAM_BYTES },
  ]);
  readonly clock = new ManualClock();
  /** Interrupt messages so far, by interrupter. */
  readonly interrupts: number[];
  readonly controller: XhciController;
  readonly logged: string[] = [];
  commands: ProducerRing;
  dcbaa: number;
  eventBase: number;
  readonly contextSize: 32 | 64;
  readonly #eventTrbs: number;
  readonly #ringTrbs: number;
  #eventIndex = 0;
  #eventCycle = 1;
  #free = 0x1000;

  constructor(options: ModelOptions = {}) {
    this.contextSize = options.contextSize ?? 32;
    this.#eventTrbs = options.eventTrbs ?? 256;
    this.#ringTrbs = options.ringTrbs ?? 64;
    this.interrupts = new Array<number>(options.interrupters ?? 1).fill(0);
    const messages: InterruptMessage[] = this.interrupts.map((_, n) => ({
      raise: () => {
        this.interrupts[n] = (this.interrupts[n] ?? 0) + 1;
      },
    }));
    this.controller = new XhciController({
      memory: this.memory,
      interrupters: messages,
      clock: this.clock,
      usb2Ports: 4,
      usb3Ports: 4,
      contextSize: this.contextSize,
      slots: 64,
      log: (message) => this.logged.push(message),
    });
    this.commands = this.ring();
    this.dcbaa = this.alloc(65 * 8);
    this.eventBase = this.alloc(this.#eventTrbs * TRB_SIZE);
    this.#setUp(options.moderation ?? 0);
  }

  #setUp(moderation: number): void {
    const table = this.alloc(64);
    this.memory.writeU32(table, this.eventBase);
    this.memory.writeU32(table + 8, this.#eventTrbs);
    this.write(Reg.config, 64);
    this.write64(Reg.dcbaap, this.dcbaa);
    this.write64(Reg.crcr, this.commands.base | 1);
    this.write(Reg.erstsz(0), 1);
    this.write64(Reg.erdp(0), this.eventBase);
    this.write64(Reg.erstba(0), table);
    this.write(Reg.imod(0), moderation);
    this.write(Reg.iman(0), 2);
  }

  /** Halts and resets the controller (HCRST), forgets all of memory and sets up anew. */
  startOver(): void {
    this.write(Reg.usbcmd, 2);
    this.memory.bytes.fill(0);
    this.#free = 0x1000;
    this.#eventIndex = 0;
    this.#eventCycle = 1;
    this.commands = this.ring();
    this.dcbaa = this.alloc(65 * 8);
    this.eventBase = this.alloc(this.#eventTrbs * TRB_SIZE);
    this.#setUp(0);
  }

  /** Zeroed memory, page aligned. */
  alloc(bytes: number): number {
    const at = this.#free;
    this.#free += Math.ceil(bytes / 4096) * 4096;
    if (this.#free > RAM_BYTES) throw new Error('the model guest is out of memory');
    return at;
  }

  ring(): ProducerRing {
    return new ProducerRing(this.memory, this.alloc(this.#ringTrbs * TRB_SIZE), this.#ringTrbs);
  }

  bytes(at: number, length: number): Uint8Array {
    const view = this.memory.view(at, length);
    if (view === undefined) throw new Error('not RAM');
    return view;
  }

  word(at: number): number {
    return this.memory.readU32(at) ?? 0;
  }

  read(offset: number): number {
    return this.controller.read(offset, 4);
  }

  write(offset: number, value: number): void {
    this.controller.write(offset, 4, value, 0);
    this.controller.settle();
  }

  write64(offset: number, value: number): void {
    this.controller.write(offset, 8, value % 0x1_0000_0000, Math.floor(value / 0x1_0000_0000));
    this.controller.settle();
  }

  run(): this {
    this.write(Reg.usbcmd, 5);
    return this;
  }

  /** Lets scheduled jobs run; no time passes. */
  turn(): void {
    this.clock.advance(0);
  }

  /** Takes the events there are, and writes ERDP as an interrupt handler does. */
  events(): Event[] {
    const events: Event[] = [];
    for (;;) {
      const at = this.eventBase + this.#eventIndex * TRB_SIZE;
      const control = this.word(at + 12);
      if ((control & 1) !== this.#eventCycle) break;
      events.push(this.#parse(at, control));
      this.#eventIndex++;
      if (this.#eventIndex === this.#eventTrbs) {
        this.#eventIndex = 0;
        this.#eventCycle ^= 1;
      }
    }
    this.write64(Reg.erdp(0), (this.eventBase + this.#eventIndex * TRB_SIZE) | 8);
    return events;
  }

  #parse(at: number, control: number): Event {
    const status = this.word(at + 8);
    return {
      type: (control >>> 10) & 0x3f,
      pointer: this.word(at + 4) * 0x1_0000_0000 + this.word(at),
      code: status >>> 24,
      length: status & 0xff_ffff,
      slot: control >>> 24,
      endpoint: (control >>> 16) & 0x1f,
      eventData: (control & 4) !== 0,
    };
  }

  /** Puts a command on the ring and rings doorbell 0. */
  issue(type: number, fields = 0, pointer = 0, status = 0): number {
    const at = this.commands.push(pointer, 0, status, Trb.type(type) | fields);
    this.write(Reg.doorbell(0), 0);
    return at;
  }

  /** Issues a command and returns its completion; other events that came with it are dropped. */
  command(type: number, fields = 0, pointer = 0, status = 0): Event {
    const at = this.issue(type, fields, pointer, status);
    this.turn();
    const events = this.events();
    const found = events.find(
      (event) => event.type === TrbType.commandCompletionEvent && event.pointer === at,
    );
    if (found === undefined) throw new Error('the command has not completed');
    return found;
  }

  /** An input context with its add flags, slot context and endpoint contexts. */
  inputContext(add: number, slot: SlotFields, endpoints: readonly EndpointFields[], drop = 0): number {
    const at = this.alloc(this.contextSize * 33);
    this.memory.writeU32(at, drop);
    this.memory.writeU32(at + 4, add);
    const slotAt = at + this.contextSize;
    this.memory.writeU32(slotAt, (slot.entries << 27) | (slot.speed << 20));
    this.memory.writeU32(slotAt + 4, slot.port << 16);
    for (const endpoint of endpoints) {
      const to = at + this.contextSize * (endpoint.dci + 1);
      this.memory.writeU32(to + 4, (endpoint.maxPacket << 16) | (endpoint.type << 3) | 6);
      this.memory.writeU32(to + 8, endpoint.ring | 1);
    }
    return at;
  }

  outputContext(slot: number): number {
    return this.word(this.dcbaa + 8 * slot);
  }

  slotState(slot: number): number {
    return this.word(this.outputContext(slot) + 12) >>> 27;
  }

  endpointState(slot: number, dci: number): number {
    return this.word(this.outputContext(slot) + dci * this.contextSize) & 7;
  }

  /** TR Dequeue Pointer with DCS, as in the output context. */
  dequeue(slot: number, dci: number): number {
    return this.word(this.outputContext(slot) + dci * this.contextSize + 8);
  }

  /** Resets the port, enables a slot and addresses the device on it. */
  enumerate(port: number, device: FakeUsbDevice): ModelSlot {
    this.resetPort(port);
    return this.address(port, device);
  }

  /** Enables a slot and addresses the device on it. */
  address(port: number, device: FakeUsbDevice): ModelSlot {
    const slot = this.command(TrbType.enableSlot).slot;
    this.memory.writeU32(this.dcbaa + 8 * slot, this.alloc(this.contextSize * 32));
    const control = this.ring();
    const fields = { entries: 1, speed: SpeedId[device.speed], port };
    const input = this.inputContext(3, fields, [{ dci: 1, type: 4, maxPacket: 64, ring: control.base }]);
    const { code } = this.command(TrbType.addressDevice, Trb.slot(slot), input);
    if (code !== 1) throw new Error(`Address Device answered ${code}`);
    return { id: slot, port, control, fields };
  }

  resetPort(port: number): void {
    this.write(Reg.portsc(port), 0x210);
    this.turn();
    this.write(Reg.portsc(port), 0x200 | (0x7f << 17));
    this.events();
  }

  /** Configures endpoints, each with a ring of its own. */
  configure(slot: ModelSlot, endpoints: readonly Omit<EndpointFields, 'ring'>[]): ProducerRing[] {
    const rings = endpoints.map(() => this.ring());
    const add = endpoints.reduce((bits, { dci }) => bits | (1 << dci), 1);
    const full = endpoints.map((each, i) => ({ ...each, ring: rings[i]?.base ?? 0 }));
    const fields = { ...slot.fields, entries: 31 };
    const { code } = this.command(
      TrbType.configureEndpoint,
      Trb.slot(slot.id),
      this.inputContext(add, fields, full),
    );
    if (code !== 1) throw new Error(`Configure Endpoint answered ${code}`);
    return rings;
  }

  ringDoorbell(slot: number, dci: number): void {
    this.write(Reg.doorbell(slot), dci);
  }
}

export interface SlotFields {
  readonly entries: number;
  readonly speed: number;
  readonly port: number;
}

export interface EndpointFields {
  readonly dci: number;
  /** EP Type, table 6-9. */
  readonly type: number;
  readonly maxPacket: number;
  readonly ring: number;
}

export interface ModelSlot {
  readonly id: number;
  readonly port: number;
  readonly control: ProducerRing;
  readonly fields: SlotFields;
}
