//! One client's connection: TLS on one side, plain text on the other, and what moves between them in one turn.
//!
//! Owns the two sockets, what one of them did not take yet, and who has ended its direction. Edge-triggered: a side
//! is readable or writable from an event on until a read or write comes back short.

use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::event::Event as Readiness;
use mio::net::{TcpStream, UnixStream};

use crate::addresses::Source;
use crate::backlog::{Backlog, Spares, write};
use crate::events::Traffic;
use crate::session::{Session, Wire};

/// Read of a socket at once. Eight full TLS records.
pub const CHUNK: usize = 128 << 10;
/// A record that is not all there (RFC 8446, section 5.2), or a handshake message in several.
const PARTIAL_BOUND: usize = 80 << 10;
/// What a connection holds at most beside its TLS state, whatever its peers do: a chunk for either of them that it
/// does not take, and a record that has not come to its end. What the owner gives to `splice` comes on top.
pub const CONNECTION_BOUND: usize = 2 * CHUNK + PARTIAL_BOUND + (4 << 10);
/// Reads of either side in one turn; then it is the turn of others.
const ROUNDS: usize = 4;

/// Buffers of the thread. Empty between turns.
pub struct Buffers {
    wire_in: Box<[u8]>,
    read: Box<[u8]>,
    plain: Vec<u8>,
    wire: Wire,
    pub spares: Spares,
}

