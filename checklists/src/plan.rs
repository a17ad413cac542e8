//! The action plan: every gap, what is to be done about it, and by when.
//!
//! A **gap** is a control the law asks of the agency (undetermined applicability counts as asked)
//! that is not met, partly met, not assessed, or answered as met against what a scan found.
//!
//! The **due date** is the measure's own, else the agency's date for the control. Beside it stands
//! the **statutory date**, where a clock of the law runs from a date the agency gave.
//!
//! The **horizon** follows from the earlier of the two, counted from the day the plan is made for:
//! up to three months (a date that has passed is the most urgent, not the least), up to six months,
//! and later. A gap without any date is in the first horizon where it caps the level, and in the
//! last otherwise.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::answer::Subject;
use crate::id::{PackId, SectionId};
use crate::measure::{Measure, MeasureStatus};
use crate::pack::{Control, Obligation, Pack, Sureness};
use crate::readiness::{Item, Outcome, Readiness};
use crate::state::{Held, State};

/// What is to be done about every gap: by horizon, statutory duties first, then by date (none last),
/// weight and the order of the packs. `readiness` must be that of `packs` and `state`.
pub fn plan(packs: &[Pack], state: &State, readiness: &Readiness) -> Vec<Step> {
    let mut steps: Vec<Step> = readiness
        .items
        .iter()
        .filter_map(|item| {
            let control = packs.iter().find(|p| p.head.id == item.pack)?.control(&item.subject.control)?;
            step(item, control, state, readiness)
        })
        .collect();
    steps.sort_by_key(|step| {
        let by = step.by();
        (step.horizon, !step.statutory, by.is_none(), by, std::cmp::Reverse(step.weight))
    });
    steps
}

/// One gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The pack.
    pub pack: PackId,
    /// The section.
    pub section: SectionId,
    /// The control and system.
    pub subject: Subject,
    /// What is wrong.
    pub gap: Gap,
    /// True where the law says "must", in a source that was read: unverified duties are not
    /// statutory here, as they never cap alone.
    pub statutory: bool,
    /// True where it caps the level.
    pub caps: bool,
    /// The control's weight, 1 to 3.
    pub weight: u64,
    /// What is to be done, in the agency's words.
    pub measure: Option<String>,
    /// True where people planned different measures without knowing of each other; the newest is
    /// shown.
    pub conflict: bool,
    /// Who carries it out: the measure's own, else the control's.
    pub owner: Option<String>,
    /// What it costs, in satang.
    pub budget_satang: Option<u64>,
    /// First day of work.
    pub start: Option<Date>,
    /// Last day as the agency set it.
    pub due: Option<Date>,
    /// Last day by the law's clock, the earliest where several run.
    pub statutory_due: Option<Date>,
    /// How far the measure is; planned where there is none.
    pub status: MeasureStatus,
    /// When it has to be done.
    pub horizon: Horizon,
    /// True where the earlier date has passed; a measure that is done is not overdue.
    pub overdue: bool,
}

impl Step {
    /// The earlier of the agency's date and the law's.
    pub fn by(&self) -> Option<Date> {
        self.due.into_iter().chain(self.statutory_due).min()
    }
}

/// What is wrong with a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// No row is met.
    NotMet,
    /// Some are.
    Partial,
    /// Answered as met, and a scan saw otherwise.
    Contradicted,
    /// Rows are without an answer.
    NotAssessed,
}

/// When a gap has to be closed, counted from the day the plan is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Horizon {
    /// Within three months, or overdue.
    ThreeMonths,
    /// After three and within six months.
    SixMonths,
    /// Within a year; also what is set for later or has no date.
    OneYear,
}

