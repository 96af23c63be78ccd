/** The frame of every page: where one is, where one can go, whether it is live, and who one is. */
import {
  Cable,
  CircleUser,
  Gauge,
  Languages,
  ListChecks,
  MonitorCog,
  MonitorSmartphone,
  ScrollText,
  Settings as SettingsIcon,
  ShieldCheck,
  SunMoon,
  Users,
} from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Header, Popover } from 'react-aria-components';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import type { Operation } from '@farport/fleet/roles';
import type { LiveState } from './api/live.ts';
import { useAsk } from './api/use.ts';
import icon from './icon.svg';
import { AssignmentsPage } from './pages/assignments/page.tsx';
import { AuditPage } from './pages/audit.tsx';
import { ChangePasswordDialog } from './pages/change-password.tsx';
import { ClientPage } from './pages/clients/client.tsx';
import { ClientsPage } from './pages/clients/page.tsx';
import { OverviewPage } from './pages/overview/page.tsx';
import { PeoplePage } from './pages/people/page.tsx';
import { PolicyPage, type PolicyDraft } from './pages/policy/page.tsx';
import { SessionsPage } from './pages/sessions.tsx';
import { SettingsPage } from './pages/settings.tsx';
import { VmPage } from './pages/vms/vm.tsx';
import { VmsPage } from './pages/vms/page.tsx';
import { usePresent } from './session.tsx';
import { THEMES, useTheme, type Theme } from './theme.ts';
import { ButtonLink, WhyNot } from './ui/controls.tsx';
import { Page } from './ui/layout.tsx';
import { Empty } from './ui/notes.tsx';
import { LANGUAGES, useWords, type Language, type Word } from './words/index.tsx';

interface Place {
  readonly path: string;
  readonly word: Word;
  readonly icon: ReactNode;
  readonly operation: Operation;
}

const size = 18;
const PLACES: readonly Place[] = [
  { path: '/', word: 'nav.overview', icon: <Gauge size={size} />, operation: 'overview.read' },
  { path: '/vms', word: 'nav.vms', icon: <MonitorCog size={size} />, operation: 'vm.read' },
  {
    path: '/clients',
    word: 'nav.clients',
    icon: <MonitorSmartphone size={size} />,
    operation: 'client.read',
  },
  {
    path: '/assignments',
    word: 'nav.assignments',
    icon: <ListChecks size={size} />,
    operation: 'assignment.read',
  },
  { path: '/policy', word: 'nav.policy', icon: <ShieldCheck size={size} />, operation: 'policy.read' },
  { path: '/sessions', word: 'nav.sessions', icon: <Cable size={size} />, operation: 'device.read' },
  { path: '/people', word: 'nav.people', icon: <Users size={size} />, operation: 'user.read' },
  { path: '/audit', word: 'nav.audit', icon: <ScrollText size={size} />, operation: 'audit.read' },
  { path: '/settings', word: 'nav.settings', icon: <SettingsIcon size={size} />, operation: 'settings.read' },
];

