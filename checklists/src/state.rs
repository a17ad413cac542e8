//! What an assessment says now: the fold of all its journals.
//!
//! Every value is [`Held`]: usually by one event, by several where two writers who did not know of
//! each other wrote different things. Such a conflict is shown and counts as the worse; an event
//! that has seen both decides it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Evidence, EvidenceKind, NotApplicable, Removal, Subject};
use crate::bilingual::Text;
use crate::id::{FactId, RowId, RuleId, SystemId};
use crate::measure::Measure;
use crate::people::{Approval, Person, Role, Stage, Waiver};

/// The folded state of one round.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The agency's systems. A removed system is held as `None`.
    pub systems: BTreeMap<SystemId, Held<Option<System>>>,
    /// Facts about the agency (`None`) and about systems.
    pub facts: BTreeMap<(FactId, Option<SystemId>), Held<Option<String>>>,
    /// Answers to rows; a withdrawn answer is held as `None`.
    pub answers: BTreeMap<(Subject, RowId), Held<Option<Answer>>>,
    /// Not-applicable marks; a withdrawn mark is held as `None`.
    pub not_applicable: BTreeMap<Subject, Held<Option<NotApplicable>>>,
    /// Subjects whose mark and whose answers were written without knowledge of each other.
    pub disputed_marks: BTreeSet<Subject>,
    /// Remarks in the agency's words.
    pub remarks: BTreeMap<Subject, Held<String>>,
    /// Who sees to it.
    pub owners: BTreeMap<Subject, Held<Option<String>>>,
    /// By when, as the agency set itself.
    pub dues: BTreeMap<Subject, Held<Option<Date>>>,
    /// What is to be done about a gap; a measure taken out of the plan is held as `None`.
    pub measures: BTreeMap<Subject, Held<Option<Measure>>>,
    /// The register of people by name, over all rounds; a removed person is held as `None`.
    pub people: BTreeMap<String, Held<Option<Person>>>,
    /// How far the work has come.
    pub stages: BTreeMap<Subject, Held<Option<Stage>>>,
    /// Approvals, one a role; a withdrawn one is held as `None`.
    pub approvals: BTreeMap<Subject, BTreeMap<Role, Held<Option<Approval>>>>,
    /// Accepted gaps, of a whole control or of what one scanner rule found; cleared is `None`.
    pub waivers: BTreeMap<Subject, BTreeMap<Option<RuleId>, Held<Option<Waiver>>>>,
    /// What was said about a control, each after all its writer knew of.
    pub comments: BTreeMap<Subject, Vec<Head<String>>>,
    /// Evidence of a row by its key (SHA-256, or `cite:` and the place); detached is `None`.
    pub evidence: BTreeMap<(Subject, RowId), Pieces>,
    /// Copied evidence whose bytes were deleted, by SHA-256, over all rounds; the reason is `None` where
    /// somebody copied it again without knowing.
    pub removed: BTreeMap<String, Held<Option<Removal>>>,
    /// Scans recorded, oldest first.
    pub scans: Vec<ScanRecord>,
}

/// Evidence of one row by its key.
pub type Pieces = BTreeMap<String, Held<Option<Evidence>>>;

/// A value with the events that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<T> {
    /// One, or several concurrent ones; sorted by event digest, never empty.
    pub heads: Vec<Head<T>>,
}

/// One event's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<T> {
    /// What it says.
    pub value: T,
    /// The person.
    pub by: String,
    /// The writer's clock.
    pub at: Timestamp,
    /// SHA-256 of the event's line, in hex.
    pub event: String,
    /// The control's revision it was said about, if any.
    pub rev: Option<u32>,
}

impl<T: PartialEq> Held<T> {
    /// True where concurrent events say different things.
    pub fn conflict(&self) -> bool {
        self.heads.windows(2).any(|pair| pair[0].value != pair[1].value)
    }
}

impl<T> Held<T> {
    /// The value of one event.
    pub fn single(head: Head<T>) -> Self {
        Self { heads: vec![head] }
    }

