//! A guest that writes anything anywhere: maps the registers of every PCI device whose driver was unbound, and the
//! buses behind them, and writes random values of random widths for a while, among them what gets far: rings, contexts
//! and descriptors that are nearly right. One static program, run as root in a guest.
//!
//!     scribble SEED SECONDS [wild]
//!
//! Without `wild`, addresses in RAM are those of the program's own 2 MiB: what devices write there spoils nothing of
//! the kernel, so the guest can be asked afterwards. With it they lie anywhere, and the guest may well destroy itself.
//! At its end the devices are at rest and configuration space is as it was, so that drivers can be bound again.
//! It decides nothing about what is right: whoever runs it looks at the other side.

use std::fs::{self, File, OpenOptions};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const DEVICES: &str = "/sys/bus/pci/devices";
const OWN_BYTES: usize = 2 << 20;
/// Pointers go to the first half, so that what is transferred from there stays in the whole.
const POINTERS: u64 = 1 << 20;
/// Below is the first megabyte's old memory, which Linux keeps out of use.
const LOW_MEMORY: u64 = 0x1_0000;

unsafe extern "C" {
    fn munmap(at: *mut u8, length: usize) -> i32;
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
}
const READ_WRITE: i32 = 3;
const SHARED: i32 = 1;
/// Without it /dev/mem would give cached memory.
const O_SYNC: i32 = 0o4_010_000;
/// MAP_PRIVATE, MAP_ANONYMOUS, MAP_HUGETLB.
const PRIVATE_HUGE: i32 = 0x4_0022;

fn main() {
    if let Err(error) = run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        eprintln!("scribble: {error}");
        std::process::exit(1);
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let (seed, seconds, wild) = match arguments {
        [seed, seconds] => (seed, seconds, false),
        [seed, seconds, last] if last == "wild" => (seed, seconds, true),
        _ => return Err("usage: scribble SEED SECONDS [wild]".into()),
    };
    let memory = Memory::new(wild)?;
    let mut scribbler = Scribbler {
        random: Random(seed.parse::<u64>()? ^ 0x9e37_79b9_7f4a_7c15),
        memory,
        buses: Buses { memory: open("/dev/mem", O_SYNC)?, ports: open("/dev/port", 0)? },
        devices: Device::all()?,
        wild,
    };
    println!("seed {seed}: {} devices, own memory at {:#x}", scribbler.devices.len(), scribbler.memory.physical);
    let end = Instant::now() + Duration::from_secs_f64(seconds.parse()?);
    let mut strokes = 0u64;
    while Instant::now() < end {
        scribbler.stroke();
        strokes += 1;
    }
    for device in &scribbler.devices {
        device.rest()?;
    }
    println!("seed {seed}: {strokes} strokes");
    Ok(())
}

fn open(path: &str, flags: i32) -> Result<File> {
    Ok(OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?)
}

/// xorshift64*: the same strokes for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit.max(1)
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// 2 MiB that are one piece for devices too.
struct Memory {
    bytes: *mut u8,
    physical: u64,
    ram_end: u64,
    wild: bool,
}

impl Memory {
    fn new(wild: bool) -> Result<Self> {
        // One huge page: contiguous, and it stays where it is.
        fs::write("/proc/sys/vm/nr_hugepages", "1")?;
        // SAFETY: a fresh mapping, which stays until the program ends.
        let bytes = unsafe { mmap(std::ptr::null_mut(), OWN_BYTES, READ_WRITE, PRIVATE_HUGE, -1, 0) };
        if bytes as isize == -1 {
            return Err(format!("no huge page: {}", std::io::Error::last_os_error()).into());
        }
        // SAFETY: the mapping is OWN_BYTES long.
        unsafe { std::ptr::write_bytes(bytes, 0, OWN_BYTES) };
        let frame = |page: usize| -> Result<u64> {
            let mut entry = [0; 8];
            let at = (bytes as u64 / 4096 + page as u64) * 8;
            File::open("/proc/self/pagemap")?.read_exact_at(&mut entry, at)?;
            Ok(u64::from_le_bytes(entry) & ((1 << 55) - 1))
        };
        let first = frame(0)?;
        for page in 1..OWN_BYTES / 4096 {
            if frame(page)? != first + page as u64 {
                return Err("the huge page is not contiguous".into());
            }
        }
        let info = fs::read_to_string("/proc/iomem")?;
        let ram_end = info
            .lines()
            .filter(|line| line.ends_with(": System RAM"))
            .filter_map(|line| u64::from_str_radix(line.split([' ', '-']).nth(1)?, 16).ok())
            .max()
            .ok_or("no System RAM in /proc/iomem")?;
        Ok(Self { bytes, physical: first * 4096, ram_end, wild })
    }

