import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { checked, exactObject, finiteNumber, wholeNumber } from './shape.ts';

const shape = exactObject({
  name: v.string(),
  count: v.optional(wholeNumber(1, 8), 2),
  disks: v.optional(v.array(exactObject({ path: v.string() }))),
});

/** What is wrong with `value`. */
function mistakes(value: unknown, of: v.GenericSchema = shape): string[] {
  let found: string[] = [];
  assert.throws(() =>
    checked(of, value, (all) => {
      found = all;
      return new Error('refused');
    }),
  );
  return found;
}

describe('a checked shape', () => {
  it('gives back what fits, with defaults', () => {
    assert.deepEqual(
      checked(shape, { name: 'a' }, () => new Error()),
      { name: 'a', count: 2 },
    );
  });

  it('throws what the asker makes of the mistakes', () => {
    const refusal = (all: string[]): Error => new RangeError(all.join());
    assert.throws(() => checked(shape, {}, refusal), { name: 'RangeError', message: 'name: is missing' });
  });

  const wrong: [what: string, value: unknown, mistakes: string[]][] = [
    [
      'every mistake',
      { name: 1, count: 9 },
      ['name: must be string', 'count: must be a whole number from 1 to 8'],
    ],
    ['the key in a list', { name: 'a', disks: [{ path: 'x' }, {}] }, ['disks[1].path: is missing']],
    ['the key of what is no list', { name: 'a', disks: 1 }, ['disks: must be array']],
    ['every key too many', { name: 'a', x: 1, y: 2 }, ['x: no such key, nor "y"']],
    ['a key that every object inherits', { name: 'a', constructor: 1 }, ['constructor: no such key']],
    ['__proto__', JSON.parse('{"name":"a","__proto__":1}'), ['__proto__: no such key']],
    ['a fraction once', { name: 'a', count: 9.5 }, ['count: must be a whole number from 1 to 8']],
    ['an array for an object', [], ['must be object']],
    ['null', null, ['must be object']],
    ['nothing', undefined, ['must be object']],
  ];
  for (const [what, value, expected] of wrong) {
    it(`names ${what}`, () => {
      assert.deepEqual(mistakes(value), expected);
    });
  }

  it('refuses a number that JSON makes infinite', () => {
    assert.deepEqual(mistakes(JSON.parse('{"pid":1e999}'), v.object({ pid: finiteNumber })), [
      'pid: must be finite',
    ]);
  });
});
