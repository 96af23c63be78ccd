/** Shapes and small steps that several routes share. */
import { idSchema, LIMITS, pageAnswer, portPathSchema } from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import type * as v from 'valibot';
import { RequestError } from '../../errors.ts';
import { StoreError } from '../../store/errors.ts';
import type { Answer } from '../route.ts';

export const idParams = exactObject({ id: idSchema });
export const memberParams = exactObject({ id: idSchema, userId: idSchema });
export const portParams = exactObject({ id: idSchema, path: portPathSchema });

export const none: Answer = { kind: 'none' };
export function json(schema: v.GenericSchema, status: 200 | 201 | 202 = 200): Answer {
  return { kind: 'json', schema, status };
}
export function page(item: v.GenericSchema): Answer {
  return json(pageAnswer(item));
}

/** @throws StoreError store.not_found */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new StoreError('store.not_found', `there is no such ${what} (any more)`);
  return value;
}

/** The version of a deletion. @throws RequestError http.version_missing */
export function versionOf({ version }: { readonly version?: number | undefined }): number {
  if (version === undefined) {
    throw new RequestError(
      'http.version_missing',
      428,
      'name the version that you saw: as If-Match, or as "version"',
    );
  }
  return version;
}

/** Without the version, which is an argument of its own. */
export function withoutVersion<T extends { readonly version: number }>(body: T): Omit<T, 'version'> {
  const { version: _, ...change } = body;
  return change;
}

/** A page of what is bounded anyway: ids in their order. */
export function onePage<T extends { readonly id: string }>(
  all: readonly T[],
  {
    after = '',
    limit = LIMITS.pageDefault,
  }: { readonly after?: string | undefined; readonly limit?: number | undefined },
): { items: readonly T[]; next: string | null } {
  const rest = all.filter(({ id }) => id > after).sort((left, right) => (left.id < right.id ? -1 : 1));
  const items = rest.slice(0, limit);
  return { items, next: rest.length > limit ? (items.at(-1)?.id ?? null) : null };
}
