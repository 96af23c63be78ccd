//! The thread of one active device: takes chains from the queues, keeps their I/O in flight in one io_uring together
//! with the queues' eventfds, and gives them back. A queue whose rings are nonsense is left alone until the reset.

use std::any::Any;
use std::io;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

use io_uring::{IoUring, opcode, squeue, types};
use libc::iovec;
use virtio_bindings::virtio_blk::{
    VIRTIO_BLK_F_FLUSH, VIRTIO_BLK_S_IOERR, VIRTIO_BLK_S_OK, VIRTIO_BLK_S_UNSUPP,
};
use virtio_bindings::virtio_ring::{VIRTIO_RING_F_EVENT_IDX, VRING_AVAIL_F_NO_INTERRUPT};
use virtio_queue::{Queue, QueueOwnedT, QueueT};
use vm_memory::{Bytes, GuestAddress};
use vmm_sys_util::eventfd::EventFd;

use crate::disk::Disk;
use crate::error::BlkError;
use crate::request::{Action, Memory, Range, parse};

const RING_ENTRIES: u32 = 256;
const MAX_QUEUES: usize = 64;
const MAX_QUEUE_SIZE: u16 = 1024;
/// `user_data` of the stop event; queue q's is STOP - 1 - q, a request's is its slot.
const STOP: u64 = u64::MAX;

/// One queue as the guest set it up, and how both sides call each other.
pub struct QueueSetup {
    pub size: u16,
    pub desc: u64,
    pub avail: u64,
    pub used: u64,
    /// Signalled when the guest notifies the queue.
    pub notify: Arc<EventFd>,
    /// Written to interrupt the guest.
    pub interrupt: Arc<EventFd>,
}

/// Requests, bytes and errors since the image was opened.
#[derive(Debug, Default)]
pub struct Stats {
    pub reads: AtomicU64,
    pub writes: AtomicU64,
    pub flushes: AtomicU64,
    pub discards: AtomicU64,
    pub bytes_read: AtomicU64,
    pub bytes_written: AtomicU64,
    pub errors: AtomicU64,
}

fn add(counter: &AtomicU64, value: u64) {
    counter.fetch_add(value, Ordering::Relaxed);
}

/// An active data plane.
pub struct Plane {
    stop: Arc<EventFd>,
    thread: Option<JoinHandle<()>>,
}

