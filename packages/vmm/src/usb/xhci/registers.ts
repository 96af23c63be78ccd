/**
 * The register map as data, to be read line by line beside xHCI 1.2 chapter 5 and 7.
 *
 * Owns names, offsets, reset values, masks, and how the machine delivers an access (posted or synchronous, shadow
 * or not). Never has a side effect: those are in controller.ts.
 *
 * What is posted and what is read from the shadow, and why a stale read does no harm: docs/decisions/xhci.md.
 */
import type { RegisterRule } from '../../machine/region.ts';

/** Bytes of BAR 0. */
export const REGION_LENGTH = 0x1_0000;

/** Where each register space begins: CAPLENGTH, RTSOFF, DBOFF, xECP. */
export const OPERATIONAL = 0x40;
export const PORT_SETS = OPERATIONAL + 0x400;
export const RUNTIME = 0x1000;
export const INTERRUPTER_SETS = RUNTIME + 0x20;
export const DOORBELLS = 0x2000;
export const EXTENDED = 0x8000;

/** Segments an Event Ring Segment Table may have: 2^4 (ERST Max of HCSPARAMS2). */
export const ERST_MAX_LOG2 = 4;

export interface RegisterSpec {
  readonly name: RegisterName;
  /** Of the xHCI 1.2 specification. */
  readonly section: string;
  /** In bytes from the start of BAR 0; the first of `count`, `stride` bytes apart. */
  readonly offset: number;
  readonly size: 4 | 8;
  readonly count: number;
  readonly stride: number;
  /** Low word, high word. */
  readonly reset: readonly [number, number];
  /** Bits that keep what is written. All others are read-only, or are an action in controller.ts. */
  readonly writable: readonly [number, number];
  /** Bits that a written 1 clears. */
  readonly rw1c: number;
  readonly write: 'posted' | 'synchronous';
  readonly read: 'shadow' | 'synchronous';
}

export type RegisterName =
  | 'CAPLENGTH_HCIVERSION'
  | 'HCSPARAMS1'
  | 'HCSPARAMS2'
  | 'HCSPARAMS3'
  | 'HCCPARAMS1'
  | 'DBOFF'
  | 'RTSOFF'
  | 'HCCPARAMS2'
  | 'USBCMD'
  | 'USBSTS'
  | 'PAGESIZE'
  | 'DNCTRL'
  | 'CRCR'
  | 'DCBAAP'
  | 'CONFIG'
  | 'PORTSC'
  | 'PORTPMSC'
  | 'PORTLI'
  | 'PORTHLPMC'
  | 'MFINDEX'
  | 'IMAN'
  | 'IMOD'
  | 'ERSTSZ'
  | 'ERSTBA'
  | 'ERDP'
  | 'DB'
  | 'XECP';

/** What the numbers in the capability registers come from. */
export interface Geometry {
  readonly usb2Ports: number;
  readonly usb3Ports: number;
  readonly slots: number;
  readonly interrupters: number;
  readonly contextSize: 32 | 64;
}

/** USBCMD, section 5.4.1. */
export const UsbCmd = {
  run: 1,
  reset: 2,
  interrupterEnable: 4,
  save: 0x100,
  restore: 0x200,
  wrapEvent: 0x400,
};
/** USBSTS, section 5.4.2. */
export const UsbSts = {
  halted: 1,
  hostSystemError: 4,
  eventInterrupt: 8,
  portChange: 0x10,
  saveRestoreError: 0x400,
  notReady: 0x800,
  hostControllerError: 0x1000,
};
/** CRCR, section 5.4.5. */
export const Crcr = { cycle: 1, stop: 2, abort: 4, running: 8 };
/** IMAN, section 5.5.2.1. */
export const Iman = { pending: 1, enable: 2 };
/** ERDP, section 5.5.2.3.3. */
export const ERDP_BUSY = 8;

const ONES = 0xffff_ffff;