    fn put(&self, at: u64, bytes: &[u8]) {
        for (n, byte) in bytes.iter().enumerate() {
            // SAFETY: the offset is taken into our 2 MiB; devices may write there meanwhile, hence volatile.
            unsafe { self.bytes.add((at as usize + n) % OWN_BYTES).write_volatile(*byte) };
        }
    }

    /// A value in which what would be an address of the kernel's RAM is one of ours.
    fn tame(&self, value: u64) -> u64 {
        if self.wild {
            return value;
        }
        let low = value & 0xffff_ffff;
        if low < LOW_MEMORY || low > self.ram_end {
            return value;
        }
        (value & !0xffff_ffff) | self.ours(low)
    }

    fn ours(&self, value: u64) -> u64 {
        self.physical + value % POINTERS
    }
}

struct Scribbler {
    random: Random,
    memory: Memory,
    buses: Buses,
    devices: Vec<Device>,
    wild: bool,
}

struct Buses {
    /// Physical addresses: needs iomem=relaxed on the kernel's command line.
    memory: File,
    ports: File,
}

impl Buses {
    /// Writes `width` bytes at a physical address that is not RAM; nothing where the kernel does not map it.
    fn poke(&self, at: u64, width: u64, value: u64) {
        // SAFETY: a fresh mapping of one page, unmapped below; what is written there is the guest's own risk.
        unsafe {
            let file = self.memory.as_raw_fd();
            let base = mmap(std::ptr::null_mut(), 4096, READ_WRITE, SHARED, file, (at & !0xfff) as i64);
            if base as isize != -1 {
                let page = Bar { base, physical: at & !0xfff, length: 4096, messages: false, xhci: false };
                page.write(at & 0xfff, width, value);
                munmap(base, 4096);
            }
        }
    }
}

impl Scribbler {
    fn stroke(&mut self) {
        let device = self.random.below(self.devices.len() as u64) as usize;
        match self.random.below(100) {
            0..15 => self.xhci_near_miss(),
            15..25 => self.virtio_near_miss(device),
            25..50 => self.xhci_register(),
            50..85 => self.register(device),
            85..92 => self.configuration(device),
            92..96 => self.physical(),
            _ => self.port(),
        }
    }

    /// An address for a device: ours, past RAM, in the registers of devices, at the ends of what there is.
    fn address(&mut self) -> u64 {
        let random = self.random.next();
        let address = match self.random.below(12) {
            0..7 => self.memory.ours(random & !0xf),
            7 => self.memory.ram_end.wrapping_add(random % 64).wrapping_sub(32),
            8 => 0xc000_0000 + (random & 0x3fff_ffff),
            9 => u64::MAX - (random & 0xfff),
            10 => 0x1_0000_0000 + (random & 0xff_ffff_ffff),
            _ => random,
        };
        let low = self.random.pick(&[0, 0, 0, 1, 0xf]);
        // The very end of RAM is the kernel's; devices are to be asked for what straddles it all the same.
        if self.wild || address >= self.memory.ram_end { address | low } else { self.memory.tame(address | low) }
    }

    fn value(&mut self) -> u64 {
        let value = match self.random.below(6) {
            0 => self.random.below(4),
            1 => 1 << self.random.below(64),
            2 => u64::MAX,
            3 => self.address(),
            _ => self.random.next(),
        };
        self.memory.tame(value)
    }

