//! How accesses travel from vCPU threads to the thread of the devices, and answers back.
//!
//! One bounded queue for all vCPUs, so that one drain sees accesses in the order they were made; one slot per vCPU
//! for the answer it waits for. Never looks at what an access means.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Records that may wait; a vCPU whose record finds the queue full waits for a drain.
pub const QUEUE_LIMIT: usize = 4096;
/// Records the buffer of one drain holds.
pub const DRAIN_LIMIT: usize = 1024;
/// Bytes of one record.
pub const RECORD_BYTES: usize = 32;
/// How often a waiting vCPU looks for its answer before it sleeps: some ten microseconds, about what a sleep costs.
const SPINS: u32 = 2000;

/// What a record tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// The vCPU waits for the value.
    Read = 1,
    /// The vCPU waits until the write has taken effect.
    Write = 2,
    /// The vCPU went on.
    Posted = 3,
    Event = 4,
}

/// Things that happen to the machine; told at most once per drain each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Event {
    /// Triple fault, shutdown exit, or the guest asked for a reset by the keyboard controller.
    Shutdown = 1,
    /// KVM could not go on; `last_error` says why.
    Failure = 2,
    Console = 3,
    /// All vCPUs stand.
    Paused = 4,
}

const EVENTS: [Event; 4] = [
    Event::Shutdown,
    Event::Failure,
    Event::Console,
    Event::Paused,
];

/// One access as the devices see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    pub kind: Kind,
    pub size: u8,
    pub vcpu: u16,
    /// Region id, or the event's code.
    pub region: u32,
    pub offset: u32,
    pub value: u64,
}

impl Record {
    /// The layout that native/binding.ts describes.
    pub fn to_bytes(self) -> [u8; RECORD_BYTES] {
        let mut bytes = [0; RECORD_BYTES];
        bytes[0] = self.kind as u8;
        bytes[1] = self.size;
        bytes[2..4].copy_from_slice(&self.vcpu.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.region.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.offset.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.value.to_le_bytes());
        bytes
    }
}

/// Calls the thread of the devices; called from any thread, at most once between two drains.
pub type Wake = Box<dyn Fn() + Send + Sync>;

struct Queue {
    records: VecDeque<Record>,
    /// Bit n: EVENTS[n] waits.
    events: u8,
    /// The wake was called and no drain has come since.
    woken: bool,
    wake: Option<std::sync::Arc<Wake>>,
}

const IDLE: u32 = 0;
const WAITING: u32 = 1;
const ANSWERED: u32 = 2;

struct Slot {
    state: AtomicU32,
    value: AtomicU64,
    lock: Mutex<()>,
    answered: Condvar,
}

/// The machine is being stopped: whoever waits goes home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

pub struct Exchange {
    queue: Mutex<Queue>,
    room: Condvar,
    slots: Vec<Slot>,
    closed: AtomicBool,
}

