//! Scan of endpoints: one handshake each, a few at a time.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use phrom_checklists::finding::{EndpointPlace, Finding, Place};
use phrom_checklists::scan::{NotRead, ScanSummary, Scanner, SummaryTag};
use rustls::pki_types::{DnsName, ServerName};

use super::failure::Failure;
use super::finding::finding;
use super::target::{Host, Target};
use super::trust::Roots;
use super::{connect, handshake, verdict};

/// Time for one endpoint from the look-up of its name to the end of the handshake, unless another is
/// wanted: a tarpit costs this and no more.
pub const BUDGET: Duration = Duration::from_secs(10);

/// No budget is longer: a clock that counts further can overflow.
const LONGEST: Duration = Duration::from_secs(3600);

/// Endpoints that are spoken to at the same time. A wave of connections looks like an attack, and a
/// small device answers one after the other.
const AT_ONCE: usize = 4;

/// What to look at, and by which measure.
#[derive(Debug)]
pub struct EndpointRequest<'a> {
    /// In the order in which results are wanted. A target named twice is looked at once.
    pub targets: &'a [Target],
    /// Whom to trust.
    pub roots: &'a Roots,
    /// The moment at which validity is judged.
    pub at: Timestamp,
    /// Time for one endpoint: [`BUDGET`] unless there is a reason.
    pub budget: Duration,
    /// Version of the program, for the summary.
    pub program: &'a str,
}

