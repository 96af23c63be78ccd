#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};

use proptest::prelude::*;
use rustls::ClientConnection;

use crate::session::{Received, Session, Wire, server_config};
use crate::testing::{IDENTITY, client};

/// A client and a session, whose bytes go from one to the other by hand.
struct Pair {
    client: ClientConnection,
    session: Session,
    /// What of the client's bytes the session has not consumed.
    partial: Vec<u8>,
}

impl Pair {
    fn new() -> Self {
        let config = server_config(&IDENTITY, &IDENTITY).unwrap();
        Self {
            client: client(),
            session: Session::new(&config).unwrap(),
            partial: Vec::new(),
        }
    }

    fn established() -> Self {
        let mut pair = Self::new();
        while pair.client.is_handshaking() || pair.session.is_handshaking() {
            let sent = pair.client_says();
            pair.hear(&sent).unwrap();
        }
        pair
    }

    fn client_says(&mut self) -> Vec<u8> {
        let mut wire = Vec::new();
        while self.client.wants_write() {
            self.client.write_tls(&mut wire).unwrap();
        }
        wire
    }

    /// The session gets these bytes, and the client what it answers. Gives the plain text.
    fn hear(&mut self, bytes: &[u8]) -> Result<(Vec<u8>, Received), rustls::Error> {
        self.partial.extend_from_slice(bytes);
        let (mut plain, mut wire) = (Vec::new(), Wire::default());
        let received = self
            .session
            .receive(&mut self.partial, &mut plain, &mut wire)?;
        self.partial.drain(..received.consumed);
        self.tell_client(wire.as_slice());
        Ok((plain, received))
    }

    fn tell_client(&mut self, mut wire: &[u8]) {
        while !wire.is_empty() {
            self.client.read_tls(&mut wire).unwrap();
            self.client.process_new_packets().unwrap();
        }
    }
}

#[test]
fn the_handshake_also_works_byte_by_byte() {
    let mut pair = Pair::new();
    while pair.client.is_handshaking() || pair.session.is_handshaking() {
        for byte in pair.client_says() {
            pair.hear(&[byte]).unwrap();
        }
    }
    assert!(pair.partial.is_empty());
}

#[test]
fn a_record_that_is_not_all_there_waits_and_answers_go_out_meanwhile() {
    let mut pair = Pair::established();
    pair.client.writer().write_all(b"question").unwrap();
    let wire = pair.client_says();
    let (start, rest) = wire.split_at(wire.len() - 1);
    assert_eq!(pair.hear(start).unwrap().0, b"");
    let mut sent = Wire::default();
    let Pair {
        session, partial, ..
    } = &mut pair;
    session.send(b"answer", partial, &mut sent).unwrap();
    pair.tell_client(sent.as_slice());
    let mut answer = [0; 6];
    pair.client.reader().read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"answer");
    assert_eq!(pair.hear(rest).unwrap().0, b"question");
}

#[test]
fn many_records_are_read_and_written_at_once() {
    let mut pair = Pair::established();
    let bytes: Vec<u8> = (0..100_000_u32).map(|n| n as u8).collect();
    pair.client.set_buffer_limit(None);
    pair.client.writer().write_all(&bytes).unwrap();
    let wire = pair.client_says();
    assert_eq!(pair.hear(&wire).unwrap().0, bytes);
    let mut sent = Wire::default();
    pair.session.send(&bytes, &mut [], &mut sent).unwrap();
    // Seven records: 5 bytes of header, one of type and 16 of tag each (RFC 8446, section 5.2).
    assert_eq!(sent.as_slice().len(), bytes.len() + 7 * 22);
}

#[test]
fn the_end_is_said_and_heard_in_either_direction_alone() {
    let mut pair = Pair::established();
    pair.client.writer().write_all(b"last").unwrap();
    pair.client.send_close_notify();
    let wire = pair.client_says();
    let (plain, received) = pair.hear(&wire).unwrap();
    assert_eq!((plain.as_slice(), received.ended), (&b"last"[..], true));
    let mut sent = Wire::default();
    pair.session.send(b"and after", &mut [], &mut sent).unwrap();
    pair.session.send_end(&mut [], &mut sent).unwrap();
    pair.tell_client(sent.as_slice());
    let mut text = String::new();
    pair.client.reader().read_to_string(&mut text).unwrap();
    assert_eq!(text, "and after");
}

#[test]
fn new_keys_are_taken_and_the_answer_goes_out_with_what_comes_next() {
    let mut pair = Pair::established();
    for round in 0..4_u8 {
        pair.client.refresh_traffic_keys().unwrap();
        pair.client.writer().write_all(&[round]).unwrap();
        let wire = pair.client_says();
        assert_eq!(pair.hear(&wire).unwrap().0, [round]);
        let mut sent = Wire::default();
        pair.session.send(&[round], &mut [], &mut sent).unwrap();
        pair.tell_client(sent.as_slice());
        let mut back = [0];
        pair.client.reader().read_exact(&mut back).unwrap();
        assert_eq!(back, [round]);
    }
}

#[test]
fn a_changed_byte_ends_it_with_an_alert() {
    let mut pair = Pair::established();
    pair.client.writer().write_all(b"text").unwrap();
    let mut wire = pair.client_says();
    *wire.last_mut().unwrap() ^= 1;
    let mut reply = Wire::default();
    let ended = pair.session.receive(&mut wire, &mut Vec::new(), &mut reply);
    assert_eq!(ended, Err(rustls::Error::DecryptError));
    assert!(!reply.as_slice().is_empty());
}

#[test]
fn a_certificate_without_its_key_is_refused() {
    let [certificate, key] = ["CERTIFICATE", "PRIVATE KEY"].map(|label| {
        let start = IDENTITY.find(&format!("-----BEGIN {label}")).unwrap();
        let end = format!("-----END {label}-----");
        &IDENTITY[start..IDENTITY.find(&end).unwrap() + end.len()]
    });
    assert!(server_config(certificate, key).is_ok());
    for (certificate, key) in [(certificate, ""), ("", key), ("x", "y")] {
        assert_eq!(
            server_config(certificate, key).unwrap_err().code(),
            "gate.identity"
        );
    }
}

proptest! {
    /// Whatever comes, at whatever point of a connection: an error or patience, never a panic.
    #[test]
    fn rubbish_is_refused(
        established: bool,
        pieces in proptest::collection::vec(
            (20_u8..26, proptest::collection::vec(any::<u8>(), 0..300), any::<bool>()),
            1..20,
        ),
    ) {
        let mut pair = if established { Pair::established() } else { Pair::new() };
        for (kind, body, framed) in pieces {
            let mut bytes = Vec::new();
            if framed {
                bytes.extend_from_slice(&[kind, 3, 3]);
                bytes.extend_from_slice(&(body.len() as u16).to_be_bytes());
            }
            bytes.extend_from_slice(&body);
            pair.partial.extend_from_slice(&bytes);
            let mut partial = std::mem::take(&mut pair.partial);
            let received = pair.session.receive(&mut partial, &mut Vec::new(), &mut Wire::default());
            let Ok(received) = received else { break };
            partial.drain(..received.consumed);
            let _ = pair.session.send(b"answer", &mut partial, &mut Wire::default());
            pair.partial = partial;
        }
    }
}
