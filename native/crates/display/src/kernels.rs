//! The loops over all pixels of a frame, written so that the compiler makes vectors of them, each twice: for any
//! processor, and for those with AVX2 and what came with it.
//!
//! Knows nothing of what the numbers are for.

use crate::TILE;

/// Pixels of a run.
pub const RUN: usize = 16;
/// Runs that are looked at together.
pub const BLOCK: usize = 256;
/// Their pixels, and room to look ahead.
pub const AHEAD: usize = BLOCK + 2 * RUN;
/// One run in two to the power of this is picked.
pub const PICK_BITS: u32 = 6;

/// Makes `$name` of `$plain`: the same, by AVX2 where the processor has it.
macro_rules! twice {
    ($(#[$about:meta])* $name:ident = $plain:ident($($argument:ident: $type:ty),*) $(-> $result:ty)?) => {
        $(#[$about])*
        pub fn $name($($argument: $type),*) $(-> $result)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt")]
                fn with_avx2($($argument: $type),*) $(-> $result)? {
                    $plain($($argument),*)
                }
                if is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("bmi1")
                    && is_x86_feature_detected!("bmi2")
                    && is_x86_feature_detected!("lzcnt")
                {
                    // SAFETY: the processor has what the function was compiled for.
                    return unsafe { with_avx2($($argument),*) };
                }
            }
            $plain($($argument),*)
        }
    };
}

twice! {
    /// Hashes of the pieces of a row, each a place and a width (at most a tile's), and where its hash goes.
    hash_pieces = hash_pieces_plain(row: &[u32], pieces: &[(usize, usize, usize)], hashes: &mut [u64])
}

#[inline(always)]
fn hash_pieces_plain(row: &[u32], pieces: &[(usize, usize, usize)], hashes: &mut [u64]) {
    for &(x, width, to) in pieces {
        let piece = &row[x..][..width];
        hashes[to] = match piece.first_chunk::<TILE>() {
            Some(whole) => hash(whole),
            None => hash(piece),
        };
    }
}

/// Of at most a tile's width: pairs of a pixel of each half, both with a key added, multiplied and summed up (as UMAC's NH
/// does, RFC 4418).
#[inline(always)]
pub fn hash(row: &[u32]) -> u64 {
    let (left, right) = row.split_at(row.len() / 2);
    let (left_keys, right_keys) = KEYS.split_at(TILE / 2);
    let mut sum = 0u64;
    for (n, (a, b)) in left.iter().zip(right).enumerate() {
        let (a, b) = (a.wrapping_add(left_keys[n]), b.wrapping_add(right_keys[n]));
        sum = sum.wrapping_add(u64::from(a) * u64::from(b));
    }
    match right.get(left.len()) {
        Some(&odd) => (sum ^ u64::from(odd)).wrapping_mul(FACTOR),
        None => sum,
    }
}

pub const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

static KEYS: [u32; TILE] = {
    let mut keys = [0; TILE];
    let mut state = FACTOR;
    let mut at = 0;
    while at < TILE {
        state = state.wrapping_mul(FACTOR) ^ (state >> 29);
        keys[at] = (state >> 32) as u32;
        at += 1;
    }
    keys
};

twice! {
    /// Marks by 1 each run that its own pixels pick out, wherever it stands; none that goes on in one colour.
    pick_runs = pick_runs_plain(pixels: &[u32; AHEAD], picks: &mut [u8; BLOCK])
}

/// Hashes of 16 bits are enough to pick, and twice as many go in a vector: of runs of two pixels, then four, eight, sixteen.
#[inline(always)]
fn pick_runs_plain(pixels: &[u32; AHEAD], picks: &mut [u8; BLOCK]) {
    let mut ones = [0u16; AHEAD];
    for (to, pixel) in ones.iter_mut().zip(pixels) {
        *to = (pixel.wrapping_mul(0x9e37_79b1) >> 16) as u16;
    }
    let twos = join::<1>(&ones, 3);
    let fours = join::<2>(&twos, 6);
    let eights = join::<4>(&fours, 12);
    let hashes = join::<8>(&eights, 8);
    for (n, to) in picks.iter_mut().enumerate() {
        let picked = hashes[n].wrapping_mul(0x79b1) >> (16 - PICK_BITS) == 0;
        *to = u8::from(picked & (hashes[n] != hashes[n + 1]));
    }
}

#[inline(always)]
fn join<const APART: usize>(half: &[u16; AHEAD], turn: u32) -> [u16; AHEAD] {
    let mut whole = [0; AHEAD];
    for (to, (left, right)) in whole.iter_mut().zip(half.iter().zip(&half[APART..])) {
        *to = left.wrapping_add(right.rotate_left(turn));
    }
    whole
}

