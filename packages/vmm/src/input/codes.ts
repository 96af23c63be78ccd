/**
 * Linux input event types and codes that the devices speak: virtio-input carries evdev as it is (virtio 1.3, 5.8.2).
 * Names and numbers are those of linux/input-event-codes.h.
 */
export const EV_SYN = 0x00;
export const EV_KEY = 0x01;
export const EV_REL = 0x02;
export const EV_ABS = 0x03;
export const EV_LED = 0x11;
export const EV_REP = 0x14;

export const SYN_REPORT = 0;

export const REL_X = 0x00;
export const REL_Y = 0x01;
export const REL_HWHEEL = 0x06;
export const REL_WHEEL = 0x08;
export const REL_WHEEL_HI_RES = 0x0b;
export const REL_HWHEEL_HI_RES = 0x0c;

export const ABS_X = 0x00;
export const ABS_Y = 0x01;

/** Keys are 1 … 255; buttons begin above. */
export const KEY_MIN = 1;
export const KEY_MAX = 0xff;
export const BTN_LEFT = 0x110;
export const BTN_RIGHT = 0x111;
export const BTN_MIDDLE = 0x112;
export const BTN_SIDE = 0x113;
export const BTN_EXTRA = 0x114;
export const BUTTONS: readonly number[] = [BTN_LEFT, BTN_RIGHT, BTN_MIDDLE, BTN_SIDE, BTN_EXTRA];

export const LED_NUML = 0;
export const LED_CAPSL = 1;
export const LED_SCROLLL = 2;

export const REP_DELAY = 0;
export const REP_PERIOD = 1;

export const BUS_VIRTUAL = 0x06;
