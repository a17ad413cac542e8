//! Where a server's chain leads, and if it leads nowhere, why. webpki answers that with one word for
//! many causes (an unknown root, a missing intermediate and an unknown signature are all
//! `UnknownIssuer`); here the causes are told apart and the certificate concerned is named.

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};

use super::algorithm::{Proof, signed_by};
use super::certificate::{Certificate, NameConstraints, Subtree};
use super::target::Host;
use super::trust::{Anchor, Roots};

/// Certificates above the leaf that are tried before giving up.
const MAX_DEPTH: usize = 10;
/// Signatures that are checked for one server: a hostile one sends many cross-signed certificates.
const MAX_CHECKS: usize = 64;

/// The best path from the leaf upwards.
#[derive(Debug)]
pub(crate) struct Chain<'a> {
    /// The leaf first; without the root at which it ends.
    pub(crate) path: Vec<&'a Certificate>,
    pub(crate) ending: Ending<'a>,
    /// A signature on the path is of a kind that cannot be checked here.
    pub(crate) unchecked: bool,
}

/// Where a path ends.
#[derive(Debug, Clone)]
pub(crate) enum Ending<'a> {
    /// At a trusted root.
    Trusted(&'a Anchor),
    /// The leaf signed itself.
    SelfSigned,
    /// At a root that was sent and that nobody here trusts.
    UnknownRoot,
    /// The leaf came without its issuer's certificate. With the agency's authorities the path can be
    /// completed: these are the ones that were not sent.
    Incomplete(Vec<&'a Certificate>),
    /// The last issuer was neither sent nor is it trusted.
    UnknownIssuer,
    /// An issuer of the right name is there, but its key did not make the signature.
    WrongSignature,
}

/// Finds the best path for the leaf among what was sent, what is trusted and what the agency knows.
pub(crate) fn find<'a>(
    leaf: &'a Certificate,
    sent: &'a [Certificate],
    roots: &'a Roots,
    now: i64,
) -> Chain<'a> {
    let mut search = Search { roots, now, checks: 0, best: None };
    let sent: Vec<&Certificate> = sent.iter().collect();
    search.extend(&mut vec![leaf], &sent, false);
    let found = search.best.take();
    if !roots.intermediates().is_empty() && !found.as_ref().is_some_and(Candidate::is_trusted) {
        let known: Vec<&Certificate> = sent.iter().copied().chain(roots.intermediates()).collect();
        search.extend(&mut vec![leaf], &known, false);
        if let Some(completed) = search.best.filter(Candidate::is_trusted) {
            let not_sent = completed.chain.path[1..].iter().copied();
            let not_sent = not_sent.filter(|one| !sent.iter().any(|sent| sent.sha256 == one.sha256));
            let ending = Ending::Incomplete(not_sent.collect());
            return Chain { ending, ..completed.chain };
        }
    }
    match found {
        Some(found) => found.chain,
        // Not reached: every search records an ending. Said as what is known for sure.
        None => Chain { path: vec![leaf], ending: Ending::UnknownIssuer, unchecked: false },
    }
}

/// What a client with webpki's rules says of the chain: the name of its error.
pub(crate) fn strict_verdict(
    leaf: &Certificate,
    sent: &[Certificate],
    roots: &Roots,
    host: &Host,
    now: i64,
) -> Result<(), String> {
    let word = |error: webpki::Error| {
        // The text behind the first word repeats names from the certificate.
        error.to_string().split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_string()
    };
    let der = CertificateDer::from(leaf.der.as_slice());
    let leaf = webpki::EndEntityCert::try_from(&der).map_err(word)?;
    let sent: Vec<CertificateDer<'_>> = sent.iter().map(|one| CertificateDer::from(&one.der[..])).collect();
    let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(now.try_into().unwrap_or(0)));
    let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms.all;
    let usage = webpki::KeyUsage::server_auth();
    leaf.verify_for_usage(algorithms, &roots.for_webpki(), &sent, now, usage, None, None).map_err(word)?;
    let name = match host {
        Host::Name(name) => ServerName::try_from(name.as_str()).map_err(|_| "InvalidName".to_string())?,
        Host::Address(address) => ServerName::from(*address),
    };
    leaf.verify_is_valid_for_subject_name(&name).map_err(word)
}

/// The first authority of the chain whose name constraints leave out a name of the leaf.
pub(crate) fn outside_constraints<'a>(chain: &Chain<'a>) -> Option<&'a Certificate> {
    let leaf = chain.path.first()?;
    let root = match &chain.ending {
        Ending::Trusted(anchor) => Some(&anchor.certificate),
        _ => None,
    };
    chain.path[1..].iter().copied().chain(root).find(|one| !allows(&one.name_constraints, leaf))
}

