/** What a person wants of a device, changed faster than the engine begins: the last wish holds, and nothing is left behind. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBackend } from '../../apps/client/engine/capture/fake/fake-captured-device.ts';
import { Engine } from '../../apps/client/engine/service/engine.ts';
import { dial } from '../../apps/client/engine/session/dial.ts';
import { FakeAgent } from '../../apps/client/engine/session/fake/fake-agent.ts';
import { DeviceDesk, type DeskTarget } from '../../apps/client/app/service/device-desk.node.ts';
import { until } from '../viewer/viewer-page.ts';
import { DESK, SimulatedDevices, STICK } from './simulated-devices.ts';

describe('the desk', { timeout: 30_000 }, () => {
  let agent: FakeAgent;
  let engine: Engine;
  let desk: DeviceDesk;
  let target: DeskTarget;
  let devices: SimulatedDevices;
  let refusals = 0;

  beforeEach(async () => {
    agent = await FakeAgent.start();
    devices = new SimulatedDevices(DESK);
    const backend = new FakeBackend();
    engine = new Engine({
      source: devices,
      backend,
      dial,
      version: 'test',
      log: () => undefined,
    });
    await engine.start();
    desk = new DeviceDesk({
      engine,
      always: () => [],
      asks: () => true,
      changed: () => undefined,
      refused: () => (refusals += 1),
      say: () => undefined,
    });
    const { fingerprint } = agent;
    target = { agent: `127.0.0.1:${agent.port}`, fingerprint, vm: 'a', ticket: 'ticket-1' };
    desk.open(target);
  });
  afterEach(async () => {
    desk.close();
    await engine.stop();
    await agent.stop();
  });

  const state = () => desk.views().find(({ port }) => port === STICK.portPath)?.state;
  /** Longer than the engine takes to begin. */
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, 300));

  it('that is left at once after a switch was turned on brings nothing into the VM', async () => {
    desk.use(STICK.portPath);
    await desk.leave();
    await aWhile();
    assert.equal(state(), 'here');
    assert.deepEqual([engine.status().redirections, agent.tickets], [[], []]);
  });

  it('whose switch is turned on and off at once brings nothing into the VM', async () => {
    desk.use(STICK.portPath);
    await desk.keep(STICK.portPath);
    await aWhile();
    assert.equal(state(), 'here');
    assert.deepEqual(engine.status().redirections, []);
  });

  it('whose switch is turned on, off and on again brings the device once', async () => {
    desk.use(STICK.portPath);
    await desk.keep(STICK.portPath);
    desk.use(STICK.portPath);
    await until('the stick in the VM', () => state() === 'in_vm');
    await aWhile();
    assert.equal(engine.status().redirections.length, 1);
    assert.deepEqual(agent.heard.filter((line) => line.startsWith('attach')).length, 1);
  });

  const stick = () => desk.views().find(({ port }) => port === STICK.portPath);
  const judged = (forbidden: boolean): void => {
    desk.judge(new Map([[STICK.key, { forbidden, rule: 'Sticks stay out' }]]));
  };

  it('keeps the switch of a device that was refused: it asks anew', async () => {
    agent.refuseDevice = { code: 'policy.denied', message: 'denied by rule “Sticks stay out”' };
    desk.use(STICK.portPath);
    await until('the refusal', () => state() === 'forbidden');
    assert.deepEqual([stick()?.switchable, stick()?.rule, refusals > 0], [true, 'Sticks stay out', true]);
    agent.refuseDevice = undefined;
    desk.use(STICK.portPath);
    await until('the stick in the VM', () => state() === 'in_vm');
  });

  it('forgets a refusal once the policy, which forbade the device, allows it', async () => {
    agent.refuseDevice = { code: 'policy.denied', message: 'denied by rule “Sticks stay out”' };
    desk.use(STICK.portPath);
    await until('the refusal', () => state() === 'forbidden');
    judged(true);
    assert.deepEqual([stick()?.state, stick()?.switchable], ['forbidden', false]);
    judged(false);
    assert.deepEqual([stick()?.state, stick()?.switchable], ['here', true]);
  });

  it('asks nothing about a device that turns out to be forbidden', async () => {
    devices.unplug(STICK.portPath);
    await until('it is gone', () => stick() === undefined);
    devices.plug(STICK);
    await until('the question', () => desk.questions.length === 1);
    judged(true);
    assert.deepEqual(desk.questions, []);
  });

  it('asks nothing about a device that was judged before it was seen here', async () => {
    devices.unplug(STICK.portPath);
    await until('it is gone', () => stick() === undefined);
    judged(true);
    devices.plug(STICK);
    await until('it is there', () => state() === 'forbidden');
    assert.deepEqual(desk.questions, []);
  });
});
