//! `Gate` of native/binding.ts. Joins the gate crate's thread to the main loop.

use std::net::{IpAddr, SocketAddr};
use std::os::fd::IntoRawFd;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use farport_gate::{Event, Gate as Inner, GateError, Settings};
use napi::bindgen_prelude::{Env, Uint8Array};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Status, Unknown};
use napi_derive::napi;

use crate::errors::{Result, error};

/// Called without arguments, at most four calls in flight: one more would tell nothing new.
type WakeFunction = ThreadsafeFunction<(), Unknown<'static>, (), Status, false, false, 4>;

#[napi(object, object_to_js = false)]
pub struct GateOptions {
    pub address: String,
    pub port: u16,
    pub certificate: String,
    pub key: String,
    pub max_connections: u32,
    pub max_per_address: u32,
    pub handshake_ms: u32,
    pub silence_ms: u32,
    pub keep_alive_ms: u32,
}

#[napi(object, object_from_js = false)]
pub struct GateAddress {
    pub address: String,
    pub port: u16,
}

#[napi(object, object_from_js = false)]
pub struct GateTraffic {
    pub to_vm: f64,
    pub to_client: f64,
    pub round_trip_us: Option<u32>,
}

#[napi(object, object_from_js = false)]
pub struct GateEvent {
    pub opened: Option<GateOpened>,
    pub ended: Option<GateEnded>,
    pub failed: Option<GateFailed>,
    pub broken: Option<String>,
}

#[napi(object, object_from_js = false)]
pub struct GateOpened {
    pub id: f64,
    pub fd: i32,
    pub address: String,
    pub port: u16,
}

#[napi(object, object_from_js = false)]
pub struct GateEnded {
    pub id: f64,
    pub reason: String,
    pub to_vm: f64,
    pub to_client: f64,
    pub ms: f64,
}

#[napi(object, object_from_js = false)]
pub struct GateFailed {
    pub address: String,
    pub message: String,
    pub others: f64,
}

fn failure(cause: GateError) -> napi::Error<crate::errors::Code> {
    error(cause.code(), cause)
}

/// Ids are counted up from 1, and so below 2^53.
fn id_of(number: f64) -> u64 {
    number as u64
}

fn milliseconds(count: u32) -> Duration {
    Duration::from_millis(count.into())
}

fn to_event(event: Event) -> GateEvent {
    let mut told = GateEvent {
        opened: None,
        ended: None,
        failed: None,
        broken: None,
    };
    match event {
        Event::Opened { id, plain, peer } => {
            told.opened = Some(GateOpened {
                id: id as f64,
                // From here on it is JavaScript's to close.
                fd: plain.into_raw_fd(),
                address: peer.ip().to_string(),
                port: peer.port(),
            });
        }
        Event::Ended {
            id,
            reason,
            to_vm,
            to_client,
            lasted,
        } => {
            told.ended = Some(GateEnded {
                id: id as f64,
                reason,
                to_vm: to_vm as f64,
                to_client: to_client as f64,
                ms: lasted.as_millis() as f64,
            });
        }
        Event::Failed {
            peer,
            message,
            others,
        } => {
            told.failed = Some(GateFailed {
                address: peer.ip().to_string(),
                message,
                others: others as f64,
            });
        }
        Event::Broken { message } => told.broken = Some(message),
    }
    told
}

#[napi]
pub struct Gate {
    inner: Arc<Mutex<Inner>>,
}

impl Gate {
    fn with<T>(&self, work: impl FnOnce(&Inner) -> T) -> T {
        work(&self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[napi]
impl Gate {
    #[napi(constructor)]
    pub fn new(env: Env, options: GateOptions, wake: WakeFunction) -> Result<Self> {
        let address: IpAddr = options.address.parse().map_err(|_| {
            error(
                "gate.listen",
                format!("{} is not an IP address", options.address),
            )
        })?;
        let settings = Settings {
            max_connections: options.max_connections as usize,
            max_per_address: options.max_per_address as usize,
            handshake: milliseconds(options.handshake_ms),
            silence: milliseconds(options.silence_ms),
            keep_alive: milliseconds(options.keep_alive_ms),
        };
        // A full queue means that calls are on their way already.
        let call = move || {
            let _ = wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        };
        let inner = Inner::start(
            SocketAddr::new(address, options.port),
            &options.certificate,
            &options.key,
            settings,
            Box::new(call),
        )
        .map_err(failure)?;
        let inner = Arc::new(Mutex::new(inner));
        // The thread ends before the environment whose function it calls.
        let ended = Arc::downgrade(&inner);
        env.add_env_cleanup_hook(ended, |inner| {
            if let Some(inner) = inner.upgrade() {
                inner.lock().unwrap_or_else(PoisonError::into_inner).close();
            }
        })
        .map_err(|cause| error("gate.start", cause.reason))?;
        Ok(Self { inner })
    }

    #[napi]
    pub fn address(&self) -> GateAddress {
        let address = self.with(Inner::address);
        GateAddress {
            address: address.ip().to_string(),
            port: address.port(),
        }
    }

    #[napi]
    pub fn take(&self) -> Option<GateEvent> {
        self.with(Inner::take).map(to_event)
    }

    #[napi]
    pub fn connect(&self, id: f64, path: String) -> Result<()> {
        self.with(|inner| inner.connect(id_of(id), &path))
            .map_err(failure)
    }

    #[napi]
    pub fn disconnect(&self, id: f64) {
        self.with(|inner| inner.disconnect(id_of(id)));
    }

    #[napi]
    pub fn detach(&self, id: f64) {
        self.with(|inner| inner.detach(id_of(id)));
    }

    #[napi]
    pub fn splice(&self, id: f64, first: Uint8Array) -> Result<()> {
        self.with(|inner| inner.splice(id_of(id), first.to_vec()))
            .map_err(failure)
    }

    #[napi]
    pub fn traffic(&self, id: f64) -> Option<GateTraffic> {
        let traffic = self.with(|inner| inner.traffic(id_of(id)))?;
        Some(GateTraffic {
            to_vm: traffic.to_vm() as f64,
            to_client: traffic.to_client() as f64,
            round_trip_us: traffic.round_trip_us(),
        })
    }

    #[napi]
    pub fn cut(&self, id: f64) {
        self.with(|inner| inner.cut(id_of(id)));
    }

    #[napi]
    pub fn close(&self) {
        self.with(Inner::close);
    }
}
