//! TLS: endpoints through one handshake, and certificates in files. The only room with a network.

mod algorithm;
mod certificate;
mod chain;
mod hostname;
mod pem;
mod shown;
pub mod target;
pub mod trust;

#[cfg(test)]
mod test_certificate;
