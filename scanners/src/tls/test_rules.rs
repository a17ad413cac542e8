//! One test a rule, under the rule's name: where it fires, how badly, what is shown, and that it does
//! not fire beside it.

use std::time::Duration;

use phrom_checklists::finding::{Finding, Severity};
use phrom_checklists::scan::ScanSummary;
use rcgen::{CustomExtension, ExtendedKeyUsagePurpose, IsCa};
use rustls::version::{TLS12, TLS13};

use super::certificate::parse;
use super::endpoint::{EndpointRequest, scan_endpoints};
use super::rules::RULES;
use super::test_certificate::{
    Authority, Draft, Issued, MD5_WITH_RSA, NOW, SHA1_WITH_RSA, common_name, extension, now, rsa_key,
    self_signed, valid,
};
use super::test_server::serve;
use super::trust::Roots;
use super::verdict::{self, Fault};

/// What a scan of `localhost` finds where the leaf and the authorities are served.
fn scan(leaf: &Issued, sent: &[&Authority], roots: &Roots) -> (ScanSummary, Vec<Finding>) {
    let chain: Vec<Vec<u8>> =
        std::iter::once(leaf.der.clone()).chain(sent.iter().map(|one| one.der())).collect();
    scan_host("localhost", serve(&chain, &leaf.key, &[&TLS13, &TLS12]), roots)
}

fn scan_host(host: &str, port: u16, roots: &Roots) -> (ScanSummary, Vec<Finding>) {
    let targets = [format!("{host}:{port}").parse().unwrap()];
    let request = EndpointRequest {
        targets: &targets,
        roots,
        at: now(),
        budget: Duration::from_secs(20),
        program: "0.0.0",
    };
    scan_endpoints(&request, &|_, _| ())
}

/// Rule, severity and what is shown, of all findings.
fn seen(leaf: &Issued, sent: &[&Authority], roots: &Roots) -> Vec<(String, Severity, String)> {
    let (summary, findings) = scan(leaf, sent, roots);
    assert_eq!((summary.scanned, summary.not_read), (1, vec![]));
    findings.into_iter().map(|one| (one.rule.to_string(), one.severity, one.masked)).collect()
}

fn is(rule: &str, severity: Severity, masked: &str) -> (String, Severity, String) {
    (rule.to_string(), severity, masked.to_string())
}

/// A trusted root with an intermediate.
fn agency() -> (Authority, Roots) {
    let root = Authority::root("Agency Root");
    let roots = Roots::with_authorities(&[root.der()]).unwrap();
    (root.intermediate("Agency CA"), roots)
}

/// Rule and severity of what a certificate in a file meets.
fn in_file(der: &[u8]) -> Vec<(&'static str, Severity)> {
    let faults = verdict::of_file(&parse(der).unwrap(), &Roots::mozilla(), NOW);
    faults.into_iter().map(|Fault { rule, severity, .. }| (rule.id, severity)).collect()
}

#[test]
fn every_rule_has_its_test() {
    let source = include_str!("test_rules.rs");
    for rule in RULES {
        let name = rule.id.replace('-', "_");
        assert!(source.contains(&format!("#[test]\nfn {name}() {{")), "{}", rule.id);
    }
}

#[test]
fn a_good_endpoint_and_a_good_file_have_no_finding() {
    let (ca, roots) = agency();
    let leaf = ca.issue("localhost");
    assert_eq!(seen(&leaf, &[&ca], &roots), []);
    for der in [leaf.der, ca.der(), Authority::root("Root").der(), Draft::root("Root").der()] {
        assert_eq!(in_file(&der), []);
    }
    let wild = ca.issue("*.example.go.th").parsed();
    let host = super::target::Host::Name("www.example.go.th".to_string());
    assert!(super::hostname::is_for(&wild, &host));
    let address = ca.issue("127.0.0.1");
    let port = serve(&[address.der.clone(), ca.der()], &address.key, &[&TLS13]);
    assert_eq!(scan_host("127.0.0.1", port, &roots).1, []);
}

