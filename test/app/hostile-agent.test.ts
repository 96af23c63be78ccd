/** An agent that answers the app as it should not: each ends in a word for it, and nothing of it grows or runs here. */
import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { AgentAccount } from '../../apps/client/app/service/agent-api.node.ts';
import { makeIdentity } from '../../apps/client/engine/session/fake/fake-agent.ts';
import { startBrowser } from '../viewer/viewer-under-test.ts';
import { AppUnderTest } from './app-under-test.ts';
import { VM } from './office-agent.ts';

const json = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
};
const cookie = { 'set-cookie': '__Host-farport_session=s1; Path=/; Secure' };
const session = { user: { name: 'wang', displayName: 'Wang' }, mustChangePassword: false, csrfToken: 'csrf' };
const none = { classCode: 0, subclass: 0, protocol: 0 };
const device = {
  vendorId: 1,
  productId: 2,
  serial: '',
  portPath: '1-1',
  deviceVersion: 0,
  deviceClass: none,
  interfaces: [],
};
const machine = (n: number, more: object = {}) => ({
  id: `vm-${n}`,
  name: `vm-${n}`,
  description: '',
  state: 'running',
  ...more,
});

describe('an agent that answers as it should not', { timeout: 60_000 }, () => {
  let server: Server;
  let fingerprint: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    const { key, certificate } = await makeIdentity();
    fingerprint = `sha256:${createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')}`;
    server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' }, (request, response) => {
      response.on('error', () => undefined);
      answer(request, response);
    });
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  });

  const signIn = () => {
    const { port } = server.address() as AddressInfo;
    return AgentAccount.signIn({ host: '127.0.0.1', port }, fingerprint, 'wang', 'p');
  };
  /** Signed in properly; what it asks then is answered by `then`. */
  const signedIn = async (then: typeof answer): Promise<AgentAccount> => {
    answer = (_request, response) => {
      json(response, session, cookie);
    };
    const account = await signIn();
    answer = then;
    return account;
  };

  const REFUSED: Readonly<Record<string, (response: ServerResponse) => void>> = {
    'no JSON': (response) => response.end('<html>'),
    'another form': (response) => {
      json(response, { user: 1 }, cookie);
    },
    'no session': (response) => {
      json(response, session);
    },
    'a token that breaks out of its header': (response) => {
      json(response, { ...session, csrfToken: 'a\r\nx: y' }, cookie);
    },
    'a refusal of another form': (response) => {
      response.writeHead(403).end('{"code":3}');
    },
    'a refusal that is a book': (response) => {
      response.writeHead(403).end(JSON.stringify({ code: 'x', message: 'a'.repeat(5000) }));
    },
    'an answer without end': (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1 << 16, 0x20)));
        response.once('drain', more);
      };
      more();
    },
    'a way elsewhere, which nobody goes': (response) => {
      response.writeHead(307, { location: 'https://127.0.0.1:1/' }).end();
    },
  };
  for (const [what, refused] of Object.entries(REFUSED)) {
    it(`is not understood: ${what}`, async () => {
      answer = (_request, response) => {
        refused(response);
      };
      await assert.rejects(signIn(), { code: 'agent.answer' });
    });
  }

  it('that hangs up in the middle cannot be reached', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{');
      setTimeout(() => response.destroy(), 50);
    };
    await assert.rejects(signIn(), { code: 'agent.unreachable' });
  });

  it('that lists VMs without end is believed a bounded number of them', async () => {
    let asked = 0;
    const account = await signedIn((_request, response) => {
      asked += 1;
      json(response, {
        items: Array.from({ length: 500 }, (_, n) => machine(asked * 1000 + n)),
        next: 'more',
      });
    });
    const vms = await account.vms();
    assert.deepEqual([vms.length, asked], [2000, 4]);
  });

  it('that goes on with empty pages is asked once', async () => {
    let asked = 0;
    const account = await signedIn((_request, response) => {
      asked += 1;
      json(response, { items: [], next: 'more' });
    });
    assert.deepEqual([await account.vms(), asked], [[], 1]);
  });

  it('whose names, lists and tickets are of no sensible size is not understood', async () => {
    const long = 'a'.repeat(5000);
    const pages = [
      { items: [machine(1, { name: long })], next: null },
      { items: [machine(1, { description: long })], next: null },
      { items: Array.from({ length: 1001 }, (_, n) => machine(n)), next: null },
      { items: [], next: long },
    ];
    for (const page of pages) {
      const account = await signedIn((_request, response) => {
        json(response, page);
      });
      await assert.rejects(account.vms(), { code: 'agent.answer' });
    }
    const verdict = { outcome: 'deny', decidedBy: { kind: 'rule', ruleName: 'A' } };
    for (const items of [
      [{ ...verdict, decidedBy: { kind: 'rule', ruleName: long } }],
      [{ decidedBy: verdict.decidedBy }],
      [verdict, verdict],
      [],
      Array.from({ length: 5000 }, () => verdict),
    ]) {
      const judge = await signedIn((request, response) => {
        json(response, request.method === 'GET' ? { items: [machine(1)], next: null } : { items });
      });
      await judge.vms();
      await assert.rejects(judge.verdicts('vm-1', [device]), { code: 'agent.answer' });
    }
    for (const ticket of ['', 'a b', long, 'a\r\nb']) {
      const giver = await signedIn((request, response) => {
        if (request.method === 'GET') json(response, { items: [machine(1)], next: null });
        else json(response, { ticket });
      });
      await giver.vms();
      await assert.rejects(giver.ticket('vm-1'), { code: 'agent.answer' });
    }
  });

  describe('in the window', () => {
    let browser: Browser;
    before(async () => {
      browser = await startBrowser();
    });
    after(async () => {
      await browser.close();
    });

    it('its names are words and never pages', async () => {
      await using app = await AppUnderTest.open(browser, { locale: 'en-GB' });
      const evil = '<img src=x onerror=document.title=1><script>document.title=2</script>';
      app.agent.vms = [{ id: 'vm-1', name: VM, description: evil, state: evil }];
      app.agent.refuseDevice = { code: 'policy.denied', message: `rule “${evil}” says no` };
      await app.signedIn();
      await app.page.getByText(evil).first().waitFor();
      await app.button(`Open ${VM}`).click();
      await app.page.frameLocator('iframe').locator('#card').waitFor({ state: 'hidden' });
      await app.page.locator('#usb-panel input').first().click();
      await app.page.locator('.device[data-state="forbidden"]').getByText(evil).waitFor();
      assert.equal(await app.page.title(), `${VM} – Farport`);
      assert.equal(await app.page.locator('#usb-panel img, .vm img, main script').count(), 0);
      assert.deepEqual(app.complaints, []);
    });
  });
});
