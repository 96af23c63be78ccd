//! The image: a raw file or block device, opened, checked and locked. Does no I/O on its content.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Seek, SeekFrom};
use std::os::fd::AsRawFd;
use std::path::Path;

use virtio_bindings::virtio_blk::{
    VIRTIO_BLK_F_BLK_SIZE, VIRTIO_BLK_F_DISCARD, VIRTIO_BLK_F_FLUSH, VIRTIO_BLK_F_MQ,
    VIRTIO_BLK_F_RO, VIRTIO_BLK_F_SEG_MAX, VIRTIO_BLK_F_WRITE_ZEROES,
};
use virtio_bindings::virtio_ring::{VIRTIO_RING_F_EVENT_IDX, VIRTIO_RING_F_INDIRECT_DESC};

use crate::error::BlkError;

pub const SECTOR: u64 = 512;

#[derive(Debug)]
pub struct Disk {
    file: File,
    sectors: u64,
    read_only: bool,
    can_punch: bool,
    id: [u8; 20],
}

impl Disk {
    /// Opens and locks an image: a writer alone, readers together.
    pub fn open(path: &str, read_only: bool) -> Result<Self, BlkError> {
        let name = || path.to_owned();
        let failed = |source: std::io::Error| match source.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                BlkError::Permission { path: name() }
            }
            _ => BlkError::Open {
                path: name(),
                source,
            },
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(!read_only)
            .open(path)
            .map_err(failed)?;
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(failed(ErrorKind::IsADirectory.into()));
        }
        let locked = if read_only {
            file.try_lock_shared()
        } else {
            file.try_lock()
        };
        match locked {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BlkError::Locked { path: name() }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        // The end of a block device is not in its metadata.
        let bytes = file.seek(SeekFrom::End(0)).map_err(failed)?;
        if bytes == 0 || bytes % SECTOR != 0 {
            return Err(BlkError::Truncated {
                path: name(),
                bytes,
            });
        }
        let mut id = [0; 20];
        let stem = Path::new(path).file_name().unwrap_or_default();
        for (to, from) in id.iter_mut().zip(stem.as_encoded_bytes()) {
            *to = *from;
        }
        Ok(Self {
            can_punch: !read_only && can_punch(&file, bytes),
            file,
            sectors: bytes / SECTOR,
            read_only,
            id,
        })
    }

    pub fn file(&self) -> &File {
        &self.file
    }
    /// Sectors of 512 bytes.
    pub fn sectors(&self) -> u64 {
        self.sectors
    }
    pub fn read_only(&self) -> bool {
        self.read_only
    }
    /// What GET_ID answers: the file's name, zero-padded.
    pub fn id(&self) -> &[u8; 20] {
        &self.id
    }

    /// Bits 0 to 31 of the features that the data plane serves.
    pub fn features(&self) -> u32 {
        let mut bits = 1 << VIRTIO_BLK_F_SEG_MAX
            | 1 << VIRTIO_BLK_F_BLK_SIZE
            | 1 << VIRTIO_BLK_F_FLUSH
            | 1 << VIRTIO_BLK_F_MQ
            | 1 << VIRTIO_RING_F_INDIRECT_DESC
            | 1 << VIRTIO_RING_F_EVENT_IDX;
        if self.read_only {
            bits |= 1 << VIRTIO_BLK_F_RO;
        }
        if self.can_punch {
            bits |= 1 << VIRTIO_BLK_F_DISCARD | 1 << VIRTIO_BLK_F_WRITE_ZEROES;
        }
        bits
    }
}

/// Asks for a hole behind the end, which changes nothing, to learn whether holes can be made.
fn can_punch(file: &File, bytes: u64) -> bool {
    let mode = libc::FALLOC_FL_PUNCH_HOLE | libc::FALLOC_FL_KEEP_SIZE;
    let Ok(offset) = libc::off_t::try_from(bytes) else {
        return false;
    };
    // SAFETY: fallocate takes no pointers.
    let result = unsafe { libc::fallocate(file.as_raw_fd(), mode, offset, SECTOR as libc::off_t) };
    result == 0
        || !matches!(
            std::io::Error::last_os_error().raw_os_error(),
            Some(libc::EOPNOTSUPP | libc::ENOSYS)
        )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use vmm_sys_util::tempfile::TempFile;

    fn image(bytes: u64) -> TempFile {
        let file = TempFile::new().unwrap();
        file.as_file().set_len(bytes).unwrap();
        file
    }
    fn open(file: &TempFile, read_only: bool) -> Result<Disk, &'static str> {
        Disk::open(file.as_path().to_str().unwrap(), read_only).map_err(|error| error.code())
    }

    #[test]
    fn a_missing_image_cannot_be_opened() {
        assert_eq!(
            Disk::open("/nowhere/disk", true).unwrap_err().code(),
            "disk.open"
        );
    }

    #[test]
    fn a_directory_is_no_image() {
        assert_eq!(Disk::open("/tmp", true).unwrap_err().code(), "disk.open");
    }

    #[test]
    fn an_image_of_odd_length_is_truncated() {
        assert_eq!(open(&image(1000), true).unwrap_err(), "disk.truncated");
        assert_eq!(open(&image(0), false).unwrap_err(), "disk.truncated");
    }

    #[test]
    fn a_writer_is_alone_and_readers_are_together() {
        let file = image(4096);
        let writer = open(&file, false).unwrap();
        assert_eq!(open(&file, true).unwrap_err(), "disk.locked");
        drop(writer);
        let reader = open(&file, true).unwrap();
        assert_eq!(open(&file, true).unwrap().sectors(), 8);
        assert_eq!(open(&file, false).unwrap_err(), "disk.locked");
        assert_ne!(reader.features() & 1 << VIRTIO_BLK_F_RO, 0);
        assert_eq!(reader.features() & 1 << VIRTIO_BLK_F_DISCARD, 0);
    }
}