struct Candidate<'a> {
    chain: Chain<'a>,
    expired: usize,
}

impl Candidate<'_> {
    fn is_trusted(&self) -> bool {
        matches!(self.chain.ending, Ending::Trusted(_))
    }

    /// Greater is better: trusted, proven, in date, long; then the more telling ending.
    fn rank(&self) -> (bool, bool, std::cmp::Reverse<usize>, usize, u8) {
        let telling = match self.chain.ending {
            Ending::Trusted(_) | Ending::SelfSigned | Ending::UnknownRoot => 3,
            Ending::WrongSignature => 2,
            Ending::Incomplete(_) | Ending::UnknownIssuer => 1,
        };
        let in_date = std::cmp::Reverse(if self.is_trusted() { self.expired } else { 0 });
        (self.is_trusted(), !self.chain.unchecked, in_date, self.chain.path.len(), telling)
    }

    /// Nothing better can come.
    fn is_perfect(&self) -> bool {
        self.is_trusted() && !self.chain.unchecked && self.expired == 0
    }
}

struct Search<'a> {
    roots: &'a Roots,
    now: i64,
    checks: usize,
    best: Option<Candidate<'a>>,
}

impl<'a> Search<'a> {
    fn extend(&mut self, path: &mut Vec<&'a Certificate>, pool: &[&'a Certificate], unchecked: bool) {
        let Some(&top) = path.last() else { return };
        if path.len() == 1
            && let Some(anchor) = self.roots.anchor(top)
        {
            return self.record(path, Ending::Trusted(anchor), unchecked);
        }
        let mut wrong = false;
        for anchor in self.roots.named(&top.issuer_der) {
            match self.check(top, &anchor.certificate) {
                Proof::Invalid => wrong = true,
                proof => {
                    self.record(path, Ending::Trusted(anchor), unchecked || proof == Proof::Unchecked);
                }
            }
        }
        if self.best.as_ref().is_some_and(Candidate::is_perfect) {
            return;
        }
        if top.is_self_issued() && self.check(top, top) != Proof::Invalid {
            let ending = if path.len() == 1 { Ending::SelfSigned } else { Ending::UnknownRoot };
            return self.record(path, ending, unchecked);
        }
        let mut went_on = false;
        for &issuer in pool {
            let fits = issuer.subject_der == top.issuer_der && issuer.may_issue();
            if !fits || path.len() > MAX_DEPTH || path.iter().any(|one| one.sha256 == issuer.sha256) {
                continue;
            }
            match self.check(top, issuer) {
                Proof::Invalid => wrong = true,
                proof => {
                    went_on = true;
                    path.push(issuer);
                    self.extend(path, pool, unchecked || proof == Proof::Unchecked);
                    path.pop();
                }
            }
        }
        if !went_on {
            let ending = match (wrong, path.len()) {
                (true, _) => Ending::WrongSignature,
                (false, 1) => Ending::Incomplete(Vec::new()),
                (false, _) => Ending::UnknownIssuer,
            };
            self.record(path, ending, unchecked);
        }
    }

    fn check(&mut self, certificate: &Certificate, issuer: &Certificate) -> Proof {
        self.checks += 1;
        if self.checks > MAX_CHECKS { Proof::Invalid } else { signed_by(certificate, issuer) }
    }

    fn record(&mut self, path: &[&'a Certificate], ending: Ending<'a>, unchecked: bool) {
        let root = match &ending {
            Ending::Trusted(anchor) => Some(&anchor.certificate),
            _ => None,
        };
        let above = path.iter().skip(1).copied().chain(root);
        let expired = above.filter(|one| one.is_expired(self.now) || one.is_not_yet_valid(self.now)).count();
        let candidate = Candidate { chain: Chain { path: path.to_vec(), ending, unchecked }, expired };
        if self.best.as_ref().is_none_or(|best| candidate.rank() > best.rank()) {
            self.best = Some(candidate);
        }
    }
}

fn allows(constraints: &NameConstraints, leaf: &Certificate) -> bool {
    let names_allowed = leaf.dns_names.iter().all(|name| {
        let within = |tree: &Subtree| match tree {
            Subtree::Dns(base) => Some(is_below(name, base)),
            Subtree::Address(..) => None,
        };
        obeys(constraints, within)
    });
    let addresses_allowed = leaf.addresses.iter().all(|address| {
        let octets = match address {
            std::net::IpAddr::V4(address) => address.octets().to_vec(),
            std::net::IpAddr::V6(address) => address.octets().to_vec(),
        };
        let within = |tree: &Subtree| match tree {
            Subtree::Address(base, mask) => Some(
                base.len() == octets.len()
                    && octets.iter().zip(base).zip(mask).all(|((one, base), mask)| one & mask == base & mask),
            ),
            Subtree::Dns(_) => None,
        };
        obeys(constraints, within)
    });
    names_allowed && addresses_allowed
}

