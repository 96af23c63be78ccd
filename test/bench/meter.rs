//! What every contestant of a benchmark runs at the place where a person would use the device: in a guest, or on
//! the machine that USB/IP attached it to. One static program, so that it is the same everywhere. Runs for a fixed
//! time and prints one JSON object. It uses the standard library and two system calls, and knows of no contestant.
//!
//!     meter read|write|random-read|random-write DEVICE SECONDS BLOCK_BYTES [THREADS]
//!     meter control VID:PID SECONDS        GET_DESCRIPTOR of the device descriptor, one after the other
//!     meter interrupt VID:PID SECONDS      64 bytes OUT and their echo IN, one after the other
//!     meter echo FILE                      the device's end of `interrupt`: a HID gadget that sends back

use std::alloc::Layout;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const O_DIRECT: i32 = 0o40000;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Err(error) = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        eprintln!("meter {}: {error}", arguments.join(" "));
        std::process::exit(1);
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match *arguments {
        [what @ ("read" | "write" | "random-read" | "random-write"), device, seconds, block] => {
            disk(what, device, seconds.parse()?, block.parse()?, 1)
        }
        [what @ ("read" | "write" | "random-read" | "random-write"), device, seconds, block, threads] => {
            disk(what, device, seconds.parse()?, block.parse()?, threads.parse()?)
        }
        ["control", id, seconds] => control(id, seconds.parse()?),
        ["interrupt", id, seconds] => interrupt(id, seconds.parse()?),
        ["echo", file] => echo(file),
        _ => Err("see the head of test/bench/meter.rs for its arguments".into()),
    }
}

// ---- disks

/// Reads or writes with O_DIRECT until the time is over. The first request of each thread is not counted.
fn disk(what: &str, device: &str, seconds: f64, block: usize, threads: u64) -> Result<()> {
    let writes = what.ends_with("write");
    let mut file = OpenOptions::new().read(true).write(writes).custom_flags(O_DIRECT).open(device)?;
    let blocks = file.seek(SeekFrom::End(0))? / block as u64;
    if blocks < threads || threads == 0 {
        return Err("the device is too small".into());
    }
    let file = Arc::new(file);
    let over = Arc::new(AtomicBool::new(false));
    let bytes = Arc::new(AtomicU64::new(0));
    let next = Arc::new(AtomicU64::new(0));
    let random = what.starts_with("random");
    // Every thread has done one request before the clock starts.
    let ready = Arc::new(std::sync::Barrier::new(threads as usize + 1));
    let workers: Vec<_> = (0..threads)
        .map(|number| {
            let (file, over, bytes) = (Arc::clone(&file), Arc::clone(&over), Arc::clone(&bytes));
            let (next, ready) = (Arc::clone(&next), Arc::clone(&ready));
            thread::spawn(move || -> io::Result<()> {
                let mut buffer = Aligned::new(block);
                let mut random_state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(number + 1);
                let mut request = || {
                    let index = if random {
                        random_state ^= random_state << 13;
                        random_state ^= random_state >> 7;
                        random_state ^= random_state << 17;
                        random_state % blocks
                    } else {
                        next.fetch_add(1, Ordering::Relaxed) % blocks
                    };
                    let at = index * block as u64;
                    if writes {
                        file.write_all_at(buffer.bytes(), at)
                    } else {
                        file.read_exact_at(buffer.bytes(), at)
                    }
                };
                let first = request();
                ready.wait();
                ready.wait();
                first?;
                while !over.load(Ordering::Relaxed) {
                    request()?;
                    bytes.fetch_add(block as u64, Ordering::Relaxed);
                }
                Ok(())
            })
        })
        .collect();
    ready.wait();
    let start = Instant::now();
    ready.wait();
    thread::sleep(Duration::from_secs_f64(seconds));
    over.store(true, Ordering::Relaxed);
    // Requests under way at the end count, and so does the time until they are done.
    for worker in workers {
        worker.join().map_err(|_| "a thread died")??;
    }
    let elapsed = start.elapsed().as_secs_f64();
    let bytes = bytes.load(Ordering::Relaxed);
    println!(
        "{{\"bytes\":{bytes},\"requests\":{},\"seconds\":{elapsed}}}",
        bytes / block as u64
    );
    Ok(())
}

/// A buffer that O_DIRECT takes, with content that does not compress.
struct Aligned {
    address: *mut u8,
    layout: Layout,
}

