// The test guest under QEMU: what tests of our own machine rely on, shown on somebody else's.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:net';
import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guestImage } from '../guest/image.ts';
import { GuestShell } from '../guest/shell.ts';
import { makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { Qmp } from '../lab/qmp.ts';

for (const version of ['6.12', '6.1'] as const)
  describe(`the test guest with kernel ${version}`, () => {
    let qemu: ChildProcess;
    let guest: GuestShell;
    let stick: Stick;
    let qmp: Qmp;
    let directory: string;

    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'farport-guest-'));
      stick = await makeStick({ sizeMiB: 16, files: { 'hello.txt': 'hello\n' } });
      const { kernel, initrd } = guestImage(version);
      qemu = spawn('setpriv', [
        ...['--pdeathsig', 'KILL', 'qemu-system-x86_64', '-nodefaults', '-display', 'none'],
        ...['-accel', 'tcg', '-cpu', 'max', '-m', '512', '-kernel', kernel, '-initrd', initrd],
        ...[
          '-append',
          'console=ttyS0 panic=-1',
          '-serial',
          'stdio',
          '-no-reboot',
          '-device',
          'qemu-xhci,id=xhci',
        ],
        ...[
          '-chardev',
          `socket,id=qmp,path=${directory}/qmp,server=on,wait=off`,
          '-mon',
          'chardev=qmp,mode=control',
        ],
        ...['-blockdev', `driver=raw,node-name=stick,file.driver=file,file.filename=${stick.image}`],
      ]);
      guest = new GuestShell(qemu.stdout!, qemu.stdin!);
      await guest.ready();
      qmp = new Qmp(connect(join(directory, 'qmp')));
      await qmp.execute('qmp_capabilities');
    });

    after(async () => {
      qemu.kill('SIGKILL');
      await removeStick(stick);
      await rm(directory, { recursive: true });
    });

    it('says which kernel it runs', async () => {
      assert.match(guest.console, /guest ready: 6\./);
      assert.match(await guest.check('uname -r'), new RegExp(`^${version.replace('.', '\\.')}\\.`));
    });

    it('gives the exit status and both outputs of a command', async () => {
      const result = await guest.run('echo one; echo two >&2; exit 7');
      assert.deepEqual(result, { exitCode: 7, stdout: 'one\ntwo\n' });
    });

    it('keeps a long binary output whole while the kernel writes to the console', async () => {
      const noise = guest.run('for i in $(seq 200); do echo "<3>noise $i" >/dev/kmsg; done');
      const [sum, shown] = (await guest.check('seq 20000 >/tmp/n; md5sum </tmp/n; cat /tmp/n')).split(
        '  -\n',
      );
      await noise;
      const expected = Array.from({ length: 20000 }, (_, index) => `${index + 1}\n`).join('');
      assert.equal(shown, expected);
      assert.match(sum ?? '', /^[0-9a-f]{32}$/);
      await guest.waitForLine(/noise 200$/);
    });

    it('runs commands at the same time', async () => {
      const slow = guest.run('while [ ! -e /tmp/go ]; do sleep 0.1; done; echo went');
      await guest.check('touch /tmp/go');
      assert.equal((await slow).stdout, 'went\n');
    });

    it('ends a command that takes too long', async () => {
      await assert.rejects(guest.run('echo $$ >/tmp/slow; sleep 1000', { timeoutMs: 1500 }), {
        code: 'guest.timeout',
      });
      await guest.check(
        'i=0; while kill -0 $(cat /tmp/slow); do sleep 0.1; i=$((i+1)); [ $i -lt 50 ] || exit 1; done',
      );
    });

    it('sees a stick come and go, and reads its files', async () => {
      const mark = guest.mark;
      await qmp.execute('device_add', { driver: 'usb-storage', id: 'stick', drive: 'stick', serial: 'S1' });
      await guest.waitForLine(/new SuperSpeed USB device/, { mark });
      await guest.waitForLine(/SerialNumber: S1/, { mark });
      await guest.waitForLine(/sda: sda1/, { mark });
      const file = await guest.check(
        'mkdir -p /mnt && mount -o ro /dev/sda1 /mnt && sha256sum /mnt/hello.txt',
      );
      assert.equal(file.split(' ')[0], stick.files.get('hello.txt'));
      await guest.check('umount /mnt');
      await qmp.execute('device_del', { id: 'stick' });
      await guest.waitForLine(/USB disconnect/, { mark });
    });
  });
