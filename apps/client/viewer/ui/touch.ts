/**
 * Fingers on the screen, made into a pointer and a wheel: a tap is a click there, a finger that moves drags, one that
 * rests presses the right button, two that move scroll. Owns what the fingers mean so far; knows no page.
 */

/** The part of a PointerEvent that counts, in CSS pixels. */
export interface Finger {
  readonly pointerId: number;
  readonly clientX: number;
  readonly clientY: number;
}

export interface TouchEvents {
  /** `buttons` as the wire has them: 1 left, 4 right. */
  point(clientX: number, clientY: number, buttons: number): void;
  /** As a wheel event tells it: pixels. */
  scroll(deltaX: number, deltaY: number): void;
}

export interface TouchTimer {
  cancel(): void;
}

const LEFT = 1;
const RIGHT = 4;
/** A finger that moves no farther rests. */
const SLOP = 10;
const REST_MS = 550;

type State =
  | { readonly kind: 'none' }
  /** One finger, which has not said yet what it means. */
  | { readonly kind: 'down'; readonly start: Finger; readonly timer: TouchTimer }
  | { readonly kind: 'drag'; readonly finger: number; readonly buttons: number }
  | { readonly kind: 'scroll' }
  /** Fingers that mean nothing any more, until all are gone. */
  | { readonly kind: 'over' };

export class Touch {
  readonly #events: TouchEvents;
  readonly #after: (ms: number, expired: () => void) => TouchTimer;
  readonly #fingers = new Map<number, Finger>();
  #state: State = { kind: 'none' };
  /** Where a button is down. */
  #at: Finger = { pointerId: 0, clientX: 0, clientY: 0 };

  constructor(events: TouchEvents, after: (ms: number, expired: () => void) => TouchTimer) {
    this.#events = events;
    this.#after = after;
  }

  down(finger: Finger): void {
    this.#fingers.set(finger.pointerId, finger);
    const state = this.#state;
    if (state.kind === 'none') {
      const timer = this.#after(REST_MS, () => {
        this.#press(finger, RIGHT);
      });
      this.#state = { kind: 'down', start: finger, timer };
    } else if (state.kind === 'down') {
      state.timer.cancel();
      // The wheel turns where the pointer is.
      this.#events.point(state.start.clientX, state.start.clientY, 0);
      this.#state = { kind: 'scroll' };
    } else if (state.kind === 'drag') this.#letGo();
  }

  move(finger: Finger): void {
    const before = this.#fingers.get(finger.pointerId);
    if (before === undefined) return;
    this.#fingers.set(finger.pointerId, finger);
    const state = this.#state;
    if (state.kind === 'down') {
      const { start } = state;
      if (Math.hypot(finger.clientX - start.clientX, finger.clientY - start.clientY) <= SLOP) return;
      state.timer.cancel();
      this.#press(start, LEFT);
    }
    if (this.#state.kind === 'drag' && this.#state.finger === finger.pointerId) {
      this.#at = finger;
      this.#events.point(finger.clientX, finger.clientY, this.#state.buttons);
    } else if (state.kind === 'scroll') {
      // What the fingers move, all together: the picture follows them.
      const share = this.#fingers.size;
      this.#events.scroll(
        (before.clientX - finger.clientX) / share,
        (before.clientY - finger.clientY) / share,
      );
    }
  }

  up(finger: Finger): void {
    if (!this.#fingers.delete(finger.pointerId)) return;
    const state = this.#state;
    if (state.kind === 'down') {
      state.timer.cancel();
      this.#press(state.start, LEFT);
    }
    if (this.#state.kind === 'drag' && this.#state.finger === finger.pointerId) this.#letGo();
    this.#state = this.#fingers.size === 0 ? { kind: 'none' } : { kind: 'over' };
  }

  /** The fingers are the browser's now, or the person looks elsewhere. */
  cancel(): void {
    if (this.#state.kind === 'down') this.#state.timer.cancel();
    if (this.#state.kind === 'drag') this.#letGo();
    this.#fingers.clear();
    this.#state = { kind: 'none' };
  }

  #press(at: Finger, buttons: number): void {
    const { pointerId, clientX, clientY } = at;
    this.#events.point(clientX, clientY, 0);
    this.#events.point(clientX, clientY, buttons);
    this.#at = at;
    this.#state = { kind: 'drag', finger: pointerId, buttons };
  }

  #letGo(): void {
    this.#events.point(this.#at.clientX, this.#at.clientY, 0);
    this.#state = { kind: 'over' };
  }
}
