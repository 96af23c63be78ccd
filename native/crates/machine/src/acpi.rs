//! The ACPI tables of the board (ACPI 6.4, hardware-reduced): what is where, in the words an operating system
//! reads at boot. Describes only; the registers themselves live elsewhere.

use acpi_tables::aml::{
    AddressSpace, AddressSpaceCacheable, And, Arg, CreateDWordField, Device, EISAName, Else, Equal,
    Field, FieldAccessType, FieldEntry, FieldLockRule, FieldUpdateRule, IO, If, Interrupt,
    Memory32Fixed, Method, Name, NotEqual, Notify, ONE, OpRegion, OpRegionSpace, Or, Package, Path,
    ResourceTemplate, Return, Scope, Store, Uuid, ZERO,
};
use acpi_tables::fadt::{FADTBuilder, Flags, PmProfile};
use acpi_tables::gas::{AccessSize, AddressSpace as GasSpace, GAS};
use acpi_tables::mcfg::MCFG;
use acpi_tables::rsdp::Rsdp;
use acpi_tables::sdt::Sdt;
use acpi_tables::xsdt::XSDT;
use acpi_tables::{Aml, aml};
use vm_memory::{Bytes, GuestAddress};

use crate::error::{Error, Result};
use crate::memory::Memory;

const OEM: [u8; 6] = *b"FARPRT";
const OEM_TABLE: [u8; 8] = *b"FARPORT1";
const LAPIC_ADDRESS: u32 = 0xfee0_0000;
const IOAPIC_ADDRESS: u32 = 0xfec0_0000;
/// Value of the reset register that resets.
const RESET_VALUE: u8 = 1;
/// Where an x86 processor begins in real mode, and where an operating system jumps to that wants a restart by
/// firmware. Linux without EFI does so on hardware-reduced ACPI, and writes no reset register.
const RESET_VECTOR: u64 = 0xf_fff0;
/// IAPC_BOOT_ARCH bit 2: do not touch VGA. No 8042 (bit 1), and the CMOS clock is there (bit 5 clear).
const BOOT_ARCH_NO_VGA: u16 = 1 << 2;
/// _OSC, dword 3: control of the PCI Express capability structure, all that the board grants.
const OSC_GRANTED: u32 = 1 << 4;
/// _OSC, dword 1: unknown UUID, unknown revision, bits were masked.
const OSC_UNKNOWN_UUID: u32 = 1 << 2;
const OSC_UNKNOWN_REVISION: u32 = 1 << 3;
const OSC_MASKED: u32 = 1 << 4;

/// A window of addresses.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    pub base: u64,
    pub length: u64,
}

/// What the tables say.
#[derive(Debug, Clone, Copy)]
pub struct AcpiSpec {
    /// Guest physical address of the RSDP; the tables follow it. Below 1 MiB, on 16 bytes.
    pub at: u64,
    pub vcpus: u32,
    pub ecam_base: u64,
    /// Buses of the ECAM, 1 to 256.
    pub ecam_buses: u32,
    pub mmio32: Window,
    pub mmio64: Window,
    /// Byte-wide sleep control, sleep status and reset register.
    pub sleep_port: u16,
    pub pm_timer_port: u16,
    pub ged_gsi: u32,
    /// What the event device's method reads the cause from: bit 0 is the power button.
    pub ged_port: u16,
    pub serial_port: u16,
    pub serial_gsi: u32,
}

fn bytes_of(table: &dyn Aml) -> Vec<u8> {
    let mut bytes = Vec::new();
    table.to_aml_bytes(&mut bytes);
    bytes
}

/// Writes all tables; returns the address of the RSDP, which is `spec.at`.
pub fn write(memory: &Memory, spec: &AcpiSpec) -> Result<u64> {
    check(spec)?;
    // The RSDP comes first because its address is promised; it is written last because it names the rest.
    let mut place = spec.at + Rsdp::len() as u64;
    let mut put = |bytes: Vec<u8>| -> Result<u64> {
        let at = place.next_multiple_of(16);
        place = at + bytes.len() as u64;
        if place > RESET_VECTOR {
            return Err(Error::Acpi(format!(
                "they reach beyond {RESET_VECTOR:#x} from {:#x}",
                spec.at
            )));
        }
        memory
            .write_slice(&bytes, GuestAddress(at))
            .map_err(|_| Error::Acpi("no RAM there".into()))?;
        Ok(at)
    };
    let dsdt = put(dsdt(spec))?;
    let mut xsdt = XSDT::new(OEM, OEM_TABLE, 1);
    xsdt.add_entry(put(fadt(spec, dsdt))?);
    xsdt.add_entry(put(madt(spec))?);
    xsdt.add_entry(put(mcfg(spec))?);
    let xsdt = put(bytes_of(&xsdt))?;
    let root = bytes_of(&Rsdp::new(OEM, xsdt));
    let entries = [
        (spec.at, root.as_slice()),
        (RESET_VECTOR, &reset_code(spec)),
    ];
    for (at, bytes) in entries {
        memory
            .write_slice(bytes, GuestAddress(at))
            .map_err(|_| Error::Acpi("no RAM there".into()))?;
    }
    Ok(spec.at)
}

