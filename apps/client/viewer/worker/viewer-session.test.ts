/** The session as it runs in the Worker, over sockets in memory, with a VM that the test plays. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createMemoryPair, systemClock, type ChannelClock } from '@farport/protocol';
import type { ClosedSocket } from '@farport/protocol/browser';
import { DisplayChannelServer, type PresentedMessage } from '@farport/protocol/display';
import type { FromWorker, ViewerState } from '../messages.ts';
import { stateAfter } from './endings.ts';
import { ViewerSession } from './viewer-session.ts';

/** Timers run at once when the test says so. */
class ManualClock implements ChannelClock {
  readonly #timers = new Set<{ atMs: number; expired: () => void }>();
  #nowMs = 0;

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, expired: () => void) {
    const timer = { atMs: this.#nowMs + delayMs, expired };
    this.#timers.add(timer);
    return { cancel: () => this.#timers.delete(timer) };
  }

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const timer of [...this.#timers]) {
      if (timer.atMs > this.#nowMs || !this.#timers.delete(timer)) continue;
      timer.expired();
    }
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function settled(): Promise<void> {
  for (let n = 0; n < 20; n += 1) await turn();
}

interface Vm {
  readonly channel: DisplayChannelServer;
  readonly heard: string[];
  readonly presented: PresentedMessage[];
  /** Breaks the link. */
  cut(): void;
}

function session(context: TestContext) {
  const clock = new ManualClock();
  const told: FromWorker[] = [];
  const vms: Vm[] = [];
  const surface: string[] = [];
  let paints: (() => void)[] = [];
  let buffered = 0;
  const dial = (): ClosedSocket => {
    const [left, right] = createMemoryPair();
    const heard: string[] = [];
    const presented: PresentedMessage[] = [];
    const note = (line: string) => heard.push(line);
    const channel = new DisplayChannelServer(
      right,
      {
        opened: () => note('opened'),
        presented: (message) => presented.push(message),
        refresh: () => note('refresh'),
        monitors: (monitors) => note(`monitors ${monitors.map(({ width }) => width).join()}`),
        key: (code, down) => note(`key ${code} ${down}`),
        pointer: ({ x, y, buttons }) => note(`pointer ${x},${y} ${buttons}`),
        motion: (dx, dy) => note(`motion ${dx},${dy}`),
        wheel: (_, vertical) => note(`wheel ${vertical}`),
        releaseAll: () => note('release'),
        closed: ({ code }) => note(`closed ${code}`),
      },
      { agent: 'vm', acceptTicket: (ticket) => ticket === 'ticket', clock: systemClock },
    );
    vms.push({
      channel,
      heard,
      presented,
      cut: () => {
        right.terminate();
      },
    });
    Object.defineProperty(left, 'bufferedAmount', { get: () => buffered });
    return Object.assign(left, { goodbye: undefined });
  };
  const made = new ViewerSession({
    place: {
      clock,
      surface: {
        resize: (head, width, height) => surface.push(`resize ${head} ${width}x${height}`),
        show: (head, _, areas) => surface.push(`show ${head} ${areas.length}`),
        cursor: (_, pixels) => surface.push(`cursor ${pixels?.length ?? 'hidden'}`),
      },
      decodeJpeg: () => Promise.reject(new Error('no JPEG here')),
      nextPaint: (painted) => paints.push(painted),
      laterTurn: turn,
    },
    dial,
    ticket: 'ticket',
    renewed: () => Promise.resolve('ticket'),
    agent: 'test',
    tell: (message) => told.push(message),
  });
  context.after(() => {
    made.close();
  });
  const states = () =>
    told.flatMap((message) => (message.type === 'state' ? [message.state] : [])).map(({ kind }) => kind);
  const paint = (): void => {
    const due = paints;
    paints = [];
    for (const painted of due) painted();
  };
  const vm = (): Vm => vms.at(-1) ?? assert.fail('nobody dialled');
  const setBuffered = (bytes: number) => (buffered = bytes);
  return { session: made, clock, told, surface, states, paint, vm, vms, setBuffered };
}

const fill = { codec: 'fill', x: 0, y: 0, width: 8, height: 8, value: 1, more: 0 } as const;

function draw({ channel }: Vm, more = false, lazy = false): void {
  channel.draw({ head: 0, more, operations: [fill], restart: false, lazy }, []);
}

describe('a session', () => {
  it('connects, shows whole frames only, and acknowledges them when they are painted', async (context) => {
    const { session: made, states, vm, surface, paint } = session(context);
    made.connect();
    await settled();
    assert.deepEqual(states(), ['connecting', 'connected']);
    vm().channel.scanout({ head: 0, width: 64, height: 64, x: 0, y: 0 });
    draw(vm(), true);
    await settled();
    assert.deepEqual(surface, ['resize 0 64x64']);
    draw(vm());
    draw(vm());
    await settled();
    assert.deepEqual(surface, ['resize 0 64x64', 'show 0 2', 'show 0 1']);
    assert.deepEqual(vm().presented, []);
    paint();
    await settled();
    assert.partialDeepStrictEqual(vm().presented, [{ frame: 2, decoded: 2 }]);
  });

  it('goes on after a lost link, ever more rarely, with the wish for monitors it had', async (context) => {
    const { session: made, states, vm, vms, clock } = session(context);
    made.connect();
    await settled();
    made.input({
      type: 'monitors',
      monitors: [{ x: 0, y: 0, width: 900, height: 1, widthMm: 0, heightMm: 0 }],
    });
    await settled();
    vm().cut();
    await settled();
    assert.equal(states().at(-1), 'link-lost');
    clock.pass(199);
    assert.equal(vms.length, 1);
    clock.pass(1);
    vm().cut();
    await settled();
    clock.pass(399);
    assert.equal(vms.length, 2);
    clock.pass(1);
    await settled();
    assert.equal(states().at(-1), 'connected');
    assert.deepEqual(vm().heard, ['opened', 'monitors 900']);
  });

  it('acknowledges a frame that may wait with the next one, or after a quarter of a second', async (context) => {
    const { session: made, vm, paint, clock } = session(context);
    made.connect();
    await settled();
    vm().channel.scanout({ head: 0, width: 64, height: 64, x: 0, y: 0 });
    const shown = async (lazy: boolean) => {
      draw(vm(), false, lazy);
      await settled();
      paint();
      await settled();
    };
    await shown(true);
    assert.deepEqual(vm().presented, []);
    await shown(false);
    assert.deepEqual(
      vm().presented.map(({ frame, heldUs }) => [frame, heldUs]),
      [[2, 0]],
    );
    await shown(true);
    clock.pass(250);
    await settled();
    assert.deepEqual(
      vm().presented.map(({ frame, heldUs }) => [frame, heldUs]),
      [
        [2, 0],
        [3, 250_000],
      ],
    );
  });

  it('leaves the screen to whoever took it over, until it is told to connect', async (context) => {
    const { session: made, states, vm, vms, clock } = session(context);
    made.connect();
    await settled();
    vm().channel.fail({ code: 'display.taken_over', message: '' });
    await settled();
    assert.equal(states().at(-1), 'taken-over');
    clock.pass(60_000);
    assert.equal(vms.length, 1);
    made.connect();
    await settled();
    assert.equal(states().at(-1), 'connected');
  });

  it('ends where the VM does what it may not, tells it why, and does not try again', async (context) => {
    const { session: made, told, vm, vms, clock } = session(context);
    made.connect();
    await settled();
    vm().channel.scanout({ head: 0, width: 16_384, height: 16_384, x: 0, y: 0 });
    await settled();
    const last = told.findLast((message) => message.type === 'state');
    assert.deepEqual(last, { type: 'state', state: { kind: 'broken', code: 'display.screens_too_large' } });
    assert.equal(vm().heard.at(-1), 'closed display.screens_too_large');
    clock.pass(60_000);
    assert.equal(vms.length, 1);
  });

  it('holds a bounded number of frames that nobody sees', async (context) => {
    const { session: made, states, vm } = session(context);
    made.connect();
    await settled();
    vm().channel.scanout({ head: 0, width: 64, height: 64, x: 0, y: 0 });
    for (let n = 0; n < 9; n += 1) draw(vm());
    await settled();
    assert.equal(states().at(-1), 'broken');
    assert.equal(vm().heard.at(-1), 'closed display.too_many_frames');
  });

  it('decodes only the newest of many cursors and sizes', async (context) => {
    const { session: made, vm, surface, paint } = session(context);
    made.connect();
    await settled();
    for (let n = 1; n <= 500; n += 1) {
      vm().channel.scanout({ head: 0, width: 1000 + n, height: 1000, x: 0, y: 0 });
      vm().channel.cursorShape({ head: 0, width: 0, height: 0, hotX: 0, hotY: 0 }, new Uint8Array(0));
    }
    await settled();
    paint();
    assert.deepEqual(surface, ['resize 0 1500x1000', 'cursor hidden']);
  });

  it('keeps mere movements back while the link is busy, but no button and no key', async (context) => {
    const { session: made, vm, clock, setBuffered } = session(context);
    made.connect();
    await settled();
    const point = (x: number, buttons = 0) => {
      made.input({ type: 'pointer', head: 0, x, y: 0, buttons });
    };
    point(1);
    setBuffered(1 << 20);
    point(2);
    point(3);
    made.input({ type: 'key', code: 30, down: true });
    point(4, 1);
    point(5, 1);
    point(6, 1);
    setBuffered(0);
    clock.pass(20);
    await settled();
    assert.deepEqual(vm().heard.slice(1), [
      'pointer 1,0 0',
      'pointer 3,0 0',
      'key 30 true',
      'pointer 4,0 1',
      'pointer 6,0 1',
    ]);
  });

  it('says nothing to a VM that is not there', (context) => {
    const { session: made } = session(context);
    made.input({ type: 'key', code: 30, down: true });
    made.input({ type: 'release-all' });
  });
});

describe('the end of a connection', () => {
  const after = (by: 'local' | 'remote' | 'link', code: string, goodbye?: string): ViewerState['kind'] =>
    stateAfter({ by, code, message: '' }, goodbye, 200).kind;

  it('means a state', () => {
    assert.equal(after('link', 'protocol.link'), 'link-lost');
    assert.equal(after('local', 'protocol.timeout'), 'link-lost');
    assert.equal(after('remote', 'protocol.link', 'agent.unreachable'), 'link-lost');
    assert.equal(after('remote', 'channel.closed'), 'vm-stopped');
    assert.equal(after('remote', 'protocol.link', 'vm.not_running'), 'vm-stopped');
    assert.equal(after('remote', 'protocol.link', 'agent.starting'), 'link-lost');
    const busy = stateAfter({ by: 'remote', code: 'protocol.link', message: '' }, 'agent.busy', 200);
    assert.deepEqual(busy, { kind: 'link-lost', code: 'agent.busy', retryMs: 15_000 });
    assert.equal(after('remote', 'display.taken_over'), 'taken-over');
    assert.equal(after('remote', 'protocol.ticket'), 'refused');
    assert.equal(after('remote', 'protocol.link', 'agent.wrong_certificate'), 'refused');
    assert.equal(after('local', 'protocol.malformed'), 'broken');
    assert.equal(after('local', 'display.jpeg'), 'broken');
    assert.equal(after('remote', 'protocol.sequence'), 'broken');
  });
});
