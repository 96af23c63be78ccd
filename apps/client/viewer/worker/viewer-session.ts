/**
 * The way to one VM's screen: connects, goes on by itself after a lost link, and passes on what a person does. Owns the
 * state that the page shows, and the channel. Runs in a Worker; tests run it in Node.
 */
import type { ChannelTimer, ClosedSocket } from '@farport/protocol/browser';
import { DisplayChannelClient, MAX_STEPS, type MonitorMessage } from '@farport/protocol/display';
import { ViewerError } from '../decode/errors.ts';
import type { FromWorker, HeadPlace, ToWorker, ViewerState } from '../messages.ts';
import { TICKET_RENEWED } from '../ticket-renewed.ts';
import { stateAfter } from './endings.ts';
import { Meter } from './meter.ts';
import { Playback, type Place } from './playback.ts';

export interface SessionOptions {
  readonly place: Place;
  /** A socket to the VM, still connecting; tells how much it receives. */
  readonly dial: (received: (bytes: number) => void) => ClosedSocket;
  readonly ticket: string;
  /** The ticket that has taken its place, where the bridge says that one has. */
  readonly renewed: () => Promise<string>;
  /** Program and version, for the VM's logs. */
  readonly agent: string;
  readonly tell: (message: FromWorker) => void;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
/** Above so many bytes on their way, only the newest place of the pointer is kept. */
const BUSY_BYTES = 16 << 10;
const BUSY_RETRY_MS = 20;
const STATISTICS_MS = 1_000;

type Input = Exclude<ToWorker, { type: 'start' | 'connect' | 'screenshot' | 'canvas' }>;
type PointerInput = Extract<Input, { type: 'pointer' }>;

interface Connection {
  readonly channel: DisplayChannelClient;
  readonly socket: ClosedSocket;
  readonly playback: Playback;
}

export class ViewerSession {
  readonly #options: SessionOptions;
  readonly #meter: Meter;
  #ticket: string;
  #connection: Connection | undefined;
  #retryTimer: ChannelTimer | undefined;
  #retryMs = FIRST_RETRY_MS;
  #monitors: readonly MonitorMessage[] | undefined;
  readonly #heads = new Map<number, HeadPlace>();
  /** How many the VM has, as far as it told. */
  #headCount = 0;
  /** Kept back, and the last one at all. */
  #pointer: PointerInput | undefined;
  #lastPointer: PointerInput | undefined;
  #pointerTimer: ChannelTimer | undefined;
  #statisticsTimer: ChannelTimer | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#ticket = options.ticket;
    this.#meter = new Meter(options.place.clock);
    this.#count();
  }