/// All the firmware there is: 16-bit code that writes the reset register and waits.
fn reset_code(spec: &AcpiSpec) -> [u8; 9] {
    let [low, high] = spec.sleep_port.to_le_bytes();
    // mov dx, port; mov al, value; out dx, al; hlt; jmp to the hlt
    [0xba, low, high, 0xb0, RESET_VALUE, 0xee, 0xf4, 0xeb, 0xfd]
}

fn check(spec: &AcpiSpec) -> Result<()> {
    let wrong = |what: &str| Err(Error::Acpi(what.into()));
    if !spec.at.is_multiple_of(16) || spec.at >= 1 << 20 {
        return wrong("they must begin below 1 MiB on a multiple of 16");
    }
    if spec.vcpus == 0 || spec.vcpus > 254 {
        return wrong("1 to 254 vCPUs");
    }
    let ecam = u64::from(spec.ecam_buses) << 20;
    if spec.ecam_buses == 0 || spec.ecam_buses > 256 || spec.ecam_base + ecam > 1 << 32 {
        return wrong("1 to 256 buses, below 4 GiB");
    }
    let fits = |window: Window, end: u64| {
        window.length > 0
            && window
                .base
                .checked_add(window.length)
                .is_some_and(|e| e <= end)
    };
    if !fits(spec.mmio32, 1 << 32) || !fits(spec.mmio64, 1 << 52) {
        return wrong("a memory window is empty or outside the address space");
    }
    Ok(())
}

fn byte_port(port: u16) -> GAS {
    GAS::new(
        GasSpace::SystemIo,
        8,
        0,
        AccessSize::ByteAccess,
        port.into(),
    )
}

fn fadt(spec: &AcpiSpec, dsdt: u64) -> Vec<u8> {
    let mut fadt = FADTBuilder::new(OEM, OEM_TABLE, 1)
        .dsdt_64(dsdt)
        .preferred_pm_profile(PmProfile::Desktop)
        .flag(Flags::HwReducedAcpi)
        .flag(Flags::ResetRegSup)
        .flag(Flags::TmrValExt)
        .flag(Flags::PwrButton)
        .flag(Flags::SlpButton)
        .flag(Flags::Wbinvd);
    fadt.iapc_boot_arch = BOOT_ARCH_NO_VGA.into();
    fadt.reset_reg = byte_port(spec.sleep_port);
    fadt.reset_value = RESET_VALUE;
    fadt.sleep_control_reg = byte_port(spec.sleep_port);
    fadt.sleep_status_reg = byte_port(spec.sleep_port);
    fadt.pm_tmr_blk = u32::from(spec.pm_timer_port).into();
    fadt.pm_tmr_len = 4;
    fadt.x_pm_tmr_blk = GAS::new(
        GasSpace::SystemIo,
        32,
        0,
        AccessSize::DwordAccess,
        spec.pm_timer_port.into(),
    );
    bytes_of(&fadt.finalize())
}

/// Interrupt controllers (section 5.2.12): a LAPIC each, the IOAPIC, the PIT's interrupt 0 at pin 2, NMI at LINT1.
fn madt(spec: &AcpiSpec) -> Vec<u8> {
    let mut madt = Sdt::new(*b"APIC", 36, 5, OEM, OEM_TABLE, 1);
    madt.append_slice(&LAPIC_ADDRESS.to_le_bytes());
    madt.append_slice(&[0; 4]);
    for id in 0..spec.vcpus as u8 {
        madt.append_slice(&[0, 8, id, id, 1, 0, 0, 0]);
    }
    let [a, b, c, d] = IOAPIC_ADDRESS.to_le_bytes();
    madt.append_slice(&[1, 12, 0, 0, a, b, c, d, 0, 0, 0, 0]);
    madt.append_slice(&[2, 10, 0, 0, 2, 0, 0, 0, 0, 0]);
    madt.append_slice(&[4, 6, 0xff, 0, 0, 1]);
    let mut bytes = bytes_of(&madt);
    set_checksum(&mut bytes);
    bytes
}

