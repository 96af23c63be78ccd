// A guest that writes anything anywhere (test/guest/scribble.rs): its VM process lives and stays small, what it held of
// a client is free, other VMs go on, and when its drivers or its kernel start anew, everything works again.
// The same for the same seeds; FARPORT_SCRIBBLE="SECONDS SEED…" gives others and for longer.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { prepareGuestProgram } from '../guest/program.ts';
import { checkout } from '../lab/machine.ts';
import { makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { patienceMs, WholePath } from './whole-path.ts';

const [seconds = '8', ...seeds] = (process.env['FARPORT_SCRIBBLE'] ?? '8 1 2').split(/\s+/);
const bad = 'bad';
const good = 'good';
const badStick = 'SCRIBBLED-1';
const goodStick = 'GOOD-1';
/** What the process of a VM may take more after a guest has done what it could: rings and records, not heaps of URBs. */
const mayGrowKiB = 128 * 1024;
/** Root complex, controller, disk, and what a screen brings: gpu, keyboard, tablet, mouse, the agent's port. */
const drivers = [
  '0000:00:00.0',
  '0000:00:01.0 xhci_hcd',
  '0000:00:02.0 virtio-pci virtio_blk',
  '0000:00:03.0 virtio-pci virtio_gpu',
  '0000:00:04.0 virtio-pci virtio_input',
  '0000:00:05.0 virtio-pci virtio_input',
  '0000:00:06.0 virtio-pci virtio_input',
  '0000:00:07.0 virtio-pci virtio_console',
];

describe('a guest that writes anything anywhere', { timeout: 900_000 + 120_000 * seeds.length }, () => {
  let path: WholePath;
  let sticks: Stick[];

  before(async () => {
    const folder = join(checkout, '.cache/scribble');
    mkdirSync(folder, { recursive: true });
    const disk = join(folder, 'disk.img');
    writeFileSync(disk, Buffer.alloc(4 << 20));
    const { initrd } = prepareGuestProgram('scribble', 'test/guest/scribble.rs', 'scribble');
    sticks = await Promise.all([1, 2].map(() => makeStick({ files: { 'big.bin': 1 << 20 } })));
    path = await WholePath.start({
      vms: { [bad]: '6.12', [good]: '6.12' },
      settings: {
        [bad]: {
          initrd,
          // iomem: what lies between the devices can be written through /dev/mem.
          cmdline: 'console=ttyS0 panic=-1 iomem=relaxed',
          disks: [{ path: disk }],
          display: { heads: 2, width: 640, height: 480 },
        },
      },
    });
    for (const [n, serial] of [badStick, goodStick].entries())
      await path.lab.plug({ id: serial.toLowerCase(), kind: 'storage', image: sticks[n]!.image, serial });
    await path.redirect(badStick, bad);
    await path.redirect(goodStick, good);
    await assertReads(bad, badStick);
    await assertReads(good, goodStick);
    await hasDrivers();
  });

  afterEach((test) => {
    if ('passed' in test) path.tellFailure(test);
  });

  after(async () => {
    await path.stop();
    await Promise.all(sticks.map(removeStick));
  });

  for (const seed of seeds) {
    it(`seed ${seed}: the VM's process lives and stays small, another VM reads on meanwhile`, async (test) => {
      const before = await vmProcess();
      const scribbling = { over: false };
      const said = path
        .guest(bad)
        .check(`scribble ${seed} ${seconds}`, { timeoutMs: patienceMs + 1000 * Number(seconds) })
        .finally(() => {
          scribbling.over = true;
        });
      said.catch(() => undefined);
      let reads = 0;
      do {
        await assertReads(good, goodStick);
        reads += 1;
      } while (!scribbling.over);
      const strokes = /(\d+) strokes/.exec(await said)?.[1];
      const now = await vmProcess();
      test.diagnostic(`${strokes} strokes, ${reads} reads meanwhile, ${now.rssKiB - before.rssKiB} KiB more`);
      assert.ok(Number(strokes) > 100, `only ${strokes} strokes`);
      assert.equal(now.pid, before.pid);
      assert.ok(
        now.rssKiB - before.rssKiB < mayGrowKiB,
        `it took ${before.rssKiB} KiB and takes ${now.rssKiB} KiB now`,
      );
      assert.match(await path.agentDoes('vm', 'list'), /^bad +running/m);
    });

    it(`seed ${seed}: what it held is the client's again, and can be redirected again`, async () => {
      await path.release(badStick);
      const sum = await path.onClientPartition(badStick, 'sha256sum <$m/big.bin');
      assert.equal(sum.split(' ')[0], sticks[0]!.files.get('big.bin'));
      await path.redirect(badStick, bad);
    });

    it(`seed ${seed}: bound again, drivers find all devices in order`, async () => {
      const said = await path.guest(bad).check(
        `for d in /sys/bus/pci/devices/*; do [ -e $d/driver ] || echo \${d##*/} >/sys/bus/pci/drivers_probe; done
         dd if=/dev/vda of=/dev/null bs=1M count=4 2>&1 && echo 'the disk reads'`,
        { timeoutMs: patienceMs },
      );
      assert.match(said, /the disk reads/);
      await hasDrivers();
      await assertReads(bad, badStick);
    });
  }

  it('after a reboot in the middle of it, the guest has its devices again', async () => {
    const guest = path.guest(bad);
    const { mark } = guest;
    const before = await vmProcess();
    guest.run('scribble 99 60 & sleep 3; reboot -f', { timeoutMs: patienceMs }).catch(() => undefined);
    await guest.waitForLine(/guest ready/, { mark, timeoutMs: patienceMs });
    await assertReads(bad, badStick);
    await hasDrivers();
    assert.equal((await vmProcess()).pid, before.pid);
    await assertReads(good, goodStick);
  });

  /** That guest reads the right bytes from its stick, not from its memory. */
  async function assertReads(vm: string, serial: string): Promise<void> {
    const sum = await path.onPartition(
      vm,
      serial,
      'ro',
      'echo 3 >/proc/sys/vm/drop_caches && sha256sum <$m/big.bin',
    );
    assert.equal(sum.split(' ')[0], sticks[serial === badStick ? 0 : 1]!.files.get('big.bin'));
  }

  /** Waits until every function of that guest's bus has its driver, and what is behind it has its own. */
  async function hasDrivers(): Promise<void> {
    const script = `for d in /sys/bus/pci/devices/*; do
      echo \${d##*/} $(for b in $d $d/virtio[0-9]*; do [ ! -e $b/driver ] || basename $(readlink $b/driver); done)
    done`;
    for (let tries = 1; ; tries += 1) {
      const said = await path.guest(bad).check(script, { timeoutMs: patienceMs });
      const found = said
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('0000:'));
      if (tries < 10 && !isDeepStrictEqual(found, drivers)) continue;
      assert.deepEqual(found, drivers);
      return;
    }
  }

  async function vmProcess(): Promise<{ pid: number; rssKiB: number }> {
    const { pid } = JSON.parse(await path.lab.check(`cat /tmp/farport/run/${bad}/process.json`)) as {
      pid: number;
    };
    const rss = await path.lab.check(`sed -n 's/^VmRSS:[^0-9]*\\([0-9]*\\) kB/\\1/p' /proc/${pid}/status`);
    return { pid, rssKiB: Number(rss) };
  }
});
