import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as gpu from './gpu-protocol.ts';
import { BGRA, BGRX, command, GpuDriver } from './testing/gpu-driver.ts';

const OK = gpu.RESP_OK_NODATA;
const NEEDS_RESET = 64;
const DISPLAY = gpu.EVENT_DISPLAY;

/** A resource with its pages in one piece, which has its byte n hold n modulo 251. Returns where the piece is. */
function withImage(driver: GpuDriver, id: number, width: number, height: number, format = BGRX): number {
  const bytes = width * height * 4;
  const at = driver.model.allocate(bytes);
  driver.model.bytes(at, bytes).forEach((_, n, all) => {
    all[n] = n % 251;
  });
  assert.equal(driver.create(id, width, height, format), OK);
  assert.equal(driver.attach(id, [[at, bytes]]), OK);
  return at;
}

describe('virtio-gpu is told and asked about monitors (virtio 1.3, 5.7.4, 5.7.6.8)', () => {
  it('is found as device type 16 with two queues, and offers EDID', () => {
    const { model } = new GpuDriver();
    assert.equal(model.deviceId, 0x1040 + 16);
    assert.equal(model.readConfig(gpu.CONFIG.scanouts, 4), 1);
    assert.equal(model.readConfig(gpu.CONFIG.capsets, 4), 0);
    assert.equal(model.status, 15);
  });

  it('lists the monitors', () => {
    const driver = new GpuDriver([{ x: 0, y: 0, width: 1024, height: 768 }, undefined]);
    const info = driver.send(command(gpu.CMD_GET_DISPLAY_INFO), gpu.DISPLAY_INFO_BYTES);
    assert.equal(info.byteLength, 24 + 16 * 24);
    assert.equal(info.getUint32(0, true), gpu.RESP_OK_DISPLAY_INFO);
    const words = Array.from({ length: 12 }, (_, n) => info.getUint32(24 + 4 * n, true));
    assert.deepEqual(words, [0, 0, 1024, 768, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('gives an EDID for each head, empty where nothing is plugged in', () => {
    const driver = new GpuDriver([{ x: 0, y: 0, width: 1024, height: 768 }, undefined]);
    const edid = (head: number) => driver.send(command(gpu.CMD_GET_EDID, [head, 0]), 1056);
    assert.equal(edid(0).getUint32(0, true), gpu.RESP_OK_EDID);
    assert.equal(edid(0).getUint32(24, true), 128);
    assert.equal(edid(0).getBigUint64(32, false), 0x00ff_ffff_ffff_ff00n);
    assert.equal(edid(1).getUint32(24, true), 0);
    assert.equal(edid(2).getUint32(0, true), gpu.RESP_ERR_INVALID_SCANOUT_ID);
  });

  it('knows no EDID where the driver did not take the feature', () => {
    const driver = new GpuDriver();
    const ask = () => driver.send(command(gpu.CMD_GET_EDID, [0, 0]), 1056).getUint32(0, true);
    driver.model.start(2, 0);
    assert.equal(ask(), gpu.RESP_ERR_UNSPEC);
    driver.model.start(2, gpu.F_EDID);
    assert.equal(ask(), gpu.RESP_OK_EDID);
  });

  it('says that the client wants another size by an event, until the driver clears it', () => {
    const { gpu: device, model } = new GpuDriver();
    const generation = model.generation;
    device.setMonitors([{ x: 0, y: 0, width: 1280, height: 800 }]);
    assert.deepEqual(model.machine.delivered, [0x40]);
    assert.equal(model.isr, 2);
    assert.notEqual(model.generation, generation);
    assert.equal(model.readConfig(gpu.CONFIG.eventsRead, 4), DISPLAY);
  });

  it('repeats the event when the driver clears it without having seen the change', () => {
    const driver = new GpuDriver();
    driver.gpu.setMonitors([{ x: 0, y: 0, width: 1280, height: 800 }]);
    const ask = () => driver.send(command(gpu.CMD_GET_DISPLAY_INFO), gpu.DISPLAY_INFO_BYTES);
    assert.equal(ask().getUint32(32, true), 1280);
    driver.gpu.setMonitors([{ x: 0, y: 0, width: 1400, height: 900 }]);
    driver.model.writeConfig(gpu.CONFIG.eventsClear, 4, DISPLAY);
    assert.equal(driver.model.readConfig(gpu.CONFIG.eventsRead, 4), DISPLAY);
    assert.equal(ask().getUint32(32, true), 1400);
    driver.model.writeConfig(gpu.CONFIG.eventsClear, 4, DISPLAY);
    assert.equal(driver.model.readConfig(gpu.CONFIG.eventsRead, 4), 0);
  });

  describe('and a head that went off because of them', () => {
    /** A head that shows something, and a driver that has just learnt of another monitor. */
    function told() {
      const driver = new GpuDriver();
      withImage(driver, 1, 64, 64);
      const on = () => driver.setScanout(0, 1, [0, 0, 64, 64]);
      const off = () => driver.setScanout(0, 0, [0, 0, 64, 64]);
      /** Whether it is told of monitors, which it then asks for. */
      const hears = () => {
        const isTold = driver.model.readConfig(gpu.CONFIG.eventsRead, 4) === DISPLAY;
        driver.send(command(gpu.CMD_GET_DISPLAY_INFO), gpu.DISPLAY_INFO_BYTES);
        driver.model.writeConfig(gpu.CONFIG.eventsClear, 4, DISPLAY);
        return isTold;
      };
      on();
      driver.gpu.setMonitors([{ x: 0, y: 0, width: 64, height: 64 }]);
      assert.ok(hears());
      return { clock: driver.clock, on, off, hears };
    }

    it('is seen to: a driver that leaves it off is told again, once', () => {
      const { clock, on, off, hears } = told();
      off();
      clock.advance(1_000_000);
      assert.ok(hears());
      on();
      off();
      clock.advance(20_000_000);
      assert.ok(!hears());
    });

    it('is the driver’s where it comes back by itself', () => {
      const { clock, on, off, hears } = told();
      off();
      clock.advance(900_000);
      on();
      clock.advance(20_000_000);
      assert.ok(!hears());
    });

    it('is not one that goes off later: someone wanted that', () => {
      const { clock, off, hears } = told();
      clock.advance(11_000_000);
      off();
      clock.advance(20_000_000);
      assert.ok(!hears());
    });
  });

  it('keeps monitors within sizes that make sense', () => {
    const driver = new GpuDriver();
    driver.gpu.setMonitors([{ x: 0, y: 0, width: 1e9, height: -3 }]);
    const info = driver.send(command(gpu.CMD_GET_DISPLAY_INFO), gpu.DISPLAY_INFO_BYTES);
    assert.deepEqual([info.getUint32(32, true), info.getUint32(36, true)], [8192, 64]);
  });
});

describe('a resource (5.7.6.8)', () => {
  it('reaches the screen by transfer and flush', () => {
    const driver = new GpuDriver();
    const at = withImage(driver, 1, 64, 48);
    assert.equal(driver.setScanout(0, 1, [0, 0, 64, 48]), OK);
    assert.deepEqual(driver.screen.take(), ['mode 0 64x48', 'update 0 0,0 64x48']);
    assert.equal(driver.transfer(1, [0, 0, 64, 48], 0), OK);
    assert.deepEqual(driver.screen.take(), [], 'a transfer alone shows nothing');
    assert.equal(driver.flush(1, [0, 0, 64, 48]), OK);
    assert.deepEqual(driver.screen.take(), ['update 0 0,0 64x48']);
    assert.deepEqual(driver.screen.heads[0]?.pixels, driver.model.bytes(at, 64 * 48 * 4));
  });

  it('takes a rectangle from the offset of its first pixel, rows a row apart', () => {
    const driver = new GpuDriver();
    const at = withImage(driver, 1, 64, 48);
    driver.setScanout(0, 1, [0, 0, 64, 48]);
    const offset = (5 * 64 + 10) * 4;
    assert.equal(driver.transfer(1, [10, 5, 3, 2], offset), OK);
    assert.equal(driver.flush(1, [10, 5, 3, 2]), OK);
    const { pixels } = driver.screen.heads[0] ?? { pixels: new Uint8Array() };
    const image = driver.model.bytes(at, 64 * 48 * 4);
    assert.deepEqual(pixels.subarray(offset, offset + 12), image.slice(offset, offset + 12));
    assert.deepEqual(pixels.subarray(offset + 256, offset + 268), image.slice(offset + 256, offset + 268));
    assert.equal(pixels.filter((byte) => byte !== 0).length <= 24, true);
  });

  it('may be scattered over pages in any order and of any length', () => {
    const driver = new GpuDriver();
    const bytes = 32 * 16 * 4;
    const lengths = [1, 700, 0, 3, 900, bytes - 1604];
    const entries = lengths
      .map((length): [number, number] => [driver.model.allocate(4096), length])
      .reverse();
    entries.reverse();
    let n = 0;
    for (const [address, length] of entries) {
      for (let k = 0; k < length; k += 1) driver.model.bytes(address, length)[k] = n++ % 251;
    }
    driver.create(1, 32, 16);
    assert.equal(driver.attach(1, entries), OK);
    driver.setScanout(0, 1, [0, 0, 32, 16]);
    assert.equal(driver.transfer(1, [0, 0, 32, 16], 0), OK);
    driver.flush(1, [0, 0, 32, 16]);
    assert.deepEqual(
      driver.screen.heads[0]?.pixels,
      Uint8Array.from({ length: bytes }, (_, k) => k % 251),
    );
  });

  it('may be shown in part, on several heads; each hears of its own part', () => {
    const monitor = { x: 0, y: 0, width: 64, height: 64 };
    const driver = new GpuDriver([monitor, monitor, monitor, monitor]);
    withImage(driver, 1, 128, 64);
    driver.setScanout(0, 1, [0, 0, 64, 64]);
    driver.setScanout(3, 1, [64, 0, 64, 64]);
    driver.screen.take();
    driver.flush(1, [60, 10, 10, 5]);
    assert.deepEqual(driver.screen.take(), ['update 0 60,10 4x5', 'update 3 0,10 6x5']);
    driver.flush(1, [0, 0, 10, 10]);
    assert.deepEqual(driver.screen.take(), ['update 0 0,0 10x10']);
    assert.equal(driver.setScanout(4, 1, [0, 0, 64, 64]), gpu.RESP_ERR_INVALID_SCANOUT_ID);
  });

  it('changes under a head without a new mode where the size stays (page flip)', () => {
    const driver = new GpuDriver();
    withImage(driver, 1, 64, 64);
    withImage(driver, 2, 64, 64);
    driver.setScanout(0, 1, [0, 0, 64, 64]);
    driver.screen.take();
    driver.setScanout(0, 2, [0, 0, 64, 64]);
    assert.deepEqual(driver.screen.take(), ['update 0 0,0 64x64']);
  });

  it('that is gone turns the heads off that showed it', () => {
    const driver = new GpuDriver();
    withImage(driver, 1, 64, 64);
    driver.setScanout(0, 1, [0, 0, 64, 64]);
    driver.screen.take();
    assert.equal(driver.unref(1), OK);
    assert.deepEqual(driver.screen.take(), ['mode 0 0x0']);
    assert.equal(driver.flush(1, [0, 0, 1, 1]), gpu.RESP_ERR_INVALID_RESOURCE_ID);
    assert.equal(driver.gpu.usedBytes, 0);
  });

  it('leaves all heads off and all memory free after a reset', () => {
    const driver = new GpuDriver();
    withImage(driver, 1, 64, 64);
    driver.setScanout(0, 1, [0, 0, 64, 64]);
    driver.screen.take();
    driver.model.stop();
    assert.deepEqual(driver.screen.take(), ['mode 0 0x0', 'cursor 0 hidden']);
    assert.equal(driver.gpu.usedBytes, 0);
  });
});

describe('fences (5.7.6.7)', () => {
  it('come back in the response, also of a command that failed', () => {
    const driver = new GpuDriver();
    const fenced = driver.send(command(gpu.CMD_RESOURCE_UNREF, [9, 0], 0x1234_5678_9abcn));
    assert.equal(fenced.getUint32(0, true), gpu.RESP_ERR_INVALID_RESOURCE_ID);
    assert.equal(fenced.getUint32(4, true), gpu.FLAG_FENCE);
    assert.equal(fenced.getBigUint64(8, true), 0x1234_5678_9abcn);
    const plain = driver.send(command(gpu.CMD_RESOURCE_UNREF, [9, 0]));
    assert.deepEqual([plain.getUint32(4, true), plain.getBigUint64(8, true)], [0, 0n]);
  });
});

describe('the cursor (5.7.6.10)', () => {
  it('has a shape with a place that points, in the order red, green, blue, opacity', () => {
    const driver = new GpuDriver();
    const at = withImage(driver, 1, 64, 64, BGRA);
    driver.transfer(1, [0, 0, 64, 64], 0);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 0, 10, 20, 1, 3, 4);
    assert.deepEqual(driver.screen.take(), ['cursor 0 64x64', 'move 0 10,20']);
    const { cursor } = driver.screen;
    const [blue, green, red, alpha] = driver.model.bytes(at, 4);
    assert.deepEqual([...(cursor?.rgba.subarray(0, 4) ?? [])], [red, green, blue, alpha]);
    assert.deepEqual([cursor?.hotX, cursor?.hotY], [3, 4]);
  });

  it('has its opacity also in the format of a screen, in which Linux makes every dumb buffer', () => {
    const driver = new GpuDriver();
    const at = withImage(driver, 1, 64, 64, BGRX);
    driver.transfer(1, [0, 0, 64, 64], 0);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 0, 0, 0, 1);
    assert.equal(driver.screen.cursor?.rgba[3], driver.model.bytes(at, 4)[3]);
  });

  it('moves, also over the edge, and hides', () => {
    const driver = new GpuDriver();
    driver.cursor(gpu.CMD_MOVE_CURSOR, 0, -3, 7, 0);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 0, 0, 0, 0);
    assert.deepEqual(driver.screen.take(), ['move 0 -3,7', 'cursor 0 hidden']);
  });

  it('stays as it was for a resource that is none, is too large, or points outside itself', () => {
    const driver = new GpuDriver();
    withImage(driver, 1, 257, 64, BGRA);
    withImage(driver, 2, 64, 64, BGRA);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 0, 0, 0, 9);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 0, 0, 0, 1);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 0, 0, 0, 2, 64, 0);
    driver.cursor(gpu.CMD_UPDATE_CURSOR, 1, 0, 0, 2);
    driver.cursor(gpu.CMD_MOVE_CURSOR, 7, 0, 0, 2);
    assert.deepEqual(driver.screen.take(), []);
    assert.equal(driver.model.used(1).length, 5);
  });
});

