//! Finds a rectangle that moved in any direction, a window that is dragged, so that it can be copied by the viewer.
//!
//! Short runs of pixels that their own content picks out are looked up in the old picture, and each that stands there
//! once votes for a distance. The rectangle round the voters is grown as far as every pixel agrees. Hashes only guide:
//! every pixel is compared before it is said to be equal.

use crate::kernels::{AHEAD, BLOCK, PICK_BITS, RUN, hash, pick_runs};
use crate::places::{Places, Seen};
use crate::screen::Rect;
use crate::scroll::Move;

/// Of the new picture only every fourth row is looked at.
const ROWS: usize = 4;
/// Runs that must agree on a distance.
const MIN_VOTES: usize = 6;
/// Fewer pixels are not worth a copy.
const MIN_PIXELS: usize = 64 * 64;
/// One in so many voters each way stands outside by chance: tried until most voters are inside what is found.
const STRAY: [usize; 4] = [16, 6, usize::MAX, 3];
/// Of a picture: a guest that knows the hash may draw nothing but runs that are picked.
const MAX_RUNS: usize = 1 << 18;
/// Of these so many are looked for in the old picture.
const MAX_WANTED: usize = 1 << 15;
/// So few that stood elsewhere are chance.
const FEW: usize = MIN_VOTES / 2;

type Distance = (isize, isize);

/// Where a run stands in the new picture, and its hash.
#[derive(Clone, Copy)]
struct Picked {
    x: usize,
    y: usize,
    hash: u64,
}

#[derive(Default)]
pub struct Shift {
    picked: Vec<Picked>,
    places: Places,
    votes: Vec<(Distance, usize)>,
    columns: Vec<usize>,
    rows: Vec<usize>,
}

impl Shift {
    /// Picks runs of the new picture inside `area`, to begin with; those that changed. Whether it is full of runs, as
    /// photographs are: when they only replace each other, a `look` at what was there tells.
    pub fn pick(&mut self, new: &[u32], sent: &[u32], stride: usize, area: Rect) -> bool {
        let picked = &mut self.picked;
        picked.clear();
        let (mut all, mut pixels) = (0, 0);
        for y in (area.y..area.bottom()).step_by(ROWS) {
            let (row, before) = (part(new, stride, y, area), part(sent, stride, y, area));
            each_run(row, |x, hash| {
                all += 1;
                if row[x..x + RUN] != before[x..x + RUN] {
                    let x = area.x + x;
                    picked.push(Picked { x, y, hash });
                }
            });
            pixels += area.width;
            if picked.len() >= MAX_WANTED {
                break;
            }
        }
        picked.len() >= MIN_VOTES && all << (PICK_BITS + 1) >= pixels
    }

    /// Looks for what was picked in the old picture, inside the same area. Whether any of it stood at another place.
    pub fn look(&mut self, sent: &[u32], stride: usize, area: Rect) -> bool {
        let Self {
            picked,
            places,
            votes,
            ..
        } = self;
        places.clear(picked.len());
        for run in &*picked {
            places.want(run.hash);
        }
        let mut seen = 0;
        for y in area.y..area.bottom() {
            each_run(part(sent, stride, y, area), |x, hash| {
                places.see(hash, (y * stride + area.x + x) as u32);
                seen += 1;
            });
            if seen >= MAX_RUNS {
                break;
            }
        }
        votes.clear();
        let mut ambiguous = 0;
        for (n, run) in picked.iter().enumerate() {
            match places.seen(run.hash) {
                Seen::Nowhere => {}
                Seen::Often => ambiguous += 1,
                Seen::At(place) => {
                    let (x, y) = (place as usize % stride, place as usize / stride);
                    let distance = (run.x as isize - x as isize, run.y as isize - y as isize);
                    if distance != (0, 0) {
                        votes.push((distance, n));
                    }
                }
            }
        }
        votes.len() + ambiguous >= FEW
    }

    /// A copy inside `sent` that brings it nearer to `new`, if one stands out of what was picked and looked for.
    pub fn find(&mut self, new: &[u32], sent: &[u32], stride: usize) -> Option<Move> {
        let Self {
            picked,
            votes,
            columns,
            rows,
            ..
        } = self;
        votes.sort_unstable();
        let same = |(a, _): &(Distance, usize), (b, _): &(Distance, usize)| a == b;
        let most = votes.chunk_by(same).max_by_key(|voters| voters.len())?;
        if most.len() < MIN_VOTES {
            return None;
        }
        let distance = most[0].0;
        columns.clear();
        columns.extend(most.iter().map(|&(_, n)| picked[n].x));
        columns.sort_unstable();
        rows.clear();
        rows.extend(most.iter().map(|&(_, n)| picked[n].y));
        rows.sort_unstable();
        let mut best = None;
        for share in STRAY {
            let stray = most.len() / share;
            let middle = stray..most.len() - stray;
            let found = grown(
                new,
                sent,
                stride,
                distance,
                &columns[middle.clone()],
                &rows[middle],
            );
            if found.map(size) > best.map(size) {
                best = found;
            }
            let holds = |&&(_, n): &&(Distance, usize)| {
                best.is_some_and(|run| holds(&run, picked[n].x, picked[n].y))
            };
            if most.iter().filter(holds).count() * 4 >= most.len() * 3 {
                break;
            }
        }
        best.filter(|run| size(*run) >= MIN_PIXELS)
    }
}

fn size(run: Move) -> usize {
    run.width * run.height
}

fn holds(run: &Move, x: usize, y: usize) -> bool {
    (run.x..run.x + run.width).contains(&x) && (run.y..run.y + run.height).contains(&y)
}

fn part(pixels: &[u32], stride: usize, y: usize, area: Rect) -> &[u32] {
    &pixels[y * stride..][area.x..area.right()]
}

/// Calls with the place of each picked run of a row, and its hash. Runs inside of one colour are none.
fn each_run(row: &[u32], mut found: impl FnMut(usize, u64)) {
    // One more pixel tells what goes on in one colour.
    let runs = row.len().saturating_sub(RUN);
    let mut pixels = [0; AHEAD];
    let mut picks = [0; BLOCK];
    for start in (0..runs).step_by(BLOCK) {
        match row[start..].first_chunk() {
            Some(all) => pick_runs(all, &mut picks),
            None => {
                pixels[..row.len() - start].copy_from_slice(&row[start..]);
                pick_runs(&pixels, &mut picks);
            }
        }
        let (words, _) = picks.as_chunks::<8>();
        for (n, word) in words.iter().enumerate() {
            let mut bits = u64::from_le_bytes(*word);
            while bits != 0 {
                let at = start + n * 8 + bits.trailing_zeros() as usize / 8;
                bits &= bits - 1;
                if at < runs {
                    found(at, hash(&row[at..at + RUN]));
                }
            }
        }
    }
}

/// A rectangle round the voters, as large as the new picture is the old one moved. Their places are sorted; there are some.
fn grown(
    new: &[u32],
    sent: &[u32],
    stride: usize,
    (dx, dy): Distance,
    columns: &[usize],
    rows: &[usize],
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
    let mut left = *columns.first()?;
    let mut right = (columns.last()? + RUN).min(most_x);
    let (top, bottom) = longest_run(*rows.first()?..rows.last()? + 1, |y| {
        agrees(left, y, right - left)
    })?;
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
    Some(Move {
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
