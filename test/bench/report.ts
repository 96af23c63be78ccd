// What a benchmark found, and how it is shown: medians, and Farport's ratio to each peer. No measuring here.
import { median } from './turns.ts';

/** One thing that was measured. */
export interface BenchRow {
  /** Like "read.0ms". */
  readonly name: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** The values of all runs by contestant; "farport" is one of them. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

export interface BenchResult {
  readonly rows: readonly BenchRow[];
  /** Versions of what was compared. */
  readonly versions?: Readonly<Record<string, string>>;
  /** The figures that stand for the whole, by names that stay. */
  readonly headline?: Readonly<Record<string, number>>;
}

const ours = 'farport';

function ratio(row: BenchRow, peer: string): number {
  const [mine, theirs] = [median(row.values[ours]!), median(row.values[peer]!)];
  return row.better === 'more' ? mine / theirs : theirs / mine;
}

const peersOf = (row: BenchRow) => Object.keys(row.values).filter((name) => name !== ours);

/** By "row.peer": Farport over the peer, above 1 where Farport is ahead, whichever way is better. */
export function ratiosOf(rows: readonly BenchRow[]): Record<string, number> {
  return Object.fromEntries(
    rows.flatMap((row) => peersOf(row).map((peer) => [`${row.name}.${peer}`, ratio(row, peer)])),
  );
}

/** A table of medians, with the ratio beside each peer's. */
export function ratioTable({ rows }: Pick<BenchResult, 'rows'>): string {
  const peers = [...new Set(rows.flatMap(peersOf))];
  const number = (value: number) => String(Number(value.toPrecision(3)));
  const cells = [
    ['MEASURE', 'UNIT', ours.toUpperCase(), ...peers.map((peer) => peer.toUpperCase())],
    ...rows.map((row) => [
      row.name,
      row.unit,
      number(median(row.values[ours]!)),
      ...peers.map((peer) => {
        const values = row.values[peer];
        return values === undefined ? '-' : `${number(median(values))} (${ratio(row, peer).toFixed(2)})`;
      }),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => (column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
