//! What real pictures cost the encoder: time to the first and the last part of a frame, and processor time of all of it,
//! of looking for movement, and of JPEG by the pixel.
//! `cargo run --release -p farport-display --example costs -- .cache/bench-display/frames-…/photographs`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Instant;

use farport_display::measure::{FrameEncoder, JpegWriter, Movement, Screen, View};
use farport_display::{PixelOrder, Rect, Settings, Source};

#[path = "frames/mod.rs"]
mod frames;

/// Of the first seconds of a scenario.
const MOST_FRAMES: usize = 100;

fn main() {
    let path = std::env::args().nth(1).expect("FOLDER/NAME");
    let file = frames::read(&path);
    let raw = std::fs::read(format!("{path}.raw")).expect("pixels of the benchmark");
    let mut screen = Screen::default();
    screen.set_mode(file.width, file.height).unwrap();
    let mut encoder = FrameEncoder::new(1);
    encoder.set_mode(0, file.width, file.height);
    let mut movement = Movement::default();
    let mut writer = JpegWriter::default();
    let mut before = vec![0u32; file.width * file.height];
    let [mut first, mut last, mut cpu, mut moves, mut jpeg] = [const { Vec::new() }; 5];
    let (mut pixels, mut jpeg_bytes, mut bytes, mut copied) = (0, 0, 0, 0);
    for (n, frame) in file.frames.iter().take(MOST_FRAMES).enumerate() {
        let mut after = before.clone();
        for &(rect, offset) in frame {
            let source = Source {
                bytes: &raw,
                offset,
                stride: rect.width * 4,
                order: PixelOrder::Bgrx,
            };
            screen.update(rect, &source).unwrap();
            draw(&mut after, file.width, rect, &raw[offset..]);
        }
        let (began, cpu_began) = (Instant::now(), processor_ms());
        encoder.snapshot(0, &mut screen);
        let mut times = Vec::new();
        let settings = Settings {
            quality: 80,
            refresh_bytes: 0,
        };
        encoder.encode(0, n as u64 * 1000 / 24, settings, &mut |part| {
            times.push(began.elapsed().as_secs_f64() * 1e3);
            bytes += part.payload.len();
        });
        // The first frame is what is there before time counts.
        if n > 0 && !times.is_empty() {
            cpu.push(processor_ms() - cpu_began);
            first.push(times[0]);
            last.push(times[times.len() - 1]);
            let began = processor_ms();
            let found = movement.of_pictures(&after, &before, file.width);
            copied += found
                .iter()
                .map(|each| each.width * each.height)
                .sum::<usize>();
            moves.push(processor_ms() - began);
            let large = frame.iter().map(|each| each.0);
            for rect in large.filter(|rect| rect.width * rect.height > 1 << 18) {
                let began = processor_ms();
                for part in parts(rect) {
                    let view = View {
                        pixels: &after,
                        stride: file.width,
                        x: part.x,
                        y: part.y,
                        width: part.width,
                        height: part.height,
                    };
                    writer.write(view, 80);
                    assert!(!writer.file().is_empty());
                    jpeg_bytes += writer.file().len();
                }
                pixels += rect.width * rect.height;
                jpeg.push(processor_ms() - began);
            }
        } else {
            bytes = 0;
        }
        before = after;
    }
    println!("{path}: {} frames, {bytes} bytes", first.len());
    println!("  first part {}", middle(&mut first));
    println!("  last part  {}", middle(&mut last));
    println!("  processor  {}", middle(&mut cpu));
    println!("  movement   {}, {copied} pixels", middle(&mut moves));
    if pixels > 0 {
        let all: f64 = jpeg.iter().sum();
        println!(
            "  JPEG       {:.1} ns and {:.3} bytes for each pixel",
            all * 1e6 / pixels as f64,
            jpeg_bytes as f64 / pixels as f64
        );
    }
}

fn draw(picture: &mut [u32], stride: usize, rect: Rect, raw: &[u8]) {
    let (source, _) = raw.as_chunks::<4>();
    for (row, from) in source.chunks(rect.width).take(rect.height).enumerate() {
        let at = (rect.y + row) * stride + rect.x;
        for (to, from) in picture[at..][..rect.width].iter_mut().zip(from) {
            *to = u32::from_le_bytes(*from) & 0xff_ffff;
        }
    }
}

/// Rectangles of the size that the encoder makes files of.
fn parts(rect: Rect) -> impl Iterator<Item = Rect> {
    (0..rect.height).step_by(256).flat_map(move |y| {
        (0..rect.width).step_by(512).map(move |x| Rect {
            x: rect.x + x,
            y: rect.y + y,
            width: (rect.width - x).min(512),
            height: (rect.height - y).min(256),
        })
    })
}

fn middle(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    match (times.get(times.len() / 2), times.last()) {
        (Some(middle), Some(most)) => format!("{middle:7.2} ms, at most {most:.2}"),
        _ => "-".into(),
    }
}

/// Of all threads of this program.
fn processor_ms() -> f64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes one timespec, which `time` is.
    let done = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(done, 0);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
