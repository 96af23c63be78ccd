//! The region table: which address belongs to whom, and which accesses of TypeScript's registers wait.
//!
//! Tables are immutable; a change makes a new one. A vCPU keeps the table it saw last and asks for a new one only
//! when the version moved: a lookup costs one atomic load and a binary search.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};

/// How many regions and rules a machine takes: more is a bug of the caller.
const REGION_LIMIT: usize = 4096;
const RULE_LIMIT: usize = 256;
const LENGTH_LIMIT: u64 = 1 << 30;
/// Up to this length a region's rules are spread to one byte each.
const SPREAD_LIMIT: u64 = 256 << 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    Mmio,
    Pio,
}

/// Registers at `offset + n * stride`, n below `count`, each `size` bytes.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub offset: u32,
    pub size: u32,
    pub count: u32,
    pub stride: u32,
    pub posted_write: bool,
    pub shadow_read: bool,
}

const POSTED: u8 = 1;
const SHADOW: u8 = 2;

impl Rule {
    fn flags(&self) -> u8 {
        (if self.posted_write { POSTED } else { 0 }) | (if self.shadow_read { SHADOW } else { 0 })
    }

    fn covers(&self, offset: u32) -> bool {
        let Some(into) = offset.checked_sub(self.offset) else {
            return false;
        };
        match self.stride {
            0 => into < self.size,
            stride => into / stride < self.count && into % stride < self.size,
        }
    }
}

/// The bytes shadow reads are answered from, seen by JavaScript at the same time.
pub struct Shadow {
    bytes: NonNull<u8>,
    length: usize,
}

// SAFETY: the bytes are only reached by atomic accesses here, and by JavaScript through an ArrayBuffer.
unsafe impl Send for Shadow {}
// SAFETY: as above.
unsafe impl Sync for Shadow {}

impl Shadow {
    fn new(length: usize) -> Self {
        let words: Box<[u64]> = vec![0; length.div_ceil(8)].into_boxed_slice();
        Self {
            bytes: NonNull::from(Box::leak(words)).cast(),
            length,
        }
    }

    pub fn as_ptr(&self) -> *mut u8 {
        self.bytes.as_ptr()
    }

    pub fn len(&self) -> usize {
        self.length
    }

    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// `size` (1, 2, 4 or 8) bytes at `offset`; all ones outside. Aligned accesses are single-copy atomic.
    pub fn read(&self, offset: usize, size: usize) -> u64 {
        if offset.checked_add(size).is_none_or(|end| end > self.length) {
            return u64::MAX;
        }
        // SAFETY: inside the allocation, which is 8-byte aligned, so that an offset aligned to `size` is an aligned
        // address of an atomic of that size; nobody takes references to these bytes.
        unsafe {
            let at = self.bytes.as_ptr().add(offset);
            match size {
                _ if !offset.is_multiple_of(size) => (0..size).rev().fold(0, |value, byte| {
                    (value << 8)
                        | u64::from((*at.add(byte).cast::<AtomicU8>()).load(Ordering::Relaxed))
                }),
                1 => (*at.cast::<AtomicU8>()).load(Ordering::Acquire).into(),
                2 => (*at.cast::<AtomicU16>()).load(Ordering::Acquire).into(),
                4 => (*at.cast::<AtomicU32>()).load(Ordering::Acquire).into(),
                8 => (*at.cast::<AtomicU64>()).load(Ordering::Acquire),
                _ => u64::MAX,
            }
        }
    }
}

impl Drop for Shadow {
    fn drop(&mut self) {
        let words = std::ptr::slice_from_raw_parts_mut(
            self.bytes.as_ptr().cast::<u64>(),
            self.length.div_ceil(8),
        );
        // SAFETY: the box leaked in `new`, with the length it had.
        drop(unsafe { Box::from_raw(words) });
    }
}

/// How often each kind of access was made.
#[derive(Debug, Default)]
pub struct Counters {
    pub posted: AtomicU64,
    pub shadow: AtomicU64,
    pub synchronous: AtomicU64,
}

/// A window of registers of TypeScript.
pub struct Region {
    pub id: u32,
    pub length: u32,
    pub shadow: Arc<Shadow>,
    pub counters: Counters,
    rules: Vec<Rule>,
    /// Flags of each byte, for regions short enough.
    spread: Vec<u8>,
}

