import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ModelDriver } from '../virtio/testing/model-driver.ts';
import { BTN_LEFT, EV_ABS, EV_KEY, EV_LED, EV_REL, EV_SYN, LED_CAPSL } from './codes.ts';
import { InputDevices, TABLET_MAX } from './devices.ts';
import { MAX_BACKLOG } from './event-queue.ts';
import type { VirtioInput } from './virtio-input.ts';

const EVENTS = 0;
const STATUS = 1;
const KEY_A = 30;
const KEY_B = 48;
const ID_NAME = 1;
const ID_DEVIDS = 3;
const EV_BITS = 0x11;
const ABS_INFO = 0x12;

/** A model driver on one of the devices, with `buffers` buffers of 8 bytes for events. */
function setUp(pick: (devices: InputDevices) => VirtioInput, buffers = 64) {
  let devices: InputDevices | undefined;
  const driver = new ModelDriver((memory) => {
    devices = new InputDevices(memory);
    return pick(devices);
  });
  driver.start(2);
  const heads = new Map<number, number>();
  const give = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const { head, last } = driver.add(EVENTS, [], [8]);
      heads.set(head, last);
    }
    driver.notify(EVENTS);
  };
  give(buffers);
  /** Events since the last call, as [type, code, value]. */
  const events = (): number[][] =>
    driver.used(EVENTS).map(({ head, length }) => {
      assert.equal(length, 8);
      const at = heads.get(head) ?? 0;
      const { view } = driver;
      return [view.getUint16(at, true), view.getUint16(at + 2, true), view.getInt32(at + 4, true)];
    });
  /** The answer to a selection (5.8.2). */
  const ask = (select: number, subsel = 0): Uint8Array => {
    driver.writeConfig(0, 1, select);
    driver.writeConfig(1, 1, subsel);
    const size = driver.readConfig(2, 1);
    return Uint8Array.from({ length: size }, (_, n) => driver.readConfig(8 + n, 1));
  };
  assert.ok(devices);
  return { driver, devices, give, events, ask };
}

const keyboard = (devices: InputDevices) => devices.keyboard;
const tablet = (devices: InputDevices) => devices.tablet;
const mouse = (devices: InputDevices) => devices.mouse;
const has = (bitmap: Uint8Array, bit: number) =>
  ((bitmap[Math.floor(bit / 8)] ?? 0) & (1 << (bit % 8))) !== 0;
const SYN = [EV_SYN, 0, 0];

describe('the configuration of an input device (virtio 1.3, 5.8.2)', () => {
  it('is found as device type 18', () => {
    assert.equal(setUp(keyboard).driver.deviceId, 0x1040 + 18);
  });

  it('tells name and identity', () => {
    const { ask } = setUp(keyboard);
    assert.equal(new TextDecoder().decode(ask(ID_NAME)), 'Farport Keyboard');
    assert.deepEqual([...ask(ID_DEVIDS)], [6, 0, 0xf4, 0x1a, 1, 0, 1, 0]);
  });

  it('tells the keyboard: keys, three LEDs, repetition, no axes', () => {
    const { ask } = setUp(keyboard);
    const keys = ask(EV_BITS, EV_KEY);
    assert.ok(has(keys, 1) && has(keys, KEY_A) && has(keys, 255) && !has(keys, 0));
    assert.deepEqual([...ask(EV_BITS, EV_LED)], [7]);
    assert.deepEqual([...ask(EV_BITS, 0x14)], [3]);
    assert.equal(ask(EV_BITS, EV_ABS).length, 0);
  });

  it('tells the tablet: two axes with their range, buttons, wheels', () => {
    const { ask } = setUp(tablet);
    assert.deepEqual([...ask(EV_BITS, EV_ABS)], [3]);
    const range = new DataView(ask(ABS_INFO, 1).buffer);
    assert.deepEqual(
      [0, 4, 8, 12, 16].map((at) => range.getInt32(at, true)),
      [0, TABLET_MAX, 0, 0, 0],
    );
    assert.ok(has(ask(EV_BITS, EV_KEY), BTN_LEFT) && has(ask(EV_BITS, EV_REL), 8));
    assert.equal(ask(ABS_INFO, 2).length, 0);
  });

  it('answers nothing where there is nothing, and clears what it answered before (5.8.5.2)', () => {
    const { ask, driver } = setUp(mouse);
    assert.notEqual(ask(ID_NAME).length, 0);
    for (const [select, subsel] of [
      [0, 0],
      [ID_NAME, 1],
      [0x77, 3],
      [EV_BITS, 0x1f],
    ] as const) {
      assert.equal(ask(select, subsel).length, 0);
      assert.equal(driver.readConfig(8, 4), 0);
    }
  });

  it('takes no write but that of the selectors, of any width', () => {
    const { driver } = setUp(keyboard);
    driver.writeConfig(0, 4, 0xffff_0000 | ID_NAME);
    driver.writeConfig(8, 4, 0);
    assert.equal(driver.readConfig(2, 1), 16);
    assert.equal(driver.readConfig(8, 1), 'F'.charCodeAt(0));
  });
});

