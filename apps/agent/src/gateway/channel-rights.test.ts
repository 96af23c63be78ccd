import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChannelRight } from '../fleet/admissions.ts';
import { ChannelRights } from './channel-rights.ts';

const right: ChannelRight = { kind: 'order', deviceId: 'd', fence: 1 };

describe('the rights of channels', () => {
  it('are known to the VM that the channel leads to, and to no other', () => {
    const rights = new ChannelRights();
    rights.opened('one', 'a', right);
    assert.deepEqual(
      [rights.of('a', 'one'), rights.of('b', 'one'), rights.of('a', 'two')],
      [right, undefined, undefined],
    );
    rights.closed('one');
    assert.deepEqual(
      [rights.of('a', 'one'), rights.ofLate('a', 'one'), rights.ofLate('b', 'one')],
      [undefined, right, undefined],
    );
  });

  it('are forgotten in the end: of those that are over, 1,024 are remembered', () => {
    const rights = new ChannelRights();
    for (let i = 0; i < 1025; i++) {
      rights.opened(`${i}`, 'a', right);
      rights.closed(`${i}`);
    }
    assert.deepEqual([rights.ofLate('a', '0'), rights.ofLate('a', '1')], [undefined, right]);
  });
});
