/** VMs made, changed and deleted on the command line: a real agent, real processes. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AgentUnderTest, vmA } from '../testing/agent-under-test.ts';
import { parseMebibytes } from './vm-commands.ts';

describe('VMs on the command line', () => {
  it('are made from images, changed, started, and deleted on purpose only', async () => {
    await using agent = new AgentUnderTest(`image_dirs = ["images"]\n${vmA}`);
    const folder = join(agent.directory, 'images');
    mkdirSync(folder);
    writeFileSync(join(folder, 'vmlinuz'), Buffer.from('7f454c46', 'hex'));
    writeFileSync(join(folder, 'debian.img'), Buffer.alloc(2 << 20, 'x'));
    await agent.start();
    const cli = async (...args: string[]): Promise<string> => {
      const { status, stdout, stderr } = await agent.cli('vm', ...args);
      assert.equal(status, 0, stderr);
      return stdout;
    };
    assert.match(await cli('images'), /^debian\.img +disk +2 MiB /m);
    const made = await cli(
      ...['create', 'desk', '--kernel', 'vmlinuz', '--image', 'debian.img', '--disk-size', '1G'],
      ...['--memory', '2G', '--vcpus', '2', '--display', '1024x768x2', '--autostart', '--json'],
    );
    assert.partialDeepStrictEqual(JSON.parse(made), {
      memoryMiB: 2048,
      vcpus: 2,
      build: {
        state: 'ready',
        spec: { diskMiB: 1024, autostart: true, display: { heads: 2, width: 1024, height: 768 } },
      },
    });
    assert.equal(await cli('set', 'desk', '--memory', '512M'), 'desk is changed\n');
    await cli('start', 'desk');
    assert.match(await cli('list'), /^desk +running .* 512 MiB +2 /m);
    assert.match(await cli('set', 'desk', '--no-autostart'), /counts from its next start/);
    await cli('stop', 'desk');
    assert.equal((await agent.cli('vm', 'delete', 'desk')).status, 2);
    assert.equal(await cli('delete', 'desk', '--yes'), 'desk is deleted\n');
    assert.doesNotMatch(await cli('list'), /desk/);
    const refused = await agent.cli('vm', 'delete', 'a', '--yes');
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /VM a stands in .*agent\.toml.*\[vm\.in_configuration\]/);
  });

  it('take sizes with units', () => {
    assert.deepEqual(
      ['512', '512M', '20G', '1T', '2GiB'].map(parseMebibytes),
      [512, 512, 20_480, 1_048_576, 2048],
    );
    assert.deepEqual(['', 'G', '1.5G', '10K', '-1'].map(parseMebibytes), Array(5).fill(undefined));
  });
});
