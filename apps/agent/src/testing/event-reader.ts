/** Reads Server-Sent Events of an agent as a browser does, one by one. */
import type { IncomingMessage } from 'node:http';
import assert from 'node:assert/strict';
import type { ApiCaller, Credentials } from './api-caller.ts';

export interface ReadEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export class EventReader {
  readonly #response: IncomingMessage;
  readonly #events: AsyncGenerator<ReadEvent, void, void>;

  private constructor(response: IncomingMessage) {
    this.#response = response;
    this.#events = parse(response);
  }

  static async open(api: ApiCaller, who: Credentials, last?: string): Promise<EventReader> {
    const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
    const response = await api.open(who, 'GET', '/events', { headers });
    assert.equal(response.statusCode, 200);
    assert.match(response.headers['content-type'] ?? '', /^text\/event-stream/);
    return new EventReader(response);
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<ReadEvent | undefined> {
    const { value } = await this.#events.next();
    return value ?? undefined;
  }

  /** Reads on to the first event that fits. */
  async find(fits: (event: ReadEvent) => boolean): Promise<ReadEvent> {
    for (;;) {
      const event = await this.next();
      assert.ok(event, 'the stream ended before');
      if (fits(event)) return event;
    }
  }

  close(): void {
    this.#response.destroy();
  }
}

async function* parse(response: IncomingMessage): AsyncGenerator<ReadEvent, void, void> {
  let rest = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response as AsyncIterable<string>) {
      rest += chunk;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const fields = new Map<string, string>();
        for (const line of rest.slice(0, end).split('\n')) {
          const [name = '', ...value] = line.split(': ');
          if (name !== '') fields.set(name, value.join(': '));
        }
        rest = rest.slice(end + 2);
        const data = fields.get('data');
        if (data === undefined) continue;
        yield {
          id: fields.get('id') ?? '',
          event: fields.get('event') ?? '',
          data: JSON.parse(data) as Readonly<Record<string, unknown>>,
        };
      }
    }
  } catch {
    // Cut off: the end.
  }
}
