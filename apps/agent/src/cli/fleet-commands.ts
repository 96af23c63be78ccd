/**
 * The commands for users, groups, tokens, sessions, clients and devices: which there are and what they take. Their work is in
 * modules that are loaded when one runs.
 */
import { Option, type Command } from 'commander';
import { groupOfCommands, json, life, type Asking } from './asking.ts';

const roles = ['administrator', 'operator', 'auditor', 'help_desk', 'user'] as const;

/** Adds the commands. `asking` makes one that asks the running agent. */
export function addFleetCommands(program: Command, asking: Asking): void {
  const group = (name: string, description: string): Command => groupOfCommands(program, name, description);

  addUserCommands(group('user', 'accounts of people'), asking);
  addGroupCommands(group('group', 'groups of people'), asking);

  const session = group('session', 'who is signed in');
  asking(
    json(session.command('list').description('show who is signed in, and where')),
    async (client, _, options) => (await import('./devices.ts')).listSessions(client, options),
  );
  asking(
    json(session.command('end').description('sign somebody out')).argument(
      '<id>',
      'as "session list" shows it',
    ),
    async (client, id, options) => (await import('./devices.ts')).endSession(client, id, options),
  );

  const channel = group('channel', 'connections to VMs that are open: screens and devices');
  asking(
    json(channel.command('list').description('show them, what they have carried, and how far away they are')),
    async (client, _, options) => (await import('./devices.ts')).listChannels(client, options),
  );
  asking(
    json(channel.command('end').description('disconnect a viewer, or a device of no client of the fleet'))
      .argument('<id>', 'as "channel list" shows it')
      .requiredOption('--reason <text>', 'why; it stands in the audit log'),
    async (client, id, options) => (await import('./devices.ts')).endChannel(client, id, options),
  );

  const token = group('token', 'API tokens, for programs');
  asking(json(token.command('list').description('show the tokens')), async (client, _, options) =>
    (await import('./fleet.ts')).listTokens(client, options),
  );
  asking(
    json(token.command('create').description('make a token and print it'))
      .argument('<name>', 'what it is for')
      .requiredOption('--user <name>', 'whose token it is: it may do no more than they may')
      .requiredOption('--scope <scope...>', 'what it is for: fleet:read, metrics:read, audit:read, …')
      .addOption(
        new Option('--ttl <time>', 'how long it lasts: 12h, 30d, never')
          .argParser(life)
          .default(30 * 86_400, '30d'),
      ),
    async (client, name, options) => (await import('./fleet.ts')).createToken(client, name, options),
  );
  asking(
    json(token.command('revoke').description('take a token back')).argument(
      '<id>',
      'as "token list" shows it',
    ),
    async (client, id, options) => (await import('./fleet.ts')).revokeToken(client, id, options),
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

  addClientCommands(clients, asking);

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
  addDeviceCommands(device, asking);
}

function addUserCommands(user: Command, asking: Asking): void {
  const named = (command: Command): Command => json(command).argument('<name>', 'name of the user');
  asking(json(user.command('list').description('show the users')), async (client, _, options) =>
    (await import('./fleet.ts')).listUsers(client, options),
  );
  asking(
    json(user.command('create').description('make a user and print a one-time password'))
      .argument('<name>', 'name to sign in with')
      .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('user'))
      .option('--display-name <text>', 'name for display'),
    async (client, name, options) => (await import('./fleet.ts')).createUser(client, name, options),
  );
  asking(
    named(
      user
        .command('reset-password')
        .description('print another one-time password; sessions end, API tokens are revoked'),
    ),
    async (client, name, options) => (await import('./fleet.ts')).resetPassword(client, name, options),
  );
  asking(
    named(user.command('unlock').description('end the lock after wrong passwords')),
    async (client, name, options) => (await import('./fleet.ts')).unlockUser(client, name, options),
  );
  for (const [word, enabled, description] of [
    ['enable', true, 'let a user in again'],
    ['disable', false, 'let a user in no more; sessions end'],
  ] as const) {
    asking(named(user.command(word).description(description)), async (client, name, options) =>
      (await import('./fleet.ts')).enableUser(client, name, options, enabled),
    );
  }
  asking(named(user.command('show').description('show a user')), async (client, name, options) =>
    (await import('./fleet.ts')).showUser(client, name, options),
  );
  asking(
    named(user.command('set').description('change a user'))
      .option('--name <name>', 'another name to sign in with')
      .option('--display-name <text>', 'name for display')
      .addOption(new Option('--role <role>', 'what they may do').choices(roles)),
    async (client, name, options) => (await import('./fleet.ts')).setUser(client, name, options),
  );
  asking(named(user.command('delete').description('delete a user')), async (client, name, options) =>
    (await import('./fleet.ts')).deleteUser(client, name, options),
  );
}

