//! A driver over plain memory and a real file: what a guest does, well and badly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use virtio_bindings::virtio_ring::{VRING_DESC_F_INDIRECT, VRING_DESC_F_NEXT, VRING_DESC_F_WRITE};
use virtio_queue::desc::RawDescriptor;
use virtio_queue::desc::split::Descriptor;
use vmm_sys_util::tempfile::TempFile;

use super::*;

const DESC: u64 = 0x1000;
const AVAIL: u64 = 0x3000;
const USED: u64 = 0x4000;
const INDIRECT: u64 = 0x8000;
const HEADER: u64 = 0x10_000;
const STATUS: u64 = 0x11_000;
const DATA: u64 = 0x100_000;
const RAM: u64 = 0x800_000;
const SIZE: u16 = 64;
const NEXT: u16 = VRING_DESC_F_NEXT as u16;
const WRITE: u16 = VRING_DESC_F_WRITE as u16;
const IN: u32 = 0;
const OUT: u32 = 1;
const FLUSH: u32 = 4;
const GET_ID: u32 = 8;
const DISCARD: u32 = 11;
const WRITE_ZEROES: u32 = 13;
const OK: u8 = 0;
const IOERR: u8 = 1;
const UNSUPP: u8 = 2;
const SECTORS: u64 = 4096;

/// Stands for a guest: its memory, its driver's side of one queue, and the image.
struct FakeGuest {
    memory: Arc<Memory>,
    image: TempFile,
    plane: Option<Plane>,
    notify: Arc<EventFd>,
    interrupt: Arc<EventFd>,
    stats: Arc<Stats>,
    avail: u16,
    used: u16,
}

impl FakeGuest {
    /// The image's sector n holds the byte n.
    fn new(read_only: bool, features: u32) -> Self {
        let image = TempFile::new().unwrap();
        let content: Vec<u8> = (0..SECTORS).flat_map(|n| [n as u8; 512]).collect();
        fs::write(image.as_path(), content).unwrap();
        let memory = Arc::new(Memory::from_ranges(&[(GuestAddress(0), RAM as usize)]).unwrap());
        let disk = Disk::open(image.as_path().to_str().unwrap(), read_only).unwrap();
        let event = || Arc::new(EventFd::new(libc::EFD_NONBLOCK).unwrap());
        let (notify, interrupt) = (event(), event());
        let stats = Arc::new(Stats::default());
        let setup = QueueSetup {
            size: SIZE,
            desc: DESC,
            avail: AVAIL,
            used: USED,
            notify: notify.clone(),
            interrupt: interrupt.clone(),
        };
        let plane = Plane::start(
            Arc::new(disk),
            memory.clone(),
            Box::new(()),
            vec![setup],
            features,
            stats.clone(),
        )
        .unwrap();
        Self {
            memory,
            image,
            plane: Some(plane),
            notify,
            interrupt,
            stats,
            avail: 0,
            used: 0,
        }
    }

    fn describe(&self, at: u64, index: u16, address: u64, length: u32, flags: u16, next: u16) {
        let descriptor = RawDescriptor::from(Descriptor::new(address, length, flags, next));
        let place = GuestAddress(at + u64::from(index) * 16);
        self.memory.write_obj(descriptor, place).unwrap();
    }