  /** Connects now, whatever the state. */
  connect(): void {
    this.#retryTimer?.cancel();
    this.#retryTimer = undefined;
    this.#drop('connecting anew');
    this.#state({ kind: 'connecting' });
    const { place, agent } = this.#options;
    const ticket = this.#ticket;
    const socket = this.#options.dial((bytes) => {
      this.#meter.received(bytes);
    });
    const playback: Playback = new Playback(
      place,
      {
        presented: (message) => {
          channel.presented(message);
        },
        failed: (error) => {
          channel.fail(error);
        },
      },
      this.#meter,
    );
    const channel: DisplayChannelClient = new DisplayChannelClient(
      socket,
      {
        opened: () => {
          this.#opened(connection);
        },
        scanout: (message) => {
          guarded(channel, playback, () => {
            playback.scanout(message);
            this.#place(message);
          });
        },
        headMoved: (head, x, y) => {
          const place = this.#heads.get(head);
          if (place !== undefined) this.#place({ ...place, x, y });
        },
        draw: (message, payload) => {
          guarded(channel, playback, () => {
            playback.draw(message, payload);
          });
        },
        cursorShape: (message, picture) => {
          playback.cursorShape(message, picture);
        },
        // The guest's own idea of the place: the person's pointer is where it is.
        cursorPosition: () => undefined,
        leds: (num, caps, scroll) => {
          this.#options.tell({ type: 'leds', num, caps, scroll });
        },
        clipboardState: (state) => {
          this.#options.tell({ type: 'clipboard-state', state });
        },
        clipboardOffered: (kinds) => {
          this.#options.tell({ type: 'clipboard-offer', kinds });
        },
        clipboardRequested: (kind) => {
          this.#options.tell({ type: 'clipboard-request', kind });
        },
        clipboardReceived: (kind, bytes) => {
          this.#options.tell({ type: 'clipboard-answer', kind, bytes });
        },
        closed: (cause) => {
          playback.end();
          if (this.#connection !== connection) return;
          this.#connection = undefined;
          const { goodbye } = socket;
          const reason = goodbye !== undefined && goodbye.code >= 4000 ? goodbye.reason : '';
          if (reason === TICKET_RENEWED) {
            this.#renew();
            return;
          }
          this.#ended(
            stateAfter(cause, cause.by === 'local' || reason === '' ? undefined : reason, this.#retryMs),
          );
        },
      },
      { agent, ticket, clock: place.clock },
    );
    const connection: Connection = { channel, socket, playback };
    this.#connection = connection;
  }

  /** Ends it for good. */
  close(): void {
    for (const timer of [this.#retryTimer, this.#pointerTimer, this.#statisticsTimer]) timer?.cancel();
    this.#drop('the viewer was closed');
  }

  input(message: Input): void {
    if (message.type === 'monitors') this.#monitors = message.monitors;
    const connection = this.#connection;
    if (connection?.channel.state !== 'open') return;
    const { channel, socket } = connection;
    const pressed =
      (message.type === 'key' && message.down) ||
      (message.type === 'pointer' && message.buttons !== (this.#lastPointer?.buttons ?? 0));
    if (message.type === 'pointer' && this.#waits(message, socket)) return;
    this.#flushPointer(channel);
    send(channel, message);
    if (pressed) this.#meter.input();
  }

  /** Keeps a mere movement back while the link does not take what was sent before. */
  #waits(message: PointerInput, socket: ClosedSocket): boolean {
    const sameButtons = this.#lastPointer?.buttons === message.buttons;
    this.#lastPointer = message;
    if (!sameButtons || socket.bufferedAmount < BUSY_BYTES) {
      this.#pointer = undefined;
      return false;
    }
    this.#pointer = message;
    this.#pointerTimer ??= this.#options.place.clock.after(BUSY_RETRY_MS, () => {
      this.#pointerTimer = undefined;
      const kept = this.#pointer;
      this.#pointer = undefined;
      if (kept !== undefined) this.input(kept);
    });
    return true;
  }

  #flushPointer(channel: DisplayChannelClient): void {
    const kept = this.#pointer;
    this.#pointer = undefined;
    if (kept !== undefined) send(channel, kept);
  }

  #opened(connection: Connection): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#heads.clear();
    this.#headCount = 0;
    this.#state({ kind: 'connected' });
    if (this.#monitors !== undefined) connection.channel.monitors(this.#monitors);
  }

  #place({ head, width, height, x, y }: HeadPlace): void {
    if (width === 0) this.#heads.delete(head);
    else this.#heads.set(head, { head, width, height, x, y });
    this.#headCount = Math.max(this.#headCount, head + 1);
    this.#options.tell({ type: 'heads', heads: [...this.#heads.values()], of: this.#headCount });
  }

  #ended(state: ViewerState): void {
    this.#state(state);
    if (state.kind !== 'link-lost' && state.kind !== 'vm-stopped') return;
    if (state.kind === 'link-lost') this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    this.#retryTimer = this.#options.place.clock.after(state.retryMs, () => {
      this.connect();
    });
  }

  #renew(): void {
    this.#ended({ kind: 'link-lost', code: TICKET_RENEWED, retryMs: LONGEST_RETRY_MS });
    this.#options.renewed().then(
      (ticket) => {
        this.#ticket = ticket;
        // Unless a person or the timer was faster.
        if (this.#connection === undefined) this.connect();
      },
      () => undefined,
    );
  }

  #drop(why: string): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.playback.end();
    connection?.channel.close(why);
  }

  #state(state: ViewerState): void {
    this.#options.tell({ type: 'state', state });
  }

  #count(): void {
    this.#statisticsTimer = this.#options.place.clock.after(STATISTICS_MS, () => {
      this.#options.tell({ type: 'statistics', statistics: this.#meter.take() });
      this.#count();
    });
  }
}

/** What the viewer's own limits refuse ends the channel by its name. */
function guarded(channel: DisplayChannelClient, playback: Playback, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ViewerError)) throw error;
    playback.end();
    channel.fail(error);
  }
}

function send(channel: DisplayChannelClient, message: Input): void {
  switch (message.type) {
    case 'key':
      channel.key(message.code, message.down);
      break;
    case 'pointer': {
      const { head, x, y, buttons } = message;
      channel.pointer({ head, x, y, buttons });
      break;
    }
    case 'motion':
      channel.motion(steps(message.dx), steps(message.dy), message.buttons);
      break;
    case 'wheel':
      channel.wheel(steps(message.horizontal), steps(message.vertical), message.relative);
      break;
    case 'release-all':
      channel.releaseAll();
      break;
    case 'monitors':
      channel.monitors(message.monitors);
      break;
    case 'refresh':
      channel.refresh();
      break;
    case 'clipboard-offer':
      channel.clipboard.offer(message.kinds);
      break;
    case 'clipboard-request':
      channel.clipboard.request(message.kind);
      break;
    case 'clipboard-answer':
      channel.clipboard.answer(message.kind, message.bytes);
      break;
  }
}

function steps(count: number): number {
  return Math.max(-MAX_STEPS, Math.min(MAX_STEPS, Math.trunc(count)));
}