    /// 16 bytes that look like a TRB.
    fn trb(&mut self) -> [u8; 16] {
        let kind = match self.random.below(4) {
            0 => self.random.below(64),
            1 => 6, // Link
            2 => self.random.pick(&[1, 2, 3, 4]),
            _ => self.random.below(16) + 8,
        };
        let parameter = if kind == 2 { self.random.next() } else { self.address() };
        let mut status = self.random.next() as u32;
        if self.random.one_in(2) {
            status &= 0x1_ffff;
        }
        let flags = self.random.next() as u32 & 0xff1f_03fe;
        let control = flags | (kind as u32) << 10 | u32::from(self.random.below(8) != 0);
        let mut trb = [0; 16];
        trb[..8].copy_from_slice(&parameter.to_le_bytes());
        trb[8..12].copy_from_slice(&status.to_le_bytes());
        trb[12..].copy_from_slice(&control.to_le_bytes());
        trb
    }

    /// Rings, contexts and the registers that name them, nearly as a driver would have them.
    fn xhci_near_miss(&mut self) {
        let Some(bar) = self.devices.iter().find(|device| device.xhci).and_then(|device| device.bars.first()).cloned()
        else {
            return;
        };
        let (operational, runtime, doorbells) = bar.xhci_spaces();
        match self.random.below(8) {
            // Reset; base addresses; run.
            0 => {
                let table = self.memory.ours(self.random.next() & !0x3f);
                for segment in 0..4 {
                    let address = self.address() & !0x3f;
                    let at = table - self.memory.physical + segment * 16;
                    self.memory.put(at, &address.to_le_bytes());
                    let size = self.random.pick(&[0, 15, 16, 64, 4096, 0xffff]);
                    self.memory.put(at + 8, &u64::to_le_bytes(size));
                }
                bar.write(operational, 4, 2);
                let (contexts, ring) = (self.address() & !0x3f, self.address() & !0x3f);
                bar.write(operational + 0x30, 8, contexts);
                bar.write(operational + 0x38, 4, self.random.below(80));
                bar.write(operational + 0x18, 8, ring | 1);
                bar.write(runtime + 0x28, 4, self.random.below(6));
                bar.write(runtime + 0x38, 8, self.memory.tame(table));
                bar.write(runtime + 0x30, 8, self.memory.tame(table));
                bar.write(runtime + 0x20, 4, 2);
                bar.write(operational, 4, 5);
            }
            // A page of TRBs, of contexts, or of pointers.
            1..4 => {
                let page = self.random.below(POINTERS / 4096) * 4096;
                for at in 0..64 {
                    let trb = self.trb();
                    self.memory.put(page + at * 16, &trb);
                }
            }
            4 => {
                let page = self.random.below(POINTERS / 4096) * 4096;
                for at in 0..128 {
                    let pointer = self.address();
                    self.memory.put(page + at * 8, &pointer.to_le_bytes());
                }
            }
            _ => {
                for _ in 0..4 {
                    let slot = if self.random.one_in(2) { 0 } else { self.random.below(65) };
                    bar.write(doorbells + slot * 4, 4, self.random.below(34));
                }
            }
        }
    }

    fn xhci_register(&mut self) {
        let Some(bar) = self.devices.iter().find(|device| device.xhci).and_then(|device| device.bars.first()).cloned()
        else {
            return;
        };
        let (operational, runtime, doorbells) = bar.xhci_spaces();
        let value = self.value();
        match self.random.below(8) {
            0 => bar.write(operational, 4, value),
            1 => bar.write(operational + self.random.pick(&[4, 8, 0x14, 0x38]), 4, value),
            2 => bar.write(operational + self.random.pick(&[0x18, 0x30]), self.random.pick(&[4, 8]), value),
            3 => bar.write(operational + 0x400 + 4 * self.random.below(64), 4, value),
            4 => bar.write(runtime + 0x20 + 4 * self.random.below(16), self.random.pick(&[4, 8]), value),
            5 | 6 => bar.write(doorbells + 4 * self.random.below(256), 4, value),
            _ => bar.read(self.random.below(bar.length), self.random.pick(&[1, 2, 4, 8])),
        }
    }

