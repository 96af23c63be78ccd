//! `notifyService` of native/binding.ts: a datagram to the service manager (sd_notify(3)). Node has no unix datagrams.

use napi_derive::napi;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

use crate::errors::{Result, error};

/// `socket` is NOTIFY_SOCKET: a path, or an abstract name after "@". Never waits.
// In a test build nothing registers it with Node, and so nothing uses it.
#[cfg_attr(test, allow(dead_code))]
#[napi]
pub fn notify_service(socket: String, message: String) -> Result<()> {
    let failed = |cause: std::io::Error| {
        error(
            "service.notify",
            format!("the service manager's socket {socket}: {cause}"),
        )
    };
    let address = match socket.strip_prefix('@') {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(&socket),
    }
    .map_err(failed)?;
    let datagram = UnixDatagram::unbound().map_err(failed)?;
    datagram.set_nonblocking(true).map_err(failed)?;
    datagram
        .send_to_addr(message.as_bytes(), &address)
        .map_err(failed)?;
    Ok(())
}
