/**
 * The configuration space of one PCI function, as data: every register has its value and the bits that a guest may
 * write (PCI Local Bus 3.0, 6.1; PCI Express 6.0, 7.5).
 *
 * Owns the bytes and the capability list. Gives writes their effect only by calling those who watch a register.
 */

export interface ConfigRegister {
  /** Name in the specification. */
  readonly name: string;
  readonly offset: number;
  readonly size: 1 | 2 | 4;
  readonly value: number;
  /** Bits that a guest may write; none when absent. */
  readonly writable?: number;
}

export const CONFIG_BYTES = 4096;
const CAPABILITIES_POINTER = 0x34;
const STATUS = 0x06;
const STATUS_CAPABILITIES = 1 << 4;
/** The type 0 header ends here; capabilities follow up to the end of the conventional space. */
const FIRST_CAPABILITY = 0x40;
const CONVENTIONAL_BYTES = 256;

interface Watch {
  readonly offset: number;
  readonly end: number;
  readonly written: () => void;
}

interface LiveRegister {
  readonly offset: number;
  readonly read: (into: number, size: number) => number;
}

export class ConfigSpace {
  #bytes: Uint8Array = new Uint8Array(CONFIG_BYTES);
  readonly #resetBytes = new Uint8Array(CONFIG_BYTES);
  readonly #writable = new Uint8Array(CONFIG_BYTES);
  readonly #watches: Watch[] = [];
  readonly #live: LiveRegister[] = [];
  #capabilityEnd = FIRST_CAPABILITY;
  #lastCapability = 0;

  constructor(registers: readonly ConfigRegister[]) {
    for (const register of registers) this.define(register);
  }

  /** Adds a register; its value is also what a reset gives back. */
  define(register: ConfigRegister): void {
    for (let byte = 0; byte < register.size; byte += 1) {
      const at = register.offset + byte;
      this.#bytes[at] = this.#resetBytes[at] = register.value >>> (8 * byte);
      this.#writable[at] = (register.writable ?? 0) >>> (8 * byte);
    }
  }

  /**
   * Appends a capability of `length` bytes, id and next pointer included; `registers` have offsets from its start.
   * Returns where it lies.
   */
  addCapability(id: number, length: number, registers: readonly ConfigRegister[]): number {
    const at = this.#capabilityEnd;
    if (at + length > CONVENTIONAL_BYTES) throw new RangeError(`no room for PCI capability ${id}`);
    this.define({ name: 'Capability ID', offset: at, size: 1, value: id });
    for (const register of registers) this.define({ ...register, offset: at + register.offset });
    const pointer = this.#lastCapability === 0 ? CAPABILITIES_POINTER : this.#lastCapability + 1;
    this.define({ name: 'Next Capability Pointer', offset: pointer, size: 1, value: at });
    this.define({ name: 'Status', offset: STATUS, size: 2, value: STATUS_CAPABILITIES });
    this.#lastCapability = at;
    this.#capabilityEnd = Math.ceil((at + length) / 4) * 4;
    return at;
  }

  /** Calls `written` after each guest write that touches [offset, offset + length). */
  watch(offset: number, length: number, written: () => void): void {
    this.#watches.push({ offset, end: offset + length, written });
  }

  /** Makes the dword at `offset` live: reads ask `read`, with the offset into the dword. */
  addLive(offset: number, read: (into: number, size: number) => number): void {
    this.#live.push({ offset, read });
  }

  /** Offsets of live dwords: a shadow must not answer for them. */
  get liveOffsets(): readonly number[] {
    return this.#live.map((register) => register.offset);
  }

  /** From now on the registers live in `bytes`, CONFIG_BYTES long: the shadow that vCPUs read by themselves. */
  useBytes(bytes: Uint8Array): void {
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }

  /** Every register to its value at power-on; nobody who watches is told. */
  reset(): void {
    this.#bytes.set(this.#resetBytes);
  }

  /** `size` bytes (1, 2 or 4) at `offset`, little endian; all ones outside. */
  read(offset: number, size: number): number {
    if (offset < 0 || offset + size > CONFIG_BYTES) return 0xffff_ffff;
    for (const live of this.#live) {
      if (offset >= live.offset && offset < live.offset + 4) return live.read(offset - live.offset, size);
    }
    return this.peek(offset, size);
  }

  /** As `read`, without asking live registers. */
  peek(offset: number, size: number): number {
    let value = 0;
    for (let byte = size - 1; byte >= 0; byte -= 1)
      value = (value << 8) | (this.#bytes[offset + byte] ?? 0xff);
    return value >>> 0;
  }

  /** A guest's write of `size` bytes (1, 2 or 4); bits that are not writable keep their value. */
  write(offset: number, size: number, value: number): void {
    if (offset < 0 || offset + size > CONFIG_BYTES) return;
    for (let byte = 0; byte < size; byte += 1) {
      const at = offset + byte;
      const mask = this.#writable[at] ?? 0;
      this.#bytes[at] = ((this.#bytes[at] ?? 0) & ~mask) | ((value >>> (8 * byte)) & mask);
    }
    for (const watch of this.#watches) {
      if (offset < watch.end && offset + size > watch.offset) watch.written();
    }
  }
}
