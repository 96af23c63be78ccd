/** What is in use now, live: devices in VMs with who holds them and what they carry, open screens, and who is signed in. */
import { useQueryClient } from '@tanstack/react-query';
import { Cable, LogOut, Unplug } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { ask } from '../api/client.ts';
import { DEVICE_KINDS, readAnew, useList } from '../api/use.ts';
import { useNames } from '../names.ts';
import { usePresent } from '../session.tsx';
import { Button, WhyNot } from '../ui/controls.tsx';
import { DevicePicture, deviceId, deviceTitle } from '../ui/device.tsx';
import { Badge, Card, More, Page, Shown, Table } from '../ui/layout.tsx';
import { Empty, useTeller } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';
import { ForceRelease } from './force-release.tsx';
import { Carried, carriedEveryMs, OpenChannels } from './open-channels.tsx';

export function SessionsPage(): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  return (
    <Page title={t('nav.sessions')} lead={t('sessions.lead')}>
      {!may('device.force_release') && <WhyNot operation="device.force_release" />}
      <Leases />
      <OpenChannels />
      <SignedInList />
    </Page>
  );
}

function Leases(): ReactNode {
  const { t, ago, at } = useWords();
  const { may } = usePresent();
  const names = useNames();
  const leases = useList('GET /leases', ['lease', 'device']);
  const devices = useList('GET /devices', DEVICE_KINDS, { limit: 500 });
  const carried = useList('GET /device-sessions', ['lease'], { limit: 500, every: carriedEveryMs });
  const [releasing, setReleasing] = useState<{ id: string; name: string } | undefined>();
  const force = may('device.force_release');
  return (
    <Card title={t('sessions.leases')} flush>
      <Shown of={leases}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon={<Cable size={28} aria-hidden />} title={t('sessions.noLeases')}>
              <p className="quiet">{t('sessions.noLeasesMore')}</p>
            </Empty>
          ) : (
            <Table
              label={t('sessions.leases')}
              columns={[
                { head: t('device'), look: 'wide' },
                { head: t('vm') },
                { head: t('lease.holder') },
                { head: t('carried.toVm'), look: 'number' },
                { head: t('carried.toClient'), look: 'number' },
                { head: t('carried.roundTrip'), look: 'number' },
                ...(force ? [{ head: t('actions'), look: 'actions' as const }] : []),
              ]}
            >
              {items.map((lease) => {
                const device = devices.data?.find(({ id }) => id === lease.deviceId);
                const session = carried.data?.find(
                  ({ deviceId, fence }) => deviceId === lease.deviceId && fence === lease.fence,
                );
                const name = device === undefined ? lease.deviceId : deviceTitle(device);
                return (
                  <tr key={lease.deviceId}>
                    <td>
                      <span className="with-picture">
                        {device !== undefined && <DevicePicture device={device} />}
                        <span>
                          {name}
                          {device !== undefined && (
                            <small>
                              {deviceId(device)} ·{' '}
                              <Link href={`/clients/${device.clientId}`}>{device.clientName}</Link>{' '}
                              {device.portPath}
                            </small>
                          )}
                        </span>
                      </span>
                    </td>
                    <td>
                      <Link href={`/vms/${lease.vmId}`}>{names.vm(lease.vmId)}</Link>
                    </td>
                    <td>
                      {lease.userId === null ? t('lease.assignment') : names.user(lease.userId)}
                      <small title={at(lease.acquiredAt)}>
                        {' '}
                        {ago(lease.acquiredAt)}
                        {session?.linked === false && ` · ${t('lease.noLink')}`}
                      </small>
                    </td>
                    <Carried of={session} />
                    {force && (
                      <td className="actions">
                        <Button
                          look="danger"
                          icon={<Unplug size={15} aria-hidden />}
                          onPress={() => {
                            setReleasing({ id: lease.deviceId, name });
                          }}
                        >
                          {t('device.force')}
                        </Button>
                      </td>
                    )}
                  </tr>
                );
              })}
            </Table>
          )
        }
      </Shown>
      <More of={leases} />
      {releasing !== undefined && (
        <ForceRelease
          deviceId={releasing.id}
          name={releasing.name}
          onClose={() => {
            setReleasing(undefined);
          }}
        />
      )}
    </Card>
  );
}

/** "Firefox", "Chromium": enough to know one's own again. */
export function browserName(userAgent: string): string {
  for (const name of ['Firefox', 'Edg', 'Chrome', 'Safari']) {
    if (userAgent.includes(`${name}/`)) return name === 'Edg' ? 'Edge' : name;
  }
  return userAgent.split(/[/ ]/)[0] ?? '';
}

function SignedInList(): ReactNode {
  const { t, ago, at } = useWords();
  const { mayAll, session } = usePresent();
  const { complain } = useTeller();
  const names = useNames();
  const queries = useQueryClient();
  const sessions = useList('GET /sessions', ['session', 'user']);
  return (
    <Card title={t('sessions.signedIn')} flush>
      <Shown of={sessions}>
        {(items) => (
          <Table
            label={t('sessions.signedIn')}
            columns={[
              { head: t('user'), look: 'wide' },
              { head: t('session.sitsAt') },
              { head: t('session.address') },
              { head: t('session.browser') },
              { head: t('session.seen') },
              { head: t('session.expires') },
              { head: t('actions'), look: 'actions' },
            ]}
          >
            {items.map((each) => {
              const own = each.userId === session.user.id;
              return (
                <tr key={each.id}>
                  <td>
                    {names.user(each.userId)} {own && <Badge tone="quiet">{t('session.you')}</Badge>}
                  </td>
                  <td>
                    {each.clientId !== null && (
                      <Link href={`/clients/${each.clientId}`}>{names.client(each.clientId)}</Link>
                    )}
                  </td>
                  <td>{each.address}</td>
                  <td>{browserName(each.userAgent)}</td>
                  <td title={at(each.seenAt)}>{ago(each.seenAt)}</td>
                  <td title={at(each.expiresAt)}>{ago(Math.min(each.expiresAt, each.idleExpiresAt))}</td>
                  <td className="actions">
                    {(mayAll('session.end') || own) && (
                      <Button
                        icon={<LogOut size={15} aria-hidden />}
                        aria-label={t('session.endNamed', { name: names.user(each.userId) })}
                        onPress={() => {
                          ask('DELETE /sessions/{id}', { params: { id: each.id } }).then(() => {
                            readAnew(queries, new Set(['session']));
                          }, complain);
                        }}
                      >
                        {t('session.end')}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </Table>
        )}
      </Shown>
      <More of={sessions} />
    </Card>
  );
}
