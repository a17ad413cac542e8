//! What two people said without knowing of each other, and the change that takes one side.
//!
//! Deciding has no event of its own: whoever says one side again, having read both, has decided.

use std::fmt::Display;

use jiff::Timestamp;

use crate::answer::{Answer, Subject};
use crate::id::{FactId, RowId, SystemId};
use crate::journal::{Author, Change};
use crate::measure::Measure;
use crate::people::{Person, Stage, Waiver};
use crate::state::{Head, Held, State};

/// Values that stand against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What they are about.
    pub about: About,
    /// Who said what; at least two.
    pub sides: Vec<Side>,
}

/// What a conflict is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// How a system is described, or whether it is assessed at all.
    System(SystemId),
    /// A fact about the agency or a system.
    Fact(FactId, Option<SystemId>),
    /// The answer to a row.
    Answer(Subject, RowId),
    /// Whether a control applies: two marks, or a mark against answers.
    NotApplicable(Subject),
    /// The remark.
    Remark(Subject),
    /// Who sees to it.
    Owner(Subject),
    /// The agency's own date.
    Due(Subject),
    /// What is to be done about a gap.
    Measure(Subject),
    /// Who a person is.
    Person(String),
    /// How far the work has come.
    Stage(Subject),
    /// Whether a gap is accepted.
    Waiver(Subject),
    /// A piece of evidence at a row, by the name it has.
    Evidence(Subject, RowId, String),
}

impl About {
    /// The control and system, where it is about one.
    pub fn subject(&self) -> Option<&Subject> {
        match self {
            Self::System(_) | Self::Fact(..) | Self::Person(_) => None,
            Self::Answer(subject, _)
            | Self::NotApplicable(subject)
            | Self::Remark(subject)
            | Self::Owner(subject)
            | Self::Due(subject)
            | Self::Measure(subject)
            | Self::Stage(subject)
            | Self::Waiver(subject)
            | Self::Evidence(subject, ..) => Some(subject),
        }
    }
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The person.
    pub by: String,
    /// The writer's clock.
    pub at: Timestamp,
    /// SHA-256 of the event, in hex: what names this side.
    pub event: String,
    /// What it says; none where it withdraws.
    pub value: Value,
    /// What to write so that this side holds.
    pub take: Change,
}

/// What a side says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// It withdraws what was there.
    Withdrawn,
    /// An answer to a row.
    Answer(Answer),
    /// That the control applies and is answered.
    Applies,
    /// A person's own words, a name, a date, a fact's value.
    Said(String),
}

/// Every conflict of a state, in the order systems, facts, answers, marks, remarks, owners, dates,
/// measures, people, stages, waivers, evidence.
pub fn conflicts(state: &State) -> Vec<Conflict> {
    let mut found = Vec::new();
    for (id, held) in &state.systems {
        let take = |head: &Head<Option<_>>| match &head.value {
            Some(system) => Change::SystemSet { id: id.clone(), system: Clone::clone(system) },
            None => Change::SystemRemoved { id: id.clone() },
        };
        let value = |head: &Head<Option<crate::state::System>>| said(head.value.as_ref().map(|s| &s.name.th));
        differing(&mut found, held, || About::System(id.clone()), value, take);
    }
    for ((fact, system), held) in &state.facts {
        let take = |head: &Head<Option<String>>| match head.value.clone() {
            Some(value) => Change::FactSet { fact: fact.clone(), system: system.clone(), value },
            None => Change::FactCleared { fact: fact.clone(), system: system.clone() },
        };
        let value = |head: &Head<Option<String>>| said(head.value.as_ref());
        differing(&mut found, held, || About::Fact(fact.clone(), system.clone()), value, take);
    }
    for ((subject, row), held) in &state.answers {
        let take = |head: &Head<Option<Answer>>| {
            let (subject, rev, row) = (subject.clone(), head.rev, row.clone());
            match head.value {
                Some(answer) => Change::RowAnswered { subject, rev, row, answer },
                None => Change::RowCleared { subject, rev, row },
            }
        };
        let value = |head: &Head<Option<Answer>>| head.value.map_or(Value::Withdrawn, Value::Answer);
        differing(&mut found, held, || About::Answer(subject.clone(), row.clone()), value, take);
    }
    marks(state, &mut found);
    for (subject, held) in &state.remarks {
        let take = |head: &Head<String>| Change::RemarkSet {
            subject: subject.clone(),
            rev: head.rev,
            text: head.value.clone(),
        };
        let value = |head: &Head<String>| said(Some(&head.value).filter(|text| !text.is_empty()));
        differing(&mut found, held, || About::Remark(subject.clone()), value, take);
    }
    for (subject, held) in &state.owners {
        let take = |head: &Head<Option<String>>| Change::OwnerSet {
            subject: subject.clone(),
            rev: head.rev,
            owner: head.value.clone(),
        };
        let value = |head: &Head<Option<String>>| said(head.value.as_ref());
        differing(&mut found, held, || About::Owner(subject.clone()), value, take);
    }
    for (subject, held) in &state.dues {
        let take = |head: &Head<Option<jiff::civil::Date>>| Change::DueSet {
            subject: subject.clone(),
            rev: head.rev,
            due: head.value,
        };
        let value = |head: &Head<Option<jiff::civil::Date>>| said(head.value.as_ref());
        differing(&mut found, held, || About::Due(subject.clone()), value, take);
    }
    for (subject, held) in &state.measures {
        let take = |head: &Head<Option<Measure>>| match head.value.clone() {
            Some(measure) => Change::MeasureSet { subject: subject.clone(), rev: head.rev, measure },
            None => Change::MeasureCleared { subject: subject.clone(), rev: head.rev },
        };
        let value = |head: &Head<Option<Measure>>| said(head.value.as_ref().map(|m| &m.measure));
        differing(&mut found, held, || About::Measure(subject.clone()), value, take);
    }
    people(state, &mut found);
    evidence(state, &mut found);
    found
}

