/** Nearest rank; 0 of nothing. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * of) - 1)] ?? 0;
}
