/**
 * FakeMachine stands for the native machine in tests: plain memory, the region table with its rules, and MSI routes,
 * without KVM or threads. A test makes accesses as a vCPU would and sees them answered at once.
 */
import type { AcpiSpec, LinuxBoot, RamRangeSpec, RegionSpec } from '@farport/native';
import type { VmMachine } from '../virtual-machine.ts';

const RECORD_BYTES = 32;
const MAX_RECORDS = 1024;

interface FakeRegion {
  spec: RegionSpec;
  shadow: ArrayBuffer;
}

interface FakeRoute {
  masked: boolean;
  pending: boolean;
  message: { address: number; data: number } | undefined;
}

export class FakeMachine implements VmMachine {
  readonly memory: ArrayBuffer;
  readonly regions: FakeRegion[] = [];
  readonly routes = new Map<number, FakeRoute>();
  /** Data words of the messages that reached the guest, in order. */
  readonly delivered: number[] = [];
  readonly lines = new Map<number, boolean>();
  /** What the native machine calls when records wait; the test sets it to the loop's `run`. */
  wake: () => void = () => undefined;
  /** While true, posted writes gather instead of being delivered at once. */
  holdPosted = false;
  readonly #records = new ArrayBuffer(RECORD_BYTES * MAX_RECORDS);
  #queue: Uint8Array[] = [];
  /** Answers not looked at yet: none or one. */
  readonly #answers: { low: number; high: number }[] = [];

  /** What was done to the vCPUs, in order. */
  readonly lifecycle: string[] = [];
  /** While true, a pause is not answered. */
  holdPause = false;
  /** Thrown by the next `loadLinux`. */
  kernelError: Error | undefined;
  consoleOutput = '';
  typed = '';
  /** How many bytes the serial port's FIFO takes at a time. */
  serialRoom = 16;

  constructor(ramBytes: number) {
    this.memory = new ArrayBuffer(ramBytes);
  }

  ram(): ArrayBuffer {
    return this.memory;
  }

  ramRanges(): RamRangeSpec[] {
    return [{ gpa: 0, offset: 0, length: this.memory.byteLength }];
  }

  addRegion(spec: RegionSpec): number {
    this.#checkOverlap(spec, undefined);
    this.regions.push({ spec: { ...spec }, shadow: new ArrayBuffer(spec.length) });
    return this.regions.length - 1;
  }

  regionShadow(id: number): ArrayBuffer {
    return this.#region(id).shadow;
  }

  moveRegion(id: number, base: number): void {
    const region = this.#region(id);
    this.#checkOverlap({ ...region.spec, base }, region);
    region.spec.base = base;
  }

  writeAcpi(spec: AcpiSpec): number {
    return spec.at;
  }

  setIrqLine(gsi: number, level: boolean): void {
    this.lines.set(gsi, level);
  }

  allocateMsi(): number {
    const gsi = 24 + this.routes.size;
    this.routes.set(gsi, { masked: true, pending: false, message: undefined });
    return gsi;
  }

  routeMsi(gsi: number, addressLow: number, addressHigh: number, data: number): void {
    const route = this.#route(gsi);
    route.message = { address: addressHigh * 2 ** 32 + addressLow, data };
    route.masked = false;
    if (route.pending) this.raise(gsi);
    route.pending = false;
  }

  maskMsi(gsi: number): void {
    this.#route(gsi).masked = true;
  }

  takePendingMsi(gsi: number): boolean {
    const route = this.#route(gsi);
    const pending = route.masked && route.pending;
    route.pending = false;
    return pending;
  }

  raise(gsi: number): void {
    const route = this.#route(gsi);
    if (route.masked || route.message === undefined) route.pending = true;
    else this.delivered.push(route.message.data);
  }

  loadLinux(boot: LinuxBoot): void {
    if (this.kernelError !== undefined) throw this.kernelError;
    this.lifecycle.push(`load ${boot.kernel}`);
  }

  start(wake: () => void): void {
    this.wake = wake;
    this.lifecycle.push('start');
  }

  pause(): void {
    this.lifecycle.push('pause');
    if (!this.holdPause)
      setImmediate(() => {
        this.event(4);
      });
  }

  resume(): void {
    this.lifecycle.push('resume');
  }

  resetVcpus(): void {
    this.lifecycle.push('reset vCPUs');
  }

  stop(): void {
    this.lifecycle.push('stop');
  }

