/**
 * The picture of the fleet: clients with their devices at the left, VMs at the right, and a line for each device that a VM
 * has, or waits for. The lines are a picture; whoever cannot see them reads the same beside each device.
 */
import { Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Device, Vm } from '../../api/types.ts';
import { DEVICE_KINDS, useList } from '../../api/use.ts';
import { useAll, useNames } from '../../names.ts';
import { DevicePicture, deviceTitle, stateWords } from '../../ui/device.tsx';
import { Card, Shown } from '../../ui/layout.tsx';
import { Empty } from '../../ui/notes.tsx';
import { deviceTone, vmTone } from '../../ui/tones.ts';
import { useWords } from '../../words/index.tsx';

/** In pixels; the style sheet has the same. */
const row = 34;
/** Of a device with its state below its name: a rule's name is long. */
const blockedRow = 52;
const headRow = 40;
const mostRows = 16;
/** Of the lines' own drawing. */
const width = 100;

type Line =
  | { readonly kind: 'client'; readonly id: string; readonly name: string }
  | { readonly kind: 'device'; readonly device: Device };

/** Devices that are plugged in, by client: those that are in use first, so that they are seen where there are many. */
export function linesOf(devices: readonly Device[]): { lines: readonly Line[]; left: number } {
  const rank: Readonly<Record<string, number>> = { in_use_by: 0, in_use_here: 0, waiting: 1, blocked_by: 2 };
  const rankOf = (device: Device): number => rank[device.state.word] ?? 3;
  const plugged = devices.filter(({ plugged, state }) => plugged && state.word !== 'client_offline');
  const clients = Map.groupBy(plugged, ({ clientId }) => clientId);
  const ordered = [...clients].sort(
    ([, left], [, right]) =>
      Math.min(...left.map(rankOf)) - Math.min(...right.map(rankOf)) ||
      (left[0]?.clientName ?? '').localeCompare(right[0]?.clientName ?? ''),
  );
  const lines: Line[] = [];
  let shown = 0;
  for (const [id, own] of ordered) {
    if (lines.length + 2 > mostRows) break;
    lines.push({ kind: 'client', id, name: own[0]?.clientName ?? id });
    for (const device of [...own].sort((left, right) => rankOf(left) - rankOf(right))) {
      if (lines.length >= mostRows) break;
      lines.push({ kind: 'device', device });
      shown++;
    }
  }
  return { lines, left: plugged.length - shown };
}

/** The VM that a device is at, or on its way to. */
function vmOf({ lease, wanted, state, assignedVmId }: Device): string | undefined {
  if (lease !== null) return lease.vmId;
  if (state.word !== 'waiting') return undefined;
  return wanted.vmId ?? assignedVmId ?? undefined;
}

export function PatchPanel(): ReactNode {
  const { t } = useWords();
  const devices = useList('GET /devices', DEVICE_KINDS, { limit: 500 });
  const vms = useAll('GET /vms');
  return (
    <Card title={t('panel.title')} aside={<Link href="/clients">{t('panel.all')}</Link>}>
      <Shown of={devices} lines={6}>
        {(all) => {
          const { lines, left } = linesOf(all);
          if (lines.length === 0)
            return (
              <Empty icon={<Plug size={28} aria-hidden />} title={t('panel.none')}>
                <p className="quiet">{t('panel.noneMore')}</p>
              </Empty>
            );
          return (
            <>
              <Panel lines={lines} vms={vms} />
              {left > 0 && <p className="quiet small">{t('panel.left', { count: left })}</p>}
            </>
          );
        }}
      </Shown>
    </Card>
  );
}

function Panel({ lines, vms }: { readonly lines: readonly Line[]; readonly vms: readonly Vm[] }): ReactNode {
  const words = useWords();
  const names = useNames();
  const used = new Set(lines.flatMap((line) => (line.kind === 'device' ? (vmOf(line.device) ?? []) : [])));
  /** The middle of the lines that lead to a VM: VMs in this order cross fewest of them. */
  const middle = (id: string): number => {
    const own = lines.flatMap((line, index) =>
      line.kind === 'device' && vmOf(line.device) === id ? [index] : [],
    );
    return own.reduce((sum, index) => sum + index, 0) / Math.max(1, own.length);
  };
  const shownVms = [...vms]
    .sort(
      (left, right) =>
        Number(used.has(right.id)) - Number(used.has(left.id)) ||
        Number(right.state === 'running') - Number(left.state === 'running'),
    )
    .slice(0, Math.max(3, Math.floor(lines.length / 2)))
    .sort(
      (left, right) =>
        Number(used.has(right.id)) - Number(used.has(left.id)) || middle(left.id) - middle(right.id),
    );
  const tops: number[] = [];
  let height = 0;
  for (const line of lines) {
    const own = line.kind === 'client' ? headRow : isBlocked(line.device) ? blockedRow : row;
    tops.push(height + own / 2);
    height += own;
  }
  const vmHeight = height / Math.max(1, shownVms.length);
  const middleOf = (index: number): number => (index + 0.5) * vmHeight;
  return (
    <div className="panel">
      <ul className="panel-clients">
        {lines.map((line) =>
          line.kind === 'client' ? (
            <li key={`c${line.id}`} className="panel-client">
              <Link href={`/clients/${line.id}`}>{line.name}</Link>
            </li>
          ) : (
            <li
              key={line.device.id}
              className={`panel-device ${deviceTone(line.device.state)}${isBlocked(line.device) ? ' two-lines' : ''}`}
            >
              <DevicePicture device={line.device} size={16} />
              <span className="panel-words" title={titleOf(line.device, words)}>
                <span className="panel-name">{deviceTitle(line.device)}</span>
                <span className="panel-state">{panelState(line.device, words, names.vm)}</span>
              </span>
              <i aria-hidden />
            </li>
          ),
        )}
      </ul>
      <svg
        className="panel-lines"
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        preserveAspectRatio="none"
        aria-hidden
      >
        {lines.map((line, index) => {
          if (line.kind === 'client') return null;
          const { device } = line;
          const y = tops[index] ?? 0;
          const vm = shownVms.findIndex(({ id }) => id === vmOf(device));
          if (vm < 0) return null;
          const end = middleOf(vm);
          return (
            <path
              key={device.id}
              className={deviceTone(device.state)}
              d={`M0 ${y} C${width * 0.5} ${y} ${width * 0.5} ${end} ${width} ${end}`}
              vectorEffect="non-scaling-stroke"
            />
          );
        })}
      </svg>
      <ul className="panel-vms">
        {shownVms.map((vm) => (
          <li key={vm.id}>
            <Link href={`/vms/${vm.id}`} className={`panel-vm ${vmTone(vm.state)}`}>
              <i aria-hidden />
              <span>
                {vm.name}
                <small>{words.maybe(`vm.state.${vm.state}`) ?? vm.state}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function isBlocked({ state }: Device): boolean {
  return state.word === 'blocked_by';
}

/** In whole, where a narrow window cuts it. */
function titleOf(device: Device, words: ReturnType<typeof useWords>): string {
  return `${deviceTitle(device)}: ${stateWords(device.state, words)}`;
}

function panelState(
  device: Device,
  words: ReturnType<typeof useWords>,
  vmName: (id: string) => string,
): ReactNode {
  const vm = vmOf(device);
  const state = stateWords(device.state, words);
  if (vm === undefined) return state;
  return (
    <>
      {state}
      <span className="unseen"> → {vmName(vm)}</span>
    </>
  );
}
