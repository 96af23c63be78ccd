//! What the gate's thread tells its owner, and the counters that the owner may read at any time.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Bytes of plain text that a splice has carried, and how far away its client is.
#[derive(Debug, Default)]
pub struct Traffic {
    to_vm: AtomicU64,
    to_client: AtomicU64,
    /// Microseconds; 0: not known.
    round_trip: AtomicU32,
}

impl Traffic {
    pub fn to_vm(&self) -> u64 {
        self.to_vm.load(Ordering::Relaxed)
    }

    pub fn to_client(&self) -> u64 {
        self.to_client.load(Ordering::Relaxed)
    }

    /// Of the connection to the client, microseconds, as last looked at. None where it is not known.
    pub fn round_trip_us(&self) -> Option<u32> {
        let measured = self.round_trip.load(Ordering::Relaxed);
        (measured > 0).then_some(measured)
    }

    pub(crate) fn set_round_trip_us(&self, measured: u32) {
        self.round_trip.store(measured, Ordering::Relaxed);
    }

    pub(crate) fn add_to_vm(&self, bytes: usize) {
        self.to_vm.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn add_to_client(&self, bytes: usize) {
        self.to_client.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

#[derive(Debug)]
pub enum Event {
    /// A client has done its TLS handshake. `plain` is its connection, non-blocking, for the owner to close.
    Opened {
        id: u64,
        plain: OwnedFd,
        peer: SocketAddr,
    },
    /// A splice is over. Comes exactly once for each call of `splice`.
    Ended {
        id: u64,
        reason: String,
        to_vm: u64,
        to_client: u64,
        lasted: Duration,
    },
    /// A client got no further than its handshake. `others`: so many more since the last time, untold.
    Failed {
        peer: SocketAddr,
        message: String,
        others: u64,
    },
    /// The gate's thread has ended by a fault of ours or of the machine: nothing works any more.
    Broken { message: String },
}

/// Handshakes that failed and are told one by one, of those that the owner has not taken yet.
const TOLD_FAILURES: usize = 16;

#[derive(Default)]
struct Waiting {
    events: VecDeque<Event>,
    opened: usize,
    failures: usize,
    untold: u64,
}

/// The thread puts in, the owner takes out.
pub struct Events {
    waiting: Mutex<Waiting>,
    /// Connections that may wait to be taken.
    limit: usize,
    /// Gone when the gate is closed.
    wake: Mutex<Option<Wake>>,
}

type Wake = Box<dyn Fn() + Send + Sync>;

impl Events {
    pub fn new(limit: usize, wake: Wake) -> Self {
        Self {
            waiting: Mutex::default(),
            limit,
            wake: Mutex::new(Some(wake)),
        }
    }

    /// False: the owner takes none, and this one was dropped.
    pub fn put(&self, event: Event) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut event = event;
        match &mut event {
            Event::Opened { .. } if waiting.opened >= self.limit => return false,
            Event::Opened { .. } => waiting.opened += 1,
            Event::Failed { .. } if waiting.failures >= TOLD_FAILURES => {
                waiting.untold += 1;
                return false;
            }
            Event::Failed { others, .. } => {
                waiting.failures += 1;
                *others = std::mem::take(&mut waiting.untold);
            }
            Event::Ended { .. } | Event::Broken { .. } => {}
        }
        let first = waiting.events.is_empty();
        waiting.events.push_back(event);
        drop(waiting);
        if first {
            let wake = self.wake.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(wake) = &*wake {
                wake();
            }
        }
        true
    }

    /// Calls nobody any more.
    pub fn be_silent(&self) {
        self.wake
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    pub fn take(&self) -> Option<Event> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let event = waiting.events.pop_front();
        match event {
            Some(Event::Opened { .. }) => waiting.opened -= 1,
            Some(Event::Failed { .. }) => waiting.failures -= 1,
            _ => {}
        }
        event
    }
}
