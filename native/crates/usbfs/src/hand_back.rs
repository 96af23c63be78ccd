//! Giving a device back to the kernel's drivers; shared by the engine and the guard.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::descriptors::interfaces;
use crate::node::Node;

/// Resets the device, sets the configuration it was found in and lets the kernel's drivers bind again. The caller
/// has released every interface. Errors are of a device that is gone or broken: nothing more can be done for it.
pub fn hand_back(node: &Node, configuration: u8) {
    let _ = node.reset();
    let active = node.active_configuration().unwrap_or(configuration);
    if active != configuration {
        // The kernel's drivers bind to the new interfaces by themselves.
        let _ = node.set_configuration(configuration);
    }
    let Ok(bytes) = node.descriptors() else {
        return;
    };
    for interface in interfaces(&bytes, configuration).unwrap_or_default() {
        // EBUSY: it has a driver already.
        let _ = node.connect_driver(interface);
    }
}

/// Waits until no program holds an interface through usbfs. False if one still does after `patience`.
pub fn wait_until_free(node: &Node, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    loop {
        let Ok(bytes) = node.descriptors() else {
            return false;
        };
        let Ok(active) = node.active_configuration() else {
            return false;
        };
        let held = interfaces(&bytes, active)
            .unwrap_or_default()
            .into_iter()
            .any(|interface| matches!(node.driver(interface), Ok(Some(name)) if name == "usbfs"));
        if !held {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        sleep(Duration::from_millis(10));
    }
}
