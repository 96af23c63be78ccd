//! Which tiles look like a photograph.

use crate::kernels::unequal_neighbours;
use crate::lossless::View;

/// Whether neighbours often differ, as in photographs and video, while text and controls have long even runs.
/// Looked at only where there are many colours.
/// Of few colours more neighbours must differ: small letters come near to photographs.
pub fn looks_like_photo(view: View, many_colours: bool) -> bool {
    let View {
        pixels,
        stride,
        width,
        height,
        ..
    } = view;
    let differ = unequal_neighbours(pixels, stride, view.y * stride + view.x, width, height);
    let pairs = (width * height - height) as u32;
    differ * 5 > pairs * if many_colours { 2 } else { 3 }
}
