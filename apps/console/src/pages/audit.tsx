/** The audit log: filtered, exported, verified. Nothing here changes it. */
import { Download, ScrollText, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useLocation, useSearch } from 'wouter';
import { addressOf } from '../api/client.ts';
import type { AuditRecord } from '../api/types.ts';
import { useAsk, useChange, useList } from '../api/use.ts';
import { useAll } from '../names.ts';
import { usePresent } from '../session.tsx';
import { Button, Copyable } from '../ui/controls.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select, TextField } from '../ui/fields.tsx';
import { Badge, Card, More, Page, Shown, Table } from '../ui/layout.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { outcomeTone } from '../ui/tones.ts';
import { useWords } from '../words/index.tsx';
import { actionsOf, AREAS } from './audit-areas.ts';
import { actorWords, detailWords, reasonWords } from './audit-details.ts';
import { subjectsOf } from './audit-words.tsx';

const everyMs = 15_000;
const ALL = 'all';

export function AuditPage(): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const [, go] = useLocation();
  const search = new URLSearchParams(useSearch());
  const [verifying, setVerifying] = useState(false);
  const users = useAll('GET /users');
  const vms = useAll('GET /vms');
  const clients = useAll('GET /clients');
  const value = (name: string): string => search.get(name) ?? ALL;
  const set = (name: string, to: string): void => {
    if (to === ALL || to === '') search.delete(name);
    else search.set(name, to);
    const text = search.toString();
    go(text === '' ? '/audit' : `/audit?${text}`, { replace: true });
  };
  const filter = filterOf(search);
  const all = { id: ALL, label: t('all') };
  return (
    <Page
      title={t('nav.audit')}
      lead={t('audit.lead')}
      actions={
        <>
          {may('audit.verify') && (
            <Button
              icon={<ShieldCheck size={16} aria-hidden />}
              onPress={() => {
                setVerifying(true);
              }}
            >
              {t('audit.verify')}
            </Button>
          )}
          {may('audit.export') && (
            <a className="button plain" href={addressOf('/audit.csv', { query: { ...filter } })} download>
              <Download size={16} aria-hidden />
              <span>{t('audit.csv')}</span>
            </a>
          )}
        </>
      }
    >
      <Card flush>
        <div className="bar-row filters">
          <Select
            label={t('audit.area')}
            value={value('area')}
            onChange={(to) => {
              set('area', to);
            }}
            options={[all, ...AREAS.map((id) => ({ id, label: t(`audit.area.${id}`) }))]}
          />
          <Select
            label={t('audit.outcome')}
            value={value('outcome')}
            onChange={(to) => {
              set('outcome', to);
            }}
            options={[
              all,
              ...(['ok', 'denied', 'failed'] as const).map((id) => ({ id, label: t(`outcome.${id}`) })),
            ]}
          />
          <Select
            label={t('user')}
            value={value('user')}
            onChange={(to) => {
              set('user', to);
            }}
            options={[all, ...users.map(({ id, name }) => ({ id, label: name }))]}
          />
          <Select
            label={t('client')}
            value={value('client')}
            onChange={(to) => {
              set('client', to);
            }}
            options={[all, ...clients.map(({ id, name }) => ({ id, label: name }))]}
          />
          <Select
            label={t('vm')}
            value={value('vm')}
            onChange={(to) => {
              set('vm', to);
            }}
            options={[all, ...vms.map(({ id, name }) => ({ id, label: name }))]}
          />
          <TextField
            label={t('audit.since')}
            type="date"
            value={search.get('since') ?? ''}
            onChange={(to) => {
              set('since', to);
            }}
          />
          <TextField
            label={t('audit.until')}
            type="date"
            value={search.get('until') ?? ''}
            onChange={(to) => {
              set('until', to);
            }}
          />
        </div>
        <Records filter={filter} />
      </Card>
      {verifying && (
        <Verify
          onClose={() => {
            setVerifying(false);
          }}
        />
      )}
    </Page>
  );
}

