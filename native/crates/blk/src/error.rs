//! What can be wrong with an image or with the queues a guest sets up.

/// Each has a stable `code()` and a message that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BlkError {
    #[error("the disk image {path} could not be opened: {source}")]
    Open {
        path: String,
        source: std::io::Error,
    },
    #[error(
        "no permission to open the disk image {path}: give the VM's user access to it, or open it read-only"
    )]
    Permission { path: String },
    #[error(
        "the disk image {path} has {bytes} bytes, which is not a positive multiple of 512: it is truncated or no raw image"
    )]
    Truncated { path: String, bytes: u64 },
    #[error(
        "the disk image {path} is in use by another program or VM: stop that, or let all open it read-only"
    )]
    Locked { path: String },
    #[error(
        "virtqueue {index} is unusable: its rings must lie in RAM and its size be a power of two"
    )]
    Queue { index: usize },
    #[error("the disk's I/O thread could not be started: {source}")]
    Start { source: std::io::Error },
    #[error("the disk was closed or is already active")]
    State,
}

impl BlkError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open { .. } => "disk.open",
            Self::Permission { .. } => "disk.permission",
            Self::Truncated { .. } => "disk.truncated",
            Self::Locked { .. } => "disk.locked",
            Self::Queue { .. } => "virtio.queue",
            Self::Start { .. } => "disk.start",
            Self::State => "disk.state",
        }
    }
}
