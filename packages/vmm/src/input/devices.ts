/**
 * The input devices of a machine with a screen: a keyboard, a tablet that points at places, a mouse that moves by
 * steps. Owns what each one is, and turns what a person does into their events. Who that person is, and whether they
 * may, is the display session's.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import {
  ABS_X,
  ABS_Y,
  BTN_LEFT,
  BTN_MIDDLE,
  BTN_RIGHT,
  BTN_SIDE,
  BTN_EXTRA,
  BUS_VIRTUAL,
  BUTTONS,
  EV_ABS,
  EV_KEY,
  EV_LED,
  EV_REL,
  EV_REP,
  KEY_MAX,
  KEY_MIN,
  LED_CAPSL,
  LED_NUML,
  LED_SCROLLL,
  REL_HWHEEL,
  REL_HWHEEL_HI_RES,
  REL_WHEEL,
  REL_WHEEL_HI_RES,
  REL_X,
  REL_Y,
  REP_DELAY,
  REP_PERIOD,
} from './codes.ts';
import type { InputEvent } from './event-queue.ts';
import type { InputDescription } from './input-config.ts';
import { VirtioInput } from './virtio-input.ts';

const CLASS_KEYBOARD = 0x09_0000;
const CLASS_MOUSE = 0x09_0200;
const VENDOR = 0x1af4;

/** Both axes of the tablet run over this range, whatever the screens' sizes. */
export const TABLET_MAX = 0x7fff;
/** A notch of the wheel in high-resolution units (linux/input-event-codes.h). */
export const WHEEL_NOTCH = 120;
/** A step further than this in one event is no mouse. */
const MAX_STEP = 0x7fff;

/** Buttons that are down: bit n is button n of POINTER_BUTTONS. */
export const POINTER_BUTTONS: readonly number[] = [BTN_LEFT, BTN_MIDDLE, BTN_RIGHT, BTN_SIDE, BTN_EXTRA];

const WHEELS = [REL_WHEEL, REL_HWHEEL, REL_WHEEL_HI_RES, REL_HWHEEL_HI_RES];

function describe(
  name: string,
  product: number,
  events: [number, readonly number[]][],
  axes: [number, { min: number; max: number }][] = [],
): InputDescription {
  return {
    name,
    serial: '',
    bus: BUS_VIRTUAL,
    vendor: VENDOR,
    product,
    version: 1,
    events: new Map(events),
    axes: new Map(axes),
  };
}

const KEYBOARD = describe('Farport Keyboard', 1, [
  [EV_KEY, Array.from({ length: KEY_MAX - KEY_MIN + 1 }, (_, n) => KEY_MIN + n)],
  [EV_LED, [LED_NUML, LED_CAPSL, LED_SCROLLL]],
  // The guest repeats held keys by itself, at the rate that its user set.
  [EV_REP, [REP_DELAY, REP_PERIOD]],
]);
const TABLET = describe(
  'Farport Tablet',
  2,
  [
    [EV_KEY, BUTTONS],
    [EV_REL, WHEELS],
    [EV_ABS, [ABS_X, ABS_Y]],
  ],
  [
    [ABS_X, { min: 0, max: TABLET_MAX }],
    [ABS_Y, { min: 0, max: TABLET_MAX }],
  ],
);
const MOUSE = describe('Farport Mouse', 3, [
  [EV_KEY, BUTTONS],
  [EV_REL, [REL_X, REL_Y, ...WHEELS]],
]);

/** LEDs of the keyboard as the guest set them. */
export interface KeyboardLeds {
  readonly num: boolean;
  readonly caps: boolean;
  readonly scroll: boolean;
}

/** Parts of a notch that have not made a whole one yet. */
class Wheel {
  #rest = 0;
  readonly #code: number;
  readonly #fine: number;

  constructor(code: number, fine: number) {
    this.#code = code;
    this.#fine = fine;
  }

