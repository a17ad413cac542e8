//! A line read as an event.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::{Removal, Subject};
use crate::id::{ControlId, FactId, RowId, RuleId, SystemId, is_kebab};
use crate::journal::digest::Digest;
use crate::journal::event::{AssessmentId, Change, Event, Pin, SCHEMA};
use crate::journal::identity::Author;
use crate::journal::round::Round;
use crate::json::{self, JsonError, JsonFault, Strict, StrictMap};
use crate::people::{Role, Waiver};

/// What a line of a chain turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// An event of this version.
    Event(Box<Event>),
    /// JSON of a newer version or of an unknown kind: kept, not understood.
    Foreign(Foreign),
    /// No event at all.
    Bad(JsonError),
}

/// What can be told of an event that this version does not understand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// Its schema.
    pub schema: u32,
    /// Its kind, where it is a plain name.
    pub kind: String,
    /// Its number, where it has one.
    pub seq: Option<u64>,
    /// The event before, where it says so.
    pub prev: Option<Digest>,
    /// What it had seen, where it says so.
    pub seen: BTreeMap<String, Digest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    schema: u32,
    assessment: AssessmentId,
    round: Round,
    seq: u64,
    at: Timestamp,
    by: Author,
    kind: String,
    system: Option<SystemId>,
    control: Option<ControlId>,
    rev: Option<u32>,
    row: Option<RowId>,
    value: Strict,
    prev: Digest,
    #[serde(default)]
    seen: StrictMap<Digest>,
}

/// The little of a newer event that is read, whatever else it holds.
#[derive(Deserialize)]
struct Skeleton {
    schema: u32,
    kind: Option<serde_json::Value>,
    seq: Option<serde_json::Value>,
    prev: Option<serde_json::Value>,
    seen: Option<serde_json::Value>,
}

/// Reads one line of a chain, without its newline.
pub fn read(line: &[u8]) -> Read {
    // The envelope and all in it refuse a key given twice, so that the one pass is enough for a
    // line of ours; the checks that tell faults apart are for the others.
    let envelope = match json::parse_checked::<Envelope>(line) {
        Ok(envelope) if envelope.schema == SCHEMA => envelope,
        Ok(_) => return foreign(line).unwrap_or_else(|fault| Read::Bad(fault.unwrap_or_else(shape))),
        Err(error) => return foreign(line).unwrap_or_else(|fault| Read::Bad(fault.unwrap_or(error))),
    };
    match change(&envelope) {
        Ok(Some(change)) => Read::Event(Box::new(Event {
            assessment: envelope.assessment,
            round: envelope.round,
            seq: envelope.seq,
            at: envelope.at,
            by: envelope.by,
            change,
            prev: envelope.prev,
            seen: envelope.seen.0,
        })),
        Ok(None) => Read::Foreign(Foreign {
            schema: envelope.schema,
            kind: plain_kind(&envelope.kind),
            seq: Some(envelope.seq),
            prev: Some(envelope.prev),
            seen: envelope.seen.0,
        }),
        Err(fault) => Read::Bad(JsonError { line: 1, column: 1, fault }),
    }
}

/// A line of a newer schema; what is wrong with it as JSON where it is none.
fn foreign(line: &[u8]) -> Result<Read, Option<JsonError>> {
    json::check(line).map_err(Some)?;
    let skeleton: Skeleton = json::parse_checked(line).map_err(|_| None)?;
    if skeleton.schema <= SCHEMA {
        return Err(None);
    }
    Ok(Read::Foreign(Foreign {
        schema: skeleton.schema,
        kind: skeleton.kind.as_ref().and_then(|k| k.as_str()).map_or_else(String::new, plain_kind),
        seq: skeleton.seq.and_then(|n| n.as_u64()),
        prev: skeleton.prev.and_then(|p| p.as_str().and_then(Digest::parse)),
        seen: skeleton.seen.and_then(|s| serde_json::from_value(s).ok()).unwrap_or_default(),
    }))
}

/// Kinds go into reports, so only plain names do.
fn plain_kind(kind: &str) -> String {
    if is_kebab(kind) { kind.to_owned() } else { String::new() }
}

