//! What follows from answers, evidence and findings: one pure function, five figures and a gate.
//!
//! The rules, each with a test in `tests.rs`:
//! - a row is answered; a control's result follows from its rows and is never picked;
//! - a control with an unanswered row is not assessed; the score is a range, unanswered rows
//!   counted as not met (lower) and as met (upper);
//! - undetermined applicability counts as applicable;
//! - not applicable leaves every figure, is listed, and reverts on its expiry;
//! - a finding lowers a "met" to "partial" and never raises anything, and a certificate in a file, which
//!   nobody may be serving, lowers nothing;
//! - all figures are exact fractions, percentages are truncated, never rounded up;
//! - overall is all controls together, not the mean of means;
//! - a statutory `must` that is not met or not assessed caps the level, unless the duty rests on
//!   an unverified source.

mod figures;
mod items;
#[cfg(test)]
mod tests;
mod work;
#[cfg(test)]
mod work_tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Evidence, NotApplicable, Subject};
use crate::bilingual::Text;
use crate::finding::Finding;
use crate::id::{FactId, PackId, RowId, SectionId};
use crate::pack::{Pack, Sureness};
use crate::state::State;

pub use figures::{BANDS, figures, level, weight};
pub use work::{Approved, NotApprovable, Progress, Waived, Work, approvable, approved_state};

/// As [`readiness_of`], where nobody approves what they prepared themselves.
pub fn readiness(packs: &[Pack], state: &State, findings: &[Finding], as_of: Date) -> Readiness {
    readiness_of(packs, state, findings, as_of, &BTreeSet::new())
}

/// Computes readiness. `findings` are those of the latest scans that count; `as_of` is a day in
/// Asia/Bangkok; `own_work` are those who may approve what they prepared themselves.
pub fn readiness_of(
    packs: &[Pack],
    state: &State,
    findings: &[Finding],
    as_of: Date,
    own_work: &BTreeSet<String>,
) -> Readiness {
    let by_rule = items::by_rule(findings);
    let mut items = Vec::new();
    let mut deadlines = Vec::new();
    for pack in packs {
        for (section, control) in pack.controls() {
            for system in items::systems_of(control, state) {
                let mut item = items::item(pack, &section.section, control, system, state, &by_rule, as_of);
                if item.outcome != Outcome::NotApplicable {
                    deadlines.extend(items::due(pack, control, &item.subject, state));
                }
                item.work = work::work(&item, control.rev, state, findings, as_of, own_work);
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
    /// Third axis: how far the work has come, and who approved it.
    pub work: Work,
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
