/** What the commands for groups and for who may use a VM do. */
import { grantAnswer, groupAnswer, userAnswer } from '@farport/fleet';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { groupOf, namesOf, userOf, type User } from './names.ts';
import { table } from './output.ts';
import { changesOf, done, facts, show, textOf, type Options } from './show.ts';

const nothing = v.undefined();

export async function listGroups(client: AdminClient, options: Options): Promise<void> {
  const groups = await client.all(groupAnswer, '/groups');
  show(options, { groups }, () =>
    table(
      ['NAME', 'DESCRIPTION', 'ID'],
      groups.map(({ name, description, id }) => [name, description, id]),
    ),
  );
}

export async function showGroup(client: AdminClient, name: string, options: Options): Promise<void> {
  const group = await client.api(groupAnswer, 'GET', `/groups/${(await groupOf(client, name)).id}`);
  show(options, group, () => facts(group));
}

export async function createGroup(client: AdminClient, name: string, options: Options): Promise<void> {
  const body = { name, description: textOf(options, 'description') };
  const group = await client.api(groupAnswer, 'POST', '/groups', body);
  show(options, group, () => `${name} is made`);
}

export async function setGroup(client: AdminClient, name: string, options: Options): Promise<void> {
  const change = changesOf(options, { name: 'name', description: 'description' });
  const { id, version } = await groupOf(client, name);
  const group = await client.api(groupAnswer, 'PATCH', `/groups/${id}`, { version, ...change });
  show(options, group, () => `${group.name} is changed`);
}

export async function deleteGroup(client: AdminClient, name: string, options: Options): Promise<void> {
  const { id, version } = await groupOf(client, name);
  await client.api(nothing, 'DELETE', `/groups/${id}?version=${version}`);
  done(options, `${name} is deleted`);
}

export async function listMembers(client: AdminClient, name: string, options: Options): Promise<void> {
  const members = await client.all(userAnswer, `/groups/${(await groupOf(client, name)).id}/members`);
  show(options, { members }, () =>
    table(
      ['NAME', 'DISPLAY NAME', 'ROLE'],
      members.map((user) => [user.name, user.displayName, user.role]),
    ),
  );
}

/**
 * `method`: PUT puts the users in, DELETE takes them out, all or none.
 * @throws FarportError group.no_member
 */
export async function changeMembers(
  client: AdminClient,
  method: 'PUT' | 'DELETE',
  [name = '', ...users]: readonly string[],
  options: Options,
): Promise<void> {
  const group = await groupOf(client, name);
  const subjects: User[] = [];
  for (const user of users) subjects.push(await userOf(client, user));
  if (method === 'DELETE') {
    const members = new Set(
      (await client.all(userAnswer, `/groups/${group.id}/members`)).map(({ id }) => id),
    );
    const others = subjects.filter(({ id }) => !members.has(id)).map((user) => user.name);
    if (others.length > 0) {
      const message = `not in ${group.name}: ${others.join(', ')}; nothing was changed`;
      throw new FarportError('group.no_member', 404, message);
    }
  }
  for (const { id } of subjects) await client.api(nothing, method, `/groups/${group.id}/members/${id}`);
  const who = users.join(', ');
  done(options, method === 'PUT' ? `${who}: in ${group.name}` : `${who}: no longer in ${group.name}`);
}

export async function listGrants(client: AdminClient, name: string, options: Options): Promise<void> {
  const grants = await client.all(grantAnswer, `/vms/${(await client.vm(name)).id}/grants`);
  const users = namesOf(await client.all(userAnswer, '/users'));
  const groups = namesOf(await client.all(groupAnswer, '/groups'));
  show(options, { grants }, () =>
    table(
      ['WHO', 'NAME'],
      grants.map(({ subject: { kind, id } }) => [kind, kind === 'user' ? users(id) : groups(id)]),
    ),
  );
}

/** `method`: PUT lets somebody use a VM, DELETE takes that back. @throws FarportError cli.usage, vm.no_grant */
export async function changeGrant(
  client: AdminClient,
  method: 'PUT' | 'DELETE',
  name: string,
  options: Options,
): Promise<void> {
  const [user, group] = [textOf(options, 'user'), textOf(options, 'group')];
  if ((user === '') === (group === ''))
    throw new FarportError('cli.usage', 400, 'name either --user or --group');
  const { id } = await client.vm(name);
  const kind = user === '' ? 'group' : 'user';
  const subject = user === '' ? await groupOf(client, group) : await userOf(client, user);
  const who = user === '' ? `group ${group}` : user;
  if (method === 'DELETE') {
    const grants = await client.all(grantAnswer, `/vms/${id}/grants`);
    if (!grants.some((grant) => grant.subject.kind === kind && grant.subject.id === subject.id)) {
      const message = `${who} has no grant of ${name}: "farport-agent vm grants ${name}" shows those there are`;
      throw new FarportError('vm.no_grant', 404, message);
    }
  }
  await client.api(nothing, method, `/vms/${id}/grants/${kind}/${subject.id}`);
  done(
    options,
    method === 'PUT' ? `${who} may use ${name}` : `${who} may no longer use ${name} by this grant`,
  );
}