fn set_checksum(table: &mut [u8]) {
    table[9] = 0;
    table[9] = 0_u8.wrapping_sub(
        table
            .iter()
            .fold(0, |sum: u8, byte| sum.wrapping_add(*byte)),
    );
}

fn mcfg(spec: &AcpiSpec) -> Vec<u8> {
    let mut mcfg = MCFG::new(OEM, OEM_TABLE, 1);
    mcfg.add_ecam(spec.ecam_base, 0, 0, (spec.ecam_buses - 1) as u8);
    bytes_of(&mcfg)
}

fn dsdt(spec: &AcpiSpec) -> Vec<u8> {
    let mut dsdt = Sdt::new(*b"DSDT", 36, 6, OEM, OEM_TABLE, 1);
    let sleep = Package::new(vec![&5_u8, &5_u8, &ZERO, &ZERO]);
    dsdt.append_slice(&bytes_of(&Name::new("_S5_".into(), &sleep)));
    for device in [
        power_button(),
        event_device(spec),
        serial(spec),
        clock(),
        ecam_reservation(spec),
        pci_root(spec),
    ] {
        dsdt.append_slice(&Scope::raw("_SB_".into(), device));
    }
    let mut bytes = bytes_of(&dsdt);
    set_checksum(&mut bytes);
    bytes
}

fn power_button() -> Vec<u8> {
    bytes_of(&Device::new(
        "PWRB".into(),
        vec![&Name::new("_HID".into(), &EISAName::new("PNP0C0C"))],
    ))
}

/// The generic event device (section 5.6.9): one level interrupt, whose method asks the port what happened.
fn event_device(spec: &AcpiSpec) -> Vec<u8> {
    bytes_of(&Device::new(
        "GED_".into(),
        vec![
            &Name::new("_HID".into(), &"ACPI0013"),
            &Name::new("_UID".into(), &ZERO),
            &Name::new(
                "_CRS".into(),
                &ResourceTemplate::new(vec![&Interrupt::new(
                    true,
                    false,
                    false,
                    false,
                    spec.ged_gsi,
                )]),
            ),
            &OpRegion::new("GEVT".into(), OpRegionSpace::SystemIO, &spec.ged_port, &ONE),
            &Field::new(
                "GEVT".into(),
                FieldAccessType::Byte,
                FieldLockRule::NoLock,
                FieldUpdateRule::WriteAsZeroes,
                vec![FieldEntry::Named(*b"CAUS", 8)],
            ),
            &Method::new(
                "_EVT".into(),
                1,
                true,
                vec![
                    &Store::new(&aml::Local(0), &Path::new("CAUS")),
                    &And::new(&aml::Local(1), &aml::Local(0), &ONE),
                    &If::new(
                        &NotEqual::new(&aml::Local(1), &ZERO),
                        vec![&Notify::new(&Path::new("\\_SB_.PWRB"), &0x80_u8)],
                    ),
                ],
            ),
        ],
    ))
}

fn serial(spec: &AcpiSpec) -> Vec<u8> {
    bytes_of(&Device::new(
        "COM1".into(),
        vec![
            &Name::new("_HID".into(), &EISAName::new("PNP0501")),
            &Name::new("_UID".into(), &ZERO),
            &Name::new("_DDN".into(), &"COM1"),
            &Name::new(
                "_CRS".into(),
                &ResourceTemplate::new(vec![
                    &IO::new(spec.serial_port, spec.serial_port, 1, 8),
                    &Interrupt::new(true, true, false, false, spec.serial_gsi),
                ]),
            ),
        ],
    ))
}

/// The CMOS clock; it raises no interrupts.
fn clock() -> Vec<u8> {
    let ports = IO::new(0x70, 0x70, 1, 2);
    bytes_of(&Device::new(
        "RTC_".into(),
        vec![
            &Name::new("_HID".into(), &EISAName::new("PNP0B00")),
            &Name::new("_CRS".into(), &ResourceTemplate::new(vec![&ports])),
        ],
    ))
}

