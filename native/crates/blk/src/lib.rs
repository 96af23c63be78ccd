//! The data plane of a virtio block device (virtio 1.3, section 5.2): split rings, one thread, io_uring between the
//! image file and guest memory without a copy. Knows nothing of PCI, of configuration space or of Node.
//!
//! What the configuration space must say for it, beside `Disk::sectors`: `SEG_MAX`, `MAX_DISCARD_SECTORS` (also for
//! write zeroes), `MAX_DISCARD_SEGMENTS` (also for write zeroes), discard_sector_alignment 1, blk_size 512,
//! write_zeroes_may_unmap 1. Feature bits: `Disk::features`; VERSION_1 is the transport's.

mod disk;
mod error;
mod plane;
mod request;

pub use disk::Disk;
pub use error::BlkError;
pub use plane::{Plane, QueueSetup, Stats};
pub use request::{MAX_DISCARD_SECTORS, MAX_DISCARD_SEGMENTS, SEG_MAX};
