/**
 * The xHCI controller as a PCI function (xHCI 1.2, section 5.2).
 *
 * Owns the identity, BAR 0 with the controller's registers, and MSI-X with one vector for each interrupter. The
 * controller itself knows nothing of PCI.
 *
 * The ids are those of QEMU's generic controller (1b36:000d, Red Hat): drivers bind it by class, and neither Linux
 * nor Windows has a quirk for it.
 */
import type { Clock } from '../machine/clock.ts';
import type { GuestMemory } from '../machine/guest-memory.ts';
import { silent, type Log } from '../machine/log.ts';
import type { InterruptMessage, RegionHandler } from '../machine/region.ts';
import { PciFunction } from '../pci/function.ts';
import type { MsiRoutes } from '../pci/msix.ts';

const VENDOR_REDHAT = 0x1b36;
const DEVICE_XHCI = 0x000d;
/** Serial bus controller, USB, xHCI (5.2.1). */
const CLASS_XHCI = 0x0c_03_30;

export interface XhciPciOptions {
  readonly interrupters: number;
  readonly log?: Log;
}

/**
 * Makes the function around the controller that `createCore` gives for these interrupt messages, one an interrupter.
 * `memory` is the controller's own: it is within reach while the function is bus master. Without it the controller
 * finds no ring and halts with Host System Error, as one does whose accesses the bus aborts.
 */
export function createXhciFunction<Core extends RegionHandler>(
  routes: MsiRoutes,
  memory: Pick<GuestMemory, 'allow'>,
  options: XhciPciOptions,
  createCore: (messages: readonly InterruptMessage[]) => Core,
): { readonly function: PciFunction; readonly core: Core } {
  const pciFunction = new PciFunction(
    {
      name: 'xhci',
      vendor: VENDOR_REDHAT,
      device: DEVICE_XHCI,
      revision: 1,
      classCode: CLASS_XHCI,
      subsystem: 0x1100,
    },
    options.log ?? silent,
  );
  // 5.2.3 and 5.2.4: USB 3.0, and a frame length of the usual 60000 high-speed bit times.
  pciFunction.config.define({ name: 'SBRN', offset: 0x60, size: 1, value: 0x30 });
  pciFunction.config.define({ name: 'FLADJ', offset: 0x61, size: 1, value: 0x20, writable: 0x3f });

  const msix = pciFunction.addMsix(routes, options.interrupters, 2);
  const core = createCore(Array.from({ length: options.interrupters }, (_, n) => msix.message(n)));
  pciFunction.onBusMaster((allowed) => {
    memory.allow(allowed);
  });
  const length = Math.max(4096, core.length);
  pciFunction.addBar({ index: 0, length, windows: [{ offset: 0, handler: core }] });
  return { function: pciFunction, core };
}

const CAPLENGTH = 0x00;
/** Offset of USBCMD in the operational registers, and its Host Controller Reset bit (5.4.1). */
const USBCMD = 0x00;
const HCRST = 1 << 1;
/** A reset mostly ends at once; one that waits for a client may take seconds, which must not keep a core busy. */
const LOOK_AGAIN_US = 10_000;

/**
 * Resets a controller as its own driver would (4.2), for a reset of the whole machine. Resolves when the controller
 * says that it is done: no URB of the time before touches guest memory from then on.
 */
export function resetXhci(core: RegionHandler, clock: Clock): Promise<void> {
  const command = core.read(CAPLENGTH, 1) + USBCMD;
  core.write(command, 4, HCRST, 0);
  core.settle?.();
  return new Promise((resolve) => {
    const look = () => {
      if ((core.read(command, 4) & HCRST) === 0) resolve();
      else clock.after(LOOK_AGAIN_US, look);
    };
    look();
  });
}
