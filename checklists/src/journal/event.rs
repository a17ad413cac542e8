//! One event: what one person changed, as one line of JSON.
//!
//! Every kind of change is a variant of [`Change`]; its `kind` is public and permanent. Deciding a
//! conflict has no kind of its own: it is an event of the same kind that has seen both sides.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::identity::Author;
use super::round::Round;
use crate::answer::{Answer, Evidence, EvidenceKind, NotApplicable, Removal, Subject};
use crate::id::{FactId, PackId, RowId, RuleId, SystemId};
use crate::measure::{BUDGET_SATANG, Measure};
use crate::people::{Approval, Person, Role, Stage, Waiver};
use crate::signature::PublicKey;
use crate::state::{ScanRecord, System};

/// The version of the event format that this program writes and understands.
pub const SCHEMA: u32 = 1;

/// Longest text a person may write into one event, in bytes of UTF-8.
pub const TEXT_BYTES: usize = 64 * 1024;

/// One event as read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which assessment it belongs to.
    pub assessment: AssessmentId,
    /// Which round.
    pub round: Round,
    /// Its place in its chain, from 1.
    pub seq: u64,
    /// The writer's clock.
    pub at: Timestamp,
    /// The person.
    pub by: Author,
    /// What changed.
    pub change: Change,
    /// SHA-256 of the line before in the same chain; zero for the first.
    pub prev: Digest,
    /// The newest event of each other chain that the writer had read, where that is a newer one
    /// than the writer's event before had seen.
    pub seen: BTreeMap<String, Digest>,
}

/// The id of an assessment: 32 lowercase hex digits, made at random when it was begun and the same
/// in every clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AssessmentId(String);

/// What changed. Subjects carry the control's revision where the writer had the pack at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// `assessment-begun`: the assessment was made.
    AssessmentBegun {
        /// The packs it begins with.
        packs: Vec<Pin>,
        /// SHA-256 of `phrom.yaml` and `packs.lock`, by path.
        files: BTreeMap<String, Digest>,
    },
    /// `system-set`: a system was added or described anew.
    SystemSet {
        /// Its id.
        id: SystemId,
        /// All that is said of it.
        system: System,
    },
    /// `system-removed`: a system is no longer assessed.
    SystemRemoved {
        /// Its id.
        id: SystemId,
    },
    /// `fact-set`: a fact about the agency or one system was stated.
    FactSet {
        /// The fact.
        fact: FactId,
        /// The system, for a fact about one.
        system: Option<SystemId>,
        /// `true`, `false`, a choice or an ISO 8601 date.
        value: String,
    },
    /// `fact-cleared`: a fact is unknown again.
    FactCleared {
        /// The fact.
        fact: FactId,
        /// The system, for a fact about one.
        system: Option<SystemId>,
    },
    /// `row-answered`: an evidence row was answered.
    RowAnswered {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The row.
        row: RowId,
        /// The answer.
        answer: Answer,
    },
    /// `row-cleared`: the answer was withdrawn.
    RowCleared {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The row.
        row: RowId,
    },
    /// `not-applicable-set`: a control was marked as not applicable.
    NotApplicableSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// Reason, approver, expiry.
        mark: NotApplicable,
    },
    /// `not-applicable-cleared`: the mark was withdrawn.
    NotApplicableCleared {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
    },
    /// `remark-set`: the remark was written anew; empty withdraws it.
    RemarkSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The whole remark.
        text: String,
    },
    /// `owner-set`: who sees to the control, or nobody.
    OwnerSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The person or office.
        owner: Option<String>,
    },
    /// `due-set`: by when, as the agency sets itself, or no longer.
    DueSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The day.
        due: Option<Date>,
    },
    /// `measure-set`: what is to be done about the gap was planned or described anew.
    MeasureSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// All that is said of the measure.
        measure: Measure,
    },
    /// `measure-cleared`: the measure was taken out of the plan.
    MeasureCleared {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
    },
    /// `person-set`: a person was put into the register, or described anew.
    PersonSet {
        /// Name, roles, office.
        person: Person,
    },
    /// `person-removed`: a person was taken out of the register.
    PersonRemoved {
        /// The name.
        person: Author,
    },
    /// `stage-set`: how far the work has come. Never approved: that is an approval.
    StageSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The stage.
        stage: Stage,
    },
    /// `approved`: the writer approved what the control said.
    Approved {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// In which role, and what.
        approval: Approval,
    },
    /// `approval-withdrawn`: what was approved in a role no longer is.
    ApprovalWithdrawn {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The role.
        role: Role,
    },
    /// `comment-added`: somebody said something about the control. Never replaced.
    CommentAdded {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The comment.
        text: String,
    },
    /// `waiver-set`: a gap, or what one scanner rule found, is accepted for a time.
    WaiverSet {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The scanner rule, where not the whole control.
        rule: Option<RuleId>,
        /// Reason, approver, expiry.
        waiver: Waiver,
    },
    /// `waiver-cleared`: it is accepted no longer.
    WaiverCleared {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The scanner rule, where not the whole control.
        rule: Option<RuleId>,
    },
    /// `evidence-attached`: a piece of evidence backs a row.
    EvidenceAttached {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The row.
        row: RowId,
        /// The evidence.
        evidence: Evidence,
    },
    /// `evidence-detached`: it no longer does. Copied bytes stay.
    EvidenceDetached {
        /// The control and system.
        subject: Subject,
        /// The control's revision.
        rev: Option<u32>,
        /// The row.
        row: RowId,
        /// [`Evidence::key`].
        key: String,
    },
    /// `evidence-removed`: the copied bytes were deleted from the folder; what they proved is known by
    /// their hash alone.
    EvidenceRemoved {
        /// SHA-256 of the bytes.
        sha256: Digest,
        /// Why.
        removal: Removal,
    },
    /// `scan-recorded`: a scanner's result was stored in `scans/`.
    ScanRecorded {
        /// Which file, with its SHA-256.
        scan: ScanRecord,
    },
    /// `file-changed`: `phrom.yaml`, `packs.lock` or a file in `detectors/` was changed, made or
    /// removed by hand.
    FileChanged {
        /// The path in the folder.
        path: String,
        /// SHA-256 of the file, or nothing where it is gone.
        sha256: Option<Digest>,
    },
    /// `round-begun`: a new round was begun; its event is of that round.
    RoundBegun {
        /// The round whose answers are suggested in it.
        from: Round,
    },
    /// `round-sealed`: the round was closed. Nothing is written into it after this.
    RoundSealed {
        /// The key that signs the seal.
        key: PublicKey,
    },
    /// `undone`: an earlier event counts as not written. Undoing an `undone` is redo.
    Undone {
        /// SHA-256 of that event's line.
        event: Digest,
    },
}

