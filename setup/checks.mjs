// npm test: the static checks, then every test. Ends with the summary of Node's test runner, and with a status
// other than 0 where anything failed.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, say } from './step.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const native = { cwd: join(root, 'native') };
const jobs = String(Math.min(availableParallelism(), 4));

/** Name, command, where. Each is silent when it holds. */
const checks = [
  ['format (prettier)', [bin('prettier'), '--check', '--log-level', 'warn', '.']],
  ['format (cargo fmt)', ['cargo', 'fmt', '--all', '--check'], native],
  ['types (tsc)', [bin('tsc'), '-p', 'tsconfig.json']],
  ['lint (eslint)', [bin('eslint'), '.', '--max-warnings', '0']],
  ['generated code (proto)', [bin('node'), 'packages/protocol/generate.mjs', '--check']],
  [
    'lint (clippy)',
    ['cargo', 'clippy', '-q', '--locked', '-j', jobs, '--all-targets', '--', '-D', 'warnings'],
    native,
  ],
  ['Rust tests', ['cargo', 'test', '-q', '--locked', '-j', jobs], native],
];

/** Runs one check, with its output where it fails; true when it holds. */
function holds([name, [command, ...args], options]) {
  const start = Date.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  say(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}, ${seconds} s`);
  if (status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`);
  return status === 0;
}

/** The test files: those that need no lab, then those that start one. */
function testFiles() {
  const rooms = ['packages', 'apps', 'native/test', 'test', 'setup'];
  const all = rooms
    .flatMap((room) => readdirSync(join(root, room), { recursive: true }).map((name) => join(room, name)))
    .filter((name) => name.endsWith('.test.ts') && !/(^|\/)(node_modules|dist)\//.test(name))
    .sort();
  const needsLab = (name) => /^test\/(?!architecture\/|bench\/)/.test(name);
  return { unit: all.filter((name) => !needsLab(name)), lab: all.filter(needsLab) };
}

/** Runs test files with Node's runner in this terminal; gives its exit status. */
function runFiles(node, files, concurrency) {
  const child = spawn(node, ['--test', `--test-concurrency=${concurrency}`, ...files], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/** Everything; with patterns (parts of paths), only the test files that match, and no static checks. */
export async function runTests(node, patterns) {
  const chosen = (files) =>
    files.filter((name) => patterns.length === 0 || patterns.some((pattern) => name.includes(pattern)));
  const { unit, lab } = testFiles();
  const failed = patterns.length === 0 ? checks.filter((check) => !holds(check)).map(([name]) => name) : [];
  if (failed.length > 0) {
    say(`these checks failed: ${failed.join(', ')}. The tests follow when they hold.`);
    return 1;
  }
  let status = 0;
  // Labs are machines of two processors each: one at a time, so that nothing waits for a processor too long.
  for (const [name, files, concurrency] of [
    ['tests', chosen(unit), jobs],
    ['lab tests', chosen(lab), 1],
  ]) {
    if (files.length === 0) continue;
    say(`${name}: ${files.length} files`);
    status = (await runFiles(node, files, concurrency)) || status;
  }
  if (chosen([...unit, ...lab]).length === 0) {
    say(`no test file matches ${patterns.join(' ')}`);
    return 1;
  }
  return status;
}
