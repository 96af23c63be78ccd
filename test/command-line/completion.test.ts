/** The completion that both programs print, in the shells it is for. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const programs = {
  'farport-agent': join(root, 'apps/agent/bin/farport-agent.mjs'),
  farport: join(root, 'apps/client/bin/farport.mjs'),
} as const;

function scriptOf(program: keyof typeof programs, shell: 'bash' | 'zsh'): string {
  return execFileSync(process.execPath, [programs[program], 'completion', shell], { encoding: 'utf8' });
}

/** What an interactive bash offers for this line: it calls what the script registered, as it would itself. */
function offered(program: keyof typeof programs, ...words: string[]): string[] {
  const script = `${scriptOf(program, 'bash')}
registered=$(complete -p ${program}); [[ $registered =~ -F\\ ([^ ]+) ]]
COMP_WORDS=(${program} "$@"); COMP_CWORD=$#
"\${BASH_REMATCH[1]}"
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', ...words], {
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it('knows the agent’s commands', () => {
    assert.deepEqual(offered('farport-agent', 'vm', 'st'), ['start', 'stop']);
    assert.deepEqual(offered('farport-agent', 'user', 'create', 'alice', '--role', 'h'), ['help_desk']);
    assert.deepEqual(offered('farport-agent', 'database', 're'), ['restore']);
    assert.ok(offered('farport-agent', 'serve', '--').includes('--stop-vms'));
  });

  it('knows the client’s commands', () => {
    assert.deepEqual(offered('farport', 're'), ['redirect', 'release']);
    assert.deepEqual(offered('farport', 'engine', '--backend', ''), ['native', 'libusb']);
  });

  for (const program of ['farport-agent', 'farport'] as const) {
    it(`of ${program} is read by zsh`, (test) => {
      if (spawnSync('zsh', ['-c', 'true']).status !== 0) {
        test.skip('there is no zsh on this machine');
        return;
      }
      // -n reads and does not run.
      const read = spawnSync('zsh', ['-f', '-n'], { input: scriptOf(program, 'zsh'), encoding: 'utf8' });
      assert.deepEqual([read.status, read.stderr], [0, '']);
    });
  }
});
