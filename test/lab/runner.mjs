// Runs inside the lab machine: takes commands over a virtio-serial port, streams their output back, and answers
// once for each with how it ended. It never decides anything. JavaScript, because stripping types costs a second
// under emulation.
//
// Frame, both ways: u32 length of what follows the header, u8 type, u32 command id (little endian), payload.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, read, readFileSync, readdirSync, writeSync, write } from 'node:fs';
import { type } from './frames.mjs';

const port = openPort('farport.lab');
const commands = new Map();

function openPort(name) {
  for (const entry of readdirSync('/sys/class/virtio-ports')) {
    const file = `/sys/class/virtio-ports/${entry}/name`; // a console has none
    if (existsSync(file) && readFileSync(file, 'utf8').trim() === name)
      return openSync(`/dev/${entry}`, 'r+');
  }
  throw new Error(`no virtio-serial port ${name}`);
}

// One write at a time: a port keeps the order of writes only then. What is waiting is bounded by pausing the
// commands' output.
const waiting = [];
let writing = false;
let queued = 0;
const highWater = 4 << 20;

function send(kind, id, payload = Buffer.alloc(0)) {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt8(kind, 4);
  header.writeUInt32LE(id, 5);
  waiting.push(header, payload);
  queued += header.length + payload.length;
  if (queued > highWater) for (const command of commands.values()) command.pause();
  if (!writing) writeNext();
}

function writeNext() {
  if (waiting.length === 0) {
    writing = false;
    for (const command of commands.values()) command.resume();
    return;
  }
  writing = true;
  const bytes = Buffer.concat(waiting.splice(0));
  const from = (offset) =>
    write(port, bytes, offset, bytes.length - offset, null, (error, written) => {
      if (error) throw error;
      if (offset + written < bytes.length) return from(offset + written);
      queued -= bytes.length;
      writeNext();
    });
  from(0);
}

function start(id, { argv, cwd, env, tty }) {
  const child = spawn(argv[0], argv.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    // Its own session, so that kill() reaches everything that it started.
    detached: true,
    stdio: tty === undefined ? 'pipe' : terminal(tty),
  });
  const outputs = [child.stdout, child.stderr].filter((stream) => stream);
  const command = {
    child,
    pause: () => outputs.forEach((stream) => stream.pause()),
    resume: () => outputs.forEach((stream) => stream.resume()),
  };
  commands.set(id, command);
  child.stdin?.on('error', () => undefined);
  child.stdout?.on('data', (bytes) => send(type.stdout, id, bytes));
  child.stderr?.on('data', (bytes) => send(type.stderr, id, bytes));
  let ended = false;
  const end = (how) => {
    if (ended) return;
    ended = true;
    commands.delete(id);
    send(type.exit, id, Buffer.from(JSON.stringify(how)));
  };
  child.on('error', (error) => end({ error: error.message, code: error.code }));
  // 'exit', not 'close': a daemon left behind may keep the pipes open. What is in the pipes is taken first.
  child.on('exit', (exitCode, signal) => {
    const finish = () => end({ exitCode, signal });
    let open = outputs.filter((stream) => !stream.readableEnded).length;
    if (open === 0) return finish();
    for (const stream of outputs) stream.once('close', () => --open === 0 && finish());
    setTimeout(finish, 500).unref();
  });
}

/** A shell on the machine's second console, which the lab's user is attached to. */
function terminal(path) {
  const fd = openSync(path, 'r+');
  setTimeout(() => closeSync(fd), 1000);
  return [fd, fd, fd];
}

function take(kind, id, payload) {
  if (kind === type.start) return start(id, JSON.parse(payload.toString()));
  const child = commands.get(id)?.child;
  if (child === undefined) return; // it has ended; its answer is on the way
  if (kind === type.stdin) child.stdin?.write(payload);
  else if (kind === type.stdinEnd) child.stdin?.end();
  else if (kind === type.kill) {
    try {
      process.kill(-child.pid, payload.toString());
    } catch {
      // gone already
    }
  }
}

const chunk = Buffer.alloc(1 << 18);
let pending = Buffer.alloc(0);
function receive() {
  read(port, chunk, 0, chunk.length, null, (error, count) => {
    if (error && error.code !== 'EAGAIN') throw error;
    if (!count) return setTimeout(receive, 20); // nobody at the other end (yet)
    pending = Buffer.concat([pending, chunk.subarray(0, count)]);
    while (pending.length >= 9 && pending.length >= 9 + pending.readUInt32LE(0)) {
      const end = 9 + pending.readUInt32LE(0);
      take(pending.readUInt8(4), pending.readUInt32LE(5), Buffer.from(pending.subarray(9, end)));
      pending = pending.subarray(end);
    }
    receive();
  });
}

writeSync(1, 'lab: command runner started\n');
const ready = () =>
  existsSync('/run/lab-modules') ? (send(type.ready, 0), receive()) : setTimeout(ready, 10);
ready();
