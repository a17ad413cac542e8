//! One TLS handshake that refuses no certificate: it records what the server sent and whether the
//! server holds the key to it.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use phrom_checklists::scan::NotReadReason;
use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, InvalidMessage, ProtocolVersion, SignatureScheme,
};

use super::certificate;
use super::failure::{
    CLOSED, CLOSED_AT_ONCE, DURING_HANDSHAKE, Failure, INCOMPATIBLE, NO_CERTIFICATE, RESET_AT_ONCE, TOO_MUCH,
    WRONG_KEY, banner, is_tls,
};
use super::verdict::Session;

/// Bytes taken from one server. A certificate message holds 64 KiB at most (rustls cuts it there); the
/// rest of a handshake is small.
const MAX_BYTES: usize = 512 * 1024;
/// First bytes kept to tell another protocol by.
const HEAD: usize = 16;

/// Shakes hands over a fresh connection. `now` is Unix time.
pub(crate) fn shake(
    stream: TcpStream,
    name: ServerName<'static>,
    now: i64,
    deadline: Instant,
) -> Result<Session, Failure> {
    let recorder = Arc::new(Recorder {
        provider: aws_lc_rs::default_provider(),
        seen: Mutex::new(Seen { chain: Vec::new(), stapled: false, key: None }),
    });
    let internal = |error: rustls::Error| Failure::new(NotReadReason::Io, error.to_string());
    let config = config(&recorder, now).map_err(internal)?;
    let mut connection = ClientConnection::new(Arc::new(config), name).map_err(internal)?;
    let mut metered = Metered { stream, deadline, left: MAX_BYTES, head: Vec::new(), too_much: false };
    let outcome = connection.complete_io(&mut metered);
    if outcome.is_ok() {
        connection.send_close_notify();
        // The answer is complete; a server that has gone already is no failure.
        let _ = connection.write_tls(&mut metered);
    }
    let seen = recorder.seen.lock().unwrap_or_else(PoisonError::into_inner);
    match (seen.key, outcome) {
        (Some(Proven::Wrong), _) => Err(Failure::new(NotReadReason::Handshake, WRONG_KEY)),
        // A server that then asks for our certificate and hangs up has shown its own.
        (Some(Proven::Held | Proven::Unchecked), _) => {
            let version_1_3 = connection.protocol_version() == Some(ProtocolVersion::TLSv1_3);
            session(&seen, version_1_3, MAX_BYTES - metered.left)
        }
        (None, Ok(_)) => Err(Failure::new(NotReadReason::Handshake, NO_CERTIFICATE)),
        (None, Err(error)) => Err(classify(&error, &metered)),
    }
}

/// Whether the server showed that it holds the key to its certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proven {
    Held,
    Wrong,
    /// The key is of a kind that rustls cannot check, such as RSA below 2048 bits.
    Unchecked,
}

#[derive(Debug)]
struct Seen {
    chain: Vec<CertificateDer<'static>>,
    stapled: bool,
    key: Option<Proven>,
}

#[derive(Debug)]
struct Recorder {
    provider: CryptoProvider,
    seen: Mutex<Seen>,
}

impl Recorder {
    /// Keeps the outcome of rustls's own check. What it cannot check goes on, so that a weak key is
    /// found; a signature that is wrong does not, so that a certificate is not laid to a stranger.
    fn judge(
        &self,
        certificate: &CertificateDer<'_>,
        outcome: Result<HandshakeSignatureValid, rustls::Error>,
        signature: &DigitallySignedStruct,
        message: &[u8],
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let proven = match &outcome {
            Ok(_) => Proven::Held,
            Err(_) => self.check_leniently(certificate, signature, message),
        };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).key = Some(proven);
        match proven {
            Proven::Held | Proven::Unchecked => Ok(HandshakeSignatureValid::assertion()),
            Proven::Wrong => outcome,
        }
    }

    /// rustls refuses to look at the key of a certificate that is malformed or of version 1. The key
    /// itself is then checked with the same algorithms.
    fn check_leniently(
        &self,
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
        message: &[u8],
    ) -> Proven {
        let Ok(parsed) = certificate::parse(certificate) else { return Proven::Unchecked };
        if parsed.key.odd_size {
            return Proven::Unchecked;
        }
        let mapping = self.provider.signature_verification_algorithms.mapping;
        let for_key =
            mapping.iter().flat_map(|(scheme, algorithms)| algorithms.iter().map(move |a| (scheme, a)));
        let mut for_key = for_key
            .filter(|(_, algorithm)| algorithm.public_key_alg_id().as_ref() == parsed.key_algorithm)
            .peekable();
        if for_key.peek().is_none() {
            return Proven::Unchecked;
        }
        // A signature of a kind that the key cannot make is wrong, not unchecked.
        let is_held = for_key.any(|(scheme, algorithm)| {
            *scheme == signature.scheme
                && algorithm.verify_signature(&parsed.key_bits, message, signature.signature()).is_ok()
        });
        if is_held { Proven::Held } else { Proven::Wrong }
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = std::iter::once(end_entity).chain(intermediates);
        seen.chain = sent.map(|one| one.clone().into_owned()).collect();
        seen.stapled = !ocsp_response.is_empty();
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        self.judge(cert, verify_tls12_signature(message, cert, dss, algorithms), dss, message)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        self.judge(cert, verify_tls13_signature(message, cert, dss, algorithms), dss, message)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// rustls would ask the clock; the time of a scan comes from the caller.
#[derive(Debug)]
struct GivenTime(i64);

impl TimeProvider for GivenTime {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0.try_into().ok()?)))
    }
}

