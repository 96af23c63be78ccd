// npm start where this machine cannot run a VM: agent, sample VM and an enrolled client with devices, all in the lab, with
// the agent's port forwarded to this machine. Everything is new at each start, and gone at its end.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ForwardedPort } from '../lab/forward.ts';
import { makeStick, removeStick } from '../lab/stick.ts';
import { WholePath } from './whole-path.ts';

const vm = 'sample';
const client = 'reception-1';
/** Where the agent listens in the lab. */
const agentPort = 4747;

export interface StartOptions {
  /** Of this machine's 127.0.0.1. */
  readonly port: number;
  /** Where a ticket for the sample VM is put, for a viewer on this machine; gone at the end. */
  readonly ticketFile: string;
  readonly say: (line: string) => void;
  /** Commands for the lab, as they are typed. */
  readonly input: Readable;
}

/** Runs until `ended` resolves. */
export async function startInLab(
  { port, ticketFile, say, input }: StartOptions,
  ended: Promise<unknown>,
): Promise<void> {
  say('starting    the lab, the agent, and a VM in it: a minute or two');
  const stick = await makeStick({ files: { 'big.bin': 4 << 20 } });
  const path = await WholePath.start({
    vms: { [vm]: '6.12' },
    settings: { [vm]: { display: {}, cmdline: 'console=ttyS0 panic=-1 guest.screen' } },
  });
  try {
    const forwarded = await ForwardedPort.open(path.lab, agentPort, port);
    await path.lab.plug({ id: 'stick', kind: 'storage', image: stick.image, serial: 'SAMPLE-1' });
    await path.lab.plug({ id: 'keyboard', kind: 'keyboard' });
    await path.lab.plug({ id: 'serial', kind: 'serial' });
    say(`enrolling   a client with a stick, a keyboard and a serial adapter: ${client}`);
    const code = (await path.agentDoes('client', 'code', '--name', client)).trim();
    const where = ['--agent', path.address, '--fingerprint', path.fingerprint];
    const enrolled = await path.farport('enroll', ...where, '--code', code, '--name', client);
    if (enrolled.exitCode !== 0) throw new Error(`the client was not enrolled: ${enrolled.stderr}`);
    const password = /one-time password (\S+)/.exec(await path.agent.lines.waitFor(/one-time password/))?.[1];
    await path.agentDoes('vm', 'grant', vm, '--user', 'admin');
    const ticket = await path.agentDoes('ticket', 'create', '--vm', vm, '--ttl', '1d');
    mkdirSync(dirname(ticketFile), { recursive: true, mode: 0o700 });
    writeFileSync(ticketFile, ticket, { mode: 0o600 });
    const here = `127.0.0.1:${forwarded.port}`;
    say('');
    say(`console     https://${here}/  (a certificate of its own: the browser asks once)`);
    say(`fingerprint ${path.fingerprint}  (another one with each start in the lab)`);
    say(`sign in     admin, one-time password ${password ?? '?'}`);
    say(
      `the VM      npx farport view ${vm} --agent ${here} --fingerprint ${path.fingerprint} --ticket-file ${ticketFile}`,
    );
    say(`the app     npm run client -- farport://${here}/${vm}`);
    say(`            server ${here}, VM ${vm}; sign in with the ticket in ${ticketFile}, or with`);
    say('            the account, once it has a password of its own (the console asks for one)');
    say(
      'commands    type them here, they run in the lab: "farport-agent vm list", "farport-agent device list",',
    );
    say('            "farport-agent --help"; the client\'s too: "farport status"');
    say('end         Ctrl-C');
    const commands = createInterface({ input }).on('line', (line) => {
      void runTyped(path, line, say);
    });
    await Promise.race([ended, path.agent.process.ended]);
    commands.close();
    say('ending      the VM, the agent and the lab');
    await forwarded.close();
  } finally {
    rmSync(ticketFile, { force: true });
    await path.stop();
    await removeStick(stick);
  }
}

/** A command as it would be typed in a shell of the lab: the two programs, and nothing of a shell but quotes. */
async function runTyped(path: WholePath, line: string, say: (line: string) => void): Promise<void> {
  const [program, ...args] = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
  if (program === undefined) return;
  if (program !== 'farport-agent' && program !== 'farport') {
    say('what runs in the lab begins with "farport-agent" or "farport"');
    return;
  }
  if (program === 'farport-agent' && args[0] === 'vm' && args[1] === 'console') {
    say('a console needs a terminal of its own: see the VM by "farport view", or in the client app');
    return;
  }
  try {
    const { stdout, stderr } = await (program === 'farport'
      ? path.farport(...args)
      : path.farportAgent(...args));
    say(`${stdout}${stderr}`.trimEnd());
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}
