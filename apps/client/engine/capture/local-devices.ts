/**
 * Owns the list of USB devices of this machine and keeps it current: on Linux from sysfs, elsewhere from libusb.
 * Hints that something changed come from node-usb's hot plug events, from the device nodes, and from a slow look
 * at sysfs, because libusb hears nothing where no udev daemon runs (containers). Never opens a device.
 */
import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { listNodeUsb, loadNodeUsb, nodeUsbMissing, type NodeUsb } from './libusb/node-usb.ts';
import type { LocalDevice } from './local-device.ts';
import { listSysfs, SYSFS_USB } from './sysfs.ts';
import { EngineError } from '../errors.ts';

const NODES = '/dev/bus/usb';
const LOOK_MS = 1000;
/** A device's directory appears before all of its files do. */
const SETTLE_MS = 60;

/** Where the list of devices comes from; the engine's tests bring their own. */
export interface DeviceSource {
  list(): Promise<LocalDevice[]>;
  /** Calls `changed` whenever the list may have changed, until the returned function is called. */
  watch(changed: () => void): Promise<() => void>;
}

/** Throws `capture.no_backend` where this machine has neither sysfs nor a working libusb. */
export async function systemDevices(): Promise<DeviceSource> {
  if (existsSync(SYSFS_USB)) return { list: () => listSysfs(), watch: watchLinux };
  const usb = await loadNodeUsb();
  if (usb !== undefined) {
    return { list: () => Promise.resolve(listNodeUsb(usb)), watch: (changed) => watchLibusb(usb, changed) };
  }
  if (process.platform === 'linux') {
    // No USB at all in this kernel or container: an empty list is the truth.
    return { list: () => Promise.resolve([]), watch: () => Promise.resolve(() => undefined) };
  }
  throw new EngineError('capture.no_backend', `USB devices cannot be listed here: ${nodeUsbMissing()}`);
}

function watchLibusb(usb: NodeUsb, changed: () => void): Promise<() => void> {
  usb.on('attach', changed);
  usb.on('detach', changed);
  return Promise.resolve(() => {
    usb.off('attach', changed);
    usb.off('detach', changed);
  });
}

async function watchLinux(changed: () => void): Promise<() => void> {
  const stops: (() => void)[] = [];
  let settle: NodeJS.Timeout | undefined;
  const soon = (): void => {
    settle ??= setTimeout(() => {
      settle = undefined;
      changed();
    }, SETTLE_MS);
  };
  const usb = await loadNodeUsb();
  if (usb !== undefined) stops.push(await watchLibusb(usb, soon));
  stops.push(watchNodes(soon));

  let last = names();
  const look = setInterval(() => {
    const now = names();
    if (now !== last) soon();
    last = now;
  }, LOOK_MS);
  return () => {
    clearInterval(look);
    clearTimeout(settle);
    for (const stop of stops) stop();
  };
}

/**
 * The names of all devices and of their nodes, which number them anew: they change when a device comes, goes, or is
 * replaced. No file is opened, as this is looked at for as long as the engine lives.
 */
function names(): string {
  const entries = [SYSFS_USB, ...entriesOf(NODES).map((bus) => join(NODES, bus))].flatMap(entriesOf);
  return entries.join(' ');
}

/** Empty where there is no such directory (any more). */
function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** inotify on /dev/bus/usb and every bus below: the kernel makes and removes the nodes itself (devtmpfs). */
function watchNodes(changed: () => void): () => void {
  const watchers: FSWatcher[] = [];
  const add = (path: string): void => {
    try {
      const watcher = watch(path, { persistent: false }, changed);
      watcher.on('error', () => {
        watcher.close();
      });
      watchers.push(watcher);
    } catch {
      // No such directory, or no inotify watches left: the slow look finds the change.
    }
  };
  add(NODES);
  for (const bus of entriesOf(NODES)) add(join(NODES, bus));
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
