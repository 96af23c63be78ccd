//! What moved is found, whatever it shows and wherever it goes; and every copy is right.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use crate::TILE;
use crate::encoder_tests::{photo, text};
use crate::movement::Movement;
use crate::screen::Rect;
use crate::scroll::{Move, apply};

const WIDTH: usize = 520;
const HEIGHT: usize = 400;

/// Letters that do not repeat themselves everywhere, a photograph, or lines of both.
fn content(kind: usize, x: usize, y: usize) -> u32 {
    match kind {
        0 => text(x, y) ^ if (x * y) % 97 == 3 { 0x80_80_80 } else { 0 },
        1 => photo(x, y),
        _ if x % 160 < 60 => photo(x, y * 3),
        _ => content(0, x, y),
    }
}

fn picture(colour: impl Fn(usize, usize) -> u32) -> Vec<u32> {
    let places = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
    places.map(|(x, y)| colour(x, y) & 0xff_ffff).collect()
}

fn inside(rect: Rect, x: usize, y: usize) -> bool {
    (rect.x..rect.right()).contains(&x) && (rect.y..rect.bottom()).contains(&y)
}

/// A window at a place, on a background.
fn desktop(kind: usize, background: usize, window: Rect) -> Vec<u32> {
    picture(|x, y| {
        if inside(window, x, y) {
            content(kind, x - window.x + 700, y - window.y + 300)
        } else if background == 2 {
            0x30_60_90
        } else {
            content(1, x + background * 999, y + 5000)
        }
    })
}

/// Does the copies; each makes what it copies to the new picture.
fn check(new: &[u32], sent: &[u32], moves: &[Move]) -> Vec<u32> {
    let mut shown = sent.to_vec();
    for run in moves {
        apply(&mut shown, WIDTH, run);
        for y in run.y..run.y + run.height {
            let row = y * WIDTH + run.x..y * WIDTH + run.x + run.width;
            assert!(shown[row.clone()] == new[row], "{run:?}");
        }
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_window_that_is_dragged_is_one_copy(
        // Letters alone repeat so much that few runs of a small window stand out: they may not be found.
        kind in 1usize..3,
        background in 0usize..3,
        (width, height) in (220usize..280, 180usize..220),
        (x, y) in (60usize..180, 60usize..120),
        (dx, dy) in (-60isize..=60, -60isize..=60),
    ) {
        // What only goes up or down is for the rows to find.
        prop_assume!(dx != 0);
        let window = Rect { x, y, width, height };
        let moved = Rect { x: x.strict_add_signed(dx), y: y.strict_add_signed(dy), ..window };
        let (sent, new) = (desktop(kind, background, window), desktop(kind, background, moved));
        let mut movement = Movement::default();
        let moves = movement.of_pictures(&new, &sent, WIDTH);
        prop_assert_eq!(moves.len(), 1);
        let run = moves[0];
        prop_assert_eq!((run.x, run.y), (run.from_x.strict_add_signed(dx), run.from_y.strict_add_signed(dy)));
        prop_assert!(run.x <= moved.x && run.x + run.width >= moved.right(), "{:?}", run);
        prop_assert!(run.y <= moved.y && run.y + run.height >= moved.bottom(), "{:?}", run);
        check(&new, &sent, moves);
    }

    #[test]
    fn what_is_scrolled_is_copied_all(
        kind in 0usize..3,
        (first, tiles) in (0usize..4, 2usize..5),
        (y, height) in (0usize..100, 140usize..300),
        by in 1usize..70,
        down in any::<bool>(),
    ) {
        let (x, width) = (first * TILE, tiles * TILE);
        let area = Rect { x, y, width, height };
        let page = |line: usize| picture(move |x, y| {
            if inside(area, x, y) { content(kind, x, y + line) } else { content(2, x + 77, y + 5000) }
        });
        let (from, to) = if down { (1000 + by, 1000) } else { (1000, 1000 + by) };
        let (sent, new) = (page(from), page(to));
        let mut movement = Movement::default();
        let shown = check(&new, &sent, movement.of_pictures(&new, &sent, WIDTH));
        let came = if down { y + by..y + height } else { y..y + height - by };
        for row in came {
            let range = row * WIDTH + x..row * WIDTH + x + width;
            prop_assert!(shown[range.clone()] == new[range], "row {}", row);
        }
    }

    #[test]
    fn of_pictures_with_nothing_in_common_nothing_is_copied(seed in 1usize..5000) {
        let sent = picture(|x, y| photo(x + seed, y));
        let new = picture(|x, y| !photo(x * 3, y * 2 + seed));
        let mut movement = Movement::default();
        prop_assert!(movement.of_pictures(&new, &sent, WIDTH).is_empty());
    }

    /// Patterns that repeat themselves, in which runs stand at many places, and chance finds much.
    #[test]
    fn every_copy_is_right_whatever_is_drawn(
        (across, down, colours) in (1usize..40, 1usize..40, 1usize..4),
        (dx, dy) in (0usize..50, 0usize..50),
        spots in prop::collection::vec((0..WIDTH * HEIGHT, any::<u32>()), 0..60),
    ) {
        let pattern = |x: usize, y: usize| {
            let cell = (x % across).wrapping_mul(2_654_435_761) ^ (y % down).wrapping_mul(40_503);
            [0, 0xff_ff_ff, 0x80_80_80, 0x12_34_56][(cell >> 5) % (colours + 1)]
        };
        let sent = picture(pattern);
        let mut new = picture(|x, y| pattern(x + dx, y + dy));
        for (at, colour) in spots {
            new[at] = colour & 0xff_ffff;
        }
        let mut movement = Movement::default();
        check(&new, &sent, movement.of_pictures(&new, &sent, WIDTH));
    }
}

#[test]
fn a_picture_in_which_every_run_is_broken_is_copied_in_a_bounded_number_of_pieces() {
    let (width, height) = (2048, 2048);
    let line = |x: usize, y: usize| text(x + y * 7, y * 3) ^ ((y * 31) as u32 & 0xff);
    let sent: Vec<u32> = (0..width * height)
        .map(|n| line(n % width, n / width))
        .collect();
    let new: Vec<u32> = (0..width * height)
        .map(|n| {
            let (x, y) = (n % width, n / width);
            let broken = (y + x / 64 * 5).is_multiple_of(18);
            if broken { 0x12_34_56 } else { line(x, y + 40) }
        })
        .collect();
    let mut movement = Movement::default();
    let moves = movement.of_pictures(&new, &sent, width).len();
    assert!((100..=1024).contains(&moves), "{moves}");
}
