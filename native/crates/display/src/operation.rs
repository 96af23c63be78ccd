//! What the encoder says: modes, and frames in parts, each a list of operations and the bytes that they need.

/// One operation as the binding hands it out: 8 little-endian 32-bit words.
pub const OPERATION_BYTES: usize = 32;

/// How the pixels of a rectangle are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `value`: the colour, 0x00RRGGBB.
    Fill = 0,
    /// `from`: the upper left corner of what to copy, in the picture before.
    Copy = 1,
    /// `length` bytes of the inflated stream: colours that the table did not have, then an index for each pixel.
    Palette = 2,
    /// `length` bytes of the inflated stream: the difference of each pixel from what was foreseen.
    Lossless = 3,
    /// `length` bytes behind the deflated ones: a JPEG file.
    Jpeg = 4,
    /// `length` bytes behind the deflated ones: pixels by codes that learn.
    Exact = 5,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    pub kind: Kind,
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
    /// Colour, length or the x of `from`.
    pub value: u32,
    /// The y of `from`.
    pub more: u32,
}

impl Operation {
    pub fn to_bytes(self) -> [u8; OPERATION_BYTES] {
        let words = [
            self.kind as u32,
            self.x,
            self.y,
            self.width,
            self.height,
            self.value,
            self.more,
            0,
        ];
        let mut bytes = [0; OPERATION_BYTES];
        for (to, word) in bytes.chunks_exact_mut(4).zip(words) {
            to.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }
}

/// Some operations of a frame, in the order in which they are to be done.
#[derive(Debug, Default)]
pub struct Part {
    pub head: usize,
    pub first: bool,
    pub last: bool,
    pub operations: Vec<Operation>,
    /// Bytes of `payload` that are deflated (RFC 1951, flushed so that all of them can be inflated, without the end of the
    /// flush); what is exact of photographs and JPEG files follow.
    pub deflated: usize,
    pub payload: Vec<u8>,
}

#[derive(Debug)]
pub enum Output {
    /// The head shows a picture of this size from here on, black; 0 by 0: nothing.
    Mode {
        head: usize,
        width: usize,
        height: usize,
    },
    Part(Part),
}
