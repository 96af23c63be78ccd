// How contestants are measured: in turns, so that what else the machine does falls on all of them alike, and by
// the median.

/** The middle value, or the mean of the two in the middle; at least one value. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1]!;
  return sorted.length % 2 === 1 ? upper : (upper + sorted[(sorted.length >> 1) - 1]!) / 2;
}

/** Runs every contestant `runs` times, one after the other in each round; the values of each, in order. */
export async function takeTurns(
  contestants: Readonly<Record<string, (round: number) => Promise<number>>>,
  runs: number,
): Promise<Record<string, number[]>> {
  const values: Record<string, number[]> = {};
  for (let round = 0; round < runs; round++)
    for (const [name, run] of Object.entries(contestants)) (values[name] ??= []).push(await run(round));
  return values;
}