impl Plane {
    /// Checks the queues and starts the thread. `features` are the acknowledged bits 0 to 31. `keep` is whatever the
    /// memory's mapping lives in; it is held as long as the thread.
    pub fn start(
        disk: Arc<Disk>,
        memory: Arc<Memory>,
        keep: Box<dyn Any + Send>,
        queues: Vec<QueueSetup>,
        features: u32,
        stats: Arc<Stats>,
    ) -> Result<Self, BlkError> {
        if queues.is_empty() || queues.len() > MAX_QUEUES {
            return Err(BlkError::Queue {
                index: queues.len(),
            });
        }
        let event_idx = features & 1 << VIRTIO_RING_F_EVENT_IDX != 0;
        let lanes = queues
            .into_iter()
            .enumerate()
            .map(|(index, setup)| {
                Lane::new(&memory, setup, event_idx).ok_or(BlkError::Queue { index })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let start = |source: io::Error| BlkError::Start { source };
        let stop = Arc::new(EventFd::new(libc::EFD_NONBLOCK | libc::EFD_CLOEXEC).map_err(start)?);
        let ring = IoUring::new(RING_ENTRIES).map_err(start)?;
        let worker = Worker {
            disk,
            memory,
            ring,
            lanes,
            slots: Vec::new(),
            free: Vec::new(),
            in_flight: 0,
            writeback: features & 1 << VIRTIO_BLK_F_FLUSH != 0,
            stop: Arc::clone(&stop),
            stopping: false,
            stats,
        };
        let thread = thread::Builder::new()
            .name("virtio-blk".into())
            .spawn(move || {
                worker.run();
                drop(keep);
            })
            .map_err(start)?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }
}

impl Drop for Plane {
    /// Waits for what is in flight.
    fn drop(&mut self) {
        let _ = self.stop.write(1);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Lane {
    queue: Queue,
    size: u16,
    avail: GuestAddress,
    event_idx: bool,
    notify: Arc<EventFd>,
    interrupt: Arc<EventFd>,
    in_flight: u16,
    /// Chains may wait.
    dirty: bool,
    /// Chains were given back since the last interrupt.
    used: bool,
    broken: bool,
}

impl Lane {
    fn new(memory: &Memory, setup: QueueSetup, event_idx: bool) -> Option<Self> {
        let mut queue = Queue::new(MAX_QUEUE_SIZE).ok()?;
        queue.try_set_size(setup.size).ok()?;
        queue
            .try_set_desc_table_address(GuestAddress(setup.desc))
            .ok()?;
        queue
            .try_set_avail_ring_address(GuestAddress(setup.avail))
            .ok()?;
        queue
            .try_set_used_ring_address(GuestAddress(setup.used))
            .ok()?;
        queue.set_event_idx(event_idx);
        queue.set_ready(true);
        queue.is_valid(memory).then_some(Self {
            queue,
            size: setup.size,
            avail: GuestAddress(setup.avail),
            event_idx,
            notify: setup.notify,
            interrupt: setup.interrupt,
            in_flight: 0,
            // The guest may have notified before anybody listened.
            dirty: true,
            used: false,
            broken: false,
        })
    }

    fn give_back(&mut self, memory: &Memory, head: u16, bytes: u32) {
        if self.queue.add_used(memory, head, bytes).is_err() {
            self.broken = true;
        }
        self.used = true;
    }

    fn interrupt(&mut self, memory: &Memory) {
        if !std::mem::take(&mut self.used) || self.broken {
            return;
        }
        let wanted = if self.event_idx {
            self.queue.needs_notification(memory).unwrap_or(true)
        } else {
            // The used index must be seen before the flag is read.
            std::sync::atomic::fence(Ordering::SeqCst);
            let flags = memory
                .load::<u16>(self.avail, Ordering::Relaxed)
                .unwrap_or(0);
            u32::from(u16::from_le(flags)) & VRING_AVAIL_F_NO_INTERRUPT == 0
        };
        if wanted {
            let _ = self.interrupt.write(1);
        }
    }
}

enum Step {
    Transfer { write: bool },
    Zero { ranges: Vec<Range>, at: usize },
    Flush,
}

/// A request in flight: owns the list of guest buffers that the kernel reads from and writes to.
struct InFlight {
    lane: usize,
    head: u16,
    status: GuestAddress,
    step: Step,
    iovecs: Vec<iovec>,
    /// The first iovec with bytes left.
    first: usize,
    offset: u64,
    left: u64,
    /// Data bytes the guest is told were written to its memory.
    used: u32,
}

struct Worker {
    disk: Arc<Disk>,
    memory: Arc<Memory>,
    ring: IoUring,
    lanes: Vec<Lane>,
    slots: Vec<InFlight>,
    free: Vec<usize>,
    in_flight: usize,
    writeback: bool,
    stop: Arc<EventFd>,
    stopping: bool,
    stats: Arc<Stats>,
}

// SAFETY: the iovecs point into guest memory, which is shared by nature and outlives the worker (`keep`).
unsafe impl Send for Worker {}

impl Worker {
    fn run(mut self) {
        self.arm(STOP);
        for lane in 0..self.lanes.len() {
            self.arm(STOP - 1 - lane as u64);
        }
        let mut ended = Vec::new();
        loop {
            let busy = !self.stopping && self.lanes.iter().any(Lane::has_work);
            let result = if busy {
                self.ring.submit()
            } else {
                self.ring.submit_and_wait(1)
            };
            match result {
                Ok(_) => {}
                Err(error) if temporary(&error) => {}
                // The ring itself fails: nothing can be in flight any more.
                Err(_) => return,
            }
            ended.extend(
                self.ring
                    .completion()
                    .map(|entry| (entry.user_data(), entry.result())),
            );
            for (data, result) in ended.drain(..) {
                self.completed(data, result);
            }
            if self.stopping && self.in_flight == 0 {
                return;
            }
            if !self.stopping {
                for lane in 0..self.lanes.len() {
                    self.take_chains(lane);
                }
            }
            for lane in &mut self.lanes {
                lane.interrupt(&self.memory);
            }
        }
    }

    fn completed(&mut self, data: u64, result: i32) {
        if data == STOP {
            self.stopping = true;
        } else if data >= STOP - MAX_QUEUES as u64 {
            let index = (STOP - 1 - data) as usize;
            if let Some(lane) = self.lanes.get_mut(index) {
                let _ = lane.notify.read();
                lane.dirty = true;
                self.arm(data);
            }
        } else {
            self.progress(data as usize, result);
        }
    }

    /// Waits once for an eventfd.
    fn arm(&mut self, data: u64) {
        let fd = if data == STOP {
            self.stop.as_raw_fd()
        } else {
            self.lanes[(STOP - 1 - data) as usize].notify.as_raw_fd()
        };
        let entry = opcode::PollAdd::new(types::Fd(fd), libc::POLLIN as u32).build();
        self.push(entry.user_data(data));
    }

    fn push(&mut self, entry: squeue::Entry) {
        // SAFETY: buffers of the entry belong to a slot, which is kept until its completion.
        while unsafe { self.ring.submission().push(&entry) }.is_err() {
            // Full: hand over what is there.
            let _ = self.ring.submit();
        }
    }

    /// Takes at most one ring's worth of chains, so that one queue cannot keep the thread from the others.
    fn take_chains(&mut self, index: usize) {
        let memory = Arc::clone(&self.memory);
        if !self.lanes[index].has_work() {
            return;
        }
        let _ = self.lanes[index].queue.disable_notification(&*memory);
        for _ in 0..self.lanes[index].size {
            let lane = &mut self.lanes[index];
            if lane.in_flight >= lane.size {
                // Goes on when one of them ends.
                return;
            }
            let next = match lane.queue.iter(&*memory) {
                Ok(mut chains) => chains.next(),
                Err(_) => {
                    lane.broken = true;
                    add(&self.stats.errors, 1);
                    return;
                }
            };
            match next {
                Some(chain) => self.begin(index, chain),
                None => match lane.queue.enable_notification(&*memory) {
                    Ok(true) => {}
                    Ok(false) => {
                        lane.dirty = false;
                        return;
                    }
                    Err(_) => {
                        lane.broken = true;
                        return;
                    }
                },
            }
        }
    }

    fn begin(&mut self, index: usize, chain: virtio_queue::DescriptorChain<&Memory>) {
        let head = chain.head_index();
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(InFlight::empty());
            self.slots.len() - 1
        });
        let request = &mut self.slots[slot];
        let memory = Arc::clone(&self.memory);
        let Ok(parsed) = parse(&self.disk, &memory, chain, &mut request.iovecs) else {
            // No place for a status: the chain goes back with nothing written.
            self.free.push(slot);
            add(&self.stats.errors, 1);
            self.lanes[index].give_back(&memory, head, 0);
            return;
        };
        request.lane = index;
        request.head = head;
        request.status = parsed.status;
        request.first = 0;
        request.left = parsed.bytes;
        request.used = 0;
        match parsed.action {
            Action::Read { offset } => {
                request.offset = offset;
                request.used = parsed.bytes as u32;
                request.step = Step::Transfer { write: false };
            }
            Action::Write { offset } => {
                request.offset = offset;
                request.step = Step::Transfer { write: true };
            }
            Action::Flush => request.step = Step::Flush,
            Action::Zero(ranges) => request.step = Step::Zero { ranges, at: 0 },
            Action::Done { bytes } => {
                request.used = bytes;
                self.answer(slot, VIRTIO_BLK_S_OK as u8);
                return;
            }
            Action::Refused { status } => {
                self.answer(slot, status);
                return;
            }
        }
        match &request.step {
            Step::Transfer { write: false } => {
                add(&self.stats.reads, 1);
                add(&self.stats.bytes_read, parsed.bytes);
            }
            Step::Transfer { write: true } => {
                add(&self.stats.writes, 1);
                add(&self.stats.bytes_written, parsed.bytes);
            }
            Step::Flush => add(&self.stats.flushes, 1),
            Step::Zero { .. } => add(&self.stats.discards, 1),
        }
        self.in_flight += 1;
        self.lanes[index].in_flight += 1;
        self.issue(slot);
    }

    /// Hands the request's next step to the kernel.
    fn issue(&mut self, slot: usize) {
        let file = types::Fd(self.disk.file().as_raw_fd());
        let request = &self.slots[slot];
        let rest = &request.iovecs[request.first..];
        let entry = match &request.step {
            Step::Transfer { write: false } => {
                opcode::Readv::new(file, rest.as_ptr(), rest.len() as u32)
                    .offset(request.offset)
                    .build()
            }
            Step::Transfer { write: true } => {
                opcode::Writev::new(file, rest.as_ptr(), rest.len() as u32)
                    .offset(request.offset)
                    .build()
            }
            Step::Flush => opcode::Fsync::new(file)
                .flags(types::FsyncFlags::DATASYNC)
                .build(),
            Step::Zero { ranges, at } => {
                let range = ranges[*at];
                let how = if range.unmap {
                    libc::FALLOC_FL_PUNCH_HOLE
                } else {
                    libc::FALLOC_FL_ZERO_RANGE
                };
                opcode::Fallocate::new(file, range.bytes)
                    .offset(range.offset)
                    .mode(how | libc::FALLOC_FL_KEEP_SIZE)
                    .build()
            }
        };
        self.push(entry.user_data(slot as u64));
    }

    /// Books the result of a step: the next step, or the answer.
    fn progress(&mut self, slot: usize, result: i32) {
        let Some(request) = self.slots.get_mut(slot) else {
            return;
        };
        if matches!(-result, libc::EINTR | libc::EAGAIN) {
            self.issue(slot);
            return;
        }
        let mut status = VIRTIO_BLK_S_OK;
        let mut again = false;
        match &mut request.step {
            Step::Transfer { write } => {
                let write = *write;
                if result <= 0 || result as u64 > request.left {
                    // 0: the image became shorter.
                    status = VIRTIO_BLK_S_IOERR;
                } else {
                    request.advance(result as u64);
                    again = request.left > 0;
                    if !again && write && !self.writeback {
                        // Without FLUSH a write is done when it is on the disk.
                        request.step = Step::Flush;
                        again = true;
                    }
                }
            }
            Step::Zero { ranges, at } => match -result {
                0 => {
                    *at += 1;
                    again = *at < ranges.len();
                    if !again && !self.writeback {
                        request.step = Step::Flush;
                        again = true;
                    }
                }
                // A file system without ZERO_RANGE: a hole reads as zeroes too.
                libc::EOPNOTSUPP if !ranges[*at].unmap => {
                    ranges[*at].unmap = true;
                    again = true;
                }
                libc::EOPNOTSUPP => status = VIRTIO_BLK_S_UNSUPP,
                _ => status = VIRTIO_BLK_S_IOERR,
            },
            Step::Flush if result < 0 => status = VIRTIO_BLK_S_IOERR,
            Step::Flush => {}
        }
        if again {
            self.issue(slot);
            return;
        }
        self.in_flight -= 1;
        let lane = self.slots[slot].lane;
        self.lanes[lane].in_flight -= 1;
        self.answer(slot, status as u8);
    }

    fn answer(&mut self, slot: usize, status: u8) {
        let request = &self.slots[slot];
        let mut bytes = request.used;
        if u32::from(status) != VIRTIO_BLK_S_OK {
            bytes = 0;
            add(&self.stats.errors, 1);
        }
        let lane = &mut self.lanes[request.lane];
        // The address was checked; RAM does not go away.
        let _ = self.memory.write_obj(status, request.status);
        lane.give_back(&self.memory, request.head, bytes.saturating_add(1));
        self.free.push(slot);
    }
}

impl Lane {
    fn has_work(&self) -> bool {
        self.dirty && !self.broken && self.in_flight < self.size
    }
}

impl InFlight {
    fn empty() -> Self {
        Self {
            lane: 0,
            head: 0,
            status: GuestAddress(0),
            step: Step::Flush,
            iovecs: Vec::new(),
            first: 0,
            offset: 0,
            left: 0,
            used: 0,
        }
    }

    /// Leaves out what has moved.
    fn advance(&mut self, bytes: u64) {
        self.left -= bytes;
        self.offset += bytes;
        let mut bytes = bytes as usize;
        while let Some(first) = self.iovecs.get_mut(self.first) {
            if bytes < first.iov_len {
                // SAFETY: stays inside the same buffer.
                first.iov_base = unsafe { first.iov_base.cast::<u8>().add(bytes) }.cast();
                first.iov_len -= bytes;
                return;
            }
            bytes -= first.iov_len;
            self.first += 1;
        }
    }
}

fn temporary(error: &io::Error) -> bool {
    matches!(
        error.raw_os_error(),
        Some(libc::EINTR | libc::EBUSY | libc::EAGAIN)
    )
}

#[cfg(test)]
#[path = "plane_tests.rs"]
mod tests;
