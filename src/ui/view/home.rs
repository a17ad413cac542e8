//! The first screen: how ready, what is due, what to do next.

use phrom_checklists::bilingual::Lang;
use phrom_checklists::readiness::{Due, Figures, Law, Ratio};

use super::{Cx, Drawn, Input, Place, Turn, View, short_law, shorter_law};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::date;
use crate::ui::list::List;
use crate::ui::next::{Step, days_left, steps};
use crate::ui::theme::Ink;

/// The cursor among the next steps.
#[derive(Default)]
pub(crate) struct Home {
    list: List,
}

/// From this width the figures of a law stand in one row.
const WIDE: usize = 96;

impl View for Home {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        let lang = cx.lang();
        vec![format!("{} · {}", cx.desk.agency().name_in(lang), say::round(lang, cx.desk.round()))]
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        let go = [
            Action::Open,
            Action::GoChecklist,
            Action::GoFacts,
            Action::GoSystems,
            Action::GoScan,
            Action::GoFindings,
            Action::GoReport,
        ];
        let mut commands = go.map(Command::shown).to_vec();
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        let steps = steps(cx.desk, cx.lang());
        if self.list.act(action, steps.len()) {
            return Turn::Stay;
        }
        match (action, steps.get(self.list.at)) {
            (Action::Open, Some(step)) => Turn::Go(step.place.clone()),
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let (width, height) = (canvas.width(), canvas.height());
        let steps = steps(cx.desk, lang);
        let figures = figures(cx, width);
        let room = height.saturating_sub(figures.len() + steps.len() + 1);
        let deadlines = deadlines(cx, room.saturating_sub(3).min(6));
        let spare = room.saturating_sub(deadlines.len());

        let mut lines = figures;
        if !deadlines.is_empty() {
            lines.push(Line::blank());
            lines.extend(deadlines);
        }
        if spare > 0 {
            lines.push(Line::blank());
        }
        lines.push(Line::of(" ", Ink::Plain).then(say::NEXT.say(lang), Ink::Strong));
        let from = lines.len().min(height.saturating_sub(1));
        lines.truncate(from);
        canvas.lines(&lines, 0);
        let window = self.list.window(steps.len(), height.saturating_sub(from));
        for (y, n) in window.clone().enumerate() {
            canvas.line(from + y, &step(&steps[n], n == self.list.at));
        }
        Drawn { below: steps.len() - window.end, ..Drawn::default() }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Home)
    }
}

fn step(step: &Step, selected: bool) -> Line {
    Line::item(selected)
        .then(step.glyph, step.ink)
        .then(" ", Ink::Plain)
        .then(step.text.clone(), Ink::Plain)
        .right(format!("{} ", step.aside), Ink::Muted)
        .select(selected)
}

/// Both laws and the gate.
fn figures(cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let lang = cx.lang();
    let readiness = cx.desk.readiness();
    let mut lines = Vec::new();
    if width >= WIDE {
        let bar = if width >= 120 { 30 } else { 16 };
        let columns = [bar + 2, 10, 11, 10, 13];
        let title = width - columns.iter().sum::<usize>() - 2;
        let heads = [say::SCORE, say::COVERAGE, say::EVIDENCE_SHARE, say::LEGAL_GATE];
        let mut line = Line::of(" ", Ink::Plain).column(say::READINESS.say(lang), title, Ink::Strong);
        line = line.column(heads[0].say(lang), columns[0] + columns[1], Ink::Muted);
        for (n, head) in heads.iter().enumerate().skip(1) {
            line = line.column(head.say(lang), columns[n + 1], Ink::Muted);
        }
        lines.push(line);
        for law in &readiness.laws {
            let name = shorter_law(law.title.in_lang(lang));
            let (gate, ink) = gaps(lang, &law.figures);
            let mut line =
                Line::of(" ", Ink::Plain).column(&name, title - 1, Ink::Plain).then(" ", Ink::Plain);
            for (piece, ink) in range_bar(&law.figures, bar) {
                line = line.then(piece, ink);
            }
            lines.push(
                line.column(&format!(" {}", range(&law.figures)), columns[1], Ink::Strong)
                    .column(&of(law.figures.coverage), columns[2], Ink::Plain)
                    .column(&percent(law.figures.evidence), columns[3], Ink::Plain)
                    .column(&gate, columns[4], ink),
            );
        }
    } else {
        for law in &readiness.laws {
            lines.extend(narrow(law, width, lang));
        }
    }
    lines.push(verdict(cx, width));
    if width < WIDE {
        lines.push(Line::of(" ", Ink::Plain).then(say::SELF_ASSESSMENT.say(lang), Ink::Muted));
    }
    lines
}

