use crate::lossless::View;
use crate::photo::is_even;

#[test]
fn a_gradient_is_even_and_none_with_a_rule_or_a_piece_of_a_letter_on_it() {
    let gradient = |x: usize, y: usize| ((x / 3 + y) as u32) << 16 | (y as u32) << 8 | 0x40;
    let even = |paint: &dyn Fn(usize, usize) -> u32| {
        let pixels: Vec<u32> = (0..64 * 64).map(|n| paint(n % 64, n / 64)).collect();
        is_even(View {
            pixels: &pixels,
            stride: 64,
            x: 0,
            y: 0,
            width: 64,
            height: 64,
        })
    };
    assert!(even(&gradient));
    let ruled = |x, y| if y == 9 { 0x10_10_10 } else { gradient(x, y) };
    assert!(!even(&ruled));
    // The top of a letter that the edge of the tile cuts.
    let cut = |x: usize, y: usize| {
        if y > 60 && (20..26).contains(&x) {
            0x10_10_10
        } else {
            gradient(x, y)
        }
    };
    assert!(!even(&cut));
}
