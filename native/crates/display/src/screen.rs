//! What one head shows now, and which tiles of it may have changed since the encoder last looked.
//!
//! Owns the pixels between the guest's flush and the encoder's snapshot: several flushes merge here, frames never
//! queue. A pixel is 0x00RRGGBB.

use crate::TILE;
use crate::error::DisplayError;

/// More pixels than this each way no driver asks for.
const MAX_SIDE: usize = 16_384;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Rect {
    pub fn right(&self) -> usize {
        self.x + self.width
    }

    pub fn bottom(&self) -> usize {
        self.y + self.height
    }
}

/// Bytes of a pixel in memory, first to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelOrder {
    Bgrx,
    Xrgb,
    Rgbx,
    Xbgr,
}

/// Pixels to show: those of a rectangle inside a larger image.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub bytes: &'a [u8],
    /// Where the rectangle's first pixel begins.
    pub offset: usize,
    /// Bytes from one row to the next.
    pub stride: usize,
    pub order: PixelOrder,
}

#[derive(Debug, Default)]
pub struct Screen {
    width: usize,
    height: usize,
    pixels: Vec<u32>,
    dirty: Vec<bool>,
    any_dirty: bool,
}

impl Screen {
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    pub fn columns(&self) -> usize {
        self.width.div_ceil(TILE)
    }

    pub fn any_dirty(&self) -> bool {
        self.any_dirty
    }

    /// A black picture of this size, or none at all for 0 by 0.
    pub fn set_mode(&mut self, width: usize, height: usize) -> Result<(), DisplayError> {
        if width > MAX_SIDE || height > MAX_SIDE || (width == 0) != (height == 0) {
            return Err(DisplayError::Mode { width, height });
        }
        self.width = width;
        self.height = height;
        self.pixels = vec![0; width * height];
        self.dirty = vec![false; width.div_ceil(TILE) * height.div_ceil(TILE)];
        self.any_dirty = false;
        Ok(())
    }

    /// Everything may have changed.
    pub fn soil(&mut self) {
        self.dirty.fill(true);
        self.any_dirty = !self.dirty.is_empty();
    }

    pub fn update(&mut self, rect: Rect, source: &Source) -> Result<(), DisplayError> {
        let Rect {
            x,
            y,
            width,
            height,
        } = rect;
        let outside = x.checked_add(width).is_none_or(|end| end > self.width)
            || y.checked_add(height).is_none_or(|end| end > self.height);
        if outside {
            return Err(DisplayError::Update);
        }
        if width == 0 || height == 0 {
            return Ok(());
        }
        let end = (height - 1)
            .checked_mul(source.stride)
            .and_then(|rows| rows.checked_add(source.offset))
            .and_then(|last| last.checked_add(width * 4));
        if end.is_none_or(|end| end > source.bytes.len()) {
            return Err(DisplayError::Update);
        }
        for row in 0..height {
            let from = source.offset + row * source.stride;
            let to = (y + row) * self.width + x;
            convert(
                source.order,
                &source.bytes[from..from + width * 4],
                &mut self.pixels[to..to + width],
            );
        }
        let columns = self.columns();
        for tile_row in y / TILE..=(y + height - 1) / TILE {
            let at = tile_row * columns;
            self.dirty[at + x / TILE..=at + (x + width - 1) / TILE].fill(true);
        }
        self.any_dirty = true;
        Ok(())
    }

    /// Copies every tile that may have changed into `work`, of the same size, and lists it; all are clean then.
    pub fn snapshot(&mut self, work: &mut [u32], tiles: &mut Vec<usize>) {
        tiles.clear();
        self.any_dirty = false;
        let columns = self.columns();
        for tile in 0..self.dirty.len() {
            if !std::mem::take(&mut self.dirty[tile]) {
                continue;
            }
            tiles.push(tile);
            let x = tile % columns * TILE;
            let right = (x + TILE).min(self.width);
            let y = tile / columns * TILE;
            for row in y..(y + TILE).min(self.height) {
                let range = row * self.width + x..row * self.width + right;
                work[range.clone()].copy_from_slice(&self.pixels[range]);
            }
        }
    }
}

