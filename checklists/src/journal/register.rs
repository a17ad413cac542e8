//! What an event sets, and how what is held gets into the state.

use std::collections::BTreeMap;

use super::digest::Digest;
use super::event::{Change, Event};
use crate::answer::Subject;
use crate::id::{FactId, RowId, RuleId, SystemId};
use crate::people::Role;
use crate::state::{Head, Held, State};

/// What an event sets. One event replaces another exactly where both set the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Register<'a> {
    System(&'a SystemId),
    Fact(&'a FactId, Option<&'a SystemId>),
    Answer(&'a Subject, &'a RowId),
    Mark(&'a Subject),
    Remark(&'a Subject),
    Owner(&'a Subject),
    Due(&'a Subject),
    Measure(&'a Subject),
    Evidence(&'a Subject, &'a RowId, EvidenceKey<'a>),
    Stage(&'a Subject),
    Approval(&'a Subject, Role),
    Waiver(&'a Subject, Option<&'a RuleId>),
    /// Who holds which roles; the same in all rounds.
    Person(&'a str),
    File(&'a str),
    /// Whether the copied bytes are kept or were deleted; the same in all rounds.
    Copy(Digest),
}

/// As [`crate::answer::Evidence::key`], without a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum EvidenceKey<'a> {
    Sha256(&'a str),
    Place(&'a str),
}

/// Names everything that a change sets.
pub(super) fn each_register<'a>(change: &'a Change, set: &mut dyn FnMut(Register<'a>)) {
    match change {
        Change::AssessmentBegun { files, .. } => files.keys().for_each(|path| set(Register::File(path))),
        Change::SystemSet { id, .. } | Change::SystemRemoved { id } => set(Register::System(id)),
        Change::FactSet { fact, system, .. } | Change::FactCleared { fact, system } => {
            set(Register::Fact(fact, system.as_ref()));
        }
        Change::RowAnswered { subject, row, .. } | Change::RowCleared { subject, row, .. } => {
            set(Register::Answer(subject, row));
        }
        Change::NotApplicableSet { subject, .. } | Change::NotApplicableCleared { subject, .. } => {
            set(Register::Mark(subject));
        }
        Change::RemarkSet { subject, .. } => set(Register::Remark(subject)),
        Change::OwnerSet { subject, .. } => set(Register::Owner(subject)),
        Change::DueSet { subject, .. } => set(Register::Due(subject)),
        Change::MeasureSet { subject, .. } | Change::MeasureCleared { subject, .. } => {
            set(Register::Measure(subject));
        }
        Change::EvidenceAttached { subject, row, evidence, .. } => {
            let key = match &evidence.sha256 {
                Some(sha256) => EvidenceKey::Sha256(sha256),
                None => EvidenceKey::Place(&evidence.place),
            };
            set(Register::Evidence(subject, row, key));
            // Copied again after it was removed, it is there again.
            if let Some(sha256) =
                evidence.sha256.as_deref().filter(|_| evidence.copied).and_then(Digest::parse)
            {
                set(Register::Copy(sha256));
            }
        }
        Change::EvidenceRemoved { sha256, .. } => set(Register::Copy(*sha256)),
        Change::EvidenceDetached { subject, row, key, .. } => {
            let key = match key.strip_prefix("cite:") {
                Some(place) => EvidenceKey::Place(place),
                None => EvidenceKey::Sha256(key),
            };
            set(Register::Evidence(subject, row, key));
        }
        Change::FileChanged { path, .. } => set(Register::File(path)),
        Change::StageSet { subject, .. } => set(Register::Stage(subject)),
        Change::Approved { subject, approval, .. } => set(Register::Approval(subject, approval.role)),
        Change::ApprovalWithdrawn { subject, role, .. } => set(Register::Approval(subject, *role)),
        Change::WaiverSet { subject, rule, .. } | Change::WaiverCleared { subject, rule, .. } => {
            set(Register::Waiver(subject, rule.as_ref()));
        }
        Change::PersonSet { person } => set(Register::Person(person.person.as_str())),
        Change::PersonRemoved { person } => set(Register::Person(person.as_str())),
        Change::CommentAdded { .. }
        | Change::ScanRecorded { .. }
        | Change::RoundBegun { .. }
        | Change::RoundSealed { .. }
        | Change::Undone { .. } => {}
    }
}

impl Register<'_> {
    /// True for what goes on from round to round as it is: the agency's systems, and who sees to a
    /// control, by when, with which remark and measure. What a round answers anew is not among them.
    pub(super) fn kept(&self) -> bool {
        match self {
            Register::System(_)
            | Register::Remark(_)
            | Register::Owner(_)
            | Register::Due(_)
            | Register::Measure(_) => true,
            Register::Fact(..)
            | Register::Answer(..)
            | Register::Mark(_)
            | Register::Evidence(..)
            | Register::Stage(_)
            | Register::Approval(..)
            | Register::Waiver(..)
            | Register::Person(_)
            | Register::File(_)
            | Register::Copy(_) => false,
        }
    }
}

/// The events that hold one register, each with its digest.
pub(super) type Holders<'a> = &'a [(Digest, &'a Event)];

/// Puts one register into the state, or the digest of a file into `files`.
pub(super) fn put(
    register: &Register<'_>,
    holders: Holders<'_>,
    state: &mut State,
    files: &mut BTreeMap<String, Held<Option<Digest>>>,
) {
    match *register {
        Register::System(id) => {
            let value = |change: &Change| match change {
                Change::SystemSet { system, .. } => Some(system.clone()),
                _ => None,
            };
            state.systems.insert(id.clone(), held(holders, value));
        }
        Register::Fact(fact, system) => {
            let value = |change: &Change| match change {
                Change::FactSet { value, .. } => Some(value.clone()),
                _ => None,
            };
            state.facts.insert((fact.clone(), system.cloned()), held(holders, value));
        }
        Register::Answer(subject, row) => {
            let value = |change: &Change| match change {
                Change::RowAnswered { answer, .. } => Some(*answer),
                _ => None,
            };
            state.answers.insert((subject.clone(), row.clone()), held(holders, value));
        }
        Register::Mark(subject) => {
            let value = |change: &Change| match change {
                Change::NotApplicableSet { mark, .. } => Some(mark.clone()),
                _ => None,
            };
            state.not_applicable.insert(subject.clone(), held(holders, value));
        }
        Register::Remark(subject) => {
            let value = |change: &Change| match change {
                Change::RemarkSet { text, .. } => text.clone(),
                _ => String::new(),
            };
            state.remarks.insert(subject.clone(), held(holders, value));
        }
        Register::Owner(subject) => {
            let value = |change: &Change| match change {
                Change::OwnerSet { owner, .. } => owner.clone(),
                _ => None,
            };
            state.owners.insert(subject.clone(), held(holders, value));
        }
        Register::Due(subject) => {
            let value = |change: &Change| match change {
                Change::DueSet { due, .. } => *due,
                _ => None,
            };
            state.dues.insert(subject.clone(), held(holders, value));
        }
        Register::Measure(subject) => {
            let value = |change: &Change| match change {
                Change::MeasureSet { measure, .. } => Some(measure.clone()),
                _ => None,
            };
            state.measures.insert(subject.clone(), held(holders, value));
        }
        Register::Stage(subject) => {
            let value = |change: &Change| match change {
                Change::StageSet { stage, .. } => Some(*stage),
                _ => None,
            };
            state.stages.insert(subject.clone(), held(holders, value));
        }
        Register::Approval(subject, role) => {
            let value = |change: &Change| match change {
                Change::Approved { approval, .. } => Some(*approval),
                _ => None,
            };
            state.approvals.entry(subject.clone()).or_default().insert(role, held(holders, value));
        }
        Register::Waiver(subject, rule) => {
            let value = |change: &Change| match change {
                Change::WaiverSet { waiver, .. } => Some(waiver.clone()),
                _ => None,
            };
            state.waivers.entry(subject.clone()).or_default().insert(rule.cloned(), held(holders, value));
        }
        Register::Person(name) => {
            let value = |change: &Change| match change {
                Change::PersonSet { person } => Some(person.clone()),
                _ => None,
            };
            state.people.insert(name.to_owned(), held(holders, value));
        }
        Register::Evidence(subject, row, key) => {
            let value = |change: &Change| match change {
                Change::EvidenceAttached { evidence, .. } => Some(evidence.clone()),
                _ => None,
            };
            let key = match key {
                EvidenceKey::Sha256(sha256) => sha256.to_owned(),
                EvidenceKey::Place(place) => format!("cite:{place}"),
            };
            let at_row = state.evidence.entry((subject.clone(), row.clone())).or_default();
            at_row.insert(key, held(holders, value));
        }
        Register::Copy(sha256) => {
            let value = |change: &Change| match change {
                Change::EvidenceRemoved { removal, .. } => Some(removal.clone()),
                _ => None,
            };
            let held = held(holders, value);
            if held.heads.iter().any(|head| head.value.is_some()) {
                state.removed.insert(sha256.to_string(), held);
            } else {
                state.removed.remove(&sha256.to_string());
            }
        }
        Register::File(path) => {
            let value = |change: &Change| match change {
                Change::AssessmentBegun { files, .. } => files.get(path).copied(),
                Change::FileChanged { sha256, .. } => *sha256,
                _ => None,
            };
            files.insert(path.to_owned(), held(holders, value));
        }
    }
}

fn held<T>(holders: Holders<'_>, value: impl Fn(&Change) -> T) -> Held<T> {
    let mut heads: Vec<Head<T>> = holders
        .iter()
        .map(|(digest, event)| Head {
            value: value(&event.change),
            by: event.by.to_string(),
            at: event.at,
            event: digest.to_string(),
            rev: event.rev(),
        })
        .collect();
    heads.sort_by(|a, b| a.event.cmp(&b.event));
    Held { heads }
}
