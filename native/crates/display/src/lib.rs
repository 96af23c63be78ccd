//! What a guest's screens show, as the least bytes that bring a viewer's copy up to date.
//!
//! Owns the picture last shown, the picture last sent, and how the difference is said: copies, fills, palettes,
//! lossless pixels, JPEG. Works on a thread of its own, one frame for each grant. Knows nothing of Node, of sockets, or
//! of how a guest draws. docs/decisions/display.md tells the format of each operation.

mod colours;
mod encoder;
mod error;
mod exact;
mod head;
mod lossless;
mod operation;
mod palette;
mod photo;
mod screen;
mod scroll;
mod shift;
mod worker;

#[cfg(test)]
mod decode;
#[cfg(test)]
mod encoder_tests;

pub use error::DisplayError;
pub use operation::{OPERATION_BYTES, Output, Part};
pub use screen::{PixelOrder, Rect, Source};
pub use worker::{Settings, Worker};

/// Side of a tile in pixels: what damage is kept by, and the unit of choice between codecs.
pub const TILE: usize = 64;
