/** The wheel of a browser in the wire's units: 120 to a notch, positive away from the person. Owns what is left over. */

/** The part of a WheelEvent that counts (UI Events, section 3.5). */
export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0: pixels, 1: lines, 2: pages. */
  readonly deltaMode: number;
}

const NOTCH = 120;
/** What a notch is in each mode. */
const PER_NOTCH = [100, 3, 1] as const;

export class Wheel {
  #horizontal = 0;
  #vertical = 0;

  /** Whole units; undefined where there are none yet. */
  turn({ deltaX, deltaY, deltaMode }: WheelTurn): { horizontal: number; vertical: number } | undefined {
    const unit = NOTCH / (PER_NOTCH[deltaMode] ?? 100);
    this.#horizontal += deltaX * unit;
    this.#vertical -= deltaY * unit;
    const horizontal = Math.trunc(this.#horizontal);
    const vertical = Math.trunc(this.#vertical);
    this.#horizontal -= horizontal;
    this.#vertical -= vertical;
    // A -0 becomes 0.
    return horizontal === 0 && vertical === 0
      ? undefined
      : { horizontal: horizontal + 0, vertical: vertical + 0 };
  }
}

/** Buttons of a MouseEvent (0 left, 1 right, 2 middle, 3 back, 4 forward) as the wire has them. */
export function wireButtons(buttons: number): number {
  const [left, right, middle] = [buttons & 1, buttons & 2, buttons & 4];
  return left | (middle >> 1) | (right << 1) | (buttons & 0b1_1000);
}
