/** npm start, without the set-up before it: what a new user sees, twice. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

const script = resolve(import.meta.dirname, '../e2e/start.ts');

/** Starts it, waits until it has said all of `expected`, and presses Ctrl-C; gives what it said and its end. */
async function startAndStop(
  data: string,
  ...expected: RegExp[]
): Promise<{ said: string; status: number | null }> {
  const child = spawn(process.execPath, [script, '--here', '--listen', '127.0.0.1:0', '--data', data], {
    env: { ...process.env, TMPDIR: data },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  for (let waited = 0; !expected.every((each) => each.test(said)); waited++) {
    assert.ok(child.exitCode === null && waited < 600, said);
    await delay(50);
  }
  child.kill('SIGINT');
  await once(child, 'close');
  return { said, status: child.exitCode };
}

describe('npm start', () => {
  for (const more of [['--here'], []]) {
    it(`says at once that somebody has its port${more.length === 0 ? ', before a lab is started' : ''}`, async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      try {
        const { port } = other.address() as AddressInfo;
        const listen = `127.0.0.1:${port}`;
        const { status, stdout, stderr } = spawnSync(
          process.execPath,
          [script, ...more, '--listen', listen],
          {
            encoding: 'utf8',
          },
        );
        assert.deepEqual([status, stdout], [1, '']);
        assert.match(
          stderr,
          new RegExp(`another program has port ${port} of 127\\.0\\.0\\.1 .*choose another port: npm start`),
        );
      } finally {
        other.close();
      }
    });
  }

  it('refuses an address that is none', () => {
    const { status, stderr } = spawnSync(process.execPath, [script, '--listen', '4747'], {
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.match(stderr, /write ADDRESS:PORT/);
  });

  it('tells the address and, the first time, the first password; Ctrl-C ends all of it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'farport-start-test-'));
    try {
      const first = await startAndStop(data, /^api\.ready$/m, /one-time password/);
      assert.equal(first.status, 0, first.said);
      assert.match(
        first.said,
        /^(?:The sample VM "sample" starts with the agent|No VM can run here: .*\. Everything else works)/,
      );
      assert.match(first.said, /^console +https:\/\/127\.0\.0\.1:\d+\/ /m);
      const config = /^ +export FARPORT_AGENT_CONFIG=(\S+)$/m.exec(first.said)?.[1] ?? '';
      assert.match(readFileSync(config, 'utf8'), /name = "sample"/);
      assert.equal(first.said.match(/one-time password [0-9a-z-]{24} /g)?.length, 1, first.said);
      const second = await startAndStop(data, /^api\.ready$/m);
      assert.equal(second.status, 0, second.said);
      assert.doesNotMatch(second.said, /one-time password [0-9a-z-]{24}/);
      assert.deepEqual(
        readdirSync(data).filter((name) => name.startsWith('farport-start-')),
        [],
      );
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });
});
