/** Farport's screen as it ships: virtio-gpu, encoder and VM process's server, agent's splice, link, client's bridge, viewer. */
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { ViewerBridge } from '../../../apps/client/engine/viewer/bridge.ts';
import { viewerFiles } from '../../../apps/client/engine/viewer/files.ts';
import { ViewerPage } from '../../viewer/viewer-page.ts';
import { Link, type LinkShape } from './link.ts';
import { Program } from '../program.ts';
import type { Showing } from './showing.ts';

/** Of the page; the rest is the screen's. */
const TOOLBAR_HEIGHT = 42;

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function said(from: Program, what: string): Promise<string> {
  const lines = await from.until(`${what} `);
  return lines.at(-1)?.slice(what.length + 1) ?? '';
}

export async function showFarport(
  browser: Browser,
  shape: LinkShape,
  width: number,
  height: number,
): Promise<Showing> {
  const screen = new Program([process.execPath, program('screen-process.ts'), String(width), String(height)]);
  const agent = new Program([process.execPath, program('agent-process.ts'), await said(screen, 'socket')]);
  const link = await Link.start(Number(await said(agent, 'port')), shape);
  const fingerprint = await said(agent, 'fingerprint');
  const target = { agent: { host: '127.0.0.1', port: link.port }, fingerprint, vm: 'bench', ticket: 'bench' };
  const bridge = await ViewerBridge.start(target, await viewerFiles());
  const viewport = { width, height: height + TOOLBAR_HEIGHT };
  const viewer = await ViewerPage.open(browser, bridge.address, { viewport });
  await viewer.says(undefined);
  return {
    player: screen,
    server: screen,
    link,
    page: viewer.page,
    canvas: '#desk canvas',
    close: async () => {
      await viewer[Symbol.asyncDispose]();
      await bridge.close();
      link.close();
      await agent.close();
      await screen.close();
    },
  };
}