fn narrow(law: &Law, width: usize, lang: Lang) -> [Line; 2] {
    let (gate, ink) = gaps(lang, &law.figures);
    let figures = format!(
        "{} {} · {} {}",
        say::COVERAGE.say(lang),
        of(law.figures.coverage),
        say::EVIDENCE_SHARE.say(lang),
        percent(law.figures.evidence)
    );
    let mut line = Line::of("   ", Ink::Plain);
    if width >= 76 {
        for (piece, ink) in range_bar(&law.figures, 14) {
            line = line.then(piece, ink);
        }
        line = line.then(" ", Ink::Plain);
    }
    [
        Line::of(" ", Ink::Plain).then(short_law(law.title.in_lang(lang)), Ink::Plain),
        line.column(&range(&law.figures), 10, Ink::Strong)
            .then(figures, Ink::Muted)
            .right(format!("{gate} "), ink),
    ]
}

/// The overall level and the agency's own gate.
fn verdict(cx: &Cx<'_>, width: usize) -> Line {
    let lang = cx.lang();
    let gate = cx.desk.gate();
    let failed = gate.checks.iter().filter(|c| !c.passed).count();
    let (text, ink) = if gate.passed() {
        (say::GATE_PASSED.say(lang).to_owned(), Ink::Plain)
    } else {
        (say::gate_failed(lang, failed, gate.checks.len()), Ink::Danger)
    };
    let line = Line::of(" ", Ink::Plain)
        .then(say::level_is(lang, cx.desk.readiness().level()), Ink::Plain)
        .then(" · ", Ink::Muted)
        .then(text, ink);
    if width < WIDE { line } else { line.right(format!("{} ", say::SELF_ASSESSMENT.say(lang)), Ink::Muted) }
}

fn gaps(lang: Lang, figures: &Figures) -> (String, Ink) {
    match figures.gaps {
        0 => (say::NO_GAPS.say(lang).to_owned(), Ink::Plain),
        gaps => (say::gaps(lang, gaps), Ink::Danger),
    }
}

/// The nearest dates, `most` at most. Past ones come first: they are the oldest.
fn deadlines(cx: &Cx<'_>, most: usize) -> Vec<Line> {
    let lang = cx.lang();
    if most < 1 {
        return Vec::new();
    }
    let mut lines = vec![Line::of(" ", Ink::Plain).then(say::DEADLINES.say(lang), Ink::Strong)];
    let all = &cx.desk.readiness().deadlines;
    if all.is_empty() {
        lines.push(Line::of("   ", Ink::Plain).then(say::NO_DEADLINES.say(lang), Ink::Muted));
    }
    lines.extend(all.iter().take(most.min(3)).map(|due| deadline(cx, due)));
    lines
}

fn deadline(cx: &Cx<'_>, due: &Due) -> Line {
    let lang = cx.lang();
    let left = days_left(cx.desk, due.on);
    let ink = if left < 0 { Ink::Danger } else { Ink::Plain };
    let what = match &due.subject.system {
        Some(system) => format!("{} · {}", due.what.in_lang(lang), cx.system_name(system)),
        None => due.what.in_lang(lang).to_owned(),
    };
    Line::of("   ", Ink::Plain)
        .column(&say::days(lang, left), 16, ink)
        .then(what, Ink::Plain)
        .right(format!("{}{} ", date::write(due.on, lang), say::unsure(lang, due.confidence)), Ink::Muted)
}

/// `41–72 %`, truncated; one figure where both ends are the same.
pub(crate) fn range(figures: &Figures) -> String {
    match (figures.lower.per_mille(), figures.upper.per_mille()) {
        (Some(lower), Some(upper)) if lower / 10 == upper / 10 => format!("{} %", lower / 10),
        (Some(lower), Some(upper)) => format!("{}–{} %", lower / 10, upper / 10),
        _ => "–".to_owned(),
    }
}

/// `31 %`, truncated.
pub(crate) fn percent(ratio: Ratio) -> String {
    ratio.per_mille().map_or("–".to_owned(), |n| format!("{} %", n / 10))
}

/// `58/98`.
pub(crate) fn of(ratio: Ratio) -> String {
    format!("{}/{}", ratio.part, ratio.whole)
}

/// What is sure, what is possible, what is lost; in `bar` cells between two edges.
fn range_bar(figures: &Figures, bar: usize) -> [(String, Ink); 5] {
    let filled = |ratio: Ratio| {
        usize::try_from((ratio.part * bar as u64).checked_div(ratio.whole).unwrap_or(0)).unwrap_or(0).min(bar)
    };
    let lower = filled(figures.lower);
    let upper = filled(figures.upper).max(lower);
    [
        ("▕".to_owned(), Ink::Faint),
        ("█".repeat(lower), Ink::Accent),
        ("▓".repeat(upper - lower), Ink::Muted),
        ("░".repeat(bar - upper), Ink::Faint),
        ("▏".to_owned(), Ink::Faint),
    ]
}
