/**
 * QEMU's own VNC server, reached by its own WebSocket, and noVNC: nothing stands between browser and QEMU. Without TLS:
 * QEMU's asks for a certificate of the client, for which Chromium gives up a WebSocket. So QEMU is spared what Farport pays.
 */
import type { Browser } from 'playwright-core';
import type { GuestProgram } from '../../guest/program.ts';
import { ForwardedPort } from '../../lab/forward.ts';
import type { Lab } from '../../lab/lab.ts';
import { until } from '../../viewer/viewer-page.ts';
import { NovncPages, novncCanvas } from '../display/novnc.ts';
import { QemuGuest, type QemuOptions } from '../qemu.ts';
import { screen, type ScreenOfGuest, type Shown } from './screen.ts';

const port = 5700;
const connectMs = 60_000;

export async function startQemu(
  lab: Lab,
  program: GuestProgram,
  options: QemuOptions,
): Promise<ScreenOfGuest> {
  const size = `xres=${screen.width},yres=${screen.height}`;
  const qemu = await QemuGuest.start(lab, program, {
    ...options,
    args: [
      ...['-device', `virtio-gpu-pci,${size}`],
      ...['-device', 'virtio-keyboard-pci', '-device', 'virtio-tablet-pci'],
      ...['-vnc', `127.0.0.1:0,websocket=${port}`],
      ...(options.args ?? []),
    ],
  });
  return {
    guest: qemu.guest,
    show: (browser) => show(lab, browser),
    close: () => qemu.close(),
  };
}

async function show(lab: Lab, browser: Browser): Promise<Shown> {
  const road = await ForwardedPort.open(lab, port);
  const pages = await NovncPages.serve(`ws://127.0.0.1:${road.port}/`);
  const context = await browser.newContext({ viewport: screen });
  const page = await context.newPage();
  await page.goto(pages.url);
  await until('QEMU lets noVNC in', () => page.evaluate<boolean>('window.connected === true'), connectMs);
  await page.evaluate('window.rfb.focus()');
  return {
    page,
    canvas: novncCanvas,
    close: async () => {
      await context.close();
      pages.close();
      await road.close();
    },
  };
}
