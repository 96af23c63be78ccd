//! What frames of the display benchmark cost the encoder: bytes by kind of operation, and time.
//! `cargo run --release -p farport-display --example replay -- .cache/bench-display/frames-…/typing [LOSSLESS_BYTES]`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use farport_display::{Output, Part, PixelOrder, Rect, Settings, Source, Worker};

type Placed = (Rect, usize);

struct Frames {
    width: usize,
    height: usize,
    period: Duration,
    frames: Vec<Vec<Placed>>,
}

fn read(path: &str) -> Frames {
    let text = std::fs::read_to_string(format!("{path}.txt")).expect("frames of the benchmark");
    let mut lines = text.lines();
    let numbers =
        |line: &str| -> Vec<usize> { line.split(' ').filter_map(|n| n.parse().ok()).collect() };
    let head = numbers(lines.next().unwrap());
    let mut frames: Vec<Vec<Placed>> = Vec::new();
    for line in lines {
        if line == "frame" {
            frames.push(Vec::new());
            continue;
        }
        let [x, y, width, height, offset] = numbers(line)[..] else {
            panic!("{line}")
        };
        frames.last_mut().unwrap().push((
            Rect {
                x,
                y,
                width,
                height,
            },
            offset,
        ));
    }
    Frames {
        width: head[0],
        height: head[1],
        period: Duration::from_micros(head[2] as u64),
        frames,
    }
}

#[derive(Default)]
struct Tally {
    kinds: BTreeMap<String, (usize, usize)>,
    parts: usize,
    deflated: usize,
    payload: usize,
}

impl Tally {
    fn add(&mut self, part: &Part) {
        self.parts += 1;
        self.deflated += part.deflated;
        self.payload += part.payload.len();
        for operation in &part.operations {
            let slot = self
                .kinds
                .entry(format!("{:?}", operation.kind))
                .or_default();
            slot.0 += 1;
            slot.1 += operation.value as usize;
        }
    }
}

fn main() {
    let path = std::env::args().nth(1).expect("FOLDER/NAME");
    let verbose = std::env::args().nth(2).is_some();
    let file = read(&path);
    let raw = std::fs::read(format!("{path}.raw")).unwrap();
    let (wake, woken) = mpsc::channel();
    let worker = Worker::start(
        1,
        Box::new(move || {
            let _ = wake.send(Instant::now());
        }),
    )
    .unwrap();
    worker.set_mode(0, file.width, file.height).unwrap();
    let settings = Settings {
        quality: 84,
        refresh_bytes: 1 << 20,
    };
    worker.grant(3, settings);
    let mut tally = Tally::default();
    let mut times = Vec::new();
    let mut start = Instant::now();
    for (n, frame) in file.frames.iter().enumerate() {
        if n == 1 {
            std::thread::sleep(Duration::from_secs(2));
            take(
                &worker,
                &woken,
                Instant::now(),
                settings,
                &mut tally,
                &mut times,
                false,
            );
            tally = Tally::default();
            times.clear();
            start = Instant::now();
        }
        let at = start + file.period * n as u32;
        take(
            &worker, &woken, at, settings, &mut tally, &mut times, verbose,
        );
        let area = around(frame);
        for &(rect, offset) in frame {
            let source = Source {
                bytes: &raw,
                offset,
                stride: rect.width * 4,
                order: PixelOrder::Bgrx,
            };
            worker.update(0, rect, &source).unwrap();
        }
        let _ = area;
        if verbose {
            println!("frame {n}: {} rects", frame.len());
        }
        let drawn = Instant::now();
        // How long this one takes.
        if let Ok(at) = woken.recv_timeout(Duration::from_millis(500)) {
            times.push((at - drawn).as_secs_f64() * 1e3);
        }
        take(
            &worker,
            &woken,
            Instant::now(),
            settings,
            &mut tally,
            &mut times,
            verbose,
        );
    }
    take(
        &worker,
        &woken,
        Instant::now() + Duration::from_secs(3),
        settings,
        &mut tally,
        &mut times,
        verbose,
    );
    times.sort_by(f64::total_cmp);
    println!(
        "{path}: {} parts, payload {}, deflated {}, ms p50 {:.1} p99 {:.1}",
        tally.parts,
        tally.payload,
        tally.deflated,
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
    for (kind, (count, bytes)) in &tally.kinds {
        println!("  {kind:10} {count:6} {bytes}");
    }
}

fn around(rects: &[Placed]) -> usize {
    rects.len()
}

fn take(
    worker: &Worker,
    woken: &mpsc::Receiver<Instant>,
    until: Instant,
    settings: Settings,
    tally: &mut Tally,
    _times: &mut [f64],
    verbose: bool,
) {
    loop {
        while let Some(output) = worker.take() {
            if let Output::Part(part) = output {
                if verbose {
                    println!(
                        "  part last {} deflated {} payload {}",
                        part.last,
                        part.deflated,
                        part.payload.len()
                    );
                    for o in part.operations.iter().take(12) {
                        println!("    {o:?}");
                    }
                }
                tally.add(&part);
                if part.last {
                    worker.grant(1, settings);
                }
            }
        }
        let now = Instant::now();
        if now >= until || woken.recv_timeout(until - now).is_err() {
            if Instant::now() >= until {
                return;
            }
        }
    }
}
