//! All sections of all laws with their progress; a filter searches the controls themselves.

use phrom_checklists::id::{PackId, SectionId};
use phrom_checklists::readiness::{Item, Outcome, SectionFigures};

use super::controls::{Controls, item_line};
use super::{Cx, Drawn, Input, Place, Turn, View, matches, scroll, short_law, split};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::list::List;
use crate::ui::theme::Ink;
use crate::ui::view::home::{of, range};

/// The cursor among the sections, or among the controls that match.
#[derive(Default)]
pub(crate) struct Sections {
    list: List,
    top: usize,
    filter: String,
}

impl Sections {
    /// With the cursor on a section.
    pub(crate) fn at(pack: &PackId, section: &SectionId, cx: &Cx<'_>) -> Self {
        let at = sections(cx).position(|(p, s)| p == pack && s.section == *section).unwrap_or(0);
        Self { list: List::at(at), ..Self::default() }
    }

    fn found<'d>(&self, cx: &'d Cx<'_>) -> Vec<&'d Item> {
        let lang = cx.lang();
        let fits = |item: &&Item| {
            cx.control(item).is_some_and(|(_, section, control)| {
                let system = item.subject.system.as_ref().map_or(String::new(), |id| cx.system_name(id));
                let parts = [
                    control.title.in_lang(lang),
                    control.question.in_lang(lang),
                    section.title.in_lang(lang),
                ];
                matches(&self.filter, &format!("{} {system} {}", parts.join(" "), control.id))
            })
        };
        cx.desk.readiness().items.iter().filter(fits).collect()
    }

    fn rows(&self, cx: &Cx<'_>) -> usize {
        if self.filter.is_empty() { sections(cx).count() } else { self.found(cx).len() }
    }

    fn draw_found(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) -> Drawn {
        let found = self.found(cx);
        if found.is_empty() {
            canvas
                .line(1, &Line::of("   ", Ink::Plain).then(say::NOTHING_MATCHES.say(cx.lang()), Ink::Muted));
        }
        let window = self.list.window(found.len(), canvas.height());
        for (y, n) in window.clone().enumerate() {
            canvas.line(y, &item_line(found[n], n == self.list.at, cx));
        }
        Drawn { below: found.len() - window.end, ..Drawn::default() }
    }

    fn draw_sections(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let mut lines = Vec::new();
        let mut wanted = 0..1;
        let mut n = 0;
        self.list.at = self.list.at.min(sections(cx).count().saturating_sub(1));
        for law in &cx.desk.readiness().laws {
            if !lines.is_empty() {
                lines.push(Line::blank());
            }
            let head = lines.len();
            lines.push(
                Line::of(" ", Ink::Plain)
                    .then(short_law(law.title.in_lang(lang)), Ink::Strong)
                    .right(format!("{} ", range(&law.figures)), Ink::Strong),
            );
            for section in &law.sections {
                let selected = n == self.list.at;
                if selected {
                    wanted =
                        if lines.len() == head + 1 { head..head + 2 } else { lines.len()..lines.len() + 1 };
                }
                lines.push(section_line(section, selected, lang));
                n += 1;
            }
        }
        scroll(canvas, &lines, &mut self.top, wanted)
    }
}

impl View for Sections {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::GoChecklist, cx.lang())]
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        let lang = cx.lang();
        match self.filter.as_str() {
            "" => say::assessed(lang, cx.desk.readiness().overall.coverage),
            _ => say::controls(lang, self.found(cx).len()),
        }
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        let mut commands = vec![Command::shown(Action::Open)];
        commands.extend([Action::NextUnanswered, Action::Filter, Action::Back].map(Command::shown));
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        let rows = self.rows(cx);
        if self.list.act(action, rows) {
            return Turn::Stay;
        }
        match action {
            Action::Open if self.filter.is_empty() => {
                let opened = sections(cx)
                    .nth(self.list.at)
                    .map(|(pack, section)| (pack.clone(), section.section.clone()));
                opened
                    .map_or(Turn::Stay, |(pack, section)| Turn::Open(Box::new(Controls::new(pack, section))))
            }
            Action::Open => {
                let found = self.found(cx).get(self.list.at).map(|item| item.subject.clone());
                match found.and_then(|subject| Controls::of(&subject, None, cx)) {
                    Some(controls) => Turn::Open(Box::new(controls)),
                    None => Turn::Stay,
                }
            }
            Action::NextUnanswered => super::controls::next_unanswered(None, cx),
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        if !self.filter.is_empty() {
            return self.draw_found(canvas, cx);
        }
        let (width, height) = (canvas.width(), canvas.height());
        let Some(left) = split(width) else { return self.draw_sections(canvas, cx) };
        let left = left + 8;
        let drawn = self.draw_sections(&mut canvas.part(0, 0, left - 1, height), cx);
        canvas.part(left, 0, 1, height).column(0);
        let chosen = sections(cx).nth(self.list.at);
        let items = cx.desk.readiness().items.iter();
        let here =
            items.filter(|i| chosen.is_some_and(|(pack, s)| i.pack == *pack && i.section == s.section));
        let mut right = canvas.part(left + 1, 0, width, height);
        for (y, item) in here.take(height).enumerate() {
            right.line(y, &item_line(item, false, cx));
        }
        Drawn { split: Some(left), ..drawn }
    }

    fn filter(&mut self) -> Option<&mut String> {
        Some(&mut self.filter)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Checklist)
    }
}

fn sections<'d>(cx: &'d Cx<'_>) -> impl Iterator<Item = (&'d PackId, &'d SectionFigures)> {
    cx.desk.readiness().laws.iter().flat_map(|law| law.sections.iter().map(move |s| (&law.pack, s)))
}

fn section_line(section: &SectionFigures, selected: bool, lang: phrom_checklists::bilingual::Lang) -> Line {
    let figures = &section.figures;
    let line = Line::item(selected).then(section.title.in_lang(lang), Ink::Plain).select(selected);
    let line = if figures.counts.not_met + figures.contradicted > 0 {
        let ink = if figures.counts.not_met > 0 && figures.gaps > 0 { Ink::Danger } else { Ink::Plain };
        let contradicted = match figures.contradicted {
            0 => String::new(),
            n => format!("{}{n} ", crate::ui::theme::CONTRADICTED),
        };
        let not_met = match figures.counts.not_met {
            0 => String::new(),
            n => format!("{}{n} ", crate::ui::theme::outcome(Outcome::NotMet)),
        };
        line.right(format!("{contradicted}{not_met} "), ink)
    } else {
        line
    };
    let coverage = of(figures.coverage);
    let ink = if figures.coverage.part == figures.coverage.whole { Ink::Muted } else { Ink::Plain };
    line.right(format!("{coverage:>6} "), ink)
}
