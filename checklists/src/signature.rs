//! Ed25519 signatures (RFC 8032), and the fingerprint by which people compare keys.
//!
//! Signing is deterministic: the same key and the same bytes give the same signature. What is
//! signed begins with its purpose, so that a signature of a seal can never pass for one of a report.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The statement of a seal.
    Seal,
    /// The SHA-256 of a report's JSON document.
    Report,
}

/// A key that signs. Shows nothing of itself and is wiped when it is dropped.
pub struct SealKey(SigningKey);

/// The public half of a [`SealKey`]; 64 lowercase hex digits in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey([u8; 32]);

/// A signature; 128 lowercase hex digits in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Signature([u8; 64]);

/// A public key as people read it to each other: 32 decimal digits in eight groups of four, about
/// 106 bits of the key's SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

/// Why a fingerprint was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 32 digits, in groups of four or not")]
pub struct FingerprintError;

/// 10 to the 32nd: one more than the largest fingerprint.
const FINGERPRINTS: u128 = 100_000_000_000_000_000_000_000_000_000_000;

impl Purpose {
    /// The bytes before what is signed.
    fn prefix(self) -> &'static [u8] {
        match self {
            Purpose::Seal => b"phrom-seal/1\0",
            Purpose::Report => b"phrom-report/1\0",
        }
    }
}

impl SealKey {
    /// The key of 32 random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs.
    pub fn sign(&self, purpose: Purpose, message: &[u8]) -> Signature {
        Signature(self.0.sign(&[purpose.prefix(), message].concat()).to_bytes())
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealKey({})", self.public().fingerprint())
    }
}

impl PublicKey {
    /// True where the key made the signature over these bytes for this purpose. Keys of small order
    /// and signatures with more than one spelling are refused.
    pub fn verifies(&self, purpose: Purpose, message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(&[purpose.prefix(), message].concat(), &signature).is_ok())
    }

    /// What people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        let digest = Sha256::digest([&b"phrom-key/1\0"[..], &self.0].concat());
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        Fingerprint(u128::from_be_bytes(first) % FINGERPRINTS)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl TryFrom<String> for PublicKey {
    type Error = &'static str;
    fn try_from(written: String) -> Result<Self, Self::Error> {
        from_hex(&written).map(Self).ok_or("not 64 lowercase hex digits")
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> String {
        hex(&key.0)
    }
}

impl TryFrom<String> for Signature {
    type Error = &'static str;
    fn try_from(written: String) -> Result<Self, Self::Error> {
        from_hex(&written).map(Self).ok_or("not 128 lowercase hex digits")
    }
}

impl From<Signature> for String {
    fn from(signature: Signature) -> String {
        hex(&signature.0)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032}", self.0);
        for group in 0..8 {
            let space = if group == 0 { "" } else { " " };
            write!(f, "{space}{}", &digits[group * 4..group * 4 + 4])?;
        }
        Ok(())
    }
}

/// Reads it as people write it down: with spaces or hyphens anywhere, in Thai or other digits.
impl FromStr for Fingerprint {
    type Err = FingerprintError;
    fn from_str(written: &str) -> Result<Self, FingerprintError> {
        let mut value: u128 = 0;
        let mut digits = 0;
        for c in written.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let digit = match c {
                '0'..='9' => c as u32 - '0' as u32,
                '๐'..='๙' => c as u32 - '๐' as u32,
                _ => return Err(FingerprintError),
            };
            digits += 1;
            if digits > 32 {
                return Err(FingerprintError);
            }
            value = value * 10 + u128::from(digit);
        }
        if digits == 32 { Ok(Self(value)) } else { Err(FingerprintError) }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One spelling: lowercase, nothing more and nothing less.
fn from_hex<const N: usize>(written: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> = written
        .bytes()
        .map(|b| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        })
        .collect::<Option<_>>()?;
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair[0] << 4 | pair[1];
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2: the seed's public key, so that the crate's arithmetic is not
    /// only compared with itself.
    #[test]
    fn the_public_key_is_that_of_the_standard() {
        let seed = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
        let key = SealKey::from_seed(&seed).public();
        assert_eq!(key.to_string(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    }

    #[test]
    fn a_signature_holds_for_its_key_its_purpose_and_its_bytes() {
        let (key, other) = (SealKey::from_seed(&[1; 32]), SealKey::from_seed(&[2; 32]));
        let signature = key.sign(Purpose::Seal, b"heads");
        assert_eq!(signature, key.sign(Purpose::Seal, b"heads"));
        assert!(key.public().verifies(Purpose::Seal, b"heads", &signature));
        assert!(!key.public().verifies(Purpose::Seal, b"head", &signature));
        assert!(!key.public().verifies(Purpose::Report, b"heads", &signature));
        assert!(!other.public().verifies(Purpose::Seal, b"heads", &signature));
        // A key of small order would sign everything.
        assert!(!PublicKey([0; 32]).verifies(Purpose::Seal, b"heads", &Signature([0; 64])));
        let mut weak = [0; 32];
        weak[0] = 1;
        assert!(!PublicKey(weak).verifies(Purpose::Seal, b"heads", &Signature([0; 64])));
    }

    #[test]
    fn a_fingerprint_is_read_as_people_write_it() {
        let printed = SealKey::from_seed(&[1; 32]).public().fingerprint();
        let text = printed.to_string();
        assert_eq!(text.len(), 39);
        assert!(text.split(' ').all(|g| g.len() == 4 && g.bytes().all(|b| b.is_ascii_digit())), "{text}");
        let thai: String = text
            .chars()
            .map(|c| c.to_digit(10).and_then(|d| char::from_u32('๐' as u32 + d)).unwrap_or(c))
            .collect();
        for written in [text.clone(), text.replace(' ', ""), text.replace(' ', "-"), thai] {
            assert_eq!(written.parse(), Ok(printed), "{written}");
        }
        for bad in ["", "1234", &text[1..], &format!("{text}0"), &text.replace(' ', ".")] {
            assert_eq!(bad.parse::<Fingerprint>(), Err(FingerprintError), "{bad}");
        }
        assert_ne!(printed, SealKey::from_seed(&[2; 32]).public().fingerprint());
    }

    #[test]
    fn hex_has_one_spelling() {
        assert_eq!(from_hex::<2>("0aff"), Some([10, 255]));
        for bad in ["0AFF", "0af", "0aff0", "0ag0", "", "๐aff"] {
            assert_eq!(from_hex::<2>(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_key_shows_nothing_of_itself() {
        let shown = format!("{:?}", SealKey::from_seed(&[0xab; 32]));
        assert!(!shown.contains("ab, ab") && !shown.contains("abab") && !shown.contains("171"), "{shown}");
    }
}
