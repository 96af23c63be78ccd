/** The shared pictures, as elements of this page. */
import { DEVICE_KINDS, type DeviceKind } from '@farport/look/device';
import { DEVICE_ICONS, ICONS } from '@farport/look/icons';
import { h, type JSX } from 'preact';

type Name = DeviceKind | keyof typeof ICONS;

const isKind = (name: Name): name is DeviceKind => (DEVICE_KINDS as readonly string[]).includes(name);

export function Icon({ name, size = 20 }: { readonly name: Name; readonly size?: number }): JSX.Element {
  const node = isKind(name) ? DEVICE_ICONS[name] : ICONS[name];
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
