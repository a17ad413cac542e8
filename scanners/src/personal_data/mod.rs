//! Personal data in files.
//!
//! A tree is walked by one thread and read by others. Each file is told apart by its content ([`kind`]),
//! its text slides through a window ([`file`]), and in each window numbers and addresses are found,
//! validated, judged by what stands around them, masked and located ([`engine`]). Nothing unmasked leaves
//! this module: see [`mask`].
//!
//! | to add | go to |
//! |---|---|
//! | a kind of personal data | a room of its own beside [`national_id`], a line in [`rules`], its start in [`digits`] |
//! | a word that says what a number is | [`words`] |
//! | a type of file | a line in [`kind`] |
//! | a structure of text | [`structure`] |

use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use phrom_checklists::finding::{FilePlace, Finding, FindingStatus, Fingerprint, Place};
use phrom_checklists::scan::{NotReadReason, ScanSummary, Scanner, SummaryTag};

use crate::key::{Key, hex};
use crate::walk::{self, Entry, Seen, Unread};
use file::{Buffers, FileResult};

mod context;
mod digits;
mod email;
mod encoding;
mod engine;
mod file;
mod kind;
pub(crate) mod mask;
mod national_id;
mod numerals;
#[cfg(test)]
mod people;
mod phone;
mod place;
mod rules;
mod severity;
mod siblings;
#[cfg(test)]
mod slow;
mod sql;
mod structure;
mod table;
mod words;

pub use kind::types_without_text;
pub use rules::RULES;

/// What to scan and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// Files and folders; a link named here is followed.
    pub roots: Vec<PathBuf>,
    /// The program's own folder and output files, which are left out.
    pub own: Vec<PathBuf>,
    /// Key of the fingerprints.
    pub key: Key,
    /// True where the key is thrown away after the run.
    pub ephemeral: bool,
    /// When the run began.
    pub at: jiff::Timestamp,
    /// Version of the program.
    pub program: String,
    /// Whether pictures are in scope.
    pub ocr: Ocr,
    /// True to keep findings of low confidence, which are many in logs and tables of numbers.
    pub keep_low: bool,
    /// Threads that read files; [`THREADS`] is a good number.
    pub threads: usize,
}

/// Threads that read files, unless told otherwise.
pub const THREADS: usize = 2;

/// Whether pictures are in scope. This version cannot read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ocr {
    /// In scope: a picture is reported as not read.
    #[default]
    Auto,
    /// Out of scope.
    Off,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Objects done with, whatever became of them.
    pub objects: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Findings so far.
    pub findings: u64,
}

/// Scans everything below the roots. Findings come in the order of path and place, the same for the same
/// tree; `progress` is called from this thread a few times a second.
pub fn scan(request: &Request, progress: &dyn Fn(Progress), sink: &mut dyn FnMut(Finding)) -> ScanSummary {
    let settings =
        Settings { key: &request.key, keep_low: request.keep_low, ocr: request.ocr, part: file::PART };
    let mut tally = Tally::new(request);
    let bytes = AtomicU64::new(0);
    thread::scope(|scope| {
        let (to_read, entries) = bounded::<(u64, Entry)>(QUEUE);
        let (done, results) = bounded::<(u64, Outcome)>(QUEUE);
        let walked = done.clone();
        scope.spawn(move || {
            for (order, seen) in (0..).zip(walk::walk(&request.roots, &request.own)) {
                let sent = match seen {
                    Seen::File(entry) => to_read.send((order, entry)).is_ok(),
                    Seen::Unread(unread) => walked.send((order, Outcome::Unread(unread))).is_ok(),
                };
                if !sent {
                    break;
                }
            }
        });
        for _ in 0..request.threads.max(1) {
            let (entries, done, bytes) = (entries.clone(), done.clone(), &bytes);
            scope.spawn(move || read_files(&entries, &done, settings, bytes));
        }
        drop((entries, done));
        collect(&results, &bytes, &mut tally, progress, sink);
    });
    tally.finish()
}

