//! The line to the guard process, which hands captured devices back should this process be killed. One guard per
//! process; it is told before a device is claimed and after it was handed back, through a pipe whose end it notices.

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::UsbfsError;

pub const PROGRAM: &str = "farport-usb-guard";

struct Guard {
    path: Option<PathBuf>,
    running: Option<(Child, ChildStdin)>,
    /// Every device that is held, by node: the line that says so.
    held: BTreeMap<String, String>,
}

static GUARD: Mutex<Guard> = Mutex::new(Guard {
    path: None,
    running: None,
    held: BTreeMap::new(),
});

fn lock() -> MutexGuard<'static, Guard> {
    GUARD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the guard program is; by default beside the file that this code was loaded from.
pub fn set_path(path: &Path) {
    lock().path = Some(path.to_owned());
}

/// Tells the guard that `node` is about to be claimed. `identity` is the device descriptor: a guard leaves another
/// device under the same node alone.
pub fn hold(node: &str, configuration: u8, identity: &[u8]) -> Result<(), UsbfsError> {
    let mut line = format!("hold {node} {configuration} ");
    for byte in identity {
        line.push_str(&format!("{byte:02x}"));
    }
    line.push('\n');
    let mut guard = lock();
    guard.held.insert(node.to_owned(), line.clone());
    let result = guard.tell(&line);
    if result.is_err() {
        guard.held.remove(node);
    }
    result
}

/// Tells the guard that `node` was handed back or is gone.
pub fn drop_device(node: &str) {
    let mut guard = lock();
    if guard.held.remove(node).is_some() {
        // A guard that cannot be told has ended, and guards nothing.
        if let Some((_, pipe)) = &mut guard.running {
            let _ = pipe.write_all(format!("drop {node}\n").as_bytes());
        }
    }
}

impl Guard {
    fn tell(&mut self, line: &str) -> Result<(), UsbfsError> {
        if let Some((child, pipe)) = &mut self.running {
            let alive = matches!(child.try_wait(), Ok(None));
            if alive && pipe.write_all(line.as_bytes()).is_ok() {
                return Ok(());
            }
            self.running = None;
        }
        self.start()
    }

    /// Starts a guard and tells it everything that is held.
    fn start(&mut self) -> Result<(), UsbfsError> {
        let path = self.path.clone().unwrap_or_else(beside_this_code);
        let failed = |reason: std::io::Error| UsbfsError::Guard {
            path: path.display().to_string(),
            reason: reason.to_string(),
        };
        let mut command = Command::new(&path);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .current_dir("/");
        // SAFETY: setsid is async-signal-safe and touches no memory.
        unsafe {
            command.pre_exec(|| {
                // Its own session: no signal of this process's terminal reaches it.
                libc::setsid();
                Ok(())
            });
        }
        let mut child = command.spawn().map_err(failed)?;
        let mut pipe = child
            .stdin
            .take()
            .ok_or_else(|| failed(std::io::Error::other("no pipe")))?;
        for line in self.held.values() {
            pipe.write_all(line.as_bytes()).map_err(failed)?;
        }
        self.running = Some((child, pipe));
        Ok(())
    }
}

fn beside_this_code() -> PathBuf {
    if let Some(path) = std::env::var_os("FARPORT_USB_GUARD") {
        return path.into();
    }
    let mut info = std::mem::MaybeUninit::<libc::Dl_info>::zeroed();
    let address = beside_this_code as *const () as *const libc::c_void;
    // SAFETY: dladdr fills the structure for an address of this program; the name lives as long as the code.
    let file = unsafe {
        if libc::dladdr(address, info.as_mut_ptr()) == 0
            || info.assume_init_ref().dli_fname.is_null()
        {
            None
        } else {
            Some(std::ffi::CStr::from_ptr(info.assume_init_ref().dli_fname))
        }
    };
    let file = file
        .and_then(|name| name.to_str().ok())
        .map(PathBuf::from)
        .unwrap_or_default();
    file.parent().unwrap_or(Path::new("/")).join(PROGRAM)
}