  turn(units: number): InputEvent[] {
    if (units === 0) return [];
    this.#rest += units;
    const notches = Math.trunc(this.#rest / WHEEL_NOTCH);
    this.#rest -= notches * WHEEL_NOTCH;
    const events = [{ type: EV_REL, code: this.#fine, value: units }];
    if (notches !== 0) events.push({ type: EV_REL, code: this.#code, value: notches });
    return events;
  }
}

class Pointer {
  readonly device: VirtioInput;
  readonly #vertical = new Wheel(REL_WHEEL, REL_WHEEL_HI_RES);
  readonly #horizontal = new Wheel(REL_HWHEEL, REL_HWHEEL_HI_RES);

  constructor(description: InputDescription, memory: GuestMemory) {
    this.device = new VirtioInput(description, CLASS_MOUSE, memory);
  }

  /** `units`: 120 to a notch, positive away from the user and to the right. */
  wheel(horizontal: number, vertical: number): void {
    const turn = (wheel: Wheel, units: number) => wheel.turn(clamp(Math.trunc(units), -MAX_STEP, MAX_STEP));
    this.device.send([...turn(this.#vertical, vertical), ...turn(this.#horizontal, horizontal)]);
  }

  /** Presses and releases that make the buttons be as `buttons` says. */
  buttonEvents(buttons: number): InputEvent[] {
    return POINTER_BUTTONS.flatMap((code, n) => {
      const down = (buttons & (1 << n)) !== 0;
      return down === this.device.isDown(code) ? [] : [{ type: EV_KEY, code, value: down ? 1 : 0 }];
    });
  }
}

export class InputDevices {
  readonly keyboard: VirtioInput;
  /** The guest changed its LEDs. */
  onLeds: (leds: KeyboardLeds) => void = () => undefined;
  readonly #tablet: Pointer;
  readonly #mouse: Pointer;
  #leds: KeyboardLeds = { num: false, caps: false, scroll: false };
  #at: { x: number; y: number } | undefined;

  constructor(memory: GuestMemory) {
    this.keyboard = new VirtioInput(KEYBOARD, CLASS_KEYBOARD, memory);
    this.#tablet = new Pointer(TABLET, memory);
    this.#mouse = new Pointer(MOUSE, memory);
    this.keyboard.onLed = (led, on) => {
      const name = ({ [LED_NUML]: 'num', [LED_CAPSL]: 'caps', [LED_SCROLLL]: 'scroll' } as const)[led];
      if (name === undefined || this.#leds[name] === on) return;
      this.#leds = { ...this.#leds, [name]: on };
      this.onLeds(this.#leds);
    };
  }

  get tablet(): VirtioInput {
    return this.#tablet.device;
  }

  get mouse(): VirtioInput {
    return this.#mouse.device;
  }

  get leds(): KeyboardLeds {
    return this.#leds;
  }

  /** A key went down or up: `code` is 1 … 255 of linux/input-event-codes.h. False, and nothing sent, for any other. */
  key(code: number, down: boolean): boolean {
    if (!Number.isInteger(code) || code < KEY_MIN || code > KEY_MAX) return false;
    if (this.keyboard.isDown(code) !== down) {
      this.keyboard.send([{ type: EV_KEY, code, value: down ? 1 : 0 }]);
    }
    return true;
  }

  /** The pointer is at this place, 0 … TABLET_MAX on each axis over all screens together, with these buttons down. */
  pointAt(x: number, y: number, buttons: number): void {
    const place = { x: clamp(Math.round(x), 0, TABLET_MAX), y: clamp(Math.round(y), 0, TABLET_MAX) };
    const events = this.#tablet.buttonEvents(buttons);
    // With every click too: a guest that was reset does not know the place any more.
    if (events.length > 0 || place.x !== this.#at?.x || place.y !== this.#at.y) {
      events.unshift(
        { type: EV_ABS, code: ABS_X, value: place.x },
        { type: EV_ABS, code: ABS_Y, value: place.y },
      );
    }
    this.#at = place;
    this.#tablet.device.send(events);
  }

  /** The mouse moved by so many steps, with these buttons down. */
  moveBy(dx: number, dy: number, buttons: number): void {
    const step = (code: number, by: number): InputEvent[] => {
      const value = clamp(Math.trunc(by), -MAX_STEP, MAX_STEP);
      return value === 0 ? [] : [{ type: EV_REL, code, value }];
    };
    this.#mouse.device.send([...step(REL_X, dx), ...step(REL_Y, dy), ...this.#mouse.buttonEvents(buttons)]);
  }

  /** Turns the wheel of the pointer that was used last: 120 units to a notch. */
  wheel(horizontal: number, vertical: number, relative: boolean): void {
    (relative ? this.#mouse : this.#tablet).wheel(horizontal, vertical);
  }

  /** Everything that is down goes up: the user looks elsewhere, or is gone. */
  releaseAll(): void {
    for (const device of [this.keyboard, this.tablet, this.mouse]) device.releaseAll();
  }
}

function clamp(value: number, least: number, most: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(value, least), most);
}
