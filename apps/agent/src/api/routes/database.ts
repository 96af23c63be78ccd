/** Backups of the database. They stay on the server: a copy of every hash and name is nothing to hand out over HTTP. */
import { backupAnswer, backupsAnswer, checkAnswer } from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import * as v from 'valibot';
import { errorMessage } from '../../errors.ts';
import { StoreError } from '../../store/errors.ts';
import { checkApart } from '../../store/sqlite/check-apart.ts';
import { listBackups, makeBackup } from '../../store/backups.ts';
import { FewAtOnce } from '../few-at-once.ts';
import { route } from '../route.ts';
import { found, json } from './shapes.ts';

const tag = 'system';
const backups = new FewAtOnce('a backup', 1);
const checks = new FewAtOnce('a check of a backup', 1);
const backupParams = exactObject({
  name: v.pipe(v.string(), v.regex(/^fleet-[0-9TZ-]{1,40}\.db$/, 'must be a backup’s name')),
});

export const databaseRoutes = [
  route({
    method: 'GET',
    path: '/database/backups',
    access: 'database.backup',
    tag,
    summary: 'The backups in data_dir/backups, newest first',
    answer: json(backupsAnswer),
    handle: ({ parts }) => ({ items: listBackups(parts.config.dataDir) }),
  }),
  route({
    method: 'POST',
    path: '/database/backups',
    access: 'database.backup',
    tag,
    summary: 'Make a backup, checked before it counts; the oldest beyond backups_kept go',
    answer: json(backupAnswer, 201),
    handle: ({ parts, context }) =>
      backups.run(async () => {
        const { store } = parts.fleet;
        const made = await makeBackup(store, parts.config.dataDir, parts.config.backupsKept);
        await store.change(context, (tx) =>
          tx.audit.append({ action: 'database.backed_up', outcome: 'ok', details: { name: made.name } }),
        );
        parts.log.info('database.backed_up', { path: made.path, bytes: made.bytes });
        await parts.storeWatch.tellHead();
        return made;
      }),
  }),
  route({
    method: 'POST',
    path: '/database/backups/:name/check',
    access: 'database.check',
    tag,
    summary:
      'Read a whole backup, and say whether it can be restored from: its pages, references and audit log',
    params: backupParams,
    answer: json(checkAnswer),
    handle: ({ params, parts }) =>
      checks.run(async () => {
        const backup = listBackups(parts.config.dataDir).find(({ name }) => name === params.name);
        const { path } = found(backup, 'backup');
        try {
          const problems = await checkApart({ file: path, what: 'backup' });
          return { ok: problems.length === 0, problems };
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          return { ok: false, problems: [errorMessage(error)] };
        }
      }),
  }),
];
