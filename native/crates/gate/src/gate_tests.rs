#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::testing::{IDENTITY, TlsClient, dial, read_exactly};
use crate::{CONNECTION_BOUND, Event, Gate, Settings};

const PATIENCE: Duration = Duration::from_secs(30);

fn settings() -> Settings {
    Settings {
        max_connections: 10,
        max_per_address: 10,
        handshake: PATIENCE,
        silence: PATIENCE,
        keep_alive: Duration::from_secs(15),
    }
}

struct Owner {
    gate: Gate,
    woken: Receiver<()>,
}

impl Owner {
    fn new(settings: Settings) -> Self {
        let (wake, woken) = channel();
        let wake = Box::new(move || wake.send(()).unwrap_or(()));
        let address = "127.0.0.1:0".parse().unwrap();
        let gate = Gate::start(address, &IDENTITY, &IDENTITY, settings, wake).unwrap();
        Self { gate, woken }
    }

    fn next(&self) -> Event {
        loop {
            if let Some(event) = self.gate.take() {
                return event;
            }
            self.woken.recv_timeout(PATIENCE).unwrap();
        }
    }

    /// A client, and what the owner has of it.
    fn client(&self) -> (TlsClient, u64, UnixStream) {
        let mut client = dial(self.gate.address());
        client.write_all(b"hello").unwrap();
        match self.next() {
            Event::Opened { id, plain, .. } => {
                let mut plain = UnixStream::from(plain);
                plain.set_nonblocking(false).unwrap();
                assert_eq!(read_exactly(&mut plain, 5).unwrap(), b"hello");
                (client, id, plain)
            }
            other => panic!("{other:?}"),
        }
    }

    fn spliced(&self, path: &PathBuf) -> (TlsClient, u64, UnixStream) {
        let listener = UnixListener::bind(path).unwrap();
        let (client, id, plain) = self.client();
        self.gate.connect(id, path.to_str().unwrap()).unwrap();
        self.gate.detach(id);
        let mut rest = Vec::new();
        (&plain).read_to_end(&mut rest).unwrap();
        assert_eq!(rest, b"");
        drop(plain);
        self.gate.splice(id, b"first".to_vec()).unwrap();
        let (mut vm, _) = listener.accept().unwrap();
        std::fs::remove_file(path).unwrap();
        assert_eq!(read_exactly(&mut vm, 5).unwrap(), b"first");
        (client, id, vm)
    }

    fn end(&self) -> (String, u64, u64) {
        match self.next() {
            Event::Ended {
                reason,
                to_vm,
                to_client,
                ..
            } => (reason, to_vm, to_client),
            other => panic!("{other:?}"),
        }
    }
}

fn path(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("farport-gate-{}-{name}", std::process::id()))
}

#[test]
fn a_splice_carries_both_ways_and_ends_when_both_have_ended() {
    let owner = Owner::new(settings());
    let (mut client, id, mut vm) = owner.spliced(&path("carries"));
    client.write_all(b"question").unwrap();
    assert_eq!(read_exactly(&mut vm, 8).unwrap(), b"question");
    vm.write_all(b"answer").unwrap();
    assert_eq!(read_exactly(&mut client, 6).unwrap(), b"answer");
    // Measured at the handshake already.
    assert!(owner.gate.traffic(id).unwrap().round_trip_us().is_some());
    client.conn.send_close_notify();
    client.flush().unwrap();
    assert_eq!(vm.read(&mut [0]).unwrap(), 0);
    vm.write_all(b"more").unwrap();
    drop(vm);
    let mut more = String::new();
    client.read_to_string(&mut more).unwrap();
    assert_eq!(more, "more");
    assert_eq!(owner.end(), ("closed".into(), 13, 10));
}

#[test]
fn what_a_vm_does_not_read_is_bounded() {
    let owner = Owner::new(settings());
    let (mut client, id, vm) = owner.spliced(&path("bounded"));
    let brief = Some(Duration::from_millis(300));
    client.sock.set_write_timeout(brief).unwrap();
    client.sock.set_read_timeout(brief).unwrap();
    client.conn.set_buffer_limit(Some(1 << 16));
    let bytes = vec![0; 1 << 16];
    while client.write_all(&bytes).is_ok() {}
    let carried = owner.gate.traffic(id).unwrap().to_vm() as usize;
    // What lies in the socket's own buffer is the kernel's.
    assert!(carried < CONNECTION_BOUND + (512 << 10), "{carried}");
    drop(vm);
    owner.end();
}

