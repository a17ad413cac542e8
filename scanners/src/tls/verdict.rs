//! Which rules a certificate meets: at an endpoint, where it is being served, and in a file, where
//! nobody knows. In a file a server's certificate is at most high, an authority's at most medium and a
//! root's, which belongs to a trust store and is somebody else's to mend, mostly silent.

use phrom_checklists::finding::{Confidence, Severity};

use super::algorithm::{Proof, Strength, signed_by};
use super::certificate::{Certificate, Flaw, Sha, Unreadable};
use super::chain::{self, Chain, Ending};
use super::rules;
use super::target::Host;
use super::trust::Roots;
use super::{hostname, shown};
use crate::rule::Rule;

const DAY: i64 = 86_400;

/// One rule that is met.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    /// What was seen, masked, in technical words that need no translation.
    pub(crate) seen: String,
    /// The certificate concerned.
    pub(crate) certificate: Option<Sha>,
}

/// What one handshake showed.
#[derive(Debug)]
pub(crate) struct Session {
    /// TLS 1.3, as opposed to 1.2.
    pub(crate) version_1_3: bool,
    pub(crate) leaf: Result<Certificate, Unreadable>,
    /// What followed the leaf, in the order sent.
    pub(crate) sent: Vec<Result<Certificate, Unreadable>>,
    /// An OCSP answer was stapled.
    pub(crate) stapled: bool,
    /// Bytes read from the server.
    pub(crate) bytes: u64,
}

/// Rules met at an endpoint.
pub(crate) fn of_endpoint(session: Session, host: &Host, roots: &Roots, now: i64) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !session.version_1_3 {
        faults.push(fault(&rules::VERSION_1_3_MISSING, "TLS 1.2".to_string(), None));
    }
    let mut sent = Vec::new();
    for one in session.sent {
        match one {
            Ok(certificate) => sent.push(certificate),
            Err(broken) => faults.push(unreadable(&broken, Severity::Medium)),
        }
    }
    match session.leaf {
        Ok(leaf) => {
            let chain = chain::find(&leaf, &sent, roots, now);
            faults.extend(of_leaf(&leaf, &chain, host, session.stapled, now));
            faults.extend(of_path(&chain, now));
            faults.extend(of_order(&leaf, &sent));
            faults.extend(of_trust(&leaf, &chain));
            faults.extend(of_strict_client(&faults, &leaf, &sent, &chain, roots, host, now));
        }
        // No client can make anything of it.
        Err(broken) => faults.push(unreadable(&broken, Severity::High)),
    }
    faults
}

/// Rules met by a certificate in a file.
pub(crate) fn of_file(certificate: &Certificate, roots: &Roots, now: i64) -> Vec<Fault> {
    let role = Role::of(certificate, roots);
    let mut faults = of_dates(certificate, now);
    faults.extend(of_key(certificate));
    faults.extend(of_flaws(certificate));
    if !matches!(role, Role::Root) {
        faults.extend(of_signature(certificate));
    }
    if matches!(role, Role::Leaf) {
        if certificate.is_self_issued() && signed_by(certificate, certificate) != Proof::Invalid {
            faults.push(at(Severity::Medium, about(&rules::CERTIFICATE_SELF_SIGNED, certificate, &[])));
        }
        if lacks_names(certificate) {
            faults.push(at(Severity::Medium, about(&rules::CERTIFICATE_NO_SAN, certificate, &[])));
        }
    }
    if matches!(role, Role::Root) && certificate.flaws.iter().all(is_usual_in_roots) {
        faults.retain(|fault| fault.rule != &rules::CERTIFICATE_MALFORMED);
    }
    for fault in &mut faults {
        let most = match role {
            Role::Leaf => Severity::High,
            Role::Authority => Severity::Medium,
            Role::Root if fault.rule == &rules::CERTIFICATE_MALFORMED => Severity::Info,
            Role::Root if fault.rule == &rules::CERTIFICATE_EXPIRES_SOON => Severity::Low,
            Role::Root => Severity::Medium,
        };
        fault.severity = fault.severity.min(most);
    }
    faults
}

/// Something that should have been a certificate, in a file.
pub(crate) fn of_unreadable_in_file(broken: &Unreadable) -> Fault {
    match broken.flaw {
        // Most of these stand in documentation.
        Flaw::NotACertificate => {
            Fault { confidence: Confidence::Medium, ..unreadable(broken, Severity::Low) }
        }
        _ => unreadable(broken, Severity::Medium),
    }
}

