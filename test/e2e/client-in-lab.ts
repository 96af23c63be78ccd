/**
 * The client alone, in the lab: its real command line and engine on a real stick, with a stand-in for the agent.
 * Prints a line per step; the exit status is 0 only if all held. "ask:" lines are for the one who runs the lab.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeAgent } from '../../apps/client/engine/session/fake/fake-agent.ts';
import { EngineClient } from '../../apps/client/engine/service/control-client.ts';
import { ask, driverOf, plugged, until } from '../conformance/capture/bench.ts';

const STICK = 'QEMU USB HARDDRIVE';
const folder = mkdtempSync(join(tmpdir(), 'farport-'));
const socket = join(folder, 'engine.sock');
const env = {
  ...process.env,
  FARPORT_ENGINE_SOCKET: socket,
  XDG_STATE_HOME: folder,
  FARPORT_TICKET: 'ticket-1',
};

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function farport(...args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['apps/client/bin/farport.mjs', ...args], { env }, (error, out, err) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });
}

const agent = await FakeAgent.start();
const where = ['--vm', 'a', '--agent', `127.0.0.1:${agent.port}`, '--fingerprint', agent.fingerprint];
const client = new EngineClient(socket);
const stick = await plugged(STICK, 'usb-storage', 'super');

const steps: Record<string, () => Promise<void>> = {
  async 'the devices are listed'() {
    const { out } = await farport('devices');
    console.log(out.replace(/^/gm, '# '));
    assert.match(
      out,
      /46f4:0001 {2}QEMU USB HARDDRIVE {2}serial SS {2}5000M {2}mass storage {2}\[in use here by usb-storage\]/,
    );
  },
  async 'two of a kind are told apart'() {
    const { status, err } = await farport('redirect', '46f4:0001', ...where);
    assert.equal(status, 1);
    assert.match(err, /device\.ambiguous/);
  },
  async 'a wrong ticket leaves the device with its driver'() {
    const { status, err } = await farport('redirect', 'SS', ...where, '--ticket', 'wrong');
    assert.equal(status, 1);
    assert.match(err, /agent\.ticket_refused/);
    assert.equal(await driverOf(stick.portPath), 'usb-storage');
  },
  async 'a stick is redirected'() {
    const said = await farport('redirect', 'SS', ...where);
    assert.equal(said.status, 0, said.err);
    console.log('# ' + said.out.trim());
    assert.equal(agent.heard.at(-1), 'attach 46f4:0001 super SS');
    assert.match((await farport('devices')).out, /serial SS .*\[redirected to VM a\]/);
  },
  async 'the VM reads its descriptor through the channel'() {
    const setup = Uint8Array.from([0x80, 6, 0, 1, 0, 0, 18, 0]);
    agent.channel?.submit({
      id: 1,
      type: 'control',
      endpoint: 0x80,
      length: 18,
      setup,
      zeroPacket: false,
      shortNotOk: false,
      streamId: 0,
      after: 0,
    });
    await agent.hears('complete 1 completed 18');
    assert.deepEqual([...agent.data.get(1)!.subarray(8, 12)], [0xf4, 0x46, 0x01, 0x00]);
  },
  async 'it is redirected again after unplug and plug'() {
    ask('unplug');
    await agent.hears('detach unplugged');
    const from = agent.heard.length;
    ask('plug');
    await agent.hears('attach 46f4:0001 super SS', from);
  },
  async 'killed by SIGKILL, the engine leaves no device behind'() {
    process.kill((await client.status()).pid, 'SIGKILL');
    const start = performance.now();
    await plugged(STICK, 'usb-storage', 'super');
    console.log(`# usb-storage is back after ${(performance.now() - start).toFixed(0)} ms`);
  },
  async 'ended by SIGTERM, it gives the device back'() {
    assert.equal((await farport('redirect', 'SS', ...where)).status, 0);
    const { pid } = await client.status();
    process.kill(pid, 'SIGTERM');
    await plugged(STICK, 'usb-storage', 'super');
    await until('end of the engine', () =>
      client.status().then(
        () => undefined,
        () => true,
      ),
    );
  },
  async 'released, the device is here again'() {
    assert.equal((await farport('redirect', 'SS', ...where)).status, 0);
    const { out } = await farport('release', 'SS');
    assert.match(out, /released/);
    await plugged(STICK, 'usb-storage', 'super');
    assert.equal((await farport('engine', '--stop')).status, 0);
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`ok - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok - ${name}`, error);
  }
}
process.exit(failed === 0 ? 0 : 1);
