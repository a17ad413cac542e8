//! Scan of trees for certificates in files, told by content: PEM anywhere near the beginning, or DER.
//!
//! A file is read to its end only where its beginning holds PEM; so a tree of large files costs its
//! beginnings. What holds no certificate is out of scope, and a container that this version cannot
//! open (PKCS #7, PKCS #12, Java keystores) is not read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::PathBuf;
use std::thread;

use jiff::Timestamp;
use memchr::memmem;
use phrom_checklists::finding::{FilePlace, Finding, Place};
use phrom_checklists::scan::{NotRead, NotReadReason, OutOfScope, ScanSummary, Scanner, SummaryTag};

use super::certificate::{Certificate, Flaw, Unreadable, parse, sha256};
use super::finding::finding;
use super::pem::{self, Content};
use super::trust::Roots;
use super::verdict::{self, Fault};
use crate::walk::{self, Entry, FileFacts, Opened, Seen, Unread};

/// Bytes of a file that are looked at for a first certificate.
const BEGINNING: usize = 256 * 1024;
/// Files that wait for a reader: enough to keep readers busy, few enough to hold in memory.
const QUEUE: usize = 256;

/// What to look at, and by which measure.
#[derive(Debug)]
pub struct FileRequest<'a> {
    /// Files and folders.
    pub paths: &'a [PathBuf],
    /// The program's own folder and output files, which are left out.
    pub own: &'a [PathBuf],
    /// Whose roots are nothing to report.
    pub roots: &'a Roots,
    /// The moment at which validity is judged.
    pub at: Timestamp,
    /// Threads that read and parse, at least 1.
    pub threads: usize,
    /// Version of the program, for the summary.
    pub program: &'a str,
}

/// Looks at every file. `progress` is told how many objects have been met so far.
pub fn scan_files(request: &FileRequest<'_>, progress: &mut dyn FnMut(u64)) -> (ScanSummary, Vec<Finding>) {
    let mut summary = ScanSummary {
        record: SummaryTag::Summary,
        schema: 1,
        scanner: Scanner::Tls,
        at: request.at,
        program: request.program.to_string(),
        targets: request.paths.iter().map(|path| walk::shown_path(path)).collect(),
        key: None,
        ephemeral: false,
        scanned: 0,
        bytes: 0,
        out_of_scope: BTreeMap::new(),
        not_read: Vec::new(),
        people: 0,
    };
    let tally = tally(request, progress);
    summary.scanned = tally.scanned;
    summary.bytes = tally.bytes;
    summary.out_of_scope = tally.out_of_scope;
    let mut findings = Vec::new();
    for (_, not_read, found) in tally.notable {
        summary.not_read.extend(not_read);
        findings.extend(found);
    }
    (summary, findings)
}

/// What became of one object.
#[derive(Default)]
struct Outcome {
    bytes: u64,
    unread: Option<Unread>,
    findings: Vec<Finding>,
}

/// What became of many objects. Most are only counted: a tree can hold millions.
#[derive(Default)]
struct Tally {
    scanned: u64,
    bytes: u64,
    out_of_scope: BTreeMap<OutOfScope, u64>,
    /// With the number of the object in the walk.
    notable: Vec<(usize, Option<NotRead>, Vec<Finding>)>,
}

impl Tally {
    fn add(&mut self, index: usize, outcome: Outcome) {
        self.bytes += outcome.bytes;
        let not_read = match outcome.unread {
            Some(Unread::NotRead(not_read)) => Some(not_read),
            Some(Unread::OutOfScope(reason)) => {
                *self.out_of_scope.entry(reason).or_default() += 1;
                None
            }
            None => {
                self.scanned += 1;
                None
            }
        };
        if not_read.is_some() || !outcome.findings.is_empty() {
            self.notable.push((index, not_read, outcome.findings));
        }
    }

    fn merge(&mut self, other: Self) {
        self.scanned += other.scanned;
        self.bytes += other.bytes;
        for (reason, count) in other.out_of_scope {
            *self.out_of_scope.entry(reason).or_default() += count;
        }
        self.notable.extend(other.notable);
    }
}

