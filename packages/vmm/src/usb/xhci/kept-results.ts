/**
 * What TDs behind a failed one have moved all the same (docs/decisions/usb-rules.md, "After an error").
 *
 * Owns these results until the ring comes to their TDs again, and the question whether a TD is still the same. A guest
 * sees a halted endpoint with its TDs on the ring, as it should, and none of their data is lost or moved twice.
 */
import { DIRECTION_IN } from '@farport/usb';
import type { PlacedTrb } from './ring.ts';
import type { Transfer } from './transfer.ts';
import type { TransferTrb } from './trb.ts';

export class KeptResults {
  #failed: Transfer | undefined;
  /** In ring order, from behind the failed TD up to the last that moved something. */
  #results: Transfer[] = [];

  /** Keeps what is worth keeping of `later`: the TDs behind `failed` in ring order, each of them answered. */
  keep(failed: Transfer, later: readonly Transfer[]): void {
    this.#failed = failed;
    const started = later.filter((transfer) => !transfer.local && transfer.failure === undefined);
    // What was kept before, and has not been met again, is behind all that ran.
    if (this.#results.length === 0) {
      const last = started.findLastIndex((transfer) => hasMoved(transfer));
      started.length = last + 1;
    }
    this.#results = [...started, ...this.#results];
  }

  clear(): void {
    this.#failed = undefined;
    this.#results = [];
  }

  /**
   * Gives `transfer`, which is about to start, the result that was kept for it. False where it has to run: whole, or,
   * where a part had moved, the rest of it.
   */
  applyTo(transfer: Transfer): boolean {
    const [kept] = this.#results;
    if (kept === undefined) return false;
    if (isSame(kept, transfer)) {
      this.#results.shift();
      return this.#apply(kept, transfer);
    }
    if (this.#failed !== undefined && startsWithin(transfer, this.#failed)) {
      if ((transfer.endpoint & DIRECTION_IN) === 0) return false;
      // What it would read now came after what is kept: it ends short, nothing is out of order.
      transfer.status = 'completed';
      transfer.actualLength = 0;
      return true;
    }
    // The guest has changed the ring, or gone elsewhere: it does not want these TDs any more.
    this.clear();
    return false;
  }

  #apply(kept: Transfer, transfer: Transfer): boolean {
    const endedEarly = kept.status === 'cancelled' || kept.status === 'stall';
    if (endedEarly && this.#results.length === 0 && kept.actualLength < kept.length) {
      transfer.continueAfter(kept.actualLength);
      return false;
    }
    transfer.status = endedEarly || !hasMoved(kept) ? 'completed' : kept.status;
    transfer.actualLength = kept.actualLength;
    return true;
  }
}

function hasMoved(transfer: Transfer): boolean {
  return transfer.status === 'completed' || transfer.actualLength > 0;
}

/** The same TRBs at the same places, with the same memory behind them. */
function isSame(one: Transfer, other: Transfer): boolean {
  const trbs = withoutLinks(one);
  const others = withoutLinks(other);
  return (
    trbs.length === others.length &&
    trbs.every((at, i) => {
      const otherAt = others[i];
      return at.pointer === otherAt?.pointer && at.cycle === otherAt.cycle && isSameTrb(at.trb, otherAt.trb);
    })
  );
}

function isSameTrb(one: TransferTrb, other: TransferTrb): boolean {
  if (one.kind !== 'normal' || other.kind !== 'normal') return one.kind === other.kind;
  // Immediate data stands where the address would, and is compared with it.
  return one.buffer === other.buffer && one.length === other.length;
}

/** Whether `transfer` begins in the middle, or at the start, of `failed`: the guest lets that go on. */
function startsWithin(transfer: Transfer, failed: Transfer): boolean {
  const [first] = withoutLinks(transfer);
  return failed.trbs.some(({ pointer, cycle }) => pointer === first?.pointer && cycle === first.cycle);
}

/** A Link TRB in front of a TD is part of it or not, by how the ring came to it. */
function withoutLinks(transfer: Transfer): readonly PlacedTrb[] {
  return transfer.trbs.filter(({ trb }) => trb.kind !== 'link');
}