/// A pack as `packs.lock` and `assessment-begun` name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The pack.
    pub id: PackId,
    /// Its version.
    pub version: String,
    /// SHA-256 over its files.
    pub sha256: Digest,
}

/// Why a change was refused before it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// A mark, waiver or removal without a reason.
    #[error("a mark, waiver or removal needs a reason")]
    NoReason,
    /// A mark or waiver without an approver.
    #[error("a mark or waiver needs an approver")]
    NoApprover,
    /// A text longer than 64 KiB.
    #[error("a text is longer than {TEXT_BYTES} bytes")]
    TooLong,
    /// A name of a file that could lead out of the folder.
    #[error("a file's name may not begin with a full stop or hold a slash, backslash or control character")]
    UnsafeName,
    /// A file that is not tracked by the journal.
    #[error("only phrom.yaml, packs.lock and files in detectors/ are recorded as changed")]
    UntrackedFile,
    /// Evidence whose fields contradict each other.
    #[error("evidence is a citation with a place, or a file with its SHA-256 and size")]
    Evidence,
    /// Not a SHA-256 in lowercase hex.
    #[error("not a SHA-256 in lowercase hex")]
    Sha256,
    /// A measure that would end before it begins.
    #[error("a measure is due before it starts")]
    DueBeforeStart,
    /// A budget above [`BUDGET_SATANG`].
    #[error("a budget is more than {BUDGET_SATANG} satang")]
    Budget,
    /// A person without a role.
    #[error("a person of the register holds at least one role")]
    NoRole,
    /// An approval by who prepares.
    #[error("who prepares does not approve")]
    RoleApprovesNothing,
    /// A name or value that is empty.
    #[error("a name or value is empty")]
    Empty,
}

