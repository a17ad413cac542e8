//! Recorded scans: `scans/<time>-<writer>.jsonl`, the summary first, then one finding a line.
//!
//! Which findings count: the newest scan of each scanner speaks for every place under its targets
//! that it could read. A finding of an earlier scan goes on counting where no later scan of the
//! same scanner named a target that covers its place, or where that scan could not read it: a
//! folder that was not looked at again, or could not be, has not become clean.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::{Folder, files};
use crate::fault::{Fault, FaultKind};
use crate::finding::{Finding, Place};
use crate::journal::event::safe_name;
use crate::journal::{Change, Digest, Identity, WriteError};
use crate::json::{self, JsonFault};
use crate::scan::{Scan, ScanSummary, Scanner};
use crate::state::ScanRecord;

/// Longest record of a stored scan.
const RECORD_BYTES: u64 = 1024 * 1024;

/// What the recorded scans of the newest round say together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Latest {
    /// The summaries of the scans that still count, at least in part, oldest first.
    pub summaries: Vec<ScanSummary>,
    /// The findings that count, in the order of their scans.
    pub findings: Vec<Finding>,
    /// Scans that are missing, damaged or changed: what they found is not known.
    pub faults: Vec<Fault>,
}

impl Folder {
    /// Stores a scan and writes its event. Where either fails, neither is there.
    pub fn record_scan(&mut self, at: Timestamp, scan: &Scan) -> Result<Digest, WriteError> {
        let writer = self.writing_as().ok_or(WriteError::NoWriter)?;
        if self.is_sealed(self.round) {
            return Err(WriteError::Sealed { round: self.round });
        }
        let folder = self.dir.join("scans");
        files::make_folder(&folder)?;
        let (file, sha256) = store(&folder, writer, scan)?;
        let record = ScanRecord {
            file: file.clone(),
            sha256: sha256.to_string(),
            scanner: scan.summary.scanner,
            at: scan.summary.at,
        };
        let written = self.append(at, Change::ScanRecorded { scan: record });
        if written.is_err() {
            let _ = fs::remove_file(folder.join(file));
        }
        written
    }

    /// The findings that count now, with the summaries they come from.
    pub fn latest_findings(&self) -> Latest {
        self.findings_of(&self.state().scans)
    }

    /// The findings that count of the scans of one round, oldest first.
    pub fn findings_of(&self, records: &[ScanRecord]) -> Latest {
        let mut latest = Latest::default();
        let mut scans = Vec::new();
        for record in records {
            match self.scan(record) {
                Ok(scan) => scans.push(scan),
                Err(fault) => latest.faults.push(fault),
            }
        }
        let reaches: Vec<Reach<'_>> = scans.iter().map(|scan| Reach::of(&scan.summary)).collect();
        for (i, scan) in scans.iter().enumerate() {
            let later: Vec<&Reach<'_>> =
                reaches[i + 1..].iter().filter(|reach| reach.scanner == scan.summary.scanner).collect();
            let replaced = |place: &str| later.iter().any(|reach| reach.speaks_for(plain(place)));
            let whole = !later.is_empty() && scan.summary.targets.iter().all(|target| replaced(target));
            let counts = |finding: &&Finding| match &finding.place {
                Place::File(file) => !replaced(&file.path),
                Place::Endpoint(endpoint) => !replaced(&format!("{}:{}", endpoint.host, endpoint.port)),
                // In no file and at no endpoint: it goes when all that was scanned was seen again.
                Place::Certificate { .. } => !whole,
            };
            let before = latest.findings.len();
            latest.findings.extend(scan.findings.iter().filter(counts).cloned());
            if !whole || latest.findings.len() > before {
                latest.summaries.push(scan.summary.clone());
            }
        }
        latest
    }

    /// Reads one recorded scan and checks it against its SHA-256.
    pub fn scan(&self, record: &ScanRecord) -> Result<Scan, Fault> {
        let file = format!("scans/{}", record.file);
        if !safe_name(&record.file) {
            return Err(Fault::of_file("scans", FaultKind::UnsafeName));
        }
        let whole = |kind| Fault::of_file(file.clone(), kind);
        files::folder(&self.dir.join("scans")).map_err(whole)?;
        let opened = files::open(&self.dir.join("scans").join(&record.file)).map_err(whole)?;
        let mut records = Records { reader: io::BufReader::new(opened), hasher: Sha256::new(), line: 0 };
        // Read to the end before anything in it is trusted: first the digest, then the content.
        let scan = records.scan();
        let found = records.digest().map_err(|e| whole(files::fault(&e)))?;
        if found.to_string() != record.sha256 {
            return Err(whole(FaultKind::Changed {
                expected: record.sha256.clone(),
                found: found.to_string(),
            }));
        }
        scan.map_err(|kind| Fault::of_line(file.clone(), records.line, kind))
    }
}

