//! Which tiles look like a photograph, and their JPEG.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::lossless::{View, push_bytes};

/// From this quality on, colours keep their full resolution.
const FULL_COLOUR_FROM: u8 = 85;

/// Whether neighbours often differ, as in photographs and video, while text and controls have long even runs.
/// Looked at only where there are many colours.
/// Of few colours more neighbours must differ: small letters come near to photographs.
pub fn looks_like_photo(view: View, many_colours: bool) -> bool {
    let mut differ = 0;
    let mut pairs = 0;
    for row in view.rows() {
        for pair in row.windows(2) {
            differ += usize::from(pair[0] != pair[1]);
            pairs += 1;
        }
    }
    differ * 5 > pairs * if many_colours { 2 } else { 3 }
}

/// Appends a JPEG file of the view; `scratch` is reused. False, and `out` as it was, when it cannot be.
pub fn write_jpeg(view: View, quality: u8, scratch: &mut Vec<u8>, out: &mut Vec<u8>) -> bool {
    let (Ok(width), Ok(height)) = (u16::try_from(view.width), u16::try_from(view.height)) else {
        return false;
    };
    scratch.clear();
    for row in view.rows() {
        push_bytes(row, scratch);
    }
    let before = out.len();
    let mut encoder = Encoder::new(&mut *out, quality);
    encoder.set_sampling_factor(if quality >= FULL_COLOUR_FROM {
        SamplingFactor::F_1_1
    } else {
        SamplingFactor::F_2_2
    });
    let done = encoder
        .encode(scratch, width, height, ColorType::Bgra)
        .is_ok();
    if !done {
        out.truncate(before);
    }
    done
}
