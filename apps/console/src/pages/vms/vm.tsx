/** One VM: how it stands, its devices, the end of its console, who may use it. */
import { ArrowLeft, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Vm } from '../../api/types.ts';
import { DEVICE_KINDS, useAsk, useList } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button, WhyNot } from '../../ui/controls.tsx';
import { DeviceBadge, DevicePicture, deviceId, deviceTitle } from '../../ui/device.tsx';
import { Badge, Card, Facts, Page, Shown } from '../../ui/layout.tsx';
import { Empty, useReasonWords } from '../../ui/notes.tsx';
import { vmTone } from '../../ui/tones.ts';
import { useWords, type Words } from '../../words/index.tsx';
import { BuildNote } from './create.tsx';
import { Grants } from './grants.tsx';
import { plain } from './plain.ts';
import { PowerButtons } from './power.tsx';
import { DeleteVm, VmSettings } from './settings.tsx';
import { sizeOf } from './spec-fields.tsx';

const consoleEveryMs = 3_000;

export function VmPage({ id }: { readonly id: string }): ReactNode {
  const { t, maybe, span, ago, at } = useWords();
  const reason = useReasonWords();
  const { may } = usePresent();
  const [deleting, setDeleting] = useState(false);
  const vm = useAsk('GET /vms/{id}', { params: { id } }, ['vm']);
  const [editing, setEditing] = useState(false);
  return (
    <Shown of={vm}>
      {(data) => (
        <Page
          title={
            <>
              <Link href="/vms" className="back" aria-label={t('nav.vms')}>
                <ArrowLeft size={20} aria-hidden />
              </Link>
              {data.name}{' '}
              <Badge tone={vmTone(data.state)}>{maybe(`vm.state.${data.state}`) ?? data.state}</Badge>
            </>
          }
          lead={data.description === '' ? undefined : data.description}
          actions={
            <>
              <PowerButtons vm={data} force />
              {may('vm.change') && (
                <Button
                  icon={<Pencil size={15} aria-hidden />}
                  onPress={() => {
                    setEditing(true);
                  }}
                >
                  {t('vm.settings')}
                </Button>
              )}
              {may('vm.delete') && data.origin !== 'configuration' && (
                <Button
                  look="danger"
                  icon={<Trash2 size={15} aria-hidden />}
                  isDisabled={!['stopped', 'failed'].includes(data.state)}
                  onPress={() => {
                    setDeleting(true);
                  }}
                >
                  {t('vm.delete')}
                </Button>
              )}
            </>
          }
        >
          <BuildNote vm={data} />
          {!may('vm.power') && <WhyNot operation="vm.power" />}
          {data.lastExit !== null && data.state === 'failed' && (
            <p className="note bad" role="alert">
              {reason(data.lastExit.message, data.lastExit.code)}
            </p>
          )}
          <div className="columns">
            <Card title={t('vm.facts')}>
              <Facts
                items={[
                  [t('vm.uptime'), data.uptime === null ? '–' : span(data.uptime)],
                  [
                    t('vm.size'),
                    data.memoryMiB === null
                      ? '–'
                      : t('vm.sizeOf', { memory: data.memoryMiB, vcpus: data.vcpus ?? 1 }),
                  ],
                  [t('vm.host'), data.host],
                  [t('vm.origin'), t(`vm.origin.${data.origin}`)],
                  ...builtOf(data, t),
                  [t('vm.wanted'), t(`vm.wanted.${data.wantedPower}`)],
                  [
                    t('vm.lastExit'),
                    data.lastExit === null ? '–' : reason(data.lastExit.message, data.lastExit.code),
                  ],
                  [t('created'), <span title={at(data.createdAt)}>{ago(data.createdAt)}</span>],
                ]}
              />
            </Card>
            <VmDevices id={id} />
          </div>
          <Console vm={data} />
          {may('vm.grant') ? <Grants vm={data} /> : null}
          {deleting && (
            <DeleteVm
              vm={data}
              onClose={() => {
                setDeleting(false);
              }}
            />
          )}
          {editing && (
            <VmSettings
              vm={data}
              onClose={() => {
                setEditing(false);
              }}
            />
          )}
        </Page>
      )}
    </Shown>
  );
}

/** What it starts from, where the fleet knows. */
function builtOf({ build }: Vm, t: Words['t']): (readonly [string, ReactNode])[] {
  if (build === null) return [];
  const { kernel, initrd, image, diskMiB, display } = build.spec;
  const disk = diskMiB === null ? '–' : sizeOf(diskMiB * (1 << 20));
  return [
    [
      t('vm.kernel'),
      [kernel, initrd]
        .filter((each) => each !== null)
        .map(fileName)
        .join(' + '),
    ],
    [t('vm.diskFact'), image === null ? disk : t('vm.diskFrom', { disk, image: fileName(image) })],
    [t('vm.screen'), display === null ? '–' : `${display.width} × ${display.height}`],
  ];
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function VmDevices({ id }: { readonly id: string }): ReactNode {
  const { t } = useWords();
  const devices = useList('GET /devices', DEVICE_KINDS, { limit: 500 });
  return (
    <Card title={t('vm.devices')}>
      <Shown of={devices}>
        {(all) => {
          const here = all.filter(
            ({ lease, wanted, assignedVmId }) =>
              lease?.vmId === id || (lease === null && (wanted.vmId ?? assignedVmId) === id),
          );
          if (here.length === 0) return <Empty title={t('vm.noDevices')} />;
          return (
            <ul className="rows">
              {here.map((device) => (
                <li key={device.id}>
                  <DevicePicture device={device} />
                  <span className="grow">
                    <Link href={`/clients/${device.clientId}`}>{deviceTitle(device)}</Link>
                    <small>
                      {device.clientName} · {deviceId(device)}
                    </small>
                  </span>
                  <DeviceBadge state={device.state} />
                </li>
              ))}
            </ul>
          );
        }}
      </Shown>
    </Card>
  );
}

function Console({ vm }: { readonly vm: Vm }): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const log = useAsk('GET /vms/{id}/console-log', { params: { id: vm.id } }, ['vm'], {
    enabled: may('vm.console_log'),
    ...(vm.state === 'running' ? { every: consoleEveryMs } : {}),
  });
  const frame = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const pre = frame.current;
    if (pre !== null) pre.scrollTop = pre.scrollHeight;
  }, [log.data]);
  return (
    <Card
      title={t('vm.console')}
      aside={
        may('vm.console_log') && (
          <Button look="quiet" icon={<RotateCw size={15} aria-hidden />} onPress={log.again}>
            {t('again')}
          </Button>
        )
      }
    >
      {may('vm.console_log') ? (
        <Shown of={log}>
          {(text) =>
            text === '' ? (
              <Empty title={t('vm.consoleEmpty')} />
            ) : (
              <pre ref={frame} className="console" tabIndex={0} role="region" aria-label={t('vm.console')}>
                {plain(text)}
              </pre>
            )
          }
        </Shown>
      ) : (
        <WhyNot operation="vm.console_log" />
      )}
    </Card>
  );
}
