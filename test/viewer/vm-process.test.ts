/** The VM process's end of the way: its WebSocket server and its real parts, before a painted screen. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { CLIENT_SOCKET_OPTIONS, wrapWebSocket } from '@farport/protocol';
import { WebSocket } from 'ws';
import { ticketHashHeader } from '../../apps/agent/src/ticket-header.ts';
import { Admissions } from '../../apps/agent/src/vm-process/admission.ts';
import { ChannelServer } from '../../apps/agent/src/vm-process/channel-server.ts';
import { parts } from '../../apps/agent/src/vm-process/parts.ts';
import { CanvasViewer } from '../../packages/vmm/src/display/testing/canvas-viewer.ts';
import { PaintedScreen, text } from './painted-screen.ts';

const usb = {
  attach: () => {
    throw new Error('no USB here');
  },
};

async function served(context: TestContext) {
  const screen = new PaintedScreen(200, 100);
  screen.paintAll(text);
  const events: string[] = [];
  const channels = new ChannelServer(
    parts.channels,
    { usb, display: screen.session, admissions: new Admissions() },
    (_, event) => {
      events.push(event);
    },
  );
  channels.server.listen(0, '127.0.0.1');
  await once(channels.server, 'listening');
  context.after(() => {
    channels.close('the test ends');
    channels.server.closeAllConnections();
    screen.close();
  });
  const { port } = channels.server.address() as AddressInfo;
  const dial = (ticket: string) => {
    const headers = { [ticketHashHeader]: createHash('sha256').update(ticket).digest('hex') };
    return new WebSocket(`ws://127.0.0.1:${port}/display`, { ...CLIENT_SOCKET_OPTIONS, headers });
  };
  return { screen, events, dial };
}

describe('a VM process', () => {
  it('shows its screen to the holder of the ticket, and logs the end', async (context) => {
    const { screen, events, dial } = await served(context);
    const viewer = new CanvasViewer(wrapWebSocket(dial('t')), 't');
    await viewer.until(() => viewer.frames > 0);
    assert.deepEqual(viewer.canvases[0]?.pixels, screen.pixels);
    viewer.channel.close();
    while (!events.includes('viewer.closed')) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('refuses a hello with another ticket than the agent let in', async (context) => {
    const { dial } = await served(context);
    const viewer = new CanvasViewer(wrapWebSocket(dial('t')), 'another');
    await viewer.until(() => viewer.log.length > 0);
    assert.deepEqual(viewer.log, ['closed protocol.ticket']);
  });
});
