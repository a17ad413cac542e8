//! What is asked once, about the agency and about each system, and decides which controls apply.

use std::collections::BTreeSet;

use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::id::{FactId, SystemId};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::{Fact, FactKind, Scope};

use super::form::{Field, Form};
use super::menu::Menu;
use super::{Cx, Drawn, Input, Place, Turn, View, cells, matches, scroll};
use crate::text::ui as say;
use crate::thai;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::date;
use crate::ui::list::List;
use crate::ui::next::unknown_facts;
use crate::ui::theme::Ink;

/// The cursor among the facts.
#[derive(Default)]
pub(crate) struct Facts {
    list: List,
    top: usize,
    filter: String,
}

impl Facts {
    /// Facts of the agency, then of each system; one that several packs ask is asked once.
    fn asked<'d>(&self, cx: &'d Cx<'_>) -> Vec<(&'d Fact, Option<SystemId>)> {
        let mut seen = BTreeSet::new();
        let all = cx.desk.packs().iter().flat_map(|p| &p.head.facts).filter(|f| seen.insert(&f.id));
        let (agency, system): (Vec<&Fact>, Vec<&Fact>) = all.partition(|f| f.per == Scope::Agency);
        let mut asked: Vec<_> = agency.into_iter().map(|f| (f, None)).collect();
        for (id, _) in cx.desk.state().living_systems() {
            asked.extend(system.iter().map(|f| (*f, Some(id.clone()))));
        }
        let fits = |(fact, system): &(&Fact, Option<SystemId>)| {
            let system = system.as_ref().map_or(String::new(), |id| cx.system_name(id));
            self.filter.is_empty()
                || matches(&self.filter, &format!("{} {system}", fact.ask.in_lang(cx.lang())))
        };
        asked.into_iter().filter(fits).collect()
    }

    fn here(&self, cx: &Cx<'_>) -> Option<(Fact, Option<SystemId>)> {
        self.asked(cx).get(self.list.at).map(|(fact, system)| ((*fact).clone(), system.clone()))
    }

    fn say(&mut self, value: Option<&str>, cx: &mut Cx<'_>) -> Turn {
        let Some((fact, system)) = self.here(cx) else { return Turn::Stay };
        if cx.apply(stated(fact.id, system, value)) && value.is_some() {
            self.list.act(Action::Down, self.asked(cx).len());
        }
        Turn::Stay
    }
}

impl View for Facts {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::GoFacts, cx.lang())]
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        say::unknown(cx.lang(), unknown_facts(cx.desk))
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let lang = cx.lang();
        let here = self.here(cx);
        let off = cx.read_only().or_else(|| here.is_none().then(|| say::NO_FACT.say(lang).to_owned()));
        let boolean = here.is_some_and(|(fact, _)| fact.kind == FactKind::Boolean);
        let letters = off.clone().or_else(|| (!boolean).then(|| say::NOT_YES_NO.say(lang).to_owned()));
        let mut commands = vec![
            Command::shown(Action::Yes).off(letters.clone()),
            Command::shown(Action::No).off(letters),
            Command::shown(Action::DontKnow).off(off.clone()),
            Command::shown(Action::Open).off(off),
            Command::shown(Action::Filter),
            Command::shown(Action::Back),
        ];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        let rows = self.asked(cx).len();
        if self.list.act(action, rows) {
            return Turn::Stay;
        }
        match action {
            Action::Yes => self.say(Some("true"), cx),
            Action::No => self.say(Some("false"), cx),
            Action::DontKnow => self.say(None, cx),
            Action::Open => match self.here(cx) {
                Some((fact, system)) if fact.kind == FactKind::Date => {
                    Turn::Open(Box::new(day(&fact, system, cx)))
                }
                Some((fact, system)) => Turn::Open(Box::new(choose(&fact, system.as_ref(), cx))),
                None => Turn::Stay,
            },
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let width = canvas.width();
        let asked: Vec<(Fact, Option<SystemId>)> =
            self.asked(cx).into_iter().map(|(f, s)| (f.clone(), s)).collect();
        self.list.at = self.list.at.min(asked.len().saturating_sub(1));
        let values = asked.iter().map(|(fact, system)| cells(&value(fact, system.as_ref(), cx).0));
        let column = values.max().unwrap_or(0).min(width / 3);
        let mut lines = Vec::new();
        let mut wanted = 0..1;
        let mut group = None;
        for (n, (fact, system)) in asked.iter().enumerate() {
            let begin = lines.len();
            if group.as_ref() != Some(system) {
                if !lines.is_empty() {
                    lines.push(Line::blank());
                }
                let head = match system {
                    Some(id) => format!("{}: {}", say::SYSTEM.say(lang), cx.system_name(id)),
                    None => say::AGENCY.say(lang).to_owned(),
                };
                lines.push(Line::of(" ", Ink::Plain).then(head, Ink::Strong));
                group = Some(system.clone());
            }
            let selected = n == self.list.at;
            fact_lines(cx, fact, system.as_ref(), selected, (width, column), &mut lines);
            if selected {
                wanted = begin..lines.len();
            }
        }
        if asked.is_empty() {
            lines.push(Line::of("   ", Ink::Plain).then(say::NOTHING_MATCHES.say(lang), Ink::Muted));
        }
        scroll(canvas, &lines, &mut self.top, wanted)
    }

    fn filter(&mut self) -> Option<&mut String> {
        Some(&mut self.filter)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Facts)
    }
}

