//! The controls of a section, and one of them in full: answered here, row by row.

use phrom_checklists::answer::{Answer, Subject};
use phrom_checklists::bilingual::Text;
use phrom_checklists::id::{PackId, RowId, SectionId};
use phrom_checklists::journal::Change;
use phrom_checklists::readiness::{Applicability, Item, Outcome, RowState};

use super::detail::detail;
use super::menu::Menu;
use super::remark::Remark;
use super::{Cx, Drawn, Input, Place, Turn, View, conflict, dialogs, matches, short_law, split};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::list::List;
use crate::ui::next::days_left;
use crate::ui::theme::{self, Ink};

/// A section's list, and the control under the cursor.
pub(crate) struct Controls {
    pack: PackId,
    section: SectionId,
    list: List,
    filter: String,
    focus: Focus,
    /// The row under the cursor.
    row: usize,
    /// The first line of the control that is seen.
    top: usize,
    /// Lines of the control, rows of its pane and the line of its row when it was last drawn.
    lines: usize,
    height: usize,
    row_line: usize,
    /// True until the row under the cursor was brought into the picture.
    seek: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    List,
    Detail,
}

impl Controls {
    /// A section, the cursor on its first control.
    pub(crate) fn new(pack: PackId, section: SectionId) -> Self {
        Self {
            pack,
            section,
            list: List::default(),
            filter: String::new(),
            focus: Focus::List,
            row: 0,
            top: 0,
            lines: 0,
            height: 0,
            row_line: 0,
            seek: true,
        }
    }

    /// A control, at a row or its first; `None` for one that no pack knows.
    pub(crate) fn of(subject: &Subject, row: Option<&RowId>, cx: &Cx<'_>) -> Option<Self> {
        let item = cx.desk.readiness().items.iter().find(|i| i.subject == *subject)?;
        let mut view = Self::new(item.pack.clone(), item.section.clone());
        view.list = List::at(view.items(cx).iter().position(|i| i.subject == *subject)?);
        view.focus = Focus::Detail;
        view.row = row.and_then(|id| item.rows.iter().position(|r| r.row == *id)).unwrap_or(0);
        Some(view)
    }

    fn items<'d>(&self, cx: &'d Cx<'_>) -> Vec<&'d Item> {
        let lang = cx.lang();
        let fits = |item: &&Item| {
            self.filter.is_empty()
                || cx.control(item).is_some_and(|(_, _, control)| {
                    let system = item.subject.system.as_ref().map_or(String::new(), |id| cx.system_name(id));
                    let text =
                        [control.title.in_lang(lang), control.question.in_lang(lang), &system].join(" ");
                    matches(&self.filter, &text)
                })
        };
        let here = |i: &&Item| i.pack == self.pack && i.section == self.section;
        cx.desk.readiness().items.iter().filter(here).filter(fits).collect()
    }

    fn item<'d>(&self, cx: &'d Cx<'_>) -> Option<&'d Item> {
        self.items(cx).get(self.list.at).copied()
    }

    /// Subject, revision, row under the cursor.
    fn here(&self, cx: &Cx<'_>) -> Option<(Subject, Option<u32>, Option<RowId>)> {
        let item = self.item(cx)?;
        let rev = cx.control(item).map(|(_, _, control)| control.rev);
        Some((item.subject.clone(), rev, item.rows.get(self.row).map(|r| r.row.clone())))
    }

    fn answer(&mut self, answer: Option<Answer>, cx: &mut Cx<'_>) -> Turn {
        let Some((subject, rev, Some(row))) = self.here(cx) else { return Turn::Stay };
        if !cx.apply(answered(subject, rev, row, answer)) || answer.is_none() {
            return Turn::Stay;
        }
        let Some(item) = self.item(cx) else { return Turn::Stay };
        if self.row + 1 < item.rows.len() {
            self.row += 1;
            self.seek = true;
        } else if item.outcome != Outcome::NotAssessed {
            let said = say::control_done(item.outcome);
            cx.tell(said, Ink::Accent);
        }
        Turn::Stay
    }

    fn clear(&mut self, cx: &mut Cx<'_>) -> Turn {
        let Some((subject, rev, _)) = self.here(cx) else { return Turn::Stay };
        let marked = self.item(cx).is_some_and(|i| i.applicability == Applicability::MarkedNotApplicable);
        if marked {
            cx.apply(Change::NotApplicableCleared { subject, rev });
            return Turn::Stay;
        }
        self.answer(None, cx)
    }

