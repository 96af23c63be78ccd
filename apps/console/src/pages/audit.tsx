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
import { subjectsOf } from './audit-words.tsx';

const everyMs = 15_000;
const ALL = 'all';

/** Kinds of happenings that people look for, and the actions that each is made of. */
const AREAS = {
  devices:
    'device.attach,device.attached,device.detached,device.force_released,device.lease_expired,device.wanted,device.unwanted,device.wanted_as_assigned',
  vms: 'vm.start,vm.stop,vm.force_off,vm.power_button,vm.console_opened,vm.console_typed,ticket.created,ticket.revoked,vm.changed,vm.created,vm.deleted,vm.granted,vm.revoked',
  access:
    'session.sign_in,session.signed_in,session.signed_out,session.ended,token.created,token.revoked,user.unlocked',
  people:
    'user.created,user.changed,user.deleted,user.password_set,group.created,group.changed,group.deleted,group.member_added,group.member_removed',
  policy: 'policy.changed,assignment.created,assignment.changed,assignment.deleted',
  clients: 'client.enrolled,client.changed,client.removed,client.enrolment,enrolment.code_created,port.named',
} as const;
type Area = keyof typeof AREAS;

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
            options={[all, ...Object.keys(AREAS).map((id) => ({ id, label: t(`audit.area.${id as Area}`) }))]}
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
  const area = search.get('area');
  const outcome = (['ok', 'denied', 'failed'] as const).find((each) => each === search.get('outcome'));
  const day = (name: string, after: number): string | undefined => {
    const [year = NaN, month = NaN, date = NaN] = (search.get(name) ?? '').split('-').map(Number);
    const at = new Date(year, month - 1, date + after).getTime();
    return Number.isNaN(at) ? undefined : String(at);
  };
  const entries = {
    action: area !== null && area in AREAS ? AREAS[area as Area] : undefined,
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
  const { t, maybe, at } = useWords();
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
                    {record.actor.name}
                    {record.address === null ? null : <small>{record.address}</small>}
                  </td>
                  <td>
                    {maybe(`action.${record.action}`) ?? record.action}
                    <small>{[...subjectsOf(record), ...details(record)].join(' · ')}</small>
                  </td>
                  <td>
                    <Badge tone={outcomeTone(record.outcome)}>{t(`outcome.${record.outcome}`)}</Badge>
                  </td>
                  <td className="reason">
                    {record.reason}
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

function details({ details: all }: AuditRecord): string[] {
  return Object.entries(all).map(([name, value]) => `${name}: ${value}`);
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