/// Nine of Debian's 140 roots have the serial number 0, and the oldest are of version 1: programs take
/// roots as they are.
fn is_usual_in_roots(flaw: &Flaw) -> bool {
    matches!(flaw, Flaw::SerialNotPositive | Flaw::SerialTooLong | Flaw::OldVersion(_))
}

/// What a certificate in a file is for.
enum Role {
    /// A server's, a person's, a program's.
    Leaf,
    /// Issued by another, to issue.
    Authority,
    /// Issued by itself, to issue: what trust stores are made of.
    Root,
}

impl Role {
    fn of(certificate: &Certificate, roots: &Roots) -> Self {
        if roots.anchor(certificate).is_some() {
            return Self::Root;
        }
        // Purposes say nothing here: many roots list what their certificates may be used for.
        let server = !certificate.dns_names.is_empty()
            || !certificate.addresses.is_empty()
            || names_a_host(certificate);
        match (certificate.is_self_issued(), certificate.ca) {
            (false, Some(true)) => Self::Authority,
            // `openssl req -x509` says CA:TRUE of the certificate it makes for a server.
            (true, Some(true)) if !server => Self::Root,
            // Version 1 has no way to say that it is an authority: old roots do not.
            (true, None) if certificate.version < 3 && !server => Self::Root,
            (_, Some(_) | None) => Self::Leaf,
        }
    }
}

fn of_leaf(leaf: &Certificate, chain: &Chain<'_>, host: &Host, stapled: bool, now: i64) -> Vec<Fault> {
    let mut faults = of_dates(leaf, now);
    faults.extend(of_key(leaf));
    faults.extend(of_signature(leaf).filter(|_| !leaf.is_self_issued()));
    faults.extend(of_flaws(leaf));
    if !leaf.has_san {
        faults.push(about(&rules::CERTIFICATE_NO_SAN, leaf, &[]));
    }
    if !hostname::is_for(leaf, host) {
        let wrong = about(&rules::CERTIFICATE_WRONG_HOST, leaf, &[&shown::hosts(leaf)]);
        // Without alternative names no host is right: the cause has a rule of its own.
        faults.push(if leaf.has_san { wrong } else { at(Severity::Info, wrong) });
    }
    if leaf.ca == Some(true) {
        faults.push(about(&rules::CERTIFICATE_CA_AS_LEAF, leaf, &["CA:TRUE"]));
    }
    if leaf.for_servers == Some(false) {
        faults.push(about(&rules::CERTIFICATE_NOT_FOR_SERVERS, leaf, &["extendedKeyUsage"]));
    }
    let lifetime = leaf.not_after - leaf.not_before + 1;
    let limit = lifetime_limit(leaf.not_before);
    if lifetime > limit * DAY {
        let days = (lifetime + DAY - 1) / DAY;
        let long = about(&rules::CERTIFICATE_LIFETIME_TOO_LONG, leaf, &[&format!("{days} d > {limit} d")]);
        let is_public = matches!(&chain.ending, Ending::Trusted(anchor) if anchor.public);
        faults.push(if is_public { long } else { at(Severity::Info, long) });
    }
    if leaf.must_staple && !stapled {
        faults.push(about(&rules::CERTIFICATE_STAPLE_MISSING, leaf, &["status_request"]));
    }
    if let Some(authority) = chain::outside_constraints(chain) {
        let by = format!("nameConstraints {}", shown::subject(authority));
        faults.push(about(&rules::CHAIN_NAME_CONSTRAINTS, leaf, &[&by]));
    }
    faults
}

/// The authorities between leaf and root, and the root's own dates.
fn of_path(chain: &Chain<'_>, now: i64) -> Vec<Fault> {
    let mut faults = Vec::new();
    for &authority in chain.path.iter().skip(1) {
        faults.extend(of_key(authority));
        faults.extend(of_signature(authority).filter(|_| !authority.is_self_issued()));
        faults.extend(of_flaws(authority));
    }
    let root = match &chain.ending {
        Ending::Trusted(anchor) => Some(&anchor.certificate),
        _ => None,
    };
    let leaf = chain.path.first().copied();
    let above = chain.path.iter().skip(1).copied().chain(root);
    for authority in above.filter(|one| leaf.is_none_or(|leaf| leaf.sha256 != one.sha256)) {
        if authority.is_expired(now) {
            let date = not_after(authority);
            faults.push(about(&rules::CHAIN_EXPIRED, authority, &[&date]));
        } else if authority.is_not_yet_valid(now) {
            let date = not_before(authority);
            faults.push(about(&rules::CHAIN_EXPIRED, authority, &[&date]));
        } else if leaf.is_none_or(|leaf| authority.not_after < leaf.not_after) {
            // It will fail before the leaf does, and nobody is watching it.
            faults.extend(of_dates(authority, now).into_iter().map(|soon| at(Severity::Medium, soon)));
        }
    }
    faults
}

