// The USB devices that a lab can be given, and how QEMU is told of each. It never talks to QEMU itself.

/** Where a device is plugged: the xHCI's ports that are both, those that are USB 2 only, or the EHCI's. */
export type LabPort = 'xhci' | 'xhci-usb2' | 'ehci';

/** A USB device to plug into the lab's USB host. */
export interface DeviceSpec {
  /** A name of the caller's choice, unique in its lab. */
  readonly id: string;
  readonly kind:
    'storage' | 'uas' | 'keyboard' | 'tablet' | 'mouse' | 'serial' | 'audio' | 'ccid' | 'u2f' | 'mtp';
  /** Default: xhci. A storage device there is SuperSpeed; on the others, high speed. */
  readonly port?: LabPort;
  /** The disk image of a storage or uas device: its path on the host. */
  readonly image?: string;
  readonly readOnly?: boolean;
  readonly serial?: string;
  /** The folder that an mtp device shows: its path on the host. */
  readonly folder?: string;
  /** Further properties of QEMU's device. */
  readonly props?: Readonly<Record<string, string | number | boolean>>;
}

/** A command of QEMU's monitor. */
export interface MonitorCommand {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What plugs a device, what unplugs it (after device_del of `plug`'s last id), and what the host can talk to. */
export interface DevicePlan {
  readonly plug: readonly MonitorCommand[];
  readonly cleanUp: readonly MonitorCommand[];
  /** Ids for device_del, the last plugged first. */
  readonly remove: readonly string[];
  /** A serial device's Unix socket on the host. */
  readonly socket: string | undefined;
}

const drivers: Readonly<Record<DeviceSpec['kind'], string>> = {
  storage: 'usb-storage',
  uas: 'usb-uas',
  keyboard: 'usb-kbd',
  tablet: 'usb-tablet',
  mouse: 'usb-mouse',
  serial: 'usb-serial',
  audio: 'usb-audio',
  ccid: 'usb-ccid',
  u2f: 'u2f-emulated',
  mtp: 'usb-mtp',
};

/** The number of ports of the xHCI: the first eight are USB 3 and USB 2, the others USB 2 only. */
export const xhciPorts = { usb3: 8, usb2: 14 };

/**
 * How a device is plugged. `directory` is where sockets are made; `usb2Ports` gives the number of a free port of
 * the xHCI that is USB 2 only.
 */
export function planDevice(spec: DeviceSpec, directory: string, usb2Port: number | undefined): DevicePlan {
  const plug: MonitorCommand[] = [];
  const cleanUp: MonitorCommand[] = [];
  const remove = [spec.id];
  let socket: string | undefined;
  const device: Record<string, unknown> = {
    driver: drivers[spec.kind],
    id: spec.id,
    bus: spec.port === 'ehci' ? 'ehci.0' : 'xhci.0',
    ...(usb2Port === undefined ? {} : { port: String(usb2Port) }),
    ...(spec.serial === undefined ? {} : { serial: spec.serial }),
  };
  const node = `${spec.id}-image`;
  if (spec.kind === 'storage' || spec.kind === 'uas') {
    plug.push({
      command: 'blockdev-add',
      args: {
        driver: 'raw',
        'node-name': node,
        'read-only': spec.readOnly ?? false,
        file: { driver: 'file', filename: spec.image ?? '' },
      },
    });
    cleanUp.push({ command: 'blockdev-del', args: { 'node-name': node } });
  }
  if (spec.kind === 'storage') {
    device['drive'] = node;
    device['removable'] = true;
  }
  if (spec.kind === 'serial') {
    socket = `${directory}/${spec.id}.serial`;
    plug.push({
      command: 'chardev-add',
      args: {
        id: node,
        backend: {
          type: 'socket',
          data: { addr: { type: 'unix', data: { path: socket } }, server: true, wait: false },
        },
      },
    });
    cleanUp.push({ command: 'chardev-remove', args: { id: node } });
    device['chardev'] = node;
    device['always-plugged'] = true;
  }
  if (spec.kind === 'audio') device['audiodev'] = 'silent';
  if (spec.kind === 'mtp') device['rootdir'] = spec.folder;
  plug.push({ command: 'device_add', args: { ...device, ...spec.props } });
  if (spec.kind === 'uas') {
    plug.push({
      command: 'device_add',
      args: { driver: 'scsi-hd', id: `${spec.id}-disk`, bus: `${spec.id}.0`, drive: node },
    });
  }
  return { plug, cleanUp, remove, socket };
}
