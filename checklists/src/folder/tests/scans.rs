//! Recorded scans, and which of their findings count.

use super::*;
use crate::finding::{
    Confidence, EndpointPlace, FilePlace, Finding, FindingStatus, Fingerprint, Place, Severity,
};
use crate::json::JsonFault;
use crate::scan::{NotRead, NotReadReason, OutOfScope, Scan, ScanSummary, Scanner, SummaryTag};

/// A scan of files with one finding a path.
pub(super) fn scan(time: &str, targets: &[&str], found: &[&str]) -> Scan {
    Scan {
        summary: ScanSummary {
            record: SummaryTag::Summary,
            schema: 1,
            scanner: Scanner::PersonalData,
            at: time.parse().unwrap(),
            program: "0.1.0".to_owned(),
            targets: targets.iter().map(|t| (*t).to_owned()).collect(),
            key: Some("k1".to_owned()),
            ephemeral: false,
            scanned: 10,
            bytes: 1000,
            out_of_scope: [(OutOfScope::Empty, 1)].into(),
            not_read: Vec::new(),
            people: 1,
        },
        findings: found.iter().map(|path| finding(file(path))).collect(),
    }
}

fn file(path: &str) -> Place {
    Place::File(FilePlace {
        path: path.to_owned(),
        member: None,
        line: Some(3),
        column: Some(1),
        offset: Some(40),
        page: None,
        sheet: None,
        cell: None,
        table: None,
        row: None,
    })
}

fn finding(place: Place) -> Finding {
    Finding {
        rule: "personal-data-national-id".parse().unwrap(),
        severity: Severity::High,
        confidence: Confidence::High,
        place,
        masked: "×-××××-×××××-××-×".to_owned(),
        fingerprint: Some(Fingerprint("00112233445566778899aabbccddeeff".to_owned())),
        person: None,
        exposure: None,
        owner: Some(1000),
        modified: None,
        status: FindingStatus::Open,
        systems: Vec::new(),
        controls: Vec::new(),
    }
}

