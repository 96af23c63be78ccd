//! Hands captured USB devices back to the kernel's drivers when the process that captured them is killed.
//!
//! It reads lines from its standard input, a pipe of that process: "hold NODE CONFIGURATION IDENTITY" and
//! "drop NODE". When the pipe ends it gives back what is held, and exits. It keeps no device open before that.

use std::collections::BTreeMap;
use std::io::{BufRead, stdin};
use std::thread;
use std::time::Duration;

use farport_usbfs::hand_back::{hand_back, wait_until_free};
use farport_usbfs::node::Node;

/// How long a device may stay claimed by the process that is being killed.
const PATIENCE: Duration = Duration::from_secs(2);

struct Held {
    configuration: u8,
    identity: String,
}

fn main() {
    // SAFETY: sets dispositions and closes descriptors that nothing here uses.
    unsafe {
        for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP, libc::SIGQUIT] {
            libc::signal(signal, libc::SIG_IGN);
        }
        libc::syscall(libc::SYS_close_range, 3u32, u32::MAX, 0u32);
    }
    let mut held = BTreeMap::new();
    for line in stdin().lock().lines() {
        let Ok(line) = line else { break };
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("hold"), Some(node), Some(configuration), Some(identity)) => {
                let Ok(configuration) = configuration.parse() else {
                    continue;
                };
                let identity = identity.to_owned();
                held.insert(
                    node.to_owned(),
                    Held {
                        configuration,
                        identity,
                    },
                );
            }
            (Some("drop"), Some(node), None, None) => {
                held.remove(node);
            }
            _ => {}
        }
    }
    // One thread each: a device that does not answer holds up no other.
    let threads: Vec<_> = held
        .into_iter()
        .map(|(node, held)| thread::spawn(move || give_back(&node, &held)))
        .collect();
    for thread in threads {
        let _ = thread.join();
    }
}

fn give_back(path: &str, held: &Held) {
    let Ok(node) = Node::open(path) else { return };
    let Ok(bytes) = node.descriptors() else {
        return;
    };
    let identity: String = bytes
        .iter()
        .take(18)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if identity == held.identity && wait_until_free(&node, PATIENCE) {
        hand_back(&node, held.configuration);
    }
}
