//! TLS: endpoints through one handshake, and certificates in files. The only room with a network.

pub mod target;