/// The ECAM window as a motherboard resource, without which an operating system may not trust the MCFG.
fn ecam_reservation(spec: &AcpiSpec) -> Vec<u8> {
    let ecam = Memory32Fixed::new(true, spec.ecam_base as u32, spec.ecam_buses << 20);
    let ports = IO::new(spec.sleep_port, spec.sleep_port, 1, 1);
    let timer = IO::new(spec.pm_timer_port, spec.pm_timer_port, 1, 4);
    let event = IO::new(spec.ged_port, spec.ged_port, 1, 1);
    bytes_of(&Device::new(
        "MBRD".into(),
        vec![
            &Name::new("_HID".into(), &EISAName::new("PNP0C02")),
            &Name::new("_UID".into(), &ZERO),
            &Name::new(
                "_CRS".into(),
                &ResourceTemplate::new(vec![&ecam, &ports, &timer, &event]),
            ),
        ],
    ))
}

/// The PCI Express root: its windows, and _OSC (PCI Firmware 3.3, section 4.5). Interrupts are messages only.
fn pci_root(spec: &AcpiSpec) -> Vec<u8> {
    let buses = AddressSpace::new_bus_number(0_u16, (spec.ecam_buses - 1) as u16);
    let config = IO::new(0xcf8, 0xcf8, 1, 8);
    let low_ports = AddressSpace::new_io(0_u16, 0xcf7, None);
    let high_ports = AddressSpace::new_io(0xd00_u16, 0xffff, None);
    let Window { base, length } = spec.mmio32;
    let mmio32 = AddressSpace::new_memory(
        AddressSpaceCacheable::NotCacheable,
        true,
        base as u32,
        (base + length - 1) as u32,
        None,
    );
    let Window { base, length } = spec.mmio64;
    let mmio64 = AddressSpace::new_memory(
        AddressSpaceCacheable::NotCacheable,
        true,
        base,
        base + length - 1,
        None,
    );
    bytes_of(&Device::new(
        "PC00".into(),
        vec![
            &Name::new("_HID".into(), &EISAName::new("PNP0A08")),
            &Name::new("_CID".into(), &EISAName::new("PNP0A03")),
            &Name::new("_UID".into(), &ZERO),
            &Name::new("_SEG".into(), &ZERO),
            &Name::new("_BBN".into(), &ZERO),
            &Name::new("_CCA".into(), &ONE),
            &Name::new("_CBA".into(), &spec.ecam_base),
            &Name::new(
                "_CRS".into(),
                &ResourceTemplate::new(vec![
                    &buses,
                    &config,
                    &low_ports,
                    &high_ports,
                    &mmio32,
                    &mmio64,
                ]),
            ),
            &operating_system_capabilities(),
        ],
    ))
}

fn operating_system_capabilities() -> RawAml {
    let status = Path::new("CDW1");
    let control = Path::new("CDW3");
    let offered = aml::Local(0);
    RawAml(bytes_of(&Method::new(
        "_OSC".into(),
        4,
        true,
        vec![
            &CreateDWordField::new(&status, &Arg(3), &ZERO),
            &If::new(
                &Equal::new(&Arg(0), &Uuid::new("33DB4D5B-1FF7-401C-9657-7441C03DD766")),
                vec![
                    &CreateDWordField::new(&control, &Arg(3), &8_u8),
                    &And::new(&offered, &control, &OSC_GRANTED),
                    &If::new(
                        &NotEqual::new(&offered, &control),
                        vec![&Or::new(&status, &status, &OSC_MASKED)],
                    ),
                    &If::new(
                        &NotEqual::new(&Arg(1), &ONE),
                        vec![&Or::new(&status, &status, &OSC_UNKNOWN_REVISION)],
                    ),
                    &Store::new(&control, &offered),
                ],
            ),
            &Else::new(vec![&Or::new(&status, &status, &OSC_UNKNOWN_UUID)]),
            &Return::new(&Arg(3)),
        ],
    )))
}

/// AML already encoded.
struct RawAml(Vec<u8>);

