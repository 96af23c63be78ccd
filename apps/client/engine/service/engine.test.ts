import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBackend, fakeLocalDevice } from '../capture/fake/fake-captured-device.ts';
import type { LocalDevice } from '../capture/local-device.ts';
import { EngineError } from '../errors.ts';
import { dial } from '../session/dial.ts';
import { FakeAgent, makeIdentity } from '../session/fake/fake-agent.ts';
import type { RedirectRequest, RedirectionStatus } from './control-schema.ts';
import { Engine } from './engine.ts';

const never = new AbortController().signal;
const HUB = fakeLocalDevice({ portPath: '1-9', classCode: 9, vendorId: 0x1d6b, productId: 2, serial: '' });

describe('redirecting a device to an agent', { timeout: 30_000 }, () => {
  let agent: FakeAgent;
  let backend: FakeBackend;
  let engine: Engine;
  let devices: LocalDevice[];
  let changed: () => void;

  beforeEach(async () => {
    agent = await FakeAgent.start();
    backend = new FakeBackend();
    devices = [fakeLocalDevice(), HUB];
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
  });
  afterEach(async () => {
    await engine.stop();
    await agent.stop();
  });

  function wish(change: Partial<RedirectRequest> = {}): RedirectRequest {
    return {
      device: '0781:5583',
      vm: 'a',
      agent: `127.0.0.1:${agent.port}`,
      fingerprint: agent.fingerprint,
      ticket: 'ticket-1',
      auto: false,
      wait: false,
      ...change,
    };
  }

  /** Resolves when the only redirection is in this phase. */
  function phase(wanted: RedirectionStatus['phase']): Promise<RedirectionStatus> {
    return new Promise((resolve) => {
      const stop = engine.watch(check);
      function check(): void {
        const [status] = engine.status().redirections;
        if (status?.phase !== wanted) return;
        stop();
        resolve(status);
      }
      check();
    });
  }

  function plug(list: LocalDevice[]): void {
    devices = list;
    changed();
  }

  it('attaches it, and tells the port', async () => {
    const status = await engine.redirect(wish(), never);
    assert.deepEqual([status.phase, status.port, status.state], ['attached', 3, 'redirected to VM a']);
    assert.deepEqual(agent.heard, ['attach 0781:5583 high S1']);
    assert.deepEqual(agent.tickets, ['Bearer ticket-1']);
  });

  it('serves URBs with their data both ways, cancels and operations', async () => {
    await engine.redirect(wish(), never);
    const { channel } = agent;
    const urb = {
      type: 'bulk' as const,
      setup: undefined,
      zeroPacket: false,
      shortNotOk: false,
      streamId: 0,
      after: 0,
    };
    channel!.submit({ ...urb, id: 1, endpoint: 0x81, length: 512 });
    channel!.submit({ ...urb, id: 2, endpoint: 0x02, length: 0 }, [Uint8Array.of(1, 2), Uint8Array.of(3)]);
    channel!.submit({ ...urb, id: 3, endpoint: 0x81, length: 512 });
    channel!.cancel(3);
    await agent.hears('complete 3 cancelled 0');
    backend.last.end(1, 'completed', 5);
    assert.deepEqual([...Buffer.concat(backend.last.waiting.get(2)!.data!)], [1, 2, 3]);
    backend.last.end(2, 'completed', 3);
    await agent.hears('complete 2 completed 3');
    assert.deepEqual([...agent.data.get(1)!], [0, 1, 2, 3, 4]);
    channel!.clearHalt(4, 0x81);
    await agent.hears('done 4 completed');
    assert.deepEqual(backend.last.operations, ['clear 81']);
    assert.deepEqual(backend.last.breaches, []);
  });

  it('redirects it again after it was unplugged and plugged in', async () => {
    await engine.redirect(wish(), never);
    backend.last.unplug();
    plug([HUB]);
    await agent.hears('detach unplugged');
    const waiting = await phase('waiting-for-device');
    assert.match(waiting.state, /unplugged, will be redirected to VM a when back/);
    plug([fakeLocalDevice({ address: 7, portPath: '1-4' }), HUB]);
    await phase('attached');
    assert.equal(backend.last.local.portPath, '1-4');
  });

  it('takes a device at once that came back under its old number', async () => {
    await engine.redirect(wish(), never);
    plug([HUB]);
    await phase('waiting-for-device');
    plug([fakeLocalDevice(), HUB]);
    await phase('attached');
    assert.equal(agent.tickets.length, 2);
  });

  it('does not use up the ticket for a device that went but is still listed', async () => {
    await engine.redirect(wish(), never);
    backend.last.unplug();
    await agent.hears('detach unplugged');
    await phase('waiting-for-device');
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(engine.status().redirections[0]?.phase, 'waiting-for-device');
    assert.equal(agent.tickets.length, 1);
    plug([HUB]);
    plug([fakeLocalDevice(), HUB]);
    await phase('attached');
    assert.equal(agent.tickets.length, 2);
  });

  it('tries a device again that the list goes on to show', async () => {
    backend.failure = new EngineError('device.gone', 'libusb does not see it yet');
    void engine.redirect(wish({ wait: true }), never);
    await phase('waiting-for-device');
    await phase('attached');
  });

  it('does not take another device of the same kind', async () => {
    await engine.redirect(wish(), never);
    plug([fakeLocalDevice({ address: 8, serial: 'S2' })]);
    await phase('waiting-for-device');
    plug([fakeLocalDevice({ address: 8, serial: 'S2' }), HUB]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(backend.captured.length, 1);
  });

  it('takes whatever is plugged into a port that is set to --auto, but no keyboard', async () => {
    const keyboard = [{ number: 0, classCode: 3, subclass: 1, protocol: 1, driver: undefined }];
    devices = [];
    const status = await engine.redirect(wish({ device: '1-1', auto: true }), never);
    assert.equal(status.phase, 'waiting-for-device');
    plug([fakeLocalDevice({ vendorId: 0x1111, interfaces: keyboard })]);
    plug([fakeLocalDevice({ vendorId: 0x2222, address: 3, serial: '' })]);
    await phase('attached');
    assert.deepEqual(
      backend.captured.map((one) => one.local.vendorId),
      [0x2222],
    );
  });

  it('attaches what is plugged in already where --auto is set', async () => {
    const status = await engine.redirect(wish({ device: 'port:1-1', auto: true }), never);
    assert.equal(status.phase, 'attached');
  });

  it('keeps the device through a broken connection and attaches it again', async () => {
    const identity = await makeIdentity();
    const first = await FakeAgent.start(0, identity);
    const { port } = first;
    await engine.redirect(wish({ agent: `127.0.0.1:${port}`, fingerprint: first.fingerprint }), never);
    await first.stop();
    const status = await phase('reconnecting');
    assert.deepEqual([status.captured, status.error?.code], [true, 'agent.unreachable']);
    const second = await FakeAgent.start(port, identity);
    await phase('attached');
    assert.equal(backend.captured.length, 1, 'captured once');
    assert.deepEqual(backend.last.operations, ['reset']);
    await engine.release(undefined);
    await second.stop();
  });

  it('attaches it again when the VM waited too long for it, but not for ever', async () => {
    await engine.redirect(wish(), never);
    for (let failures = 0; failures < 3; failures++) {
      const from = agent.heard.length;
      agent.channel!.detach('failed', 'a URB was not given back');
      await agent.hears('attach 0781:5583', from);
      await phase('attached');
    }
    agent.channel!.detach('failed', 'a URB was not given back');
    const { error } = await phase('failed');
    assert.equal(error?.code, 'vm.detached');
    assert.match(error.message, /gave the device back: a URB was not given back\. Redirect it again/);
    assert.equal(backend.last.released, true);
  });

  it('offers what came back from a reset as a new device (rule 4)', async () => {
    await engine.redirect(wish(), never);
    backend.last.held = [];
    agent.channel!.reset(1);
    const first = backend.last;
    while (first.operations.length === 0) await new Promise((resolve) => setImmediate(resolve));
    plug([]);
    first.answer('no-device');
    await agent.hears('detach');
    plug([fakeLocalDevice({ address: 9, vendorId: 0x0483, productId: 0xdf11, serial: '' })]);
    await agent.hears('attach', 2);
    assert.equal(agent.heard[1], 'detach reenumerated');
  });

  it('releases it: the VM sees it go, the device is handed back', async () => {
    await engine.redirect(wish(), never);
    const released = await engine.release('0781:5583');
    assert.deepEqual(
      released.map((one) => one.phase),
      ['released'],
    );
    await agent.hears('detach released');
    assert.equal(backend.last.released, true);
    assert.deepEqual(engine.status().redirections, []);
  });

  it('releases everything when it stops', async () => {
    await engine.redirect(wish(), never);
    await engine.stop();
    assert.equal(backend.last.released, true);
  });

  describe('refuses, and keeps no wish', () => {
    const cases: [string, Partial<RedirectRequest>, string, (() => void)?][] = [
      ['a device that is not there', { device: '1234:5678' }, 'device.not_found'],
      ['a hub', { device: '1-9' }, 'device.hub'],
      ['a selector for --auto that is no port', { auto: true }, 'device.selector'],
      ['a VM that the agent does not have', { vm: 'b' }, 'vm.not_found'],
      ['a wrong fingerprint', { fingerprint: `sha256:${'0'.repeat(64)}` }, 'agent.wrong_certificate'],
      ['an agent that does not answer', { agent: '127.0.0.1:1' }, 'agent.unreachable'],
      ['a ticket that the agent refuses', {}, 'agent.ticket_refused', () => (agent.refuse = 403)],
      ['a ticket that the VM refuses', { ticket: 'old' }, 'agent.ticket_refused'],
      ['a VM that does not run', {}, 'vm.not_running', () => (agent.refuse = 503)],
      [
        'a device whose descriptors the VM refuses',
        {},
        'descriptor.total_length',
        () => (agent.refuseDevice = { code: 'descriptor.total_length', message: 'wTotalLength is 9' }),
      ],
      [
        'a device for which the VM has no port',
        {},
        'usb.ports_full',
        () => (agent.refuseDevice = { code: 'usb.ports_full', message: 'every port is taken' }),
      ],
      [
        'a device that another program holds',
        {},
        'device.busy',
        () => (backend.failure = new EngineError('device.busy', 'held by qemu (pid 1)')),
      ],
      [
        'two devices of one kind',
        {},
        'device.ambiguous',
        () => (devices = [fakeLocalDevice(), fakeLocalDevice({ portPath: '1-2', serial: 'S2' })]),
      ],
    ];
    for (const [name, change, code, arrange] of cases) {
      it(name, async () => {
        arrange?.();
        await assert.rejects(engine.redirect(wish(change), never), { code });
        assert.deepEqual(engine.status().redirections, []);
      });
    }

    it('a device that another VM has', async () => {
      await engine.redirect(wish(), never);
      await assert.rejects(engine.redirect(wish({ vm: 'b' }), never), { code: 'device.redirected' });
      assert.equal(engine.status().redirections[0]?.phase, 'attached');
    });
  });

  it('says what a person can do about a device that the VM refuses, and does not try it again', async () => {
    agent.refuseDevice = { code: 'descriptor.total_length', message: 'wTotalLength is 9' };
    void engine.redirect(wish({ wait: true }), never).catch(() => undefined);
    const failed = await phase('failed');
    assert.match(failed.error?.message ?? '', /wTotalLength is 9.*plug it in again/);
    assert.equal(backend.last.released, true, 'the local drivers have it again');
    assert.deepEqual(agent.heard, ['attach 0781:5583 high S1', 'closed']);
  });

  it('leaves the local drivers alone when the ticket is refused', async () => {
    agent.refuse = 403;
    await assert.rejects(engine.redirect(wish(), never));
    assert.equal(backend.captured.length, 0);
  });

  it('never shows the ticket', async () => {
    await engine.redirect(wish(), never);
    assert.ok(!JSON.stringify(engine.status()).includes('ticket-1'));
  });
});
