/** npm start in the lab: what a new user sees on a machine without KVM, until Ctrl-C. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiCaller } from '../../apps/agent/src/testing/api-caller.ts';

const script = join(import.meta.dirname, 'start.ts');
/** Far above what it takes, so that a slow machine is no failure. */
const patienceMs = 600_000;

it('npm start in the lab', { timeout: 2 * patienceMs }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'farport-start-test-'));
  const child = spawn(process.execPath, [script, '--lab', '--listen', '127.0.0.1:0', '--data', data]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const waitFor = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const match = pattern.exec(said);
      if (match !== null) return match;
      assert.equal(child.exitCode, null, said);
      await delay(100);
    }
    return assert.fail(`waited in vain for ${String(pattern)}: ${said}`);
  };
  try {
    await waitFor(/^end +Ctrl-C$/m);
    const port = Number((await waitFor(/^console +https:\/\/127\.0\.0\.1:(\d+)\//m))[1]);
    const [, secret] = await waitFor(/^sign in +admin, one-time password (\S+)$/m);
    const [, ticketFile = ''] = await waitFor(/^the VM +npx farport view sample .* --ticket-file (\S+)$/m);
    await waitFor(/^the app +npm run client -- farport:\/\/127\.0\.0\.1:\d+\/sample$/m);
    assert.match(readFileSync(ticketFile, 'utf8'), /^[A-Za-z0-9_-]{43}\n$/);

    const api = new ApiCaller(port);
    const { status, text } = await api.ask(undefined, 'POST', '/session', {
      body: { name: 'admin', password: secret },
    });
    api.close();
    assert.equal(status, 201, text);
    assert.match(text, /"mustChangePassword":true/);

    const typed = async (line: string, answer: RegExp): Promise<void> => {
      child.stdin.write(`${line}\n`);
      await waitFor(answer);
    };
    await typed('farport-agent vm list', /^sample +running/m);
    await typed('farport-agent vm grants sample', /^user +admin/m);
    await typed('farport-agent device list', /SAMPLE-1/);
    await typed('farport status', /client reception-1 of the agent at \S+: connected/);
    await typed('farport-agent vm console sample', /a console needs a terminal of its own/);
    await typed('rm -rf /', /begins with "farport-agent" or "farport"/);

    child.kill('SIGINT');
    await once(child, 'close');
    assert.equal(child.exitCode, 130);
    assert.match(said, /^ending +the VM, the agent and the lab$/m);
    assert.equal(existsSync(ticketFile), false);
  } finally {
    child.kill('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
});
