//! What can be wrong with a call to the engine. What goes wrong on the bus is a completion's status instead.

use crate::node::Errno;

/// Each has a stable `code()` and a message that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum UsbfsError {
    #[error(
        "no permission to open {node}: run as root or give this user read and write access to it (a udev rule)"
    )]
    Permission { node: String },
    #[error(
        "{node} is not there: the device was unplugged or got another number; list the devices again"
    )]
    NotFound { node: String },
    #[error("{node} could not be opened: {source}")]
    Open {
        node: String,
        source: std::io::Error,
    },
    #[error(
        "{node} interface {interface} is in use by another program: end that program or release the device there"
    )]
    Busy { node: String, interface: u8 },
    #[error(
        "the device {node} is gone: it was unplugged or came back from a reset as another device"
    )]
    Gone { node: String },
    #[error("{node} has malformed descriptors: {what}")]
    Descriptors { node: String, what: &'static str },
    #[error("{what} on {node} failed: {source}")]
    System {
        node: String,
        what: &'static str,
        source: std::io::Error,
    },
    #[error(
        "the helper {path} that hands devices back could not be started ({reason}): run \"npm run setup\""
    )]
    Guard { path: String, reason: String },
    #[error("{0}")]
    Misuse(String),
    #[error("{limit} requests are already in flight on this device")]
    TooMany { limit: usize },
    #[error("the device was already released")]
    Released,
}

impl UsbfsError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Permission { .. } => "usbfs.permission",
            Self::NotFound { .. } => "usbfs.not_found",
            Self::Open { .. } => "usbfs.open",
            Self::Busy { .. } => "usbfs.busy",
            Self::Gone { .. } => "usbfs.gone",
            Self::Descriptors { .. } => "usbfs.descriptors",
            Self::System { .. } => "usbfs.system",
            Self::Guard { .. } => "usbfs.guard",
            Self::Misuse(_) => "usbfs.misuse",
            Self::TooMany { .. } => "usbfs.too_many",
            Self::Released => "usbfs.released",
        }
    }

    /// What a completion says in its place.
    pub fn errno(&self) -> Errno {
        match self {
            Self::Busy { .. } => libc::EBUSY,
            Self::Gone { .. } | Self::NotFound { .. } | Self::Released => libc::ENODEV,
            Self::Permission { .. } => libc::EACCES,
            Self::System { source, .. } | Self::Open { source, .. } => errno_of(source),
            Self::Descriptors { .. }
            | Self::Guard { .. }
            | Self::Misuse(_)
            | Self::TooMany { .. } => libc::EINVAL,
        }
    }
}

/// An error of the kernel in the course of `what`.
pub(crate) fn system(node: &str, what: &'static str, errno: Errno) -> UsbfsError {
    if errno == libc::ENODEV {
        return UsbfsError::Gone { node: node.into() };
    }
    UsbfsError::System {
        node: node.into(),
        what,
        source: std::io::Error::from_raw_os_error(errno),
    }
}

pub(crate) fn errno_of(error: &std::io::Error) -> Errno {
    error.raw_os_error().unwrap_or(libc::EIO)
}
