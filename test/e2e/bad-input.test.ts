// What goes wrong on the whole path without anybody being killed: each thing has its error, which says what to do,
// and ends nothing else. A stick is redirected all the while, and works after each.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { RunResult } from '../lab/lab.ts';
import { checkout } from '../lab/machine.ts';
import { makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { agentProgram, clientProgram } from './programs.ts';
import { patienceMs, WholePath } from './whole-path.ts';

const vm = 'a';

describe('what goes wrong', { timeout: 900_000 }, () => {
  let path: WholePath;
  let works: Stick;
  let other: Stick;

  before(async () => {
    [works, other] = await Promise.all([
      makeStick({ files: { 'big.bin': 1 << 20 } }),
      makeStick({ files: { 'a.txt': 'hello\n' } }),
    ]);
    path = await WholePath.start({
      vms: { [vm]: '6.12' },
      otherVms: {
        fine: {},
        'no-kernel': { kernel: '/tmp/farport/nowhere' },
        'half-kernel': { kernel: '/tmp/farport/half-kernel' },
        'no-initrd': { initrd: '/tmp/farport/nowhere' },
        'no-disk': { disks: [{ path: '/tmp/farport/nowhere' }] },
        'half-disk': { disks: [{ path: '/tmp/farport/half-disk' }] },
      },
    });
    await path.lab.plug({ id: 'works', kind: 'storage', image: works.image, serial: 'WORKS-1' });
    await path.lab.plug({ id: 'other', kind: 'storage', image: other.image, serial: 'OTHER-1' });
    await path.redirect('WORKS-1', vm);
  });

  /** Nothing else has ended. */
  afterEach(async (test) => {
    if ('passed' in test) path.tellFailure(test);
    const sum = await path.onPartition(
      vm,
      'WORKS-1',
      'ro',
      'echo 3 >/proc/sys/vm/drop_caches && sha256sum <$m/big.bin',
    );
    assert.equal(sum.split(' ')[0], works.files.get('big.bin'));
  });

  after(async () => {
    await path.stop();
    await Promise.all([removeStick(works), removeStick(other)]);
  });

  function assertRefused(result: RunResult, code: string, advice: RegExp): void {
    assert.notEqual(result.exitCode, 0, result.stdout);
    assert.ok(result.stderr.includes(`[${code}]`), result.stderr);
    assert.match(result.stderr, advice);
    assert.doesNotMatch(result.stderr, /\n +at /, 'a person gets no stack trace');
  }

  /** The stick that is not redirected has this machine's driver. */
  async function assertNotCaptured(): Promise<void> {
    const driver = await path.lab.check(
      'for d in /sys/bus/usb/devices/*-*; do [ "$(cat $d/serial 2>/dev/null)" = OTHER-1 ] && basename $(readlink $d:1.0/driver); done; true',
    );
    assert.equal(driver.trim(), 'usb-storage');
  }

  it('a wrong ticket', async () => {
    const result = await path.tryRedirect('OTHER-1', vm, '--ticket', 'wrong');
    assertRefused(result, 'agent.ticket_refused', /ask for a new one/);
    await assertNotCaptured();
  });

  it("another VM's ticket", async () => {
    const result = await path.tryRedirect('OTHER-1', vm, '--ticket', await path.ticket('fine'));
    assertRefused(result, 'agent.ticket_refused', /ask for a new one/);
    await assertNotCaptured();
  });

  it('a wrong certificate', async () => {
    const result = await path.tryRedirect('OTHER-1', vm, '--fingerprint', `sha256:${'0'.repeat(64)}`);
    assertRefused(result, 'agent.wrong_certificate', /compare "presented" with the fingerprint/);
    await assertNotCaptured();
  });

  it('a client that speaks rubbish', async () => {
    const said = await path.lab.check(
      [`${checkout}/node_modules/.bin/node`, `${checkout}/test/e2e/inside/rubbish.mjs`],
      { env: { AGENT: path.address, VM: vm, TICKET: await path.ticket(vm) }, timeoutMs: patienceMs },
    );
    assert.deepEqual(JSON.parse(said), {
      'bytes instead of TLS': 'closed',
      'bytes instead of HTTP': 'HTTP/1.1 400 Bad Request',
      'a text message': 1003,
      'random messages': 1002,
      'an empty message': 1002,
      'an opcode that does not exist': 1002,
      'a frame without a mask': 1002,
      'a message of many GiB': 1009,
    });
  });

  it('no KVM', async () => {
    await path.lab.check('mv /dev/kvm /dev/kvm.away');
    const result = await path.farportAgent('vm', 'start', 'fine');
    await path.lab.check('mv /dev/kvm.away /dev/kvm');
    assertRefused(result, 'kvm.unavailable', /load the kvm_intel or kvm_amd module/);
  });

  it('a kernel that is not there', async () => {
    const result = await path.farportAgent('vm', 'start', 'no-kernel');
    assertRefused(result, 'vm.file_unusable', /kernel \/tmp\/farport\/nowhere does not exist/);
  });

  it('a kernel of which the end is missing', async () => {
    await path.lab.check(`head -c 3000000 ${checkout}/.cache/guest/6.12/vmlinuz >/tmp/farport/half-kernel`);
    const result = await path.farportAgent('vm', 'start', 'half-kernel');
    assertRefused(result, 'kernel.truncated', /copy it again/);
  });

  it('an initrd that is not there', async () => {
    const result = await path.farportAgent('vm', 'start', 'no-initrd');
    assertRefused(result, 'vm.file_unusable', /initrd \/tmp\/farport\/nowhere does not exist/);
  });

  it('a disk image that is not there', async () => {
    const result = await path.farportAgent('vm', 'start', 'no-disk');
    assertRefused(result, 'vm.file_unusable', /disks\[0\] \/tmp\/farport\/nowhere does not exist/);
  });

  it('a disk image of which the end is missing', async () => {
    await path.lab.check('head -c 1000 /dev/zero >/tmp/farport/half-disk');
    const result = await path.farportAgent('vm', 'start', 'half-disk');
    assertRefused(result, 'disk.truncated', /not a positive multiple of 512/);
  });

  it('a port in use', async () => {
    await path.lab.writeFile(
      '/tmp/farport-2/agent.toml',
      `listen = "${path.address}"\ndata_dir = "data"\nrun_dir = "run"\n`,
    );
    const result = await path.lab.run([...agentProgram, 'serve', '--config', '/tmp/farport-2/agent.toml']);
    assertRefused(result, 'port.in_use', /set another "listen"/);
  });

  it('a device that another program holds', async () => {
    const env = { XDG_RUNTIME_DIR: '/tmp/farport-3', XDG_STATE_HOME: '/tmp/farport-3' };
    const result = await path.lab.run([...clientProgram, ...(await redirection('WORKS-1'))], {
      env,
      timeoutMs: patienceMs,
    });
    await path.lab.check([...clientProgram, 'engine', '--stop'], { env });
    assertRefused(result, 'device.busy', /is held by .*\(pid \d+\).*: close it there first/);
  });

  it('no permission on a device node', async () => {
    const env = { HOME: '/tmp/farport-4', XDG_RUNTIME_DIR: '/tmp/farport-4' };
    const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    // The checkout may be in a home directory.
    await path.lab.check(
      `d=${checkout}; while [ $d != / ]; do chmod o+x $d; d=$(dirname $d); done; mkdir -m 0700 /tmp/farport-4; chown 65534:65534 /tmp/farport-4`,
    );
    const result = await path.lab.run([...asNobody, ...clientProgram, ...(await redirection('OTHER-1'))], {
      env,
      timeoutMs: patienceMs,
    });
    assertRefused(result, 'usbfs.permission', /\/etc\/udev\/rules\.d\//);
    await path.lab.check([...asNobody, ...clientProgram, 'engine', '--stop'], { env });
    await assertNotCaptured();
  });

  async function redirection(device: string): Promise<string[]> {
    const where = ['--vm', vm, '--agent', path.address, '--fingerprint', path.fingerprint];
    return ['redirect', device, ...where, '--ticket', await path.ticket(vm)];
  }
});
