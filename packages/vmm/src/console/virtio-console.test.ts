import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ModelDriver } from '../virtio/testing/model-driver.ts';
import { MAX_WAITING, VirtioConsole } from './virtio-console.ts';

const MULTIPORT = 2;
const CONTROL_IN = 2;
const CONTROL_OUT = 3;
const INPUT = 4;
const OUTPUT = 5;
const READY = 0;
const ADD = 1;
const PORT_READY = 3;
const OPEN = 6;
const NAME = 7;

function control(id: number, event: number, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, id, true);
  view.setUint16(4, event, true);
  view.setUint16(6, value, true);
  return new Uint8Array(view.buffer);
}

/** A driver and a device with one port, `com.redhat.spice.0`, which is port 1. */
function setUp() {
  let made: VirtioConsole | undefined;
  const driver = new ModelDriver((memory) => {
    made = new VirtioConsole(memory, ['com.redhat.spice.0']);
    return made;
  });
  const device = made;
  const port = device?.ports[0];
  assert.ok(device && port);
  const got: string[] = [];
  port.handlers = {
    data: (bytes) => got.push(Buffer.from(bytes).toString()) > 0,
    guestOpen: (open) => got.push(open ? 'open' : 'closed'),
    drained: () => got.push('drained'),
  };
  driver.start(6, MULTIPORT);
  const places = new Map<number, number>();
  const give = (queue: number, bytes: number) => {
    const { head, last } = driver.add(queue, [], [bytes]);
    places.set(queue * 64 + head, last);
    driver.notify(queue);
  };
  const received = (queue: number) =>
    driver
      .used(queue)
      .map(({ head, length }) => Buffer.from(driver.bytes(places.get(queue * 64 + head) ?? 0, length)));
  const say = (id: number, event: number, value: number) => {
    driver.add(CONTROL_OUT, [control(id, event, value)], []);
    driver.notify(CONTROL_OUT);
    driver.used(CONTROL_OUT);
  };
  /** Control messages as "id event value name". */
  const heard = () =>
    received(CONTROL_IN).map((bytes) =>
      `${bytes.readUInt32LE(0)} ${bytes.readUInt16LE(4)} ${bytes.readUInt16LE(6)} ${bytes.subarray(8).toString()}`.trim(),
    );
  const meet = () => {
    for (let n = 0; n < 8; n += 1) give(CONTROL_IN, 64);
    say(0xffff_ffff, READY, 1);
    say(1, PORT_READY, 1);
    say(1, OPEN, 1);
    heard();
    got.length = 0;
  };
  return { driver, device, port, got, give, received, say, heard, meet };
}

describe('a console device with ports (virtio 1.3, 5.3)', () => {
  it('is found as device type 3 with queues for two ports', () => {
    const { driver } = setUp();
    assert.equal(driver.deviceId, 0x1040 + 3);
    assert.equal(driver.readConfig(4, 4), 2);
  });

  it('introduces its port by name when the driver is ready (5.3.6.2)', () => {
    const { give, say, heard } = setUp();
    for (let n = 0; n < 4; n += 1) give(CONTROL_IN, 64);
    say(0xffff_ffff, READY, 1);
    assert.deepEqual(heard(), [`1 ${ADD} 0`]);
    say(1, PORT_READY, 1);
    assert.deepEqual(heard(), [`1 ${NAME} 1 com.redhat.spice.0`]);
  });

  it('tells each side when the other opens and closes', () => {
    const { port, got, say, heard, meet } = setUp();
    meet();
    say(1, OPEN, 0);
    say(1, OPEN, 1);
    assert.deepEqual(got, ['closed', 'open']);
    port.setOpen(true);
    port.setOpen(true);
    port.setOpen(false);
    assert.deepEqual(heard(), [`1 ${OPEN} 1`, `1 ${OPEN} 0`]);
  });

  it('carries bytes both ways', () => {
    const { driver, port, got, give, received, meet } = setUp();
    meet();
    driver.add(OUTPUT, [Buffer.from('from '), Buffer.from('guest')], []);
    driver.notify(OUTPUT);
    assert.deepEqual(got, ['from guest']);
    give(INPUT, 4);
    assert.equal(port.write(Buffer.from('to guest')), 8);
    assert.deepEqual(received(INPUT).map(String), ['to g']);
    give(INPUT, 100);
    assert.deepEqual(received(INPUT).map(String), ['uest']);
  });

  it('lets its user answer from inside', () => {
    const { driver, port, give, received, meet } = setUp();
    meet();
    port.handlers = { ...port.handlers, data: (bytes) => port.write(bytes) > 0 };
    give(INPUT, 10);
    driver.add(OUTPUT, [Buffer.from('echo')], []);
    driver.notify(OUTPUT);
    assert.deepEqual(received(INPUT).map(String), ['echo']);
    assert.equal(driver.used(OUTPUT).length, 1);
  });

  it('takes no more than its bound for a guest that does not read, and says when there is room', () => {
    const { port, got, give, meet } = setUp();
    meet();
    assert.equal(port.write(new Uint8Array(MAX_WAITING + 5)), MAX_WAITING);
    assert.equal(port.write(new Uint8Array(1)), 0);
    for (let n = 0; n < 3; n += 1) give(INPUT, MAX_WAITING / 3);
    assert.deepEqual(got, ['drained']);
  });

  it('takes nothing from the guest while its user has no room', () => {
    const { driver, port, got, meet } = setUp();
    meet();
    port.handlers = { ...port.handlers, data: (bytes) => got.push(String(Buffer.from(bytes))) < 0 };
    for (const text of ['a', 'b']) {
      driver.add(OUTPUT, [Buffer.from(text)], []);
      driver.notify(OUTPUT);
    }
    assert.deepEqual(got, ['a']);
    assert.equal(driver.used(OUTPUT).length, 1);
    port.resume();
    assert.deepEqual(got, ['a', 'b']);
  });

  it('takes nothing for a guest that has not opened it, and forgets at a reset', () => {
    const { driver, port, got, say, meet } = setUp();
    assert.equal(port.write(Buffer.from('x')), 0);
    meet();
    say(1, OPEN, 0);
    assert.equal(port.write(Buffer.from('x')), 0);
    say(1, OPEN, 1);
    driver.stop();
    assert.deepEqual(got, ['closed', 'open', 'closed']);
    assert.equal(port.ready, false);
  });

  it('ignores control messages that make no sense, however many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 1, 2, 0xffff_ffff), fc.nat(9), fc.nat(2)), { maxLength: 200 }),
        (messages) => {
          const { driver, say } = setUp();
          for (const [id, event, value] of messages) say(id, event, value);
          assert.equal(driver.status, 15);
        },
      ),
      { numRuns: 50 },
    );
  });
});
