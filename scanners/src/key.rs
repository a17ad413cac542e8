//! The agency's fingerprint key.
//!
//! A plain hash of a thirteen-digit number is reversed in seconds, so values are compared by
//! HMAC-SHA-256 under a key that never travels with the assessment.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use phrom_checklists::finding::Fingerprint;
use sha2::Sha256;

/// A 256-bit key. Neither printed nor compared.
#[derive(Clone)]
pub struct Key {
    mac: Hmac<Sha256>,
}

impl Key {
    /// Takes the key's 32 bytes.
    pub fn new(bytes: &[u8; 32]) -> Self {
        // HMAC fills a key up with zeros to the hash's block (RFC 2104, section 2).
        let mut block = [0; 64];
        block[..32].copy_from_slice(bytes);
        Self { mac: Hmac::new(&block.into()) }
    }

    /// The public name of the key: 8 hex digits that say nothing about a fingerprint.
    pub fn id(&self) -> String {
        let mut mac = self.mac.clone();
        mac.update(b"phrom key id");
        hex(&mac.finalize().into_bytes()[..4])
    }

    /// Fingerprint of a value in its canonical spelling under a rule's id.
    pub fn fingerprint(&self, rule: &str, canonical: &[u8]) -> Fingerprint {
        Fingerprint(hex(&self.digest(rule, canonical)))
    }

    /// The 16 bytes a [`Fingerprint`] spells.
    pub(crate) fn digest(&self, rule: &str, canonical: &[u8]) -> [u8; 16] {
        let mut mac = self.mac.clone();
        mac.update(rule.as_bytes());
        // A rule's id holds no NUL, so no two pairs run together.
        mac.update(&[0]);
        mac.update(canonical);
        let full = mac.finalize().into_bytes();
        let mut first = [0; 16];
        first.copy_from_slice(&full[..16]);
        first
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with Python's `hmac` module.
    #[test]
    fn fingerprints_are_hmac_sha256() {
        let key = Key::new(&std::array::from_fn(|i| i as u8));
        assert_eq!(key.id(), "f4635702");
        assert_eq!(key.fingerprint("personal-data-email", b"a@b.th").0, "d5d8f64ea643ec8e348c623e65bcce83");
    }

    #[test]
    fn rule_and_value_both_count_and_the_key_is_hidden() {
        let key = Key::new(&[7; 32]);
        assert_ne!(key.fingerprint("a", b"bc"), key.fingerprint("ab", b"c"));
        assert_ne!(key.fingerprint("a", b"b"), Key::new(&[8; 32]).fingerprint("a", b"b"));
        assert_eq!(format!("{key:?}"), "Key(hidden)");
    }
}
