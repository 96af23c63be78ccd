//! The encoder and a viewer side by side: what is shown is what was drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::mpsc;
use std::time::Duration;

use proptest::prelude::*;

use crate::decode::Viewer;
use crate::encoder::FrameEncoder;
use crate::lossless::View;
use crate::operation::{Kind, Operation, Output, Part};
use crate::part::{PART_OPERATIONS, PartWriter};
use crate::screen::{PixelOrder, Rect, Screen, Source};
use crate::worker::{Settings, Worker};

const EXACT: Settings = Settings {
    quality: 100,
    refresh_bytes: 1 << 20,
};
const LOSSY: Settings = Settings {
    quality: 80,
    refresh_bytes: 1 << 20,
};

fn rect(x: usize, y: usize, width: usize, height: usize) -> Rect {
    Rect {
        x,
        y,
        width,
        height,
    }
}

/// A screen, its encoder, and a viewer of what the encoder says.
struct Bench {
    width: usize,
    height: usize,
    pixels: Vec<u32>,
    screen: Screen,
    encoder: FrameEncoder,
    viewer: Viewer,
    now_ms: u64,
}

impl Bench {
    fn new(width: usize, height: usize) -> Self {
        let mut bench = Self {
            width,
            height,
            pixels: Vec::new(),
            screen: Screen::default(),
            encoder: FrameEncoder::new(1),
            viewer: Viewer::new(1),
            now_ms: 1000,
        };
        bench.set_mode(width, height);
        bench
    }

    fn set_mode(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.pixels = vec![0; width * height];
        self.screen.set_mode(width, height).unwrap();
        self.encoder.set_mode(0, width, height);
        self.viewer.show(&Output::Mode {
            head: 0,
            width,
            height,
        });
    }

    fn draw(&mut self, area: Rect, colour: impl Fn(usize, usize) -> u32) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                self.pixels[y * self.width + x] = colour(x, y) & 0xff_ffff;
            }
        }
        self.flush(area);
    }

    fn flush(&mut self, area: Rect) {
        // The fourth byte of a pixel means nothing.
        let bytes: Vec<u8> = self
            .pixels
            .iter()
            .flat_map(|p| (p | 0x5a00_0000).to_le_bytes())
            .collect();
        let source = Source {
            bytes: &bytes,
            offset: (area.y * self.width + area.x) * 4,
            stride: self.width * 4,
            order: PixelOrder::Bgrx,
        };
        self.screen.update(area, &source).unwrap();
    }

    /// Makes a frame and shows it; its operations.
    fn frame(&mut self, settings: Settings) -> Vec<Operation> {
        let mut parts: Vec<Part> = Vec::new();
        self.encoder.snapshot(0, &mut self.screen);
        let made = self
            .encoder
            .encode(0, self.now_ms, settings, &mut |part| parts.push(part));
        assert_eq!(made, !parts.is_empty());
        for part in &parts {
            self.viewer.part(part);
        }
        self.now_ms += 16;
        parts.into_iter().flat_map(|part| part.operations).collect()
    }

    fn assert_exact(&self) {
        assert!(
            self.viewer.canvases[0].pixels == self.pixels,
            "the viewer sees something else"
        );
    }

    fn all(&self) -> Rect {
        rect(0, 0, self.width, self.height)
    }
}

/// Black text on white, or what looks like it.
pub fn text(x: usize, y: usize) -> u32 {
    let noise = (x / 2).wrapping_mul(7919) ^ (y / 2).wrapping_mul(104_729) ^ ((y / 14) * 31);
    if y % 14 < 10 && noise % 5 < 2 {
        0x10_20_30
    } else {
        0xff_ff_ff
    }
}

pub fn photo(x: usize, y: usize) -> u32 {
    let wave = |n: usize, phase: usize| ((n + phase) as f64 / 23.0).sin() * 100.0 + 120.0;
    let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) % 9;
    let at = |phase| (wave(x, phase) * 0.6 + wave(y, phase * 2) * 0.4) as u32 + grain as u32;
    at(0) << 16 | at(40) << 8 | at(90)
}

