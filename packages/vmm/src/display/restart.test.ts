/** A viewer who asks for everything again while a frame is half said: what came of it ends, and nothing comes twice. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createMemoryPair } from '@farport/protocol';
import { InputDevices } from '../input/devices.ts';
import { NodeClock } from '../machine/node-clock.ts';
import { ModelDriver } from '../virtio/testing/model-driver.ts';
import { DisplaySession } from './display-session.ts';
import { CanvasViewer } from './testing/canvas-viewer.ts';
import { FakeEncoder } from './testing/fake-encoder.ts';

const FILL = 0;

/** One operation as the encoder says it: the left upper corner in one colour. */
function fill(colour: number, side: number): Buffer {
  const bytes = Buffer.alloc(32);
  [FILL, 0, 0, side, side, colour].forEach((word, n) => bytes.writeUInt32LE(word, 4 * n));
  return bytes;
}

/** Of a machine that has nothing else. */
function inputDevices(): InputDevices {
  let made: InputDevices | undefined;
  new ModelDriver((memory) => (made = new InputDevices(memory)).keyboard, 1 << 20);
  assert.ok(made);
  return made;
}

it('is shown whole by the frames that follow', { timeout: 30_000 }, async (context) => {
  const clock = new NodeClock((error) => {
    throw error;
  });
  const encoder = new FakeEncoder();
  const session = new DisplaySession({
    heads: 1,
    input: inputDevices(),
    clock,
    createEncoder: (_heads, wake) => {
      encoder.wake = wake;
      return encoder;
    },
    setMonitors: () => undefined,
    monitors: () => [undefined],
  });
  context.after(() => {
    session.close();
    clock.close();
  });
  const [left, right] = createMemoryPair();
  session.connect(right, { agent: 'vm', acceptTicket: () => true });
  const viewer = new CanvasViewer(left);
  const say = (part: { first: boolean; last: boolean; operations: Buffer }) => {
    encoder.outputs.push({ head: 0, part: { ...part, deflated: 0, payload: Buffer.alloc(0) } });
    encoder.wake();
  };
  const pixel = () => viewer.canvases[0]?.pixels[0];

  await viewer.until(() => viewer.log.some((line) => line.startsWith('leds')));
  assert.equal(encoder.restarts, 1);
  encoder.outputs.push({ head: 0, mode: { width: 32, height: 32 } });
  say({ first: true, last: false, operations: fill(0x11_22_33, 32) });
  await viewer.until(() => pixel() === 0x11_22_33);
  assert.equal(viewer.frames, 0);

  viewer.channel.refresh();
  await viewer.until(() => viewer.frames === 1);
  assert.equal(encoder.restarts, 2);
  say({ first: true, last: true, operations: fill(0x44_55_66, 32) });
  await viewer.until(() => pixel() === 0x44_55_66);
  assert.equal(viewer.frames, 2);
  assert.ok(session.hasViewer);
});
