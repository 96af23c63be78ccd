/** What the parts of the app agree on: words, links, views of devices, calls and answers. Needs no window and no engine. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { fakeLocalDevice } from '../../engine/capture/fake/fake-captured-device.ts';
import { contentPolicy } from './content-policy.ts';
import { linkIn, parseDeepLink, parseTyped } from './deep-link.ts';
import { portViews, ruleIn, type DevicesShown } from './device-view.ts';
import { AppError, told } from './errors.ts';
import { Line, MAX_WAITING, nothing, type None, type Port } from './line.ts';
import { pageOf } from './pages.ts';
import { remembered } from './settings.ts';
import { errorWord, LANGUAGES, languageOf, vmStateWord, wordsOf, WORDS_THERE_ARE } from './words.ts';

describe('links', () => {
  it('name an agent and a VM', () => {
    assert.deepEqual(parseDeepLink('farport://server:4747/desktop-1'), {
      agent: 'server:4747',
      vm: 'desktop-1',
    });
    assert.deepEqual(parseDeepLink('farport://Server.Example'), { agent: 'server.example', vm: '' });
    assert.deepEqual(parseDeepLink('farport://[::1]:4747/a/'), { agent: '[::1]:4747', vm: 'a' });
    assert.equal(linkIn(['--kiosk', 'farport://a/b']), 'farport://a/b');
  });

  it('are refused where they say anything else', () => {
    const wrong = [
      '',
      'https://a/b',
      'farport:a/b',
      'farport://u:p@a/b',
      'farport://a/b?x=1',
      'farport://a/b#c',
      'farport://a:0/b',
      'farport://a:99999/b',
      'farport://a/../b',
      'farport://a/b c',
      `farport://${'a'.repeat(500)}/b`,
    ];
    for (const url of wrong) assert.throws(() => parseDeepLink(url), { code: 'app.link' }, url);
  });

  it('of any text are a link of known form or are refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          assert.match(parseDeepLink(`farport://${text}`).vm, /^[A-Za-z0-9._-]*$/);
        } catch (error) {
          assert.ok(error instanceof AppError);
        }
      }),
    );
  });
});

describe('an address that a person typed or pasted', () => {
  it('is HOST or HOST:PORT, the console’s address, or a link', () => {
    const agent = (text: string) => parseTyped(text).agent;
    assert.equal(agent('server:4747'), 'server:4747');
    assert.equal(agent('https://server:4747'), 'server:4747');
    assert.equal(agent('HTTPS://server:4747/'), 'server:4747');
    assert.equal(agent('https://[::1]:4747/vms/1?x#y'), '[::1]:4747');
    assert.equal(agent('https://server/'), 'server:443', 'as a browser reads it');
    assert.deepEqual(parseTyped('farport://server:4747/desktop-1'), {
      agent: 'server:4747',
      vm: 'desktop-1',
    });
    assert.throws(() => parseTyped('farport://a/../b'), { code: 'app.link' });
    // No address of ours, and refused as such.
    assert.equal(agent('http://server:4747/'), 'http://server:4747/');
  });
});

describe('words', () => {
  it('are there in every language, with the same names in them', () => {
    const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    const [english, ...others] = LANGUAGES.map(wordsOf);
    assert.ok(english);
    for (const other of others) {
      for (const word of WORDS_THERE_ARE) {
        if (word !== 'addressHint') assert.notEqual(other(word), english(word), word);
        assert.deepEqual(names(other(word)), names(english(word)), word);
      }
    }
  });

  it('are there for every error of the engine and of the app', () => {
    for (const file of ['../../engine/errors.ts', './errors.ts']) {
      const source = readFileSync(new URL(file, import.meta.url), 'utf8');
      const codes = [...source.matchAll(/^ {2}\| '([a-z]+\.[a-z_]+)'/gm)].map(([, code = '']) => code);
      assert.ok(codes.length > 10);
      for (const code of codes) assert.notEqual(errorWord(code), 'error_unknown', code);
    }
    for (const code of ['usb.ports_full', 'descriptor.length', 'policy.mismatch', 'protocol.timeout']) {
      assert.notEqual(errorWord(code), 'error_unknown', code);
    }
    for (const code of ['usb', '', '.', 'unknown', 'agent_', 'something.else']) {
      assert.equal(errorWord(code), 'error_unknown', code);
    }
  });

  it('follow the person’s languages', () => {
    assert.equal(languageOf(['fr', 'zh-TW', 'en']), 'zh-CN');
    assert.equal(languageOf(['fr']), 'en');
    assert.equal(wordsOf('en')('switchTo', { device: '$&', vm: 'a' }), 'Use $& in a');
    assert.equal(errorWord('agent.unreachable'), 'error_agent.unreachable');
    assert.equal(errorWord('__proto__'), 'error_unknown');
    assert.equal(vmStateWord('on fire'), 'state_unknown');
  });
});

describe('the view of devices', () => {
  const hub = fakeLocalDevice({ portPath: '1-2', address: 3, classCode: 9 });
  const stick = fakeLocalDevice({ portPath: '1-2.10', address: 4 });
  const other = fakeLocalDevice({ portPath: '1-2.9', address: 5 });
  const shown: DevicesShown = {
    devices: [stick, other, hub],
    redirections: [],
    troubles: new Map(),
    forbidden: new Map(),
    asked: new Set(),
    always: [],
    target: { agent: 'server:4747', vm: 'a' },
  };
  const status = {
    id: 1,
    selector: '1-2.9',
    auto: false,
    vm: 'a',
    agent: 'server:4747',
    phase: 'attached' as const,
    state: '',
    captured: true,
    device: {
      portPath: '1-2.9',
      vendorId: 0x781,
      productId: 0x5583,
      serial: 'S1',
      label: '0781:5583 Farport Fake',
    },
  };

  it('has hubs before what hangs on them, in the order of the ports', () => {
    const views = portViews(shown);
    assert.deepEqual(
      views.map(({ port, parent }) => [port, parent]),
      [
        ['1-2', null],
        ['1-2.9', '1-2'],
        ['1-2.10', '1-2'],
      ],
    );
    assert.deepEqual(
      views.map(({ switchable }) => switchable),
      [false, true, true],
    );
  });

  it('says where each device is', () => {
    const states = (change: Partial<DevicesShown>) =>
      portViews({ ...shown, ...change }).find(({ port }) => port === '1-2.9');
    assert.equal(states({})?.state, 'here');
    assert.equal(states({ redirections: [status] })?.state, 'in_vm');
    assert.equal(states({ redirections: [{ ...status, phase: 'reconnecting' }] })?.state, 'waiting');
    assert.equal(states({ asked: new Set([other.key]) })?.state, 'going');
    const denied = { code: 'policy.denied', message: 'denied by rule “Sticks stay out”' };
    assert.deepEqual(
      [states({ troubles: new Map([[other.key, denied]]) })].map((view) => [
        view?.state,
        view?.rule,
        view?.on,
      ]),
      [['forbidden', 'Sticks stay out', false]],
    );
    assert.equal(
      states({ troubles: new Map([[other.key, { code: 'device.busy', message: '' }]]) })?.state,
      'failed',
    );
    assert.equal(states({ target: undefined })?.switchable, false);
    const away = portViews({
      ...shown,
      devices: [hub],
      redirections: [{ ...status, phase: 'waiting-for-device' }],
    });
    assert.deepEqual(
      away.map(({ port, state, name }) => [port, state, name]),
      [
        ['1-2', 'here', 'Farport Fake'],
        ['1-2.9', 'unplugged', 'Farport Fake'],
      ],
    );
  });

  it('finds the rule that an agent names', () => {
    assert.equal(ruleIn('denied by rule "A"'), 'A');
  });
});

describe('pages', () => {
  it('are these and no others', () => {
    assert.deepEqual(pageOf('/app/'), { room: 'app', file: '' });
    assert.deepEqual(pageOf('/app/main.js.map'), { room: 'app', file: 'main.js.map' });
    assert.deepEqual(pageOf('/view/x_1-/session.json'), { room: 'view', view: 'x_1-', file: 'session.json' });
    for (const path of [
      '/',
      '/app',
      '/app/../x',
      '/app/%2e%2e/x',
      '/view/',
      '/view/a/b/c.js',
      '/app/a/b.js',
    ]) {
      assert.equal(pageOf(path), undefined, path);
    }
  });

  it('load nothing from elsewhere, and only the app’s frames anything', () => {
    for (const page of ['app', 'view'] as const) {
      const policy = contentPolicy({ page });
      assert.match(policy, /^default-src 'none'; script-src 'self'; /);
      assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
    }
    assert.match(contentPolicy({ page: 'app' }), /frame-ancestors 'none'/);
    assert.match(
      contentPolicy({ page: 'view', connect: 'ws://127.0.0.1:9' }),
      /connect-src 'self' ws:\/\/127\.0\.0\.1:9;/,
    );
  });
});

/** Two ends; each message arrives in a later turn, as structured clones do. */
function pair(): [Port, Port, unknown[]] {
  const seen: unknown[] = [];
  const make = () => {
    let deliver: (message: unknown) => void = () => undefined;
    return {
      listen: (listener: (message: unknown) => void) => (deliver = listener),
      deliver: (message: unknown) => {
        deliver(message);
      },
    };
  };
  const [left, right] = [make(), make()];
  const end = (mine: ReturnType<typeof make>, other: ReturnType<typeof make>): Port => ({
    listen: mine.listen,
    post: (message) => {
      seen.push(message);
      queueMicrotask(() => {
        other.deliver(structuredClone(message));
      });
    },
  });
  return [end(left, right), end(right, left), seen];
}

