//! Where hashes stand in a picture: first what is looked for, then what is seen, each in a few steps whatever the hashes
//! are. A guest that knows the hash can make entries get lost, nothing else.

use crate::kernels::FACTOR;

/// Not seen yet, seen more than once, a slot that is free.
const NOWHERE: u32 = u32::MAX;
const MANY: u32 = u32::MAX - 1;
const FREE: u32 = u32::MAX - 2;
/// A hash for which so many slots on are taken is not kept.
const MOST_PROBES: usize = 8;
/// Bits of a hash that `wanted` knows.
const KNOWN_BITS: u32 = 16;

#[derive(Clone, Copy)]
struct Slot {
    hash: u64,
    place: u32,
}

/// Where a hash was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Nowhere,
    At(u32),
    Often,
}

/// A table with open addressing. Places are below 2^32 - 3.
#[derive(Default)]
pub struct Places {
    slots: Vec<Slot>,
    shift: u32,
    /// A bit for each way in which a hash may begin: most of what is seen is not looked for, and this is at hand.
    wanted: Vec<u64>,
}

impl Places {
    /// Forgets all; there will be up to `count` hashes to look for.
    pub fn clear(&mut self, count: usize) {
        let size = (count * 2).next_power_of_two().max(64);
        self.slots.clear();
        self.slots.resize(
            size,
            Slot {
                hash: 0,
                place: FREE,
            },
        );
        self.shift = 64 - size.trailing_zeros();
        self.wanted.clear();
        self.wanted.resize(1 << (KNOWN_BITS - 6), 0);
    }

    /// Looks out for a hash.
    pub fn want(&mut self, hash: u64) {
        let (word, bit) = known(hash);
        self.wanted[word] |= bit;
        for at in self.probes(hash) {
            let slot = &mut self.slots[at];
            if slot.place == FREE {
                *slot = Slot {
                    hash,
                    place: NOWHERE,
                };
                return;
            }
            if slot.hash == hash {
                return;
            }
        }
    }

    /// A hash stands here.
    pub fn see(&mut self, hash: u64, place: u32) {
        let (word, bit) = known(hash);
        if self.wanted[word] & bit == 0 {
            return;
        }
        if let Some(at) = self.find(hash) {
            let seen = &mut self.slots[at].place;
            *seen = if *seen == NOWHERE { place } else { MANY };
        }
    }

    pub fn seen(&self, hash: u64) -> Seen {
        match self.find(hash).map(|at| self.slots[at].place) {
            None | Some(NOWHERE) => Seen::Nowhere,
            Some(MANY) => Seen::Often,
            Some(place) => Seen::At(place),
        }
    }

    fn find(&self, hash: u64) -> Option<usize> {
        for at in self.probes(hash) {
            if self.slots[at].place == FREE {
                return None;
            }
            if self.slots[at].hash == hash {
                return Some(at);
            }
        }
        None
    }

    fn probes(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let first = (hash.wrapping_mul(FACTOR) >> self.shift) as usize;
        let mask = self.slots.len() - 1;
        (0..MOST_PROBES).map(move |n| (first + n) & mask)
    }
}

fn known(hash: u64) -> (usize, u64) {
    let bits = hash.wrapping_mul(FACTOR) >> (64 - KNOWN_BITS);
    ((bits >> 6) as usize, 1 << (bits & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_that_was_wanted_is_found_where_it_was_seen_once() {
        let mut places = Places::default();
        places.clear(3);
        for hash in [0, 7, 9] {
            places.want(hash);
        }
        for (hash, place) in [(7, 70), (0, 1), (9, 90), (9, 91), (8, 80)] {
            places.see(hash, place);
        }
        assert_eq!(
            [0, 7, 8, 9].map(|hash| places.seen(hash)),
            [Seen::At(1), Seen::At(70), Seen::Nowhere, Seen::Often]
        );
    }

    #[test]
    fn hashes_that_all_want_the_same_slot_get_lost_and_cost_no_more() {
        let mut places = Places::default();
        places.clear(1000);
        let same = |n: u64| {
            // The inverse of the multiplier: these all begin at slot 0.
            let inverse = (0..6).fold(1u64, |x, _| {
                x.wrapping_mul(2u64.wrapping_sub(x.wrapping_mul(FACTOR)))
            });
            inverse.wrapping_mul(n)
        };
        for n in 1..1000 {
            places.want(same(n));
            places.see(same(n), n as u32);
        }
        let found = (1..1000).filter(|&n| places.seen(same(n)) != Seen::Nowhere);
        assert_eq!(found.count(), MOST_PROBES);
    }
}