type Short = Omit<RegisterSpec, 'size' | 'count' | 'stride' | 'reset' | 'writable' | 'rw1c'> &
  Partial<Pick<RegisterSpec, 'size' | 'count' | 'stride' | 'reset' | 'writable' | 'rw1c'>>;

function register(short: Short): RegisterSpec {
  const size = short.size ?? 4;
  return { size, count: 1, stride: size, reset: [0, 0], writable: [0, 0], rw1c: 0, ...short };
}

/** Every register of a controller of this shape, in the order of the specification. */
export function registerMap(g: Geometry): readonly RegisterSpec[] {
  const ports = g.usb2Ports + g.usb3Ports;
  const constant = { write: 'posted', read: 'shadow' } as const;
  const waits = { write: 'synchronous', read: 'shadow' } as const;
  const posted = { write: 'posted', read: 'shadow' } as const;
  const portSet = { count: ports, stride: 0x10 };
  const interrupterSet = { count: g.interrupters, stride: 0x20 };
  const hcsparams1 = g.slots | (g.interrupters << 8) | (ports << 24);
  // AC64 | CSZ | NSS | SPC | SEC; MaxPSASize 0: no streams yet; xECP counts words.
  const hccparams1 =
    1 | (g.contextSize === 64 ? 4 : 0) | (1 << 7) | (1 << 9) | (1 << 10) | ((EXTENDED / 4) << 16);
  const extended = extendedCapabilities(g);
  return [
    // 5.3, capability registers
    register({
      name: 'CAPLENGTH_HCIVERSION',
      section: '5.3.1',
      offset: 0x00,
      reset: [0x0120_0000 | OPERATIONAL, 0],
      ...constant,
    }),
    register({ name: 'HCSPARAMS1', section: '5.3.3', offset: 0x04, reset: [hcsparams1, 0], ...constant }),
    register({
      name: 'HCSPARAMS2',
      section: '5.3.4',
      offset: 0x08,
      reset: [ERST_MAX_LOG2 << 4, 0],
      ...constant,
    }),
    register({ name: 'HCSPARAMS3', section: '5.3.5', offset: 0x0c, ...constant }),
    register({ name: 'HCCPARAMS1', section: '5.3.6', offset: 0x10, reset: [hccparams1, 0], ...constant }),
    register({ name: 'DBOFF', section: '5.3.7', offset: 0x14, reset: [DOORBELLS, 0], ...constant }),
    register({ name: 'RTSOFF', section: '5.3.8', offset: 0x18, reset: [RUNTIME, 0], ...constant }),
    register({ name: 'HCCPARAMS2', section: '5.3.9', offset: 0x1c, ...constant }),
    // 5.4, operational registers
    register({
      name: 'USBCMD',
      section: '5.4.1',
      offset: OPERATIONAL + 0x00,
      writable: [0x405, 0],
      ...waits,
    }),
    register({
      name: 'USBSTS',
      section: '5.4.2',
      offset: OPERATIONAL + 0x04,
      reset: [UsbSts.halted, 0],
      rw1c: 0x41c,
      ...posted,
    }),
    register({ name: 'PAGESIZE', section: '5.4.3', offset: OPERATIONAL + 0x08, reset: [1, 0], ...constant }),
    register({
      name: 'DNCTRL',
      section: '5.4.4',
      offset: OPERATIONAL + 0x14,
      writable: [0xffff, 0],
      ...waits,
    }),
    register({ name: 'CRCR', section: '5.4.5', offset: OPERATIONAL + 0x18, size: 8, ...waits }),
    register({
      name: 'DCBAAP',
      section: '5.4.6',
      offset: OPERATIONAL + 0x30,
      size: 8,
      writable: [0xffff_ffc0, ONES],
      ...waits,
    }),
    register({
      name: 'CONFIG',
      section: '5.4.7',
      offset: OPERATIONAL + 0x38,
      writable: [0x3ff, 0],
      ...waits,
    }),
    register({ name: 'PORTSC', section: '5.4.8', offset: PORT_SETS + 0x0, ...portSet, ...waits }),
    register({
      name: 'PORTPMSC',
      section: '5.4.9',
      offset: PORT_SETS + 0x4,
      writable: [0x1ffff, 0],
      ...portSet,
      ...waits,
    }),
    register({ name: 'PORTLI', section: '5.4.10', offset: PORT_SETS + 0x8, ...portSet, ...waits }),
    register({
      name: 'PORTHLPMC',
      section: '5.4.11',
      offset: PORT_SETS + 0xc,
      writable: [0x3fff, 0],
      ...portSet,
      ...waits,
    }),
    // 5.5, runtime registers
    register({ name: 'MFINDEX', section: '5.5.1', offset: RUNTIME, write: 'posted', read: 'synchronous' }),
    register({
      name: 'IMAN',
      section: '5.5.2.1',
      offset: INTERRUPTER_SETS + 0x00,
      writable: [Iman.enable, 0],
      rw1c: Iman.pending,
      ...interrupterSet,
      ...posted,
    }),
    register({
      name: 'IMOD',
      section: '5.5.2.2',
      offset: INTERRUPTER_SETS + 0x04,
      reset: [4000, 0],
      writable: [0xffff, 0],
      ...interrupterSet,
      ...posted,
    }),
    register({
      name: 'ERSTSZ',
      section: '5.5.2.3.1',
      offset: INTERRUPTER_SETS + 0x08,
      writable: [0xffff, 0],
      ...interrupterSet,
      ...waits,
    }),
    register({
      name: 'ERSTBA',
      section: '5.5.2.3.2',
      offset: INTERRUPTER_SETS + 0x10,
      size: 8,
      writable: [0xffff_ffc0, ONES],
      ...interrupterSet,
      ...waits,
    }),
    register({
      name: 'ERDP',
      section: '5.5.2.3.3',
      offset: INTERRUPTER_SETS + 0x18,
      size: 8,
      writable: [0xffff_fff7, ONES],
      rw1c: ERDP_BUSY,
      ...interrupterSet,
      ...posted,
    }),
    // 5.6, doorbells: always read as 0
    register({ name: 'DB', section: '5.6', offset: DOORBELLS, count: g.slots + 1, ...posted }),
    // 7, extended capabilities
    ...extended.map((word, i) =>
      register({ name: 'XECP', section: '7.2', offset: EXTENDED + 4 * i, reset: [word, 0], ...constant }),
    ),
  ];
}

