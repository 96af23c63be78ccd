//! The URBs of one device: from request to the one completion, split and continued as usbfs needs. Owns buffers and
//! kernel URBs while they are in flight; makes no decision about claims or configurations and never blocks.
//!
//! A bulk request that usbfs cannot take whole becomes pieces of 16 KiB. Every IN piece but the last carries
//! SHORT_NOT_OK and every piece but the first BULK_CONTINUATION: when a piece ends short or fails, the kernel unlinks
//! the pieces behind it and refuses later ones with EREMOTEIO until a piece without BULK_CONTINUATION comes. So the
//! pieces of one request are submitted without another request of the endpoint between them.
//!
//! Where the kernel has no memory for a piece (`usbfs_memory_mb`, 16 MiB for all programs by default), the request
//! and those behind it on the endpoint wait for a completion or a tick, for at most `MEMORY_PATIENCE`.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::abi::{self, Urb};
use crate::error::UsbfsError;
use crate::node::{Errno, UrbPort};
use crate::pool::{Buffer, Pool};
use crate::request::{Kind, MAX_LENGTH, Refused, Request};

/// URBs in flight or not yet reaped by the caller (MAX_URBS_IN_FLIGHT of packages/usb).
pub const MAX_IN_FLIGHT: usize = 1024;
/// Bytes of buffers in flight or not yet taken by the caller, for one device.
pub const MAX_BYTES_HELD: usize = 128 << 20;
/// How long a request waits for kernel memory before it ends with -ENOMEM.
pub const MEMORY_PATIENCE: Duration = Duration::from_secs(1);

const PIECE: usize = 16 * 1024;
/// The two directions of sixteen endpoints; control has one queue per endpoint for both.
const ENDPOINTS: usize = 32;

/// What became of a request or an operation; `kind` as `UsbfsDevice.completions()` numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion {
    pub id: u32,
    pub kind: u32,
    /// 0 or a negative errno.
    pub status: i32,
    pub actual_length: u32,
}

pub const KIND_URB: u32 = 0;
pub const KIND_OPERATION: u32 = 1;
pub const KIND_GONE: u32 = 2;
pub const KIND_RELEASED: u32 = 3;

/// IN data of a completed URB.
pub struct Data {
    buffer: Buffer,
    start: usize,
    length: usize,
}

impl Data {
    pub fn bytes(&self) -> &[u8] {
        &self.buffer.bytes()[self.start..self.start + self.length]
    }
    /// Whether keeping these bytes keeps much more memory than they need.
    pub fn is_small_part(&self) -> bool {
        self.length < self.buffer.bytes().len() / 8
    }
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.buffer.bytes_mut()[self.start..self.start + self.length]
    }
}

struct Transfer {
    id: u32,
    queue: usize,
    input: bool,
    short_not_ok: bool,
    /// Offset of the data in the buffer: 8 for control, whose setup packet comes first.
    start: usize,
    buffer: Buffer,
    /// One per piece, at a fixed address from the first submit to the last reap.
    urbs: Vec<Urb>,
    submitted: usize,
    reaped: usize,
    /// Nothing more is submitted; the errno of the refusal, 0 where it is no failure of its own.
    stopped: Option<Errno>,
    discarded: bool,
    out_of_memory_since: Option<Instant>,
}

impl Transfer {
    fn complete_submission(&self) -> bool {
        self.stopped.is_some() || self.submitted == self.urbs.len()
    }
    fn ended(&self) -> bool {
        self.complete_submission() && self.reaped == self.submitted
    }
}

pub struct Table {
    capabilities: u32,
    pool: Arc<Pool>,
    slots: Vec<Option<Transfer>>,
    free: Vec<usize>,
    by_id: HashMap<u32, usize>,
    spare: Vec<Vec<Urb>>,
    /// Transfers that are not wholly submitted, in order, by endpoint.
    waiting: [VecDeque<usize>; ENDPOINTS],
    waiting_count: usize,
    /// An operation runs: nothing is submitted until it ends.
    held: bool,
    gone: bool,
    /// Slots whose pieces in flight are to be discarded by the reaping thread.
    to_discard: Vec<usize>,
    completions: VecDeque<Completion>,
    data: HashMap<u32, Data>,
    bytes_held: usize,
}

impl Table {
    pub fn new(capabilities: u32) -> Self {
        Self {
            capabilities,
            pool: Pool::new(),
            slots: Vec::new(),
            free: Vec::new(),
            by_id: HashMap::new(),
            spare: Vec::new(),
            waiting: std::array::from_fn(|_| VecDeque::new()),
            waiting_count: 0,
            held: false,
            gone: false,
            to_discard: Vec::new(),
            completions: VecDeque::new(),
            data: HashMap::new(),
            bytes_held: 0,
        }
    }

