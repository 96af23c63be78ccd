/**
 * What the `database` commands do. The running agent is asked where there is one; a restore wants it stopped. Works on the
 * files themselves only where no agent has them.
 */
import { backupAnswer, backupsAnswer, checkAnswer } from '@farport/fleet';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchownSync,
  fstatSync,
  lstatSync,
  openSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AgentConfig } from '../config/config.ts';
import { AgentUnreachableError, errorCode, FarportError } from '../errors.ts';
import { listBackups, makeBackup, type BackupFile } from '../store/backups.ts';
import { backupDatabase, restoreDatabase } from '../store/sqlite/backup.ts';
import { checkApart } from '../store/sqlite/check-apart.ts';
import { AdminClient } from './admin-client.ts';
import { eitherWay } from './either-way.ts';
import { fileExists, notMade } from './file-errors.ts';
import { formatTime, table } from './output.ts';

function fileOf(config: AgentConfig): string {
  return join(config.dataDir, 'fleet.db');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Root does the agent's work here: what it makes beside the agent's files must be the agent's. */
function giveToOwner(path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = lstatSync(dirname(path));
  // The folder is the agent's, who could put anything in the place of what was just made: by its descriptor, no link is
  // followed, and nothing is given away that has another name elsewhere.
  const made = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(made);
    const isOurs = stat.isFile() && stat.nlink === 1 && (stat.uid === 0 || stat.uid === uid);
    if (isOurs || stat.isDirectory()) fchownSync(made, uid, gid);
    else
      throw new FarportError(
        'file.failed',
        500,
        `${path} is not the file that was made: look at who writes there`,
      );
  } finally {
    closeSync(made);
  }
}

/** @throws FarportError file.exists, file.failed */
function copyOut(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') rmSync(to, { force: true });
    throw notMade(to, cause);
  }
}

/** `target`: a file to copy it to as well. */
export async function backUp(config: AgentConfig, target: string | undefined, json: boolean): Promise<void> {
  if (target !== undefined && existsSync(target)) throw fileExists(target);
  const made = await eitherWay<BackupFile>(
    () => new AdminClient(config).api(backupAnswer, 'POST', '/database/backups'),
    async () => {
      const file = fileOf(config);
      if (!existsSync(file)) {
        throw new FarportError('store.not_found', 404, `${file} is not there: there is nothing to back up`);
      }
      const backup = (to: string) => backupDatabase(file, to);
      const done = await makeBackup({ backup }, config.dataDir, config.backupsKept);
      giveToOwner(dirname(done.path));
      giveToOwner(done.path);
      return done;
    },
  );
  if (target !== undefined) copyOut(made.path, target);
  print(
    json
      ? JSON.stringify({ ...made, copy: target === undefined ? null : resolve(target) })
      : (target ?? made.path),
  );
}

export async function showBackups(config: AgentConfig, json: boolean): Promise<void> {
  const items = await eitherWay<readonly BackupFile[]>(
    async () => (await new AdminClient(config).api(backupsAnswer, 'GET', '/database/backups')).items,
    () => Promise.resolve(listBackups(config.dataDir)),
  );
  if (json) print(JSON.stringify({ backups: items }));
  else {
    const rows = items.map(({ at, bytes, path }) => [formatTime(at), `${Math.ceil(bytes / 1024)} KiB`, path]);
    print(table(['MADE', 'SIZE', 'FILE'], rows));
  }
}

/** @throws FarportError store.corrupt where there is damage */
export async function checkDatabase(config: AgentConfig, json: boolean): Promise<void> {
  const { ok, problems } = await eitherWay(
    () => new AdminClient(config).api(checkAnswer, 'POST', '/database/check'),
    async () => {
      const found = [...(await checkApart({ file: fileOf(config), what: 'integrity' }))];
      return { ok: found.length === 0, problems: found };
    },
  );
  if (json) print(JSON.stringify({ ok, problems }));
  else if (ok) print('the database is whole');
  if (!ok) {
    const what = problems.slice(0, 10).join('; ');
    throw new FarportError('store.corrupt', 500, `${what}: stop the agent and restore the last backup`);
  }
}

/**
 * Of a backup of the agent's that is named, the agent is asked where one runs; a file is read here.
 * @throws FarportError store.restore where it cannot be restored from
 */
export async function verifyBackup(config: AgentConfig, backup: string, json: boolean): Promise<void> {
  const inside = listBackups(config.dataDir).find(({ name, path }) => name === backup || path === backup);
  const here = async (): Promise<{ ok: boolean; problems: readonly string[] }> => {
    const problems = await checkApart({ file: resolve(inside?.path ?? backup), what: 'backup' });
    return { ok: problems.length === 0, problems };
  };
  const { ok, problems } =
    inside === undefined
      ? await here()
      : await eitherWay<{ ok: boolean; problems: readonly string[] }>(
          () => new AdminClient(config).api(checkAnswer, 'POST', `/database/backups/${inside.name}/check`),
          here,
        );
  if (json) print(JSON.stringify({ ok, problems }));
  else if (ok) print(`${backup} can be restored from`);
  if (!ok) throw new FarportError('store.restore', 500, problems.slice(0, 10).join('; '));
}

/** @throws StoreError store.restore, store.locked; FarportError file.missing, agent.running */
export async function restore(config: AgentConfig, source: string, json: boolean): Promise<void> {
  if (!existsSync(source)) throw new FarportError('file.missing', 404, `${source}: there is no such file`);
  const runs = await new AdminClient(config).list().then(
    () => true,
    (error: unknown) => !(error instanceof AgentUnreachableError),
  );
  if (runs) {
    throw new FarportError(
      'agent.running',
      409,
      'the agent runs: stop it first ("systemctl stop farport-agent"; VMs go on), then restore',
    );
  }
  const file = fileOf(config);
  const { kept } = restoreDatabase(resolve(source), file);
  giveToOwner(file);
  if (json) print(JSON.stringify({ restored: file, kept }));
  else {
    print(`${file} is that of ${source}${kept === null ? '' : `; what was there is ${kept}`}`);
    print(
      'start the agent, then look through tokens and clients: those revoked since the backup are there again',
    );
  }
}
