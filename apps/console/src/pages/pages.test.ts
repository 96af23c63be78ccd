/** The parts of pages that need no browser: the device tree, drafts of a policy, what one types. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Device, Policy, PolicyDocument } from '../api/types.ts';
import { placesOf, type Place } from './clients/tree.ts';
import { changedRules, freshId, moved, withoutRule, withRule } from './policy/draft.ts';
import { timesOf, timesText } from './policy/times.ts';
import { plain } from './vms/plain.ts';

function deviceAt(portPath: string, plugged = true): Device {
  return { id: portPath, portPath, plugged } as Device;
}

function shape(places: readonly Place[]): unknown {
  return places.map(({ path, under }) => (under.length === 0 ? path : [path, shape(under)]));
}

describe('the device tree', () => {
  it('has what is in a hub under the hub, in the order of ports', () => {
    const devices = ['1-10', '1-2', '1-1.3', '1-1', '1-1.3.4', '2-1.2'].map((path) => deviceAt(path));
    assert.deepEqual(shape(placesOf(devices, [])), [
      ['1-1', [['1-1.3', ['1-1.3.4']]]],
      '1-2',
      '1-10',
      '2-1.2',
    ]);
  });

  it('has named ports that are empty, and no device that is away', () => {
    const places = placesOf([deviceAt('1-2', false)], [{ path: '1-4', label: 'Counter' }]);
    assert.deepEqual(shape(places), ['1-4']);
    assert.equal(places[0]?.label, 'Counter');
  });
});

describe('a draft of a policy', () => {
  const rule = (id: string) => ({ id, name: id, enabled: true, effect: 'deny' as const });
  const document: PolicyDocument = {
    timeZone: 'UTC',
    automatic: { existing: true, new: true },
    rules: ['a', 'b', 'c'].map(rule),
  };
  const ids = ({ rules }: PolicyDocument): string => rules.map(({ id }) => id).join('');

  it('has its rules moved, and nothing beyond the ends', () => {
    assert.equal(ids(moved(document, 0, 2)), 'bca');
    assert.equal(ids(moved(document, 2, 0)), 'cab');
    assert.equal(moved(document, 0, 3), document);
    assert.equal(moved(document, 5, 0), document);
  });

  it('takes a new rule first, and a changed one in its place', () => {
    assert.equal(ids(withRule(document, rule('n'))), 'nabc');
    assert.equal(ids(withRule(document, { ...rule('b'), enabled: false })), 'abc');
    assert.equal(ids(withoutRule(document, 'b')), 'ac');
    assert.equal(freshId({ ...document, rules: [rule('rule-1')] }), 'rule-2');
  });

  it('marks what is new, changed or moved', () => {
    const policy = { version: 1, document } as Policy;
    assert.deepEqual([...changedRules(policy, document)], []);
    assert.deepEqual([...changedRules(policy, withRule(document, rule('n')))], ['n']);
    assert.deepEqual([...changedRules(policy, moved(document, 0, 1))].sort(), ['a', 'b']);
    assert.deepEqual([...changedRules(policy, withoutRule(document, 'a'))], []);
  });
});

describe('times as one types them', () => {
  it('are windows, and windows are text', () => {
    const windows = timesOf('mon TUE 08:00-18:00, 22:00–06:00');
    assert.deepEqual(windows, [
      { days: ['mon', 'tue'], from: '08:00', to: '18:00' },
      { days: [], from: '22:00', to: '06:00' },
    ]);
    assert.equal(timesText(windows), 'mon tue 08:00-18:00, 22:00-06:00');
    assert.deepEqual(timesOf('  '), []);
  });

  for (const text of ['monday 08:00-18:00', 'mon 8-18', 'mon', '08:00']) {
    it(`are not "${text}"`, () => {
      assert.equal(timesOf(text), null);
    });
  }
});

describe('a console log', () => {
  it('is shown without what moves the cursor', () => {
    assert.equal(plain('\u001b[1;32mok\u001b[0m\r\n\u001b]0;title\u0007$ \ttab'), 'ok\n$ \ttab');
  });
});
