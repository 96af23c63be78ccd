//! The gate as its owner sees it: made, asked, closed. Every call returns at once; what comes of it is an event.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use mio::net::UnixStream;

use crate::error::GateError;
use crate::events::{Event, Events, Traffic};
use crate::listener::listen;
use crate::session::server_config;
use crate::worker::{Command, Shared, Worker};

#[derive(Debug, Clone)]
pub struct Settings {
    pub max_connections: usize,
    /// Of one IPv4 address, or of one /64 of IPv6.
    pub max_per_address: usize,
    /// From the first packet to the end of the TLS handshake.
    pub handshake: Duration,
    /// How long one end may be silent after the other has ended its direction.
    pub silence: Duration,
    /// How long a client may be silent before the kernel asks whether it is there.
    pub keep_alive: Duration,
}

pub struct Gate {
    shared: Arc<Shared>,
    address: SocketAddr,
    thread: Mutex<Option<JoinHandle<()>>>,
    /// Sockets that are connected and not spliced yet, by connection.
    targets: Mutex<HashMap<u64, UnixStream>>,
    /// Of every splice whose end was not taken yet.
    traffic: Mutex<HashMap<u64, Arc<Traffic>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gate {
    /// Listens, and starts the thread. `wake` is called on it when `take` has something that it had not before.
    /// `certificate` and `key` are PEM.
    pub fn start(
        address: SocketAddr,
        certificate: &str,
        key: &str,
        settings: Settings,
        wake: Box<dyn Fn() + Send + Sync>,
    ) -> Result<Self, GateError> {
        let config = server_config(certificate, key)?;
        let listener = listen(address)?;
        let address = listener.local_addr().map_err(GateError::Start)?;
        let events = Events::new(settings.max_connections, wake);
        let (worker, shared) =
            Worker::new(listener, config, settings, events).map_err(GateError::Start)?;
        let thread = std::thread::Builder::new()
            .name("gate".into())
            .spawn(move || worker.run())
            .map_err(GateError::Start)?;
        Ok(Self {
            shared,
            address,
            thread: Mutex::new(Some(thread)),
            targets: Mutex::default(),
            traffic: Mutex::default(),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn take(&self) -> Option<Event> {
        let event = self.shared.events.take();
        if let Some(Event::Ended { id, .. }) = &event {
            lock(&self.traffic).remove(id);
        }
        event
    }

    /// Connects to what the connection will be spliced to. Never waits: a process that listens has a place for it.
    pub fn connect(&self, id: u64, path: &str) -> Result<(), GateError> {
        let unreachable = |source| GateError::Unreachable {
            path: path.into(),
            source,
        };
        let stream = UnixStream::connect(path).map_err(unreachable)?;
        if let Some(cause) = stream.take_error().map_err(unreachable)? {
            return Err(unreachable(cause));
        }
        lock(&self.targets).insert(id, stream);
        Ok(())
    }

    /// It will not be spliced after all.
    pub fn disconnect(&self, id: u64) {
        lock(&self.targets).remove(&id);
    }

    /// Asks for the plain text back: nothing more is written to the pair, whose other end reads what was, then the
    /// end. What comes of the client meanwhile is kept, up to a chunk.
    pub fn detach(&self, id: u64) {
        self.command(Command::Detach(id));
    }

    /// Sends `first` to what it was connected to, then moves bytes both ways, until an event `Ended`.
    pub fn splice(&self, id: u64, first: Vec<u8>) -> Result<(), GateError> {
        let vm = lock(&self.targets)
            .remove(&id)
            .ok_or(GateError::NotConnected(id))?;
        if lock(&self.thread).is_none() {
            return Err(GateError::Closed);
        }
        let traffic = Arc::<Traffic>::default();
        lock(&self.traffic).insert(id, Arc::clone(&traffic));
        self.command(Command::Splice {
            id,
            vm,
            first,
            traffic,
        });
        Ok(())
    }

    /// What a splice has carried so far.
    pub fn traffic(&self, id: u64) -> Option<Arc<Traffic>> {
        lock(&self.traffic).get(&id).cloned()
    }

    /// Ends a connection at once.
    pub fn cut(&self, id: u64) {
        self.command(Command::Cut(id));
    }

    fn command(&self, command: Command) {
        lock(&self.shared.commands).push(command);
        // It fails only where the thread is gone, and then nobody has to be woken.
        let _ = self.shared.waker.wake();
    }

    /// Stops listening and ends every connection; what the owner wrote before still goes out as far as the client
    /// takes it now. Waits for the thread. Events can still be taken, without being woken for them.
    pub fn close(&self) {
        let thread = lock(&self.thread).take();
        if let Some(thread) = thread {
            self.shared.stop.store(true, Ordering::Release);
            let _ = self.shared.waker.wake();
            let _ = thread.join();
            self.shared.events.be_silent();
        }
        lock(&self.targets).clear();
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.close();
    }
}
