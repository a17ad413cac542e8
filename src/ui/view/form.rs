//! A few things asked together: texts, days, choices.

use jiff::civil::Date;
use phrom_checklists::bilingual::Text;

use super::{Cx, Drawn, Input, Turn, View, cells};
use crate::text::Both;
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command};
use crate::ui::date;
use crate::ui::editor::Editor;
use crate::ui::keys::Key;
use crate::ui::theme::Ink;

/// What is done with the answers; the error names the field to go back to.
pub(crate) type Save = Box<dyn Fn(&Fields, &mut Cx<'_>) -> Result<Turn, (&'static str, Both)>>;

/// A form on a screen of its own.
pub(crate) struct Form {
    title: Text,
    lead: Text,
    fields: Fields,
    at: usize,
    wrong: Option<(usize, Both)>,
    top: usize,
    submit: Action,
    save: Save,
}

/// The fields of a form.
pub(crate) struct Fields(Vec<Field>);

/// One thing asked.
pub(crate) struct Field {
    id: &'static str,
    label: Both,
    hint: Option<Both>,
    kind: Kind,
    needed: bool,
}

enum Kind {
    Text(Editor),
    Date(Editor),
    Choice(Vec<Text>, usize),
}

impl Field {
    /// A text in one line.
    pub(crate) fn text(id: &'static str, label: Both, value: &str) -> Self {
        Self { id, label, hint: None, kind: Kind::Text(Editor::line(value)), needed: false }
    }

    /// A day.
    pub(crate) fn date(id: &'static str, label: Both, value: Option<Date>, cx: &Cx<'_>) -> Self {
        let value = value.map_or_else(String::new, |day| date::write(day, cx.lang()));
        let kind = Kind::Date(Editor::line(&value));
        Self { id, label, hint: Some(say::DATE_HINT), kind, needed: false }
    }

    /// One of several.
    pub(crate) fn choice(id: &'static str, label: Both, options: Vec<Text>, at: usize) -> Self {
        Self { id, label, hint: None, kind: Kind::Choice(options, at), needed: false }
    }

