/** Patterns of serial numbers: exact, or with `*` for any run of characters. Linear in what a device may send. */
import { FilterError } from './filter-error.ts';

/** A string descriptor holds at most 126 UTF-16 units (USB 2.0, section 9.6.7). */
export const MAX_SERIAL_LENGTH = 126;

/** The text itself: it is checked when it is parsed, and matched as it is. */
export type SerialPattern = string & { readonly brand: 'SerialPattern' };

/** @throws FilterError filter.serial */
export function parseSerialPattern(text: string): SerialPattern {
  if (text === '' || text.length > MAX_SERIAL_LENGTH) {
    throw new FilterError(
      'filter.serial',
      `a serial pattern has 1 to ${MAX_SERIAL_LENGTH} characters, with * for any run of them; * alone is any device that has a serial number`,
    );
  }
  return text as SerialPattern;
}

/**
 * True where the whole serial fits. A device without serial fits no pattern. The pieces between stars are looked for
 * from left to right, each at its first place: no backtracking.
 */
export function serialMatches(pattern: SerialPattern, serial: string): boolean {
  if (serial === '') return false;
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return serial === first;
  const last = pieces.at(-1) ?? '';
  if (!serial.startsWith(first) || serial.length < first.length + last.length || !serial.endsWith(last)) {
    return false;
  }
  const end = serial.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = serial.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
