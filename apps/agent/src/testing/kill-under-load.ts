/**
 * A real agent, killed with SIGKILL at random moments while many change the fleet through its real API; what it had
 * acknowledged must be there, its audit whole, its VMs running. Used by a test (a few kills) and by the soak (many).
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { until, vmA, vmB } from './agent-under-test.ts';
import { ApiCaller, type ApiAnswer } from './api-caller.ts';
import { ApiUnderTest } from './api-under-test.ts';

const workers = 6;
/** From the first acknowledged change of a round to the kill, at most. */
const longestMs = 400;
/** A start that takes longer is a fault, also on a machine that does much else. */
const patienceMs = 60_000;

/** What the fleet must hold: groups by id, as they were acknowledged last. */
interface Expected {
  /** id -> name; null: acknowledged as deleted. */
  readonly groups: Map<string, string | null>;
  /** Ids of things that a request was under way for when the agent died: they may be as they were, or changed. */
  readonly unsure: Set<string>;
}

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Requests that the kills cut off. */
  readonly cutOff: number;
  readonly auditRecords: number;
}

function idOf({ json }: ApiAnswer): string {
  return String((json as { id?: unknown }).id);
}

/** Makes, renames and deletes groups of its own until the agent is gone. Every answer that came is written down. */
async function load(
  caller: ApiCaller,
  token: string,
  name: string,
  expected: Expected,
  counts: { acknowledged: number; cutOff: number },
): Promise<void> {
  const who = { token };
  for (let n = 0; ; n++) {
    let touched = '';
    const ask = async (id: string, ...rest: Parameters<ApiCaller['ask']>): Promise<ApiAnswer> => {
      touched = id;
      const answer = await caller.ask(...rest);
      assert.ok(
        answer.status < 500 || answer.status === 503,
        `${rest[1]} ${rest[2]}: ${answer.status} ${answer.text}`,
      );
      if (answer.status >= 400) throw new Error(answer.text);
      counts.acknowledged++;
      touched = '';
      return answer;
    };
    try {
      const body = { name: `${name}-${n}`, description: 'x'.repeat(n % 300) };
      const id = idOf(await ask('', who, 'POST', '/groups', { body }));
      expected.groups.set(id, body.name);
      await ask(id, who, 'PATCH', `/groups/${id}`, { body: { version: 1, name: `${body.name}-b` } });
      expected.groups.set(id, `${body.name}-b`);
      if (n % 3 === 0) {
        await ask(id, who, 'DELETE', `/groups/${id}?version=2`);
        expected.groups.set(id, null);
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      counts.cutOff++;
      if (touched !== '') expected.unsure.add(touched);
      return;
    }
  }
}

/** Everything that was acknowledged is there; nothing else of what was acknowledged to be gone. */
async function needAll(file: string, { groups, unsure }: Expected): Promise<number> {
  const store = SqliteStore.open(file);
  try {
    assert.deepEqual(await store.check(), [], 'the database is whole');
    const verdict = await store.verifyAudit();
    assert.ok(verdict.ok, 'the audit verifies');
    await store.read(async (tx) => {
      for (const [id, name] of groups) {
        const group = await tx.groups.get(id);
        if (unsure.has(id)) continue;
        assert.equal(group?.name ?? null, name, `group ${id}`);
      }
    });
    return verdict.records;
  } finally {
    await store.close();
  }
}

/** Kills the agent `rounds` times. `say` is told after each. @throws AssertionError where something was lost */
export async function killUnderLoad(
  rounds: number,
  say: (line: string) => void = () => undefined,
): Promise<KillReport> {
  await using test = await ApiUnderTest.start({ vms: vmA + vmB });
  const { agent, fleet } = test;
  agent.patienceMs = patienceMs;
  const { token } = fleet.of.administrator;
  await agent.admin.start('a');
  await agent.admin.start('b');
  const pids = [agent.vmPid('a'), agent.vmPid('b')];
  const file = join(agent.dataDir, 'fleet.db');
  const expected: Expected = { groups: new Map(), unsure: new Set() };
  const counts = { acknowledged: 0, cutOff: 0 };
  let auditRecords = 0;
  for (let round = 1; round <= rounds; round++) {
    const caller = new ApiCaller(agent.port, workers);
    const before = counts.acknowledged;
    const loads = Array.from({ length: workers }, (_, n) =>
      load(caller, token, `r${round}-w${n}`, expected, counts),
    );
    const ended = Promise.all(loads);
    await Promise.race([until('the load begins', () => counts.acknowledged > before), ended]);
    await delay(Math.random() * longestMs);
    assert.equal(await agent.signal('SIGKILL'), 'SIGKILL');
    await ended;
    caller.close();
    auditRecords = await needAll(file, expected);
    // What was cut off is one thing or the other, and stays that.
    for (const id of expected.unsure) expected.groups.delete(id);
    expected.unsure.clear();
    const since = agent.log.length;
    await agent.start();
    await until(
      'the API answers again',
      () => agent.log.slice(since).find(({ event }) => event === 'api.ready'),
      { patienceMs, said: () => JSON.stringify(agent.log.slice(since)) },
    );
    assert.equal(
      agent.log.slice(since).filter(({ event }) => event === 'vm.adopted').length,
      2,
      'both VMs are adopted',
    );
    assert.deepEqual([agent.vmPid('a'), agent.vmPid('b')], pids, 'the VMs run on');
    say(
      `${round}: ${counts.acknowledged} changes acknowledged, ${counts.cutOff} requests cut off, ${auditRecords} audit records`,
    );
  }
  return { kills: rounds, ...counts, auditRecords };
}
