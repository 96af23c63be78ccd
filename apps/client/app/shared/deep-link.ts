/** Links that lead into the app: farport://AGENT[:PORT]/VM. Anything else in one is refused: anybody can make a link. */
import { AppError } from './errors.ts';

export const LINK_SCHEME = 'farport';

export interface DeepLink {
  /** HOST or HOST:PORT */
  readonly agent: string;
  /** Empty where the link names only an agent. */
  readonly vm: string;
}

const LINK =
  /^farport:\/\/(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(:[0-9]{1,5})?\/?([a-z0-9][a-z0-9._-]{0,62})?\/?$/i;

/** Throws `app.link`. A link never signs anybody in: it only says where. */
export function parseDeepLink(url: string): DeepLink {
  const [, host, port = '', vm = ''] = url.length <= 400 ? (LINK.exec(url) ?? []) : [];
  if (
    host === undefined ||
    (port !== '' && !(Number(port.slice(1)) >= 1 && Number(port.slice(1)) <= 65535))
  ) {
    throw new AppError(
      'app.link',
      'this is no link of Farport: it looks like farport://server:4747/desktop-1',
    );
  }
  return { agent: `${host.toLowerCase()}${port}`, vm };
}

/**
 * What a person typed or pasted where an address is wanted: HOST[:PORT] as it is, of the console's address
 * (https://HOST[:PORT]/...) the server, and a link's agent and VM. Throws `app.link` for a link that is none.
 */
export function parseTyped(text: string): DeepLink {
  if (linkIn([text]) !== undefined) return parseDeepLink(text);
  const console = /^https:\/\/(\[[^\]/]*\]|[^/?#:]*)(:[0-9]*)?(?:[/?#]|$)/i.exec(text);
  return { agent: console === null ? text : `${console[1] ?? ''}${console[2] ?? ':443'}`, vm: '' };
}

/** The link among the arguments of a program's start, if there is one. */
export function linkIn(args: readonly string[]): string | undefined {
  return args.find((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}://`));
}