interface Filter {
  readonly action?: string;
  readonly outcome?: AuditRecord['outcome'];
  readonly user?: string;
  readonly client?: string;
  readonly vm?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The query of the API for what stands in the address. A day is one of whoever looks. */
export function filterOf(search: URLSearchParams): Filter {
  const area = AREAS.find((each) => each === search.get('area'));
  const outcome = (['ok', 'denied', 'failed'] as const).find((each) => each === search.get('outcome'));
  const day = (name: string, after: number): string | undefined => {
    const [year = NaN, month = NaN, date = NaN] = (search.get(name) ?? '').split('-').map(Number);
    const at = new Date(year, month - 1, date + after).getTime();
    return Number.isNaN(at) ? undefined : String(at);
  };
  const entries = {
    action: area === undefined ? undefined : actionsOf(area),
    outcome,
    user: search.get('user') ?? undefined,
    client: search.get('client') ?? undefined,
    vm: search.get('vm') ?? undefined,
    from: day('since', 0),
    to: day('until', 1),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function Records({ filter }: { readonly filter: Filter }): ReactNode {
  const words = useWords();
  const { t, maybe, at } = words;
  const records = useList('GET /audit', ['audit'], { query: filter, every: everyMs });
  return (
    <>
      <Shown of={records} lines={8}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon={<ScrollText size={28} aria-hidden />} title={t('audit.none')} />
          ) : (
            <Table
              label={t('nav.audit')}
              columns={[
                { head: '#', look: 'number' },
                { head: t('time') },
                { head: t('audit.who') },
                { head: t('audit.what'), look: 'wide' },
                { head: t('audit.outcome') },
                { head: t('audit.why') },
              ]}
            >
              {items.map((record) => (
                <tr key={record.seq}>
                  <td className="number quiet">{record.seq}</td>
                  <td className="tight">{at(record.at)}</td>
                  <td>
                    {actorWords(record.actor, words)}
                    {record.address === null ? null : <small>{record.address}</small>}
                  </td>
                  <td>
                    {maybe(`action.${record.action}`) ?? record.action}
                    <small>{[...subjectsOf(record), ...detailWords(record, words)].join(' · ')}</small>
                  </td>
                  <td>
                    <Badge tone={outcomeTone(record.outcome)}>{t(`outcome.${record.outcome}`)}</Badge>
                  </td>
                  <td className="reason">
                    {record.reason !== null && reasonWords(record.action, record.reason, words)}
                    {record.rule !== null && record.rule.name !== '' && (
                      <small>
                        {t('audit.rule', { rule: record.rule.name, version: record.rule.policyVersion })}
                      </small>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Shown>
      <More of={records} />
    </>
  );
}

const anchorPattern = /^\s*([0-9]{1,15})\s+([0-9a-f]{64})\s*$/;

function Verify({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, number } = useWords();
  const head = useAsk('GET /audit/head', {}, ['audit']);
  const verify = useChange('POST /audit/verify');
  const [anchor, setAnchor] = useState('');
  const verdict = verify.data;
  return (
    <Dialog title={t('audit.verify')} onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          const kept = anchor.trim().replace(/\s+/, ' ');
          verify.mutate({ body: kept === '' ? {} : { anchor: kept } });
        }}
      >
        <div className="dialog-body">
          <p>{t('audit.verifyMore')}</p>
          <TextField
            label={t('audit.anchor')}
            hint={t('audit.anchorMore')}
            mono
            value={anchor}
            onChange={setAnchor}
            validate={(text) =>
              text.trim() === '' || anchorPattern.test(text) ? null : t('audit.anchorWrong')
            }
          />
          <div aria-live="polite">
            {verify.isPending && <Loading lines={1} />}
            {verify.error !== null && <ErrorNote error={verify.error} />}
            {verdict?.ok === true && (
              <p className="note good">{t('audit.good', { records: number(verdict.records ?? 0) })}</p>
            )}
            {verdict?.ok === false && (
              <p className="note bad" role="alert">
                {t(`audit.fault.${verdict.fault ?? 'chain'}`, { seq: verdict.seq ?? 0 })}
              </p>
            )}
          </div>
          {head.data !== undefined && (
            <>
              <h3>{t('audit.head')}</h3>
              <p className="quiet small">{t('audit.headMore')}</p>
              <Copyable text={head.data.text} label={t('audit.head')} />
            </>
          )}
        </div>
        <footer>
          <Button onPress={onClose}>{t('close')}</Button>
          <Button type="submit" look="first" busy={verify.isPending}>
            {t('audit.verifyDo')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