/// Smoothed letters in many colours, as an editor has them.
fn letters(x: usize, y: usize) -> u32 {
    match text(x, y) {
        0xff_ff_ff => 0xff_ff_ff,
        ink => ink + ((x / 2 * 37 + y / 2 * 101) % 97) as u32 * 0x01_01_01,
    }
}

#[test]
fn text_beside_a_photograph_is_exact_at_once_and_the_even_sky_is_not() {
    let mut bench = Bench::new(640, 384);
    bench.draw(bench.all(), letters);
    bench.draw(rect(0, 0, 256, 384), photo);
    bench.draw(rect(256, 0, 64, 384), |x, y| {
        (x / 3 + y / 4) as u32 * 0x01_00_00 + 0x40_80 + y as u32 / 8
    });
    let operations = bench.frame(LOSSY);
    let lossy: Vec<_> = operations.iter().filter(|o| o.kind == Kind::Jpeg).collect();
    assert!(lossy.iter().all(|o| o.x + o.width <= 320), "{lossy:?}");
    let pixels: u32 = lossy.iter().map(|o| o.width * o.height).sum();
    assert_eq!(pixels, 320 * 384);
}

#[test]
fn a_screen_of_text_is_shown_pixel_for_pixel() {
    let mut bench = Bench::new(300, 200);
    bench.draw(bench.all(), text);
    let operations = bench.frame(LOSSY);
    assert!(operations.iter().all(|o| o.kind == Kind::Palette));
    bench.assert_exact();
}

#[test]
fn a_still_screen_says_nothing_however_often_it_is_flushed() {
    let mut bench = Bench::new(300, 200);
    assert!(bench.frame(LOSSY).is_empty());
    bench.draw(bench.all(), text);
    bench.frame(LOSSY);
    bench.flush(bench.all());
    assert!(bench.frame(LOSSY).is_empty());
}

#[test]
fn only_the_part_of_a_tile_that_changed_is_said() {
    let mut bench = Bench::new(300, 200);
    bench.draw(bench.all(), text);
    bench.frame(LOSSY);
    let caret = rect(70, 80, 2, 12);
    bench.draw(caret, |_, _| 0xff0000);
    bench.flush(bench.all());
    let operations = bench.frame(LOSSY);
    let [fill] = operations[..] else {
        panic!("{operations:?}")
    };
    assert_eq!(
        (fill.kind, fill.x, fill.y, fill.width, fill.height),
        (Kind::Fill, 70, 80, 2, 12)
    );
    assert_eq!(fill.value, 0xff0000);
    bench.assert_exact();
}

#[test]
fn fills_beside_each_other_are_one() {
    let mut bench = Bench::new(300, 128);
    bench.draw(bench.all(), |_, _| 0x336699);
    let operations = bench.frame(LOSSY);
    assert_eq!(operations.len(), 2);
    assert_eq!(
        (operations[1].y, operations[1].width, operations[1].height),
        (64, 300, 64)
    );
    bench.assert_exact();
}

#[test]
fn any_number_of_colours_is_said_exactly() {
    for colours in [2, 3, 4, 5, 16, 17, 255, 256, 257, 5000] {
        let mut bench = Bench::new(131, 70);
        bench.draw(bench.all(), |x, y| {
            ((x * 131 + y * 7) % colours) as u32 * 0x01_07_0b
        });
        bench.frame(EXACT);
        bench.assert_exact();
    }
}

