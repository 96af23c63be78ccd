//! The way into a Linux kernel: loads a bzImage or an ELF, the initrd and the command line, and writes the zero
//! page and the tables that the 64-bit boot protocol asks for (Documentation/arch/x86/boot.rst, section "64-bit
//! Boot Protocol"). Trusts nothing in the kernel's header that it has not checked.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use linux_loader::loader::bootparam::{boot_e820_entry, boot_params, setup_header};
use linux_loader::loader::{BzImage, Elf, KernelLoader};
use vm_memory::{Bytes, GuestAddress};

use crate::acpi::Window;
use crate::error::{Error, Result};
use crate::memory::{Memory, RamRange};
use crate::vcpu_state::LongMode;

/// What to boot.
#[derive(Debug, Clone)]
pub struct LinuxBoot {
    pub kernel: String,
    pub initrd: Option<String>,
    pub cmdline: String,
    /// Guest physical address of the RSDP.
    pub rsdp: u64,
}

/// Where vCPU 0 begins.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub tables: LongMode,
    pub rip: u64,
    pub rsp: u64,
    pub rsi: u64,
}

// Low memory while booting.
const GDT: u64 = 0x500;
const ZERO_PAGE: u64 = 0x7000;
const STACK_TOP: u64 = 0x8ff0;
/// PML4, PDPT, then one page directory for each of the first 4 GiB.
const PML4: u64 = 0x9000;
const PDPT: u64 = 0xa000;
const PAGE_DIRECTORIES: u64 = 0xb000;
const COMMAND_LINE: u64 = 0x2_0000;
const COMMAND_LINE_ROOM: usize = 0x1_0000;

const LOW_MEMORY_END: u64 = 0x9_fc00;
const HIGH_MEMORY_START: u64 = 0x10_0000;

const E820_RAM: u32 = 1;
const E820_RESERVED: u32 = 2;

const HEADER_MAGIC: u32 = 0x5372_6448; // "HdrS"
const BOOT_FLAG: u16 = 0xaa55;
/// 2.12 brought xloadflags.
const VERSION_MIN: u16 = 0x020c;
const XLF_KERNEL_64: u16 = 1;
/// The 64-bit entry of a bzImage lies this far into its protected-mode code.
const ENTRY_64: u64 = 0x200;
/// Bootloader without an assigned id.
const LOADER_UNDEFINED: u8 = 0xff;

/// An initrd may end here where a kernel does not say.
const INITRD_END_DEFAULT: u64 = 0x3800_0000;

/// Loads everything; the result is where to enter.
pub fn load(
    memory: &Memory,
    ranges: &[RamRange],
    ecam: Option<Window>,
    boot: &LinuxBoot,
) -> Result<Entry> {
    let mut file = File::open(&boot.kernel).map_err(|cause| missing(boot, cause))?;
    let mut magic = [0; 4];
    let found = file.metadata().map_err(|cause| missing(boot, cause))?.len();
    match file.read_exact(&mut magic) {
        Ok(()) => {}
        Err(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(truncated(boot, found, 4));
        }
        Err(cause) => return Err(missing(boot, cause)),
    }
    let kernel = match &magic {
        b"\x7fELF" => load_elf(memory, &mut file, boot)?,
        _ => load_bzimage(memory, ranges, &mut file, found, boot)?,
    };
    finish(memory, ranges, ecam, boot, kernel)
}

struct Kernel {
    header: setup_header,
    entry: u64,
    /// First byte after what the kernel uses before it knows the memory map.
    end: u64,
}

fn missing(boot: &LinuxBoot, cause: std::io::Error) -> Error {
    Error::KernelMissing {
        path: boot.kernel.clone(),
        cause,
    }
}

fn invalid(boot: &LinuxBoot, reason: &str) -> Error {
    Error::KernelInvalid {
        path: boot.kernel.clone(),
        reason: reason.into(),
    }
}

fn truncated(boot: &LinuxBoot, found: u64, wanted: u64) -> Error {
    Error::KernelTruncated {
        path: boot.kernel.clone(),
        found,
        wanted,
    }
}

