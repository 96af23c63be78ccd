/** Devices, assignments and leases: what is there, what is wanted, where it goes, who has it. */
import {
  assignmentAnswer,
  assignmentChangeSchema,
  assignmentCreateSchema,
  deviceAnswer,
  deviceAttachSchema,
  deviceSessionAnswer,
  devicePageSchema,
  deviceWantedSchema,
  forceReleaseSchema,
  leaseAnswer,
  pageSchema,
  versionQuerySchema,
  type Device,
  type Lease,
  type Wanted,
} from '@farport/fleet';
import { takenKey } from '../../fleet/admissions.ts';
import { ownDevices, ownsDevice } from '../ownership.ts';
import type { ApiParts } from '../parts.ts';
import { route, type Call } from '../route.ts';
import { DeviceViews, wantAttached } from './device-work.ts';
import { found, idParams, json, none, onePage, page, versionOf, withoutVersion } from './shapes.ts';

const devices = 'devices';
const assignments = 'assignments';
const leases = 'leases';

const owns = ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>): Promise<boolean> =>
  parts.fleet.store.read((tx) => ownsDevice(tx, principal, params.id));

type WantedCall = Call<{ id: string }, unknown, { version: number }>;

function setWanted({ params, body, context, parts }: WantedCall, wanted: Wanted): Promise<unknown> {
  return parts.fleet.store.change(context, async (tx) =>
    (await DeviceViews.of(tx, parts)).describe(await tx.devices.setWanted(params.id, body.version, wanted)),
  );
}

/** The client of whoever brought it tries again by itself: it is told why it may not. */
function tellTaken(parts: ApiParts, lease: Lease | undefined, { facts }: Device, because: string): void {
  if (lease?.brought !== true || lease.userId === null) return;
  parts.presence.brought.taken(takenKey(lease.userId, facts), because);
}

