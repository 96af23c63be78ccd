// The screen as a person has it: Chromium on this machine, `farport view`, the agent and a stock guest in the lab. What
// the page shows is compared with the guest's own frame buffer, and what the person does with what the guest heard.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { ForwardedPort } from '../lab/forward.ts';
import { checkout } from '../lab/machine.ts';
import { startBrowser, until, ViewerPage, type PageOptions } from '../viewer/viewer-page.ts';
import { LocalProcess } from './local-process.ts';
import { clientProgram } from './programs.ts';
import { patienceMs, WholePath } from './whole-path.ts';

const vm = 'desktop';
// Wide enough for the viewer's bar in one row.
const width = 800;
const height = 480;
/** What of the page is not the screen's. */
const toolbarHeight = 42;
/** Of the tablet's axes. */
const tabletSteps = 32_768;
/** Far above what any answer of the guest takes. */
const waitMs = 90_000;

describe('a person before the screen of a VM', { timeout: 1_200_000 }, () => {
  let browser: Browser;
  let path: WholePath;
  let agentPort: ForwardedPort;
  let viewer: ViewerPage;
  let view: LocalProcess | undefined;

  before(async () => {
    browser = await startBrowser();
    path = await WholePath.start({
      vms: { [vm]: '6.12' },
      engine: false,
      settings: {
        [vm]: {
          display: { width, height },
          disks: [{ path: `${checkout}/.cache/guest/desktop.img`, read_only: true }],
        },
      },
    });
    agentPort = await ForwardedPort.open(path.lab, 4747);
    // A cursor that blinks would change the screen between two looks at it.
    await inGuest('echo 0 >/sys/class/graphics/fbcon/cursor_blink; printf "\\033[?25l" >/dev/tty1');
    await open({ viewport: { width, height: height + toolbarHeight } });
  });

  afterEach((test) => {
    if ('passed' in test) path.tellFailure(test);
  });

  after(async () => {
    view?.kill();
    await browser.close();
    await agentPort.close();
    await path.stop();
  });

  /** `farport view`, and its page in a window: instead of the one before. */
  async function open(options: PageOptions): Promise<void> {
    view?.kill();
    const where = ['--agent', `127.0.0.1:${agentPort.port}`, '--fingerprint', path.fingerprint];
    view = LocalProcess.start([...clientProgram, 'view', vm, ...where, '--no-window'], {
      FARPORT_TICKET: await path.ticket(vm),
    });
    const [, address = ''] = await view.waitForOutput(/open: (\S+)/);
    viewer = await ViewerPage.open(browser, address, options);
    await viewer.says(undefined);
  }

  const inGuest = async (command: string) =>
    (await path.guest(vm).check(command, { timeoutMs: patienceMs })).trim();
  /** SHA-256 of the page's picture as the guest's frame buffer holds it. */
  const seen = async () =>
    createHash('sha256')
      .update(new Uint8Array((await viewer.pixels()).buffer))
      .digest('hex');
  const shown = async () => (await inGuest('sha256sum </dev/fb0')).split(' ')[0];
  const showsAll = () => until('the same picture', async () => (await seen()) === (await shown()), waitMs);
  /** Of the picture, in pixels. */
  const size = () =>
    viewer.page.evaluate(
      `(({ width, height }) => [width, height].join('x'))(document.querySelector('#desk canvas'))`,
    );

  it('sees the guest’s console, bit for bit', async () => {
    await inGuest('for n in 1 2 3 4 5 6; do echo "line $n: the quick brown fox"; done >/dev/tty1');
    await showsAll();
    assert.equal((await viewer.pixels()).length, width * height);
    assert.ok(new Set(await viewer.pixels()).size > 1, 'there is text on it');
    await viewer.picture('vm-console');
  });

  it('types, and sees what was typed', async () => {
    await inGuest('(cat </dev/tty1 >/tmp/typed 2>&1 &)');
    const before = await seen();
    await viewer.page.locator('#desk').focus();
    // Of "F" and "!" a browser's driver would press the keys only, without Shift.
    await viewer.page.keyboard.press('Shift+KeyF');
    await viewer.page.keyboard.type('arport 42, hello');
    await viewer.page.keyboard.press('Shift+Digit1');
    await viewer.page.keyboard.press('Enter');
    await until(
      'the text in the guest',
      async () => (await inGuest('cat /tmp/typed')) === 'Farport 42, hello!',
      waitMs,
    );
    await showsAll();
    assert.notEqual(await seen(), before);
    await viewer.picture('vm-typed');
  });

  it('reads a page that scrolls, and loses nothing of it', async () => {
    await inGuest('n=0; while [ $n -lt 100 ]; do n=$((n+1)); echo "$n * $n = $((n*n))"; done >/dev/tty1');
    await showsAll();
  });

  it('changes the guest’s mode by the size of the window', async () => {
    await viewer.page.setViewportSize({ width: 760, height: 400 + toolbarHeight });
    const mode = () => inGuest('head -n 1 /sys/class/drm/card0-Virtual-1/modes');
    await until('the new mode', async () => (await mode()) === '760x400', waitMs);
    await until('the new picture', async () => (await size()) === '760x400', waitMs);
    await viewer.picture('vm-resized');
  });

  it('points at the pixel in all four corners, at three scales', async () => {
    await open({ viewport: { width: 1000, height: 700 }, deviceScaleFactor: 2 });
    const { page } = viewer;
    const device = await inGuest(
      `awk '/^N:/ { found = /Farport Tablet/ } /^H:/ && found { match($0, /event[0-9]+/); print substr($0, RSTART, RLENGTH) }' /proc/bus/input/devices`,
    );
    await inGuest(`(cat /dev/input/${device} >/tmp/events 2>/dev/null &)`);
    const scales = new Set<string>();
    for (const mode of ['fit', 'one', 'integer'] as const) {
      await page.locator('#scale').selectOption(mode);
      // The guest hears of another monitor; where its driver cannot follow, the picture stays.
      await page.waitForTimeout(2000);
      const [columns = 0, rows = 0] = String(await size())
        .split('x')
        .map(Number);
      const box = await page.locator('#desk').boundingBox();
      assert.ok(box);
      scales.add((box.width / columns).toFixed(2));
      for (const [x, y] of [
        [0, 0],
        [columns - 1, 0],
        [columns - 1, rows - 1],
        [0, rows - 1],
      ] as const) {
        const [left, top] = [((x + 0.5) * box.width) / columns, ((y + 0.5) * box.height) / rows];
        await page.mouse.move(box.x + left, box.y + top);
        await until(
          `the pointer at ${x}, ${y} of ${columns} x ${rows}, ${mode}`,
          async () => {
            const place = lastPlace(Buffer.from(await inGuest('base64 /tmp/events'), 'base64'));
            const pixel = [
              Math.floor((place.x * columns) / tabletSteps),
              Math.floor((place.y * rows) / tabletSteps),
            ];
            return pixel.join() === `${x},${y}`;
          },
          waitMs,
        );
      }
      await viewer.picture(`vm-scale-${mode}`);
    }
    assert.equal(scales.size, 3, [...scales].join());
  });

  describe('with a desktop in the guest', () => {
    const inDesktop = (command: string) =>
      inGuest(`chroot /desk /bin/desktop sh -c '${command.replaceAll("'", "'\\''")}'`);
    /** What the desktop's parts wrote. */
    const desktopLogs = () =>
      inGuest('cd /desk/tmp; tail -n 30 Xorg.log Xorg.out vdagentd.out vdagent.out xterm.out 2>&1; true');

    before(async () => {
      await open({
        viewport: { width: 896, height: 600 + toolbarHeight },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      await inGuest(
        'mkdir -p /desk && mount -t ext4 -o ro /dev/vda /desk && for d in dev proc sys; do mount -o bind /$d /desk/$d; done && for d in tmp run var; do mount -t tmpfs tmpfs /desk/$d; done && chroot /desk /bin/desktop',
      );
    });

    afterEach(async (test) => {
      if ('passed' in test && !test.passed) console.error(await desktopLogs());
    });

    it('sees it, as large as the window', async () => {
      await until('the desktop', async () => (await size()) === '896x600', waitMs);
      await viewer.picture('vm-desktop');
    });

    it('pastes here what was copied in the guest', async () => {
      await until('the agent', () => viewer.page.locator('#clipboard').isEnabled(), waitMs);
      await inDesktop(
        'printf "%s" "copied in the guest: grüße 你好" | xclip -selection clipboard -i >/dev/null 2>&1',
      );
      await until(
        'the text here',
        async () =>
          (await viewer.page.evaluate('navigator.clipboard.readText()')) ===
          'copied in the guest: grüße 你好',
        waitMs,
      );
      await viewer.picture('vm-clipboard');
    });

    it('pastes in the guest what was copied here', async () => {
      await viewer.page.evaluate(`navigator.clipboard.writeText('copied here: día 再见')`);
      await lookAway();
      await until(
        'the text in the guest',
        async () =>
          (await inDesktop('timeout 10 xclip -selection clipboard -o || true')) === 'copied here: día 再见',
        waitMs,
      );
    });

    it('has in a program what was written here with an input method', async () => {
      await inGuest('mkdir -p /desk/dev/pts && mount -t devpts devpts /desk/dev/pts');
      // A terminal takes the primary selection with these keys by itself; most programs take the clipboard.
      const paste = '*VT100.translations: #override Shift<Key>Insert: insert-selection(CLIPBOARD)';
      await inDesktop(
        `setsid xterm -u8 +lc -geometry 200x60+0+0 -xrm "${paste}" -e sh -c "cat >/tmp/written" >/tmp/xterm.out 2>&1 &`,
      );
      await until(
        'the terminal',
        async () => (await inDesktop('[ -e /tmp/written ] && echo there; true')) === 'there',
        waitMs,
      );
      // The window under the pointer has the keys.
      await viewer.page.locator('#desk').hover();
      await viewer.page.locator('#writes').click();
      await viewer.page.locator('#written').fill('你好, grün');
      await viewer.page.keyboard.press('Enter');
      await viewer.page.locator('#written-note', { hasText: 'Sent.' }).waitFor();
      await viewer.page.keyboard.press('Escape');
      await until(
        'the text in the terminal',
        async () => {
          // The terminal gets it a moment after the keys that paste; a line goes on to the program when it ends.
          await viewer.page.keyboard.press('Enter');
          return (await inDesktop('cat /tmp/written')).trim() === '你好, grün';
        },
        waitMs,
      );
      await viewer.picture('vm-written');
      await inDesktop('kill $(pidof xterm)');
    });

    it('pastes pictures, either way', async () => {
      const picture = png(5, 3);
      await inDesktop(
        `echo ${picture.toString('base64')} | base64 -d >/tmp/picture.png; xclip -selection clipboard -t image/png -i /tmp/picture.png >/dev/null 2>&1`,
      );
      const sizeHere = () =>
        viewer.page.evaluate(`(async () => {
          const [item] = await navigator.clipboard.read();
          if (!item?.types.includes('image/png')) return 'none';
          const { width, height } = await createImageBitmap(await item.getType('image/png'));
          return [width, height].join();
        })()`);
      await until('the picture here', async () => (await sizeHere()) === '5,3', waitMs);
      const other = png(7, 4);
      await viewer.page.evaluate(`(async () => {
        const bytes = Uint8Array.from(atob('${other.toString('base64')}'), (c) => c.charCodeAt(0));
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
      })()`);
      await lookAway();
      await until(
        'the picture in the guest',
        async () => {
          const header = await inDesktop(
            'timeout 10 xclip -selection clipboard -t image/png -o | head -c 24 | base64; true',
          );
          const bytes = Buffer.from(header, 'base64');
          return bytes.length === 24 && bytes.readUInt32BE(16) === 7 && bytes.readUInt32BE(20) === 4;
        },
        waitMs,
      );
    });

    // spice-vdagent makes modes whose width is a multiple of 8.
    it('makes the desktop as large as the window', async () => {
      await viewer.page.setViewportSize({ width: 1104, height: 664 + toolbarHeight });
      await until('the larger desktop', async () => (await size()) === '1104x664', waitMs);
      await viewer.page.setViewportSize({ width: 800, height: 520 + toolbarHeight });
      await until('the smaller desktop', async () => (await size()) === '800x520', waitMs);
    });

    it('has the cursor of the guest', async () => {
      const { page } = viewer;
      await page.mouse.move(300, 300);
      await page.mouse.move(450, 320);
      const cursor = () => page.evaluate('document.querySelector("#desk").style.cursor').then(String);
      await until('a cursor', async () => (await cursor()).includes('blob:'), waitMs);
      const url = /blob:[^"]*/.exec(await cursor())?.[0];
      const opaque = await page.evaluate(`(async () => {
        const bitmap = new Image();
        bitmap.src = ${JSON.stringify(url)};
        await bitmap.decode();
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        return data.filter((value, at) => at % 4 === 3 && value === 255).length;
      })()`);
      assert.ok(Number(opaque) > 40 && Number(opaque) < 400, `${String(opaque)} opaque pixels`);
      assert.match(await cursor(), /\) [1-9]\d* [1-9]\d*, default$/);
    });

    /** Looks elsewhere, and back at the screen. */
    async function lookAway(): Promise<void> {
      await viewer.page.locator('#figures').focus();
      await viewer.page.locator('#desk').focus();
    }
  });

  it('is told that the connection is lost, and goes on by itself when the agent is back', async () => {
    await path.lab.check(`kill -9 ${path.agent.pid}`);
    await path.agent.process.ended;
    await viewer.says('The connection is lost');
    await viewer.picture('vm-lost');
    await path.startAgent();
    await path.agent.lines.waitFor(/"event":"vm\.adopted"/);
    await until('the screen again', async () => !(await viewer.page.locator('#card').isVisible()), waitMs);
    await viewer.picture('vm-again');
    assert.deepEqual(
      viewer.complaints.filter((line) => !line.includes('WebSocket')),
      [],
    );
  });
});

/** Where the events of a tablet have left the pointer: 24 bytes each, type, code and value in the last 8. */
function lastPlace(events: Buffer): { readonly x: number; readonly y: number } {
  const place = { x: 0, y: 0 };
  for (let at = 0; at + 24 <= events.length; at += 24) {
    const [type, code, value] = [
      events.readUInt16LE(at + 16),
      events.readUInt16LE(at + 18),
      events.readInt32LE(at + 20),
    ];
    if (type === 3 && code === 0) place.x = value;
    if (type === 3 && code === 1) place.y = value;
  }
  return place;
}

/** A picture of one colour, 8 bits of grey, as a PNG file. */
function png(columns: number, rows: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (columns + 1), 0))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
