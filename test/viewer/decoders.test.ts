/**
 * The viewer's decoders against the encoder's reference viewer: both hear the same channel, and must have the same
 * pixels, and those of the guest's frame buffer.
 */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createMemoryPair, type MessageSocket } from '@farport/protocol';
import { FrameDecoder } from '../../apps/client/viewer/decode/frame-decoder.ts';
import { FrameLimits } from '../../apps/client/viewer/decode/frame-limits.ts';
import { decodeDisplayFrame } from '../../packages/protocol/src/display/display-codec.ts';
import { drawFromWire, scanoutFromWire } from '../../packages/protocol/src/display/display-messages.ts';
import { CanvasViewer } from '../../packages/vmm/src/display/testing/canvas-viewer.ts';
import { PaintedScreen, text } from './painted-screen.ts';

/** `socket`, and what comes over it heard by somebody else as well. */
function overheard(socket: MessageSocket, heard: (fragments: readonly Uint8Array[]) => void): MessageSocket {
  return {
    get isOpen() {
      return socket.isOpen;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    bind: (events) => {
      const message = (fragments: readonly Uint8Array[]) => {
        heard(fragments);
        events.message(fragments);
      };
      socket.bind({ ...events, message });
    },
    send: (fragments, written) => {
      socket.send(fragments, written);
    },
    close: (code, reason) => {
      socket.close(code, reason);
    },
    terminate: () => {
      socket.terminate();
    },
  };
}

/** The viewer's decoder, fed with what a channel brings. */
class DecodingViewer {
  readonly decoder = new FrameDecoder(() => Promise.reject(new Error('no JPEG here')));
  readonly limits = new FrameLimits();
  readonly seen = new Set<string>();
  #done: Promise<void> = Promise.resolve();

  hear(fragments: readonly Uint8Array[]): void {
    const { frame, payload, payloadLength } = decodeDisplayFrame(fragments);
    if (frame.scanout != null) {
      const scanout = scanoutFromWire(frame.scanout);
      this.limits.scanout(scanout);
      this.#then(() => {
        this.decoder.picture(scanout.head).reset(scanout.width, scanout.height);
      });
    }
    if (frame.draw != null) {
      const draw = drawFromWire(frame.draw, payloadLength);
      this.limits.draw(draw);
      for (const { codec } of draw.operations) this.seen.add(codec);
      this.#then(() => this.decoder.draw(draw, payload));
      if (!draw.more) this.limits.shown(1);
    }
  }

  #then(work: () => void | Promise<void>): void {
    this.#done = this.#done.then(work);
  }

  /** 0x00RRGGBB of head 0, when all that came is decoded. */
  async pixels(): Promise<Uint32Array> {
    await this.#done;
    return this.decoder
      .picture(0)
      .pixels.map((pixel) => ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 0xff));
  }
}

function watched(context: TestContext, width: number, height: number) {
  const screen = new PaintedScreen(width, height);
  context.after(() => {
    screen.close();
  });
  const [left, right] = createMemoryPair();
  screen.session.connect(right, { agent: 'vm', acceptTicket: () => true });
  const viewer = new DecodingViewer();
  const reference = new CanvasViewer(
    overheard(left, (fragments) => {
      viewer.hear(fragments);
    }),
  );
  const same = async () => {
    await reference.until(() => {
      const canvas = reference.canvases[0];
      const { pixels } = screen;
      return canvas?.width === screen.width && canvas.pixels.every((pixel, n) => pixel === pixels[n]);
    });
    assert.deepEqual(await viewer.pixels(), reference.canvases[0]?.pixels);
  };
  return { screen, viewer, same };
}

describe('the viewer has the pixels of the reference viewer and of the guest', () => {
  it('for text, fills, scrolling, and rectangles of any colours', async (context) => {
    const { screen, viewer, same } = watched(context, 330, 210);
    screen.paintAll(text);
    await same();
    for (let n = 1; n < 8; n += 1) {
      screen.paintAll((x, y) => text(x, y + 8 * n));
      await same();
    }
    screen.paint(100, 50, 20, 30, (x, y) => x * 77 + y * 99_991);
    await same();
    screen.paint(3, 3, 129, 130, () => 0xab_cdef);
    await same();
    // In pairs: grain of so many colours that moves would be a photograph.
    for (const colours of [2, 3, 4, 5, 16, 17, 200]) {
      screen.paint(70, 70, 61, 47, (x, y) => (((x >> 1) * 7 + y * 13) % colours) * 0x01_0307);
      await same();
    }
    // Less than a quarter of its tile: never a photograph.
    screen.paint(201, 10, 30, 30, (x, y) => (x << 16) | (y << 8) | (x ^ y));
    await same();
    // Many colours, but even runs.
    screen.paint(201, 10, 40, 30, (x, y) => (Math.floor(x / 3) << 16) | (y << 8) | ((x ^ y) >> 4));
    await same();
    assert.deepEqual([...viewer.seen].sort(), ['copy', 'exact', 'fill', 'lossless', 'palette']);
  });

  it('when the size changes', async (context) => {
    const { screen, same } = watched(context, 200, 100);
    screen.paintAll(text);
    await same();
    screen.setMode(317, 93);
    screen.paintAll((x, y) => text(y, x));
    await same();
  });
});
