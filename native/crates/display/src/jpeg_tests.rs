//! JPEG files as another decoder shows them.
#![allow(clippy::unwrap_used)]
use jpeg_decoder::{Decoder, PixelFormat};
use proptest::prelude::*;

use crate::jpeg::JpegWriter;
use crate::lossless::View;

fn file(pixels: &[u32], width: usize, quality: u8) -> Vec<u8> {
    let view = View {
        pixels,
        stride: width,
        x: 0,
        y: 0,
        width,
        height: pixels.len() / width,
    };
    let mut writer = JpegWriter::default();
    writer.write(view, quality);
    writer.file().to_vec()
}

fn shown(file: &[u8], width: usize, height: usize) -> Vec<u32> {
    let mut decoder = Decoder::new(file);
    let bytes = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    assert_eq!(
        (usize::from(info.width), usize::from(info.height)),
        (width, height)
    );
    assert_eq!(info.pixel_format, PixelFormat::RGB24);
    let pixels = bytes.as_chunks::<3>().0.iter();
    pixels
        .map(|&[r, g, b]| u32::from_be_bytes([0, r, g, b]))
        .collect()
}

fn most_apart(one: &[u32], other: &[u32]) -> u8 {
    let pairs = one.iter().zip(other);
    let gaps = pairs.flat_map(|(a, b)| {
        let (a, b) = (a.to_be_bytes(), b.to_be_bytes());
        (0..4).map(move |n| a[n].abs_diff(b[n]))
    });
    gaps.max().unwrap()
}

#[test]
fn even_colours_come_back_as_they_were() {
    for colour in [
        0, 0xff_ff_ff, 0x80_80_80, 0xff_00_00, 0x00_ff_00, 0x00_00_ff, 0x12_34_56,
    ] {
        let pixels = vec![colour; 40 * 24];
        let back = shown(&file(&pixels, 40, 80), 40, 24);
        assert!(
            most_apart(&pixels, &back) <= 3,
            "{colour:06x} {:06x}",
            back[0]
        );
    }
}

#[test]
fn what_changes_gently_comes_back_nearly_as_it_was() {
    let (width, height) = (150, 90);
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels: Vec<u32> = places
        .map(|(x, y)| (x + 20) << 16 | (y * 2 + 30) << 8 | (250 - x - y))
        .collect();
    let back = shown(&file(&pixels, 150, 90), 150, 90);
    assert!(
        most_apart(&pixels, &back) <= 8,
        "{}",
        most_apart(&pixels, &back)
    );
}

#[test]
fn what_has_no_pixels_or_too_many_is_none() {
    let pixels = vec![0; 70_000];
    let mut writer = JpegWriter::default();
    for (width, height) in [(0, 1), (1, 0), (70_000, 1), (1, 70_000)] {
        let view = View {
            pixels: &pixels,
            stride: width,
            x: 0,
            y: 0,
            width,
            height,
        };
        writer.write(view, 80);
        assert!(writer.file().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Of each size, at each quality, also where every coefficient is as large as can be.
    #[test]
    fn whatever_is_drawn_a_file_of_it_can_be_shown(
        (width, height) in (1usize..50, 1usize..50),
        quality in 1u8..=100,
        seed in any::<u32>(),
        harsh in any::<bool>(),
    ) {
        let pixels: Vec<u32> = (0..width * height)
            .map(|n| {
                let noise = (n as u32 ^ seed).wrapping_mul(0x9e37_79b1).rotate_left(13).wrapping_mul(0x85eb_ca6b) >> 8;
                if harsh { (noise & 0x01_01_01) * 255 } else { noise }
            })
            .collect();
        shown(&file(&pixels, width, quality), width, height);
    }
}