/** Protocol Speed IDs, the defaults of table 7-13; used in PORTSC and slot contexts alike. */
export const SpeedId = { full: 1, low: 2, high: 3, super: 4, 'super-plus': 5 } as const;

/** Section 7.2: one Supported Protocol Capability for each port range, as words. */
function extendedCapabilities(g: Geometry): readonly number[] {
  const name = 0x2042_5355; // "USB "
  const capability = (
    revision: number,
    words: number,
    firstPort: number,
    ports: number,
    speeds: number[],
  ) => [
    2 | (words << 8) | (revision << 16),
    name,
    firstPort | (ports << 8) | (speeds.length << 28),
    0,
    ...speeds,
  ];
  // PSI: PSIV | PSIE (3 = Gb/s) | PFD | LP (1 = SuperSpeedPlus) | PSIM
  const gigabits = (id: number, mantissa: number, plus: number) =>
    id | (3 << 4) | (1 << 8) | (plus << 14) | (mantissa << 16);
  const words: number[] = [];
  if (g.usb2Ports > 0) words.push(...capability(0x0200, g.usb3Ports > 0 ? 4 : 0, 1, g.usb2Ports, []));
  if (g.usb3Ports > 0) {
    const speeds = [gigabits(SpeedId.super, 5, 0), gigabits(SpeedId['super-plus'], 10, 1)];
    words.push(...capability(0x0310, 0, g.usb2Ports + 1, g.usb3Ports, speeds));
  }
  return words.map((word) => word >>> 0);
}