/// Who people are, how far the work has come, which gaps are accepted. Approvals stand side by side:
/// what two people approved apart is told by the state that each approved.
fn people(state: &State, found: &mut Vec<Conflict>) {
    for (name, held) in state.people.iter().filter(|(_, held)| held.conflict()) {
        let take = |head: &Head<Option<Person>>| match (head.value.clone(), Author::new(name)) {
            (None, Ok(person)) => Some(Change::PersonRemoved { person }),
            (person, _) => person.map(|person| Change::PersonSet { person }),
        };
        let value = |head: &Head<Option<Person>>| {
            let roles = head
                .value
                .as_ref()
                .map(|person| person.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", "));
            said(roles.as_ref())
        };
        let sides: Option<Vec<Side>> =
            held.heads.iter().map(|head| Some(side(head, value(head), take(head)?))).collect();
        found.extend(sides.map(|sides| Conflict { about: About::Person(name.clone()), sides }));
    }
    for (subject, held) in &state.stages {
        let take = |head: &Head<Option<Stage>>| Change::StageSet {
            subject: subject.clone(),
            rev: head.rev,
            stage: head.value.unwrap_or(Stage::ToDo),
        };
        let value = |head: &Head<Option<Stage>>| said(head.value.map(Stage::as_str).as_ref());
        differing(found, held, || About::Stage(subject.clone()), value, take);
    }
    for (subject, held, rule) in
        state.waivers.iter().flat_map(|(s, all)| all.iter().map(move |(rule, held)| (s, held, rule)))
    {
        let take = |head: &Head<Option<Waiver>>| {
            let (subject, rev, rule) = (subject.clone(), head.rev, rule.clone());
            match head.value.clone() {
                Some(waiver) => Change::WaiverSet { subject, rev, rule, waiver },
                None => Change::WaiverCleared { subject, rev, rule },
            }
        };
        let value = |head: &Head<Option<Waiver>>| said(head.value.as_ref().map(|waiver| &waiver.reason));
        differing(found, held, || About::Waiver(subject.clone()), value, take);
    }
}

/// Two marks that differ, or a mark against answers that did not know of each other.
fn marks(state: &State, found: &mut Vec<Conflict>) {
    for (subject, held) in &state.not_applicable {
        let disputed = state.disputed_marks.contains(subject);
        if !held.conflict() && !disputed {
            continue;
        }
        let clear = |rev| Change::NotApplicableCleared { subject: subject.clone(), rev };
        let mut sides: Vec<Side> = held
            .heads
            .iter()
            .map(|head| {
                side(
                    head,
                    said(head.value.as_ref().map(|mark| &mark.reason)),
                    match head.value.clone() {
                        Some(mark) => {
                            Change::NotApplicableSet { subject: subject.clone(), rev: head.rev, mark }
                        }
                        None => clear(head.rev),
                    },
                )
            })
            .collect();
        if disputed {
            let answers = state.answers.iter().filter(|((of, _), _)| of == subject);
            let latest = answers.flat_map(|(_, held)| &held.heads).max_by_key(|head| (head.at, &head.event));
            sides.extend(latest.map(|head| side(head, Value::Applies, clear(head.rev))));
        }
        found.push(Conflict { about: About::NotApplicable(subject.clone()), sides });
    }
}

fn evidence(state: &State, found: &mut Vec<Conflict>) {
    for ((subject, row), pieces) in &state.evidence {
        for (key, held) in pieces {
            let take = |head: &Head<Option<crate::answer::Evidence>>| {
                let (subject, rev, row) = (subject.clone(), head.rev, row.clone());
                match head.value.clone() {
                    Some(evidence) => Change::EvidenceAttached { subject, rev, row, evidence },
                    None => Change::EvidenceDetached { subject, rev, row, key: key.clone() },
                }
            };
            let value = |head: &Head<Option<crate::answer::Evidence>>| {
                said(head.value.as_ref().map(|piece| &piece.name))
            };
            let about = || {
                let name = held.heads.iter().find_map(|head| Some(head.value.as_ref()?.name.clone()));
                About::Evidence(subject.clone(), row.clone(), name.unwrap_or_else(|| key.clone()))
            };
            differing(found, held, about, value, take);
        }
    }
}

fn differing<T: PartialEq>(
    found: &mut Vec<Conflict>,
    held: &Held<T>,
    about: impl Fn() -> About,
    value: impl Fn(&Head<T>) -> Value,
    take: impl Fn(&Head<T>) -> Change,
) {
    if held.conflict() {
        let sides = held.heads.iter().map(|head| side(head, value(head), take(head))).collect();
        found.push(Conflict { about: about(), sides });
    }
}

fn side<T>(head: &Head<T>, value: Value, take: Change) -> Side {
    Side { by: head.by.clone(), at: head.at, event: head.event.clone(), value, take }
}

fn said(value: Option<&impl Display>) -> Value {
    value.map_or(Value::Withdrawn, |value| Value::Said(value.to_string()))
}