/// One walker, several readers; what is notable comes in the order of the walk.
fn tally(request: &FileRequest<'_>, progress: &mut dyn FnMut(u64)) -> Tally {
    let (queue, waiting) = crossbeam_channel::bounded::<(usize, Entry)>(QUEUE);
    let mut tally = thread::scope(|scope| {
        let readers: Vec<_> = (0..request.threads.max(1))
            .map(|_| {
                let waiting = waiting.clone();
                scope.spawn(move || {
                    let (mut reader, mut tally) = (Reader::default(), Tally::default());
                    for (index, entry) in waiting {
                        tally.add(index, reader.look_at(&entry, request));
                    }
                    tally
                })
            })
            .collect();
        drop(waiting);
        let mut tally = Tally::default();
        for (index, seen) in walk::walk(request.paths, request.own).enumerate() {
            match seen {
                // Fails only where every reader has panicked, which the joining below passes on.
                Seen::File(entry) => drop(queue.send((index, entry))),
                Seen::Unread(unread) => {
                    tally.add(index, Outcome { unread: Some(unread), ..Outcome::default() });
                }
            }
            progress(u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1));
        }
        drop(queue);
        for reader in readers {
            match reader.join() {
                Ok(more) => tally.merge(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        tally
    });
    tally.notable.sort_by_key(|(index, ..)| *index);
    tally
}

/// Keeps its window between files.
#[derive(Default)]
struct Reader {
    window: Vec<u8>,
}

impl Reader {
    fn look_at(&mut self, entry: &Entry, request: &FileRequest<'_>) -> Outcome {
        let opened = match entry.open() {
            Ok(opened) => opened,
            Err(unread) => return Outcome { unread: Some(unread), ..Outcome::default() },
        };
        let mut file =
            Found { entry, facts: opened.facts, request, met: BTreeSet::new(), outcome: Outcome::default() };
        match self.read(&opened, &mut file) {
            Err(error) => file.outcome.unread = Some(entry.failed(&error)),
            Ok(()) if opened.changed().unwrap_or(true) => {
                file.outcome.unread = Some(entry.not_read(NotReadReason::Changed, None));
            }
            Ok(()) => {}
        }
        file.outcome
    }

    fn read(&mut self, opened: &Opened, file: &mut Found<'_>) -> io::Result<()> {
        self.window.clear();
        let mut input = &opened.file;
        let mut ended = fill(&mut input, &mut self.window, BEGINNING, file)?;
        if self.window.is_empty() {
            file.outcome.unread = Some(Unread::OutOfScope(OutOfScope::Empty));
            return Ok(());
        }
        let is_utf16 = self.window.starts_with(&[0xff, 0xfe]) || self.window.starts_with(&[0xfe, 0xff]);
        if is_utf16 && ended {
            // What a Windows shell writes when a certificate is redirected to a file. Told by its mark.
            let (text, _, _) = encoding_rs::UTF_8.decode(&self.window);
            self.window = text.into_owned().into_bytes();
        }
        if memmem::find(&self.window, b"-----BEGIN ").is_none() {
            file.take_der(&self.window);
            return Ok(());
        }
        let (mut offset, mut lines) = (0, 0);
        loop {
            let scan = pem::scan(&self.window, ended);
            for block in scan.blocks {
                file.take_block(block.content, offset + block.offset, lines + block.lines);
            }
            offset += scan.consumed;
            lines += scan.lines;
            self.window.drain(..scan.consumed);
            if ended {
                break;
            }
            let size = self.window.len() + BEGINNING;
            ended = fill(&mut input, &mut self.window, size, file)?;
        }
        if file.met.is_empty() && file.outcome.unread.is_none() {
            file.outcome.unread = Some(Unread::OutOfScope(OutOfScope::NoCertificate));
        }
        Ok(())
    }
}

/// Reads on until the window has a size; true at the end of the file.
fn fill(input: &mut impl Read, window: &mut Vec<u8>, size: usize, file: &mut Found<'_>) -> io::Result<bool> {
    let want = size - window.len();
    let count = input.take(u64::try_from(want).unwrap_or(u64::MAX)).read_to_end(window)?;
    file.outcome.bytes += u64::try_from(count).unwrap_or(u64::MAX);
    Ok(count < want)
}

/// One file and what was found in it.
struct Found<'a> {
    entry: &'a Entry,
    facts: FileFacts,
    request: &'a FileRequest<'a>,
    /// Certificates by SHA-256: one that a bundle holds twice is judged once.
    met: BTreeSet<[u8; 32]>,
    outcome: Outcome,
}

impl Found<'_> {
    fn take_block(&mut self, content: Content, offset: usize, lines: usize) {
        let line = u64::try_from(lines).ok().map(|lines| lines + 1);
        let offset = u64::try_from(offset).ok();
        match content {
            Content::Certificate(der) => self.take(parse(&der), line, offset),
            Content::TrustedCertificate(der) => {
                // OpenSSL's trust settings follow the certificate: no flaw.
                let parsed = parse(&der).map(|mut certificate| {
                    certificate.flaws.retain(|flaw| !matches!(flaw, Flaw::TrailingBytes(_)));
                    certificate
                });
                self.take(parsed, line, offset);
            }
            Content::Damaged(flaw, bytes) => {
                self.take(Err(Unreadable { sha256: sha256(&bytes), flaw }), line, offset);
            }
            Content::Container => self.cannot_open("PKCS #7"),
        }
    }

    /// A file without PEM: DER from its first byte, or nothing for us.
    fn take_der(&mut self, beginning: &[u8]) {
        if let Some(container) = container(beginning) {
            return self.cannot_open(container);
        }
        match parse(beginning) {
            _ if beginning.first() != Some(&0x30) => {}
            Ok(certificate) => return self.take(Ok(certificate), None, Some(0)),
            Err(broken) if looks_like_certificate(beginning) => return self.take(Err(broken), None, Some(0)),
            Err(_) => {}
        }
        self.outcome.unread = Some(Unread::OutOfScope(OutOfScope::NoCertificate));
    }

    fn take(&mut self, parsed: Result<Certificate, Unreadable>, line: Option<u64>, offset: Option<u64>) {
        let (sha, faults) = match parsed {
            Ok(certificate) => {
                let now = self.request.at.as_second();
                (certificate.sha256, verdict::of_file(&certificate, self.request.roots, now))
            }
            Err(broken) => (broken.sha256, vec![verdict::of_unreadable_in_file(&broken)]),
        };
        if self.met.insert(sha) {
            let findings: Vec<_> =
                faults.into_iter().map(|fault| self.finding(fault, line, offset)).collect();
            self.outcome.findings.extend(findings);
        }
    }

    fn finding(&self, fault: Fault, line: Option<u64>, offset: Option<u64>) -> Finding {
        let path = self.entry.shown.clone();
        let place = FilePlace {
            path: path.clone(),
            member: None,
            line,
            column: None,
            offset,
            page: None,
            sheet: None,
            cell: None,
            table: None,
            row: None,
        };
        let mut finding = finding(fault, Place::File(place), &path);
        finding.exposure = Some(self.facts.exposure);
        finding.owner = Some(self.facts.owner);
        finding.modified = self.facts.modified;
        finding
    }

    fn cannot_open(&mut self, container: &str) {
        let unread = self.entry.not_read(NotReadReason::UnsupportedType, Some(container.to_string()));
        self.outcome.unread = Some(unread);
    }
}

