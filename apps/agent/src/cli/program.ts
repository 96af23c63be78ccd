/**
 * The command line: which commands there are, what they print, how they end. The work is done elsewhere, in modules
 * that a command loads when it runs: no command waits for what another needs.
 */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { AgentConfig } from '../config/config.ts';
import { AgentUnreachableError, ConfigError, FarportError, errorCode, errorMessage } from '../errors.ts';
import { agentVersion } from '../version.ts';
import { json, type Act } from './asking.ts';
import { addDatabaseCommands } from './database-commands.ts';
import { addFleetCommands } from './fleet-commands.ts';
import { addRuleCommands } from './rule-commands.ts';
import { addSystemCommands } from './system-commands.ts';
import { addVmCommands } from './vm-commands.ts';
import { parseDuration, ticketTable, vmTable } from './output.ts';

const exitCodes = { failed: 1, usage: 2, config: 3, unreachable: 4, interrupted: 130 } as const;

const exitHelp = `
Exit status:
  0  done
  1  it failed; the message says why
  2  wrong usage
  3  the configuration is wrong
  4  no agent answers
  130  interrupted`;

const defaultConfig = '/etc/farport/farport-agent.toml';

function ttl(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds < 1 || seconds > 366 * 86_400) {
    throw new InvalidArgumentError('Use a number with s, m, h or d, such as 90s, 10m, 1h, 7d; at most 366d.');
  }
  return seconds;
}

function uses(text: string): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 1_000_000) throw new InvalidArgumentError('Use a whole number from 1 to 1000000.');
  return count;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

interface ConfigOption {
  config: string;
}

async function configOf(options: ConfigOption): Promise<AgentConfig> {
  const { loadConfig } = await import('../config/config.ts');
  return loadConfig(options.config);
}

