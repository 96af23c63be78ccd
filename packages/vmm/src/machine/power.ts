/**
 * The power registers of hardware-reduced ACPI: sleep and reset in one byte, and the generic event device that
 * carries the power button (ACPI 6.4, 4.8.3.6, 4.8.3.7, 5.6.9).
 *
 * Owns what a guest's write means. What then happens to the VM is its keeper's.
 */
import type { RegionHandler, RegisterRule } from './region.ts';

/** Value of the reset register that asks for a reset; the FADT names it. */
export const RESET_VALUE = 0x01;
const SLEEP_ENABLE = 1 << 5;
const SLEEP_TYPE_SHIFT = 2;
const SLEEP_TYPE_MASK = 7;
/** SLP_TYP of S5, as \_S5 in the DSDT says. */
const SLEEP_TYPE_S5 = 5;

/** Bits of the byte that the generic event device's _EVT reads. */
export const CAUSE_POWER_BUTTON = 1 << 0;

export interface PowerRequests {
  powerOff(): void;
  reset(): void;
}

/** Sleep control, sleep status and reset register. The status reads as 0: nothing ever wakes. */
export class SleepRegister implements RegionHandler {
  readonly name = 'sleep and reset register';
  readonly length = 1;
  readonly rules: readonly RegisterRule[] = [];
  readonly #requests: PowerRequests;

  constructor(requests: PowerRequests) {
    this.#requests = requests;
  }

  useShadow(): void {
    // Nothing is answered from the shadow.
  }

  read(): number {
    return 0;
  }

  readHigh(): number {
    return 0;
  }

  write(_offset: number, _size: number, value: number): void {
    if (value === RESET_VALUE) {
      this.#requests.reset();
      return;
    }
    const sleepType = (value >>> SLEEP_TYPE_SHIFT) & SLEEP_TYPE_MASK;
    if ((value & SLEEP_ENABLE) !== 0 && sleepType === SLEEP_TYPE_S5) this.#requests.powerOff();
  }
}

/** The generic event device's interrupt: level high while a cause waits; reading takes the causes. */
export class EventDevice implements RegionHandler {
  readonly name = 'generic event device';
  readonly length = 1;
  readonly rules: readonly RegisterRule[] = [];
  readonly #setLine: (level: boolean) => void;
  #causes = 0;

  constructor(setLine: (level: boolean) => void) {
    this.#setLine = setLine;
  }

  pressPowerButton(): void {
    this.#causes |= CAUSE_POWER_BUTTON;
    this.#setLine(true);
  }

  reset(): void {
    this.#causes = 0;
    this.#setLine(false);
  }

  useShadow(): void {
    // Nothing is answered from the shadow.
  }

  read(): number {
    const causes = this.#causes;
    this.reset();
    return causes;
  }

  readHigh(): number {
    return 0;
  }

  write(): void {
    // Read-only.
  }
}
