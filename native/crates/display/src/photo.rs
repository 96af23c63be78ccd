//! Which tiles look like a photograph, or like an even part of one.

use crate::kernels::{steep_neighbours, unequal_neighbours};
use crate::lossless::View;

/// Whether neighbours often differ, as in photographs and video, while text and controls have long even runs.
/// Looked at only where there are many colours.
/// Of few colours more neighbours must differ: small letters come near to photographs.
pub fn looks_like_photo(view: View, many_colours: bool) -> bool {
    let at = view.y * view.stride + view.x;
    let differ = unequal_neighbours(view.pixels, view.stride, at, view.width, view.height);
    let pairs = (view.width * view.height - view.height) as u32;
    differ * 5 > pairs * if many_colours { 2 } else { 3 }
}

/// Neighbours further apart than this in a colour are an edge.
const EDGE: u32 = 16;
/// Of so many pairs of neighbours, one may be an edge. A letter alone has more.
const PAIRS_PER_EDGE: u32 = 1024;

/// Whether hardly any neighbours are far apart, as in a sky or a gradient; letters have edges, however smoothed, unless they
/// can hardly be read.
pub fn is_even(view: View) -> bool {
    let at = view.y * view.stride + view.x;
    let edges = steep_neighbours(view.pixels, view.stride, at, view.width, view.height, EDGE);
    let pairs = (2 * view.width * view.height - view.width - view.height) as u32;
    edges * PAIRS_PER_EDGE <= pairs
}
