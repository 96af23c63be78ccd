// The lab itself: what every other lab test takes for granted.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkout, Lab } from '../lab/lab.ts';
import { hashOnStick, makeStick, removeStick, type Stick } from '../lab/stick.ts';

/** The USB devices that the lab's kernel knows, hubs aside, as "VID:PID serial speed". */
const devices = `for d in /sys/bus/usb/devices/*; do
  [ -e $d/idVendor ] && [ "$(cat $d/bDeviceClass)" != 09 ] &&
    echo "$(cat $d/idVendor):$(cat $d/idProduct) $(cat $d/serial 2>/dev/null) $(cat $d/speed)"; done; true`;

/** Repeats a command of the lab until it succeeds. */
const until = (command: string) =>
  `i=0; until ${command}; do sleep 0.1; i=$((i+1)); [ $i -lt 300 ] || exit 1; done`;

describe('the lab', () => {
  let lab: Lab;
  let ext4: Stick;
  let vfat: Stick;

  before(async () => {
    [ext4, vfat] = await Promise.all([
      makeStick({ sizeMiB: 64, files: { 'a file.txt': 'hello\n', 'dir/random.bin': 3 << 20 } }),
      makeStick({ sizeMiB: 32, fileSystem: 'vfat', files: { 'dir/random.bin': 1 << 20 } }),
    ]);
    lab = await Lab.start();
  });

  after(async () => {
    await lab.stop();
    await Promise.all([removeStick(ext4), removeStick(vfat)]);
  });

  describe('runs commands', () => {
    it('and gives status, stdout and stderr', async () => {
      assert.deepEqual(await lab.run('echo out; echo err >&2; exit 3'), {
        exitCode: 3,
        stdout: 'out\n',
        stderr: 'err\n',
      });
    });

    it('with arguments as they are, an environment, a folder and an input', async () => {
      const result = await lab.run(['sh', '-c', 'echo "$0|$VALUE|$(pwd)"; cat', "it's $HOME"], {
        env: { VALUE: 'a b' },
        cwd: '/usr/lib',
        stdin: 'from stdin',
      });
      assert.equal(result.stdout, "it's $HOME|a b|/usr/lib\nfrom stdin");
    });

    it('says what a signal did, as a shell does', async () => {
      assert.equal((await lab.run('kill -TERM $$')).exitCode, 143);
    });

    it('refuses one that does not exist by name', async () => {
      await assert.rejects(lab.run(['/no/such/program']), {
        code: 'lab.command',
        message: /no\/such\/program/,
      });
    });

    it('ends one that takes too long, with everything it started', async () => {
      await assert.rejects(lab.run('sleep 1000 & echo $! >/tmp/sleeper; wait', { timeoutMs: 1500 }), {
        code: 'lab.timeout',
      });
      await lab.check(until('! kill -0 $(cat /tmp/sleeper) 2>/dev/null'));
    });

    it('several at once, with streams and signals', async () => {
      const cat = lab.spawn(['cat']);
      const waiting = lab.spawn('trap "echo told; exit 5" TERM; echo ready; while :; do sleep 0.05; done');
      cat.stdin.write('one\n');
      await cat.waitForOutput(/one\n/);
      await waiting.waitForOutput(/ready/);
      waiting.kill('SIGTERM');
      assert.equal((await waiting.ended).exitCode, 5);
      assert.match(waiting.output, /told/);
      cat.stdin.end();
      assert.equal((await cat.ended).exitCode, 0);
    });

    it('carries a large output whole', async () => {
      const result = await lab.run('head -c 20000000 /dev/zero');
      assert.equal(result.stdout.length, 20_000_000);
    });
  });

  describe('has files', () => {
    it('of the host, at the same paths', async () => {
      assert.equal(await lab.check('pwd'), `${checkout}\n`);
      await lab.check('test -f package.json && node -e 1');
    });

    it('and never writes to the host', async () => {
      await lab.check('echo x >written-in-the-lab && test -s written-in-the-lab');
      assert.ok(!existsSync(`${checkout}/written-in-the-lab`));
    });

    it('that can be written and read as bytes', async () => {
      const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) & 0xff));
      await lab.writeFile('/tmp/new folder/bytes', bytes, 0o600);
      assert.deepEqual(await lab.readFile('/tmp/new folder/bytes'), bytes);
    });

    it('in a share that both sides write', async () => {
      await lab.check(`echo from-lab >${lab.share.lab}/note`);
      assert.equal(execFileSync('cat', [`${lab.share.host}/note`]).toString(), 'from-lab\n');
    });
  });

  describe('has USB devices', () => {
    it('a SuperSpeed stick with files, which comes and goes', async () => {
      await lab.plug({ id: 'ss', kind: 'storage', image: ext4.image, serial: 'SS1' });
      await lab.check(until('test -b /dev/sda1'));
      assert.match(await lab.check(devices), /46f4:0001 SS1 5000/);
      const sum = await lab.check(
        'mkdir -p /tmp/m && mount /dev/sda1 /tmp/m && sha256sum </tmp/m/dir/random.bin',
      );
      assert.equal(sum.slice(0, 64), ext4.files.get('dir/random.bin'));
      await lab.check('echo from the lab >/tmp/m/new && umount /tmp/m');
      await lab.unplug('ss');
      await lab.check(until('test ! -e /dev/sda'));
      assert.doesNotMatch(await lab.check(devices), /SS1/);
      assert.equal(await hashOnStick(ext4, 'a file.txt'), ext4.files.get('a file.txt'));
    });

    it('a high-speed stick, on a USB 2 port of the xHCI and on the EHCI', async () => {
      for (const port of ['xhci-usb2', 'ehci'] as const) {
        await lab.plug({ id: 'hs', kind: 'storage', image: vfat.image, serial: 'HS1', port });
        await lab.check(until('test -b /dev/sda1'));
        assert.match(await lab.check(devices), /46f4:0001 HS1 480/);
        await lab.unplug('hs');
        await lab.check(until('test ! -e /dev/sda'));
      }
    });

    it('a keyboard whose keys arrive', async () => {
      await lab.plug({ id: 'kbd', kind: 'keyboard' });
      await lab.check(until('grep -q "QEMU USB Keyboard" /proc/bus/input/devices'));
      const event = (
        await lab.check(
          'sed -n "/QEMU USB Keyboard/,/^$/s/.*Handlers=.*\\(event[0-9]*\\).*/\\1/p" /proc/bus/input/devices',
        )
      ).trim();
      const reading = lab.spawn(`echo reading; exec head -c 24 /dev/input/${event} | od -An -tu2`);
      // struct input_event: two 8-byte times, type, code, value; EV_MSC (4) with the scan code of "a" comes first.
      const arrived = reading.waitForOutput(/ 4 +4 +4 +7\b/);
      let done = false as boolean;
      void arrived.finally(() => (done = true));
      // What is typed before the reader has opened the device is nobody's.
      while (!done) await lab.sendKeys('a');
      await arrived;
      await lab.unplug('kbd');
    });

    it('a serial adapter, with its other end on the host', async () => {
      const { socket } = await lab.plug({ id: 'serial', kind: 'serial' });
      assert.ok(socket !== undefined && existsSync(socket));
      await lab.check(until('test -c /dev/ttyUSB0'));
      await lab.unplug('serial');
      await lab.check(until('test ! -e /dev/ttyUSB0'));
    });

    it('and refuses what cannot be plugged, by name', async () => {
      await assert.rejects(lab.plug({ id: 'none', kind: 'storage', image: '/no/such.img' }), {
        code: 'lab.qmp',
        message: /no\/such\.img/,
      });
      await assert.rejects(lab.unplug('none'), { code: 'lab.device' });
    });
  });

  it('has a KVM that works', async () => {
    await lab.check('test -c /dev/kvm && grep -q "^kvm_amd " /proc/modules');
  });

  it('makes the network as far as is asked', async () => {
    // Round-trip times are the kernel's own arithmetic here, but a delay is never shorter than asked for.
    await lab.setRoundTrip(40);
    const far = await lab.check('busybox ping -c 2 127.0.0.1');
    await lab.setRoundTrip(0);
    const near = await lab.check('tc qdisc show dev lo');
    assert.ok(Number(/min\/avg\/max = ([\d.]+)/.exec(far)?.[1]) >= 40, far);
    assert.doesNotMatch(near, /netem/);
  });

  it('refuses commands when it has ended', async () => {
    const ended = await Lab.start();
    await ended.stop();
    await assert.rejects(ended.run('true'), { code: 'lab.ended' });
  });

  it('ends with the process that started it, and leaves nothing', async () => {
    const script = `import { Lab } from ${JSON.stringify(fileURLToPath(new URL('../lab/lab.ts', import.meta.url)))};
      const lab = await Lab.start(); console.log(lab.pid, lab.share.host); await new Promise(() => setInterval(() => {}, 1e6));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const [pid, share] = line.toString().trim().split(' ');
    assert.ok(existsSync(`/proc/${pid}`) && existsSync(share!));
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.ok(!existsSync(share!));
    while (existsSync(`/proc/${pid}`)) await new Promise((next) => setTimeout(next, 20));
  });
});
