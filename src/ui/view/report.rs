//! Writes the report, and says where it went.

use std::path::PathBuf;

use phrom_checklists::bilingual::Lang;

use super::form::{Field, Form};
use super::{Cx, Drawn, Input, Place, Turn, View, dialogs, scroll};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::desk::{Job, JobKind, ReportJob};
use crate::ui::list::List;
use crate::ui::theme::Ink;

/// The cursor among the ways to write it.
#[derive(Default)]
pub(crate) struct Report {
    list: List,
    top: usize,
}

const CHOICES: usize = 3;

impl View for Report {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::GoReport, cx.lang())]
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let busy = cx.shared.jobs.contains_key(&JobKind::Report);
        let off = busy.then(|| say::ALREADY_RUNNING.say(cx.lang()).to_owned());
        let mut commands = vec![Command::shown(Action::Open).off(off), Command::shown(Action::Back)];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        if self.list.act(action, CHOICES) || action != Action::Open {
            return Turn::Stay;
        }
        let lang = match self.list.at {
            0 => cx.lang(),
            1 => other(cx.lang()),
            _ => return Turn::Open(Box::new(elsewhere(cx))),
        };
        let path = cx.desk.report_path(lang);
        cx.start(Job::Report(ReportJob { lang, path }));
        Turn::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let width = canvas.width();
        let mut lines = cx.paragraph(say::REPORT_LEAD.say(lang), width, 1, Ink::Plain);
        lines.push(Line::blank());
        let first = lines.len();
        for (n, language) in [lang, other(lang)].into_iter().enumerate() {
            let path = cx.desk.report_path(language);
            let selected = n == self.list.at;
            lines.push(
                Line::item(selected)
                    .then(say::report_in(lang, language), Ink::Plain)
                    .then("   ", Ink::Plain)
                    .then(path.to_string_lossy().into_owned(), Ink::Muted)
                    .select(selected),
            );
        }
        let selected = self.list.at + 1 == CHOICES;
        lines.push(Line::item(selected).then(say::REPORT_ELSEWHERE.say(lang), Ink::Plain).select(selected));
        lines.push(Line::blank());
        if let Some(running) = cx.shared.jobs.get(&JobKind::Report)
            && let Job::Report(job) = &running.job
        {
            let text = format!("{} {}", say::WRITING.say(lang), job.path.to_string_lossy());
            lines.extend(cx.paragraph(&text, width, 1, Ink::Accent));
        }
        for (path, bytes) in cx.shared.reports.clone().iter().rev() {
            let text = say::report_written(lang, &path.to_string_lossy(), *bytes);
            lines.extend(cx.paragraph(&text, width, 1, Ink::Plain));
        }
        let at = first + self.list.at;
        let wanted = if self.list.at == 0 { 0..at + 1 } else { at..at + 1 };
        scroll(canvas, &lines, &mut self.top, wanted)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Report)
    }
}

fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Th => Lang::En,
        Lang::En => Lang::Th,
    }
}

/// Language and path of one's own choice.
fn elsewhere(cx: &Cx<'_>) -> Form {
    let path = cx.desk.report_path(cx.lang()).to_string_lossy().into_owned();
    let at = usize::from(cx.lang() == Lang::En);
    let fields = vec![
        Field::choice("lang", say::REPORT_LANGUAGE, vec![say::THAI.into(), say::ENGLISH.into()], at),
        Field::text("path", say::REPORT_PATH, &path).needed().hint(say::REPORT_PATH_HINT),
    ];
    Form::new(Action::GoReport.short().into(), say::REPORT_LEAD.into(), fields, |fields, cx| {
        let lang = if fields.choice("lang") == 1 { Lang::En } else { Lang::Th };
        let path = PathBuf::from(dialogs::unquoted(fields.text("path")));
        let started = cx.start(Job::Report(ReportJob { lang, path }));
        Ok(if started { Turn::Close } else { Turn::Stay })
    })
    .starts()
}
