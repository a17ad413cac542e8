//! A certificate as facts: parsed once, owned, and lenient. What a strict reader would refuse is
//! recorded as a [`Flaw`], because a scanner that aborts on a flaw cannot report it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use sha2::{Digest, Sha256};
use x509_parser::error::X509Error;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate, X509Name};

use super::algorithm::{Key, Signature};

/// SHA-256 of the DER of a certificate, or of the bytes found where one was expected.
pub(crate) type Sha = [u8; 32];

/// One certificate. Names in it can be a person's, so `Debug` gives its fingerprint alone.
#[derive(Clone)]
pub(crate) struct Certificate {
    /// As sent or stored, without trailing bytes.
    pub(crate) der: Vec<u8>,
    pub(crate) sha256: Sha,
    /// From 1.
    pub(crate) version: u32,
    /// DER of the names, for comparing issuer with subject.
    pub(crate) subject_der: Vec<u8>,
    pub(crate) issuer_der: Vec<u8>,
    pub(crate) subject: Name,
    pub(crate) issuer: Name,
    /// First and last second of validity, Unix time (RFC 5280, 4.1.2.5).
    pub(crate) not_before: i64,
    pub(crate) not_after: i64,
    pub(crate) key: Key,
    /// Content of the key's AlgorithmIdentifier, and the key itself: what a signature is checked with.
    pub(crate) key_algorithm: Vec<u8>,
    pub(crate) key_bits: Vec<u8>,
    pub(crate) signature: Signature,
    /// Basic constraints: absent, or whether it is a CA.
    pub(crate) ca: Option<bool>,
    /// Extended key usage: absent, or whether servers are among the purposes.
    pub(crate) for_servers: Option<bool>,
    pub(crate) has_san: bool,
    pub(crate) dns_names: Vec<String>,
    pub(crate) addresses: Vec<IpAddr>,
    /// A subject alternative name is an e-mail address: the certificate is a person's.
    pub(crate) has_email: bool,
    pub(crate) name_constraints: NameConstraints,
    /// The TLS feature extension asks for a stapled OCSP answer (RFC 7633).
    pub(crate) must_staple: bool,
    pub(crate) flaws: Vec<Flaw>,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificate").field("sha256", &hex(&self.sha256)).finish_non_exhaustive()
    }
}

/// What is taken from a distinguished name. Unmasked: goes to a reader through
/// [`shown`](super::shown) only.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) common_name: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) unit: Option<String>,
}

/// DNS and address subtrees of the name constraints (RFC 5280, 4.2.1.10).
#[derive(Debug, Clone, Default)]
pub(crate) struct NameConstraints {
    pub(crate) permitted: Vec<Subtree>,
    pub(crate) excluded: Vec<Subtree>,
}

/// One subtree.
#[derive(Debug, Clone)]
pub(crate) enum Subtree {
    Dns(String),
    /// Address and mask, 4 or 16 octets each.
    Address(Vec<u8>, Vec<u8>),
}

/// What is wrong with the form of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flaw {
    /// Cannot be read at all; the parser's word for the part.
    Unreadable(&'static str),
    /// Bytes after the end, how many.
    TrailingBytes(usize),
    /// Versions 1 and 2 carry no extensions.
    OldVersion(u32),
    /// Zero or negative serial number.
    SerialNotPositive,
    /// Serial number of more than 20 octets.
    SerialTooLong,
    /// The same extension twice, its OID.
    DuplicateExtension(String),
    /// An extension whose content cannot be read, its OID.
    BrokenExtension(String),
    /// The end of validity lies before its beginning.
    DatesReversed,
    /// The algorithm inside the signed part differs from that of the signature.
    AlgorithmMismatch,
    /// PEM whose text is not base64.
    NotBase64,
    /// PEM with other text between its markers.
    NotACertificate,
    /// PEM without an end marker.
    NoEnd,
}

/// Bytes that should have been a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) sha256: Sha,
    pub(crate) flaw: Flaw,
}

