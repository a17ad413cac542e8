//! What can be wrong with an assessment folder: said with its file and place, while the rest opens.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::id::PackId;
use crate::json::JsonFault;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The file, relative to the folder; for evidence by reference, its place.
    pub file: String,
    /// Line from 1, where it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Column from 1, in characters, where it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// What is wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
}

/// How much a fault weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Worth knowing; nothing is damaged.
    Notice,
    /// It could not be read, which shows nothing of what it holds: exit status 3.
    Unread,
    /// What is stored is not what was written, or cannot be understood: exit status 4.
    Integrity,
}

/// What is wrong. Never carries what a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum FaultKind {
    /// The file is not there.
    Missing,
    /// The system refused to read it.
    Unreadable {
        /// The system's word, such as `permission denied`.
        detail: String,
    },
    /// A symbolic link stands where a file or folder of ours belongs; it is not followed.
    SymbolicLink,
    /// A directory, FIFO or device stands where a file belongs, or a file where a folder belongs.
    WrongType,
    /// Larger than this version reads.
    TooLarge,
    /// `phrom.yaml` or a pack's YAML does not say what it must.
    Yaml {
        /// What, with the place and the source line.
        diagnostic: Box<Diagnostic>,
    },
    /// A JSON file of ours is damaged or does not have its shape.
    Json {
        /// What is wrong.
        json: JsonFault,
    },
    /// A file in `journal/` whose name is not `<author>.<writer>.jsonl`.
    ChainName,
    /// The last line of a chain was not written to its end. It counts for nothing and is set aside
    /// before the next event.
    TornLine,
    /// A line of a chain is no event: damaged.
    BadLine {
        /// What is wrong.
        json: JsonFault,
    },
    /// A line of a chain is not what was written there.
    LineChanged,
    /// Lines of a chain are missing, doubled or out of order.
    SeqGap {
        /// The number that belongs here.
        expected: u64,
        /// The number that stands here.
        found: u64,
    },
    /// The event last written to this chain is no longer in it.
    LastEventMissing {
        /// Its SHA-256.
        event: String,
    },
    /// An event names an event of another chain that exists nowhere here.
    SeenMissing {
        /// Its SHA-256.
        event: String,
    },
    /// An `undone` event names an event that exists nowhere here.
    UndoneMissing {
        /// Its SHA-256.
        event: String,
    },
    /// An event is signed with another author's name than its chain; told once a chain.
    OtherAuthor,
    /// An event belongs to another assessment; it is left out. Told once a chain.
    OtherAssessment,
    /// An event of a kind this version does not know: the folder opens read-only.
    UnknownKind {
        /// The kind.
        kind: String,
    },
    /// Written by a newer version: the folder opens read-only.
    NewerSchema {
        /// The schema.
        schema: u32,
    },
    /// A pack differs from what `packs.lock` says.
    PackChanged {
        /// The pack.
        pack: PackId,
    },
    /// A pack that `packs.lock` or `phrom.yaml` names is not in `packs/`.
    PackMissing {
        /// The pack.
        pack: PackId,
    },
    /// A pack in use that `packs.lock` does not name.
    PackNotLocked {
        /// The pack.
        pack: PackId,
    },
    /// A file differs from its SHA-256 in the journal.
    Changed {
        /// As recorded.
        expected: String,
        /// As found.
        found: String,
    },
    /// Changed since its last recorded digest; the next event records it.
    ChangedNotRecorded,
    /// A recorded scan's file does not hold a scan.
    BadScan {
        /// What is wrong.
        json: JsonFault,
    },
    /// A file in `scans/`, `evidence/` or `packs/` that nothing names: left by a run that was cut short.
    NotRecorded,
    /// An event names a file with a name that could lead out of the folder; it is not touched.
    UnsafeName,
    /// Evidence by reference is not where it was.
    ReferenceMissing,
    /// Evidence by reference has changed since it was attached.
    ReferenceChanged,
    /// A torn line or a lost head that was set aside earlier.
    SetAside,
    /// Copied evidence that an event says was deleted and whose bytes are here: a removal that was cut
    /// short, or a copy that came back.
    NotRemoved,
    /// A seal's signature is not its key's over its statement.
    SealBroken,
    /// A seal of another assessment or round.
    SealOfOther,
    /// A seal made with another key than the one the round was closed with.
    SealKey,
    /// A seal of a round that no event closed.
    SealNotRecorded,
    /// The event that a seal names as the last of a chain does not stand there.
    SealedEventMissing {
        /// Its SHA-256.
        event: String,
    },
    /// An event came into a round after its seal. It counts for nothing.
    AfterSeal,
    /// A file differs from what was sealed.
    SealedFileChanged,
}

impl Fault {
    /// A fault of a file as a whole.
    pub fn of_file(file: impl Into<String>, kind: FaultKind) -> Self {
        Self { file: file.into(), line: None, column: None, kind }
    }

    /// A fault of one line.
    pub fn of_line(file: impl Into<String>, line: u64, kind: FaultKind) -> Self {
        Self { file: file.into(), line: Some(line), column: None, kind }
    }

    /// What a reader of YAML found.
    pub(crate) fn of_yaml(diagnostic: Diagnostic) -> Self {
        let place = diagnostic.position.as_ref().map(|p| (p.line as u64, p.column as u64));
        Self {
            file: diagnostic.file.clone(),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            kind: FaultKind::Yaml { diagnostic: Box::new(diagnostic) },
        }
    }

