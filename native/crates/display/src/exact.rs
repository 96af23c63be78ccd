//! Pixels of what looks like a photograph, without loss: the difference of each value from what its neighbours let
//! expect, by Golomb codes that learn, for each context, how large and how biased differences are. After LOCO-I
//! (Weinberger, Seroussi, Sapiro; ITU-T T.87, annex A), without its runs. docs/decisions/display.md has the format.

use crate::lossless::{View, decorrelate, foresee};

/// Of each of the three values of a pixel: 9 by 9 by 9 gradients, those that are each other's mirror as one.
const CONTEXTS: usize = 365;
/// Differences that a context counts before it forgets half.
const RESET: i32 = 64;
/// So many zeros and a one mean that the whole difference follows.
const MOST_ZEROS: u32 = 23;

/// What was learnt of one context.
#[derive(Clone, Copy)]
pub struct Context {
    count: i32,
    /// Sum of the differences' sizes.
    sizes: i32,
    /// Sum of the differences, as far as `correction` does not take it up.
    bias: i32,
    correction: i32,
}

impl Context {
    const NEW: Self = Self {
        count: 1,
        sizes: 4,
        bias: 0,
        correction: 0,
    };

    /// How many bits of a difference are written as they are.
    pub fn bits(&self) -> u32 {
        let mut bits = 0;
        while self.count << bits < self.sizes {
            bits += 1;
        }
        bits
    }

    /// What is expected, corrected; `sign` is that of the gradients.
    pub fn corrected(&self, expected: u8, sign: i32) -> i32 {
        (i32::from(expected) + sign * self.correction).clamp(0, 255)
    }

    pub fn learn(&mut self, difference: i32) {
        self.sizes += difference.abs();
        self.bias += difference;
        if self.count == RESET {
            self.sizes >>= 1;
            self.bias >>= 1;
            self.count >>= 1;
        }
        self.count += 1;
        if self.bias <= -self.count {
            self.bias = (self.bias + self.count).max(1 - self.count);
            self.correction = (self.correction - 1).max(-128);
        } else if self.bias > 0 {
            self.bias = (self.bias - self.count).min(0);
            self.correction = (self.correction + 1).min(127);
        }
    }
}

/// Which context, and the sign by which it was mirrored.
pub fn context_of(left: u8, up: u8, up_left: u8, up_right: u8) -> (usize, i32) {
    let step = |from: u8, to: u8| STEPS[(i32::from(to) - i32::from(from) + 255) as usize];
    let number = 81 * step(up, up_right) + 9 * step(up_left, up) + step(left, up_left);
    (
        number.unsigned_abs() as usize,
        if number < 0 { -1 } else { 1 },
    )
}

/// Gradients from -255 on, in nine steps.
static STEPS: [i32; 511] = {
    let mut steps = [0; 511];
    let mut at = 0;
    while at < 511 {
        let gradient = at as i32 - 255;
        let size = gradient.abs();
        let step = if size == 0 {
            0
        } else if size < 3 {
            1
        } else if size < 7 {
            2
        } else if size < 21 {
            3
        } else {
            4
        };
        steps[at] = if gradient < 0 { -step } else { step };
        at += 1;
    }
    steps
};

/// What both ends of a channel have learnt.
pub struct Contexts(Box<[[Context; CONTEXTS]; 3]>);

impl Contexts {
    pub fn new() -> Self {
        Self(Box::new([[Context::NEW; CONTEXTS]; 3]))
    }

    pub fn clear(&mut self) {
        *self.0 = [[Context::NEW; CONTEXTS]; 3];
    }

    #[cfg(test)]
    pub fn of(&mut self, channel: usize, number: usize) -> &mut Context {
        &mut self.0[channel][number]
    }

    /// Appends the pixels of a view. Beyond its edges are: above the first row its pixels' left neighbours, left of a row
    /// the first pixel above it, right of one the last; before all, 128.
    pub fn write(&mut self, view: View, out: &mut Vec<u8>) {
        let mut bits = Bits::new(out);
        let mut above: Vec<[u8; 3]> = Vec::new();
        let mut here: Vec<[u8; 3]> = Vec::with_capacity(view.width);
        for row in view.rows() {
            here.clear();
            here.extend(row.iter().map(|&pixel| decorrelate(pixel)));
            let first = above.first().copied().unwrap_or([128; 3]);
            let (mut left, mut up_left) = (first, first);
            for (x, values) in here.iter().enumerate() {
                let up = above.get(x).copied().unwrap_or(left);
                let up_right = above.get(x + 1).copied().unwrap_or(up);
                if above.is_empty() {
                    up_left = left;
                }
                for channel in 0..3 {
                    self.write_value(
                        &mut bits,
                        channel,
                        values[channel],
                        [
                            left[channel],
                            up[channel],
                            up_left[channel],
                            up_right[channel],
                        ],
                    );
                }
                left = *values;
                up_left = up;
            }
            std::mem::swap(&mut above, &mut here);
        }
        bits.end();
    }

    fn write_value(
        &mut self,
        bits: &mut Bits,
        channel: usize,
        value: u8,
        [left, up, up_left, up_right]: [u8; 4],
    ) {
        let (number, sign) = context_of(left, up, up_left, up_right);
        let context = &mut self.0[channel][number];
        let expected = context.corrected(foresee(left, up, up_left), sign);
        // Modulo 256, so that it is -128 to 127.
        let difference = i32::from((sign * (i32::from(value) - expected)) as i8);
        let folded = (if difference < 0 {
            -2 * difference - 1
        } else {
            2 * difference
        }) as u32;
        let plain = context.bits();
        let zeros = folded >> plain;
        if zeros < MOST_ZEROS {
            bits.push(1, zeros + 1);
            bits.push(folded & ((1 << plain) - 1), plain);
        } else {
            bits.push(1, MOST_ZEROS + 1);
            bits.push(folded, 8);
        }
        context.learn(difference);
    }
}

/// Bits as bytes, the first in the highest.
struct Bits<'a> {
    out: &'a mut Vec<u8>,
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    fn new(out: &'a mut Vec<u8>) -> Self {
        Self {
            out,
            held: 0,
            count: 0,
        }
    }

    /// The lowest `count` bits of `value`; at most 32.
    fn push(&mut self, value: u32, count: u32) {
        self.held = self.held << count | u64::from(value);
        self.count += count;
        if self.count >= 32 {
            self.count -= 32;
            let word = (self.held >> self.count) as u32;
            self.out.extend_from_slice(&word.to_be_bytes());
        }
    }

    /// Fills the last byte with zeros.
    fn end(mut self) {
        let rest = self.count.next_multiple_of(8) - self.count;
        self.push(0, rest);
        while self.count >= 8 {
            self.count -= 8;
            self.out.push((self.held >> self.count) as u8);
        }
    }
}
