//! The reaping thread of a device: takes completions from the kernel, carries out discards, tries again what waits for
//! kernel memory, and notices that the device is gone.

use std::os::fd::AsRawFd;
use std::sync::atomic::Ordering;

use crate::guard;
use crate::node::{Node, UrbPort};
use crate::shared::Shared;

/// How often requests that wait for kernel memory are tried again, beside after every completion.
const TICK_MS: i32 = 20;

/// The thread's work, until the device is gone or `stop` is set.
pub(crate) fn reap_all(shared: &Shared) {
    let Some(node) = shared.lock().node.clone() else {
        return;
    };
    let mut discards = Vec::new();
    loop {
        let timeout = if shared.lock().table.waiting() > 0 {
            TICK_MS
        } else {
            -1
        };
        let gone = wait(shared, &node, timeout);
        if shared.stop.load(Ordering::Acquire) {
            return;
        }
        if gone {
            shared.lock().table.set_gone();
        }
        shared.lock().table.take_discards(&mut discards);
        for urb in discards.drain(..) {
            // EINVAL: it ended by itself; either way it is reaped below.
            let _ = node.discard(urb);
        }
        let ended = reap_ready(shared, &node);
        let mut state = shared.lock();
        if ended || gone {
            state.table.finish_gone();
            state.node = None;
            state.claimed.clear();
            if state.original.take().is_some() {
                guard::drop_device(&shared.path);
            }
            shared.wake_caller(state);
            return;
        }
        state.table.pump_all(node.as_ref());
        shared.wake_caller(state);
    }
}

/// Takes every URB that has ended. True when the device is gone and nothing is left.
fn reap_ready(shared: &Shared, node: &Node) -> bool {
    loop {
        match node.reap() {
            Ok(urb) => {
                // SAFETY: the kernel gives back a pointer that was submitted and not reaped; the table keeps it
                // alive until it is booked below, and nobody writes to it meanwhile.
                let context = unsafe { (*urb).usercontext };
                let mut state = shared.lock();
                if state.table.hints_at_removal(context) && is_unplugged(node) {
                    state.table.set_gone();
                }
                state.table.reaped(node, context);
                shared.wake_caller(state);
            }
            Err(libc::ENODEV) => return true,
            // EAGAIN: nothing more now.
            Err(_) => return false,
        }
    }
}

fn is_unplugged(node: &Node) -> bool {
    let mut entry = libc::pollfd {
        fd: node.raw_fd(),
        events: 0,
        revents: 0,
    };
    // SAFETY: one entry, as stated.
    unsafe { libc::poll(&raw mut entry, 1, 0) };
    entry.revents & (libc::POLLERR | libc::POLLHUP) != 0
}

/// Waits for a completion, a wake-up or the timeout. True when the device is gone.
fn wait(shared: &Shared, node: &Node, timeout: i32) -> bool {
    let mut entries = [
        libc::pollfd {
            fd: node.raw_fd(),
            events: libc::POLLOUT,
            revents: 0,
        },
        libc::pollfd {
            fd: shared.event.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        },
    ];
    // SAFETY: two entries, as stated.
    unsafe { libc::poll(entries.as_mut_ptr(), 2, timeout) };
    if entries[1].revents != 0 {
        let mut count: u64 = 0;
        // SAFETY: reads eight bytes into a local.
        unsafe { libc::read(shared.event.as_raw_fd(), (&raw mut count).cast(), 8) };
    }
    entries[0].revents & (libc::POLLERR | libc::POLLHUP) != 0
}
