/** The backups of the database: made, listed, verified. They stay on the server, so a page gives their paths and no file. */
import { useQueryClient } from '@tanstack/react-query';
import { DatabaseBackup, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Answer } from '../api/client.ts';
import { readAnew, useAsk, useChange } from '../api/use.ts';
import { usePresent } from '../session.tsx';
import { Button } from '../ui/controls.tsx';
import { Card, Shown, Table } from '../ui/layout.tsx';
import { Empty, ErrorNote } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';

type Backup = Answer<'GET /database/backups'>['items'][number];

export function Backups(): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const queries = useQueryClient();
  const backups = useAsk('GET /database/backups', {}, ['audit'], { enabled: may('database.backup') });
  const make = useChange('POST /database/backups');
  if (!may('database.backup')) return undefined;
  return (
    <Card
      title={t('backups.title')}
      aside={
        <Button
          busy={make.isPending}
          icon={<DatabaseBackup size={15} aria-hidden />}
          onPress={() => {
            make.mutate(
              {},
              {
                onSuccess: () => {
                  readAnew(queries, new Set(['audit']));
                },
              },
            );
          }}
        >
          {t('backups.make')}
        </Button>
      }
    >
      <p className="quiet">{t('backups.more')}</p>
      <div aria-live="polite">
        {make.error !== null && <ErrorNote error={make.error} />}
        {make.data !== undefined && (
          <p className="note good">{t('backups.made', { name: make.data.name })}</p>
        )}
      </div>
      <Shown of={backups}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<DatabaseBackup size={28} aria-hidden />} title={t('backups.none')}>
              <p className="quiet">{t('backups.noneMore')}</p>
            </Empty>
          ) : (
            <Table
              label={t('backups.title')}
              columns={[
                { head: t('backups.when') },
                { head: t('backups.size') },
                { head: t('backups.path'), look: 'wide' },
                { head: t('actions'), look: 'actions' },
              ]}
            >
              {items.map((backup) => (
                <BackupRow key={backup.name} backup={backup} />
              ))}
            </Table>
          )
        }
      </Shown>
    </Card>
  );
}

function BackupRow({ backup }: { readonly backup: Backup }): ReactNode {
  const { t, at, number } = useWords();
  const { may } = usePresent();
  const verify = useChange('POST /database/backups/{name}/check');
  const [asked, setAsked] = useState(false);
  return (
    <tr>
      <td>{at(backup.at)}</td>
      <td>{t('backups.kib', { size: number(Math.ceil(backup.bytes / 1024)) })}</td>
      <td>
        <code>{backup.path}</code>
        <div aria-live="polite">
          {asked && verify.error !== null && <ErrorNote error={verify.error} />}
          {verify.data?.ok === true && <p className="note good">{t('backups.good')}</p>}
          {verify.data?.ok === false && <p className="note bad">{verify.data.problems.join('; ')}</p>}
        </div>
      </td>
      <td className="actions">
        {may('database.check') && (
          <Button
            busy={verify.isPending}
            icon={<ShieldCheck size={15} aria-hidden />}
            onPress={() => {
              setAsked(true);
              verify.mutate({ params: { name: backup.name } });
            }}
          >
            {t('backups.verify')}
          </Button>
        )}
      </td>
    </tr>
  );
}
