//! Buffers of URBs, reused: in classes of powers of two, with a bound on what is kept idle.

use std::sync::{Arc, Mutex, MutexGuard};

const SMALLEST_SHIFT: u32 = 9;
const CLASSES: usize = 17;
/// Idle bytes that are kept for reuse.
const MAX_IDLE: usize = 32 << 20;

pub struct Pool {
    idle: Mutex<Idle>,
}

struct Idle {
    bytes: usize,
    classes: [Vec<Box<[u8]>>; CLASSES],
}

/// A buffer that goes back to its pool when dropped.
pub struct Buffer {
    bytes: Box<[u8]>,
    pool: Arc<Pool>,
}

fn class_of(length: usize) -> usize {
    let shift = length.max(1).next_power_of_two().trailing_zeros();
    shift.saturating_sub(SMALLEST_SHIFT) as usize
}

impl Pool {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            idle: Mutex::new(Idle {
                bytes: 0,
                classes: std::array::from_fn(|_| Vec::new()),
            }),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.idle
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// A buffer of at least `length` bytes; what it holds is of this device's earlier transfers.
    pub fn take(self: &Arc<Self>, length: usize) -> Buffer {
        let class = class_of(length);
        let mut idle = self.lock();
        let reused = idle.classes.get_mut(class).and_then(Vec::pop);
        if let Some(bytes) = &reused {
            idle.bytes -= bytes.len();
        }
        drop(idle);
        let bytes = reused.unwrap_or_else(|| {
            let size = length.next_power_of_two().max(1 << SMALLEST_SHIFT);
            vec![0; size].into_boxed_slice()
        });
        Buffer {
            bytes,
            pool: Arc::clone(self),
        }
    }
}

impl Buffer {
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        let mut idle = self.pool.lock();
        if idle.bytes + bytes.len() <= MAX_IDLE {
            let length = bytes.len();
            if let Some(class) = idle.classes.get_mut(class_of(length)) {
                class.push(bytes);
                idle.bytes += length;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_used_again_by_a_request_of_its_class() {
        let pool = Pool::new();
        let address = pool.take(600).bytes().as_ptr();
        let again = pool.take(1024);
        assert_eq!(again.bytes().as_ptr(), address);
        assert_eq!(again.bytes().len(), 1024);
    }

    #[test]
    fn idle_memory_is_bounded() {
        let pool = Pool::new();
        let held: Vec<_> = (0..4).map(|_| pool.take(16 << 20)).collect();
        drop(held);
        assert_eq!(pool.lock().bytes, 32 << 20);
    }
}
