// Runs in the lab: starts one machine's process, and times what its guest says on the serial console, which the
// process writes to a file; then adds up the memory of the process and its children; then kills them.
//
//     node boot.mjs JSON     {argv, consoleFile, ramBytes, settleMs, timeoutMs}
//
// Prints {initMs, readyMs, memory: {pssKiB, ramPssKiB, processes}} as JSON.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { argv, consoleFile, ramBytes, settleMs, timeoutMs } = JSON.parse(process.argv[2]);
rmSync(consoleFile, { force: true });
const start = performance.now();
const child = spawn(argv[0], argv.slice(1), { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
let said = '';
child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
let ended = false;
child.on('exit', (code, signal) => {
  said += `(${signal ?? `exit status ${code}`})`;
  ended = true;
});
child.on('error', (error) => {
  said += error.message;
  ended = true;
});

/** Waits for a line of the console; milliseconds since the start. */
async function line(text) {
  let file;
  let seen = '';
  const buffer = Buffer.alloc(65536);
  for (;;) {
    try {
      file ??= openSync(consoleFile, 'r');
      for (let count; (count = readSync(file, buffer)) > 0;) seen += buffer.toString('latin1', 0, count);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    const now = performance.now() - start;
    if (seen.includes(text)) {
      closeSync(file);
      return now;
    }
    if (ended || now > timeoutMs)
      throw new Error(
        `${ended ? 'the machine ended' : `no "${text}" in ${timeoutMs} ms`}: ${said}\n${seen.slice(-1500)}`,
      );
    await sleep(2);
  }
}

function descendants(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((tid) =>
    readFileSync(`/proc/${pid}/task/${tid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(descendants)];
}

/**
 * Proportional set size of a process, and the part of it that is the guest's RAM: the writable mappings of about
 * its size (it may be one, or one with its ends split off).
 */
function memory(pid) {
  let pssKiB = 0;
  let ramPssKiB = 0;
  let ram = false;
  for (const text of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const range = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(text);
    if (range !== null) {
      const size = Number(BigInt(`0x${range[2]}`) - BigInt(`0x${range[1]}`));
      ram = range[3].startsWith('rw') && size >= ramBytes * 0.9 && size <= ramBytes * 1.1;
    }
    const pss = /^Pss:\s+(\d+) kB/.exec(text);
    if (pss !== null) {
      pssKiB += Number(pss[1]);
      if (ram) ramPssKiB += Number(pss[1]);
    }
  }
  return { pssKiB, ramPssKiB };
}

try {
  const initMs = await line('guest: init started');
  const readyMs = await line('guest ready');
  await sleep(settleMs);
  const processes = descendants(child.pid).map((pid) => ({
    name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(),
    ...memory(pid),
  }));
  const sum = (key) => processes.reduce((total, one) => total + one[key], 0);
  const ramPssKiB = sum('ramPssKiB');
  if (ramPssKiB === 0)
    throw new Error("no mapping has the size of the guest's RAM: its memory cannot be told apart");
  process.stdout.write(
    `${JSON.stringify({ initMs, readyMs, memory: { pssKiB: sum('pssKiB'), ramPssKiB, processes } })}\n`,
  );
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
