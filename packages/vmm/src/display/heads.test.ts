/** Several heads beside each other: where each stands is where the viewer wished it last. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createMemoryPair } from '@farport/protocol';
import { DisplayChannelClient } from '@farport/protocol/display';
import { TABLET_MAX, type InputDevices } from '../input/devices.ts';
import { ManualClock } from '../usb/xhci/model/manual-clock.ts';
import { DisplaySession, type Encoder } from './display-session.ts';
import type { Monitor } from './virtio-gpu.ts';

const nothing = (): void => undefined;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const monitor = (x: number, width: number) => ({ x, y: 0, width, height: 600, widthMm: 0, heightMm: 0 });

/** A session whose encoder tells modes only, without a device, and a viewer that has wished two monitors. */
async function twoHeads(context: TestContext) {
  const clock = new ManualClock();
  const points: number[] = [];
  // Stands for the tablet.
  const input = {
    pointAt: (x: number) => points.push(x),
    releaseAll: nothing,
    leds: { num: false, caps: false, scroll: false },
  } as unknown as InputDevices;
  let monitors: readonly (Monitor | undefined)[] = [];
  const session = new DisplaySession({
    heads: 2,
    input,
    clock,
    createEncoder: (_, wake) => {
      const outputs: NonNullable<ReturnType<Encoder['take']>>[] = [];
      return {
        ...{ update: nothing, restart: nothing, grant: nothing, close: nothing },
        setMode: (head, width, height) => {
          outputs.push({ head, mode: { width, height } });
          wake();
        },
        take: () => outputs.shift() ?? null,
      };
    },
    setMonitors: (wanted) => {
      monitors = wanted;
    },
    monitors: () => monitors,
  });
  context.after(() => {
    session.close();
  });
  const [left, right] = createMemoryPair();
  session.connect(right, { agent: 'vm', acceptTicket: () => true });
  const told: string[] = [];
  const viewer = new DisplayChannelClient(
    left,
    {
      ...{ opened: nothing, draw: nothing, leds: nothing, closed: nothing },
      ...{ cursorShape: nothing, cursorPosition: nothing },
      scanout: ({ head, width, x, y }) => {
        if (width > 0) told.push(`${head} at ${x},${y}`);
      },
      headMoved: (head, x, y) => told.push(`${head} moves to ${x},${y}`),
    },
    { agent: 'viewer', ticket: 't' },
  );
  await settle();
  const wish = async (...wanted: readonly ReturnType<typeof monitor>[]) => {
    viewer.monitors(wanted);
    await settle();
    clock.advance(100_000);
    await settle();
  };
  /** Where on the tablet the pixel 0,0 of a head is. */
  const pointAt = async (head: number) => {
    viewer.pointer({ head, x: 0, y: 0, buttons: 0 });
    await settle();
    return points.at(-1);
  };
  await wish(monitor(0, 1000), monitor(1000, 800));
  session.setMode(0, 1000, 600);
  session.setMode(1, 800, 600);
  await settle();
  return { session, told, wish, pointAt };
}

const onTablet = (pixel: number, total: number) => Math.floor(((pixel + 0.5) * (TABLET_MAX + 1)) / total);

describe('a second head', () => {
  it('stands where the first one ends', async (context) => {
    const { pointAt, told } = await twoHeads(context);
    assert.equal(await pointAt(1), onTablet(1000, 1800));
    assert.deepEqual(told, ['0 at 0,0', '1 at 1000,0']);
  });

  it('moves when only the first one is resized: pointer and viewer follow', async (context) => {
    const { session, wish, pointAt, told } = await twoHeads(context);
    await wish(monitor(0, 1200), monitor(1200, 800));
    session.setMode(0, 1200, 600);
    assert.equal(await pointAt(1), onTablet(1200, 2000));
    assert.deepEqual(told.slice(2), ['1 moves to 1200,0', '0 at 0,0']);
  });

  it('stays where it is when its monitor is gone: the guest may go on with it', async (context) => {
    const { wish, pointAt, told } = await twoHeads(context);
    await wish(monitor(0, 1000));
    assert.equal(await pointAt(1), onTablet(1000, 1800));
    assert.deepEqual(told, ['0 at 0,0', '1 at 1000,0']);
  });
});
