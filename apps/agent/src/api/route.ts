/**
 * What a route of the API is: a path, the operation that it is, the shapes of what goes in and out, and the work. Owns the
 * types; how a request becomes a call is server.ts's.
 */
import type { Operation, Permission } from '@farport/fleet';
import type { ServerResponse } from 'node:http';
import { exactObject } from '@farport/protocol/shape';
import type * as v from 'valibot';
import type { Principal } from '../access/principal.ts';
import type { ChangeContext } from '../store/store.ts';
import type { ApiParts } from './parts.ts';

export type Schema<T = unknown> = v.GenericSchema<unknown, T>;

/**
 * Who gets in: anybody, whoever is signed in, or by the table of role × operation. With `own`, what is asked about may be
 * the asker's own; without it, only a permission for all will do.
 */
export type Access = 'public' | 'signed_in' | Operation;

/** A route without a query takes none. */
export const emptyQuery: Schema = exactObject({});

/** What a route gives: JSON of this shape, nothing, a text of this type, or a page that takes a browser elsewhere. */
export type Answer =
  | { readonly kind: 'json'; readonly schema: v.GenericSchema; readonly status?: 200 | 201 | 202 }
  | { readonly kind: 'none' }
  | { readonly kind: 'page' }
  | { readonly kind: 'text'; readonly type: string };

export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** @throws AccessError on a public route without credentials: ask `visitor` there */
  readonly principal: Principal;
  /** Who it is, for the audit. */
  readonly context: ChangeContext;
  /** What the table says: `own` where the list must be narrowed. */
  readonly may: Permission;
  readonly address: string;
  readonly userAgent: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The session's own token, where a session it is. */
  readonly sessionToken: string | undefined;
  readonly parts: ApiParts;
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** Sets a header of the answer. */
  readonly header: (name: string, value: string) => void;
  /** Asks again whether whoever began this may still: for answers that last. */
  readonly stillAllowed: () => Promise<boolean>;
  /** Takes the answer over: nothing else is sent. */
  readonly takeOver: () => ServerResponse;
}

/** Returned by a handler that took the answer over. */
export const takenOver: unique symbol = Symbol('taken over');

export interface RouteShape<P = unknown, Q = unknown, B = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** "/users/:id", under /api/v1. */
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Schema<P>;
  readonly query?: Schema<Q>;
  readonly body?: Schema<B>;
  readonly bodyLimit?: number;
  readonly answer: Answer;
  /** The body or the query names the version that was seen; If-Match may do so instead. */
  readonly versioned?: 'body' | 'query';
  /** `filtered`: the handler itself gives only what is the asker's own. A function says whether it is. */
  readonly own?: 'filtered' | 'always' | ((call: Call<P, Q, B>) => boolean | Promise<boolean>);
}

export interface Route<P = never, Q = never, B = never> extends RouteShape<P, Q, B> {
  readonly handle: (call: Call<P, Q, B>) => unknown;
}

/** A route whose types are forgotten: server.ts calls it only with what its own shapes have let through. */
export interface AnyRoute extends Omit<RouteShape, 'own'> {
  readonly own?:
    'filtered' | 'always' | ((call: Call<unknown, unknown, unknown>) => boolean | Promise<boolean>);
  readonly handle: (call: Call<unknown, unknown, unknown>) => unknown;
}

/** Writes a route with the types of its shapes. */
export function route<P, Q, B>(spec: Route<P, Q, B>): AnyRoute {
  return spec as unknown as AnyRoute;
}