impl Region {
    pub fn new(id: u32, length: u64, rules: Vec<Rule>) -> Result<Self> {
        if length == 0 || length > LENGTH_LIMIT {
            return Err(Error::RegionInvalid(format!(
                "{length} bytes: give 1 byte to 1 GiB"
            )));
        }
        if rules.len() > RULE_LIMIT {
            return Err(Error::RegionInvalid(format!(
                "{} rules, at most {RULE_LIMIT}",
                rules.len()
            )));
        }
        for rule in &rules {
            let last = u64::from(rule.stride) * u64::from(rule.count.saturating_sub(1));
            let end = u64::from(rule.offset) + last + u64::from(rule.size);
            if rule.size == 0
                || rule.count == 0
                || end > length
                || (rule.count > 1 && rule.stride < rule.size)
            {
                return Err(Error::RegionInvalid(format!(
                    "the rule at offset {:#x} does not fit",
                    rule.offset
                )));
            }
        }
        let mut spread = Vec::new();
        if length <= SPREAD_LIMIT && !rules.is_empty() {
            spread.resize(length as usize, 0);
            for rule in &rules {
                for register in 0..rule.count {
                    let at = (rule.offset + register * rule.stride) as usize;
                    spread[at..at + rule.size as usize].fill(rule.flags());
                }
            }
        }
        // What no shadow rule covers needs no shadow, but TypeScript is promised `length` bytes.
        let shadow = Arc::new(Shadow::new(length as usize));
        Ok(Self {
            id,
            length: length as u32,
            shadow,
            counters: Counters::default(),
            rules,
            spread,
        })
    }

    /// What holds for every byte of the access.
    fn flags(&self, offset: u32, size: u32) -> u8 {
        if self.rules.is_empty() {
            return 0;
        }
        if let Some(bytes) = self.spread.get(offset as usize..(offset + size) as usize) {
            return bytes.iter().fold(POSTED | SHADOW, |all, flags| all & flags);
        }
        (offset..offset + size).fold(POSTED | SHADOW, |all, byte| {
            all & self
                .rules
                .iter()
                .rev()
                .find(|rule| rule.covers(byte))
                .map_or(0, Rule::flags)
        })
    }

    /// The write may be queued while the vCPU goes on.
    pub fn is_posted(&self, offset: u32, size: u32) -> bool {
        self.flags(offset, size) & POSTED != 0
    }

    /// The read is answered from the shadow.
    pub fn is_shadowed(&self, offset: u32, size: u32) -> bool {
        self.flags(offset, size) & SHADOW != 0
    }
}

/// Registers that the machine answers itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Native {
    Serial,
    PmTimer,
    Rtc,
    Keyboard,
}

#[derive(Clone)]
pub enum Target {
    Native(Native),
    TypeScript(Arc<Region>),
}

#[derive(Clone)]
struct Entry {
    base: u64,
    length: u64,
    target: Target,
}

/// One state of the address spaces, sorted by base.
#[derive(Clone, Default)]
pub struct Table {
    mmio: Vec<Entry>,
    pio: Vec<Entry>,
}

impl Table {
    /// Who owns `address`, and where in its window that is. A whole access fits when `offset + size` does.
    pub fn find(&self, space: Space, address: u64) -> Option<(&Target, u64, u64)> {
        let entries = self.entries(space);
        let after = entries.partition_point(|entry| entry.base <= address);
        let entry = entries.get(after.checked_sub(1)?)?;
        let offset = address - entry.base;
        (offset < entry.length).then_some((&entry.target, offset, entry.length))
    }

    fn entries(&self, space: Space) -> &Vec<Entry> {
        match space {
            Space::Mmio => &self.mmio,
            Space::Pio => &self.pio,
        }
    }

    fn insert(&mut self, space: Space, entry: Entry) -> Result<()> {
        let (base, length) = (entry.base, entry.length);
        let limit = if space == Space::Pio {
            1 << 16
        } else {
            1 << 52
        };
        let end = base.checked_add(length).filter(|&end| end <= limit);
        let end = end.ok_or_else(|| {
            Error::RegionInvalid(format!("{base:#x} is outside its address space"))
        })?;
        let entries = match space {
            Space::Mmio => &mut self.mmio,
            Space::Pio => &mut self.pio,
        };
        let after = entries.partition_point(|other| other.base < base);
        let before = after.checked_sub(1).and_then(|place| entries.get(place));
        if before.is_some_and(|other| other.base + other.length > base)
            || entries.get(after).is_some_and(|other| other.base < end)
        {
            return Err(Error::RegionOverlap { base, length });
        }
        entries.insert(after, entry);
        Ok(())
    }

    /// Takes the entry out; its space, if it was there.
    fn take(&mut self, is: impl Fn(&Target) -> bool) -> Option<(Space, Entry)> {
        for (space, entries) in [(Space::Mmio, &mut self.mmio), (Space::Pio, &mut self.pio)] {
            if let Some(place) = entries.iter().position(|entry| is(&entry.target)) {
                return Some((space, entries.remove(place)));
            }
        }
        None
    }
}

