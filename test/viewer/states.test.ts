/** What a person is told when there is no screen to be seen, in both languages, in Chromium. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { createMemoryPair, type MessageSocket } from '@farport/protocol';
import { DisplayChannelServer } from '@farport/protocol/display';
import { CanvasViewer } from '../../packages/vmm/src/display/testing/canvas-viewer.ts';
import { text } from './painted-screen.ts';
import type { Refusal, ScreenAgent } from './screen-agent.ts';
import { startBrowser, until, ViewerUnderTest } from './viewer-under-test.ts';

const nothing = (): void => undefined;

/** A VM that does what `opened` does once a viewer is there. */
function hostile(opened: (channel: DisplayChannelServer) => void): (agent: ScreenAgent) => void {
  return (agent) => {
    agent.serve = (socket: MessageSocket) => {
      const channel: DisplayChannelServer = new DisplayChannelServer(
        socket,
        {
          opened: () => {
            opened(channel);
          },
          presented: nothing,
          refresh: nothing,
          monitors: nothing,
          key: nothing,
          pointer: nothing,
          motion: nothing,
          wheel: nothing,
          releaseAll: nothing,
          closed: nothing,
        },
        { agent: 'vm', acceptTicket: () => true },
      );
    };
  };
}

const picture = (channel: DisplayChannelServer, side = 640): void => {
  channel.scanout({ head: 0, width: side, height: side, x: 0, y: 0 });
};

const LANGUAGES = [
  {
    name: 'en',
    locale: 'en-GB',
    colorScheme: 'light',
    lost: 'The connection is lost',
    stopped: 'desktop-1 is not running',
    elsewhere: 'The screen is shown elsewhere',
    ticket: 'The ticket does not open desktop-1',
    noScreen: 'desktop-1 has no screen',
    noPicture: 'desktop-1 shows no picture',
    broken: 'What desktop-1 sends cannot be shown',
  },
  {
    name: 'zh',
    locale: 'zh-CN',
    colorScheme: 'dark',
    lost: '连接已断开',
    stopped: 'desktop-1 未在运行',
    elsewhere: '屏幕已在别处显示',
    ticket: '此票据无法打开 desktop-1',
    noScreen: 'desktop-1 没有屏幕',
    noPicture: 'desktop-1 没有画面',
    broken: '无法显示 desktop-1 发来的内容',
  },
] as const;

/** A picture, and nothing in the way of those who cannot see it. */
async function good(viewer: ViewerUnderTest, state: string): Promise<void> {
  await viewer.picture(state);
  assert.deepEqual(await viewer.findings(), [], state);
}

