/** VMs: what they are made from, how they are made, changed and deleted, power, tickets, and who may use them. */
import {
  decideOutcome,
  deviceVerdictsAnswer,
  deviceVerdictsSchema,
  grantAnswer,
  idSchema,
  imagesAnswer,
  pageSchema,
  subjectSchema,
  versionQuerySchema,
  vmAnswer,
  vmChangeSchema,
  vmCreateSchema,
  vmTicketAnswer,
} from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import type { Principal } from '../../access/principal.ts';
import type { ReadTransaction } from '../../store/store.ts';
import { route, type Call } from '../route.ts';
import { found, idParams, json, none, page, versionOf, withoutVersion } from './shapes.ts';
import { consoleTail, describeVm, powerVm } from './vm-work.ts';

const vms = 'vms';

const grantParams = exactObject({ id: idSchema, kind: subjectSchema.entries.kind, subjectId: idSchema });

/** A working day: whoever stays longer opens the VM again. */
const ticketSeconds = 12 * 3600;

const ownsVm = ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>): Promise<boolean> =>
  parts.fleet.store.read((tx) => tx.vms.mayUse(principal.user.id, params.id));

export const vmRoutes = [
  route({
    method: 'GET',
    path: '/images',
    access: 'vm.create',
    tag: vms,
    summary: 'Files in the agent’s image folders that VMs may be made from',
    answer: json(imagesAnswer),
    handle: async ({ parts }) => ({ items: await parts.builtVms.images(), folders: parts.config.imageDirs }),
  }),
  route({
    method: 'GET',
    path: '/vms',
    access: 'vm.read',
    own: 'filtered',
    tag: vms,
    summary: 'VMs by name',
    query: pageSchema,
    answer: page(vmAnswer),
    handle: async ({ may, principal, query, parts }) => {
      const { items, next } = await parts.fleet.store.read((tx) =>
        may === 'all' ? tx.vms.list(query) : tx.vms.ofUser(principal.user.id, query),
      );
      return { items: await Promise.all(items.map((vm) => describeVm(parts, vm))), next };
    },
  }),
  route({
    method: 'POST',
    path: '/vms',
    access: 'vm.create',
    tag: vms,
    summary: 'Make a VM from images on this server; its disk is copied afterwards, which the VM tells',
    body: vmCreateSchema,
    answer: json(vmAnswer, 201),
    handle: async ({ body, context, parts }) => describeVm(parts, await parts.builtVms.create(context, body)),
  }),
  route({
    method: 'GET',
    path: '/vms/:id',
    access: 'vm.read',
    own: ownsVm,
    tag: vms,
    summary: 'A VM',
    params: idParams,
    answer: json(vmAnswer),
    handle: async ({ params, parts }) =>
      describeVm(parts, found(await parts.fleet.store.read((tx) => tx.vms.get(params.id)), 'VM')),
  }),
  route({
    method: 'PATCH',
    path: '/vms/:id',
    access: 'vm.change',
    tag: vms,
    summary: 'Change a VM; how it is built counts from its next start, and only where it is the fleet’s own',
    params: idParams,
    body: vmChangeSchema,
    versioned: 'body',
    answer: json(vmAnswer),
    handle: async ({ params, body, context, parts }) =>
      describeVm(parts, await parts.builtVms.change(context, params.id, body.version, withoutVersion(body))),
  }),
  route({
    method: 'DELETE',
    path: '/vms/:id',
    access: 'vm.delete',
    tag: vms,
    summary: 'Delete a VM that is off, with its disk; one of the configuration file is not deleted here',
    params: idParams,
    query: versionQuerySchema,
    versioned: 'query',
    answer: none,
    handle: async ({ params, query, context, parts }) => {
      const vm = await parts.builtVms.remove(context, params.id, versionOf(query));
      // Another VM may have this name one day.
      await parts.tickets.revokeAllOf(vm.name);
    },
  }),
  route({
    method: 'POST',
    path: '/vms/:id/start',
    access: 'vm.power',
    own: ownsVm,
    tag: vms,
    summary: 'Start a VM',
    params: idParams,
    answer: json(vmAnswer, 202),
    handle: ({ params, context, parts }) => powerVm(parts, context, params.id, 'start'),
  }),
  route({
    method: 'POST',
    path: '/vms/:id/stop',
    access: 'vm.power',
    own: ownsVm,
    tag: vms,
    summary: 'Press the power button, wait 30 s for the guest, then stop it by force',
    params: idParams,
    answer: json(vmAnswer, 202),
    handle: ({ params, context, parts }) => powerVm(parts, context, params.id, 'stop'),
  }),
  route({
    method: 'POST',
    path: '/vms/:id/force-off',
    access: 'vm.force_off',
    own: ownsVm,
    tag: vms,
    summary: 'Stop a VM without asking the guest, which loses what it has not written',
    params: idParams,
    answer: json(vmAnswer, 202),
    handle: ({ params, context, parts }) => powerVm(parts, context, params.id, 'force'),
  }),
  route({
    method: 'POST',
    path: '/vms/:id/ticket',
    access: 'vm.connect',
    own: ownsVm,
    tag: vms,
    summary: 'Make a ticket for the screen and the devices of a VM that one may use, good for 12 hours',
    params: idParams,
    answer: json(vmTicketAnswer, 201),
    handle: async ({ params, parts, principal, context }) => {
      const { vm, clientId } = await parts.fleet.store.change(context, async (tx) => {
        const vm = found(await tx.vms.get(params.id), 'VM');
        await tx.audit.append({ action: 'vm.ticket', outcome: 'ok', vm: { id: vm.id, name: vm.name } });
        return { vm, clientId: await clientOf(tx, principal) };
      });
      const { ticket, expires } = await parts.tickets.create(principal.user.id, clientId, vm, ticketSeconds);
      return { ticket, expires };
    },
  }),
  route({
    method: 'POST',
    path: '/vms/:id/device-verdicts',
    access: 'vm.connect',
    own: ownsVm,
    tag: vms,
    summary: 'Would the policy let oneself bring these devices into the VM now, from where one sits; changes nothing',
    params: idParams,
    body: deviceVerdictsSchema,
    bodyLimit: 256 << 10,
    answer: json(deviceVerdictsAnswer),
    handle: ({ params, body, principal, parts }) =>
      parts.fleet.store.read(async (tx) => {
        const { user } = principal;
        const { policy } = await parts.fleet.policies.current(tx);
        const vm = found(await tx.vms.get(params.id), 'VM');
        const clientId = await clientOf(tx, principal);
        const client = clientId === null ? undefined : await tx.clients.get(clientId);
        // As admissions ask of a device that is brought by a ticket of one's own.
        const about = {
          client: { id: client?.id ?? '', name: client?.name ?? '' },
          user: { id: user.id, name: user.name, groups: await tx.groups.ofUser(user.id) },
          vm: { id: vm.id, name: vm.name },
          trigger: 'manual',
          at: Date.now(),
        } as const;
        return { items: body.devices.map((device) => decideOutcome(policy, { ...about, device })) };
      }),
  }),
  route({
    method: 'GET',
    path: '/vms/:id/console-log',
    access: 'vm.console_log',
    own: ownsVm,
    tag: vms,
    summary: 'What the guest last wrote to its console, 256 KiB at most',
    params: idParams,
    answer: { kind: 'text', type: 'text/plain; charset=utf-8' },
    handle: async ({ params, parts }) =>
      consoleTail(parts, found(await parts.fleet.store.read((tx) => tx.vms.get(params.id)), 'VM')),
  }),
  route({
    method: 'GET',
    path: '/vms/:id/grants',
    access: 'vm.grant',
    tag: vms,
    summary: 'Who may use a VM',
    params: idParams,
    query: pageSchema,
    answer: page(grantAnswer),
    handle: ({ params, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        found(await tx.vms.get(params.id), 'VM');
        return tx.vms.grants(params.id, query);
      }),
  }),
  route({
    method: 'PUT',
    path: '/vms/:id/grants/:kind/:subjectId',
    access: 'vm.grant',
    tag: vms,
    summary: 'Let a user or a group use a VM',
    params: grantParams,
    answer: none,
    handle: async ({ params, context, parts }) => {
      await parts.fleet.store.change(context, async (tx) => {
        found(await tx.vms.get(params.id), 'VM');
        const { kind, subjectId } = params;
        if (kind === 'user') found(await tx.users.get(subjectId), 'user');
        else found(await tx.groups.get(subjectId), 'group');
        await tx.vms.grant(params.id, { kind, id: subjectId });
      });
    },
  }),
  route({
    method: 'DELETE',
    path: '/vms/:id/grants/:kind/:subjectId',
    access: 'vm.grant',
    tag: vms,
    summary: 'Take that back',
    params: grantParams,
    answer: none,
    handle: async ({ params, context, parts }) => {
      await parts.fleet.store.change(context, (tx) =>
        tx.vms.revoke(params.id, { kind: params.kind, id: params.subjectId }),
      );
    },
  }),
];

/** The client at which whoever is signed in sits. */
async function clientOf(tx: ReadTransaction, { via, user }: Principal): Promise<string | null> {
  const sessions = via.kind === 'session' ? await tx.sessions.ofUser(user.id) : [];
  return sessions.find(({ id }) => id === via.id)?.clientId ?? null;
}
