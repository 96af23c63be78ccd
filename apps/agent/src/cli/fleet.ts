/** What the fleet's commands do: they ask the API over the agent's own socket, and print tables for people or JSON. */
import {
  accountAnswer,
  clientAnswer,
  decisionAnswer,
  describeDeviceState,
  describePassedOver,
  enrolCommand,
  deviceAnswer,
  groupAnswer,
  leaseAnswer,
  newAccountAnswer,
  newEnrolmentCodeAnswer,
  newTokenAnswer,
  policyAnswer,
  tokenAnswer,
  userAnswer,
  vmAnswer,
  type Decision,
  type DeviceState,
} from '@farport/fleet';
import { formatVidPid, nameOfDevice } from '@farport/usb';
import * as v from 'valibot';
import type { AdminClient } from './admin-client.ts';
import { deviceOf, namesOf, userOf } from './names.ts';
import { formatTime, table } from './output.ts';
import { changesOf, done, facts, show, textOf, type Options } from './show.ts';

const nothing = v.undefined();

export async function listUsers(client: AdminClient, options: Options): Promise<void> {
  const users = await client.all(accountAnswer, '/users');
  show(options, { users }, () =>
    table(
      ['NAME', 'DISPLAY NAME', 'ROLE', 'STATE', 'ACCOUNT', 'SINCE'],
      users.map((user) => [
        user.name,
        user.displayName,
        user.role,
        stateOfAccount(user),
        user.source,
        formatTime(user.createdAt),
      ]),
    ),
  );
}

function stateOfAccount({ enabled, lockedUntil }: v.InferOutput<typeof accountAnswer>): string {
  if (!enabled) return 'disabled';
  return lockedUntil === null ? 'enabled' : `locked until ${formatTime(lockedUntil)}`;
}

export async function createUser(client: AdminClient, name: string, options: Options): Promise<void> {
  const displayName = textOf(options, 'displayName');
  const body = { name, displayName: displayName === '' ? name : displayName, role: textOf(options, 'role') };
  const made = await client.api(newAccountAnswer, 'POST', '/users', body);
  show(options, made, () => made.password);
}

export async function resetPassword(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id } = await userOf(client, name);
  const made = await client.api(newAccountAnswer, 'POST', `/users/${id}/password`);
  show(options, made, () => made.password);
}

export async function unlockUser(client: AdminClient, name: string, options: Options): Promise<void> {
  await client.api(nothing, 'POST', `/users/${(await userOf(client, name)).id}/unlock`);
  done(options, `${name} is unlocked`);
}

export async function enableUser(
  client: AdminClient,
  name: string,
  options: Options,
  enabled: boolean,
): Promise<void> {
  const { id, version } = await userOf(client, name);
  const user = await client.api(userAnswer, 'PATCH', `/users/${id}`, { version, enabled });
  show(options, user, () => `${name} is ${enabled ? 'enabled' : 'disabled'}`);
}

export async function showUser(client: AdminClient, name: string, options: Options): Promise<void> {
  const user = await client.api(accountAnswer, 'GET', `/users/${(await userOf(client, name)).id}`);
  show(options, user, () => facts(user));
}

export async function setUser(client: AdminClient, name: string, options: Options): Promise<void> {
  const change = changesOf(options, { name: 'name', displayName: 'displayName', role: 'role' });
  const { id, version } = await userOf(client, name);
  const user = await client.api(userAnswer, 'PATCH', `/users/${id}`, { version, ...change });
  show(options, user, () => `${user.name} is changed`);
}

export async function deleteUser(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id, version } = await userOf(client, name);
  await client.api(nothing, 'DELETE', `/users/${id}?version=${version}`);
  done(options, `${name} is deleted`);
}

export async function listTokens(client: AdminClient, options: Options): Promise<void> {
  const tokens = await client.all(tokenAnswer, '/tokens');
  const users = new Map((await client.all(userAnswer, '/users')).map((user) => [user.id, user.name]));
  show(options, { tokens }, () =>
    table(
      ['ID', 'NAME', 'USER', 'SCOPES', 'EXPIRES', 'LAST USED'],
      tokens.map((token) => [
        token.id,
        token.name,
        users.get(token.userId) ?? token.userId,
        token.scopes.join(' '),
        token.expiresAt === null ? 'never' : formatTime(token.expiresAt),
        formatTime(token.lastUsedAt),
      ]),
    ),
  );
}