fn low_end(ranges: &[RamRange]) -> u64 {
    ranges.first().map_or(0, |range| range.length)
}

fn load_bzimage(
    memory: &Memory,
    ranges: &[RamRange],
    file: &mut File,
    found: u64,
    boot: &LinuxBoot,
) -> Result<Kernel> {
    // The setup header lies at 0x1f1; offsets as in boot.rst.
    let mut start = [0; 0x270];
    file.seek(SeekFrom::Start(0))
        .map_err(|cause| missing(boot, cause))?;
    if found < start.len() as u64 {
        return Err(truncated(boot, found, start.len() as u64));
    }
    file.read_exact(&mut start)
        .map_err(|cause| missing(boot, cause))?;
    let u16_at = |at: usize| u16::from_le_bytes([start[at], start[at + 1]]);
    let u32_at =
        |at: usize| u32::from_le_bytes([start[at], start[at + 1], start[at + 2], start[at + 3]]);
    if u16_at(0x1fe) != BOOT_FLAG || u32_at(0x202) != HEADER_MAGIC {
        return Err(invalid(boot, "it is neither a bzImage nor an ELF file"));
    }
    if u16_at(0x206) < VERSION_MIN {
        return Err(invalid(
            boot,
            "its boot protocol is older than 2.12; use Linux 3.8 or later",
        ));
    }
    if u16_at(0x236) & XLF_KERNEL_64 == 0 {
        return Err(invalid(
            boot,
            "it has no 64-bit entry; use a kernel built for x86-64",
        ));
    }
    let sectors = match start[0x1f1] {
        0 => 4,
        sectors => u64::from(sectors),
    };
    let wanted = (sectors + 1) * 512 + u64::from(u32_at(0x1f4)) * 16;
    if found < wanted {
        return Err(truncated(boot, found, wanted));
    }
    let preferred = u64::from(u32_at(0x258)) | u64::from(u32_at(0x25c)) << 32;
    let load_at = if (HIGH_MEMORY_START..1 << 30).contains(&preferred) {
        preferred
    } else {
        HIGH_MEMORY_START
    };
    let end = load_at + u64::from(u32_at(0x260)).max(found);
    if end > low_end(ranges) {
        return Err(Error::KernelTooLarge {
            path: boot.kernel.clone(),
            wanted: end,
            found: low_end(ranges),
        });
    }
    let loaded = BzImage::load(
        memory,
        Some(GuestAddress(load_at)),
        file,
        Some(GuestAddress(HIGH_MEMORY_START)),
    )
    .map_err(|cause| invalid(boot, &cause.to_string()))?;
    let header = loaded
        .setup_header
        .ok_or_else(|| invalid(boot, "it has no setup header"))?;
    Ok(Kernel {
        header,
        entry: load_at + ENTRY_64,
        end,
    })
}

fn load_elf(memory: &Memory, file: &mut File, boot: &LinuxBoot) -> Result<Kernel> {
    let loaded =
        Elf::load(memory, None, file, Some(GuestAddress(HIGH_MEMORY_START))).map_err(|cause| {
            invalid(
                boot,
                &format!("{cause} (an ELF kernel must be a vmlinux for x86-64)"),
            )
        })?;
    let header = setup_header {
        boot_flag: BOOT_FLAG,
        header: HEADER_MAGIC,
        version: VERSION_MIN,
        cmdline_size: 2047,
        initrd_addr_max: (INITRD_END_DEFAULT - 1) as u32,
        kernel_alignment: 0x20_0000,
        ..Default::default()
    };
    Ok(Kernel {
        header,
        entry: loaded.kernel_load.0,
        end: loaded.kernel_end,
    })
}