impl Exchange {
    pub fn new(vcpus: usize) -> Self {
        let slot = || Slot {
            state: AtomicU32::new(IDLE),
            value: AtomicU64::new(0),
            lock: Mutex::new(()),
            answered: Condvar::new(),
        };
        Self {
            queue: Mutex::new(Queue {
                records: VecDeque::with_capacity(QUEUE_LIMIT),
                events: 0,
                woken: false,
                wake: None,
            }),
            room: Condvar::new(),
            slots: (0..vcpus).map(|_| slot()).collect(),
            closed: AtomicBool::new(false),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is called when records wait; calls at once if some do already.
    pub fn set_wake(&self, wake: Option<Wake>) {
        let mut queue = self.lock();
        queue.wake = wake.map(std::sync::Arc::new);
        queue.woken = false;
        let waiting = !queue.records.is_empty() || queue.events != 0;
        self.call(queue, waiting);
    }

    /// Calls the wake, outside the lock, unless it was called since the last drain.
    fn call(&self, mut queue: MutexGuard<'_, Queue>, waiting: bool) {
        let wake = match &queue.wake {
            Some(wake) if waiting && !queue.woken => wake.clone(),
            _ => return,
        };
        queue.woken = true;
        drop(queue);
        wake();
    }

    fn push(&self, record: Record) -> Result<(), Closed> {
        let mut queue = self.lock();
        while queue.records.len() >= QUEUE_LIMIT {
            if self.closed.load(Ordering::Acquire) {
                return Err(Closed);
            }
            queue = self
                .room
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
        queue.records.push_back(record);
        self.call(queue, true);
        Ok(())
    }

    /// Queues a write that nobody waits for; waits itself while the queue is full.
    pub fn post(&self, record: Record) -> Result<(), Closed> {
        self.push(record)
    }

    /// Queues an access of `record.vcpu` and waits for its answer.
    pub fn ask(&self, record: Record) -> Result<u64, Closed> {
        let Some(slot) = self.slots.get(usize::from(record.vcpu)) else {
            return Err(Closed);
        };
        slot.state.store(WAITING, Ordering::Release);
        self.push(record)?;
        for _ in 0..SPINS {
            if slot.state.load(Ordering::Acquire) == ANSWERED {
                slot.state.store(IDLE, Ordering::Relaxed);
                return Ok(slot.value.load(Ordering::Relaxed));
            }
            std::hint::spin_loop();
        }
        let mut guard = slot.lock.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if slot.state.load(Ordering::Acquire) == ANSWERED {
                slot.state.store(IDLE, Ordering::Relaxed);
                return Ok(slot.value.load(Ordering::Relaxed));
            }
            if self.closed.load(Ordering::Acquire) {
                slot.state.store(IDLE, Ordering::Relaxed);
                return Err(Closed);
            }
            guard = slot
                .answered
                .wait(guard)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Answers the access the vCPU waits for; false if it waits for none.
    pub fn answer(&self, vcpu: usize, value: u64) -> bool {
        let Some(slot) = self.slots.get(vcpu) else {
            return false;
        };
        if slot.state.load(Ordering::Acquire) != WAITING {
            return false;
        }
        slot.value.store(value, Ordering::Relaxed);
        // The lock makes sure that a vCPU about to sleep either sees the answer or hears the call.
        let guard = slot.lock.lock().unwrap_or_else(PoisonError::into_inner);
        slot.state.store(ANSWERED, Ordering::Release);
        drop(guard);
        slot.answered.notify_one();
        true
    }

    /// Tells an event; the same event told twice before a drain is told once.
    pub fn tell(&self, event: Event) {
        let mut queue = self.lock();
        queue.events |= 1 << (event as u32);
        self.call(queue, true);
    }

    /// Moves up to `DRAIN_LIMIT` records to `sink`, events after the accesses that came before them.
    pub fn drain(&self, mut sink: impl FnMut(usize, Record)) -> usize {
        let mut queue = self.lock();
        queue.woken = false;
        let mut count = queue.records.len().min(DRAIN_LIMIT);
        for (place, record) in queue.records.drain(..count).enumerate() {
            sink(place, record);
        }
        if queue.records.is_empty() {
            for event in EVENTS {
                if queue.events & (1 << (event as u32)) != 0 && count < DRAIN_LIMIT {
                    queue.events &= !(1 << (event as u32));
                    sink(
                        count,
                        Record {
                            kind: Kind::Event,
                            size: 0,
                            vcpu: 0,
                            region: event as u32,
                            offset: 0,
                            value: 0,
                        },
                    );
                    count += 1;
                }
            }
        }
        let left = !queue.records.is_empty() || queue.events != 0;
        self.call(queue, left);
        if count > 0 {
            self.room.notify_all();
        }
        count
    }

    /// Sends every waiting vCPU home, now and later.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        drop(self.lock());
        self.room.notify_all();
        for slot in &self.slots {
            drop(slot.lock.lock().unwrap_or_else(PoisonError::into_inner));
            slot.answered.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;

    fn posted(offset: u32) -> Record {
        Record {
            kind: Kind::Posted,
            size: 4,
            vcpu: 0,
            region: 1,
            offset,
            value: 7,
        }
    }

    fn drained(exchange: &Exchange) -> Vec<Record> {
        let mut records = Vec::new();
        exchange.drain(|_, record| records.push(record));
        records
    }

    #[test]
    fn one_wake_serves_every_record_until_the_drain() {
        let exchange = Exchange::new(1);
        let calls = Arc::new(AtomicUsize::new(0));
        let seen = calls.clone();
        exchange.set_wake(Some(Box::new(move || {
            seen.fetch_add(1, Ordering::SeqCst);
        })));
        exchange.post(posted(0)).unwrap();
        exchange.post(posted(4)).unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        assert_eq!(drained(&exchange), [posted(0), posted(4)]);
        exchange.post(posted(8)).unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_drain_that_leaves_records_wakes_again() {
        let exchange = Exchange::new(1);
        let calls = Arc::new(AtomicUsize::new(0));
        let seen = calls.clone();
        exchange.set_wake(Some(Box::new(move || {
            seen.fetch_add(1, Ordering::SeqCst);
        })));
        for offset in 0..=DRAIN_LIMIT as u32 {
            exchange.post(posted(offset)).unwrap();
        }
        exchange.tell(Event::Shutdown);
        assert_eq!(drained(&exchange).len(), DRAIN_LIMIT);
        assert_eq!(calls.load(Ordering::SeqCst), 2);
        let rest = drained(&exchange);
        assert_eq!(rest[0], posted(DRAIN_LIMIT as u32));
        assert_eq!((rest[1].kind, rest[1].region), (Kind::Event, 1));
    }

    #[test]
    fn a_full_queue_holds_the_writer_until_a_drain() {
        let exchange = Arc::new(Exchange::new(1));
        for offset in 0..QUEUE_LIMIT as u32 {
            exchange.post(posted(offset)).unwrap();
        }
        let other = exchange.clone();
        let writer = std::thread::spawn(move || other.post(posted(u32::MAX)));
        let mut seen = 0;
        while seen <= QUEUE_LIMIT {
            seen += drained(&exchange).len();
        }
        assert_eq!(writer.join().unwrap(), Ok(()));
    }

    #[test]
    fn closing_frees_the_writer_of_a_full_queue_and_the_reader_without_answer() {
        let exchange = Arc::new(Exchange::new(2));
        let other = exchange.clone();
        let reader = std::thread::spawn(move || {
            other.ask(Record {
                kind: Kind::Read,
                vcpu: 1,
                ..posted(0)
            })
        });
        while drained(&exchange).is_empty() {
            std::thread::yield_now();
        }
        for offset in 0..QUEUE_LIMIT as u32 {
            exchange.post(posted(offset)).unwrap();
        }
        let other = exchange.clone();
        let writer = std::thread::spawn(move || other.post(posted(0)));
        exchange.close();
        assert_eq!(reader.join().unwrap(), Err(Closed));
        assert_eq!(writer.join().unwrap(), Err(Closed));
    }

    #[test]
    fn an_answer_reaches_the_vcpu_that_waits_and_no_other() {
        let exchange = Arc::new(Exchange::new(2));
        assert!(!exchange.answer(0, 1));
        assert!(!exchange.answer(7, 1));
        let other = exchange.clone();
        let reader = std::thread::spawn(move || {
            other.ask(Record {
                kind: Kind::Read,
                vcpu: 1,
                ..posted(0)
            })
        });
        while drained(&exchange).is_empty() {
            std::thread::yield_now();
        }
        assert!(!exchange.answer(0, 1));
        assert!(exchange.answer(1, 0x1_0000_0002));
        assert_eq!(reader.join().unwrap(), Ok(0x1_0000_0002));
        assert!(!exchange.answer(1, 5));
    }

    #[test]
    fn a_record_is_laid_out_as_the_binding_says() {
        let bytes = Record {
            kind: Kind::Write,
            size: 8,
            vcpu: 0x0102,
            region: 3,
            offset: 0x10,
            value: 0x2_0000_0001,
        }
        .to_bytes();
        assert_eq!(bytes[..12], [2, 8, 2, 1, 3, 0, 0, 0, 0x10, 0, 0, 0]);
        assert_eq!(bytes[16..24], [1, 0, 0, 0, 2, 0, 0, 0]);
    }
}