/** The same table as the machine wants it. */
export function registerRules(map: readonly RegisterSpec[]): readonly RegisterRule[] {
  return map.map(({ offset, size, count, stride, write, read }) => ({
    offset,
    size,
    count,
    stride,
    write,
    read,
  }));
}

/** One 32-bit word of the register space. */
export interface RegisterWord {
  readonly spec: RegisterSpec;
  /** Which of `count`. */
  readonly index: number;
  /** 0 low, 1 high. */
  readonly half: 0 | 1;
}

/** The values of all registers, kept in the shadow that the machine answers reads from. */
export class RegisterFile {
  readonly map: readonly RegisterSpec[];
  readonly #words: (RegisterWord | undefined)[] = new Array<undefined>(REGION_LENGTH / 4).fill(undefined);
  readonly #byName = new Map<RegisterName, RegisterSpec>();
  #values: DataView = new DataView(new ArrayBuffer(REGION_LENGTH));

  constructor(map: readonly RegisterSpec[]) {
    this.map = map;
    for (const spec of map) {
      if (!this.#byName.has(spec.name)) this.#byName.set(spec.name, spec);
      for (let index = 0; index < spec.count; index++) {
        const word = (spec.offset + index * spec.stride) / 4;
        this.#words[word] = { spec, index, half: 0 };
        if (spec.size === 8) this.#words[word + 1] = { spec, index, half: 1 };
      }
    }
    this.reset();
  }

  /** Moves the values into the machine's shadow. */
  useShadow(shadow: DataView): void {
    for (let i = 0; i < REGION_LENGTH; i += 4) shadow.setUint32(i, this.#values.getUint32(i, true), true);
    this.#values = shadow;
  }

  reset(): void {
    for (const word of this.#words) {
      if (word !== undefined) this.#set(word.spec, word.index, word.half, word.spec.reset[word.half]);
    }
  }

  /** The register word at `offset` (a multiple of 4), or undefined: reserved, reads 0. */
  at(offset: number): RegisterWord | undefined {
    return this.#words[offset / 4];
  }

  word(offset: number): number {
    return this.#values.getUint32(offset, true);
  }

  get(name: RegisterName, index = 0, half: 0 | 1 = 0): number {
    const spec = this.#byName.get(name);
    if (spec === undefined) return 0;
    return this.#values.getUint32(spec.offset + index * spec.stride + 4 * half, true);
  }

  /** The offset of a register, for `word` and `setWord`: what is used for every event is not looked up by name. */
  offsetOf(name: RegisterName, index = 0): number {
    const spec = this.#byName.get(name);
    if (spec === undefined || index >= spec.count)
      throw new RangeError(`there is no register ${name}(${index})`);
    return spec.offset + index * spec.stride;
  }

  /** Sets a word from the controller's side, past all masks. */
  setWord(offset: number, value: number): void {
    this.#values.setUint32(offset, value >>> 0, true);
  }

  /** Sets a register from the controller's side, past all masks. */
  set(name: RegisterName, value: number, index = 0, half: 0 | 1 = 0): void {
    const spec = this.#byName.get(name);
    if (spec !== undefined) this.#set(spec, index, half, value);
  }

  /** A 64-bit register as a number. */
  get64(name: RegisterName, index = 0): number {
    return this.get(name, index, 1) * 0x1_0000_0000 + this.get(name, index, 0);
  }

  /** Applies a write of the bits in `mask` by the masks of the declaration. */
  merge(at: RegisterWord, value: number, mask: number): void {
    const { spec, index, half } = at;
    const offset = spec.offset + index * spec.stride + 4 * half;
    const writable = spec.writable[half] & mask;
    const clears = half === 0 ? spec.rw1c & value & mask : 0;
    const old = this.#values.getUint32(offset, true);
    this.#values.setUint32(offset, ((old & ~writable) | (value & writable)) & ~clears, true);
  }

  #set(spec: RegisterSpec, index: number, half: 0 | 1, value: number): void {
    this.#values.setUint32(spec.offset + index * spec.stride + 4 * half, value >>> 0, true);
  }
}
