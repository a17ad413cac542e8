//! The action plan: every gap, by horizon, with what the agency means to do about it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::View;
use crate::buddhist;
use crate::json::{Control, Item, Outcome, Stated, Step, Sureness};
use crate::plan::{baht, horizon, status};

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
    statutory: bool,
    measure: Option<String>,
    status: &'static str,
    overdue: bool,
    owner: Option<String>,
    budget: Option<String>,
    start: Option<String>,
    due: Option<String>,
    statutory_due: Option<String>,
}

type Gap<'a> = (&'a Item, &'a Control);

/// The plan's horizons, the empty ones left out.
pub(super) fn plan(view: &View<'_>) -> Vec<Part> {
    let items: BTreeMap<_, _> =
        view.document.items.iter().map(|i| ((i.control.as_str(), i.system.as_deref()), i)).collect();
    let mut parts: Vec<Part> = Vec::new();
    let steps = view.document.plan.iter().filter_map(|step| {
        let item = *items.get(&(step.control.as_str(), step.system.as_deref()))?;
        Some((step, item, *view.controls.get(step.control.as_str())?))
    });
    for (number, (step, item, control)) in steps.enumerate() {
        let title = horizon(step.horizon, view.lang);
        if parts.last().is_none_or(|part| part.title != title) {
            parts.push(Part { title, actions: Vec::new() });
        }
        let action = action(view, number + 1, step, item, control);
        if let Some(part) = parts.last_mut() {
            part.actions.push(action);
        }
    }
    parts
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

fn action(view: &View<'_>, number: usize, step: &Step, item: &Item, control: &Control) -> Action {
    let day = |day: Option<jiff::civil::Date>| day.map(|d| buddhist::short(d, view.lang));
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
        statutory: step.statutory,
        measure: step.measure.clone(),
        status: status(step.status, view.lang),
        overdue: step.overdue,
        owner: step.owner.clone().filter(|o| !o.trim().is_empty()),
        budget: step.budget_satang.map(|satang| format!("{} {}", baht(satang), view.words.baht)),
        start: day(step.start),
        due: day(step.due),
        statutory_due: day(step.statutory_due),
    }
}

/// A statement with its places and mark. What is not verified is not shown as law: it is left out
/// here and stands in the attached data.
pub(super) fn stated(view: &View<'_>, stated: Option<&Stated>) -> Option<String> {
    let stated = stated.filter(|s| s.cited.confidence != Sureness::Unverified)?;
    Some(format!("{} · {}", view.text(&stated.text), view.cited(&stated.cited)))
}