/// Reads one DER certificate from the start of `bytes`.
pub(crate) fn parse(bytes: &[u8]) -> Result<Certificate, Unreadable> {
    let (rest, parsed) = X509Certificate::from_der(bytes)
        .map_err(|error| Unreadable { sha256: sha256(bytes), flaw: Flaw::Unreadable(part(&error)) })?;
    let der = parsed.as_raw().to_vec();
    let mut certificate = Certificate {
        sha256: sha256(&der),
        der,
        version: parsed.version().0.saturating_add(1),
        subject_der: parsed.subject().as_raw().to_vec(),
        issuer_der: parsed.issuer().as_raw().to_vec(),
        subject: name(parsed.subject()),
        issuer: name(parsed.issuer()),
        not_before: parsed.validity().not_before.timestamp(),
        not_after: parsed.validity().not_after.timestamp(),
        key: Key::of(parsed.public_key()),
        key_algorithm: key_algorithm(parsed.public_key().raw).to_vec(),
        key_bits: parsed.public_key().subject_public_key.data.to_vec(),
        signature: Signature::of(&parsed.signature_algorithm),
        ca: None,
        for_servers: None,
        has_san: false,
        dns_names: Vec::new(),
        addresses: Vec::new(),
        has_email: false,
        name_constraints: NameConstraints::default(),
        must_staple: false,
        flaws: Vec::new(),
    };
    read_extensions(&parsed, &mut certificate);
    certificate.flaws.extend(flaws(&parsed, rest.len()));
    certificate.flaws.sort();
    certificate.flaws.dedup();
    Ok(certificate)
}

impl Certificate {
    /// Issuer and subject are the same name. Whether the signature is its own too is for
    /// [`signed_by`](super::algorithm::signed_by) to say.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// May stand above another certificate in a chain. Version 1 has no way to say so and is let pass.
    pub(crate) fn may_issue(&self) -> bool {
        self.ca == Some(true) || (self.version < 3 && self.ca.is_none())
    }

    pub(crate) fn is_expired(&self, now: i64) -> bool {
        now > self.not_after
    }

    pub(crate) fn is_not_yet_valid(&self, now: i64) -> bool {
        now < self.not_before
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> Sha {
    Sha256::digest(bytes).into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn flaws(parsed: &X509Certificate<'_>, trailing: usize) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if trailing > 0 {
        flaws.push(Flaw::TrailingBytes(trailing));
    }
    if parsed.version().0 < 2 {
        flaws.push(Flaw::OldVersion(parsed.version().0 + 1));
    }
    let serial = parsed.raw_serial();
    if serial.iter().all(|&byte| byte == 0) || serial.first().is_some_and(|byte| byte & 0x80 != 0) {
        flaws.push(Flaw::SerialNotPositive);
    }
    if serial.len() > 20 {
        flaws.push(Flaw::SerialTooLong);
    }
    let mut met = BTreeSet::new();
    for extension in parsed.extensions() {
        let oid = extension.oid.to_id_string();
        if extension.parsed_extension().error().is_some() {
            flaws.push(Flaw::BrokenExtension(oid.clone()));
        }
        if !met.insert(oid.clone()) {
            flaws.push(Flaw::DuplicateExtension(oid));
        }
    }
    let validity = parsed.validity();
    if validity.not_after < validity.not_before {
        flaws.push(Flaw::DatesReversed);
    }
    if parsed.signature_algorithm.algorithm != parsed.tbs_certificate.signature.algorithm {
        flaws.push(Flaw::AlgorithmMismatch);
    }
    flaws
}

/// Content of the AlgorithmIdentifier at the start of a SubjectPublicKeyInfo.
fn key_algorithm(info: &[u8]) -> &[u8] {
    use x509_parser::der_parser::asn1_rs::Any;
    let content = Any::from_der(info).ok().map(|(_, info)| info.data);
    content.and_then(|content| Any::from_der(content).ok()).map_or(&[], |(_, algorithm)| algorithm.data)
}

/// Of an extension that comes twice the first counts, as in most clients.
fn read_extensions(parsed: &X509Certificate<'_>, certificate: &mut Certificate) {
    /// RFC 7633, section 6: id-pe-tlsfeature.
    const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";
    /// SEQUENCE OF INTEGER with status_request (5) as its one member, the only form in use.
    const STATUS_REQUEST: &[u8] = &[0x30, 0x03, 0x02, 0x01, 0x05];
    for extension in parsed.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::BasicConstraints(constraints) => {
                certificate.ca.get_or_insert(constraints.ca);
            }
            ParsedExtension::ExtendedKeyUsage(usage) => {
                certificate.for_servers.get_or_insert(usage.any || usage.server_auth);
            }
            ParsedExtension::SubjectAlternativeName(names) if !certificate.has_san => {
                certificate.has_san = true;
                for name in &names.general_names {
                    match name {
                        GeneralName::DNSName(name) => certificate.dns_names.push((*name).to_string()),
                        GeneralName::IPAddress(octets) => certificate.addresses.extend(address(octets)),
                        GeneralName::RFC822Name(_) => certificate.has_email = true,
                        _ => {}
                    }
                }
            }
            ParsedExtension::NameConstraints(constraints) => {
                let subtrees = |trees: &Option<Vec<x509_parser::extensions::GeneralSubtree<'_>>>| {
                    trees.iter().flatten().filter_map(|tree| subtree(&tree.base)).collect::<Vec<_>>()
                };
                certificate.name_constraints.permitted.extend(subtrees(&constraints.permitted_subtrees));
                certificate.name_constraints.excluded.extend(subtrees(&constraints.excluded_subtrees));
            }
            _ if extension.oid.to_id_string() == TLS_FEATURE => {
                certificate.must_staple = extension.value == STATUS_REQUEST;
            }
            _ => {}
        }
    }
}

