//! Keys and signatures: what they are called, how strong they are, and whether one fits the other.

use x509_parser::der_parser::asn1_rs::Oid;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;
use x509_parser::signature_algorithm::RsaSsaPssParams;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use super::certificate::Certificate;

/// The public key of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// As `RSA 2048` or `EC P-256`.
    pub(crate) name: String,
    pub(crate) strength: Strength,
    /// An RSA key outside the 2048 to 8192 bits that signatures can be checked with here.
    pub(crate) odd_size: bool,
}

/// The algorithm a certificate is signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    /// As `sha256WithRSAEncryption`; the OID where the name is not known.
    pub(crate) name: String,
    pub(crate) strength: Strength,
}

/// How strong an algorithm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Good, or not known to be bad.
    Enough,
    /// Below what the CA/Browser Forum's baseline requirements (6.1.5) and SP 800-52 ask for.
    Weak,
    /// Can be broken with means that many have: RSA below 1024 bits, MD5.
    Broken,
}

/// Whether one certificate's key made another's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Valid,
    Invalid,
    /// The algorithm is not among those that can be checked here: MD5, RSA below 2048 bits, P-521.
    Unchecked,
}

impl Key {
    pub(crate) fn of(info: &SubjectPublicKeyInfo<'_>) -> Self {
        let mut odd_size = false;
        let (name, strength) = match info.parsed() {
            Ok(PublicKey::RSA(key)) => {
                let bits = bit_length(key.modulus);
                odd_size = !(2048..=8192).contains(&bits);
                let strength = match bits {
                    0..1024 => Strength::Broken,
                    1024..2048 => Strength::Weak,
                    2048.. => Strength::Enough,
                };
                (format!("RSA {bits}"), strength)
            }
            Ok(PublicKey::EC(point)) => {
                let curve = info.algorithm.parameters.as_ref().and_then(|any| any.as_oid().ok());
                let (name, bits) = match curve.map(|oid| oid.to_id_string()).as_deref() {
                    Some("1.2.840.10045.3.1.7") => ("P-256".to_string(), 256),
                    Some("1.3.132.0.34") => ("P-384".to_string(), 384),
                    Some("1.3.132.0.35") => ("P-521".to_string(), 521),
                    Some("1.2.840.10045.3.1.1") => ("P-192".to_string(), 192),
                    Some("1.3.132.0.33") => ("P-224".to_string(), 224),
                    Some("1.3.132.0.10") => ("secp256k1".to_string(), 256),
                    Some(other) => (other.to_string(), point.key_size()),
                    None => (format!("{} bit", point.key_size()), point.key_size()),
                };
                (format!("EC {name}"), if bits < 256 { Strength::Weak } else { Strength::Enough })
            }
            Ok(PublicKey::DSA(number)) => (format!("DSA {}", bit_length(number)), Strength::Weak),
            Ok(PublicKey::GostR3410(_) | PublicKey::GostR3410_2012(_) | PublicKey::Unknown(_)) | Err(_) => {
                let oid = info.algorithm.algorithm.to_id_string();
                let name = match oid.as_str() {
                    "1.3.101.112" => "Ed25519",
                    "1.3.101.113" => "Ed448",
                    "2.16.840.1.101.3.4.3.17" => "ML-DSA-44",
                    "2.16.840.1.101.3.4.3.18" => "ML-DSA-65",
                    "2.16.840.1.101.3.4.3.19" => "ML-DSA-87",
                    other => other,
                };
                (name.to_string(), Strength::Enough)
            }
        };
        Self { name, strength, odd_size }
    }
}

impl Signature {
    pub(crate) fn of(identifier: &AlgorithmIdentifier<'_>) -> Self {
        let oid = identifier.algorithm.to_id_string();
        let (name, strength) = match oid.as_str() {
            "1.2.840.113549.1.1.2" => ("md2WithRSAEncryption", Strength::Broken),
            "1.2.840.113549.1.1.3" => ("md4WithRSAEncryption", Strength::Broken),
            "1.2.840.113549.1.1.4" => ("md5WithRSAEncryption", Strength::Broken),
            "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => ("sha1WithRSAEncryption", Strength::Weak),
            "1.2.840.10045.4.1" => ("ecdsa-with-SHA1", Strength::Weak),
            "1.2.840.10040.4.3" => ("dsa-with-SHA1", Strength::Weak),
            "1.2.840.113549.1.1.11" => ("sha256WithRSAEncryption", Strength::Enough),
            "1.2.840.113549.1.1.12" => ("sha384WithRSAEncryption", Strength::Enough),
            "1.2.840.113549.1.1.13" => ("sha512WithRSAEncryption", Strength::Enough),
            "1.2.840.10045.4.3.2" => ("ecdsa-with-SHA256", Strength::Enough),
            "1.2.840.10045.4.3.3" => ("ecdsa-with-SHA384", Strength::Enough),
            "1.2.840.10045.4.3.4" => ("ecdsa-with-SHA512", Strength::Enough),
            "1.3.101.112" => ("Ed25519", Strength::Enough),
            "1.2.840.113549.1.1.10" if pss_hash_is_sha1(identifier) => {
                ("rsassaPss with SHA-1", Strength::Weak)
            }
            "1.2.840.113549.1.1.10" => ("rsassaPss", Strength::Enough),
            other => (other, Strength::Enough),
        };
        Self { name: name.to_string(), strength }
    }
}