fn step(item: &Item, control: &Control, state: &State, readiness: &Readiness) -> Option<Step> {
    let gap = gap(item)?;
    let subject = &item.subject;
    let held = state.measures.get(subject);
    let measure = held.and_then(|held| held.latest()?.value.as_ref());
    let own = |field: fn(&Measure) -> Option<Date>| measure.and_then(field);
    // Where two writers differ, the earlier date is the safe one.
    let agreed = state.dues.get(subject).and_then(|h| h.heads.iter().filter_map(|h| h.value).min());
    let due = own(|m| m.due).or(agreed);
    let statutory_due = readiness.deadlines.iter().filter(|d| &d.subject == subject).map(|d| d.on).min();
    let by = due.into_iter().chain(statutory_due).min();
    let status = measure.map_or(MeasureStatus::Planned, |m| m.status);
    Some(Step {
        pack: item.pack.clone(),
        section: item.section.clone(),
        subject: subject.clone(),
        gap,
        statutory: control.duty.obligation == Obligation::Must
            && control.duty.confidence > Sureness::Unverified,
        caps: item.caps,
        weight: item.weight,
        measure: measure.map(|m| m.measure.clone()),
        conflict: held.is_some_and(Held::conflict),
        owner: measure
            .and_then(|m| m.owner.clone())
            .or_else(|| state.owners.get(subject).and_then(|h| h.latest()?.value.clone())),
        budget_satang: measure.and_then(|m| m.budget_satang),
        start: own(|m| m.start),
        due,
        statutory_due,
        status,
        horizon: horizon(by, item.caps, readiness.as_of),
        overdue: status != MeasureStatus::Done && by.is_some_and(|day| day < readiness.as_of),
    })
}

fn gap(item: &Item) -> Option<Gap> {
    match item.outcome {
        Outcome::Met | Outcome::NotApplicable => None,
        Outcome::NotMet => Some(Gap::NotMet),
        Outcome::Partial if !item.contradicted_by.is_empty() => Some(Gap::Contradicted),
        Outcome::Partial => Some(Gap::Partial),
        Outcome::NotAssessed => Some(Gap::NotAssessed),
    }
}