fn is_region(id: u32) -> impl Fn(&Target) -> bool {
    move |target| matches!(target, Target::TypeScript(region) if region.id == id)
}

struct State {
    table: Arc<Table>,
    next_id: u32,
}

/// The table in force and its version.
pub struct Regions {
    state: Mutex<State>,
    version: AtomicU64,
}

impl Regions {
    pub fn new() -> Self {
        Self {
            state: Mutex::new(State {
                table: Arc::default(),
                next_id: 1,
            }),
            version: AtomicU64::new(1),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, mut state: MutexGuard<'_, State>, table: Table) {
        state.table = Arc::new(table);
        self.version.fetch_add(1, Ordering::Release);
    }

    /// Gives a register window of the machine its place, taking it from where it was.
    pub fn place_native(&self, native: Native, base: u64, length: u64) -> Result<()> {
        let state = self.lock();
        let mut table = (*state.table).clone();
        table.take(|target| matches!(target, Target::Native(other) if *other == native && native == Native::PmTimer));
        table.insert(
            Space::Pio,
            Entry {
                base,
                length,
                target: Target::Native(native),
            },
        )?;
        self.publish(state, table);
        Ok(())
    }

    /// A new region of TypeScript; returns its id.
    pub fn add(&self, space: Space, base: u64, length: u64, rules: Vec<Rule>) -> Result<u32> {
        let mut state = self.lock();
        if state.table.mmio.len() + state.table.pio.len() >= REGION_LIMIT {
            return Err(Error::RegionInvalid(format!(
                "there are {REGION_LIMIT} regions already"
            )));
        }
        let id = state.next_id;
        let region = Arc::new(Region::new(id, length, rules)?);
        let mut table = (*state.table).clone();
        table.insert(
            space,
            Entry {
                base,
                length,
                target: Target::TypeScript(region),
            },
        )?;
        state.next_id += 1;
        self.publish(state, table);
        Ok(id)
    }

    pub fn remove(&self, id: u32) -> Result<()> {
        let state = self.lock();
        let mut table = (*state.table).clone();
        table.take(is_region(id)).ok_or(Error::RegionUnknown(id))?;
        self.publish(state, table);
        Ok(())
    }

    /// Moves a region; where the new place is taken, it stays where it was.
    pub fn relocate(&self, id: u32, base: u64) -> Result<()> {
        let state = self.lock();
        let mut table = (*state.table).clone();
        let (space, entry) = table.take(is_region(id)).ok_or(Error::RegionUnknown(id))?;
        table.insert(space, Entry { base, ..entry })?;
        self.publish(state, table);
        Ok(())
    }

    pub fn get(&self, id: u32) -> Result<Arc<Region>> {
        let state = self.lock();
        let mut all = state.table.mmio.iter().chain(&state.table.pio);
        all.find_map(|entry| match &entry.target {
            Target::TypeScript(region) if region.id == id => Some(region.clone()),
            _ => None,
        })
        .ok_or(Error::RegionUnknown(id))
    }
}

/// One vCPU's sight of the table.
pub struct View {
    table: Arc<Table>,
    version: u64,
}

impl View {
    pub fn new() -> Self {
        Self {
            table: Arc::default(),
            version: 0,
        }
    }

