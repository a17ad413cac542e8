//! What can be seen from here: TLS endpoints, certificates and personal data in files.

pub mod rule;
pub mod tls;
pub mod walk;
