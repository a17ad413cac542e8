//! An event written as its line.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::answer::{Answer, Evidence, NotApplicable, Subject};
use crate::id::{ControlId, FactId, RowId, RuleId, SystemId};
use crate::journal::digest::Digest;
use crate::journal::event::{AssessmentId, Change, Event, Pin, SCHEMA};
use crate::journal::identity::Author;
use crate::journal::round::Round;
use crate::measure::Measure;
use crate::people::{Approval, Person, Role, Stage};
use crate::signature::PublicKey;
use crate::state::{ScanRecord, System};

/// The line in the order of its fields, which is part of the format.
#[derive(Serialize)]
struct Line<'a> {
    schema: u32,
    assessment: &'a AssessmentId,
    round: Round,
    seq: u64,
    at: Timestamp,
    by: &'a Author,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'a SystemId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    control: Option<&'a ControlId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rev: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a RowId>,
    value: Value<'a>,
    prev: Digest,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    seen: &'a BTreeMap<String, Digest>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Nothing(()),
    Text(&'a str),
    Begun(Begun<'a>),
    System(&'a System),
    Fact { fact: &'a FactId, value: &'a str },
    FactCleared { fact: &'a FactId },
    Answer(Answer),
    Mark(&'a NotApplicable),
    Day(Date),
    Measure(&'a Measure),
    Person(&'a Person),
    PersonRemoved { person: &'a Author },
    Stage(Stage),
    Approval(&'a Approval),
    Role { role: Role },
    Waiver(WaiverWritten<'a>),
    WaiverCleared(RuleWritten<'a>),
    Evidence(&'a Evidence),
    Scan(&'a ScanRecord),
    Removal { sha256: Digest, reason: &'a str },
    File { path: &'a str, sha256: Option<Digest> },
    Round { from: Round },
    Key(PublicKey),
    Event(Digest),
}

#[derive(Serialize)]
struct Begun<'a> {
    packs: &'a [Pin],
    files: &'a BTreeMap<String, Digest>,
}

#[derive(Serialize)]
struct WaiverWritten<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a RuleId>,
    reason: &'a str,
    approver: &'a str,
    expires: Date,
}

#[derive(Serialize)]
struct RuleWritten<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a RuleId>,
}

impl Event {
    /// The event's line without its newline.
    pub fn to_line(&self) -> Vec<u8> {
        let (subject, rev, row) = self.place();
        let own_system = match &self.change {
            Change::SystemSet { id, .. } | Change::SystemRemoved { id } => Some(id),
            Change::FactSet { system, .. } | Change::FactCleared { system, .. } => system.as_ref(),
            _ => None,
        };
        let line = Line {
            schema: SCHEMA,
            assessment: &self.assessment,
            round: self.round,
            seq: self.seq,
            at: self.at,
            by: &self.by,
            kind: self.change.kind(),
            system: subject.and_then(|s| s.system.as_ref()).or(own_system),
            control: subject.map(|s| &s.control),
            rev,
            row,
            value: self.value(),
            prev: self.prev,
            seen: &self.seen,
        };
        serde_json::to_vec(&line)
            .expect("internal error: an event holds only strings, numbers and string keys")
    }

    fn place(&self) -> (Option<&Subject>, Option<u32>, Option<&RowId>) {
        match &self.change {
            Change::RowAnswered { subject, rev, row, .. }
            | Change::RowCleared { subject, rev, row }
            | Change::EvidenceAttached { subject, rev, row, .. }
            | Change::EvidenceDetached { subject, rev, row, .. } => (Some(subject), *rev, Some(row)),
            Change::NotApplicableSet { subject, rev, .. }
            | Change::NotApplicableCleared { subject, rev }
            | Change::RemarkSet { subject, rev, .. }
            | Change::OwnerSet { subject, rev, .. }
            | Change::DueSet { subject, rev, .. }
            | Change::StageSet { subject, rev, .. }
            | Change::Approved { subject, rev, .. }
            | Change::ApprovalWithdrawn { subject, rev, .. }
            | Change::CommentAdded { subject, rev, .. }
            | Change::WaiverSet { subject, rev, .. }
            | Change::WaiverCleared { subject, rev, .. }
            | Change::MeasureSet { subject, rev, .. }
            | Change::MeasureCleared { subject, rev } => (Some(subject), *rev, None),
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
            | Change::Undone { .. } => (None, None, None),
        }
    }

    /// The control's revision, where the event names it.
    pub fn rev(&self) -> Option<u32> {
        self.place().1
    }

    /// The evidence row, where the event is about one.
    pub fn row(&self) -> Option<&RowId> {
        self.place().2
    }

    /// The value as it stands in the line.
    pub fn value_as_json(&self) -> serde_json::Value {
        serde_json::to_value(self.value())
            .expect("internal error: a value holds only strings, numbers and string keys")
    }

    fn value(&self) -> Value<'_> {
        match &self.change {
            Change::AssessmentBegun { packs, files } => Value::Begun(Begun { packs, files }),
            Change::SystemSet { system, .. } => Value::System(system),
            Change::FactSet { fact, value, .. } => Value::Fact { fact, value },
            Change::FactCleared { fact, .. } => Value::FactCleared { fact },
            Change::RowAnswered { answer, .. } => Value::Answer(*answer),
            Change::NotApplicableSet { mark, .. } => Value::Mark(mark),
            Change::RemarkSet { text, .. } => Value::Text(text),
            Change::OwnerSet { owner, .. } => owner.as_deref().map_or(Value::Nothing(()), Value::Text),
            Change::DueSet { due, .. } => due.map_or(Value::Nothing(()), Value::Day),
            Change::MeasureSet { measure, .. } => Value::Measure(measure),
            Change::PersonSet { person } => Value::Person(person),
            Change::PersonRemoved { person } => Value::PersonRemoved { person },
            Change::StageSet { stage, .. } => Value::Stage(*stage),
            Change::Approved { approval, .. } => Value::Approval(approval),
            Change::ApprovalWithdrawn { role, .. } => Value::Role { role: *role },
            Change::CommentAdded { text, .. } => Value::Text(text),
            Change::WaiverSet { rule, waiver, .. } => Value::Waiver(WaiverWritten {
                rule: rule.as_ref(),
                reason: &waiver.reason,
                approver: &waiver.approver,
                expires: waiver.expires,
            }),
            Change::WaiverCleared { rule, .. } => Value::WaiverCleared(RuleWritten { rule: rule.as_ref() }),
            Change::EvidenceAttached { evidence, .. } => Value::Evidence(evidence),
            Change::EvidenceDetached { key, .. } => Value::Text(key),
            Change::EvidenceRemoved { sha256, removal } => {
                Value::Removal { sha256: *sha256, reason: &removal.reason }
            }
            Change::ScanRecorded { scan } => Value::Scan(scan),
            Change::FileChanged { path, sha256 } => Value::File { path, sha256: *sha256 },
            Change::RoundBegun { from } => Value::Round { from: *from },
            Change::RoundSealed { key } => Value::Key(*key),
            Change::Undone { event } => Value::Event(*event),
            Change::SystemRemoved { .. }
            | Change::RowCleared { .. }
            | Change::NotApplicableCleared { .. }
            | Change::MeasureCleared { .. } => Value::Nothing(()),
        }
    }
}
