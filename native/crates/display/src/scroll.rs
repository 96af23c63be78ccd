//! Finds what only moved up or down, so that it can be copied by the viewer.
//!
//! Each column of tiles votes by the hashes of its rows; the distance with most votes is taken, and what agrees with
//! it, pixel for pixel, becomes copies. Hashes only guide: every row is compared before it is said to be equal.

use std::ops::Range;

use crate::kernels::{FACTOR, hash_pieces};
use crate::places::{Places, Seen};

/// Of the new picture the rows at every fourth place vote.
const STEP: usize = 4;
/// Votes that must agree on a distance: less is chance, or not worth it.
const MIN_VOTES: u32 = 12;
/// Rows that vote as one: a stroke or a margin looks the same in many rows, eight of them together seldom do.
const GROUP: usize = 8;
/// A copy of fewer rows is not worth its message.
const MIN_ROWS: usize = 16;
/// More copies in a frame are not worth it: a guest may draw so that every run is broken.
const MAX_MOVES: usize = 1024;

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

#[derive(Default)]
pub struct Scroll {
    /// Hashes of the rows of all strips, one strip after the other.
    old: Vec<u64>,
    new: Vec<u64>,
    /// Of a row: where each strip begins, how wide it is, and where its hash goes.
    pieces: Vec<(usize, usize, usize)>,
    groups: Vec<u64>,
    places: Places,
    votes: Vec<u32>,
}

impl Scroll {
    /// Fills `moves` with copies inside `sent` that bring it nearer to `new`, in an order in which each may be done
    /// after the ones before: no copy overwrites what a later one reads. A strip is at most a tile wide.
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
        self.hash(new, sent, stride, strips);
        let mut first = 0;
        for strip in strips {
            let rows = first..first + (strip.bottom - strip.top);
            first = rows.end;
            self.vote(rows, height);
        }
        let best = (0..self.votes.len())
            .filter(|&at| at != height)
            .max_by_key(|&at| self.votes[at]);
        let Some(at) = best.filter(|&at| self.votes[at] >= MIN_VOTES) else {
            return;
        };
        let down = at >= height;
        let distance = at.abs_diff(height);
        let mut first = 0;
        for strip in strips {
            let rows = first..first + (strip.bottom - strip.top);
            let hashes = (&self.new[rows.clone()], &self.old[rows.clone()]);
            runs(new, sent, stride, strip, hashes, down, distance, moves);
            first = rows.end;
        }
        // From the end that is not read any more.
        moves.sort_by_key(|run| if down { usize::MAX - run.y } else { run.y });
    }

    /// Hashes the rows of all strips, in the order in which they lie in memory.
    fn hash(&mut self, new: &[u32], sent: &[u32], stride: usize, strips: &[Strip]) {
        let rows = strips.iter().map(|strip| strip.bottom - strip.top).sum();
        for hashes in [&mut self.old, &mut self.new] {
            hashes.clear();
            hashes.resize(rows, 0);
        }
        let top = strips.iter().map(|strip| strip.top).min().unwrap_or(0);
        let bottom = strips.iter().map(|strip| strip.bottom).max().unwrap_or(0);
        for y in top..bottom {
            self.pieces.clear();
            let mut first = 0;
            for strip in strips {
                if (strip.top..strip.bottom).contains(&y) {
                    self.pieces
                        .push((strip.x, strip.width, first + y - strip.top));
                }
                first += strip.bottom - strip.top;
            }
            let row = y * stride..(y + 1) * stride;
            hash_pieces(&sent[row.clone()], &self.pieces, &mut self.old);
            hash_pieces(&new[row], &self.pieces, &mut self.new);
        }
    }

    /// Votes of the strip whose hashes are at `rows`.
    fn vote(&mut self, rows: Range<usize>, height: usize) {
        let Self {
            old,
            new,
            groups,
            places,
            votes,
            ..
        } = self;
        let (old, new) = (&old[rows.clone()], &new[rows]);
        groups.clear();
        groups.extend(new.windows(GROUP).step_by(STEP).map(group));
        places.clear(groups.len());
        groups.iter().for_each(|&hash| places.want(hash));
        for (y, rows) in old.windows(GROUP).enumerate() {
            places.see(group(rows), y as u32);
        }
        for (n, &hash) in groups.iter().enumerate() {
            if let Seen::At(from) = places.seen(hash) {
                votes[height + n * STEP - from as usize] += 1;
            }
        }
    }
}

/// Copies of one strip by the distance that was voted for.
#[allow(clippy::too_many_arguments)]
fn runs(
    new: &[u32],
    sent: &[u32],
    stride: usize,
    strip: &Strip,
    (new_rows, old_rows): (&[u64], &[u64]),
    down: bool,
    distance: usize,
    moves: &mut Vec<Move>,
) {
    let rows = new_rows.len();
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
            new_rows[y] == old_rows[place]
                && new[at(y)..][..strip.width] == sent[at(place)..][..strip.width]
        })
    };
    let differs = |y: &usize| new_rows[*y] != old_rows[*y];
    let mut y = 0;
    while y < rows && moves.len() < MAX_MOVES {
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

/// One hash of several rows.
fn group(rows: &[u64]) -> u64 {
    rows.iter().fold(0, |sum: u64, row| {
        (sum.rotate_left(23) ^ row).wrapping_mul(FACTOR)
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
