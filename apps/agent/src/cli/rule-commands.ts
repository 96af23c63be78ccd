/** The commands for assignments, the policy and the audit: which there are and what they take. */
import { Option, type Command } from 'commander';
import { groupOfCommands, json, moment, wholeCount, type Asking } from './asking.ts';

/** Adds the commands. `asking` makes one that asks the running agent. */
export function addRuleCommands(program: Command, asking: Asking): void {
  addAssignmentCommands(
    groupOfCommands(program, 'assignment', 'which device, port or rule goes to which VM, or to whose'),
    asking,
  );
  addPolicyCommands(
    groupOfCommands(program, 'policy', 'the rules that decide which device may go where'),
    asking,
  );
  addAuditCommands(groupOfCommands(program, 'audit', 'the log of who did what'), asking);
}

function addAssignmentCommands(assignment: Command, asking: Asking): void {
  const thing = (command: Command): Command =>
    json(command)
      .option('--device <device>', 'this device: id, or VID:PID where there is one')
      .option('--port <port>', 'whatever is plugged in there, such as 1-2; with --client')
      .option('--rule <filter>', 'whatever fits: a file with a filter as JSON, or the JSON itself')
      .option('--client <name>', 'only at this client')
      .option('--vm <name>', 'to this VM')
      .option('--user <name>', 'to the VM of this user')
      .option('--note <text>', 'why');
  const of = (command: Command): Command => json(command).argument('<id>', 'as "assignment list" shows it');
  asking(json(assignment.command('list').description('show the assignments')), async (client, _, options) =>
    (await import('./assignments.ts')).listAssignments(client, options),
  );
  asking(of(assignment.command('show').description('show an assignment')), async (client, id, options) =>
    (await import('./assignments.ts')).showAssignment(client, id, options),
  );
  asking(
    thing(
      assignment.command('create').description('send a device, a port or a rule to a VM, or to a user’s'),
    ).option('--disabled', 'it counts for nothing yet', false),
    async (client, _, options) => (await import('./assignments.ts')).createAssignment(client, options),
  );
  asking(
    thing(assignment.command('set').description('change an assignment'))
      .argument('<id>', 'as "assignment list" shows it')
      .option('--enabled', 'it counts')
      .option('--no-enabled', 'it counts for nothing'),
    async (client, id, options) => (await import('./assignments.ts')).setAssignment(client, id, options),
  );
  asking(of(assignment.command('delete').description('delete an assignment')), async (client, id, options) =>
    (await import('./assignments.ts')).deleteAssignment(client, id, options),
  );
}

function addPolicyCommands(policy: Command, asking: Asking): void {
  asking(
    json(policy.command('show').description('show the policy in force')).option(
      '--past <n>',
      'or one of the past',
    ),
    async (client, _, options) => (await import('./fleet.ts')).showPolicy(client, options),
  );
  asking(
    json(policy.command('versions').description('show the policies of the past')),
    async (client, _, options) => (await import('./policies.ts')).listPolicies(client, options),
  );
  asking(
    json(policy.command('replace').description('put another policy in force, or one of the past again'))
      .argument('[file]', 'the policy as JSON, as "policy show --json" prints it; "-" for standard input')
      .option('--past <n>', 'that of the past')
      .option('--comment <text>', 'what has changed'),
    async (client, file, options) => (await import('./policies.ts')).replacePolicy(client, file, options),
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
  asking(
    json(
      policy
        .command('dry-run')
        .description('say what another policy would have done with the attempts of the last 30 days'),
    )
      .argument('<file>', 'the policy as JSON; "-" for standard input')
      .option('--examples <n>', 'how many attempts to show', wholeCount(200)),
    async (client, file, options) => (await import('./policies.ts')).dryRunPolicy(client, file, options),
  );
  asking(
    json(
      policy
        .command('import-usbredir')
        .description('print rules that decide as a usbredir filter does; changes nothing'),
    )
      .argument('<filter>', 'class,vendor,product,version,allow and so on, with | between')
      .option('--name <text>', 'what the rules are called', 'usbredir')
      .option('--id-prefix <text>', 'what their ids begin with', 'usbredir')
      .option('--default-allow', 'what fits nothing is allowed', false),
    async (client, filter, options) =>
      (await import('./policies.ts')).importUsbredir(client, filter, options),
  );
  asking(
    json(
      policy
        .command('export-usbredir')
        .description('print the policy in force as a usbredir filter, where usbredir can say it'),
    ),
    async (client, _, options) => (await import('./policies.ts')).exportUsbredir(client, options),
  );
}

function addAuditCommands(audit: Command, asking: Asking): void {
  const filtered = (command: Command): Command =>
    command
      .option('--action <actions>', 'such as device.attached; several with commas between')
      .addOption(new Option('--outcome <outcome>', 'how it ended').choices(['ok', 'denied', 'failed']))
      .option('--user <name>', 'who did it, or whom it concerns: name or id')
      .option('--client <name>', 'name or id')
      .option('--device <device>', 'id, or VID:PID where there is one')
      .option('--vm <name>', 'name or id')
      .option('--from <time>', 'a date, or how long ago: 2026-03-01, 12h, 7d', moment)
      .option('--to <time>', 'the same, not included', moment);
  asking(
    filtered(json(audit.command('list').description('show records, the latest first'))).option(
      '--limit <n>',
      'how many',
      wholeCount(1_000_000),
      50,
    ),
    async (client, _, options) => (await import('./audit.ts')).listAudit(client, options),
  );
  asking(
    filtered(audit.command('export').description('print all that fits as CSV')).option(
      '--output <file>',
      'into this file, which must not exist',
    ),
    async (client, _, options) => (await import('./audit.ts')).exportAudit(client, options),
  );
  asking(
    json(audit.command('head').description('print the last record’s number and hash, to be kept elsewhere')),
    async (client, _, options) => (await import('./audit.ts')).auditHead(client, options),
  );
  asking(
    json(
      audit
        .command('verify')
        .description('say whether the log is what was written; status 1 where it is not'),
    )
      .option('--anchor <head>', 'what "audit head" printed once: nothing before it may have changed')
      .option('--file <file>', 'of a backup or a copy of the database, without asking the agent'),
    async (client, _, options) => (await import('./audit.ts')).verifyAudit(client, options),
  );
}
