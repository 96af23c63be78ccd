/** A guest's driver on one side, a viewer on the other, and everything between them as it ships. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { DisplayEncoder } from '@farport/native';
import { createMemoryPair } from '@farport/protocol';
import { NodeClock } from '../machine/node-clock.ts';
import { ModelDriver } from '../virtio/testing/model-driver.ts';
import { EV_ABS, EV_KEY, EV_LED } from '../input/codes.ts';
import { Display, displayConfigProblem } from './display.ts';
import * as gpu from './gpu-protocol.ts';
import { command } from './testing/gpu-driver.ts';
import { CanvasViewer } from './testing/canvas-viewer.ts';

const WIDTH = 320;
const HEIGHT = 200;

/** A machine with a display of which the driver of `which` runs. */
function machine(context: TestContext, which: 'gpu' | 'keyboard' | 'tablet' = 'gpu') {
  const clock = new NodeClock((error) => {
    throw error;
  });
  let made: Display | undefined;
  const driver = new ModelDriver((memory) => {
    const display = new Display(
      { heads: 2, width: WIDTH, height: HEIGHT },
      memory,
      clock,
      (heads, wake) => new DisplayEncoder(heads, wake),
    );
    made = display;
    const found = display.backends.find(([name]) => name === which);
    if (found === undefined) throw new Error(`no ${which}`);
    return found[1];
  }, 32 << 20);
  const display = made;
  assert.ok(display);
  context.after(() => {
    display.session.close();
    clock.close();
  });
  driver.start(2, which === 'gpu' ? gpu.F_EDID : 0);
  const connect = (): CanvasViewer => {
    const [left, right] = createMemoryPair();
    display.session.connect(right, { agent: 'vm', acceptTicket: (ticket) => ticket === 'ticket' });
    return new CanvasViewer(left);
  };
  return { driver, display, connect };
}

/** A picture on head 0; `draw` sets pixels of it and flushes a rectangle. */
function picture(driver: ModelDriver, width = WIDTH, height = HEIGHT) {
  const bytes = width * height * 4;
  const at = driver.allocate(bytes);
  const pixels = new Uint32Array(driver.machine.memory, at, width * height);
  const send = (type: number, fields: Parameters<typeof command>[1]) => {
    assert.equal(driver.request(0, [command(type, fields)], 24).getUint32(0, true), gpu.RESP_OK_NODATA);
  };
  const id = at;
  send(gpu.CMD_RESOURCE_CREATE_2D, [id, 2, width, height]);
  send(gpu.CMD_RESOURCE_ATTACH_BACKING, [id, 1, [BigInt(at)], bytes, 0]);
  send(gpu.CMD_SET_SCANOUT, [0, 0, width, height, 0, id]);
  const draw = (x: number, y: number, w: number, h: number, colour: (x: number, y: number) => number) => {
    for (let row = y; row < y + h; row += 1) {
      for (let column = x; column < x + w; column += 1) {
        pixels[row * width + column] = (colour(column, row) & 0xff_ffff) | 0xaa00_0000;
      }
    }
    send(gpu.CMD_TRANSFER_TO_HOST_2D, [x, y, w, h, [BigInt((y * width + x) * 4)], id, 0]);
    send(gpu.CMD_RESOURCE_FLUSH, [x, y, w, h, id, 0]);
  };
  const shown = (viewer: CanvasViewer) => {
    const canvas = viewer.canvases[0];
    return (
      canvas?.width === width && canvas.pixels.every((pixel, n) => pixel === ((pixels[n] ?? 0) & 0xff_ffff))
    );
  };
  return { draw, shown };
}

const text = (x: number, y: number) => (((x >> 2) * 31 + (y >> 3) * 17) % 5 < 2 ? 0x20_30_40 : 0xff_ff_ff);