    /// How much it weighs.
    pub fn weight(&self) -> Weight {
        match &self.kind {
            FaultKind::ChangedNotRecorded
            | FaultKind::NotRecorded
            | FaultKind::SetAside
            | FaultKind::NotRemoved => Weight::Notice,
            FaultKind::Unreadable { .. } => Weight::Unread,
            FaultKind::Missing
            | FaultKind::SymbolicLink
            | FaultKind::WrongType
            | FaultKind::TooLarge
            | FaultKind::Yaml { .. }
            | FaultKind::Json { .. }
            | FaultKind::ChainName
            | FaultKind::TornLine
            | FaultKind::BadLine { .. }
            | FaultKind::LineChanged
            | FaultKind::SeqGap { .. }
            | FaultKind::LastEventMissing { .. }
            | FaultKind::SeenMissing { .. }
            | FaultKind::UndoneMissing { .. }
            | FaultKind::OtherAuthor
            | FaultKind::OtherAssessment
            | FaultKind::UnknownKind { .. }
            | FaultKind::NewerSchema { .. }
            | FaultKind::PackChanged { .. }
            | FaultKind::PackMissing { .. }
            | FaultKind::PackNotLocked { .. }
            | FaultKind::Changed { .. }
            | FaultKind::BadScan { .. }
            | FaultKind::UnsafeName
            | FaultKind::ReferenceMissing
            | FaultKind::ReferenceChanged
            | FaultKind::SealBroken
            | FaultKind::SealOfOther
            | FaultKind::SealKey
            | FaultKind::SealNotRecorded
            | FaultKind::SealedEventMissing { .. }
            | FaultKind::AfterSeal
            | FaultKind::SealedFileChanged => Weight::Integrity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;

    /// The names are public: a difference here breaks whoever reads them.
    #[test]
    fn every_fault_is_documented_with_its_weight() {
        let page = include_str!("../../docs/assessment-folder.md");
        let text = String::new;
        let pack: PackId = "sample".parse().unwrap();
        let diagnostic = Box::new(Diagnostic::of_file("phrom.yaml", Problem::Empty));
        let table = [
            ("missing", FaultKind::Missing),
            ("unreadable", FaultKind::Unreadable { detail: text() }),
            ("symbolic-link", FaultKind::SymbolicLink),
            ("wrong-type", FaultKind::WrongType),
            ("too-large", FaultKind::TooLarge),
            ("yaml", FaultKind::Yaml { diagnostic }),
            ("json", FaultKind::Json { json: JsonFault::Syntax }),
            ("chain-name", FaultKind::ChainName),
            ("torn-line", FaultKind::TornLine),
            ("bad-line", FaultKind::BadLine { json: JsonFault::DuplicateKey(text()) }),
            ("line-changed", FaultKind::LineChanged),
            ("seq-gap", FaultKind::SeqGap { expected: 1, found: 2 }),
            ("last-event-missing", FaultKind::LastEventMissing { event: text() }),
            ("seen-missing", FaultKind::SeenMissing { event: text() }),
            ("undone-missing", FaultKind::UndoneMissing { event: text() }),
            ("other-author", FaultKind::OtherAuthor),
            ("other-assessment", FaultKind::OtherAssessment),
            ("unknown-kind", FaultKind::UnknownKind { kind: text() }),
            ("newer-schema", FaultKind::NewerSchema { schema: 2 }),
            ("pack-changed", FaultKind::PackChanged { pack: pack.clone() }),
            ("pack-missing", FaultKind::PackMissing { pack: pack.clone() }),
            ("pack-not-locked", FaultKind::PackNotLocked { pack }),
            ("changed", FaultKind::Changed { expected: text(), found: text() }),
            ("changed-not-recorded", FaultKind::ChangedNotRecorded),
            ("bad-scan", FaultKind::BadScan { json: JsonFault::Incomplete }),
            ("not-recorded", FaultKind::NotRecorded),
            ("unsafe-name", FaultKind::UnsafeName),
            ("reference-missing", FaultKind::ReferenceMissing),
            ("reference-changed", FaultKind::ReferenceChanged),
            ("set-aside", FaultKind::SetAside),
            ("not-removed", FaultKind::NotRemoved),
            ("seal-broken", FaultKind::SealBroken),
            ("seal-of-other", FaultKind::SealOfOther),
            ("seal-key", FaultKind::SealKey),
            ("seal-not-recorded", FaultKind::SealNotRecorded),
            ("sealed-event-missing", FaultKind::SealedEventMissing { event: text() }),
            ("after-seal", FaultKind::AfterSeal),
            ("sealed-file-changed", FaultKind::SealedFileChanged),
        ];
        for (name, kind) in table {
            let fault = Fault::of_line("file", 3, kind);
            let json = serde_json::to_value(&fault).unwrap();
            assert_eq!(json["fault"], name);
            assert_eq!(json["line"], 3);
            let line = page.lines().find(|l| l.starts_with('|') && l.contains(&format!("`{name}`")));
            let notice = line.unwrap_or_else(|| panic!("{name} is not documented")).contains("(notice)");
            assert_eq!(notice, fault.weight() == Weight::Notice, "{name}");
        }
    }
}
