// Runs in the lab beside a measurement: where running Node processes spend their time, without having been started
// for it. First counts the CPU time and the waits of every thread, undisturbed; then takes a CPU profile of each process
// in turn (by its inspector, opened by SIGUSR1 and closed again). Prints one JSON object.
//
//     node profile.mjs SECONDS_EACH FOLDER NAME=PID…
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [seconds, folder, ...named] = process.argv.slice(2);
const targets = named.map((text) => {
  const [name, pid] = text.split('=');
  return { name, pid: Number(pid) };
});
const ticksPerSecond = 100; // USER_HZ of every Linux on x86

/** By thread: seconds of CPU (proc(5), fields 14 and 15 of stat), and how often it waited for something. */
function threads(pid) {
  const times = {};
  for (const tid of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, 'utf8');
    const status = readFileSync(`/proc/${pid}/task/${tid}/status`, 'utf8');
    const close = stat.lastIndexOf(')');
    const fields = stat.slice(close + 2).split(' ');
    times[`${stat.slice(stat.indexOf('(') + 1, close)}/${tid}`] = {
      user: Number(fields[11]) / ticksPerSecond,
      system: Number(fields[12]) / ticksPerSecond,
      waits: Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]),
    };
  }
  return times;
}

async function profile({ name, pid }) {
  process.kill(pid, 'SIGUSR1');
  let list;
  for (let attempt = 0; list === undefined; attempt++) {
    await sleep(200);
    list = await fetch('http://127.0.0.1:9229/json/list')
      .then((answer) => answer.json())
      .catch((error) => {
        if (attempt > 50) throw error;
      });
  }
  const socket = new WebSocket(list[0].webSocketDebuggerUrl);
  await new Promise((done, failed) => {
    socket.onopen = done;
    socket.onerror = failed;
  });
  let next = 1;
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
  };
  const call = (method, params = {}) =>
    new Promise((done) => {
      waiting.set(next, done);
      socket.send(JSON.stringify({ id: next++, method, params }));
    });
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: 500 });
  await call('Profiler.start');
  await sleep(Number(seconds) * 1000);
  const { profile: taken } = await call('Profiler.stop');
  writeFileSync(`${folder}/${name}.cpuprofile`, JSON.stringify(taken));
  const closing = "setTimeout(() => process.getBuiltinModule('node:inspector').close(), 50)";
  await call('Runtime.evaluate', { expression: closing, includeCommandLineAPI: true });
  socket.close();
  await sleep(300);
  return selfTimes(taken);
}

/** The functions with the most time of their own, as shares of the whole. */
function selfTimes({ nodes, samples, timeDeltas }) {
  const byNode = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map();
  let whole = 0;
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byNode.get(id).callFrame;
    const place = url === '' ? '' : ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    const key = `${functionName || '(anonymous)'}${place}`;
    times.set(key, (times.get(key) ?? 0) + timeDeltas[index]);
    whole += timeDeltas[index];
  });
  return [...times]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 40)
    .map(([name, time]) => ({ name, percent: Math.round((time / whole) * 1000) / 10 }));
}

mkdirSync(folder, { recursive: true });
const before = targets.map(({ pid }) => threads(pid));
const since = performance.now();
await sleep(Number(seconds) * 1000);
const elapsed = (performance.now() - since) / 1000;
const busy = {};
targets.forEach(({ name, pid }, index) => {
  busy[name] = {};
  for (const [thread, now] of Object.entries(threads(pid))) {
    const then = before[index][thread];
    if (then === undefined) continue;
    const [user, system] = [now.user - then.user, now.system - then.system];
    if (user + system > elapsed / 100)
      busy[name][thread] = {
        userPercent: Math.round((user / elapsed) * 100),
        systemPercent: Math.round((system / elapsed) * 100),
        waitsPerSecond: Math.round((now.waits - then.waits) / elapsed),
      };
  }
});
const functions = {};
for (const target of targets) functions[target.name] = await profile(target);
process.stdout.write(`${JSON.stringify({ busy, functions })}\n`);