describe('a screen', () => {
  it('is seen pixel for pixel by a viewer who comes later, and every change after', async (context) => {
    const { driver, connect } = machine(context);
    const { draw, shown } = picture(driver);
    draw(0, 0, WIDTH, HEIGHT, text);
    const viewer = connect();
    await viewer.until(() => shown(viewer));
    draw(100, 50, 20, 30, (x, y) => x * 77 + y * 99_991);
    await viewer.until(() => shown(viewer));
    for (let n = 1; n < 5; n += 1) {
      draw(0, 0, WIDTH, HEIGHT, (x, y) => text(x, y + 8 * n));
      await viewer.until(() => shown(viewer));
    }
  });

  it('that changes its size is seen in its new size', async (context) => {
    const { driver, connect } = machine(context);
    const viewer = connect();
    const first = picture(driver);
    first.draw(0, 0, WIDTH, HEIGHT, text);
    await viewer.until(() => first.shown(viewer));
    const second = picture(driver, 400, 300);
    second.draw(0, 0, 400, 300, (x, y) => text(y, x));
    await viewer.until(() => second.shown(viewer));
    driver.stop();
    await viewer.until(() => viewer.canvases[0]?.width === 0);
  });

  it('has three frames on their way at most; what happens meanwhile is merged', async (context) => {
    const { driver, connect } = machine(context);
    const { draw, shown } = picture(driver);
    const viewer = connect();
    viewer.holdAcknowledgements = true;
    for (let n = 0; n < 12; n += 1) {
      draw(0, 0, WIDTH, HEIGHT, () => n * 0x01_0203);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(viewer.frames, 3);
    viewer.holdAcknowledgements = false;
    viewer.channel.presented({ frame: 3, decoded: 3, decodeUs: 1, presentUs: 1, heldUs: 0 });
    await viewer.until(() => shown(viewer));
    assert.equal(viewer.frames, 4);
  });

  it('goes over to a viewer who comes, and the one before is told', async (context) => {
    const { driver, connect } = machine(context);
    const { draw, shown } = picture(driver);
    draw(0, 0, WIDTH, HEIGHT, text);
    const first = connect();
    await first.until(() => shown(first));
    const second = connect();
    await second.until(() => shown(second));
    await first.until(() => first.log.includes('closed display.taken_over'));
    draw(0, 0, 64, 64, () => 0x123456);
    await second.until(() => shown(second));
  });

  it('is sent anew when a viewer asks', async (context) => {
    const { driver, connect } = machine(context);
    const { draw, shown } = picture(driver);
    draw(0, 0, WIDTH, HEIGHT, text);
    const viewer = connect();
    await viewer.until(() => shown(viewer));
    viewer.canvases[0]?.pixels.fill(0);
    viewer.channel.refresh();
    await viewer.until(() => shown(viewer));
  });

  it('has its pointer seen', async (context) => {
    const { driver, connect } = machine(context);
    const { draw, shown } = picture(driver, 64, 64);
    draw(0, 0, 64, 64, text);
    const viewer = connect();
    await viewer.until(() => shown(viewer));
    const id = 0x10_0000;
    driver.add(1, [command(gpu.CMD_UPDATE_CURSOR, [0, 5, 6, 0, id, 1, 1, 0])], []);
    driver.notify(1);
    await viewer.until(() => viewer.log.includes('place 5,6'));
    assert.ok(viewer.log.includes('cursor 64x64'));
    driver.add(1, [command(gpu.CMD_UPDATE_CURSOR, [0, 0, 0, 0, 0, 0, 0, 0])], []);
    driver.notify(1);
    await viewer.until(() => viewer.log.includes('cursor 0x0'));
  });

  it('is wished in another size by its viewer; the newest wish counts', async (context) => {
    const { driver, connect } = machine(context);
    const viewer = connect();
    await viewer.until(() => viewer.log.length > 0);
    for (const width of [640, 700, 1280]) {
      viewer.channel.monitors([{ x: 0, y: 0, width, height: 720, widthMm: 0, heightMm: 0 }]);
    }
    const asked = () => {
      const info = driver.request(0, [command(gpu.CMD_GET_DISPLAY_INFO)], gpu.DISPLAY_INFO_BYTES);
      return [info.getUint32(32, true), info.getUint32(36, true)];
    };
    while (driver.readConfig(gpu.CONFIG.eventsRead, 4) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.deepEqual(asked(), [1280, 720]);
  });
});

describe('a guest that does everything a thousand times', () => {
  it('changes its mode: the viewer hears of few, and of the last', async (context) => {
    const { driver, connect } = machine(context);
    const { draw, shown } = picture(driver);
    draw(0, 0, WIDTH, HEIGHT, text);
    const viewer = connect();
    await viewer.until(() => shown(viewer));
    const before = viewer.scanouts;
    const id = 0x10_0000;
    const last = [command(gpu.CMD_SET_SCANOUT, [0, 0, WIDTH, HEIGHT, 0, id])];
    const response = driver.allocate(64);
    for (let n = 0; n < 1000; n += 1) {
      driver.bytes(response + 64, 48).set(command(gpu.CMD_SET_SCANOUT, [0, 0, 1 + (n % 300), 100, 0, id]));
      driver.setDescriptor(0, 0, response + 64, 48, 1, 1);
      driver.setDescriptor(0, 1, response, 24, 2);
      driver.offer(0, 0);
      driver.notify(0);
    }
    driver.used(0);
    driver.request(0, last, 24);
    await viewer.until(() => shown(viewer));
    assert.ok(viewer.scanouts - before < 200, String(viewer.scanouts));
  });

  it('moves its cursor: the viewer hears of the last place, and of few others', async (context) => {
    const { driver, connect } = machine(context);
    const viewer = connect();
    await viewer.until(() => viewer.log.length > 0);
    const at = driver.allocate(64);
    for (let n = 1; n <= 5000; n += 1) {
      driver.bytes(at, 56).set(command(gpu.CMD_MOVE_CURSOR, [0, n, 2 * n, 0, 0, 0, 0, 0]));
      driver.setDescriptor(1, 0, at, 56, 0);
      driver.offer(1, 0);
      driver.notify(1);
    }
    await viewer.until(() => viewer.log.includes('place 5000,10000'));
    assert.ok(viewer.log.length < 1000, String(viewer.log.length));
  });
});

describe('a person at the viewer', () => {
  /** Events that the guest has got, as [type, code, value]. */
  function events(driver: ModelDriver) {
    const places = new Map<number, number>();
    for (let n = 0; n < 32; n += 1) {
      const { head, last } = driver.add(0, [], [8]);
      places.set(head, last);
    }
    driver.notify(0);
    const seen: number[][] = [];
    return () => {
      for (const { head } of driver.used(0)) {
        const at = places.get(head) ?? 0;
        const { view } = driver;
        seen.push([view.getUint16(at, true), view.getUint16(at + 2, true), view.getInt32(at + 4, true)]);
      }
      return seen;
    };
  }
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('types, and everything held goes up when they are gone', async (context) => {
    const { driver, connect } = machine(context, 'keyboard');
    const seen = events(driver);
    const viewer = connect();
    await viewer.until(() => viewer.log.length > 0);
    viewer.channel.key(30, true);
    await until(() => seen().length === 2);
    assert.deepEqual(seen()[0], [EV_KEY, 30, 1]);
    viewer.channel.close();
    await until(() => seen().length === 4);
    assert.deepEqual(seen()[2], [EV_KEY, 30, 0]);
  });

  it('sees the lights of the keyboard', async (context) => {
    const { driver, connect } = machine(context, 'keyboard');
    const viewer = connect();
    await viewer.until(() => viewer.log.includes('leds false false false'));
    const light = new Uint8Array(8);
    new DataView(light.buffer).setUint16(0, EV_LED, true);
    light.set([1, 0, 1], 2);
    driver.add(1, [light], []);
    driver.notify(1);
    await viewer.until(() => viewer.log.includes('leds false true false'));
  });

  it('points at nothing while no head is on', async (context) => {
    const { driver, connect } = machine(context, 'tablet');
    const seen = events(driver);
    const viewer = connect();
    await viewer.until(() => viewer.log.length > 0);
    viewer.channel.pointer({ head: 0, x: 1, y: 1, buttons: 0 });
    viewer.channel.wheel(0, 120, false);
    await until(() => seen().length > 0);
    assert.ok(seen().every(([type]) => type !== EV_ABS));
  });
});

describe('the configuration of a display', () => {
  it('is refused by what is wrong with it', () => {
    const good = { heads: 1, width: 1280, height: 800 };
    assert.equal(displayConfigProblem(good), undefined);
    assert.match(displayConfigProblem({ ...good, heads: 5 }) ?? '', /from 1 to 4/);
    assert.match(displayConfigProblem({ ...good, width: 63 }) ?? '', /from 64 to 8192/);
    assert.match(displayConfigProblem({ ...good, height: 9.5 }) ?? '', /from 64 to 8192/);
  });
});
