/** Facts of this agent, and what it is set to. What is set in its configuration file is only shown. */
import type { ReactNode } from 'react';
import { useAsk, useChange } from '../api/use.ts';
import { usePresent } from '../session.tsx';
import { Button, Copyable, WhyNot } from '../ui/controls.tsx';
import { Card, Facts, Page, Shown } from '../ui/layout.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';
import { Backups } from './backups.tsx';

export function SettingsPage(): ReactNode {
  const { t, number } = useWords();
  const settings = useAsk('GET /settings', {}, ['policy']);
  return (
    <Page title={t('nav.settings')} lead={t('settings.lead')}>
      <Shown of={settings}>
        {(data) => (
          <>
            <div className="columns">
              <Card title={t('settings.agent')}>
                <Facts
                  items={[
                    [t('host.name'), data.host],
                    [t('settings.version'), data.version],
                    [t('settings.listen'), `${data.listen.address}:${data.listen.port}`],
                    [t('settings.log'), data.logLevel],
                    [t('settings.data'), <code>{data.dataDir}</code>],
                    [t('settings.run'), <code>{data.runDir}</code>],
                  ]}
                />
              </Card>
              <Card title={t('settings.fleet')}>
                <Facts
                  items={[
                    [t('settings.lease'), t('settings.seconds', { seconds: data.leaseSeconds })],
                    [t('settings.attempts'), t('settings.days', { days: data.attemptDays })],
                    [t('settings.policy'), number(data.policyVersion)],
                  ]}
                />
              </Card>
            </div>
            <Card title={t('settings.certificate')}>
              <p className="quiet">{t('settings.certificateMore')}</p>
              <Copyable text={data.fingerprint} label={t('settings.certificate')} />
            </Card>
            <Database />
            <Backups />
          </>
        )}
      </Shown>
    </Page>
  );
}

function Database(): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const check = useChange('POST /database/check');
  return (
    <Card title={t('settings.database')}>
      <p className="quiet">{t('settings.databaseMore')}</p>
      {may('database.check') ? (
        <Button
          busy={check.isPending}
          onPress={() => {
            check.mutate({});
          }}
        >
          {t('settings.check')}
        </Button>
      ) : (
        <WhyNot operation="database.check" />
      )}
      <div aria-live="polite">
        {check.error !== null && <ErrorNote error={check.error} />}
        {check.data?.ok === true && <p className="note good">{t('settings.sound')}</p>}
        {check.data?.ok === false && (
          <p className="note bad" role="alert">
            {check.data.problems.join('; ')}
          </p>
        )}
      </div>
    </Card>
  );
}
