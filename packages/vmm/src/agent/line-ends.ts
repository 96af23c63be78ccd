/**
 * Ends of lines in a clipboard's text: LF on the wire, CR LF in some guests. Owns the two conversions, of whole texts of
 * many megabytes on the VM's main loop: plain loops, which take a few nanoseconds for a byte where a callback for each
 * took a hundred.
 */

const LF = 10;
const CR = 13;

/** Every CR LF is an LF; the text itself where there is none. */
export function withLf(text: Uint8Array): Uint8Array {
  const first = text.indexOf(CR);
  if (first < 0) return text;
  const bytes = new Uint8Array(text.length);
  bytes.set(text.subarray(0, first));
  const { length } = text;
  let to = first;
  for (let at = first; at < length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === CR && text[at + 1] === LF) continue;
    bytes[to] = byte;
    to += 1;
  }
  return bytes.subarray(0, to);
}

/** Every LF without a CR before it is a CR LF; the text itself where there is none. */
export function withCrLf(text: Uint8Array): Uint8Array {
  const { length } = text;
  let more = 0;
  let before = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === LF && before !== CR) more += 1;
    before = byte;
  }
  if (more === 0) return text;
  const bytes = new Uint8Array(length + more);
  let to = 0;
  before = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === LF && before !== CR) {
      bytes[to] = CR;
      to += 1;
    }
    bytes[to] = byte;
    to += 1;
    before = byte;
  }
  return bytes;
}