/// Checks the signature of `certificate` with the key of `issuer`. Names are for the caller to compare.
pub(crate) fn signed_by(certificate: &Certificate, issuer: &Certificate) -> Proof {
    let (Ok((_, signed)), Ok((_, signer))) =
        (X509Certificate::from_der(&certificate.der), X509Certificate::from_der(&issuer.der))
    else {
        return Proof::Invalid;
    };
    let key = signer.public_key();
    match signed.verify_signature(Some(key)) {
        Ok(()) => Proof::Valid,
        Err(x509_parser::error::X509Error::SignatureUnsupportedAlgorithm) => Proof::Unchecked,
        // The library says the same of a key below its limit and of a wrong signature.
        Err(_) if issuer.key.odd_size => Proof::Unchecked,
        Err(_) => Proof::Invalid,
    }
}

/// Absent parameters mean SHA-1 (RFC 4055, section 3.1).
fn pss_hash_is_sha1(identifier: &AlgorithmIdentifier<'_>) -> bool {
    let Some(parameters) = &identifier.parameters else { return true };
    let sha1: &[u64] = &[1, 3, 14, 3, 2, 26];
    RsaSsaPssParams::try_from(parameters)
        .is_ok_and(|parameters| Oid::from(sha1).is_ok_and(|sha1| *parameters.hash_algorithm_oid() == sha1))
}

/// Bits of a big-endian number.
fn bit_length(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    match number.get(zeros..) {
        Some([first, rest @ ..]) => rest.len() * 8 + 8 - first.leading_zeros() as usize,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::certificate::parse;
    use crate::tls::test_certificate::{self as build, Authority, Draft};

    fn key(spki: Vec<u8>) -> (String, Strength) {
        let key = parse(&Draft { spki, ..Draft::server("a.example") }.der()).unwrap().key;
        (key.name, key.strength)
    }

    #[test]
    fn keys_have_names_and_strength() {
        for (bits, strength) in [
            (512, Strength::Broken),
            (1023, Strength::Broken),
            (1024, Strength::Weak),
            (2047, Strength::Weak),
            (2048, Strength::Enough),
            (4096, Strength::Enough),
        ] {
            assert_eq!(key(build::rsa_key(bits)), (format!("RSA {bits}"), strength));
        }
        for (curve, octets, name, strength) in [
            ("1.2.840.10045.3.1.1", 24, "EC P-192", Strength::Weak),
            ("1.3.132.0.33", 28, "EC P-224", Strength::Weak),
            ("1.2.840.10045.3.1.7", 32, "EC P-256", Strength::Enough),
            ("1.3.132.0.35", 66, "EC P-521", Strength::Enough),
            ("1.3.36.3.3.2.8.1.1.7", 32, "EC 1.3.36.3.3.2.8.1.1.7", Strength::Enough),
            ("1.3.36.3.3.2.8.1.1.1", 20, "EC 1.3.36.3.3.2.8.1.1.1", Strength::Weak),
        ] {
            assert_eq!(key(build::ec_key(curve, octets)), (name.to_string(), strength));
        }
        assert_eq!(key(build::ed25519_key()), ("Ed25519".to_string(), Strength::Enough));
    }

    #[test]
    fn signatures_have_names_and_strength() {
        for (oid, name, strength) in [
            (build::MD5_WITH_RSA, "md5WithRSAEncryption", Strength::Broken),
            (build::SHA1_WITH_RSA, "sha1WithRSAEncryption", Strength::Weak),
            (build::ECDSA_WITH_SHA256, "ecdsa-with-SHA256", Strength::Enough),
            ("1.2.840.113549.1.1.10", "rsassaPss with SHA-1", Strength::Weak),
            ("1.2.3.4", "1.2.3.4", Strength::Enough),
        ] {
            let draft = Draft { signature: oid, ..Draft::server("a.example") };
            let signature = parse(&draft.der()).unwrap().signature;
            assert_eq!((signature.name.as_str(), signature.strength), (name, strength));
        }
    }

    #[test]
    fn a_signature_is_checked_with_the_key() {
        let (right, wrong) = (Authority::root("Right"), Authority::root("Right"));
        let leaf = right.issue("a.example");
        let parsed = |authority: &Authority| parse(&authority.der()).unwrap();
        assert_eq!(signed_by(&leaf.parsed(), &parsed(&right)), Proof::Valid);
        assert_eq!(signed_by(&leaf.parsed(), &parsed(&wrong)), Proof::Invalid);
        assert_eq!(signed_by(&parsed(&right), &parsed(&right)), Proof::Valid);
        let md5 = parse(&Draft { signature: build::MD5_WITH_RSA, ..Draft::server("a.example") }.der());
        assert_eq!(signed_by(&md5.unwrap(), &parsed(&right)), Proof::Unchecked);
        let short = Draft { spki: build::rsa_key(1024), ..Draft::server("ca.example") };
        let by_short = Draft { signature: "1.2.840.113549.1.1.11", ..Draft::server("a.example") };
        let proof = signed_by(&parse(&by_short.der()).unwrap(), &parse(&short.der()).unwrap());
        assert_eq!(proof, Proof::Unchecked);
    }

    #[test]
    fn bits_of_numbers() {
        for (number, bits) in
            [(&[][..], 0), (&[0], 0), (&[1], 1), (&[0, 0x80], 8), (&[1, 0], 9), (&[0xff, 0xff], 16)]
        {
            assert_eq!(bit_length(number), bits);
        }
    }
}
