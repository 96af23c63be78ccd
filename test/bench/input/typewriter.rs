//! What a guest of the benchmark of input runs: draws a number, the next one at each key that goes down and at each
//! movement of a pointer. It has the screen for itself: a dumb buffer of DRM, of which it says what is dirty, as X's
//! modesetting driver does. Static, and the same in every guest. Times nothing.
//!
//!     typewriter X Y CELLS CELL NUMBER...
//!
//! draws CELLS cells, each CELL pixels wide and four times as high, at X, Y: the bits of each NUMBER in turn, the
//! first cell the highest, black or white. Says "ready" and the mode.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const O_NONBLOCK: i32 = 0o4000;
const POLLIN: i16 = 1;
const EV_SYN: u16 = 0;
const EV_KEY: u16 = 1;
const EV_ABS: u16 = 3;
/// Buttons of pointers come after the keys of keyboards (linux/input-event-codes.h).
const BTN_MISC: u16 = 0x100;
const INPUT_EVENT_BYTES: usize = 24;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Err(error) = run(&arguments) {
        println!("typewriter: {error}");
        std::process::exit(1);
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let numbers: Vec<u32> = arguments.iter().map(|text| text.parse()).collect::<std::result::Result<_, _>>()?;
    let [x, y, cells, cell, numbers @ ..] = numbers.as_slice() else {
        return Err("see the head of test/bench/input/typewriter.rs for its arguments".into());
    };
    let mut screen = Screen::open()?;
    let mut inputs = open_inputs()?;
    let place = Place { x: *x, y: *y, cells: *cells, cell: *cell };
    let mut next = numbers.iter().cycle();
    let mut draw = |screen: &mut Screen| match next.next() {
        Some(number) => screen.draw(&place, *number),
        None => Err("no numbers".into()),
    };
    draw(&mut screen)?;
    println!("ready {}x{}", screen.width, screen.height);
    let mut polled: Vec<PollFd> =
        inputs.iter().map(|file| PollFd { fd: file.as_raw_fd(), events: POLLIN, revents: 0 }).collect();
    loop {
        // SAFETY: `polled` is as long as is said, and alive during the call.
        if unsafe { poll(polled.as_mut_ptr(), polled.len() as u64, -1) } < 0 {
            return Err(io::Error::last_os_error().into());
        }
        for (input, one) in inputs.iter_mut().zip(&polled) {
            if one.revents != 0 {
                for _ in 0..happened(input)? {
                    draw(&mut screen)?;
                }
            }
        }
    }
}

/// Every input device.
fn open_inputs() -> Result<Vec<File>> {
    let mut inputs = Vec::new();
    for entry in fs::read_dir("/dev/input")? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("event") {
            inputs.push(OpenOptions::new().read(true).custom_flags(O_NONBLOCK).open(entry.path())?);
        }
    }
    if inputs.is_empty() { Err("no /dev/input/event*".into()) } else { Ok(inputs) }
}

/// How many keys went down and how often a pointer moved, of what can be read now.
fn happened(input: &mut File) -> Result<u32> {
    let mut count = 0;
    let mut moved = false;
    let mut events = [0_u8; 64 * INPUT_EVENT_BYTES];
    let length = match input.read(&mut events) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => 0,
        other => other?,
    };
    for event in events[..length].chunks_exact(INPUT_EVENT_BYTES) {
        let kind = u16::from_le_bytes([event[16], event[17]]);
        let code = u16::from_le_bytes([event[18], event[19]]);
        let value = i32::from_le_bytes([event[20], event[21], event[22], event[23]]);
        match kind {
            EV_KEY if code < BTN_MISC && value == 1 => count += 1,
            EV_ABS => moved = true,
            EV_SYN if moved => {
                moved = false;
                count += 1;
            }
            _ => {}
        }
    }
    Ok(count)
}

// ---- the screen

struct Place {
    x: u32,
    y: u32,
    cells: u32,
    cell: u32,
}

