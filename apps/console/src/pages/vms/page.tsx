/** The VMs. */
import { MonitorCog, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useList } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button } from '../../ui/controls.tsx';
import { Badge, Card, More, Page, Shown, Table } from '../../ui/layout.tsx';
import { Empty } from '../../ui/notes.tsx';
import { vmTone } from '../../ui/tones.ts';
import { useWords } from '../../words/index.tsx';
import { CreateVm } from './create.tsx';
import { PowerButtons } from './power.tsx';

export function VmsPage(): ReactNode {
  const { t, maybe, span } = useWords();
  const { may, mayAll } = usePresent();
  const vms = useList('GET /vms', ['vm']);
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={t('nav.vms')}
      lead={t('vms.lead')}
      actions={
        may('vm.create') && (
          <Button
            look="first"
            icon={<Plus size={15} aria-hidden />}
            onPress={() => {
              setMaking(true);
            }}
          >
            {t('vm.create')}
          </Button>
        )
      }
    >
      <Card flush>
        <Shown of={vms}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon={<MonitorCog size={28} aria-hidden />} title={t('vms.none')}>
                {may('vm.create') && <p className="quiet">{t('vms.noneMore')}</p>}
                {!mayAll('vm.read') && <p className="quiet">{t('vms.noneYours')}</p>}
              </Empty>
            ) : (
              <Table
                label={t('nav.vms')}
                columns={[
                  { head: t('name'), look: 'wide' },
                  { head: t('state') },
                  { head: t('vm.uptime') },
                  { head: t('vm.size') },
                  { head: t('vm.host') },
                  { head: t('actions'), look: 'actions' },
                ]}
              >
                {items.map((vm) => (
                  <tr key={vm.id}>
                    <td>
                      <Link href={`/vms/${vm.id}`} className="main-link">
                        {vm.name}
                      </Link>
                      {vm.description !== '' && <small>{vm.description}</small>}
                    </td>
                    <td>
                      {vm.build === null || vm.build.state === 'ready' ? (
                        <Badge tone={vmTone(vm.state)}>{maybe(`vm.state.${vm.state}`) ?? vm.state}</Badge>
                      ) : (
                        <Badge tone={vm.build.state === 'failed' ? 'bad' : 'wait'}>
                          {t(`vm.build.${vm.build.state}`)}
                        </Badge>
                      )}
                    </td>
                    <td>{vm.uptime === null ? '–' : span(vm.uptime)}</td>
                    <td className="tight">
                      {vm.memoryMiB === null
                        ? '–'
                        : t('vm.sizeOf', { memory: vm.memoryMiB, vcpus: vm.vcpus ?? 1 })}
                    </td>
                    <td>{vm.host}</td>
                    <td className="actions">
                      <PowerButtons vm={vm} />
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Shown>
        <More of={vms} />
      </Card>
      <p className="quiet small">{t('vms.config')}</p>
      {making && (
        <CreateVm
          onClose={() => {
            setMaking(false);
          }}
        />
      )}
    </Page>
  );
}