    /// Any register of any device, in any width.
    fn register(&mut self, device: usize) {
        let bars = self.devices[device].bars.len() as u64;
        if bars == 0 {
            return;
        }
        let bar = self.devices[device].bars[self.random.below(bars) as usize].clone();
        let width = self.random.pick(&[1, 2, 4, 4, 8]);
        let span = if self.random.one_in(2) { bar.length } else { bar.length.min(0x100) };
        let mut at = self.random.below(span);
        if !self.random.one_in(8) {
            at -= at % width;
        }
        if self.random.one_in(4) {
            return bar.read(at, width);
        }
        let value = self.value();
        // Parts of addresses cannot be kept from the kernel's RAM, nor messages from the processor's vectors.
        if !self.wild && (bar.messages || (width < 4 && bar.holds_address(at)) || (at % 4 != 0)) {
            return bar.read(at, width);
        }
        bar.write(at, width, value);
    }

    /// Queues with descriptors that are nearly right, through the common configuration at the start of the BAR.
    fn virtio_near_miss(&mut self, device: usize) {
        let device = &self.devices[device];
        if device.xhci || device.bars.is_empty() {
            return;
        }
        let bar = device.bars[0].clone();
        if self.random.one_in(4) {
            // To DRIVER_OK, by way of features (virtio 1.3, 3.1.1).
            bar.write(0x14, 1, 0);
            bar.write(0x14, 1, 1);
            bar.write(0x14, 1, 3);
            bar.write(0x08, 4, 1);
            bar.write(0x0c, 4, 1);
            bar.write(0x08, 4, 0);
            let features = if self.random.one_in(2) { 0 } else { self.value() };
            bar.write(0x0c, 4, features);
            bar.write(0x14, 1, 11);
            for queue in 0..4 {
                bar.write(0x16, 2, queue);
                let size = self.random.pick(&[0, 1, 16, 64, 256, 3, 0xffff]);
                bar.write(0x18, 2, size);
                for ring in [0x20, 0x28, 0x30] {
                    let address = self.address() & !0xf;
                    bar.write(ring, 4, address & 0xffff_ffff);
                    bar.write(ring + 4, 4, address >> 32);
                }
                bar.write(0x1c, 2, 1);
            }
            bar.write(0x14, 1, 15);
            return;
        }
        // Descriptors, and an available ring, over one page.
        let page = self.random.below(POINTERS / 4096) * 4096;
        for n in 0..64 {
            let address = self.address();
            let length = match self.random.below(4) {
                0 => self.random.below(POINTERS),
                1 => 16 * self.random.below(64),
                2 => 512,
                _ => 0x4000_0000 | self.random.next() & 0xffff_ffff,
            };
            let (flags, next) = (self.random.below(8), self.random.below(80));
            let mut descriptor = address.to_le_bytes().to_vec();
            descriptor.extend((length as u32).to_le_bytes());
            descriptor.extend((flags as u16).to_le_bytes());
            descriptor.extend((next as u16).to_le_bytes());
            self.memory.put(page + n * 16, &descriptor);
        }
        bar.write(0x3000 + 4 * self.random.below(5), 2, self.random.below(5));
    }

    /// Configuration space, by sysfs and where it lies in memory; what is not there too.
    fn configuration(&mut self, device: usize) {
        let at = self.random.pick(&[0, 4, 4, 6, 0x0c, 0x10, 0x14, 0x18, 0x1c, 0x20, 0x30, 0x3c, 0x40, 0x48, 0x60]);
        let at = if self.random.one_in(3) { self.random.below(4096) } else { at };
        let width = self.random.pick(&[1, 2, 4]);
        let value = self.value();
        let device = &self.devices[device];
        let _ = device.config.write_at(&value.to_le_bytes()[..width as usize], at);
        if self.random.one_in(2) {
            device.enable();
        }
        // Where no device is: those that are were written by their names.
        self.buses.poke(0xe008_0000 + self.random.below(1 << 19), width, value);
    }