struct Screen {
    card: File,
    pixels: &'static mut [u32],
    /// Pixels from one row to the next.
    stride: usize,
    width: u32,
    height: u32,
    fb: u32,
}

impl Screen {
    /// Takes the first connector that has a monitor, in the mode that it prefers, black.
    fn open() -> Result<Self> {
        let card = OpenOptions::new().read(true).write(true).open("/dev/dri/card0")?;
        let (crtc, connector, mode) = find_monitor(&card)?;
        let (width, height) = (u32::from(mode.hdisplay), u32::from(mode.vdisplay));
        let mut dumb = CreateDumb { width, height, bpp: 32, ..CreateDumb::default() };
        call(&card, MODE_CREATE_DUMB, &raw mut dumb)?;
        let mut map = MapDumb { handle: dumb.handle, ..MapDumb::default() };
        call(&card, MODE_MAP_DUMB, &raw mut map)?;
        // SAFETY: a new mapping of the buffer that was just made, of its own size; it stays until the program ends.
        let pixels = unsafe {
            let start = mmap(std::ptr::null_mut(), dumb.size as usize, 3, 1, card.as_raw_fd(), map.offset as i64);
            if start as isize == -1 {
                return Err(io::Error::last_os_error().into());
            }
            std::slice::from_raw_parts_mut(start.cast::<u32>(), dumb.size as usize / 4)
        };
        pixels.fill(0);
        let mut fb = Fb { width, height, pitch: dumb.pitch, bpp: 32, depth: 24, handle: dumb.handle, id: 0 };
        call(&card, MODE_ADDFB, &raw mut fb)?;
        let connectors = [connector];
        let mut set = Crtc {
            connectors: connectors.as_ptr() as u64,
            count_connectors: 1,
            id: crtc,
            fb: fb.id,
            mode_valid: 1,
            mode,
            ..Crtc::default()
        };
        call(&card, MODE_SETCRTC, &raw mut set)?;
        Ok(Self { card, pixels, stride: dumb.pitch as usize / 4, width, height, fb: fb.id })
    }

    fn draw(&mut self, place: &Place, number: u32) -> Result<()> {
        let (width, height) = (place.cells * place.cell, 4 * place.cell);
        for row in 0..height {
            for column in 0..width {
                let bit = place.cells - 1 - column / place.cell;
                let at = (place.y + row) as usize * self.stride + (place.x + column) as usize;
                self.pixels[at] = if number >> bit & 1 == 1 { 0xff_ff_ff } else { 0 };
            }
        }
        let end = |from: u32, by: u32| (from + by) as u16;
        let clips = [[place.x as u16, place.y as u16, end(place.x, width), end(place.y, height)]];
        let mut dirty = Dirty { fb: self.fb, flags: 0, color: 0, count: 1, clips: clips.as_ptr() as u64 };
        call(&self.card, MODE_DIRTYFB, &raw mut dirty)
    }
}

fn find_monitor(card: &File) -> Result<(u32, u32, Mode)> {
    let (mut crtcs, mut connectors) = ([0_u32; 16], [0_u32; 16]);
    let mut resources = Resources {
        crtcs: crtcs.as_mut_ptr() as u64,
        connectors: connectors.as_mut_ptr() as u64,
        count_crtcs: 16,
        count_connectors: 16,
        ..Resources::default()
    };
    call(card, MODE_GETRESOURCES, &raw mut resources)?;
    for id in connectors.into_iter().take(resources.count_connectors as usize) {
        let mut modes = [Mode::default(); 64];
        let mut connector = Connector { id, modes: modes.as_mut_ptr() as u64, ..Connector::default() };
        // Asked with no room the driver looks anew, and says how many modes there are.
        call(card, MODE_GETCONNECTOR, &raw mut connector)?;
        connector.count_modes = connector.count_modes.min(64);
        (connector.count_props, connector.count_encoders) = (0, 0);
        let connected = connector.connection == 1 && connector.count_modes > 0;
        if connected {
            call(card, MODE_GETCONNECTOR, &raw mut connector)?;
            return Ok((crtcs[0], id, modes[0]));
        }
    }
    Err("no monitor".into())
}