fn subtree(base: &GeneralName<'_>) -> Option<Subtree> {
    match base {
        GeneralName::DNSName(name) => Some(Subtree::Dns((*name).to_string())),
        GeneralName::IPAddress(octets) if matches!(octets.len(), 8 | 32) => {
            let (address, mask) = octets.split_at(octets.len() / 2);
            Some(Subtree::Address(address.to_vec(), mask.to_vec()))
        }
        _ => None,
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    if let Ok(octets) = <[u8; 4]>::try_from(octets) {
        return Some(Ipv4Addr::from(octets).into());
    }
    <[u8; 16]>::try_from(octets).ok().map(|octets| Ipv6Addr::from(octets).into())
}

fn name(parsed: &X509Name<'_>) -> Name {
    let first = |mut values: Vec<String>| if values.is_empty() { None } else { Some(values.swap_remove(0)) };
    Name {
        common_name: first(parsed.iter_common_name().map(text).collect()),
        organisation: first(parsed.iter_organization().map(text).collect()),
        unit: first(parsed.iter_organizational_unit().map(text).collect()),
    }
}

/// Text of an attribute in any of the string types of X.520.
fn text(attribute: &x509_parser::x509::AttributeTypeAndValue<'_>) -> String {
    /// BMPString, big-endian UCS-2: what old Windows CAs write Thai names in.
    const BMP_STRING: u32 = 30;
    let value = attribute.attr_value();
    if value.tag().0 == BMP_STRING {
        let units = value.data.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    }
    String::from_utf8_lossy(value.data).into_owned()
}

/// The parser's error as the part that could not be read, without anything read from the bytes.
fn part(error: &x509_parser::nom::Err<X509Error>) -> &'static str {
    let error = match error {
        x509_parser::nom::Err::Incomplete(_) => return "cut short",
        x509_parser::nom::Err::Error(error) | x509_parser::nom::Err::Failure(error) => error,
    };
    match error {
        X509Error::InvalidVersion => "version",
        X509Error::InvalidSerial => "serial number",
        X509Error::InvalidAlgorithmIdentifier => "algorithm",
        X509Error::InvalidX509Name => "name",
        X509Error::InvalidDate => "date",
        X509Error::InvalidSPKI => "public key",
        X509Error::InvalidExtensions | X509Error::DuplicateExtensions => "extensions",
        X509Error::InvalidSignatureValue => "signature",
        _ => "structure",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tls::test_certificate::{self as build, Draft};

    fn flaws_of(draft: &Draft) -> Vec<Flaw> {
        parse(&draft.der()).unwrap().flaws
    }

    #[test]
    fn facts_of_a_plain_certificate() {
        let der = Draft::server("mail.example.go.th").der();
        let certificate = parse(&der).unwrap();
        assert_eq!(certificate.der, der);
        assert_eq!(certificate.version, 3);
        assert_eq!(certificate.dns_names, ["mail.example.go.th"]);
        assert_eq!(certificate.subject.common_name.as_deref(), Some("mail.example.go.th"));
        assert_eq!((certificate.ca, certificate.for_servers), (Some(false), Some(true)));
        assert_eq!(certificate.flaws, []);
        assert!(!certificate.is_self_issued() && !certificate.may_issue() && !certificate.must_staple);
    }

    #[test]
    fn flaws_are_recorded_and_the_rest_is_read() {
        let plain = || Draft::server("a.example");
        assert_eq!(flaws_of(&Draft { version: 1, extensions: vec![], ..plain() }), [Flaw::OldVersion(1)]);
        assert_eq!(flaws_of(&Draft { serial: vec![0x80], ..plain() }), [Flaw::SerialNotPositive]);
        assert_eq!(flaws_of(&Draft { serial: vec![0], ..plain() }), [Flaw::SerialNotPositive]);
        assert_eq!(flaws_of(&Draft { serial: vec![1; 21], ..plain() }), [Flaw::SerialTooLong]);
        let mut twice = plain();
        twice.extensions.push(twice.extensions[0].clone());
        assert_eq!(flaws_of(&twice), [Flaw::DuplicateExtension("2.5.29.17".to_string())]);
        let mut broken = plain();
        broken.extensions[0] = build::extension("2.5.29.17", false, b"\x30\x05\x82\x09");
        assert_eq!(flaws_of(&broken), [Flaw::BrokenExtension("2.5.29.17".to_string())]);
        let reversed = Draft { not_before: "300101000000Z", not_after: "290101000000Z", ..plain() };
        assert_eq!(flaws_of(&reversed), [Flaw::DatesReversed]);
        let mismatch = Draft { inner_signature: Some(build::SHA1_WITH_RSA), ..plain() };
        assert_eq!(flaws_of(&mismatch), [Flaw::AlgorithmMismatch]);
        let mut trailing = plain().der();
        trailing.extend(b"xyz");
        assert_eq!(parse(&trailing).unwrap().flaws, [Flaw::TrailingBytes(3)]);
        assert_eq!(parse(&trailing).unwrap().sha256, parse(&plain().der()).unwrap().sha256);
    }

    #[test]
    fn a_bad_date_is_named() {
        let draft = Draft { not_after: "301301000000Z", ..Draft::server("a.example") };
        assert_eq!(parse(&draft.der()).unwrap_err().flaw, Flaw::Unreadable("date"));
    }

    #[test]
    fn a_certificate_cut_at_every_byte_is_unreadable() {
        let der = Draft::server("a.example").der();
        for end in 0..der.len() {
            assert!(matches!(parse(&der[..end]).unwrap_err().flaw, Flaw::Unreadable(_)), "{end}");
        }
    }

    #[test]
    fn names_in_two_byte_letters() {
        let draft = Draft {
            subject: build::name(&[("2.5.4.3", 30, &[0x0e, 0x01, 0x0e, 0x02])]),
            ..Draft::server("a.example")
        };
        assert_eq!(parse(&draft.der()).unwrap().subject.common_name.as_deref(), Some("กข"));
    }

    #[test]
    fn names_are_not_in_debug_output() {
        let certificate = parse(&Draft::server("somchai.example").der()).unwrap();
        let debug = format!("{certificate:?}");
        assert!(debug.contains(&hex(&certificate.sha256)) && !debug.contains("somchai"), "{debug}");
        assert!(!debug.contains("115, 111, 109, 99"), "the DER is in it: {debug}");
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = parse(&bytes);
        }

        #[test]
        fn a_changed_certificate_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut der = Draft::server("a.example").der();
            let at = at.index(der.len());
            der[at] = byte;
            let _ = parse(&der);
        }
    }
}
