//! The gate's thread: accepts, gives every connection its turn, and keeps the limits and the deadlines.

use std::collections::{HashMap, VecDeque};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream as StdUnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use mio::event::Event as Readiness;
use mio::net::{TcpListener, TcpStream, UnixStream};
use mio::{Events as Readinesses, Interest, Poll, Token, Waker};
use rustls::ServerConfig;
use socket2::SockRef;

use crate::addresses::Addresses;
use crate::connection::{Buffers, Connection, Phase, Turn};
use crate::events::{Event, Events, Traffic};
use crate::gate::Settings;
use crate::listener::prepare;
use crate::session::Session;

const LISTENER: Token = Token(0);
const WAKER: Token = Token(1);
const BOTH: Interest = Interest::READABLE.add(Interest::WRITABLE);
/// Of a unix socket room is told with each message that its peer reads: waited for only where there was none.
const READ: Interest = Interest::READABLE;
/// Connections accepted before those that are open have their turn.
const ACCEPTED_AT_ONCE: usize = 64;
/// A machine that has no descriptor or memory left is asked again after this time.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Deadlines are looked at no more often.
const DEADLINE_GRAIN: Duration = Duration::from_millis(100);
/// How long a detached connection may wait for where it goes.
const DETACHED: Duration = Duration::from_secs(10);
/// Of either end of a socket pair. The kernel keeps twice as much, for what it counts beside the bytes.
const PAIR_BUFFER: usize = 64 << 10;

pub enum Command {
    Detach(u64),
    Splice {
        id: u64,
        vm: UnixStream,
        first: Vec<u8>,
        traffic: Arc<Traffic>,
    },
    Cut(u64),
}

/// Between the thread and the owner.
pub struct Shared {
    pub commands: Mutex<Vec<Command>>,
    pub stop: AtomicBool,
    pub waker: Waker,
    pub events: Events,
}

pub struct Worker {
    poll: Poll,
    shared: Arc<Shared>,
    listener: TcpListener,
    config: Arc<ServerConfig>,
    settings: Settings,
    connections: HashMap<u64, Connection>,
    addresses: Addresses,
    last_id: u64,
    /// Connections that have something to do, in turn.
    ready: VecDeque<u64>,
    buffers: Buffers,
    acceptable: bool,
    accept_again: Option<Instant>,
    /// No deadline comes before.
    next_deadline: Option<Instant>,
}

fn client_token(id: u64) -> Token {
    Token(id as usize * 2)
}

fn far_token(id: u64) -> Token {
    Token(id as usize * 2 + 1)
}