fn call<T>(file: &File, request: u64, argument: *mut T) -> Result<()> {
    // SAFETY: each caller passes the structure that belongs to the request, alive during the call, as are the arrays
    // that it leads to.
    let result = unsafe { ioctl(file.as_raw_fd(), request, argument) };
    if result < 0 {
        return Err(format!("ioctl {request:x}: {}", io::Error::last_os_error()).into());
    }
    Ok(())
}

unsafe extern "C" {
    fn ioctl(fd: i32, request: u64, ...) -> i32;
    fn poll(fds: *mut PollFd, count: u64, timeout: i32) -> i32;
    fn mmap(at: *mut u8, length: usize, access: i32, flags: i32, fd: i32, offset: i64) -> *mut u8;
}

#[repr(C)]
struct PollFd {
    fd: i32,
    events: i16,
    revents: i16,
}

// include/uapi/drm/drm.h and drm_mode.h.
const MODE_GETRESOURCES: u64 = 0xc040_64a0;
const MODE_SETCRTC: u64 = 0xc068_64a2;
const MODE_GETCONNECTOR: u64 = 0xc050_64a7;
const MODE_ADDFB: u64 = 0xc01c_64ae;
const MODE_DIRTYFB: u64 = 0xc018_64b1;
const MODE_CREATE_DUMB: u64 = 0xc020_64b2;
const MODE_MAP_DUMB: u64 = 0xc010_64b3;

/// struct drm_mode_card_res
#[repr(C)]
#[derive(Default)]
struct Resources {
    fbs: u64,
    crtcs: u64,
    connectors: u64,
    encoders: u64,
    count_fbs: u32,
    count_crtcs: u32,
    count_connectors: u32,
    count_encoders: u32,
    sizes: [u32; 4],
}

/// struct drm_mode_get_connector
#[repr(C)]
#[derive(Default)]
struct Connector {
    encoders: u64,
    modes: u64,
    props: u64,
    prop_values: u64,
    count_modes: u32,
    count_props: u32,
    count_encoders: u32,
    encoder: u32,
    id: u32,
    kind: u32,
    kind_id: u32,
    connection: u32,
    rest: [u32; 4],
}

/// struct drm_mode_modeinfo
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Mode {
    clock: u32,
    hdisplay: u16,
    horizontal: [u16; 4],
    vdisplay: u16,
    vertical: [u16; 4],
    vrefresh: u32,
    flags: u32,
    kind: u32,
    name: [u8; 32],
}

/// struct drm_mode_crtc
#[repr(C)]
#[derive(Default)]
struct Crtc {
    connectors: u64,
    count_connectors: u32,
    id: u32,
    fb: u32,
    x: u32,
    y: u32,
    gamma_size: u32,
    mode_valid: u32,
    mode: Mode,
}

/// struct drm_mode_fb_cmd
#[repr(C)]
struct Fb {
    id: u32,
    width: u32,
    height: u32,
    pitch: u32,
    bpp: u32,
    depth: u32,
    handle: u32,
}

/// struct drm_mode_fb_dirty_cmd
#[repr(C)]
struct Dirty {
    fb: u32,
    flags: u32,
    color: u32,
    count: u32,
    clips: u64,
}

/// struct drm_mode_create_dumb
#[repr(C)]
#[derive(Default)]
struct CreateDumb {
    height: u32,
    width: u32,
    bpp: u32,
    flags: u32,
    handle: u32,
    pitch: u32,
    size: u64,
}

/// struct drm_mode_map_dumb
#[repr(C)]
#[derive(Default)]
struct MapDumb {
    handle: u32,
    pad: u32,
    offset: u64,
}