    /// The answers to choose from, for who would rather see than remember letters.
    fn menu(&self, cx: &Cx<'_>) -> Option<Menu> {
        let (subject, rev, row) = self.here(cx)?;
        let row = row?;
        let (_, _, control) = super::find_control(cx.desk, &subject)?;
        let lead = control.row(&row)?.text.clone();
        let now = cx.desk.state().answer(&subject, &row);
        let at = say::ANSWERS.iter().position(|(answer, _)| now.is_some() && *answer == now).unwrap_or(0);
        let mut menu = Menu::new(say::ANSWER.into(), lead).at(at);
        for (answer, word) in say::ANSWERS {
            let (subject, row) = (subject.clone(), row.clone());
            menu = menu.choice(word.into(), move |cx| {
                cx.apply(answered(subject.clone(), rev, row.clone(), answer));
                Turn::Close
            });
        }
        let mark = subject.clone();
        Some(menu.choice(say::WHOLE_NOT_APPLICABLE.into(), move |cx| {
            match dialogs::not_applicable(&mark, cx) {
                Some(form) => Turn::Replace(Box::new(form)),
                None => Turn::Close,
            }
        }))
    }

    /// Moves among the rows, and past the last one through the text, so that all of it can be read.
    fn act_in_detail(&mut self, action: Action, cx: &Cx<'_>) -> bool {
        let rows = self.item(cx).map_or(0, |i| i.rows.len());
        let most = self.lines.saturating_sub(self.height);
        let page = self.height.saturating_sub(1).max(1);
        self.seek = false;
        match action {
            Action::Down if self.row + 1 < rows => (self.row, self.seek) = (self.row + 1, true),
            Action::Down => self.top = (self.top + 1).min(most),
            Action::Up if self.row_line < self.top || self.row == 0 => self.top = self.top.saturating_sub(1),
            Action::Up => (self.row, self.seek) = (self.row - 1, true),
            Action::PageDown => self.top = (self.top + page).min(most),
            Action::PageUp => self.top = self.top.saturating_sub(page),
            Action::First => (self.row, self.top) = (0, 0),
            Action::Last => (self.row, self.top) = (rows.saturating_sub(1), most),
            _ => return false,
        }
        true
    }

    fn draw_list(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) -> Drawn {
        let items = self.items(cx);
        if items.is_empty() {
            canvas
                .line(0, &Line::of("   ", Ink::Plain).then(say::NOTHING_MATCHES.say(cx.lang()), Ink::Muted));
        }
        let window = self.list.window(items.len(), canvas.height());
        for (y, n) in window.clone().enumerate() {
            canvas.line(y, &item_line(items[n], n == self.list.at, cx));
        }
        Drawn { below: items.len() - window.end, ..Drawn::default() }
    }

    fn draw_detail(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let Some(item) = self.item(cx).cloned() else { return Drawn::default() };
        self.row = self.row.min(item.rows.len().saturating_sub(1));
        let at = (self.focus == Focus::Detail).then_some(self.row);
        let detail = detail(cx, &item, canvas.width(), at);
        (self.lines, self.height) = (detail.lines.len(), canvas.height());
        self.row_line = detail.rows.get(self.row).map_or(0, |row| row.start);
        let wanted = match detail.rows.get(self.row) {
            // The first row brings the question with it where both fit.
            Some(row) if self.seek && self.row == 0 && row.end <= canvas.height() => 0..row.end,
            Some(row) if self.seek => row.clone(),
            _ => self.top..self.top,
        };
        self.seek = false;
        super::scroll(canvas, &detail.lines, &mut self.top, wanted)
    }
}

