//! Guest RAM: one anonymous mapping for all of it, which vm-memory, KVM and JavaScript look at in their own way.
//! The mapping lives as long as the last of them holds its `Arc<Ram>`.

use std::sync::Arc;

use vm_memory::mmap::MmapRegionBuilder;
use vm_memory::{GuestAddress, GuestRegionMmap};

use crate::error::{Error, Result};

/// Guest memory as the data planes use it.
pub type Memory = vm_memory::GuestMemoryMmap<()>;

const MIB_2: u64 = 2 << 20;
const GIB_4: u64 = 4 << 30;
/// The most RAM a machine may have: what fits below the 64-bit window of the standard board.
const RAM_LIMIT: u64 = 1 << 40;

/// One run of RAM: guest physical `gpa` is byte `offset` of the mapping, for `length` bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RamRange {
    pub gpa: u64,
    pub offset: u64,
    pub length: u64,
}

/// Splits `ram_bytes` into the part below `low_ram_end` and the rest from 4 GiB.
pub fn ram_ranges(ram_bytes: u64, low_ram_end: u64) -> Result<Vec<RamRange>> {
    if ram_bytes < MIB_2 || !ram_bytes.is_multiple_of(MIB_2) || ram_bytes > RAM_LIMIT {
        return Err(Error::MachineOptions(format!(
            "{ram_bytes} bytes of RAM: give a multiple of 2 MiB, at most 1 TiB"
        )));
    }
    if low_ram_end < MIB_2 || !low_ram_end.is_multiple_of(MIB_2) || low_ram_end > GIB_4 {
        return Err(Error::MachineOptions(format!(
            "low RAM cannot end at {low_ram_end:#x}: give a multiple of 2 MiB below 4 GiB"
        )));
    }
    let low = ram_bytes.min(low_ram_end);
    let mut ranges = vec![RamRange {
        gpa: 0,
        offset: 0,
        length: low,
    }];
    if ram_bytes > low {
        ranges.push(RamRange {
            gpa: GIB_4,
            offset: low,
            length: ram_bytes - low,
        });
    }
    Ok(ranges)
}

/// The mapping itself; unmapped when the last holder lets go.
#[derive(Debug)]
pub struct Ram {
    address: *mut u8,
    bytes: usize,
}

// SAFETY: the mapping is plain shared bytes for its whole life; who reads or writes them does so by raw or
// volatile accesses, as memory that a guest changes at any time demands.
unsafe impl Send for Ram {}
// SAFETY: as above.
unsafe impl Sync for Ram {}

const PROTECTION: i32 = libc::PROT_READ | libc::PROT_WRITE;
const FLAGS: i32 = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;

impl Ram {
    /// Maps `bytes` zeroed bytes; pages are taken from the host when the guest first touches them.
    pub fn map(bytes: u64) -> Result<Arc<Self>> {
        let failed = |cause| Error::MachineMemory { bytes, cause };
        let length =
            usize::try_from(bytes).map_err(|_| failed(std::io::ErrorKind::OutOfMemory.into()))?;
        // Over-allocated to start at 2 MiB, so that the host can back both ends with huge pages.
        let span = length + MIB_2 as usize;
        // SAFETY: a new anonymous mapping, at no fixed address, aliases nothing.
        let raw = unsafe { libc::mmap(std::ptr::null_mut(), span, PROTECTION, FLAGS, -1, 0) };
        if raw == libc::MAP_FAILED {
            return Err(failed(std::io::Error::last_os_error()));
        }
        let start = (raw as usize).next_multiple_of(MIB_2 as usize);
        let before = start - raw as usize;
        // SAFETY: both cuts lie inside the mapping just made and outside what is kept; madvise is advice only.
        unsafe {
            if before > 0 {
                libc::munmap(raw, before);
            }
            libc::munmap(
                (start + length) as *mut libc::c_void,
                span - before - length,
            );
            libc::madvise(start as *mut libc::c_void, length, libc::MADV_HUGEPAGE);
            libc::madvise(start as *mut libc::c_void, length, libc::MADV_DONTDUMP);
        }
        Ok(Arc::new(Self {
            address: start as *mut u8,
            bytes: length,
        }))
    }

    pub fn as_ptr(&self) -> *mut u8 {
        self.address
    }

    pub fn len(&self) -> usize {
        self.bytes
    }

    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }
}

impl Drop for Ram {
    fn drop(&mut self) {
        // SAFETY: the mapping made in `map`, whole; no holder is left.
        unsafe { libc::munmap(self.address.cast(), self.bytes) };
    }
}

/// The same mapping as vm-memory sees it. It does not own the mapping: whoever keeps it keeps `ram` too.
pub fn guest_memory(ram: &Ram, ranges: &[RamRange]) -> Result<Memory> {
    let mut regions = Vec::new();
    for range in ranges {
        let refused = || Error::MachineOptions("RAM ranges do not fit their mapping".into());
        if range.offset + range.length > ram.bytes as u64 {
            return Err(refused());
        }
        // SAFETY: the range was just checked to lie inside the mapping.
        let start = unsafe { ram.address.add(range.offset as usize) };
        let builder = MmapRegionBuilder::<()>::new(range.length as usize)
            .with_mmap_prot(PROTECTION)
            .with_mmap_flags(FLAGS);
        // SAFETY: a valid mapping with these attributes, which outlives the region (see above).
        let region = unsafe { builder.with_raw_mmap_pointer(start) }
            .build()
            .map_err(|_| refused())?;
        regions.push(GuestRegionMmap::new(region, GuestAddress(range.gpa)).ok_or_else(refused)?);
    }
    Memory::from_regions(regions).map_err(|e| Error::MachineOptions(e.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use vm_memory::{Bytes, GuestMemoryBackend};

    #[test]
    fn ram_goes_on_at_4_gib_above_the_hole() {
        let ranges = ram_ranges(4 << 30, 3 << 30).unwrap();
        assert_eq!(
            ranges[0],
            RamRange {
                gpa: 0,
                offset: 0,
                length: 3 << 30
            }
        );
        assert_eq!(
            ranges[1],
            RamRange {
                gpa: 4 << 30,
                offset: 3 << 30,
                length: 1 << 30
            }
        );
        assert_eq!(ram_ranges(1 << 30, 3 << 30).unwrap().len(), 1);
    }

    #[test]
    fn odd_sizes_are_refused() {
        for (ram, low) in [
            (0, 3 << 30),
            ((2 << 20) + 1, 3 << 30),
            (2 << 20, 1),
            (2 << 20, 5 << 30),
        ] {
            assert_eq!(ram_ranges(ram, low).unwrap_err().code(), "machine.options");
        }
    }

    #[test]
    fn the_guest_and_the_mapping_are_the_same_bytes() {
        let ram = Ram::map(8 << 20).unwrap();
        let memory = guest_memory(&ram, &ram_ranges(8 << 20, 4 << 20).unwrap()).unwrap();
        memory
            .write_obj(0x1234_5678_u32, GuestAddress((4 << 30) + 8))
            .unwrap();
        // SAFETY: inside the 8 MiB mapping.
        let seen = unsafe {
            ram.as_ptr()
                .add((4 << 20) + 8)
                .cast::<u32>()
                .read_volatile()
        };
        assert_eq!(seen, 0x1234_5678);
        assert!(!memory.address_in_range(GuestAddress(4 << 20)));
    }
}
