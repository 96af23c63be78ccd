/** Users, groups, what the roles may, and API tokens. */
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLocation, useSearch } from 'wouter';
import { usePresent } from '../../session.tsx';
import { Page } from '../../ui/layout.tsx';
import { useWords } from '../../words/index.tsx';
import { Groups } from './groups.tsx';
import { Roles } from './roles.tsx';
import { Tokens } from './tokens.tsx';
import { Users } from './users.tsx';

export function PeoplePage(): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const [, go] = useLocation();
  const tab = new URLSearchParams(useSearch()).get('tab') ?? 'users';
  return (
    <Page title={t('nav.people')} lead={t('people.lead')}>
      <Tabs
        className="tabs"
        selectedKey={tab}
        onSelectionChange={(key) => {
          go(`/people?tab=${String(key)}`, { replace: true });
        }}
      >
        <TabList className="tab-list" aria-label={t('nav.people')}>
          <Tab id="users" className="tab">
            {t('users')}
          </Tab>
          {may('group.read') && (
            <Tab id="groups" className="tab">
              {t('groups')}
            </Tab>
          )}
          <Tab id="roles" className="tab">
            {t('roles')}
          </Tab>
          <Tab id="tokens" className="tab">
            {t('tokens')}
          </Tab>
        </TabList>
        <TabPanel id="users">
          <Users />
        </TabPanel>
        {may('group.read') && (
          <TabPanel id="groups">
            <Groups />
          </TabPanel>
        )}
        <TabPanel id="roles">
          <Roles />
        </TabPanel>
        <TabPanel id="tokens">
          <Tokens />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
