//! Whom a chain may end at: the roots that Mozilla trusts, built in, and what the agency adds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustls::pki_types::{CertificateDer, TrustAnchor};

use super::algorithm::{Proof, signed_by};
use super::certificate::{Certificate, parse};
use super::pem::{self, Content};

/// The day on which the built-in roots were published, for showing their age: that of
/// `webpki-root-certs` 1.0.11 on crates.io. The data itself carries no date.
pub const fn roots_date() -> Date {
    Date::constant(2026, 10, 23)
}

/// Trusted roots and known intermediates.
#[derive(Debug)]
pub struct Roots {
    /// By DER of the subject.
    anchors: BTreeMap<Vec<u8>, Vec<Anchor>>,
    /// From the agency: authorities that a server should have sent.
    intermediates: Vec<Certificate>,
}

/// A certificate at which a chain may end.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    pub(crate) certificate: Certificate,
    /// One of Mozilla's, as opposed to the agency's own.
    pub(crate) public: bool,
}

/// Why a file of the agency's authorities was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// There is no certificate in it.
    #[error("file {file} holds no certificate")]
    None {
        /// Number from 0 in the order given.
        file: usize,
    },
    /// One certificate in it is damaged.
    #[error("certificate {certificate} in file {file} cannot be read")]
    Unreadable {
        /// Number from 0 in the order given.
        file: usize,
        /// Number from 1 in the order of the file.
        certificate: usize,
    },
}

impl Roots {
    /// The roots that Mozilla trusts for servers.
    pub fn mozilla() -> Self {
        let mut roots = Self { anchors: BTreeMap::new(), intermediates: Vec::new() };
        for der in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
            if let Ok(certificate) = parse(der) {
                roots.add(Anchor { certificate, public: true });
            }
        }
        roots
    }

    /// Mozilla's roots and the agency's authorities: the contents of `--ca` files, PEM or DER.
    ///
    /// A self-issued certificate becomes a root, and so does one whose own issuer is nowhere: who
    /// names only an intermediate means to trust it. Other authorities are kept as intermediates that
    /// a server should have sent.
    pub fn with_authorities(files: &[Vec<u8>]) -> Result<Self, AuthorityError> {
        let mut roots = Self::mozilla();
        let mut others = Vec::new();
        for (file, content) in files.iter().enumerate() {
            for certificate in read(file, content)? {
                if certificate.is_self_issued() {
                    roots.add(Anchor { certificate, public: false });
                } else {
                    others.push(certificate);
                }
            }
        }
        let has_issuer = |one: &Certificate| {
            let named = roots.named(&one.issuer_der).iter().map(|anchor| &anchor.certificate);
            let known = others.iter().filter(|other| other.subject_der == one.issuer_der);
            named.chain(known).any(|issuer| signed_by(one, issuer) != Proof::Invalid)
        };
        let (below, topmost): (Vec<_>, Vec<_>) = others.iter().cloned().partition(has_issuer);
        for certificate in topmost {
            roots.add(Anchor { certificate, public: false });
        }
        roots.intermediates = below;
        Ok(roots)
    }

    /// Those with the given name. Whether they signed is for the caller to check.
    pub(crate) fn named(&self, subject_der: &[u8]) -> &[Anchor] {
        self.anchors.get(subject_der).map_or(&[], Vec::as_slice)
    }

    /// The certificate as a root, if it is one.
    pub(crate) fn anchor(&self, certificate: &Certificate) -> Option<&Anchor> {
        self.named(&certificate.subject_der).iter().find(|a| a.certificate.sha256 == certificate.sha256)
    }

    pub(crate) fn intermediates(&self) -> &[Certificate] {
        &self.intermediates
    }

    /// All roots in the form that webpki takes.
    pub(crate) fn for_webpki(&self) -> Vec<TrustAnchor<'static>> {
        let anchors = self.anchors.values().flatten();
        let owned = anchors.filter_map(|anchor| {
            let der = CertificateDer::from(anchor.certificate.der.as_slice());
            webpki::anchor_from_trusted_cert(&der).ok().map(|anchor| anchor.to_owned())
        });
        owned.collect()
    }

    /// For tests of rules that public authorities alone are bound by.
    #[cfg(test)]
    pub(crate) fn trust_as_public(&mut self, certificate: Certificate) {
        self.add(Anchor { certificate, public: true });
    }

    fn add(&mut self, anchor: Anchor) {
        if self.anchor(&anchor.certificate).is_none() {
            self.anchors.entry(anchor.certificate.subject_der.clone()).or_default().push(anchor);
        }
    }
}

fn read(file: usize, content: &[u8]) -> Result<Vec<Certificate>, AuthorityError> {
    let blocks = pem::scan(content, true).blocks;
    if blocks.is_empty() {
        return Ok(vec![parse(content).map_err(|_| AuthorityError::None { file })?]);
    }
    let mut certificates = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let unreadable = AuthorityError::Unreadable { file, certificate: index + 1 };
        match block.content {
            Content::Certificate(der) | Content::TrustedCertificate(der) => {
                certificates.push(parse(&der).map_err(|_| unreadable)?);
            }
            Content::Damaged(..) => return Err(unreadable),
            Content::Container => return Err(AuthorityError::None { file }),
        }
    }
    Ok(certificates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::test_certificate::{Authority, pem};

    #[test]
    fn mozilla_roots_are_all_there_and_dated() {
        let roots = Roots::mozilla();
        let count = roots.anchors.values().flatten().filter(|anchor| anchor.public).count();
        assert_eq!(count, webpki_root_certs::TLS_SERVER_ROOT_CERTS.len());
        assert_eq!(roots.for_webpki().len(), count);
        // The date and the data move together.
        let lock = include_str!("../../../Cargo.lock");
        assert!(lock.contains("name = \"webpki-root-certs\"\nversion = \"1.0.11\""));
    }

    #[test]
    fn an_agency_adds_roots_and_intermediates_in_any_order() {
        let root = Authority::root("Agency Root");
        let inter = root.intermediate("Agency Issuing CA");
        let public = |roots: &Roots, one: &Authority| roots.anchor(&one.parsed()).map(|a| a.public);
        let bundle = format!("{}\n{}", pem(&inter.der()), pem(&root.der())).into_bytes();
        for files in [vec![bundle], vec![inter.der(), root.der()], vec![root.der(), inter.der()]] {
            let roots = Roots::with_authorities(&files).unwrap();
            assert_eq!((public(&roots, &root), public(&roots, &inter)), (Some(false), None));
            assert_eq!(roots.intermediates().len(), 1);
        }
        let roots = Roots::with_authorities(&[inter.der()]).unwrap();
        assert_eq!(public(&roots, &inter), Some(false));
        assert_eq!(roots.intermediates().len(), 0);
    }

    #[test]
    fn a_file_without_a_readable_certificate_is_refused() {
        let refused = |content: &[u8]| Roots::with_authorities(&[content.to_vec()]).unwrap_err();
        assert_eq!(refused(b"nothing"), AuthorityError::None { file: 0 });
        assert_eq!(refused(b""), AuthorityError::None { file: 0 });
        let broken = pem(&Authority::root("x").der()[..100]);
        assert_eq!(refused(broken.as_bytes()), AuthorityError::Unreadable { file: 0, certificate: 1 });
    }
}
