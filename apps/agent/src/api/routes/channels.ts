/** Connections to VMs that are open now, screens' and devices': whose they are, what they carry, and their end. */
import { channelAnswer, forceReleaseSchema, pageSchema } from '@farport/fleet';
import { RequestError } from '../../errors.ts';
import type { OpenChannel } from '../../gateway/open-channels.ts';
import { roundTripOf } from '../../presence/orders.ts';
import { deviceName } from '../../store/device-name.ts';
import type { ReadTransaction } from '../../store/store.ts';
import { ownsDevice } from '../ownership.ts';
import type { ApiParts } from '../parts.ts';
import { route, type Call } from '../route.ts';
import { found, idParams, none, onePage, page } from './shapes.ts';

const tag = 'channels';

interface Named {
  readonly id: string;
  readonly name: string;
}

type DescribedChannel = Readonly<Record<'user' | 'client' | 'device' | 'vm', Named | null>>;

async function named(row: Promise<Named | undefined>): Promise<Named | null> {
  const { id, name } = (await row) ?? {};
  return id === undefined || name === undefined ? null : { id, name };
}

/** Whose it is: who came by it, from which client of the fleet, with what, to which VM. */
async function describe(
  tx: ReadTransaction,
  parts: ApiParts,
  { id, right, vm }: OpenChannel,
): Promise<DescribedChannel> {
  const thing = parts.presence.brought.of(id);
  const deviceId = right?.kind === 'order' ? right.deviceId : thing?.lease?.deviceId;
  const device = deviceId === undefined ? undefined : await tx.devices.get(deviceId);
  const lease = right?.kind === 'order' ? await tx.leases.get(right.deviceId) : undefined;
  const userId = right?.kind === 'account' ? right.userId : lease?.userId;
  const clientId = right?.kind === 'account' ? right.clientId : device?.clientId;
  return {
    vm: await named(tx.vms.byName(vm)),
    user: userId == null ? null : await named(tx.users.get(userId)),
    client: clientId == null ? null : await named(tx.clients.get(clientId)),
    device:
      device === undefined
        ? thing === undefined
          ? null
          : { id: '', name: thing.about.device.name }
        : { id: device.id, name: deviceName(device) },
  };
}

function isTheirs({ right }: OpenChannel, userId: string): boolean {
  return right?.kind === 'account' && right.userId === userId;
}

export const channelRoutes = [
  route({
    method: 'GET',
    path: '/channels',
    access: 'session.read',
    own: 'filtered',
    tag,
    summary: 'Connections to VMs that are open now, screens’ and devices’, with what they have carried',
    query: pageSchema,
    answer: page(channelAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        const shown: OpenChannel[] = [];
        for (const channel of parts.channels) {
          const { right } = channel;
          const own =
            may === 'all' ||
            isTheirs(channel, principal.user.id) ||
            (right?.kind === 'order' && (await ownsDevice(tx, principal, right.deviceId)));
          if (own) shown.push(channel);
        }
        const { items, next } = onePage(shown, query);
        const described = [];
        for (const channel of items) {
          const { id, kind, address, since, right } = channel;
          const traffic = channel.traffic();
          const { toVm, toClient } = traffic;
          described.push({
            ...{ id, kind, address, since, toVm, toClient },
            by: right?.kind ?? 'ticket',
            roundTripMs: roundTripOf(traffic),
            ...(await describe(tx, parts, channel)),
          });
        }
        return { items: described, next };
      }),
  }),
  route({
    method: 'POST',
    path: '/channels/:id/end',
    access: 'session.end',
    own: ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>) => {
      const channel = parts.channels.get(params.id);
      return channel !== undefined && isTheirs(channel, principal.user.id);
    },
    tag,
    summary:
      'Disconnect a viewer, or a device that no client of the fleet has told of, for a reason that stands in the audit log',
    params: idParams,
    body: forceReleaseSchema,
    answer: none,
    handle: async ({ params, body, context, parts }) => {
      const channel = found(parts.channels.get(params.id), 'connection');
      const thing = parts.presence.brought.of(channel.id);
      if (channel.right?.kind === 'order' || thing?.lease !== undefined) {
        const message = 'this is a device of the fleet: release it by force, and it stays with its client';
        throw new RequestError('channel.leased', 409, message);
      }
      await parts.fleet.store.change(context, async (tx) => {
        const { device, vm, user, client } = await describe(tx, parts, channel);
        await tx.audit.append({
          action: channel.kind === 'display' ? 'screen.disconnected' : 'device.disconnected',
          outcome: 'ok',
          ...(user === null ? {} : { user }),
          ...(client === null ? {} : { client }),
          ...(vm === null ? {} : { vm }),
          ...(device === null ? {} : { device }),
          reason: body.reason,
          details: { address: channel.address, seconds: secondsSince(channel.since) },
        });
      });
      if (thing !== undefined) {
        parts.presence.brought.taken(thing.key, `it was disconnected by force: ${body.reason}`);
      }
      channel.cut();
    },
  }),
];

function secondsSince(since: number): string {
  return Math.max(0, Math.round((Date.now() - since) / 1000)).toString();
}
