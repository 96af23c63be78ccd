/** What fingers mean, without a screen. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Touch } from './touch.ts';

function setUp() {
  const heard: string[] = [];
  let rests: (() => void) | undefined;
  const touch = new Touch(
    {
      point: (x, y, buttons) => heard.push(`${x},${y} ${buttons}`),
      scroll: (x, y) => heard.push(`scroll ${x},${y}`),
    },
    (_ms, expired) => {
      rests = expired;
      return { cancel: () => (rests = undefined) };
    },
  );
  const finger = (clientX: number, clientY: number, pointerId = 1) => ({ pointerId, clientX, clientY });
  const rest = () => {
    const expired = rests;
    rests = undefined;
    expired?.();
  };
  return { heard, touch, finger, rest };
}

describe('a finger', () => {
  it('that taps, clicks', () => {
    const { heard, touch, finger } = setUp();
    touch.down(finger(10, 20));
    touch.move(finger(14, 20));
    touch.up(finger(14, 20));
    assert.deepEqual(heard, ['10,20 0', '10,20 1', '10,20 0']);
  });

  it('that moves, drags from where it came down', () => {
    const { heard, touch, finger } = setUp();
    touch.down(finger(10, 20));
    touch.move(finger(30, 20));
    touch.move(finger(40, 25));
    touch.up(finger(40, 25));
    assert.deepEqual(heard, ['10,20 0', '10,20 1', '30,20 1', '40,25 1', '40,25 0']);
  });

  it('that rests, presses the right button', () => {
    const { heard, touch, finger, rest } = setUp();
    touch.down(finger(10, 20));
    rest();
    touch.up(finger(10, 20));
    assert.deepEqual(heard, ['10,20 0', '10,20 4', '10,20 0']);
  });

  it('and another one scroll, and click nothing when they go', () => {
    const { heard, touch, finger, rest } = setUp();
    touch.down(finger(10, 20, 1));
    touch.down(finger(60, 20, 2));
    touch.move(finger(10, 30, 1));
    touch.move(finger(60, 30, 2));
    rest();
    touch.up(finger(10, 30, 1));
    touch.up(finger(60, 30, 2));
    assert.deepEqual(heard, ['10,20 0', 'scroll 0,-5', 'scroll 0,-5']);
  });

  it('leaves no button down, whatever the fingers do', () => {
    const step = fc.tuple(
      fc.constantFrom('down', 'move', 'up', 'rest'),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(50),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.boolean(), (steps, cancels) => {
        const { heard, touch, finger, rest } = setUp();
        for (const [kind, id, place] of steps) {
          if (kind === 'rest') rest();
          else touch[kind](finger(place, place, id));
        }
        if (cancels) touch.cancel();
        else for (const id of [1, 2, 3]) touch.up(finger(0, 0, id));
        const last = heard.findLast((line) => !line.startsWith('scroll'));
        assert.ok(last === undefined || last.endsWith(' 0'), last);
      }),
    );
  });
});
