//! What follows from answers, evidence and findings: one pure function, five figures and a gate.
//!
//! The rules, each with a test below:
//! - a row is answered; a control's result follows from its rows and is never picked;
//! - a control with an unanswered row is not assessed; the score is a range, unanswered rows
//!   counted as not met (lower) and as met (upper);
//! - undetermined applicability counts as applicable;
//! - not applicable leaves every figure, is listed, and reverts on its expiry;
//! - a finding lowers a "met" to "partial" and never raises anything;
//! - all figures are exact fractions, percentages are truncated, never rounded up;
//! - overall is all controls together, not the mean of means;
//! - a statutory `must` that is not met or not assessed caps the level, unless the duty rests on
//!   an unverified source.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Evidence, NotApplicable, Subject};
use crate::bilingual::Text;
use crate::condition::Truth;
use crate::finding::{Confidence, Finding, Severity};
use crate::id::{ControlId, FactId, PackId, RowId, SectionId, SystemId};
use crate::pack::{Control, Obligation, Pack, Scope, Sureness};
use crate::state::{Held, State};

/// The published table of weights: a `must` with a penalty or a deadline in law weighs 3, another
/// `must` 2, `should` and `may` 1. Agencies cannot change it.
pub fn weight(control: &Control) -> u64 {
    match control.duty.obligation {
        Obligation::Must if control.penalty.is_some() || control.deadline.is_some() => 3,
        Obligation::Must => 2,
        Obligation::Should | Obligation::May => 1,
    }
}

/// Everything that follows on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Readiness {
    /// The day it was computed for.
    pub as_of: Date,
    /// One a pack, in the order given.
    pub laws: Vec<Law>,
    /// All controls of all packs together.
    pub overall: Figures,
    /// Every control, per system where it is answered per system, in pack order.
    pub items: Vec<Item>,
    /// Dates that follow from clocks, soonest first.
    pub deadlines: Vec<Due>,
}

impl Readiness {
    /// The items that cap the level, in pack order.
    pub fn gaps(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|i| i.caps)
    }

    /// The level over all packs.
    pub fn level(&self) -> Level {
        level(&self.overall)
    }
}

/// One pack's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Law {
    /// The pack.
    pub pack: PackId,
    /// Its name.
    pub title: Text,
    /// Over its controls.
    pub figures: Figures,
    /// The band of the lower bound, capped by the gate.
    pub level: Level,
    /// One a section, in order.
    pub sections: Vec<SectionFigures>,
}

/// One section's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionFigures {
    /// The section.
    pub section: SectionId,
    /// Its name.
    pub title: Text,
    /// Over its controls.
    pub figures: Figures,
}

/// The five figures over a set of items. Never one without the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// 1. Counts with their total.
    pub counts: Counts,
    /// 2. Score with unanswered rows as not met, weighted.
    pub lower: Ratio,
    /// 2. Score with unanswered rows as met, weighted.
    pub upper: Ratio,
    /// The same lower bound with every weight 1.
    pub lower_unweighted: Ratio,
    /// The same upper bound with every weight 1.
    pub upper_unweighted: Ratio,
    /// 3. Assessed of applicable controls.
    pub coverage: Ratio,
    /// 4. Weight of "met" backed by evidence of strength 2 or more, of all "met" weight.
    pub evidence: Ratio,
    /// 5. Statutory controls that cap: not met or not assessed.
    pub gaps: u64,
    /// Controls that a finding contradicts.
    pub contradicted: u64,
    /// Controls with two concurrent answers.
    pub conflicts: u64,
}

/// How many controls ended how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// มี
    pub met: u64,
    /// มีบางส่วน
    pub partial: u64,
    /// ไม่มี
    pub not_met: u64,
    /// ไม่เกี่ยวข้อง, by mark or by condition
    pub not_applicable: u64,
    /// ยังไม่ประเมิน
    pub not_assessed: u64,
}

impl Counts {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.met + self.partial + self.not_met + self.not_applicable + self.not_assessed
    }

    /// Those the law asks of this agency.
    pub fn applicable(&self) -> u64 {
        self.total() - self.not_applicable
    }
}

/// An exact fraction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Numerator.
    pub part: u64,
    /// Denominator; 0 where there is nothing to count.
    pub whole: u64,
}

impl Ratio {
    /// Tenths of a percent, truncated; `None` of nothing.
    pub fn per_mille(self) -> Option<u64> {
        (self.part * 1000).checked_div(self.whole)
    }

    /// True where the ratio is at least `percent`, compared exactly.
    pub fn at_least(self, percent: u64) -> bool {
        self.whole > 0 && self.part * 100 >= percent * self.whole
    }
}

/// Does the law ask this of the agency?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Its condition holds, or it has none.
    Applicable,
    /// A fact that decides is unknown: counted as applicable.
    Undetermined,
    /// Its condition does not hold.
    ExcludedByFact,
    /// Marked not applicable with reason, approver and an expiry that has not come.
    MarkedNotApplicable,
}