#[test]
fn scrolled_text_is_copied_up_and_down() {
    for distance in [14, 1, 60] {
        for down in [false, true] {
            let mut bench = Bench::new(640, 480);
            bench.draw(bench.all(), text);
            bench.frame(LOSSY);
            let whole = bench.viewer.bytes;
            let shift = |y: usize| {
                if down {
                    y + 1000 - distance
                } else {
                    y + 1000 + distance
                }
            };
            let area = rect(64, 30, 500, 400);
            // Text that does not repeat itself: first the old place, then the new one.
            let line =
                |x: usize, y: usize| text(x, y) ^ if (x * y) % 97 == 3 { 0x808080 } else { 0 };
            bench.draw(area, |x, y| line(x, y + 1000));
            bench.frame(LOSSY);
            let before = bench.viewer.bytes;
            bench.draw(area, |x, y| line(x, shift(y)));
            let operations = bench.frame(LOSSY);
            assert!(
                operations.iter().any(|o| o.kind == Kind::Copy),
                "{distance} {down}"
            );
            bench.assert_exact();
            assert!(bench.viewer.bytes - before < whole / 2, "{distance} {down}");
        }
    }
}

#[test]
fn grain_of_few_colours_is_a_photograph_when_it_moves_and_small_letters_are_none() {
    let grain = |x: usize, y: usize| {
        let value = 60 + (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) as u32 / 7 % 100;
        value << 16 | value << 8 | value
    };
    for (drawn, kind) in [
        (&grain as &dyn Fn(usize, usize) -> u32, Kind::Jpeg),
        (&text, Kind::Palette),
    ] {
        let mut bench = Bench::new(320, 320);
        bench.draw(bench.all(), drawn);
        let operations = bench.frame(LOSSY);
        assert!(operations.iter().all(|o| o.kind == kind), "{operations:?}");
    }
}

#[test]
fn a_dragged_window_is_copied_in_any_direction() {
    for (dx, dy) in [(7, 5), (-9, 4), (3, -6), (-2, -11), (13, 0), (90, 40)] {
        let mut bench = Bench::new(640, 480);
        let window = |x: isize, y: isize| {
            move |at: usize, row: usize| {
                let (inner, line) = (at as isize - x, row as isize - y);
                if (0..250).contains(&inner) && (0..200).contains(&line) {
                    let (inner, line) = (inner as usize, line as usize);
                    text(inner, line)
                        ^ if (inner * line) % 97 == 3 {
                            0x808080
                        } else {
                            0
                        }
                } else {
                    (row as u32 / 4) << 8
                }
            }
        };
        bench.draw(bench.all(), window(150, 120));
        bench.frame(LOSSY);
        let whole = bench.viewer.bytes;
        bench.draw(bench.all(), window(150 + dx, 120 + dy));
        let operations = bench.frame(LOSSY);
        let copies: Vec<_> = operations.iter().filter(|o| o.kind == Kind::Copy).collect();
        assert_eq!(copies.len(), 1, "{dx} {dy}: {operations:?}");
        assert!(copies[0].width >= 250 && copies[0].height >= 200);
        bench.assert_exact();
        assert!(bench.viewer.bytes - whole < whole / 4, "{dx} {dy}");
    }
}

#[test]
fn a_photograph_is_shown_with_loss_first_and_exactly_when_it_was_still() {
    let mut bench = Bench::new(400, 300);
    bench.draw(bench.all(), photo);
    let operations = bench.frame(LOSSY);
    assert_eq!(operations.len(), 2, "{operations:?}");
    assert!(operations.iter().all(|o| o.kind == Kind::Jpeg));
    let shown = &bench.viewer.canvases[0].pixels;
    assert!(*shown != bench.pixels);
    for (shown, drawn) in shown.iter().zip(&bench.pixels) {
        for shift in [0, 8, 16] {
            let channel = |pixel: u32| (pixel >> shift & 0xff) as i32;
            assert!((channel(*shown) - channel(*drawn)).abs() < 40);
        }
    }
    assert!(bench.frame(LOSSY).is_empty(), "not yet");
    bench.now_ms += 250;
    assert!(bench.frame(LOSSY).iter().all(|o| o.kind == Kind::Exact));
    bench.assert_exact();
    bench.now_ms += 1000;
    assert!(bench.frame(LOSSY).is_empty());
}

