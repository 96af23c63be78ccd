/**
 * Life of a virtio device as a state machine (virtio 1.3, sections 2.1 and 3.1.1).
 *
 * Owns which status bits may follow which. Does nothing itself: the transport acts on the step it is given.
 */

export const ACKNOWLEDGE = 1;
export const DRIVER = 2;
export const DRIVER_OK = 4;
export const FEATURES_OK = 8;
export const DEVICE_NEEDS_RESET = 64;
export const FAILED = 128;

/**
 * - `reset`: nothing set up.
 * - `acknowledged`: the guest has seen the device. `driver`: it knows how to drive it, features are negotiated.
 * - `features-ok`: features are fixed, queues are set up.
 * - `live`: queues are served and frozen.
 * - `failed`: the driver gave up, or the device asked for a reset: only a reset leads out.
 */
export type DeviceState = 'reset' | 'acknowledged' | 'driver' | 'features-ok' | 'live' | 'failed';

export type StatusStep = 'acknowledge' | 'driver' | 'negotiate' | 'activate' | 'fail';

/** From, by which bit, what must be done; to. What is not here is refused. */
const TRANSITIONS: readonly {
  readonly from: DeviceState;
  readonly bit: number;
  readonly step: StatusStep;
  readonly to: DeviceState;
}[] = [
  { from: 'reset', bit: ACKNOWLEDGE, step: 'acknowledge', to: 'acknowledged' },
  { from: 'acknowledged', bit: DRIVER, step: 'driver', to: 'driver' },
  { from: 'driver', bit: FEATURES_OK, step: 'negotiate', to: 'features-ok' },
  { from: 'features-ok', bit: DRIVER_OK, step: 'activate', to: 'live' },
];

/** The order in which a driver that sets several bits at once means them. */
const IN_ORDER = [ACKNOWLEDGE, DRIVER, FEATURES_OK, DRIVER_OK] as const;

export class DeviceStatus {
  #state: DeviceState = 'reset';
  #bits = 0;

  get state(): DeviceState {
    return this.#state;
  }

  /** The device status register. */
  get bits(): number {
    return this.#bits;
  }

  reset(): void {
    this.#state = 'reset';
    this.#bits = 0;
  }

  /** The device cannot go on (virtio 1.3, 2.1.2): the driver is expected to reset it. */
  needsReset(): void {
    this.#bits |= DEVICE_NEEDS_RESET;
    this.#state = 'failed';
  }

  /**
   * A write of the status register other than 0. Each new bit is one transition; `perform` does its step and says
   * whether the device agrees (it refuses FEATURES_OK by false). The first refusal ends the write. Bits can only be
   * added: a write that takes one away is refused as a whole.
   */
  advance(written: number, perform: (step: StatusStep) => boolean): void {
    const own = this.#bits & ~DEVICE_NEEDS_RESET;
    if ((own & ~written) !== 0) return;
    if ((written & FAILED) !== 0) {
      this.#bits |= FAILED;
      this.#state = 'failed';
      perform('fail');
      return;
    }
    for (const bit of IN_ORDER) {
      if ((written & bit) === 0 || (this.#bits & bit) !== 0) continue;
      const transition = TRANSITIONS.find((each) => each.from === this.#state && each.bit === bit);
      if (transition === undefined || !perform(transition.step)) return;
      this.#state = transition.to;
      this.#bits |= bit;
    }
  }
}
