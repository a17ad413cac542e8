//! What the UI works on: one open assessment, its journal behind it, and work done in background.
//!
//! Two things are a desk: the session over an assessment folder, and the one in memory that tests use.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crossbeam_channel::Sender;
use jiff::civil::Date;
use phrom_checklists::agency::Agency;
use phrom_checklists::answer::{Evidence, EvidenceKind, Subject};
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::finding::Finding;
use phrom_checklists::gate::Gate;
use phrom_checklists::id::{RowId, RuleId, SystemId};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::Pack;
use phrom_checklists::readiness::Readiness;
use phrom_checklists::scan::{ScanSummary, Scanner};
use phrom_checklists::state::State;

use super::event::Event;

/// One open assessment. Everything but jobs happens in the call.
pub trait Desk {
    /// Whose assessment it is.
    fn agency(&self) -> &Agency;

    /// The round's name as written in the journal, such as `2570-1`.
    fn round(&self) -> &str;

    /// The packs in use, in the order of the report.
    fn packs(&self) -> &[Pack];

    /// What is said now.
    fn state(&self) -> &State;

    /// What follows from it. Recomputed before `apply`, `undo` and `finish` return.
    fn readiness(&self) -> &Readiness;

    /// The agency's gate over it.
    fn gate(&self) -> &Gate;

    /// What the scans that count found; [`Readiness`] indexes into it.
    fn findings(&self) -> &[Finding];

    /// The newest scan of a scanner, if it ever ran.
    fn last_scan(&self, scanner: Scanner) -> Option<&ScanSummary>;

    /// What a scanner rule is called, why it matters and what to do; `None` for an unknown rule.
    fn rule(&self, rule: &RuleId) -> Option<RuleWords>;

    /// Why nothing can be written, if so: another program holds the chain, the folder is read-only
    /// or newer than this program.
    fn read_only(&self) -> Option<Text>;

    /// Writes one change. It is on disk when this returns; after an error nothing has changed.
    fn apply(&mut self, change: Change) -> Result<(), DeskError>;

    /// Takes back this person's newest change that is not taken back yet, and says what it was;
    /// `None` where there is none. On disk when this returns.
    fn undo(&mut self) -> Result<Option<Change>, DeskError>;

    /// A remark that was being written when the program ended, if there is one.
    fn draft(&self, subject: &Subject) -> Option<String>;

    /// Keeps what is being written so far, or drops it. Called about every two seconds while a
    /// remark is open and changing, when it is left, and with `None` once it is saved.
    fn keep_draft(&mut self, subject: &Subject, text: Option<&str>) -> Result<(), DeskError>;

    /// Where a report would go if nobody says otherwise.
    fn report_path(&self, lang: Lang) -> PathBuf;

    /// Starts work in a background thread and returns at once. The thread owns `news`: it may tell
    /// its progress, and dropping it (also by a panic) tells the UI to call [`Desk::finish`].
    /// At most one job of a kind runs; the UI does not start a second. After an error `finish` is not
    /// called.
    fn start(&mut self, job: Job, news: News) -> Result<(), DeskError>;

    /// Takes what the thread made and records it: a scan is stored and its event written, evidence
    /// is attached. A job that was cancelled gives `Done::Cancelled` and leaves nothing behind.
    fn finish(&mut self, kind: JobKind) -> Result<Done, DeskError>;

    /// Asks the running job to end soon and to drop its result.
    fn cancel(&mut self, kind: JobKind);
}

/// Work that takes longer than a key press may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Runs a scanner.
    Scan(ScanJob),
    /// Writes a report.
    Report(ReportJob),
    /// Hashes a file and attaches it.
    Attach(AttachJob),
}

impl Job {
    /// Its kind.
    pub fn kind(&self) -> JobKind {
        match self {
            Job::Scan(_) => JobKind::Scan,
            Job::Report(_) => JobKind::Report,
            Job::Attach(_) => JobKind::Attach,
        }
    }
}

/// Kinds of job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobKind {
    /// A scan.
    Scan,
    /// A report.
    Report,
    /// Evidence.
    Attach,
}

/// One run of a scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanJob {
    /// Which scanner.
    pub scanner: Scanner,
    /// Paths or `host:port`, as typed; at least one.
    pub targets: Vec<String>,
    /// The system they belong to, if one was chosen.
    pub system: Option<SystemId>,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportJob {
    /// Its language.
    pub lang: Lang,
    /// Where to, as typed; the ending decides the format.
    pub path: PathBuf,
}

/// One file as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachJob {
    /// The control and system.
    pub subject: Subject,
    /// Its revision.
    pub rev: Option<u32>,
    /// The row.
    pub row: RowId,
    /// The file, as typed.
    pub path: PathBuf,
    /// True where the bytes go into the folder; else only place and hash are kept.
    pub copy: bool,
    /// A file of the agency, a recorded scan, or the report of an independent auditor.
    pub kind: EvidenceKind,
    /// From this day it no longer counts.
    pub expires: Option<Date>,
}

/// What came of a job.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// A scan was recorded.
    Scan(ScanSummary),
    /// A report was written.
    Report {
        /// Where.
        path: PathBuf,
        /// How long.
        bytes: u64,
    },
    /// Evidence was attached.
    Attach(Evidence),
    /// It was stopped.
    Cancelled,
}

/// How far a job is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Objects done.
    pub objects: u64,
    /// Objects there are, once known.
    pub total: Option<u64>,
    /// Bytes done.
    pub bytes: u64,
    /// Objects in scope that could not be read.
    pub not_read: u64,
    /// Findings so far, by rule.
    pub found: BTreeMap<RuleId, u64>,
}

/// What a scanner rule says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleWords {
    /// The problem, as a heading.
    pub title: Text,
    /// Why it matters.
    pub why: Text,
    /// What to do.
    pub remedy: Text,
}

/// How a job's thread talks to the UI. Dropped at the end of the thread, whatever the end was.
#[derive(Debug)]
pub struct News {
    kind: JobKind,
    events: Sender<Event>,
}

impl News {
    pub(crate) fn new(kind: JobKind, events: Sender<Event>) -> Self {
        Self { kind, events }
    }

    /// Tells how far the job is. A few times a second is enough.
    pub fn progress(&self, progress: Progress) {
        // The UI may have ended; then nobody needs to know.
        let _ = self.events.send(Event::Progress(self.kind, progress));
    }
}

impl Drop for News {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Ended(self.kind));
    }
}

/// Why something could not be done, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", said.en)]
pub struct DeskError {
    /// The sentence to show.
    pub said: Text,
    /// The system's or a library's own words, shown under it.
    pub detail: Option<String>,
}