export const deviceRoutes = [
  route({
    method: 'GET',
    path: '/devices',
    access: 'device.read',
    own: 'filtered',
    tag: devices,
    summary: 'Devices that were seen, with their state in words',
    query: devicePageSchema,
    answer: page(deviceAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        const views = await DeviceViews.of(tx, parts, may === 'all' ? undefined : principal.user.id);
        const { client, ...asked } = query;
        if (may === 'all' && client === undefined) {
          const { items, next } = await tx.devices.list(asked);
          return { items: await views.describeAll(items), next };
        }
        // What is somebody's own is little, and anywhere in the list.
        const all = may === 'all' ? await tx.devices.ofClient(client ?? '') : await ownDevices(tx, principal);
        const { items, next } = onePage(
          all.filter(({ clientId }) => client === undefined || clientId === client),
          asked,
        );
        return { items: await views.describeAll(items), next };
      }),
  }),
  route({
    method: 'GET',
    path: '/devices/:id',
    access: 'device.read',
    own: owns,
    tag: devices,
    summary: 'A device',
    params: idParams,
    answer: json(deviceAnswer),
    handle: ({ may, principal, params, parts }) =>
      parts.fleet.store.read(async (tx) => {
        const views = await DeviceViews.of(tx, parts, may === 'all' ? undefined : principal.user.id);
        return views.describe(found(await tx.devices.get(params.id), 'device'));
      }),
  }),
  route({
    method: 'POST',
    path: '/devices/:id/attach',
    access: 'device.attach',
    own: owns,
    tag: devices,
    summary: 'Want a device in a VM; stays wanted over broken links until somebody detaches it',
    params: idParams,
    body: deviceAttachSchema,
    versioned: 'body',
    answer: json(deviceAnswer, 202),
    handle: ({ params, body, principal, context, may, parts }) =>
      wantAttached(parts, { principal, context, mayAll: may === 'all' }, { deviceId: params.id, ...body }),
  }),
  route({
    method: 'POST',
    path: '/devices/:id/detach',
    access: 'device.detach',
    own: owns,
    tag: devices,
    summary: 'Want a device nowhere; stays so until somebody attaches it or it is pulled out',
    params: idParams,
    body: deviceWantedSchema,
    versioned: 'body',
    answer: json(deviceAnswer, 202),
    handle: async (call) => {
      const { via, user } = call.principal;
      const { params, body, context, parts } = call;
      const by = via.kind === 'local' ? null : user.id;
      const { lease, device, answer } = await parts.fleet.store.change(context, async (tx) => {
        const wanted: Wanted = { kind: 'detached', by, since: Date.now() };
        const device = await tx.devices.setWanted(params.id, body.version, wanted);
        // What a person has brought follows no wish: it goes now.
        const lease = await tx.leases.get(params.id);
        if (lease?.brought === true) await tx.leases.release(params.id, lease.fence, 'detached on purpose');
        return { lease, device, answer: await (await DeviceViews.of(tx, parts)).describe(device) };
      });
      tellTaken(parts, lease, device, `it was detached by ${by === null ? 'the administrator' : user.name}`);
      return answer;
    },
  }),
  route({
    method: 'POST',
    path: '/devices/:id/as-assigned',
    access: 'device.attach',
    own: owns,
    tag: devices,
    summary: 'Leave a device to assignments and policy again',
    params: idParams,
    body: deviceWantedSchema,
    versioned: 'body',
    answer: json(deviceAnswer, 202),
    handle: (call) => setWanted(call, { kind: 'as_assigned' }),
  }),

  route({
    method: 'GET',
    path: '/assignments',
    access: 'assignment.read',
    tag: assignments,
    summary: 'Assignments',
    query: pageSchema,
    answer: page(assignmentAnswer),
    handle: ({ query, parts }) => parts.fleet.store.read((tx) => tx.assignments.list(query)),
  }),
  route({
    method: 'POST',
    path: '/assignments',
    access: 'assignment.change',
    tag: assignments,
    summary: 'Assign a device, a port or a rule to a VM or to a user’s VMs',
    body: assignmentCreateSchema,
    bodyLimit: 256 << 10,
    answer: json(assignmentAnswer, 201),
    handle: ({ body, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.assignments.create(body)),
  }),
  route({
    method: 'GET',
    path: '/assignments/:id',
    access: 'assignment.read',
    tag: assignments,
    summary: 'An assignment',
    params: idParams,
    answer: json(assignmentAnswer),
    handle: async ({ params, parts }) =>
      found(await parts.fleet.store.read((tx) => tx.assignments.get(params.id)), 'assignment'),
  }),
  route({
    method: 'PATCH',
    path: '/assignments/:id',
    access: 'assignment.change',
    tag: assignments,
    summary: 'Change an assignment',
    params: idParams,
    body: assignmentChangeSchema,
    bodyLimit: 256 << 10,
    versioned: 'body',
    answer: json(assignmentAnswer),
    handle: ({ params, body, context, parts }) =>
      parts.fleet.store.change(context, (tx) =>
        tx.assignments.update(params.id, body.version, withoutVersion(body)),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/assignments/:id',
    access: 'assignment.change',
    tag: assignments,
    summary: 'Delete an assignment',
    params: idParams,
    query: versionQuerySchema,
    versioned: 'query',
    answer: none,
    handle: ({ params, query, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.assignments.delete(params.id, versionOf(query))),
  }),

  route({
    method: 'GET',
    path: '/leases',
    access: 'device.read',
    own: 'filtered',
    tag: leases,
    summary: 'Which VM has which device, for whom, since when, until when',
    query: pageSchema,
    answer: page(leaseAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        if (may === 'all') return tx.leases.list(query);
        const mine = [];
        for (const { id } of await ownDevices(tx, principal)) {
          const lease = await tx.leases.get(id);
          if (lease !== undefined) mine.push({ id, lease });
        }
        const { items, next } = onePage(mine, query);
        return { items: items.map(({ lease }) => lease), next };
      }),
  }),
  route({
    method: 'POST',
    path: '/leases/:id/force-release',
    access: 'device.force_release',
    tag: leases,
    summary:
      'Take a device (by its id) from whoever has it, for a reason that stands in the audit log; it stays detached',
    params: idParams,
    body: forceReleaseSchema,
    answer: json(leaseAnswer),
    handle: async ({ params, body, principal, context, parts }) => {
      const { lease, device } = await parts.fleet.store.change(context, async (tx) => {
        const lease = await tx.leases.forceRelease(params.id, body.reason);
        const device = found(await tx.devices.get(params.id), 'device');
        const { wanted, version } = device;
        // An assignment, or the wish of whoever had it, would bring it back at once.
        if (wanted.kind === 'as_assigned' || (wanted.kind === 'attached' && wanted.vmId === lease.vmId)) {
          const by = principal.via.kind === 'local' ? null : principal.user.id;
          await tx.devices.setWanted(params.id, version, { kind: 'detached', by, since: Date.now() });
        }
        return { lease, device };
      });
      tellTaken(parts, lease, device, `it was taken by force: ${body.reason}`);
      return lease;
    },
  }),
  route({
    method: 'GET',
    path: '/device-sessions',
    access: 'device.read',
    own: 'filtered',
    tag: leases,
    summary: 'What was carried between devices and VMs, lease by lease, since this agent began',
    query: pageSchema,
    answer: page(deviceSessionAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        const own =
          may === 'all' ? undefined : new Set((await ownDevices(tx, principal)).map(({ id }) => id));
        const { items, next } = onePage(
          parts.presence
            .sessions()
            .map((session) => ({ session, id: session.deviceId }))
            .filter(({ id }) => own?.has(id) !== false),
          query,
        );
        return { items: items.map(({ session }) => session), next };
      }),
  }),
];
