//! The arithmetic: exact fractions over items, bands on the lower bound.

use super::{Figures, Item, Level, Outcome, Ratio};
use crate::answer::Answer;
use crate::pack::{Control, Obligation};

/// The published table of weights: a `must` with a penalty or a deadline in law weighs 3, another
/// `must` 2, `should` and `may` 1. Agencies cannot change it.
pub fn weight(control: &Control) -> u64 {
    match control.duty.obligation {
        Obligation::Must if control.penalty.is_some() || control.deadline.is_some() => 3,
        Obligation::Must => 2,
        Obligation::Should | Obligation::May => 1,
    }
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
    let read: Vec<Option<Answer>> = item.rows.iter().map(|r| Some(r.answer.unwrap_or(blank))).collect();
    let value = match super::items::outcome(&read) {
        Outcome::Met => 2,
        Outcome::Partial => 1,
        Outcome::NotMet | Outcome::NotApplicable | Outcome::NotAssessed => 0,
    };
    if item.against { value.min(1) } else { value }
}
