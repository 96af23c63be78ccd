// Sticks on the whole path: with both kernels, at both speeds, two at once, reset by the guest, pulled out.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { hashOnStick, makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { resetProgram } from './guest-reset.ts';
import { patienceMs, WholePath } from './whole-path.ts';

describe('a redirected stick', { timeout: 900_000 }, () => {
  let path: WholePath;
  let fast: Stick;
  let slow: Stick;

  before(async () => {
    [fast, slow] = await Promise.all([
      makeStick({ files: { 'a.txt': 'hello\n', 'big.bin': 8 << 20 } }),
      makeStick({ fileSystem: 'vfat', files: { 'b.txt': 'hello too\n', 'big.bin': 4 << 20 } }),
    ]);
    path = await WholePath.start({ vms: { 'k6.12': '6.12', 'k6.1': '6.1' } });
    await plugFast();
    await path.lab.plug({
      id: 'slow',
      kind: 'storage',
      port: 'xhci-usb2',
      image: slow.image,
      serial: 'SLOW-1',
    });
  });

  afterEach((test) => {
    if ('passed' in test) path.tellFailure(test);
  });

  after(async () => {
    await path.stop();
    await Promise.all([removeStick(fast), removeStick(slow)]);
  });

  const plugFast = () => path.lab.plug({ id: 'fast', kind: 'storage', image: fast.image, serial: 'FAST-1' });

  const sumInGuest = async (vm: string, serial: string) =>
    (await path.onPartition(vm, serial, 'ro', 'sha256sum $m/big.bin')).split(' ')[0];

  for (const version of ['6.12', '6.1'] as const) {
    const vm = `k${version}`;

    it(`is recognised by kernel ${version}, at SuperSpeed`, async () => {
      const guest = path.guest(vm);
      assert.match(await guest.check('uname -r'), new RegExp(`^${version.replace('.', '\\.')}\\.`));
      const { mark } = guest;
      await path.redirect('FAST-1', vm);
      assert.partialDeepStrictEqual(await path.inGuest(vm, 'FAST-1'), { id: '46f4:0001', speed: 5000 });
      await guest.waitForLine(/New USB device found, idVendor=46f4, idProduct=0001/, { mark });
      await guest.waitForLine(/SerialNumber: FAST-1/, { mark });
      await guest.waitForLine(/ (sd[a-z]): \1\d$/, { mark, timeoutMs: patienceMs });
    });

    it(`has its files in kernel ${version}`, async () => {
      assert.equal(await sumInGuest(vm, 'FAST-1'), fast.files.get('big.bin'));
    });

    it(`gives back to the client what kernel ${version} wrote`, async () => {
      const file = `from-${version}.bin`;
      const written = await path.onPartition(
        vm,
        'FAST-1',
        'rw',
        `dd if=/dev/urandom of=$m/${file} bs=64k count=32 2>/dev/null && sha256sum <$m/${file}`,
      );
      const { mark } = path.guest(vm);
      await path.release('FAST-1');
      await path.guest(vm).waitForLine(/USB disconnect/, { mark, timeoutMs: patienceMs });
      assert.equal(await path.onClientPartition('FAST-1', `sha256sum <$m/${file}`), written);
      assert.equal(`${await hashOnStick(fast, file)}  -\n`, written);
    });
  }

  it('is one of two, of which one is high speed, and both are read at once', async () => {
    await path.redirect('FAST-1', 'k6.12');
    await path.redirect('SLOW-1', 'k6.12');
    assert.equal((await path.inGuest('k6.12', 'FAST-1')).speed, 5000);
    assert.equal((await path.inGuest('k6.12', 'SLOW-1')).speed, 480);
    const sums = await Promise.all([sumInGuest('k6.12', 'FAST-1'), sumInGuest('k6.12', 'SLOW-1')]);
    assert.deepEqual(sums, [fast.files.get('big.bin'), slow.files.get('big.bin')]);
  });

  it('works on after the guest reset it', async () => {
    const guest = path.guest('k6.12');
    await guest.check(`echo ${resetProgram} | base64 -d >/tmp/reset && chmod +x /tmp/reset`);
    for (const serial of ['FAST-1', 'SLOW-1']) {
      const { path: sysfs } = await path.inGuest('k6.12', serial);
      const { mark } = guest;
      await guest.check(
        `/tmp/reset /dev/bus/usb/$(printf %03d $(cat ${sysfs}/busnum))/$(printf %03d $(cat ${sysfs}/devnum))`,
        { timeoutMs: patienceMs },
      );
      await guest.waitForLine(/reset (SuperSpeed|high-speed) USB device/, { mark });
      await guest.check('echo 3 >/proc/sys/vm/drop_caches');
      const stick = serial === 'FAST-1' ? fast : slow;
      assert.equal(await sumInGuest('k6.12', serial), stick.files.get('big.bin'));
    }
  });

  it('works on after the guest took its authorisation away and gave it back', async () => {
    const { path: sysfs } = await path.inGuest('k6.12', 'SLOW-1');
    const guest = path.guest('k6.12');
    await guest.check(`echo 0 >${sysfs}/authorized; [ ! -e ${sysfs}:1.0 ] && echo 1 >${sysfs}/authorized`);
    assert.equal(await sumInGuest('k6.12', 'SLOW-1'), slow.files.get('big.bin'));
  });

  it('is gone at once when it is pulled out during a write, and the rest lives on', async () => {
    const guest = path.guest('k6.12');
    const partition = await path.partitionInGuest('k6.12', 'FAST-1');
    const { mark } = guest;
    const engineMark = path.engine.lines.mark;
    // Behind the file system: it is not this stick's last test.
    const writing = guest.run(
      `rm -f /tmp/w; while dd if=/dev/zero of=/dev/${partition} bs=64k count=16 seek=900 oflag=direct 2>&1; do : >/tmp/w; done`,
      { timeoutMs: patienceMs },
    );
    await guest.check('until [ -e /tmp/w ]; do sleep 0.1; done', { timeoutMs: patienceMs });
    await path.lab.unplug('fast');
    await guest.waitForLine(/USB disconnect/, { mark, timeoutMs: patienceMs });
    assert.match((await writing).stdout, /error|No such|no space/i);
    await path.engine.lines.waitFor(/unplugged, will be redirected to VM k6\.12 when back/, engineMark);
    const trouble = guest.console
      .split('\n')
      .filter((line) => /BUG|Oops|Call Trace|not responding|died/.test(line));
    assert.deepEqual(trouble, []);
    assert.equal(await sumInGuest('k6.12', 'SLOW-1'), slow.files.get('big.bin'));
    assert.match(await path.agentDoes('vm', 'list'), /k6\.12 +running/);
  });

  it('is redirected again by itself when it is plugged in again', async () => {
    await plugFast();
    assert.equal(await sumInGuest('k6.12', 'FAST-1'), fast.files.get('big.bin'));
  });
});
