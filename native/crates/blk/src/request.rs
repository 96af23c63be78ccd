//! One descriptor chain read as a request (virtio 1.3, section 5.2.6), with everything checked: direction and place
//! of descriptors, lengths, the range of sectors. Nothing about how descriptors are cut is assumed (section 2.7.4).

use libc::iovec;
use virtio_bindings::virtio_blk::{
    VIRTIO_BLK_S_IOERR, VIRTIO_BLK_S_UNSUPP, VIRTIO_BLK_T_DISCARD, VIRTIO_BLK_T_FLUSH,
    VIRTIO_BLK_T_GET_ID, VIRTIO_BLK_T_IN, VIRTIO_BLK_T_OUT, VIRTIO_BLK_T_WRITE_ZEROES,
};
use virtio_queue::DescriptorChain;
use virtio_queue::desc::split::Descriptor;
use vm_memory::{Bytes, GuestAddress, GuestMemoryBackend, GuestMemoryMmap};

use crate::disk::{Disk, SECTOR};

/// Data descriptors of one request.
pub const SEG_MAX: u32 = 254;
/// Sectors of one segment of a discard or write zeroes request: 2 GiB.
pub const MAX_DISCARD_SECTORS: u32 = 1 << 22;
pub const MAX_DISCARD_SEGMENTS: u32 = 16;

/// Data bytes of one request.
const MAX_BYTES: u64 = 64 << 20;
const HEADER: usize = 16;
const SEGMENT: usize = 16;
const WRITE_ZEROES_FLAG_UNMAP: u32 = 1;

pub type Memory = GuestMemoryMmap<()>;

/// A run of bytes of the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub offset: u64,
    pub bytes: u64,
    /// Whether its blocks may be given up; else they stay allocated.
    pub unmap: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    Read {
        offset: u64,
    },
    Write {
        offset: u64,
    },
    Flush,
    /// Make the ranges read as zeroes.
    Zero(Vec<Range>),
    /// Already answered with this many bytes of data.
    Done {
        bytes: u32,
    },
    /// Already refused with this status.
    Refused {
        status: u8,
    },
}

/// A request whose answer can be given: `status` is in guest memory.
pub struct Parsed {
    pub status: GuestAddress,
    pub action: Action,
    pub bytes: u64,
}

/// The chain has no place for a status, is cut short, or leads outside RAM.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed;

#[derive(Clone, Copy)]
struct Part {
    address: GuestAddress,
    length: u64,
}

/// Parts of one direction, taken from the front.
#[derive(Default)]
struct Parts {
    list: Vec<Part>,
    bytes: u64,
}

impl Parts {
    fn push(&mut self, descriptor: &Descriptor) {
        let length = u64::from(descriptor.len());
        if length > 0 {
            self.list.push(Part {
                address: descriptor.addr(),
                length,
            });
            self.bytes += length;
        }
    }

    /// Copies the first bytes out and leaves the rest.
    fn take(&mut self, memory: &Memory, to: &mut [u8]) -> Result<(), Malformed> {
        let mut filled = 0;
        while filled < to.len() {
            let part = self.list.first_mut().ok_or(Malformed)?;
            let count = part.length.min((to.len() - filled) as u64) as usize;
            memory
                .read_slice(&mut to[filled..filled + count], part.address)
                .map_err(|_| Malformed)?;
            filled += count;
            self.bytes -= count as u64;
            part.length -= count as u64;
            part.address = GuestAddress(part.address.0.saturating_add(count as u64));
            if part.length == 0 {
                self.list.remove(0);
            }
        }
        Ok(())
    }

    /// Takes the last byte away and returns its address.
    fn take_last(&mut self) -> Result<GuestAddress, Malformed> {
        let part = self.list.last_mut().ok_or(Malformed)?;
        part.length -= 1;
        self.bytes -= 1;
        let address = part.address.0.checked_add(part.length).ok_or(Malformed)?;
        if part.length == 0 {
            self.list.pop();
        }
        Ok(GuestAddress(address))
    }

    /// The parts as host memory.
    fn map(&self, memory: &Memory, into: &mut Vec<iovec>) -> Result<(), Malformed> {
        for part in &self.list {
            let slice = memory
                .get_slice(part.address, part.length as usize)
                .map_err(|_| Malformed)?;
            into.push(iovec {
                iov_base: slice.ptr_guard_mut().as_ptr().cast(),
                iov_len: slice.len(),
            });
        }
        Ok(())
    }
}

