//! The table of colours that both ends of a channel keep: a colour is said once, and is an index from then on. The same
//! letter is the same bytes wherever it stands, which the deflate stream finds again.

use crate::lossless::{View, write_colours};

/// As many as an index byte can name.
const TABLE: usize = 256;

const SLOTS: usize = 1024;
const EMPTY: u16 = u16::MAX;

/// Up to 256 colours in the order in which they came. Where more would come, it is emptied first.
pub struct Palette {
    list: Vec<u32>,
    /// Indexes into `list`, by the colour's hash, with open addressing.
    slots: [u16; SLOTS],
    fresh: Vec<u32>,
}

impl Palette {
    pub fn new() -> Self {
        Self {
            list: Vec::with_capacity(TABLE),
            slots: [EMPTY; SLOTS],
            fresh: Vec::with_capacity(TABLE),
        }
    }

    pub fn clear(&mut self) {
        self.list.clear();
        self.slots.fill(EMPTY);
    }

    /// How many of these colours, at most 255, it would have to be told of.
    pub fn unknown(&self, colours: &[u32]) -> usize {
        let new = colours
            .iter()
            .filter(|&&colour| self.index(colour).is_none())
            .count();
        if self.list.len() + new > TABLE {
            colours.len()
        } else {
            new
        }
    }

    /// Appends how many colours are new, those, and the index of each pixel. `colours`: all of the view's, at most 255.
    pub fn write(&mut self, view: View, colours: &[u32], out: &mut Vec<u8>) {
        let mut fresh = std::mem::take(&mut self.fresh);
        self.find_unknown(colours, &mut fresh);
        if self.list.len() + fresh.len() > TABLE {
            self.clear();
            self.find_unknown(colours, &mut fresh);
        }
        for &colour in &fresh {
            let slot = self.slot(colour);
            self.slots[slot] = self.list.len() as u16;
            self.list.push(colour);
        }
        out.push(fresh.len() as u8);
        write_colours(&fresh, out);
        self.fresh = fresh;
        for row in view.rows() {
            let mut previous = (u32::MAX, 0);
            out.extend(row.iter().map(|&colour| {
                if colour != previous.0 {
                    previous = (colour, self.index(colour).unwrap_or(0));
                }
                previous.1
            }));
        }
    }

    fn find_unknown(&self, colours: &[u32], fresh: &mut Vec<u32>) {
        fresh.clear();
        fresh.extend(
            colours
                .iter()
                .filter(|&&colour| self.index(colour).is_none()),
        );
    }

    fn index(&self, colour: u32) -> Option<u8> {
        match self.slots[self.slot(colour)] {
            EMPTY => None,
            index => Some(index as u8),
        }
    }

    /// Where the colour is, or would be.
    fn slot(&self, colour: u32) -> usize {
        let mut slot = (colour.wrapping_mul(0x9e37_79b1) >> 22) as usize;
        while self.slots[slot] != EMPTY && self.list[self.slots[slot] as usize] != colour {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}
