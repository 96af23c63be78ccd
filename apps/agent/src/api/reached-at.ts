/** How clients reach this agent, as far as it knows itself: what is between the two it does not know. */
import { isIPv6 } from 'node:net';
import type { Listen } from '../gateway/gateway.ts';

/** HOST:PORT. An address that means "all" is told as the public address, or the machine's name. */
export function reachedAt({ address, port }: Listen, machine: string, publicUrl: string | undefined): string {
  const isAll = address === '0.0.0.0' || address === '::';
  if (publicUrl !== undefined && isAll) {
    const url = new URL(publicUrl);
    return `${url.hostname}:${url.port === '' ? '443' : url.port}`;
  }
  const host = isAll ? machine : address;
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
