//! The action plan: everything applicable that is not met.

use serde::Serialize;

use super::View;
use crate::buddhist;
use crate::json::{Control, Item, Outcome, Stated, Sureness};

#[derive(Debug, Serialize)]
pub(super) struct Part {
    title: &'static str,
    actions: Vec<Action>,
}

#[derive(Debug, Serialize)]
struct Action {
    number: usize,
    title: String,
    system: Option<String>,
    outcome: &'static str,
    outcome_key: Outcome,
    contradicted: bool,
    what: String,
    /// Rows that are answered and not met.
    missing: Vec<String>,
    source: String,
    obligation: &'static str,
    weight: u64,
    deadline: Option<String>,
    penalty: Option<String>,
    owner: Option<String>,
    due: Option<String>,
}

type Gap<'a> = (&'a Item, &'a Control);

/// The plan's parts, the empty ones left out.
pub(super) fn plan(view: &View<'_>) -> Vec<Part> {
    let open = |outcomes: &[Outcome]| {
        let mut gaps = gaps(view, |i| !i.caps && outcomes.contains(&i.outcome));
        by_weight(&mut gaps);
        gaps
    };
    let parts = [
        (view.words.plan_statutory, statutory(view)),
        (view.words.plan_other, open(&[Outcome::NotMet, Outcome::Partial])),
        (view.words.plan_unanswered, open(&[Outcome::NotAssessed])),
    ];
    let mut number = 0;
    parts
        .into_iter()
        .filter(|(_, gaps)| !gaps.is_empty())
        .map(|(title, gaps)| Part {
            title,
            actions: gaps
                .into_iter()
                .map(|(item, control)| {
                    number += 1;
                    action(view, number, item, control)
                })
                .collect(),
        })
        .collect()
}

/// The items that cap the level, the heaviest first.
pub(super) fn statutory<'a>(view: &View<'a>) -> Vec<Gap<'a>> {
    let mut gaps = gaps(view, |i| i.caps);
    by_weight(&mut gaps);
    gaps
}

fn gaps<'a>(view: &View<'a>, wanted: impl Fn(&Item) -> bool) -> Vec<Gap<'a>> {
    let items = view.document.items.iter().filter(|i| wanted(i));
    items.filter_map(|i| Some((i, *view.controls.get(i.control.as_str())?))).collect()
}

/// By weight, then what is known to fail before what is not known; pack order within.
fn by_weight(gaps: &mut [Gap<'_>]) {
    let rank = |outcome| match outcome {
        Outcome::NotMet => 0,
        Outcome::Partial => 1,
        Outcome::NotAssessed | Outcome::Met | Outcome::NotApplicable => 2,
    };
    gaps.sort_by_key(|(item, control)| (std::cmp::Reverse(control.weight), rank(item.outcome)));
}

fn action(view: &View<'_>, number: usize, item: &Item, control: &Control) -> Action {
    let missing = item
        .rows
        .iter()
        .filter(|r| matches!(r.answer, Some(Outcome::NotMet | Outcome::Partial)))
        .filter_map(|r| control.rows.iter().find(|c| c.row == r.row))
        .map(|r| view.text(&r.text))
        .collect();
    Action {
        number,
        title: view.text(&control.title),
        system: view.system_of(item),
        outcome: view.outcome(item.outcome),
        outcome_key: item.outcome,
        contradicted: item.contradicted,
        what: view.text(&control.guidance),
        missing,
        source: view.cited(&control.duty),
        obligation: view.obligation(control.obligation),
        weight: control.weight,
        deadline: stated(view, control.deadline.as_ref()),
        penalty: stated(view, control.penalty.as_ref()),
        owner: item.owner.clone().filter(|o| !o.trim().is_empty()),
        due: item.due.map(|d| buddhist::short(d, view.lang)),
    }
}

/// A statement with its places and mark. What is not verified is not shown as law: it is left out
/// here and stands in the attached data.
pub(super) fn stated(view: &View<'_>, stated: Option<&Stated>) -> Option<String> {
    let stated = stated.filter(|s| s.cited.confidence != Sureness::Unverified)?;
    Some(format!("{} · {}", view.text(&stated.text), view.cited(&stated.cited)))
}