/// What a file's reader needs to know.
#[derive(Debug, Clone, Copy)]
struct Settings<'r> {
    key: &'r Key,
    keep_low: bool,
    ocr: Ocr,
    /// Bytes of text that are looked at together.
    part: usize,
}

/// Objects that wait between two threads.
const QUEUE: usize = 256;

/// Time between two calls of `progress`.
const BEAT: Duration = Duration::from_millis(100);

enum Outcome {
    File(Box<FileResult>),
    Unread(Unread),
}

fn read_files(
    entries: &Receiver<(u64, Entry)>,
    done: &Sender<(u64, Outcome)>,
    settings: Settings<'_>,
    bytes: &AtomicU64,
) {
    let mut buffers = Buffers::default();
    let passed = |count| {
        bytes.fetch_add(count, Ordering::Relaxed);
    };
    for (order, entry) in entries {
        // A panic costs one file and not the run.
        let read = catch_unwind(AssertUnwindSafe(|| file::read(&entry, &settings, &mut buffers, &passed)));
        let outcome = match read {
            Ok(result) => Outcome::File(Box::new(result)),
            Err(_) => {
                buffers = Buffers::default();
                Outcome::Unread(entry.not_read(NotReadReason::Broken, Some("internal error".to_owned())))
            }
        };
        if done.send((order, outcome)).is_err() {
            break;
        }
    }
}