export function Shell({
  live,
  changing,
  onChanged,
}: {
  readonly live: LiveState;
  readonly changing: boolean;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const [location] = useLocation();
  /** Here, and not in its page: whoever looks at another page meanwhile finds it again. It ends with the session. */
  const [policyDraft, setPolicyDraft] = useState<PolicyDraft | undefined>();
  const overview = useAsk('GET /overview', {}, ['vm', 'client', 'device', 'lease']);
  const here = (path: string): boolean =>
    path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <nav className="side" aria-label={t('nav')}>
        <Link href="/" className="brand" aria-label="Farport">
          <img src={icon} alt="" width={30} height={30} />
          <span>Farport</span>
        </Link>
        <ul>
          {PLACES.filter(({ operation }) => may(operation)).map(({ path, word, icon: picture }) => (
            <li key={path}>
              <Link
                href={path}
                className={here(path) ? 'place on' : 'place'}
                aria-current={here(path) ? 'page' : undefined}
                title={t(word)}
              >
                {picture}
                <span>{t(word)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="stage">
        <header className="top">
          <span className="host">{overview.data?.host}</span>
          <LiveMark live={live} />
          <span className="gap" />
          <LanguageMenu />
          <ThemeMenu />
          <UserMenu />
        </header>
        {live === 'lost' && (
          <p className="banner" role="alert">
            {t('live.lost.more')}
          </p>
        )}
        <main id="main" tabIndex={-1}>
          <Switch>
            {PLACES.filter(({ operation }) => !may(operation)).map(({ path, word, operation }) => (
              <Route key={path} path={path}>
                <Page title={t(word)}>
                  <WhyNot operation={operation} />
                </Page>
              </Route>
            ))}
            <Route path="/" component={OverviewPage} />
            <Route path="/vms" component={VmsPage} />
            <Route path="/vms/:id">{({ id }) => <VmPage key={id} id={id} />}</Route>
            <Route path="/clients" component={ClientsPage} />
            <Route path="/clients/:id">{({ id }) => <ClientPage key={id} id={id} />}</Route>
            <Route path="/assignments" component={AssignmentsPage} />
            <Route path="/policy">
              <PolicyPage draft={policyDraft} onDraft={setPolicyDraft} />
            </Route>
            <Route path="/sessions" component={SessionsPage} />
            <Route path="/people" component={PeoplePage} />
            <Route path="/audit" component={AuditPage} />
            <Route path="/settings" component={SettingsPage} />
            <Route path="/index.html">
              <Redirect to="/" />
            </Route>
            <Route>
              <Empty title={t('nowhere')}>
                <ButtonLink to="/">{t('nav.overview')}</ButtonLink>
              </Empty>
            </Route>
          </Switch>
        </main>
      </div>
      {changing && <ChangePasswordDialog onClose={onChanged} />}
    </div>
  );
}

function LiveMark({ live }: { readonly live: LiveState }): ReactNode {
  const { t } = useWords();
  return (
    <span className={`live ${live}`} role="status">
      <i aria-hidden />
      {t(`live.${live}`)}
    </span>
  );
}

function LanguageMenu(): ReactNode {
  const { t, language, speak } = useWords();
  return (
    <MenuTrigger>
      <Button className="button icon" aria-label={t('language')}>
        <Languages size={18} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          selectionMode="single"
          selectedKeys={[language]}
          onAction={(key) => {
            speak(key as Language);
          }}
        >
          {(Object.entries(LANGUAGES) as [Language, string][]).map(([id, name]) => (
            <MenuItem key={id} id={id} className="menu-item">
              <span lang={id}>{name}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function ThemeMenu(): ReactNode {
  const { t } = useWords();
  const [theme, choose] = useTheme();
  return (
    <MenuTrigger>
      <Button className="button icon" aria-label={t('theme')}>
        <SunMoon size={18} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          selectionMode="single"
          selectedKeys={[theme]}
          onAction={(key) => {
            choose(key as Theme);
          }}
        >
          {THEMES.map((each) => (
            <MenuItem key={each} id={each} className="menu-item">
              {t(`theme.${each}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function UserMenu(): ReactNode {
  const { t } = useWords();
  const { session, signOut, changePassword } = usePresent();
  const { user } = session;
  const name = user.displayName === '' ? user.name : user.displayName;
  return (
    <MenuTrigger>
      <Button className="button quiet user" aria-label={t('user.menu', { name })}>
        <CircleUser size={18} aria-hidden />
        <span>{name}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          onAction={(key) => {
            if (key === 'out') signOut();
            else changePassword();
          }}
        >
          <MenuSection>
            <Header className="menu-head">
              <strong>{user.name}</strong>
              <small>{t(`role.${user.role}`)}</small>
            </Header>
            <MenuItem id="password" className="menu-item">
              {t('password.change')}
            </MenuItem>
            <MenuItem id="out" className="menu-item">
              {t('signOut')}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
