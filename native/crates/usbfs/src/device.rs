//! One device: its node, its claims and its two threads. The reaping thread takes completions from the kernel and
//! carries out discards; the operation thread does what may take long (reset, configurations, handing back), so that
//! the caller's thread only ever submits. While an operation runs, requests wait in the table.

use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::descriptors::interfaces;
use crate::error::UsbfsError;
use crate::node::{Errno, Node, UrbPort};
use crate::request::Request;
use crate::table::{Completion, Data, KIND_OPERATION, KIND_RELEASED, MAX_IN_FLIGHT, Table};
use crate::{guard, hand_back, holder};

/// How often requests that wait for kernel memory are tried again, beside after every completion.
const TICK_MS: i32 = 20;
/// How long handing back waits for what is in flight to end.
const DRAIN: Duration = Duration::from_secs(2);
const MAX_OPERATIONS: usize = 64;
const DESCRIPTOR_LENGTH: usize = 18;

/// What changes the state of the whole device or of an endpoint; each is answered by a completion of kind 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Reset,
    SetConfiguration(u8),
    SetInterface { interface: u8, alternate: u8 },
    ClearHalt { endpoint: u8 },
}

/// Called from other threads when completions wait.
pub type Wake = dyn Fn() + Send + Sync;

enum Order {
    Operation(u32, Operation),
    Release,
}

struct State {
    table: Table,
    /// None once released or gone: the node is closed when its last user drops it.
    node: Option<Arc<Node>>,
    claimed: Vec<u8>,
    /// The configuration the device was captured in; None before capture.
    original: Option<u8>,
    operations: usize,
    releasing: bool,
    /// The caller was woken and has not emptied the queue since.
    woken: bool,
}