#[test]
fn a_refresh_takes_no_more_of_a_frame_than_it_may() {
    let mut bench = Bench::new(640, 640);
    bench.draw(bench.all(), photo);
    bench.frame(LOSSY);
    bench.now_ms += 250;
    let little = Settings {
        refresh_bytes: 20_000,
        ..LOSSY
    };
    assert_eq!(bench.frame(little).len(), 6);
    let mut frames = 1;
    while !bench.frame(little).is_empty() {
        frames += 1;
    }
    assert_eq!(frames, 17);
    bench.assert_exact();
}

#[test]
fn a_small_photograph_that_stands_is_exact_at_once_and_one_that_moves_is_not() {
    let mut bench = Bench::new(400, 300);
    let area = rect(64, 64, 128, 128);
    bench.draw(area, photo);
    assert!(bench.frame(LOSSY).iter().all(|o| o.kind == Kind::Exact));
    bench.assert_exact();
    let mut last = Vec::new();
    for step in 1..6 {
        bench.now_ms += 30;
        bench.draw(area, |x, y| photo(x + 3 * step, y * 2 + step));
        last = bench.frame(LOSSY);
    }
    assert!(last.iter().any(|o| o.kind == Kind::Jpeg), "{last:?}");
    bench.now_ms += 250;
    bench.frame(LOSSY);
    bench.assert_exact();
}

#[test]
fn quality_100_never_loses() {
    let mut bench = Bench::new(400, 300);
    for step in 0..6 {
        bench.draw(bench.all(), |x, y| photo(x + 5 * step, y));
        bench.frame(EXACT);
        bench.assert_exact();
    }
}

#[test]
fn a_large_frame_goes_out_in_parts() {
    let mut bench = Bench::new(1024, 768);
    bench.draw(bench.all(), |x, y| {
        ((x * 1_234_567) ^ (y * 7_654_321)) as u32
    });
    let mut parts = Vec::new();
    bench.encoder.snapshot(0, &mut bench.screen);
    assert!(
        bench
            .encoder
            .encode(0, 0, EXACT, &mut |part| parts.push(part))
    );
    assert!(parts.len() > 2);
    assert!(parts.iter().all(|part| part.payload.len() < 1 << 20));
    assert_eq!(parts.iter().filter(|part| part.first).count(), 1);
    assert_eq!(parts.iter().filter(|part| part.last).count(), 1);
    for part in &parts {
        bench.viewer.part(part);
    }
    bench.assert_exact();
}

#[test]
fn a_large_photograph_goes_out_file_by_file_in_order() {
    let mut bench = Bench::new(1200, 760);
    bench.draw(bench.all(), photo);
    let mut parts = Vec::new();
    bench.encoder.snapshot(0, &mut bench.screen);
    assert!(
        bench
            .encoder
            .encode(0, 0, LOSSY, &mut |part| parts.push(part))
    );
    assert_eq!(parts[0].operations.len(), 1, "the first leaves at once");
    let places: Vec<_> = parts
        .iter()
        .flat_map(|part| &part.operations)
        .map(|o| (o.kind, o.y, o.x))
        .collect();
    let expected: Vec<_> = [0, 256, 512]
        .into_iter()
        .flat_map(|y| [0, 512, 1024].map(|x| (Kind::Jpeg, y, x)))
        .collect();
    assert_eq!(places, expected);
    for part in &parts {
        bench.viewer.part(part);
    }
    bench.now_ms += 1000;
    bench.frame(LOSSY);
    bench.now_ms += 1000;
    while !bench.frame(LOSSY).is_empty() {}
    bench.assert_exact();
}

#[derive(Debug, Clone)]
enum Step {
    Fill(Rect, u32),
    Photo(Rect, usize),
    Text(Rect, usize),
    Scroll(Rect, usize, bool),
    Mode(usize, usize),
    Wait(u64),
    Frame,
}

