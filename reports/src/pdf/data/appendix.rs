//! The whole checklist, the evidence register, and the packs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::lists::found;
use super::plan::stated;
use super::{View, evidence_key, few, lines};
use crate::buddhist;
use crate::json::{Control, Evidence, Item, Outcome, PackStatus, Sureness};

/// Controls named beside one piece of evidence.
const USES: usize = 4;
/// Letters in one control above which its row may break over pages.
const LONG: usize = 1800;

#[derive(Debug, Serialize)]
pub(super) struct Law {
    title: String,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    title: String,
    controls: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    id: String,
    title: String,
    question: String,
    obligation: &'static str,
    source: String,
    sureness: &'static str,
    verified: bool,
    deadline: Option<String>,
    penalty: Option<String>,
    note: Option<String>,
    long: bool,
    results: Vec<EntryResult>,
}

#[derive(Debug, Serialize)]
struct EntryResult {
    system: Option<String>,
    outcome: &'static str,
    outcome_key: Outcome,
    flags: Vec<&'static str>,
    rows: Vec<RowLine>,
    remarks: Vec<Vec<String>>,
    found: Option<String>,
}

#[derive(Debug, Serialize)]
struct RowLine {
    text: String,
    answer: &'static str,
    answer_key: Outcome,
    conflict: bool,
    /// Numbers in the register.
    evidence: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Registered {
    number: usize,
    name: String,
    strength: u8,
    place: String,
    sha256: Option<String>,
    bytes: Option<String>,
    copied: bool,
    dated: Option<String>,
    pages: Option<String>,
    removed: Option<String>,
    expires: Option<String>,
    expired: bool,
    used_by: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Pack {
    id: String,
    title: String,
    version: String,
    status: &'static str,
    about: String,
    sha256: String,
    sources: Vec<SourceRow>,
}

#[derive(Debug, Serialize)]
struct SourceRow {
    title: String,
    gazette: Option<String>,
    published: Option<String>,
    in_force: Option<String>,
    confidence: &'static str,
    verified: bool,
    note: Option<String>,
}

pub(super) fn checklist(view: &View<'_>) -> Vec<Law> {
    let mut items: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in &view.document.items {
        items.entry(&item.control).or_default().push(item);
    }
    view.document
        .laws
        .iter()
        .map(|law| Law {
            title: view.text(&law.title),
            sections: law
                .sections
                .iter()
                .map(|section| Section {
                    title: view.text(&section.title),
                    controls: view
                        .document
                        .controls
                        .iter()
                        .filter(|c| c.pack == law.pack && c.section == section.section)
                        .map(|c| entry(view, c, items.get(c.control.as_str()).map_or(&[], Vec::as_slice)))
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

fn entry(view: &View<'_>, control: &Control, items: &[&Item]) -> Entry {
    let results: Vec<EntryResult> = items.iter().map(|item| result(view, control, item)).collect();
    let letters: usize = results
        .iter()
        .flat_map(|r| {
            let rows = r.rows.iter().map(|l| l.text.len());
            rows.chain(r.remarks.iter().flatten().map(String::len))
        })
        .sum();
    Entry {
        id: control.control.clone(),
        title: view.text(&control.title),
        question: view.text(&control.question),
        obligation: view.obligation(control.obligation),
        source: view.places(&control.duty),
        sureness: view.sureness(control.duty.confidence),
        verified: control.duty.confidence != Sureness::Unverified,
        deadline: stated(view, control.deadline.as_ref()),
        penalty: stated(view, control.penalty.as_ref()),
        note: control.note.as_ref().map(|n| view.text(n)),
        long: letters > LONG * 3 || results.len() > 3,
        results,
    }
}

fn result(view: &View<'_>, control: &Control, item: &Item) -> EntryResult {
    let mut flags = Vec::new();
    if item.caps {
        flags.push(view.words.statutory);
    }
    if item.contradicted {
        flags.push(view.words.contradicted);
    }
    if item.conflict {
        flags.push(view.words.conflict);
    }
    let found = few(item.findings.iter().map(|f| found(view, f, f.count)), 8);
    EntryResult {
        system: view.system_of(item),
        outcome: view.outcome(item.outcome),
        outcome_key: item.outcome,
        flags,
        rows: item
            .rows
            .iter()
            .map(|row| RowLine {
                text: control
                    .rows
                    .iter()
                    .find(|r| r.row == row.row)
                    .map_or_else(|| row.row.clone(), |r| view.text(&r.text)),
                answer: row.answer.map_or(view.words.not_answered, |a| view.outcome(a)),
                answer_key: row.answer.unwrap_or(Outcome::NotAssessed),
                conflict: row.conflict,
                evidence: numbers(view, &row.evidence),
            })
            .collect(),
        remarks: item.remarks.iter().map(|r| lines(r)).collect(),
        found: Some(found).filter(|f| !f.is_empty()),
    }
}

fn numbers(view: &View<'_>, evidence: &[Evidence]) -> String {
    let numbers: BTreeSet<usize> =
        evidence.iter().filter_map(|e| view.evidence.get(&evidence_key(e)).copied()).collect();
    numbers.iter().map(|n| format!("E{n}")).collect::<Vec<_>>().join(", ")
}

pub(super) fn register(view: &View<'_>) -> Vec<Registered> {
    let mut pieces: BTreeMap<usize, (&Evidence, BTreeSet<String>)> = BTreeMap::new();
    for item in &view.document.items {
        for piece in item.rows.iter().flat_map(|r| &r.evidence) {
            let Some(number) = view.evidence.get(&evidence_key(piece)) else { continue };
            let (strongest, uses) = pieces.entry(*number).or_insert((piece, BTreeSet::new()));
            if piece.strength > strongest.strength {
                *strongest = piece;
            }
            uses.insert(view.title(&item.control));
        }
    }
    pieces
        .into_iter()
        .map(|(number, (piece, uses))| Registered {
            number,
            name: piece.name.clone(),
            strength: piece.strength,
            place: piece.place.clone(),
            sha256: piece.sha256.clone(),
            bytes: piece.bytes.map(|b| crate::text::size(b, view.lang)),
            copied: piece.copied,
            expires: piece.expires.map(|d| buddhist::short(d, view.lang)),
            expired: piece.expired,
            dated: piece.dated.map(|d| buddhist::short(d, view.lang)),
            pages: piece.pages.clone(),
            removed: piece.removed.as_ref().map(|r| {
                let reason = r.value.as_deref().unwrap_or_default();
                format!("{} · {} · {reason}", r.by, buddhist::moment(r.at, view.lang))
            }),
            used_by: few(uses.into_iter(), USES),
        })
        .collect()
}

pub(super) fn packs(view: &View<'_>) -> Vec<Pack> {
    view.document
        .packs
        .iter()
        .map(|pack| Pack {
            id: pack.pack.clone(),
            title: view.text(&pack.title),
            version: pack.version.clone(),
            status: match pack.status {
                PackStatus::Preview => view.words.status_preview,
                PackStatus::Stable => view.words.status_stable,
                PackStatus::Withdrawn => view.words.status_withdrawn,
            },
            about: view.text(&pack.about),
            sha256: pack.sha256.clone(),
            sources: pack
                .sources
                .iter()
                .map(|source| SourceRow {
                    title: view.text(&source.title),
                    gazette: source.gazette.as_ref().map(|g| view.text(g)),
                    published: source.published.map(|d| buddhist::short(d, view.lang)),
                    in_force: source.in_force.map(|d| buddhist::short(d, view.lang)),
                    confidence: view.sureness(source.confidence),
                    verified: source.confidence != Sureness::Unverified,
                    note: source.note.as_ref().map(|n| view.text(n)),
                })
                .collect(),
        })
        .collect()
}
