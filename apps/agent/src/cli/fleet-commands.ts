/**
 * The commands for users, tokens, clients, devices, the policy and the audit: which there are and what they take. Their
 * work is in fleet.ts, loaded when one runs.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AdminClient } from './admin-client.ts';
import { parseDuration } from './output.ts';

type Options = Readonly<Record<string, unknown>>;
export type Asking = (
  command: Command,
  act: (client: AdminClient, name: string, options: Options) => Promise<void>,
) => void;

/** Seconds, or "never". */
function life(text: string): number | 'never' {
  if (text === 'never') return text;
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds < 60 || seconds > 366 * 86_400) {
    throw new InvalidArgumentError(
      'Use a number with m, h or d, such as 10m, 12h, 30d; at most 366d; or "never".',
    );
  }
  return seconds;
}

/** Adds the commands. `asking` makes one that asks the running agent. */
export function addFleetCommands(program: Command, asking: Asking): void {
  const group = (name: string, description: string): Command =>
    program.command(name).description(description).exitOverride();
  const json = (command: Command): Command => command.option('--json', 'print JSON', false);

  const user = group('user', 'accounts of people');
  asking(json(user.command('list').description('show the users')), async (client, _, options) =>
    (await import('./fleet.ts')).listUsers(client, options),
  );
  asking(
    json(user.command('create').description('make a user and print a one-time password'))
      .argument('<name>', 'name to sign in with')
      .addOption(
        new Option('--role <role>', 'what they may do')
          .choices(['administrator', 'operator', 'auditor', 'help_desk', 'user'])
          .default('user'),
      )
      .option('--display-name <text>', 'name for display'),
    async (client, name, options) => (await import('./fleet.ts')).createUser(client, name, options),
  );
  asking(
    json(
      user
        .command('reset-password')
        .description('print another one-time password; sessions end, API tokens are revoked'),
    ).argument('<name>', 'name of the user'),
    async (client, name, options) => (await import('./fleet.ts')).resetPassword(client, name, options),
  );
  asking(
    user
      .command('unlock')
      .description('end the lock after wrong passwords')
      .argument('<name>', 'name of the user'),
    async (client, name) => (await import('./fleet.ts')).unlockUser(client, name),
  );
  for (const [word, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    asking(
      user
        .command(word)
        .description(enabled ? 'let a user in again' : 'let a user in no more; sessions end')
        .argument('<name>', 'name of the user'),
      async (client, name) => (await import('./fleet.ts')).enableUser(client, name, enabled),
    );
  }

  const token = group('token', 'API tokens, for programs');
  asking(json(token.command('list').description('show the tokens')), async (client, _, options) =>
    (await import('./fleet.ts')).listTokens(client, options),
  );
  asking(
    json(token.command('create').description('make a token and print it'))
      .argument('<name>', 'what it is for')
      .requiredOption('--user <name>', 'whose token it is: it may do no more than they may')
      .requiredOption('--scope <scope...>', 'what it is for: fleet:read, metrics:read, audit:read, …')
      .option('--ttl <time>', 'how long it lasts: 12h, 30d, never', life, 30 * 86_400),
    async (client, name, options) => (await import('./fleet.ts')).createToken(client, name, options),
  );
  asking(
    token.command('revoke').description('take a token back').argument('<id>', 'as "token list" shows it'),
    async (client, id) => (await import('./fleet.ts')).revokeToken(client, id),
  );

  const clients = group('client', 'thin clients');
  asking(json(clients.command('list').description('show the enrolled clients')), async (client, _, options) =>
    (await import('./fleet.ts')).listClients(client, options),
  );
  asking(
    json(
      clients.command('code').description('make a code that lets one client in, within 15 minutes'),
    ).option('--name <name>', 'only a client of this name'),
    async (client, _, options) => (await import('./fleet.ts')).enrolmentCode(client, options),
  );

  const device = group('device', 'USB devices that clients see');
  asking(
    json(device.command('list').description('show the devices and their states')),
    async (client, _, options) => (await import('./fleet.ts')).listDevices(client, options),
  );
  asking(
    json(device.command('force-release').description('take a device from whoever has it'))
      .argument('<device>', 'id, or VID:PID where there is one')
      .requiredOption('--reason <text>', 'why; it stands in the audit log'),
    async (client, name, options) => (await import('./fleet.ts')).forceRelease(client, name, options),
  );

  const policy = group('policy', 'the rules that decide which device may go where');
  asking(json(policy.command('show').description('show the policy in force')), async (client, _, options) =>
    (await import('./fleet.ts')).showPolicy(client, options),
  );
  asking(
    json(policy.command('test').description('say whether a device may go to a VM, and why'))
      .requiredOption('--device <device>', 'id, or VID:PID where there is one')
      .requiredOption('--vm <name>', 'the VM')
      .option('--user <name>', 'for this user; without it, for nobody')
      .addOption(
        new Option('--trigger <trigger>', 'existing: when its client comes; new: when plugged in')
          .choices(['manual', 'existing', 'new'])
          .default('manual'),
      ),
    async (client, _, options) => (await import('./fleet.ts')).testPolicy(client, options),
  );

  const audit = group('audit', 'the log of who did what');
  asking(
    json(audit.command('list').description('show the latest records')).option(
      '--limit <n>',
      'how many',
      '50',
    ),
    async (client, _, options) => (await import('./fleet.ts')).listAudit(client, options),
  );
  asking(
    audit.command('head').description('print the last record’s number and hash, to be kept elsewhere'),
    async (client) => (await import('./fleet.ts')).auditHead(client),
  );
  asking(
    json(
      audit
        .command('verify')
        .description('say whether the log is what was written; status 1 where it is not'),
    ).option('--anchor <head>', 'what "audit head" printed once: nothing before it may have changed'),
    async (client, _, options) => (await import('./fleet.ts')).verifyAudit(client, options),
  );
}
