// npm run lab: a shell in the lab, or one command of it.
import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { DeviceSpec } from './devices.ts';
import { Lab, LabError } from './lab.ts';
import type { LabKernel } from './machine.ts';

interface Options {
  readonly kernel: LabKernel;
  readonly cpus: number;
  readonly memory: number;
  readonly stick: readonly string[];
  readonly usb2Stick: readonly string[];
  readonly kbd?: true;
  readonly tablet?: true;
  readonly serial?: true;
  readonly audio?: true;
  readonly rtt: number;
  readonly verbose?: true;
}

const several = (value: string, before: readonly string[]) => [...before, value];

function number(text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError('a number is needed');
  return value;
}

const program = new Command('npm run lab --')
  .description(
    'Runs a command in the lab: a virtual machine with a USB host and a KVM, on the files of this machine\n' +
      '(read-only: what the command writes is gone afterwards). Without a command: a shell; "exit" powers off.',
  )
  .argument('[command...]', 'the command and its arguments; after a "--" where it has options of its own')
  .addOption(new Option('--kernel <version>', "the lab's kernel").choices(['6.12', '6.1']).default('6.12'))
  .option('--cpus <n>', 'processors', number, 2)
  .option('--memory <MiB>', 'memory', number, 6144)
  .option('--stick <file>', 'plug a SuperSpeed stick with this disk image (can be repeated)', several, [])
  .option(
    '--usb2-stick <file>',
    'plug a high-speed stick with this disk image (can be repeated)',
    several,
    [],
  )
  .option('--kbd', 'plug a USB keyboard')
  .option('--tablet', 'plug a USB tablet')
  .option('--serial', 'plug a USB serial adapter (FTDI)')
  .option('--audio', 'plug a USB sound device')
  .option('--rtt <ms>', 'added network round trip on lo', number, 0)
  .option('--verbose', "show the lab's own console on stderr")
  .passThroughOptions()
  .action(main);

function devices(options: Options): DeviceSpec[] {
  const sticks = (images: readonly string[], port: 'xhci' | 'xhci-usb2') =>
    images.map((image, index): DeviceSpec => {
      if (!existsSync(image)) throw new LabError('lab.device', `the image ${image} does not exist`);
      return { id: `${port}-stick${index}`, kind: 'storage', port, image, serial: `LAB${index}` };
    });
  return [
    ...sticks(options.stick, 'xhci'),
    ...sticks(options.usb2Stick, 'xhci-usb2'),
    ...(['kbd', 'tablet', 'serial', 'audio'] as const)
      .filter((kind) => options[kind])
      .map((kind): DeviceSpec => ({ id: kind, kind: kind === 'kbd' ? 'keyboard' : kind })),
  ];
}

async function main(command: readonly string[], options: Options): Promise<void> {
  const start = Date.now();
  await using lab = await Lab.start({
    kernel: options.kernel,
    cpus: options.cpus,
    memoryMiB: options.memory,
    devices: devices(options),
    ...(options.verbose ? { onConsole: (line: string) => process.stderr.write(`lab: ${line}\n`) } : {}),
  });
  if (options.rtt > 0) await lab.setRoundTrip(options.rtt);
  if (options.verbose) process.stderr.write(`lab: up after ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
  process.exitCode =
    command.length === 0 && process.stdin.isTTY ? await shell(lab) : await runOne(lab, command);
}

/** One word is a line for the shell, several are a command and its arguments. */
async function runOne(lab: Lab, command: readonly string[]): Promise<number> {
  const child = lab.spawn(command.length === 0 ? ['/bin/sh'] : command.length === 1 ? command[0]! : command);
  child.stdin.on('error', () => undefined);
  if (!process.stdin.isTTY) process.stdin.pipe(child.stdin);
  else child.stdin.end();
  child.stdout.pipe(process.stdout);
  child.stderr.pipe(process.stderr);
  const { exitCode } = await child.ended;
  process.stdin.unpipe();
  process.stdin.destroy();
  return exitCode;
}

async function shell(lab: Lab): Promise<number> {
  const { socket, process: child } = await lab.terminal(
    [
      '/bin/sh',
      '-c',
      'stty sane rows "$ROWS" cols "$COLS"; command -v bash >/dev/null && exec bash -i; exec sh -i',
    ],
    {
      TERM: process.env['TERM'] ?? 'vt100',
      ROWS: String(process.stdout.rows),
      COLS: String(process.stdout.columns),
      PS1: 'lab:\\w\\$ ',
    },
  );
  process.stderr.write('This is the lab: "exit" powers it off.\n');
  process.stdin.setRawMode(true);
  process.stdin.pipe(socket);
  socket.pipe(process.stdout);
  try {
    return (await child.ended).exitCode;
  } finally {
    process.stdin.setRawMode(false);
    process.stdin.unpipe();
    process.stdin.destroy();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
