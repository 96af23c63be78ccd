// The programs as the set-up bundles them, started as a user does: what only a bundle can get wrong (a module that is
// left out, a file that is looked for in the wrong place) shows here.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const apps = fileURLToPath(new URL('../../apps', import.meta.url));
const agent = join(apps, 'agent/bin/farport-agent.mjs');
const client = join(apps, 'client/bin/farport.mjs');
const run = promisify(execFile);

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false }, (response) => {
      resolve(response.resume().statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a bundled program', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'farport-programs-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is there for the agent, its VM processes and the client', () => {
    for (const name of ['agent/dist/farport-agent.js', 'agent/dist/vm-process.js', 'client/dist/farport.js'])
      assert.ok(existsSync(join(apps, name)), `${name}: run "npm run setup"`);
  });

  it('serves as agent, makes its certificate, checks its database, and stops', async () => {
    const config = join(folder, 'agent.toml');
    writeFileSync(config, `listen = "127.0.0.1:0"\ndata_dir = "${folder}/data"\nrun_dir = "${folder}/run"\n`);
    const serving = spawn(agent, ['serve', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(serving, 'exit');
    try {
      const said: string[] = [];
      for await (const line of createInterface({ input: serving.stdout })) {
        said.push(line);
        if (line.includes('"api.ready"')) break;
      }
      const port = /"port":(\d+)/.exec(said.join('\n'))?.[1];
      assert.ok(port, said.join('\n'));
      assert.equal(await statusOf(`https://127.0.0.1:${port}/healthz`), 200);
      const { stdout } = await run(agent, ['audit', 'verify', '--config', config]);
      assert.match(stdout, /is what was written/);
      const doctor = await run(agent, ['doctor', '--config', config]).catch(
        (error: unknown) => error as { stdout: string },
      );
      assert.match(doctor.stdout, /^ok +database +is whole$/m);
    } finally {
      serving.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
    }
  });

  it('refuses to be a VM without a spec, in words', async () => {
    const failure = await run(process.execPath, [join(apps, 'agent/dist/vm-process.js')]).then(
      () => assert.fail('it ran'),
      (error: unknown) => error as { code: number; stderr: string },
    );
    assert.notEqual(failure.code, 0);
    assert.match(failure.stderr, /farport-agent vm start NAME/);
  });

  it('lists devices as client, or says that there are none', async () => {
    const { stdout } = await run(client, ['devices', '--json']);
    assert.ok(Array.isArray(JSON.parse(stdout)));
  });
});
