//! The rules of splitting, memory and cancels, against a model of the kernel's side.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Mutex;

use proptest::prelude::*;

use super::*;
use crate::abi::{CAP_BULK_CONTINUATION, CAP_BULK_SCATTER_GATHER, URB_BULK_CONTINUATION};

const KIB: usize = 1024;

/// Stands for usbfs with one bulk IN endpoint behind it: URBs end in order when `run` is told to end them.
struct FakeUsbfs {
    state: Mutex<FakeState>,
}

#[derive(Default)]
struct FakeState {
    pending: VecDeque<*mut Urb>,
    ended: VecDeque<*mut Urb>,
    /// An error disabled the endpoint for continuations.
    disabled: bool,
    /// Bytes of URBs that fit.
    memory: Option<usize>,
    submits: Vec<(u32, i32)>,
}

// SAFETY: used from one thread; the pointers are the table's.
unsafe impl Send for FakeUsbfs {}
// SAFETY: as above.
unsafe impl Sync for FakeUsbfs {}

impl UrbPort for FakeUsbfs {
    unsafe fn submit(&self, urb: *mut Urb) -> Result<(), Errno> {
        let mut state = self.state.lock().unwrap();
        // SAFETY: the caller's contract.
        let (flags, length) = unsafe { ((*urb).flags, (*urb).buffer_length) };
        if let Some(memory) = state.memory {
            // SAFETY: pending URBs are alive.
            let used: i32 = state
                .pending
                .iter()
                .map(|urb| unsafe { (**urb).buffer_length })
                .sum();
            if used + length > memory as i32 {
                return Err(libc::ENOMEM);
            }
        }
        if flags & URB_BULK_CONTINUATION == 0 {
            state.disabled = false;
        } else if state.disabled {
            return Err(libc::EREMOTEIO);
        }
        state.submits.push((flags, length));
        state.pending.push_back(urb);
        Ok(())
    }
    fn reap(&self) -> Result<*mut Urb, Errno> {
        self.state
            .lock()
            .unwrap()
            .ended
            .pop_front()
            .ok_or(libc::EAGAIN)
    }
    fn discard(&self, urb: *mut Urb) -> Result<(), Errno> {
        let mut state = self.state.lock().unwrap();
        let found = state.pending.iter().position(|pending| *pending == urb);
        let at = found.ok_or(libc::EINVAL)?;
        state.pending.remove(at);
        // SAFETY: the URB is alive until it is reaped.
        unsafe { (*urb).status = -libc::ENOENT };
        state.ended.push_back(urb);
        Ok(())
    }
}

impl FakeUsbfs {
    fn new() -> Self {
        Self {
            state: Mutex::default(),
        }
    }

    /// Ends the oldest URB with these bytes, as the host controller and usbfs do it.
    fn end(&self, bytes: &[u8], status: i32) {
        let mut state = self.state.lock().unwrap();
        let urb = state.pending.pop_front().unwrap();
        // SAFETY: the URB and its buffer are alive until it is reaped.
        let (length, flags) = unsafe {
            let length = (*urb).buffer_length as usize;
            let moved = bytes.len().min(length);
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), (*urb).buffer.cast(), moved);
            (*urb).actual_length = moved as i32;
            (length, (*urb).flags)
        };
        let short = bytes.len() < length && flags & abi::URB_SHORT_NOT_OK != 0;
        let status = if status == 0 && short {
            -libc::EREMOTEIO
        } else {
            status
        };
        // SAFETY: as above.
        unsafe { (*urb).status = status };
        state.ended.push_back(urb);
        if status == 0 {
            return;
        }
        // The pieces behind it are unlinked, up to the next request.
        state.disabled = true;
        while let Some(&next) = state.pending.front() {
            // SAFETY: as above.
            if unsafe { (*next).flags } & URB_BULK_CONTINUATION == 0 {
                state.disabled = false;
                break;
            }
            state.pending.pop_front();
            // SAFETY: as above.
            unsafe { (*next).status = -libc::ECONNRESET };
            state.ended.push_back(next);
        }
    }

    fn pending(&self) -> usize {
        self.state.lock().unwrap().pending.len()
    }
}

