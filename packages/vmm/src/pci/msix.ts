/**
 * MSI-X of one function: capability, vector table and pending bits (PCI Express 6.0, 6.1.4.2 and 7.7.2).
 *
 * Owns the guest's view of each vector and keeps the native machine's routes equal to it. Never delivers an
 * interrupt by itself: devices and data planes raise a route by its GSI, the native machine holds it while masked.
 */
import type { InterruptMessage, RegionHandler, RegisterRule } from '../machine/region.ts';
import type { ConfigSpace } from './config-space.ts';

/** The part of the native machine that this module uses. */
export interface MsiRoutes {
  allocateMsi(): number;
  routeMsi(gsi: number, addressLow: number, addressHigh: number, data: number): void;
  maskMsi(gsi: number): void;
  takePendingMsi(gsi: number): boolean;
  raise(gsi: number): void;
}

const CAPABILITY_MSIX = 0x11;
const CAPABILITY_BYTES = 12;
const MESSAGE_CONTROL = 2;
const CONTROL_ENABLE = 1 << 15;
const CONTROL_FUNCTION_MASK = 1 << 14;

const ENTRY_BYTES = 16;
const ENTRY_ADDRESS_LOW = 0;
const ENTRY_ADDRESS_HIGH = 4;
const ENTRY_DATA = 8;
const ENTRY_CONTROL = 12;
const CONTROL_MASKED = 1;
const MAX_VECTORS = 2048;
const PAGE = 4096;

/** Where the table lies in its BAR; the pending bits have the page after it. */
export const MSIX_TABLE_OFFSET = 0;

class Vector implements InterruptMessage {
  readonly gsi: number;
  readonly #owner: Msix;
  readonly #routes: MsiRoutes;
  /** The guest's message is live in the native machine. */
  routed = false;
  /** Raised while masked. */
  pending = false;

  constructor(owner: Msix, routes: MsiRoutes) {
    this.#owner = owner;
    this.#routes = routes;
    this.gsi = routes.allocateMsi();
    routes.maskMsi(this.gsi);
  }

  raise(): void {
    // Without MSI-X no function of this board has an interrupt: no INTx line is wired.
    if (this.#owner.enabled) this.#routes.raise(this.gsi);
  }
}

export class Msix {
  readonly table: RegionHandler;
  readonly pendingBits: RegionHandler;
  readonly #vectors: readonly Vector[];
  readonly #routes: MsiRoutes;
  readonly #config: ConfigSpace;
  readonly #control: number;
  #entries: DataView;
  #enabled = false;
  #functionMasked = false;

  constructor(config: ConfigSpace, routes: MsiRoutes, name: string, vectors: number, bar: number) {
    if (!(vectors >= 1 && vectors <= MAX_VECTORS)) throw new RangeError(`${name}: ${vectors} MSI-X vectors`);
    this.#routes = routes;
    this.#config = config;
    this.#vectors = Array.from({ length: vectors }, () => new Vector(this, routes));
    const tableBytes = Msix.tableBytes(vectors);
    this.#entries = new DataView(new ArrayBuffer(tableBytes));
    this.#resetEntries();
    const at = config.addCapability(CAPABILITY_MSIX, CAPABILITY_BYTES, [
      {
        name: 'Message Control',
        offset: MESSAGE_CONTROL,
        size: 2,
        value: vectors - 1,
        writable: CONTROL_ENABLE | CONTROL_FUNCTION_MASK,
      },
      { name: 'Table Offset/BIR', offset: 4, size: 4, value: MSIX_TABLE_OFFSET | bar },
      { name: 'PBA Offset/BIR', offset: 8, size: 4, value: (MSIX_TABLE_OFFSET + tableBytes) | bar },
    ]);
    this.#control = at + MESSAGE_CONTROL;
    config.watch(this.#control, 2, () => {
      this.#controlChanged();
    });
    this.table = this.#tableHandler(`${name} MSI-X table`, tableBytes);
    this.pendingBits = this.#pendingHandler(`${name} MSI-X pending bits`);
  }

  static tableBytes(vectors: number): number {
    return Math.ceil((vectors * ENTRY_BYTES) / PAGE) * PAGE;
  }

  /** Length of the BAR that holds table and pending bits of so many vectors: a power of two. */
  static barBytes(vectors: number): number {
    return 2 ** Math.ceil(Math.log2(Msix.tableBytes(vectors) + PAGE));
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  get count(): number {
    return this.#vectors.length;
  }

  /** The message of vector `index`; throws RangeError for one that is not there. */
  message(index: number): InterruptMessage {
    return this.#vector(index);
  }

  /** The route that a data plane fires for vector `index`. */
  gsi(index: number): number {
    return this.#vector(index).gsi;
  }

  /** After the configuration space was reset: every vector masked, nothing pending. */
  reset(): void {
    this.#resetEntries();
    this.#controlChanged();
    for (const vector of this.#vectors) this.#forgetPending(vector);
  }

  #vector(index: number): Vector {
    const vector = this.#vectors[index];
    if (vector === undefined) throw new RangeError(`no MSI-X vector ${index}`);
    return vector;
  }

  #forgetPending(vector: Vector): void {
    vector.pending = false;
    this.#routes.takePendingMsi(vector.gsi);
  }