impl Change {
    /// The kind as it stands in the event.
    pub fn kind(&self) -> &'static str {
        match self {
            Change::AssessmentBegun { .. } => "assessment-begun",
            Change::SystemSet { .. } => "system-set",
            Change::SystemRemoved { .. } => "system-removed",
            Change::FactSet { .. } => "fact-set",
            Change::FactCleared { .. } => "fact-cleared",
            Change::RowAnswered { .. } => "row-answered",
            Change::RowCleared { .. } => "row-cleared",
            Change::NotApplicableSet { .. } => "not-applicable-set",
            Change::NotApplicableCleared { .. } => "not-applicable-cleared",
            Change::RemarkSet { .. } => "remark-set",
            Change::OwnerSet { .. } => "owner-set",
            Change::DueSet { .. } => "due-set",
            Change::MeasureSet { .. } => "measure-set",
            Change::MeasureCleared { .. } => "measure-cleared",
            Change::PersonSet { .. } => "person-set",
            Change::PersonRemoved { .. } => "person-removed",
            Change::StageSet { .. } => "stage-set",
            Change::Approved { .. } => "approved",
            Change::ApprovalWithdrawn { .. } => "approval-withdrawn",
            Change::CommentAdded { .. } => "comment-added",
            Change::WaiverSet { .. } => "waiver-set",
            Change::WaiverCleared { .. } => "waiver-cleared",
            Change::EvidenceAttached { .. } => "evidence-attached",
            Change::EvidenceDetached { .. } => "evidence-detached",
            Change::EvidenceRemoved { .. } => "evidence-removed",
            Change::ScanRecorded { .. } => "scan-recorded",
            Change::FileChanged { .. } => "file-changed",
            Change::RoundBegun { .. } => "round-begun",
            Change::RoundSealed { .. } => "round-sealed",
            Change::Undone { .. } => "undone",
        }
    }

    /// The control and system it speaks of, if any.
    pub fn subject(&self) -> Option<&Subject> {
        match self {
            Change::RowAnswered { subject, .. }
            | Change::RowCleared { subject, .. }
            | Change::NotApplicableSet { subject, .. }
            | Change::NotApplicableCleared { subject, .. }
            | Change::RemarkSet { subject, .. }
            | Change::OwnerSet { subject, .. }
            | Change::DueSet { subject, .. }
            | Change::MeasureSet { subject, .. }
            | Change::MeasureCleared { subject, .. }
            | Change::StageSet { subject, .. }
            | Change::Approved { subject, .. }
            | Change::ApprovalWithdrawn { subject, .. }
            | Change::CommentAdded { subject, .. }
            | Change::WaiverSet { subject, .. }
            | Change::WaiverCleared { subject, .. }
            | Change::EvidenceAttached { subject, .. }
            | Change::EvidenceDetached { subject, .. } => Some(subject),
            Change::AssessmentBegun { .. }
            | Change::SystemSet { .. }
            | Change::SystemRemoved { .. }
            | Change::FactSet { .. }
            | Change::FactCleared { .. }
            | Change::PersonSet { .. }
            | Change::PersonRemoved { .. }
            | Change::EvidenceRemoved { .. }
            | Change::ScanRecorded { .. }
            | Change::FileChanged { .. }
            | Change::RoundBegun { .. }
            | Change::RoundSealed { .. }
            | Change::Undone { .. } => None,
        }
    }

    /// False for what happened and cannot be taken back: the beginning, deleted bytes, scans, changed
    /// files, rounds.
    pub fn can_be_undone(&self) -> bool {
        !matches!(
            self,
            Change::AssessmentBegun { .. }
                | Change::EvidenceRemoved { .. }
                | Change::ScanRecorded { .. }
                | Change::FileChanged { .. }
                | Change::RoundBegun { .. }
                | Change::RoundSealed { .. }
        )
    }

    /// Refuses what must not be written, and what must not count when read.
    pub fn check(&self) -> Result<(), ChangeError> {
        match self {
            Change::AssessmentBegun { files, .. } => files
                .keys()
                .try_for_each(|path| tracked(path).then_some(()).ok_or(ChangeError::UntrackedFile)),
            Change::SystemSet { system, .. } => {
                given(&system.name.th)?;
                given(&system.name.en)?;
                let texts = system.owner.iter().chain(&system.endpoints).chain(&system.paths);
                texts.into_iter().try_for_each(|text| given(text))
            }
            Change::FactSet { value, .. } => given(value),
            Change::NotApplicableSet { mark, .. } => reasoned(&mark.reason, &mark.approver),
            Change::WaiverSet { waiver, .. } => reasoned(&waiver.reason, &waiver.approver),
            Change::PersonSet { person } => {
                person.office.as_deref().map_or(Ok(()), given)?;
                if person.roles.is_empty() { Err(ChangeError::NoRole) } else { Ok(()) }
            }
            Change::Approved { approval: Approval { role, .. }, .. } => {
                if role.approves() {
                    Ok(())
                } else {
                    Err(ChangeError::RoleApprovesNothing)
                }
            }
            Change::CommentAdded { text, .. } => given(text),
            Change::RemarkSet { text, .. } => short(text),
            Change::OwnerSet { owner: Some(owner), .. } => given(owner),
            Change::MeasureSet { measure, .. } => checked_measure(measure),
            Change::EvidenceAttached { evidence, .. } => checked_evidence(evidence),
            Change::EvidenceDetached { key, .. } => given(key),
            Change::EvidenceRemoved { removal, .. } => needed(&removal.reason, ChangeError::NoReason),
            Change::ScanRecorded { scan } => {
                Digest::parse(&scan.sha256).ok_or(ChangeError::Sha256)?;
                let scan_file = safe_name(&scan.file) && scan.file.ends_with(".jsonl");
                scan_file.then_some(()).ok_or(ChangeError::UnsafeName)
            }
            Change::FileChanged { path, .. } => tracked(path).then_some(()).ok_or(ChangeError::UntrackedFile),
            Change::SystemRemoved { .. }
            | Change::FactCleared { .. }
            | Change::RowAnswered { .. }
            | Change::RowCleared { .. }
            | Change::NotApplicableCleared { .. }
            | Change::OwnerSet { owner: None, .. }
            | Change::DueSet { .. }
            | Change::MeasureCleared { .. }
            | Change::RoundBegun { .. }
            | Change::RoundSealed { .. }
            | Change::PersonRemoved { .. }
            | Change::StageSet { .. }
            | Change::ApprovalWithdrawn { .. }
            | Change::WaiverCleared { .. }
            | Change::Undone { .. } => Ok(()),
        }
    }
}

