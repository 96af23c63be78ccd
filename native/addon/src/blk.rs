//! `BlkDevice` of native/binding.ts. Joins the block crate's data plane to the machine's memory and events.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use farport_blk::{BlkError, Disk, Plane, QueueSetup, Stats};
use farport_machine::EventFd;
use napi_derive::napi;

use crate::errors::{Result, error, from_machine};
use crate::machine::Machine;

#[napi(object)]
pub struct BlkOptions {
    pub path: String,
    pub read_only: bool,
}

#[napi(object)]
pub struct BlkQueue {
    pub size: u32,
    pub desc: f64,
    pub avail: f64,
    pub used: f64,
    pub gsi: u32,
    pub notify: f64,
}

#[napi(object)]
pub struct BlkStats {
    pub reads: f64,
    pub writes: f64,
    pub flushes: f64,
    pub discards: f64,
    pub bytes_read: f64,
    pub bytes_written: f64,
    pub errors: f64,
}

struct Active {
    plane: Plane,
    notifies: Vec<(u64, Arc<EventFd>)>,
}

#[napi]
pub struct BlkDevice {
    machine: Arc<farport_machine::Machine>,
    disk: Option<Arc<Disk>>,
    sectors: u64,
    features: u32,
    active: Option<Active>,
    stats: Arc<Stats>,
}

fn failure(cause: BlkError) -> napi::Error<crate::errors::Code> {
    error(cause.code(), cause)
}

#[napi]
impl BlkDevice {
    #[napi(constructor)]
    pub fn new(machine: &Machine, options: BlkOptions) -> Result<Self> {
        let disk = Disk::open(&options.path, options.read_only).map_err(failure)?;
        Ok(Self {
            machine: Arc::clone(machine.inner()),
            sectors: disk.sectors(),
            features: disk.features(),
            disk: Some(Arc::new(disk)),
            active: None,
            stats: Arc::default(),
        })
    }

    #[napi(getter)]
    pub fn sectors(&self) -> f64 {
        self.sectors as f64
    }

    #[napi(getter)]
    pub fn features(&self) -> u32 {
        self.features
    }

    #[napi]
    pub fn activate(
        &mut self,
        queues: Vec<BlkQueue>,
        acknowledged_low: u32,
        _acknowledged_high: u32,
    ) -> Result<()> {
        let (Some(disk), None) = (&self.disk, &self.active) else {
            return Err(failure(BlkError::State));
        };
        let mut notifies = Vec::new();
        let mut setups = Vec::new();
        for (index, queue) in queues.iter().enumerate() {
            let size = u16::try_from(queue.size).map_err(|_| failure(BlkError::Queue { index }))?;
            let notify = EventFd::new(libc::EFD_NONBLOCK | libc::EFD_CLOEXEC)
                .map_err(|source| failure(BlkError::Start { source }))?;
            let notify = Arc::new(notify);
            setups.push(QueueSetup {
                size,
                desc: queue.desc as u64,
                avail: queue.avail as u64,
                used: queue.used as u64,
                notify: Arc::clone(&notify),
                interrupt: self.machine.msi_event(queue.gsi).map_err(from_machine)?,
            });
            notifies.push((queue.notify as u64, notify));
        }
        let plane = Plane::start(
            Arc::clone(disk),
            self.machine.memory(),
            Box::new(self.machine.ram()),
            setups,
            acknowledged_low & self.features,
            Arc::clone(&self.stats),
        )
        .map_err(failure)?;
        let mut active = Active {
            plane,
            notifies: Vec::new(),
        };
        for (address, event) in notifies {
            if let Err(cause) = self.machine.register_notify(address, &event) {
                self.deactivate(active);
                return Err(from_machine(cause));
            }
            active.notifies.push((address, event));
        }
        self.active = Some(active);
        Ok(())
    }

    fn deactivate(&self, active: Active) {
        for (address, event) in &active.notifies {
            let _ = self.machine.unregister_notify(*address, event);
        }
        // Waits for what is in flight.
        drop(active.plane);
    }

    #[napi]
    pub fn reset(&mut self) {
        if let Some(active) = self.active.take() {
            self.deactivate(active);
        }
    }

    #[napi]
    pub fn stats(&self) -> BlkStats {
        let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed) as f64;
        BlkStats {
            reads: value(&self.stats.reads),
            writes: value(&self.stats.writes),
            flushes: value(&self.stats.flushes),
            discards: value(&self.stats.discards),
            bytes_read: value(&self.stats.bytes_read),
            bytes_written: value(&self.stats.bytes_written),
            errors: value(&self.stats.errors),
        }
    }

    #[napi]
    pub fn close(&mut self) {
        self.reset();
        self.disk = None;
    }
}

impl Drop for BlkDevice {
    fn drop(&mut self) {
        self.reset();
    }
}