#[test]
fn tls_certificate_expired() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| valid(params, -100, -9));
    let expired = is("tls-certificate-expired", Severity::Critical, "DNS:localhost · notAfter 2026-05-23");
    assert_eq!(seen(&leaf, &[&ca], &roots), [expired]);
    assert_eq!(in_file(&leaf.der), [("tls-certificate-expired", Severity::High)]);
    let root = Authority::root_with("Old Root", |params| valid(params, -4000, -1));
    assert_eq!(in_file(&root.der()), [("tls-certificate-expired", Severity::Medium)]);
    // Validity includes its last second.
    let last = |seconds: i64| {
        let mut certificate = leaf.parsed();
        certificate.not_after = NOW + seconds;
        certificate.is_expired(NOW)
    };
    assert!(last(-1) && !last(0));
}

#[test]
fn tls_certificate_not_yet_valid() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| valid(params, 20, 110));
    let future = is("tls-certificate-not-yet-valid", Severity::High, "DNS:localhost · notBefore 2026-06-21");
    assert_eq!(seen(&leaf, &[&ca], &roots), [future]);
}

#[test]
fn tls_certificate_expires_soon() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| valid(params, -80, 5));
    let soon = is("tls-certificate-expires-soon", Severity::High, "DNS:localhost · notAfter 2026-06-06");
    assert_eq!(seen(&leaf, &[&ca], &roots), [soon]);
    let case = |from, to| in_file(&ca.issue_with("a.example", |params| valid(params, from, to)).der);
    let at = |severity| vec![("tls-certificate-expires-soon", severity)];
    assert_eq!(case(-300, 8), at(Severity::Medium));
    assert_eq!(case(-300, 7), at(Severity::High));
    assert_eq!(case(-300, 30), at(Severity::Medium));
    assert_eq!(case(-300, 31), []);
    // A third of a short life is what counts: 16 days of 47, two of six.
    assert_eq!(case(-32, 15), at(Severity::Medium));
    assert_eq!(case(-31, 16), []);
    assert_eq!(case(-4, 2), []);
    assert_eq!(case(-5, 1), at(Severity::High));
}

#[test]
fn tls_certificate_wrong_host() {
    let (ca, roots) = agency();
    for host in ["other.example", "*.localhost.example", "127.0.0.1"] {
        let shown = if host.starts_with('1') { format!("IP:{host}") } else { format!("DNS:{host}") };
        let wrong = is("tls-certificate-wrong-host", Severity::High, &shown);
        assert_eq!(seen(&ca.issue(host), &[&ca], &roots), [wrong]);
    }
    // The common name counts for nothing.
    let leaf = ca.issue_with("localhost", |params| {
        params.subject_alt_names = vec![rcgen::SanType::DnsName("other.example".try_into().unwrap())];
    });
    assert_eq!(seen(&leaf, &[&ca], &roots)[0].0, "tls-certificate-wrong-host");
}

#[test]
fn tls_certificate_no_san() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| params.subject_alt_names.clear());
    assert_eq!(
        seen(&leaf, &[&ca], &roots),
        [
            is("tls-certificate-no-san", Severity::High, "CN=localhost"),
            is("tls-certificate-wrong-host", Severity::Info, "CN=localhost · no subjectAltName"),
        ]
    );
    assert_eq!(in_file(&leaf.der), [("tls-certificate-no-san", Severity::Medium)]);
    // A person's certificate needs no host name.
    let person = Draft { subject: common_name("Somchai Jaidee"), extensions: vec![], ..Draft::server("x") };
    assert_eq!(in_file(&person.der()), []);
    let client = ca.issue_with("client", |params| {
        params.subject_alt_names.clear();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    });
    assert_eq!(in_file(&client.der), []);
}

#[test]
fn tls_certificate_self_signed() {
    let leaf = self_signed("localhost", |_| ());
    assert_eq!(
        seen(&leaf, &[], &Roots::mozilla()),
        [
            is("tls-certificate-self-signed", Severity::High, "DNS:localhost"),
            is("tls-certificate-untrusted", Severity::Info, "DNS:localhost · self-signed"),
        ]
    );
    assert_eq!(in_file(&leaf.der), [("tls-certificate-self-signed", Severity::Medium)]);
    // Trusted by name, as an agency does with a device.
    let roots = Roots::with_authorities(std::slice::from_ref(&leaf.der)).unwrap();
    assert_eq!(seen(&leaf, &[], &roots), []);
    // Issued by a namesake: same name, other key.
    let namesake = Draft { issuer: common_name("a.example"), ..Draft::server("a.example") };
    assert_eq!(in_file(&namesake.der()), []);
}