fn read(id: u32, length: usize) -> Request<'static> {
    Request {
        id,
        kind: 3,
        endpoint: 0x81,
        setup: None,
        data: &[],
        length,
        flags: 0,
    }
}

fn reap_all(table: &mut Table, port: &FakeUsbfs) {
    while let Ok(urb) = port.reap() {
        // SAFETY: the table keeps the URB until it is booked.
        let context = unsafe { (*urb).usercontext };
        table.reaped(port, context);
    }
}

fn discard_all(table: &mut Table, port: &FakeUsbfs) {
    let mut urbs = Vec::new();
    table.take_discards(&mut urbs);
    for urb in urbs {
        let _ = port.discard(urb);
    }
    reap_all(table, port);
}

fn completion(id: u32, status: i32, actual: usize) -> Option<Completion> {
    Some(Completion {
        id,
        kind: KIND_URB,
        status,
        actual_length: actual as u32,
    })
}

#[test]
fn data_that_comes_in_pieces_is_one_buffer_for_the_kernel() {
    let usbfs = FakeUsbfs::new();
    let mut table = Table::new(CAP_BULK_SCATTER_GATHER);
    let pieces: [&[u8]; 3] = [&[1, 2], &[], &[3]];
    let request = Request {
        endpoint: 0x02,
        data: &pieces,
        ..read(1, 0)
    };
    table.submit(&usbfs, &request).unwrap();
    let setup = [0x21, 9, 0, 0, 0, 0, 3, 0];
    let request = Request {
        id: 2,
        kind: 2,
        endpoint: 0,
        setup: Some(&setup),
        data: &pieces,
        length: 0,
        flags: 0,
    };
    table.submit(&usbfs, &request).unwrap();
    let pending = usbfs.state.lock().unwrap();
    // SAFETY: pending URBs and their buffers are alive.
    let bytes = |urb: *mut Urb| unsafe {
        std::slice::from_raw_parts((*urb).buffer.cast::<u8>(), (*urb).buffer_length as usize)
    };
    assert_eq!(bytes(pending.pending[0]), [1, 2, 3]);
    assert_eq!(
        bytes(pending.pending[1]),
        [0x21, 9, 0, 0, 0, 0, 3, 0, 1, 2, 3]
    );
}

#[test]
fn with_scatter_gather_a_request_is_one_urb() {
    let (port, mut table) = (
        FakeUsbfs::new(),
        Table::new(CAP_BULK_SCATTER_GATHER | CAP_BULK_CONTINUATION),
    );
    table.submit(&port, &read(1, 1024 * KIB)).unwrap();
    assert_eq!(port.pending(), 1);
}

#[test]
fn without_it_a_read_is_pieces_that_continue_each_other() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_CONTINUATION));
    table.submit(&port, &read(1, 40 * KIB)).unwrap();
    assert_eq!(
        port.state.lock().unwrap().submits,
        [(0x01, 16384), (0x05, 16384), (0x04, 8192)]
    );
}

#[test]
fn a_stall_in_a_piece_is_the_status_of_the_whole() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_CONTINUATION));
    table.submit(&port, &read(1, 64 * KIB)).unwrap();
    port.end(&[7; 16384], 0);
    port.end(&[8; 100], -libc::EPIPE);
    reap_all(&mut table, &port);
    assert_eq!(table.pop(), completion(1, -libc::EPIPE, 16484));
    assert_eq!(table.pop(), None);
    assert_eq!(table.take_data(1).unwrap().bytes()[16384..], [8; 100]);
}

#[test]
fn a_cancelled_split_read_reports_all_that_moved() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_CONTINUATION));
    table.submit(&port, &read(1, 64 * KIB)).unwrap();
    port.end(&[7; 16384], 0);
    assert!(table.discard(1));
    discard_all(&mut table, &port);
    assert_eq!(table.pop(), completion(1, -libc::ENOENT, 16384));
    assert!(!table.discard(1));
}

#[test]
fn a_cancel_that_comes_too_late_changes_nothing() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    table.submit(&port, &read(1, 512)).unwrap();
    port.end(&[7; 512], 0);
    assert!(table.discard(1));
    discard_all(&mut table, &port);
    assert_eq!(table.pop(), completion(1, 0, 512));
}

