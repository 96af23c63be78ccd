//! What the caller and a device's two threads share, behind one lock, and how they wake each other. Makes no system
//! call but that.

use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::UsbfsError;
use crate::node::Node;
use crate::table::Table;

/// Called from other threads when completions wait.
pub type Wake = dyn Fn() + Send + Sync;

pub(crate) struct State {
    pub table: Table,
    /// None once released or gone: the node is closed when its last user drops it.
    pub node: Option<Arc<Node>>,
    pub claimed: Vec<u8>,
    /// The configuration the device was captured in; None before capture.
    pub original: Option<u8>,
    pub operations: usize,
    /// What kept the last capture from the device, until it is asked for.
    pub refusal: Option<UsbfsError>,
    pub releasing: bool,
    /// The caller was woken and has not emptied the queue since.
    pub woken: bool,
}

pub(crate) struct Shared {
    pub path: String,
    pub state: Mutex<State>,
    /// Told when the last request in flight has ended.
    pub drained: Condvar,
    /// Wakes the reaping thread.
    pub event: OwnedFd,
    pub stop: AtomicBool,
    /// None after the last completion, so that what it keeps alive (an event loop) can end.
    pub wake: Mutex<Option<Arc<Wake>>>,
}

impl Shared {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the caller that completions wait, unless it knows. Ends the caller's use of the state.
    pub fn wake_caller(&self, mut state: MutexGuard<'_, State>) {
        let needed = state.table.has_completions() && !state.woken;
        if needed {
            state.woken = true;
        }
        if state.table.in_flight() == 0 {
            self.drained.notify_all();
        }
        drop(state);
        if needed {
            let wake = self.lock_wake().clone();
            if let Some(wake) = wake {
                wake();
            }
        }
    }

    pub fn lock_wake(&self) -> MutexGuard<'_, Option<Arc<Wake>>> {
        self.wake.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn wake_reaper(&self) {
        let one: u64 = 1;
        // SAFETY: writes eight bytes of a local to an eventfd that is open as long as self.
        unsafe { libc::write(self.event.as_raw_fd(), (&raw const one).cast(), 8) };
    }
}
