// npm test: the static checks, then every test. Ends with the summary of Node's test runner, and with a status
// other than 0 where anything failed.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, say } from './step.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const native = { cwd: join(root, 'native') };
const labAttempts = 3;
const jobs = String(Math.min(availableParallelism(), 4));
/** A lab keeps one to two processors busy, and takes 2 GiB. */
const labsAtOnce = Math.max(1, Math.min(3, Math.round(availableParallelism() / 2)));
/** Files that take minutes and repeat no other: run when they are asked for. */
const isLong = (name) => name.endsWith('.long.test.ts');

/** Name, command, where. Each is silent when it holds. */
const checks = [
  ['format (prettier)', [bin('prettier'), '--check', '--log-level', 'warn', '.']],
  ['format (cargo fmt)', ['cargo', 'fmt', '--all', '--check'], native],
  ['types (tsc)', [bin('tsc'), '-p', 'tsconfig.json']],
  ['types (tsc), viewer', [bin('tsc'), '-p', 'apps/client/viewer']],
  ['types (tsc), console', [bin('tsc'), '-p', 'apps/console']],
  ['types (tsc), app window', [bin('tsc'), '-p', 'apps/client/app/renderer']],
  ['lint (eslint)', [bin('eslint'), '.', '--max-warnings', '0']],
  ['generated code (proto)', [bin('node'), 'packages/protocol/generate.mjs', '--check']],
  ['generated code (API types)', [bin('node'), 'apps/agent/src/api/console-types.ts', '--check']],
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
  const needsLab = (name) => /^test\/(conformance|e2e|guest|lab|lab-tests)\//.test(name);
  return { unit: all.filter((name) => !needsLab(name)), lab: all.filter(needsLab) };
}

/**
 * Runs test files with Node's runner; gives its exit status and the end of what it said. Shows that as it comes, or, where
 * `atEnd`, when it is all there.
 */
function runFiles(node, files, concurrency, atEnd = false) {
  const child = spawn(node, ['--test', `--test-concurrency=${concurrency}`, ...files], {
    cwd: root,
    stdio: ['inherit', 'pipe', atEnd ? 'pipe' : 'inherit'],
  });
  let said = '';
  const take = (text) => {
    if (!atEnd) process.stdout.write(text);
    said = (said + text).slice(-1_000_000);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      if (atEnd) process.stdout.write(said);
      resolve({ status: code ?? 1, said });
    }),
  );
}

/** What a lab or a guest that stands still, or a lab that went away, looks like in a test's report. */
const stoodStill = /\b(?:guest|lab)\.(?:timeout|closed|boot|ended)\b|testTimeoutFailure|soft lockup/;

/**
 * Runs the lab's test files, each in a runner of its own. The lab is a machine under emulation that stands still once
 * in a while (docs/development.md): a file that fails by that is run again, twice at most, and says so. One that
 * fails by an assertion has failed.
 */
async function runLabFiles(node, files) {
  const failed = [];
  const again = [];
  const runOne = async (name) => {
    let status = 1;
    for (let attempt = 1; attempt <= labAttempts; attempt++) {
      const start = Date.now();
      const run = await runFiles(node, [name], 1, labsAtOnce > 1);
      ({ status } = run);
      const took = `${Math.round((Date.now() - start) / 1000)} s`;
      if (status === 0) say(`ok     ${name}, ${took}`);
      if (status === 0 || attempt === labAttempts || !stoodStill.test(run.said)) break;
      say(`${name}: the lab stood still; attempt ${attempt + 1} of ${labAttempts}`);
      again.push(name);
    }
    if (status !== 0) failed.push(name);
  };
  const waiting = [...files];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await runOne(name);
  };
  await Promise.all(Array.from({ length: labsAtOnce }, work));
  if (again.length > 0) say(`run again because the lab stood still: ${again.join(', ')}`);
  if (failed.length > 0) say(`these lab tests failed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

/**
 * Everything but the long files; with patterns (parts of paths), only the test files that match, and no static checks.
 * `--long` alone: the long files.
 */
export async function runTests(node, args) {
  const onlyLong = args.length === 1 && args[0] === '--long';
  const patterns = onlyLong ? ['.long.test.ts'] : args;
  const chosen = (files) =>
    patterns.length === 0
      ? files.filter((name) => !isLong(name))
      : files.filter((name) => patterns.some((pattern) => name.includes(pattern)));
  const { unit, lab } = testFiles();
  const failed = patterns.length === 0 ? checks.filter((check) => !holds(check)).map(([name]) => name) : [];
  if (failed.length > 0) {
    say(`these checks failed: ${failed.join(', ')}. The tests follow when they hold.`);
    return 1;
  }
  let status = 0;
  const [units, labs] = [chosen(unit), chosen(lab)];
  if (units.length > 0) {
    say(`tests: ${units.length} files`);
    ({ status } = await runFiles(node, units, jobs));
  }
  if (labs.length > 0) {
    say(`lab tests: ${labs.length} files, at once: ${labsAtOnce}`);
    status = (await runLabFiles(node, labs)) || status;
  }
  if (units.length + labs.length === 0) {
    say(`no test file matches ${patterns.join(' ')}`);
    return 1;
  }
  return status;
}