    fn header(&self, at: u64, kind: u32, sector: u64) {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&kind.to_le_bytes());
        bytes[8..].copy_from_slice(&sector.to_le_bytes());
        self.memory.write_slice(&bytes, GuestAddress(at)).unwrap();
    }

    /// Makes a chain's head available without telling.
    fn offer(&mut self, head: u16) {
        let place = GuestAddress(AVAIL + 4 + u64::from(self.avail % SIZE) * 2);
        self.memory.write_obj(head, place).unwrap();
        self.avail = self.avail.wrapping_add(1);
        let index = GuestAddress(AVAIL + 2);
        self.memory
            .store(self.avail, index, Ordering::Release)
            .unwrap();
    }

    fn kick(&self) {
        self.notify.write(1).unwrap();
    }

    /// Waits until the thread has heard the kick: it takes the chains before it looks for anything else.
    fn heard(&self) {
        let mut entry = libc::pollfd {
            fd: self.notify.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        // SAFETY: one entry, as stated.
        while unsafe { libc::poll(&raw mut entry, 1, 0) } != 0 {
            std::thread::sleep(Duration::from_micros(100));
        }
    }

    /// The next chain that comes back: its head and its length.
    fn returned(&mut self) -> (u16, u32) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while self
            .memory
            .load::<u16>(GuestAddress(USED + 2), Ordering::Acquire)
            .unwrap()
            == self.used
        {
            assert!(Instant::now() < deadline, "no answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        let place = GuestAddress(USED + 4 + u64::from(self.used % SIZE) * 8);
        let [head, length]: [u32; 2] = self.memory.read_obj(place).unwrap();
        self.used = self.used.wrapping_add(1);
        (head as u16, length)
    }

    /// Header, one data descriptor if `length` is not 0, status; waits. Returns status and used length.
    fn request(&mut self, kind: u32, sector: u64, length: u32, flags: u16) -> (u8, u32) {
        self.header(HEADER, kind, sector);
        self.memory.write_obj(0xffu8, GuestAddress(STATUS)).unwrap();
        self.describe(DESC, 0, HEADER, 16, NEXT, if length > 0 { 1 } else { 2 });
        self.describe(DESC, 1, DATA, length, flags | NEXT, 2);
        self.describe(DESC, 2, STATUS, 1, WRITE, 0);
        self.offer(0);
        self.kick();
        let (_, used) = self.returned();
        (self.memory.read_obj(GuestAddress(STATUS)).unwrap(), used)
    }

    fn data(&self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.memory
            .read_slice(&mut bytes, GuestAddress(DATA))
            .unwrap();
        bytes
    }

    fn segments(&self, list: &[(u64, u32, u32)]) -> u32 {
        let mut bytes = Vec::new();
        for (sector, count, flags) in list {
            bytes.extend(sector.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(flags.to_le_bytes());
        }
        self.memory.write_slice(&bytes, GuestAddress(DATA)).unwrap();
        bytes.len() as u32
    }

    fn sector(&self, number: u64) -> Vec<u8> {
        let mut bytes = vec![0; 512];
        self.image
            .as_file()
            .read_exact_at(&mut bytes, number * 512)
            .unwrap();
        bytes
    }

    fn errors(&self) -> u64 {
        self.stats.errors.load(Ordering::Relaxed)
    }
}

fn guest() -> FakeGuest {
    FakeGuest::new(false, 1 << VIRTIO_BLK_F_FLUSH)
}

#[test]
fn a_read_brings_the_sectors() {
    let mut guest = guest();
    assert_eq!(guest.request(IN, 5, 1024, WRITE), (OK, 1025));
    assert_eq!(guest.data(1024), [[5; 512], [6; 512]].concat());
    assert!(guest.interrupt.read().unwrap() >= 1);
}

#[test]
fn a_write_reaches_the_file_with_and_without_flush() {
    for features in [0, 1 << VIRTIO_BLK_F_FLUSH] {
        let mut guest = FakeGuest::new(false, features);
        guest
            .memory
            .write_slice(&[0xab; 512], GuestAddress(DATA))
            .unwrap();
        assert_eq!(guest.request(OUT, 7, 512, 0), (OK, 1));
        assert_eq!(guest.request(FLUSH, 0, 0, 0), (OK, 1));
        assert_eq!(guest.sector(7), [0xab; 512]);
        assert_eq!(guest.sector(8), [8; 512]);
    }
}

#[test]
fn a_read_only_disk_refuses_every_change() {
    let mut guest = FakeGuest::new(true, 0);
    let length = guest.segments(&[(0, 8, 0)]);
    assert_eq!(guest.request(OUT, 7, 512, 0).0, IOERR);
    assert_eq!(guest.request(DISCARD, 0, length, 0).0, IOERR);
    assert_eq!(guest.request(WRITE_ZEROES, 0, length, 0).0, IOERR);
    assert_eq!(guest.request(IN, 7, 512, WRITE).0, OK);
    assert_eq!(guest.sector(7), [7; 512]);
}

#[test]
fn the_id_is_the_files_name() {
    let mut guest = guest();
    let name = guest.image.as_path().file_name().unwrap().to_owned();
    assert_eq!(guest.request(GET_ID, 0, 20, WRITE), (OK, 21));
    let length = name.len().min(20);
    assert_eq!(guest.data(length), &name.as_encoded_bytes()[..length]);
}

#[test]
fn discard_and_write_zeroes_leave_zeroes_only_there() {
    let mut guest = guest();
    let length = guest.segments(&[(8, 8, 0), (32, 1, 0)]);
    assert_eq!(guest.request(DISCARD, 0, length, 0).0, OK);
    let length = guest.segments(&[(64, 3, 0), (128, 8, 1)]);
    assert_eq!(guest.request(WRITE_ZEROES, 0, length, 0).0, OK);
    for zeroed in [8, 15, 32, 64, 66, 128, 135] {
        assert_eq!(guest.sector(zeroed), [0; 512], "sector {zeroed}");
    }
    for kept in [7, 16, 31, 33, 63, 67, 127, 136] {
        assert_eq!(guest.sector(kept), [kept as u8; 512], "sector {kept}");
    }
}

#[test]
fn a_discard_that_is_wrong_is_refused() {
    let mut guest = guest();
    for (segments, status) in [
        (vec![(0, 8, 1)], UNSUPP),
        (vec![(SECTORS, 1, 0)], IOERR),
        (vec![(u64::MAX, 1, 0)], IOERR),
        (vec![(0, 0, 0)], IOERR),
        (vec![(0, 1, 0); 17], IOERR),
    ] {
        let length = guest.segments(&segments);
        assert_eq!(
            guest.request(DISCARD, 0, length, 0).0,
            status,
            "{segments:?}"
        );
    }
    assert_eq!(guest.request(DISCARD, 0, 15, 0).0, IOERR);
    assert_eq!(guest.sector(0), [0; 512]);
    assert_eq!(guest.sector(1), [1; 512]);
}

#[test]
fn sectors_outside_the_disk_and_odd_lengths_are_refused() {
    let mut guest = guest();
    for (sector, length) in [
        (SECTORS, 512),
        (SECTORS - 1, 1024),
        (u64::MAX, 512),
        (0, 511),
        (0, 0),
    ] {
        assert_eq!(
            guest.request(IN, sector, length, WRITE).0,
            IOERR,
            "{sector} {length}"
        );
    }
}

#[test]
fn an_unknown_request_is_unsupported() {
    assert_eq!(guest().request(77, 0, 512, WRITE).0, UNSUPP);
}

#[test]
fn data_outside_memory_is_refused() {
    let mut guest = guest();
    guest.header(HEADER, IN, 0);
    for address in [RAM - 511, RAM, u64::MAX - 10] {
        guest.describe(DESC, 0, HEADER, 16, NEXT, 1);
        guest.describe(DESC, 1, address, 512, WRITE | NEXT, 2);
        guest.describe(DESC, 2, STATUS, 1, WRITE, 0);
        guest.offer(0);
        guest.kick();
        guest.returned();
        assert_eq!(
            guest.memory.read_obj::<u8>(GuestAddress(STATUS)).unwrap(),
            IOERR
        );
    }
}

#[test]
fn a_file_that_became_short_is_an_error() {
    let mut guest = guest();
    guest.image.as_file().set_len(512 * 10).unwrap();
    assert_eq!(guest.request(IN, 9, 1024, WRITE).0, IOERR);
    assert_eq!(guest.request(IN, 9, 512, WRITE).0, OK);
}

#[test]
fn a_chain_that_loops_comes_back_empty() {
    let mut guest = guest();
    guest.header(HEADER, IN, 0);
    guest.describe(DESC, 0, HEADER, 16, NEXT, 1);
    guest.describe(DESC, 1, DATA, 512, WRITE | NEXT, 1);
    guest.offer(0);
    guest.kick();
    assert_eq!(guest.returned(), (0, 0));
    assert_eq!(guest.errors(), 1);
    assert_eq!(guest.request(IN, 0, 512, WRITE).0, OK);
}

#[test]
fn a_header_in_two_pieces_and_a_status_behind_data_are_understood() {
    let mut guest = guest();
    guest.header(HEADER, IN, 3);
    guest.describe(DESC, 0, HEADER, 5, NEXT, 1);
    guest.describe(DESC, 1, HEADER + 5, 11, NEXT, 2);
    guest.describe(DESC, 2, DATA, 100, WRITE | NEXT, 3);
    guest.describe(DESC, 3, DATA + 100, 413, WRITE, 0);
    guest.offer(0);
    guest.kick();
    assert_eq!(guest.returned(), (0, 513));
    assert_eq!(guest.data(513), [vec![3; 512], vec![OK]].concat());
}

#[test]
fn an_indirect_table_is_followed() {
    let mut guest = guest();
    guest.header(HEADER, IN, 3);
    guest.describe(INDIRECT, 0, HEADER, 16, NEXT, 1);
    guest.describe(INDIRECT, 1, DATA, 512, WRITE | NEXT, 2);
    guest.describe(INDIRECT, 2, STATUS, 1, WRITE, 0);
    guest.describe(DESC, 9, INDIRECT, 48, VRING_DESC_F_INDIRECT as u16, 0);
    guest.offer(9);
    guest.kick();
    assert_eq!(guest.returned(), (9, 513));
    assert_eq!(guest.data(512), [3; 512]);
}

#[test]
fn many_requests_are_in_flight_and_each_comes_back_once() {
    let mut guest = guest();
    let chains = SIZE / 3;
    for round in 0..20u64 {
        for n in 0..chains {
            let at = HEADER + u64::from(n) * 16;
            guest.header(at, IN, (round * 7 + u64::from(n)) % SECTORS);
            let first = n * 3;
            guest.describe(DESC, first, at, 16, NEXT, first + 1);
            guest.describe(
                DESC,
                first + 1,
                DATA + u64::from(n) * 512,
                512,
                WRITE | NEXT,
                first + 2,
            );
            guest.describe(DESC, first + 2, STATUS + u64::from(n), 1, WRITE, 0);
            guest.offer(first);
        }
        guest.kick();
        let mut heads: Vec<u16> = (0..chains).map(|_| guest.returned().0).collect();
        heads.sort_unstable();
        assert_eq!(heads, (0..chains).map(|n| n * 3).collect::<Vec<_>>());
        for (n, sector) in guest
            .data(usize::from(chains) * 512)
            .chunks(512)
            .enumerate()
        {
            assert_eq!(sector, [(round * 7 + n as u64) as u8; 512]);
        }
    }
}

#[test]
fn a_guest_that_wants_no_interrupt_gets_none() {
    let mut guest = guest();
    guest.memory.write_obj(1u16, GuestAddress(AVAIL)).unwrap();
    guest.request(IN, 0, 512, WRITE);
    // Ends the thread, so that nothing can follow.
    guest.plane = None;
    assert!(guest.interrupt.read().is_err());
}

#[test]
fn with_event_idx_only_the_index_asked_for_interrupts() {
    let mut guest = FakeGuest::new(false, 1 << VIRTIO_RING_F_EVENT_IDX);
    let used_event = GuestAddress(AVAIL + 4 + u64::from(SIZE) * 2);
    guest.memory.write_obj(1u16, used_event).unwrap();
    guest.request(IN, 0, 512, WRITE);
    std::thread::sleep(Duration::from_millis(50));
    assert!(guest.interrupt.read().is_err());
    guest.request(IN, 0, 512, WRITE);
    guest.plane = None;
    assert_eq!(guest.interrupt.read().unwrap(), 1);
}

#[test]
fn stopping_waits_for_what_is_in_flight() {
    let mut guest = guest();
    guest.header(HEADER, IN, 0);
    guest.describe(DESC, 0, HEADER, 16, NEXT, 1);
    guest.describe(DESC, 1, DATA, 1 << 20, WRITE | NEXT, 2);
    guest.describe(DESC, 2, STATUS, 1, WRITE, 0);
    guest.offer(0);
    guest.kick();
    guest.heard();
    guest.plane = None;
    let used: u16 = guest.memory.read_obj(GuestAddress(USED + 2)).unwrap();
    let whole = guest
        .data(1 << 20)
        .chunks(512)
        .enumerate()
        .all(|(n, sector)| sector == [n as u8; 512]);
    assert!(used == 1 && whole);
}

#[test]
fn rings_outside_memory_are_refused() {
    let disk = Arc::new({
        let image = TempFile::new().unwrap();
        image.as_file().set_len(512).unwrap();
        Disk::open(image.as_path().to_str().unwrap(), true).unwrap()
    });
    let memory = Arc::new(Memory::from_ranges(&[(GuestAddress(0), 0x10000)]).unwrap());
    let event = Arc::new(EventFd::new(0).unwrap());
    for (size, desc, used) in [
        (SIZE, 0xffff0, USED),
        (SIZE, DESC, u64::MAX - 3),
        (63, DESC, USED),
        (0, DESC, USED),
    ] {
        let setup = QueueSetup {
            size,
            desc,
            avail: AVAIL,
            used,
            notify: event.clone(),
            interrupt: event.clone(),
        };
        let stats = Arc::default();
        let result = Plane::start(
            disk.clone(),
            memory.clone(),
            Box::new(()),
            vec![setup],
            0,
            stats,
        );
        assert_eq!(result.err().unwrap().code(), "virtio.queue");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the rings and descriptors hold, the thread lives and ends, and the image's end stays where it is.
    #[test]
    fn any_ring_content_is_survived(
        descriptors in prop::collection::vec((0..RAM * 2, 0u32..0x20_000, 0u16..8, 0u16..SIZE + 2), 1..16),
        heads in prop::collection::vec(0u16..SIZE + 8, 1..32),
        kind in prop::sample::select(vec![IN, OUT, FLUSH, GET_ID, DISCARD, WRITE_ZEROES, 99]),
        sector in 0..SECTORS + 2,
        jump in 0u16..200,
    ) {
        let mut guest = guest();
        guest.header(HEADER, kind, sector);
        for (index, (address, length, flags, next)) in descriptors.iter().enumerate() {
            let address = if index % 3 == 0 { HEADER } else { *address };
            guest.describe(DESC, index as u16, address, *length, *flags, *next);
        }
        for head in heads {
            guest.offer(head);
        }
        guest.avail = guest.avail.wrapping_add(jump);
        guest.offer(0);
        guest.kick();
        guest.heard();
        guest.plane = None;
        prop_assert_eq!(guest.image.as_file().metadata().unwrap().len(), SECTORS * 512);
    }
}
