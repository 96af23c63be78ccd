//! Transfers and claims of real USB devices on Linux, through usbfs. Knows nothing of Node.
//!
//! `Device` opens one node (/dev/bus/usb/BBB/DDD), captures it from the kernel's drivers, carries control, bulk and
//! interrupt URBs, many at a time, and hands the device back; `guard` sees to that also when this process is killed.
//!
//! Statuses of completions are 0 or a negative errno: -ENOENT cancelled (or cut off by an operation), -EPIPE stall,
//! -EOVERFLOW babble, -EREMOTEIO short where that was not allowed, -ENODEV gone, -EINVAL refused, -ENOMEM no memory,
//! -ETIMEDOUT, -EPROTO, -EILSEQ, -ETIME and others: errors on the bus.
//!
//! -ENOMEM means that the URBs in flight of all programs reach usbfs's limit, 16 MiB by default. To raise it:
//! `echo 256 > /sys/module/usbcore/parameters/usbfs_memory_mb` (0: no limit), or `usbcore.usbfs_memory_mb=256` on the
//! kernel's command line.

pub mod abi;
pub mod descriptors;
pub mod device;
pub mod error;
pub mod guard;
pub mod hand_back;
pub mod node;
pub mod operations;
mod pool;
mod reaper;
pub mod request;
mod shared;
pub mod table;

pub use device::Device;
pub use error::UsbfsError;
pub use operations::Operation;
pub use request::Request;
pub use table::{Completion, Data};