fn step() -> impl Strategy<Value = Step> {
    let area = (0usize..200, 0usize..200, 1usize..220, 1usize..220)
        .prop_map(|(x, y, width, height)| rect(x, y, width, height));
    prop_oneof![
        (area.clone(), any::<u32>()).prop_map(|(r, colour)| Step::Fill(r, colour)),
        (area.clone(), 0usize..99).prop_map(|(r, n)| Step::Photo(r, n)),
        (area.clone(), 0usize..99).prop_map(|(r, n)| Step::Text(r, n)),
        (area, 1usize..60, any::<bool>()).prop_map(|(r, by, down)| Step::Scroll(r, by, down)),
        (1usize..300, 1usize..300).prop_map(|(width, height)| Step::Mode(width, height)),
        (0u64..600).prop_map(Step::Wait),
        Just(Step::Frame),
        Just(Step::Frame),
    ]
}

impl Bench {
    fn step(&mut self, step: &Step) {
        let clip = |r: &Rect| {
            let (x, y) = (r.x.min(self.width - 1), r.y.min(self.height - 1));
            rect(
                x,
                y,
                r.width.min(self.width - x),
                r.height.min(self.height - y),
            )
        };
        match step {
            Step::Fill(r, colour) => self.draw(clip(r), |_, _| *colour),
            Step::Photo(r, n) => self.draw(clip(r), |x, y| photo(x + n, y)),
            Step::Text(r, n) => self.draw(clip(r), |x, y| text(x, y + n)),
            Step::Scroll(r, by, down) => {
                let r = clip(r);
                let old = self.pixels.clone();
                let width = self.width;
                self.draw(r, |x, y| {
                    let from = if *down {
                        y.checked_sub(*by)
                    } else {
                        Some(y + by)
                    };
                    let from = from.filter(|&from| from >= r.y && from < r.bottom());
                    from.map_or(0xffffff, |from| old[from * width + x])
                });
            }
            Step::Mode(width, height) => self.set_mode(*width, *height),
            Step::Wait(ms) => self.now_ms += ms,
            Step::Frame => {
                self.frame(LOSSY);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_drawn_the_viewer_sees_it_exactly_in_the_end(steps in prop::collection::vec(step(), 1..40)) {
        let mut bench = Bench::new(256, 192);
        for step in &steps {
            bench.step(step);
        }
        bench.frame(LOSSY);
        bench.now_ms += 1000;
        bench.frame(LOSSY);
        bench.assert_exact();
        prop_assert!(bench.frame(LOSSY).is_empty());
    }
}

/// A worker with its wake-ups; what it says goes to a viewer.
struct Watched {
    worker: Worker,
    woken: mpsc::Receiver<()>,
    viewer: Viewer,
    frames: usize,
}

impl Watched {
    fn new() -> Self {
        let (wake, woken) = mpsc::channel();
        let worker = Worker::start(
            2,
            Box::new(move || {
                let _ = wake.send(());
            }),
        )
        .unwrap();
        Self {
            worker,
            woken,
            viewer: Viewer::new(2),
            frames: 0,
        }
    }

    fn fill(&self, head: usize, size: (usize, usize), area: Rect, colour: u32) {
        let bytes: Vec<u8> = colour.to_le_bytes().repeat(size.0 * size.1);
        let source = Source {
            bytes: &bytes,
            offset: 0,
            stride: size.0 * 4,
            order: PixelOrder::Bgrx,
        };
        self.worker.update(head, area, &source).unwrap();
    }

    /// Waits for a frame to be shown; false when none comes.
    fn next(&mut self, wait: Duration) -> bool {
        let before = self.frames;
        while self.frames == before {
            while let Some(output) = self.worker.take() {
                self.frames += usize::from(matches!(&output, Output::Part(part) if part.last));
                self.viewer.show(&output);
            }
            if self.frames == before && self.woken.recv_timeout(wait).is_err() {
                return false;
            }
        }
        true
    }
}

const SOON: Duration = Duration::from_millis(150);
const LATE: Duration = Duration::from_secs(20);

#[test]
fn the_worker_makes_one_frame_for_each_grant_and_merges_what_comes_meanwhile() {
    let mut watched = Watched::new();
    let all = rect(0, 0, 100, 100);
    watched.worker.set_mode(0, 100, 100).unwrap();
    watched.fill(0, (100, 100), all, 0x111111);
    assert!(!watched.next(SOON), "nothing without a grant");
    watched.worker.grant(1, LOSSY);
    assert!(watched.next(LATE));
    assert_eq!(watched.viewer.canvases[0].pixels, vec![0x111111; 10_000]);
    for colour in [0x222222, 0x333333, 0x444444] {
        watched.fill(0, (100, 100), all, colour);
    }
    assert!(!watched.next(SOON), "the grant is used up");
    watched.worker.grant(1, LOSSY);
    assert!(watched.next(LATE));
    assert_eq!(watched.viewer.canvases[0].pixels, vec![0x444444; 10_000]);
    watched.worker.grant(1, LOSSY);
    assert!(!watched.next(SOON), "a still screen says nothing");
}

#[test]
fn a_new_viewer_gets_modes_and_pictures_of_all_heads() {
    let mut watched = Watched::new();
    for head in [0, 1] {
        watched.worker.set_mode(head, 70, 70).unwrap();
        watched.fill(
            head,
            (70, 70),
            rect(0, 0, 70, 70),
            0x111111 * (head as u32 + 1),
        );
    }
    watched.worker.grant(2, LOSSY);
    assert!(watched.next(LATE) && watched.next(LATE));
    watched.worker.restart();
    watched.viewer = Viewer::new(2);
    watched.worker.grant(2, LOSSY);
    assert!(watched.next(LATE) && watched.next(LATE));
    assert_eq!(watched.viewer.canvases[0].pixels, vec![0x111111; 4900]);
    assert_eq!(watched.viewer.canvases[1].pixels, vec![0x222222; 4900]);
}

#[test]
fn a_head_that_is_turned_off_is_said_to_be() {
    let mut watched = Watched::new();
    watched.worker.set_mode(0, 70, 70).unwrap();
    watched.fill(0, (70, 70), rect(0, 0, 70, 70), 0x777777);
    watched.worker.grant(3, LOSSY);
    assert!(watched.next(LATE));
    watched.worker.set_mode(0, 0, 0).unwrap();
    watched.next(SOON);
    assert_eq!(watched.viewer.canvases[0].width, 0);
    assert!(watched.worker.set_mode(2, 1, 1).is_err());
}

#[test]
fn text_that_is_scrolled_is_copied_however_many_photographs_came_before() {
    for photographs in 0..9 {
        let mut bench = Bench::new(640, 384);
        bench.draw(bench.all(), text);
        bench.frame(LOSSY);
        for n in 0..photographs {
            bench.draw(bench.all(), |x, y| photo(x * 3 + n * 1000, y * 7 + n * 77));
            bench.frame(LOSSY);
        }
        let copies = (0..4).map(|n| {
            bench.draw(bench.all(), |x, y| text(x, y + 3 * n));
            let operations = bench.frame(LOSSY);
            operations.iter().filter(|o| o.kind == Kind::Copy).count()
        });
        let copies: Vec<usize> = copies.collect();
        assert!(copies[2] > 0 && copies[3] > 0, "{photographs}: {copies:?}");
        bench.assert_exact();
    }
}

#[test]
fn no_part_has_more_operations_than_a_viewer_takes() {
    let mut writer = PartWriter::new();
    let mut counts = Vec::new();
    writer.begin(0);
    for n in 0..PART_OPERATIONS * 2 + 1 {
        let pixels = [(n % 2) as u32];
        let view = View {
            pixels: &pixels,
            stride: 1,
            x: 0,
            y: 0,
            width: 1,
            height: 1,
        };
        writer.exactly(view);
        writer.finish_if_full(&mut |part| counts.push(part.operations.len()));
    }
    writer.finish(&mut |part| counts.push(part.operations.len()), true);
    assert_eq!(counts, [PART_OPERATIONS, PART_OPERATIONS, 1]);
}