/// Files that hold certificates in a form of their own.
fn container(beginning: &[u8]) -> Option<&'static str> {
    const JKS: &[u8] = &[0xfe, 0xed, 0xfe, 0xed];
    const JCEKS: &[u8] = &[0xce, 0xce, 0xce, 0xce];
    /// Version 3, then the authenticated safe (RFC 7292, section 4).
    const PKCS12: &[u8] = &[0x02, 0x01, 0x03, 0x30];
    /// 1.2.840.113549.1.7.2, signedData (RFC 2315).
    const PKCS7: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    if beginning.starts_with(JKS) {
        return Some("JKS");
    }
    if beginning.starts_with(JCEKS) {
        return Some("JCEKS");
    }
    let content = sequence_content(beginning)?;
    if content.starts_with(PKCS12) {
        return Some("PKCS #12");
    }
    content.starts_with(PKCS7).then_some("PKCS #7")
}

/// SEQUENCE of SEQUENCE that begins with `[0] INTEGER` 0 to 2: a certificate that says its version.
fn looks_like_certificate(beginning: &[u8]) -> bool {
    let signed = sequence_content(beginning).and_then(sequence_content);
    signed.is_some_and(|signed| matches!(signed, [0xa0, 0x03, 0x02, 0x01, 0..=2, ..]))
}

