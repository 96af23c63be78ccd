import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkTimeZone,
  localTime,
  parseTimeWindow,
  windowContains,
  type TimeWindowText,
} from './time-window.ts';

function contains(text: TimeWindowText, at: string, timeZone = 'UTC'): boolean {
  return windowContains(parseTimeWindow(text), localTime(Date.parse(at), timeZone));
}

const officeHours: TimeWindowText = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:30' };
const nightShift: TimeWindowText = { days: ['fri'], from: '22:00', to: '06:00' };

describe('a time window', () => {
  for (const [at, inside] of [
    ['2026-11-17T07:59:59Z', false],
    ['2026-11-17T08:00:00Z', true],
    ['2026-11-17T17:29:59Z', true],
    ['2026-11-17T17:30:00Z', false],
    ['2026-11-21T10:00:00Z', false], // a Saturday
  ] as const) {
    it(`of office hours ${inside ? 'has' : 'has not'} ${at}`, () => {
      assert.equal(contains(officeHours, at), inside);
    });
  }

  for (const [at, inside] of [
    ['2026-11-20T21:59:00Z', false],
    ['2026-11-20T22:00:00Z', true],
    ['2026-11-21T05:59:00Z', true], // Saturday morning still belongs to Friday's shift
    ['2026-11-21T06:00:00Z', false],
    ['2026-11-21T23:00:00Z', false],
    ['2026-11-20T05:00:00Z', false], // Friday morning belonged to Thursday's
  ] as const) {
    it(`over midnight ${inside ? 'has' : 'has not'} ${at}`, () => {
      assert.equal(contains(nightShift, at), inside);
    });
  }

  it('over midnight goes from Sunday to Monday', () => {
    assert.equal(contains({ days: ['sun'], from: '22:00', to: '06:00' }, '2026-11-23T01:00:00Z'), true);
  });

  it('of a whole day begins and ends at midnight', () => {
    const sunday: TimeWindowText = { days: ['sun'], from: '00:00', to: '24:00' };
    assert.equal(contains(sunday, '2026-11-22T00:00:00Z'), true);
    assert.equal(contains(sunday, '2026-11-22T23:59:59Z'), true);
    assert.equal(contains(sunday, '2026-11-23T00:00:00Z'), false);
  });

  it('is meant where its time zone says', () => {
    assert.equal(contains(officeHours, '2026-11-17T07:30:00Z', 'Europe/Berlin'), true); // 08:30
    assert.equal(contains(officeHours, '2026-11-17T00:30:00Z', 'Asia/Shanghai'), true); // 08:30
    assert.equal(contains(officeHours, '2026-11-16T23:30:00Z', 'Asia/Shanghai'), false); // 07:30 on Tuesday
    assert.equal(contains(officeHours, '2026-11-17T02:31:00Z', 'Asia/Kolkata'), true); // 08:01
  });

  it('follows daylight saving', () => {
    // Berlin, 25 October 2026: 02:30 happens twice; 29 March 2026: 02:30 does not happen.
    const small: TimeWindowText = { days: ['sun'], from: '02:00', to: '03:00' };
    assert.equal(contains(small, '2026-10-25T00:30:00Z', 'Europe/Berlin'), true);
    assert.equal(contains(small, '2026-10-25T01:30:00Z', 'Europe/Berlin'), true);
    assert.equal(contains(small, '2026-03-29T00:59:00Z', 'Europe/Berlin'), false); // 01:59
    assert.equal(contains(small, '2026-03-29T01:00:00Z', 'Europe/Berlin'), false); // 03:00
  });

  for (const [from, to] of [
    ['8:00', '17:00'],
    ['08:00', '24:01'],
    ['24:00', '06:00'],
    ['08:00', '08:00'],
    ['08:60', '09:00'],
    ['', ''],
  ] as const) {
    it(`is none from "${from}" to "${to}"`, () => {
      assert.throws(() => parseTimeWindow({ days: ['mon'], from, to }), { code: 'policy.time' });
    });
  }

  it('is none without a day, and its time zone must be one', () => {
    assert.throws(() => parseTimeWindow({ days: [], from: '08:00', to: '09:00' }), { code: 'policy.time' });
    assert.throws(
      () => {
        checkTimeZone('Atlantis');
      },
      { code: 'policy.time' },
    );
  });
});