    /// Requests not yet completed.
    pub fn in_flight(&self) -> usize {
        self.by_id.len()
    }
    /// Requests that wait for kernel memory or the end of an operation.
    pub fn waiting(&self) -> usize {
        self.waiting_count
    }
    pub fn is_gone(&self) -> bool {
        self.gone
    }
    pub fn has_completions(&self) -> bool {
        !self.completions.is_empty()
    }
    pub fn is_in_flight(&self, id: u32) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Takes a request. What the kernel or the rules of USB refuse becomes a completion; misuse is an error.
    pub fn submit(&mut self, port: &dyn UrbPort, request: &Request<'_>) -> Result<(), UsbfsError> {
        let kind = request.check()?;
        if self.by_id.contains_key(&request.id) {
            return Err(UsbfsError::Misuse(format!(
                "id {} is in flight already",
                request.id
            )));
        }
        if self.by_id.len() + self.completions.len() >= MAX_IN_FLIGHT {
            return Err(UsbfsError::TooMany {
                limit: MAX_IN_FLIGHT,
            });
        }
        if self.gone {
            self.refuse(request.id, libc::ENODEV);
            return Ok(());
        }
        let layout = match request.layout(kind) {
            Ok(layout) => layout,
            Err(Refused(errno)) => {
                self.refuse(request.id, errno);
                return Ok(());
            }
        };
        debug_assert!(layout.length <= MAX_LENGTH);
        let mut buffer = self.pool.take(layout.start + layout.length);
        let size = buffer.bytes().len();
        if self.bytes_held + size > MAX_BYTES_HELD {
            self.refuse(request.id, libc::ENOMEM);
            return Ok(());
        }
        let mut at = 0;
        let setup = request.setup.map_or(&[][..], |setup| &setup[..]);
        for piece in std::iter::once(setup).chain(request.data.iter().copied()) {
            buffer.bytes_mut()[at..at + piece.len()].copy_from_slice(piece);
            at += piece.len();
        }
        self.bytes_held += size;
        self.data_forget(request.id);

        let number = usize::from(request.endpoint & 0x0f);
        let queue = match kind {
            Kind::Control => number,
            _ => number + if layout.input { 16 } else { 0 },
        };
        let mut transfer = Transfer {
            id: request.id,
            queue,
            input: layout.input,
            short_not_ok: request.flags & abi::URB_SHORT_NOT_OK != 0,
            start: layout.start,
            buffer,
            urbs: self.spare.pop().unwrap_or_default(),
            submitted: 0,
            reaped: 0,
            stopped: None,
            discarded: false,
            out_of_memory_since: None,
        };
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        self.make_urbs(&mut transfer, slot, kind, request, layout.length);
        self.slots[slot] = Some(transfer);
        self.by_id.insert(request.id, slot);
        self.waiting[queue].push_back(slot);
        self.waiting_count += 1;
        self.pump(port, queue);
        Ok(())
    }

    fn make_urbs(
        &self,
        transfer: &mut Transfer,
        slot: usize,
        kind: Kind,
        request: &Request<'_>,
        length: usize,
    ) {
        let split = kind == Kind::Bulk
            && length > PIECE
            && self.capabilities & abi::CAP_BULK_SCATTER_GATHER == 0
            && self.capabilities & abi::CAP_BULK_CONTINUATION != 0;
        // The data of a control URB includes its setup packet.
        let whole = transfer.start + length;
        let step = if split { PIECE } else { whole.max(1) };
        let count = whole.div_ceil(step).max(1);
        for index in 0..count {
            let offset = index * step;
            let last = index + 1 == count;
            let mut flags = 0;
            if index > 0 {
                flags |= abi::URB_BULK_CONTINUATION;
            }
            if last {
                flags |= request.flags;
            } else if transfer.input {
                flags |= abi::URB_SHORT_NOT_OK;
            }
            let area = &mut transfer.buffer.bytes_mut()[offset..whole.min(offset + step)];
            transfer.urbs.push(Urb {
                kind: kind.number(),
                endpoint: request.endpoint,
                status: 0,
                flags,
                buffer: area.as_mut_ptr().cast(),
                buffer_length: area.len() as i32,
                actual_length: 0,
                start_frame: 0,
                stream_id: 0,
                error_count: 0,
                signr: 0,
                usercontext: slot << 16 | index,
            });
        }
    }

    fn refuse(&mut self, id: u32, errno: Errno) {
        self.completions.push_back(Completion {
            id,
            kind: KIND_URB,
            status: -errno,
            actual_length: 0,
        });
    }

