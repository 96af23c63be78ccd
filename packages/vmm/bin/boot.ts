/**
 * Developer's command: boots a kernel in a VM with the serial console on this terminal.
 *
 *     node packages/vmm/bin/boot.ts --kernel FILE [--initrd FILE] [--cmdline TEXT] [--disk FILE]... [--memory MIB]
 *         [--vcpus N] [--power-button-after SECONDS] [--verbose]
 *
 * Ctrl-A x ends it, p presses the power button, r resets, z pauses and goes on. The exit status is 0 when the guest powered
 * off, 1 when it was stopped from here or failed.
 */
import { parseArgs } from 'node:util';
import { VirtualMachine } from '../src/machine/virtual-machine.ts';

const { values } = parseArgs({
  options: {
    kernel: { type: 'string' },
    initrd: { type: 'string' },
    cmdline: { type: 'string', default: 'console=ttyS0' },
    disk: { type: 'string', multiple: true, default: [] },
    memory: { type: 'string', default: '512' },
    vcpus: { type: 'string', default: '1' },
    'power-button-after': { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
if (values.kernel === undefined) {
  console.error('give a kernel: --kernel FILE (a bzImage)');
  process.exit(2);
}

const vm = create(values.kernel);

function create(kernel: string): VirtualMachine {
  try {
    return VirtualMachine.create(
      {
        name: 'boot',
        memoryMiB: Number(values.memory),
        vcpus: Number(values.vcpus),
        kernel,
        cmdline: values.cmdline,
        disks: values.disk.map((path) => ({ path, readOnly: false })),
        ...(values.initrd === undefined ? {} : { initrd: values.initrd }),
      },
      {
        log: (level, message, fields) => {
          if (values.verbose || level === 'error') console.error(`[${level}] ${message}`, fields ?? '');
        },
      },
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? `${String(error.code)}: ` : '';
    console.error(`${code}${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

vm.on('console', (bytes) => process.stdout.write(bytes));
vm.on('stopped', (reason) => {
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  console.error(`\nVM: ${reason.kind}${reason.kind === 'failed' ? `: ${reason.error.message}` : ''}`);
  if (values.verbose) console.error(vm.stats());
  process.exit(reason.kind === 'powered-off' ? 0 : 1);
});
process.on('SIGINT', () => void vm.stop());
process.on('SIGTERM', () => void vm.stop());

const ESCAPE = 0x01;
const commands: Readonly<Record<string, () => void>> = {
  x: () => void vm.stop(),
  p: () => {
    vm.powerButton();
  },
  r: () => {
    vm.reset();
  },
  z: () => {
    if (vm.state === 'paused') vm.resume();
    else void vm.pause();
  },
};
let escaped = false;
/** Ctrl-A twice types one. */
function typed(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (escaped) {
      escaped = false;
      const command = commands[String.fromCharCode(byte)];
      if (command !== undefined) command();
      if (byte !== ESCAPE) continue;
    } else if (byte === ESCAPE) {
      escaped = true;
      continue;
    }
    vm.consoleInput(bytes.subarray(at, at + 1));
  }
}
if (process.stdin.isTTY) process.stdin.setRawMode(true);
process.stdin.on('data', typed);

vm.start();
const after = values['power-button-after'];
if (after !== undefined) {
  setTimeout(
    () => {
      vm.powerButton();
    },
    Number(after) * 1000,
  );
}
