//! TLS: endpoints through one handshake, and certificates in files. The only room with a network.
//!
//! - `target`, `connect`, `handshake`, `endpoint`: from a name to what a server showed;
//! - `pem`, `file`: from a tree to the certificates in it;
//! - `certificate`, `algorithm`, `chain`, `hostname`, `trust`: what a certificate says and where it leads;
//! - `rules`, `verdict`: which rules it meets; `shown`, `finding`: how that leaves the room.

mod algorithm;
mod certificate;
mod chain;
mod connect;
pub mod endpoint;
pub mod failure;
pub mod file;
mod finding;
mod handshake;
mod hostname;
mod pem;
pub mod rules;
mod shown;
pub mod target;
pub mod trust;
mod verdict;

pub use endpoint::{EndpointRequest, scan_endpoints};
pub use file::{FileRequest, scan_files};

#[cfg(test)]
mod test_certificate;
#[cfg(test)]
mod test_rules;
#[cfg(test)]
mod test_server;
