//! The agent's face to the network: TLS, and the splice of a connection to a VM process's unix socket.
//!
//! One thread with epoll serves every connection, for what it does with bytes is short: decrypt, write; read, encrypt,
//! write. A connection begins as one end of a socket pair whose other end the owner gets, plain text in both
//! directions; the owner may then detach it from that and splice it to a unix socket. Never parses what flows, knows
//! no tickets and no VMs.
//!
//! Memory: buffers of the thread, reused for every connection, and for each connection what one of its peers does not
//! take, at most [`CONNECTION_BOUND`] bytes. Nothing more is read from a side while the other has not taken what was.

mod addresses;
mod backlog;
mod connection;
mod error;
mod events;
mod gate;
mod listener;
mod round_trip;
mod session;
mod worker;

#[cfg(test)]
mod gate_tests;
#[cfg(test)]
mod session_tests;
#[cfg(test)]
mod testing;

pub use connection::CONNECTION_BOUND;
pub use error::GateError;
pub use events::{Event, Traffic};
pub use gate::{Gate, Settings};