#[test]
fn tls_certificate_untrusted() {
    let root = Authority::root("Unknown Root");
    let ca = root.intermediate("Unknown CA");
    let leaf = ca.issue("localhost");
    let untrusted =
        |cause: &str| is("tls-certificate-untrusted", Severity::High, &format!("DNS:localhost · {cause}"));
    assert_eq!(seen(&leaf, &[&ca], &Roots::mozilla()), [untrusted("unknown issuer CN=Unknown Root")]);
    assert_eq!(
        seen(&leaf, &[&ca, &root], &Roots::mozilla()),
        [
            is("tls-chain-root-included", Severity::Info, "CN=Unknown Root"),
            untrusted("unknown root CN=Unknown Root"),
        ]
    );
    let namesake = Authority::root("Unknown Root").intermediate("Unknown CA");
    assert_eq!(
        seen(&leaf, &[&namesake], &Roots::mozilla()),
        [untrusted("signature is not by CN=Unknown CA")]
    );
}

#[test]
fn an_unknown_critical_extension_is_left_to_webpki() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| {
        let mut unknown = CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0]);
        unknown.set_criticality(true);
        params.custom_extensions = vec![unknown];
    });
    let refused = "DNS:localhost · webpki: UnsupportedCriticalExtension";
    assert_eq!(seen(&leaf, &[&ca], &roots), [is("tls-certificate-untrusted", Severity::Medium, refused)]);
}

#[test]
fn tls_certificate_weak_key() {
    let with = |bits| in_file(&Draft { spki: rsa_key(bits), ..Draft::server("a.example") }.der());
    assert_eq!(with(1024), [("tls-certificate-weak-key", Severity::High)]);
    assert_eq!(with(512), [("tls-certificate-weak-key", Severity::High)]);
    assert_eq!(with(2048), []);
    let root = Draft { spki: rsa_key(1024), ..Draft::root("Root") };
    assert_eq!(in_file(&root.der()), [("tls-certificate-weak-key", Severity::Medium)]);
    let at_endpoint = |bits| at_endpoint(&Draft { spki: rsa_key(bits), ..Draft::server("localhost") });
    assert!(at_endpoint(1024).contains(&is(
        "tls-certificate-weak-key",
        Severity::High,
        "DNS:localhost · RSA 1024"
    )));
    assert!(at_endpoint(512).contains(&is(
        "tls-certificate-weak-key",
        Severity::Critical,
        "DNS:localhost · RSA 512"
    )));
}

#[test]
fn tls_certificate_weak_signature() {
    let with = |signature| Draft { signature, ..Draft::server("localhost") };
    let weak = |severity| vec![("tls-certificate-weak-signature", severity)];
    assert_eq!(in_file(&with(SHA1_WITH_RSA).der()), weak(Severity::High));
    assert_eq!(in_file(&with(MD5_WITH_RSA).der()), weak(Severity::High));
    let shown = |severity, name: &str| {
        is("tls-certificate-weak-signature", severity, &format!("DNS:localhost · {name}"))
    };
    assert!(at_endpoint(&with(SHA1_WITH_RSA)).contains(&shown(Severity::High, "sha1WithRSAEncryption")));
    assert!(at_endpoint(&with(MD5_WITH_RSA)).contains(&shown(Severity::Critical, "md5WithRSAEncryption")));
    // Nobody relies on what a root says of itself.
    assert_eq!(in_file(&Draft { signature: SHA1_WITH_RSA, ..Draft::root("Root") }.der()), []);
    // Purposes do not make it a server's.
    let purpose = Authority::root_with("Root", |params| {
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    });
    assert_eq!(in_file(&purpose.der()), []);
    let authority = Draft { issuer: common_name("Root"), signature: SHA1_WITH_RSA, ..Draft::root("CA") };
    assert_eq!(in_file(&authority.der()), weak(Severity::Medium));
}

