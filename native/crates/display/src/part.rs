//! Writes the parts of a frame: which operation says a rectangle in the fewest bytes, and what it needs.
//!
//! Owns what both ends of a channel have learnt (the deflate stream, the table of colours, the contexts of exact pixels)
//! and the part that is being written. Knows nothing of tiles and of what the viewer has.

use flate2::{Compress, Compression, FlushCompress};

use crate::colours::{Colours, MAX_COLOURS};
use crate::exact::Contexts;
use crate::lossless::{View, write_lossless};
use crate::operation::{Kind, Operation, Part};
use crate::palette::Palette;
use crate::photo::{is_even, looks_like_photo};
use crate::screen::Rect;
use crate::scroll::Move;

const DEFLATE_LEVEL: u32 = 6;
/// How each flush ends: the viewer knows.
const FLUSH_END: [u8; 4] = [0, 0, 0xff, 0xff];
/// A part goes out when it has so much.
const PART_BYTES: usize = 512 << 10;
/// Or so many operations: half of what a viewer takes at once.
pub const PART_OPERATIONS: usize = 4096;
/// No photograph has fewer colours in a tile, a blurred sky of one excepted.
const PHOTO_COLOURS: usize = 64;

/// What a tile looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Plain,
    Photo,
    /// Many colours, but even: the sky of a photograph, or a gradient.
    Smooth,
}

/// Gets the parts of a frame as they are made.
pub type Say<'a> = &'a mut dyn FnMut(Part);

pub struct PartWriter {
    deflate: Compress,
    contexts: Contexts,
    palette: Box<Palette>,
    colours: Box<Colours>,
    head: usize,
    started: bool,
    operations: Vec<Operation>,
    plain: Vec<u8>,
    /// What is exact of photographs, and JPEG files.
    files: Vec<u8>,
}

impl PartWriter {
    pub fn new() -> Self {
        Self {
            deflate: new_deflate(),
            contexts: Contexts::new(),
            palette: Box::new(Palette::new()),
            colours: Box::new(Colours::new()),
            head: 0,
            started: false,
            operations: Vec::new(),
            plain: Vec::new(),
            files: Vec::new(),
        }
    }

    /// A new viewer, who has learnt nothing.
    pub fn restart(&mut self) {
        self.deflate = new_deflate();
        self.contexts.clear();
        self.palette.clear();
    }

    /// A frame of this head begins.
    pub fn begin(&mut self, head: usize) {
        self.head = head;
        self.started = false;
    }

    /// Whether a part of this frame has gone out.
    pub fn started(&self) -> bool {
        self.started
    }

    /// Bytes of this part, before they are deflated.
    pub fn written(&self) -> usize {
        self.plain.len() + self.files.len()
    }

    /// Bytes of this part's files alone.
    pub fn written_files(&self) -> usize {
        self.files.len()
    }

    /// What the pixels look like.
    pub fn look(&mut self, view: View) -> Look {
        let many = !self.colours.collect(view.rows(), MAX_COLOURS);
        if !many && self.colours.list().len() <= PHOTO_COLOURS {
            Look::Plain
        } else if looks_like_photo(view, many) {
            Look::Photo
        } else if is_even(view) {
            Look::Smooth
        } else {
            Look::Plain
        }
    }

    pub fn copy(&mut self, run: &Move) {
        self.operations.push(Operation {
            kind: Kind::Copy,
            x: run.x as u32,
            y: run.y as u32,
            width: run.width as u32,
            height: run.height as u32,
            value: run.from_x as u32,
            more: run.from_y as u32,
        });
    }

    /// Says a rectangle by a JPEG file of it.
    pub fn jpeg(&mut self, rect: Rect, file: &[u8]) {
        self.files.extend_from_slice(file);
        self.operation(Kind::Jpeg, rect, file.len());
    }

    pub fn exactly(&mut self, view: View) {
        if !self.few_colours(view) {
            self.many_colours(view);
        }
    }

