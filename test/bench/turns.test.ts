import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ratioTable, ratiosOf } from './report.ts';
import { median, takeTurns } from './turns.ts';

describe('benchmarks', () => {
  it('take the median', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.throws(() => median([]), RangeError);
  });

  it('let the contestants take turns', async () => {
    const order: string[] = [];
    const run = (name: string) => (round: number) => {
      order.push(`${name}${round}`);
      return Promise.resolve(round);
    };
    assert.deepEqual(await takeTurns({ a: run('a'), b: run('b') }, 2), { a: [0, 1], b: [0, 1] });
    assert.deepEqual(order, ['a0', 'b0', 'a1', 'b1']);
  });

  const rows = [
    {
      name: 'read.0ms',
      unit: 'MB/s',
      better: 'more',
      values: { farport: [30, 20, 25], usbredir: [20, 20, 20] },
    },
    { name: 'control', unit: 'us', better: 'less', values: { farport: [50], usbredir: [100] } },
  ] as const;

  it('give ratios above 1 where Farport is ahead', () => {
    assert.deepEqual(ratiosOf(rows), { 'read.0ms.usbredir': 1.25, 'control.usbredir': 2 });
  });

  it('print a table with the ratios', () => {
    assert.equal(
      ratioTable({ rows }),
      [
        'MEASURE   UNIT  FARPORT  USBREDIR',
        'read.0ms  MB/s       25  20 (1.25)',
        'control   us         50  100 (2.00)',
      ].join('\n'),
    );
  });
});
