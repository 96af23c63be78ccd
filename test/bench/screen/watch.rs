//! Looks at a picture on the screen of an X server, in the server's own memory, twice in a millisecond: which marker it
//! shows (marker.ts), and since when. Nobody who paints is asked, so that nobody pays for it.
//!
//!     watch FRAMEBUFFER FIRST STRIDE CELL CELLS [PICTURES X Y WIDTH HEIGHT AFTER_MS...]
//!
//! FIRST: where in the file the marker's first pixel is, STRIDE: the bytes of a row. Says "BITS MICROSECONDS" of the wall
//! clock for each change. After each AFTER_MS it keeps the picture X bytes right and Y rows down of the marker's first pixel,
//! of WIDTH by HEIGHT pixels, in the file PICTURES: the marker's bits, 4 bytes, and the pixels, 4 bytes each, as they are.
//! Ends when its input does.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const BETWEEN: Duration = Duration::from_micros(500);
/// A picture is written in one go: so long after a look at any part of it, its marker is there too.
const SETTLED: Duration = Duration::from_millis(3);

struct Screen {
    file: File,
    first: u64,
    stride: u64,
    cell: u64,
    cells: u64,
}

impl Screen {
    fn bits(&self) -> u32 {
        let mut row = [0; 1024];
        let row = &mut row[..(self.cell * self.cells * 4) as usize];
        let middle = self.first + self.cell / 2 * self.stride;
        self.file.read_exact_at(row, middle).expect("the screen's memory");
        let green = |cell: u64| row[((cell * self.cell + self.cell / 2) * 4 + 1) as usize];
        (0..self.cells).fold(0, |bits, cell| bits * 2 + u32::from(green(cell) > 127))
    }
}

/// Pictures to keep.
struct Area {
    out: File,
    at: i64,
    width: usize,
    height: usize,
}

impl Area {
    /// Keeps what stands beside a marker; false where another came meanwhile.
    fn keep(&mut self, screen: &Screen, bits: u32) -> bool {
        std::thread::sleep(SETTLED);
        let mut pixels = vec![0; self.width * self.height * 4];
        let first = screen.first.saturating_add_signed(self.at);
        for (y, row) in pixels.chunks_mut(self.width * 4).enumerate() {
            screen.file.read_exact_at(row, first + y as u64 * screen.stride).expect("the screen's memory");
        }
        std::thread::sleep(SETTLED);
        if screen.bits() != bits {
            return false;
        }
        self.out.write_all(&bits.to_le_bytes()).and_then(|()| self.out.write_all(&pixels)).expect("a file");
        true
    }
}

/// Keeps pictures of the markers that it is told of, beside the watch, which is not held up.
fn keep_pictures(screen: Arc<Screen>, mut area: Area, mut after: VecDeque<Duration>, seen: Receiver<(u32, Duration)>) {
    while let Ok((bits, at)) = seen.recv() {
        // What came while one was kept is over.
        let (bits, at) = seen.try_iter().last().unwrap_or((bits, at));
        if after.front().is_some_and(|after| at >= *after) && area.keep(&screen, bits) {
            after.pop_front();
        }
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number = |at: usize| args[at].parse::<i64>().expect("a number");
    let screen = Screen {
        file: File::open(&args[1]).expect("the screen's memory"),
        first: number(2) as u64,
        stride: number(3) as u64,
        cell: number(4) as u64,
        cells: number(5) as u64,
    };
    let screen = Arc::new(screen);
    let (tell, seen) = std::sync::mpsc::channel();
    if let Some(path) = args.get(6) {
        let area = Area {
            out: File::create(path).expect("a file"),
            at: number(8) * number(3) + number(7),
            width: number(9) as usize,
            height: number(10) as usize,
        };
        let after = (11..args.len()).map(|at| Duration::from_millis(number(at) as u64)).collect();
        let screen = Arc::clone(&screen);
        std::thread::spawn(move || keep_pictures(screen, area, after, seen));
    }
    std::thread::spawn(|| {
        let mut rest = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut rest);
        std::process::exit(0);
    });
    let began = Instant::now();
    let mut last = None;
    let mut out = std::io::stdout();
    loop {
        let bits = screen.bits();
        if last != Some(bits) {
            last = Some(bits);
            let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_micros();
            writeln!(out, "{bits} {now}").and_then(|()| out.flush()).expect("a pipe");
            let _ = tell.send((bits, began.elapsed()));
        }
        std::thread::sleep(BETWEEN);
    }
}
