/** What the fleet's commands do: they ask the API over the agent's own socket, and print tables for people or JSON. */
import {
  auditHeadAnswer,
  auditRecordAnswer,
  auditVerdictAnswer,
  clientAnswer,
  decisionAnswer,
  describeDeviceState,
  describePassedOver,
  enrolCommand,
  deviceAnswer,
  leaseAnswer,
  newAccountAnswer,
  newEnrolmentCodeAnswer,
  newTokenAnswer,
  pageAnswer,
  policyAnswer,
  tokenAnswer,
  userAnswer,
  vmAnswer,
  type Decision,
  type DeviceState,
} from '@farport/fleet';
import { formatVidPid } from '@farport/usb';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import { productWords } from '../store/device-name.ts';
import type { AdminClient } from './admin-client.ts';
import { formatTime, table } from './output.ts';

type Options = Readonly<Record<string, unknown>>;
type User = v.InferOutput<typeof userAnswer>;
type Device = v.InferOutput<typeof deviceAnswer>;

const nothing = v.undefined();

function show(options: Options, value: unknown, text: () => string): void {
  process.stdout.write(`${options['json'] === true ? JSON.stringify(value) : text()}\n`);
}

function textOf(options: Options, name: string): string {
  const value = options[name];
  return typeof value === 'string' ? value : '';
}

export async function listUsers(client: AdminClient, options: Options): Promise<void> {
  const users = await client.all(userAnswer, '/users');
  show(options, { users }, () =>
    table(
      ['NAME', 'DISPLAY NAME', 'ROLE', 'STATE', 'ACCOUNT', 'SINCE'],
      users.map((user) => [
        user.name,
        user.displayName,
        user.role,
        user.enabled ? 'enabled' : 'disabled',
        user.source,
        formatTime(user.createdAt),
      ]),
    ),
  );
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

export async function unlockUser(client: AdminClient, name: string): Promise<void> {
  await client.api(nothing, 'POST', `/users/${(await userOf(client, name)).id}/unlock`);
  show({}, undefined, () => `${name} is unlocked`);
}

export async function enableUser(client: AdminClient, name: string, enabled: boolean): Promise<void> {
  const { id, version } = await userOf(client, name);
  await client.api(userAnswer, 'PATCH', `/users/${id}`, { version, enabled });
  show({}, undefined, () => `${name} is ${enabled ? 'enabled' : 'disabled'}`);
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

export async function revokeToken(client: AdminClient, id: string): Promise<void> {
  await client.api(nothing, 'DELETE', `/tokens/${encodeURIComponent(id)}`);
  show({}, undefined, () => `token ${id} is revoked`);
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
        productWords(device),
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
  const policy = await client.api(policyAnswer, 'GET', '/policy');
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
  const vmName = textOf(options, 'vm');
  const vms = await client.all(vmAnswer, '/vms');
  const vm = vms.find(({ name }) => name.toLowerCase() === vmName.toLowerCase());
  if (vm === undefined) throw new FarportError('vm.not_found', 404, `there is no VM "${vmName}"`);
  const decision = await client.api(decisionAnswer, 'POST', '/policy/test', {
    deviceId: (await deviceOf(client, textOf(options, 'device'))).id,
    vmId: vm.id,
    userId: user === '' ? null : (await userOf(client, user)).id,
    trigger: textOf(options, 'trigger'),
  });
  const { passedOver } = decision as unknown as Decision;
  show(options, decision, () =>
    [decision.message, ...passedOver.map((each) => `  ${describePassedOver(each)}`)].join('\n'),
  );
}

export async function listAudit(client: AdminClient, options: Options): Promise<void> {
  const limit = encodeURIComponent(textOf(options, 'limit'));
  const { items } = await client.api(pageAnswer(auditRecordAnswer), 'GET', `/audit?limit=${limit}`);
  show(options, { records: items }, () =>
    table(
      ['#', 'TIME', 'WHO', 'ACTION', 'OUTCOME', 'USER', 'DEVICE', 'VM', 'REASON'],
      items.map((record) => [
        String(record.seq),
        formatTime(record.at),
        record.actor.name,
        record.action,
        record.outcome,
        record.user?.name ?? '',
        record.device?.name ?? '',
        record.vm?.name ?? '',
        record.reason ?? '',
      ]),
    ),
  );
}

export async function auditHead(client: AdminClient): Promise<void> {
  const { text } = await client.api(auditHeadAnswer, 'GET', '/audit/head');
  show({}, undefined, () => text);
}

/** @throws FarportError audit.broken */
export async function verifyAudit(client: AdminClient, options: Options): Promise<void> {
  const anchor = textOf(options, 'anchor');
  const verdict = await client.api(
    auditVerdictAnswer,
    'POST',
    '/audit/verify',
    anchor === '' ? {} : { anchor },
  );
  if (options['json'] === true || verdict.ok) {
    show(options, verdict, () => `the audit log is what was written: ${verdict.records ?? 0} records`);
  }
  if (!verdict.ok)
    throw new FarportError('audit.broken', 500, verdict.message ?? 'the audit log was changed');
}

async function userOf(client: AdminClient, name: string): Promise<User> {
  const shape = pageAnswer(userAnswer);
  const { items } = await client.api(shape, 'GET', `/users?search=${encodeURIComponent(name)}`);
  const user = items.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (user === undefined) throw new FarportError('user.not_found', 404, `there is no user "${name}"`);
  return user;
}

async function deviceOf(client: AdminClient, name: string): Promise<Device> {
  const devices = await client.all(deviceAnswer, '/devices');
  const fits = devices.filter(
    (device) => device.id === name || formatVidPid(device.vendorId, device.productId) === name.toLowerCase(),
  );
  if (fits.length === 1 && fits[0] !== undefined) return fits[0];
  const message =
    fits.length === 0
      ? `there is no device "${name}": "farport-agent device list" shows those there are`
      : `there are ${fits.length} devices ${name}: name one by its id ("farport-agent device list")`;
  throw new FarportError('device.not_found', 404, message);
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}