    pub fn table(&mut self, regions: &Regions) -> &Table {
        let version = regions.version.load(Ordering::Acquire);
        if version != self.version {
            let state = regions.lock();
            self.table = state.table.clone();
            self.version = regions.version.load(Ordering::Acquire);
        }
        &self.table
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rule(
        offset: u32,
        size: u32,
        count: u32,
        stride: u32,
        posted_write: bool,
        shadow_read: bool,
    ) -> Rule {
        Rule {
            offset,
            size,
            count,
            stride,
            posted_write,
            shadow_read,
        }
    }

    fn owner(regions: &Regions, space: Space, address: u64) -> Option<(u32, u64)> {
        let mut view = View::new();
        match view.table(regions).find(space, address)? {
            (Target::TypeScript(region), offset, _) => Some((region.id, offset)),
            (Target::Native(_), ..) => None,
        }
    }

    #[test]
    fn an_address_finds_its_region_and_the_offset_in_it() {
        let regions = Regions::new();
        let high = regions.add(Space::Mmio, 0x2000, 0x1000, vec![]).unwrap();
        let low = regions.add(Space::Mmio, 0x1000, 0x800, vec![]).unwrap();
        let port = regions.add(Space::Pio, 0x1000, 4, vec![]).unwrap();
        assert_eq!(owner(&regions, Space::Mmio, 0xfff), None);
        assert_eq!(owner(&regions, Space::Mmio, 0x1000), Some((low, 0)));
        assert_eq!(owner(&regions, Space::Mmio, 0x17ff), Some((low, 0x7ff)));
        assert_eq!(owner(&regions, Space::Mmio, 0x1800), None);
        assert_eq!(owner(&regions, Space::Mmio, 0x2fff), Some((high, 0xfff)));
        assert_eq!(owner(&regions, Space::Mmio, 0x3000), None);
        assert_eq!(owner(&regions, Space::Pio, 0x1003), Some((port, 3)));
    }

    #[test]
    fn overlap_is_refused_from_both_sides() {
        let regions = Regions::new();
        regions.add(Space::Mmio, 0x1000, 0x1000, vec![]).unwrap();
        for (base, length) in [(0x1000, 1), (0x1fff, 1), (0xfff, 2), (0x0, 0x4000)] {
            assert_eq!(
                regions
                    .add(Space::Mmio, base, length, vec![])
                    .unwrap_err()
                    .code(),
                "region.overlap"
            );
        }
        regions.add(Space::Mmio, 0x2000, 1, vec![]).unwrap();
        regions.add(Space::Pio, 0x1000, 1, vec![]).unwrap();
    }

    #[test]
    fn a_region_moves_and_stays_where_the_new_place_is_taken() {
        let regions = Regions::new();
        let a = regions.add(Space::Mmio, 0x1000, 0x1000, vec![]).unwrap();
        let b = regions.add(Space::Mmio, 0x4000, 0x1000, vec![]).unwrap();
        regions.relocate(a, 0x2000).unwrap();
        assert_eq!(owner(&regions, Space::Mmio, 0x1000), None);
        assert_eq!(owner(&regions, Space::Mmio, 0x2004), Some((a, 4)));
        assert_eq!(
            regions.relocate(a, 0x4800).unwrap_err().code(),
            "region.overlap"
        );
        assert_eq!(owner(&regions, Space::Mmio, 0x2004), Some((a, 4)));
        regions.remove(b).unwrap();
        assert_eq!(regions.relocate(b, 0).unwrap_err().code(), "region.unknown");
    }

    #[test]
    fn a_view_sees_a_change() {
        let regions = Regions::new();
        let mut view = View::new();
        assert!(view.table(&regions).find(Space::Mmio, 0).is_none());
        regions.add(Space::Mmio, 0, 0x10, vec![]).unwrap();
        assert!(view.table(&regions).find(Space::Mmio, 0).is_some());
    }

    #[test]
    fn an_access_is_posted_only_where_every_byte_is() {
        // Doorbells: 4 of them, 4 bytes each, every 8 bytes; a shadowed status register of 8 bytes at 0x40.
        let rules = vec![
            rule(0, 4, 4, 8, true, false),
            rule(0x40, 8, 1, 0, false, true),
        ];
        for length in [0x100, SPREAD_LIMIT + 1] {
            let region = Region::new(1, length, rules.clone()).unwrap();
            assert!(region.is_posted(0, 4) && region.is_posted(0x18, 4) && region.is_posted(9, 2));
            assert!(
                !region.is_posted(4, 4) && !region.is_posted(0, 8) && !region.is_posted(0x20, 4)
            );
            assert!(region.is_shadowed(0x40, 8) && region.is_shadowed(0x44, 4));
            assert!(!region.is_shadowed(0x44, 8) && !region.is_shadowed(0, 4));
        }
    }

    #[test]
    fn rules_outside_the_region_are_refused() {
        for bad in [
            rule(0xfe, 4, 1, 0, true, true),
            rule(0, 4, 0x41, 4, true, true),
            rule(0, 4, 2, 2, true, true),
        ] {
            assert_eq!(
                Region::new(1, 0x100, vec![bad]).err().unwrap().code(),
                "region.invalid"
            );
        }
        assert_eq!(
            Region::new(1, 0, vec![]).err().unwrap().code(),
            "region.invalid"
        );
    }

    #[test]
    fn the_shadow_answers_every_size_and_ones_outside() {
        let shadow = Shadow::new(12);
        // SAFETY: inside the 12 bytes.
        unsafe { shadow.as_ptr().cast::<u64>().write(0x8877_6655_4433_2211) };
        assert_eq!(shadow.read(0, 8), 0x8877_6655_4433_2211);
        assert_eq!(shadow.read(4, 4), 0x8877_6655);
        assert_eq!(shadow.read(1, 2), 0x3322);
        assert_eq!(shadow.read(7, 1), 0x88);
        assert_eq!(shadow.read(8, 8), u64::MAX);
    }
}