fn store(folder: &Path, writer: &Identity, scan: &Scan) -> io::Result<(String, Digest)> {
    let mut temporary = files::temporary(folder)?;
    let sha256 = {
        let mut hashed = Hashed { inner: io::BufWriter::new(temporary.as_file_mut()), hasher: Sha256::new() };
        write_line(&mut hashed, &scan.summary)?;
        for finding in &scan.findings {
            write_line(&mut hashed, finding)?;
        }
        hashed.inner.flush()?;
        Digest::finish(hashed.hasher)
    };
    let time = scan.summary.at.strftime("%Y%m%dT%H%M%SZ");
    let start = format!("{time}-{}", writer.writer);
    // Two scans of one second; the writer's own lock keeps others away from these names.
    let mut name = format!("{start}.jsonl");
    let mut n = 1;
    while fs::symlink_metadata(folder.join(&name)).is_ok() {
        n += 1;
        name = format!("{start}-{n}.jsonl");
    }
    files::place(temporary, folder, &name)?;
    Ok((name, sha256))
}

fn write_line(writer: &mut impl Write, record: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *writer, record)?;
    writer.write_all(b"\n")
}

/// What one scan looked at, and what of it it could not read, in one spelling.
struct Reach<'a> {
    scanner: Scanner,
    targets: BTreeSet<&'a str>,
    not_read: BTreeSet<&'a str>,
}

impl<'a> Reach<'a> {
    fn of(summary: &'a ScanSummary) -> Self {
        Self {
            scanner: summary.scanner,
            targets: summary.targets.iter().map(|target| plain(target)).collect(),
            not_read: summary.not_read.iter().map(|not_read| plain(&not_read.object)).collect(),
        }
    }

    /// True where the scan looked at `place` and could read it.
    fn speaks_for(&self, place: &str) -> bool {
        let at_or_above = |names: &BTreeSet<&str>| above(place).any(|name| names.contains(name));
        at_or_above(&self.targets) && !at_or_above(&self.not_read)
    }
}

/// A place and all it lies under, from the nearest: `a/b`, `a`, and the empty name, which is where
/// every relative path lies; `/a`, and `/`.
fn above(place: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(place), |name| match name.rfind('/') {
        Some(0) if name.len() > 1 => Some("/"),
        Some(0) => None,
        Some(at) => Some(&name[..at]),
        None if name.is_empty() => None,
        None => Some(""),
    })
}

/// One spelling of a place: a path without `./` before it and `/` after it, an endpoint without the
/// port that a host named alone has.
fn plain(place: &str) -> &str {
    let place = place.strip_prefix("./").unwrap_or(place);
    let place = place.strip_suffix(":443").unwrap_or(place);
    match place.trim_end_matches('/') {
        "" if place.starts_with('/') => "/",
        "." => "",
        place => place,
    }
}

/// Hashes what passes through.
struct Hashed<W> {
    inner: W,
    hasher: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The records of a stored scan, hashed while they are read.
struct Records<R> {
    reader: R,
    hasher: Sha256,
    line: u64,
}

impl<R: BufRead> Records<R> {
    fn scan(&mut self) -> Result<Scan, FaultKind> {
        let missing = FaultKind::BadScan { json: JsonFault::Incomplete };
        let summary = self.next()?.ok_or(missing)?;
        let mut findings = Vec::new();
        while let Some(finding) = self.next()? {
            findings.push(finding);
        }
        Ok(Scan { summary, findings })
    }

    fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, FaultKind> {
        let mut line = Vec::new();
        let read = self.reader.by_ref().take(RECORD_BYTES).read_until(b'\n', &mut line);
        if read.map_err(|e| files::fault(&e))? == 0 {
            return Ok(None);
        }
        self.hasher.update(&line);
        self.line += 1;
        let Some(record) = line.strip_suffix(b"\n") else {
            return Err(FaultKind::BadScan { json: JsonFault::Incomplete });
        };
        json::parse(record).map(Some).map_err(|error| FaultKind::BadScan { json: error.fault })
    }

    /// Of everything, read or not.
    fn digest(&mut self) -> io::Result<Digest> {
        loop {
            let bytes = self.reader.fill_buf()?;
            let n = bytes.len();
            if n == 0 {
                return Ok(Digest::finish(self.hasher.clone()));
            }
            self.hasher.update(bytes);
            self.reader.consume(n);
        }
    }
}
