/** The overview: how much there is, where the devices are now, what was denied of late, how the host is. */
import { Ban, Cable, MonitorCog, MonitorSmartphone, ScrollText } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Overview } from '../../api/types.ts';
import { useAsk, useList } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { WhyNot } from '../../ui/controls.tsx';
import { Card, Page, Shown } from '../../ui/layout.tsx';
import { Empty } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { reasonWords } from '../audit-details.ts';
import { ActionText } from '../audit-words.tsx';
import { Host } from './host.tsx';
import { PatchPanel } from './patch-panel.tsx';

const lateMs = 24 * 3_600_000;
const auditEveryMs = 20_000;

export function OverviewPage(): ReactNode {
  const { t } = useWords();
  const { mayAll } = usePresent();
  const overview = useAsk('GET /overview', {}, ['vm', 'client', 'device', 'lease']);
  return (
    <Page title={t('nav.overview')} lead={t('overview.lead')}>
      <Shown of={overview} lines={2}>
        {(data) => <Tiles overview={data} />}
      </Shown>
      {mayAll('device.read') && <PatchPanel />}
      <div className="columns uneven">
        <div className="stack">
          <Denials />
          {mayAll('audit.read') && <Recent />}
        </div>
        <Host />
      </div>
    </Page>
  );
}

function Tiles({ overview }: { readonly overview: Overview }): ReactNode {
  const { t } = useWords();
  const { mayAll } = usePresent();
  const { vms, clients, devices } = overview;
  return (
    <ul className="tiles">
      <Tile
        to="/vms"
        icon={<MonitorCog size={20} />}
        name={t('overview.vms')}
        count={vms.running}
        of={vms.known}
      >
        {t('overview.ofVms', { known: vms.known })}
      </Tile>
      {mayAll('client.read') && (
        <>
          <Tile
            to="/clients"
            icon={<MonitorSmartphone size={20} />}
            name={t('overview.clients')}
            count={clients.online}
            of={clients.enrolled}
          >
            {t('overview.ofClients', { enrolled: clients.enrolled })}
          </Tile>
          <Tile
            to="/sessions"
            icon={<Cable size={20} />}
            name={t('overview.devices')}
            count={devices.inUse}
            of={devices.plugged}
          >
            {t('overview.ofDevices', { plugged: devices.plugged })}
          </Tile>
        </>
      )}
      {mayAll('audit.read') && <DenialsTile />}
    </ul>
  );
}

function Tile({
  to,
  icon,
  name,
  count,
  of,
  children,
}: {
  readonly to: string;
  readonly icon: ReactNode;
  readonly name: string;
  readonly count: number | string;
  readonly of?: number;
  readonly children: ReactNode;
}): ReactNode {
  const { number } = useWords();
  const share = of === undefined || of === 0 || typeof count === 'string' ? 0 : Math.min(1, count / of);
  return (
    <li>
      <Link href={to} className="tile">
        <span className="tile-name">
          {icon}
          {name}
        </span>
        <strong>{typeof count === 'number' ? number(count) : count}</strong>
        <span className="quiet">{children}</span>
        {of !== undefined && (
          <svg className="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
            <rect width="100" height="4" />
            <rect className="fill" width={100 * share} height="4" />
          </svg>
        )}
      </Link>
    </li>
  );
}

const mostDenials = 100;

function useDenials() {
  return useList('GET /audit', ['audit'], {
    query: { outcome: 'denied' },
    limit: mostDenials,
    every: auditEveryMs,
  });
}

function DenialsTile(): ReactNode {
  const { t, number } = useWords();
  const denials = useDenials();
  const late = (denials.data ?? []).filter(({ at }) => at > Date.now() - lateMs).length;
  const count = late >= mostDenials ? `${number(late)}+` : late;
  return (
    <Tile to="/audit?outcome=denied" icon={<Ban size={20} />} name={t('overview.denials')} count={count}>
      {t('overview.lastDay')}
    </Tile>
  );
}

function Denials(): ReactNode {
  const { t } = useWords();
  const { mayAll } = usePresent();
  return (
    <Card
      title={t('overview.denialsTitle')}
      aside={mayAll('audit.read') && <Link href="/audit?outcome=denied">{t('overview.all')}</Link>}
    >
      {mayAll('audit.read') ? <DenialList /> : <WhyNot operation="audit.read" />}
    </Card>
  );
}

function DenialList(): ReactNode {
  const words = useWords();
  const { t, ago, at } = words;
  const denials = useDenials();
  return (
    <Shown of={denials}>
      {(records) =>
        records.length === 0 ? (
          <Empty icon={<Ban size={26} aria-hidden />} title={t('overview.noDenials')} />
        ) : (
          <ol className="happenings">
            {records.slice(0, 6).map((record) => (
              <li key={record.seq}>
                <span>
                  <ActionText record={record} />
                  {record.reason !== null && (
                    <small>{reasonWords(record.action, record.reason, words)}</small>
                  )}
                </span>
                <time dateTime={new Date(record.at).toISOString()} title={at(record.at)}>
                  {ago(record.at)}
                </time>
              </li>
            ))}
          </ol>
        )
      }
    </Shown>
  );
}

function Recent(): ReactNode {
  const { t, ago, at } = useWords();
  const recent = useList('GET /audit', ['audit'], { limit: 8, every: auditEveryMs });
  return (
    <Card title={t('overview.recent')} aside={<Link href="/audit">{t('overview.all')}</Link>}>
      <Shown of={recent}>
        {(records) =>
          records.length === 0 ? (
            <Empty icon={<ScrollText size={26} aria-hidden />} title={t('audit.none')} />
          ) : (
            <ol className="happenings">
              {records.slice(0, 8).map((record) => (
                <li key={record.seq}>
                  <ActionText record={record} />
                  <time dateTime={new Date(record.at).toISOString()} title={at(record.at)}>
                    {ago(record.at)}
                  </time>
                </li>
              ))}
            </ol>
          )
        }
      </Shown>
    </Card>
  );
}
