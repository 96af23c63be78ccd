/** When the agent is asked what its policy says of the devices here, and what is made of the answer. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { DeviceFacts, DeviceVerdict } from '../../apps/client/app/service/agent-api.node.ts';
import type { Verdict } from '../../apps/client/app/service/device-desk.node.ts';
import { PolicyLook } from '../../apps/client/app/service/policy-look.node.ts';
import type { LocalDevice } from '../../apps/client/engine/capture/local-device.ts';
import { until } from '../viewer/viewer-page.ts';
import { CAMERA, DESK, READER, STICK } from './simulated-devices.ts';

const yes: DeviceVerdict = { outcome: 'allow', decidedBy: { kind: 'rule', ruleName: 'All' } };
const no: DeviceVerdict = { outcome: 'deny', decidedBy: { kind: 'rule', ruleName: 'No sticks' } };

describe('a look at the policy', { timeout: 20_000 }, () => {
  let look: PolicyLook | undefined;
  afterEach(() => look?.end());

  function started(answer: (facts: readonly DeviceFacts[]) => Promise<DeviceVerdict[] | undefined>) {
    const asked: string[][] = [];
    const said: ReadonlyMap<string, Verdict>[] = [];
    const here: { devices: readonly LocalDevice[]; changed: () => void } = {
      devices: DESK,
      changed: () => undefined,
    };
    look = new PolicyLook({
      account: {
        verdicts: (_, facts) => {
          asked.push(facts.map(({ portPath }) => portPath));
          return answer(facts);
        },
      },
      vm: 'a',
      devices: () => here.devices,
      watch: (changed) => {
        here.changed = changed;
        return () => (here.changed = () => undefined);
      },
      judged: (verdicts) => said.push(verdicts),
    });
    return {
      asked,
      said,
      plug: (devices: readonly LocalDevice[]) => {
        here.devices = devices;
        here.changed();
      },
    };
  }

  it('asks of every device but hubs, and again when another comes, but not when only their state changes', async () => {
    const { asked, said, plug } = started((facts) =>
      Promise.resolve(facts.map(({ portPath }) => (portPath === STICK.portPath ? no : yes))),
    );
    await until('it was asked', () => said.length === 1);
    assert.deepEqual(asked, [['1-1', '1-2.1', '1-2.2']]);
    assert.deepEqual(said[0]?.get(STICK.key), { forbidden: true, rule: 'No sticks' });
    assert.deepEqual(said[0].get(READER.key), { forbidden: false, rule: 'All' });
    plug([...DESK]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(asked.length, 1);
    plug([...DESK, CAMERA]);
    await until('it was asked again', () => said.length === 2);
    assert.deepEqual(said[1]?.get(CAMERA.key), { forbidden: false, rule: 'All' });
  });

  it('leaves an agent alone that cannot be asked', async () => {
    const { asked, said, plug } = started(() => Promise.resolve(undefined));
    await until('it was asked', () => asked.length === 1);
    plug([...DESK, CAMERA]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual([asked.length, said.length], [1, 0]);
  });

  it('holds what was said while the agent is away, and nothing when the session is over', async () => {
    let error: Error | undefined;
    const { asked, said, plug } = started((facts) =>
      error === undefined ? Promise.resolve(facts.map(() => no)) : Promise.reject(error),
    );
    await until('it was asked', () => said.length === 1);
    error = Object.assign(new Error('away'), { code: 'agent.unreachable' });
    plug([...DESK, CAMERA]);
    await until('it was asked again', () => asked.length === 2);
    assert.equal(said.length, 1);
    error = Object.assign(new Error('over'), { code: 'session.expired' });
    plug(DESK);
    await until('nothing is forbidden any more, as far as is known', () => said.at(-1)?.size === 0);
  });
});
