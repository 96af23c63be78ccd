/** TigerVNC's Xvnc with a program that draws into it, Debian's websockify, link, and Debian's noVNC with its own defaults. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { makeIdentity } from '../../../apps/client/engine/session/fake/fake-agent.ts';
import { builtProgram } from '../../guest/program.ts';
import { until } from '../../viewer/viewer-page.ts';
import { building } from '../building.ts';
import { BenchError } from '../errors.ts';
import { Link, type LinkShape } from './link.ts';
import { novnc, novncCanvas, NovncPages } from './novnc.ts';
import { Program } from '../program.ts';
import type { Showing } from './showing.ts';

/** The program that draws. */
const replayProgram = (): string =>
  building(() => {
    const libraries = ['libxcb.so.1', 'libxcb-shm.so.0'].map(
      (name) => `link-arg=/usr/lib/x86_64-linux-gnu/${name}`,
    );
    return builtProgram('replay', 'test/bench/display/replay.rs', 'bench', libraries);
  });

async function freePort(): Promise<number> {
  const server = createTcpServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A free display number's server. */
async function startXvnc(
  width: number,
  height: number,
): Promise<{ server: Program; display: string; port: number }> {
  const port = await freePort();
  const options = ['-SecurityTypes', 'None', '-localhost', '-nolisten', 'tcp', '-rfbport', String(port)];
  const geometry = ['-geometry', `${width}x${height}`, '-depth', '24'];
  // Says the number of its display when it is ready.
  const server = new Program(['Xtigervnc', '-displayfd', '1', ...geometry, ...options]);
  const [number = ''] = await server.until('');
  return { server, display: `:${number.trim()}`, port };
}

export async function showTigerVnc(
  browser: Browser,
  shape: LinkShape,
  width: number,
  height: number,
): Promise<Showing> {
  for (const path of ['/usr/bin/Xtigervnc', '/usr/bin/websockify', novnc]) {
    if (!existsSync(path)) throw new BenchError('bench.missing', `no ${path}: run "npm run setup"`);
  }
  const { server, display, port } = await startXvnc(width, height);
  const player = new Program([replayProgram()], { DISPLAY: display });
  const bridgePort = await freePort();
  // By TLS, as Farport's always is: both pay for it.
  const { key, certificate } = await makeIdentity();
  const identity = join(mkdtempSync(join(tmpdir(), 'bench-')), 'identity.pem');
  writeFileSync(identity, key + certificate, { mode: 0o600 });
  const secure = ['--ssl-only', `--cert=${identity}`];
  const bridge = new Program(['websockify', ...secure, `127.0.0.1:${bridgePort}`, `127.0.0.1:${port}`]);
  const link = await Link.start(bridgePort, shape);
  const pages = await NovncPages.serve(`wss://127.0.0.1:${link.port}/websockify`);
  const context = await browser.newContext({ viewport: { width, height }, ignoreHTTPSErrors: true });
  const shown = await context.newPage();
  await until('websockify listens', async () => {
    await shown.goto(pages.url);
    await shown.waitForTimeout(1000);
    return shown.evaluate<boolean>('window.connected === true');
  });
  return {
    player,
    server,
    link,
    page: shown,
    canvas: novncCanvas,
    close: async () => {
      await context.close();
      pages.close();
      link.close();
      for (const program of [player, bridge, server]) await program.close();
      rmSync(dirname(identity), { recursive: true });
    },
  };
}
