/** What the commands about the agent itself do: facts, numbers, the event stream, and the API as it is. */
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { healthAnswer, overviewAnswer, settingsAnswer } from '@farport/fleet';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { readJson } from './json-file.ts';
import { formatTime } from './output.ts';
import { facts, print, show, textOf, type Options } from './show.ts';

export async function health(client: AdminClient, options: Options): Promise<void> {
  const answer = await client.api(healthAnswer, 'GET', '/health');
  show(options, answer, () => (answer.ok ? 'ok' : 'not well'));
}

export async function overview(client: AdminClient, options: Options): Promise<void> {
  const answer = await client.api(overviewAnswer, 'GET', '/overview');
  const { host, uptime, vms, clients, devices } = answer;
  show(options, answer, () =>
    facts({
      host,
      uptime: `${uptime} s`,
      vms: `${vms.running} of ${vms.known} running`,
      clients: `${clients.online} of ${clients.enrolled} online`,
      devices: `${devices.inUse} of ${devices.plugged} in use`,
    }),
  );
}

export async function settings(client: AdminClient, options: Options): Promise<void> {
  const answer = await client.api(settingsAnswer, 'GET', '/settings');
  show(options, answer, () => facts(answer));
}

/** Numbers as Prometheus reads them. */
export async function metrics(client: AdminClient): Promise<void> {
  await pipeline(await client.open('GET', '/metrics'), process.stdout, { end: false });
}

const change = v.object({ at: v.number(), kind: v.string(), id: v.string(), op: v.string() });

/**
 * Prints changes as they come, until it is interrupted or the agent ends.
 * @throws FarportError events.ended
 */
export async function followEvents(client: AdminClient, options: Options): Promise<void> {
  const last = textOf(options, 'last');
  const stream = await client.open('GET', `/events${last === '' ? '' : `?last=${encodeURIComponent(last)}`}`);
  let fields: Record<string, string> = {};
  for await (const line of createInterface({ input: stream })) {
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name !== '') fields[name] = value;
    if (line !== '') continue;
    if (fields['data'] !== undefined) tellEvent(fields, options);
    fields = {};
  }
  throw new FarportError(
    'events.ended',
    503,
    'the agent ended the stream: it stops, or another has taken over',
  );
}

function tellEvent({ event = '', id = '', data = '' }: Record<string, string>, options: Options): void {
  if (options['json'] === true) {
    print(JSON.stringify({ event, ...(id === '' ? {} : { id }), data: JSON.parse(data) as unknown }));
    return;
  }
  const parsed = v.safeParse(change, JSON.parse(data));
  if (event === 'change' && parsed.success) {
    const { at, kind, id: what, op } = parsed.output;
    print(`${formatTime(at)}  ${kind} ${what} ${op}  (${id})`);
  } else print(`${event} ${data}${id === '' ? '' : `  (${id})`}`);
}

/** Asks the API as it is, and prints what it answers. `path`: under /api/v1, with its query. */
export async function askApi(
  client: AdminClient,
  [method = '', path = '']: readonly string[],
  options: Options,
): Promise<void> {
  const under = path.replace(/^\/api\/v1(?=\/)/, '');
  if (!under.startsWith('/') || /[\s#]/.test(under)) {
    throw new FarportError('cli.usage', 400, `${path}: must be a path such as /vms or /audit?limit=10`);
  }
  const source = textOf(options, 'body');
  const body = source === '' ? undefined : await readJson(source);
  const answer = await client.open(method.toUpperCase(), under, body);
  const isText = /json|text/.test(answer.headers['content-type'] ?? '');
  let last: number | undefined = 0x0a;
  answer.on('data', (bytes: Buffer) => (last = bytes.at(-1)));
  await pipeline(answer, process.stdout, { end: false });
  if (isText && last !== 0x0a) print('');
}

/** The API's description. */
export async function openApi(client: AdminClient): Promise<void> {
  const description = await client.api(v.looseObject({}), 'GET', '/openapi.json');
  print(JSON.stringify(description, undefined, 2));
}
