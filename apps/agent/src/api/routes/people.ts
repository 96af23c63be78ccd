/** Users, groups and API tokens. */
import {
  accountAnswer,
  groupAnswer,
  groupChangeSchema,
  groupCreateSchema,
  newAccountAnswer,
  newTokenAnswer,
  pageSchema,
  tokenAnswer,
  tokenCreateSchema,
  userAnswer,
  userChangeSchema,
  userCreateSchema,
  userPageSchema,
  versionQuerySchema,
  type User,
} from '@farport/fleet';
import { createLocalUser, resetPassword, unlockAccount } from '../../access/accounts.ts';
import { createApiToken } from '../../access/api-tokens.ts';
import { AccessError } from '../../access/errors.ts';
import type { Principal } from '../../access/principal.ts';
import type { ReadTransaction } from '../../store/store.ts';
import { route } from '../route.ts';
import { found, idParams, json, memberParams, none, page, versionOf, withoutVersion } from './shapes.ts';

const users = 'users';
const groups = 'groups';
const tokens = 'tokens';

export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/users',
    access: 'user.read',
    own: 'filtered',
    tag: users,
    summary: 'Users by name; of one who may see only themselves, that one',
    query: userPageSchema,
    answer: page(accountAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        if (may !== 'all') {
          const user = await tx.users.get(principal.user.id);
          return { items: user === undefined ? [] : [await withLock(tx, user)], next: null };
        }
        const { items, next } = await tx.users.list(query);
        return { items: await Promise.all(items.map((user) => withLock(tx, user))), next };
      }),
  }),
  route({
    method: 'POST',
    path: '/users',
    access: 'user.change',
    tag: users,
    summary: 'Make a user with a one-time password, which is in the answer and nowhere else',
    body: userCreateSchema,
    answer: json(newAccountAnswer, 201),
    handle: ({ body, context, parts: { fleet } }) =>
      createLocalUser(fleet.store, fleet.hasher, context, body),
  }),
  route({
    method: 'GET',
    path: '/users/:id',
    access: 'user.read',
    own: ({ principal, params }) => params.id === principal.user.id,
    tag: users,
    summary: 'A user',
    params: idParams,
    answer: json(accountAnswer),
    handle: ({ params, parts }) =>
      parts.fleet.store.read(async (tx) => withLock(tx, found(await tx.users.get(params.id), 'user'))),
  }),
  route({
    method: 'PATCH',
    path: '/users/:id',
    access: 'user.change',
    tag: users,
    summary: 'Change a user',
    params: idParams,
    body: userChangeSchema,
    versioned: 'body',
    answer: json(userAnswer),
    handle: ({ params, body, context, parts }) =>
      parts.fleet.store.change(context, (tx) =>
        tx.users.update(params.id, body.version, withoutVersion(body)),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/users/:id',
    access: 'user.change',
    tag: users,
    summary: 'Delete a user',
    params: idParams,
    query: versionQuerySchema,
    versioned: 'query',
    answer: none,
    handle: ({ params, query, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.users.delete(params.id, versionOf(query))),
  }),
  route({
    method: 'POST',
    path: '/users/:id/password',
    access: 'user.change',
    tag: users,
    summary:
      'Give a user another one-time password; unlocks the account, ends its sessions and revokes its API tokens',
    params: idParams,
    answer: json(newAccountAnswer),
    handle: ({ params, context, parts: { fleet } }) =>
      resetPassword(fleet.store, fleet.hasher, context, params.id),
  }),
  route({
    method: 'POST',
    path: '/users/:id/unlock',
    access: 'user.unlock',
    tag: users,
    summary: 'End the lock of an account',
    params: idParams,
    answer: none,
    handle: ({ params, context, parts }) => unlockAccount(parts.fleet.store, context, params.id),
  }),

  route({
    method: 'GET',
    path: '/groups',
    access: 'group.read',
    tag: groups,
    summary: 'Groups by name',
    query: pageSchema,
    answer: page(groupAnswer),
    handle: ({ query, parts }) => parts.fleet.store.read((tx) => tx.groups.list(query)),
  }),
  route({
    method: 'POST',
    path: '/groups',
    access: 'group.change',
    tag: groups,
    summary: 'Make a group',
    body: groupCreateSchema,
    answer: json(groupAnswer, 201),
    handle: ({ body, context, parts }) => parts.fleet.store.change(context, (tx) => tx.groups.create(body)),
  }),
  route({
    method: 'GET',
    path: '/groups/:id',
    access: 'group.read',
    tag: groups,
    summary: 'A group',
    params: idParams,
    answer: json(groupAnswer),
    handle: async ({ params, parts }) =>
      found(await parts.fleet.store.read((tx) => tx.groups.get(params.id)), 'group'),
  }),
  route({
    method: 'PATCH',
    path: '/groups/:id',
    access: 'group.change',
    tag: groups,
    summary: 'Change a group',
    params: idParams,
    body: groupChangeSchema,
    versioned: 'body',
    answer: json(groupAnswer),
    handle: ({ params, body, context, parts }) =>
      parts.fleet.store.change(context, (tx) =>
        tx.groups.update(params.id, body.version, withoutVersion(body)),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/groups/:id',
    access: 'group.change',
    tag: groups,
    summary: 'Delete a group',
    params: idParams,
    query: versionQuerySchema,
    versioned: 'query',
    answer: none,
    handle: ({ params, query, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.groups.delete(params.id, versionOf(query))),
  }),
  route({
    method: 'GET',
    path: '/groups/:id/members',
    access: 'group.read',
    tag: groups,
    summary: 'Members of a group',
    params: idParams,
    query: pageSchema,
    answer: page(userAnswer),
    handle: ({ params, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        found(await tx.groups.get(params.id), 'group');
        return tx.groups.members(params.id, query);
      }),
  }),
  route({
    method: 'PUT',
    path: '/groups/:id/members/:userId',
    access: 'group.change',
    tag: groups,
    summary: 'Put a user into a group',
    params: memberParams,
    answer: none,
    handle: async ({ params, context, parts }) => {
      await parts.fleet.store.change(context, async (tx) => {
        found(await tx.groups.get(params.id), 'group');
        found(await tx.users.get(params.userId), 'user');
        await tx.groups.addMember(params.id, params.userId);
      });
    },
  }),
  route({
    method: 'DELETE',
    path: '/groups/:id/members/:userId',
    access: 'group.change',
    tag: groups,
    summary: 'Take a user out of a group',
    params: memberParams,
    answer: none,
    handle: async ({ params, context, parts }) => {
      await parts.fleet.store.change(context, (tx) => tx.groups.removeMember(params.id, params.userId));
    },
  }),

  route({
    method: 'GET',
    path: '/tokens',
    access: 'token.read',
    own: 'filtered',
    tag: tokens,
    summary: 'API tokens, never the secrets themselves',
    query: pageSchema,
    answer: page(tokenAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read((tx) => tx.tokens.list(may === 'all' ? null : principal.user.id, query)),
  }),
  route({
    method: 'POST',
    path: '/tokens',
    access: 'token.create',
    own: 'always',
    tag: tokens,
    summary: 'Make an API token of one’s own; it is in the answer and nowhere else',
    body: tokenCreateSchema,
    answer: json(newTokenAnswer, 201),
    handle: async ({ body, principal, parts: { fleet } }) => {
      const owner = await ownerOf(principal, body.userId, (id) => fleet.store.read((tx) => tx.users.get(id)));
      const { name, scopes, ttl } = body;
      return createApiToken(fleet.store, owner, { name, scopes, ttlMs: ttl === null ? null : ttl * 1000 });
    },
  }),
  route({
    method: 'DELETE',
    path: '/tokens/:id',
    access: 'token.revoke',
    own: async ({ principal, params, parts }) =>
      (await parts.fleet.store.read((tx) => tx.tokens.get(params.id)))?.userId === principal.user.id,
    tag: tokens,
    summary: 'Revoke an API token',
    params: idParams,
    answer: none,
    handle: ({ params, context, parts }) =>
      parts.fleet.store.change(context, (tx) => tx.tokens.revoke(params.id)),
  }),
];

async function withLock(tx: ReadTransaction, user: User): Promise<User & { lockedUntil: number | null }> {
  return { ...user, lockedUntil: await tx.credentials.lockOf(user.id) };
}

/**
 * Whose the new token is: the asker's own. Only who is on the server itself has no account and names one.
 * @throws AccessError access.denied
 */
async function ownerOf(
  principal: Principal,
  userId: string | undefined,
  find: (id: string) => Promise<Principal['user'] | undefined>,
): Promise<Principal> {
  if (principal.via.kind !== 'local') {
    if (userId === undefined || userId === principal.user.id) return principal;
    throw new AccessError(
      'access.denied',
      'nobody makes tokens for somebody else: they sign in and make their own',
    );
  }
  const user = found(
    userId === undefined ? undefined : await find(userId),
    'user: name the one whose token it shall be',
  );
  return { ...principal, user, role: user.role };
}
