/** Screens that are open, and devices in VMs that no client of the fleet has told of: live, each with its way to end it. */
import { MonitorOff, ScreenShare, Usb } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { ask, type Answer } from '../api/client.ts';
import { useList } from '../api/use.ts';
import { usePresent } from '../session.tsx';
import { Button } from '../ui/controls.tsx';
import { Card, More, Shown, Table } from '../ui/layout.tsx';
import { Empty } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

type Channel = Answer<'GET /channels'>['items'][number];

/** No event tells of what is carried. */
export const carriedEveryMs = 3_000;

/** What has been carried, and how far away the client is: three cells. Undefined where this agent does not know. */
export function Carried({
  of,
}: {
  readonly of: Pick<Channel, 'toVm' | 'toClient' | 'roundTripMs'> | undefined;
}): ReactNode {
  const { bytes, milliseconds } = useWords();
  return (
    <>
      <td className="number">{of === undefined ? '–' : bytes(of.toVm)}</td>
      <td className="number">{of === undefined ? '–' : bytes(of.toClient)}</td>
      <td className="number">{of?.roundTripMs == null ? '–' : milliseconds(of.roundTripMs)}</td>
    </>
  );
}

export function OpenChannels(): ReactNode {
  const { t, ago, at } = useWords();
  const { mayAll, session } = usePresent();
  const channels = useList('GET /channels', ['vm', 'lease'], { limit: 500, every: carriedEveryMs });
  const [ending, setEnding] = useState<{ id: string; name: string } | undefined>();
  return (
    <Card title={t('channels')} flush>
      <Shown of={channels}>
        {(all) => {
          // Devices of the fleet are among the leases.
          const items = all.filter(({ kind, device }) => kind === 'display' || !device?.id);
          if (items.length === 0) {
            return (
              <Empty icon={<ScreenShare size={28} aria-hidden />} title={t('channels.none')}>
                <p className="quiet">{t('channels.noneMore')}</p>
              </Empty>
            );
          }
          return (
            <Table
              label={t('channels')}
              columns={[
                { head: t('channel.what'), look: 'wide' },
                { head: t('user') },
                { head: t('channel.from') },
                { head: t('lease.since') },
                { head: t('carried.toVm'), look: 'number' },
                { head: t('carried.toClient'), look: 'number' },
                { head: t('carried.roundTrip'), look: 'number' },
                { head: t('actions'), look: 'actions' },
              ]}
            >
              {items.map((channel) => {
                const { id, kind, vm, user, client, device, address, since } = channel;
                const what = kind === 'display' ? t('channel.screen') : (device?.name ?? t('device'));
                const Picture = kind === 'display' ? ScreenShare : Usb;
                return (
                  <tr key={id}>
                    <td>
                      <span className="with-picture">
                        <Picture size={18} aria-hidden />
                        <span>
                          {what} <small>{vm !== null && <Link href={`/vms/${vm.id}`}>{vm.name}</Link>}</small>
                        </span>
                      </span>
                    </td>
                    <td>{user?.name ?? t('channel.serverTicket')}</td>
                    <td>
                      {client === null ? address : <Link href={`/clients/${client.id}`}>{client.name}</Link>}
                    </td>
                    <td title={at(since)}>{ago(since)}</td>
                    <Carried of={channel} />
                    <td className="actions">
                      {(mayAll('session.end') || user?.id === session.user.id) && (
                        <Button
                          look="danger"
                          icon={<MonitorOff size={15} aria-hidden />}
                          aria-label={t('channel.endNamed', { what, vm: vm?.name ?? '' })}
                          onPress={() => {
                            setEnding({ id, name: `${what} · ${vm?.name ?? ''}` });
                          }}
                        >
                          {t('channel.end')}
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </Table>
          );
        }}
      </Shown>
      <More of={channels} />
      {ending !== undefined && (
        <ReasonDialog
          title={t('channel.endTitle', { name: ending.name })}
          more={t('channel.endMore')}
          submit={t('channel.end')}
          done={t('channel.ended', { name: ending.name })}
          changes={new Set(['lease'])}
          onSubmit={(reason) =>
            ask('POST /channels/{id}/end', { params: { id: ending.id }, body: { reason } })
          }
          onClose={() => {
            setEnding(undefined);
          }}
        />
      )}
    </Card>
  );
}