describe('events (5.8.6.2)', () => {
  it('come as a group that ends with SYN_REPORT, with one interrupt', () => {
    const { driver, devices, events } = setUp(keyboard);
    assert.ok(devices.key(KEY_A, true));
    assert.deepEqual(events(), [[EV_KEY, KEY_A, 1], SYN]);
    assert.deepEqual(driver.machine.delivered, [0x41]);
  });

  it('of a key say only changes: the guest repeats by itself', () => {
    const { devices, events } = setUp(keyboard);
    devices.key(KEY_A, true);
    devices.key(KEY_A, true);
    devices.key(KEY_A, false);
    devices.key(KEY_A, false);
    assert.deepEqual(events(), [[EV_KEY, KEY_A, 1], SYN, [EV_KEY, KEY_A, 0], SYN]);
  });

  it('of keys that do not exist do not exist', () => {
    const { devices, events } = setUp(keyboard);
    for (const code of [0, 256, BTN_LEFT, -1, 1.5, NaN, 2 ** 32])
      assert.equal(devices.key(code, true), false);
    assert.deepEqual(events(), []);
  });

  it('of the tablet say place and buttons together', () => {
    const { devices, events } = setUp(tablet);
    devices.pointAt(0, TABLET_MAX, 1);
    devices.pointAt(0, TABLET_MAX, 1);
    devices.pointAt(-5, 1e9, 0);
    assert.deepEqual(events(), [
      [EV_ABS, 0, 0],
      [EV_ABS, 1, TABLET_MAX],
      [EV_KEY, BTN_LEFT, 1],
      SYN,
      [EV_ABS, 0, 0],
      [EV_ABS, 1, TABLET_MAX],
      [EV_KEY, BTN_LEFT, 0],
      SYN,
    ]);
  });

  it('of the wheel are fine and whole notches', () => {
    const { devices, events } = setUp(tablet);
    devices.wheel(0, 60, false);
    devices.wheel(0, 60, false);
    devices.wheel(-120, 0, false);
    assert.deepEqual(events(), [
      [EV_REL, 0xb, 60],
      SYN,
      [EV_REL, 0xb, 60],
      [EV_REL, 8, 1],
      SYN,
      [EV_REL, 0xc, -120],
      [EV_REL, 6, -1],
      SYN,
    ]);
  });

  it('of the mouse are steps', () => {
    const { devices, events } = setUp(mouse);
    devices.moveBy(3, -4, 0b100);
    devices.moveBy(0, 0, 0b100);
    assert.deepEqual(events(), [[EV_REL, 0, 3], [EV_REL, 1, -4], [EV_KEY, 0x111, 1], SYN]);
  });

  it('wait for room for the whole group', () => {
    const { devices, give, events } = setUp(tablet, 2);
    devices.pointAt(5, 6, 0);
    assert.deepEqual(events(), []);
    give(1);
    assert.deepEqual(events(), [[EV_ABS, 0, 5], [EV_ABS, 1, 6], SYN]);
  });

  it('skip buffers too small for one', () => {
    const { driver, devices, give, events } = setUp(keyboard, 0);
    const { head } = driver.add(EVENTS, [], [7]);
    devices.key(KEY_A, true);
    assert.deepEqual(driver.used(EVENTS), [{ head, length: 0 }]);
    give(2);
    assert.deepEqual(events(), [[EV_KEY, KEY_A, 1], SYN]);
  });

  it('of all keys that are down release them when the user looks elsewhere', () => {
    const { devices, events } = setUp(keyboard);
    devices.key(KEY_A, true);
    devices.key(KEY_B, true);
    events();
    devices.releaseAll();
    assert.deepEqual(events(), [[EV_KEY, KEY_A, 0], [EV_KEY, KEY_B, 0], SYN]);
    devices.releaseAll();
    assert.deepEqual(events(), []);
  });

  it('before a driver listens are lost, and do not come with it', () => {
    const { driver, devices, give, events } = setUp(keyboard, 4);
    driver.stop();
    devices.key(KEY_A, true);
    driver.start(2);
    give(4);
    devices.key(KEY_B, true);
    assert.deepEqual(events(), [[EV_KEY, KEY_B, 1], SYN]);
  });
});

