//! Finds a rectangle that moved in any direction, a window that is dragged, so that it can be copied by the viewer.
//!
//! Short runs of pixels that their own content picks out are looked up in the old picture, and each that stands there
//! once votes for a distance. The rectangle round the voters is grown as far as every pixel agrees. Hashes only guide:
//! every pixel is compared before it is said to be equal.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::screen::Rect;
use crate::scroll::{AsIs, Move};

/// Pixels of a run.
const RUN: usize = 16;
/// One run in so many is picked.
const PICK_BITS: u32 = 6;
/// Of the new picture only every second row is looked at.
const ROWS: usize = 2;
/// Runs that must agree on a distance.
const MIN_VOTES: usize = 24;
/// Fewer pixels are not worth a copy.
const MIN_PIXELS: usize = 64 * 64;
/// Of a picture: a guest that knows the hash may draw nothing but runs that are picked.
const MAX_RUNS: usize = 1 << 16;
/// Of the rolling hash.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Marks a run that stands at more than one place.
const MANY: (usize, usize) = (usize::MAX, usize::MAX);

type Distance = (isize, isize);

#[derive(Default)]
pub struct Shift {
    places: HashMap<u64, (usize, usize), BuildHasherDefault<AsIs>>,
    voters: HashMap<Distance, Vec<(usize, usize)>>,
}

impl Shift {
    /// A copy inside `sent` that brings it nearer to `new`, if one stands out; looked for inside `area`.
    pub fn find(&mut self, new: &[u32], sent: &[u32], stride: usize, area: Rect) -> Option<Move> {
        self.places.clear();
        for y in area.y..area.bottom() {
            each_run(&sent[y * stride..][area.x..area.right()], |x, hash| {
                if let Some(place) = self.places.get_mut(&hash) {
                    *place = MANY;
                } else if self.places.len() < MAX_RUNS {
                    self.places.insert(hash, (area.x + x, y));
                }
            });
        }
        self.voters.clear();
        let mut votes = 0;
        for y in (area.y..area.bottom()).step_by(ROWS) {
            each_run(&new[y * stride..][area.x..area.right()], |x, hash| {
                if let Some(&from) = self.places.get(&hash)
                    && from != MANY
                {
                    let to = (area.x + x, y);
                    let distance = (
                        to.0 as isize - from.0 as isize,
                        y as isize - from.1 as isize,
                    );
                    if distance != (0, 0) && votes < MAX_RUNS {
                        votes += 1;
                        self.voters.entry(distance).or_default().push(to);
                    }
                }
            });
        }
        let (&distance, voters) = self
            .voters
            .iter()
            .max_by_key(|(distance, voters)| (voters.len(), **distance))?;
        if voters.len() < MIN_VOTES {
            return None;
        }
        grown(new, sent, stride, distance, voters)
    }
}

/// Calls with the place of each picked run of a row, and its hash. Runs of one colour are none.
fn each_run(row: &[u32], mut found: impl FnMut(usize, u64)) {
    let oldest = (1..RUN).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0u64;
    let mut same = 0;
    for (x, &pixel) in row.iter().enumerate() {
        if x >= RUN {
            let gone = u64::from(row[x - RUN]) + 1;
            hash = hash.wrapping_sub(gone.wrapping_mul(oldest));
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(pixel) + 1);
        same = if x > 0 && row[x - 1] == pixel {
            same + 1
        } else {
            0
        };
        if x + 1 >= RUN && same + 1 < RUN && hash >> (64 - PICK_BITS) == 0 {
            found(x + 1 - RUN, hash);
        }
    }
}

/// The largest rectangle round the voters in which the new picture is the old one, moved.
fn grown(
    new: &[u32],
    sent: &[u32],
    stride: usize,
    (dx, dy): Distance,
    voters: &[(usize, usize)],
) -> Option<Move> {
    let height = new.len() / stride;
    // Where the place that a pixel came from lies inside the picture.
    let inside = |end: usize, by: isize| {
        let first = by.max(0) as usize;
        let last = (end as isize + by.min(0)).max(0) as usize;
        (first, last)
    };
    let (least_x, most_x) = inside(stride, dx);
    let (least_y, most_y) = inside(height, dy);
    let from =
        |x: usize, y: usize| (y as isize - dy) as usize * stride + (x as isize - dx) as usize;
    let agrees = |x: usize, y: usize, width: usize| {
        new[y * stride + x..][..width] == sent[from(x, y)..][..width]
    };
    let mut left = voters.iter().map(|&(x, _)| x).min()?;
    let mut right = voters.iter().map(|&(x, _)| x + RUN).max()?.min(most_x);
    let (top, bottom) = longest_run(
        voters.iter().map(|&(_, y)| y).min()?..voters.iter().map(|&(_, y)| y + 1).max()?,
        |y| agrees(left, y, right - left),
    )?;
    let column = |x: usize| (top..bottom).all(|y| agrees(x, y, 1));
    while left > least_x && column(left - 1) {
        left -= 1;
    }
    while right < most_x && column(right) {
        right += 1;
    }
    let (mut first, mut last) = (top, bottom);
    while first > least_y && agrees(left, first - 1, right - left) {
        first -= 1;
    }
    while last < most_y && agrees(left, last, right - left) {
        last += 1;
    }
    let (width, height) = (right - left, last - first);
    (width * height >= MIN_PIXELS).then(|| Move {
        x: left,
        y: first,
        width,
        height,
        from_x: (left as isize - dx) as usize,
        from_y: (first as isize - dy) as usize,
    })
}

/// The longest part of the range in which everything agrees.
fn longest_run(
    range: std::ops::Range<usize>,
    agrees: impl Fn(usize) -> bool,
) -> Option<(usize, usize)> {
    let mut best = (range.start, range.start);
    let mut start = range.start;
    for n in range {
        if !agrees(n) {
            start = n + 1;
        } else if n + 1 - start > best.1 - best.0 {
            best = (start, n + 1);
        }
    }
    (best.1 > best.0).then_some(best)
}
