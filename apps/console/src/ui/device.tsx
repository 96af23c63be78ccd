/** A device as people know it: its name, what it is, how it stands. */
import { kindOfDevice } from '@farport/look/device';
import { DEVICE_ICONS } from '@farport/look/icons';
import { nameOfDevice } from '@farport/usb/device-name';
import { formatVidPid } from '@farport/usb/identity';
import { Icon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords, type Words } from '../words/index.tsx';
import type { Device, DeviceState } from '../api/types.ts';
import { Badge } from './layout.tsx';
import { deviceTone } from './tones.ts';

export function deviceId({ vendorId, productId }: Pick<Device, 'vendorId' | 'productId'>): string {
  return formatVidPid(vendorId, productId);
}

export function deviceTitle(
  device: Pick<Device, 'manufacturer' | 'product' | 'vendorId' | 'productId'>,
): string {
  return nameOfDevice(device) || deviceId(device);
}

type Triple = Device['deviceClass'];

const CLASSES = {
  '01': 'audio',
  '02': 'communications',
  '03': 'hid',
  '06': 'image',
  '07': 'printer',
  '08': 'storage',
  '09': 'hub',
  '0b': 'smart_card',
  '0e': 'video',
  e0: 'wireless',
  ff: 'vendor',
} as const;
type ClassName = (typeof CLASSES)[keyof typeof CLASSES] | 'keyboard' | 'mouse' | 'other';

/** The name under which words and pictures know a class, by its pattern: "08", "03/01/01". */
export function classOfPattern(pattern: string): ClassName {
  if (pattern.startsWith('03/01/01')) return 'keyboard';
  if (pattern.startsWith('03/01/02')) return 'mouse';
  const code = pattern.slice(0, 2).toLowerCase();
  return code in CLASSES ? CLASSES[code as keyof typeof CLASSES] : 'other';
}

function className({ classCode, subclass, protocol }: Triple): ClassName {
  const hex = [classCode, subclass, protocol].map((value) => value.toString(16).padStart(2, '0'));
  return classOfPattern(hex.join('/'));
}

function classesOf({ deviceClass, interfaces }: Pick<Device, 'deviceClass' | 'interfaces'>): ClassName[] {
  const own = deviceClass.classCode === 0 || deviceClass.classCode === 0xef ? [] : [deviceClass];
  const names = [...own, ...interfaces].map(className);
  // What says nothing stands behind what does.
  return [...new Set(names)].sort((left, right) => Number(left === 'other') - Number(right === 'other'));
}

/** "storage, audio" */
export function classWords(device: Pick<Device, 'deviceClass' | 'interfaces'>, { t }: Words): string {
  return classesOf(device)
    .map((name) => t(`class.${name}`))
    .join(t('list.comma'));
}

export function DevicePicture({
  device,
  size = 18,
}: {
  readonly device: Pick<Device, 'deviceClass' | 'interfaces'>;
  readonly size?: number;
}): ReactNode {
  const kind = kindOfDevice(device.deviceClass.classCode, device.interfaces);
  return <Icon iconNode={DEVICE_ICONS[kind]} size={size} aria-hidden />;
}

export function stateWords(state: DeviceState, { t }: Words): string {
  switch (state.word) {
    case 'in_use_by':
      return t('state.in_use_by', { by: state.by ?? '?' });
    case 'blocked_by':
      return t('state.blocked_by', { rule: state.rule ?? '?' });
    case 'waiting':
      return t(`state.waiting_${state.for ?? 'link'}`);
    case 'client_offline':
      return state.by === undefined || state.by === null
        ? t('state.client_offline')
        : t('state.client_offline_by', { by: state.by });
    default:
      return t(`state.${state.word}`);
  }
}

export function DeviceBadge({ state }: { readonly state: DeviceState }): ReactNode {
  const words = useWords();
  return <Badge tone={deviceTone(state)}>{stateWords(state, words)}</Badge>;
}