/// Takes results as they come and passes them on in the walk's order.
fn collect(
    results: &Receiver<(u64, Outcome)>,
    bytes: &AtomicU64,
    tally: &mut Tally,
    progress: &dyn Fn(Progress),
    sink: &mut dyn FnMut(Finding),
) {
    let mut waiting: BTreeMap<u64, Outcome> = BTreeMap::new();
    let mut next = 0;
    loop {
        match results.recv_timeout(BEAT) {
            Ok((order, outcome)) => {
                waiting.insert(order, outcome);
                while let Some(outcome) = waiting.remove(&next) {
                    tally.take(outcome, sink);
                    next += 1;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        progress(Progress {
            objects: next + waiting.len() as u64,
            bytes: bytes.load(Ordering::Relaxed),
            findings: tally.findings,
        });
    }
}

/// The summary in the making.
struct Tally {
    summary: ScanSummary,
    people: HashSet<[u8; 16]>,
    findings: u64,
}

impl Tally {
    fn new(request: &Request) -> Self {
        Self {
            summary: ScanSummary {
                record: SummaryTag::Summary,
                schema: 1,
                scanner: Scanner::PersonalData,
                at: request.at,
                program: request.program.clone(),
                targets: request.roots.iter().map(|root| walk::shown_path(root)).collect(),
                key: Some(request.key.id()),
                ephemeral: request.ephemeral,
                scanned: 0,
                bytes: 0,
                out_of_scope: BTreeMap::new(),
                not_read: Vec::new(),
                people: 0,
            },
            people: HashSet::new(),
            findings: 0,
        }
    }

    fn take(&mut self, outcome: Outcome, sink: &mut dyn FnMut(Finding)) {
        match outcome {
            Outcome::Unread(unread) => self.unread(unread),
            Outcome::File(result) => {
                self.summary.bytes += result.bytes;
                self.findings += result.hits.len() as u64;
                pass_on(&result, &mut self.people, sink);
                match result.unread {
                    Some(unread) => self.unread(unread),
                    None => self.summary.scanned += 1,
                }
            }
        }
    }

    fn unread(&mut self, unread: Unread) {
        match unread {
            Unread::OutOfScope(reason) => *self.summary.out_of_scope.entry(reason).or_default() += 1,
            Unread::NotRead(object) => self.summary.not_read.push(object),
        }
    }

    fn finish(mut self) -> ScanSummary {
        self.summary.not_read.sort();
        self.summary.people = self.people.len() as u64;
        self.summary
    }
}

/// Findings of one file, whose severity depends on how many people are in it.
fn pass_on(result: &FileResult, people: &mut HashSet<[u8; 16]>, sink: &mut dyn FnMut(Finding)) {
    let Some(facts) = result.facts else { return };
    let persons: HashSet<[u8; 16]> = result.hits.iter().filter_map(|hit| hit.person).collect();
    for hit in &result.hits {
        sink(Finding {
            rule: hit.kind.rule_id(),
            severity: severity::of(hit.kind, hit.confidence, persons.len(), facts.exposure),
            confidence: hit.confidence,
            place: Place::File(FilePlace {
                path: result.shown.clone(),
                member: None,
                line: Some(hit.location.line),
                column: Some(hit.location.column),
                offset: Some(hit.location.offset),
                page: None,
                sheet: None,
                cell: None,
                table: None,
                row: None,
            }),
            masked: hit.masked.clone(),
            fingerprint: Some(Fingerprint(hex(&hit.fingerprint))),
            person: hit.person.map(|person| Fingerprint(hex(&person))),
            exposure: Some(facts.exposure),
            owner: Some(facts.owner),
            modified: facts.modified,
            status: FindingStatus::Open,
            systems: Vec::new(),
            controls: Vec::new(),
        });
    }
    people.extend(persons);
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use phrom_checklists::finding::{Confidence, Exposure, Severity};
    use phrom_checklists::scan::OutOfScope;

    use super::people::{grouped, national_id, spellings, windows_874};
    use super::*;

    fn request(root: &Path) -> Request {
        Request {
            roots: vec![root.to_path_buf()],
            own: Vec::new(),
            key: Key::new(&[1; 32]),
            ephemeral: true,
            at: jiff::Timestamp::UNIX_EPOCH,
            program: "test".to_owned(),
            ocr: Ocr::Auto,
            keep_low: true,
            threads: THREADS,
        }
    }

    fn run(request: &Request) -> (ScanSummary, Vec<Finding>) {
        let mut findings = Vec::new();
        let summary = scan(request, &|_| (), &mut |finding| findings.push(finding));
        (summary, findings)
    }

    fn place(finding: &Finding) -> &FilePlace {
        match &finding.place {
            Place::File(place) => place,
            other => panic!("{other:?}"),
        }
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    /// Each encoding, each layout: found at its place, which is checked by reading the stored file there.
    #[test]
    fn every_encoding_and_layout_at_its_place() {
        let id = national_id(3, 40, 1_234_567);
        let body: String = spellings(&id)
            .iter()
            .map(|spelling| format!("ชื่อ สมชาย เลขประจำตัวประชาชน {spelling} โทร 081-234-5678 😀\r\n"))
            .collect();
        type Decode = Box<dyn Fn(&[u8]) -> String>;
        let utf8 = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let wide = |bytes: &[u8], little: bool| -> String {
            let units: Vec<u16> = bytes
                .chunks_exact(2)
                .map(|pair| {
                    let pair = [pair[0], pair[1]];
                    if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
                })
                .collect();
            String::from_utf16_lossy(&units)
        };
        let narrow =
            |bytes: &[u8]| encoding_rs::WINDOWS_874.decode_without_bom_handling(bytes).0.into_owned();
        let old: String = body
            .replace('😀', "")
            .lines()
            .filter(|line| !line.contains('\u{2011}'))
            .map(|line| format!("{line}\r\n"))
            .collect();
        let files: Vec<(&str, Vec<u8>, Decode)> = vec![
            ("utf8", body.clone().into_bytes(), Box::new(utf8)),
            ("utf8-mark", [b"\xef\xbb\xbf", body.as_bytes()].concat(), Box::new(utf8)),
            ("windows-874", windows_874(&old), Box::new(narrow)),
            (
                "late-windows-874",
                [vec![b'x'; 2 << 20], windows_874(&format!("\n{old}"))].concat(),
                Box::new(narrow),
            ),
            ("utf16-le", utf16(&body, true), Box::new(move |bytes: &[u8]| wide(bytes, true))),
            ("utf16-be", utf16(&body, false), Box::new(move |bytes: &[u8]| wide(bytes, false))),
            (
                "utf16-le-mark",
                [b"\xff\xfe".to_vec(), utf16(&body, true)].concat(),
                Box::new(move |bytes: &[u8]| wide(bytes, true)),
            ),
        ];
        for (name, stored, decode) in files {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join(name), &stored).unwrap();
            let (summary, findings) = run(&request(dir.path()));
            assert_eq!((summary.scanned, summary.not_read.len()), (1, 0), "{name}");
            let lines = if name.contains("874") { 10 } else { 12 };
            assert_eq!(findings.len(), 2 * lines, "{name}");
            for finding in &findings {
                let place = place(finding);
                let (before, after) = stored.split_at(place.offset.unwrap() as usize);
                let before = decode(before);
                let before = before.trim_start_matches('\u{feff}');
                let line_start = before.rfind('\n').map_or(0, |at| at + 1);
                assert_eq!(place.line, Some(1 + before.matches('\n').count() as u64), "{name}");
                assert_eq!(place.column, Some(1 + before[line_start..].chars().count() as u64), "{name}");
                let value = decode(&after[..after.len().min(160)]);
                let is_id = spellings(&id).iter().any(|spelling| value.starts_with(spelling.as_str()));
                assert!(if finding.rule.as_str().ends_with("id") {
                    is_id
                } else {
                    value.starts_with("081-234-5678")
                });
            }
        }
    }

    #[test]
    fn everything_is_accounted_for() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for (name, content) in [
            ("empty", &b""[..]),
            ("program", b"\x7fELF\x02\x01\x01\0\0\0"),
            ("photo", b"\x89PNG\r\n\x1a\n\0\0\0"),
            ("letter.pdf", b"%PDF-1.7\n"),
            ("noise", b"\x01\x02\x03\x04\0\0\xff\xfe\x05\x06"),
            ("note", "โทร 0812345678".as_bytes()),
        ] {
            fs::write(root.join(name), content).unwrap();
        }
        std::os::unix::fs::symlink("note", root.join("link")).unwrap();
        let (summary, findings) = run(&request(root));
        assert_eq!((summary.scanned, findings.len(), summary.people), (1, 1, 1));
        assert_eq!(
            summary.out_of_scope,
            BTreeMap::from([(OutOfScope::NoText, 1), (OutOfScope::SymbolicLink, 1), (OutOfScope::Empty, 1)])
        );
        let unread: Vec<(String, NotReadReason, Option<&str>)> = summary
            .not_read
            .iter()
            .map(|it| (it.object.replace(root.to_str().unwrap(), ""), it.reason, it.detail.as_deref()))
            .collect();
        assert_eq!(
            unread,
            [
                ("/letter.pdf".to_owned(), NotReadReason::UnsupportedType, Some("PDF")),
                ("/noise".to_owned(), NotReadReason::UnsupportedType, Some("unknown binary")),
                ("/photo".to_owned(), NotReadReason::NoOcr, Some("PNG")),
            ]
        );
        assert!(summary.incomplete());
        let without = Request { ocr: Ocr::Off, ..request(root) };
        assert_eq!(run(&without).0.out_of_scope[&OutOfScope::Picture], 1);
    }

    #[test]
    fn the_same_tree_gives_the_same_findings_with_any_number_of_threads() {
        let dir = tempfile::tempdir().unwrap();
        for i in 0..60u32 {
            let people: String = (0..i % 7)
                .map(|j| {
                    format!("เลขบัตร {} โทร 08{:08}\n", national_id(1, 10, i * 1000 + j * 37), i * 100 + j)
                })
                .collect();
            fs::write(dir.path().join(format!("{i:02}.txt")), people).unwrap();
        }
        fs::write(dir.path().join("00big.txt"), "x".repeat(3 << 20)).unwrap();
        let one = run(&Request { threads: 1, ..request(dir.path()) });
        assert!(one.1.len() > 300);
        let mut sorted = one.1.clone();
        sorted.sort_by(|a, b| a.place.cmp(&b.place));
        assert_eq!(one.1, sorted);
        for threads in [0, 2, 4] {
            assert_eq!(run(&Request { threads, ..request(dir.path()) }), one);
        }
    }

    #[test]
    fn nothing_unmasked_leaves() {
        let dir = tempfile::tempdir().unwrap();
        let id = national_id(3, 40, 1_234_567);
        let text = format!(
            "name,cid,tel,email\nสมชาย,{id},081-234-5678,somchai@agency.go.th\nx,{},,\n",
            grouped(&id, "-")
        );
        fs::write(dir.path().join(format!("สำเนาบัตร_{id}.csv")), text).unwrap();
        let request = request(dir.path());
        let (summary, findings) = run(&request);
        assert_eq!(findings.len(), 4);
        let printed = format!(
            "{summary:?} {findings:?} {request:?} {} {}",
            serde_json::to_string(&findings).unwrap(),
            serde_json::to_string(&summary).unwrap()
        );
        for value in spellings(&id).iter().map(String::as_str).chain([
            "081-234-5678",
            "0812345678",
            "somchai",
            "สมชาย",
        ]) {
            assert!(!printed.contains(value), "{value} is printed");
        }
    }

    #[test]
    fn severity_looks_at_all_people_of_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let list = |count: u32| -> String { (0..count).map(|i| format!("โทร 08{i:08}\n")).collect() };
        for (name, count, mode) in [("few", 9, 0o644), ("some", 10, 0o600), ("some-open", 10, 0o644)] {
            let path = dir.path().join(name);
            fs::write(&path, list(count)).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        }
        let (_, findings) = run(&request(dir.path()));
        let of = |name: &str| findings.iter().find(|finding| place(finding).path.ends_with(name)).unwrap();
        assert_eq!((of("few").severity, of("few").exposure), (Severity::Medium, Some(Exposure::Everyone)));
        assert_eq!((of("some").severity, of("some").exposure), (Severity::High, Some(Exposure::Owner)));
        assert_eq!(of("some-open").severity, Severity::Critical);
    }

    #[test]
    fn low_confidence_is_kept_only_on_request() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("x"), format!("ts={} info@agency.go.th", national_id(1, 70, 1_234_567)))
            .unwrap();
        let (_, findings) = run(&request(dir.path()));
        assert!(findings.len() == 2 && findings.iter().all(|it| it.confidence == Confidence::Low));
        assert_eq!(run(&Request { keep_low: false, ..request(dir.path()) }).1, []);
    }

    #[test]
    fn own_files_and_missing_roots() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("out.json"), "0812345678").unwrap();
        let own = vec![dir.path().join("out.json")];
        let roots = vec![dir.path().to_path_buf(), dir.path().join("none")];
        let (summary, findings) = run(&Request { own, roots, ..request(dir.path()) });
        assert_eq!(findings, []);
        assert_eq!(summary.out_of_scope, BTreeMap::from([(OutOfScope::Own, 1)]));
        assert_eq!(summary.not_read[0].reason, NotReadReason::Missing);
        assert_eq!(summary.targets.len(), 2);
    }

    #[test]
    fn progress_is_told() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "0812345678").unwrap();
        fs::write(dir.path().join("b"), "").unwrap();
        let last = Cell::new(Progress::default());
        scan(&request(dir.path()), &|progress| last.set(progress), &mut |_| ());
        assert_eq!(last.get(), Progress { objects: 2, bytes: 10, findings: 1 });
    }
}
