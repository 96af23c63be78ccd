/** Clients with their enrolment and ports, and VMs. */
import {
  clientAnswer,
  clientChangeSchema,
  enrolledAnswer,
  enrolmentCodeAnswer,
  enrolmentCodeCreateSchema,
  enrolmentRequestSchema,
  grantAnswer,
  idSchema,
  newEnrolmentCodeAnswer,
  pageSchema,
  portAnswer,
  portLabelSchema,
  subjectSchema,
  versionQuerySchema,
  vmAnswer,
  vmChangeSchema,
  vmTicketAnswer,
} from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import * as v from 'valibot';
import { createEnrolmentCode } from '../../access/enrolment.ts';
import { route, type Call } from '../route.ts';
import { found, idParams, json, none, page, portParams, versionOf, withoutVersion } from './shapes.ts';
import { consoleTail, describeVm, powerVm } from './vm-work.ts';

const clients = 'clients';
const vms = 'vms';

const grantParams = exactObject({ id: idSchema, kind: subjectSchema.entries.kind, subjectId: idSchema });

/** A working day: whoever stays longer opens the VM again. */
const ticketSeconds = 12 * 3600;

const ownsVm = ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>): Promise<boolean> =>
  parts.fleet.store.read((tx) => tx.vms.mayUse(principal.user.id, params.id));

const ownsClient = ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>): boolean =>
  parts.presence.clientsOf(principal.user.id).has(params.id);

export const machineRoutes = [
  route({
    method: 'GET',
    path: '/clients',
    access: 'client.read',
    own: 'filtered',
    tag: clients,
    summary: 'Enrolled clients by name',
    query: pageSchema,
    answer: page(clientAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        if (may === 'all') return tx.clients.list(query);
        const mine = [];
        for (const id of parts.presence.clientsOf(principal.user.id)) mine.push(await tx.clients.get(id));
        return { items: mine.filter((client) => client !== undefined), next: null };
      }),
  }),
  route({
    method: 'GET',
    path: '/clients/:id',
    access: 'client.read',
    own: ownsClient,
    tag: clients,
    summary: 'A client',
    params: idParams,
    answer: json(clientAnswer),
    handle: async ({ params, parts }) =>
      found(await parts.fleet.store.read((tx) => tx.clients.get(params.id)), 'client'),
  }),
  route({
    method: 'PATCH',
    path: '/clients/:id',
    access: 'client.change',
    tag: clients,
    summary: 'Change a client; one that is not enabled is not let in',
    params: idParams,
    body: clientChangeSchema,
    versioned: 'body',
    answer: json(clientAnswer),
    handle: ({ params, body, context, parts }) =>
      parts.fleet.store.change(context, (tx) =>
        tx.clients.update(params.id, body.version, withoutVersion(body)),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/clients/:id',
    access: 'client.remove',
    tag: clients,
    summary: 'Remove a client with its devices; its key is good for nothing from then on',
    params: idParams,
    query: versionQuerySchema,
    versioned: 'query',
    answer: none,
    handle: ({ params, query, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.clients.delete(params.id, versionOf(query))),
  }),
  route({
    method: 'GET',
    path: '/clients/:id/ports',
    access: 'client.read',
    own: ownsClient,
    tag: clients,
    summary: 'Ports of a client that have a name',
    params: idParams,
    answer: json(v.object({ items: v.array(portAnswer) })),
    handle: ({ params, parts }) =>
      parts.fleet.store.read(async (tx) => {
        found(await tx.clients.get(params.id), 'client');
        return { items: await tx.devices.ports(params.id) };
      }),
  }),
  route({
    method: 'PUT',
    path: '/clients/:id/ports/:path',
    access: 'client.change',
    tag: clients,
    summary: 'Name a port; an empty label takes the name away',
    params: portParams,
    body: portLabelSchema,
    answer: none,
    handle: ({ params, body, context, parts }) =>
      parts.fleet.store.change(context, async (tx) => {
        found(await tx.clients.get(params.id), 'client');
        await tx.devices.setPortLabel({ clientId: params.id, path: params.path, label: body.label });
      }),
  }),
  route({
    method: 'GET',
    path: '/enrolment-codes',
    access: 'client.enrol',
    tag: clients,
    summary: 'Enrolment codes, never the codes themselves',
    query: pageSchema,
    answer: page(enrolmentCodeAnswer),
    handle: ({ query, parts }) => parts.fleet.store.read((tx) => tx.enrolments.list(query)),
  }),
  route({
    method: 'POST',
    path: '/enrolment-codes',
    access: 'client.enrol',
    tag: clients,
    summary: 'Make a code that lets one client in, within 15 minutes',
    body: enrolmentCodeCreateSchema,
    answer: json(newEnrolmentCodeAnswer, 201),
    handle: ({ body, principal, parts }) =>
      createEnrolmentCode(parts.fleet.store, principal, body.clientName),
  }),
  route({
    method: 'DELETE',
    path: '/enrolment-codes/:id',
    access: 'client.enrol',
    tag: clients,
    summary: 'Take a code back',
    params: idParams,
    answer: none,
    handle: ({ params, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.enrolments.delete(params.id)),
  }),
  route({
    method: 'POST',
    path: '/enrolments',
    access: 'public',
    tag: clients,
    summary: 'Come in as a client, by a code; the key in the answer is the client’s own',
    body: enrolmentRequestSchema,
    bodyLimit: 8 << 10,
    answer: json(enrolledAnswer, 201),
    handle: ({ body, address, parts }) => parts.fleet.enrolment.enrol({ ...body, address }),
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
    summary: 'Change what is said of a VM; how it is built is the configuration’s',
    params: idParams,
    body: v.omit(vmChangeSchema, ['name', 'wantedPower']),
    versioned: 'body',
    answer: json(vmAnswer),
    handle: async ({ params, body, context, parts }) =>
      describeVm(
        parts,
        await parts.fleet.store.change(context, (tx) =>
          tx.vms.update(params.id, body.version, withoutVersion(body)),
        ),
      ),
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
      const vm = await parts.fleet.store.change(context, async (tx) => {
        const vm = found(await tx.vms.get(params.id), 'VM');
        await tx.audit.append({ action: 'vm.ticket', outcome: 'ok', vm: { id: vm.id, name: vm.name } });
        return vm;
      });
      const { ticket, expires } = await parts.tickets.create(principal.user.id, vm, ticketSeconds);
      return { ticket, expires };
    },
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