    /// Submits what waits on one endpoint, as far as the kernel takes it.
    fn pump(&mut self, port: &dyn UrbPort, queue: usize) {
        if self.held {
            return;
        }
        while let Some(&slot) = self.waiting[queue].front() {
            let Some(transfer) = self.slots[slot].as_mut() else {
                self.unqueue(slot, queue);
                continue;
            };
            while !transfer.complete_submission() {
                let urb: *mut Urb = &raw mut transfer.urbs[transfer.submitted];
                // SAFETY: URBs and buffer stay in the slot until every submitted piece is reaped.
                match unsafe { port.submit(urb) } {
                    Ok(()) => {
                        transfer.submitted += 1;
                        transfer.out_of_memory_since = None;
                    }
                    Err(libc::EREMOTEIO) if transfer.submitted > 0 => transfer.stopped = Some(0),
                    Err(libc::ENOMEM) => {
                        let since = *transfer
                            .out_of_memory_since
                            .get_or_insert_with(Instant::now);
                        if since.elapsed() < MEMORY_PATIENCE {
                            return;
                        }
                        transfer.stopped = Some(libc::ENOMEM);
                    }
                    // No such endpoint; as a completion's status it would mean a cancel.
                    Err(libc::ENOENT) => transfer.stopped = Some(libc::EINVAL),
                    Err(errno) => transfer.stopped = Some(errno),
                }
            }
            if transfer.stopped.is_some_and(|errno| errno != 0)
                && transfer.reaped < transfer.submitted
            {
                self.to_discard.push(slot);
            }
            self.unqueue(slot, queue);
            self.finish_if_ended(slot);
        }
    }

    fn unqueue(&mut self, slot: usize, queue: usize) {
        let before = self.waiting[queue].len();
        self.waiting[queue].retain(|waiting| *waiting != slot);
        self.waiting_count -= before - self.waiting[queue].len();
    }

    /// Tries again what waits; after a completion, a tick or the end of an operation.
    pub fn pump_all(&mut self, port: &dyn UrbPort) {
        if self.waiting_count == 0 {
            return;
        }
        for queue in 0..ENDPOINTS {
            self.pump(port, queue);
        }
    }

    /// While held, requests wait.
    pub fn hold(&mut self, held: bool) {
        self.held = held;
    }

    /// Marks a request for its early end. True if it was in flight.
    pub fn discard(&mut self, id: u32) -> bool {
        let Some(&slot) = self.by_id.get(&id) else {
            return false;
        };
        self.discard_slot(slot);
        true
    }

    fn discard_slot(&mut self, slot: usize) {
        let Some(transfer) = self.slots[slot].as_mut() else {
            return;
        };
        if transfer.discarded {
            return;
        }
        transfer.discarded = true;
        if !transfer.complete_submission() {
            transfer.stopped = Some(0);
            let queue = transfer.queue;
            self.unqueue(slot, queue);
        }
        self.to_discard.push(slot);
        self.finish_if_ended(slot);
    }

    pub fn discard_everything(&mut self) {
        for slot in 0..self.slots.len() {
            self.discard_slot(slot);
        }
    }

    /// The kernel URBs to discard now, last piece first so that no later one starts when an earlier one ends. The
    /// pointers hold until the calling thread, which alone reaps, reaps the next URB.
    pub fn take_discards(&mut self, into: &mut Vec<*mut Urb>) {
        for slot in std::mem::take(&mut self.to_discard) {
            // The slot may have passed to another request since it was marked.
            let marked = self.slots[slot].as_mut().filter(|transfer| {
                transfer.discarded || transfer.stopped.is_some_and(|errno| errno != 0)
            });
            if let Some(transfer) = marked {
                let submitted = transfer.submitted;
                into.extend(
                    transfer.urbs[..submitted]
                        .iter_mut()
                        .rev()
                        .map(|urb| &raw mut *urb),
                );
            }
        }
    }

    /// Books a URB that `reap` gave back, by its `usercontext`.
    pub fn reaped(&mut self, port: &dyn UrbPort, context: usize) {
        let (slot, piece) = (context >> 16, context & 0xffff);
        let Some(transfer) = self.slots.get_mut(slot).and_then(Option::as_mut) else {
            return;
        };
        transfer.reaped += 1;
        let failed = transfer.urbs.get(piece).is_some_and(|urb| urb.status != 0);
        if failed && !transfer.complete_submission() {
            transfer.stopped = Some(0);
            let queue = transfer.queue;
            self.unqueue(slot, queue);
        }
        self.finish_if_ended(slot);
        self.pump_all(port);
    }

