/** The scripts in the shells themselves: bash and zsh complete a small program's words. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { completionScript, type CommandShape, type OptionShape } from './completion.ts';

function option(flags: string, more: Partial<OptionShape> = {}): OptionShape {
  return {
    flags,
    long: /--[a-z-]+/.exec(flags)?.[0],
    short: /^-[a-z]\b/.exec(flags)?.[0],
    description: `what ${flags} does: it's`,
    required: flags.includes('<'),
    optional: flags.includes('['),
    hidden: false,
    ...more,
  };
}

function command(
  name: string,
  parts: { commands?: CommandShape[]; options?: OptionShape[]; args?: string[] } = {},
): CommandShape {
  return {
    name: () => name,
    description: () => `does ${name}: it's easy`,
    commands: parts.commands ?? [],
    options: parts.options ?? [],
    registeredArguments: (parts.args ?? []).map((arg) => ({ name: () => arg })),
  };
}

const program = command('thing', {
  commands: [
    command('vm', {
      commands: [
        command('start', { options: [option('--config <file>'), option('--json')], args: ['name'] }),
        command('stop', { options: [option('-f, --force'), option('--secret', { hidden: true })] }),
      ],
    }),
    command('user', {
      options: [option('-r, --role <role>', { argChoices: ['king', 'knight'] }), option('--name <text>')],
    }),
    command('restore', { args: ['file'] }),
  ],
});

/** What bash offers after `words`, the last of which is being typed. */
function inBash(...words: string[]): string[] {
  const script = `${completionScript(program, 'bash')}
COMP_WORDS=(thing "$@"); COMP_CWORD=$#
_thing
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', ...words], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  assert.equal(stderr, '');
  return stdout.split('\n').filter((line) => line !== '');
}

/** The same in zsh, whose own _describe and _files print here what they would offer. */
function inZsh(...words: string[]): string[] {
  const script = `
compdef() { :; }
compset() { :; }
_message() { :; }
_files() { print FILES }
_describe() { local each; for each in "\${(@P)2}"; do print -r -- "$each"; done }
words=(thing "$@"); CURRENT=$(($# + 1))
${completionScript(program, 'zsh')}
_thing`;
  const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script, 'zsh', ...words], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it('offers commands, their commands, and their options', () => {
    assert.deepEqual(inBash(''), ['vm', 'user', 'restore', '--help']);
    assert.deepEqual(inBash('vm', 'st'), ['start', 'stop']);
    assert.deepEqual(inBash('vm', 'start', '--'), ['--config', '--json', '--help']);
    assert.deepEqual(inBash('vm', 'stop', '-'), ['--force', '--help']);
  });

  it('offers the values of an option, with and without "="', () => {
    assert.deepEqual(inBash('user', '--role', 'k'), ['king', 'knight']);
    assert.deepEqual(inBash('user', '-r', 'kn'), ['knight']);
    assert.deepEqual(inBash('user', '--role', '='), ['king', 'knight']);
    assert.deepEqual(inBash('user', '--role', '=', 'kn'), ['knight']);
    assert.deepEqual(inBash('user', '--name', ''), []);
  });

  it('offers files where a file belongs', () => {
    assert.deepEqual(inBash('vm', 'start', '--config', 'comp'), ['completion.test.ts', 'completion.ts']);
    assert.deepEqual(inBash('restore', 'completion.te'), ['completion.test.ts']);
  });
});

describe(
  'completion in zsh',
  { skip: spawnSync('zsh', ['-c', 'true']).status !== 0 && 'there is no zsh' },
  () => {
    it('offers commands and options with what they do', () => {
      assert.deepEqual(inZsh(''), [
        "vm:does vm: it's easy",
        "user:does user: it's easy",
        "restore:does restore: it's easy",
        '--help:what this command takes',
      ]);
      assert.match(inZsh('vm', 'start', '').join('\n'), /^--config:what --config <file> does: it's$/m);
    });

    it('offers values and files', () => {
      assert.deepEqual(inZsh('user', '--role', ''), ['king', 'knight']);
      assert.deepEqual(inZsh('user', '--role='), ['king', 'knight']);
      assert.deepEqual(inZsh('vm', 'start', '--config', ''), ['FILES']);
      assert.ok(inZsh('restore', '').includes('FILES'));
      assert.deepEqual(inZsh('user', '--name', ''), []);
    });
  },
);