fn of_order(leaf: &Certificate, sent: &[Certificate]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut below = leaf;
    for one in sent {
        if one.subject_der != below.issuer_der {
            let places = format!("{} → {}", shown::subject(below), shown::subject(one));
            faults.push(fault(&rules::CHAIN_OUT_OF_ORDER, places, Some(one.sha256)));
            break;
        }
        below = one;
    }
    if let Some(root) = sent.iter().find(|one| one.is_self_issued() && one.ca == Some(true)) {
        faults.push(about(&rules::CHAIN_ROOT_INCLUDED, root, &[]));
    }
    faults
}

/// One cause is high; that the chain is then not trusted either follows from it, and is for information.
fn of_trust(leaf: &Certificate, chain: &Chain<'_>) -> Vec<Fault> {
    let untrusted = |cause: &str| about(&rules::CERTIFICATE_UNTRUSTED, leaf, &[cause]);
    let top = chain.path.last().copied().unwrap_or(leaf);
    match &chain.ending {
        Ending::Trusted(_) => Vec::new(),
        Ending::SelfSigned => vec![
            about(&rules::CERTIFICATE_SELF_SIGNED, leaf, &[]),
            at(Severity::Info, untrusted("self-signed")),
        ],
        Ending::UnknownRoot => vec![untrusted(&format!("unknown root {}", shown::subject(top)))],
        Ending::UnknownIssuer => vec![untrusted(&format!("unknown issuer {}", shown::issuer(top)))],
        Ending::WrongSignature => {
            vec![untrusted(&format!("signature is not by {}", shown::issuer(top)))]
        }
        Ending::Incomplete(missing) => {
            let names: Vec<String> = missing.iter().map(|one| shown::subject(one)).collect();
            let names = if names.is_empty() { shown::issuer(top) } else { names.join(", ") };
            vec![
                about(&rules::CHAIN_INCOMPLETE, leaf, &[&format!("not sent: {names}")]),
                at(Severity::Info, untrusted("incomplete chain")),
            ]
        }
    }
}

/// What webpki refuses although nothing above explains it: an unknown critical extension, a path length,
/// a signature that cannot be checked here.
fn of_strict_client(
    faults: &[Fault],
    leaf: &Certificate,
    sent: &[Certificate],
    chain: &Chain<'_>,
    roots: &Roots,
    host: &Host,
    now: i64,
) -> Option<Fault> {
    let minor: [&Rule; 5] = [
        &rules::VERSION_1_3_MISSING,
        &rules::CHAIN_OUT_OF_ORDER,
        &rules::CHAIN_ROOT_INCLUDED,
        &rules::CERTIFICATE_EXPIRES_SOON,
        &rules::CERTIFICATE_LIFETIME_TOO_LONG,
    ];
    let explained = faults.iter().any(|fault| !minor.contains(&fault.rule));
    // A server's certificate that the agency trusts by name has no chain to judge.
    if explained || roots.anchor(leaf).is_some() {
        return None;
    }
    let error = chain::strict_verdict(leaf, sent, roots, host, now).err()?;
    let cause = if chain.unchecked { "signature not checked" } else { "webpki" };
    let fault = about(&rules::CERTIFICATE_UNTRUSTED, leaf, &[&format!("{cause}: {error}")]);
    Some(Fault { confidence: Confidence::Medium, ..at(Severity::Medium, fault) })
}

fn of_dates(certificate: &Certificate, now: i64) -> Vec<Fault> {
    if certificate.is_expired(now) {
        return vec![about(&rules::CERTIFICATE_EXPIRED, certificate, &[&not_after(certificate)])];
    }
    if certificate.is_not_yet_valid(now) {
        return vec![about(&rules::CERTIFICATE_NOT_YET_VALID, certificate, &[&not_before(certificate)])];
    }
    let (left, lifetime) =
        (certificate.not_after - now, certificate.not_after.saturating_sub(certificate.not_before));
    let notice = if lifetime <= 100 * DAY { lifetime / 3 } else { 30 * DAY + 1 };
    if left >= notice {
        return Vec::new();
    }
    let soon = about(&rules::CERTIFICATE_EXPIRES_SOON, certificate, &[&not_after(certificate)]);
    vec![if left <= 7 * DAY { at(Severity::High, soon) } else { soon }]
}

fn of_key(certificate: &Certificate) -> Option<Fault> {
    let weak = about(&rules::CERTIFICATE_WEAK_KEY, certificate, &[&certificate.key.name]);
    match certificate.key.strength {
        Strength::Enough => None,
        Strength::Weak => Some(weak),
        Strength::Broken => Some(at(Severity::Critical, weak)),
    }
}