impl Aligned {
    fn new(length: usize) -> Self {
        let layout = Layout::from_size_align(length.max(1), 4096).expect("a sane length");
        // SAFETY: the layout's size is not 0.
        let address = unsafe { std::alloc::alloc_zeroed(layout) };
        assert!(!address.is_null(), "no memory");
        let mut buffer = Self { address, layout };
        let mut state = 1_u64;
        for byte in buffer.bytes() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 33) as u8;
        }
        buffer
    }

    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: `address` is an allocation of this size that lives as long as self and is borrowed with it.
        unsafe { std::slice::from_raw_parts_mut(self.address, self.layout.size()) }
    }
}

impl Drop for Aligned {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout.
        unsafe { std::alloc::dealloc(self.address, self.layout) }
    }
}

// ---- single transfers, through usbfs

// SAFETY: ioctl(2) as the C library declares it.
unsafe extern "C" {
    fn ioctl(fd: i32, request: u64, ...) -> i32;
}

/// struct usbdevfs_ctrltransfer (linux/usbdevice_fs.h)
#[repr(C)]
struct ControlTransfer {
    request_type: u8,
    request: u8,
    value: u16,
    index: u16,
    length: u16,
    timeout_ms: u32,
    data: *mut u8,
}

/// struct usbdevfs_urb
#[repr(C)]
struct Urb {
    kind: u8,
    endpoint: u8,
    status: i32,
    flags: u32,
    buffer: *mut u8,
    buffer_length: i32,
    actual_length: i32,
    start_frame: i32,
    stream_id: u32,
    error_count: i32,
    signr: u32,
    user_context: *mut u8,
}

/// struct usbdevfs_ioctl
#[repr(C)]
struct InterfaceIoctl {
    interface: i32,
    code: i32,
    data: *mut u8,
}

const USBDEVFS_CONTROL: u64 = 0xc018_5500;
const USBDEVFS_SUBMITURB: u64 = 0x8038_550a;
const USBDEVFS_REAPURB: u64 = 0x4008_550c;
const USBDEVFS_CLAIMINTERFACE: u64 = 0x8004_550f;
const USBDEVFS_IOCTL: u64 = 0xc010_5512;
const USBDEVFS_DISCONNECT: i32 = 0x5516;
const URB_TYPE_INTERRUPT: u8 = 1;
const REPORT: usize = 64;
/// How many old echoes may wait at the device.
const MAX_STALE: usize = 16;

