/** The Debian package: built, unpacked beside the system, and its agent started from there, with nothing of the checkout. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { setTimeout as delay } from 'node:timers/promises';
import { buildDeb, defaultConfiguration } from '../../packaging/deb.ts';
import { everythingIn } from '../../packaging/production-tree.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the Debian package', () => {
  const work = mkdtempSync(join(tmpdir(), 'farport-package-'));
  const tree = join(work, 'tree');
  const lib = join(tree, 'usr/lib/farport/agent');
  let file = '';
  before(() => {
    file = buildDeb({ output: work, compression: 'none' });
    execFileSync('dpkg-deb', ['-x', file, tree]);
  });
  after(() => {
    rmSync(work, { recursive: true, force: true });
  });

  const control = (field: string): string =>
    execFileSync('dpkg-deb', ['-f', file, field], { encoding: 'utf8' }).trim();

  it('says what it is and what it needs', () => {
    assert.equal(control('Package'), 'farport-agent');
    assert.match(control('Version'), /^\d+\.\d+\.\d+-1$/);
    assert.match(control('Depends'), /libc6 \(>= .*systemd/);
    assert.equal(
      execFileSync('dpkg-deb', ['-I', file, 'conffiles'], { encoding: 'utf8' }),
      '/etc/farport/farport-agent.toml\n',
    );
  });

  it('holds no tests, no links out of itself, and nothing that others may write', () => {
    for (const name of everythingIn(tree)) {
      assert.doesNotMatch(name, /\.ts$|\/testing\//);
      const path = join(tree, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      assert.ok(stat, `${name} is a link that leads nowhere`);
      assert.equal(stat.mode & 0o022, 0, name);
    }
    const licences = gunzipSync(
      readFileSync(join(tree, 'usr/share/doc/farport-agent/licences.gz')),
    ).toString();
    assert.match(licences, /^fastify \d.*: MIT$/m);
    // The console's pages are in it too.
    assert.match(licences, /^react-dom \d.*: MIT$/m);
    assert.match(licences, /^node \d.*\n\nNode\.js is licensed for use as follows:$/m);
    assert.doesNotMatch(licences, /^oidc-provider /m);
  });

  it('has a configuration that the agent takes as it is', () => {
    const { status, stdout, stderr } = spawnSync(
      join(lib, 'bin/node'),
      [
        join(lib, 'apps/agent/bin/farport-agent.mjs'),
        'config',
        'check',
        '--config',
        join(tree, 'etc/farport/farport-agent.toml'),
      ],
      { encoding: 'utf8', env: { NODE_DISABLE_COMPILE_CACHE: '1' } },
    );
    assert.equal(status, 0, stderr);
    assert.match(stdout, /is right: listens on 127\.0\.0\.1 port 4747, 0 VMs/);
    assert.match(
      defaultConfiguration('# a\n[[vm]]\n# b\nname = "x"\n'),
      /^# a\n# A virtual machine.*\n# \[\[vm\]\]\n# b\n# name = "x"\n$/,
    );
  });

  it('has an agent that runs from there, answers, starts VM processes, and stops', async () => {
    const home = join(work, 'home');
    mkdirSync(home, { mode: 0o700 });
    const config = join(home, 'agent.toml');
    writeFileSync(join(home, 'kernel'), 'no kernel');
    writeFileSync(
      config,
      'listen = "127.0.0.1:0"\ndata_dir = "d"\nrun_dir = "r"\n[[vm]]\nname = "a"\nkernel = "kernel"\n',
    );
    const command = [join(lib, 'apps/agent/bin/farport-agent.mjs')];
    const env = { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE: join(home, 'compiled') };
    const options = { cwd: '/', env, encoding: 'utf8' } as const;
    const agent: ChildProcess = spawn(
      join(lib, 'bin/node'),
      [...command, 'serve', '--config', config],
      options,
    );
    let said = '';
    agent.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    agent.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    try {
      for (let waited = 0; !said.includes('"api.ready"'); waited++) {
        assert.ok(agent.exitCode === null && waited < 400, said);
        await delay(50);
      }
      const cli = (...args: string[]) =>
        spawnSync(join(lib, 'bin/node'), [...command, ...args, '--config', config], options);
      assert.match(cli('user', 'list').stdout, /^admin +Administrator/m);
      // The VM process comes up with the addon, and says what it thinks of this kernel, or of this machine's KVM.
      const start = cli('vm', 'start', 'a');
      assert.equal(start.status, 1);
      assert.match(start.stderr, /\[(?:kvm|kernel)\.[a-z_]+\]/, start.stderr);
    } finally {
      agent.kill('SIGTERM');
      await once(agent, 'exit');
    }
    assert.equal(agent.exitCode, 0, said);
  });

  it('has a unit that systemd understands', (test) => {
    const unit = join(root, 'packaging/debian/farport-agent.service');
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) {
      test.skip('there is no systemd-analyze on this machine');
      return;
    }
    const text = readFileSync(unit, 'utf8').replaceAll(/^ExecStart=\S+ \S+/gm, 'ExecStart=/bin/true');
    const copy = join(work, 'farport-agent.service');
    writeFileSync(copy, text);
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', copy], {
      encoding: 'utf8',
    });
    const about = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('farport'));
    assert.deepEqual(about, []);
  });
});
