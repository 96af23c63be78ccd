/** Farport's screen as it ships: VM and agent in the lab; the client's bridge and the viewer out of it. */
import type { Browser } from 'playwright-core';
import { ViewerBridge } from '../../../apps/client/engine/viewer/bridge.ts';
import { viewerFiles } from '../../../apps/client/engine/viewer/files.ts';
import type { GuestProgram } from '../../guest/program.ts';
import { ForwardedPort } from '../../lab/forward.ts';
import type { Lab } from '../../lab/lab.ts';
import { ViewerPage } from '../../viewer/viewer-page.ts';
import { Farport, type FarportOptions } from '../farport.ts';
import { screen, type ScreenOfGuest, type Shown } from './screen.ts';

/** Of the page; the rest is the screen's. */
const TOOLBAR_HEIGHT = 42;

export async function startFarport(
  lab: Lab,
  program: GuestProgram,
  options: FarportOptions,
): Promise<ScreenOfGuest & { readonly farport: Farport }> {
  const farport = await Farport.start(lab, program, { ...options, display: screen });
  return {
    farport,
    guest: farport.guest,
    show: (browser) => show(lab, farport, browser),
    close: () => farport.close(),
  };
}

async function show(lab: Lab, farport: Farport, browser: Browser): Promise<Shown> {
  const { fingerprint, vm } = farport;
  const road = await ForwardedPort.open(lab, farport.port);
  const target = {
    agent: { host: '127.0.0.1', port: road.port },
    fingerprint,
    vm,
    ticket: await farport.ticket(),
  };
  const bridge = await ViewerBridge.start(target, await viewerFiles());
  const viewport = { width: screen.width, height: screen.height + TOOLBAR_HEIGHT };
  const viewer = await ViewerPage.open(browser, bridge.address, { viewport });
  await viewer.says(undefined);
  await viewer.page.locator('#desk').focus();
  return {
    page: viewer.page,
    canvas: '#desk canvas',
    close: async () => {
      await viewer[Symbol.asyncDispose]();
      await bridge.close();
      await road.close();
    },
  };
}