impl View for Controls {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        let lang = cx.lang();
        let pack = cx.desk.packs().iter().find(|p| p.head.id == self.pack);
        let section = pack.and_then(|p| p.sections.iter().find(|s| s.section == self.section));
        let mut trail = vec![pack.map_or(String::new(), |p| short_law(p.head.title.in_lang(lang)))];
        trail.push(section.map_or(String::new(), |s| s.title.in_lang(lang).to_owned()));
        trail
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        let items = self.items(cx);
        say::position(cx.lang(), (self.list.at + 1).min(items.len()), items.len())
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let lang = cx.lang();
        let read_only = cx.read_only();
        let item = self.item(cx);
        let none = item.is_none().then(|| say::NO_CONTROL.say(lang).to_owned());
        let excluded = item
            .is_some_and(|i| i.applicability == Applicability::ExcludedByFact)
            .then(|| say::EXCLUDED_OFF.say(lang).to_owned());
        let marked = item
            .is_some_and(|i| i.applicability == Applicability::MarkedNotApplicable)
            .then(|| say::MARKED_OFF.say(lang).to_owned());
        let in_list = (self.focus == Focus::List).then(|| say::GO_TO_ROWS.say(lang).to_owned());
        let control = read_only.or(none).or(excluded);
        let clear = control.clone().or_else(|| if marked.is_some() { None } else { in_list.clone() });
        let row = control.clone().or(marked).or(in_list);

        let in_detail = self.focus == Focus::Detail;
        let with = |action, off: &Option<String>| Command {
            footer: in_detail,
            ..Command::shown(action).off(off.clone())
        };
        let mut commands = Vec::new();
        if !in_detail {
            commands.push(Command::shown(Action::Open));
        }
        commands.extend([Action::Met, Action::Partial, Action::NotMet].map(|a| with(a, &row)));
        commands.push(with(Action::NotApplicable, &control));
        commands.push(Command { footer: false, ..with(Action::Clear, &clear) });
        commands.push(with(Action::Evidence, &row));
        commands.extend(
            [Action::Remark, Action::Owner, Action::Due].map(|a| Command::shown(a).off(control.clone())),
        );
        let in_conflict = item.is_some_and(|i| conflict::of(&i.subject, cx).next().is_some());
        let decide = control.or_else(|| (!in_conflict).then(|| say::NOT_IN_CONFLICT.say(lang).to_owned()));
        // First in the footer where there is something to decide, else out of the way.
        let decide = Command { footer: in_conflict, ..Command::shown(Action::Decide).off(decide) };
        if in_conflict {
            commands.insert(0, decide);
        } else {
            commands.push(decide);
        }
        commands.push(Command::shown(Action::NextUnanswered));
        if in_detail {
            commands.push(Command::hidden(Action::Open).off(row));
        }
        commands.push(Command::shown(Action::SwitchPane));
        commands.push(Command { footer: !in_detail, ..Command::shown(Action::Filter) });
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        if self.focus == Focus::Detail && self.act_in_detail(action, cx) {
            return Turn::Stay;
        }
        let items = self.items(cx).len();
        if self.focus == Focus::List && self.list.act(action, items) {
            (self.row, self.top, self.seek) = (0, 0, true);
            return Turn::Stay;
        }
        let subject = self.item(cx).map(|i| i.subject.clone());
        let open =
            |form: Option<super::form::Form>| form.map_or(Turn::Stay, |form| Turn::Open(Box::new(form)));
        match (action, subject) {
            (Action::Open, _) if self.focus == Focus::List => {
                self.focus = Focus::Detail;
                self.seek = true;
                Turn::Stay
            }
            (Action::Open, _) => self.menu(cx).map_or(Turn::Stay, |menu| Turn::Open(Box::new(menu))),
            (Action::SwitchPane, _) => {
                self.focus = if self.focus == Focus::List { Focus::Detail } else { Focus::List };
                self.seek = true;
                Turn::Stay
            }
            (Action::Met, _) => self.answer(Some(Answer::Met), cx),
            (Action::Partial, _) => self.answer(Some(Answer::Partial), cx),
            (Action::NotMet, _) => self.answer(Some(Answer::NotMet), cx),
            (Action::Clear, _) => self.clear(cx),
            (Action::NextUnanswered, _) => {
                let here = self
                    .here(cx)
                    .map(|(subject, _, row)| (subject, row.filter(|_| self.focus == Focus::Detail)));
                next_unanswered(here, cx)
            }
            (Action::NotApplicable, Some(subject)) => open(dialogs::not_applicable(&subject, cx)),
            (Action::Owner, Some(subject)) => open(dialogs::owner(&subject, cx)),
            (Action::Due, Some(subject)) => open(dialogs::due(&subject, cx)),
            (Action::Decide, Some(subject)) => match conflict::decide(&subject, cx) {
                Some(menu) => Turn::Open(Box::new(menu)),
                None => Turn::Stay,
            },
            (Action::Remark, Some(subject)) => match Remark::open(&subject, cx) {
                Some(remark) => Turn::Open(Box::new(remark)),
                None => Turn::Stay,
            },
            (Action::Evidence, Some(_)) => match self.here(cx) {
                Some((subject, rev, Some(row))) => match dialogs::evidence(&subject, rev, &row, cx) {
                    Some(menu) => Turn::Open(Box::new(menu)),
                    None => Turn::Stay,
                },
                _ => Turn::Stay,
            },
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let (width, height) = (canvas.width(), canvas.height());
        let Some(left) = split(width) else {
            return match self.focus {
                Focus::List => self.draw_list(canvas, cx),
                Focus::Detail => self.draw_detail(canvas, cx),
            };
        };
        let list = self.draw_list(&mut canvas.part(0, 0, left - 1, height), cx);
        canvas.part(left, 0, 1, height).column(0);
        let detail = self.draw_detail(&mut canvas.part(left + 1, 0, width, height), cx);
        let drawn = if self.focus == Focus::List { list } else { detail };
        Drawn { split: Some(left), ..drawn }
    }