/** Puts the program together. `vmProgram` is what a VM process runs, where it is not ours. */
function createProgram(vmProgram: string | undefined): { program: Command; exitStatus: () => number } {
  let status = 0;
  /** What Ctrl-C leaves behind, said when it is pressed. */
  let whenInterrupted = 'interrupted';
  const interrupted = (): void => {
    if (whenInterrupted !== '') process.stderr.write(`${whenInterrupted}\n`);
    process.exit(exitCodes.interrupted);
  };

  const program = new Command('farport-agent')
    .description('Runs the virtual machines of this server and lets clients redirect USB devices to them.')
    .version(agentVersion, '--version', 'print the version')
    // Behind a command it is the command's: "policy show --version 3".
    .enablePositionalOptions()
    .addHelpText('after', exitHelp)
    .exitOverride();
  const withConfig = (command: Command): Command =>
    command
      .addOption(
        new Option('--config <file>', 'configuration file')
          .env('FARPORT_AGENT_CONFIG')
          .default(defaultConfig),
      )
      .exitOverride();
  /** A command that asks the running agent. */
  const asking = (command: Command, act: Act, duringInterrupt = 'interrupted'): void => {
    withConfig(command).action(async (...all: unknown[]) => {
      // Commander passes the arguments, then the options, then the command; a list is one argument.
      const args = all
        .slice(0, -2)
        .flat()
        .filter((each) => typeof each === 'string');
      const given = all.at(-2) as Readonly<Record<string, unknown>> & ConfigOption;
      whenInterrupted = duringInterrupt;
      process.once('SIGINT', interrupted);
      const { AdminClient } = await import('./admin-client.ts');
      await act(new AdminClient(await configOf(given)), args[0] ?? '', given, args);
    });
  };

  withConfig(program.command('serve'))
    .description('run the service in the foreground; its log goes to standard output as JSON lines')
    .option('--stop-vms', 'stop the VMs too when the service is stopped (otherwise they go on)', false)
    .action(async (options: ConfigOption & { stopVms: boolean }) => {
      const { serve } = await import('./serve.ts');
      status = await serve(await configOf(options), options.stopVms, vmProgram);
    });

  const config = program.command('config').description('the configuration file').exitOverride();
  withConfig(config.command('check').description('say whether the file is right')).action(
    async (options: ConfigOption) => {
      (await import('./config-commands.ts')).checkConfig(await configOf(options));
    },
  );
  withConfig(config.command('show').description('print it with every default filled in'))
    .option('--json', 'print JSON', false)
    .action(async (options: ConfigOption & { json: boolean }) => {
      (await import('./config-commands.ts')).printConfig(await configOf(options), options.json);
    });

  const oidc = program.command('oidc').description('signing in by OpenID Connect').exitOverride();
  withConfig(oidc.command('check').description('ask the provider, and say what it must know')).action(
    async (options: ConfigOption) => {
      await (await import('./oidc.ts')).checkOidc(await configOf(options));
    },
  );

  withConfig(program.command('fingerprint'))
    .description('print the fingerprint of the TLS certificate, for clients to pin')
    .action(async (options: ConfigOption) => {
      const { readIdentity } = await import('../tls/certificate.ts');
      print(readIdentity((await configOf(options)).dataDir).fingerprint);
    });

  const vm = program.command('vm').description('make, start, stop and look at VMs').exitOverride();
  asking(
    vm.command('list').description('show the VMs and their states').option('--json', 'print JSON', false),
    async (client, _, options) => {
      const vms = await client.list();
      print(options['json'] === true ? JSON.stringify({ vms }) : vmTable(vms));
    },
  );
  asking(
    json(vm.command('start').description('start a VM')).argument('<name>', 'name of the VM'),
    async (client, name, options) => {
      await client.start(name);
      print(options['json'] === true ? JSON.stringify({ name, state: 'running' }) : `${name} runs`);
    },
    'interrupted: the agent goes on starting the VM; "farport-agent vm list" shows it',
  );
  asking(
    json(
      vm
        .command('stop')
        .description('press the power button, wait up to 30 s for the guest, then stop it by force'),
    )
      .argument('<name>', 'name of the VM')
      .option('--force', 'do not ask the guest first: it loses what it has not written', false),
    async (client, name, options) => {
      const outcome = await client.stop(name, options['force'] === true);
      const how = { 'powered-off': 'powered off', forced: 'was stopped by force', killed: 'was killed' }[
        outcome
      ];
      print(options['json'] === true ? JSON.stringify({ name, outcome }) : `${name} ${how}`);
    },
    'interrupted: the agent goes on stopping the VM; "farport-agent vm list" shows it',
  );
  asking(
    json(vm.command('power-button').description('press the power button')).argument(
      '<name>',
      'name of the VM',
    ),
    async (client, name, options) => {
      await client.powerButton(name);
      print(options['json'] === true ? JSON.stringify({ name }) : `pressed the power button of ${name}`);
    },
  );
  asking(
    vm
      .command('console')
      .description('connect this terminal to the serial console; Ctrl-] leaves')
      .argument('<name>', 'name of the VM'),
    async (client, name) => (await import('./console.ts')).runConsole(client, name),
  );

  addVmCommands(vm, asking);

  const ticket = program.command('ticket').description('let clients in').exitOverride();
  asking(
    ticket
      .command('create')
      .description('make a ticket for a VM and print it; whoever has it may redirect devices to that VM')
      .requiredOption('--vm <name>', 'the VM')
      .addOption(
        new Option('--ttl <time>', 'how long it lasts: 90s, 10m, 1h, 7d').argParser(ttl).default(3600, '1h'),
      )
      .option('--uses <n>', 'how many connections it is good for (default: any number)', uses)
      .option('--json', 'print JSON', false),
    async (client, _, options) => {
      const count = typeof options['uses'] === 'number' ? options['uses'] : null;
      const made = await client.createTicket(String(options['vm']), Number(options['ttl']), count);
      print(options['json'] === true ? JSON.stringify(made) : made.ticket);
    },
  );
  asking(
    ticket
      .command('list')
      .description(
        'show the tickets that still let somebody in; what they are is known to their holders alone',
      )
      .option('--json', 'print JSON', false),
    async (client, _, options) => {
      const tickets = await client.tickets();
      print(options['json'] === true ? JSON.stringify({ tickets }) : ticketTable(tickets));
    },
  );
  asking(
    json(
      ticket.command('revoke').description('let nobody in with a ticket any more; who is in stays'),
    ).argument('<id>', 'as "ticket list" shows it'),
    async (client, id, options) => {
      await client.revokeTicket(id);
      print(options['json'] === true ? JSON.stringify({ revoked: id }) : `revoked ${id}`);
    },
  );
  addFleetCommands(program, asking);
  addRuleCommands(program, asking);
  addSystemCommands(program, asking);
  addDatabaseCommands(program, withConfig, configOf);

  withConfig(program.command('doctor'))
    .description('look for what keeps the agent from its work; status 1 where there is something')
    .option('--json', 'print JSON', false)
    .action(async (options: ConfigOption & { json: boolean }) => {
      const { doctor } = await import('./doctor/doctor.ts');
      status = await doctor(await configOf(options), options.json);
    });

  program
    .command('completion')
    .description('print what makes a shell complete these commands; put it where the shell looks')
    .addArgument(new Argument('<shell>', 'which one').choices(['bash', 'zsh']))
    .exitOverride()
    .action(async (shell: 'bash' | 'zsh') => {
      const { completionScript } = await import('@farport/command-line/completion');
      print(completionScript(program, shell));
    });
  return { program, exitStatus: () => status };
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return exitCodes.config;
  if (error instanceof AgentUnreachableError) return exitCodes.unreachable;
  if (errorCode(error) === 'cli.usage') return exitCodes.usage;
  return exitCodes.failed;
}

/** Runs the command line `args` and resolves with the exit status. Errors are told on stderr. */
export async function runCli(args: readonly string[], vmProgram?: string): Promise<number> {
  const { program, exitStatus } = createProgram(vmProgram);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitStatus();
  } catch (error) {
    // Commander has told its own: help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    const code = error instanceof FarportError ? ` [${errorCode(error) ?? ''}]` : '';
    process.stderr.write(`farport-agent: ${errorMessage(error)}${code}\n`);
    return exitCodeOf(error);
  }
}

/** Ends the process with `status` once all that was printed has gone: a pipe takes it as its reader reads. */
export async function finish(status: number): Promise<never> {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) =>
        new Promise<void>((resolve) => {
          // Whoever reads no further has all that was wanted.
          stream.once('error', () => {
            resolve();
          });
          stream.write('', () => {
            resolve();
          });
        }),
    ),
  );
  process.exit(status);
}