impl Aml for RawAml {
    fn to_aml_bytes(&self, sink: &mut dyn acpi_tables::AmlSink) {
        sink.vec(&self.0);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::memory::{Ram, guest_memory, ram_ranges};

    pub fn spec() -> AcpiSpec {
        AcpiSpec {
            at: 0xe_0000,
            vcpus: 2,
            ecam_base: 0xe000_0000,
            ecam_buses: 1,
            mmio32: Window {
                base: 0xc000_0000,
                length: 0x2000_0000,
            },
            mmio64: Window {
                base: 0x40_0000_0000,
                length: 0x40_0000_0000,
            },
            sleep_port: 0x600,
            pm_timer_port: 0x608,
            ged_gsi: 9,
            ged_port: 0x604,
            serial_port: 0x3f8,
            serial_gsi: 4,
        }
    }

    fn sum(bytes: &[u8]) -> u8 {
        bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
    }

    #[test]
    fn every_table_is_found_from_the_rsdp_and_sums_to_zero() {
        let ram = Ram::map(4 << 20).unwrap();
        let memory = guest_memory(&ram, &ram_ranges(4 << 20, 3 << 30).unwrap()).unwrap();
        let rsdp = write(&memory, &spec()).unwrap();
        let read = |at: u64, length: usize| {
            let mut bytes = vec![0; length];
            memory.read_slice(&mut bytes, GuestAddress(at)).unwrap();
            bytes
        };
        let u64_at =
            |bytes: &[u8], at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        let table = |at: u64| {
            let length = u32::from_le_bytes(read(at + 4, 4).try_into().unwrap());
            let bytes = read(at, length as usize);
            assert_eq!(sum(&bytes), 0, "{}", String::from_utf8_lossy(&bytes[..4]));
            bytes
        };
        let root = read(rsdp, 36);
        assert_eq!(&root[..8], b"RSD PTR ");
        assert_eq!((sum(&root[..20]), sum(&root)), (0, 0));
        let xsdt = table(u64_at(&root, 24));
        let tables: Vec<_> = xsdt[36..]
            .chunks(8)
            .map(|entry| table(u64_at(entry, 0)))
            .collect();
        let names: Vec<_> = tables.iter().map(|t| &t[..4]).collect();
        assert_eq!(names, [b"FACP", b"APIC", b"MCFG"]);
        let fadt = &tables[0];
        assert_eq!((fadt.len(), fadt[8]), (276, 6));
        assert_ne!(
            fadt[112 + 2] & 1 << 4,
            0,
            "HW_REDUCED_ACPI is bit 20 of the flags"
        );
        assert_eq!(u64_at(fadt, 116 + 4), 0x600, "RESET_REG");
        assert_eq!(&table(u64_at(fadt, 140))[..4], b"DSDT");
        assert_eq!(read(0xf_fff0, 3), [0xba, 0x00, 0x06], "mov dx, 0x600");
    }

    #[test]
    fn places_and_windows_that_cannot_be_are_refused() {
        let ram = Ram::map(4 << 20).unwrap();
        let memory = guest_memory(&ram, &ram_ranges(4 << 20, 3 << 30).unwrap()).unwrap();
        for bad in [
            AcpiSpec {
                at: 0xe_0001,
                ..spec()
            },
            AcpiSpec {
                at: 0xf_ffc0,
                ..spec()
            },
            AcpiSpec { vcpus: 0, ..spec() },
            AcpiSpec {
                ecam_buses: 257,
                ..spec()
            },
            AcpiSpec {
                mmio32: Window {
                    base: 0xf000_0000,
                    length: 0x2000_0000,
                },
                ..spec()
            },
        ] {
            assert_eq!(write(&memory, &bad).unwrap_err().code(), "acpi.invalid");
        }
    }

    #[test]
    fn the_dsdt_is_what_a_disassembler_reads() {
        let folder = std::env::temp_dir().join(format!("farport-acpi-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("dsdt.aml"), dsdt(&spec())).unwrap();
        let iasl = |arguments: &[&str]| {
            std::process::Command::new("iasl")
                .args(arguments)
                .current_dir(&folder)
                .output()
        };
        let Ok(read) = iasl(&["-d", "dsdt.aml"]) else {
            eprintln!("SKIPPED: iasl is not installed (package acpica-tools)");
            return;
        };
        let said = String::from_utf8_lossy(&read.stderr).into_owned();
        assert!(read.status.success(), "{said}");
        let source = std::fs::read_to_string(folder.join("dsdt.dsl")).unwrap();
        for words in [
            "Name (_S5, Package (0x04)",
            "Notify (\\_SB.PWRB, 0x80)",
            "CreateDWordField (Arg3, 0x08, CDW3)",
            "Name (_HID, EisaId (\"PNP0A08\")",
        ] {
            assert!(source.contains(words), "{words} is not in\n{source}");
        }
        let compiled = iasl(&["dsdt.dsl"]).unwrap();
        let said = String::from_utf8_lossy(&compiled.stdout).into_owned();
        assert!(
            compiled.status.success() && said.contains("0 Errors, 0 Warnings"),
            "{said}"
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
