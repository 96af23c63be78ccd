//! One device: its node and its two threads, as the caller sees them. `operations` and `reaper` are the threads, `table`
//! the URBs; while an operation runs, requests wait in the table.

use std::os::fd::{FromRawFd, OwnedFd};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use crate::error::{UsbfsError, errno_of, system};
use crate::node::{Errno, Node, UrbPort};
use crate::operations::{Operation, Order, work};
use crate::request::Request;
use crate::shared::{Shared, State, Wake};
use crate::table::{Completion, Data, MAX_IN_FLIGHT, Table};

const MAX_OPERATIONS: usize = 64;

pub struct Device {
    shared: Arc<Shared>,
    orders: Sender<Order>,
    worker: Option<JoinHandle<()>>,
    capabilities: u32,
}

impl Device {
    /// Opens a node; nothing is claimed. `wake` is called from other threads, once for any number of completions
    /// until `reap` has returned the last. `mask` hides capabilities of the kernel, to try what hosts without them do.
    pub fn open(path: &str, mask: u32, wake: Box<Wake>) -> Result<Self, UsbfsError> {
        let node = Node::open(path)?;
        let capabilities = mask
            & node
                .capabilities()
                .map_err(|errno| system(path, "asking for usbfs's capabilities", errno))?;
        let path = node.path().to_owned();
        // SAFETY: eventfd returns a new descriptor or -1.
        let event = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) };
        if event < 0 {
            return Err(UsbfsError::Open {
                node: path,
                source: std::io::Error::last_os_error(),
            });
        }
        let shared = Arc::new(Shared {
            path: path.clone(),
            state: Mutex::new(State {
                table: Table::new(capabilities),
                node: Some(Arc::new(node)),
                claimed: Vec::new(),
                original: None,
                operations: 0,
                refusal: None,
                releasing: false,
                woken: false,
            }),
            drained: Condvar::new(),
            // SAFETY: the descriptor is new and ours.
            event: unsafe { OwnedFd::from_raw_fd(event) },
            stop: AtomicBool::new(false),
            wake: Mutex::new(Some(Arc::from(wake))),
        });
        let (orders, receiver) = channel();
        let threads = Arc::clone(&shared);
        let worker = thread::Builder::new()
            .name("usbfs-operation".into())
            .spawn(move || work(&threads, &receiver))
            .map_err(|source| UsbfsError::Open { node: path, source })?;
        Ok(Self {
            shared,
            orders,
            worker: Some(worker),
            capabilities,
        })
    }

    fn node(&self) -> Result<Arc<Node>, UsbfsError> {
        let state = self.shared.lock();
        match &state.node {
            Some(_) if state.releasing => Err(UsbfsError::Released),
            Some(node) => Ok(Arc::clone(node)),
            None if state.table.is_gone() => Err(UsbfsError::Gone {
                node: self.shared.path.clone(),
            }),
            None => Err(UsbfsError::Released),
        }
    }

    /// Device descriptor and configurations, as read(2) on the node gives them.
    pub fn descriptors(&self) -> Result<Vec<u8>, UsbfsError> {
        self.node()?.descriptors().map_err(|error| {
            system(
                &self.shared.path,
                "reading the descriptors",
                errno_of(&error),
            )
        })
    }

    /// 1 low, 2 full, 3 high, 5 super, 6 super-plus; 0 unknown.
    pub fn speed(&self) -> Result<u32, UsbfsError> {
        self.node()?
            .speed()
            .map_err(|errno| system(&self.shared.path, "asking for the speed", errno))
    }

    pub fn capabilities(&self) -> u32 {
        self.capabilities
    }

    /// What kept the last capture from the device, once.
    pub fn take_refusal(&self) -> Option<UsbfsError> {
        self.shared.lock().refusal.take()
    }

    /// Takes one request; its completion comes by `reap`, also where the kernel refuses it.
    pub fn submit(&self, request: &Request<'_>) -> Result<(), UsbfsError> {
        let mut state = self.shared.lock();
        let state_ref = &mut *state;
        if state_ref.releasing {
            return Err(UsbfsError::Released);
        }
        match &state_ref.node {
            Some(node) => state_ref.table.submit(node.as_ref(), request)?,
            None => state_ref.table.submit(&Closed, request)?,
        }
        let waits = state_ref.table.waiting() > 0;
        self.shared.wake_caller(state);
        if waits {
            self.shared.wake_reaper();
        }
        Ok(())
    }

    /// Asks for a URB's early end. False if it is not in flight (any more).
    pub fn discard(&self, id: u32) -> bool {
        let mut state = self.shared.lock();
        let found = state.table.discard(id);
        self.shared.wake_caller(state);
        if found {
            self.shared.wake_reaper();
        }
        found
    }

    /// Starts an operation; its completion comes by `reap`.
    pub fn operate(&self, id: u32, operation: Operation) -> Result<(), UsbfsError> {
        let mut state = self.shared.lock();
        if state.releasing {
            return Err(UsbfsError::Released);
        }
        if state.table.is_in_flight(id) {
            return Err(UsbfsError::Misuse(format!("id {id} is in flight already")));
        }
        if state.operations >= MAX_OPERATIONS {
            return Err(UsbfsError::TooMany {
                limit: MAX_OPERATIONS,
            });
        }
        state.operations += 1;
        // From now on, not from when the thread gets to it: what is submitted next belongs behind it.
        state.table.hold(true);
        drop(state);
        let _ = self.orders.send(Order::Operation(id, operation));
        Ok(())
    }

    /// Hands up to `limit` completions to `take`; returns how many.
    pub fn reap(&self, limit: usize, mut take: impl FnMut(usize, Completion)) -> usize {
        let mut state = self.shared.lock();
        let mut count = 0;
        while count < limit.min(MAX_IN_FLIGHT)
            && let Some(completion) = state.table.pop()
        {
            take(count, completion);
            count += 1;
        }
        // The caller comes again by itself only when it is woken again.
        state.woken = false;
        self.shared.wake_caller(state);
        count
    }

    /// IN data of a completed URB; None if there is none (any more).
    pub fn take_data(&self, id: u32) -> Option<Data> {
        self.shared.lock().table.take_data(id)
    }

    /// Starts handing the device back and closing the node. A completion of kind 3 tells the end. Repeats do nothing.
    pub fn release(&self) {
        let mut state = self.shared.lock();
        if !state.releasing {
            state.releasing = true;
            drop(state);
            let _ = self.orders.send(Order::Release);
        }
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        self.release();
        // What hangs in the kernel must not hang whoever lets go of the device: it ends by itself, or with the process,
        // and the guard hands the device back then.
        if let Some(worker) = self.worker.take_if(|worker| worker.is_finished()) {
            let _ = worker.join();
        }
    }
}

/// What takes URBs once the node is closed: nothing.
struct Closed;

impl UrbPort for Closed {
    unsafe fn submit(&self, _urb: *mut crate::abi::Urb) -> Result<(), Errno> {
        Err(libc::ENODEV)
    }
    fn reap(&self) -> Result<*mut crate::abi::Urb, Errno> {
        Err(libc::ENODEV)
    }
    fn discard(&self, _urb: *mut crate::abi::Urb) -> Result<(), Errno> {
        Err(libc::ENODEV)
    }
}
