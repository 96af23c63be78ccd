//! The colours of a few pixels: how many, and which. Reused, without allocation.

/// As many as one operation can add to the table of both ends.
pub const MAX_COLOURS: usize = 255;
const SLOTS: usize = 1024;

/// A table of colours by hashing with open addressing; a generation number empties it at once.
pub struct Colours {
    generation: u32,
    generations: [u32; SLOTS],
    colours: [u32; SLOTS],
    list: Vec<u32>,
}

impl Colours {
    pub fn new() -> Self {
        Self {
            generation: 0,
            generations: [0; SLOTS],
            colours: [0; SLOTS],
            list: Vec::with_capacity(MAX_COLOURS + 1),
        }
    }

    /// Counts the colours of some rows; false as soon as there are more than `most` (at most 256). Sorted, so that
    /// the same colours give the same palette wherever they are.
    pub fn collect<'a>(&mut self, rows: impl Iterator<Item = &'a [u32]>, most: usize) -> bool {
        self.clear();
        let mut previous = u32::MAX;
        for row in rows {
            for &colour in row {
                if colour == previous {
                    continue;
                }
                previous = colour;
                let slot = self.slot(colour);
                if self.generations[slot] != self.generation {
                    if self.list.len() == most {
                        return false;
                    }
                    self.generations[slot] = self.generation;
                    self.colours[slot] = colour;
                    self.list.push(colour);
                }
            }
        }
        self.list.sort_unstable();
        true
    }

    pub fn list(&self) -> &[u32] {
        &self.list
    }

    fn clear(&mut self) {
        self.list.clear();
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            self.generations.fill(0);
            self.generation = 1;
        }
    }

    /// Where the colour is, or would be.
    fn slot(&self, colour: u32) -> usize {
        let mut slot = (colour.wrapping_mul(0x9e37_79b1) >> 22) as usize;
        while self.generations[slot] == self.generation && self.colours[slot] != colour {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}