/// `within` gives `None` for a subtree of another kind. A kind without a permitted subtree is free.
fn obeys(constraints: &NameConstraints, within: impl Fn(&Subtree) -> Option<bool>) -> bool {
    let mut permitted = constraints.permitted.iter().filter_map(&within).peekable();
    let is_permitted = permitted.peek().is_none() || permitted.any(|within| within);
    is_permitted && !constraints.excluded.iter().filter_map(&within).any(|within| within)
}

/// RFC 5280, 4.2.1.10: any name made by adding labels to the left of the base.
fn is_below(name: &str, base: &str) -> bool {
    let (name, base) = (name.to_ascii_lowercase(), base.to_ascii_lowercase());
    let base = base.strip_prefix('.').unwrap_or(&base);
    base.is_empty() || name == *base || name.strip_suffix(base).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::test_certificate::{Authority, Draft, Issued, MD5_WITH_RSA, NOW, self_signed, valid};

    fn trusting(roots: &[&Authority]) -> Roots {
        let files: Vec<Vec<u8>> = roots.iter().map(|root| root.der()).collect();
        Roots::with_authorities(&files).unwrap()
    }

    fn names(path: &[&Certificate]) -> Vec<String> {
        path.iter().map(|one| one.subject.common_name.clone().unwrap()).collect()
    }

    /// The ending as a word, and the common names of the path.
    fn found(leaf: &Issued, sent: &[&Authority], roots: &Roots) -> (String, Vec<String>) {
        let (leaf, sent) = (leaf.parsed(), sent.iter().map(|one| one.parsed()).collect::<Vec<_>>());
        let chain = find(&leaf, &sent, roots, NOW);
        let ending = match &chain.ending {
            Ending::Trusted(anchor) => {
                format!("trusted by {}", anchor.certificate.subject.common_name.as_deref().unwrap())
            }
            Ending::Incomplete(missing) => format!("incomplete {}", names(missing).join(" ")),
            Ending::SelfSigned => "self-signed".to_string(),
            Ending::UnknownRoot => "unknown root".to_string(),
            Ending::UnknownIssuer => "unknown issuer".to_string(),
            Ending::WrongSignature => "wrong signature".to_string(),
        };
        let path = names(&chain.path);
        // webpki agrees on whether, if not on why.
        let host = Host::Name("a.example".to_string());
        let strict = strict_verdict(&leaf, &sent, roots, &host, NOW);
        assert_eq!(strict.is_ok(), ending.starts_with("trusted"), "{ending}: {strict:?}");
        (ending, path)
    }

    #[test]
    fn causes_are_told_apart() {
        let root = Authority::root("Root");
        let inter = root.intermediate("Inter");
        let lower = inter.intermediate("Lower");
        let leaf = lower.issue("a.example");
        let trusting_root = trusting(&[&root]);
        let nobody = Roots::mozilla();
        let case = |sent: &[&Authority], roots: &Roots| found(&leaf, sent, roots).0;
        assert_eq!(case(&[&lower, &inter], &trusting_root), "trusted by Root");
        assert_eq!(case(&[&inter, &root, &lower], &trusting_root), "trusted by Root");
        assert_eq!(case(&[&lower, &inter, &root], &nobody), "unknown root");
        assert_eq!(case(&[&lower, &inter], &nobody), "unknown issuer");
        assert_eq!(case(&[], &trusting_root), "incomplete ");
        assert_eq!(case(&[&inter], &trusting_root), "incomplete ");
        assert_eq!(case(&[&lower], &trusting_root), "unknown issuer");
        let knowing = trusting(&[&root, &inter, &lower]);
        assert_eq!(case(&[], &knowing), "incomplete Lower Inter");
        assert_eq!(case(&[&lower], &knowing), "incomplete Inter");
        assert_eq!(case(&[&lower, &inter], &knowing), "trusted by Root");
        let alone = self_signed("a.example", |_| ());
        assert_eq!(found(&alone, &[], &trusting_root).0, "self-signed");
        let namesake = Authority::root("Root").intermediate("Inter").intermediate("Lower");
        assert_eq!(case(&[&namesake, &inter], &trusting_root), "wrong signature");
    }

    #[test]
    fn a_self_signed_certificate_the_agency_names_is_trusted() {
        let alone = self_signed("a.example", |_| ());
        let roots = Roots::with_authorities(std::slice::from_ref(&alone.der)).unwrap();
        let (leaf, sent) = (alone.parsed(), []);
        assert!(matches!(find(&leaf, &sent, &roots, NOW).ending, Ending::Trusted(_)));
    }

    #[test]
    fn a_path_in_date_is_preferred() {
        let (old, new) = (Authority::root_with("Root", |p| valid(p, -900, -1)), Authority::root("Root"));
        // One authority under both roots: the same key certified twice.
        let inter = new.intermediate("Inter");
        let expired = inter.certified_again_by(&old, |p| valid(p, -900, -1));
        let leaf = inter.issue("a.example");
        let roots = trusting(&[&old, &new]);
        for sent in [[&expired, &inter], [&inter, &expired]] {
            let (leaf, sent) = (leaf.parsed(), sent.map(Authority::parsed));
            let chain = find(&leaf, &sent, &roots, NOW);
            assert!(chain.path.iter().all(|one| !one.is_expired(NOW)));
            assert!(matches!(chain.ending, Ending::Trusted(anchor) if !anchor.certificate.is_expired(NOW)));
        }
    }

    #[test]
    fn a_loop_of_cross_signatures_ends() {
        let (a, b) = (Authority::root("A"), Authority::root("B"));
        let a_by_b = a.certified_again_by(&b, |_| ());
        let b_by_a = b.certified_again_by(&a, |_| ());
        let leaf = a.issue("a.example");
        assert_eq!(found(&leaf, &[&a_by_b, &b_by_a], &Roots::mozilla()).0, "unknown issuer");
    }

    #[test]
    fn many_cross_signed_certificates_end_at_the_limit() {
        let roots: Vec<Authority> = (0..6).map(|_| Authority::root("Same")).collect();
        let crossed: Vec<Authority> =
            roots.iter().flat_map(|a| roots.iter().map(|b| a.certified_again_by(b, |_| ()))).collect();
        let leaf = roots[0].issue("a.example").parsed();
        let sent: Vec<Certificate> = crossed.iter().map(Authority::parsed).collect();
        let roots = Roots::mozilla();
        let mut search = Search { roots: &roots, now: NOW, checks: 0, best: None };
        search.extend(&mut vec![&leaf], &sent.iter().collect::<Vec<_>>(), false);
        assert!(search.best.is_some_and(|best| !best.is_trusted()));
    }

    #[test]
    fn what_cannot_be_checked_is_marked() {
        let root = Draft::root("Root");
        let leaf =
            Draft { signature: MD5_WITH_RSA, issuer: root.subject.clone(), ..Draft::server("a.example") };
        let roots = Roots::with_authorities(&[root.der()]).unwrap();
        let (leaf, sent) = (leaf.parsed(), []);
        let chain = find(&leaf, &sent, &roots, NOW);
        assert!(chain.unchecked && matches!(chain.ending, Ending::Trusted(_)));
    }

    #[test]
    fn name_constraints() {
        use rcgen::{CidrSubnet, GeneralSubtree, NameConstraints};
        let dns = |name: &str| GeneralSubtree::DnsName(name.to_string());
        let ip =
            |text: &str| GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(text.parse().unwrap(), 8));
        for (host, permitted, excluded, allowed) in [
            ("a.example", vec![dns("example")], vec![], true),
            ("a.example", vec![dns("a.example")], vec![], true),
            ("a.example", vec![dns("other.test")], vec![], false),
            ("a.example", vec![dns("other.test"), dns("example")], vec![], true),
            ("ba.example", vec![dns("a.example")], vec![], false),
            ("a.example", vec![], vec![dns("example")], false),
            ("a.example", vec![], vec![dns("other.test")], true),
            ("a.example", vec![ip("10.0.0.0")], vec![], true),
            ("10.1.2.3", vec![ip("10.0.0.0")], vec![], true),
            ("11.1.2.3", vec![ip("10.0.0.0")], vec![], false),
            ("11.1.2.3", vec![dns("example")], vec![], true),
        ] {
            let root = Authority::root_with("Root", |params| {
                params.name_constraints = Some(NameConstraints {
                    permitted_subtrees: permitted.clone(),
                    excluded_subtrees: excluded.clone(),
                });
            });
            let (leaf, roots, sent) = (root.issue(host).parsed(), trusting(&[&root]), []);
            let chain = find(&leaf, &sent, &roots, NOW);
            assert_eq!(outside_constraints(&chain).is_none(), allowed, "{host} {permitted:?} {excluded:?}");
            let target: crate::tls::target::Target = host.parse().unwrap();
            let strict = strict_verdict(&leaf, &sent, &roots, &target.host, NOW);
            assert_eq!(strict.is_ok(), allowed, "{host} {permitted:?} {excluded:?}: {strict:?}");
        }
    }
}
