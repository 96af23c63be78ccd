// Runs in the lab: a VM with 2 vCPUs, a disk and the xHCI controller, from its first instruction to its end.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { VirtualMachine, type StopReason, type VmConfig } from '@farport/vmm';
import { GuestShell } from '../../guest/shell.ts';

const kernel = process.env['GUEST_KERNEL'] ?? '';
const initrd = process.env['GUEST_INITRD'] ?? '';
const MIB = 1024 * 1024;
/** Usually 20 s; a busy machine takes much longer. */
const BOOT_MS = 240_000;

function startVm(config: Partial<VmConfig>): {
  vm: VirtualMachine;
  guest: GuestShell;
  ended: Promise<StopReason>;
} {
  const vm = VirtualMachine.create(
    {
      name: 'test',
      memoryMiB: 512,
      vcpus: 2,
      kernel,
      initrd,
      cmdline: 'console=ttyS0 panic=-1',
      disks: [],
      ...config,
    },
    {
      log: (level, message, fields) => {
        console.error(level, message, fields);
      },
    },
  );
  const fromGuest = new PassThrough();
  vm.on('console', (bytes) => fromGuest.write(bytes));
  const ended = new Promise<StopReason>((resolve) => {
    vm.once('stopped', (reason) => {
      fromGuest.end();
      resolve(reason);
    });
  });
  const toGuest = new Writable({
    write(chunk: Buffer, _encoding, done) {
      vm.consoleInput(chunk);
      done();
    },
  });
  vm.start();
  return { vm, guest: new GuestShell(fromGuest, toGuest), ended };
}

describe('a VM', () => {
  const directory = mkdtempSync(join(tmpdir(), 'farport-vm-'));
  const image = join(directory, 'disk.img');
  const content = randomBytes(8 * MIB);
  let vm: VirtualMachine;
  let guest: GuestShell;
  let ended: Promise<StopReason>;

  before(async () => {
    writeFileSync(image, content);
    truncateSync(image, 64 * MIB);
    ({ vm, guest, ended } = startVm({ disks: [{ path: image, readOnly: false }] }));
    await guest.ready(BOOT_MS);
  });

  after(async () => {
    await vm.stop();
    rmSync(directory, { recursive: true });
  });

  it('runs on both vCPUs', async () => {
    assert.equal((await guest.check('nproc')).trim(), '2');
  });

  it('has the controller that xhci_hcd drives, with both root hubs', async () => {
    const hubs = await guest.check('cat /sys/bus/usb/devices/usb*/speed /sys/bus/usb/devices/usb*/maxchild');
    assert.deepEqual(hubs.trim().split('\n'), ['480', '10000', '8', '8']);
    assert.match(await guest.check('readlink /sys/bus/pci/devices/0000:00:01.0/driver'), /xhci_hcd/);
    assert.match(await guest.check('cat /proc/interrupts'), /PCI-MSI.*xhci_hcd/);
  });

  it('has a disk whose bytes are those of the image', async () => {
    assert.equal((await guest.check('cat /sys/block/vda/size')).trim(), String((64 * MIB) / 512));
    const sum = await guest.check('dd if=/dev/vda bs=1M count=8 2>/dev/null | sha256sum');
    assert.equal(sum.split(' ')[0], createHash('sha256').update(content).digest('hex'));
  });

  it('writes to the image what the guest writes and flushes', async () => {
    const sum = await guest.check(
      'head -c 1048576 /dev/urandom >/tmp/r; dd if=/tmp/r of=/dev/vda bs=64k seek=256 conv=fsync 2>/dev/null; sha256sum /tmp/r',
    );
    const written = readFileSync(image).subarray(16 * MIB, 17 * MIB);
    assert.equal(createHash('sha256').update(written).digest('hex'), sum.split(' ')[0]);
  });

  it('stands still while paused, and goes on', async () => {
    const before = vm.stats();
    await vm.pause();
    assert.equal(vm.state, 'paused');
    const answer = guest.run('echo back');
    const early = await Promise.race([answer, sleep(500, 'still')]);
    assert.equal(early, 'still');
    vm.resume();
    assert.equal((await answer).stdout, 'back\n');
    assert.equal(vm.stats().reboots, before.reboots);
  });

  it('tells the guest of the power button by one interrupt of the event device', async () => {
    const count = async () => {
      const line = await guest.check('grep -i ged /proc/interrupts');
      return (line.match(/ \d+(?= )/g) ?? []).slice(0, 2).reduce((sum, each) => sum + Number(each), 0);
    };
    await guest.check('killall acpid'); // which would heed it
    const before = await count();
    vm.powerButton();
    while ((await count()) === before);
    await sleep(500);
    assert.equal(await count(), before + 1);
  });

  it('reboots when the guest asks, with its disk', async () => {
    const mark = guest.mark;
    void guest.run('reboot -f').catch(() => undefined);
    await guest.waitForLine(/guest ready/, { mark, timeoutMs: BOOT_MS });
    assert.equal(vm.stats().reboots, 1);
    await guest.check('dd if=/dev/vda of=/dev/null bs=1M count=8');
  });

  it('reboots when it is reset from outside', async () => {
    const mark = guest.mark;
    vm.reset();
    await guest.waitForLine(/guest ready/, { mark, timeoutMs: BOOT_MS });
    assert.equal(vm.stats().reboots, 2);
  });

  it('ends when the power button is pressed and the guest heeds it', async () => {
    vm.powerButton();
    assert.deepEqual(await ended, { kind: 'powered-off' });
    assert.equal(vm.state, 'stopped');
  });
});

describe('a VM that cannot be', () => {
  const cases: readonly [string, Partial<VmConfig>, string][] = [
    ['its kernel is missing', { kernel: '/nowhere/vmlinuz' }, 'kernel.'],
    ['its kernel is no kernel', { kernel: '/bin/true' }, 'kernel.'],
    ['its disk is missing', { disks: [{ path: '/nowhere/disk.img', readOnly: false }] }, 'disk.'],
    ['it has no memory to speak of', { memoryMiB: 1 }, 'machine.config'],
  ];
  for (const [why, config, code] of cases) {
    it(`is refused by name when ${why}`, () => {
      assert.throws(
        () => startVm(config),
        (error: Error & { code?: string }) => {
          assert.ok(error.code?.startsWith(code), `${error.code ?? ''}: ${error.message}`);
          return true;
        },
      );
    });
  }
});