  #resetEntries(): void {
    for (let at = 0; at < this.#entries.byteLength; at += 4) this.#entries.setUint32(at, 0, true);
    for (let index = 0; index < this.#vectors.length; index += 1) {
      this.#entries.setUint32(index * ENTRY_BYTES + ENTRY_CONTROL, CONTROL_MASKED, true);
    }
  }

  #controlChanged(): void {
    const control = this.#config.peek(this.#control, 2);
    const enabled = (control & CONTROL_ENABLE) !== 0;
    // What was raised before anyone wanted MSI-X is owed to nobody.
    if (enabled && !this.#enabled) for (const vector of this.#vectors) this.#forgetPending(vector);
    this.#enabled = enabled;
    this.#functionMasked = (control & CONTROL_FUNCTION_MASK) !== 0;
    for (let index = 0; index < this.#vectors.length; index += 1) this.#apply(index, false);
  }

  /** Brings the native route of one vector in line with its entry; `changed`: address or data may be new. */
  #apply(index: number, changed: boolean): void {
    const vector = this.#vector(index);
    const at = index * ENTRY_BYTES;
    const masked =
      !this.#enabled ||
      this.#functionMasked ||
      (this.#entries.getUint32(at + ENTRY_CONTROL, true) & CONTROL_MASKED) !== 0;
    if (masked) {
      if (vector.routed) this.#routes.maskMsi(vector.gsi);
      vector.routed = false;
      return;
    }
    if (vector.routed && !changed) return;
    const owed = !vector.routed && (this.#routes.takePendingMsi(vector.gsi) || vector.pending);
    this.#routes.routeMsi(
      vector.gsi,
      this.#entries.getUint32(at + ENTRY_ADDRESS_LOW, true),
      this.#entries.getUint32(at + ENTRY_ADDRESS_HIGH, true),
      this.#entries.getUint32(at + ENTRY_DATA, true),
    );
    vector.routed = true;
    vector.pending = false;
    if (owed) this.#routes.raise(vector.gsi);
  }

  #tableHandler(name: string, length: number): RegionHandler {
    const rules: readonly RegisterRule[] = [
      // Synchronous writes: a driver that has masked a vector must find it masked.
      { offset: 0, size: 4, count: length / 4, stride: 4, write: 'synchronous', read: 'shadow' },
    ];
    return {
      name,
      length,
      rules,
      useShadow: (shadow) => {
        for (let at = 0; at < length; at += 4) shadow.setUint32(at, this.#entries.getUint32(at, true), true);
        this.#entries = shadow;
      },
      read: (offset, size) => (size >= 4 && offset % 4 === 0 ? this.#entries.getUint32(offset, true) : 0),
      readHigh: () => 0,
      write: (offset, size, low, high) => {
        // 6.1.4.2: software uses aligned dword or qword accesses only.
        if (offset % size !== 0 || size < 4) return;
        this.#writeEntry(offset, low);
        if (size === 8) this.#writeEntry(offset + 4, high);
      },
    };
  }

  #writeEntry(offset: number, value: number): void {
    const index = Math.floor(offset / ENTRY_BYTES);
    if (index >= this.#vectors.length) return;
    const register = offset % ENTRY_BYTES;
    let kept = value;
    if (register === ENTRY_CONTROL) kept &= CONTROL_MASKED;
    if (register === ENTRY_ADDRESS_LOW) kept &= ~3;
    this.#entries.setUint32(offset, kept, true);
    this.#apply(index, register !== ENTRY_CONTROL);
  }

  #pendingHandler(name: string): RegionHandler {
    const word = (offset: number): number => {
      let bits = 0;
      for (let bit = 0; bit < 32; bit += 1) {
        const vector = this.#vectors[offset * 8 + bit];
        if (vector === undefined) break;
        if (this.#enabled && !vector.routed && this.#routes.takePendingMsi(vector.gsi)) vector.pending = true;
        if (vector.pending) bits |= 1 << bit;
      }
      return bits >>> 0;
    };
    let high = 0;
    return {
      name,
      length: PAGE,
      rules: [],
      useShadow: () => undefined,
      read: (offset, size) => {
        if (size < 4 || offset % 4 !== 0) return 0;
        high = size === 8 ? word(offset + 4) : 0;
        return word(offset);
      },
      readHigh: () => high,
      write: () => undefined,
    };
  }
}