/// Reads a chain. For reads and writes `iovecs` names the guest's buffers, all of them inside RAM.
pub fn parse(
    disk: &Disk,
    memory: &Memory,
    chain: DescriptorChain<&Memory>,
    iovecs: &mut Vec<iovec>,
) -> Result<Parsed, Malformed> {
    iovecs.clear();
    let (mut readable, mut writable) = (Parts::default(), Parts::default());
    let mut count = 0;
    let mut cut = true;
    for descriptor in chain {
        count += 1;
        if count > SEG_MAX + 2 {
            return Err(Malformed);
        }
        if descriptor.is_write_only() {
            writable.push(&descriptor);
        } else if writable.list.is_empty() {
            readable.push(&descriptor);
        } else {
            // Section 2.7.4.2: what the device writes comes after what it reads.
            return Err(Malformed);
        }
        cut = descriptor.has_next();
    }
    if cut {
        // A loop, or a next descriptor that does not exist.
        return Err(Malformed);
    }
    let status = writable.take_last()?;
    if !memory.address_in_range(status) {
        return Err(Malformed);
    }
    let mut header = [0; HEADER];
    readable.take(memory, &mut header)?;
    let kind = u32::from_le_bytes([header[0], header[1], header[2], header[3]]);
    let sector = u64::from_le_bytes([
        header[8], header[9], header[10], header[11], header[12], header[13], header[14],
        header[15],
    ]);
    let mut bytes = 0;
    let action = match kind {
        VIRTIO_BLK_T_IN => match range(disk, sector, writable.bytes) {
            Some(offset) if writable.map(memory, iovecs).is_ok() => {
                bytes = writable.bytes;
                Action::Read { offset }
            }
            _ => IO_ERROR,
        },
        VIRTIO_BLK_T_OUT if disk.read_only() => IO_ERROR,
        VIRTIO_BLK_T_OUT => match range(disk, sector, readable.bytes) {
            Some(offset) if readable.map(memory, iovecs).is_ok() => {
                bytes = readable.bytes;
                Action::Write { offset }
            }
            _ => IO_ERROR,
        },
        VIRTIO_BLK_T_FLUSH => Action::Flush,
        VIRTIO_BLK_T_GET_ID => give_id(disk, memory, &writable),
        VIRTIO_BLK_T_DISCARD | VIRTIO_BLK_T_WRITE_ZEROES if disk.read_only() => IO_ERROR,
        VIRTIO_BLK_T_DISCARD | VIRTIO_BLK_T_WRITE_ZEROES => {
            zero(disk, memory, &mut readable, kind == VIRTIO_BLK_T_DISCARD)
        }
        _ => UNSUPPORTED,
    };
    Ok(Parsed {
        status,
        action,
        bytes,
    })
}

const IO_ERROR: Action = Action::Refused {
    status: VIRTIO_BLK_S_IOERR as u8,
};
const UNSUPPORTED: Action = Action::Refused {
    status: VIRTIO_BLK_S_UNSUPP as u8,
};

/// Offset in the image of whole sectors that lie inside it.
fn range(disk: &Disk, sector: u64, bytes: u64) -> Option<u64> {
    let end = sector.checked_add(bytes / SECTOR)?;
    let good =
        bytes > 0 && bytes <= MAX_BYTES && bytes.is_multiple_of(SECTOR) && end <= disk.sectors();
    good.then(|| sector * SECTOR)
}

fn give_id(disk: &Disk, memory: &Memory, to: &Parts) -> Action {
    let mut rest: &[u8] = disk.id();
    let mut given = 0;
    for part in &to.list {
        let count = part.length.min(rest.len() as u64) as usize;
        if memory.write_slice(&rest[..count], part.address).is_err() {
            return IO_ERROR;
        }
        rest = &rest[count..];
        given += count as u32;
    }
    Action::Done { bytes: given }
}

fn zero(disk: &Disk, memory: &Memory, from: &mut Parts, discard: bool) -> Action {
    let count = from.bytes / SEGMENT as u64;
    if count == 0
        || count > u64::from(MAX_DISCARD_SEGMENTS)
        || !from.bytes.is_multiple_of(SEGMENT as u64)
    {
        return IO_ERROR;
    }
    let mut ranges = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let mut segment = [0; SEGMENT];
        if from.take(memory, &mut segment).is_err() {
            return IO_ERROR;
        }
        let word = |at: usize| {
            u32::from_le_bytes([
                segment[at],
                segment[at + 1],
                segment[at + 2],
                segment[at + 3],
            ])
        };
        let sector = u64::from(word(0)) | u64::from(word(4)) << 32;
        let (sectors, flags) = (word(8), word(12));
        // Section 5.2.6.2: unknown flags, and unmap on a discard, are not supported.
        let allowed = if discard { 0 } else { WRITE_ZEROES_FLAG_UNMAP };
        if flags & !allowed != 0 {
            return UNSUPPORTED;
        }
        let inside = sector
            .checked_add(u64::from(sectors))
            .is_some_and(|end| end <= disk.sectors());
        if sectors == 0 || sectors > MAX_DISCARD_SECTORS || !inside {
            return IO_ERROR;
        }
        ranges.push(Range {
            offset: sector * SECTOR,
            bytes: u64::from(sectors) * SECTOR,
            unmap: discard || flags & WRITE_ZEROES_FLAG_UNMAP != 0,
        });
    }
    Action::Zero(ranges)
}