#[test]
fn one_end_may_be_silent_only_so_long_after_the_other_has_ended() {
    let owner = Owner::new(Settings {
        silence: Duration::from_millis(200),
        ..settings()
    });
    let (client, _, vm) = owner.spliced(&path("silent"));
    vm.shutdown(std::net::Shutdown::Write).unwrap();
    let (reason, ..) = owner.end();
    assert_eq!(reason, "client: silent after the other end had finished");
    drop(client);
}

#[test]
fn a_client_that_takes_nothing_is_not_waited_for_after_the_vm_has_ended() {
    let owner = Owner::new(Settings {
        silence: Duration::from_millis(200),
        ..settings()
    });
    let (client, _, mut vm) = owner.spliced(&path("takes-nothing"));
    vm.set_nonblocking(true).unwrap();
    let bytes = vec![0; 1 << 16];
    // Until nothing of it has moved for a while: then all that lies between the two is full.
    let mut full = 0;
    while full < 10 {
        let moved = vm.write(&bytes).unwrap_or(0);
        full = if moved > 0 { 0 } else { full + 1 };
        std::thread::sleep(Duration::from_millis(if moved > 0 { 0 } else { 20 }));
    }
    drop(vm);
    let (reason, ..) = owner.end();
    assert_eq!(reason, "client: silent after the other end had finished");
    drop(client);
}

#[test]
fn a_detached_connection_keeps_what_comes_meanwhile() {
    let owner = Owner::new(settings());
    let place = path("meanwhile");
    let listener = UnixListener::bind(&place).unwrap();
    let (mut client, id, mut plain) = owner.client();
    owner.gate.detach(id);
    assert_eq!(plain.read(&mut [0]).unwrap(), 0);
    client.write_all(b"meanwhile").unwrap();
    owner.gate.connect(id, place.to_str().unwrap()).unwrap();
    owner.gate.splice(id, b"first, ".to_vec()).unwrap();
    let (mut vm, _) = listener.accept().unwrap();
    std::fs::remove_file(&place).unwrap();
    assert_eq!(read_exactly(&mut vm, 16).unwrap(), b"first, meanwhile");
}

#[test]
fn a_splice_of_nothing_is_refused_and_one_of_a_client_that_left_ends() {
    let owner = Owner::new(settings());
    let refused = owner.gate.splice(1, Vec::new()).unwrap_err();
    assert_eq!(refused.code(), "gate.not_connected");
    let place = path("left");
    let _listener = UnixListener::bind(&place).unwrap();
    owner.gate.connect(99, place.to_str().unwrap()).unwrap();
    std::fs::remove_file(&place).unwrap();
    owner.gate.splice(99, Vec::new()).unwrap();
    assert_eq!(owner.end().0, "client: gone before the splice");
    assert!(owner.gate.traffic(99).is_none());
}

#[test]
fn a_port_in_use_and_an_address_of_another_machine_are_told_apart() {
    let owner = Owner::new(settings());
    let start = |address: &str| {
        let wake = Box::new(|| ());
        let address = address.parse().unwrap();
        let refused = Gate::start(address, &IDENTITY, &IDENTITY, settings(), wake);
        refused.err().unwrap().code()
    };
    assert_eq!(
        start(&owner.gate.address().to_string()),
        "gate.address_in_use"
    );
    assert_eq!(start("192.0.2.1:0"), "gate.address_not_available");
}

#[test]
fn a_close_brings_out_what_was_written_before_it() {
    let owner = Owner::new(settings());
    let (mut client, _, mut plain) = owner.client();
    plain.write_all(b"the last word").unwrap();
    owner.gate.close();
    assert_eq!(read_exactly(&mut client, 13).unwrap(), b"the last word");
    assert!(TcpStream::connect(owner.gate.address()).is_err());
}