fn horizon(by: Option<Date>, caps: bool, as_of: Date) -> Horizon {
    let within = |months: i32, day: Date| as_of.checked_add(months.months()).is_ok_and(|end| day <= end);
    match by {
        Some(day) if within(3, day) => Horizon::ThreeMonths,
        Some(day) if within(6, day) => Horizon::SixMonths,
        None if caps => Horizon::ThreeMonths,
        Some(_) | None => Horizon::OneYear,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::answer::Answer;
    use crate::builtin;
    use crate::readiness::readiness;
    use crate::state::Head;

    const TODAY: Date = date(2026, 11, 25);

    fn held<T>(value: T) -> Held<T> {
        Held::single(Head {
            value,
            by: "มะลิ".to_owned(),
            at: "2026-11-25T02:29:00Z".parse().unwrap(),
            event: "00".to_owned(),
            rev: Some(1),
        })
    }

    fn measure(text: &str, due: Option<Date>) -> Measure {
        let status = MeasureStatus::Planned;
        Measure { measure: text.to_owned(), owner: None, budget_satang: None, start: None, due, status }
    }

    fn steps(packs: &[Pack], state: &State) -> Vec<Step> {
        plan(packs, state, &readiness(packs, state, &[], TODAY))
    }

    #[test]
    fn a_horizon_follows_from_the_date() {
        let table = [
            (Some(date(2020, 1, 1)), false, Horizon::ThreeMonths),
            (Some(TODAY), false, Horizon::ThreeMonths),
            (Some(date(2027, 2, 25)), false, Horizon::ThreeMonths),
            (Some(date(2027, 2, 26)), false, Horizon::SixMonths),
            (Some(date(2027, 5, 25)), true, Horizon::SixMonths),
            (Some(date(2027, 5, 26)), true, Horizon::OneYear),
            (Some(date(2031, 1, 1)), true, Horizon::OneYear),
            (None, true, Horizon::ThreeMonths),
            (None, false, Horizon::OneYear),
        ];
        for (by, caps, expected) in table {
            assert_eq!(horizon(by, caps, TODAY), expected, "{by:?} {caps}");
        }
        // The last of a month stays in its month.
        assert_eq!(horizon(Some(date(2027, 2, 28)), false, date(2026, 11, 30)), Horizon::ThreeMonths);
        assert_eq!(horizon(Some(Date::MAX), false, Date::MAX), Horizon::OneYear);
    }

    #[test]
    fn what_is_met_or_does_not_apply_is_in_no_plan() {
        let packs = packs();
        let mut state = State::default();
        let all = steps(&packs, &state);
        let subject = all[0].subject.clone();
        let control = packs.iter().find_map(|p| p.control(&subject.control)).unwrap();
        for row in &control.rows {
            state.answers.insert((subject.clone(), row.id.clone()), held(Some(Answer::Met)));
        }
        state.measures.insert(subject.clone(), held(Some(measure("ทำแล้ว", None))));
        let left = steps(&packs, &state);
        assert_eq!(left.len(), all.len() - 1);
        assert!(left.iter().all(|s| s.subject != subject));
    }

    #[test]
    fn owner_and_date_are_the_controls_own_unless_the_measure_says_otherwise() {
        let packs = packs();
        let mut state = State::default();
        let subject = steps(&packs, &state)[0].subject.clone();
        state.owners.insert(subject.clone(), held(Some("กองกฎหมาย".to_owned())));
        state.dues.insert(subject.clone(), held(Some(date(2027, 3, 1))));
        let of = |state: &State| steps(&packs, state).into_iter().find(|s| s.subject == subject).unwrap();
        let step = of(&state);
        assert_eq!((step.owner.as_deref(), step.due), (Some("กองกฎหมาย"), Some(date(2027, 3, 1))));
        assert_eq!((step.measure, step.horizon), (None, Horizon::SixMonths));

        let mut own = measure("ออกประกาศ", Some(date(2026, 11, 1)));
        own.owner = Some("กองคลัง".to_owned());
        state.measures.insert(subject.clone(), held(Some(own.clone())));
        let step = of(&state);
        assert_eq!((step.owner.as_deref(), step.due), (Some("กองคลัง"), Some(date(2026, 11, 1))));
        assert_eq!((step.horizon, step.overdue), (Horizon::ThreeMonths, true));

        own.status = MeasureStatus::Done;
        state.measures.insert(subject.clone(), held(Some(own)));
        assert!(!of(&state).overdue, "what is done is not overdue");
        state.measures.insert(subject.clone(), held(None));
        assert_eq!(of(&state).due, Some(date(2027, 3, 1)), "cleared: the control's own date again");
    }

    fn packs() -> Vec<Pack> {
        builtin::packs_by_default().unwrap()
    }

    proptest! {
        #[test]
        fn every_gap_once_and_statutory_first(
            said in proptest::collection::vec((0usize..10_000, 0u8..4, proptest::option::of(-400i64..800)), 0..60)
        ) {
            let packs = packs();
            let mut state = State::default();
            let subjects: Vec<Subject> =
                readiness(&packs, &state, &[], TODAY).items.into_iter().map(|i| i.subject).collect();
            for (which, answer, due) in said {
                let subject = &subjects[which % subjects.len()];
                let control = packs.iter().find_map(|p| p.control(&subject.control)).unwrap();
                let answer = [None, Some(Answer::NotMet), Some(Answer::Partial), Some(Answer::Met)][usize::from(answer)];
                for row in &control.rows {
                    state.answers.insert((subject.clone(), row.id.clone()), held(answer));
                }
                if let Some(days) = due {
                    state.dues.insert(subject.clone(), held(Some(TODAY.checked_add(days.days()).unwrap())));
                }
            }
            let now = readiness(&packs, &state, &[], TODAY);
            let steps = plan(&packs, &state, &now);
            let mut planned: Vec<&Subject> = steps.iter().map(|s| &s.subject).collect();
            planned.sort();
            let mut open: Vec<&Subject> = now
                .items
                .iter()
                .filter(|i| !matches!(i.outcome, Outcome::Met | Outcome::NotApplicable))
                .map(|i| &i.subject)
                .collect();
            open.sort();
            prop_assert_eq!(planned, open);
            for pair in steps.windows(2) {
                prop_assert!(pair[0].horizon <= pair[1].horizon);
                if pair[0].horizon == pair[1].horizon {
                    prop_assert!(pair[0].statutory >= pair[1].statutory);
                }
            }
        }
    }
}
