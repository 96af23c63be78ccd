/** Backups of the database. They stay on the server: a copy of every hash and name is nothing to hand out over HTTP. */
import { backupAnswer, backupsAnswer } from '@farport/fleet';
import { listBackups, makeBackup } from '../../store/backups.ts';
import { FewAtOnce } from '../few-at-once.ts';
import { route } from '../route.ts';
import { json } from './shapes.ts';

const tag = 'system';
const backups = new FewAtOnce('a backup', 1);

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
];
