/** `farport view` as a person starts it: the bridge, the browser in app mode, the agent's certificate pinned. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../apps/client/engine/viewer/window.ts';
import { PaintedScreen, text } from './painted-screen.ts';
import { ScreenAgent, TICKET, VM } from './screen-agent.ts';
import { startBrowser, until } from './viewer-under-test.ts';

const program = fileURLToPath(new URL('../../apps/client/bin/farport.mjs', import.meta.url));

async function started(context: TestContext, env: Readonly<Record<string, string>>, ...args: string[]) {
  const screen = new PaintedScreen(640, 480);
  screen.paintAll(text);
  const agent = await ScreenAgent.start((socket) => {
    screen.session.connect(socket, { agent: 'vm', acceptTicket: (ticket) => ticket === TICKET });
  });
  const { host, port } = agent.target.agent;
  const where = ['--agent', `${host}:${port}`, '--fingerprint', agent.target.fingerprint];
  const child = spawn(process.execPath, [program, 'view', VM, ...where, ...args], {
    env: { ...process.env, FARPORT_TICKET: TICKET, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  context.after(async () => {
    child.kill('SIGKILL');
    await agent.stop();
    screen.close();
  });
  return { screen, agent, child, output: () => output, errors: () => errors };
}

describe('farport view', () => {
  // Builds the page.
  before(async () => {
    await (await startBrowser()).close();
  });

  it('opens a window that shows the screen, and closes it when it is interrupted', async (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-view-'));
    context.after(() => {
      rmSync(directory, { recursive: true, force: true });
    });
    // No display here: the same browser without a window.
    const browser = join(directory, 'browser');
    writeFileSync(browser, `#!/bin/sh\nexec ${findBrowser()} --headless=new --no-sandbox "$@" 2>/dev/null\n`);
    chmodSync(browser, 0o755);
    const { screen, child, agent } = await started(context, { FARPORT_BROWSER: browser });
    await until('a viewer', () => screen.session.hasViewer);
    await until('its wish for a monitor', () => screen.heard.some((line) => line.startsWith('monitor ')));
    assert.equal(agent.dials, 1);
    // Who else is on this machine can read every command line.
    const lines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        } catch {
          return '';
        }
      });
    assert.ok(lines.some((line) => line.includes('/open.html')));
    assert.deepEqual(
      lines.filter((line) => /127\.0\.0\.1:\d+\/(?:open|view)/.test(line)),
      [],
    );
    child.kill('SIGTERM');
    const [status] = (await once(child, 'exit')) as [number | null];
    assert.equal(status, 0);
    await until('the viewer is gone', () => !screen.session.hasViewer);
  });

  it('fails where the browser breaks down, and says what that said', async (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-view-'));
    context.after(() => {
      rmSync(directory, { recursive: true, force: true });
    });
    const browser = join(directory, 'browser');
    writeFileSync(browser, '#!/bin/sh\necho "[1:2:FATAL:x.cc(1)] no room" >&2\nkill -SEGV $$\n', {
      mode: 0o755,
    });
    const { child, errors } = await started(context, { FARPORT_BROWSER: browser });
    const [status] = (await once(child, 'close')) as [number | null];
    assert.equal(status, 1);
    assert.match(errors(), /showed no window, or broke down \(it ended by SIGSEGV: no room\); --no-window/);
  });

  it('prints the address where no window is wanted', async (context) => {
    const { child, output } = await started(context, {}, '--no-window');
    await until('the address', () => output().includes('\n'));
    const address = /^open: (http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{43})\n$/.exec(output())?.[1] ?? '';
    const answer = await fetch(address);
    assert.equal(answer.headers.get('refresh'), '0; url=/view/');
    child.kill('SIGINT');
    const [status] = (await once(child, 'exit')) as [number | null];
    assert.equal(status, 0);
  });
});
