//! An event as its line of JSON, both ways.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::event::{AssessmentId, Change, Event, Pin, SCHEMA};
use super::identity::Author;
use super::round::Round;
use crate::answer::{Answer, Evidence, NotApplicable, Removal, Subject};
use crate::id::{ControlId, FactId, RowId, RuleId, SystemId, is_kebab};
use crate::json::{self, JsonError, JsonFault, Strict, StrictMap};
use crate::measure::Measure;
use crate::people::{Approval, Person, Role, Stage, Waiver};
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::EvidenceKind;
    use crate::bilingual::Text;
    use crate::measure::MeasureStatus;
    use crate::scan::Scanner;
    use crate::signature::SealKey;
    use crate::state::{Category, Impact};

    fn event(change: Change) -> Event {
        Event {
            assessment: AssessmentId::from_random([7; 16]),
            round: "2570-1".parse().unwrap(),
            seq: 2,
            at: "2026-11-25T02:29:00Z".parse().unwrap(),
            by: Author::new("มะลิ ผู้ประเมิน").unwrap(),
            change,
            prev: Digest::of(b"before"),
            seen: [("Anan.01010101".to_owned(), Digest::of(b"other"))].into(),
        }
    }

    fn waiver() -> Waiver {
        Waiver {
            reason: "รอเปลี่ยนระบบ".to_owned(),
            approver: "ผู้อำนวยการ".to_owned(),
            expires: jiff::civil::date(2027, 3, 31),
        }
    }

    /// One event of every kind.
    fn every_kind() -> Vec<Change> {
        let subject =
            || Subject { control: "pdpa-s37-1".parse().unwrap(), system: Some("hr".parse().unwrap()) };
        let agency = || Subject { control: "pdpa-s41-1".parse().unwrap(), system: None };
        let row = || -> RowId { "policy".parse().unwrap() };
        let rev = Some(1);
        let sha256 = Digest::of(b"abc");
        let evidence = Evidence {
            dated: None,
            pages: None,
            name: "แผนรับมือเหตุการณ์.pdf".to_owned(),
            kind: EvidenceKind::File,
            sha256: Some(sha256.to_string()),
            bytes: Some(3),
            place: "/srv/แผน.pdf".to_owned(),
            copied: true,
            expires: Some(jiff::civil::date(2027, 9, 30)),
        };
        let impact = Impact::Medium;
        let system = System {
            name: Text { th: "ระบบบุคลากร".to_owned(), en: "HR".to_owned() },
            owner: Some("กองการเจ้าหน้าที่".to_owned()),
            category: Some(Category {
                confidentiality: impact,
                integrity: impact,
                availability: Impact::Low,
            }),
            public_website: Some(false),
            cloud: None,
            endpoints: vec!["hr.example.go.th:443".to_owned()],
            paths: vec!["/srv/hr".to_owned()],
        };
        vec![
            Change::AssessmentBegun {
                packs: vec![Pin { id: "pdpa".parse().unwrap(), version: "1.0.0".to_owned(), sha256 }],
                files: [("phrom.yaml".to_owned(), sha256), ("packs.lock".to_owned(), sha256)].into(),
            },
            Change::SystemSet { id: "hr".parse().unwrap(), system },
            Change::SystemRemoved { id: "hr".parse().unwrap() },
            Change::FactSet { fact: "is-cii".parse().unwrap(), system: None, value: "true".to_owned() },
            Change::FactCleared { fact: "uses-cloud".parse().unwrap(), system: Some("hr".parse().unwrap()) },
            Change::RowAnswered { subject: subject(), rev, row: row(), answer: Answer::NotMet },
            Change::RowCleared { subject: agency(), rev: None, row: row() },
            Change::NotApplicableSet {
                subject: subject(),
                rev,
                mark: NotApplicable {
                    reason: "ไม่มีการโอนข้อมูลไปต่างประเทศ".to_owned(),
                    approver: "ผู้อำนวยการ".to_owned(),
                    expires: jiff::civil::date(2027, 9, 30),
                },
            },
            Change::NotApplicableCleared { subject: subject(), rev },
            Change::RemarkSet {
                subject: subject(), rev, text: "รอคณะกรรมการ\n\"อนุมัติ\"".to_owned()
            },
            Change::OwnerSet {
                subject: subject(), rev, owner: Some("กองกฎหมาย".to_owned())
            },
            Change::OwnerSet { subject: subject(), rev, owner: None },
            Change::DueSet { subject: subject(), rev, due: Some(jiff::civil::date(2027, 1, 31)) },
            Change::EvidenceAttached { subject: subject(), rev, row: row(), evidence: evidence.clone() },
            Change::EvidenceDetached { subject: subject(), rev, row: row(), key: evidence.key() },
            Change::ScanRecorded {
                scan: ScanRecord {
                    file: "20261125T022900Z-01010101.jsonl".to_owned(),
                    sha256: sha256.to_string(),
                    scanner: Scanner::PersonalData,
                    at: "2026-11-25T02:29:00Z".parse().unwrap(),
                },
            },
            Change::FileChanged { path: "detectors/own.yaml".to_owned(), sha256: None },
            Change::Undone { event: sha256 },
            Change::EvidenceRemoved {
                sha256: Digest::of(b"abc"),
                removal: Removal {
                    reason: "มีข้อมูลเกินจำเป็น".to_owned()
                },
            },
            Change::MeasureSet { subject: subject(), rev, measure: measure() },
            Change::MeasureCleared { subject: subject(), rev },
            Change::RoundBegun { from: "2569-1".parse().unwrap() },
            Change::RoundSealed { key: SealKey::from_seed(&[7; 32]).public() },
            Change::PersonSet {
                person: Person {
                    person: Author::new("มะลิ ผู้ประเมิน").unwrap(),
                    roles: [Role::Reviewer, Role::Dpo].into(),
                    office: Some("กองกฎหมาย".to_owned()),
                },
            },
            Change::PersonRemoved { person: Author::new("Anan").unwrap() },
            Change::StageSet { subject: subject(), rev, stage: Stage::ReadyForReview },
            Change::Approved {
                subject: subject(),
                rev,
                approval: Approval { role: Role::Reviewer, state: sha256 },
            },
            Change::ApprovalWithdrawn { subject: subject(), rev, role: Role::Reviewer },
            Change::CommentAdded {
                subject: agency(), rev, text: "ขอสำเนาคำสั่ง".to_owned()
            },
            Change::WaiverSet { subject: subject(), rev, rule: None, waiver: waiver() },
            Change::WaiverSet {
                subject: subject(),
                rev,
                rule: Some("tls-certificate-expired".parse().unwrap()),
                waiver: waiver(),
            },
            Change::WaiverCleared { subject: subject(), rev, rule: None },
            Change::WaiverCleared {
                subject: subject(),
                rev,
                rule: Some("tls-certificate-expired".parse().unwrap()),
            },
        ]
    }

    fn measure() -> Measure {
        Measure {
            measure: "จัดทำแผนรับมือเหตุการณ์".to_owned(),
            owner: Some("กองเทคโนโลยีสารสนเทศ".to_owned()),
            budget_satang: Some(1_250_050),
            start: Some(jiff::civil::date(2026, 12, 1)),
            due: Some(jiff::civil::date(2027, 2, 28)),
            status: MeasureStatus::UnderWay,
        }
    }

    #[test]
    fn a_measure_that_makes_no_sense_is_no_event() {
        let line = written(every_kind().swap_remove(19));
        assert!(matches!(read(line.as_bytes()), Read::Event(_)));
        let lines = [
            line.replace("จัดทำแผนรับมือเหตุการณ์", " "),
            line.replace("กองเทคโนโลยีสารสนเทศ", ""),
            line.replace("1250050", "1000000000000001"),
            line.replace("1250050", "-1"),
            line.replace("1250050", "12500.50"),
            line.replace("2026-12-01", "2027-03-01"),
            line.replace("2026-12-01", "2026-13-01"),
            line.replace("under-way", "begun"),
        ];
        for line in lines {
            assert_eq!(bad(&line), JsonFault::Shape, "{line}");
        }
    }

    /// The format is permanent: a difference here is a new schema, not a new snapshot.
    #[test]
    fn every_kind_as_written() {
        let lines: Vec<String> =
            every_kind().into_iter().map(|c| String::from_utf8(event(c).to_line()).unwrap()).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn every_kind_is_documented() {
        let page = include_str!("../../../docs/assessment-folder.md");
        for change in every_kind() {
            assert!(page.contains(&format!("\n| `{}` |", change.kind())), "{}", change.kind());
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for change in every_kind() {
            let event = event(change);
            let line = event.to_line();
            json::check(&line).unwrap();
            assert_eq!(read(&line), Read::Event(Box::new(event)));
        }
    }

    fn written(change: Change) -> String {
        String::from_utf8(event(change).to_line()).unwrap()
    }

    fn answered() -> String {
        written(every_kind().swap_remove(5))
    }

    fn bad(line: &str) -> JsonFault {
        match read(line.as_bytes()) {
            Read::Bad(error) => error.fault,
            other => panic!("{line} reads as {other:?}"),
        }
    }

    #[test]
    fn a_key_given_twice_is_refused_wherever_it_stands() {
        let line = answered();
        let twice = [
            line.replace(r#""seq":2"#, r#""seq":2,"seq":2"#),
            line.replace(r#""row":"policy""#, r#""row":"policy","row":"other""#),
            line.replace(
                r#""Anan.01010101":"#,
                &format!(r#""Anan.01010101":"{}","Anan.01010101":"#, Digest::ZERO),
            ),
            written(every_kind().swap_remove(3))
                .replace(r#""value":"true""#, r#""value":"true","value":"false""#),
            line.replace(r#""kind""#, r#""unknown":{"a":1,"a":2},"kind""#),
        ];
        for line in twice {
            assert!(matches!(bad(&line), JsonFault::DuplicateKey(_)), "{line}");
        }
    }

    #[test]
    fn what_is_not_an_event_of_ours_is_bad() {
        let line = answered();
        let table = [
            (line.replace(r#","row":"policy""#, ""), JsonFault::MissingKey("row".to_owned())),
            (line.replace(r#""control":"pdpa-s37-1","#, ""), JsonFault::MissingKey("control".to_owned())),
            (line.replace(r#""not-met""#, r#""metx""#), JsonFault::Shape),
            (line.replace(r#""not-met""#, "null"), JsonFault::Shape),
            (line.replace("2570-1", "2570-01"), JsonFault::Shape),
            (line.replace("มะลิ ผู้ประเมิน", "../มะลิ"), JsonFault::Shape),
            (line.replace(r#""schema":1"#, r#""schema":0"#), JsonFault::Shape),
            (line.replace(r#""schema":1,"#, ""), JsonFault::MissingKey("schema".to_owned())),
            (line.replace(r#""seq""#, r#""sequence""#), JsonFault::UnknownKey("sequence".to_owned())),
            (
                written(Change::SystemRemoved { id: "hr".parse().unwrap() }).replace("null", "1"),
                JsonFault::Shape,
            ),
            ("[]".to_owned(), JsonFault::Shape),
            ("{}".to_owned(), JsonFault::MissingKey("schema".to_owned())),
        ];
        for (line, expected) in table {
            assert_eq!(bad(&line), expected, "{line}");
        }
    }

    #[test]
    fn what_must_not_be_written_is_not_read_either() {
        let mark = |reason: &str, approver: &str| {
            let line = written(every_kind().swap_remove(7));
            line.replace("ไม่มีการโอนข้อมูลไปต่างประเทศ", reason).replace("ผู้อำนวยการ", approver)
        };
        assert!(matches!(read(mark("เหตุ", "คน").as_bytes()), Read::Event(_)));
        let of = |kind: &str| written(every_kind().into_iter().find(|c| c.kind() == kind).unwrap());
        let scan = written(every_kind().swap_remove(15));
        let file = written(every_kind().swap_remove(16));
        let evidence = written(every_kind().swap_remove(13));
        let begun = written(Change::RoundBegun { from: "2569-1".parse().unwrap() });
        let sealed = written(Change::RoundSealed { key: SealKey::from_seed(&[7; 32]).public() });
        let lines = [
            begun.replace("2569-1", "2570-1"),
            begun.replace("2569-1", "2571-1"),
            sealed.replace(r#""value":"ea"#, r#""value":"EA"#),
            sealed.replace(r#""value":"ea"#, r#""value":""#),
            mark("", "คน"),
            mark("  ", "คน"),
            mark("เหตุ", "\\t"),
            scan.replace("20261125T", "../20261125T"),
            scan.replace("20261125T", ".20261125T"),
            scan.replace(".jsonl", ".json"),
            file.replace("detectors/own.yaml", "detectors/../own.yaml"),
            file.replace("detectors/own.yaml", "/etc/passwd"),
            file.replace("detectors/own.yaml", "evidence/x"),
            evidence.replace(r#""bytes":3,"#, ""),
            evidence.replace(r#""kind":"file""#, r#""kind":"cited""#),
            evidence.replace("ba7816bf", "BA7816BF"),
            of("person-set").replace(r#"["reviewer","dpo"]"#, "[]"),
            of("person-set").replace(r#"["reviewer","dpo"]"#, r#"["king"]"#),
            of("person-set").replace(r#""person":"มะลิ ผู้ประเมิน""#, r#""person":"มะลิ\nผู้ประเมิน""#),
            of("person-set").replace(r#""person":"มะลิ ผู้ประเมิน""#, r#""person":"../มะลิ""#),
            of("stage-set").replace("ready-for-review", "approved"),
            of("approved").replace("reviewer", "preparer"),
            of("comment-added").replace("ขอสำเนาคำสั่ง", " "),
            of("waiver-set").replace("รอเปลี่ยนระบบ", ""),
            of("waiver-set").replace("ผู้อำนวยการ", " "),
        ];
        for line in lines {
            assert_eq!(bad(&line), JsonFault::Shape, "{line}");
        }
    }

    #[test]
    fn what_is_newer_is_kept_apart() {
        let line = answered();
        let Read::Foreign(foreign) = read(line.replace("row-answered", "row-sung").as_bytes()) else {
            panic!("an unknown kind")
        };
        assert_eq!((foreign.schema, foreign.kind.as_str(), foreign.seq), (1, "row-sung", Some(2)));
        assert_eq!(foreign.prev, Some(Digest::of(b"before")));
        assert_eq!(foreign.seen.len(), 1);

        let newer = [
            line.replace(r#""schema":1"#, r#""schema":2"#),
            line.replace(r#""schema":1"#, r#""schema":2,"mood":{"of":["day"]}"#),
            r#"{"schema":9}"#.to_owned(),
            r#"{"schema":9,"kind":["สมชาย"],"seq":"x","prev":1,"seen":[]}"#.to_owned(),
        ];
        for line in newer {
            let Read::Foreign(foreign) = read(line.as_bytes()) else { panic!("{line}") };
            assert!(foreign.schema > SCHEMA);
            assert!(["", "row-answered"].contains(&foreign.kind.as_str()), "{}", foreign.kind);
        }
    }
}