fn writing() -> (TempDir, Folder) {
    let (dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    (dir, folder)
}

fn places(folder: &Folder) -> Vec<String> {
    let latest = folder.latest_findings();
    assert_eq!(latest.faults, []);
    let name = |f: &Finding| match &f.place {
        Place::File(file) => file.path.clone(),
        Place::Endpoint(endpoint) => format!("{}:{}", endpoint.host, endpoint.port),
        Place::Certificate { certificate } => certificate.clone(),
    };
    latest.findings.iter().map(name).collect()
}

#[test]
fn a_recorded_scan_reads_back() {
    let (_dir, mut folder) = writing();
    let scan = scan("2026-11-25T02:29:00Z", &["/srv"], &["/srv/a.csv", "/srv/b.csv"]);
    folder.record_scan(at(1), &scan).unwrap();
    folder.record_scan(at(2), &scan).unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    let files: Vec<_> = again.state().scans.iter().map(|s| s.file.as_str()).collect();
    assert_eq!(files, ["20261125T022900Z-01010101.jsonl", "20261125T022900Z-01010101-2.jsonl"]);
    assert_eq!(again.scan(&again.state().scans[0]).unwrap(), scan);
    assert_eq!(again.verify(&mut |_| ()), []);
    let stored = fs::read_to_string(again.dir.join("scans").join(files[1])).unwrap();
    assert!(stored.starts_with(r#"{"record":"summary","schema":1,"scanner":"personal-data""#), "{stored}");
    assert_eq!(stored.lines().count(), 3);
}

#[test]
fn the_newest_scan_speaks_for_its_targets() {
    let (_dir, mut folder) = writing();
    let record = |folder: &mut Folder, scan: &Scan| folder.record_scan(at(1), scan).map(|_| ()).unwrap();
    record(&mut folder, &scan("2026-11-01T00:00:00Z", &["a", "b/"], &["a/1", "a/2", "b/1", "ab/1"]));
    record(&mut folder, &scan("2026-11-02T00:00:00Z", &["./a"], &["a/2"]));
    assert_eq!(places(&folder), ["b/1", "ab/1", "a/2"]);
    assert_eq!(folder.latest_findings().summaries.len(), 2);

    // What the newer scan could not read, the older still tells.
    let mut unread = scan("2026-11-03T00:00:00Z", &["b", "ab"], &[]);
    unread.summary.not_read.push(NotRead {
        object: "b/1".to_owned(),
        reason: NotReadReason::Permission,
        detail: None,
    });
    record(&mut folder, &unread);
    assert_eq!(places(&folder), ["b/1", "a/2"]);

    // Everything again: only the newest is left.
    record(&mut folder, &scan("2026-11-04T00:00:00Z", &["."], &["b/1"]));
    assert_eq!(places(&folder), ["b/1"]);
    assert_eq!(folder.latest_findings().summaries.len(), 1);

    // A scan of an absolute path says nothing about a relative one.
    record(&mut folder, &scan("2026-11-05T00:00:00Z", &["/"], &["/etc/x"]));
    assert_eq!(places(&folder), ["b/1", "/etc/x"]);
    record(&mut folder, &scan("2026-11-06T00:00:00Z", &["/etc/"], &[]));
    assert_eq!(places(&folder), ["b/1"]);
}

#[test]
fn scanners_do_not_speak_for_each_other() {
    let (_dir, mut folder) = writing();
    let endpoint = |host: &str| {
        finding(Place::Endpoint(EndpointPlace {
            host: host.to_owned(),
            port: 443,
            sni: None,
            starttls: None,
        }))
    };
    let certificate = finding(Place::Certificate { certificate: "ab".to_owned() });
    let mut tls = scan("2026-11-01T00:00:00Z", &["a.example:443", "b.example:443"], &[]);
    tls.summary.scanner = Scanner::Tls;
    tls.findings = vec![endpoint("a.example"), endpoint("b.example"), certificate];
    folder.record_scan(at(1), &tls).unwrap();
    folder.record_scan(at(1), &scan("2026-11-02T00:00:00Z", &["."], &["x"])).unwrap();
    assert_eq!(places(&folder), ["a.example:443", "b.example:443", "ab", "x"]);
    let mut later = scan("2026-11-03T00:00:00Z", &["a.example:443"], &[]);
    later.summary.scanner = Scanner::Tls;
    folder.record_scan(at(1), &later).unwrap();
    assert_eq!(places(&folder), ["b.example:443", "ab", "x"]);
    later.summary.at = "2026-11-04T00:00:00Z".parse().unwrap();
    later.summary.targets = vec!["b.example".to_owned()];
    folder.record_scan(at(1), &later).unwrap();
    assert_eq!(places(&folder), ["x"], "a certificate without a place goes when all targets were seen again");
}

#[test]
fn a_changed_or_missing_scan_is_named_and_not_trusted() {
    let (_dir, mut folder) = writing();
    folder.record_scan(at(1), &scan("2026-11-25T02:29:00Z", &["/srv"], &["/srv/a.csv"])).unwrap();
    let file = format!("scans/{}", folder.state().scans[0].file);
    let path = folder.dir.join(&file);
    let whole = fs::read_to_string(&path).unwrap();
    let faults = |folder: &Folder| {
        let latest = folder.latest_findings();
        assert_eq!(latest.findings, []);
        assert_eq!(latest.faults, folder.verify(&mut |_| ()));
        latest.faults.into_iter().map(|f| (f.file, f.kind)).collect::<Vec<_>>()
    };
    let changed =
        [whole.lines().next().unwrap().to_owned() + "\n", whole.replace("a.csv", "b.csv"), String::new()];
    for text in changed {
        fs::write(&path, &text).unwrap();
        let expected = Digest::of(whole.as_bytes()).to_string();
        let found = Digest::of(text.as_bytes()).to_string();
        assert_eq!(faults(&folder), [(file.clone(), FaultKind::Changed { expected, found })]);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(faults(&folder), [(file, FaultKind::Missing)]);
}

#[test]
fn a_recorded_file_that_is_no_scan_is_named_with_its_line() {
    let (_dir, mut folder) = writing();
    let text = "{\"record\":\"summary\"}\n";
    fs::write(folder.dir.join("scans/x.jsonl"), text).unwrap();
    let record = crate::state::ScanRecord {
        file: "x.jsonl".to_owned(),
        sha256: Digest::of(text.as_bytes()).to_string(),
        scanner: Scanner::Tls,
        at: at(0),
    };
    folder.append(at(1), Change::ScanRecorded { scan: record }).unwrap();
    let json = JsonFault::MissingKey("schema".to_owned());
    assert_eq!(folder.verify(&mut |_| ()), [Fault::of_line("scans/x.jsonl", 1, FaultKind::BadScan { json })]);
}

#[test]
fn a_scan_that_no_event_names_is_told() {
    let (_dir, folder) = writing();
    fs::write(folder.dir.join("scans/20261125T022900Z-01010101.jsonl"), "").unwrap();
    let expected = Fault::of_file("scans/20261125T022900Z-01010101.jsonl", FaultKind::NotRecorded);
    assert_eq!(folder.verify(&mut |_| ()), [expected]);
}

#[test]
fn without_a_writer_nothing_is_stored() {
    let (_dir, mut folder) = made();
    let refused = folder.record_scan(at(1), &scan("2026-11-25T02:29:00Z", &["/srv"], &[])).unwrap_err();
    assert!(matches!(refused, WriteError::NoWriter));
    assert_eq!(files::names(&folder.dir.join("scans")).unwrap(), [""; 0]);
}
