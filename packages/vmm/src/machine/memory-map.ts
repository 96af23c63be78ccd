/**
 * Where everything of the standard board lies. Each number stands here once; nothing else in the tree repeats one.
 *
 * Owns the layout, and the check that a configuration fits it. Maps nothing itself.
 *
 * Guest physical addresses, from the bottom:
 *
 *     0                      640 KiB of RAM; boot structures of the loader (zero page, GDT, page tables, command line)
 *     0x000E_0000            ACPI tables (64 KiB, reserved in e820); the RSDP is the first of them
 *     0x0010_0000            RAM up to 3 GiB or its end: kernel at 1 MiB, initrd at the top
 *     0xC000_0000            512 MiB of PCI memory, 32-bit: all BARs that we place
 *     0xE000_0000            1 MiB of PCI configuration space (ECAM), one bus
 *     0xFEC0_0000            I/O APIC (KVM)
 *     0xFEE0_0000            local APICs (KVM)
 *     0xFFFB_D000            KVM's own pages (TSS, identity map), Intel only
 *     0x1_0000_0000          RAM that did not fit below 3 GiB
 *     0x40_0000_0000         64 GiB of PCI memory, 64-bit: for BARs that a guest moves up; fits 39 physical address bits
 */

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

export interface Window {
  readonly base: number;
  readonly length: number;
}

export const LOW_RAM_END = 3 * GIB;
export const HIGH_RAM_START = 4 * GIB;

/** Area of the ACPI tables, where an operating system looks for the RSDP too (ACPI 6.4, 5.2.5.1). */
export const ACPI_TABLES = 0xe_0000;

export const PCI_MMIO32: Window = { base: LOW_RAM_END, length: 512 * MIB };
export const PCI_MMIO64: Window = { base: 256 * GIB, length: 64 * GIB };

/** PCI Express enhanced configuration access (PCI Express 6.0, 7.2.2): 1 MiB for each bus. */
export const ECAM = { base: 0xe000_0000, buses: 1 } as const;
export const ECAM_BYTES_PER_BUS = MIB;

/**
 * Where windows wait whose BAR is not decoded: the last TiB of the 52 bits that x86 can address. Processors with
 * fewer bits never get there; with all 52, a guest that looks there finds its own device.
 */
export const PARKED_BASE = 2 ** 52 - 2 ** 40;

/** Byte-wide sleep control, sleep status and reset register in one (ACPI 6.4, 4.8.3.7 and 4.8.3.6). */
export const SLEEP_PORT = 0x600;
/** ACPI PM timer, 32 bits at 3.579545 MHz; native, because firmware polls it by the million. */
export const PM_TIMER_PORT = 0x608;
/** What the generic event device reads to learn why it was interrupted, and its line of the I/O APIC. */
export const GED = { port: 0x610, gsi: 20 } as const;
/** COM1. */
export const SERIAL = { port: 0x3f8, gsi: 4 } as const;

export const RAM_GRANULE = 2 * MIB;
/** A 6.x Debian kernel with an initrd needs about this much to come up at all. */
export const RAM_MIN = 64 * MIB;
/** RAM must end below the 64-bit PCI window. */
export const RAM_MAX = PCI_MMIO64.base - HIGH_RAM_START + LOW_RAM_END;

export const MIB_BYTES = MIB;

/** True when [base, base + length) lies in a window that may hold BARs. */
export function inPciWindow(base: number, length: number): boolean {
  return [PCI_MMIO32, PCI_MMIO64].some(
    (window) => base >= window.base && base + length <= window.base + window.length,
  );
}
