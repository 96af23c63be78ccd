/** The place of a device in the tree of hubs: bus, then the port at each hub on the way ("1-2.3"). */

/** USB 3.2, section 10.15.2 (route string): at most five hubs between the root port and the device. */
const MAX_DEPTH = 7;

export interface PortPath {
  readonly bus: number;
  /** From the root hub's port on; at least one. */
  readonly ports: readonly number[];
}

/** Parses "bus-port.port…"; undefined where it is none. Linux counts buses from 1, macOS has a bus 0. */
export function parsePortPath(text: string): PortPath | undefined {
  const match = /^(0|[1-9][0-9]{0,4})-([1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2})*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const ports = match[2].split('.').map(Number);
  if (ports.length > MAX_DEPTH || ports.some((port) => port > 255)) return undefined;
  return { bus: Number(match[1]), ports };
}

export function formatPortPath(path: PortPath): string {
  return `${path.bus}-${path.ports.join('.')}`;
}

/** Order of a listing: by bus, then port by port; a hub before what hangs on it. Below, equal or above 0. */
export function comparePortPaths(left: PortPath, right: PortPath): number {
  if (left.bus !== right.bus) return left.bus - right.bus;
  const depth = Math.min(left.ports.length, right.ports.length);
  for (let i = 0; i < depth; i++) {
    const difference = (left.ports[i] ?? 0) - (right.ports[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.ports.length - right.ports.length;
}
