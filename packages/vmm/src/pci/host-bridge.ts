/**
 * The host bridge at 0:0.0: an identity and nothing behind it. Its ids are those of Cloud Hypervisor's bridge, which
 * firmware for PVH machines knows and for which no operating system has quirks.
 */
import { PciFunction } from './function.ts';

export function createHostBridge(): PciFunction {
  return new PciFunction({
    name: 'host bridge',
    vendor: 0x8086,
    device: 0x0d57,
    revision: 0,
    classCode: 0x06_00_00,
  });
}
