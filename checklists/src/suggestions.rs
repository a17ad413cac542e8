//! What an earlier round said and this one does not yet: suggested, never counted.
//!
//! Nothing is copied when a round begins. A suggestion is computed from the earlier round each time,
//! and becomes an answer only by an event that somebody writes in the new one.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::answer::{Answer, Evidence, NotApplicable, Subject};
use crate::id::{FactId, RowId, SystemId};
use crate::journal::{Change, Round};
use crate::pack::Control;
use crate::state::{Held, State};

/// What may be said again as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestions {
    /// The round it comes from.
    pub from: Round,
    /// Answers to rows that are not answered yet.
    pub answers: BTreeMap<(Subject, RowId), Suggested<Answer>>,
    /// Not-applicable marks of controls of which nothing is said yet.
    pub marks: BTreeMap<Subject, Suggested<NotApplicable>>,
    /// Evidence that is not attached yet, by key.
    pub evidence: BTreeMap<(Subject, RowId), BTreeMap<String, Evidence>>,
    /// Facts that are not stated yet.
    pub facts: BTreeMap<(FactId, Option<SystemId>), String>,
}

/// Something said in the earlier round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested<T> {
    /// What.
    pub value: T,
    /// The control's revision it was said about, where that is known.
    pub rev: Option<u32>,
}

/// Compares two rounds. What expired by `as_of`, a day in Asia/Bangkok, is not suggested, nor what
/// the new round has spoken of already, withdrawing included.
pub fn suggestions(from: Round, earlier: &State, now: &State, as_of: Date) -> Suggestions {
    let untouched = |subject: &Subject| {
        !now.not_applicable.contains_key(subject) && !now.answers.keys().any(|(s, _)| s == subject)
    };
    let lives = |subject: &Subject| system_lives(now, subject.system.as_ref());
    let answers = earlier
        .answers
        .iter()
        .filter(|(key, _)| lives(&key.0) && !now.answers.contains_key(*key))
        .filter(|(key, _)| !now.not_applicable.get(&key.0).is_some_and(marked))
        .filter_map(|(key, held)| {
            let value = held.worse()?;
            Some((key.clone(), Suggested { value, rev: rev(held) }))
        })
        .collect();
    let marks = earlier
        .not_applicable
        .iter()
        .filter(|(subject, held)| !held.conflict() && !earlier.disputed_marks.contains(*subject))
        .filter(|(subject, _)| lives(subject) && untouched(subject))
        .filter_map(|(subject, held)| {
            let value = held.latest()?.value.clone().filter(|mark| mark.expires > as_of)?;
            Some((subject.clone(), Suggested { value, rev: rev(held) }))
        })
        .collect();
    let mut evidence: BTreeMap<(Subject, RowId), BTreeMap<String, Evidence>> = BTreeMap::new();
    for (place, pieces) in earlier.evidence.iter().filter(|(place, _)| lives(&place.0)) {
        let spoken_of = |key: &String| now.evidence.get(place).is_some_and(|there| there.contains_key(key));
        for (key, held) in pieces.iter().filter(|(key, held)| !held.conflict() && !spoken_of(key)) {
            let piece = held.latest().and_then(|head| head.value.as_ref());
            if let Some(piece) = piece.filter(|piece| piece.expires.is_none_or(|day| day > as_of)) {
                evidence.entry(place.clone()).or_default().insert(key.clone(), piece.clone());
            }
        }
    }
    let facts = earlier
        .facts
        .iter()
        .filter(|(key, held)| !held.conflict() && !now.facts.contains_key(*key))
        .filter(|(key, _)| system_lives(now, key.1.as_ref()))
        .filter_map(|(key, held)| Some((key.clone(), held.latest()?.value.clone()?)))
        .collect();
    Suggestions { from, answers, marks, evidence, facts }
}

impl Suggestions {
    /// True where nothing is left to reaffirm.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.marks.is_empty() && self.evidence.is_empty() && self.facts.is_empty()
    }

    /// The answer suggested for a row.
    pub fn answer(&self, subject: &Subject, row: &RowId) -> Option<Answer> {
        self.answers.get(&(subject.clone(), row.clone())).map(|suggested| suggested.value)
    }

    /// True where the control was worded otherwise when the earlier round spoke of it: then somebody
    /// has to read it, and it is not reaffirmed along with others.
    pub fn reworded(&self, subject: &Subject, control: &Control) -> bool {
        let other = |rev: Option<u32>| rev.is_some_and(|rev| rev != control.rev);
        let answers = self.answers.iter().filter(|((s, _), _)| s == subject);
        answers.map(|(_, suggested)| suggested.rev).any(other)
            || self.marks.get(subject).is_some_and(|suggested| other(suggested.rev))
    }

    /// The events that say again what is suggested for a control: its mark, or its answers, and the
    /// evidence of rows it still has.
    pub fn reaffirm(&self, subject: &Subject, control: &Control) -> Vec<Change> {
        let rev = Some(control.rev);
        let here = |row: &RowId| (subject.clone(), row.clone());
        let mut changes = Vec::new();
        if let Some(suggested) = self.marks.get(subject) {
            let mark = suggested.value.clone();
            return vec![Change::NotApplicableSet { subject: subject.clone(), rev, mark }];
        }
        for row in &control.rows {
            let (subject, row) = here(&row.id);
            for piece in self.evidence.get(&(subject.clone(), row.clone())).into_iter().flatten() {
                let (subject, row, evidence) = (subject.clone(), row.clone(), piece.1.clone());
                changes.push(Change::EvidenceAttached { subject, rev, row, evidence });
            }
            if let Some(answer) = self.answer(&subject, &row) {
                changes.push(Change::RowAnswered { subject, rev, row, answer });
            }
        }
        changes
    }

    /// The events that state the suggested facts again.
    pub fn reaffirm_facts(&self) -> Vec<Change> {
        let set = |((fact, system), value): (&(FactId, Option<SystemId>), &String)| Change::FactSet {
            fact: fact.clone(),
            system: system.clone(),
            value: value.clone(),
        };
        self.facts.iter().map(set).collect()
    }
}

fn marked(held: &Held<Option<NotApplicable>>) -> bool {
    held.heads.iter().any(|head| head.value.is_some())
}

/// The revision that all who hold it spoke of, else none.
fn rev<T>(held: &Held<T>) -> Option<u32> {
    let first = held.heads.first()?.rev;
    if held.heads.iter().all(|head| head.rev == first) { first } else { None }
}

fn system_lives(now: &State, system: Option<&SystemId>) -> bool {
    system.is_none_or(|id| now.living_systems().any(|(living, _)| living == id))
}