#[test]
fn tls_chain_incomplete() {
    let root = Authority::root("Agency Root");
    let (upper, roots) = (root.intermediate("Upper CA"), Roots::with_authorities(&[root.der()]).unwrap());
    let lower = upper.intermediate("Lower CA");
    let leaf = lower.issue("localhost");
    let incomplete = |names: &str| {
        let masked = format!("DNS:localhost · not sent: {names}");
        [
            is("tls-chain-incomplete", Severity::High, &masked),
            is("tls-certificate-untrusted", Severity::Info, "DNS:localhost · incomplete chain"),
        ]
    };
    assert_eq!(seen(&leaf, &[], &roots), incomplete("CN=Lower CA"));
    // The agency's own files prove which certificate is missing.
    let knowing = Roots::with_authorities(&[root.der(), upper.der(), lower.der()]).unwrap();
    assert_eq!(seen(&leaf, &[], &knowing), incomplete("CN=Lower CA, CN=Upper CA"));
    assert_eq!(seen(&leaf, &[&lower], &knowing), incomplete("CN=Upper CA"));
    assert_eq!(seen(&leaf, &[&lower, &upper], &knowing), []);
}

#[test]
fn tls_chain_expired() {
    let root = Authority::root("Agency Root");
    let roots = Roots::with_authorities(&[root.der()]).unwrap();
    let expired = root.intermediate_with("Old CA", |params| valid(params, -800, -10));
    let masked = "CN=Old CA · notAfter 2026-05-22";
    let leaf = expired.issue("localhost");
    assert_eq!(seen(&leaf, &[&expired], &roots), [is("tls-chain-expired", Severity::High, masked)]);
    let future = root.intermediate_with("New CA", |params| valid(params, 10, 800));
    let masked = "CN=New CA · notBefore 2026-06-11";
    let leaf = future.issue("localhost");
    assert_eq!(seen(&leaf, &[&future], &roots), [is("tls-chain-expired", Severity::High, masked)]);
    let old_root = Authority::root_with("Old Root", |params| valid(params, -800, -10));
    let leaf = old_root.issue("localhost");
    let trusting = Roots::with_authorities(&[old_root.der()]).unwrap();
    let masked = "CN=Old Root · notAfter 2026-05-22";
    assert_eq!(seen(&leaf, &[], &trusting), [is("tls-chain-expired", Severity::High, masked)]);
    // Before its leaf does.
    let soon = root.intermediate_with("Soon CA", |params| valid(params, -800, 10));
    let masked = "CN=Soon CA · notAfter 2026-06-11";
    let leaf = soon.issue("localhost");
    assert_eq!(seen(&leaf, &[&soon], &roots), [is("tls-certificate-expires-soon", Severity::Medium, masked)]);
}

#[test]
fn tls_chain_out_of_order() {
    let root = Authority::root("Agency Root");
    let roots = Roots::with_authorities(&[root.der()]).unwrap();
    let (upper, stray) = (root.intermediate("Upper CA"), Authority::root("Other").intermediate("Stray CA"));
    let lower = upper.intermediate("Lower CA");
    let leaf = lower.issue("localhost");
    let disordered = |places: &str| [is("tls-chain-out-of-order", Severity::Low, places)];
    assert_eq!(seen(&leaf, &[&upper, &lower], &roots), disordered("DNS:localhost → CN=Upper CA"));
    assert_eq!(seen(&leaf, &[&lower, &stray, &upper], &roots), disordered("CN=Lower CA → CN=Stray CA"));
}

#[test]
fn tls_chain_root_included() {
    let root = Authority::root("Agency Root");
    let roots = Roots::with_authorities(&[root.der()]).unwrap();
    let leaf = root.issue("localhost");
    let included = is("tls-chain-root-included", Severity::Info, "CN=Agency Root");
    assert_eq!(seen(&leaf, &[&root], &roots), [included]);
}

#[test]
fn tls_chain_name_constraints() {
    let root = Authority::root("Agency Root");
    let roots = Roots::with_authorities(&[root.der()]).unwrap();
    let ca = root.intermediate_with("Other CA", |params| {
        params.name_constraints = Some(rcgen::NameConstraints {
            permitted_subtrees: vec![rcgen::GeneralSubtree::DnsName("other.test".to_string())],
            excluded_subtrees: vec![],
        });
    });
    let masked = "DNS:localhost · nameConstraints CN=Other CA";
    let outside = is("tls-chain-name-constraints", Severity::High, masked);
    assert_eq!(seen(&ca.issue("localhost"), &[&ca], &roots), [outside]);
}