fn convert(order: PixelOrder, source: &[u8], target: &mut [u32]) {
    let (pixels, _) = source.as_chunks::<4>();
    let pairs = target.iter_mut().zip(pixels);
    match order {
        PixelOrder::Bgrx => {
            pairs.for_each(|(to, from)| *to = u32::from_le_bytes(*from) & 0xff_ffff)
        }
        PixelOrder::Xrgb => {
            pairs.for_each(|(to, from)| *to = u32::from_be_bytes(*from) & 0xff_ffff)
        }
        PixelOrder::Rgbx => pairs.for_each(|(to, from)| *to = u32::from_be_bytes(*from) >> 8),
        PixelOrder::Xbgr => pairs.for_each(|(to, from)| *to = u32::from_le_bytes(*from) >> 8),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn source(bytes: &[u8], order: PixelOrder) -> Source<'_> {
        Source {
            bytes,
            offset: 0,
            stride: bytes.len(),
            order,
        }
    }

    fn rect(x: usize, y: usize, width: usize, height: usize) -> Rect {
        Rect {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn a_pixel_is_red_green_blue_in_any_order_of_bytes() {
        for (order, bytes) in [
            (PixelOrder::Bgrx, [3, 2, 1, 99]),
            (PixelOrder::Xrgb, [99, 1, 2, 3]),
            (PixelOrder::Rgbx, [1, 2, 3, 99]),
            (PixelOrder::Xbgr, [99, 3, 2, 1]),
        ] {
            let mut screen = Screen::default();
            screen.set_mode(1, 1).unwrap();
            screen
                .update(rect(0, 0, 1, 1), &source(&bytes, order))
                .unwrap();
            assert_eq!(screen.pixels, [0x01_02_03], "{order:?}");
        }
    }

    #[test]
    fn an_update_soils_the_tiles_it_touches_and_a_snapshot_takes_them() {
        let mut screen = Screen::default();
        screen.set_mode(200, 130).unwrap();
        let bytes = vec![7; 8 * 66];
        let two_wide = Source {
            bytes: &bytes,
            offset: 0,
            stride: 8,
            order: PixelOrder::Bgrx,
        };
        screen.update(rect(63, 63, 2, 66), &two_wide).unwrap();
        let mut work = vec![0; 200 * 130];
        let mut tiles = vec![99];
        screen.snapshot(&mut work, &mut tiles);
        assert_eq!(tiles, [0, 1, 4, 5, 8, 9]);
        assert_eq!(work, screen.pixels);
        assert!(!screen.any_dirty());
        screen.snapshot(&mut work, &mut tiles);
        assert!(tiles.is_empty());
    }

    #[test]
    fn what_reaches_outside_is_refused_and_changes_nothing() {
        let mut screen = Screen::default();
        screen.set_mode(10, 10).unwrap();
        let bytes = [0; 400];
        let image = Source {
            bytes: &bytes,
            offset: 0,
            stride: 40,
            order: PixelOrder::Bgrx,
        };
        for bad in [
            rect(1, 0, 10, 1),
            rect(0, 1, 1, 10),
            rect(usize::MAX, 0, 2, 1),
            rect(0, usize::MAX, 1, 2),
        ] {
            assert!(screen.update(bad, &image).is_err());
        }
        let short = Source { offset: 4, ..image };
        assert!(screen.update(rect(0, 0, 10, 10), &short).is_err());
        let endless = Source {
            stride: usize::MAX,
            ..image
        };
        assert!(screen.update(rect(0, 0, 1, 3), &endless).is_err());
        assert!(screen.set_mode(16_385, 1).is_err());
        assert!(screen.set_mode(0, 1).is_err());
        assert!(!screen.any_dirty());
    }
}
