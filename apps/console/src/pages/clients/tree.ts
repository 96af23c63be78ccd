/** Devices as they are plugged in: by port, what is in a hub under the hub. No I/O. */
import type { Device } from '../../api/types.ts';

export interface Place {
  /** "1-2.3" */
  readonly path: string;
  readonly label: string;
  readonly device: Device | undefined;
  readonly under: Place[];
}

function order(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

/** The port above: of "1-2.3" it is "1-2"; undefined at the top. */
export function portAbove(path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : path.slice(0, dot);
}

/** Plugged devices and named ports; each under the nearest port above that is there, too. */
export function placesOf(
  devices: readonly Device[],
  ports: readonly { readonly path: string; readonly label: string }[],
): Place[] {
  const places = new Map<string, Place>();
  for (const { path, label } of ports) places.set(path, { path, label, device: undefined, under: [] });
  for (const device of devices) {
    if (!device.plugged) continue;
    const label = places.get(device.portPath)?.label ?? '';
    places.set(device.portPath, { path: device.portPath, label, device, under: [] });
  }
  const top: Place[] = [];
  for (const path of [...places.keys()].sort(order)) {
    const place = places.get(path);
    if (place === undefined) continue;
    let above = portAbove(path);
    while (above !== undefined && !places.has(above)) above = portAbove(above);
    (above === undefined ? top : (places.get(above)?.under ?? top)).push(place);
  }
  return top;
}
