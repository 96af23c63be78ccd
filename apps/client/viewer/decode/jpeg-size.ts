/**
 * What a JPEG file says of its size (ITU-T T.81, annex B), read before any decoder sees it: a file of some bytes can
 * claim gigabytes of pixels.
 */

const SOI = 0xd8;
const SOF0 = 0xc0;
/** Start of frame in all its kinds, without DHT (C4), JPG (C8) and DAC (CC). */
const isStartOfFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const SOS = 0xda;

/** Width and height of a baseline file; undefined where it is none. */
export function jpegSize(file: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const byte = (at: number): number => file[at] ?? 0;
  const word = (at: number): number => (byte(at) << 8) | byte(at + 1);
  if (byte(0) !== 0xff || byte(1) !== SOI) return undefined;
  for (let at = 2; at + 4 <= file.length; at += 2 + word(at + 2)) {
    const marker = byte(at + 1);
    if (byte(at) !== 0xff || marker === SOS || word(at + 2) < 2) return undefined;
    if (isStartOfFrame(marker)) {
      if (marker !== SOF0 || at + 9 > file.length) return undefined;
      return { width: word(at + 7), height: word(at + 5) };
    }
  }
  return undefined;
}