#[test]
fn tls_certificate_ca_as_leaf() {
    let (ca, roots) = agency();
    let leaf =
        ca.issue_with("localhost", |params| params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained));
    let masked = "CN=localhost · CA:TRUE";
    assert_eq!(seen(&leaf, &[&ca], &roots), [is("tls-certificate-ca-as-leaf", Severity::High, masked)]);
}

#[test]
fn tls_certificate_not_for_servers() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| {
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    });
    let masked = "DNS:localhost · extendedKeyUsage";
    assert_eq!(seen(&leaf, &[&ca], &roots), [is("tls-certificate-not-for-servers", Severity::High, masked)]);
    let any = ca.issue_with("localhost", |params| params.extended_key_usages.clear());
    assert_eq!(seen(&any, &[&ca], &roots), []);
}

#[test]
fn tls_certificate_lifetime_too_long() {
    let (ca, roots) = agency();
    // Issued on 2026-05-22, when public certificates may live 200 days.
    let leaf = |days: i64| ca.issue_with("localhost", |params| valid(params, -10, days - 10));
    let masked = "DNS:localhost · 202 d > 200 d";
    let long = is("tls-certificate-lifetime-too-long", Severity::Info, masked);
    assert_eq!(seen(&leaf(201), &[&ca], &roots), [long]);
    assert_eq!(seen(&leaf(199), &[&ca], &roots), []);
    // Of a public authority it is more than information.
    let mut public = Roots::mozilla();
    public.trust_as_public(Authority::parsed(&ca));
    let (_, findings) = scan(&leaf(201), &[], &public);
    assert_eq!(findings[0].severity, Severity::Medium);
}

#[test]
fn tls_certificate_staple_missing() {
    let (ca, roots) = agency();
    let leaf = ca.issue_with("localhost", |params| {
        let feature = vec![0x30, 0x03, 0x02, 0x01, 0x05];
        params.custom_extensions =
            vec![CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 24], feature)];
    });
    let masked = "DNS:localhost · status_request";
    assert_eq!(seen(&leaf, &[&ca], &roots), [is("tls-certificate-staple-missing", Severity::Medium, masked)]);
}

#[test]
fn tls_certificate_malformed() {
    let malformed = |severity| vec![("tls-certificate-malformed", severity)];
    let plain = || Draft::server("a.example");
    assert_eq!(in_file(&Draft { serial: vec![0], ..plain() }.der()), malformed(Severity::Low));
    let mut twice = plain();
    twice.extensions.push(extension("2.5.29.37", false, &[0x30, 0x00]));
    assert_eq!(in_file(&twice.der())[0], ("tls-certificate-malformed", Severity::Medium));
    // In a trust store it is nothing that the agency can mend.
    assert_eq!(in_file(&Draft { serial: vec![0], ..Draft::root("Root") }.der()), []);
    let mut twice = Draft::root("Root");
    twice.extensions.push(twice.extensions[0].clone());
    assert_eq!(in_file(&twice.der()), malformed(Severity::Info));
    // A server with such a certificate is read all the same: rustls alone would hang up.
    let (ca, roots) = agency();
    let good = ca.issue("localhost");
    let cut = Issued { der: good.der[..good.der.len() - 1].to_vec(), key: good.key };
    let masked = "unreadable: structure";
    assert_eq!(seen(&cut, &[&ca], &roots), [is("tls-certificate-malformed", Severity::High, masked)]);
}

#[test]
fn tls_version_1_3_missing() {
    let (ca, roots) = agency();
    let leaf = ca.issue("localhost");
    let port = serve(&[leaf.der.clone(), ca.der()], &leaf.key, &[&TLS12]);
    let (_, findings) = scan_host("localhost", port, &roots);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.rule.as_str(), finding.severity), ("tls-version-1-3-missing", Severity::Low));
    assert_eq!(finding.masked, "TLS 1.2");
}

/// What a hand-made certificate meets as a leaf. Its key serves nobody, so that this goes past the wire.
fn at_endpoint(draft: &Draft) -> Vec<(String, Severity, String)> {
    let session = verdict::Session {
        version_1_3: true,
        leaf: Ok(draft.parsed()),
        sent: vec![],
        stapled: false,
        bytes: 0,
    };
    let host = super::target::Host::Name("localhost".to_string());
    let faults = verdict::of_endpoint(session, &host, &Roots::mozilla(), NOW);
    faults.into_iter().map(|fault| (fault.rule.id.to_string(), fault.severity, fault.seen)).collect()
}
