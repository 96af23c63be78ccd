/** Clients with their enrolment and ports. */
import {
  clientAnswer,
  clientChangeSchema,
  enrolledAnswer,
  enrolmentCodeAnswer,
  enrolmentCodeCreateSchema,
  enrolmentRequestSchema,
  newEnrolmentCodeAnswer,
  pageSchema,
  portAnswer,
  portLabelSchema,
  versionQuerySchema,
  type Client,
  type User,
} from '@farport/fleet';
import { hostname } from 'node:os';
import * as v from 'valibot';
import type { ReadTransaction } from '../../store/store.ts';
import { createEnrolmentCode } from '../../access/enrolment.ts';
import { reachedAt } from '../reached-at.ts';
import { route, type Call } from '../route.ts';
import { found, idParams, json, none, page, portParams, versionOf, withoutVersion } from './shapes.ts';

const clients = 'clients';

const ownsClient = ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>): Promise<boolean> =>
  parts.fleet.store.read(async (tx) => (await tx.sessions.clientsOf(principal.user.id)).includes(params.id));

/** With who sits there. */
async function described(
  tx: ReadTransaction,
  client: Client,
): Promise<Client & { readonly users: readonly Pick<User, 'id' | 'name'>[] }> {
  const users = await tx.sessions.atClient(client.id);
  return { ...client, users: users.map(({ id, name }) => ({ id, name })) };
}

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
        const items = [];
        if (may === 'all') {
          const page = await tx.clients.list(query);
          for (const client of page.items) items.push(await described(tx, client));
          return { items, next: page.next };
        }
        for (const id of await tx.sessions.clientsOf(principal.user.id)) {
          const client = await tx.clients.get(id);
          if (client !== undefined) items.push(await described(tx, client));
        }
        return { items, next: null };
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
    handle: ({ params, parts }) =>
      parts.fleet.store.read(async (tx) => described(tx, found(await tx.clients.get(params.id), 'client'))),
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
      parts.fleet.store.change(context, async (tx) =>
        described(tx, await tx.clients.update(params.id, body.version, withoutVersion(body))),
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
    handle: async ({ body, principal, parts: { fleet, facts, config } }) => ({
      ...(await createEnrolmentCode(fleet.store, principal, body.clientName)),
      agent: reachedAt(facts.listen, hostname(), config.oidc?.publicUrl),
      fingerprint: facts.fingerprint,
    }),
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
    handle: async ({ body, address, parts }) => {
      const { client, key } = await parts.fleet.enrolment.enrol({ ...body, address });
      return { client: { ...client, users: [] }, key };
    },
  }),
];
