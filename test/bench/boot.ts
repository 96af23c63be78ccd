// From the start of the process that is a VM to the first line of its guest's init, and the memory it costs beyond
// the guest's own: Farport's VM process against QEMU's microvm and q35.
import type { Bench, BenchContext } from './benches.ts';
import { BenchError } from './errors.ts';
import { Figures } from './figures.ts';
import { prepareMeter, type Meter } from './meter.ts';
import type { BenchResult } from './report.ts';
import { checkout } from '../lab/machine.ts';
import type { Lab } from '../lab/lab.ts';
import { cmdline } from './qemu.ts';
import { labVersions, withLab } from './session.ts';

const memoryMiB = 512;
const folder = '/tmp/farport-boot';
const consoleFile = `${folder}/console.log`;

interface BootFigure {
  readonly initMs: number;
  readonly readyMs: number;
  readonly memory: { readonly pssKiB: number; readonly ramPssKiB: number };
}

function commands(meter: Meter): Readonly<Record<string, readonly string[]>> {
  const qemu = (machine: string) => [
    ...['qemu-system-x86_64', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', machine, '-accel', 'kvm', '-cpu', 'host', '-smp', '1', '-m', String(memoryMiB)],
    ...['-kernel', meter.kernel, '-initrd', meter.initrd, '-append', cmdline],
    ...['-serial', `file:${consoleFile}`],
  ];
  return {
    // As the agent starts it (apps/agent/src/vms/vm-runner.ts).
    farport: [
      `${checkout}/node_modules/.bin/node`,
      '--max-old-space-size=256',
      `${checkout}/apps/agent/dist/vm-process.js`,
      `${folder}/spec.json`,
    ],
    microvm: qemu('microvm'),
    q35: qemu('q35'),
  };
}

async function run(context: BenchContext): Promise<BenchResult> {
  const { say } = context;
  const meter = prepareMeter();
  return withLab(context, async (lab) => {
    await lab.writeFile(
      `${folder}/spec.json`,
      JSON.stringify({
        ...{ name: 'boot', memoryMiB, vcpus: 1, kernel: meter.kernel, initrd: meter.initrd },
        ...{ cmdline, disks: [] },
      }),
    );
    const figures = new Figures();
    const contestants = Object.entries(commands(meter)).filter(
      ([name]) => context.only === undefined || context.only.includes(name),
    );
    // A round that does not count first: it brings every program and image into the lab's page cache.
    for (let round = 0; round <= context.runs; round++)
      for (const [name, argv] of contestants) {
        // What the agent cleans up before it starts a VM, and the end of a killed one leaves.
        await lab.check(`rm -f ${folder}/*.sock`);
        const figure = await boot(lab, name, argv);
        const beyondMiB = (figure.memory.pssKiB - figure.memory.ramPssKiB) / 1024;
        const text = `${name}: init after ${Math.round(figure.initMs)} ms, ready after ${Math.round(figure.readyMs)} ms, ${beyondMiB.toFixed(1)} MiB beyond ${(figure.memory.ramPssKiB / 1024).toFixed(1)} MiB of guest RAM in use`;
        say(round === 0 ? `warm-up: ${text}` : `run ${round}: ${text}`);
        if (round === 0) continue;
        figures.add({ name: 'init', unit: 'ms', better: 'less' }, name, figure.initMs);
        figures.add({ name: 'memory', unit: 'MiB', better: 'less' }, name, beyondMiB);
      }
    return { rows: figures.rows, versions: await labVersions(lab) };
  });
}

async function boot(lab: Lab, name: string, argv: readonly string[]): Promise<BootFigure> {
  const order = { argv, consoleFile, ramBytes: memoryMiB << 20, settleMs: 3000, timeoutMs: 300_000 };
  const { exitCode, stdout, stderr } = await lab.run(
    ['node_modules/.bin/node', `${checkout}/test/bench/inside/boot.mjs`, JSON.stringify(order)],
    { timeoutMs: 700_000 },
  );
  if (exitCode === 0) return JSON.parse(stdout) as BootFigure;
  throw new BenchError('bench.stalled', `${name} did not boot the guest: ${stderr.trim()}`);
}

export const bench: Bench = {
  contestants: ['farport', 'microvm', 'q35'],
  about: "start of the VM process to the guest's init, and memory, against QEMU's microvm and q35",
  run,
};
