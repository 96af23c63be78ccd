/** What the commands for devices, what holds them, and who is signed in do. */
import {
  channelAnswer,
  clientAnswer,
  describeDeviceState,
  deviceAnswer,
  deviceSessionAnswer,
  leaseAnswer,
  signInSessionAnswer,
  userAnswer,
  vmAnswer,
  type DeviceState,
} from '@farport/fleet';
import { formatVidPid, nameOfDevice } from '@farport/usb';
import * as v from 'valibot';
import type { AdminClient } from './admin-client.ts';
import { deviceOf, namesOf } from './names.ts';
import { formatTime, table } from './output.ts';
import { done, facts, show, textOf, type Options } from './show.ts';

type Device = v.InferOutput<typeof deviceAnswer>;

function words(device: Device): string {
  return describeDeviceState(device.state as DeviceState);
}

export async function showDevice(client: AdminClient, name: string, options: Options): Promise<void> {
  const device = await client.api(deviceAnswer, 'GET', `/devices/${(await deviceOf(client, name)).id}`);
  const { vendorId, productId, state: _, ...rest } = device;
  show(options, device, () =>
    facts({ device: formatVidPid(vendorId, productId), state: words(device), ...rest }),
  );
}

/** `what`: the end of the path; `vm`: the VM's name, where it is one that a device is to be attached to. */
export async function wantDevice(
  client: AdminClient,
  what: 'attach' | 'detach' | 'as-assigned',
  name: string,
  options: Options,
): Promise<void> {
  const { id, version } = await deviceOf(client, name);
  const vm = typeof options['vm'] === 'string' ? options['vm'] : '';
  const body = what === 'attach' ? { version, vmId: (await client.vm(vm)).id } : { version };
  const device = await client.api(deviceAnswer, 'POST', `/devices/${id}/${what}`, body);
  show(options, device, () => `${name}: ${words(device)}`);
}

export async function listLeases(client: AdminClient, options: Options): Promise<void> {
  const leases = await client.all(leaseAnswer, '/leases');
  const devices = new Map((await client.all(deviceAnswer, '/devices')).map((device) => [device.id, device]));
  const vms = namesOf(await client.all(vmAnswer, '/vms'));
  const users = namesOf(await client.all(userAnswer, '/users'));
  show(options, { leases }, () =>
    table(
      ['DEVICE', 'NAME', 'VM', 'USER', 'HOST', 'SINCE', 'UNTIL', 'FENCE'],
      leases.map((lease) => {
        const device = devices.get(lease.deviceId);
        return [
          lease.deviceId,
          device === undefined ? '' : nameOfDevice(device),
          vms(lease.vmId),
          users(lease.userId),
          lease.host,
          formatTime(lease.acquiredAt),
          formatTime(lease.expiresAt),
          String(lease.fence),
        ];
      }),
    ),
  );
}

export async function listDeviceSessions(client: AdminClient, options: Options): Promise<void> {
  const sessions = await client.all(deviceSessionAnswer, '/device-sessions');
  const clients = namesOf(await client.all(clientAnswer, '/clients'));
  show(options, { sessions }, () =>
    table(
      ['DEVICE', 'CLIENT', 'VM', 'SINCE', 'LINK', 'LINKS', 'BYTES TO VM', 'BYTES TO CLIENT', 'ROUND TRIP'],
      sessions.map((session) => [
        session.deviceId,
        clients(session.clientId),
        session.vm,
        formatTime(session.since),
        session.linked ? 'up' : 'down',
        String(session.links),
        String(session.toVm),
        String(session.toClient),
        milliseconds(session.roundTripMs),
      ]),
    ),
  );
}

export async function listChannels(client: AdminClient, options: Options): Promise<void> {
  const channels = await client.all(channelAnswer, '/channels');
  show(options, { channels }, () =>
    table(
      ['ID', 'WHAT', 'VM', 'USER', 'FROM', 'SINCE', 'BYTES TO VM', 'BYTES TO CLIENT', 'ROUND TRIP'],
      channels.map((channel) => [
        channel.id,
        channel.kind === 'display' ? 'screen' : (channel.device?.name ?? 'device'),
        channel.vm?.name ?? '',
        channel.user?.name ?? '',
        channel.client?.name ?? channel.address,
        formatTime(channel.since),
        String(channel.toVm),
        String(channel.toClient),
        milliseconds(channel.roundTripMs),
      ]),
    ),
  );
}

export async function endChannel(client: AdminClient, id: string, options: Options): Promise<void> {
  const reason = textOf(options, 'reason');
  await client.api(v.undefined(), 'POST', `/channels/${encodeURIComponent(id)}/end`, { reason });
  done(options, `connection ${id} is over`);
}

function milliseconds(value: number | null): string {
  return value === null ? '' : `${value} ms`;
}

export async function listSessions(client: AdminClient, options: Options): Promise<void> {
  const sessions = await client.all(signInSessionAnswer, '/sessions');
  const users = namesOf(await client.all(userAnswer, '/users'));
  const clients = namesOf(await client.all(clientAnswer, '/clients'));
  show(options, { sessions }, () =>
    table(
      ['ID', 'USER', 'SINCE', 'LAST SEEN', 'UNTIL', 'ADDRESS', 'SITS AT'],
      sessions.map((session) => [
        session.id,
        users(session.userId),
        formatTime(session.createdAt),
        formatTime(session.seenAt),
        formatTime(Math.min(session.expiresAt, session.idleExpiresAt)),
        session.address,
        clients(session.clientId),
      ]),
    ),
  );
}

export async function endSession(client: AdminClient, id: string, options: Options): Promise<void> {
  await client.api(v.undefined(), 'DELETE', `/sessions/${encodeURIComponent(id)}`);
  done(options, `session ${id} is over`);
}
