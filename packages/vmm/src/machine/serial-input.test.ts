import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '../usb/xhci/model/manual-clock.ts';
import { SerialInput } from './serial-input.ts';

describe('serial input', () => {
  it('asks a guest that does not read its port ever more rarely, and one that reads again soon', () => {
    const clock = new ManualClock();
    let asked = 0;
    let room = 0;
    const input = new SerialInput((bytes) => {
      asked += 1;
      return Math.min(room, bytes.length);
    }, clock);
    input.write(new Uint8Array(40));
    clock.advance(10_000_000);
    assert.ok(asked > 10 && asked < 100, `asked ${asked} times in 10 s`);

    room = 16;
    const before = asked;
    clock.advance(128_000 + 2 * 2_000);
    assert.equal(asked, before + 3, '40 bytes go in three pieces, the last two at once');
    clock.advance(10_000_000);
    assert.equal(asked, before + 3);
  });
});
