/**
 * Carries register accesses from the vCPU threads to the devices written in TypeScript, and their answers back.
 *
 * Owns the table from region id to handler and the order of delivery. Knows no device and no address. A handler that
 * throws is a bug of ours that a guest found: its region is dead from then on (reads all ones), the keeper hears of
 * it and stops the VM; the process lives on and no vCPU is left waiting.
 */
import type { RegionHandler } from './region.ts';

/** The part of the native machine that this loop uses; tests bring a FakeMachine. */
export interface AccessSource {
  accessRecords(): ArrayBuffer;
  drain(): number;
  answer(vcpu: number, low: number, high: number): void;
}

export interface AccessKeeper {
  /** An event of the native machine, by its code (binding.ts). */
  event(code: number): void;
  /** A handler threw; its region answers no more. */
  fault(error: RegionFaultError): void;
}

export class RegionFaultError extends Error {
  readonly code = 'machine.region_fault';
  constructor(region: string, access: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `the device behind ${region} failed on ${access} (${why}): the VM was stopped. ` +
        'Start it again, and report this with the log',
      { cause },
    );
    this.name = 'RegionFaultError';
  }
}

// A record as binding.ts describes it.
const RECORD_BYTES = 32;
const AT_KIND = 0;
const AT_SIZE = 1;
const AT_VCPU = 2;
const AT_REGION = 4;
const AT_OFFSET = 8;
const AT_LOW = 16;
const AT_HIGH = 20;
const KIND_READ = 1;
const KIND_WRITE = 2;
const KIND_POSTED_WRITE = 3;
const KIND_EVENT = 4;

const ALL_ONES = 0xffff_ffff;

/** After so many batches without a pause the loop lets sockets and timers run. */
const BATCHES_PER_TURN = 8;

interface Entry {
  readonly handler: RegionHandler;
  dead: boolean;
  /** Touched in the batch at hand, so `settle` is due. */
  touched: boolean;
}

export interface AccessCounts {
  reads: number;
  writes: number;
  posted: number;
  batches: number;
}

export class AccessLoop {
  readonly #source: AccessSource;
  readonly #keeper: AccessKeeper;
  readonly #records: DataView;
  readonly #entries = new Map<number, Entry>();
  /** Entries to settle after the batch: filled up to `#touchedCount`, reused. */
  readonly #touched: Entry[] = [];
  #touchedCount = 0;
  #running = false;
  #again: NodeJS.Immediate | undefined;
  readonly counts: AccessCounts = { reads: 0, writes: 0, posted: 0, batches: 0 };

  constructor(source: AccessSource, keeper: AccessKeeper) {
    this.#source = source;
    this.#keeper = keeper;
    this.#records = new DataView(source.accessRecords());
  }

  add(region: number, handler: RegionHandler): void {
    this.#entries.set(region, { handler, dead: false, touched: false });
  }

  remove(region: number): void {
    this.#entries.delete(region);
  }

  /** Delivers what waits. Call it when the native machine wakes us; never from inside a handler. */
  readonly run = (): void => {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let batch = 0; batch < BATCHES_PER_TURN; batch += 1) {
        const count = this.#source.drain();
        if (count === 0) return;
        this.counts.batches += 1;
        for (let at = 0; at < count; at += 1) this.#deliver(at * RECORD_BYTES);
        this.#settle();
      }
      this.#again ??= setImmediate(this.#nextTurn);
    } finally {
      this.#running = false;
    }
  };

  /** Delivers nothing more by itself. */
  close(): void {
    clearImmediate(this.#again);
    this.#again = undefined;
  }

  readonly #nextTurn = (): void => {
    this.#again = undefined;
    this.run();
  };

  #deliver(at: number): void {
    const records = this.#records;
    const kind = records.getUint8(at + AT_KIND);
    const region = records.getUint32(at + AT_REGION, true);
    if (kind === KIND_EVENT) {
      this.#keeper.event(region);
      return;
    }
    const vcpu = records.getUint16(at + AT_VCPU, true);
    const size = records.getUint8(at + AT_SIZE);
    const offset = records.getUint32(at + AT_OFFSET, true);
    const entry = this.#entries.get(region);
    const usable = entry !== undefined && !entry.dead && offset + size <= entry.handler.length;

    let low = ALL_ONES;
    let high = ALL_ONES;
    if (usable) {
      try {
        if (kind === KIND_READ) {
          this.counts.reads += 1;
          low = entry.handler.read(offset, size);
          if (size === 8) high = entry.handler.readHigh();
        } else {
          if (kind === KIND_POSTED_WRITE) this.counts.posted += 1;
          else this.counts.writes += 1;
          entry.handler.write(
            offset,
            size,
            records.getUint32(at + AT_LOW, true),
            records.getUint32(at + AT_HIGH, true),
          );
        }
        this.#touch(entry);
      } catch (error) {
        low = ALL_ONES;
        high = ALL_ONES;
        this.#fault(entry, `${kind === KIND_READ ? 'a read' : 'a write'} at ${offset.toString(16)}h`, error);
      }
    }
    if (kind === KIND_READ || kind === KIND_WRITE) this.#source.answer(vcpu, low, high);
  }

  #touch(entry: Entry): void {
    if (entry.touched) return;
    entry.touched = true;
    this.#touched[this.#touchedCount] = entry;
    this.#touchedCount += 1;
  }

  #settle(): void {
    for (let at = 0; at < this.#touchedCount; at += 1) {
      const entry = this.#touched[at];
      if (entry === undefined) continue;
      entry.touched = false;
      if (entry.dead || entry.handler.settle === undefined) continue;
      try {
        entry.handler.settle();
      } catch (error) {
        this.#fault(entry, 'its settling', error);
      }
    }
    this.#touchedCount = 0;
  }

  #fault(entry: Entry, access: string, error: unknown): void {
    entry.dead = true;
    this.#keeper.fault(new RegionFaultError(entry.handler.name, access, error));
  }
}