impl AssessmentId {
    /// Parses 32 lowercase hex digits.
    pub fn new(id: &str) -> Option<Self> {
        let hex = id.len() == 32 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        hex.then(|| Self(id.to_owned()))
    }

    /// From 16 random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(bytes)))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AssessmentId {
    type Error = &'static str;
    fn try_from(id: String) -> Result<Self, Self::Error> {
        Self::new(&id).ok_or("not 32 lowercase hex digits")
    }
}

impl From<AssessmentId> for String {
    fn from(id: AssessmentId) -> String {
        id.0
    }
}

/// True for a name that stays in the folder it is joined to.
pub(crate) fn safe_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && !name.starts_with('.')
        && !name.chars().any(|c| c == '/' || c == '\\' || c.is_control())
}

/// True for a path whose changes are recorded.
pub(crate) fn tracked(path: &str) -> bool {
    path == "phrom.yaml" || path == "packs.lock" || path.strip_prefix("detectors/").is_some_and(safe_name)
}

fn short(text: &str) -> Result<(), ChangeError> {
    if text.len() <= TEXT_BYTES { Ok(()) } else { Err(ChangeError::TooLong) }
}

fn given(text: &str) -> Result<(), ChangeError> {
    short(text)?;
    if text.trim().is_empty() { Err(ChangeError::Empty) } else { Ok(()) }
}

fn checked_measure(measure: &Measure) -> Result<(), ChangeError> {
    given(&measure.measure)?;
    measure.owner.iter().try_for_each(|owner| given(owner))?;
    if measure.budget_satang.is_some_and(|satang| satang > BUDGET_SATANG) {
        return Err(ChangeError::Budget);
    }
    match (measure.start, measure.due) {
        (Some(start), Some(due)) if due < start => Err(ChangeError::DueBeforeStart),
        _ => Ok(()),
    }
}

fn reasoned(reason: &str, approver: &str) -> Result<(), ChangeError> {
    needed(reason, ChangeError::NoReason)?;
    needed(approver, ChangeError::NoApprover)
}

fn needed(text: &str, none: ChangeError) -> Result<(), ChangeError> {
    given(text).map_err(|e| if e == ChangeError::Empty { none } else { e })
}

fn checked_evidence(evidence: &Evidence) -> Result<(), ChangeError> {
    given(&evidence.name)?;
    given(&evidence.place)?;
    let whole = match (&evidence.sha256, evidence.bytes) {
        (None, None) => evidence.kind == EvidenceKind::Cited && !evidence.copied,
        (Some(sha256), Some(_)) => {
            Digest::parse(sha256).ok_or(ChangeError::Sha256)?;
            evidence.kind != EvidenceKind::Cited
        }
        (None, Some(_)) | (Some(_), None) => false,
    };
    if whole { Ok(()) } else { Err(ChangeError::Evidence) }
}
