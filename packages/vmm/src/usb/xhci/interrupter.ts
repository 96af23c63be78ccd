/**
 * One interrupter: when an event becomes an interrupt message (xHCI 1.2 section 4.17).
 *
 * Owns IMAN, IMOD, the Event Handler Busy bit and the moderation timer: an interrupt may be late by the
 * moderation interval, and is never lost. Never decides which events there are.
 */
import type { Clock, Timer } from '../../machine/clock.ts';
import type { GuestMemory } from '../../machine/guest-memory.ts';
import type { InterruptMessage } from '../../machine/region.ts';
import { EventRing } from './event-ring.ts';
import { ERDP_BUSY, Iman, UsbCmd, UsbSts } from './registers.ts';
import type { RegisterFile } from './registers.ts';
import type { EventTrb } from './trb.ts';

/** IMODI counts steps of 250 ns. */
const IMOD_STEPS_PER_US = 4;

export class Interrupter {
  readonly ring: EventRing;
  readonly #index: number;
  readonly #registers: RegisterFile;
  readonly #clock: Clock;
  readonly #message: InterruptMessage;
  /** Offsets of what every event looks at. */
  readonly #iman: number;
  readonly #imod: number;
  readonly #erdp: number;
  readonly #usbcmd: number;
  readonly #usbsts: number;
  /** IPE, section 4.17.2: an event that may interrupt is in the ring. */
  #pendingEnable = false;
  /** When the last interrupt went out, for IMODC. */
  #lastInterruptUs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;

  constructor(
    index: number,
    memory: GuestMemory,
    registers: RegisterFile,
    clock: Clock,
    message: InterruptMessage,
  ) {
    this.ring = new EventRing(memory);
    this.#index = index;
    this.#registers = registers;
    this.#clock = clock;
    this.#message = message;
    this.#iman = registers.offsetOf('IMAN', index);
    this.#imod = registers.offsetOf('IMOD', index);
    this.#erdp = registers.offsetOf('ERDP', index);
    this.#usbcmd = registers.offsetOf('USBCMD');
    this.#usbsts = registers.offsetOf('USBSTS');
  }

  /** Adds an event and interrupts where it may. False: the ring is broken (Host Controller Error). */
  push(event: EventTrb): boolean {
    const outcome = this.ring.push(event);
    if (outcome === 'broken') return false;
    if (outcome === 'full' || (outcome === 'written' && !event.blockInterrupt)) {
      this.#pendingEnable = true;
      this.evaluate();
    }
    return true;
  }

  /** ERSTSZ or ERSTBA was written. */
  ringConfigured(): void {
    this.ring.configure(
      this.#registers.get64('ERSTBA', this.#index),
      this.#registers.get('ERSTSZ', this.#index),
    );
    this.ring.setDequeuePointer(this.#dequeuePointer());
    this.#pendingEnable = false;
  }

  /** ERDP was written. True when a full ring has room again. */
  dequeuePointerWritten(): boolean {
    const wasFull = this.ring.isFull;
    if (this.ring.setDequeuePointer(this.#dequeuePointer())) this.#pendingEnable = true;
    if (this.ring.isEmpty) this.#pendingEnable = false;
    this.evaluate();
    return wasFull && !this.ring.isFull;
  }

  /** Raises the interrupt if section 4.17.2 lets it, or arms the timer for when it will. */
  evaluate(): void {
    const iman = this.#registers.word(this.#iman);
    if ((iman & Iman.pending) !== 0) {
      this.#send(iman);
      return;
    }
    const busy = (this.#registers.word(this.#erdp) & ERDP_BUSY) !== 0;
    if (!this.#pendingEnable || busy || this.ring.isEmpty) return;
    const interval = (this.#registers.word(this.#imod) & 0xffff) / IMOD_STEPS_PER_US;
    const waitUs = this.#lastInterruptUs + interval - this.#clock.nowUs();
    if (waitUs > 0) {
      this.#timer ??= this.#clock.after(waitUs, () => {
        this.#timer = undefined;
        this.evaluate();
      });
      return;
    }
    this.#registers.setWord(this.#erdp, this.#registers.word(this.#erdp) | ERDP_BUSY);
    this.#registers.setWord(this.#iman, iman | Iman.pending);
    this.#registers.setWord(this.#usbsts, this.#registers.word(this.#usbsts) | UsbSts.eventInterrupt);
    this.#send(iman | Iman.pending);
  }

  /** IMOD was written: a new interval counts from the last interrupt. */
  moderationWritten(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.evaluate();
  }

  reset(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#pendingEnable = false;
    this.#lastInterruptUs = Number.NEGATIVE_INFINITY;
    this.ring.configure(0, 0);
  }

  /** With MSI and MSI-X, IP clears itself as the message goes out (4.17.5). */
  #send(iman: number): void {
    const enabled =
      (iman & Iman.enable) !== 0 && (this.#registers.word(this.#usbcmd) & UsbCmd.interrupterEnable) !== 0;
    if (!enabled) return;
    this.#registers.setWord(this.#iman, iman & ~Iman.pending);
    this.#lastInterruptUs = this.#clock.nowUs();
    this.#message.raise();
  }

  #dequeuePointer(): number {
    const low = this.#registers.word(this.#erdp);
    return this.#registers.word(this.#erdp + 4) * 0x1_0000_0000 + ((low & ~0xf) >>> 0);
  }
}
