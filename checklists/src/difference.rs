//! What became of each control from one round to another: one pure function over two readinesses.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answer::{Evidence, Subject};
use crate::readiness::{Item, Outcome, Readiness};

/// Two rounds compared, control by control.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// How many went which way; every way is there.
    pub counts: BTreeMap<Way, u64>,
    /// One a control and system, in order of control and system.
    pub items: Vec<Change>,
}

/// One control, for the agency or one system.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The control and system.
    #[serde(flatten)]
    pub subject: Subject,
    /// Which way it went.
    pub way: Way,
    /// Its result before; absent where it was not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Outcome>,
    /// Its result after; absent where it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Outcome>,
    /// Strength of its evidence before and after, 0 to 4.
    pub strength: (u8, u8),
    /// Pieces of evidence at its rows that are new, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence_added: Vec<String>,
    /// Pieces of evidence that are no longer there, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence_gone: Vec<String>,
}

/// Which way a control went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// It counts for more than before.
    Improved,
    /// It counts for less than before.
    Regressed,
    /// It is asked now and was not before.
    New,
    /// It was asked before and is not now.
    Withdrawn,
    /// Said otherwise, and counting the same: not met is not better than not assessed, nor worse.
    Otherwise,
    /// The same result.
    Unchanged,
}

impl Way {
    /// All of them, in the order in which they are told.
    pub const ALL: [Way; 6] =
        [Way::Regressed, Way::Improved, Way::New, Way::Withdrawn, Way::Otherwise, Way::Unchanged];
}

/// Compares two rounds, or two assessments.
pub fn difference(before: &Readiness, after: &Readiness) -> Difference {
    let by_subject = |readiness: &Readiness| -> BTreeMap<Subject, usize> {
        readiness.items.iter().enumerate().map(|(i, item)| (item.subject.clone(), i)).collect()
    };
    let (was, is) = (by_subject(before), by_subject(after));
    let mut subjects: Vec<&Subject> = was.keys().chain(is.keys()).collect();
    subjects.sort();
    subjects.dedup();
    let items: Vec<Change> = subjects
        .into_iter()
        .map(|subject| {
            let old = was.get(subject).map(|i| &before.items[*i]);
            let new = is.get(subject).map(|i| &after.items[*i]);
            change(subject, old, new)
        })
        .collect();
    let mut counts: BTreeMap<Way, u64> = Way::ALL.map(|way| (way, 0)).into();
    for item in &items {
        *counts.entry(item.way).or_default() += 1;
    }
    Difference { counts, items }
}

fn change(subject: &Subject, old: Option<&Item>, new: Option<&Item>) -> Change {
    let (before, after) = (old.map(|item| item.outcome), new.map(|item| item.outcome));
    let (had, has) = (old.map_or_else(BTreeMap::new, pieces), new.map_or_else(BTreeMap::new, pieces));
    let only = |these: &BTreeMap<String, &Evidence>, those: &BTreeMap<String, &Evidence>| {
        these.iter().filter(|(key, _)| !those.contains_key(*key)).map(|(_, e)| e.name.clone()).collect()
    };
    Change {
        subject: subject.clone(),
        way: way(before, after),
        before,
        after,
        strength: (old.map_or(0, |item| item.strength), new.map_or(0, |item| item.strength)),
        evidence_added: only(&has, &had),
        evidence_gone: only(&had, &has),
    }
}

/// The evidence at an item's rows; one document at two rows is two pieces.
fn pieces(item: &Item) -> BTreeMap<String, &Evidence> {
    let of_row = |row: &'_ crate::readiness::RowState| row.row.to_string();
    item.rows
        .iter()
        .flat_map(|row| row.evidence.iter().map(move |e| (format!("{} {}", of_row(row), e.key()), e)))
        .collect()
}

fn way(before: Option<Outcome>, after: Option<Outcome>) -> Way {
    let asked = |outcome: Option<Outcome>| outcome.filter(|o| *o != Outcome::NotApplicable);
    // As in the score's lower bound, where what nobody assessed counts as not met.
    let counts = |outcome: Outcome| match outcome {
        Outcome::Met => 2,
        Outcome::Partial => 1,
        Outcome::NotMet | Outcome::NotAssessed | Outcome::NotApplicable => 0,
    };
    match (asked(before), asked(after)) {
        (None, None) if before == after => Way::Unchanged,
        // Not applicable in one round and not there in the other: asked in neither.
        (None, None) => Way::Otherwise,
        (None, Some(_)) => Way::New,
        (Some(_), None) => Way::Withdrawn,
        (Some(was), Some(is)) if counts(is) > counts(was) => Way::Improved,
        (Some(was), Some(is)) if counts(is) < counts(was) => Way::Regressed,
        (Some(was), Some(is)) if was == is => Way::Unchanged,
        (Some(_), Some(_)) => Way::Otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTCOMES: [Option<Outcome>; 6] = [
        None,
        Some(Outcome::NotApplicable),
        Some(Outcome::NotAssessed),
        Some(Outcome::NotMet),
        Some(Outcome::Partial),
        Some(Outcome::Met),
    ];

    /// Every pair, before down and after across: i improved, r regressed, n new, w withdrawn,
    /// o otherwise, u unchanged.
    #[test]
    fn every_pair_of_results_has_its_way() {
        let table = ["uonnnn", "ounnnn", "wwuoii", "wwouii", "wwrrui", "wwrrru"];
        for (before, row) in OUTCOMES.iter().zip(table) {
            for (after, expected) in OUTCOMES.iter().zip(row.chars()) {
                let way = way(*before, *after);
                let letter = match way {
                    Way::Improved => 'i',
                    Way::Regressed => 'r',
                    Way::New => 'n',
                    Way::Withdrawn => 'w',
                    Way::Otherwise => 'o',
                    Way::Unchanged => 'u',
                };
                assert_eq!(letter, expected, "{before:?} to {after:?}");
            }
        }
    }

    #[test]
    fn there_and_back_is_the_opposite() {
        for before in OUTCOMES {
            for after in OUTCOMES {
                let opposite = match way(before, after) {
                    Way::Improved => Way::Regressed,
                    Way::Regressed => Way::Improved,
                    Way::New => Way::Withdrawn,
                    Way::Withdrawn => Way::New,
                    same @ (Way::Otherwise | Way::Unchanged) => same,
                };
                assert_eq!(way(after, before), opposite, "{before:?} {after:?}");
            }
        }
    }
}
