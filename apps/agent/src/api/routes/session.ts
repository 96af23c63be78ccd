/** Signing in and out, who one is, one's password, and the sessions of others. */
import {
  OPERATIONS,
  pageSchema,
  passwordChangeSchema,
  permissionOf,
  sessionAnswer,
  signInAnswer,
  signInSchema,
  signInSessionAnswer,
  sitAtSchema,
} from '@farport/fleet';
import { authenticateClient } from '../../access/enrolment.ts';
import { AccessError } from '../../access/errors.ts';
import { RequestError } from '../../errors.ts';
import { csrfToken, setSessionCookie } from '../authentication.ts';
import { route } from '../route.ts';
import { found, idParams, json, none, page } from './shapes.ts';

const tag = 'session';

export const sessionRoutes = [
  route({
    method: 'POST',
    path: '/session',
    access: 'public',
    tag,
    summary: 'Sign in with name and password; the session is a cookie',
    body: signInSchema,
    bodyLimit: 8 << 10,
    answer: json(signInAnswer, 201),
    handle: async ({ body, address, userAgent, parts, header }) => {
      const { token, user, mustChangePassword } = await parts.fleet.signIn.signIn({
        ...body,
        address,
        userAgent,
      });
      header('set-cookie', setSessionCookie(token));
      return { user, mustChangePassword, csrfToken: csrfToken(token) };
    },
  }),
  route({
    method: 'GET',
    path: '/session',
    access: 'signed_in',
    tag,
    summary: 'Who one is, and what one may do',
    answer: json(sessionAnswer),
    handle: ({ principal, sessionToken }) => ({
      user: principal.user,
      via: principal.via.kind,
      mustChangePassword: principal.mustChangePassword,
      csrfToken: sessionToken === undefined ? null : csrfToken(sessionToken),
      permissions: Object.fromEntries(
        OPERATIONS.map((operation) => [operation, permissionOf(principal, operation)]),
      ),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/session',
    access: 'signed_in',
    tag,
    summary: 'Sign out',
    answer: none,
    handle: async ({ principal, context, parts, header }) => {
      const { via } = principal;
      if (via.kind !== 'session') {
        throw new RequestError(
          'session.none',
          409,
          'there is no session to end: this is a token, or the agent’s own socket',
        );
      }
      await parts.fleet.store.change(context, (tx) => tx.sessions.end(via.id, 'signed_out'));
      header('set-cookie', setSessionCookie(undefined));
    },
  }),
  route({
    method: 'PUT',
    path: '/session/client',
    access: 'signed_in',
    tag,
    summary: 'Say at which client one sits, by that client’s key; until this session ends',
    body: sitAtSchema,
    bodyLimit: 1 << 10,
    answer: none,
    handle: async ({ principal, body, context, parts }) => {
      const { via } = principal;
      if (via.kind !== 'session') throw new RequestError('session.none', 409, 'sign in to sit at a client');
      if (principal.mustChangePassword) {
        throw new AccessError('access.must_change_password', 'choose a password of your own first');
      }
      const { id } = await authenticateClient(parts.fleet.store, body.key);
      await parts.fleet.store.change(context, (tx) => tx.sessions.sitAt(via.id, id));
    },
  }),
  route({
    method: 'DELETE',
    path: '/session/client',
    access: 'signed_in',
    tag,
    summary: 'Say that one has left the client',
    answer: none,
    handle: async ({ principal, context, parts }) => {
      const { via } = principal;
      if (via.kind === 'session')
        await parts.fleet.store.change(context, (tx) => tx.sessions.sitAt(via.id, null));
    },
  }),
  route({
    method: 'POST',
    path: '/session/password',
    access: 'password.change',
    own: 'always',
    tag,
    summary: 'Change one’s own password; one’s other sessions end',
    body: passwordChangeSchema,
    bodyLimit: 8 << 10,
    answer: none,
    handle: async ({ principal, body, address, parts }) => {
      const { via, user } = principal;
      if (via.kind !== 'session') {
        throw new RequestError('session.none', 409, 'sign in to change your password');
      }
      await parts.fleet.signIn.changePassword({ ...body, name: user.name, address, sessionId: via.id });
    },
  }),
  route({
    method: 'GET',
    path: '/sessions',
    access: 'session.read',
    own: 'filtered',
    tag,
    summary: 'Who is signed in',
    query: pageSchema,
    answer: page(signInSessionAnswer),
    handle: ({ may, principal, query, parts }) =>
      parts.fleet.store.read(async (tx) => {
        if (may === 'all') return tx.sessions.list(query);
        return { items: await tx.sessions.ofUser(principal.user.id), next: null };
      }),
  }),
  route({
    method: 'DELETE',
    path: '/sessions/:id',
    access: 'session.end',
    tag,
    summary: 'End a session',
    params: idParams,
    answer: none,
    own: ({ principal, params, parts }) =>
      parts.fleet.store.read(async (tx) =>
        (await tx.sessions.ofUser(principal.user.id)).some(({ id }) => id === params.id),
      ),
    handle: async ({ params, context, parts }) => {
      const ended = await parts.fleet.store.change(context, (tx) => tx.sessions.end(params.id));
      found(ended ? true : undefined, 'session');
    },
  }),
];