const TABLE = {
  double: { args: v.object({ n: v.number() }), answer: v.number() },
  never: { args: nothing, answer: v.void() },
} as const;

const EVENTS = { told: v.number() } as const;

function lines() {
  const [left, right, seen] = pair();
  const complaints: unknown[] = [];
  const asking = new Line<typeof TABLE, typeof EVENTS, None>({
    port: left,
    asks: TABLE,
    hears: EVENTS,
    answers: {},
    handlers: {},
    complain: (error) => complaints.push(error),
  });
  const answering = new Line({
    port: right,
    asks: {},
    answers: TABLE,
    handlers: {
      double: ({ n }) => {
        if (n === 13) throw new Error('a secret of the inside');
        return n === 99 ? ('no number' as unknown as number) : 2 * n;
      },
      never: () => new Promise<void>(() => undefined),
    },
    complain: (error) => complaints.push(error),
  });
  return { left, right, asking, answering, seen, complaints };
}

describe('a line', () => {
  it('carries calls and their answers', async () => {
    const { asking } = lines();
    assert.equal(await asking.call('double', { n: 21 }), 42);
  });

  it('refuses what is not in the table, and arguments of another form', async () => {
    const { asking, left, seen } = lines();
    await assert.rejects(asking.call('double', { n: 'x' } as never), { code: 'app.call' });
    for (const name of ['constructor', '__proto__', 'toString', 'nothing'])
      left.post({ t: 'call', id: 7, name, args: {} });
    await new Promise((resolve) => setImmediate(resolve));
    const refusals = seen.filter(
      (message) =>
        (message as { t: string; id: number }).id === 7 && (message as { t: string }).t === 'refusal',
    );
    assert.equal(refusals.length, 4);
  });

  it('tells nothing of an error that is not meant for the other end, and takes no wrong answer', async () => {
    const { asking } = lines();
    await assert.rejects(asking.call('double', { n: 13 }), {
      code: 'app.internal',
      message: /its log says more/,
    });
    await assert.rejects(asking.call('double', { n: 99 }), { code: 'app.call' });
    assert.deepEqual(told(new AppError('app.link', 'x')), { code: 'app.link', message: 'x' });
  });

  it('lets so many calls wait and no more, and ends them when it is closed', async () => {
    const { asking } = lines();
    const waiting = Array.from({ length: MAX_WAITING }, () => asking.call('never', {}));
    await assert.rejects(asking.call('never', {}), { code: 'app.too_many' });
    asking.close();
    for (const each of waiting) await assert.rejects(each, { code: 'app.closed' });
    await assert.rejects(asking.call('double', { n: 1 }), { code: 'app.closed' });
  });

  it('bears any message', async () => {
    const { asking, left, complaints } = lines();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (message) => {
        try {
          left.post(message);
        } catch {
          // What cannot be cloned cannot come.
        }
        await Promise.resolve();
      }),
      { numRuns: 300 },
    );
    assert.ok(complaints.length > 0);
    assert.equal(await asking.call('double', { n: 2 }), 4);
  });
});

describe('what is remembered', () => {
  it('is each thing once, the newest last, and not without bound', () => {
    let list: number[] = [];
    for (let n = 0; n < 100; n += 1) list = remembered(list, n, (other) => other === n);
    assert.equal(list.length, 64);
    assert.deepEqual(
      remembered([1, 2, 3], 1, (other) => other === 1),
      [2, 3, 1],
    );
  });
});