    /// A fill, or a palette; false where there are too many colours for that.
    fn few_colours(&mut self, view: View) -> bool {
        if !self.colours.collect(view.rows(), MAX_COLOURS) {
            return false;
        }
        let colours = self.colours.list().len();
        if colours == 1 {
            let colour = self.colours.list()[0];
            self.fill(view.rect(), colour);
        } else if self.palette.unknown(self.colours.list()) * 2 <= view.width * view.height {
            let before = self.plain.len();
            self.palette
                .write(view, self.colours.list(), &mut self.plain);
            let length = self.plain.len() - before;
            self.operation(Kind::Palette, view.rect(), length);
        } else {
            return false;
        }
        true
    }

    /// Photographs by codes that learn, all else by the deflate stream, which knows what repeats.
    fn many_colours(&mut self, view: View) {
        let (kind, length) = if looks_like_photo(view, true) {
            let before = self.files.len();
            self.contexts.write(view, &mut self.files);
            (Kind::Exact, self.files.len() - before)
        } else {
            let before = self.plain.len();
            write_lossless(view, &mut self.plain);
            (Kind::Lossless, self.plain.len() - before)
        };
        self.operation(kind, view.rect(), length);
    }

    /// Fills beside each other become one.
    fn fill(&mut self, rect: Rect, colour: u32) {
        let (x, y) = (rect.x as u32, rect.y as u32);
        let (width, height) = (rect.width as u32, rect.height as u32);
        if let Some(left) = self.operations.last_mut()
            && left.kind == Kind::Fill
            && left.value == colour
            && left.y == y
            && left.height == height
            && left.x + left.width == x
        {
            left.width += width;
            return;
        }
        self.operations.push(Operation {
            kind: Kind::Fill,
            x,
            y,
            width,
            height,
            value: colour,
            more: 0,
        });
    }

    fn operation(&mut self, kind: Kind, rect: Rect, length: usize) {
        self.operations.push(Operation {
            kind,
            x: rect.x as u32,
            y: rect.y as u32,
            width: rect.width as u32,
            height: rect.height as u32,
            value: length as u32,
            more: 0,
        });
    }

    pub fn finish_if_full(&mut self, say: Say) {
        let full = self.plain.len() >= PART_BYTES || self.files.len() >= PART_BYTES;
        if full || self.operations.len() >= PART_OPERATIONS {
            self.finish(say, false);
        }
    }

    /// Ends a part; the last of a frame also where it is empty, unless the whole frame is: false then.
    pub fn finish(&mut self, say: Say, last: bool) -> bool {
        if self.operations.is_empty() && !self.started {
            return false;
        }
        let mut payload = Vec::with_capacity(self.plain.len() / 4 + self.files.len() + 64);
        if !self.plain.is_empty() {
            deflate(&mut self.deflate, &self.plain, &mut payload);
            if payload.ends_with(&FLUSH_END) {
                payload.truncate(payload.len() - FLUSH_END.len());
            }
        }
        let deflated = payload.len();
        payload.extend_from_slice(&self.files);
        say(Part {
            head: self.head,
            first: !self.started,
            last,
            operations: self.operations.clone(),
            deflated,
            payload,
        });
        self.started = true;
        self.operations.clear();
        self.plain.clear();
        self.files.clear();
        true
    }
}

fn new_deflate() -> Compress {
    Compress::new(Compression::new(DEFLATE_LEVEL), false)
}

/// Appends `plain` to the stream, flushed so that all of it can be inflated.
fn deflate(stream: &mut Compress, plain: &[u8], out: &mut Vec<u8>) {
    let before = stream.total_in();
    loop {
        out.reserve(plain.len() / 8 + 256);
        let done = (stream.total_in() - before) as usize;
        // Only misuse of the stream fails, and it has room to write now.
        let outcome = stream.compress_vec(&plain[done..], out, FlushCompress::Sync);
        let all = (stream.total_in() - before) as usize == plain.len();
        if outcome.is_err() || (all && out.len() < out.capacity()) {
            return;
        }
    }
}