fn fact_lines(
    cx: &mut Cx<'_>,
    fact: &Fact,
    system: Option<&SystemId>,
    selected: bool,
    (width, column): (usize, usize),
    lines: &mut Vec<Line>,
) {
    let lang = cx.lang();
    let (value, known) = value(fact, system, cx);
    let value = thai::clip(&value, column);
    let ink = if known { Ink::Strong } else { Ink::Muted };
    let question = cx.wrap(fact.ask.in_lang(lang), width.saturating_sub(column + 7));
    for (m, part) in question.into_iter().enumerate() {
        let line = if m == 0 {
            let pad = " ".repeat(column - cells(&value));
            Line::item(selected).then(part, Ink::Plain).right(format!("{value}{pad} "), ink)
        } else {
            Line::of("   ", Ink::Plain).then(part, Ink::Plain)
        };
        lines.push(line.select(selected));
    }
    if !selected {
        return;
    }
    if let Some(help) = &fact.help {
        lines.extend(cx.paragraph(help.in_lang(lang), width, 3, Ink::Muted));
    }
    let decides = cx
        .desk
        .packs()
        .iter()
        .flat_map(|p| p.controls())
        .filter(|(_, c)| {
            c.applies_if.as_ref().is_some_and(|a| a.facts().iter().any(|(id, _)| **id == fact.id))
        })
        .count();
    if decides > 0 {
        lines.extend(cx.paragraph(&say::decides(lang, decides), width, 3, Ink::Muted));
    }
    if fact.sensitive {
        lines.extend(cx.paragraph(say::SENSITIVE.say(lang), width, 3, Ink::Muted));
    }
}

/// What is known, in words, and whether anything is.
fn value(fact: &Fact, system: Option<&SystemId>, cx: &Cx<'_>) -> (String, bool) {
    let lang = cx.lang();
    let held = cx.desk.state().facts.get(&(fact.id.clone(), system.cloned()));
    if held.is_some_and(|h| h.conflict()) {
        return (say::IN_CONFLICT.say(lang).to_owned(), true);
    }
    match cx.desk.state().fact(&fact.id, system) {
        None => (say::NOT_KNOWN.say(lang).to_owned(), false),
        Some(value) => (in_words(fact, value, lang), true),
    }
}

fn in_words(fact: &Fact, value: &str, lang: Lang) -> String {
    match fact.kind {
        FactKind::Boolean if value == "true" => say::YES.say(lang).to_owned(),
        FactKind::Boolean => say::NO.say(lang).to_owned(),
        FactKind::Date => value.parse().map_or_else(|_| value.to_owned(), |day| date::write(day, lang)),
        FactKind::Choice => fact
            .choices
            .iter()
            .find(|c| c.id.as_str() == value)
            .map_or_else(|| value.to_owned(), |c| c.text.in_lang(lang).to_owned()),
    }
}

fn choose(fact: &Fact, system: Option<&SystemId>, cx: &Cx<'_>) -> Menu {
    let mut choices: Vec<(Option<String>, Text)> = match fact.kind {
        FactKind::Boolean => {
            vec![(Some("true".to_owned()), say::YES.into()), (Some("false".to_owned()), say::NO.into())]
        }
        FactKind::Choice | FactKind::Date => {
            fact.choices.iter().map(|c| (Some(c.id.to_string()), c.text.clone())).collect()
        }
    };
    choices.push((None, say::NOT_KNOWN.into()));
    let now = cx.desk.state().fact(&fact.id, system).map(str::to_owned);
    let at = choices.iter().position(|(value, _)| now.is_some() && *value == now).unwrap_or(0);
    let mut menu = Menu::new(Action::GoFacts.short().into(), fact.ask.clone()).at(at);
    for (value, label) in choices {
        let (id, system) = (fact.id.clone(), system.cloned());
        menu = menu.choice(label, move |cx| {
            cx.apply(stated(id.clone(), system.clone(), value.as_deref()));
            Turn::Close
        });
    }
    menu
}

fn day(fact: &Fact, system: Option<SystemId>, cx: &Cx<'_>) -> Form {
    let now = cx.desk.state().fact(&fact.id, system.as_ref()).and_then(|v| v.parse().ok());
    let id = fact.id.clone();
    let fields = vec![Field::date("day", say::DAY, now, cx)];
    Form::new(Action::GoFacts.short().into(), fact.ask.clone(), fields, move |fields, cx| {
        let value = fields.date("day").map(|day| day.to_string());
        let saved = cx.apply(stated(id.clone(), system.clone(), value.as_deref()));
        Ok(if saved { Turn::Close } else { Turn::Stay })
    })
}

fn stated(fact: FactId, system: Option<SystemId>, value: Option<&str>) -> Change {
    match value {
        Some(value) => Change::FactSet { fact, system, value: value.to_owned() },
        None => Change::FactCleared { fact, system },
    }
}
