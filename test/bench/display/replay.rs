//! Draws the frames of a scenario (frames.ts tells the files) into an X server, as a program does that keeps its own
//! picture: each changed rectangle by MIT-SHM. Reads commands from its input, one a line:
//!
//!     first FOLDER/NAME     draws the first frame; says "done"
//!     play                  draws the others in time; says when each began, microseconds of the wall clock, then "done"

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::io::BufRead;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[repr(C)]
struct ScreenIterator {
    data: *const u32,
    rem: c_int,
    index: c_int,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Cookie {
    sequence: c_uint,
}

unsafe extern "C" {
    fn xcb_connect(name: *const c_char, screen: *mut c_int) -> *mut c_void;
    fn xcb_connection_has_error(c: *mut c_void) -> c_int;
    fn xcb_get_setup(c: *mut c_void) -> *const c_void;
    fn xcb_setup_roots_iterator(setup: *const c_void) -> ScreenIterator;
    fn xcb_generate_id(c: *mut c_void) -> u32;
    fn xcb_create_gc(c: *mut c_void, gc: u32, drawable: u32, mask: u32, values: *const c_void) -> Cookie;
    fn xcb_create_window(c: *mut c_void, depth: u8, window: u32, parent: u32, x: i16, y: i16, width: u16,
        height: u16, border: u16, class: u16, visual: u32, mask: u32, values: *const u32) -> Cookie;
    fn xcb_map_window(c: *mut c_void, window: u32) -> Cookie;
    fn xcb_get_input_focus(c: *mut c_void) -> Cookie;
    fn xcb_get_input_focus_reply(c: *mut c_void, cookie: Cookie, error: *mut *mut c_void) -> *mut c_void;
    fn xcb_flush(c: *mut c_void) -> c_int;
    fn xcb_shm_attach(c: *mut c_void, segment: u32, id: u32, read_only: u8) -> Cookie;
    fn xcb_shm_put_image(c: *mut c_void, drawable: u32, gc: u32, total_width: u16, total_height: u16, src_x: u16,
        src_y: u16, width: u16, height: u16, x: i16, y: i16, depth: u8, format: u8, event: u8, segment: u32,
        offset: u32) -> Cookie;
    fn shmget(key: c_int, size: usize, flags: c_int) -> c_int;
    fn shmat(id: c_int, at: *const c_void, flags: c_int) -> *mut c_void;
    fn shmctl(id: c_int, command: c_int, buffer: *mut c_void) -> c_int;
    fn free(at: *mut c_void);
}

const IPC_CREAT: c_int = 0o1000;
const IPC_RMID: c_int = 0;
const OVERRIDE_REDIRECT: u32 = 512;

struct Rect {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    offset: usize,
}

struct Scenario {
    width: usize,
    height: usize,
    period: Duration,
    frames: Vec<Vec<Rect>>,
    raw: Vec<u8>,
}

fn load(path: &str) -> Scenario {
    let text = std::fs::read_to_string(format!("{path}.txt")).expect("the frames' index");
    let numbers = |line: &str| -> Vec<usize> { line.split(' ').filter_map(|word| word.parse().ok()).collect() };
    let mut lines = text.lines();
    let head = numbers(lines.next().expect("a first line"));
    let mut frames: Vec<Vec<Rect>> = Vec::new();
    for line in lines {
        if line == "frame" {
            frames.push(Vec::new());
            continue;
        }
        let n = numbers(line);
        let rect = Rect { x: n[0], y: n[1], width: n[2], height: n[3], offset: n[4] };
        frames.last_mut().expect("a frame").push(rect);
    }
    let raw = std::fs::read(format!("{path}.raw")).expect("the frames' pixels");
    Scenario { width: head[0], height: head[1], period: Duration::from_micros(head[2] as u64), frames, raw }
}

struct Screen {
    connection: *mut c_void,
    window: u32,
    context: u32,
    segment: u32,
    picture: *mut u8,
    width: usize,
    height: usize,
}

impl Screen {
    fn open(width: usize, height: usize) -> Self {
        // SAFETY: as xcb's and shmget's manuals say; every pointer comes from the call before, and pictures are
        // width * height * 4 bytes on both sides.
        unsafe {
            let connection = xcb_connect(std::ptr::null(), std::ptr::null_mut());
            assert_eq!(xcb_connection_has_error(connection), 0, "no X server at DISPLAY");
            let root = *xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
            let window = xcb_generate_id(connection);
            let yes = 1u32;
            xcb_create_window(connection, 0, window, root, 0, 0, width as u16, height as u16, 0, 1, 0,
                OVERRIDE_REDIRECT, &yes);
            xcb_map_window(connection, window);
            let context = xcb_generate_id(connection);
            xcb_create_gc(connection, context, window, 0, std::ptr::null());
            let id = shmget(0, width * height * 4, IPC_CREAT | 0o600);
            assert!(id >= 0, "no shared memory");
            let picture = shmat(id, std::ptr::null(), 0).cast::<u8>();
            let segment = xcb_generate_id(connection);
            xcb_shm_attach(connection, segment, id as u32, 1);
            let screen = Self { connection, window, context, segment, picture, width, height };
            screen.wait();
            shmctl(id, IPC_RMID, std::ptr::null_mut());
            screen
        }
    }

    /// Until the server has done what it was asked.
    fn wait(&self) {
        // SAFETY: the reply is freed once.
        unsafe {
            let cookie = xcb_get_input_focus(self.connection);
            free(xcb_get_input_focus_reply(self.connection, cookie, std::ptr::null_mut()));
        }
    }

    fn draw(&self, scenario: &Scenario, frame: usize) -> u128 {
        for rect in &scenario.frames[frame] {
            for row in 0..rect.height {
                let from = &scenario.raw[rect.offset + row * rect.width * 4..][..rect.width * 4];
                let to = ((rect.y + row) * self.width + rect.x) * 4;
                assert!(to + from.len() <= self.width * self.height * 4);
                // SAFETY: inside the picture, as was just checked; the server has read the frame before.
                unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), self.picture.add(to), from.len()) };
            }
        }
        let began = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_micros();
        for rect in &scenario.frames[frame] {
            let (x, y) = (rect.x as u16, rect.y as u16);
            // SAFETY: rectangles are inside the segment.
            unsafe {
                xcb_shm_put_image(self.connection, self.window, self.context, self.width as u16, self.height as u16, x,
                    y, rect.width as u16, rect.height as u16, x as i16, y as i16, 24, 2, 0, self.segment, 0);
            }
        }
        // SAFETY: an open connection.
        unsafe { xcb_flush(self.connection) };
        self.wait();
        began
    }
}

fn main() {
    let mut screen: Option<Screen> = None;
    let mut scenario: Option<Scenario> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a command");
        if let Some(path) = line.strip_prefix("first ") {
            let loaded = scenario.insert(load(path));
            screen.get_or_insert_with(|| Screen::open(loaded.width, loaded.height)).draw(loaded, 0);
        } else if let (Some(screen), Some(scenario)) = (&screen, &scenario) {
            let start = Instant::now();
            for frame in 1..scenario.frames.len() {
                let at = start + scenario.period * frame as u32;
                std::thread::sleep(at.saturating_duration_since(Instant::now()));
                println!("{}", screen.draw(scenario, frame));
            }
        }
        println!("done");
    }
}