    /// Physical addresses where no RAM is.
    fn physical(&mut self) {
        let random = self.random.next();
        let at = match self.random.below(4) {
            0 => 0xc000_0000 + random % (512 << 20),
            1 => 0xe010_0000 + random % (200 << 20),
            2 => 0x40_0000_0000 + random % (64 << 30),
            _ => (0xc000_0000 + random % 0x4000_0000).min(0xfebf_0000),
        };
        let inside = self.devices.iter().any(|device| device.owns(at));
        let width = self.random.pick(&[1, 2, 4, 8]);
        let value = self.value();
        if self.wild || !inside {
            self.buses.poke(at, width, value);
        }
    }

    /// I/O ports. Without `wild` those stay out that end or mute the guest at its own wish: the serial console, power
    /// and reset, and the interrupt and time keeping of the kernel.
    fn port(&mut self) {
        let at = match self.random.below(3) {
            0 => self.random.below(0x1_0000),
            1 => 0x600 + self.random.below(0x20),
            _ => self.random.below(0x400),
        };
        let own = [0x3f8..0x400, 0x600..0x604, 0x610..0x614, 0x20..0x22, 0x40..0x44, 0x60..0x65, 0x70..0x72];
        let own_too = [0x92..0x93, 0xa0..0xa2, 0xcf8..0xd00, 0x4d0..0x4d2];
        if !self.wild && own.iter().chain(&own_too).any(|range| range.contains(&at)) {
            return;
        }
        let value = self.value().to_le_bytes();
        // A port that is refused is one stroke less.
        let _ = if self.random.one_in(3) {
            self.buses.ports.read_at(&mut [0], at)
        } else {
            self.buses.ports.write_at(&value[..1], at)
        };
    }
}

#[derive(Clone)]
struct Bar {
    base: *mut u8,
    physical: u64,
    length: u64,
    /// An MSI-X table.
    messages: bool,
    xhci: bool,
}

impl Bar {
    fn write(&self, at: u64, width: u64, value: u64) {
        if at + width > self.length {
            return;
        }
        // SAFETY: inside the mapping, which is device memory: every width and place is one access of the processor.
        unsafe {
            let at = self.base.add(at as usize);
            match width {
                1 => std::arch::asm!("mov byte ptr [{}], {}", in(reg) at, in(reg_byte) value as u8),
                2 => std::arch::asm!("mov word ptr [{}], {:x}", in(reg) at, in(reg) value as u16),
                4 => std::arch::asm!("mov dword ptr [{}], {:e}", in(reg) at, in(reg) value as u32),
                _ => std::arch::asm!("mov qword ptr [{}], {}", in(reg) at, in(reg) value),
            }
        }
    }

    fn read(&self, at: u64, width: u64) {
        self.value(at, width);
    }

    fn value(&self, at: u64, width: u64) -> u64 {
        if at + width > self.length {
            return 0;
        }
        let mut value = 0u64;
        // SAFETY: as in `write`.
        unsafe {
            let at = self.base.add(at as usize);
            match width {
                1 => std::arch::asm!("movzx {:e}, byte ptr [{}]", out(reg) value, in(reg) at),
                2 => std::arch::asm!("movzx {:e}, word ptr [{}]", out(reg) value, in(reg) at),
                4 => std::arch::asm!("mov {:e}, dword ptr [{}]", out(reg) value, in(reg) at),
                _ => std::arch::asm!("mov {}, qword ptr [{}]", out(reg) value, in(reg) at),
            }
        }
        value
    }

    /// Where the operational registers, the runtime registers and the doorbells begin (xHCI 1.2, 5.3).
    fn xhci_spaces(&self) -> (u64, u64, u64) {
        (self.value(0, 1), self.value(0x18, 4) & !0x1f, self.value(0x14, 4) & !3)
    }