fn shape() -> JsonError {
    JsonError { line: 1, column: 1, fault: JsonFault::Shape }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BegunRead {
    packs: Vec<Pin>,
    files: BTreeMap<String, Digest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactRead {
    fact: FactId,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactClearedRead {
    fact: FactId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundRead {
    from: Round,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRead {
    path: String,
    sha256: Option<Digest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemovalRead {
    sha256: Digest,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRead {
    person: Author,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRead {
    role: Role,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiverRead {
    rule: Option<RuleId>,
    reason: String,
    approver: String,
    expires: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRead {
    rule: Option<RuleId>,
}

/// The change an envelope holds, or nothing for an unknown kind.
fn change(envelope: &Envelope) -> Result<Option<Change>, JsonFault> {
    let place = Parts::of(envelope);
    let change = match envelope.kind.as_str() {
        "assessment-begun" => {
            place.nothing()?;
            let BegunRead { packs, files } = value(envelope)?;
            Change::AssessmentBegun { packs, files }
        }
        "system-set" => Change::SystemSet { id: place.system()?, system: value(envelope)? },
        "system-removed" => {
            nothing(envelope)?;
            Change::SystemRemoved { id: place.system()? }
        }
        "fact-set" => {
            let FactRead { fact, value } = value(envelope)?;
            Change::FactSet { fact, system: place.system_if_any()?, value }
        }
        "fact-cleared" => {
            let FactClearedRead { fact } = value(envelope)?;
            Change::FactCleared { fact, system: place.system_if_any()? }
        }
        "row-answered" => {
            let (subject, rev, row) = place.row()?;
            Change::RowAnswered { subject, rev, row, answer: value(envelope)? }
        }
        "row-cleared" => {
            nothing(envelope)?;
            let (subject, rev, row) = place.row()?;
            Change::RowCleared { subject, rev, row }
        }
        "not-applicable-set" => {
            let (subject, rev) = place.control()?;
            Change::NotApplicableSet { subject, rev, mark: value(envelope)? }
        }
        "not-applicable-cleared" => {
            nothing(envelope)?;
            let (subject, rev) = place.control()?;
            Change::NotApplicableCleared { subject, rev }
        }
        "remark-set" => {
            let (subject, rev) = place.control()?;
            Change::RemarkSet { subject, rev, text: value(envelope)? }
        }
        "owner-set" => {
            let (subject, rev) = place.control()?;
            Change::OwnerSet { subject, rev, owner: value(envelope)? }
        }
        "due-set" => {
            let (subject, rev) = place.control()?;
            Change::DueSet { subject, rev, due: value(envelope)? }
        }
        "measure-set" => {
            let (subject, rev) = place.control()?;
            Change::MeasureSet { subject, rev, measure: value(envelope)? }
        }
        "measure-cleared" => {
            nothing(envelope)?;
            let (subject, rev) = place.control()?;
            Change::MeasureCleared { subject, rev }
        }
        "person-set" => {
            place.nothing()?;
            Change::PersonSet { person: value(envelope)? }
        }
        "person-removed" => {
            place.nothing()?;
            let PersonRead { person } = value(envelope)?;
            Change::PersonRemoved { person }
        }
        "stage-set" => {
            let (subject, rev) = place.control()?;
            Change::StageSet { subject, rev, stage: value(envelope)? }
        }
        "approved" => {
            let (subject, rev) = place.control()?;
            Change::Approved { subject, rev, approval: value(envelope)? }
        }
        "approval-withdrawn" => {
            let (subject, rev) = place.control()?;
            let RoleRead { role } = value(envelope)?;
            Change::ApprovalWithdrawn { subject, rev, role }
        }
        "comment-added" => {
            let (subject, rev) = place.control()?;
            Change::CommentAdded { subject, rev, text: value(envelope)? }
        }
        "waiver-set" => {
            let (subject, rev) = place.control()?;
            let WaiverRead { rule, reason, approver, expires } = value(envelope)?;
            Change::WaiverSet { subject, rev, rule, waiver: Waiver { reason, approver, expires } }
        }
        "waiver-cleared" => {
            let (subject, rev) = place.control()?;
            let RuleRead { rule } = value(envelope)?;
            Change::WaiverCleared { subject, rev, rule }
        }
        "evidence-attached" => {
            let (subject, rev, row) = place.row()?;
            Change::EvidenceAttached { subject, rev, row, evidence: value(envelope)? }
        }
        "evidence-detached" => {
            let (subject, rev, row) = place.row()?;
            Change::EvidenceDetached { subject, rev, row, key: value(envelope)? }
        }
        "evidence-removed" => {
            place.nothing()?;
            let RemovalRead { sha256, reason } = value(envelope)?;
            Change::EvidenceRemoved { sha256, removal: Removal { reason } }
        }
        "scan-recorded" => {
            place.nothing()?;
            Change::ScanRecorded { scan: value(envelope)? }
        }
        "file-changed" => {
            place.nothing()?;
            let FileRead { path, sha256 } = value(envelope)?;
            Change::FileChanged { path, sha256 }
        }
        "round-begun" => {
            place.nothing()?;
            let RoundRead { from } = value(envelope)?;
            // An earlier one, so that no round can follow from itself.
            if from >= envelope.round {
                return Err(JsonFault::Shape);
            }
            Change::RoundBegun { from }
        }
        "round-sealed" => {
            place.nothing()?;
            Change::RoundSealed { key: value(envelope)? }
        }
        "undone" => {
            place.nothing()?;
            Change::Undone { event: value(envelope)? }
        }
        _ => return Ok(None),
    };
    change.check().map_err(|_| JsonFault::Shape)?;
    Ok(Some(change))
}

fn value<T: serde::de::DeserializeOwned>(envelope: &Envelope) -> Result<T, JsonFault> {
    T::deserialize(&envelope.value.0).map_err(|error| json::shape(&error.to_string()))
}

fn nothing(envelope: &Envelope) -> Result<(), JsonFault> {
    if envelope.value.0.is_null() { Ok(()) } else { Err(JsonFault::Shape) }
}

/// The optional fields; each kind takes exactly its own.
struct Parts<'a> {
    system: Option<&'a SystemId>,
    control: Option<&'a ControlId>,
    rev: Option<u32>,
    row: Option<&'a RowId>,
}

impl<'a> Parts<'a> {
    fn of(envelope: &'a Envelope) -> Self {
        Self {
            system: envelope.system.as_ref(),
            control: envelope.control.as_ref(),
            rev: envelope.rev,
            row: envelope.row.as_ref(),
        }
    }

    fn nothing(&self) -> Result<(), JsonFault> {
        if self.system.is_some() { Err(JsonFault::Shape) } else { self.no_control() }
    }

    fn no_control(&self) -> Result<(), JsonFault> {
        let none = self.control.is_none() && self.rev.is_none() && self.row.is_none();
        if none { Ok(()) } else { Err(JsonFault::Shape) }
    }

    fn system_if_any(&self) -> Result<Option<SystemId>, JsonFault> {
        self.no_control()?;
        Ok(self.system.cloned())
    }

    fn system(&self) -> Result<SystemId, JsonFault> {
        self.system_if_any()?.ok_or_else(|| JsonFault::MissingKey("system".to_owned()))
    }

    fn control(&self) -> Result<(Subject, Option<u32>), JsonFault> {
        if self.row.is_some() { Err(JsonFault::Shape) } else { self.subject() }
    }

    fn row(&self) -> Result<(Subject, Option<u32>, RowId), JsonFault> {
        let (subject, rev) = self.subject()?;
        let row = self.row.cloned().ok_or_else(|| JsonFault::MissingKey("row".to_owned()))?;
        Ok((subject, rev, row))
    }

    fn subject(&self) -> Result<(Subject, Option<u32>), JsonFault> {
        let control = self.control.cloned().ok_or_else(|| JsonFault::MissingKey("control".to_owned()))?;
        Ok((Subject { control, system: self.system.cloned() }, self.rev))
    }
}