/// Command line, initrd, zero page, GDT and page tables.
fn finish(
    memory: &Memory,
    ranges: &[RamRange],
    ecam: Option<Window>,
    boot: &LinuxBoot,
    kernel: Kernel,
) -> Result<Entry> {
    let outside = |_| Error::MachineOptions("RAM is too small to boot in".into());
    let mut header = kernel.header;
    let limit = (header.cmdline_size as usize).min(COMMAND_LINE_ROOM - 1);
    let line = boot.cmdline.as_bytes();
    if line.len() > limit || line.contains(&0) {
        return Err(Error::KernelCommandLine {
            found: line.len(),
            limit,
        });
    }
    memory
        .write_slice(line, GuestAddress(COMMAND_LINE))
        .map_err(outside)?;
    memory
        .write_obj(0_u8, GuestAddress(COMMAND_LINE + line.len() as u64))
        .map_err(outside)?;

    if let Some(path) = &boot.initrd {
        let last = match u64::from(header.initrd_addr_max) {
            0 => INITRD_END_DEFAULT,
            last => last + 1,
        };
        let (at, bytes) = load_initrd(memory, path, kernel.end, last.min(low_end(ranges)))?;
        header.ramdisk_image = at as u32;
        header.ramdisk_size = bytes as u32;
    }
    header.type_of_loader = LOADER_UNDEFINED;
    header.cmd_line_ptr = COMMAND_LINE as u32;

    let mut parameters = boot_params {
        acpi_rsdp_addr: boot.rsdp,
        hdr: header,
        ..Default::default()
    };
    let map = e820(ranges, ecam);
    parameters.e820_entries = map.len() as u8;
    parameters.e820_table[..map.len()].copy_from_slice(&map);
    memory
        .write_obj(parameters, GuestAddress(ZERO_PAGE))
        .map_err(outside)?;

    let tables = write_tables(memory)?;
    Ok(Entry {
        tables,
        rip: kernel.entry,
        rsp: STACK_TOP,
        rsi: ZERO_PAGE,
    })
}

/// As high as it may lie, so that the kernel can unpack itself below.
fn load_initrd(memory: &Memory, path: &str, above: u64, below: u64) -> Result<(u64, u64)> {
    let missing = |cause| Error::InitrdMissing {
        path: path.into(),
        cause,
    };
    let mut file = File::open(path).map_err(missing)?;
    let bytes = file.metadata().map_err(missing)?.len();
    let too_large = || Error::InitrdTooLarge {
        path: path.into(),
        bytes,
    };
    let at = below.checked_sub(bytes).ok_or_else(too_large)? & !0xfff;
    if at < above || bytes > u64::from(u32::MAX) {
        return Err(too_large());
    }
    memory
        .read_exact_volatile_from(GuestAddress(at), &mut file, bytes as usize)
        .map_err(|cause| missing(std::io::Error::other(cause.to_string())))?;
    Ok((at, bytes))
}

/// The memory map the kernel believes in: RAM but for the old BIOS area, where the ACPI tables are, and the ECAM
/// reserved, so that no BAR is put there even by a system that reads no ACPI.
fn e820(ranges: &[RamRange], ecam: Option<Window>) -> Vec<boot_e820_entry> {
    let entry = |addr, end: u64, kind| boot_e820_entry {
        addr,
        size: end - addr,
        r#type: kind,
    };
    let mut map = Vec::new();
    for range in ranges {
        let end = range.gpa + range.length;
        if range.gpa == 0 {
            map.push(entry(0, LOW_MEMORY_END, E820_RAM));
            map.push(entry(LOW_MEMORY_END, HIGH_MEMORY_START, E820_RESERVED));
            map.push(entry(HIGH_MEMORY_START, end, E820_RAM));
            map.extend(ecam.map(|ecam| entry(ecam.base, ecam.base + ecam.length, E820_RESERVED)));
        } else {
            map.push(entry(range.gpa, end, E820_RAM));
        }
    }
    map
}