fn call<T>(file: &File, request: u64, argument: *mut T) -> io::Result<i32> {
    // SAFETY: each caller passes the structure that belongs to the request, alive during the call.
    let result = unsafe { ioctl(file.as_raw_fd(), request, argument) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// Opens the usbfs node of the device with this VID:PID: the one plugged in last where there are several (the
/// original and its copy on the same machine).
fn open_device(id: &str) -> Result<File> {
    let (vid, pid) = id.split_once(':').ok_or("the device is given as VID:PID")?;
    let mut found: Option<(std::time::SystemTime, String)> = None;
    for entry in fs::read_dir("/sys/bus/usb/devices")? {
        let folder = entry?.path();
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default().trim().to_string();
        if read("idVendor") != vid || read("idProduct") != pid {
            continue;
        }
        let (bus, number) = (read("busnum").parse::<u32>()?, read("devnum").parse::<u32>()?);
        let node = format!("/dev/bus/usb/{bus:03}/{number:03}");
        let since = fs::metadata(&node)?.modified()?;
        if found.as_ref().is_none_or(|(other, _)| since > *other) {
            found = Some((since, node));
        }
    }
    let (_, node) = found.ok_or_else(|| format!("no device {id} is plugged in"))?;
    Ok(OpenOptions::new().read(true).write(true).open(node)?)
}

fn control(id: &str, seconds: f64) -> Result<()> {
    let file = open_device(id)?;
    let mut data = [0_u8; 18];
    sample(seconds, || {
        let mut transfer = ControlTransfer {
            request_type: 0x80,
            request: 6,
            value: 0x0100,
            index: 0,
            length: 18,
            timeout_ms: 5000,
            data: data.as_mut_ptr(),
        };
        match call(&file, USBDEVFS_CONTROL, &raw mut transfer)? {
            18 => Ok(()),
            other => Err(format!("a device descriptor of {other} bytes").into()),
        }
    })
}

fn interrupt(id: &str, seconds: f64) -> Result<()> {
    let file = open_device(id)?;
    let (input, output) = interrupt_endpoints(&file)?;
    let mut interface = 0_u32;
    let mut disconnect =
        InterfaceIoctl { interface: 0, code: USBDEVFS_DISCONNECT, data: std::ptr::null_mut() };
    // Fails where no driver holds it; then there is nothing to do.
    let _ = call(&file, USBDEVFS_IOCTL, &raw mut disconnect);
    call(&file, USBDEVFS_CLAIMINTERFACE, &raw mut interface)?;
    let mut received = [0_u8; REPORT];
    let mut sent = [0_u8; REPORT];
    let mut number = 0_u64;
    sample(seconds, || {
        number += 1;
        sent[..8].copy_from_slice(&number.to_le_bytes());
        // As a driver does: the IN transfer waits at the endpoint before there is something to receive.
        let mut urb_in = interrupt_urb(input, received.as_mut_ptr());
        let mut urb_out = interrupt_urb(output, sent.as_mut_ptr());
        call(&file, USBDEVFS_SUBMITURB, &raw mut urb_in)?;
        call(&file, USBDEVFS_SUBMITURB, &raw mut urb_out)?;
        reap(&file)?;
        reap(&file)?;
        check(&urb_out, REPORT)?;
        check(&urb_in, 0)?;
        // What somebody before us did not fetch comes first, as do empty reports that a reset left behind.
        for _ in 0..MAX_STALE {
            if urb_in.actual_length == REPORT as i32 && received == sent {
                return Ok(());
            }
            urb_in = interrupt_urb(input, received.as_mut_ptr());
            call(&file, USBDEVFS_SUBMITURB, &raw mut urb_in)?;
            reap(&file)?;
            check(&urb_in, 0)?;
        }
        Err(format!("no echo; last IN: {} bytes", urb_in.actual_length).into())
    })
}

fn reap(file: &File) -> io::Result<()> {
    let mut done: *mut Urb = std::ptr::null_mut();
    call(file, USBDEVFS_REAPURB, &raw mut done).map(|_| ())
}

fn check(urb: &Urb, least: usize) -> Result<()> {
    if urb.status == 0 && urb.actual_length >= least as i32 {
        return Ok(());
    }
    let (endpoint, status, length) = (urb.endpoint, urb.status, urb.actual_length);
    Err(format!("endpoint {endpoint:#04x}: status {status}, {length} bytes").into())
}

fn interrupt_urb(endpoint: u8, buffer: *mut u8) -> Urb {
    Urb {
        kind: URB_TYPE_INTERRUPT,
        endpoint,
        status: 0,
        flags: 0,
        buffer,
        buffer_length: REPORT as i32,
        actual_length: 0,
        start_frame: 0,
        stream_id: 0,
        error_count: 0,
        signr: 0,
        user_context: std::ptr::null_mut(),
    }
}

/// The first interrupt endpoint of each direction (USB 2.0, 9.6.6), from the descriptors that usbfs gives.
fn interrupt_endpoints(mut file: &File) -> Result<(u8, u8)> {
    let mut descriptors = vec![0_u8; 4096];
    let length = file.read(&mut descriptors)?;
    let (mut input, mut output) = (None, None);
    let mut at = 0;
    while at + 2 <= length && descriptors[at] >= 2 {
        if descriptors[at + 1] == 5 && at + 4 <= length && descriptors[at + 3] & 3 == 3 {
            let address = descriptors[at + 2];
            let slot = if address & 0x80 == 0 { &mut output } else { &mut input };
            slot.get_or_insert(address);
        }
        at += usize::from(descriptors[at]);
    }
    input.zip(output).ok_or_else(|| "the device has no pair of interrupt endpoints".into())
}

/// Does it again and again, and prints how long each took. The first ten are not counted.
fn sample(seconds: f64, mut once: impl FnMut() -> Result<()>) -> Result<()> {
    for _ in 0..10 {
        once()?;
    }
    let mut took = Vec::new();
    let start = Instant::now();
    while start.elapsed().as_secs_f64() < seconds {
        let before = Instant::now();
        once()?;
        took.push(before.elapsed().as_nanos());
    }
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!(
        "{{\"samples\":{},\"meanNs\":{},\"p50Ns\":{},\"p90Ns\":{},\"p99Ns\":{}}}",
        took.len(),
        took.iter().sum::<u128>() / took.len() as u128,
        at(0.5),
        at(0.9),
        at(0.99)
    );
    Ok(())
}

fn echo(path: &str) -> Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut report = [0_u8; REPORT];
    loop {
        // A reset of the device ends what is under way, with an error or with a report without content.
        let echoed = match file.read(&mut report) {
            Ok(0) => Ok(()),
            Ok(length) => file.write_all(&report[..length]),
            Err(error) => Err(error),
        };
        if echoed.is_err() {
            thread::sleep(Duration::from_millis(20));
        }
    }
}
