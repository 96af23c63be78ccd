/**
 * Owns the command line of the client: devices, redirect, release, status, view, enroll, engine, completion. Exits 0 only when
 * what was asked for happened. A command's work is loaded when it runs: none waits for what another needs.
 */
import { Argument, Command, Option } from 'commander';
import { codeOf, messageOf } from '../errors.ts';
import { VERSION } from '../version.ts';
import type { EnrollOptions } from './enroll.ts';
import type { EngineOptions, RedirectOptions } from './requests.ts';
import type { ViewOptions } from './view.ts';

const program = new Command('farport')
  .description('Sit at a virtual machine on a server: its screen, and USB devices of this machine in it')
  .version(VERSION)
  // Options of the program stand before the command: a value that begins with "-V" is no question for the version.
  .enablePositionalOptions()
  .showHelpAfterError();

program
  .command('devices')
  .description('show the USB devices of this machine: port, VID:PID, names, speed, classes, who holds them')
  .option('--json', 'as JSON')
  .option('--watch', 'again whenever something changes, until interrupted')
  .action(async (options: { json?: boolean; watch?: boolean }) =>
    (await import('./devices.ts')).devices(options, fail),
  );

program
  .command('redirect')
  .description('give a device to a VM, and wait until its guest has it')
  .argument('<device>', 'VID:PID (0781:5583), VID:PID/SERIAL, a serial number, or a port (2-1.4)')
  .requiredOption('--vm <name>', 'name of the VM')
  .option('--agent <host:port>', 'the agent that runs it (default: "agent" of the configuration file)')
  .option('--fingerprint <sha256:...>', "the agent's certificate (default: of the configuration file)")
  .option('--ticket <ticket>', 'the ticket; other users of this machine can see it, prefer the next')
  .option('--ticket-file <file>', 'file that holds the ticket; else the environment variable FARPORT_TICKET')
  .option('--auto', 'whatever is plugged into this port, now and later')
  .option('--wait', 'wait for a device, an agent or a VM that is not there yet')
  .option('--json', 'the outcome as JSON')
  .addHelpText(
    'after',
    '\nHubs cannot be redirected. A keyboard or mouse can, when it is named: this machine is without it until\n' +
      'it is released. --auto never takes one.\n\nThe engine is started in the background if none runs; it redirects the device again when it is\n' +
      'unplugged and plugged in, until "farport release".',
  )
  .action(async (device: string, options: RedirectOptions) =>
    (await import('./requests.ts')).redirect(device, options),
  );

program
  .command('release')
  .description('give a device back to this machine')
  .argument('[device]', 'as for redirect')
  .option('--all', 'every device')
  .action(async (device: string | undefined, options: { all?: boolean }) =>
    (await import('./requests.ts')).release(device, options),
  );

program
  .command('status')
  .description('show what is redirected')
  .option('--json', 'as JSON')
  .action(async (options: { json?: boolean }) => (await import('./requests.ts')).status(options));

program
  .command('view')
  .description('show the screen of a VM in a window, until interrupted')
  .argument('<vm>', 'name of the VM')
  .option('--agent <host:port>', 'the agent that runs it (default: "agent" of the configuration file)')
  .option('--fingerprint <sha256:...>', "the agent's certificate (default: of the configuration file)")
  .option('--ticket <ticket>', 'the ticket; other users of this machine can see it, prefer the next')
  .option('--ticket-file <file>', 'file that holds the ticket; else the environment variable FARPORT_TICKET')
  .option('--no-window', 'print the address for a browser of your own, which must be on this machine')
  .action(async (vm: string, options: ViewOptions) => (await import('./view.ts')).view(vm, options));

program
  .command('enroll')
  .description('make this machine a client of a fleet: its administrators decide which device goes where')
  .requiredOption('--code <code>', 'the enrolment code that an administrator gave out')
  .option('--agent <host:port>', 'the agent (default: "agent" of the configuration file)')
  .option('--fingerprint <sha256:...>', "the agent's certificate (default: of the configuration file)")
  .option('--name <name>', "what the fleet calls this machine (default: the machine's own name)")
  .action(async (options: EnrollOptions) => (await import('./enroll.ts')).enroll(options));

program
  .command('engine')
  .description('start the engine (in the background)')
  .addOption(
    new Option('--backend <name>', 'what carries the transfers (default: native where it is built)').choices([
      'native',
      'libusb',
    ]),
  )
  .option('--foreground', 'stay in the foreground, log to standard output')
  .option('--stop', 'give every device back and end the running engine')
  .action(async (options: EngineOptions) => (await import('./requests.ts')).engine(options));

program
  .command('completion')
  .description('print what makes a shell complete these commands; put it where the shell looks')
  .addArgument(new Argument('<shell>', 'which one').choices(['bash', 'zsh']))
  .action(async (shell: 'bash' | 'zsh') => {
    const { completionScript } = await import('@farport/command-line/completion');
    process.stdout.write(`${completionScript(program, shell)}\n`);
  });

function fail(error: unknown): void {
  const code = codeOf(error);
  process.stderr.write(`farport: ${messageOf(error)}${code === undefined ? '' : ` [${code}]`}\n`);
  process.exit(1);
}

await program.parseAsync().catch(fail);
