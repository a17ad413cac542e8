//! One run of a scanner: a summary that accounts for every object, then its findings.
//!
//! Stored as `scans/<time>-<writer>.jsonl`: the first line is the [`ScanSummary`], each further
//! line one [`Finding`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// A scan as stored: summary and findings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// The first record.
    pub summary: ScanSummary,
    /// All further records.
    pub findings: Vec<Finding>,
}

/// What was looked at, and what was not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScanSummary {
    /// Always `summary`.
    pub record: SummaryTag,
    /// Version of this format: 1.
    pub schema: u32,
    /// Which scanner.
    pub scanner: Scanner,
    /// When the run began, as the caller said.
    pub at: jiff::Timestamp,
    /// Version of phrom that ran.
    pub program: String,
    /// Paths or `host:port`, as named.
    pub targets: Vec<String>,
    /// Id of the fingerprint key; `None` where no value was fingerprinted.
    pub key: Option<String>,
    /// True where the key was thrown away after the run.
    pub ephemeral: bool,
    /// Objects read to their end.
    pub scanned: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Objects left out on purpose, by reason; they change nothing.
    pub out_of_scope: BTreeMap<OutOfScope, u64>,
    /// Objects in scope that could not be read, each with its reason.
    pub not_read: Vec<NotRead>,
    /// Distinct fingerprints of persons.
    pub people: u64,
}

impl ScanSummary {
    /// True where something in scope was left unread: exit status 3.
    pub fn incomplete(&self) -> bool {
        !self.not_read.is_empty()
    }
}

/// The constant `summary`, so that a reader can tell the record's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SummaryTag {
    /// The only value.
    #[default]
    Summary,
}

/// The scanners there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scanner {
    /// Personal data in files.
    PersonalData,
    /// Certificates in files and TLS endpoints.
    Tls,
}

/// Why an object is out of scope. The set is published in `docs/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutOfScope {
    /// A type that carries no text: executables, libraries, fonts, sound, moving pictures.
    NoText,
    /// No certificate, request or key in it (certificate scan).
    NoCertificate,
    /// A symbolic link: its target is scanned where it lies.
    SymbolicLink,
    /// Directory entries that are no regular file: socket, FIFO, device.
    NotRegular,
    /// phrom's own assessment folder or output file.
    Own,
    /// Empty file.
    Empty,
    /// Pictures, with `--ocr off`.
    Picture,
}

/// One object in scope that was not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotRead {
    /// Path (masked), or `host:port`.
    pub object: String,
    /// Why.
    pub reason: NotReadReason,
    /// The system's or library's own words, without anything read from the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Why an object in scope was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotReadReason {
    /// Permission denied.
    Permission,
    /// It went away between listing and reading.
    Vanished,
    /// Its size or time changed while it was read.
    Changed,
    /// Any other input or output error.
    Io,
    /// A type that can carry text and that this version cannot read.
    UnsupportedType,
    /// A picture, and no text recognition.
    NoOcr,
    /// Encrypted.
    Encrypted,
    /// Broken.
    Broken,
    /// Beyond a limit of size, depth or time.
    Limit,
    /// The named path does not exist.
    Missing,
    /// The host's name did not resolve.
    Unresolved,
    /// The host refused the connection.
    Refused,
    /// The host did not answer in time.
    Timeout,
    /// The host answered, but not in TLS.
    NotTls,
    /// TLS answered, but no handshake that this version speaks came about.
    Handshake,
}
