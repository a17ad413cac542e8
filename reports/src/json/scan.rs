//! The scans of the frozen document.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phrom_checklists::scan::{NotReadReason, OutOfScope, ScanSummary, Scanner};
use serde::{Deserialize, Serialize};

/// One run of a scanner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// `personal-data` or `tls`.
    pub scanner: String,
    /// When it began.
    pub at: Timestamp,
    /// Version of the program that ran.
    pub program: String,
    /// Paths or `host:port`, as named.
    pub targets: Vec<String>,
    /// Id of the fingerprint key, if values were fingerprinted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// True where the key was thrown away after the run.
    pub ephemeral: bool,
    /// Objects read to their end.
    pub scanned: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Objects left out on purpose, by reason.
    pub out_of_scope: BTreeMap<String, u64>,
    /// Objects in scope that were not read, by reason.
    pub not_read: BTreeMap<String, u64>,
    /// The same by name.
    pub not_read_objects: Vec<NotRead>,
    /// Distinct persons found.
    pub people: u64,
}

/// An object in scope that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRead {
    /// Path (masked), or `host:port`.
    pub object: String,
    /// Why.
    pub reason: String,
    /// The system's or a library's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

pub(crate) fn scan(summary: &ScanSummary) -> Scan {
    let mut not_read = BTreeMap::new();
    for object in &summary.not_read {
        *not_read.entry(not_read_word(object.reason).to_owned()).or_insert(0) += 1;
    }
    let mut not_read_objects: Vec<NotRead> = summary
        .not_read
        .iter()
        .map(|n| NotRead {
            object: n.object.clone(),
            reason: not_read_word(n.reason).to_owned(),
            detail: n.detail.clone(),
        })
        .collect();
    not_read_objects.sort_by(|a, b| (&a.reason, &a.object).cmp(&(&b.reason, &b.object)));
    Scan {
        scanner: scanner_word(summary.scanner).to_owned(),
        at: summary.at,
        program: summary.program.clone(),
        targets: summary.targets.clone(),
        key: summary.key.clone(),
        ephemeral: summary.ephemeral,
        scanned: summary.scanned,
        bytes: summary.bytes,
        out_of_scope: summary
            .out_of_scope
            .iter()
            .map(|(reason, count)| (out_of_scope_word(*reason).to_owned(), *count))
            .collect(),
        not_read,
        not_read_objects,
        people: summary.people,
    }
}

fn scanner_word(scanner: Scanner) -> &'static str {
    match scanner {
        Scanner::PersonalData => "personal-data",
        Scanner::Tls => "tls",
    }
}

fn out_of_scope_word(reason: OutOfScope) -> &'static str {
    match reason {
        OutOfScope::NoText => "no-text",
        OutOfScope::NoCertificate => "no-certificate",
        OutOfScope::SymbolicLink => "symbolic-link",
        OutOfScope::NotRegular => "not-regular",
        OutOfScope::Own => "own",
        OutOfScope::Empty => "empty",
        OutOfScope::Picture => "picture",
    }
}

fn not_read_word(reason: NotReadReason) -> &'static str {
    match reason {
        NotReadReason::Permission => "permission",
        NotReadReason::Vanished => "vanished",
        NotReadReason::Changed => "changed",
        NotReadReason::Io => "io",
        NotReadReason::UnsupportedType => "unsupported-type",
        NotReadReason::NoOcr => "no-ocr",
        NotReadReason::Encrypted => "encrypted",
        NotReadReason::Broken => "broken",
        NotReadReason::Limit => "limit",
        NotReadReason::Missing => "missing",
        NotReadReason::Unresolved => "unresolved",
        NotReadReason::Refused => "refused",
        NotReadReason::Timeout => "timeout",
        NotReadReason::NotTls => "not-tls",
        NotReadReason::Handshake => "handshake",
    }
}
