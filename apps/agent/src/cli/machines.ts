/** What the commands for clients, their ports and enrolment codes do, and those that show one VM. */
import { clientAnswer, enrolmentCodeAnswer, portAnswer, vmAnswer } from '@farport/fleet';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { clientOf } from './names.ts';
import { formatTime, table } from './output.ts';
import { changesOf, done, facts, show, type Options } from './show.ts';

const nothing = v.undefined();

export async function showClient(client: AdminClient, name: string, options: Options): Promise<void> {
  const found = await client.api(clientAnswer, 'GET', `/clients/${(await clientOf(client, name)).id}`);
  show(options, found, () =>
    facts({
      ...found,
      users: found.users.map((user) => user.name).join(', '),
      seenAt: formatTime(found.seenAt),
    }),
  );
}

export async function setClient(client: AdminClient, name: string, options: Options): Promise<void> {
  const change = changesOf(options, { name: 'name', description: 'description', enabled: 'enabled' });
  const { id, version } = await clientOf(client, name);
  const changed = await client.api(clientAnswer, 'PATCH', `/clients/${id}`, { version, ...change });
  show(options, changed, () => `${changed.name} is changed`);
}

export async function deleteClient(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id, version } = await clientOf(client, name);
  await client.api(nothing, 'DELETE', `/clients/${id}?version=${version}`);
  done(options, `${name} is removed, with its devices`);
}

export async function listPorts(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id } = await clientOf(client, name);
  const { items } = await client.api(v.object({ items: v.array(portAnswer) }), 'GET', `/clients/${id}/ports`);
  show(options, { ports: items }, () =>
    table(
      ['PORT', 'NAME'],
      items.map(({ path, label }) => [path, label]),
    ),
  );
}

export async function namePort(
  client: AdminClient,
  [name = '', port = '', label = '']: readonly string[],
  options: Options,
): Promise<void> {
  const { id } = await clientOf(client, name);
  await client.api(nothing, 'PUT', `/clients/${id}/ports/${encodeURIComponent(port)}`, { label });
  done(options, label === '' ? `port ${port} has no name` : `port ${port} is “${label}”`);
}

export async function listCodes(client: AdminClient, options: Options): Promise<void> {
  const codes = await client.all(enrolmentCodeAnswer, '/enrolment-codes');
  show(options, { codes }, () =>
    table(
      ['ID', 'FOR', 'BY', 'MADE', 'EXPIRES', 'USED'],
      codes.map((code) => [
        code.id,
        code.clientName ?? 'any client',
        code.createdBy,
        formatTime(code.createdAt),
        formatTime(code.expiresAt),
        formatTime(code.usedAt),
      ]),
    ),
  );
}

/** @throws FarportError enrolment.not_found */
export async function deleteCode(client: AdminClient, id: string, options: Options): Promise<void> {
  const codes = await client.all(enrolmentCodeAnswer, '/enrolment-codes');
  if (!codes.some((code) => code.id === id)) {
    const message = `there is no code with the id ${JSON.stringify(id)}: "farport-agent client codes" shows those there are`;
    throw new FarportError('enrolment.not_found', 404, message);
  }
  await client.api(nothing, 'DELETE', `/enrolment-codes/${encodeURIComponent(id)}`);
  done(options, `code ${id} lets nobody in`);
}

export async function showVm(client: AdminClient, name: string, options: Options): Promise<void> {
  const vm = await client.api(vmAnswer, 'GET', `/vms/${(await client.vm(name)).id}`);
  show(options, vm, () => facts(vm));
}

/** What the guest last wrote to its console, as it is. */
export async function consoleLog(client: AdminClient, name: string): Promise<void> {
  const text = await client.open('GET', `/vms/${(await client.vm(name)).id}/console-log`);
  await pipeline(text, process.stdout, { end: false });
}