impl Worker {
    /// Everything that can fail is done here, before the thread.
    pub fn new(
        mut listener: TcpListener,
        config: Arc<ServerConfig>,
        settings: Settings,
        events: Events,
    ) -> io::Result<(Self, Arc<Shared>)> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKER)?;
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        let shared = Arc::new(Shared {
            commands: Mutex::default(),
            stop: AtomicBool::new(false),
            waker,
            events,
        });
        let worker = Self {
            poll,
            shared: Arc::clone(&shared),
            listener,
            config,
            connections: HashMap::new(),
            addresses: Addresses::new(settings.max_per_address),
            settings,
            // Tokens 0 and 1 are taken.
            last_id: 0,
            ready: VecDeque::new(),
            buffers: Buffers::default(),
            acceptable: true,
            accept_again: None,
            next_deadline: None,
        };
        Ok((worker, shared))
    }

    /// Until the owner says stop.
    pub fn run(self) {
        let shared = Arc::clone(&self.shared);
        let message = match catch_unwind(AssertUnwindSafe(|| self.serve())) {
            Ok(Ok(())) => return,
            Ok(Err(cause)) => format!("epoll: {cause}"),
            Err(_) => "a fault in the gate's thread: its report is on stderr".into(),
        };
        shared.events.put(Event::Broken { message });
    }

    fn serve(mut self) -> io::Result<()> {
        let mut events = Readinesses::with_capacity(1024);
        loop {
            match self.poll.poll(&mut events, self.timeout()) {
                Err(cause) if cause.kind() == ErrorKind::Interrupted => continue,
                Err(cause) => return Err(cause),
                Ok(()) => {}
            }
            if self.shared.stop.load(Ordering::Acquire) {
                self.finish();
                return Ok(());
            }
            // Before the events: a connection that was detached is no longer ended by the end of its pair.
            self.obey();
            for event in &events {
                self.mark(event);
            }
            self.accept();
            for _ in 0..self.ready.len() {
                if let Some(id) = self.ready.pop_front() {
                    self.turn(id);
                }
            }
            self.expire();
        }
    }

    fn timeout(&self) -> Option<Duration> {
        if !self.ready.is_empty() || (self.acceptable && self.accept_again.is_none()) {
            return Some(Duration::ZERO);
        }
        let next = [self.next_deadline, self.accept_again];
        let next = next.into_iter().flatten().min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    fn obey(&mut self) {
        let commands = std::mem::take(
            &mut *self
                .shared
                .commands
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for command in commands {
            match command {
                Command::Detach(id) => self.detach(id),
                Command::Splice {
                    id,
                    vm,
                    first,
                    traffic,
                } => self.splice(id, vm, first, traffic),
                Command::Cut(id) => self.end(id, "cut".into()),
            }
        }
    }

    fn detach(&mut self, id: u64) {
        let deadline = Instant::now() + DETACHED;
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if connection.phase != Phase::Plain {
            return;
        }
        if let Some(pair) = connection.far() {
            let _ = self.poll.registry().deregister(pair);
        }
        connection.detach(deadline);
        self.note_deadline(Some(deadline));
    }

    fn splice(&mut self, id: u64, mut vm: UnixStream, first: Vec<u8>, traffic: Arc<Traffic>) {
        let failed = match self.connections.get_mut(&id) {
            Some(connection) if connection.phase == Phase::Detached => {
                let registered = self.poll.registry().register(&mut vm, far_token(id), READ);
                connection.splice(vm, first, traffic, &mut self.buffers);
                self.queue(id);
                match registered {
                    Ok(()) => return,
                    Err(cause) => format!("vm: {cause}"),
                }
            }
            // Its client left before.
            _ => {
                self.shared.events.put(Event::Ended {
                    id,
                    reason: "client: gone before the splice".into(),
                    to_vm: 0,
                    to_client: 0,
                    lasted: Duration::ZERO,
                });
                return;
            }
        };
        self.end(id, failed);
    }

    fn mark(&mut self, event: &Readiness) {
        if event.token() == LISTENER {
            self.acceptable = true;
            return;
        }
        if event.token() == WAKER {
            return;
        }
        let id = event.token().0 as u64 / 2;
        // It may have ended since.
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if event.token() == far_token(id) {
            connection.far_event(event);
        } else if let Some(reason) = connection.client_event(event) {
            self.end(id, reason);
            return;
        }
        self.queue(id);
    }

    fn queue(&mut self, id: u64) {
        if let Some(connection) = self.connections.get_mut(&id)
            && !connection.queued
        {
            connection.queued = true;
            self.ready.push_back(id);
        }
    }

    fn turn(&mut self, id: u64) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        connection.queued = false;
        let before = connection.deadline;
        let buffers = &mut self.buffers;
        let silence = self.settings.silence;
        // A fault of a library costs the connection that met it, and no other.
        let turn = catch_unwind(AssertUnwindSafe(|| connection.turn(buffers, silence)))
            .unwrap_or_else(|_| Turn::Over("an internal fault".into()));
        let deadline = connection.deadline;
        // Registered anew, what is so already is told again: no room that came meanwhile is missed.
        if let Some((far, room)) = connection.far_wants() {
            let interest = if room { BOTH } else { READ };
            if let Err(cause) = self
                .poll
                .registry()
                .reregister(far, far_token(id), interest)
            {
                self.end(id, format!("vm: {cause}"));
                return;
            }
        }
        match turn {
            Turn::Idle => {}
            Turn::Again => self.queue(id),
            Turn::Established => self.open(id),
            Turn::Over(reason) => {
                self.end(id, reason);
                return;
            }
        }
        if deadline != before {
            self.note_deadline(deadline);
        }
    }

    /// Gives the owner the plain text of a connection whose handshake is done.
    fn open(&mut self, id: u64) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        let opened = socket_pair().and_then(|(near, far)| {
            let mut near = UnixStream::from_std(near);
            self.poll
                .registry()
                .register(&mut near, far_token(id), READ)?;
            connection.attach(near);
            Ok(far)
        });
        let event = match opened {
            Ok(far) => Event::Opened {
                id,
                plain: far,
                peer: connection.peer,
            },
            Err(cause) => {
                self.end(id, format!("no socket pair for it: {cause}"));
                return;
            }
        };
        if self.shared.events.put(event) {
            self.queue(id);
        } else {
            self.end(id, "the agent takes no connections now".into());
        }
    }

    /// Closes it, and tells who has to know.
    fn end(&mut self, id: u64, reason: String) {
        let Some(mut connection) = self.connections.remove(&id) else {
            return;
        };
        let registry = self.poll.registry();
        let _ = registry.deregister(connection.tcp());
        if let Some(far) = connection.far() {
            let _ = registry.deregister(far);
        }
        self.addresses.give(connection.source);
        if let Some(splice) = &connection.splice {
            self.shared.events.put(Event::Ended {
                id,
                reason,
                to_vm: splice.traffic.to_vm(),
                to_client: splice.traffic.to_client(),
                lasted: splice.since.elapsed(),
            });
        } else if connection.phase == Phase::Handshake {
            self.shared.events.put(Event::Failed {
                peer: connection.peer,
                message: reason,
                others: 0,
            });
        }
    }

    fn accept(&mut self) {
        if let Some(again) = self.accept_again {
            if Instant::now() < again {
                return;
            }
            self.accept_again = None;
        }
        for _ in 0..ACCEPTED_AT_ONCE {
            if !self.acceptable {
                return;
            }
            match self.listener.accept() {
                Ok((tcp, peer)) => self.accepted(tcp, peer),
                Err(cause) => match cause.kind() {
                    ErrorKind::WouldBlock => self.acceptable = false,
                    ErrorKind::Interrupted | ErrorKind::ConnectionAborted => {}
                    _ => {
                        self.accept_again = Some(Instant::now() + ACCEPT_PAUSE);
                        return;
                    }
                },
            }
        }
    }

    /// One too many is closed without a word.
    fn accepted(&mut self, mut tcp: TcpStream, peer: SocketAddr) {
        if self.connections.len() >= self.settings.max_connections {
            return;
        }
        let source = peer.ip().into();
        if !self.addresses.take(source) {
            return;
        }
        self.last_id += 1;
        let id = self.last_id;
        let deadline = Instant::now() + self.settings.handshake;
        let ready = prepare(&tcp, self.settings.keep_alive).is_ok()
            && self
                .poll
                .registry()
                .register(&mut tcp, client_token(id), BOTH)
                .is_ok();
        match Session::new(&self.config) {
            Ok(session) if ready => {
                let connection = Connection::new(tcp, peer, session, deadline);
                self.connections.insert(id, connection);
                self.note_deadline(Some(deadline));
            }
            _ => self.addresses.give(source),
        }
    }

    fn note_deadline(&mut self, deadline: Option<Instant>) {
        let Some(deadline) = deadline.map(|deadline| deadline + DEADLINE_GRAIN) else {
            return;
        };
        self.next_deadline = Some(match self.next_deadline {
            Some(next) => next.min(deadline),
            None => deadline,
        });
    }

    fn expire(&mut self) {
        let now = Instant::now();
        if self.next_deadline.is_none_or(|next| now < next) {
            return;
        }
        let late: Vec<(u64, String)> = self
            .connections
            .iter()
            .filter(|(_, connection)| connection.deadline.is_some_and(|deadline| deadline <= now))
            .map(|(id, connection)| (*id, connection.late()))
            .collect();
        for (id, reason) in late {
            self.end(id, reason);
        }
        self.next_deadline = None;
        let next = self.connections.values().filter_map(|one| one.deadline);
        let next = next.min().map(|next| next.max(now));
        self.note_deadline(next);
    }

    /// What the owner has already said still goes out, as far as the clients take it now.
    fn finish(mut self) {
        self.obey();
        let ids: Vec<u64> = self.connections.keys().copied().collect();
        for id in ids {
            if let Some(connection) = self.connections.get_mut(&id)
                && connection.phase == Phase::Plain
            {
                connection.look_again();
                self.turn(id);
            }
            self.end(id, "the agent stopped".into());
        }
    }
}

fn socket_pair() -> io::Result<(StdUnixStream, OwnedFd)> {
    let (near, far) = StdUnixStream::pair()?;
    for end in [&near, &far] {
        end.set_nonblocking(true)?;
        SockRef::from(end).set_send_buffer_size(PAIR_BUFFER)?;
    }
    Ok((near, far.into()))
}