/// A control's result: follows from its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every row is met.
    Met,
    /// Some but not all.
    Partial,
    /// No row is met, not even in part.
    NotMet,
    /// The law does not ask it of this agency.
    NotApplicable,
    /// At least one row has no answer.
    NotAssessed,
}

/// One control, for the agency or for one system.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The pack.
    pub pack: PackId,
    /// The section.
    pub section: SectionId,
    /// The control and system.
    #[serde(flatten)]
    pub subject: Subject,
    /// First axis.
    pub applicability: Applicability,
    /// Second axis, after findings.
    pub outcome: Outcome,
    /// What the rows alone say.
    pub answered: Outcome,
    /// One a row of the control.
    pub rows: Vec<RowState>,
    /// From the published table.
    pub weight: u64,
    /// True where this item caps the level.
    pub caps: bool,
    /// Weakest evidence strength over its met rows, 0 to 4; expired evidence counts 0.
    pub strength: u8,
    /// Two concurrent answers somewhere in it.
    pub conflict: bool,
    /// Findings that contradict its answer: indices into the findings given.
    pub contradicted_by: Vec<usize>,
    /// True where a deciding finding exists: such an item is "partial" at best, answered or not.
    pub against: bool,
    /// Findings relevant to it, those above included.
    pub relevant: Vec<usize>,
    /// The mark, also when it has expired.
    pub not_applicable: Option<NotApplicable>,
    /// True where the mark's day has come.
    pub mark_expired: bool,
}

/// One evidence row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowState {
    /// The row.
    pub row: RowId,
    /// The answer that counts.
    pub answer: Option<Answer>,
    /// Concurrent different answers.
    pub conflict: bool,
    /// What backs it, strongest first; expired pieces included.
    pub evidence: Vec<Evidence>,
    /// Strongest that has not expired.
    pub strength: u8,
}

/// A date that follows from a clock in a pack and a date fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Due {
    /// The control and system.
    #[serde(flatten)]
    pub subject: Subject,
    /// The pack.
    pub pack: PackId,
    /// Last day.
    pub on: Date,
    /// The fact it counts from.
    pub from: FactId,
    /// What must have happened.
    pub what: Text,
    /// How sure the length is.
    pub confidence: Sureness,
}

/// Bands of the lower bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Under 50 %.
    Urgent,
    /// 50 % to under 80 %, and whatever the gate caps.
    Improve,
    /// 80 % to under 95 %.
    Mostly,
    /// 95 % and more.
    Ready,
}

/// Lower edges of the bands, in percent, printed by `phrom gate --explain`.
pub const BANDS: [(Level, u64); 4] =
    [(Level::Urgent, 0), (Level::Improve, 50), (Level::Mostly, 80), (Level::Ready, 95)];

/// The band of the lower bound, capped at [`Level::Improve`] while a statutory gap is open.
pub fn level(figures: &Figures) -> Level {
    let band = BANDS
        .iter()
        .rev()
        .find(|(_, percent)| figures.lower.at_least(*percent))
        .map_or(Level::Urgent, |(level, _)| *level);
    if figures.gaps > 0 { band.min(Level::Improve) } else { band }
}

/// Computes readiness. `findings` are those of the latest scans that count; `as_of` is a day in
/// Asia/Bangkok.
pub fn readiness(packs: &[Pack], state: &State, findings: &[Finding], as_of: Date) -> Readiness {
    let mut items = Vec::new();
    let mut deadlines = Vec::new();
    for pack in packs {
        for (section, control) in pack.controls() {
            for system in systems_of(control, state) {
                let item = item(pack, &section.section, control, system, state, findings, as_of);
                if item.outcome != Outcome::NotApplicable {
                    deadlines.extend(due(pack, control, &item.subject, state));
                }
                items.push(item);
            }
        }
    }
    deadlines.sort_by(|a, b| (a.on, &a.subject).cmp(&(b.on, &b.subject)));
    let laws = packs.iter().map(|pack| law(pack, &items)).collect();
    Readiness { as_of, laws, overall: figures(items.iter()), items, deadlines }
}

fn law(pack: &Pack, items: &[Item]) -> Law {
    let here = || items.iter().filter(|i| i.pack == pack.head.id);
    let figures_here = figures(here());
    Law {
        pack: pack.head.id.clone(),
        title: pack.head.title.clone(),
        level: level(&figures_here),
        figures: figures_here,
        sections: pack
            .sections
            .iter()
            .map(|s| SectionFigures {
                section: s.section.clone(),
                title: s.title.clone(),
                figures: figures(here().filter(|i| i.section == s.section)),
            })
            .collect(),
    }
}

/// A per-system control with no system yet is asked once, so that it cannot vanish.
fn systems_of(control: &Control, state: &State) -> Vec<Option<SystemId>> {
    if control.per == Scope::Agency {
        return vec![None];
    }
    let systems: Vec<_> = state.living_systems().map(|(id, _)| Some(id.clone())).collect();
    if systems.is_empty() { vec![None] } else { systems }
}

