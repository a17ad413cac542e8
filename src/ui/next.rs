//! What to do next: up to five things, the most pressing first, each with the place where it is done.

use phrom_checklists::answer::Subject;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::pack::Scope;
use phrom_checklists::readiness::{Item, Outcome};
use phrom_checklists::scan::Scanner;

use super::desk::Desk;
use super::theme::{self, Ink};
use super::view::{Place, find_control};
use crate::text::ui as say;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) glyph: &'static str,
    pub(crate) ink: Ink,
    pub(crate) text: String,
    pub(crate) aside: String,
    pub(crate) place: Place,
}

/// How many are shown.
const STEPS: usize = 5;

/// The steps, in order.
pub(crate) fn steps(desk: &dyn Desk, lang: Lang) -> Vec<Step> {
    let readiness = desk.readiness();
    let title = |item: &Item| {
        find_control(desk, &item.subject).map_or(String::new(), |(_, _, c)| c.title.in_lang(lang).to_owned())
    };
    let mut steps = Vec::new();
    // The first item of a kind, with how many there are.
    let mut first = |glyph, ink, wanted: &dyn Fn(&Item) -> bool, text: &dyn Fn(&str) -> String| {
        let mut found = readiness.items.iter().filter(|i| wanted(i));
        if let Some(item) = found.next() {
            steps.push(Step {
                glyph,
                ink,
                text: text(&title(item)),
                aside: say::more_controls(lang, found.count()),
                place: Place::Control(item.subject.clone(), None),
            });
        }
    };
    first(theme::CONTRADICTED, Ink::Plain, &|i| i.conflict, &|t| say::step_conflict(lang, t));
    first(theme::CONTRADICTED, Ink::Plain, &|i| !i.contradicted_by.is_empty(), &|t| {
        say::step_contradicted(lang, t)
    });
    first(theme::DUE, Ink::Plain, &|i| i.mark_expired && i.outcome == Outcome::NotAssessed, &|t| {
        say::step_mark_expired(lang, t)
    });
    if let Some(due) = readiness.deadlines.iter().find(|d| d.on < readiness.as_of && open(desk, &d.subject)) {
        steps.push(Step {
            glyph: theme::DUE,
            ink: Ink::Danger,
            text: due.what.in_lang(lang).to_owned(),
            aside: say::days(lang, days_left(desk, due.on)),
            place: Place::Control(due.subject.clone(), None),
        });
    }
    let unknown = unknown_facts(desk);
    if unknown > 0 {
        steps.push(Step {
            glyph: theme::outcome(Outcome::NotAssessed),
            ink: Ink::Plain,
            text: say::STEP_FACTS.say(lang).to_owned(),
            aside: say::left(lang, unknown),
            place: Place::Facts,
        });
    }
    if desk.state().living_systems().next().is_none() {
        steps.push(Step {
            glyph: theme::outcome(Outcome::NotAssessed),
            ink: Ink::Plain,
            text: say::STEP_SYSTEMS.say(lang).to_owned(),
            aside: String::new(),
            place: Place::Systems,
        });
    }
    let mut gaps = readiness.gaps().filter(|i| i.outcome == Outcome::NotMet);
    if let Some(item) = gaps.next() {
        steps.push(Step {
            glyph: theme::outcome(Outcome::NotMet),
            ink: Ink::Danger,
            text: say::step_gap(lang, &title(item)),
            aside: say::more_controls(lang, gaps.count()),
            place: Place::Control(item.subject.clone(), None),
        });
    }
    if let Some(step) = unanswered(desk, lang) {
        steps.push(step);
    }
    for (scanner, text) in [(Scanner::PersonalData, say::STEP_SCAN_DATA), (Scanner::Tls, say::STEP_SCAN_TLS)]
    {
        if desk.last_scan(scanner).is_none() {
            steps.push(Step {
                glyph: theme::outcome(Outcome::NotAssessed),
                ink: Ink::Plain,
                text: text.say(lang).to_owned(),
                aside: String::new(),
                place: Place::Scan,
            });
        }
    }
    let bare = |i: &&Item| i.outcome == Outcome::Met && i.strength < 2;
    if let Some(item) = readiness.items.iter().find(bare) {
        steps.push(Step {
            glyph: theme::outcome(Outcome::Met),
            ink: Ink::Plain,
            text: say::step_evidence(lang, &title(item)),
            aside: say::more_controls(lang, readiness.items.iter().filter(bare).count() - 1),
            place: Place::Control(item.subject.clone(), None),
        });
    }
    steps.push(Step {
        glyph: "›",
        ink: Ink::Plain,
        text: say::STEP_REPORT.say(lang).to_owned(),
        aside: String::new(),
        place: Place::Report,
    });
    steps.truncate(STEPS);
    steps
}

/// Days until a day, negative once it is past.
pub(crate) fn days_left(desk: &dyn Desk, on: jiff::civil::Date) -> i64 {
    desk.readiness().as_of.until(on).map_or(0, |span| i64::from(span.get_days()))
}

/// Facts nobody has answered, those about systems counted per system.
pub(crate) fn unknown_facts(desk: &dyn Desk) -> usize {
    let mut seen = std::collections::BTreeSet::new();
    let state = desk.state();
    desk.packs()
        .iter()
        .flat_map(|pack| &pack.head.facts)
        .filter(|fact| seen.insert(&fact.id))
        .map(|fact| match fact.per {
            Scope::Agency => usize::from(state.fact(&fact.id, None).is_none()),
            Scope::System => {
                state.living_systems().filter(|(id, _)| state.fact(&fact.id, Some(id)).is_none()).count()
            }
        })
        .sum()
}

/// True where the control's duty is not shown as met: its deadline still matters.
fn open(desk: &dyn Desk, subject: &Subject) -> bool {
    desk.readiness().items.iter().any(|i| i.subject == *subject && i.outcome != Outcome::Met)
}

/// The first section that has something to answer.
fn unanswered(desk: &dyn Desk, lang: Lang) -> Option<Step> {
    let items = &desk.readiness().items;
    let wanted = |i: &&Item| i.outcome == Outcome::NotAssessed && !i.mark_expired;
    let item = items.iter().find(wanted)?;
    let (_, section, _) = find_control(desk, &item.subject)?;
    let left =
        items.iter().filter(wanted).filter(|i| i.pack == item.pack && i.section == item.section).count();
    let row = item.rows.iter().find(|r| r.answer.is_none()).map(|r| r.row.clone());
    Some(Step {
        glyph: theme::outcome(Outcome::NotAssessed),
        ink: Ink::Plain,
        text: say::step_answer(lang, section.title.in_lang(lang)),
        aside: say::left(lang, left),
        place: Place::Control(item.subject.clone(), row),
    })
}
