//! Finds what only moved up or down, so that it can be copied by the viewer.
//!
//! Each column of tiles votes by the hashes of its rows; the distance with most votes is taken, and what agrees with
//! it, pixel for pixel, becomes copies. Hashes only guide: every row is compared before it is said to be equal.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

use crate::lossless::push_bytes;

/// Rows that must agree on a distance: less is chance, or not worth it.
const MIN_VOTES: u32 = 48;
/// Rows that vote as one: a stroke or a margin looks the same in many rows, eight of them together seldom do.
const GROUP: usize = 8;
/// A copy of fewer rows is not worth its message.
const MIN_ROWS: usize = 16;

/// A part of one column of tiles that changed.
#[derive(Debug, Clone, Copy)]
pub struct Strip {
    pub x: usize,
    pub width: usize,
    pub top: usize,
    pub bottom: usize,
}

/// Copy `width` by `height` pixels to (x, y) from (from_x, from_y).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    pub from_x: usize,
    pub from_y: usize,
}

/// A hash of pixels is spread well enough already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// Marks a row that stands at more than one place.
const MANY: usize = usize::MAX;

#[derive(Default)]
pub struct Scroll {
    old: Vec<u64>,
    new: Vec<u64>,
    places: HashMap<u64, usize, BuildHasherDefault<AsIs>>,
    votes: Vec<u32>,
    bytes: Vec<u8>,
}

impl Scroll {
    /// Fills `moves` with copies inside `sent` that bring it nearer to `new`, in an order in which each may be done
    /// after the ones before: no copy overwrites what a later one reads.
    pub fn find(
        &mut self,
        new: &[u32],
        sent: &[u32],
        stride: usize,
        strips: &[Strip],
        moves: &mut Vec<Move>,
    ) {
        moves.clear();
        let height = new.len() / stride.max(1);
        self.votes.clear();
        self.votes.resize(2 * height + 1, 0);
        for strip in strips {
            self.hash(new, sent, stride, strip);
            self.vote(height);
        }
        let best = (0..self.votes.len())
            .filter(|&at| at != height)
            .max_by_key(|&at| self.votes[at]);
        let Some(at) = best.filter(|&at| self.votes[at] >= MIN_VOTES) else {
            return;
        };
        let down = at >= height;
        let distance = at.abs_diff(height);
        for strip in strips {
            self.hash(new, sent, stride, strip);
            self.runs(new, sent, stride, strip, down, distance, moves);
        }
        // From the end that is not read any more.
        moves.sort_by_key(|run| if down { usize::MAX - run.y } else { run.y });
    }

    fn hash(&mut self, new: &[u32], sent: &[u32], stride: usize, strip: &Strip) {
        let Self {
            old: old_hashes,
            new: new_hashes,
            bytes,
            ..
        } = self;
        for (pixels, hashes) in [(sent, old_hashes), (new, new_hashes)] {
            hashes.clear();
            hashes.extend((strip.top..strip.bottom).map(|y| {
                bytes.clear();
                let row = &pixels[y * stride + strip.x..][..strip.width];
                push_bytes(row, bytes);
                xxh3_64(bytes)
            }));
        }
    }

    fn vote(&mut self, height: usize) {
        self.places.clear();
        for (y, rows) in self.old.windows(GROUP).enumerate() {
            self.places
                .entry(group(rows))
                .and_modify(|place| *place = MANY)
                .or_insert(y);
        }
        for (y, rows) in self.new.windows(GROUP).enumerate() {
            if let Some(&from) = self.places.get(&group(rows))
                && from != MANY
            {
                self.votes[height + y - from] += 1;
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn runs(
        &self,
        new: &[u32],
        sent: &[u32],
        stride: usize,
        strip: &Strip,
        down: bool,
        distance: usize,
        moves: &mut Vec<Move>,
    ) {
        let rows = self.new.len();
        let from = |y: usize| {
            let place = if down {
                y.checked_sub(distance)
            } else {
                y.checked_add(distance)
            };
            place.filter(|&place| place < rows)
        };
        let at = |y: usize| (strip.top + y) * stride + strip.x;
        let agrees = |y: usize| {
            from(y).is_some_and(|place| {
                self.new[y] == self.old[place]
                    && new[at(y)..][..strip.width] == sent[at(place)..][..strip.width]
            })
        };
        let differs = |y: &usize| self.new[*y] != self.old[*y];
        let mut y = 0;
        while y < rows {
            if !agrees(y) {
                y += 1;
                continue;
            }
            let start = y;
            while y < rows && agrees(y) {
                y += 1;
            }
            // What looks the same without the copy needs none.
            let Some(first) = (start..y).find(differs) else {
                continue;
            };
            let last = (start..y).rev().find(differs).unwrap_or(first);
            let height = last + 1 - first;
            let Some(place) = from(first).filter(|_| height >= MIN_ROWS) else {
                continue;
            };
            push(
                moves,
                Move {
                    x: strip.x,
                    y: strip.top + first,
                    width: strip.width,
                    height,
                    from_x: strip.x,
                    from_y: strip.top + place,
                },
            );
        }
    }
}

/// One hash of several rows.
fn group(rows: &[u64]) -> u64 {
    rows.iter().fold(0, |sum: u64, row| {
        (sum.rotate_left(23) ^ row).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// Adds a move, or widens its left neighbour by it.
fn push(moves: &mut Vec<Move>, run: Move) {
    let beside = moves.iter_mut().find(|left| {
        left.x + left.width == run.x
            && left.y == run.y
            && left.height == run.height
            && left.from_y == run.from_y
    });
    match beside {
        Some(left) => left.width += run.width,
        None => moves.push(run),
    }
}

/// Does a move inside a picture, as the viewer does.
pub fn apply(pixels: &mut [u32], stride: usize, run: &Move) {
    let mut row = |n: usize| {
        let from = (run.from_y + n) * stride + run.from_x;
        pixels.copy_within(from..from + run.width, (run.y + n) * stride + run.x);
    };
    if run.y > run.from_y {
        (0..run.height).rev().for_each(&mut row);
    } else {
        (0..run.height).for_each(&mut row);
    }
}
