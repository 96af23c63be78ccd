import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SLEEP_PORT } from './memory-map.ts';
import { FakeBlkPlane } from './testing/fake-device.ts';
import { FakeMachine } from './testing/fake-machine.ts';
import { VirtualMachine, type StopReason, type VmState } from './virtual-machine.ts';

const CONFIG = { name: 'model', memoryMiB: 64, vcpus: 2, kernel: 'K', cmdline: 'console=ttyS0', disks: [] };
const TRIPLE_FAULT = 1;
const KVM_ERROR = 2;
const CONSOLE = 3;
const PAUSED = 4;

function setUp() {
  const machine = new FakeMachine(1024 * 1024);
  const disk = new FakeBlkPlane();
  const vm = new VirtualMachine(CONFIG, { machine, disks: [disk] });
  const states: VmState[] = [];
  const reasons: StopReason[] = [];
  vm.on('state', (state) => states.push(state));
  vm.on('stopped', (reason) => reasons.push(reason));
  const stopped = new Promise<void>((resolve) =>
    vm.once('stopped', () => {
      resolve();
    }),
  );
  return { vm, machine, disk, states, reasons, stopped };
}

/** Until `count` resets are done. */
async function rebooted(vm: VirtualMachine, count: number): Promise<void> {
  while (vm.stats().reboots < count) await new Promise((resolve) => setImmediate(resolve));
}

describe('VirtualMachine', () => {
  it('loads its kernel when it is made, and runs when it is started', () => {
    const { vm, machine } = setUp();
    assert.equal(vm.state, 'created');
    vm.start();
    assert.equal(vm.state, 'running');
    assert.deepEqual(machine.lifecycle, ['load K', 'start']);
  });

  it('cannot be started twice', () => {
    const { vm } = setUp();
    vm.start();
    assert.throws(
      () => {
        vm.start();
      },
      { code: 'machine.state' },
    );
  });

  it('is paused when every vCPU stands, and not before', async () => {
    const { vm, machine, states } = setUp();
    vm.start();
    machine.holdPause = true;
    const paused = vm.pause();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(vm.state, 'running');
    machine.event(PAUSED);
    await paused;
    machine.holdPause = false;
    vm.resume();
    await vm.pause();
    assert.deepEqual(states, ['running', 'paused', 'running', 'paused']);
  });

  it('reboots with devices reset and the kernel loaded again, while the vCPUs stand', async () => {
    const { vm, machine } = setUp();
    vm.start();
    machine.write('pio', SLEEP_PORT, 1, 1);
    await rebooted(vm, 1);
    assert.deepEqual(machine.lifecycle.slice(2), ['pause', 'reset vCPUs', 'load K', 'resume']);
    assert.equal(vm.state, 'running');
    await vm.stop();
  });

  it('reboots on a triple fault', async () => {
    const { vm, machine } = setUp();
    vm.start();
    machine.event(TRIPLE_FAULT);
    await rebooted(vm, 1);
    await vm.stop();
  });

  it('stays paused over a reset from outside', async () => {
    const { vm, machine } = setUp();
    vm.start();
    await vm.pause();
    vm.reset();
    await rebooted(vm, 1);
    assert.equal(vm.state, 'paused');
    assert.equal(machine.lifecycle.at(-1), 'load K');
    await vm.stop();
  });

  it('takes many resets at once as one', async () => {
    const { vm, machine } = setUp();
    vm.start();
    for (let n = 0; n < 100; n += 1) machine.write('pio', SLEEP_PORT, 1, 1);
    await rebooted(vm, 1);
    assert.equal(machine.lifecycle.filter((each) => each === 'reset vCPUs').length, 1);
    await vm.stop();
  });

  it('fails by name when the kernel is gone at a reboot', async () => {
    const { vm, machine, reasons, stopped } = setUp();
    vm.start();
    machine.kernelError = Object.assign(new Error('no such file'), { code: 'kernel.open' });
    vm.reset();
    await stopped;
    assert.deepEqual(reasons, [{ kind: 'failed', error: machine.kernelError }]);
  });

  it('ends once, with its disks closed, when the guest powers off', async () => {
    const { vm, machine, disk, reasons, stopped } = setUp();
    vm.start();
    machine.write('pio', SLEEP_PORT, 1, 0x34);
    machine.write('pio', SLEEP_PORT, 1, 0x34);
    await stopped;
    await vm.stop();
    assert.deepEqual(reasons, [{ kind: 'powered-off' }]);
    assert.deepEqual(disk.seen, ['close']);
    assert.equal(machine.lifecycle.at(-1), 'stop');
  });

  it('can be stopped while it waits for its vCPUs to stand', async () => {
    const { vm, machine, reasons } = setUp();
    vm.start();
    machine.holdPause = true;
    vm.reset();
    const paused = vm.pause();
    const refused = assert.rejects(paused, { code: 'machine.state' });
    await vm.stop();
    await refused;
    assert.deepEqual(reasons, [{ kind: 'stopped' }]);
    assert.equal(machine.lifecycle.includes('reset vCPUs'), false);
  });

  it('fails by name when KVM cannot go on', async () => {
    const { vm, machine, reasons, stopped } = setUp();
    vm.start();
    machine.event(KVM_ERROR);
    await stopped;
    const [reason] = reasons;
    assert.ok(reason?.kind === 'failed');
    assert.match(reason.error.message, /KVM_EXIT_INTERNAL_ERROR/);
    assert.equal('code' in reason.error && reason.error.code, 'machine.kvm');
  });

  it('passes the console on in pieces, what came last too', async () => {
    const { vm, machine } = setUp();
    const seen: string[] = [];
    vm.on('console', (bytes) => {
      seen.push(Buffer.from(bytes).toString());
    });
    vm.start();
    for (const byte of 'hello ') {
      machine.consoleOutput += byte;
      machine.event(CONSOLE);
    }
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    machine.consoleOutput = 'bye';
    await vm.stop();
    assert.deepEqual(seen, ['hello ', 'bye']);
  });

  it('types as fast as the serial port takes it, in order, up to 64 KiB', async () => {
    const { vm, machine } = setUp();
    vm.start();
    vm.consoleInput(Buffer.from('0123456789abcdef'));
    vm.consoleInput(Buffer.from('ghij'));
    while (machine.typed.length < 20) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.equal(machine.typed, '0123456789abcdefghij');
    machine.serialRoom = 0;
    vm.consoleInput(Buffer.alloc(100_000, 'x'));
    machine.serialRoom = 1_000_000;
    while (machine.typed.length === 20) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.equal(machine.typed.length, 20 + 65_536);
    await vm.stop();
  });
});
