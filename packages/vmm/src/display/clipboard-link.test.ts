/** What may pass between the clipboards of guest and viewer, and that every question is answered. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Clock } from '../machine/clock.ts';
import { ClipboardLink, DEFAULT_CLIPBOARD, type ClipboardConfig } from './clipboard-link.ts';

/** Timers run when the test says so. */
class ManualClock implements Clock {
  readonly #timers = new Set<() => void>();

  nowUs(): number {
    return 0;
  }

  after(_delayUs: number, expired: () => void) {
    this.#timers.add(expired);
    return { cancel: () => this.#timers.delete(expired) };
  }

  expire(): void {
    for (const expired of [...this.#timers]) if (this.#timers.delete(expired)) expired();
  }
}

function setUp(config: Partial<ClipboardConfig> = {}) {
  const log: string[] = [];
  const bytesOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
  const agent = {
    present: true,
    offer: (kinds: readonly string[]) => log.push(`guest: offer ${kinds.join(',')}`),
    request: (kind: string) => log.push(`guest: request ${kind}`),
    send: (kind: string, bytes: Uint8Array | undefined) => log.push(`guest: ${kind} ${bytesOf(bytes)}`),
  };
  const viewer = {
    request: (kind: string) => log.push(`viewer: request ${kind}`) > 0,
    answer: (kind: string, bytes: Uint8Array | undefined) => log.push(`viewer: ${kind} ${bytesOf(bytes)}`),
  };
  const clock = new ManualClock();
  const link = new ClipboardLink({ ...DEFAULT_CLIPBOARD, ...config }, clock, () => log.push('due'));
  link.agent = agent;
  link.viewerOpened(viewer);
  return { link, log, agent, viewer, clock };
}

const hello = Buffer.from('hello');

describe('the clipboard between guest and viewer', () => {
  it('passes from guest to viewer when the viewer asks', () => {
    const { link, log } = setUp();
    link.offered(['text', 'bmp']);
    assert.deepEqual(link.offer, ['text', 'bmp']);
    link.clipboardRequested('text');
    link.received('text', hello);
    assert.deepEqual(log, ['due', 'guest: request text', 'viewer: text hello']);
  });

  it('passes from viewer to guest when the guest asks', () => {
    const { link, log } = setUp();
    link.clipboardOffered(['text', 'bmp']);
    link.requested('text');
    link.clipboardReceived('text', hello);
    assert.deepEqual(log, ['guest: offer text', 'viewer: request text', 'guest: text hello']);
  });

  it('is closed in the direction that is not allowed', () => {
    const out = setUp({ fromGuest: false });
    out.link.offered(['text']);
    assert.deepEqual(out.link.offer, []);
    out.link.clipboardRequested('text');
    out.link.received('text', hello);
    assert.deepEqual(out.log, ['due', 'viewer: text undefined']);
    const into = setUp({ toGuest: false });
    into.link.clipboardOffered(['text']);
    into.link.requested('text');
    into.link.clipboardReceived('text', hello);
    assert.deepEqual(into.log, ['guest: text undefined']);
    assert.deepEqual(into.link.state, { guest: true, toGuest: false, fromGuest: true, maxBytes: 8 << 20 });
  });

  it('answers at once what nobody offered', () => {
    const { link, log } = setUp();
    link.clipboardRequested('png');
    link.requested('text');
    link.clipboardReceived('text', hello);
    link.received('png', hello);
    assert.deepEqual(log, ['viewer: png undefined', 'guest: text undefined']);
  });

  it('asks the guest for what the viewer offered: its answer says that it has that now', () => {
    const { link, log } = setUp({ fromGuest: false });
    link.clipboardOffered(['text']);
    link.clipboardRequested('text');
    assert.deepEqual(log, ['guest: offer text', 'guest: request text']);
    link.received('text', hello);
    assert.deepEqual(log.at(-1), 'viewer: text undefined');
  });

  it('gives the guest no text that is none', () => {
    const { link, log } = setUp();
    link.clipboardOffered(['text']);
    link.requested('text');
    link.clipboardReceived('text', Uint8Array.of(0xff, 0xfe));
    assert.deepEqual(log.at(-1), 'guest: text undefined');
  });

  it('answers for a guest that stays silent, and for one that goes away', () => {
    for (const end of ['silent', 'gone']) {
      const { link, log, clock, agent } = setUp();
      link.offered(['text']);
      link.clipboardRequested('text');
      agent.present = false;
      if (end === 'silent') clock.expire();
      else link.present(false);
      assert.equal(log.filter((line) => line === 'viewer: text undefined').length, 1);
      link.received('text', hello);
      assert.ok(!log.includes('viewer: text hello'));
    }
  });

  it('answers for a viewer that goes away, and takes its offer back', () => {
    const { link, log } = setUp();
    link.clipboardOffered(['text']);
    link.requested('text');
    link.viewerClosed();
    assert.deepEqual(log.slice(-2), ['guest: text undefined', 'guest: offer ']);
    link.requested('text');
    assert.equal(log.at(-1), 'guest: text undefined');
  });

  it('is told to an agent and a viewer that come later', () => {
    const { link, log, viewer } = setUp();
    link.clipboardOffered(['text']);
    link.present(true);
    assert.deepEqual(log, ['guest: offer text', 'guest: offer text', 'due']);
    link.offered(['png']);
    link.viewerOpened(viewer);
    assert.ok(link.stateDue && link.offerDue);
  });
});
