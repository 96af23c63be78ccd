//! The socket that listens, and what every accepted one is set to.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use socket2::{Domain, SockRef, Socket, TcpKeepalive, Type};

use crate::error::GateError;

const BACKLOG: i32 = 511;
/// Probes of a peer that is silent: one each second, and so many before it counts as gone.
const PROBES: u32 = 10;

pub fn listen(address: SocketAddr) -> Result<TcpListener, GateError> {
    let bound = || -> io::Result<TcpListener> {
        let socket = Socket::new(
            Domain::for_address(address),
            Type::STREAM.nonblocking(),
            None,
        )?;
        socket.set_reuse_address(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        Ok(TcpListener::from_std(socket.into()))
    };
    bound().map_err(|source| GateError::Listen {
        address: address.to_string(),
        source,
    })
}

/// Small messages go at once, and a peer that is gone without a word is noticed.
pub fn prepare(stream: &TcpStream, keep_alive: Duration) -> io::Result<()> {
    let socket = SockRef::from(stream);
    socket.set_tcp_nodelay(true)?;
    let keep_alive = TcpKeepalive::new()
        .with_time(keep_alive)
        .with_interval(Duration::from_secs(1))
        .with_retries(PROBES);
    socket.set_tcp_keepalive(&keep_alive)
}
