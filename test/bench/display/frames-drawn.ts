/**
 * Has the scenarios drawn, by painter.js in Chromium: real text by real fonts, photographs from a Debian package. Owns the
 * folder with their files, in .cache, made once for each painter, browser and package. Replays nothing.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { checkout } from '../../lab/machine.ts';
import { BenchError } from '../errors.ts';
import { FrameWriter, type FrameFile } from './frames.ts';
import type { Rect } from '../../../packages/vmm/src/display/screen.ts';

export const scenarios = ['typing', 'scrolling', 'dragging', 'photographs', 'video'] as const;
export type Scenario = (typeof scenarios)[number];

const photoFolder = '/usr/share/backgrounds/mate/nature';
const photos = [
  'Dune',
  'Storm',
  'Garden',
  'LadyBird',
  'TwoWings',
  'GreenMeadow',
  'RainDrops',
  'YellowFlower',
];
const painter = fileURLToPath(new URL('painter.js', import.meta.url));
const types = { '.js': 'text/javascript', '.jpg': 'image/jpeg' } as const;

/** The folder with every scenario's frames. `quick`: fewer of them. */
export async function drawnFrames(browser: Browser, quick: boolean): Promise<string> {
  if (!existsSync(photoFolder)) {
    throw new BenchError(
      'bench.missing',
      `no ${photoFolder}: run "npm run setup" (Debian's mate-backgrounds)`,
    );
  }
  const key = createHash('sha256')
    .update(readFileSync(painter))
    .update(browser.version())
    .update(String(quick));
  key.update(readFileSync(fileURLToPath(new URL('../screen/marker.ts', import.meta.url))));
  const home = join(checkout, '.cache', 'bench-display');
  const folder = join(home, `frames-${key.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await draw(browser, fresh, quick ? 0.4 : 1);
  // Old ones are large.
  for (const name of readdirSync(home)) {
    if (/^frames-[0-9a-f]{16}$/.test(name) && !quick) rmSync(join(home, name), { recursive: true });
  }
  renameSync(fresh, folder);
  return folder;
}

async function draw(browser: Browser, folder: string, share: number): Promise<void> {
  const writers = new Map<string, FrameWriter>();
  const server = createServer((request, response) => {
    answer(request, response, folder, writers).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const paths = photos.map((name) => `/photos/${name}.jpg`);
    for (const scenario of scenarios) {
      await page.evaluate(`window.draw(${JSON.stringify(scenario)}, ${JSON.stringify(paths)}, ${share})`);
    }
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  writers: Map<string, FrameWriter>,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const [, part = '', name = '', kind = ''] = pathname.split('/');
  if (part === '') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      '<!doctype html><meta charset="utf-8"><title>Painter</title><script src="/painter.js"></script>',
    );
  } else if (part === 'painter.js') file(response, painter, types['.js']);
  else if (part === 'photos') file(response, join(photoFolder, name), types['.jpg']);
  else if (part === 'frames' && request.method === 'POST') {
    const value: unknown = JSON.parse(decodeURIComponent(search.slice(1)));
    const body = await buffer(request);
    if (kind === 'head') writers.set(name, new FrameWriter(folder, name, value as Omit<FrameFile, 'frames'>));
    else if (kind === 'frame') writers.get(name)?.add(value as Rect[], body);
    else writers.get(name)?.end();
    response.end();
  } else response.writeHead(404).end();
}

function file(response: ServerResponse, path: string, type: string): void {
  response.setHeader('content-type', type);
  createReadStream(path).pipe(response);
}
