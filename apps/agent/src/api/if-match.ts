/** The version that somebody saw of what they change: in the body or query, or in If-Match (RFC 9110, section 13.1.1). */
import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from '../errors.ts';
import type { AnyRoute } from './route.ts';

interface Versioned {
  readonly headers: IncomingHttpHeaders;
  body: unknown;
  query: unknown;
}

/**
 * Puts the version of If-Match where the route's shape has it.
 * @throws RequestError http.version_missing where it is in neither, http.invalid where both say something else
 */
export function withVersion({ versioned }: AnyRoute, request: Versioned): void {
  if (versioned === undefined) return;
  const header = request.headers['if-match'];
  const seen = header === undefined ? undefined : versionIn(header);
  const place = versioned === 'body' ? request.body : request.query;
  if (place === undefined) {
    // No body at all is one without anything but the version.
    if (seen === undefined) throw missing();
    request.body = { version: seen };
    return;
  }
  // What is no object is refused by its shape.
  if (typeof place !== 'object' || place === null || Array.isArray(place)) return;
  const named = 'version' in place ? place.version : undefined;
  if (seen === undefined) {
    if (named !== undefined) return;
    throw missing();
  }
  if (named !== undefined && named !== seen && named !== String(seen)) {
    throw new RequestError('http.invalid', 400, 'If-Match and "version" name two versions');
  }
  const value = versioned === 'body' ? seen : String(seen);
  if (versioned === 'body') request.body = { ...place, version: value };
  else request.query = { ...place, version: value };
}

function versionIn(header: string): number {
  const match = /^(?:W\/)?"?([0-9]{1,15})"?$/.exec(header.trim());
  if (match?.[1] === undefined) {
    throw new RequestError('http.invalid', 400, 'If-Match must be a version, such as "3"');
  }
  return Number(match[1]);
}

function missing(): RequestError {
  const message = 'name the version that you saw: as If-Match, or as "version"';
  return new RequestError('http.version_missing', 428, message);
}