impl Default for Buffers {
    fn default() -> Self {
        Self {
            wire_in: vec![0; CHUNK].into(),
            read: vec![0; CHUNK].into(),
            plain: Vec::with_capacity(CHUNK),
            wire: Wire::default(),
            spares: Spares::default(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Handshake,
    /// The owner has the plain text, over a socket pair.
    Plain,
    /// The owner has given it back, and will say what it is spliced to.
    Detached,
    Spliced,
}

#[derive(Debug, Default)]
struct Side {
    readable: bool,
    writable: bool,
    /// Nothing more will become readable than is so now.
    closing: bool,
    /// It has ended its direction, and everything was read.
    ended: bool,
    /// We have ended ours.
    shut: bool,
    /// It is closed both ways: what is written to it goes nowhere.
    gone: bool,
}

impl Side {
    /// One that nothing is known of: tried at once.
    fn fresh() -> Self {
        Self {
            readable: true,
            writable: true,
            ..Self::default()
        }
    }

    /// It has ended its direction, though not everything may be read.
    fn has_ended(&self) -> bool {
        self.closing || self.ended
    }

    fn mark(&mut self, event: &Readiness) {
        self.readable |= event.is_readable() || event.is_read_closed() || event.is_error();
        self.writable |= event.is_writable() || event.is_write_closed();
        self.closing |= event.is_read_closed() || event.is_error();
        self.gone |= event.is_write_closed();
    }
}

/// What a turn came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing moves until an event.
    Idle,
    /// There is more to do.
    Again,
    /// The handshake is done: it wants its other side.
    Established,
    /// It has ended; why.
    Over(String),
}

/// The reason of an end that is the end.
struct End(String);

pub struct Connection {
    pub peer: SocketAddr,
    pub source: Source,
    pub phase: Phase,
    pub deadline: Option<Instant>,
    /// It stands in the line of those whose turn comes.
    pub queued: bool,
    pub splice: Option<Splice>,
    tcp: TcpStream,
    session: Session,
    far: Option<UnixStream>,
    /// What is waited for at the far socket besides reading: room to write.
    far_awaits_room: bool,
    client_side: Side,
    far_side: Side,
    /// Ciphertext that is no whole record yet.
    partial: Vec<u8>,
    to_client: Backlog,
    to_far: Backlog,
    /// The client was told that nothing more will come.
    end_said: bool,
    reason: Option<String>,
}

/// What is told of a splice at its end.
pub struct Splice {
    pub traffic: Arc<Traffic>,
    pub since: Instant,
}

impl Connection {
    pub fn new(tcp: TcpStream, peer: SocketAddr, session: Session, deadline: Instant) -> Self {
        Self {
            peer,
            source: peer.ip().into(),
            phase: Phase::Handshake,
            deadline: Some(deadline),
            queued: false,
            splice: None,
            tcp,
            session,
            far: None,
            far_awaits_room: false,
            client_side: Side::default(),
            far_side: Side::default(),
            partial: Vec::new(),
            to_client: Backlog::default(),
            to_far: Backlog::default(),
            end_said: false,
            reason: None,
        }
    }

    pub fn tcp(&mut self) -> &mut TcpStream {
        &mut self.tcp
    }

    pub fn far(&mut self) -> Option<&mut UnixStream> {
        self.far.as_mut()
    }

    /// The owner has the other end of `pair` from now on.
    pub fn attach(&mut self, pair: UnixStream) {
        self.far = Some(pair);
        self.far_awaits_room = false;
        self.far_side = Side::fresh();
        self.phase = Phase::Plain;
        self.deadline = None;
    }

    /// Writes no more to the pair. What was written stays for the owner to read, before the end.
    pub fn detach(&mut self, deadline: Instant) {
        self.far = None;
        self.phase = Phase::Detached;
        self.deadline = Some(deadline);
    }

    /// `first` goes to `vm` before anything else.
    pub fn splice(
        &mut self,
        vm: UnixStream,
        first: Vec<u8>,
        traffic: Arc<Traffic>,
        buffers: &mut Buffers,
    ) {
        let mut to_far = Backlog::default();
        to_far.push(&first, &mut buffers.spares);
        self.to_far.move_to(&mut to_far, &mut buffers.spares);
        traffic.add_to_vm(to_far.len());
        self.to_far = to_far;
        self.splice = Some(Splice {
            traffic,
            since: Instant::now(),
        });
        self.far = Some(vm);
        self.far_awaits_room = false;
        self.far_side = Side::fresh();
        self.phase = Phase::Spliced;
        self.deadline = None;
    }

    /// What became of the socket to the client. An error that stands at it ends the connection.
    pub fn client_event(&mut self, event: &Readiness) -> Option<String> {
        self.client_side.mark(event);
        if !event.is_error() {
            return None;
        }
        let cause = self.tcp.take_error().ok().flatten()?;
        Some(format!("client: {}", name_of(&cause)))
    }

    pub fn far_event(&mut self, event: &Readiness) {
        self.far_side.mark(event);
    }

    /// The far socket, and whether room to write is waited for there, where that is not what it was before.
    pub fn far_wants(&mut self) -> Option<(&mut UnixStream, bool)> {
        let room = !self.far_side.writable && !self.far_side.gone;
        let far = self.far.as_mut()?;
        let changed = std::mem::replace(&mut self.far_awaits_room, room) != room;
        changed.then_some((far, room))
    }

    /// Forgets that there was nothing to read.
    pub fn look_again(&mut self) {
        self.far_side.readable = true;
    }

    /// Moves what can be moved now.
    pub fn turn(&mut self, buffers: &mut Buffers, silence: Duration) -> Turn {
        let mut moved_at_all = false;
        for _ in 0..ROUNDS {
            // The way to the client first: what a VM process said before it died still arrives.
            let moved = self
                .carry_to_client(buffers)
                .and_then(|up| self.carry_to_far(buffers).map(|down| up | down));
            match moved {
                Err(End(reason)) => return Turn::Over(self.reason.take().unwrap_or(reason)),
                Ok(_) if self.is_established() => return Turn::Established,
                Ok(_) if self.is_over() => {
                    return Turn::Over(self.reason.take().unwrap_or_else(|| "closed".into()));
                }
                Ok(true) => moved_at_all = true,
                Ok(false) => {
                    self.watch_silence(moved_at_all, silence);
                    return Turn::Idle;
                }
            }
        }
        self.watch_silence(true, silence);
        Turn::Again
    }

    /// What it ends with when its deadline has come.
    pub fn late(&self) -> String {
        match self.phase {
            Phase::Handshake => "the TLS handshake took too long".into(),
            Phase::Detached => "nobody said what to splice it to".into(),
            Phase::Plain | Phase::Spliced => {
                let side = if self.far_side.has_ended() {
                    "client"
                } else {
                    "vm"
                };
                format!("{side}: silent after the other end had finished")
            }
        }
    }

    fn is_established(&self) -> bool {
        self.phase == Phase::Handshake && !self.session.is_handshaking()
    }

    fn is_over(&self) -> bool {
        let far_done = self.far_side.shut || self.far_side.gone;
        self.far.is_some() && self.client_side.shut && far_done
    }

    /// After one side has ended, the other may be silent only so long. One that Node has is Node's to end.
    fn watch_silence(&mut self, moved: bool, silence: Duration) {
        let half_open = match self.phase {
            Phase::Handshake | Phase::Detached => return,
            // Not only when all was read: a client that takes nothing would hold it for ever.
            Phase::Plain => self.far_side.has_ended(),
            Phase::Spliced => self.far_side.has_ended() || self.client_side.ended,
        };
        if !half_open {
            self.deadline = None;
        } else if moved || self.deadline.is_none() {
            self.deadline = Some(Instant::now() + silence);
        }
    }

    /// From the VM, or Node, to the client. True: something moved.
    fn carry_to_client(&mut self, buffers: &mut Buffers) -> Result<bool, End> {
        let mut moved = false;
        if self.client_side.writable && !self.to_client.is_empty() {
            let before = self.to_client.len();
            let done = self.to_client.flush(&mut self.tcp, &mut buffers.spares);
            self.client_side.writable = done.map_err(|cause| client_end(&cause))?;
            moved |= self.to_client.len() != before;
        }
        if self.to_client.is_empty() && self.far_side.readable && !self.far_side.ended {
            moved |= self.read_far(buffers)?;
        }
        if self.far_side.ended && !self.end_said {
            self.end_said = true;
            buffers.wire.clear();
            self.session
                .send_end(&mut self.partial, &mut buffers.wire)
                .map_err(|cause| End(format!("client: {cause}")))?;
            self.write_client(buffers)?;
        }
        if self.end_said && self.to_client.is_empty() && !self.client_side.shut {
            let _ = self.tcp.shutdown(Shutdown::Write);
            self.client_side.shut = true;
            moved = true;
        }
        Ok(moved)
    }

    fn read_far(&mut self, buffers: &mut Buffers) -> Result<bool, End> {
        let Some(far) = &mut self.far else {
            return Ok(false);
        };
        let count = match read(far, &mut buffers.read) {
            Ok(Some(count)) => count,
            Ok(None) => {
                self.far_side.readable = false;
                return Ok(false);
            }
            Err(cause) => {
                self.far_broke(&cause, buffers);
                0
            }
        };
        if count == 0 {
            self.far_side.ended = true;
            return Ok(true);
        }
        // A short read of a stream means that it is empty.
        self.far_side.readable = count == CHUNK || self.far_side.closing;
        if let Some(splice) = &self.splice {
            splice.traffic.add_to_client(count);
        }
        buffers.wire.clear();
        self.session
            .send(&buffers.read[..count], &mut self.partial, &mut buffers.wire)
            .map_err(|cause| End(format!("client: {cause}")))?;
        self.write_client(buffers)?;
        Ok(true)
    }

    /// Writes the ciphertext in `buffers`, or keeps what the client does not take.
    fn write_client(&mut self, buffers: &mut Buffers) -> Result<(), End> {
        let wire = buffers.wire.as_slice();
        let mut written = 0;
        if self.to_client.is_empty() && self.client_side.writable && !wire.is_empty() {
            written = write(&mut self.tcp, wire).map_err(|cause| client_end(&cause))?;
            self.client_side.writable = written == wire.len();
        }
        self.to_client.push(&wire[written..], &mut buffers.spares);
        Ok(())
    }

    /// From the client to the VM, or Node. True: something moved.
    fn carry_to_far(&mut self, buffers: &mut Buffers) -> Result<bool, End> {
        let mut moved = false;
        if self.far_side.writable && !self.to_far.is_empty() {
            let before = self.to_far.len();
            if let Some(far) = &mut self.far {
                match self.to_far.flush(far, &mut buffers.spares) {
                    Ok(done) => self.far_side.writable = done,
                    Err(cause) => self.far_broke(&cause, buffers),
                }
            }
            moved |= self.to_far.len() != before;
        }
        let wanted = self.phase != Phase::Handshake || self.session.is_handshaking();
        if wanted && self.to_far.is_empty() && self.client_side.readable && !self.client_side.ended
        {
            moved |= self.read_client(buffers)?;
        }
        if self.client_side.ended
            && self.to_far.is_empty()
            && !self.far_side.shut
            && let Some(far) = &mut self.far
        {
            let _ = far.shutdown(Shutdown::Write);
            self.far_side.shut = true;
            moved = true;
        }
        Ok(moved)
    }

    fn read_client(&mut self, buffers: &mut Buffers) -> Result<bool, End> {
        let had = self.partial.len();
        buffers.wire_in[..had].copy_from_slice(&self.partial);
        let room = &mut buffers.wire_in[had..];
        let (count, full) = match read(&mut self.tcp, room) {
            Ok(Some(count)) => (count, count == room.len()),
            Ok(None) => {
                self.client_side.readable = false;
                return Ok(false);
            }
            Err(cause) => return Err(client_end(&cause)),
        };
        if count == 0 {
            if self.phase == Phase::Handshake {
                return Err(End("the client left during the TLS handshake".into()));
            }
            self.client_side.ended = true;
            return Ok(true);
        }
        self.client_side.readable = full || self.client_side.closing;
        buffers.plain.clear();
        buffers.wire.clear();
        let wire = &mut buffers.wire_in[..had + count];
        let received = self
            .session
            .receive(wire, &mut buffers.plain, &mut buffers.wire);
        let received = match received {
            Ok(received) => received,
            Err(cause) => {
                // An alert, if the client will have it.
                let _ = self.write_client(buffers);
                return Err(End(format!("client: {cause}")));
            }
        };
        let left = &buffers.wire_in[received.consumed..had + count];
        if left.len() > PARTIAL_BOUND {
            return Err(End("client: a TLS message without end".into()));
        }
        if self.partial.capacity() == 0 && !left.is_empty() {
            self.partial = buffers.spares.take();
        }
        self.partial.clear();
        self.partial.extend_from_slice(left);
        if left.is_empty() {
            buffers.spares.put(std::mem::take(&mut self.partial));
        }
        self.client_side.ended |= received.ended;
        self.write_client(buffers)?;
        self.write_far(buffers);
        Ok(true)
    }

    fn write_far(&mut self, buffers: &mut Buffers) {
        let plain = buffers.plain.as_slice();
        if plain.is_empty() || self.far_side.gone {
            return;
        }
        if let Some(splice) = &self.splice {
            splice.traffic.add_to_vm(plain.len());
        }
        let mut written = 0;
        if let Some(far) = &mut self.far
            && self.far_side.writable
        {
            match write(far, plain) {
                Ok(count) => written = count,
                Err(cause) => {
                    self.far_broke(&cause, buffers);
                    return;
                }
            }
            self.far_side.writable = written == plain.len();
        }
        self.to_far.push(&plain[written..], &mut buffers.spares);
    }

    /// The VM, or Node, takes nothing any more. What it said before can still be read.
    fn far_broke(&mut self, cause: &io::Error, buffers: &mut Buffers) {
        self.reason
            .get_or_insert_with(|| format!("vm: {}", name_of(cause)));
        self.to_far.clear(&mut buffers.spares);
        self.far_side.gone = true;
        self.far_side.readable = true;
        self.far_side.closing = true;
    }
}

/// Some(0) is the end; none: it would have to wait.
fn read(from: &mut impl Read, into: &mut [u8]) -> io::Result<Option<usize>> {
    loop {
        match from.read(into) {
            Ok(count) => return Ok(Some(count)),
            Err(cause) if cause.kind() == ErrorKind::WouldBlock => return Ok(None),
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
}

fn client_end(cause: &io::Error) -> End {
    End(format!("client: {}", name_of(cause)))
}

/// The name of errno(3) where it is one that a connection ends with.
fn name_of(cause: &io::Error) -> String {
    let name = match cause.raw_os_error() {
        Some(libc::ECONNRESET) => "ECONNRESET",
        Some(libc::EPIPE) => "EPIPE",
        Some(libc::ETIMEDOUT) => "ETIMEDOUT",
        Some(libc::EHOSTUNREACH) => "EHOSTUNREACH",
        Some(libc::ENETUNREACH) => "ENETUNREACH",
        Some(libc::ECONNABORTED) => "ECONNABORTED",
        _ => return cause.to_string(),
    };
    name.into()
}