    /// The event to show as the latest: by clock, then digest.
    pub fn latest(&self) -> Option<&Head<T>> {
        self.heads.iter().max_by(|a, b| (a.at, &a.event).cmp(&(b.at, &b.event)))
    }
}

impl<T> Held<Option<T>> {
    /// The latest that is not a withdrawal, if any.
    pub fn living(&self) -> Option<&T> {
        let said = self.heads.iter().filter(|head| head.value.is_some());
        said.max_by_key(|head| (head.at, &head.event))?.value.as_ref()
    }
}

impl Held<Option<Answer>> {
    /// The worse of what is held: not met, not answered, partial, met.
    pub fn worse(&self) -> Option<Answer> {
        let rank = |answer: &Option<Answer>| match answer {
            Some(Answer::NotMet) => 0,
            None => 1,
            Some(Answer::Partial) => 2,
            Some(Answer::Met) => 3,
        };
        self.heads.iter().map(|h| h.value).min_by_key(rank).flatten()
    }
}

/// One information system or service of the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// The agency's name for it.
    pub name: Text,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Security category per objective, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// A public website?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_website: Option<bool>,
    /// On a cloud service?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud: Option<bool>,
    /// `host:port` to scan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<String>,
    /// Folders to scan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
}

/// Confidentiality, integrity, availability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// ความลับ
    pub confidentiality: Impact,
    /// ความครบถ้วน
    pub integrity: Impact,
    /// สภาพพร้อมใช้งาน
    pub availability: Impact,
}

/// Potential impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// ต่ำ
    Low,
    /// กลาง
    Medium,
    /// สูง
    High,
}

/// A recorded scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanRecord {
    /// File name under `scans/`.
    pub file: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Which scanner.
    pub scanner: crate::scan::Scanner,
    /// When it ran.
    pub at: Timestamp,
}

impl State {
    /// The systems that exist, in order of id. One that was removed and changed at the same time
    /// stays: losing a system would hide its controls.
    pub fn living_systems(&self) -> impl Iterator<Item = (&SystemId, &System)> {
        self.systems.iter().filter_map(|(id, held)| Some((id, held.living()?)))
    }

    /// A fact's value; unknown where never said, withdrawn, or in conflict.
    pub fn fact(&self, id: &FactId, system: Option<&SystemId>) -> Option<&str> {
        let held = self.facts.get(&(id.clone(), system.cloned()))?;
        if held.conflict() { None } else { held.heads.first()?.value.as_deref() }
    }

    /// The roles a person holds. Where two writers differ, only what both say.
    pub fn roles(&self, person: &str) -> BTreeSet<Role> {
        let Some(held) = self.people.get(person) else { return BTreeSet::new() };
        let mut said = held
            .heads
            .iter()
            .map(|head| head.value.as_ref().map_or_else(BTreeSet::new, |person| person.roles.clone()));
        let first = said.next().unwrap_or_default();
        said.fold(first, |all, roles| all.intersection(&roles).copied().collect())
    }

    /// The people of the register, by name. One that was removed and changed at the same time stays.
    pub fn living_people(&self) -> impl Iterator<Item = &Person> {
        self.people.values().filter_map(Held::living)
    }

    /// How far the work has come: of several, the least far.
    pub fn stage(&self, subject: &Subject) -> Option<Stage> {
        self.stages.get(subject)?.heads.iter().map(|head| head.value).min()?
    }

    /// Who deleted the copied bytes of a piece of evidence, and why; `None` while they count as there.
    pub fn removal(&self, evidence: &Evidence) -> Option<&Held<Option<Removal>>> {
        evidence.sha256.as_ref().filter(|_| evidence.copied).and_then(|sha256| self.removed.get(sha256))
    }

    /// How strong a piece of evidence is, 1 to 4: what can no longer be looked at is worth no more
    /// than a document that is named.
    pub fn strength(&self, evidence: &Evidence) -> u8 {
        if self.removal(evidence).is_some() { EvidenceKind::Cited } else { evidence.kind }.strength()
    }

    /// The answer that counts for a row.
    pub fn answer(&self, subject: &Subject, row: &RowId) -> Option<Answer> {
        self.answers.get(&(subject.clone(), row.clone()))?.worse()
    }
}
