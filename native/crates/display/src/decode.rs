//! For tests: a viewer. Does what docs/decisions/display.md says of each operation, and nothing cleverer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use flate2::{Decompress, FlushDecompress};

use crate::exact::{Contexts, context_of};
use crate::lossless::foresee;
use crate::operation::{Kind, Operation, Output, Part};

#[derive(Default, Clone)]
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u32>,
}

pub struct Viewer {
    inflate: Decompress,
    table: Vec<u32>,
    contexts: Contexts,
    pub canvases: Vec<Canvas>,
    in_frame: bool,
    pub bytes: usize,
    pub kinds: Vec<Kind>,
}

impl Viewer {
    pub fn new(heads: usize) -> Self {
        Self {
            inflate: Decompress::new(false),
            table: Vec::new(),
            contexts: Contexts::new(),
            canvases: vec![Canvas::default(); heads],
            in_frame: false,
            bytes: 0,
            kinds: Vec::new(),
        }
    }

    pub fn show(&mut self, output: &Output) {
        match output {
            Output::Mode {
                head,
                width,
                height,
            } => {
                assert!(!self.in_frame, "a mode inside a frame");
                self.canvases[*head] = Canvas {
                    width: *width,
                    height: *height,
                    pixels: vec![0; width * height],
                };
            }
            Output::Part(part) => self.part(part),
        }
    }

    pub fn part(&mut self, part: &Part) {
        assert_eq!(part.first, !self.in_frame);
        self.in_frame = !part.last;
        self.bytes += part.payload.len() + 12 * part.operations.len();
        let plain = self.inflate(&part.payload[..part.deflated]);
        let mut plain = &plain[..];
        let mut files = &part.payload[part.deflated..];
        for operation in &part.operations {
            self.kinds.push(operation.kind);
            let canvas = &mut self.canvases[part.head];
            let length = operation.value as usize;
            match operation.kind {
                Kind::Fill => fill(canvas, operation),
                Kind::Copy => copy(canvas, operation),
                Kind::Palette => {
                    palette(
                        canvas,
                        operation,
                        plain.split_off(..length).unwrap(),
                        &mut self.table,
                    );
                }
                Kind::Lossless => lossless(canvas, operation, plain.split_off(..length).unwrap()),
                Kind::Exact => {
                    let bytes = files.split_off(..length).unwrap();
                    exact(canvas, operation, bytes, &mut self.contexts);
                }
                Kind::Jpeg => jpeg(canvas, operation, files.split_off(..length).unwrap()),
            }
        }
        assert!(plain.is_empty() && files.is_empty(), "bytes for nothing");
    }

    fn inflate(&mut self, bytes: &[u8]) -> Vec<u8> {
        if bytes.is_empty() {
            return Vec::new();
        }
        // How each flush ends is left out.
        let bytes = &[bytes, &[0, 0, 0xff, 0xff]].concat();
        let mut plain = Vec::new();
        let before = self.inflate.total_in();
        loop {
            plain.reserve(4096);
            let done = (self.inflate.total_in() - before) as usize;
            self.inflate
                .decompress_vec(&bytes[done..], &mut plain, FlushDecompress::Sync)
                .unwrap();
            let all = (self.inflate.total_in() - before) as usize == bytes.len();
            if all && plain.len() < plain.capacity() {
                return plain;
            }
        }
    }
}

fn put(canvas: &mut Canvas, operation: &Operation, x: usize, y: usize, pixel: u32) {
    assert!(x < operation.width as usize && y < operation.height as usize);
    let (x, y) = (x + operation.x as usize, y + operation.y as usize);
    assert!(x < canvas.width && y < canvas.height);
    canvas.pixels[y * canvas.width + x] = pixel;
}

fn fill(canvas: &mut Canvas, operation: &Operation) {
    for y in 0..operation.height as usize {
        for x in 0..operation.width as usize {
            put(canvas, operation, x, y, operation.value);
        }
    }
}

fn copy(canvas: &mut Canvas, operation: &Operation) {
    let before = canvas.pixels.clone();
    for y in 0..operation.height as usize {
        for x in 0..operation.width as usize {
            let from = (operation.more as usize + y) * canvas.width + operation.value as usize + x;
            put(canvas, operation, x, y, before[from]);
        }
    }
}