fn item(
    pack: &Pack,
    section: &SectionId,
    control: &Control,
    system: Option<SystemId>,
    state: &State,
    findings: &[Finding],
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
    let mark_expired = expires.is_some_and(|day| as_of >= day);
    let applicability = match condition(pack, control, &subject, state) {
        Truth::False => Applicability::ExcludedByFact,
        Truth::True | Truth::Undetermined if not_applicable.is_some() && !disputed && !mark_expired => {
            Applicability::MarkedNotApplicable
        }
        Truth::True => Applicability::Applicable,
        Truth::Undetermined => Applicability::Undetermined,
    };
    let asked = matches!(applicability, Applicability::Applicable | Applicability::Undetermined);
    let answered = if asked { outcome(rows.iter().map(|r| r.answer)) } else { Outcome::NotApplicable };
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
    let valid = |e: &&Evidence| e.expires.is_none_or(|day| as_of < day);
    RowState {
        row: id.clone(),
        answer: state.answer(subject, id),
        conflict: state.answers.get(&key).is_some_and(Held::conflict),
        strength: evidence.iter().filter(valid).map(|e| e.kind.strength()).max().unwrap_or(0),
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

fn outcome(answers: impl Iterator<Item = Option<Answer>> + Clone) -> Outcome {
    let all = |wanted: Answer| answers.clone().all(|a| a == Some(wanted));
    if answers.clone().any(|a| a.is_none()) {
        Outcome::NotAssessed
    } else if all(Answer::Met) {
        Outcome::Met
    } else if all(Answer::NotMet) {
        Outcome::NotMet
    } else {
        Outcome::Partial
    }
}

fn matching(control: &Control, subject: &Subject, findings: &[Finding], deciding: bool) -> Vec<usize> {
    let speaks = |finding: &Finding| {
        let decides = control.decides.contains(&finding.rule);
        let here = match &subject.system {
            Some(system) if !finding.systems.is_empty() => finding.systems.contains(system),
            _ => true,
        };
        let strong = finding.confidence >= Confidence::Medium && finding.severity >= Severity::Medium;
        here && if deciding { decides && strong } else { decides || control.informs.contains(&finding.rule) }
    };
    findings.iter().enumerate().filter(|(_, f)| speaks(f)).map(|(i, _)| i).collect()
}

fn due(pack: &Pack, control: &Control, subject: &Subject, state: &State) -> Option<Due> {
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

/// The five figures over a set of items.
pub fn figures<'a>(items: impl Iterator<Item = &'a Item>) -> Figures {
    let mut sum = Figures::default();
    let mut covered = 0;
    for item in items {
        let count = match item.outcome {
            Outcome::Met => &mut sum.counts.met,
            Outcome::Partial => &mut sum.counts.partial,
            Outcome::NotMet => &mut sum.counts.not_met,
            Outcome::NotApplicable => &mut sum.counts.not_applicable,
            Outcome::NotAssessed => &mut sum.counts.not_assessed,
        };
        *count += 1;
        sum.gaps += u64::from(item.caps);
        sum.contradicted += u64::from(!item.contradicted_by.is_empty());
        sum.conflicts += u64::from(item.conflict);
        if item.outcome == Outcome::NotApplicable {
            continue;
        }
        covered += u64::from(item.outcome != Outcome::NotAssessed);
        let (low, high) = (halves(item, Answer::NotMet), halves(item, Answer::Met));
        for (ratio, value, weight) in [
            (&mut sum.lower, low, item.weight),
            (&mut sum.upper, high, item.weight),
            (&mut sum.lower_unweighted, low, 1),
            (&mut sum.upper_unweighted, high, 1),
        ] {
            ratio.part += value * weight;
            ratio.whole += 2 * weight;
        }
        if item.outcome == Outcome::Met {
            sum.evidence.whole += item.weight;
            sum.evidence.part += if item.strength >= 2 { item.weight } else { 0 };
        }
    }
    sum.coverage = Ratio { part: covered, whole: sum.counts.applicable() };
    sum
}

/// An item's value in halves (met 2, partial 1, not met 0) with unanswered rows read as `blank`.
fn halves(item: &Item, blank: Answer) -> u64 {
    let value = match outcome(item.rows.iter().map(|r| Some(r.answer.unwrap_or(blank)))) {
        Outcome::Met => 2,
        Outcome::Partial => 1,
        Outcome::NotMet | Outcome::NotApplicable | Outcome::NotAssessed => 0,
    };
    if item.against { value.min(1) } else { value }
}

/// The result of one control by id, over its systems: the worst of them.
pub fn items_of<'a>(readiness: &'a Readiness, control: &'a ControlId) -> impl Iterator<Item = &'a Item> {
    readiness.items.iter().filter(move |i| &i.subject.control == control)
}
