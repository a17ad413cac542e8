//! What people said of one control without knowing of each other, and the menu that takes a side.

use phrom_checklists::answer::Subject;
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::conflict::{About, Conflict, Side, Value, conflicts};

use super::menu::Menu;
use super::{Cx, Turn};
use crate::text::{joining, ui as say};
use crate::ui::command::Action;

/// The conflicts of a control.
pub(crate) fn of<'s>(subject: &'s Subject, cx: &Cx<'_>) -> impl Iterator<Item = Conflict> + use<'s> {
    conflicts(cx.desk.state()).into_iter().filter(move |c| c.about.subject() == Some(subject))
}

/// One line a side.
pub(crate) fn said(subject: &Subject, cx: &Cx<'_>) -> Vec<String> {
    let lang = cx.lang();
    let sides = |conflict: Conflict| {
        let Conflict { about, sides } = conflict;
        sides.into_iter().map(move |side| (about.clone(), side)).collect::<Vec<_>>()
    };
    of(subject, cx).flat_map(sides).map(|(about, side)| line(subject, &about, &side, lang, cx)).collect()
}

/// Which side holds; `None` where nothing is in conflict.
pub(crate) fn decide(subject: &Subject, cx: &Cx<'_>) -> Option<Menu> {
    let found: Vec<Conflict> = of(subject, cx).collect();
    if found.is_empty() {
        return None;
    }
    let title = super::find_control(cx.desk, subject).map_or_else(
        || Text { th: subject.control.to_string(), en: subject.control.to_string() },
        |(_, _, control)| control.title.clone(),
    );
    let mut menu = Menu::new(Action::Decide.short().into(), title);
    for Conflict { about, sides } in found {
        for side in sides {
            let label = |lang| line(subject, &about, &side, lang, cx);
            let label = Text { th: label(Lang::Th), en: label(Lang::En) };
            menu = menu.choice(label, move |cx| {
                cx.apply(side.take.clone());
                Turn::Close
            });
        }
    }
    Some(menu)
}

fn line(subject: &Subject, about: &About, side: &Side, lang: Lang, cx: &Cx<'_>) -> String {
    let value = match &side.value {
        Value::Withdrawn => joining::withdrawn(lang).to_owned(),
        Value::Applies => joining::applies(lang).to_owned(),
        Value::Answer(answer) => say::answer(lang, Some(*answer)).1.to_owned(),
        Value::Said(text) => text.clone(),
    };
    let what = match about {
        About::Answer(_, row) => super::find_control(cx.desk, subject)
            .and_then(|(_, _, control)| control.row(row))
            .map_or_else(|| row.to_string(), |row| row.text.in_lang(lang).to_owned()),
        _ => joining::about(lang, about).to_owned(),
    };
    let at = phrom_checklists::expiry::in_bangkok(side.at);
    let day = crate::ui::date::write(at.date(), lang);
    let text = format!("{what}: {value} ({}, {day} {})", side.by, at.strftime("%H:%M"));
    crate::thai::visible(&text).into_owned()
}
