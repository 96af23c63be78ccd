//! Pixels without loss, before they are deflated: by their difference from what their neighbours let expect; and how
//! colours are listed. docs/decisions/display.md has the formats.

use crate::screen::Rect;

/// Pixels of a rectangle inside a picture.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub pixels: &'a [u32],
    /// Pixels from one row to the next.
    pub stride: usize,
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl<'a> View<'a> {
    pub fn rect(&self) -> Rect {
        Rect {
            x: self.x,
            y: self.y,
            width: self.width,
            height: self.height,
        }
    }

    pub fn row(&self, row: usize) -> &'a [u32] {
        let at = (self.y + row) * self.stride + self.x;
        &self.pixels[at..at + self.width]
    }

    pub fn rows(self) -> impl Iterator<Item = &'a [u32]> {
        (0..self.height).map(move |row| self.row(row))
    }
}

/// Appends of all colours first green, then how far red, then how far blue is from it, each as its difference from the
/// colour before.
pub fn write_colours(list: &[u32], out: &mut Vec<u8>) {
    for channel in 0..3 {
        let mut before = 0;
        out.extend(list.iter().map(|&colour| {
            let value = decorrelate(colour)[channel];
            value.wrapping_sub(std::mem::replace(&mut before, value))
        }));
    }
}

/// Green, and how far red and blue are from it, round 128: neighbours differ little in these.
pub fn decorrelate(pixel: u32) -> [u8; 3] {
    let [_, red, green, blue] = pixel.to_be_bytes();
    let from_green = |value: u8| value.wrapping_sub(green).wrapping_add(128);
    [green, from_green(red), from_green(blue)]
}

/// What left, upper and upper left neighbour let expect (the median edge detector).
pub fn foresee(left: u8, up: u8, up_left: u8) -> u8 {
    let (low, high) = (left.min(up), left.max(up));
    if up_left >= high {
        low
    } else if up_left <= low {
        high
    } else {
        // Between the two: no overflow either way.
        (u16::from(left) + u16::from(up) - u16::from(up_left)) as u8
    }
}

/// Appends three bytes for each pixel: the differences of green, red and blue from what was foreseen. The first pixel
/// of all is foreseen as 0, those of the first row as their left neighbour, those of the first column as the upper.
pub fn write_lossless(view: View, out: &mut Vec<u8>) {
    let mut above: &[u32] = &[];
    for row in view.rows() {
        let mut left = [0; 3];
        let mut up_left = [0; 3];
        for (x, &pixel) in row.iter().enumerate() {
            let value = decorrelate(pixel);
            let up = above.get(x).map_or([0; 3], |&pixel| decorrelate(pixel));
            for channel in 0..3 {
                let expected = if above.is_empty() {
                    left[channel]
                } else if x == 0 {
                    up[channel]
                } else {
                    foresee(left[channel], up[channel], up_left[channel])
                };
                out.push(value[channel].wrapping_sub(expected));
            }
            left = value;
            up_left = up;
        }
        above = row;
    }
}
