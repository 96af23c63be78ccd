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
mod jpeg;
mod kernels;
mod lossless;
mod movement;
mod operation;
mod palette;
mod part;
mod photo;
mod places;
mod screen;
mod scroll;
mod shift;
mod spans;
mod worker;

#[cfg(test)]
mod decode;
#[cfg(test)]
mod encoder_tests;
#[cfg(test)]
mod jpeg_tests;
#[cfg(test)]
mod movement_tests;
#[cfg(test)]
mod photo_tests;

pub use error::DisplayError;
pub use operation::{OPERATION_BYTES, Output, Part};
pub use screen::{PixelOrder, Rect, Source};
pub use worker::{Settings, Worker};

/// Pieces of the encoder by themselves, for the programs that measure them.
#[doc(hidden)]
pub mod measure {
    pub use crate::encoder::FrameEncoder;
    pub use crate::jpeg::JpegWriter;
    pub use crate::lossless::View;
    pub use crate::movement::Movement;
    pub use crate::screen::Screen;
}

/// Side of a tile in pixels: what damage is kept by, and the unit of choice between codecs.
pub const TILE: usize = 64;
