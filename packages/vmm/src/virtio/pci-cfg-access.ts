/**
 * VIRTIO_PCI_CAP_PCI_CFG (virtio 1.3, 4.1.4.9): a small hole in configuration space through which firmware reaches
 * the device's windows before it has mapped the BAR.
 *
 * Owns the capability. Every access through it is checked against the windows; what is in none of them reads as 0.
 */
import type { RegionHandler } from '../machine/region.ts';
import type { ConfigSpace } from '../pci/config-space.ts';

const CAPABILITY_VENDOR = 0x09;
const CFG_PCI = 5;
const CAPABILITY_BYTES = 20;
const AT_BAR = 4;
const AT_OFFSET = 8;
const AT_LENGTH = 12;
const AT_DATA = 16;

export function addPciCfgAccess(
  config: ConfigSpace,
  bar: number,
  windows: readonly { offset: number; handler: RegionHandler }[],
): void {
  const cap = config.addCapability(CAPABILITY_VENDOR, CAPABILITY_BYTES, [
    { name: 'cap_len', offset: 2, size: 1, value: CAPABILITY_BYTES },
    { name: 'cfg_type', offset: 3, size: 1, value: CFG_PCI },
    { name: 'bar', offset: AT_BAR, size: 1, value: 0, writable: 0xff },
    { name: 'offset', offset: AT_OFFSET, size: 4, value: 0, writable: 0xffff_ffff },
    { name: 'length', offset: AT_LENGTH, size: 4, value: 0, writable: 0xffff_ffff },
    { name: 'pci_cfg_data', offset: AT_DATA, size: 4, value: 0, writable: 0xffff_ffff },
  ]);

  /** The window that the capability points into, with the offset inside it and the width; undefined if none. */
  const target = (): { handler: RegionHandler; offset: number; size: number } | undefined => {
    const size = config.peek(cap + AT_LENGTH, 4);
    const at = config.peek(cap + AT_OFFSET, 4);
    if (config.peek(cap + AT_BAR, 1) !== bar || (size !== 1 && size !== 2 && size !== 4) || at % size !== 0) {
      return undefined;
    }
    const window = windows.find(
      (each) => at >= each.offset && at + size <= each.offset + each.handler.length,
    );
    return window && { handler: window.handler, offset: at - window.offset, size };
  };

  config.addLive(cap + AT_DATA, (into) => {
    const found = target();
    return found === undefined ? 0 : found.handler.read(found.offset, found.size) >>> (8 * into);
  });
  config.watch(cap + AT_DATA, 4, () => {
    const found = target();
    found?.handler.write(found.offset, found.size, config.peek(cap + AT_DATA, found.size), 0);
  });
}
