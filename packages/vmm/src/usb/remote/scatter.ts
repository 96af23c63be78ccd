/** Copies received bytes into guest memory, however either is cut. */

/**
 * Copies `length` bytes from `sources`, from their byte `from` on, to `targets`, from their byte `to` on, each in order.
 * Stops where either ends.
 */
export function scatter(
  sources: readonly Uint8Array[],
  targets: readonly Uint8Array[],
  length: number,
  from = 0,
  to = 0,
): void {
  let left = length;
  let skip = from;
  let target = 0;
  let into = to;
  for (const source of sources) {
    let at = Math.min(skip, source.length);
    skip -= at;
    while (at < source.length && left > 0) {
      const room = targets[target];
      if (room === undefined) return;
      if (into >= room.length) {
        into -= room.length;
        target++;
        continue;
      }
      const count = Math.min(source.length - at, room.length - into, left);
      room.set(count === source.length ? source : source.subarray(at, at + count), into);
      at += count;
      into += count;
      left -= count;
    }
  }
}
