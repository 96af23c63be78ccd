//! What the owner of a gate can get wrong, or its machine refuse. What a peer does wrong ends its connection, and is
//! told as an event.

use std::io;

#[derive(Debug, thiserror::Error)]
pub enum GateError {
    #[error("the certificate or its key cannot be used: {0}")]
    Identity(String),
    #[error("cannot listen on {address}: {source}")]
    Listen { address: String, source: io::Error },
    #[error("the gate's thread could not be started: {0}")]
    Start(io::Error),
    #[error("nothing answers at {path}: {source}")]
    Unreachable { path: String, source: io::Error },
    #[error("connection {0} has no VM that it could be spliced to: connect first")]
    NotConnected(u64),
    #[error("the gate is closed")]
    Closed,
}

impl GateError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Identity(_) => "gate.identity",
            Self::Listen { source, .. } => match source.kind() {
                io::ErrorKind::AddrInUse => "gate.address_in_use",
                io::ErrorKind::PermissionDenied => "gate.address_not_permitted",
                io::ErrorKind::AddrNotAvailable => "gate.address_not_available",
                _ => "gate.listen",
            },
            Self::Start(_) => "gate.start",
            Self::Unreachable { .. } => "gate.unreachable",
            Self::NotConnected(_) => "gate.not_connected",
            Self::Closed => "gate.closed",
        }
    }
}
