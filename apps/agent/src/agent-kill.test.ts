/** The short form of "npm run soak -- agent-kill". */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { killUnderLoad } from './testing/kill-under-load.ts';

describe('an agent that is killed while it works', () => {
  it('10 times loses nothing that it had acknowledged, and its VMs run on', async () => {
    const { kills, acknowledged, cutOff } = await killUnderLoad(10);
    assert.equal(kills, 10);
    assert.ok(
      acknowledged > 20 && cutOff > 0,
      `${acknowledged} acknowledged, ${cutOff} cut off: there was no load`,
    );
  });
});