#[test]
fn a_marked_slot_that_another_request_took_is_not_discarded() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    table.submit(&port, &read(1, 512)).unwrap();
    port.end(&[7; 512], 0);
    table.discard(1);
    reap_all(&mut table, &port);
    table.submit(&port, &read(2, 512)).unwrap();
    discard_all(&mut table, &port);
    assert_eq!(port.pending(), 1);
}

#[test]
fn what_does_not_fit_waits_for_a_completion() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    port.state.lock().unwrap().memory = Some(1024);
    table.submit(&port, &read(1, 1024)).unwrap();
    table.submit(&port, &read(2, 512)).unwrap();
    assert_eq!((port.pending(), table.waiting()), (1, 1));
    port.end(&[1; 1024], 0);
    reap_all(&mut table, &port);
    assert_eq!((port.pending(), table.waiting()), (1, 0));
}

#[test]
fn while_an_operation_runs_requests_wait() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    table.hold(true);
    table.submit(&port, &read(1, 512)).unwrap();
    assert_eq!(port.pending(), 0);
    table.hold(false);
    table.pump_all(&port);
    assert_eq!(port.pending(), 1);
}

#[test]
fn a_device_that_is_gone_ends_everything_once() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    table.submit(&port, &read(1, 512)).unwrap();
    table.finish_gone();
    table.submit(&port, &read(2, 512)).unwrap();
    assert_eq!(table.pop(), completion(1, -libc::ENODEV, 0));
    assert_eq!(table.pop().map(|end| end.kind), Some(KIND_GONE));
    assert_eq!(table.pop(), completion(2, -libc::ENODEV, 0));
    assert_eq!(table.pop(), None);
}

#[test]
fn the_number_and_bytes_in_flight_are_bounded() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    for id in 0..9 {
        table.submit(&port, &read(id, MAX_LENGTH)).unwrap();
    }
    assert_eq!(table.pop(), completion(8, -libc::ENOMEM, 0));
    for id in 9..1025 {
        table.submit(&port, &read(id, 0)).unwrap();
    }
    let refused = table.submit(&port, &read(2000, 0));
    assert_eq!(refused.unwrap_err().code(), "usbfs.too_many");
}

#[test]
fn an_id_in_flight_cannot_be_used_again() {
    let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_SCATTER_GATHER));
    table.submit(&port, &read(1, 512)).unwrap();
    assert_eq!(
        table.submit(&port, &read(1, 512)).unwrap_err().code(),
        "usbfs.misuse"
    );
}

proptest! {
    /// A device sends a stream in which every answer ends with a short packet. However the requests are split and
    /// however little memory there is, each completes once with exactly its answer's bytes.
    #[test]
    fn every_split_read_gets_exactly_its_answer(
        answers in prop::collection::vec((1usize..100_000, 1usize..100_000), 1..6),
        memory in prop::option::of(16_384usize..80_000),
    ) {
        let (port, mut table) = (FakeUsbfs::new(), Table::new(CAP_BULK_CONTINUATION));
        port.state.lock().unwrap().memory = memory;
        for (id, (wanted, _)) in answers.iter().enumerate() {
            table.submit(&port, &read(id as u32, *wanted)).unwrap();
        }
        for (id, (wanted, sent)) in answers.iter().enumerate() {
            let bytes: Vec<u8> = (0..*sent.min(wanted)).map(|at| (at / 251 + at) as u8).collect();
            let mut rest = &bytes[..];
            while table.is_in_flight(id as u32) {
                let length = rest.len().min(16_384);
                let (now, later) = rest.split_at(length);
                rest = later;
                port.end(now, 0);
                reap_all(&mut table, &port);
            }
            prop_assert_eq!(table.pop(), completion(id as u32, 0, bytes.len()));
            let data = table.take_data(id as u32).unwrap();
            prop_assert_eq!(data.bytes(), &bytes[..]);
        }
        prop_assert_eq!((table.pop(), port.pending()), (None, 0));
    }
}