    /// That may not stay empty.
    pub(crate) fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// With a word on how to fill it in.
    pub(crate) fn hint(self, hint: Both) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl Fields {
    /// What a text field says, without spaces around it.
    pub(crate) fn text(&self, id: &str) -> &str {
        match self.kind(id) {
            Some(Kind::Text(editor) | Kind::Date(editor)) => editor.written().trim(),
            Some(Kind::Choice(..)) | None => "",
        }
    }

    /// A text field, nothing where it is empty.
    pub(crate) fn some_text(&self, id: &str) -> Option<String> {
        Some(self.text(id)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// What a date field says; nothing where it is empty.
    pub(crate) fn date(&self, id: &str) -> Option<Date> {
        date::read(self.text(id))
    }

    /// Which choice was taken.
    pub(crate) fn choice(&self, id: &str) -> usize {
        match self.kind(id) {
            Some(Kind::Choice(_, at)) => *at,
            Some(Kind::Text(_) | Kind::Date(_)) | None => 0,
        }
    }

    fn kind(&self, id: &str) -> Option<&Kind> {
        self.0.iter().find(|f| f.id == id).map(|f| &f.kind)
    }
}

impl Form {
    pub(crate) fn new(
        title: Text,
        lead: Text,
        fields: Vec<Field>,
        save: impl Fn(&Fields, &mut Cx<'_>) -> Result<Turn, (&'static str, Both)> + 'static,
    ) -> Self {
        Self {
            title,
            lead,
            fields: Fields(fields),
            at: 0,
            wrong: None,
            top: 0,
            submit: Action::SaveForm,
            save: Box::new(save),
        }
    }

    /// A form that begins work instead of keeping words.
    pub(crate) fn starts(self) -> Self {
        Self { submit: Action::StartForm, ..self }
    }

    fn last(&self) -> usize {
        self.fields.0.len().saturating_sub(1)
    }

    /// The first field that does not say what it must.
    fn fault(&self) -> Option<(usize, Both)> {
        self.fields.0.iter().enumerate().find_map(|(n, field)| {
            let empty = match &field.kind {
                Kind::Text(editor) | Kind::Date(editor) => editor.written().trim().is_empty(),
                Kind::Choice(..) => false,
            };
            if empty {
                return field.needed.then_some((n, say::NEEDED));
            }
            let unread = matches!(&field.kind, Kind::Date(editor) if date::read(editor.written()).is_none());
            unread.then_some((n, say::NOT_A_DATE))
        })
    }

    fn save(&mut self, cx: &mut Cx<'_>) -> Turn {
        self.wrong = self.fault();
        if self.wrong.is_none() {
            match (self.save)(&self.fields, cx) {
                Ok(turn) => return turn,
                Err((id, why)) => {
                    let at = self.fields.0.iter().position(|f| f.id == id).unwrap_or(self.at);
                    self.wrong = Some((at, why));
                }
            }
        }
        if let Some((at, _)) = self.wrong {
            self.at = at;
        }
        Turn::Stay
    }
}

impl View for Form {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::capital(self.title.in_lang(cx.lang()))]
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.at < self.last() {
            commands.push(Command::shown(Action::NextField));
            commands.push(Command::shown(self.submit));
        } else {
            commands.push(Command::shown(self.submit).by(Key::Enter));
        }
        if self.at > 0 {
            commands.push(Command::shown(Action::PreviousField));
        }
        commands.push(Command::shown(Action::CancelForm));
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        match input {
            Input::Act(Action::NextField) => self.at = (self.at + 1).min(self.last()),
            Input::Act(Action::PreviousField) => self.at = self.at.saturating_sub(1),
            Input::Act(Action::SaveForm | Action::StartForm) => return self.save(cx),
            Input::Act(Action::CancelForm) => return Turn::Close,
            Input::Key(key) => {
                self.wrong = None;
                match self.fields.0.get_mut(self.at).map(|f| &mut f.kind) {
                    Some(Kind::Text(editor) | Kind::Date(editor)) => {
                        editor.key(key, &mut cx.shared.breaker);
                    }
                    Some(Kind::Choice(options, at)) => match key {
                        Key::Left => *at = at.checked_sub(1).unwrap_or(options.len().saturating_sub(1)),
                        Key::Right | Key::Char(' ') => *at = (*at + 1) % options.len().max(1),
                        _ => {}
                    },
                    None => {}
                }
            }
            Input::Paste(text) => {
                if let Some(Kind::Text(editor) | Kind::Date(editor)) =
                    self.fields.0.get_mut(self.at).map(|f| &mut f.kind)
                {
                    editor.insert(&text);
                }
            }
            Input::Act(_) | Input::Finished(_) => {}
        }
        Turn::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let width = canvas.width();
        let column =
            self.fields.0.iter().map(|f| cells(f.label.say(lang))).max().unwrap_or(0).min(width / 2) + 2;
        let mut lines = cx.paragraph(self.lead.in_lang(lang), width, 1, Ink::Strong);
        lines.push(Line::blank());
        let mut places = Vec::new();
        let mut end = lines.len();
        for (n, field) in self.fields.0.iter().enumerate() {
            let here = n == self.at;
            places.push(lines.len());
            let line = Line::item(here).column(field.label.say(lang), column, Ink::Muted);
            lines.push(match &field.kind {
                Kind::Text(editor) | Kind::Date(editor) if !here => match editor.written() {
                    "" if field.needed => line.then(say::NEEDED.say(lang), Ink::Faint),
                    "" => line.then(say::MAY_STAY_EMPTY.say(lang), Ink::Faint),
                    written => line.then(written, Ink::Plain),
                },
                Kind::Text(_) | Kind::Date(_) => line,
                Kind::Choice(options, at) => {
                    let option = options.get(*at).map_or("", |o| o.in_lang(lang));
                    let (ink, left, right) =
                        if here { (Ink::Accent, "← ", " →") } else { (Ink::Plain, "", "") };
                    line.then(left, Ink::Muted).then(option, ink).then(right, Ink::Muted)
                }
            });
            let note = match &self.wrong {
                Some((at, why)) if *at == n => Some((why.say(lang), Ink::Danger)),
                _ if here => match (&field.kind, field.hint) {
                    (_, Some(hint)) => Some((hint.say(lang), Ink::Muted)),
                    (Kind::Choice(..), None) => Some((say::CHOICE_HINT.say(lang), Ink::Muted)),
                    _ => None,
                },
                _ => None,
            };
            if let Some((note, ink)) = note {
                lines.extend(cx.paragraph(note, width, 3 + column, ink));
            }
            if here {
                end = lines.len();
            }
        }
        let Some(&place) = places.get(self.at) else { return Drawn::default() };
        let wanted = if self.at == 0 { 0..end } else { place..end };
        let drawn = super::scroll(canvas, &lines, &mut self.top, wanted);
        let mut cursor = None;
        if let Some(Field { kind: Kind::Text(editor) | Kind::Date(editor), .. }) =
            self.fields.0.get_mut(self.at)
            && let Some(y) = place.checked_sub(self.top)
        {
            let mut part = canvas.part(3 + column, y, width.saturating_sub(4 + column), 1);
            editor.draw(&mut part, &mut cx.shared.breaker);
            cursor = part.cursor;
        }
        Drawn { cursor, ..drawn }
    }

    fn typing(&self) -> bool {
        true
    }
}