    /// Whether the device takes an address of memory from the register here.
    fn holds_address(&self, at: u64) -> bool {
        let addresses: &[std::ops::Range<u64>] =
            if self.xhci { &[0x58..0x78, 0x1020..0x2000] } else { &[0x20..0x38] };
        addresses.iter().any(|range| range.contains(&at))
    }
}

struct Device {
    path: String,
    xhci: bool,
    bars: Vec<Bar>,
    config: File,
    saved: Vec<u8>,
}

impl Device {
    /// Every device but bridges: unbound from its driver, decoding memory and allowed to use it.
    fn all() -> Result<Vec<Self>> {
        let mut paths: Vec<_> = fs::read_dir(DEVICES)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.sort();
        let mut devices = Vec::new();
        for path in paths {
            let path = path.to_string_lossy().into_owned();
            let class = fs::read_to_string(format!("{path}/class"))?;
            if class.starts_with("0x06") {
                continue;
            }
            if let Some(name) = path.rsplit('/').next() {
                let _ = fs::write(format!("{path}/driver/unbind"), name);
            }
            let config = OpenOptions::new().read(true).write(true).open(format!("{path}/config"))?;
            let mut saved = vec![0; 64];
            config.read_exact_at(&mut saved, 0)?;
            let mut device = Self { xhci: class.starts_with("0x0c03"), bars: Vec::new(), config, saved, path };
            device.enable();
            device.map()?;
            devices.push(device);
        }
        Ok(devices)
    }

    /// Memory and bus master of the command register.
    fn enable(&self) {
        let _ = self.config.write_at(&6u16.to_le_bytes(), 4);
        let _ = self.config.write_at(&self.saved[0x10..0x28], 0x10);
    }

    fn map(&mut self) -> Result<()> {
        let resources = fs::read_to_string(format!("{}/resource", self.path))?;
        for (number, line) in resources.lines().take(6).enumerate() {
            let fields: Vec<u64> = line
                .split_whitespace()
                .map(|field| u64::from_str_radix(field.trim_start_matches("0x"), 16))
                .collect::<std::result::Result<_, _>>()?;
            let [start, end, _] = fields[..] else { continue };
            if start == 0 {
                continue;
            }
            let length = end - start + 1;
            let file = OpenOptions::new().read(true).write(true).open(format!("{}/resource{number}", self.path))?;
            // SAFETY: a fresh mapping of the whole BAR, which stays until the program ends.
            let base = unsafe {
                mmap(std::ptr::null_mut(), length as usize, READ_WRITE, SHARED, file.as_raw_fd(), 0)
            };
            if base as isize == -1 {
                return Err(format!("{} BAR {number}: {}", self.path, std::io::Error::last_os_error()).into());
            }
            self.bars.push(Bar { base, physical: start, length, messages: number != 0, xhci: self.xhci });
        }
        Ok(())
    }

    fn owns(&self, at: u64) -> bool {
        self.bars.iter().any(|bar| at + 8 > bar.physical && at < bar.physical + bar.length)
    }

    /// Ends all use of memory, and gives configuration space its values back.
    fn rest(&self) -> Result<()> {
        self.enable();
        if let Some(bar) = self.bars.first() {
            if self.xhci {
                let operational = bar.xhci_spaces().0;
                bar.write(operational, 4, 2);
                let patience = Instant::now() + Duration::from_secs(20);
                while bar.value(operational, 4) & 2 != 0 {
                    if Instant::now() > patience {
                        return Err("the xHCI controller did not come out of its reset".into());
                    }
                }
            } else {
                bar.write(0x14, 1, 0);
                if bar.value(0x14, 1) != 0 {
                    return Err(format!("{} did not reset", self.path).into());
                }
            }
        }
        // The command register last.
        self.config.write_all_at(&self.saved[0x0c..], 0x0c)?;
        self.config.write_all_at(&self.saved[4..6], 4)?;
        Ok(())
    }
}
