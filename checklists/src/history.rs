//! The history of one control: every event that touches it, undone ones and conflicts marked.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::answer::Subject;
use crate::conflict::conflicts;
use crate::folder::Folder;
use crate::id::RowId;
use crate::journal::{Change, Digest};

/// One event of a control's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// SHA-256 of its line.
    pub event: Digest,
    /// The round it belongs to.
    pub round: String,
    /// The writer's clock.
    pub at: Timestamp,
    /// The person.
    pub by: String,
    /// What changed; an `undone` names the event it undoes.
    pub change: Change,
    /// The evidence row, where it is about one.
    pub row: Option<RowId>,
    /// The value as it stands in the journal.
    pub value: serde_json::Value,
    /// True where it counts as not written.
    pub undone: bool,
    /// True where it stands against another event.
    pub conflict: bool,
}

/// Every event that speaks of the control and system, over all rounds, each after all it knew of.
pub fn history(folder: &Folder, subject: &Subject) -> Vec<Entry> {
    let opposed: BTreeSet<String> = conflicts(folder.state())
        .into_iter()
        .filter(|conflict| conflict.about.subject() == Some(subject))
        .flat_map(|conflict| conflict.sides)
        .map(|side| side.event)
        .collect();
    let mut touched: BTreeSet<Digest> = BTreeSet::new();
    let mut entries = Vec::new();
    for (digest, event) in folder.events() {
        let here = match &event.change {
            // What is undone was written before, and so was read before.
            Change::Undone { event } => touched.contains(event),
            change => change.subject() == Some(subject),
        };
        if !here {
            continue;
        }
        touched.insert(digest);
        entries.push(Entry {
            event: digest,
            round: event.round.to_string(),
            at: event.at,
            by: event.by.to_string(),
            change: event.change.clone(),
            row: event.row().cloned(),
            value: event.value_as_json(),
            undone: folder.is_undone(&digest),
            conflict: opposed.contains(&digest.to_string()),
        });
    }
    entries
}