    fn filter(&mut self) -> Option<&mut String> {
        Some(&mut self.filter)
    }

    fn back_inside(&mut self) -> bool {
        std::mem::replace(&mut self.focus, Focus::List) == Focus::Detail
    }
}

/// A control in a list.
pub(crate) fn item_line(item: &Item, selected: bool, cx: &Cx<'_>) -> Line {
    let lang = cx.lang();
    let title = cx
        .control(item)
        .map_or_else(|| item.subject.control.to_string(), |(_, _, c)| c.title.in_lang(lang).to_owned());
    let glyph = if item.conflict || !item.contradicted_by.is_empty() {
        theme::CONTRADICTED
    } else {
        theme::outcome(item.outcome)
    };
    let ink = match item.outcome {
        Outcome::NotMet if item.caps => Ink::Danger,
        Outcome::NotApplicable => Ink::Muted,
        _ => Ink::Plain,
    };
    let text = if item.outcome == Outcome::NotApplicable { Ink::Muted } else { Ink::Plain };
    let mut line = Line::item(selected).then(glyph, ink).then(" ", Ink::Plain).then(title, text);
    let due = cx.desk.state().dues.get(&item.subject).and_then(|h| h.latest()).and_then(|h| h.value);
    if due.is_some_and(|day| days_left(cx.desk, day) < 0) && item.outcome != Outcome::Met {
        line = line.right(format!("{} ", theme::DUE), Ink::Danger);
    }
    if let Some(system) = &item.subject.system {
        let name = cx.system_name(system);
        line = line.right(format!("{} ", crate::thai::clip(&name, 16)), Ink::Muted);
    }
    line.select(selected)
}

/// To the next row without an answer, from here on and around.
pub(crate) fn next_unanswered(here: Option<(Subject, Option<RowId>)>, cx: &mut Cx<'_>) -> Turn {
    let items = &cx.desk.readiness().items;
    let asked = |i: &Item| matches!(i.applicability, Applicability::Applicable | Applicability::Undetermined);
    let open = |row: &RowState| row.answer.is_none();
    let rows = items.iter().enumerate().filter(|(_, i)| asked(i)).flat_map(|(n, i)| {
        i.rows.iter().enumerate().filter(|(_, r)| open(r)).map(move |(m, r)| ((n, Some(m)), i, r))
    });
    let rows: Vec<_> = rows.collect();
    let at = here.and_then(|(subject, row)| {
        let n = items.iter().position(|i| i.subject == subject)?;
        Some((n, row.and_then(|row| items[n].rows.iter().position(|r| r.row == row))))
    });
    let after = at.and_then(|at| rows.iter().find(|(place, _, _)| *place > at));
    match after.or_else(|| rows.first()) {
        Some((_, item, row)) => Turn::Go(Place::Control(item.subject.clone(), Some(row.row.clone()))),
        None => {
            let all: Text = say::ALL_ANSWERED.into();
            cx.tell(all, Ink::Accent);
            Turn::Stay
        }
    }
}

fn answered(subject: Subject, rev: Option<u32>, row: RowId, answer: Option<Answer>) -> Change {
    match answer {
        Some(answer) => Change::RowAnswered { subject, rev, row, answer },
        None => Change::RowCleared { subject, rev, row },
    }
}