    fn finish_if_ended(&mut self, slot: usize) {
        let ended = self.slots[slot].as_ref().is_some_and(Transfer::ended);
        if ended && let Some(transfer) = self.slots[slot].take() {
            self.finish(slot, transfer);
        }
    }

    fn finish(&mut self, slot: usize, mut transfer: Transfer) {
        self.free.push(slot);
        self.by_id.remove(&transfer.id);
        let (mut status, mut actual) = outcome(&mut transfer);
        if self.gone && !transfer.discarded && was_ended_by_host(status) {
            status = -libc::ENODEV;
        }
        let length = transfer.buffer.bytes().len();
        if transfer.input && actual > 0 {
            actual = actual.min(length - transfer.start);
            self.data.insert(
                transfer.id,
                Data {
                    buffer: transfer.buffer,
                    start: transfer.start,
                    length: actual,
                },
            );
        } else {
            self.bytes_held -= length;
        }
        transfer.urbs.clear();
        if transfer.urbs.capacity() <= 4 {
            self.spare.push(transfer.urbs);
        }
        self.completions.push_back(Completion {
            id: transfer.id,
            kind: KIND_URB,
            status,
            actual_length: actual as u32,
        });
    }

    /// Whether a URB ended in a way that says the device may be gone.
    pub fn hints_at_removal(&self, context: usize) -> bool {
        let (slot, piece) = (context >> 16, context & 0xffff);
        !self.gone
            && !self.held
            && self
                .slots
                .get(slot)
                .and_then(Option::as_ref)
                .is_some_and(|transfer| {
                    !transfer.discarded
                        && transfer
                            .urbs
                            .get(piece)
                            .is_some_and(|urb| was_ended_by_host(urb.status))
                })
    }

    /// From now on every request ends with -ENODEV.
    pub fn set_gone(&mut self) {
        self.gone = true;
    }

    /// After the last reap of a device that is gone: ends what is left and says so, once.
    pub fn finish_gone(&mut self) {
        self.gone = true;
        for slot in 0..self.slots.len() {
            if let Some(mut transfer) = self.slots[slot].take() {
                self.unqueue(slot, transfer.queue);
                transfer.submitted = transfer.reaped;
                transfer.stopped = Some(libc::ENODEV);
                self.finish(slot, transfer);
            }
        }
        self.push(Completion {
            id: 0,
            kind: KIND_GONE,
            status: -libc::ENODEV,
            actual_length: 0,
        });
    }

    pub fn push(&mut self, completion: Completion) {
        self.completions.push_back(completion);
    }

    pub fn pop(&mut self) -> Option<Completion> {
        self.completions.pop_front()
    }

    pub fn take_data(&mut self, id: u32) -> Option<Data> {
        let data = self.data.remove(&id)?;
        self.bytes_held -= data.buffer.bytes().len();
        Some(data)
    }

    /// Data that was never taken goes when its id comes again.
    fn data_forget(&mut self, id: u32) {
        drop(self.take_data(id));
    }
}

/// Statuses of URBs that were unlinked or cut off, by whomever.
fn was_ended_by_host(status: i32) -> bool {
    matches!(-status, libc::ENOENT | libc::ECONNRESET | libc::ESHUTDOWN)
}

/// Status and length of the whole from those of its pieces; moves IN data together.
fn outcome(transfer: &mut Transfer) -> (i32, usize) {
    let last = transfer.urbs.len() - 1;
    let step = transfer.urbs[0].buffer_length.max(0) as usize;
    let mut actual = 0;
    let mut status = 0;
    let mut early = false;
    for (index, urb) in transfer.urbs[..transfer.submitted].iter().enumerate() {
        let moved = urb.actual_length.clamp(0, urb.buffer_length) as usize;
        let offset = index * step;
        if transfer.input && moved > 0 && offset != actual {
            // A piece that was on its way when an earlier one ended short.
            transfer
                .buffer
                .bytes_mut()
                .copy_within(offset..offset + moved, actual);
        }
        actual += moved;
        if urb.status == 0 || status != 0 || early {
            continue;
        }
        if urb.status == -libc::EREMOTEIO && index < last && !transfer.short_not_ok {
            early = true;
        } else {
            status = urb.status;
        }
    }
    if status == 0 && !early {
        let missing = transfer.submitted <= last;
        match transfer.stopped {
            Some(errno) if errno != 0 => status = -errno,
            Some(_) if missing && transfer.discarded => status = -libc::ENOENT,
            _ => {}
        }
    }
    if transfer.discarded && status == -libc::ECONNRESET {
        status = -libc::ENOENT;
    }
    (status, actual)
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