  takeConsole(): Buffer {
    const bytes = Buffer.from(this.consoleOutput);
    this.consoleOutput = '';
    return bytes;
  }

  serialInput(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, this.serialRoom);
    this.typed += Buffer.from(taken).toString();
    return taken.length;
  }

  lastError(): string {
    return 'KVM_EXIT_INTERNAL_ERROR';
  }

  accessRecords(): ArrayBuffer {
    return this.#records;
  }

  drain(): number {
    const batch = this.#queue.splice(0, MAX_RECORDS);
    batch.forEach((record, n) => {
      new Uint8Array(this.#records).set(record, n * RECORD_BYTES);
    });
    return batch.length;
  }

  answer(_vcpu: number, low: number, high: number): void {
    this.#answers.push({ low, high });
  }

  /** A vCPU's read of 1, 2, 4 or 8 bytes (of 8, as near as a number comes to it); all ones where nothing is. */
  read(space: RegionSpec['space'], address: number, size: number): number {
    const all = 2 ** (8 * size) - 1;
    const id = this.regions.findIndex(
      ({ spec }) => spec.space === space && address >= spec.base && address + size <= spec.base + spec.length,
    );
    const region = this.regions[id];
    if (region === undefined) return all;
    const offset = address - region.spec.base;
    if (this.#rule(region, offset)?.shadowRead === true) {
      const view = new DataView(region.shadow);
      if (size === 1) return view.getUint8(offset);
      if (size === 2) return view.getUint16(offset, true);
      const high = size === 8 ? view.getUint32(offset + 4, true) : 0;
      return view.getUint32(offset, true) + high * 2 ** 32;
    }
    this.#push(1, size, id, offset, 0);
    const { low, high } = this.#wait();
    if (size === 8) return (low >>> 0) + (high >>> 0) * 2 ** 32;
    return size === 4 ? low >>> 0 : low & all;
  }

  /** A vCPU's write of 1, 2, 4 or 8 bytes, `high` for the upper half of 8; lost where nothing is. */
  write(space: RegionSpec['space'], address: number, size: number, value: number, high = 0): void {
    const id = this.regions.findIndex(
      ({ spec }) => spec.space === space && address >= spec.base && address + size <= spec.base + spec.length,
    );
    const region = this.regions[id];
    if (region === undefined) return;
    const offset = address - region.spec.base;
    if (this.#rule(region, offset)?.postedWrite === true) {
      this.#push(3, size, id, offset, value, high);
      if (!this.holdPosted) this.wake();
      return;
    }
    this.#push(2, size, id, offset, value, high);
    this.#wait();
  }

  event(code: number): void {
    this.#push(4, 0, code, 0, 0);
    this.wake();
  }

  #wait(): { low: number; high: number } {
    this.wake();
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('the access was not answered: the vCPU would hang');
    return answer;
  }

  #push(kind: number, size: number, region: number, offset: number, low: number, high = 0): void {
    const record = new Uint8Array(RECORD_BYTES);
    const view = new DataView(record.buffer);
    view.setUint8(0, kind);
    view.setUint8(1, size);
    view.setUint32(4, region, true);
    view.setUint32(8, offset, true);
    view.setUint32(16, low, true);
    view.setUint32(20, high, true);
    this.#queue.push(record);
  }

  #rule(region: FakeRegion, offset: number): RegionSpec['rules'][number] | undefined {
    return region.spec.rules.find((rule) => {
      const into = offset - rule.offset;
      const step = Math.floor(into / rule.stride);
      return into >= 0 && step < rule.count && into - step * rule.stride < rule.size;
    });
  }

  #checkOverlap(spec: RegionSpec, except: FakeRegion | undefined): void {
    const clash = this.regions.some(
      (other) =>
        other !== except &&
        other.spec.space === spec.space &&
        spec.base < other.spec.base + other.spec.length &&
        other.spec.base < spec.base + spec.length,
    );
    if (clash) throw Object.assign(new Error('regions overlap'), { code: 'region.overlap' });
  }

  #region(id: number): FakeRegion {
    const region = this.regions[id];
    if (region === undefined) throw new RangeError(`no region ${id}`);
    return region;
  }

  #route(gsi: number): FakeRoute {
    const route = this.routes.get(gsi);
    if (route === undefined) throw new RangeError(`no route ${gsi}`);
    return route;
  }
}
