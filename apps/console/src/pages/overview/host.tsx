/** How the host and its agent are, as far as the agent says. */
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Badge, Card, Facts, Shown } from '../../ui/layout.tsx';
import { useWords } from '../../words/index.tsx';

const everyMs = 20_000;

/** A gauge of Prometheus' text; undefined where it is not there. */
export function gaugeOf(text: string, name: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  const value = line === undefined ? NaN : Number(line.slice(name.length + 1));
  return Number.isFinite(value) ? value : undefined;
}

export function Host(): ReactNode {
  const { t, span, number } = useWords();
  const { may } = usePresent();
  const overview = useAsk('GET /overview', {}, ['vm', 'client', 'device', 'lease']);
  const health = useAsk('GET /health', {}, [], { every: everyMs });
  const settings = useAsk('GET /settings', {}, ['policy'], { enabled: may('settings.read') });
  const metrics = useAsk('GET /metrics', {}, [], { enabled: may('metrics.read'), every: everyMs });
  const memory =
    metrics.data === undefined ? undefined : gaugeOf(metrics.data, 'process_resident_memory_bytes');
  const streams = metrics.data === undefined ? undefined : gaugeOf(metrics.data, 'farport_event_streams');
  return (
    <Card
      title={t('host.title')}
      aside={
        health.error === null && health.data?.ok !== false ? (
          <Badge tone="good">{t('host.healthy')}</Badge>
        ) : (
          <Badge tone="bad">{t('host.unhealthy')}</Badge>
        )
      }
    >
      <Shown of={overview}>
        {({ host, uptime }) => (
          <Facts
            items={[
              [t('host.name'), host],
              [t('host.uptime'), span(uptime)],
              [t('host.database'), health.data?.ok === true ? t('host.databaseOk') : '–'],
              ...(settings.data === undefined
                ? []
                : ([
                    [t('settings.version'), settings.data.version],
                    [t('settings.listen'), `${settings.data.listen.address}:${settings.data.listen.port}`],
                  ] as const)),
              ...(memory === undefined
                ? []
                : ([[t('host.memory'), `${number(Math.round(memory / (1 << 20)))} MiB`]] as const)),
              ...(streams === undefined ? [] : ([[t('host.streams'), number(streams)]] as const)),
            ]}
          />
        )}
      </Shown>
    </Card>
  );
}