twice! {
    /// In how many pairs of neighbours in a row the two differ; the first of `rows` rows of `width` pixels begins at `at`.
    unequal_neighbours = unequal_neighbours_plain(pixels: &[u32], stride: usize, at: usize, width: usize, rows: usize) -> u32
}

#[inline(always)]
fn unequal_neighbours_plain(
    pixels: &[u32],
    stride: usize,
    at: usize,
    width: usize,
    rows: usize,
) -> u32 {
    let mut unequal = 0;
    for row in 0..rows {
        let row = &pixels[at + row * stride..][..width];
        let right = row.get(1..).unwrap_or_default();
        for (left, right) in row.iter().zip(right) {
            unequal += u32::from(left != right);
        }
    }
    unequal
}

twice! {
    /// In how many pairs of neighbours, in a row and in a column, red, green or blue differ by more than `most`.
    steep_neighbours = steep_neighbours_plain(pixels: &[u32], stride: usize, at: usize, width: usize, rows: usize, most: u32) -> u32
}

#[inline(always)]
fn steep_neighbours_plain(
    pixels: &[u32],
    stride: usize,
    at: usize,
    width: usize,
    rows: usize,
    most: u32,
) -> u32 {
    let far = |left: u32, right: u32, shift: u32| {
        (left >> shift & 0xff).abs_diff(right >> shift & 0xff) > most
    };
    let mut steep = 0;
    for n in 0..rows {
        let row = &pixels[at + n * stride..][..width];
        if n > 0 {
            let above = &pixels[at + (n - 1) * stride..][..width];
            for (&pixel, &above) in row.iter().zip(above) {
                steep +=
                    u32::from(far(pixel, above, 0) | far(pixel, above, 8) | far(pixel, above, 16));
            }
        }
        let right = row.get(1..).unwrap_or_default();
        for (&left, &right) in row.iter().zip(right) {
            steep += u32::from(far(left, right, 0) | far(left, right, 8) | far(left, right, 16));
        }
    }
    steep
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels without a pattern.
    fn noise(count: usize) -> Vec<u32> {
        let next = |state: &u64| Some(state.wrapping_mul(FACTOR).rotate_left(29) ^ 1);
        let states = std::iter::successors(Some(FACTOR), next);
        states.map(|state| state as u32 >> 8).take(count).collect()
    }

    #[test]
    fn avx2_finds_what_any_processor_finds() {
        let pixels = noise(TILE * 20);
        let pieces = [(3, TILE, 0), (TILE, 17, 2), (9, 1, 1)];
        let (mut vectors, mut plain) = ([0; 3], [0; 3]);
        hash_pieces(&pixels, &pieces, &mut vectors);
        hash_pieces_plain(&pixels, &pieces, &mut plain);
        assert_eq!(vectors, plain);
        let mut picks = [[9; BLOCK]; 2];
        let block = pixels.first_chunk().unwrap_or(&[0; AHEAD]);
        pick_runs(block, &mut picks[0]);
        pick_runs_plain(block, &mut picks[1]);
        assert_eq!(picks[0], picks[1]);
        assert_eq!(
            unequal_neighbours(&pixels, TILE, 5, 31, 19),
            unequal_neighbours_plain(&pixels, TILE, 5, 31, 19)
        );
        let steep = steep_neighbours(&pixels, TILE, 5, 31, 19, 24);
        assert_eq!(steep, steep_neighbours_plain(&pixels, TILE, 5, 31, 19, 24));
        assert!(steep > 0);
        assert_eq!(steep_neighbours(&[0, 24, 49, 0x3100, 0], 5, 0, 5, 1, 24), 3);
        assert_eq!(steep_neighbours(&[0, 0, 0, 200, 0, 0], 3, 0, 3, 2, 24), 2);
    }

    #[test]
    fn one_run_in_64_is_picked_and_none_of_one_colour() {
        let mut picked = 0;
        for pixels in noise(AHEAD * 200).as_chunks().0 {
            let mut picks = [0; BLOCK];
            pick_runs(pixels, &mut picks);
            picked += picks.iter().map(|&pick| usize::from(pick)).sum::<usize>();
        }
        assert!((600..1000).contains(&picked), "{picked} of {}", BLOCK * 200);
        for colour in 0..1000 {
            let mut picks = [9; BLOCK];
            pick_runs(&[colour * 0x01_02_03; AHEAD], &mut picks);
            assert_eq!(picks, [0; BLOCK]);
        }
    }

    #[test]
    fn neighbours_are_those_in_a_row() {
        let pixels = [1, 1, 2, 9, 2, 2, 2, 9, 3, 4, 5, 9];
        assert_eq!(unequal_neighbours(&pixels, 4, 0, 3, 3), 3);
        assert_eq!(unequal_neighbours(&pixels, 4, 0, 1, 3), 0);
    }
}
