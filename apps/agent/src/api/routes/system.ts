/** The agent itself: health, overview, settings, metrics, the event stream, the API's own description. */
import { checkAnswer, healthAnswer, LEASE_MS, LIMITS, overviewAnswer, settingsAnswer } from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import * as v from 'valibot';
import type { ReadTransaction } from '../../store/store.ts';
import { agentVersion } from '../../version.ts';
import { streamEvents } from '../events/event-stream.ts';
import { FewAtOnce } from '../few-at-once.ts';
import { openApiDocument } from '../openapi.ts';
import { ownsChange } from '../ownership.ts';
import { route, takenOver, type AnyRoute } from '../route.ts';
import { json } from './shapes.ts';

const tag = 'system';
const checks = new FewAtOnce('a check', 1);

/** `routes`: all there are, these too; asked when the description is wanted. */
export function systemRoutes(routes: () => readonly AnyRoute[]): AnyRoute[] {
  let description: unknown;
  return [
    route({
      method: 'GET',
      path: '/health',
      access: 'public',
      tag,
      summary: 'Whether the agent answers and its database can be read',
      answer: json(healthAnswer),
      handle: async ({ parts }) => {
        await parts.fleet.store.read((tx) => tx.changes.last());
        return { ok: true };
      },
    }),
    route({
      method: 'GET',
      path: '/openapi.json',
      access: 'public',
      tag,
      summary: 'This description',
      answer: json(v.looseObject({})),
      handle: () => (description ??= openApiDocument(routes(), agentVersion)),
    }),
    route({
      method: 'GET',
      path: '/overview',
      access: 'overview.read',
      own: 'filtered',
      tag,
      summary: 'How much there is, and how much of it works',
      answer: json(overviewAnswer),
      handle: ({ may, principal, parts }) =>
        parts.fleet.store.read(async (tx) => {
          const changes = { epoch: await tx.changes.epoch(), seq: await tx.changes.last() };
          const running = parts.supervisor.runningNames();
          const uptime = Math.round(process.uptime());
          const { host } = parts.fleet;
          if (may !== 'all') {
            const mine = (await tx.vms.ofUser(principal.user.id, { limit: LIMITS.page })).items;
            return {
              host,
              uptime,
              vms: { known: mine.length, running: mine.filter(({ name }) => running.has(name)).length },
              clients: { enrolled: 0, online: 0 },
              devices: { plugged: 0, inUse: 0 },
              changes,
            };
          }
          return { host, uptime, ...(await counts(tx, running.size)), changes };
        }),
    }),
    route({
      method: 'GET',
      path: '/settings',
      access: 'settings.read',
      tag,
      summary: 'Facts of this agent, and what it is set to',
      answer: json(settingsAnswer),
      handle: async ({ parts: { fleet, config, facts } }) => ({
        host: fleet.host,
        version: agentVersion,
        ...facts,
        dataDir: config.dataDir,
        runDir: config.runDir,
        logLevel: config.logLevel,
        leaseSeconds: LEASE_MS / 1000,
        attemptDays: LIMITS.attemptDays,
        policyVersion: await fleet.store.read((tx) => tx.policies.currentVersion()),
      }),
    }),
    route({
      method: 'POST',
      path: '/database/check',
      access: 'database.check',
      tag,
      summary: 'Look for damage in the database',
      answer: json(checkAnswer),
      handle: ({ parts }) =>
        checks.run(async () => {
          const problems = await parts.fleet.store.check();
          return { ok: problems.length === 0, problems };
        }),
    }),
    route({
      method: 'GET',
      path: '/metrics',
      access: 'metrics.read',
      tag,
      summary: 'Numbers for Prometheus',
      answer: { kind: 'text', type: 'text/plain; version=0.0.4; charset=utf-8' },
      handle: ({ metrics }) => metrics(),
    }),
    route({
      method: 'GET',
      path: '/events',
      access: 'events.read',
      own: 'filtered',
      tag,
      summary:
        'Changes as Server-Sent Events: hello, change, live, reset (read everything anew), ended (sign in again); resumed by Last-Event-ID',
      // EventSource cannot send a header at its first connection: "last" is the same for that.
      query: exactObject({ last: v.optional(v.pipe(v.string(), v.maxLength(100))) }),
      answer: { kind: 'text', type: 'text/event-stream' },
      handle: ({ may, principal, query, headers, parts, stillAllowed, takeOver }) => {
        const last = headers['last-event-id'];
        const userId = principal.user.id;
        const { store } = parts.fleet;
        const stream = streamEvents({
          hub: parts.events,
          takeOver,
          userId,
          from: typeof last === 'string' ? last : query.last,
          stillAllowed,
          visible: (changes) => {
            if (may === 'all') return Promise.resolve(changes);
            return store.read(async (tx) => {
              const mine = [];
              for (const change of changes) {
                if (await ownsChange(tx, principal, change)) mine.push(change);
              }
              return mine;
            });
          },
          visibleLive: ({ name }) => {
            if (may === 'all') return Promise.resolve(true);
            return store.read(async (tx) => {
              const vm = await tx.vms.byName(name);
              return vm !== undefined && (await tx.vms.mayUse(userId, vm.id));
            });
          },
        });
        void stream.ended.catch((error: unknown) => {
          parts.log.warn('events.failed', {
            message: error instanceof Error ? error.message : String(error),
          });
        });
        return takenOver;
      },
    }),
  ];
}

async function counts(
  tx: ReadTransaction,
  running: number,
): Promise<Record<'vms' | 'clients' | 'devices', Record<string, number>>> {
  return {
    vms: { known: await tx.vms.count(), running },
    clients: { enrolled: await tx.clients.count(), online: await tx.clients.countOnline() },
    devices: { plugged: await tx.devices.countPlugged(), inUse: await tx.leases.count() },
  };
}
