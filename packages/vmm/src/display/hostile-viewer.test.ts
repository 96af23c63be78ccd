/** Viewers that mean harm, at the display as a VM's process has it: their channel ends, and nothing else does. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { DisplayEncoder } from '@farport/native';
import { createMemoryPair } from '@farport/protocol';
import { DisplayChannelClient, MIN_DISPLAY_PAYLOAD } from '@farport/protocol/display';
import { NodeClock } from '../machine/node-clock.ts';
import { ModelDriver } from '../virtio/testing/model-driver.ts';
import { Display } from './display.ts';
import * as gpu from './gpu-protocol.ts';
import { FakeEncoder } from './testing/fake-encoder.ts';
import { command } from './testing/gpu-driver.ts';

const WIDTH = 320;
const HEIGHT = 200;
const nothing = (): void => undefined;
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** `errors`: what would have ended the VM from a timer; what the encoder's wake throws fails the test by itself. */
function vm(context: TestContext, encoder?: FakeEncoder) {
  const errors: unknown[] = [];
  const clock = new NodeClock((error) => {
    errors.push(error);
  });
  let display: Display | undefined;
  const driver = new ModelDriver((memory) => {
    display = new Display({ heads: 1, width: WIDTH, height: HEIGHT }, memory, clock, (heads, wake) => {
      if (encoder !== undefined) encoder.wake = wake;
      return encoder ?? new DisplayEncoder(heads, wake);
    });
    const [first] = display.backends;
    assert.ok(first);
    return first[1];
  }, 32 << 20);
  const { session } = display ?? {};
  assert.ok(session);
  context.after(() => {
    session.close();
    clock.close();
  });
  driver.start(2, gpu.F_EDID);
  const send = (type: number, fields: Parameters<typeof command>[1]) => {
    assert.equal(driver.request(0, [command(type, fields)], 24).getUint32(0, true), gpu.RESP_OK_NODATA);
  };
  const at = driver.allocate(WIDTH * HEIGHT * 4);
  const pixels = new Uint32Array(driver.machine.memory, at, WIDTH * HEIGHT);
  send(gpu.CMD_RESOURCE_CREATE_2D, [5, 2, WIDTH, HEIGHT]);
  send(gpu.CMD_RESOURCE_ATTACH_BACKING, [5, 1, [BigInt(at)], WIDTH * HEIGHT * 4, 0]);
  send(gpu.CMD_SET_SCANOUT, [0, 0, WIDTH, HEIGHT, 0, 5]);
  /** Noise on the screen. */
  const paint = () => {
    pixels.forEach((_, n) => {
      pixels[n] = Math.imul(n + 1, 2_654_435_761) >>> 8;
    });
    send(gpu.CMD_TRANSFER_TO_HOST_2D, [0, 0, WIDTH, HEIGHT, [0n], 5, 0]);
    send(gpu.CMD_RESOURCE_FLUSH, [0, 0, WIDTH, HEIGHT, 5, 0]);
  };
  const showCursor = () => {
    send(gpu.CMD_RESOURCE_CREATE_2D, [6, 1, 64, 64]);
    driver.add(1, [command(gpu.CMD_UPDATE_CURSOR, [0, 1, 1, 0, 6, 1, 1, 0])], []);
    driver.notify(1);
  };
  const connect = (maxPayload: number) => {
    const [left, right] = createMemoryPair();
    session.connect(right, { agent: 'vm', acceptTicket: () => true });
    const log: string[] = [];
    new DisplayChannelClient(
      left,
      {
        ...{ scanout: nothing, draw: nothing, cursorShape: nothing, cursorPosition: nothing, leds: nothing },
        opened: () => log.push('opened'),
        closed: ({ code }) => log.push(`closed ${code}`),
      },
      { agent: 'hostile', ticket: 't', maxPayload, window: maxPayload },
    );
    return log;
  };
  return { session, errors, paint, showCursor, connect };
}

describe('a viewer that means harm', () => {
  it('takes a byte at a time: it is not let in, with a picture and a cursor there for it', async (context) => {
    const { session, errors, paint, showCursor, connect } = vm(context);
    paint();
    showCursor();
    const log = connect(1);
    await until(() => log.some((line) => line.startsWith('closed')));
    assert.equal(log.at(-1), 'closed protocol.malformed');
    assert.equal(session.hasViewer, false);
    assert.deepEqual(errors, []);
  });

  it('and whatever cannot be sent ends its channel, not the VM', async (context) => {
    const encoder = new FakeEncoder();
    const { session, connect } = vm(context, encoder);
    const log = connect(MIN_DISPLAY_PAYLOAD);
    await until(() => session.hasViewer);
    const payload = Buffer.alloc(MIN_DISPLAY_PAYLOAD + 1);
    const part = { first: true, last: true, operations: Buffer.alloc(0), deflated: 1, payload };
    encoder.outputs.push({ head: 0, part });
    encoder.wake();
    await until(() => log.length > 1);
    assert.deepEqual(log, ['opened', 'closed channel.internal']);
    assert.equal(session.hasViewer, false);
    connect(MIN_DISPLAY_PAYLOAD);
    await until(() => session.hasViewer);
  });
});
