//! What the frames of the display benchmark cost the encoder, without a viewer: bytes of each kind of operation, and time.
//! `cargo run --release -p farport-display --example replay -- .cache/bench-display/frames-…/typing`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use farport_display::{Output, Part, PixelOrder, Settings, Source, Worker};

#[path = "frames/mod.rs"]
mod frames;

const SETTINGS: Settings = Settings {
    quality: 80,
    refresh_bytes: 64 << 10,
};

/// Takes what the worker says, and lets it go on at once, as a viewer without distance would.
struct Taker {
    worker: Worker,
    woken: mpsc::Receiver<Instant>,
    kinds: BTreeMap<String, (usize, usize)>,
    frames: usize,
    payload: usize,
}

impl Taker {
    fn take(&mut self, until: Instant) {
        loop {
            while let Some(output) = self.worker.take() {
                if let Output::Part(part) = output {
                    self.add(&part);
                }
            }
            let now = Instant::now();
            if now >= until {
                return;
            }
            let _ = self.woken.recv_timeout(until - now);
        }
    }

    fn add(&mut self, part: &Part) {
        self.payload += part.payload.len();
        for operation in &part.operations {
            let kind = self
                .kinds
                .entry(format!("{:?}", operation.kind))
                .or_default();
            kind.0 += 1;
            kind.1 += operation.value as usize;
        }
        if part.last {
            self.frames += 1;
            self.worker.grant(1, SETTINGS);
        }
    }
}

fn main() {
    let path = std::env::args().nth(1).expect("FOLDER/NAME");
    let file = frames::read(&path);
    let raw = std::fs::read(format!("{path}.raw")).expect("pixels of the benchmark");
    let (wake, woken) = mpsc::channel();
    let wake = move || {
        let _ = wake.send(Instant::now());
    };
    let worker = Worker::start(1, Box::new(wake)).unwrap();
    worker.set_mode(0, file.width, file.height).unwrap();
    worker.grant(3, SETTINGS);
    let mut taker = Taker {
        worker,
        woken,
        kinds: BTreeMap::new(),
        frames: 0,
        payload: 0,
    };
    let mut times = Vec::new();
    let mut start = Instant::now();
    for (n, frame) in file.frames.iter().enumerate() {
        if n == 1 {
            // What is there before time counts.
            taker.take(Instant::now() + Duration::from_secs(2));
            taker.kinds.clear();
            (taker.frames, taker.payload) = (0, 0);
            times.clear();
            start = Instant::now();
        }
        taker.take(start + file.period * n as u32);
        for &(rect, offset) in frame {
            let source = Source {
                bytes: &raw,
                offset,
                stride: rect.width * 4,
                order: PixelOrder::Bgrx,
            };
            taker.worker.update(0, rect, &source).unwrap();
        }
        let drawn = Instant::now();
        if let Ok(at) = taker.woken.recv_timeout(Duration::from_millis(500)) {
            times.push((at - drawn).as_secs_f64() * 1e3);
        }
    }
    taker.take(Instant::now() + Duration::from_secs(3));
    times.sort_by(f64::total_cmp);
    let (frames, payload) = (taker.frames, taker.payload);
    println!(
        "{path}: {frames} frames, {payload} bytes; first part after {:.1} ms, at most {:.1}",
        times[times.len() / 2],
        times[times.len() - 1]
    );
    for (kind, (count, bytes)) in &taker.kinds {
        // Of fills and copies the value is none.
        let bytes = match kind.as_str() {
            "Fill" | "Copy" => 0,
            _ => *bytes,
        };
        println!("  {kind:10} {count:6} operations {bytes:10} bytes before deflate");
    }
}
