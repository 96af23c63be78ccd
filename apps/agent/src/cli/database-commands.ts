/** The commands for the database: which there are and what they take. Their work is in database.ts, loaded when one runs. */
import type { Command } from 'commander';
import type { AgentConfig } from '../config/config.ts';

interface Given {
  readonly config: string;
  readonly json: boolean;
}

/** `withConfig` adds --config; `configOf` reads what it names. */
export function addDatabaseCommands(
  program: Command,
  withConfig: (command: Command) => Command,
  configOf: (options: { readonly config: string }) => Promise<AgentConfig>,
): void {
  const database = program
    .command('database')
    .description('back up, check and restore what the agent knows')
    .exitOverride();
  const command = (name: string, description: string): Command =>
    withConfig(database.command(name).description(description)).option('--json', 'print JSON', false);

  command('backup', 'make a backup while the agent works, checked before it counts; print its file')
    .argument('[file]', 'also copy it there')
    .action(async (file: string | undefined, options: Given) =>
      (await import('./database.ts')).backUp(await configOf(options), file, options.json),
    );
  command('backups', 'show the backups in data_dir/backups').action(async (options: Given) =>
    (await import('./database.ts')).showBackups(await configOf(options), options.json),
  );
  command('check', 'look for damage; status 1 where there is some').action(async (options: Given) =>
    (await import('./database.ts')).checkDatabase(await configOf(options), options.json),
  );
  command('verify', 'say whether a backup can be restored from; status 1 where it cannot')
    .argument('<backup>', 'a file, or a name as "database backups" shows it')
    .action(async (backup: string, options: Given) =>
      (await import('./database.ts')).verifyBackup(await configOf(options), backup, options.json),
    );
  command('restore', 'put a backup in the place of the database; the agent must be stopped')
    .argument('<file>', 'the backup')
    .action(async (file: string, options: Given) =>
      (await import('./database.ts')).restore(await configOf(options), file, options.json),
    );
}
