//! The operation thread of a device: what may take long (capturing, resets, configurations, handing back), one after
//! the other, so that the caller's thread only ever submits.

use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::descriptors::interfaces;
use crate::error::{UsbfsError, errno_of, system};
use crate::node::{Errno, Node};
use crate::reaper::reap_all;
use crate::shared::Shared;
use crate::table::{Completion, KIND_OPERATION, KIND_RELEASED};
use crate::{guard, hand_back};

/// How long handing back waits for what is in flight to end.
const DRAIN: Duration = Duration::from_secs(2);
const DESCRIPTOR_LENGTH: usize = 18;

/// What changes the state of the whole device or of an endpoint; each is answered by a completion of kind 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Capture,
    Reset,
    SetConfiguration(u8),
    SetInterface { interface: u8, alternate: u8 },
    ClearHalt { endpoint: u8 },
}

pub(crate) enum Order {
    Operation(u32, Operation),
    Release,
}

/// The thread's work, until `Order::Release` or the caller's end.
pub(crate) fn work(shared: &Arc<Shared>, orders: &Receiver<Order>) {
    let reaping = Arc::clone(shared);
    let reaper = thread::Builder::new()
        .name("usbfs-reap".into())
        .spawn(move || reap_all(&reaping));
    while let Ok(order) = orders.recv() {
        match order {
            Order::Operation(id, operation) => {
                let status = match run(shared, operation) {
                    Ok(()) => 0,
                    Err(errno) => -errno,
                };
                let mut state = shared.lock();
                let state_ref = &mut *state;
                state_ref.operations -= 1;
                if state_ref.operations == 0 {
                    state_ref.table.hold(false);
                    if let Some(node) = &state_ref.node {
                        state_ref.table.pump_all(node.as_ref());
                    }
                }
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
    shared.stop.store(true, Ordering::Release);
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

/// Runs one operation; requests wait in the table since it was asked for.
fn run(shared: &Shared, operation: Operation) -> Result<(), Errno> {
    let (node, claimed, captured) = {
        let state = shared.lock();
        let Some(node) = state.node.clone() else {
            return Err(libc::ENODEV);
        };
        (node, state.claimed.clone(), state.original.is_some())
    };
    match operation {
        Operation::Capture => match capture(shared, &node) {
            Ok(()) => Ok(()),
            Err(error) => {
                let errno = error.errno();
                shared.lock().refusal = Some(error);
                Err(errno)
            }
        },
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
    }
}

/// Takes every interface of the active configuration from its driver. All or none. Unbinding a driver may take as long
/// as the driver waits for the device: a disk's writes its cache first.
fn capture(shared: &Shared, node: &Node) -> Result<(), UsbfsError> {
    let path = &shared.path;
    let bytes = node
        .descriptors()
        .map_err(|error| system(path, "reading the descriptors", errno_of(&error)))?;
    let malformed = |what| UsbfsError::Descriptors {
        node: path.clone(),
        what,
    };
    let identity = bytes
        .get(..DESCRIPTOR_LENGTH)
        .ok_or_else(|| malformed("the device descriptor is short"))?;
    let configuration = node
        .active_configuration()
        .map_err(|errno| system(path, "asking for the configuration", errno))?;
    let numbers = interfaces(&bytes, configuration).unwrap_or_default();
    if numbers.is_empty() && configuration != 0 {
        return Err(malformed("the active configuration has no interface"));
    }
    if shared.lock().original.is_some() {
        return Err(UsbfsError::Misuse(format!("{path} is captured already")));
    }
    guard::hold(path, configuration, identity)?;
    for (index, number) in numbers.iter().enumerate() {
        if let Err(errno) = node.detach_and_claim(*number) {
            release_all(node, &numbers[..index]);
            for taken in &numbers[..index] {
                let _ = node.connect_driver(*taken);
            }
            guard::drop_device(path);
            return Err(match errno {
                libc::EBUSY => UsbfsError::Busy {
                    node: path.clone(),
                    interface: *number,
                },
                errno => system(path, "claiming an interface", errno),
            });
        }
    }
    let mut state = shared.lock();
    if state.node.is_none() {
        // It went meanwhile, and the reaping thread has told so.
        guard::drop_device(path);
        return Err(UsbfsError::Gone { node: path.clone() });
    }
    state.claimed = numbers;
    state.original = Some(configuration);
    Ok(())
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