describe('a hostile driver', () => {
  const refused: [string, number, (driver: GpuDriver) => number][] = [
    ['resource 0', gpu.RESP_ERR_INVALID_RESOURCE_ID, (d) => d.create(0, 1, 1)],
    ['a resource twice', gpu.RESP_ERR_INVALID_RESOURCE_ID, (d) => (d.create(1, 1, 1), d.create(1, 1, 1))],
    ['no width', gpu.RESP_ERR_INVALID_PARAMETER, (d) => d.create(1, 0, 1)],
    ['a giant', gpu.RESP_ERR_INVALID_PARAMETER, (d) => d.create(1, 0xffff_ffff, 0xffff_ffff)],
    ['a format that is none', gpu.RESP_ERR_INVALID_PARAMETER, (d) => d.create(1, 1, 1, 5)],
    ['too many bytes', gpu.RESP_ERR_OUT_OF_MEMORY, (d) => d.create(1, 16_384, 16_384)],
    ['an unknown command', gpu.RESP_ERR_UNSPEC, (d) => d.ask(0x0207)],
    ['a command cut short', gpu.RESP_ERR_INVALID_PARAMETER, (d) => d.ask(gpu.CMD_RESOURCE_CREATE_2D, [1, 2])],
    ['half a header', gpu.RESP_ERR_INVALID_PARAMETER, (d) => d.send(new Uint8Array(23)).getUint32(0, true)],
    ['backing of nothing', gpu.RESP_ERR_INVALID_RESOURCE_ID, (d) => d.attach(1, [[0, 4]])],
    ['no entries', gpu.RESP_ERR_INVALID_PARAMETER, (d) => (d.create(1, 1, 1), d.attach(1, []))],
    [
      'more entries than sent',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 1, 1), d.attach(1, [[0, 4]], 2)),
    ],
    [
      '2^32 - 1 entries',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 1, 1), d.attach(1, [[0, 4]], 0xffff_ffff)),
    ],
    [
      'backing twice',
      gpu.RESP_ERR_UNSPEC,
      (d) => (d.create(1, 1, 1), d.attach(1, [[0, 4]]), d.attach(1, [[0, 4]])),
    ],
    [
      'backing outside RAM',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 1, 1), d.attach(1, [[64 << 20, 4]])),
    ],
    [
      'backing over the end of RAM',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 1, 1), d.attach(1, [[(64 << 20) - 4, 5]])),
    ],
    ['detaching nothing', gpu.RESP_ERR_UNSPEC, (d) => (d.create(1, 1, 1), d.detach(1))],
    [
      'a transfer without backing',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 1, 1), d.transfer(1, [0, 0, 1, 1], 0)),
    ],
    [
      'a transfer behind the backing',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (withImage(d, 1, 4, 4), d.transfer(1, [0, 0, 4, 4], 1)),
    ],
    [
      'a transfer at 2^64 - 1',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (withImage(d, 1, 4, 4), d.transfer(1, [0, 0, 1, 1], 2n ** 64n - 1n)),
    ],
    [
      'a transfer outside the image',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (withImage(d, 1, 4, 4), d.transfer(1, [1, 0, 4, 1], 0)),
    ],
    [
      'a rectangle that wraps',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (withImage(d, 1, 4, 4), d.transfer(1, [0xffff_ffff, 0, 2, 1], 0)),
    ],
    [
      'a flush outside the image',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (withImage(d, 1, 4, 4), d.flush(1, [0, 4, 1, 1])),
    ],
    ['a scanout of nothing', gpu.RESP_ERR_INVALID_RESOURCE_ID, (d) => d.setScanout(0, 5, [0, 0, 1, 1])],
    [
      'an empty scanout',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 4, 4), d.setScanout(0, 1, [0, 0, 0, 4])),
    ],
    [
      'a scanout outside the image',
      gpu.RESP_ERR_INVALID_PARAMETER,
      (d) => (d.create(1, 4, 4), d.setScanout(0, 1, [0, 0, 5, 4])),
    ],
  ];
  for (const [what, error, attempt] of refused) {
    it(`is refused ${what}`, () => {
      const driver = new GpuDriver();
      assert.equal(attempt(driver), error);
      driver.screen.take();
      assert.equal(driver.create(77, 8, 8), OK, 'and goes on');
    });
  }

  it('gets a response cut to its room, and none where there is none', () => {
    const driver = new GpuDriver();
    const { head } = driver.model.add(0, [command(gpu.CMD_GET_DISPLAY_INFO)], [10]);
    const none = driver.model.add(0, [command(gpu.CMD_GET_DISPLAY_INFO)], []);
    driver.model.notify(0);
    assert.deepEqual(driver.model.used(0), [
      { head, length: 10 },
      { head: none.head, length: 0 },
    ]);
  });

  it('cannot hold more resources, bytes, entries or screen than its budget; what it gives back is free at once', () => {
    const driver = new GpuDriver([{ x: 0, y: 0, width: 64, height: 64 }], {
      resources: 3,
      resourceBytes: 1 << 20,
      allEntries: 4,
      screenPixels: 100,
    });
    for (let round = 0; round < 5; round += 1) {
      assert.equal(driver.create(1, 256, 512), OK);
      assert.equal(driver.create(2, 256, 512), OK);
      assert.equal(driver.create(3, 1, 1), gpu.RESP_ERR_OUT_OF_MEMORY);
      assert.equal(driver.unref(2), OK);
      assert.equal(driver.create(2, 1, 1), OK);
      assert.equal(driver.create(3, 1, 1), OK);
      assert.equal(driver.create(4, 1, 1), gpu.RESP_ERR_OUT_OF_MEMORY);
      assert.equal(
        driver.attach(1, [
          [0, 1],
          [4096, 1],
          [8192, 1],
        ]),
        OK,
      );
      assert.equal(
        driver.attach(2, [
          [0, 1],
          [4096, 1],
        ]),
        gpu.RESP_ERR_OUT_OF_MEMORY,
      );
      assert.equal(driver.detach(1), OK);
      assert.equal(
        driver.attach(2, [
          [0, 1],
          [4096, 1],
        ]),
        OK,
      );
      assert.equal(driver.setScanout(0, 1, [0, 0, 10, 11]), gpu.RESP_ERR_OUT_OF_MEMORY);
      assert.equal(driver.setScanout(0, 1, [0, 0, 10, 10]), OK);
      for (const id of [1, 2, 3]) assert.equal(driver.unref(id), OK);
      assert.equal(driver.gpu.usedBytes, 0);
    }
  });

  describe('that asks for much at once waits its turn: a slice now, the rest later, with', () => {
    const screen = [0, 0, 2048, 1024] as const;
    // Each is 5 ms of work for itself or for a few of them; one command a millisecond would not be a slice.
    for (const [what, atMost, commands] of [
      ['transfers', 8, [command(gpu.CMD_TRANSFER_TO_HOST_2D, [...screen, [0n], 1, 0])]],
      ['cursors', 10, [command(gpu.CMD_UPDATE_CURSOR, [0, 0, 0, 0, 2, 0, 0, 0])]],
      [
        'modes',
        4,
        [
          command(gpu.CMD_SET_SCANOUT, [...screen, 0, 1]),
          command(gpu.CMD_SET_SCANOUT, [0, 0, 2047, 1024, 0, 1]),
        ],
      ],
      [
        'large resources',
        8,
        [command(gpu.CMD_RESOURCE_CREATE_2D, [3, BGRX, 8192, 8192]), command(gpu.CMD_RESOURCE_UNREF, [3, 0])],
      ],
    ] as const) {
      it(what, () => {
        const driver = new GpuDriver();
        withImage(driver, 1, 2048, 1024);
        driver.create(2, 256, 256, BGRA);
        driver.setScanout(0, 1, screen);
        driver.model.used(0);
        for (let n = 0; n < 20; n += 1) driver.model.add(0, [commands[n % commands.length]!], [24]);
        driver.model.notify(0);
        const first = driver.model.used(0).length;
        assert.ok(first > 0 && first <= atMost, String(first));
        driver.model.notify(0);
        assert.equal(driver.model.used(0).length, 0);
        let rest = 0;
        for (let turns = 0; turns < 20 && first + rest < 20; turns += 1) {
          driver.clock.advance(1);
          rest += driver.model.used(0).length;
        }
        assert.equal(first + rest, 20);
      });
    }
  });

  it('whatever it sends: the screen hears of nothing outside, memory stays in its budget, the next command is answered', () => {
    const small = fc.constantFrom(0, 1, 2, 3, 4, 8, 16, 17, 64, 0x100, 0xffff, 0x7fff_ffff, 0xffff_ffff);
    const word = fc.oneof({ weight: 4, arbitrary: small }, fc.nat(0xffff_ffff));
    const type = fc.constantFrom(
      0x100,
      0x101,
      0x102,
      0x103,
      0x104,
      0x105,
      0x106,
      0x107,
      0x10a,
      0x300,
      0x301,
      0,
    );
    const one = fc.record({ type, words: fc.array(word, { maxLength: 12 }), queue: fc.nat(1) });
    const likely = fc.constantFrom<{ type: number; words: number[]; queue: number }>(
      { type: 0x101, words: [1, 2, 16, 16], queue: 0 },
      { type: 0x106, words: [1, 1, 0x10_0000, 0, 1024, 0], queue: 0 },
      { type: 0x103, words: [0, 0, 16, 16, 0, 1], queue: 0 },
      { type: 0x105, words: [0, 0, 16, 16, 0, 0, 1, 0], queue: 0 },
      { type: 0x104, words: [0, 0, 16, 16, 1, 0], queue: 0 },
      { type: 0x102, words: [1, 0], queue: 0 },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(one, likely), { maxLength: 60 }), (commands) => {
        const driver = new GpuDriver(undefined, { resourceBytes: 1 << 20 }, 8 << 20);
        for (const { type: what, words, queue } of commands) {
          driver.model.add(queue, [command(what, words)], [64]);
          driver.model.notify(queue);
          while (driver.model.used(0).length > 0);
          driver.model.used(1);
          driver.clock.advance(1);
          assert.ok(driver.gpu.usedBytes <= 1 << 20);
        }
        assert.equal(driver.model.status & NEEDS_RESET, 0);
        assert.equal(driver.ask(gpu.CMD_RESOURCE_UNREF, [0xfff_0000, 0]), gpu.RESP_ERR_INVALID_RESOURCE_ID);
      }),
      { numRuns: 300 },
    );
  });
});
