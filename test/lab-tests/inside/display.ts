// Runs in the lab: a VM with a screen, seen by a viewer of this process. The guest's own frame buffer is what the
// viewer's picture is compared with, pixel for pixel.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryPair } from '@farport/protocol';
import { VirtualMachine } from '@farport/vmm';
import { CanvasViewer } from '../../../packages/vmm/src/display/testing/canvas-viewer.ts';
import { GuestShell } from '../../guest/shell.ts';

/** Usually 20 s; a busy machine takes much longer. */
const BOOT_MS = 240_000;
const WAIT_MS = 20_000;

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
}

describe('a VM with a screen', () => {
  let vm: VirtualMachine;
  let guest: GuestShell;
  let viewer: CanvasViewer;

  before(async () => {
    vm = VirtualMachine.create(
      {
        name: 'test',
        memoryMiB: 512,
        vcpus: 1,
        kernel: process.env['GUEST_KERNEL'] ?? '',
        initrd: process.env['GUEST_INITRD'] ?? '',
        cmdline: 'console=ttyS0 panic=-1',
        disks: [],
        display: { heads: 1, width: 1024, height: 768 },
      },
      {
        log: (level, message, fields) => {
          console.error(level, message, fields);
        },
      },
    );
    const fromGuest = new PassThrough();
    vm.on('console', (bytes) => fromGuest.write(bytes));
    const toGuest = new Writable({
      write(chunk: Buffer, _encoding, done) {
        vm.consoleInput(chunk);
        done();
      },
    });
    vm.start();
    guest = new GuestShell(fromGuest, toGuest);
    const [left, right] = createMemoryPair();
    vm.display?.connect(right, { agent: 'vm', acceptTicket: () => true });
    viewer = new CanvasViewer(left);
    await guest.ready(BOOT_MS);
    // A cursor that blinks would change the screen between two looks at it.
    await guest.run('echo 0 >/sys/class/graphics/fbcon/cursor_blink; printf "\\033[?25l" >/dev/tty1');
  });

  after(async () => {
    await vm.stop();
  });

  const size = () => `${viewer.canvases[0]?.width},${viewer.canvases[0]?.height}`;
  /** SHA-256 of the viewer's picture as the guest's frame buffer holds it. */
  const seen = () => {
    const { pixels } = viewer.canvases[0] ?? { pixels: new Uint32Array() };
    return createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex');
  };
  const shown = async () => (await guest.check('sha256sum </dev/fb0')).split(' ')[0];
  /** Event devices by the names that they gave themselves. */
  const inputs = async () => {
    const text = await guest.check('cat /proc/bus/input/devices');
    const blocks = text
      .split('\n\n')
      .map((block) => [/Name="([^"]*)"/.exec(block)?.[1], /event\d+/.exec(block)?.[0]]);
    return new Map(blocks as [string, string][]);
  };

  it('is found with its size as its EDID says', async () => {
    assert.match(await guest.check('cat /proc/fb'), /virtio_gpu/);
    assert.equal((await guest.check('cat /sys/class/graphics/fb0/virtual_size')).trim(), '1024,768');
    assert.equal((await guest.check('head -n 1 /sys/class/drm/card0-Virtual-1/modes')).trim(), '1024x768');
    assert.equal((await guest.check('wc -c </sys/class/drm/card0-Virtual-1/edid')).trim(), '128');
  });

  it('is seen as it is, text and all', async () => {
    await guest.check('for n in 1 2 3 4 5 6 7 8 9; do echo "line $n: the quick brown fox"; done >/dev/tty1');
    await until('the same picture', async () => size() === '1024,768' && seen() === (await shown()));
    assert.ok(new Set(viewer.canvases[0]?.pixels).size > 1, 'there is text on it');
  });

  it('scrolls', async () => {
    await guest.check('n=0; while [ $n -lt 200 ]; do n=$((n+1)); echo "$n * $n = $((n*n))"; done >/dev/tty1');
    await until('the same picture', async () => seen() === (await shown()));
  });

  it('has keyboard, tablet and mouse', async () => {
    const found = await inputs();
    for (const name of ['Farport Keyboard', 'Farport Tablet', 'Farport Mouse'])
      assert.ok(found.has(name), name);
  });

  /** Bytes that an event device gave while `act` was done: 24 for each event, type, code and value in the last 8. */
  const eventsOf = async (name: string, count: number, act: () => void | Promise<void>) => {
    const device = (await inputs()).get(name);
    await guest.check(
      `(dd if=/dev/input/${device} of=/tmp/events bs=24 count=${count} 2>/dev/null &) ; sleep 1`,
    );
    await act();
    await until(
      'events',
      async () => (await guest.check('wc -c </tmp/events')).trim() === String(24 * count),
    );
    const bytes = Buffer.from((await guest.check('base64 /tmp/events')).replaceAll('\n', ''), 'base64');
    return Array.from({ length: count }, (_, n) => [
      bytes.readUInt16LE(24 * n + 16),
      bytes.readUInt16LE(24 * n + 18),
      bytes.readInt32LE(24 * n + 20),
    ]);
  };

  it('gets keys', async () => {
    const events = await eventsOf('Farport Keyboard', 4, () => {
      viewer.channel.key(30, true);
      viewer.channel.key(30, false);
    });
    assert.deepEqual(events, [
      [1, 30, 1],
      [0, 0, 0],
      [1, 30, 0],
      [0, 0, 0],
    ]);
  });

  it('gets the pointer and its buttons', async () => {
    const events = await eventsOf('Farport Tablet', 4, () => {
      viewer.channel.pointer({ head: 0, x: 1023, y: 0, buttons: 1 });
    });
    assert.deepEqual(events, [
      [3, 0, 32_752],
      [3, 1, 21],
      [1, 0x110, 1],
      [0, 0, 0],
    ]);
  });

  it('tells its lights', async () => {
    // Caps lock, as the console understands it.
    viewer.channel.key(58, true);
    viewer.channel.key(58, false);
    await until('the light', () => viewer.log.at(-1) === 'leds false true false');
  });

  it('follows the size of the viewer', async () => {
    viewer.channel.monitors([{ x: 0, y: 0, width: 800, height: 600, widthMm: 0, heightMm: 0 }]);
    await until('the new mode', async () =>
      (await guest.check('head -n 1 /sys/class/drm/card0-Virtual-1/modes')).startsWith('800x600'),
    );
    await until('the new picture', () => size() === '800,600');
  });
});
