/**
 * One follower's stream: changes as Server-Sent Events (WHATWG HTML, section 9.2), resumed by Last-Event-ID. Holds at most
 * one batch for a reader who is slow, and ends with one who does not read at all; ends with the session, too.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { ChangeGapError } from '../../store/errors.ts';
import type { ChangeRecord } from '../../store/tables.ts';
import type { EventHub, LiveEvent } from './event-hub.ts';

export interface StreamTimes {
  /** A comment goes out this often, so that both ends learn of a broken link. */
  readonly beatMs: number;
  /** Who reads nothing for this long is cut off. */
  readonly stuckMs: number;
}

const defaultTimes: StreamTimes = { beatMs: 15_000, stuckMs: 30_000 };
/** Live events that wait for a slow reader; beyond that the oldest goes: they are hints to look again. */
const mostLive = 64;

export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** "EPOCH.SEQ", an event's id; undefined where it is none. */
export function parsePosition(id: string): Position | undefined {
  const match = /^([A-Za-z0-9-]{1,64})\.([0-9]{1,15})$/.exec(id);
  return match?.[1] === undefined ? undefined : { epoch: match[1], seq: Number(match[2]) };
}

export interface StreamOptions {
  readonly hub: EventHub;
  /** Gives the answer to write to, with its headers not sent; called once there is room for the stream. */
  readonly takeOver: () => ServerResponse;
  readonly userId: string;
  /** Where the follower was; undefined: from now on. */
  readonly from: string | undefined;
  /** Whether whoever asked may still; asked now and then, and when it may have changed. */
  readonly stillAllowed: () => Promise<boolean>;
  /** What of a batch this follower may see. */
  readonly visible: (changes: readonly ChangeRecord[]) => Promise<readonly ChangeRecord[]>;
  readonly visibleLive: (event: LiveEvent) => Promise<boolean>;
  readonly times?: StreamTimes;
}

/** Changes of these may end the right to see more. */
const accessKinds = new Set<ChangeRecord['kind']>(['user', 'session', 'token']);

/**
 * Streams until the reader, the session or the agent ends; `ended` says when.
 * @throws RequestError events.too_many, before anything was sent
 */
export function streamEvents(options: StreamOptions): { readonly ended: Promise<void> } {
  return { ended: new EventStream(options).ended };
}

class EventStream {
  readonly ended: Promise<void>;
  readonly #options: StreamOptions;
  readonly #times: StreamTimes;
  readonly #response: ServerResponse;
  readonly #live: LiveEvent[] = [];
  #woken = Promise.withResolvers<undefined>();
  #gone = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#times = options.times ?? defaultTimes;
    const leave = options.hub.follow(options.userId, {
      wake: () => {
        this.#wake();
      },
      live: (event) => {
        this.#live.push(event);
        if (this.#live.length > mostLive) this.#live.shift();
        this.#wake();
      },
    });
    this.#response = options.takeOver();
    this.ended = this.#run(leave);
  }

  async #run(leave: () => void): Promise<void> {
    const response = this.#response;
    response.on('close', () => {
      this.#gone = true;
      this.#wake();
    });
    response.on('error', () => undefined);
    try {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
      });
      await this.#follow();
    } finally {
      leave();
      response.end();
      // Who does not read the end either is not waited for.
      setTimeout(() => response.destroy(), 1_000).unref();
    }
  }

  async #follow(): Promise<void> {
    const { hub } = this.#options;
    let position = await this.#begin();
    let checkedAt = performance.now();
    for (;;) {
      const woken = this.#woken.promise;
      position = await this.#sendChanges(position);
      await this.#sendLive();
      if (this.#over || hub.closed) return;
      const timer = new AbortController();
      const beat = delay(this.#times.beatMs, 'beat' as const, { signal: timer.signal, ref: false });
      const why = await Promise.race([woken, beat]);
      beat.catch(() => undefined);
      timer.abort();
      // Also where it is never quiet for so long.
      if (why === 'beat' || performance.now() - checkedAt >= this.#times.beatMs) {
        checkedAt = performance.now();
        if (!(await this.#options.stillAllowed())) return this.#write('event: ended\ndata: {}\n\n');
        await this.#write(': beat\n\n');
      }
    }
  }

  get #over(): boolean {
    return this.#gone || this.#response.destroyed;
  }

  /** Says where the stream begins; a place that cannot be resumed from is a reset. */
  async #begin(): Promise<Position> {
    const { hub, from } = this.#options;
    const now = await hub.now();
    const asked = from === undefined ? undefined : parsePosition(from);
    const resumable = asked?.epoch === now.epoch && asked.seq <= now.seq;
    if (from !== undefined && !resumable) return this.#reset(now);
    const position = resumable ? asked : now;
    await this.#write(`retry: 2000\n${frame('hello', position, {})}`);
    return position;
  }

  async #reset(now: Position): Promise<Position> {
    await this.#write(frame('reset', now, { message: 'read everything anew' }));
    return now;
  }

  async #sendChanges(from: Position): Promise<Position> {
    const { hub, visible, stillAllowed } = this.#options;
    let position = from;
    while (!this.#over) {
      let changes: readonly ChangeRecord[];
      try {
        changes = await hub.since(position.seq);
      } catch (error) {
        if (!(error instanceof ChangeGapError)) throw error;
        return this.#reset(await hub.now());
      }
      const last = changes.at(-1);
      if (last === undefined) return position;
      if (changes.some(({ kind }) => accessKinds.has(kind)) && !(await stillAllowed())) {
        this.#gone = true;
        await this.#write('event: ended\ndata: {}\n\n');
        return position;
      }
      const { epoch } = position;
      const seen = await visible(changes);
      const frames = seen.map(({ seq, at, kind, id, op }) =>
        frame('change', { epoch, seq }, { seq, at, kind, id, op }),
      );
      position = { epoch, seq: last.seq };
      if (frames.length > 0) await this.#write(frames.join(''));
    }
    return position;
  }

  async #sendLive(): Promise<void> {
    for (let event = this.#live.shift(); event !== undefined; event = this.#live.shift()) {
      if (await this.#options.visibleLive(event)) {
        await this.#write(`event: live\ndata: ${JSON.stringify(event)}\n\n`);
      }
    }
  }

  /** Waits until the reader has taken it. One who takes nothing is cut off. */
  async #write(text: string): Promise<void> {
    const response = this.#response;
    if (response.destroyed || response.write(text)) return;
    const gaveUp = new AbortController();
    const timer = setTimeout(() => {
      gaveUp.abort();
    }, this.#times.stuckMs);
    try {
      await Promise.race([
        once(response, 'drain', { signal: gaveUp.signal }),
        once(response, 'close', { signal: gaveUp.signal }),
      ]);
    } catch {
      this.#gone = true;
      response.destroy();
    } finally {
      clearTimeout(timer);
      gaveUp.abort();
    }
  }

  #wake(): void {
    this.#woken.resolve(undefined);
    this.#woken = Promise.withResolvers<undefined>();
  }
}

function frame(event: string, { epoch, seq }: Position, data: object): string {
  return `id: ${epoch}.${seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
