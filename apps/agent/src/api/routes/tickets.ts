/**
 * Tickets of the server: whoever holds one redirects devices to one VM, past the policy, until it ends. What is made and
 * taken back here stands in the audit. People's own tickets are made in vms.ts.
 */
import { LIMITS, newTicketAnswer, pageSchema, ticketAnswer, ticketCreateSchema } from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import * as v from 'valibot';
import { route } from '../route.ts';
import { found, json, none, page } from './shapes.ts';

const tag = 'tickets';
const ticketParams = exactObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'must be a ticket’s id')),
});

export const ticketRoutes = [
  route({
    method: 'GET',
    path: '/tickets',
    access: 'ticket.read',
    tag,
    summary:
      'Tickets that still let somebody in, people’s own too; what they are is known to their holders alone',
    query: pageSchema,
    answer: page(ticketAnswer),
    handle: ({ query: { after = '', limit = LIMITS.pageDefault }, parts }) => {
      const rest = parts.serverTickets
        .list()
        .filter(({ id }) => id > after)
        .sort((left, right) => (left.id < right.id ? -1 : 1));
      const items = rest.slice(0, limit);
      return { items, next: rest.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  route({
    method: 'POST',
    path: '/tickets',
    access: 'ticket.create',
    tag,
    summary: 'Make a ticket for a VM; whoever has it redirects devices to that VM, whatever the policy says',
    body: ticketCreateSchema,
    answer: json(newTicketAnswer, 201),
    handle: async ({ body, context, parts }) => {
      const { fleet, supervisor, serverTickets, log } = parts;
      const vm = found(await fleet.store.read((tx) => tx.vms.get(body.vmId)), 'VM');
      supervisor.assertKnown(vm.name);
      const made = await serverTickets.create(vm.name, body.ttl, body.uses);
      try {
        await fleet.store.change(context, (tx) =>
          tx.audit.append({
            action: 'ticket.created',
            outcome: 'ok',
            vm: { id: vm.id, name: vm.name },
            details: {
              ticket: made.id,
              expires: new Date(made.expires).toISOString(),
              uses: made.uses === null ? 'any number' : String(made.uses),
            },
          }),
        );
      } catch (error) {
        // What is in no audit lets nobody in.
        await serverTickets.revoke(made.id);
        throw error;
      }
      log.info('ticket.created', { ticketId: made.id, vm: vm.name, expires: made.expires, uses: made.uses });
      return made;
    },
  }),
  route({
    method: 'DELETE',
    path: '/tickets/:id',
    access: 'ticket.revoke',
    tag,
    summary: 'Let nobody in with a ticket any more; who is in stays',
    params: ticketParams,
    answer: none,
    handle: async ({ params, context, parts }) => {
      const { fleet, serverTickets, log } = parts;
      const vm = serverTickets.list().find(({ id }) => id === params.id)?.vm;
      await serverTickets.revoke(params.id);
      log.info('ticket.revoked', { ticketId: params.id });
      await fleet.store.change(context, async (tx) => {
        const known = vm === undefined ? undefined : await tx.vms.byName(vm);
        await tx.audit.append({
          action: 'ticket.revoked',
          outcome: 'ok',
          ...(known === undefined ? {} : { vm: { id: known.id, name: known.name } }),
          details: { ticket: params.id },
        });
      });
    },
  }),
];