function addGroupCommands(group: Command, asking: Asking): void {
  const named = (command: Command): Command => json(command).argument('<group>', 'name of the group');
  asking(json(group.command('list').description('show the groups')), async (client, _, options) =>
    (await import('./groups.ts')).listGroups(client, options),
  );
  asking(named(group.command('show').description('show a group')), async (client, name, options) =>
    (await import('./groups.ts')).showGroup(client, name, options),
  );
  asking(
    named(group.command('create').description('make a group')).option(
      '--description <text>',
      'what it is for',
    ),
    async (client, name, options) => (await import('./groups.ts')).createGroup(client, name, options),
  );
  asking(
    named(group.command('set').description('change a group'))
      .option('--name <name>', 'another name')
      .option('--description <text>', 'what it is for'),
    async (client, name, options) => (await import('./groups.ts')).setGroup(client, name, options),
  );
  asking(named(group.command('delete').description('delete a group')), async (client, name, options) =>
    (await import('./groups.ts')).deleteGroup(client, name, options),
  );
  asking(named(group.command('members').description('show who is in it')), async (client, name, options) =>
    (await import('./groups.ts')).listMembers(client, name, options),
  );
  for (const [word, method, description] of [
    ['add', 'PUT', 'put users into a group'],
    ['remove', 'DELETE', 'take users out of a group'],
  ] as const) {
    asking(
      named(group.command(word).description(description)).argument('<user...>', 'names of users'),
      async (client, _, options, args) =>
        (await import('./groups.ts')).changeMembers(client, method, args, options),
    );
  }
}

function addClientCommands(clients: Command, asking: Asking): void {
  const named = (command: Command): Command => json(command).argument('<client>', 'name of the client');
  asking(named(clients.command('show').description('show a client')), async (client, name, options) =>
    (await import('./machines.ts')).showClient(client, name, options),
  );
  asking(
    named(clients.command('set').description('change a client'))
      .option('--name <name>', 'another name')
      .option('--description <text>', 'where it stands')
      .option('--enabled', 'let it in again')
      .option('--no-enabled', 'let it in no more'),
    async (client, name, options) => (await import('./machines.ts')).setClient(client, name, options),
  );
  asking(
    named(
      clients
        .command('delete')
        .description('remove a client with its devices; its key is good for nothing from then on'),
    ),
    async (client, name, options) => (await import('./machines.ts')).deleteClient(client, name, options),
  );
  asking(
    named(clients.command('ports').description('show the ports that have a name')),
    async (client, name, options) => (await import('./machines.ts')).listPorts(client, name, options),
  );
  asking(
    named(clients.command('name-port').description('name a port; without a name, it has none any more'))
      .argument('<port>', 'such as 1-2 or 1-2.3')
      .argument('[name]', 'what people call it'),
    async (client, _, options, args) => (await import('./machines.ts')).namePort(client, args, options),
  );
  asking(
    json(clients.command('codes').description('show the enrolment codes, never the codes themselves')),
    async (client, _, options) => (await import('./machines.ts')).listCodes(client, options),
  );
  asking(
    json(clients.command('delete-code').description('take an enrolment code back')).argument(
      '<id>',
      'as "client codes" shows it',
    ),
    async (client, id, options) => (await import('./machines.ts')).deleteCode(client, id, options),
  );
}

function addDeviceCommands(device: Command, asking: Asking): void {
  const named = (command: Command): Command =>
    json(command).argument('<device>', 'id, or VID:PID where there is one');
  asking(named(device.command('show').description('show a device')), async (client, name, options) =>
    (await import('./devices.ts')).showDevice(client, name, options),
  );
  asking(
    named(
      device
        .command('attach')
        .description('want a device in a VM; stays so over broken links until somebody detaches it'),
    ).requiredOption('--vm <name>', 'the VM'),
    async (client, name, options) =>
      (await import('./devices.ts')).wantDevice(client, 'attach', name, options),
  );
  asking(
    named(
      device
        .command('detach')
        .description('want a device nowhere; stays so until somebody attaches it or it is pulled out'),
    ),
    async (client, name, options) =>
      (await import('./devices.ts')).wantDevice(client, 'detach', name, options),
  );
  asking(
    named(device.command('as-assigned').description('leave a device to assignments and policy again')),
    async (client, name, options) =>
      (await import('./devices.ts')).wantDevice(client, 'as-assigned', name, options),
  );
  asking(
    json(device.command('leases').description('show which VM has which device, for whom, until when')),
    async (client, _, options) => (await import('./devices.ts')).listLeases(client, options),
  );
  asking(
    json(device.command('sessions').description('show what was carried between devices and VMs')),
    async (client, _, options) => (await import('./devices.ts')).listDeviceSessions(client, options),
  );
}
