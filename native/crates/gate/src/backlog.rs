//! Bytes that a socket did not take yet, in buffers that are used again and again.

use std::io::{self, ErrorKind, Write};

/// Buffers that nobody uses now, kept for the next who needs one.
#[derive(Default)]
pub struct Spares(Vec<Vec<u8>>);

const KEPT_SPARES: usize = 16;

impl Spares {
    pub fn take(&mut self) -> Vec<u8> {
        self.0.pop().unwrap_or_default()
    }

    pub fn put(&mut self, mut buffer: Vec<u8>) {
        if self.0.len() < KEPT_SPARES && buffer.capacity() > 0 {
            buffer.clear();
            self.0.push(buffer);
        }
    }
}

/// What was read of one peer and is still to be written to the other. An empty one has no buffer.
#[derive(Default)]
pub struct Backlog {
    bytes: Vec<u8>,
    written: usize,
}

impl Backlog {
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn len(&self) -> usize {
        self.bytes.len() - self.written
    }

    pub fn push(&mut self, bytes: &[u8], spares: &mut Spares) {
        if bytes.is_empty() {
            return;
        }
        if self.bytes.capacity() == 0 {
            self.bytes = spares.take();
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes what the socket takes. True when nothing is left; false when it would have to wait.
    pub fn flush(&mut self, to: &mut impl Write, spares: &mut Spares) -> io::Result<bool> {
        if self.is_empty() {
            return Ok(true);
        }
        self.written += write(to, &self.bytes[self.written..])?;
        if self.written < self.bytes.len() {
            return Ok(false);
        }
        self.clear(spares);
        Ok(true)
    }

    /// Puts all of it behind what `other` holds.
    pub fn move_to(&mut self, other: &mut Backlog, spares: &mut Spares) {
        other.push(&self.bytes[self.written..], spares);
        self.clear(spares);
    }

    pub fn clear(&mut self, spares: &mut Spares) {
        spares.put(std::mem::take(&mut self.bytes));
        self.written = 0;
    }
}

/// Writes what the socket takes now; fewer bytes than given mean that it would have to wait.
pub fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match to.write(bytes) {
            Ok(written) => return Ok(written),
            Err(cause) if cause.kind() == ErrorKind::WouldBlock => return Ok(0),
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Takes so many bytes at a time, then wants to wait.
    struct Slow(Vec<u8>, usize);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.1);
            if taken == 0 {
                return Err(ErrorKind::WouldBlock.into());
            }
            self.0.extend_from_slice(&bytes[..taken]);
            self.1 = 0;
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn writes_in_order_what_a_slow_socket_takes() {
        let mut spares = Spares::default();
        let mut backlog = Backlog::default();
        backlog.push(b"one ", &mut spares);
        backlog.push(b"two", &mut spares);
        let mut slow = Slow(Vec::new(), 3);
        assert!(!backlog.flush(&mut slow, &mut spares).unwrap());
        assert_eq!(backlog.len(), 4);
        assert!(!backlog.flush(&mut slow, &mut spares).unwrap());
        slow.1 = 100;
        assert!(backlog.flush(&mut slow, &mut spares).unwrap());
        assert_eq!(slow.0, b"one two");
        assert!(backlog.is_empty());
    }

    #[test]
    fn gives_its_buffer_back_when_it_is_empty() {
        let mut spares = Spares::default();
        let mut backlog = Backlog::default();
        backlog.push(b"some", &mut spares);
        assert!(backlog.flush(&mut Vec::new(), &mut spares).unwrap());
        assert_eq!(backlog.bytes.capacity(), 0);
        assert_eq!(spares.0.len(), 1);
    }
}
