//! Servers for tests, on loopback: real TLS with any certificate, and peers that are none.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection, SupportedProtocolVersion};

/// Serves a chain, also one that does not fit the key, for one connection; gives the port.
pub(crate) fn serve(chain: &[Vec<u8>], key: &[u8], versions: &[&'static SupportedProtocolVersion]) -> u16 {
    let provider = aws_lc_rs::default_provider();
    let key =
        provider.key_provider.load_private_key(PrivatePkcs8KeyDer::from(key).clone_key().into()).unwrap();
    let chain = chain.iter().cloned().map(CertificateDer::from).collect();
    let config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Always(Arc::new(CertifiedKey::new(chain, key)))));
    serve_config(config)
}

/// Serves one connection as configured; gives the port.
pub(crate) fn serve_config(config: ServerConfig) -> u16 {
    peer(move |mut stream| {
        let mut connection = ServerConnection::new(Arc::new(config)).unwrap();
        // The scanner closes as soon as it has seen enough.
        let _ = connection.complete_io(&mut stream);
        let _ = stream.read(&mut [0; 64]);
    })
}

/// Runs a conversation with the one connection that comes; gives the port.
pub(crate) fn peer(talk: impl FnOnce(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        talk(stream);
    });
    port
}

/// Says something to whoever has sent the first bytes, and closes.
pub(crate) fn answer(bytes: &'static [u8]) -> u16 {
    peer(move |mut stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        // Waits for the other end, so that the answer is not lost to a reset.
        while stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
    })
}

#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}