fn palette(canvas: &mut Canvas, operation: &Operation, bytes: &[u8], table: &mut Vec<u32>) {
    let new = bytes[0] as usize;
    if table.len() + new > 256 {
        table.clear();
    }
    let plane = |n: usize| {
        let differences = &bytes[1 + n * new..1 + (n + 1) * new];
        let sums = differences.iter().scan(0u8, |sum, &difference| {
            *sum = sum.wrapping_add(difference);
            Some(*sum)
        });
        sums.collect::<Vec<u8>>()
    };
    let (greens, reds, blues) = (plane(0), plane(1), plane(2));
    table.extend((0..new).map(|n| pixel([greens[n], reds[n], blues[n]])));
    let width = operation.width as usize;
    let indexes = &bytes[1 + 3 * new..];
    assert_eq!(indexes.len(), width * operation.height as usize);
    for (at, &index) in indexes.iter().enumerate() {
        put(
            canvas,
            operation,
            at % width,
            at / width,
            table[index as usize],
        );
    }
}

fn lossless(canvas: &mut Canvas, operation: &Operation, bytes: &[u8]) {
    let width = operation.width as usize;
    let mut values = vec![[0u8; 3]; width * operation.height as usize];
    for (at, difference) in bytes.chunks(3).enumerate() {
        let (x, y) = (at % width, at / width);
        for channel in 0..3 {
            let left = if x > 0 { values[at - 1][channel] } else { 0 };
            let up = if y > 0 {
                values[at - width][channel]
            } else {
                0
            };
            let expected = match (x, y) {
                (_, 0) => left,
                (0, _) => up,
                _ => foresee(left, up, values[at - width - 1][channel]),
            };
            values[at][channel] = difference[channel].wrapping_add(expected);
        }
        put(canvas, operation, x, y, pixel(values[at]));
    }
}

fn exact(canvas: &mut Canvas, operation: &Operation, bytes: &[u8], contexts: &mut Contexts) {
    let mut bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |n| u32::from(byte >> n & 1)));
    let mut number = |count: u32| (0..count).fold(0, |value, _| value << 1 | bits.next().unwrap());
    let (width, height) = (operation.width as usize, operation.height as usize);
    let mut values = vec![[0u8; 3]; width * height];
    for at in 0..width * height {
        let (x, y) = (at % width, at / width);
        for channel in [0, 1, 2] {
            let value = |at: usize| values[at][channel];
            let left = match (x, y) {
                (0, 0) => 128,
                (0, _) => value(at - width),
                _ => value(at - 1),
            };
            let up = if y > 0 { value(at - width) } else { left };
            let up_left = if x > 0 && y > 0 {
                value(at - width - 1)
            } else {
                left
            };
            let up_right = if y > 0 && x + 1 < width {
                value(at - width + 1)
            } else {
                up
            };
            let (context, sign) = context_of(left, up, up_left, up_right);
            let context = contexts.of(channel, context);
            let expected = context.corrected(foresee(left, up, up_left), sign);
            let zeros = (0..).find(|_| number(1) == 1).unwrap();
            let folded = match zeros {
                0..23 => zeros << context.bits() | number(context.bits()),
                _ => number(8),
            } as i32;
            let difference = if folded % 2 == 0 {
                folded / 2
            } else {
                -(folded + 1) / 2
            };
            context.learn(difference);
            values[at][channel] = (expected + sign * difference) as u8;
        }
        put(canvas, operation, x, y, pixel(values[at]));
    }
}

/// Green, and how far red and blue are from it.
fn pixel([green, red, blue]: [u8; 3]) -> u32 {
    let from_green = |value: u8| value.wrapping_sub(128).wrapping_add(green);
    u32::from_be_bytes([0, from_green(red), green, from_green(blue)])
}

fn jpeg(canvas: &mut Canvas, operation: &Operation, bytes: &[u8]) {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let rgb = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    assert_eq!(u32::from(info.width), operation.width);
    assert_eq!(u32::from(info.height), operation.height);
    for (at, pixel) in rgb.chunks(3).enumerate() {
        let (x, y) = (at % operation.width as usize, at / operation.width as usize);
        let value = u32::from_be_bytes([0, pixel[0], pixel[1], pixel[2]]);
        put(canvas, operation, x, y, value);
    }
}
