//! How long a segment to a client and its acknowledgement take, as the kernel has measured it (tcp(7), `TCP_INFO`).

use std::mem::{MaybeUninit, size_of};
use std::os::fd::{AsRawFd, BorrowedFd};

/// Smoothed over what was sent lately, in microseconds. None before the kernel has measured anything.
pub fn round_trip_us(tcp: BorrowedFd<'_>) -> Option<u32> {
    let mut info = MaybeUninit::<libc::tcp_info>::zeroed();
    let mut length = size_of::<libc::tcp_info>() as libc::socklen_t;
    // SAFETY: the kernel writes at most `length` bytes to `info`, which has as many; the descriptor is open for as
    // long as it is borrowed.
    let result = unsafe {
        libc::getsockopt(
            tcp.as_raw_fd(),
            libc::IPPROTO_TCP,
            libc::TCP_INFO,
            info.as_mut_ptr().cast(),
            &raw mut length,
        )
    };
    if result != 0 {
        return None;
    }
    // SAFETY: numbers only, of which zero is one; an older kernel leaves those that it does not know as they were.
    let measured = unsafe { info.assume_init() }.tcpi_rtt;
    (measured > 0).then_some(measured)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::os::fd::AsFd;

    #[test]
    fn is_known_once_something_was_acknowledged() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut far, _) = listener.accept().unwrap();
        near.write_all(b"x").unwrap();
        far.read_exact(&mut [0]).unwrap();
        assert!(round_trip_us(near.as_fd()).unwrap() < 60_000_000);
    }

    #[test]
    fn is_not_known_of_what_is_no_tcp() {
        let other = UdpSocket::bind("127.0.0.1:0").unwrap();
        assert_eq!(round_trip_us(other.as_fd()), None);
    }
}