describe('a driver that gives no buffers', () => {
  it('costs a bounded backlog; afterwards it learns which keys are down, and no more', () => {
    const { devices, give, events } = setUp(keyboard, 4);
    devices.key(KEY_A, true);
    devices.key(KEY_B, true);
    for (let n = 0; n < 10 * MAX_BACKLOG; n += 1) {
      devices.key(KEY_A, n % 2 === 1);
      assert.ok(devices.keyboard.backlog <= MAX_BACKLOG);
    }
    devices.key(KEY_A, false);
    devices.key(KEY_B, false);
    devices.key(31, true);
    assert.deepEqual(events(), [[EV_KEY, KEY_A, 1], SYN, [EV_KEY, KEY_B, 1], SYN]);
    give(20);
    assert.deepEqual(events(), [[EV_KEY, KEY_A, 0], [EV_KEY, KEY_B, 0], [EV_KEY, 31, 1], SYN]);
    devices.key(31, false);
    assert.deepEqual(events(), [[EV_KEY, 31, 0], SYN]);
  });

  it('never sees half a group, and knows every key in the end, however few it gives', () => {
    const step = fc.oneof(
      fc.record({ give: fc.nat(8) }),
      fc.record({ key: fc.integer({ min: 1, max: 40 }), down: fc.boolean() }),
      fc.constant({ release: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { devices, give, events } = setUp(keyboard, 0);
        const told = new Set<number>();
        let free = 0;
        let open = false;
        const look = () => {
          for (const [type, code, value] of events()) {
            free -= 1;
            open = type !== EV_SYN;
            if (type === EV_KEY && value === 1) told.add(code!);
            if (type === EV_KEY && value === 0) told.delete(code!);
          }
          assert.equal(open, false);
        };
        const wanted = new Set<number>();
        for (const each of steps) {
          if ('give' in each && free + each.give <= 64) {
            free += each.give;
            give(each.give);
          } else if ('key' in each) {
            devices.key(each.key, each.down);
            if (each.down) wanted.add(each.key);
            else wanted.delete(each.key);
          } else if ('release' in each) {
            devices.releaseAll();
            wanted.clear();
          }
          look();
        }
        while (devices.keyboard.backlog > 0) {
          const more = 64 - free;
          free = 64;
          give(more);
          look();
        }
        assert.deepEqual([...told].sort(), [...wanted].sort());
      }),
      { numRuns: 200 },
    );
  });
});

describe('the status queue (5.8.6.2)', () => {
  const led = (code: number, value: number) => {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, EV_LED, true);
    view.setUint16(2, code, true);
    view.setUint32(4, value, true);
    return bytes;
  };

  it('sets the LEDs', () => {
    const { driver, devices } = setUp(keyboard);
    const seen: string[] = [];
    devices.onLeds = (leds) => seen.push(JSON.stringify(leds));
    for (const [code, value] of [
      [LED_CAPSL, 1],
      [LED_CAPSL, 1],
      [99, 1],
      [LED_CAPSL, 0],
    ] as const) {
      driver.add(STATUS, [led(code, value)], []);
    }
    driver.add(STATUS, [led(LED_CAPSL, 1).subarray(0, 7)], []);
    driver.notify(STATUS);
    assert.equal(driver.used(STATUS).length, 5);
    assert.deepEqual(seen, [
      '{"num":false,"caps":true,"scroll":false}',
      '{"num":false,"caps":false,"scroll":false}',
    ]);
  });
});
