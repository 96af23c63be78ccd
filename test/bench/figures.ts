// Collects the figures of all runs into the rows of a report, in the order in which they first came.
import type { BenchRow } from './report.ts';

export class Figures {
  readonly #rows = new Map<string, BenchRow & { readonly values: Record<string, number[]> }>();

  add(row: Pick<BenchRow, 'name' | 'unit' | 'better'>, contestant: string, value: number): void {
    const { name, unit, better } = row;
    const known = this.#rows.get(name) ?? { name, unit, better, values: {} };
    this.#rows.set(name, known);
    (known.values[contestant] ??= []).push(value);
  }

  get rows(): readonly BenchRow[] {
    return [...this.#rows.values()];
  }
}
