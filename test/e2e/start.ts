// npm start: an agent with everything it needs, to try and to look at. Its database stays between starts; its sample VM is
// the test guest. Where the machine cannot run a VM, all of it is in the lab, with a client (start-in-lab.ts). Ctrl-C
// ends the agent and the VM.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { guestImage } from '../guest/image.ts';
import { whyNoKvm } from './kvm.ts';
import { parsePlace, whyTaken } from './port.ts';
import { startInLab } from './start-in-lab.ts';

const root = resolve(import.meta.dirname, '../..');

const usage = `usage: npm start -- [--listen ADDRESS:PORT] [--data DIR] [--here | --lab]

Starts an agent with a sample VM. --listen 127.0.0.1:4747, --data .cache/start.
Where this machine cannot run a VM, agent, VM and a client with devices run in the lab, new at each start, at the same
port of 127.0.0.1; --here starts the agent on this machine all the same, without VM and client. --lab starts all of it in the
lab in any case.
`;

const { values } = parseArgs({
  options: {
    listen: { type: 'string', default: '127.0.0.1:4747' },
    data: { type: 'string', default: join(root, '.cache/start') },
    here: { type: 'boolean', default: false },
    lab: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const place = parsePlace(values.listen);
// Before anything is started: a lab takes a minute or two.
const taken =
  place === undefined
    ? `--listen ${JSON.stringify(values.listen)}: write ADDRESS:PORT, such as 127.0.0.1:4747`
    : await whyTaken(place);
if (taken !== undefined || place === undefined) {
  process.stderr.write(`npm start: ${taken ?? ''}\n`);
  process.exit(place === undefined ? 2 : 1);
}
const data = resolve(values.data);
const why = values.lab ? 'it was asked for' : whyNoKvm();
if (why !== undefined && !values.here) {
  say(`Running in the lab: ${why}.`);
  const ended = Promise.withResolvers<undefined>();
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interruption.abort();
      ended.resolve(undefined);
    });
  try {
    const ticketFile = join(data, 'sample.ticket');
    await startInLab({ port: place.port, ticketFile, say, input: process.stdin }, ended.promise);
  } catch (error) {
    // The lab goes with the signal, whatever was going on in it.
    if (!interruption.signal.aborted) throw error;
    say('interrupted');
  }
  process.exit(interruption.signal.aborted ? 130 : 0);
}

mkdirSync(data, { recursive: true, mode: 0o700 });
// Sockets need short paths, and a checkout may lie deep.
const run = mkdtempSync(join(tmpdir(), 'farport-start-'));
const config = join(data, 'agent.toml');
const { kernel, initrd } = guestImage();
// A TOML basic string is JSON's.
const quoted = (text: string): string => JSON.stringify(text);
writeFileSync(
  config,
  `# Written anew by every "npm start".
listen = ${quoted(values.listen)}
data_dir = ${quoted(join(data, 'data'))}
run_dir = ${quoted(join(run, 'run'))}

[[vm]]
name = "sample"
memory_mib = 512
kernel = ${quoted(kernel)}
initrd = ${quoted(initrd)}
cmdline = "console=ttyS0 panic=-1 guest.screen"
display = {}
autostart = ${why === undefined}
`,
);

say(
  why === undefined
    ? 'The sample VM "sample" starts with the agent: "npx farport-agent vm console sample" is its console.'
    : `No VM can run here: ${why}. Everything else works; "npm run demo" shows a VM in the lab.`,
);

const launcher = join(root, 'apps/agent/bin/farport-agent.mjs');
const agent = spawn(process.execPath, [launcher, 'serve', '--stop-vms', '--config', config], {
  stdio: ['ignore', 'pipe', 'pipe'],
});
let told = '';
agent.stderr.setEncoding('utf8').on('data', (text: string) => {
  told += text;
  for (let end = told.indexOf('\n'); end >= 0; end = told.indexOf('\n')) {
    tell(told.slice(0, end));
    told = told.slice(end + 1);
  }
});
let logged = '';
agent.stdout.setEncoding('utf8').on('data', (text: string) => {
  logged += text;
  for (let end = logged.indexOf('\n'); end >= 0; end = logged.indexOf('\n')) {
    worth(logged.slice(0, end));
    logged = logged.slice(end + 1);
  }
});

/** Once, when the agent answers: how to go on. */
function tell(line: string): void {
  const administrator = /^first administrator ([^\s,]+),/.exec(line)?.[1];
  if (administrator !== undefined) grant(administrator);
  const address = /^listening on (https:\/\/\S+)$/.exec(line)?.[1];
  if (address === undefined) {
    say(line);
    return;
  }
  say(`console     ${address}/  (a certificate of its own: the browser asks once)`);
  say(`commands    in another terminal, in ${root}:`);
  say(`            export FARPORT_AGENT_CONFIG=${config}`);
  say('            npx farport-agent vm list; npx farport-agent --help');
  if (why === undefined) {
    const where = address.replace('https://', '');
    say('            (umask 077; npx farport-agent ticket create --vm sample > ticket.txt)');
    say(
      `the VM      npx farport view sample --agent ${where} --fingerprint "$(npx farport-agent fingerprint)" --ticket-file ticket.txt`,
    );
    say(`the app     npm run client -- farport://${where}/sample`);
    say(`            server ${where}, VM sample; sign in with the ticket in ticket.txt, or with an account`);
    say('            that may use it and has a password of its own; the first administrator may');
  }
  say('password    a new fleet prints it below, once; later: npx farport-agent user reset-password admin');
  say('end         Ctrl-C');
}

/** Once, in a new fleet: later it is the administrator's affair who may use the sample VM. */
function grant(user: string): void {
  spawn(process.execPath, [launcher, 'vm', 'grant', 'sample', '--user', user], {
    env: { ...process.env, FARPORT_AGENT_CONFIG: config },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Of the agent's log, what a person at the terminal wants to know. */
function worth(line: string): void {
  let entry: { level?: unknown; event?: unknown; message?: unknown; vm?: unknown };
  try {
    entry = JSON.parse(line) as typeof entry;
  } catch {
    return;
  }
  const told = ['vm.started', 'vm.stopped', 'api.ready'];
  if (entry.level !== 'warn' && entry.level !== 'error' && !told.includes(String(entry.event))) return;
  const parts = [entry.event, entry.vm, entry.message].filter((part) => typeof part === 'string');
  say(parts.join('  '));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // A terminal's Ctrl-C reaches the agent by itself; it takes two signals this close for one.
  process.on(signal, () => agent.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
}
agent.on('exit', (code, signal) => {
  rmSync(run, { recursive: true, force: true });
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