/// A GDT with the protocol's segments and an identity map of the first 4 GiB in 2 MiB pages.
pub fn write_tables(memory: &Memory) -> Result<LongMode> {
    let outside = |_| Error::MachineOptions("RAM is too small to boot in".into());
    // Null, null, CS 0x10 (64-bit code), DS 0x18 (data), TR 0x20 (64-bit TSS, low half).
    let gdt: [u64; 6] = [
        0,
        0,
        0x00af_9b00_0000_ffff,
        0x00cf_9300_0000_ffff,
        0x008f_8b00_0000_ffff,
        0,
    ];
    for (place, descriptor) in (0..).zip(gdt) {
        memory
            .write_obj(descriptor, GuestAddress(GDT + 8 * place))
            .map_err(outside)?;
    }
    // Present and writable; bit 7 makes a directory's entry a 2 MiB page.
    memory
        .write_obj(PDPT | 3, GuestAddress(PML4))
        .map_err(outside)?;
    for gib in 0..4 {
        let directory = PAGE_DIRECTORIES + 0x1000 * gib;
        memory
            .write_obj(directory | 3, GuestAddress(PDPT + 8 * gib))
            .map_err(outside)?;
        for page in 0..512 {
            let address = (gib << 30) | (page << 21);
            memory
                .write_obj(address | 0x83, GuestAddress(directory + 8 * page))
                .map_err(outside)?;
        }
    }
    Ok(LongMode {
        gdt: GDT,
        gdt_limit: (gdt.len() * 8 - 1) as u16,
        cr3: PML4,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::memory::{Ram, guest_memory, ram_ranges};
    use std::sync::atomic::{AtomicU32, Ordering};
    use vm_memory::GuestMemoryBackend;

    const MIB: u64 = 1 << 20;

    /// A file of this test run, removed at its end.
    struct Scratch(String);

    impl Scratch {
        fn new(bytes: &[u8]) -> Self {
            static COUNT: AtomicU32 = AtomicU32::new(0);
            let name = format!(
                "farport-boot-{}-{}",
                std::process::id(),
                COUNT.fetch_add(1, Ordering::Relaxed)
            );
            let path = std::env::temp_dir()
                .join(name)
                .to_str()
                .unwrap()
                .to_string();
            std::fs::write(&path, bytes).unwrap();
            Self(path)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    /// A bzImage of one setup sector and 64 KiB of code, preferring 2 MiB.
    fn bzimage() -> Vec<u8> {
        let mut image = vec![0; 1024 + 65536];
        image[0x1f1] = 1;
        image[0x1f4..0x1f8].copy_from_slice(&(65536_u32 / 16).to_le_bytes());
        image[0x1fe..0x200].copy_from_slice(&BOOT_FLAG.to_le_bytes());
        image[0x202..0x206].copy_from_slice(&HEADER_MAGIC.to_le_bytes());
        image[0x206..0x208].copy_from_slice(&0x020f_u16.to_le_bytes());
        image[0x211] = 1; // loaded high
        image[0x214..0x218].copy_from_slice(&(MIB as u32).to_le_bytes());
        image[0x22c..0x230].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
        image[0x236] = 1; // 64-bit entry
        image[0x238..0x23c].copy_from_slice(&100_u32.to_le_bytes()); // command line
        image[0x258..0x260].copy_from_slice(&(2 * MIB).to_le_bytes());
        image[0x260..0x264].copy_from_slice(&(MIB as u32).to_le_bytes()); // init_size
        image
    }

    fn attempt(
        kernel: &[u8],
        initrd: Option<&[u8]>,
        cmdline: &str,
    ) -> (Memory, std::sync::Arc<Ram>, Result<Entry>) {
        let kernel = Scratch::new(kernel);
        let initrd = initrd.map(Scratch::new);
        let ranges = ram_ranges(8 * MIB, 3 << 30).unwrap();
        let ram = Ram::map(8 * MIB).unwrap();
        let memory = guest_memory(&ram, &ranges).unwrap();
        let boot = LinuxBoot {
            kernel: kernel.0.clone(),
            initrd: initrd.as_ref().map(|file| file.0.clone()),
            cmdline: cmdline.into(),
            rsdp: 0xe_0000,
        };
        let entry = load(&memory, &ranges, None, &boot);
        (memory, ram, entry)
    }

    fn code(kernel: &[u8], initrd: Option<&[u8]>, cmdline: &str) -> &'static str {
        attempt(kernel, initrd, cmdline).2.unwrap_err().code()
    }

    #[test]
    fn a_bzimage_is_entered_at_its_64_bit_entry_with_a_zero_page() {
        let (memory, _ram, entry) = attempt(&bzimage(), Some(&[7; 5000]), "console=ttyS0");
        let entry = entry.unwrap();
        assert_eq!((entry.rip, entry.rsi), (2 * MIB + 0x200, ZERO_PAGE));
        let u32_at = |at: u64| {
            memory
                .read_obj::<u32>(GuestAddress(ZERO_PAGE + at))
                .unwrap()
        };
        assert_eq!(
            memory
                .read_obj::<u64>(GuestAddress(ZERO_PAGE + 0x70))
                .unwrap(),
            0xe_0000
        );
        assert_eq!(
            u32_at(0x218),
            (8 * MIB - 8192) as u32,
            "the initrd lies at the end of RAM"
        );
        assert_eq!(u32_at(0x21c), 5000);
        let mut line = [0; 14];
        memory
            .read_slice(&mut line, GuestAddress(u32_at(0x228).into()))
            .unwrap();
        assert_eq!(&line, b"console=ttyS0\0");
        assert_eq!(memory.num_regions(), 1);
    }

    #[test]
    fn what_is_no_kernel_is_named() {
        let with = |at: usize, value: u8| {
            let mut image = bzimage();
            image[at] = value;
            image
        };
        assert_eq!(code(b"", None, ""), "kernel.truncated");
        assert_eq!(code(&[0; 600], None, ""), "kernel.truncated");
        assert_eq!(code(&bzimage()[..4000], None, ""), "kernel.truncated");
        assert_eq!(code(&[0; 4096], None, ""), "kernel.invalid");
        assert_eq!(
            code(b"\x7fELF, but no more than that", None, ""),
            "kernel.invalid"
        );
        assert_eq!(
            code(&with(0x206, 0x0b), None, ""),
            "kernel.invalid",
            "protocol 2.11"
        );
        assert_eq!(
            code(&with(0x236, 0), None, ""),
            "kernel.invalid",
            "no 64-bit entry"
        );
        assert_eq!(
            code(&with(0x263, 1), None, ""),
            "kernel.too_large",
            "init_size of 16 MiB"
        );
        assert_eq!(
            code(&bzimage(), None, &"x".repeat(101)),
            "kernel.command_line"
        );
        assert_eq!(
            code(&bzimage(), Some(&vec![0; 6 << 20]), ""),
            "initrd.too_large"
        );
        let boot = |kernel: &str, initrd: Option<&str>| LinuxBoot {
            kernel: kernel.into(),
            initrd: initrd.map(Into::into),
            cmdline: String::new(),
            rsdp: 0,
        };
        let (memory, _ram, _) = attempt(&bzimage(), None, "");
        let ranges = ram_ranges(8 * MIB, 3 << 30).unwrap();
        let refused = |boot| load(&memory, &ranges, None, &boot).unwrap_err().code();
        assert_eq!(refused(boot("/nowhere", None)), "kernel.missing");
        let kernel = Scratch::new(&bzimage());
        assert_eq!(refused(boot(&kernel.0, Some("/nowhere"))), "initrd.missing");
    }

    #[test]
    fn the_memory_map_has_ram_around_the_bios_area_and_the_hole() {
        let ecam = Window {
            base: 0xe000_0000,
            length: MIB,
        };
        let map = e820(&ram_ranges(4 << 30, 3 << 30).unwrap(), Some(ecam));
        let map: Vec<_> = map
            .iter()
            .map(|e| ({ e.addr }, e.addr + e.size, { e.r#type }))
            .collect();
        assert_eq!(
            map,
            [
                (0, 0x9_fc00, E820_RAM),
                (0x9_fc00, 0x10_0000, E820_RESERVED),
                (0x10_0000, 0xc000_0000, E820_RAM),
                (0xe000_0000, 0xe010_0000, E820_RESERVED),
                (0x1_0000_0000, 0x1_4000_0000, E820_RAM),
            ]
        );
    }
}
