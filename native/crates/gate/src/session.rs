//! TLS of one connection: ciphertext in, plain text out, and the other way. Wraps rustls; owns no buffer and no socket.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{NoServerSessionStorage, UnbufferedServerConnection};
use rustls::unbuffered::{
    ConnectionState, EncodeError, EncodeTlsData, EncryptError, InsufficientSizeError,
    UnbufferedStatus,
};

use crate::error::GateError;

/// TLS 1.3 only, as clients are asked for nothing older. No resumption: a handshake costs less than its state.
pub fn server_config(certificate: &str, key: &str) -> Result<Arc<ServerConfig>, GateError> {
    let unusable = |cause: &dyn std::fmt::Display| GateError::Identity(cause.to_string());
    let chain = CertificateDer::pem_slice_iter(certificate.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|cause| unusable(&cause))?;
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(|cause| unusable(&cause))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|cause| unusable(&cause))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|cause| unusable(&cause))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.send_tls13_tickets = 0;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(Arc::new(config))
}

/// What one call of `receive` came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Bytes at the front of the ciphertext that are done with. The others come again, with more behind them.
    pub consumed: usize,
    /// The peer has said that nothing more will come.
    pub ended: bool,
}

pub struct Session(Box<UnbufferedServerConnection>);

impl Session {
    pub fn new(config: &Arc<ServerConfig>) -> Result<Self, rustls::Error> {
        let connection = UnbufferedServerConnection::new(Arc::clone(config))?;
        Ok(Self(Box::new(connection)))
    }

    pub fn is_handshaking(&self) -> bool {
        self.0.is_handshaking()
    }

    /// Decrypts every whole record in `wire`, in place: appends plain text to `plain`, which needs no more room than
    /// `wire` has, and what TLS itself has to answer to `reply`. After an error `reply` may hold an alert.
    pub fn receive(
        &mut self,
        wire: &mut [u8],
        plain: &mut Vec<u8>,
        reply: &mut Wire,
    ) -> Result<Received, rustls::Error> {
        let mut received = Received::default();
        loop {
            let UnbufferedStatus { discard, state, .. } =
                self.0.process_tls_records(&mut wire[received.consumed..]);
            received.consumed += discard;
            match state {
                Ok(ConnectionState::ReadTraffic(mut traffic)) => {
                    while let Some(record) = traffic.next_record() {
                        let record = record?;
                        plain.extend_from_slice(record.payload);
                        received.consumed += record.discard;
                    }
                }
                Ok(ConnectionState::EncodeTlsData(mut data)) => {
                    reply.encode(&mut data)?;
                }
                Ok(ConnectionState::TransmitTlsData(transmit)) => transmit.done(),
                Ok(ConnectionState::PeerClosed) => {
                    // What comes after it is ignored (RFC 8446, section 6.1).
                    received.ended = true;
                    received.consumed = wire.len();
                    return Ok(received);
                }
                Ok(
                    ConnectionState::WriteTraffic(_)
                    | ConnectionState::BlockedHandshake
                    | ConnectionState::Closed,
                ) => return Ok(received),
                Ok(_) => return Err(rustls::Error::General("early data".into())),
                Err(error) => {
                    self.take_alert(&mut wire[received.consumed..], reply);
                    return Err(error);
                }
            }
        }
    }

    /// Encrypts `plain` and appends it to `wire`. `partial` is what `receive` has not consumed.
    pub fn send(
        &mut self,
        plain: &[u8],
        partial: &mut [u8],
        wire: &mut Wire,
    ) -> Result<(), rustls::Error> {
        self.write(partial, wire, |traffic, room| traffic.encrypt(plain, room))
    }

    /// Appends the word that nothing more will come.
    pub fn send_end(&mut self, partial: &mut [u8], wire: &mut Wire) -> Result<(), rustls::Error> {
        self.write(partial, wire, |traffic, room| {
            traffic.queue_close_notify(room)
        })
    }

    fn write(
        &mut self,
        partial: &mut [u8],
        wire: &mut Wire,
        mut put: impl FnMut(
            &mut rustls::unbuffered::WriteTraffic<'_, rustls::server::ServerConnectionData>,
            &mut [u8],
        ) -> Result<usize, EncryptError>,
    ) -> Result<(), rustls::Error> {
        loop {
            match self.0.process_tls_records(partial).state? {
                ConnectionState::WriteTraffic(mut traffic) => {
                    return wire.append(|room| match put(&mut traffic, room) {
                        Err(EncryptError::InsufficientSize(size)) => Err(Some(size)),
                        other => other.map_err(|_| None),
                    });
                }
                ConnectionState::EncodeTlsData(mut data) => {
                    wire.encode(&mut data)?;
                }
                ConnectionState::TransmitTlsData(transmit) => transmit.done(),
                // After both ends are closed, and before the handshake is done, nothing can be said.
                _ => return Err(rustls::Error::HandshakeNotComplete),
            }
        }
    }

    /// `rest` is what was not consumed: rustls remembers where in it a handshake message began.
    fn take_alert(&mut self, rest: &mut [u8], reply: &mut Wire) {
        if let Ok(ConnectionState::EncodeTlsData(mut data)) = self.0.process_tls_records(rest).state
        {
            let _ = reply.encode(&mut data);
        }
    }
}

/// Ciphertext on its way out: a buffer that grows to what its largest use needed, and is never cleared by hand.
#[derive(Default)]
pub struct Wire {
    bytes: Vec<u8>,
    used: usize,
}

impl Wire {
    pub fn clear(&mut self) {
        self.used = 0;
    }

    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.used]
    }

    fn encode<Data>(&mut self, data: &mut EncodeTlsData<'_, Data>) -> Result<(), rustls::Error> {
        self.append(|room| match data.encode(room) {
            Err(EncodeError::InsufficientSize(size)) => Err(Some(size)),
            other => other.map_err(|_| None),
        })
    }

    /// Lets `put` write behind what is there; it says how much it wrote, or how much room it needs.
    fn append(
        &mut self,
        mut put: impl FnMut(&mut [u8]) -> Result<usize, Option<InsufficientSizeError>>,
    ) -> Result<(), rustls::Error> {
        loop {
            let room = &mut self.bytes[self.used..];
            let had = room.len();
            match put(room) {
                Ok(written) => {
                    self.used += written;
                    return Ok(());
                }
                Err(Some(size)) if size.required_size > had => {
                    self.bytes.resize(self.used + size.required_size, 0);
                }
                Err(_) => return Err(rustls::Error::EncryptError),
            }
        }
    }
}
