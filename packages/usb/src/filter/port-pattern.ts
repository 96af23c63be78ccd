/** Patterns of ports: one port ("1-2"), or a port and all that hangs behind it ("1-2.*"). No I/O. */
import { formatPortPath, parsePortPath, type PortPath } from '../port-path.ts';
import { FilterError } from './filter-error.ts';

export interface PortPattern {
  readonly path: PortPath;
  /** Also the ports of hubs behind it. */
  readonly branch: boolean;
}

/** @throws FilterError filter.port */
export function parsePortPattern(text: string): PortPattern {
  const branch = text.endsWith('.*');
  const path = parsePortPath(branch ? text.slice(0, -2) : text);
  if (path === undefined) {
    throw new FilterError(
      'filter.port',
      `"${text.slice(0, 40)}" is no port: write bus-port, with .port for each hub between, like 1-2 or 1-2.3; 1-2.* is port 1-2 and all behind it`,
    );
  }
  return { path, branch };
}

export function formatPortPattern(pattern: PortPattern): string {
  return `${formatPortPath(pattern.path)}${pattern.branch ? '.*' : ''}`;
}

export function portMatches(pattern: PortPattern, path: PortPath): boolean {
  const wanted = pattern.path.ports;
  if (pattern.path.bus !== path.bus || path.ports.length < wanted.length) return false;
  if (!pattern.branch && path.ports.length !== wanted.length) return false;
  return wanted.every((port, index) => port === path.ports[index]);
}
