//! One control at a time: does it apply, what do its rows say, what contradicts them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Applicability, Due, Item, Outcome, RowState, Work, weight};
use crate::answer::{Answer, Evidence, Subject};
use crate::condition::Truth;
use crate::expiry::expired;
use crate::finding::{Confidence, Finding, Place, Severity};
use crate::id::{RowId, RuleId, SectionId, SystemId};
use crate::pack::{Control, Obligation, Pack, Scope, Sureness};
use crate::state::{Held, State};

/// A per-system control with no system yet is asked once, so that it cannot vanish.
pub(super) fn systems_of(control: &Control, state: &State) -> Vec<Option<SystemId>> {
    if control.per == Scope::Agency {
        return vec![None];
    }
    let systems: Vec<_> = state.living_systems().map(|(id, _)| Some(id.clone())).collect();
    if systems.is_empty() { vec![None] } else { systems }
}

pub(super) fn item(
    pack: &Pack,
    section: &SectionId,
    control: &Control,
    system: Option<SystemId>,
    state: &State,
    findings: &ByRule<'_>,
    as_of: Date,
) -> Item {
    let subject = Subject { control: control.id.clone(), system };
    let rows: Vec<RowState> = control.rows.iter().map(|r| row(&subject, &r.id, state, as_of)).collect();
    let mark = state.not_applicable.get(&subject);
    // Not applicable against anything else counts as that other: only an undisputed mark excludes.
    let not_applicable = mark.and_then(|held| held.heads.iter().find_map(|h| h.value.clone()));
    let disputed = state.disputed_marks.contains(&subject)
        || mark.is_some_and(|held| held.heads.iter().any(|h| h.value.is_none()));
    let expires =
        mark.iter().flat_map(|h| &h.heads).filter_map(|h| h.value.as_ref()).map(|m| m.expires).min();
    let mark_expired = expires.is_some_and(|day| expired(day, as_of));
    let applicability = match condition(pack, control, &subject, state) {
        Truth::False => Applicability::ExcludedByFact,
        Truth::True | Truth::Undetermined if not_applicable.is_some() && !disputed && !mark_expired => {
            Applicability::MarkedNotApplicable
        }
        Truth::True => Applicability::Applicable,
        Truth::Undetermined => Applicability::Undetermined,
    };
    let asked = matches!(applicability, Applicability::Applicable | Applicability::Undetermined);
    let answered = if asked {
        outcome(&rows.iter().map(|r| r.answer).collect::<Vec<_>>())
    } else {
        Outcome::NotApplicable
    };
    let relevant = matching(control, &subject, findings, false);
    let deciding = matching(control, &subject, findings, true);
    let against = !deciding.is_empty();
    let contradicted_by = if answered == Outcome::Met { deciding } else { Vec::new() };
    let outcome = if contradicted_by.is_empty() { answered } else { Outcome::Partial };
    let caps = asked
        && control.duty.obligation == Obligation::Must
        && control.duty.confidence > Sureness::Unverified
        && matches!(outcome, Outcome::NotMet | Outcome::NotAssessed);
    Item {
        pack: pack.head.id.clone(),
        section: section.clone(),
        conflict: rows.iter().any(|r| r.conflict)
            || mark.is_some_and(Held::conflict)
            || state.disputed_marks.contains(&subject),
        strength: rows
            .iter()
            .filter(|r| r.answer == Some(Answer::Met))
            .map(|r| r.strength)
            .min()
            .unwrap_or(0),
        subject,
        applicability,
        outcome,
        answered,
        rows,
        weight: weight(control),
        caps,
        contradicted_by,
        against,
        relevant,
        not_applicable,
        mark_expired,
        work: Work::default(),
    }
}