struct Shared {
    path: String,
    state: Mutex<State>,
    /// Told when the last request in flight has ended.
    drained: Condvar,
    /// Wakes the reaping thread.
    event: OwnedFd,
    stop: std::sync::atomic::AtomicBool,
    /// None after the last completion, so that what it keeps alive (an event loop) can end.
    wake: Mutex<Option<Arc<Wake>>>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the caller that completions wait, unless it knows. Ends the caller's use of the state.
    fn wake_caller(&self, mut state: MutexGuard<'_, State>) {
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

    fn lock_wake(&self) -> MutexGuard<'_, Option<Arc<Wake>>> {
        self.wake.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_reaper(&self) {
        let one: u64 = 1;
        // SAFETY: writes eight bytes of a local to an eventfd that is open as long as self.
        unsafe { libc::write(self.event.as_raw_fd(), (&raw const one).cast(), 8) };
    }
}

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
                releasing: false,
                woken: false,
            }),
            drained: Condvar::new(),
            // SAFETY: the descriptor is new and ours.
            event: unsafe { OwnedFd::from_raw_fd(event) },
            stop: std::sync::atomic::AtomicBool::new(false),
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
            let errno = error.raw_os_error().unwrap_or(libc::EIO);
            system(&self.shared.path, "reading the descriptors", errno)
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

    /// Takes every interface of the active configuration from its driver. All or none.
    pub fn capture(&self) -> Result<(), UsbfsError> {
        let path = &self.shared.path;
        let node = self.node()?;
        let bytes = self.descriptors()?;
        let identity = bytes
            .get(..DESCRIPTOR_LENGTH)
            .ok_or_else(|| UsbfsError::Descriptors {
                node: path.clone(),
                what: "the device descriptor is short",
            })?;
        let configuration = node
            .active_configuration()
            .map_err(|errno| system(path, "asking for the configuration", errno))?;
        let numbers = interfaces(&bytes, configuration).unwrap_or_default();
        if numbers.is_empty() && configuration != 0 {
            return Err(UsbfsError::Descriptors {
                node: path.clone(),
                what: "the active configuration has no interface",
            });
        }
        if self.shared.lock().original.is_some() {
            return Err(UsbfsError::Misuse(format!("{path} is captured already")));
        }
        guard::hold(path, configuration, identity)?;
        for (index, number) in numbers.iter().enumerate() {
            if let Err(errno) = node.detach_and_claim(*number) {
                for taken in &numbers[..index] {
                    let _ = node.release_interface(*taken);
                }
                for taken in &numbers[..index] {
                    let _ = node.connect_driver(*taken);
                }
                guard::drop_device(path);
                return Err(match errno {
                    libc::EBUSY => UsbfsError::Busy {
                        node: path.clone(),
                        interface: *number,
                        holder: holder::describe(path),
                    },
                    libc::ENODEV => UsbfsError::Gone { node: path.clone() },
                    errno => system(path, "claiming an interface", errno),
                });
            }
        }
        let mut state = self.shared.lock();
        state.claimed = numbers;
        state.original = Some(configuration);
        Ok(())
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
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

fn system(node: &str, what: &'static str, errno: Errno) -> UsbfsError {
    if errno == libc::ENODEV {
        return UsbfsError::Gone { node: node.into() };
    }
    UsbfsError::System {
        node: node.into(),
        what,
        source: std::io::Error::from_raw_os_error(errno),
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

/// The operation thread.
fn work(shared: &Arc<Shared>, orders: &Receiver<Order>) {
    let reaping = Arc::clone(shared);
    let reaper = thread::Builder::new()
        .name("usbfs-reap".into())
        .spawn(move || reap_all(&reaping));
    while let Ok(order) = orders.recv() {
        match order {
            Order::Operation(id, operation) => {
                let status = match perform(shared, operation) {
                    Ok(()) => 0,
                    Err(errno) => -errno,
                };
                let mut state = shared.lock();
                state.operations -= 1;
                state.table.push(Completion {
                    id,
                    kind: KIND_OPERATION,
                    status,
                    actual_length: 0,
                });
                shared.wake_caller(state);
            }
            Order::Release => break,
        }
    }
    drain_and_hand_back(shared);
    shared
        .stop
        .store(true, std::sync::atomic::Ordering::Release);
    shared.wake_reaper();
    if let Ok(reaper) = reaper {
        let _ = reaper.join();
    }
    let mut state = shared.lock();
    // The last user of the node: this closes it.
    state.node = None;
    state.table.push(Completion {
        id: 0,
        kind: KIND_RELEASED,
        status: 0,
        actual_length: 0,
    });
    shared.wake_caller(state);
    *shared.lock_wake() = None;
}

fn perform(shared: &Shared, operation: Operation) -> Result<(), Errno> {
    let (node, claimed, captured) = {
        let mut state = shared.lock();
        let Some(node) = state.node.clone() else {
            return Err(libc::ENODEV);
        };
        state.table.hold(true);
        (node, state.claimed.clone(), state.original.is_some())
    };
    let result = match operation {
        Operation::SetInterface {
            interface,
            alternate,
        } if claimed.contains(&interface) => node.set_interface(interface, alternate),
        // usbfs would claim it by itself, and nobody would hand it back.
        Operation::SetInterface { .. } => Err(libc::EINVAL),
        Operation::ClearHalt { endpoint } if endpoint & 0x0f != 0 => node.clear_halt(endpoint),
        Operation::ClearHalt { .. } => Err(libc::EINVAL),
        Operation::Reset | Operation::SetConfiguration(_) => {
            release_all(&node, &claimed);
            let result = match operation {
                Operation::SetConfiguration(value) => node.set_configuration(value),
                _ => reset(&node),
            };
            let claims = if captured {
                claim_all(&node)
            } else {
                Ok(Vec::new())
            };
            let mut state = shared.lock();
            match claims {
                Ok(claims) => {
                    state.claimed = claims;
                    result
                }
                Err(errno) => {
                    state.claimed.clear();
                    result.and(Err(errno))
                }
            }
        }
    };
    let mut state = shared.lock();
    state.table.hold(false);
    state.table.pump_all(node.as_ref());
    shared.wake_caller(state);
    result
}

/// A device that comes back with other descriptors is another device.
fn reset(node: &Node) -> Result<(), Errno> {
    let before = node.descriptors().map_err(|_| libc::ENODEV)?;
    node.reset()?;
    match node.descriptors() {
        Ok(after) if after == before => Ok(()),
        _ => Err(libc::ENODEV),
    }
}

fn release_all(node: &Node, claimed: &[u8]) {
    for interface in claimed {
        let _ = node.release_interface(*interface);
    }
}

/// Claims what the active configuration has now.
fn claim_all(node: &Node) -> Result<Vec<u8>, Errno> {
    let bytes = node.descriptors().map_err(|_| libc::ENODEV)?;
    let active = node.active_configuration()?;
    let numbers = interfaces(&bytes, active).unwrap_or_default();
    for number in &numbers {
        node.detach_and_claim(*number)?;
    }
    Ok(numbers)
}

/// Ends what is in flight, then gives the device to the kernel's drivers if it was captured and is still there.
fn drain_and_hand_back(shared: &Shared) {
    let mut state = shared.lock();
    state.releasing = true;
    state.table.discard_everything();
    shared.wake_reaper();
    let deadline = Instant::now() + DRAIN;
    while state.table.in_flight() > 0 {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        state = shared
            .drained
            .wait_timeout(state, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
    let node = state.node.clone();
    let claimed = std::mem::take(&mut state.claimed);
    let original = state.original.take();
    drop(state);
    if let (Some(node), Some(configuration)) = (node, original) {
        release_all(&node, &claimed);
        hand_back::hand_back(&node, configuration);
        guard::drop_device(&shared.path);
    }
}

/// The reaping thread.
fn reap_all(shared: &Shared) {
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
        if shared.stop.load(std::sync::atomic::Ordering::Acquire) {
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
