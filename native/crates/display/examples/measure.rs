//! How long frames take and how large they are, one line for each kind of change on a screen of 1920 by 1080:
//! `cargo run --release -p farport-display --example measure`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::mpsc;
use std::time::{Duration, Instant};

use farport_display::{Output, PixelOrder, Rect, Settings, Source, Worker};

const WIDTH: usize = 1920;
const HEIGHT: usize = 1080;

fn text(x: usize, y: usize) -> u32 {
    let glyph = ((x / 8).wrapping_mul(7919) ^ (y / 16).wrapping_mul(104_729)) % 61;
    let dot = (glyph * 31 + x % 8 * 5 + y % 16 * 3) % 7;
    [
        0xffffff, 0xffffff, 0x10_10_10, 0x80_80_80, 0xffffff, 0xc0_c0_c0, 0xffffff,
    ][dot]
}

fn photo(x: usize, y: usize) -> u32 {
    let wave = |n: usize, phase: usize| ((n + phase) as f64 / 61.0).sin() * 90.0 + 110.0;
    let grain = ((x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 7) % 6;
    let at = |phase| (wave(x, phase) * 0.6 + wave(y, phase * 2) * 0.4) as u32 + grain as u32;
    at(0) << 16 | at(40) << 8 | at(90)
}

struct Screen {
    worker: Worker,
    woken: mpsc::Receiver<()>,
    pixels: Vec<u8>,
}

impl Screen {
    fn draw(&mut self, area: Rect, colour: impl Fn(usize, usize) -> u32) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                let at = (y * WIDTH + x) * 4;
                self.pixels[at..at + 4].copy_from_slice(&colour(x, y).to_le_bytes());
            }
        }
    }

    /// Flushes, waits for the frame; milliseconds and bytes.
    fn frame(&self, area: Rect) -> (f64, usize) {
        let start = Instant::now();
        let source = Source {
            bytes: &self.pixels,
            offset: (area.y * WIDTH + area.x) * 4,
            stride: WIDTH * 4,
            order: PixelOrder::Bgrx,
        };
        self.worker.update(0, area, &source).unwrap();
        let mut bytes = 0;
        let settings = Settings {
            quality: 80,
            refresh_bytes: 0,
        };
        self.worker.grant(1, settings);
        loop {
            self.woken.recv_timeout(Duration::from_secs(5)).unwrap();
            while let Some(output) = self.worker.take() {
                let Output::Part(part) = output else { continue };
                bytes += part.payload.len() + 14 * part.operations.len();
                if part.last {
                    return (start.elapsed().as_secs_f64() * 1e3, bytes);
                }
            }
        }
    }
}

fn main() {
    let (wake, woken) = mpsc::channel();
    let wake = move || {
        let _ = wake.send(());
    };
    let worker = Worker::start(1, Box::new(wake)).unwrap();
    worker.set_mode(0, WIDTH, HEIGHT).unwrap();
    let mut screen = Screen {
        worker,
        woken,
        pixels: vec![0; WIDTH * HEIGHT * 4],
    };
    let all = Rect {
        x: 0,
        y: 0,
        width: WIDTH,
        height: HEIGHT,
    };
    let window = Rect {
        x: 200,
        y: 100,
        width: 1280,
        height: 720,
    };
    let mut run = |name: &str, area: Rect, colour: &dyn Fn(usize, usize, usize) -> u32| {
        let mut times = Vec::new();
        let mut bytes = 0;
        for round in 1..=15 {
            screen.draw(area, |x, y| colour(round, x, y));
            std::thread::sleep(Duration::from_millis(40));
            let (time, size) = screen.frame(area);
            times.push(time);
            bytes = size;
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{name:24} {:7.2} ms {bytes:9} bytes",
            times[times.len() / 2]
        );
    };
    run("all text, new", all, &|n, x, y| {
        text(x + n * 3, y + n * 1600)
    });
    run("all text, scrolled", all, &|n, x, y| text(x, y + n * 16));
    run(
        "8 x 16 letter",
        Rect {
            x: 400,
            y: 304,
            width: 8,
            height: 16,
        },
        &|n, x, y| text(x, y) ^ ((n as u32) << 4),
    );
    run("720p video", window, &|n, x, y| photo(x + n * 5, y + n * 2));
    run("all photograph", all, &|n, x, y| {
        photo(x + n * 5, y + n * 2)
    });
    run("all one colour", all, &|n, _, _| n as u32 * 0x01_03_05);
}