fn row(subject: &Subject, id: &RowId, state: &State, as_of: Date) -> RowState {
    let key = (subject.clone(), id.clone());
    let mut evidence: Vec<Evidence> = state
        .evidence
        .get(&key)
        .into_iter()
        .flat_map(BTreeMap::values)
        .filter(|held| held.heads.iter().all(|h| h.value.is_some()))
        .filter_map(|held| held.latest()?.value.clone())
        .collect();
    evidence.sort_by_key(|e| std::cmp::Reverse(e.kind.strength()));
    let valid = |e: &&Evidence| e.expires.is_none_or(|day| !expired(day, as_of));
    RowState {
        row: id.clone(),
        answer: state.answer(subject, id),
        conflict: state.answers.get(&key).is_some_and(Held::conflict),
        strength: evidence.iter().filter(valid).map(|e| state.strength(e)).max().unwrap_or(0),
        evidence,
    }
}

fn condition(pack: &Pack, control: &Control, subject: &Subject, state: &State) -> Truth {
    let Some(condition) = &control.applies_if else { return Truth::True };
    condition.truth(&|id| {
        let per = pack.head.facts.iter().find(|f| &f.id == id).map_or(Scope::Agency, |f| f.per);
        let system = match per {
            Scope::Agency => None,
            Scope::System => Some(subject.system.as_ref()?),
        };
        state.fact(id, system).map(str::to_owned)
    })
}

pub(super) fn outcome(answers: &[Option<Answer>]) -> Outcome {
    let all = |wanted: Answer| answers.iter().all(|a| *a == Some(wanted));
    if answers.contains(&None) {
        Outcome::NotAssessed
    } else if all(Answer::Met) {
        Outcome::Met
    } else if all(Answer::NotMet) {
        Outcome::NotMet
    } else {
        Outcome::Partial
    }
}

/// Findings by rule, each with its place among all: looked up once a control instead of once a control
/// and finding.
pub(super) type ByRule<'f> = BTreeMap<&'f RuleId, Vec<(usize, &'f Finding)>>;

/// Sorts the findings by rule.
pub(super) fn by_rule(findings: &[Finding]) -> ByRule<'_> {
    let mut sorted = ByRule::new();
    for (i, finding) in findings.iter().enumerate() {
        sorted.entry(&finding.rule).or_default().push((i, finding));
    }
    sorted
}

fn matching(control: &Control, subject: &Subject, findings: &ByRule<'_>, deciding: bool) -> Vec<usize> {
    let informs: &[RuleId] = if deciding { &[] } else { &control.informs };
    let mut found: Vec<usize> = control
        .decides
        .iter()
        .chain(informs)
        .filter_map(|rule| findings.get(rule))
        .flatten()
        .filter(|(_, finding)| speaks(finding, subject, deciding))
        .map(|(i, _)| *i)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a finding of one of the control's rules concerns this subject.
fn speaks(finding: &Finding, subject: &Subject, deciding: bool) -> bool {
    let here = match &subject.system {
        Some(system) if !finding.systems.is_empty() => finding.systems.contains(system),
        _ => true,
    };
    let strong = finding.confidence >= Confidence::Medium && finding.severity >= Severity::Medium;
    // Nobody may be serving a certificate that lies in a file: only what an endpoint showed
    // contradicts an answer about services.
    let in_use = !(finding.rule.as_str().starts_with("tls-") && matches!(finding.place, Place::File(_)));
    here && (!deciding || (strong && in_use))
}

pub(super) fn due(pack: &Pack, control: &Control, subject: &Subject, state: &State) -> Option<Due> {
    let deadline = control.deadline.as_ref()?;
    let clock = deadline.clock.as_ref()?;
    let per = pack.head.facts.iter().find(|f| f.id == clock.from).map_or(Scope::Agency, |f| f.per);
    let system = if per == Scope::System { subject.system.as_ref() } else { None };
    // Where two writers differ, the earlier date is the safe one.
    let start: Date = state
        .facts
        .get(&(clock.from.clone(), system.cloned()))?
        .heads
        .iter()
        .filter_map(|h| h.value.as_deref()?.parse().ok())
        .min()?;
    let span = jiff::Span::new()
        .try_days(clock.days.unwrap_or(0))
        .and_then(|s| s.try_years(clock.years.unwrap_or(0)))
        .ok()?;
    Some(Due {
        subject: subject.clone(),
        pack: pack.head.id.clone(),
        on: start.checked_add(span).ok()?,
        from: clock.from.clone(),
        what: clock.what.clone(),
        confidence: deadline.confidence,
    })
}