fn config(recorder: &Arc<Recorder>, now: i64) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(recorder.provider.clone());
    let verifier = Arc::clone(recorder) as Arc<dyn ServerCertVerifier>;
    let mut config = ClientConfig::builder_with_details(provider, Arc::new(GivenTime(now)))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    // A resumed session shows no certificate.
    config.resumption = Resumption::disabled();
    Ok(config)
}

fn session(seen: &Seen, version_1_3: bool, bytes: usize) -> Result<Session, Failure> {
    let Some((leaf, sent)) = seen.chain.split_first() else {
        return Err(Failure::new(NotReadReason::Handshake, NO_CERTIFICATE));
    };
    Ok(Session {
        version_1_3,
        leaf: certificate::parse(leaf),
        sent: sent.iter().map(|one| certificate::parse(one)).collect(),
        stapled: seen.stapled,
        bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
    })
}

fn classify(error: &io::Error, metered: &Metered) -> Failure {
    if metered.too_much {
        return Failure::new(NotReadReason::Limit, TOO_MUCH);
    }
    if !is_tls(&metered.head) {
        return Failure::new(NotReadReason::NotTls, banner(&metered.head));
    }
    let nothing_came = metered.head.is_empty();
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return match error {
            rustls::Error::AlertReceived(alert) => {
                let name = alert.as_str().map_or_else(|| u8::from(*alert).to_string(), snake_case);
                Failure::new(NotReadReason::Handshake, format!("alert {name}"))
            }
            rustls::Error::PeerIncompatible(_) => Failure::new(NotReadReason::Handshake, INCOMPATIBLE),
            rustls::Error::InvalidMessage(
                InvalidMessage::HandshakePayloadTooLarge
                | InvalidMessage::CertificatePayloadTooLarge
                | InvalidMessage::MessageTooLarge,
            ) => Failure::new(NotReadReason::Limit, TOO_MUCH),
            other => Failure::new(NotReadReason::Handshake, other.to_string()),
        };
    }
    match error.kind() {
        io::ErrorKind::TimedOut if nothing_came => Failure { reason: NotReadReason::Timeout, detail: None },
        io::ErrorKind::TimedOut => Failure::new(NotReadReason::Timeout, DURING_HANDSHAKE),
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe if nothing_came => {
            Failure::new(NotReadReason::Io, RESET_AT_ONCE)
        }
        io::ErrorKind::UnexpectedEof if nothing_came => Failure::new(NotReadReason::Io, CLOSED_AT_ONCE),
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof => {
            Failure::new(NotReadReason::Handshake, CLOSED)
        }
        _ => Failure::new(NotReadReason::Io, error.to_string()),
    }
}

/// `HandshakeFailure` as in RFC 8446: `handshake_failure`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && after_lower {
            snake.push('_');
        }
        after_lower = c.is_ascii_lowercase();
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// A connection with a deadline for all of it and a limit on what is read.
struct Metered {
    stream: TcpStream,
    deadline: Instant,
    left: usize,
    head: Vec<u8>,
    too_much: bool,
}

impl Metered {
    fn remaining(&self) -> io::Result<Duration> {
        let remaining = self.deadline.saturating_duration_since(Instant::now());
        if remaining.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(remaining) }
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.remaining()?))?;
        if self.left == 0 {
            self.too_much = true;
            return Err(io::Error::other(TOO_MUCH));
        }
        let most = buffer.len().min(self.left);
        let count = self.stream.read(&mut buffer[..most]).map_err(timed_out)?;
        self.left -= count;
        let wanted = HEAD.saturating_sub(self.head.len()).min(count);
        self.head.extend(&buffer[..wanted]);
        Ok(count)
    }
}

impl Write for Metered {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.remaining()?))?;
        self.stream.write(buffer).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Linux says `EAGAIN` of a socket whose time ran out.
fn timed_out(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::WouldBlock { io::ErrorKind::TimedOut.into() } else { error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_ends_at_the_limit_and_at_the_deadline() {
        let flood = || {
            let port =
                crate::tls::test_server::peer(|mut stream| while stream.write_all(&[7; 1000]).is_ok() {});
            TcpStream::connect(("127.0.0.1", port)).unwrap()
        };
        let later = Instant::now() + Duration::from_secs(60);
        let mut metered =
            Metered { stream: flood(), deadline: later, left: 2500, head: Vec::new(), too_much: false };
        let mut bytes = Vec::new();
        metered.read_to_end(&mut bytes).unwrap_err();
        assert_eq!((bytes.len(), metered.left, metered.too_much), (2500, 0, true));
        assert_eq!(metered.head, [7; HEAD]);
        let error = classify(&io::Error::other(TOO_MUCH), &metered);
        assert_eq!(error, Failure::new(NotReadReason::Limit, TOO_MUCH));
        let mut late =
            Metered { stream: flood(), deadline: Instant::now(), left: 1, head: Vec::new(), too_much: false };
        assert_eq!(late.read(&mut [0; 1]).unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn alerts_are_named_as_in_the_rfc() {
        for (name, expected) in [
            ("HandshakeFailure", "handshake_failure"),
            ("ProtocolVersion", "protocol_version"),
            ("UnrecognisedName", "unrecognised_name"),
            ("UnknownCA", "unknown_ca"),
            ("UnknownPSKIdentity", "unknown_pskidentity"),
        ] {
            assert_eq!(snake_case(name), expected);
        }
    }
}