describe('the viewer says', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
  });

  for (const words of LANGUAGES) {
    const { name, locale, colorScheme } = words;
    const open = (prepare?: (agent: ScreenAgent) => void) =>
      ViewerUnderTest.start(browser, { locale, colorScheme }, prepare);

    it(`(${name}) that the link is lost, waits, and goes on by itself`, async () => {
      await using viewer = await open();
      viewer.screen.paintAll(text);
      await viewer.says(undefined);
      await viewer.showsAll();
      const { serve } = viewer.agent;
      viewer.agent.serve = (socket) => {
        socket.terminate();
      };
      viewer.agent.cut();
      await viewer.says(words.lost);
      await good(viewer, `${name}-link-lost`);
      viewer.agent.serve = serve;
      await viewer.says(undefined);
      viewer.screen.paint(0, 0, 99, 50, () => 0x12_3456);
      await viewer.showsAll();
      await viewer.page.locator('#figures').click();
      await good(viewer, `${name}-connected`);
    });

    it(`(${name}) that the VM stopped, and shows it again when it runs`, async () => {
      await using viewer = await open((agent) => {
        agent.refusal = { status: 409, code: 'vm.not_running' };
      });
      await viewer.says(words.stopped);
      await good(viewer, `${name}-stopped`);
      viewer.agent.refusal = undefined;
      viewer.screen.paintAll(text);
      await viewer.page.locator('#act').click();
      await viewer.says(undefined);
      viewer.screen.session.close();
      await viewer.says(words.stopped);
    });

    it(`(${name}) that the screen is shown elsewhere, and takes it back`, async () => {
      await using viewer = await open();
      viewer.screen.paintAll(text);
      await viewer.says(undefined);
      const [left, right] = createMemoryPair();
      viewer.screen.session.connect(right, { agent: 'vm', acceptTicket: () => true });
      const other = new CanvasViewer(left);
      await viewer.says(words.elsewhere);
      await good(viewer, `${name}-elsewhere`);
      await viewer.page.locator('#act').click();
      await viewer.says(undefined);
      await viewer.showsAll();
      assert.equal(other.log.at(-1), 'closed display.taken_over');
    });

    it(`(${name}) why it was refused, and does not try again by itself`, async () => {
      const refusals: readonly (readonly [Refusal, string, string])[] = [
        [{ status: 403, code: 'ticket.expired' }, words.ticket, 'ticket'],
        [{ status: 404, code: 'vm.no_display' }, words.noScreen, 'no-screen'],
      ];
      for (const [refusal, title, file] of refusals) {
        await using viewer = await open((agent) => {
          agent.refusal = refusal;
        });
        await viewer.says(title);
        await good(viewer, `${name}-${file}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.equal(viewer.agent.dials, 1);
      }
    });

    it(`(${name}) that there is no picture, where every head is off`, async () => {
      await using viewer = await open(hostile(nothing));
      await viewer.says(words.noPicture);
      await good(viewer, `${name}-no-picture`);
    });

    it(`(${name}) that what came cannot be shown`, async () => {
      await using viewer = await open(
        hostile((channel) => {
          picture(channel, 16_384);
        }),
      );
      await viewer.says(words.broken);
      await viewer.page.locator('#code', { hasText: 'display.screens_too_large' }).waitFor();
      await good(viewer, `${name}-broken`);
    });
  }

  const fill = { codec: 'fill', x: 0, y: 0, width: 64, height: 64, value: 0, more: 0 } as const;
  const hostilities: Readonly<Record<string, (channel: DisplayChannelServer) => void>> = {
    'protocol.malformed': (channel) => {
      picture(channel);
      channel.draw(
        { head: 0, more: false, operations: [{ ...fill, x: 600 }], restart: false, lazy: false },
        [],
      );
    },
    'display.deflate': (channel) => {
      picture(channel);
      const operations = [{ ...fill, codec: 'lossless', value: 64 * 64 * 3 }] as const;
      channel.draw({ head: 0, more: false, operations, restart: true, lazy: false }, [new Uint8Array(99)]);
    },
    'display.jpeg': (channel) => {
      picture(channel);
      const operations = [{ ...fill, codec: 'jpeg', value: 99 }] as const;
      channel.draw({ head: 0, more: false, operations, restart: false, lazy: false }, [new Uint8Array(99)]);
    },
    'display.cursor': (channel) => {
      picture(channel);
      channel.cursorShape({ head: 0, width: 9, height: 9, hotX: 0, hotY: 0 }, new Uint8Array(9));
    },
    'display.too_many_frames': (channel) => {
      picture(channel);
      for (let n = 0; n < 5000; n += 1) {
        channel.draw({ head: 0, more: false, operations: [fill], restart: false, lazy: false }, []);
      }
    },
    'display.too_much_drawing': (channel) => {
      picture(channel);
      for (let n = 0; n < 5000; n += 1) {
        channel.draw({ head: 0, more: true, operations: [fill], restart: false, lazy: false }, []);
      }
    },
  };
  for (const [code, attack] of Object.entries(hostilities)) {
    it(`${code} to a VM that does what it may not`, async () => {
      await using viewer = await ViewerUnderTest.start(browser, {}, hostile(attack));
      await viewer.says('What desktop-1 sends cannot be shown');
      await viewer.page.locator('#code', { hasText: code }).waitFor();
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(viewer.agent.dials, 1);
    });
  }

  it('nothing of endless cursors and sizes: it shows the last, and answers its person', async () => {
    let last: DisplayChannelServer | undefined;
    await using viewer = await ViewerUnderTest.start(
      browser,
      {},
      hostile((channel) => {
        last = channel;
        for (let n = 0; n < 5_000; n += 1) {
          channel.cursorShape({ head: 0, width: 0, height: 0, hotX: 0, hotY: 0 }, new Uint8Array(0));
          channel.scanout({ head: n % 4, width: 3000 - (n % 7), height: 2000, x: 0, y: 0 });
        }
        for (const head of [1, 2, 3]) channel.scanout({ head, width: 0, height: 0, x: 0, y: 0 });
        picture(channel, 500);
      }),
    );
    await viewer.says(undefined);
    await until('the last size', async () => {
      const canvas = await viewer.page.evaluate('document.querySelector("#desk canvas")?.width');
      return canvas === 500;
    });
    await viewer.page.locator('#language').selectOption('zh-Hans');
    await viewer.page.locator('#status', { hasText: '已连接' }).waitFor();
    assert.equal(last?.state, 'open');
  });
});
