// One agent and its fleet: simulated clients over real TLS sockets, consoles on its event stream. Needs no lab: the agent is
// the real program, only the machine in its one VM is a fake. Clients and consoles run in this process, the agent in its own.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiUnderTest } from '../../apps/agent/src/testing/api-under-test.ts';
import { vmA } from '../../apps/agent/src/testing/agent-under-test.ts';
import { EventReader } from '../../apps/agent/src/testing/event-reader.ts';
import { FakeClient, seenStick } from '../../apps/agent/src/testing/fake-client.ts';
import type { Bench, BenchContext } from './benches.ts';
import { Figures } from './figures.ts';
import { percentile } from './percentile.ts';
import type { BenchResult } from './report.ts';
import { median } from './turns.ts';

/** Those of apps/agent/bin/farport-agent.mjs. */
const nodeOptions = ['--max-semi-space-size=4'];
const devicesOfClient = 5;
const consoles = 20;
/** For all clients, and for none of their devices: each is looked at for each device. */
const ruleAssignments = 100;
/** Of the whole fleet. */
const plugsPerSecond = 50;
/** Work that is begun before what was begun has ended. */
const atOnce = 16;
/** The agent's memory is looked at when it had this long to tidy up. */
const settleMs = 3_000;

interface Measured {
  readonly kibPerClient: number;
  readonly enrolMs: readonly number[];
  readonly connectSeconds: number;
  readonly plugMs: readonly number[];
  readonly consoleMs: readonly number[];
}

/** Resident memory of a process, KiB. */
function residentKib(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

async function inParallel<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function measure(clients: number, say: (line: string) => void): Promise<Measured> {
  await using under = await ApiUnderTest.start({ vms: vmA, nodeOptions });
  const { agent, api, fleet } = under;
  await agent.admin.start('a');
  const admin = fleet.of.administrator;
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await api.ask(admin, method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json as T;
  };
  const { items } = await ask<{ items: { id: string; name: string }[] }>('GET', '/vms');
  const vmId = items.find(({ name }) => name === 'a')?.id ?? '';

  await inParallel(ruleAssignments, (index) =>
    ask('POST', '/assignments', {
      what: { kind: 'rule', clientId: null, filter: { ids: ['1234:*'], serials: [`R${index}*`] } },
      to: { kind: 'vm', vmId },
      enabled: true,
      note: '',
    }),
  );
  const enrolMs: number[] = [];
  const enrolled = await inParallel(clients, async (index) => {
    const name = `client-${index}`;
    const { code } = await ask<{ code: string }>('POST', '/enrolment-codes', { clientName: name });
    const began = performance.now();
    const { json } = await api.ask(undefined, 'POST', '/enrolments', {
      body: { code, name, platform: 'simulated', softwareVersion: '0' },
    });
    enrolMs.push(performance.now() - began);
    const { client, key } = json as { client: { id: string }; key: string };
    await ask('POST', '/assignments', {
      what: { kind: 'port', clientId: client.id, portPath: '1-9' },
      to: { kind: 'vm', vmId },
      enabled: true,
      note: '',
    });
    return key;
  });
  await delay(settleMs);
  const before = residentKib(agent.pid);

  const began = performance.now();
  const connected = await inParallel(clients, async (index) => {
    const devices = Array.from({ length: devicesOfClient }, (_, port) =>
      seenStick(`${index}-${port}`, { portPath: `1-${port + 1}` }),
    );
    const client = await FakeClient.connect(agent.port, enrolled[index] ?? '', devices);
    // Its list was taken when what comes after it is answered.
    client.say({ kind: 'ping', nonce: 1 });
    await client.next('pong');
    return client;
  });
  for (;;) {
    const { devices } = await ask<{ devices: { plugged: number } }>('GET', '/overview');
    if (devices.plugged >= clients * devicesOfClient) break;
    await delay(50);
  }
  const connectSeconds = (performance.now() - began) / 1000;
  await delay(settleMs);
  const kibPerClient = (residentKib(agent.pid) - before) / clients;
  say(`${clients} clients: ${kibPerClient.toFixed(1)} KiB each, connected in ${connectSeconds.toFixed(1)} s`);

  const consoleMs: number[] = [];
  const readers = await Promise.all(
    Array.from({ length: consoles }, () => EventReader.open(api.another(1), admin)),
  );
  const reading = readers.map(async (reader) => {
    for (let event = await reader.next(); event !== undefined; event = await reader.next()) {
      if (event.event === 'change') consoleMs.push(Date.now() - Number(event.data['at']));
    }
  });
  const plugMs: number[] = [];
  const first = performance.now();
  await Promise.all(
    connected.map(async (client, index) => {
      await delay(Math.max(0, (index * 1000) / plugsPerSecond - (performance.now() - first)));
      const plugged = performance.now();
      client.plug(seenStick(`${index}-new`, { portPath: '1-9' }));
      await client.next('attach', `${index}-new`);
      plugMs.push(performance.now() - plugged);
    }),
  );
  await delay(500);
  for (const reader of readers) reader.close();
  await Promise.all(reading);
  for (const client of connected) client.cut();
  return { kibPerClient, enrolMs, connectSeconds, plugMs, consoleMs };
}

async function run({ runs, quick, say }: BenchContext): Promise<BenchResult> {
  const figures = new Figures();
  const sizes = quick ? [20, 100] : [100, 1000];
  for (let round = 1; round <= runs; round++) {
    for (const size of sizes) {
      const measured = await measure(size, say);
      const add = (name: string, unit: string, value: number): void => {
        figures.add({ name: `${name}.${size}`, unit, better: 'less' }, 'farport', value);
        say(`run ${round}: ${name}.${size}: ${value.toPrecision(3)} ${unit}`);
      };
      add('memory', 'KiB/client', measured.kibPerClient);
      add('enrol.p50', 'ms', percentile(measured.enrolMs, 0.5));
      add('enrol.p99', 'ms', percentile(measured.enrolMs, 0.99));
      add('connect', 's', measured.connectSeconds);
      add('plug-to-assigned.p50', 'ms', percentile(measured.plugMs, 0.5));
      add('plug-to-assigned.p99', 'ms', percentile(measured.plugMs, 0.99));
      add('console-event.p99', 'ms', percentile(measured.consoleMs, 0.99));
    }
  }
  const { rows } = figures;
  const most = sizes.at(-1) ?? 0;
  const of = (name: string): number =>
    median(rows.find((row) => row.name === `${name}.${most}`)?.values['farport'] ?? [0]);
  return {
    rows,
    headline: {
      clients: most,
      kibPerClient: of('memory'),
      plugToAssignedP50Ms: of('plug-to-assigned.p50'),
      plugToAssignedP99Ms: of('plug-to-assigned.p99'),
      consoleEventP99Ms: of('console-event.p99'),
    },
  };
}

export const bench: Bench = {
  about:
    'one agent with 100 and with 1,000 simulated clients of 5 devices each, and 20 consoles; needs no lab',
  contestants: ['farport'],
  run,
};
