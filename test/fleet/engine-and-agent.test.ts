/**
 * The client's engine and the agent together: real processes for agent and VM, real TLS, the engine's own code; only the
 * machine in the VM and the USB device at the client are fakes.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { until, vmB, vmWith } from '../../apps/agent/src/testing/agent-under-test.ts';
import { PresenceUnderTest } from '../../apps/agent/src/testing/presence-under-test.ts';
import {
  FAKE_DESCRIPTORS,
  FakeBackend,
  fakeLocalDevice,
} from '../../apps/client/engine/capture/fake/fake-captured-device.ts';
import type { LocalDevice } from '../../apps/client/engine/capture/local-device.ts';
import { readCredential, writeCredential } from '../../apps/client/engine/fleet/credential.ts';
import { enrol } from '../../apps/client/engine/fleet/enrol.ts';
import { Membership } from '../../apps/client/engine/fleet/membership.ts';
import { Engine } from '../../apps/client/engine/service/engine.ts';
import { dial } from '../../apps/client/engine/session/dial.ts';

const program = join(import.meta.dirname, '../../apps/client/bin/farport.mjs');
const STICK = fakeLocalDevice({ portPath: '1-2' });

/** A way to the agent that breaks for those who come by it, and not for the agent. */
class OneSidedProxy {
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  readonly #agents = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(agentPort: () => number): Promise<OneSidedProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new OneSidedProxy(server);
    server.on('connection', (client) => {
      const agent = connect({ host: '127.0.0.1', port: agentPort(), allowHalfOpen: true });
      proxy.#clients.add(client);
      proxy.#agents.add(agent);
      for (const [from, to] of [
        [client, agent],
        [agent, client],
      ] as const) {
        from.on('error', () => undefined);
        from.on('data', (bytes) => to.write(bytes));
        from.on('end', () => {
          if (proxy.#clients.has(client)) to.end();
        });
      }
      agent.on('close', () => client.destroy());
      client.on('close', () => proxy.#clients.delete(client));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get open(): number {
    return this.#clients.size;
  }

  /** The agent hears nothing of it. */
  cutClients(): void {
    const cut = [...this.#clients];
    this.#clients.clear();
    for (const client of cut) client.resetAndDestroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const socket of [...this.#clients, ...this.#agents]) socket.destroy();
    this.#server.close();
    return Promise.resolve();
  }
}

describe('a client of a fleet', { timeout: 90_000 }, () => {
  let fleet: PresenceUnderTest;
  let directory: string;
  let credential: string;
  let backend: FakeBackend;
  let engine: Engine;
  let membership: Membership;
  let devices: LocalDevice[];
  let changed: () => void;
  let clientId: string;

  beforeEach(async () => {
    fleet = await PresenceUnderTest.start(`${vmWith('real-channels')}${vmB}`);
    directory = mkdtempSync(join(tmpdir(), 'farport-client-'));
    credential = join(directory, 'config', 'credential.json');
    backend = new FakeBackend();
    devices = [STICK];
    engine = new Engine({
      source: {
        list: () => Promise.resolve([...devices]),
        watch: (callback) => {
          changed = callback;
          return Promise.resolve(() => undefined);
        },
      },
      backend,
      dial,
      version: 'test',
      log: () => undefined,
      listedAnewMs: 200,
    });
    await engine.start();
    const { device, configurations } = FAKE_DESCRIPTORS;
    membership = new Membership({
      engine,
      path: credential,
      descriptors: () => Promise.resolve(Buffer.concat([device, ...configurations])),
      log: () => undefined,
      lookMs: 20,
    });
    membership.start();
    const enrolled = await enrol({ ...(await wish()), name: 'kiosk-2' });
    ({ clientId } = enrolled);
    await fleet.assignPort(clientId);
    await writeCredential(credential, enrolled);
  });
  afterEach(async () => {
    await membership.stop();
    await engine.stop();
    rmSync(directory, { recursive: true, force: true });
    await fleet[Symbol.asyncDispose]();
  });

  async function wish(): Promise<{ agent: string; fingerprint: string; code: string }> {
    const { code } = await fleet.ask<{ code: string }>('POST', '/enrolment-codes', { clientName: null });
    const fingerprint = String(fleet.under.agent.event('agent.listening')?.['fingerprint']);
    return { agent: `127.0.0.1:${fleet.port}`, fingerprint, code };
  }

  function phase(): string | undefined {
    return engine.status().redirections[0]?.phase;
  }
  async function attached(): Promise<void> {
    await until('it is attached', () => phase() === 'attached');
  }
  function plug(...list: LocalDevice[]): void {
    devices = list;
    changed();
  }

  it('is enrolled by a code that works once, and keeps its key to itself', async () => {
    assert.equal(statSync(credential).mode & 0o777, 0o600);
    assert.equal((await readCredential(credential))?.name, 'kiosk-2');
    const again = await wish();
    await enrol({ ...again, name: 'kiosk-3' });
    await assert.rejects(enrol({ ...again, name: 'kiosk-4' }), {
      code: 'client.refused',
      // The agent's words; the code beside them is the client's.
      message: /refused: this code was used already[^[]*$/,
    });
    await assert.rejects(enrol({ ...(await wish()), name: 'kiosk-2' }), /choose another name/);
    await assert.rejects(enrol({ ...(await wish()), fingerprint: 'f'.repeat(64), name: 'kiosk-5' }), {
      code: 'agent.wrong_certificate',
    });
    chmodSync(credential, 0o644);
    await assert.rejects(readCredential(credential), {
      code: 'client.credential',
      message: /others may read it/,
    });
  });

  it('has a device of an assigned port in its VM by itself, and plugged in anew again', async () => {
    await attached();
    const device = await fleet.device(clientId, ({ state }) => state.word === 'in_use_by');
    assert.equal(device.state.by, 'a');
    assert.match(readFileSync(join(fleet.under.agent.runDir, 'a', 'vm.log'), 'utf8'), /usb\.attached/);
    plug();
    await fleet.device(clientId, ({ state }) => state.word === 'unplugged');
    await until('the order is over', () => engine.status().redirections.length === 0);
    plug({ ...STICK, key: '1-2@3', address: 3 });
    await attached();
    assert.equal((await fleet.device(clientId)).arrival, 'new');
  });

  it('tells the classes of all interfaces, by the descriptors', async () => {
    await attached();
    const { items } = await fleet.ask<{ items: { interfaces: unknown; deviceVersion: number }[] }>(
      'GET',
      `/devices?client=${clientId}`,
    );
    assert.deepEqual(items[0]?.interfaces, [{ classCode: 0xff, subclass: 0, protocol: 0 }]);
    assert.equal(items[0].deviceVersion, 0x100);
  });

  it('goes on by itself after its agent was killed and started again', async () => {
    await attached();
    const { agent } = fleet.under;
    const port = agent.port;
    await agent.signal('SIGKILL');
    await until(
      'it tries again',
      () => engine.status().fleet?.state === 'waiting' && phase() === 'reconnecting',
    );
    assert.equal(backend.captured.length, 1);
    // A client knows its agent by its port.
    writeFileSync(agent.config, readFileSync(agent.config, 'utf8').replace(':0"', `:${port}"`));
    await agent.start();
    await attached();
    assert.deepEqual([engine.status().fleet?.state, backend.captured.length], ['connected', 1]);
  });

  it('goes on where only its own end of every connection broke, before the agent notices', async () => {
    await attached();
    await using broken = await OneSidedProxy.start(() => fleet.port);
    const enrolled = await readCredential(credential);
    assert.ok(enrolled);
    await writeCredential(credential, { ...enrolled, agent: `127.0.0.1:${broken.port}` });
    await until('it goes by the other way', () => broken.open === 2 && phase() === 'attached');
    const { fence } = (await fleet.device(clientId, ({ lease }) => lease !== null)).lease ?? {};
    const captured = backend.captured.length;
    broken.cutClients();
    await until('it noticed', () => phase() === 'reconnecting');
    await attached();
    const device = await fleet.device(clientId);
    assert.deepEqual([device.lease?.fence, backend.captured.length], [fence, captured]);
    const log = readFileSync(join(fleet.under.agent.runDir, 'a', 'vm.log'), 'utf8');
    assert.doesNotMatch(log, /protocol\.timeout/);
  });

  it('keeps a device that a person at it released, over a new connection', async () => {
    await attached();
    await engine.release('1-2');
    const device = await fleet.device(
      clientId,
      ({ state, lease }) => state.word === 'available' && lease === null,
    );
    assert.equal(engine.status().redirections.length, 0);
    await fleet.ask('POST', `/devices/${device.id}/attach`, { version: device.version, vmId: fleet.vms.a });
    await attached();
  });

  it('gives a device back that was taken by force', async () => {
    await attached();
    const { id } = await fleet.device(clientId);
    await fleet.ask('POST', `/leases/${id}/force-release`, { reason: 'for the test' });
    await until('it is back', () => engine.status().redirections.length === 0);
    assert.equal(backend.last.released, true);
  });

  it('does not touch a device that somebody at it redirects', async () => {
    await attached();
    plug(STICK, fakeLocalDevice({ portPath: '1-3', address: 9, serial: 'S9' }));
    const { agent, fingerprint } = await wish();
    const ticket = await fleet.under.agent.ticket('a');
    const own = { device: '1-3', vm: 'a', agent, fingerprint, ticket, auto: false, wait: false };
    await engine.redirect(own, new AbortController().signal);
    await fleet.assignPort(clientId, fleet.vms.a, '1-3');
    await until('it said no', () => fleet.under.agent.event('device.attach_failed'));
    const [failed] = await fleet.audit('action=device.attach&outcome=failed');
    assert.match(String(failed?.['reason']), /^device\.redirected/);
    assert.equal(engine.status().redirections.filter((one) => one.phase === 'attached').length, 2);
  });

  it('is made so by "farport enroll", whose engine then says where it belongs', async () => {
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: join(directory, 'xdg'),
      FARPORT_ENGINE_SOCKET: join(directory, 'engine', 'engine.sock'),
    };
    const running = spawn(process.execPath, [program, 'engine', '--foreground'], { env, stdio: 'pipe' });
    let log = '';
    running.stdout.on('data', (text: Buffer) => (log += text.toString()));
    await until('the engine is ready', () => log.includes('the engine is ready'));
    const farport = async (...args: string[]): Promise<string> =>
      (await promisify(execFile)(process.execPath, [program, ...args], { env })).stdout;
    const { agent, fingerprint, code } = await wish();
    const options = ['--agent', agent, '--fingerprint', fingerprint, '--name', 'kiosk-9'];
    assert.match(
      await farport('enroll', '--code', code, ...options),
      /^enrolled as kiosk-9 at 127\.0\.0\.1:/,
    );
    assert.equal(statSync(join(directory, 'xdg', 'farport', 'credential.json')).mode & 0o777, 0o600);
    await until('it is connected', () => log.includes('fleet: connected'));
    assert.match(await farport('status'), /client kiosk-9 of the agent at 127\.0\.0\.1:\d+: connected/);
    await assert.rejects(
      farport('enroll', '--code', code, ...options),
      /this code was used already.*\[client\.refused\]/,
    );
    const ended = once(running, 'exit');
    await farport('engine', '--stop');
    await ended;
    assert.equal(log.includes('fpk_'), false, 'the key is in no log');
  });
});