/// What follows the tag and length of a SEQUENCE, also where the file ends too early or the length is
/// indefinite (BER).
fn sequence_content(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0x30, 0x80, content @ ..] => Some(content),
        [0x30, short @ 0x00..0x80, content @ ..] if *short > 0 => Some(content),
        [0x30, long @ 0x81..=0x84, content @ ..] => content.get(usize::from(long & 0x7f)..),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use phrom_checklists::finding::{Exposure, Severity};
    use proptest::prelude::*;

    use super::*;
    use crate::tls::test_certificate::{Authority, Draft, now, pem, valid};

    fn scan(root: &Path) -> (ScanSummary, Vec<Finding>) {
        scan_with(root, 2)
    }

    fn scan_with(root: &Path, threads: usize) -> (ScanSummary, Vec<Finding>) {
        let roots = Roots::mozilla();
        let paths = [root.to_path_buf()];
        let request =
            FileRequest { paths: &paths, own: &[], roots: &roots, at: now(), threads, program: "0.0.0" };
        scan_files(&request, &mut |_| ())
    }

    /// Path below the root, line, offset, rule, of every finding.
    fn seen(root: &Path, findings: &[Finding]) -> Vec<(String, Option<u64>, Option<u64>, String)> {
        let root = root.to_str().unwrap();
        let one = |finding: &Finding| {
            let Place::File(place) = &finding.place else { panic!() };
            let path = place.path.strip_prefix(root).unwrap().to_string();
            (path, place.line, place.offset, finding.rule.to_string())
        };
        findings.iter().map(one).collect()
    }

    fn expired(host: &str) -> Vec<u8> {
        Authority::root("Root").issue_with(host, |params| valid(params, -90, -5)).der
    }

    #[test]
    fn certificates_are_told_by_content_and_placed() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::write(root.join("a.txt"), format!("some\nwords\n{}", pem(&expired("a.example")))).unwrap();
        fs::write(root.join("b.bin"), expired("b.example")).unwrap();
        let bundle = [Draft::server("good.example").der(), expired("c.example"), expired("d.example")];
        fs::write(root.join("c.pem"), bundle.iter().map(|der| pem(der)).collect::<String>()).unwrap();
        fs::create_dir(root.join("sub")).unwrap();
        fs::write(root.join("sub/e.yaml"), pem(&expired("e.example")).replace('\n', "\n    ")).unwrap();
        let (summary, findings) = scan(root);
        let lines = u64::try_from(pem(&bundle[0]).lines().count()).unwrap();
        let offset = u64::try_from(pem(&bundle[0]).len()).unwrap();
        let next = lines + u64::try_from(pem(&bundle[1]).lines().count()).unwrap();
        let next_offset = offset + u64::try_from(pem(&bundle[1]).len()).unwrap();
        let rule = "tls-certificate-expired".to_string();
        assert_eq!(
            seen(root, &findings),
            [
                ("/a.txt".to_string(), Some(3), Some(11), rule.clone()),
                ("/b.bin".to_string(), None, Some(0), rule.clone()),
                ("/c.pem".to_string(), Some(lines + 1), Some(offset), rule.clone()),
                ("/c.pem".to_string(), Some(next + 1), Some(next_offset), rule.clone()),
                ("/sub/e.yaml".to_string(), Some(1), Some(0), rule),
            ]
        );
        assert_eq!((summary.scanned, summary.not_read, summary.out_of_scope.len()), (4, vec![], 0));
        assert_eq!(findings[0].masked, "DNS:a.example · notAfter 2026-05-27");
        assert_eq!(findings[0].severity, Severity::High);
        assert!(matches!(findings[0].exposure, Some(Exposure::Everyone | Exposure::Group)));
        assert!(findings[0].owner.is_some() && findings[0].modified.is_some());
    }

    #[test]
    fn everything_is_accounted_for() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::write(root.join("empty"), "").unwrap();
        fs::write(root.join("text"), "no certificate here").unwrap();
        fs::write(root.join("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
            .unwrap();
        fs::write(root.join("store.jks"), [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2]).unwrap();
        fs::write(root.join("store.p12"), [0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0x30, 0x82]).unwrap();
        fs::write(root.join("ber.p12"), [0x30, 0x80, 0x02, 0x01, 0x03, 0x30, 0x80]).unwrap();
        fs::write(
            root.join("chain.p7b"),
            "-----BEGIN PKCS7-----\nMIAGCSqGSIb3DQEHAqCA\n-----END PKCS7-----\n",
        )
        .unwrap();
        std::os::unix::fs::symlink("text", root.join("1a2b3c4d.0")).unwrap();
        let (summary, findings) = scan(root);
        assert_eq!(findings, []);
        assert_eq!(
            summary.out_of_scope.into_iter().collect::<Vec<_>>(),
            [(OutOfScope::NoCertificate, 2), (OutOfScope::SymbolicLink, 1), (OutOfScope::Empty, 1)]
        );
        let not_read: Vec<_> =
            summary.not_read.iter().map(|one| (one.reason, one.detail.as_deref())).collect();
        let container = |name| (NotReadReason::UnsupportedType, Some(name));
        assert_eq!(
            not_read,
            [container("PKCS #12"), container("PKCS #7"), container("JKS"), container("PKCS #12")]
        );
        assert_eq!(summary.scanned, 0);
    }

    #[test]
    fn a_certificate_twice_in_a_file_is_one_finding_and_in_two_files_two() {
        let dir = tempfile::tempdir().unwrap();
        let text = pem(&expired("a.example"));
        fs::write(dir.path().join("twice.pem"), format!("{text}{text}")).unwrap();
        fs::write(dir.path().join("zcopy.pem"), &text).unwrap();
        let (summary, findings) = scan(dir.path());
        assert_eq!((findings.len(), summary.scanned), (2, 2));
        assert_ne!(findings[0].fingerprint, findings[1].fingerprint);
    }

    #[test]
    fn a_large_file_is_read_on_only_where_its_beginning_holds_pem() {
        let dir = tempfile::tempdir().unwrap();
        let filler = "a line of a log file that goes on and on\n".repeat(40_000);
        let (first, last) = (pem(&Draft::server("good.example").der()), pem(&expired("last.example")));
        fs::write(dir.path().join("bundle.pem"), format!("{first}{filler}{last}")).unwrap();
        fs::write(dir.path().join("late.log"), format!("{filler}{last}")).unwrap();
        let (summary, findings) = scan(dir.path());
        let line = u64::try_from(first.lines().count() + 40_000 + 1).unwrap();
        let offset = u64::try_from(first.len() + filler.len()).unwrap();
        let rule = "tls-certificate-expired".to_string();
        assert_eq!(
            seen(dir.path(), &findings),
            [("/bundle.pem".to_string(), Some(line), Some(offset), rule)]
        );
        assert_eq!(summary.out_of_scope.get(&OutOfScope::NoCertificate), Some(&1));
        let beginning = u64::try_from(BEGINNING).unwrap();
        assert_eq!(summary.bytes, offset + u64::try_from(last.len()).unwrap() + beginning);
    }

    #[test]
    fn damaged_certificates_are_findings() {
        let dir = tempfile::tempdir().unwrap();
        let der = Draft::server("a.example").der();
        fs::write(dir.path().join("cut.der"), &der[..der.len() - 9]).unwrap();
        fs::write(dir.path().join("cut.pem"), &pem(&der)[..200]).unwrap();
        fs::write(dir.path().join("inner.pem"), pem(&der[..der.len() - 9])).unwrap();
        let (summary, findings) = scan(dir.path());
        let shown: Vec<_> = findings.iter().map(|one| (one.severity, one.masked.as_str())).collect();
        assert_eq!(
            shown,
            [
                (Severity::Medium, "unreadable: structure"),
                (Severity::Medium, "unreadable: no END marker"),
                (Severity::Medium, "unreadable: structure"),
            ]
        );
        assert_eq!(summary.scanned, 3);
    }

    #[test]
    fn utf_16_text_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let text: Vec<u8> = format!("\u{feff}{}", pem(&expired("a.example")))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        fs::write(dir.path().join("windows.cer"), text).unwrap();
        assert_eq!(scan(dir.path()).1.len(), 1);
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        for i in 0..40 {
            fs::write(dir.path().join(format!("{i}.pem")), pem(&expired(&format!("{i}.example")))).unwrap();
            fs::write(dir.path().join(format!("{i}.txt")), "text").unwrap();
        }
        let one = scan_with(dir.path(), 1);
        assert_eq!(one.1.len(), 40);
        assert_eq!(one, scan_with(dir.path(), 4));
    }

    thread_local! {
        static ROOTS: Roots = Roots::mozilla();
    }

    /// A hostile or odd certificate is only ever judged, at an endpoint too.
    fn judge(der: &[u8], roots: &Roots) {
        if let Ok(certificate) = parse(der) {
            verdict::of_file(&certificate, roots, i64::MAX);
            let host = crate::tls::target::Host::Name("a.example".to_string());
            let session = verdict::Session {
                version_1_3: false,
                leaf: Ok(certificate.clone()),
                sent: vec![Ok(certificate)],
                stapled: false,
                bytes: 0,
            };
            verdict::of_endpoint(session, &host, roots, 0);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_changed_certificate_is_judged_without_panic(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)
        ) {
            let mut der = Draft::server("a.example").der();
            for (at, byte) in changes {
                let at = at.index(der.len());
                der[at] = byte;
            }
            ROOTS.with(|roots| judge(&der, roots));
        }
    }
}
