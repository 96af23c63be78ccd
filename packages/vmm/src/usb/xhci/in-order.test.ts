/**
 * Rule 1 as a property: whatever fails, is cancelled or stopped, and however late the answers are, a guest's driver
 * gets the bytes of an IN endpoint in the order in which the device gave them, none lost and none twice.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { UrbStatus } from '@farport/usb';
import { bench } from './model/bench.ts';
import { Trb } from './model/driver.ts';
import { CompletionCode, TrbType } from './trb.ts';

const LENGTH = 8;
const DCI = 3;
const NORMAL = Trb.type(TrbType.normal) | Trb.ioc | Trb.isp;

type Step =
  | { readonly kind: 'push' | 'stop' | 'recover' }
  /** The device ends the oldest transfer: so does a host controller. Cancelled ones end as cancelled. */
  | { readonly kind: 'answer'; readonly status: UrbStatus; readonly moved: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('push' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'recover' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      status: fc.constantFrom<UrbStatus>(
        'completed',
        'completed',
        'cancelled',
        'transaction-error',
        'timeout',
      ),
      moved: fc.nat(LENGTH),
    }),
  },
);

/** A driver with its transfers in ring order, and the bytes it was given. */
class Reader {
  readonly #bench = bench({ ringTrbs: 512, eventTrbs: 1024 });
  readonly #target = Trb.slot(this.#bench.slot.id) | Trb.endpoint(DCI);
  /** Not yet ended: address of the TRB and of the buffer, and the bytes of it that were taken. */
  readonly #waiting: { readonly at: number; readonly buffer: number; taken: number }[] = [];
  #buffers = 0;
  #given = 0;
  readonly got: number[] = [];
  #state: 'running' | 'stopping' | 'stopped' | 'halted' = 'running';

  get given(): number[] {
    return Array.from({ length: this.#given }, (_, i) => i & 0xff);
  }

  apply(step: Step): void {
    const { driver, into, slot, page } = this.#bench;
    switch (step.kind) {
      case 'push': {
        const buffer = page + LENGTH * this.#buffers++;
        this.#waiting.push({ at: into.push(buffer, 0, LENGTH, NORMAL), buffer, taken: 0 });
        if (this.#state === 'running') driver.ringDoorbell(slot.id, DCI);
        break;
      }
      case 'stop':
        if (this.#state !== 'running') return;
        this.#state = 'stopping';
        driver.issue(TrbType.stopEndpoint, this.#target);
        break;
      case 'recover':
        this.#recover();
        break;
      case 'answer':
        this.#answer(step.status, step.moved);
        break;
    }
    driver.turn();
    this.#take();
  }

  /** Everything is read to its end. */
  finish(): void {
    for (let i = 0; i < 2000 && (this.#waiting.length > 0 || this.#state !== 'running'); i++) {
      this.apply({ kind: 'answer', status: 'completed', moved: LENGTH });
      this.apply({ kind: 'recover' });
    }
    assert.deepEqual(this.#waiting, []);
  }

  #answer(status: UrbStatus, moved: number): void {
    const { device } = this.#bench;
    const [urb] = device.open;
    if (urb === undefined) return;
    const wasCancelled = device.cancelled.includes(urb);
    if (status === 'cancelled' && !wasCancelled) return;
    const bytes = Math.min(moved, urb.length);
    // A short packet ends a transfer; so a whole one is what a host calls completed, and a cancel came too late.
    const data = Uint8Array.from({ length: bytes }, () => this.#given++ & 0xff);
    device.complete(urb, bytes === urb.length ? 'completed' : status, data);
  }

  #recover(): void {
    const { driver, slot, into } = this.#bench;
    if (this.#state === 'running' || this.#state === 'stopping') return;
    if (this.#state === 'halted') {
      // As Linux: the failed transfer is given back with what it had, the next goes on.
      driver.issue(TrbType.resetEndpoint, this.#target);
      const next = this.#waiting[0]?.at ?? into.position.pointer;
      const cycle = this.#waiting.length > 0 ? 1 : into.position.cycle;
      driver.issue(TrbType.setTrDequeuePointer, this.#target, next | cycle);
    }
    this.#state = 'running';
    driver.ringDoorbell(slot.id, DCI);
  }

  #take(): void {
    const { driver } = this.#bench;
    for (const { type, code, pointer, length } of driver.events()) {
      if (type === TrbType.commandCompletionEvent) {
        if (this.#state === 'stopping' && code === CompletionCode.success) this.#state = 'stopped';
        continue;
      }
      const [head] = this.#waiting;
      // Stopped between transfers says where the ring stands, and is about none.
      if (code === CompletionCode.stoppedLengthInvalid) continue;
      assert.ok(head?.at === pointer, 'transfers end in ring order');
      const moved = LENGTH - length - head.taken;
      // The residual of a transfer that goes on after a stop counts from where it stood.
      const upTo = head.taken + Math.max(0, moved);
      this.got.push(...driver.bytes(head.buffer + head.taken, upTo - head.taken));
      head.taken = upTo;
      if (code === CompletionCode.stopped) continue;
      this.#waiting.shift();
      if (code !== CompletionCode.success && code !== CompletionCode.shortPacket) this.#state = 'halted';
    }
  }
}

describe('an IN endpoint', () => {
  it('gives its driver every byte once and in order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const reader = new Reader();
        for (const each of steps) reader.apply(each);
        reader.finish();
        assert.deepEqual(reader.got, reader.given);
      }),
      { numRuns: 300 },
    );
  });
});
