// The demo's machine where this one has a KVM and a USB host: this machine. The stick is a gadget of the kernel's
// own making (dummy_hcd, SuperSpeed), or a person's own, which the person is asked to unplug.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalProcess, runLocal } from './local-process.ts';
import { whyNoKvm } from './kvm.ts';
import { makeStick, removeStick } from '../lab/stick.ts';
import type { DemoHost } from './host.ts';
import { stickFiles } from './stick-files.ts';

const gadget = '/sys/kernel/config/usb_gadget/farport-demo';
const serial = 'FARPORT-DEMO-2';

/** Why the demo cannot run on this machine itself, in a few words; undefined when it can. */
export function whyNotHere(device: string | undefined): string | undefined {
  const noKvm = whyNoKvm();
  if (noKvm !== undefined) return noKvm;
  const hubs = existsSync('/sys/bus/usb/devices') ? readdirSync('/sys/bus/usb/devices') : [];
  if (!hubs.some((name) => name.startsWith('usb'))) return 'this machine has no USB host';
  if (process.getuid?.() !== 0)
    return 'this user is not root, who may mount a stick and take it from its driver';
  if (device === undefined && !canMakeGadget())
    return 'this kernel cannot play a USB stick (no dummy_hcd); name a real one with --device';
  return undefined;
}

function canMakeGadget(): boolean {
  for (const module of [['dummy_hcd', 'is_super_speed=1'], ['libcomposite'], ['usb_f_mass_storage']])
    if (runLocal(['modprobe', ...module]).exitCode !== 0) return false;
  if (!existsSync('/sys/kernel/config/usb_gadget'))
    runLocal(['mount', '-t', 'configfs', 'none', '/sys/kernel/config']);
  return existsSync('/sys/kernel/config/usb_gadget') && udc() !== undefined;
}

function udc(): string | undefined {
  return existsSync('/sys/class/udc')
    ? readdirSync('/sys/class/udc').find((name) => name.startsWith('dummy_udc'))
    : undefined;
}

/** This machine; `device` names a person's own stick. */
export async function localHost(device: string | undefined): Promise<DemoHost> {
  const folder = mkdtempSync(join(tmpdir(), 'farport-demo-'));
  const stick = device === undefined ? await gadgetStick() : ownStick(device);
  const processes = new Set<LocalProcess>();
  return {
    name: 'local',
    folder,
    stick: { selector: device ?? serial, speedMbps: device === undefined ? 5000 : undefined },
    run: (argv, options) => {
      const process = LocalProcess.start(
        typeof argv === 'string' ? ['/bin/sh', '-c', argv] : argv,
        options?.env,
      );
      return process.collect(options?.timeoutMs ?? 120_000);
    },
    spawn: (argv, options) => {
      const process = LocalProcess.start(argv, options?.env);
      processes.add(process);
      return process;
    },
    writeFile: (path, content) => {
      writeFileSync(path, content);
      return Promise.resolve();
    },
    plugStick: stick.plug,
    unplugStick: stick.unplug,
    close: async () => {
      for (const process of processes) process.kill('SIGTERM');
      await Promise.race([
        Promise.all([...processes].map((process) => process.ended)),
        sleep(5000, undefined, { ref: false }),
      ]);
      for (const process of processes) process.kill('SIGKILL');
      await stick.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface StickControl {
  readonly plug: () => Promise<void>;
  readonly unplug: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function gadgetStick(): Promise<StickControl> {
  const image = await makeStick({ files: stickFiles() });
  const lun = `${gadget}/functions/mass_storage.0/lun.0`;
  removeGadget();
  for (const dir of [
    gadget,
    `${gadget}/strings/0x409`,
    `${gadget}/configs/c.1`,
    `${gadget}/functions/mass_storage.0`,
  ])
    mkdirSync(dir);
  const set = (file: string, value: string) => {
    writeFileSync(`${gadget}/${file}`, value);
  };
  set('idVendor', '0x1d6b');
  set('idProduct', '0x0104');
  set('bcdUSB', '0x0320');
  set('strings/0x409/manufacturer', 'Farport');
  set('strings/0x409/product', 'Demo stick');
  set('strings/0x409/serialnumber', serial);
  set('functions/mass_storage.0/lun.0/removable', '1');
  writeFileSync(`${lun}/file`, image.image);
  symlinkSync(`${gadget}/functions/mass_storage.0`, `${gadget}/configs/c.1/mass_storage.0`);
  const bind = (name: string) => {
    set('UDC', `${name}\n`);
    return Promise.resolve();
  };
  return {
    plug: () => bind(udc() ?? ''),
    unplug: () => bind(''),
    close: async () => {
      removeGadget();
      await removeStick(image);
    },
  };
}

/** In the order that configfs wants. */
function removeGadget(): void {
  if (!existsSync(gadget)) return;
  if (readFileSync(`${gadget}/UDC`, 'utf8').trim() !== '') writeFileSync(`${gadget}/UDC`, '\n');
  const link = `${gadget}/configs/c.1/mass_storage.0`;
  if (existsSync(link)) unlinkSync(link);
  for (const dir of ['configs/c.1', 'functions/mass_storage.0', 'strings/0x409', ''])
    if (existsSync(`${gadget}/${dir}`)) rmdirSync(`${gadget}/${dir}`);
}

/** A person's own stick: the person's hands do it. */
function ownStick(device: string): StickControl {
  const present = () => {
    const dirs = readdirSync('/sys/bus/usb/devices').map((name) => `/sys/bus/usb/devices/${name}`);
    const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
    return dirs.some((dir) => {
      const id = `${read(`${dir}/idVendor`)}:${read(`${dir}/idProduct`)}`;
      const number = read(`${dir}/serial`);
      return [id, number, `${id}/${number}`, dir.split('/').at(-1)].includes(device);
    });
  };
  const wait = async (what: string, there: boolean) => {
    if (present() === there) return;
    process.stderr.write(`\n>>> Please ${what} the stick ${device} now.\n`);
    while (present() !== there) await sleep(100);
  };
  return {
    plug: () => wait('plug in', true),
    unplug: () => wait('unplug', false),
    close: () => Promise.resolve(),
  };
}
