//! Scope, deadlines, and the lists of what leaves the figures or casts doubt on them.

use serde::Serialize;

use super::{View, few, lines};
use crate::buddhist;
use crate::json::{Applicability, Category, Conflict, ConflictKind, Fact, Impact, Item, ItemFindings};
use crate::text;

#[derive(Debug, Serialize)]
pub(super) struct About {
    exit: String,
    systems: Vec<System>,
    facts: Vec<FactRow>,
}

#[derive(Debug, Serialize)]
struct System {
    name: String,
    owner: String,
    category: String,
    website: &'static str,
    cloud: &'static str,
}

#[derive(Debug, Serialize)]
struct FactRow {
    ask: String,
    system: Option<String>,
    answer: String,
    known: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Deadline {
    on: String,
    left: String,
    past: bool,
    what: String,
    control: String,
    source: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Lists {
    marked: Vec<Marked>,
    excluded: Vec<Named>,
    undetermined: Vec<Undetermined>,
    contradicted: Vec<Contradicted>,
    conflicts: Vec<InConflict>,
}

#[derive(Debug, Serialize)]
struct Marked {
    control: Named,
    reason: Vec<String>,
    approver: String,
    expires: String,
    expired: bool,
}

#[derive(Debug, Serialize)]
struct Named {
    title: String,
    system: Option<String>,
    source: String,
}

/// Controls that wait for the same facts: said once, not once a control.
#[derive(Debug, Serialize)]
struct Undetermined {
    facts: Vec<String>,
    controls: Vec<Named>,
}

#[derive(Debug, Serialize)]
struct Contradicted {
    control: Named,
    findings: String,
}

#[derive(Debug, Serialize)]
struct InConflict {
    kind: &'static str,
    about: String,
    said: Vec<String>,
}

pub(super) fn about(view: &View<'_>) -> About {
    let document = view.document;
    let exit: Vec<String> = document.exit.iter().map(ToString::to_string).collect();
    About {
        exit: if exit.is_empty() { "0".to_owned() } else { exit.join(", ") },
        systems: document
            .systems
            .iter()
            .map(|s| System {
                name: view.text(&s.name),
                owner: s.owner.clone().unwrap_or_else(|| view.words.not_said.to_owned()),
                category: s.category.map_or_else(|| view.words.unknown.to_owned(), |c| category(view, c)),
                website: known(view, s.public_website),
                cloud: known(view, s.cloud),
            })
            .collect(),
        facts: document.facts.iter().map(|f| fact(view, f)).collect(),
    }
}

fn known(view: &View<'_>, value: Option<bool>) -> &'static str {
    match value {
        Some(true) => view.words.yes,
        Some(false) => view.words.no,
        None => view.words.unknown,
    }
}

fn category(view: &View<'_>, category: Category) -> String {
    let word = |impact| match impact {
        Impact::Low => view.words.impact_low,
        Impact::Medium => view.words.impact_medium,
        Impact::High => view.words.impact_high,
    };
    [category.confidentiality, category.integrity, category.availability].map(word).join(" / ")
}

fn fact(view: &View<'_>, fact: &Fact) -> FactRow {
    let answer = match (&fact.choice, fact.value.as_deref()) {
        (Some(choice), _) => view.text(choice),
        (None, Some("true")) => view.words.yes.to_owned(),
        (None, Some("false")) => view.words.no.to_owned(),
        (None, Some(value)) => {
            value.parse().map_or_else(|_| value.to_owned(), |date| buddhist::short(date, view.lang))
        }
        (None, None) => view.words.unknown.to_owned(),
    };
    FactRow {
        ask: view.text(&fact.ask),
        system: fact.system.as_deref().map(|id| view.system(id)),
        answer,
        known: fact.value.is_some(),
    }
}

pub(super) fn deadlines(view: &View<'_>) -> Vec<Deadline> {
    view.document
        .deadlines
        .iter()
        .map(|due| Deadline {
            on: buddhist::short(due.on, view.lang),
            left: text::days_left(due.days, view.lang),
            past: due.days < 0,
            what: view.text(&due.what),
            control: match due.system.as_deref() {
                Some(system) => format!("{} · {}", view.title(&due.control), view.system(system)),
                None => view.title(&due.control),
            },
            source: view
                .controls
                .get(due.control.as_str())
                .and_then(|c| c.deadline.as_ref())
                .map(|d| view.cited(&d.cited))
                .unwrap_or_default(),
        })
        .collect()
}

pub(super) fn lists(view: &View<'_>) -> Lists {
    let items = || view.document.items.iter();
    Lists {
        marked: items().filter_map(|i| marked(view, i)).collect(),
        excluded: items()
            .filter(|i| i.applicability == Applicability::ExcludedByFact)
            .map(|i| named(view, i))
            .collect(),
        undetermined: undetermined(view),
        contradicted: items()
            .filter(|i| i.contradicted)
            .map(|i| Contradicted {
                control: named(view, i),
                findings: few(
                    i.findings
                        .iter()
                        .filter(|f| f.contradicting > 0)
                        .map(|f| found(view, f, f.contradicting)),
                    8,
                ),
            })
            .collect(),
        conflicts: view.document.conflicts.iter().map(|c| conflict(view, c)).collect(),
    }
}

/// In the order of the first control that waits.
fn undetermined(view: &View<'_>) -> Vec<Undetermined> {
    let mut groups: Vec<Undetermined> = Vec::new();
    for item in view.document.items.iter().filter(|i| i.applicability == Applicability::Undetermined) {
        let facts: Vec<String> = item.unknown_facts.iter().map(|t| view.text(t)).collect();
        let control = named(view, item);
        match groups.iter_mut().find(|g| g.facts == facts) {
            Some(group) => group.controls.push(control),
            None => groups.push(Undetermined { facts, controls: vec![control] }),
        }
    }
    groups
}

/// `ใบรับรองหมดอายุ (2)`
pub(super) fn found(view: &View<'_>, findings: &ItemFindings, count: u64) -> String {
    let rule = view.document.rules.iter().find(|r| r.rule == findings.rule);
    let title = rule.and_then(|r| r.title.as_ref()).map_or_else(|| findings.rule.clone(), |t| view.text(t));
    format!("{title} ({count})")
}

fn marked(view: &View<'_>, item: &Item) -> Option<Marked> {
    let mark = item.not_applicable.as_ref()?;
    Some(Marked {
        control: named(view, item),
        reason: lines(&mark.reason),
        approver: mark.approver.clone(),
        expires: buddhist::short(mark.expires, view.lang),
        expired: mark.expired,
    })
}

fn named(view: &View<'_>, item: &Item) -> Named {
    Named {
        title: view.title(&item.control),
        system: view.system_of(item),
        source: view.controls.get(item.control.as_str()).map(|c| view.cited(&c.duty)).unwrap_or_default(),
    }
}

fn conflict(view: &View<'_>, conflict: &Conflict) -> InConflict {
    let words = view.words;
    let kind = match conflict.kind {
        ConflictKind::Answer => words.kind_answer,
        ConflictKind::NotApplicable => words.kind_not_applicable,
        ConflictKind::Fact => words.kind_fact,
        ConflictKind::System => words.kind_system,
        ConflictKind::Remark => words.kind_remark,
        ConflictKind::Owner => words.kind_owner,
        ConflictKind::Person => words.kind_person,
        ConflictKind::Stage => words.kind_stage,
        ConflictKind::Waiver => words.kind_waiver,
        ConflictKind::Measure => words.kind_measure,
        ConflictKind::Due => words.kind_due,
        ConflictKind::Evidence => words.kind_evidence,
    };
    let control = conflict.control.as_deref();
    let about = [
        control.map(|c| view.title(c)),
        conflict.system.as_deref().map(|s| view.system(s)),
        conflict.about.as_deref().map(|about| detail(view, conflict, about)),
    ];
    let mut said: Vec<String> = conflict
        .said
        .iter()
        .map(|s| {
            let value =
                s.value.as_deref().map_or(words.withdrawn.to_owned(), |v| value(view, conflict.kind, v));
            format!("{} ({}): {value}", s.by, buddhist::moment(s.at, view.lang))
        })
        .collect();
    if conflict.kind == ConflictKind::NotApplicable && said.len() < 2 {
        said.push(words.mark_against_answers.to_owned());
    }
    InConflict { kind, about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "), said }
}

/// The row's or fact's own words.
fn detail(view: &View<'_>, conflict: &Conflict, about: &str) -> String {
    let row = conflict
        .control
        .as_deref()
        .and_then(|c| view.controls.get(c))
        .and_then(|c| c.rows.iter().find(|r| r.row == about))
        .map(|r| &r.text);
    let fact = view.document.facts.iter().find(|f| f.fact == about).map(|f| &f.ask);
    let text = match conflict.kind {
        ConflictKind::Answer => row,
        ConflictKind::Fact => fact,
        _ => None,
    };
    text.map_or_else(|| about.to_owned(), |t| view.text(t))
}

fn value(view: &View<'_>, kind: ConflictKind, value: &str) -> String {
    let words = view.words;
    match (kind, value) {
        (ConflictKind::Answer, "met") => words.met.to_owned(),
        (ConflictKind::Answer, "partial") => words.partial.to_owned(),
        (ConflictKind::Answer, "not-met") => words.not_met.to_owned(),
        (ConflictKind::Fact, "true") => words.yes.to_owned(),
        (ConflictKind::Fact, "false") => words.no.to_owned(),
        (ConflictKind::Fact | ConflictKind::Due, value) => {
            value.parse().map_or_else(|_| value.to_owned(), |date| buddhist::short(date, view.lang))
        }
        (_, value) => value.to_owned(),
    }
}
