// npm start where this machine cannot run a VM: agent, sample VM and an enrolled client with devices, all in the lab, with
// the agent's port forwarded to this machine. Everything is new at each start, and gone at its end.
import { ForwardedPort } from '../lab/forward.ts';
import { makeStick, removeStick } from '../lab/stick.ts';
import { WholePath } from './whole-path.ts';

const vm = 'sample';
const client = 'reception-1';
/** Where the agent listens in the lab. */
const agentPort = 4747;

/** Runs until `ended` resolves. `port`: of this machine's 127.0.0.1. */
export async function startInLab(
  port: number,
  say: (line: string) => void,
  ended: Promise<unknown>,
): Promise<void> {
  say('starting    the lab, the agent, and a VM in it: a minute or two');
  const stick = await makeStick({ files: { 'big.bin': 4 << 20 } });
  const path = await WholePath.start({ vms: { [vm]: '6.12' }, settings: { [vm]: { display: {} } } });
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
    say('');
    say(
      `console     https://127.0.0.1:${forwarded.port}/  (a certificate of its own: the browser asks once)`,
    );
    say(`fingerprint ${path.fingerprint}`);
    say(`sign in     admin, one-time password ${password ?? '?'}`);
    say('end         Ctrl-C');
    await Promise.race([ended, path.agent.process.ended]);
    say('ending      the VM, the agent and the lab');
    await forwarded.close();
  } finally {
    await path.stop();
    await removeStick(stick);
  }
}