fn of_signature(certificate: &Certificate) -> impl Iterator<Item = Fault> {
    let weak = about(&rules::CERTIFICATE_WEAK_SIGNATURE, certificate, &[&certificate.signature.name]);
    let fault = match certificate.signature.strength {
        Strength::Enough => None,
        Strength::Weak => Some(weak),
        Strength::Broken => Some(at(Severity::Critical, weak)),
    };
    fault.into_iter()
}

fn of_flaws(certificate: &Certificate) -> Option<Fault> {
    if certificate.flaws.is_empty() {
        return None;
    }
    let words: Vec<String> = certificate.flaws.iter().map(flaw).collect();
    let fault = about(&rules::CERTIFICATE_MALFORMED, certificate, &[&words.join(", ")]);
    let serious = certificate.flaws.iter().any(|flaw| match flaw {
        Flaw::OldVersion(_)
        | Flaw::DuplicateExtension(_)
        | Flaw::BrokenExtension(_)
        | Flaw::DatesReversed
        | Flaw::AlgorithmMismatch
        | Flaw::Unreadable(_)
        | Flaw::NotBase64
        | Flaw::NotACertificate
        | Flaw::NoEnd => true,
        Flaw::TrailingBytes(_) | Flaw::SerialNotPositive | Flaw::SerialTooLong => false,
    });
    Some(if serious { at(Severity::Medium, fault) } else { fault })
}

fn unreadable(broken: &Unreadable, severity: Severity) -> Fault {
    at(severity, fault(&rules::CERTIFICATE_MALFORMED, flaw(&broken.flaw), Some(broken.sha256)))
}

fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unreadable(part) => format!("unreadable: {part}"),
        Flaw::TrailingBytes(count) => format!("trailing bytes: {count}"),
        Flaw::OldVersion(version) => format!("version {version}"),
        Flaw::SerialNotPositive => "serialNumber ≤ 0".to_string(),
        Flaw::SerialTooLong => "serialNumber > 20 octets".to_string(),
        Flaw::DuplicateExtension(oid) => format!("duplicate extension {oid}"),
        Flaw::BrokenExtension(oid) => format!("unreadable extension {oid}"),
        Flaw::DatesReversed => "notAfter < notBefore".to_string(),
        Flaw::AlgorithmMismatch => "signatureAlgorithm ≠ signature".to_string(),
        Flaw::NotBase64 => "unreadable: base64".to_string(),
        Flaw::NotACertificate => "unreadable: no certificate between the markers".to_string(),
        Flaw::NoEnd => "unreadable: no END marker".to_string(),
    }
}

/// A certificate for servers without the names that make one: others need none.
fn lacks_names(certificate: &Certificate) -> bool {
    let for_server = certificate.for_servers.unwrap_or_else(|| names_a_host(certificate));
    !certificate.has_san && for_server
}

fn names_a_host(certificate: &Certificate) -> bool {
    certificate.subject.common_name.as_deref().is_some_and(shown::is_host)
}

/// Days that a public certificate issued at a time may live.
fn lifetime_limit(issued: i64) -> i64 {
    // First seconds of the days on which each limit begins, Unix time, newest first.
    const LIMITS: [(i64, i64); 4] = [
        (1_868_227_200, 47),  // 2029-03-15
        (1_805_068_800, 100), // 2027-03-15
        (1_773_532_800, 200), // 2026-03-15
        (1_598_918_400, 398), // 2020-09-01
    ];
    LIMITS.iter().find(|(from, _)| issued >= *from).map_or(825, |(_, days)| *days)
}

fn not_after(certificate: &Certificate) -> String {
    format!("notAfter {}", shown::date(certificate.not_after))
}

fn not_before(certificate: &Certificate) -> String {
    format!("notBefore {}", shown::date(certificate.not_before))
}

/// A fault of a certificate: whose it is, then what was seen of it.
fn about(rule: &'static Rule, certificate: &Certificate, seen: &[&str]) -> Fault {
    let subject = shown::subject(certificate);
    let parts = std::iter::once(subject.as_str()).chain(seen.iter().copied().filter(|part| *part != subject));
    fault(rule, parts.collect::<Vec<_>>().join(" · "), Some(certificate.sha256))
}

fn fault(rule: &'static Rule, seen: String, certificate: Option<Sha>) -> Fault {
    Fault { rule, severity: rule.severity, confidence: Confidence::High, seen, certificate }
}

fn at(severity: Severity, fault: Fault) -> Fault {
    Fault { severity, ..fault }
}
