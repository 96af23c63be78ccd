/**
 * One event ring: the segment table, the enqueue pointer and the cycle bit (xHCI 1.2 sections 4.9.4 and 6.5).
 *
 * Owns when there is room and what happens when there is none. Never raises an interrupt: interrupter.ts does.
 */
import type { GuestMemory } from '../../machine/guest-memory.ts';
import { ERST_MAX_LOG2 } from './registers.ts';
import { CompletionCode, TRB_SIZE, address64, hostEvent } from './trb.ts';
import type { EventTrb } from './trb.ts';

const MIN_SEGMENT_TRBS = 16;
const MAX_SEGMENT_TRBS = 4096;
const ERST_ENTRY_SIZE = 16;
/** Events held for a full ring; only a guest that never empties it comes this far. */
const MAX_WAITING = 16_384;

interface Segment {
  readonly base: number;
  readonly trbs: number;
}

/** `disabled`: ERSTSZ is 0. `broken`: the table or a segment is not what 6.5 allows; a Host Controller Error. */
export type EventRingState = 'disabled' | 'unloaded' | 'ready' | 'broken';

export class EventRing {
  readonly #memory: GuestMemory;
  #segments: readonly Segment[] = [];
  #segment = 0;
  #index = 0;
  #cycle = true;
  #dequeue = 0;
  #state: EventRingState = 'disabled';
  #table = 0;
  #tableSize = 0;
  /** Events that found the ring full. Bounded: nothing is fetched while the ring is full. */
  #waiting: EventTrb[] = [];
  #toldFull = false;

  constructor(memory: GuestMemory) {
    this.#memory = memory;
  }

  /** ERSTSZ or ERSTBA was written: the table is read again before the next event. */
  configure(table: number, tableSize: number): void {
    this.#table = table;
    this.#tableSize = tableSize;
    this.#state = tableSize === 0 ? 'disabled' : 'unloaded';
    this.#segments = [];
    this.#waiting = [];
    this.#toldFull = false;
  }

  /** Address of the next event. */
  get enqueuePointer(): number {
    const segment = this.#segments[this.#segment];
    return segment === undefined ? 0 : segment.base + this.#index * TRB_SIZE;
  }

  get isEmpty(): boolean {
    return this.#state !== 'ready' || this.#dequeue === this.enqueuePointer;
  }

  /** True while events wait for room: nothing new must be started that would make more. */
  get isFull(): boolean {
    return this.#waiting.length > 0;
  }

  /** ERDP moved. Returns true when events that had waited were put into the ring, and one of them may interrupt. */
  setDequeuePointer(pointer: number): boolean {
    this.#dequeue = pointer;
    let interrupts = false;
    while (this.#waiting.length > 0 && this.#hasRoomForTwo()) {
      const event = this.#waiting.shift();
      if (event === undefined) break;
      if (!this.#put(event)) return interrupts;
      interrupts ||= !event.blockInterrupt;
    }
    if (this.#waiting.length === 0) this.#toldFull = false;
    return interrupts;
  }

  /**
   * Adds an event. `written` when it is in the ring, `full` when it waits (the first that waits is announced in the
   * ring's last place by an Event Ring Full Error event), `lost` when the ring is disabled, `broken` as above.
   */
  push(event: EventTrb): 'written' | 'full' | 'lost' | 'broken' {
    if (this.#state === 'unloaded') this.#load();
    if (this.#state === 'disabled') return 'lost';
    if (this.#state === 'broken') return 'broken';
    if (this.#waiting.length >= MAX_WAITING) return 'broken';
    if (this.#waiting.length > 0 || !this.#hasRoomForTwo()) {
      this.#waiting.push(event);
      if (this.#toldFull || this.#nextPointer() === this.#dequeue) return 'full';
      this.#toldFull = true;
      return this.#put(hostEvent('hostControllerEvent', CompletionCode.eventRingFull)) ? 'full' : 'broken';
    }
    return this.#put(event) ? 'written' : 'broken';
  }

  #load(): void {
    const segments: Segment[] = [];
    this.#state = 'broken';
    if (this.#tableSize > 1 << ERST_MAX_LOG2) return;
    for (let i = 0; i < this.#tableSize; i++) {
      const entry = this.#table + i * ERST_ENTRY_SIZE;
      const low = this.#memory.readU32(entry);
      const high = this.#memory.readU32(entry + 4);
      const size = this.#memory.readU32(entry + 8);
      if (low === undefined || high === undefined || size === undefined) return;
      const base = address64(low & ~0x3f, high);
      const trbs = size & 0xffff;
      if (trbs < MIN_SEGMENT_TRBS || trbs > MAX_SEGMENT_TRBS) return;
      if (this.#memory.offsetOf(base, trbs * TRB_SIZE) < 0) return;
      segments.push({ base, trbs });
    }
    this.#segments = segments;
    this.#segment = 0;
    this.#index = 0;
    this.#cycle = true;
    this.#state = 'ready';
  }

  /** Address of the place `ahead` places after the enqueue pointer; ahead is 1 or 2. */
  #nextPointer(ahead = 1): number {
    let segment = this.#segment;
    let index = this.#index;
    for (let i = 0; i < ahead; i++) {
      index++;
      if (index >= (this.#segments[segment]?.trbs ?? 0)) {
        index = 0;
        segment = (segment + 1) % Math.max(1, this.#segments.length);
      }
    }
    const at = this.#segments[segment];
    return at === undefined ? 0 : at.base + index * TRB_SIZE;
  }

  /** Section 4.9.4: the last free place is kept for the Event Ring Full Error event. */
  #hasRoomForTwo(): boolean {
    return this.#nextPointer(1) !== this.#dequeue && this.#nextPointer(2) !== this.#dequeue;
  }

  #put(event: EventTrb): boolean {
    const at = this.enqueuePointer;
    // The word with the cycle bit goes last: the guest may look at any moment.
    const written =
      this.#memory.writeU32(at, event.low) &&
      this.#memory.writeU32(at + 4, event.high) &&
      this.#memory.writeU32(at + 8, event.status) &&
      this.#memory.writeU32(at + 12, (event.control & ~1) | (this.#cycle ? 1 : 0));
    if (!written) {
      this.#state = 'broken';
      return false;
    }
    this.#index++;
    if (this.#index >= (this.#segments[this.#segment]?.trbs ?? 0)) {
      this.#index = 0;
      this.#segment++;
      if (this.#segment >= this.#segments.length) {
        this.#segment = 0;
        this.#cycle = !this.#cycle;
      }
    }
    return true;
  }
}