/// Looks at every endpoint. `progress` is told how many of how many are done, from several threads.
pub fn scan_endpoints(
    request: &EndpointRequest<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (ScanSummary, Vec<Finding>) {
    let mut targets: Vec<&Target> = Vec::new();
    for target in request.targets {
        if !targets.iter().any(|other| (&other.host, other.port) == (&target.host, target.port)) {
            targets.push(target);
        }
    }
    let mut summary = ScanSummary {
        record: SummaryTag::Summary,
        schema: 1,
        scanner: Scanner::Tls,
        at: request.at,
        program: request.program.to_string(),
        targets: request.targets.iter().map(Target::to_string).collect(),
        key: None,
        ephemeral: false,
        scanned: 0,
        bytes: 0,
        out_of_scope: BTreeMap::new(),
        not_read: Vec::new(),
        people: 0,
    };
    let mut findings = Vec::new();
    for (target, result) in targets.iter().zip(all(&targets, request, progress)) {
        match result {
            Ok(seen) => {
                summary.scanned += 1;
                summary.bytes += seen.bytes;
                findings.extend(seen.findings);
            }
            Err(Failure { reason, detail }) => {
                summary.not_read.push(NotRead { object: target.to_string(), reason, detail });
            }
        }
    }
    (summary, findings)
}

struct Seen {
    bytes: u64,
    findings: Vec<Finding>,
}

/// Results in the order of the targets.
fn all(
    targets: &[&Target],
    request: &EndpointRequest<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Result<Seen, Failure>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(target) = targets.get(index) else { return results };
            results.push((index, look_at(target, request)));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, targets.len());
        }
    };
    let mut results: Vec<(usize, Result<Seen, Failure>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..AT_ONCE.min(targets.len()))
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut results = work();
        for helper in helpers {
            match helper.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

fn look_at(target: &Target, request: &EndpointRequest<'_>) -> Result<Seen, Failure> {
    let deadline = Instant::now() + request.budget.min(LONGEST);
    let stream = connect::connect(target, deadline)?;
    let now = request.at.as_second();
    let session = handshake::shake(stream, server_name(&target.host)?, now, deadline)?;
    let bytes = session.bytes;
    let faults = verdict::of_endpoint(session, &target.host, request.roots, now);
    let place = EndpointPlace {
        host: target.named.clone(),
        port: target.port,
        sni: target.sni().map(str::to_string),
        starttls: None,
    };
    let key = match &target.host {
        Host::Name(name) => format!("{name}:{}", target.port),
        Host::Address(IpAddr::V4(address)) => format!("{address}:{}", target.port),
        Host::Address(IpAddr::V6(address)) => format!("[{address}]:{}", target.port),
    };
    let findings =
        faults.into_iter().map(|fault| finding(fault, Place::Endpoint(place.clone()), &key)).collect();
    Ok(Seen { bytes, findings })
}

/// rustls sends SNI for a name and none for an address.
fn server_name(host: &Host) -> Result<ServerName<'static>, Failure> {
    match host {
        Host::Address(address) => Ok(ServerName::from(*address)),
        Host::Name(name) => {
            let name = DnsName::try_from(name.clone());
            name.map(ServerName::DnsName).map_err(|error| {
                Failure::new(phrom_checklists::scan::NotReadReason::Unresolved, error.to_string())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;

    use phrom_checklists::scan::NotReadReason;
    use rustls::version::{TLS12, TLS13};

    use super::*;
    use crate::tls::failure::explain;
    use crate::tls::test_certificate::{Authority, Draft, common_name, now};
    use crate::tls::test_server::{answer, peer, serve, serve_config};

    const LONG: Duration = Duration::from_secs(20);
    /// For peers that never finish: the shorter, the sooner the test ends.
    const SHORT: Duration = Duration::from_millis(300);

    fn scan(targets: &[String], budget: Duration) -> (ScanSummary, Vec<Finding>) {
        let targets: Vec<Target> = targets.iter().map(|target| target.parse().unwrap()).collect();
        let roots = Roots::mozilla();
        let request =
            EndpointRequest { targets: &targets, roots: &roots, at: now(), budget, program: "0.0.0" };
        scan_endpoints(&request, &|_, _| ())
    }

    /// Why one peer was not read.
    fn failure(port: u16, budget: Duration) -> (NotReadReason, Option<String>) {
        let (summary, findings) = scan(&[format!("127.0.0.1:{port}")], budget);
        assert_eq!((summary.scanned, findings), (0, vec![]));
        assert!(summary.incomplete());
        let [one] = &summary.not_read[..] else { panic!("{:?}", summary.not_read) };
        assert_eq!(one.object, format!("127.0.0.1:{port}"));
        (one.reason, one.detail.clone())
    }

    fn was(reason: NotReadReason, detail: &str) -> (NotReadReason, Option<String>) {
        (reason, Some(detail.to_string()))
    }

    #[test]
    fn other_protocols_are_not_tls() {
        for (bytes, detail) in [
            (&b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"[..], "http"),
            (b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "ssh"),
            (b"220 mail.example ESMTP\r\n", "smtp or ftp greeting"),
            (b"* OK IMAP4rev1\r\n", "imap greeting"),
            (b"\x00\xff\x00\xffgarbage of no protocol at all", "other protocol"),
        ] {
            assert_eq!(failure(answer(bytes), LONG), was(NotReadReason::NotTls, detail));
        }
    }

    #[test]
    fn what_a_peer_wrote_is_in_no_output() {
        let (summary, _) = scan(&[format!("127.0.0.1:{}", answer(b"220 SECRET WORD\r\n"))], LONG);
        assert!(!format!("{summary:?}").contains("SECRET"));
    }

    #[test]
    fn alerts_are_named_and_explained() {
        for (alert, detail) in [
            (&b"\x15\x03\x03\x00\x02\x02\x28"[..], "alert handshake_failure"),
            (b"\x15\x03\x03\x00\x02\x02\x46", "alert protocol_version"),
            (b"\x15\x03\x03\x00\x02\x02\x70", "alert unrecognised_name"),
            (b"\x15\x03\x03\x00\x02\x02\xc8", "alert 200"),
        ] {
            let (summary, _) = scan(&[format!("127.0.0.1:{}", answer(alert))], LONG);
            let not_read = &summary.not_read[0];
            assert_eq!(
                (not_read.reason, not_read.detail.as_deref()),
                (NotReadReason::Handshake, Some(detail))
            );
            assert!(explain(not_read).is_some());
        }
    }

    #[test]
    fn an_old_version_is_nothing_in_common() {
        // ServerHello of TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA.
        let mut hello = b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01".to_vec();
        hello.extend([0x11; 32]);
        hello.extend(b"\x00\x00\x2f\x00");
        let hello: &'static [u8] = hello.leak();
        assert_eq!(failure(answer(hello), LONG), was(NotReadReason::Handshake, "nothing in common"));
    }

    #[test]
    fn a_peer_that_hangs_up() {
        assert_eq!(failure(answer(b""), LONG), was(NotReadReason::Io, "closed before any answer"));
        let half_a_record = answer(b"\x16\x03\x03\x00\x50\x02");
        assert_eq!(
            failure(half_a_record, LONG),
            was(NotReadReason::Handshake, "closed during the handshake")
        );
        // Closed with our bytes unread: the kernel resets the connection.
        let reset = peer(|stream| {
            let _ = stream.peek(&mut [0; 1]);
        });
        assert_eq!(failure(reset, LONG), was(NotReadReason::Io, "reset before any answer"));
    }

    #[test]
    fn nobody_there() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        assert_eq!(failure(port, LONG).0, NotReadReason::Refused);
        // RFC 6761: never exists.
        let (summary, _) = scan(&["host.invalid".to_string()], LONG);
        assert_eq!(summary.not_read[0].reason, NotReadReason::Unresolved);
    }

    #[test]
    fn silence_and_tarpits_end_at_the_budget() {
        let silent = peer(|mut stream| while stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {});
        assert_eq!(failure(silent, SHORT), (NotReadReason::Timeout, None));
        // A byte now and then never lets a single read time out.
        let tarpit = peer(|mut stream| {
            let _ = stream.write_all(b"\x16\x03\x03\x3f\xff");
            while stream.write_all(&[2]).is_ok() {
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        assert_eq!(failure(tarpit, 10 * SHORT), was(NotReadReason::Timeout, "during the handshake"));
        // Accepted by the kernel, never by anyone.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        assert_eq!(failure(listener.local_addr().unwrap().port(), SHORT), (NotReadReason::Timeout, None));
    }

    #[test]
    fn a_flood_is_cut() {
        // A handshake message that says it is 16 MiB long.
        let flood = peer(|mut stream| {
            let mut record = vec![0x0b; 0x4000];
            record[..4].copy_from_slice(&[0x0b, 0xff, 0xff, 0xff]);
            let header = [0x16, 0x03, 0x03, 0x40, 0x00];
            while stream.write_all(&header).is_ok() && stream.write_all(&record).is_ok() {}
        });
        assert_eq!(failure(flood, LONG), was(NotReadReason::Limit, "too many bytes"));
        // Records that a client must ignore, without end.
        let endless =
            peer(
                |mut stream| {
                    while stream.write_all(&[0x14, 0x03, 0x03, 0x00, 0x01, 0x01].repeat(1000)).is_ok() {}
                },
            );
        assert!(matches!(failure(endless, LONG).0, NotReadReason::Limit | NotReadReason::Handshake));
    }

    #[test]
    fn a_certificate_without_its_key_is_not_the_servers() {
        let (real, other) = (Authority::root("Root").issue("127.0.0.1"), Authority::root("Other").issue("x"));
        for version in [&TLS12, &TLS13] {
            let port = serve(std::slice::from_ref(&real.der), &other.key, &[version]);
            let wrong = was(NotReadReason::Handshake, "signature does not fit the certificate");
            assert_eq!(failure(port, LONG), wrong);
        }
        // Signed with another kind of key than the certificate's.
        let other = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap().serialize_der();
        let port = serve(&[real.der], &other, &[&TLS13]);
        assert_eq!(failure(port, LONG).1.as_deref(), Some("signature does not fit the certificate"));
    }

    #[test]
    fn a_version_1_certificate_is_checked_by_its_key() {
        let key = rcgen::KeyPair::generate().unwrap();
        let spki = {
            use rcgen::PublicKeyData;
            key.subject_public_key_info()
        };
        let old =
            Draft { version: 1, extensions: vec![], subject: common_name("a"), spki, ..Draft::server("a") };
        for version in [&TLS12, &TLS13] {
            let port = serve(&[old.der()], key.serialized_der(), &[version]);
            let (summary, findings) = scan(&[format!("127.0.0.1:{port}")], LONG);
            assert_eq!((summary.scanned, summary.not_read), (1, vec![]));
            assert!(findings.iter().any(|one| one.masked == "CN=a · version 1"), "{findings:?}");
            let stranger = rcgen::KeyPair::generate().unwrap();
            let port = serve(&[old.der()], stranger.serialized_der(), &[version]);
            assert_eq!(failure(port, LONG).1.as_deref(), Some("signature does not fit the certificate"));
        }
    }

    #[test]
    fn a_server_that_demands_our_certificate_has_shown_its_own() {
        let root = Authority::root("Root");
        let leaf = root.issue("127.0.0.1");
        let mut trusted = rustls::RootCertStore::empty();
        trusted.add(root.der().into()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        for version in [&TLS12, &TLS13] {
            let asks = rustls::server::WebPkiClientVerifier::builder_with_provider(
                Arc::new(trusted.clone()),
                Arc::clone(&provider),
            );
            let config = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider))
                .with_protocol_versions(&[version])
                .unwrap()
                .with_client_cert_verifier(asks.build().unwrap())
                .with_single_cert(
                    vec![leaf.der.clone().into()],
                    rustls::pki_types::PrivatePkcs8KeyDer::from(leaf.key.clone()).into(),
                )
                .unwrap();
            let (summary, findings) = scan(&[format!("127.0.0.1:{}", serve_config(config))], LONG);
            assert_eq!((summary.scanned, summary.not_read), (1, vec![]));
            assert!(findings.iter().any(|one| one.rule.as_str() == "tls-chain-incomplete"), "{findings:?}");
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_targets_and_all_are_accounted_for() {
        let leaf = Authority::root("Root").issue("other.example");
        let good = || serve(std::slice::from_ref(&leaf.der), &leaf.key, &[&TLS13]);
        // The first target answers when all others are done.
        let (others_done, waiting) = crossbeam_channel::bounded(1);
        let slow = peer(move |mut stream| {
            let _ = waiting.recv_timeout(LONG);
            let _ = stream.write_all(b"HTTP/");
        });
        let ports = [slow, good(), answer(b"HTTP/"), good(), good(), answer(b"SSH-2.0-"), good(), good()];
        let mut targets: Vec<String> = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
        // Named twice, looked at once: every server here answers once only.
        targets.push(targets[1].clone());
        let told = std::sync::Mutex::new(Vec::new());
        let parsed: Vec<Target> = targets.iter().map(|target| target.parse().unwrap()).collect();
        let roots = Roots::mozilla();
        let request =
            EndpointRequest { targets: &parsed, roots: &roots, at: now(), budget: LONG, program: "1.2.3" };
        let (summary, findings) = scan_endpoints(&request, &|done, of| {
            told.lock().unwrap().push((done, of));
            if done == of - 1 {
                others_done.send(()).unwrap();
            }
        });
        assert_eq!(summary.targets, targets);
        assert_eq!((summary.scanned, summary.program.as_str()), (5, "1.2.3"));
        let objects: Vec<&str> = summary.not_read.iter().map(|one| one.object.as_str()).collect();
        assert_eq!(objects, [&targets[0], &targets[2], &targets[5]]);
        let mut order = Vec::new();
        for finding in &findings {
            let Place::Endpoint(place) = &finding.place else { panic!() };
            assert_eq!((place.host.as_str(), &place.sni), ("127.0.0.1", &None));
            if order.last() != Some(&place.port) {
                order.push(place.port);
            }
        }
        assert_eq!(order, [ports[1], ports[3], ports[4], ports[6], ports[7]]);
        let mut told = told.into_inner().unwrap();
        told.sort_unstable();
        assert_eq!(told, (1..=8).map(|done| (done, 8)).collect::<Vec<_>>());
    }

    #[test]
    fn names_are_sent_in_sni_and_addresses_are_not() {
        for (host, expected) in [("localhost", true), ("127.0.0.1", false)] {
            let (sender, sent) = crossbeam_channel::bounded(1);
            let port = peer(move |mut stream| {
                let mut hello = [0; 4096];
                let count = stream.read(&mut hello).unwrap_or(0);
                let _ = sender.send(hello[..count].windows(9).any(|window| window == b"localhost"));
            });
            scan(&[format!("{host}:{port}")], LONG);
            assert_eq!(sent.recv().unwrap(), expected, "{host}");
        }
    }
}
