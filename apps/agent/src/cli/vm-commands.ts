/** The commands that make, change and delete VMs: which there are and what they take. Their work is in vms.ts. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { json, type Asking } from './asking.ts';

const units: Readonly<Record<string, number>> = { '': 1, M: 1, G: 1024, T: 1024 * 1024 };

/** MiB of "512", "512M", "20G" or "1T". */
export function parseMebibytes(text: string): number | undefined {
  const match = /^(\d{1,9})([MGT]?)(?:iB)?$/.exec(text);
  const unit = units[match?.[2] ?? '?'];
  return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit;
}

function mebibytes(text: string): number {
  const value = parseMebibytes(text);
  if (value === undefined) throw new InvalidArgumentError('Use MiB, or a number with M, G or T: 512M, 20G.');
  return value;
}

function count(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Use a whole number.');
  return Number(text);
}

/** "1280x800", "1280x800x2" with heads, "on", or "none". */
function display(
  text: string,
): { width: number; height: number; heads: number } | Record<string, never> | null {
  if (text === 'none') return null;
  if (text === 'on') return {};
  const match = /^(\d{1,5})x(\d{1,5})(?:x([1-4]))?$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Use WIDTHxHEIGHT, WIDTHxHEIGHTxHEADS, "on" or "none".');
  return { width: Number(match[1]), height: Number(match[2]), heads: Number(match[3] ?? 1) };
}

/** What both `create` and `set` take. */
function withSpec(command: Command): Command {
  return command
    .option('--description <text>', 'what it is for')
    .option('--kernel <image>', 'a Linux kernel: name or path, as "vm images" shows it')
    .option('--initrd <image>', 'its initial file system; "none" for none')
    .option('--cmdline <text>', 'the kernel’s command line')
    .option('--memory <size>', 'MiB, or with a unit: 2G', mebibytes)
    .option('--vcpus <n>', 'processors', count)
    .option('--disk-size <size>', 'of its own disk; with an image at least as large: 20G', mebibytes)
    .addOption(
      new Option('--display <size>', '1280x800, 1280x800x2 with two heads, "on", or "none"').argParser(
        display,
      ),
    )
    .option('--autostart', 'start it when the agent starts')
    .option('--no-autostart', 'do not')
    .option('--json', 'print JSON', false);
}

/** Adds the commands to `vm`. */
export function addVmCommands(vm: Command, asking: Asking): void {
  asking(
    vm
      .command('images')
      .description('show the files that VMs may be made from')
      .option('--json', 'print JSON', false),
    async (client, _, options) => (await import('./vms.ts')).listImages(client, options),
  );
  asking(
    withSpec(
      vm
        .command('create')
        .description('make a VM from images on this server; waits until its disk is copied')
        .argument('<name>', 'name of the VM'),
    )
      .option('--image <image>', 'a raw disk image that its disk is copied from')
      .option('--no-wait', 'do not wait for the copy'),
    async (client, name, options) => (await import('./vms.ts')).createVm(client, name, options),
  );
  asking(
    withSpec(
      vm
        .command('set')
        .description('change how a VM is built, from its next start on; a disk only grows')
        .argument('<name>', 'name of the VM'),
    ),
    async (client, name, options) => (await import('./vms.ts')).setVm(client, name, options),
  );
  asking(
    vm
      .command('delete')
      .description('delete a VM that is off, with its disk')
      .argument('<name>', 'name of the VM')
      .requiredOption('--yes', 'its disk cannot be brought back: say that it shall be so'),
    async (client, name) => (await import('./vms.ts')).deleteVm(client, name),
  );
  const named = (command: Command): Command => command.argument('<name>', 'name of the VM');
  asking(
    named(json(vm.command('show').description('show a VM and how it is built'))),
    async (client, name, options) => (await import('./machines.ts')).showVm(client, name, options),
  );
  asking(
    named(vm.command('console-log').description('print what the guest last wrote to its console')),
    async (client, name) => (await import('./machines.ts')).consoleLog(client, name),
  );
  asking(
    named(json(vm.command('grants').description('show who may use a VM'))),
    async (client, name, options) => (await import('./groups.ts')).listGrants(client, name, options),
  );
  for (const [word, method, description] of [
    ['grant', 'PUT', 'let a user or a group use a VM'],
    ['revoke', 'DELETE', 'take that back'],
  ] as const) {
    asking(
      named(json(vm.command(word).description(description)))
        .option('--user <name>', 'this user')
        .option('--group <name>', 'everybody in this group'),
      async (client, name, options) =>
        (await import('./groups.ts')).changeGrant(client, method, name, options),
    );
  }
}