export async function createToken(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id } = await userOf(client, textOf(options, 'user'));
  const ttl = options['ttl'] === 'never' ? null : options['ttl'];
  const body = { name, scopes: options['scope'], ttl, userId: id };
  const made = await client.api(newTokenAnswer, 'POST', '/tokens', body);
  show(options, made, () => made.token);
}

export async function revokeToken(client: AdminClient, id: string, options: Options): Promise<void> {
  await client.api(nothing, 'DELETE', `/tokens/${encodeURIComponent(id)}`);
  done(options, `token ${id} is revoked`);
}

export async function listClients(client: AdminClient, options: Options): Promise<void> {
  const clients = await client.all(clientAnswer, '/clients');
  show(options, { clients }, () =>
    table(
      ['NAME', 'STATE', 'PLATFORM', 'VERSION', 'LAST SEEN'],
      clients.map((each) => [
        each.name,
        !each.enabled ? 'disabled' : each.connectedHost === null ? 'offline' : 'online',
        each.platform,
        each.softwareVersion,
        formatTime(each.seenAt),
      ]),
    ),
  );
}

export async function enrolmentCode(client: AdminClient, options: Options): Promise<void> {
  const name = textOf(options, 'name');
  const body = { clientName: name === '' ? null : name };
  const made = await client.api(newEnrolmentCodeAnswer, 'POST', '/enrolment-codes', body);
  const { code, agent, fingerprint } = made;
  const command = enrolCommand({ agent, fingerprint, code, name: body.clientName });
  show(options, { ...made, command }, () => code);
  // Beside the code, which a program may read.
  if (options['json'] !== true) {
    process.stderr.write(
      `\nAt the client, within 15 minutes, with the address by which it reaches this server:\n  ${command}\n`,
    );
  }
}

export async function listDevices(client: AdminClient, options: Options): Promise<void> {
  const devices = await client.all(deviceAnswer, '/devices');
  show(options, { devices }, () =>
    table(
      ['ID', 'DEVICE', 'NAME', 'SERIAL', 'CLIENT', 'PORT', 'STATE'],
      devices.map((device) => [
        device.id,
        formatVidPid(device.vendorId, device.productId),
        nameOfDevice(device),
        device.serial,
        device.clientName,
        device.portPath,
        describeDeviceState(device.state as DeviceState),
      ]),
    ),
  );
}

export async function forceRelease(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id } = await deviceOf(client, name);
  const body = { reason: textOf(options, 'reason') };
  const lease = await client.api(leaseAnswer, 'POST', `/leases/${id}/force-release`, body);
  show(options, lease, () => `${name} was taken from its VM`);
}

export async function showPolicy(client: AdminClient, options: Options): Promise<void> {
  const past = textOf(options, 'past');
  const path = past === '' ? '/policy' : `/policy/versions/${encodeURIComponent(past)}`;
  const policy = await client.api(policyAnswer, 'GET', path);
  const { document, version } = policy;
  show(options, policy, () =>
    [
      table(
        ['#', 'EFFECT', 'RULE', 'CONDITIONS'],
        document.rules.map(({ id: _, name, effect, enabled, ...conditions }, index) => [
          String(index + 1),
          enabled ? effect : `${effect} (off)`,
          name,
          Object.keys(conditions).length === 0 ? 'any' : JSON.stringify(conditions),
        ]),
      ),
      `version ${version}; by themselves go devices already there: ${yes(document.automatic.existing)}, newly plugged in: ${yes(document.automatic.new)}; what no rule allows is denied`,
    ].join('\n'),
  );
}

export async function testPolicy(client: AdminClient, options: Options): Promise<void> {
  const user = textOf(options, 'user');
  const decision = await client.api(decisionAnswer, 'POST', '/policy/test', {
    deviceId: (await deviceOf(client, textOf(options, 'device'))).id,
    vmId: (await client.vm(textOf(options, 'vm'))).id,
    userId: user === '' ? null : (await userOf(client, user)).id,
    trigger: textOf(options, 'trigger'),
  });
  const { passedOver } = decision as unknown as Decision;
  const known = namesOf([
    ...(await client.all(userAnswer, '/users')),
    ...(await client.all(groupAnswer, '/groups')),
    ...(await client.all(clientAnswer, '/clients')),
    ...(await client.all(vmAnswer, '/vms')),
  ]);
  show(options, decision, () =>
    [decision.message, ...passedOver.map((each) => `  ${describePassedOver(each, known)}`)].join('\n'),
  );
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}
