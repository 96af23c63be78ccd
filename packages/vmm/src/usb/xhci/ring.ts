/**
 * Walking a transfer or command ring: cycle bit, Link TRBs, and the question "is the whole TD there?".
 *
 * Owns where a consumer stands in guest memory. Never executes a TRB and never writes guest memory.
 * xHCI 1.2 sections 4.9.2 and 4.9.3, 4.11.5.1.
 */
import type { GuestMemory } from '../../machine/guest-memory.ts';
import { TRB_SIZE, cycleBit, parseLink, parseTransferTrb, readTrb } from './trb.ts';
import type { LinkTrb, RawTrb, TransferTrb } from './trb.ts';

/**
 * Link TRBs followed one after the other with nothing between. Drivers in the field need more than 4 (Windows
 * moves over whole unused segments); a circle of links needs an end.
 */
export const MAX_LINKS_IN_A_ROW = 64;

/** Link TRBs within one TD. */
const MAX_LINKS_PER_TD = 512;

/** TRBs of one TD, control stages together: 16 MiB in pages of 4 KiB, and some for the links and events. */
export const MAX_TRBS_PER_TD = 4352;

/** Place of a ring's consumer: the next TRB to look at and the cycle bit it must have to be ours. */
export interface RingPosition {
  readonly pointer: number;
  readonly cycle: boolean;
}

/** Every answer says how many TRBs were read for it: a walk costs that much, whether it found something or not. */
interface Walked {
  readonly read: number;
}

/** `outside`: the pointer is not RAM. `endless`: more links in a row than MAX_LINKS_IN_A_ROW. */
export interface RingFault extends Walked {
  readonly kind: 'outside' | 'endless';
  readonly pointer: number;
}

/** The ring ends: the TRB at `missing` has another cycle bit than its consumer waits for. */
export interface RingEnd<Kind> extends Walked {
  readonly kind: Kind;
  readonly missing: RingPosition;
}

export interface FoundTrb extends Walked {
  readonly kind: 'trb';
  readonly pointer: number;
  readonly cycle: boolean;
  readonly raw: RawTrb;
  /** Of the links passed on the way those that asked for an event (IOC). */
  readonly links: readonly PlacedTrb<LinkTrb>[];
  readonly next: RingPosition;
}

export interface PlacedTrb<Trb = TransferTrb> {
  readonly pointer: number;
  readonly cycle: boolean;
  readonly trb: Trb;
}

const NO_LINKS: readonly PlacedTrb<LinkTrb>[] = [];

/** The next TRB that is not a link, `empty` where the ring ends, or a fault. */
export function nextTrb(memory: GuestMemory, from: RingPosition): FoundTrb | RingFault | RingEnd<'empty'> {
  let { pointer, cycle } = from;
  let links = NO_LINKS;
  for (let passed = 0; passed <= MAX_LINKS_IN_A_ROW; passed++) {
    const raw = readTrb(memory, pointer);
    const read = passed + 1;
    if (raw === undefined) return { kind: 'outside', pointer, read };
    if (cycleBit(raw) !== cycle) return { kind: 'empty', missing: { pointer, cycle }, read };
    const link = parseLink(raw);
    if (link === undefined) {
      return {
        kind: 'trb',
        pointer,
        cycle,
        raw,
        read,
        links,
        next: { pointer: pointer + TRB_SIZE, cycle },
      };
    }
    if (link.interruptOnCompletion) links = [...links, { pointer, cycle, trb: link }];
    if (link.toggleCycle) cycle = !cycle;
    pointer = link.segment;
  }
  return { kind: 'endless', pointer, read: MAX_LINKS_IN_A_ROW + 1 };
}

/** Whether the TRB at `position` is the consumer's by now. */
export function isThere(memory: GuestMemory, position: RingPosition): boolean {
  const raw = readTrb(memory, position.pointer);
  return raw === undefined || cycleBit(raw) === position.cycle;
}

export interface TransferDescriptor extends Walked {
  readonly kind: 'td';
  readonly trbs: readonly PlacedTrb[];
  readonly next: RingPosition;
}

/** More TRBs than MAX_TRBS_PER_TD. */
export interface TooLong extends Walked {
  readonly kind: 'tooLong';
  readonly pointer: number;
}

/**
 * The next whole TD: TRBs up to the first without a chain bit. On a control endpoint, `control`, the stages of
 * one transfer are taken together, up to the end of the Status Stage TD.
 *
 * `incomplete` when its last TRB is not there yet: the doorbell comes again. `tooLong` when it has more than
 * MAX_TRBS_PER_TD, which no driver needs.
 */
export function nextTd(
  memory: GuestMemory,
  from: RingPosition,
  control: boolean,
): TransferDescriptor | RingFault | RingEnd<'empty' | 'incomplete'> | TooLong {
  const trbs: PlacedTrb[] = [];
  let position = from;
  let inControlTransfer = false;
  let read = 0;
  let linksPassed = 0;
  while (trbs.length < MAX_TRBS_PER_TD) {
    const found = nextTrb(memory, position);
    read += found.read;
    if (found.kind === 'empty') {
      return { kind: trbs.length === 0 ? 'empty' : 'incomplete', missing: found.missing, read };
    }
    if (found.kind !== 'trb') return { ...found, read };
    linksPassed += found.read - 1;
    if (linksPassed > MAX_LINKS_PER_TD) return { kind: 'endless', pointer: found.pointer, read };
    for (const link of found.links) trbs.push(link);
    const trb = parseTransferTrb(found.raw);
    trbs.push({ pointer: found.pointer, cycle: found.cycle, trb });
    position = found.next;
    if (control && trb.kind === 'setupStage') inControlTransfer = true;
    if (trb.kind === 'statusStage' || trb.kind === 'bad') inControlTransfer = false;
    if (!trb.chain && !inControlTransfer) return { kind: 'td', trbs, next: position, read };
  }
  return { kind: 'tooLong', pointer: from.pointer, read };
}
