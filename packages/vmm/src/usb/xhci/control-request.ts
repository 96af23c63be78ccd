/**
 * Which control requests are operations of their own (USB 2.0 section 9.4) and never travel as control transfers.
 */
import type { SetupPacket } from '@farport/usb';

export type ControlOperation =
  | { readonly kind: 'transfer' }
  | { readonly kind: 'setAddress' }
  | { readonly kind: 'setConfiguration'; readonly value: number }
  | { readonly kind: 'setInterface'; readonly interfaceNumber: number; readonly alternate: number }
  | { readonly kind: 'clearHalt'; readonly endpoint: number };

const TO_DEVICE = 0x00;
const TO_INTERFACE = 0x01;
const TO_ENDPOINT = 0x02;
const CLEAR_FEATURE = 1;
const SET_ADDRESS = 5;
const SET_CONFIGURATION = 9;
const SET_INTERFACE = 11;
const ENDPOINT_HALT = 0;

export function classifyControl(setup: SetupPacket): ControlOperation {
  const { requestType, request, value, index } = setup;
  if (requestType === TO_DEVICE && request === SET_ADDRESS) return { kind: 'setAddress' };
  if (requestType === TO_DEVICE && request === SET_CONFIGURATION) {
    return { kind: 'setConfiguration', value: value & 0xff };
  }
  if (requestType === TO_INTERFACE && request === SET_INTERFACE) {
    return { kind: 'setInterface', interfaceNumber: index & 0xff, alternate: value & 0xff };
  }
  if (requestType === TO_ENDPOINT && request === CLEAR_FEATURE && value === ENDPOINT_HALT) {
    return { kind: 'clearHalt', endpoint: index & 0xff };
  }
  return { kind: 'transfer' };
}
