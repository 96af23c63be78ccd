// Where npm start shall listen: read from an option, and whether somebody has it, looked at before anything is started.
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** "127.0.0.1:4747", "[::1]:4747"; undefined where it is none. Port 0 means any. */
export function parsePlace(text: string): Place | undefined {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([0-9A-Za-z.-]+)):(\d{1,5})$/.exec(text);
  const address = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? -1);
  return address === undefined || port > 65_535 ? undefined : { address, port };
}

/** Why nobody can listen there, in words with what to do; undefined where one can. */
export async function whyTaken({ address, port }: Place): Promise<string | undefined> {
  if (port === 0) return undefined;
  const server = createServer();
  try {
    server.listen(port, address);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      return `another program has port ${port} of ${address} ("ss -ltnp" shows which): end it, or choose another port: npm start -- --listen ${address}:${port + 1}`;
    }
    return `nobody can listen on ${address}:${port}: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    server.close();
  }
}
