//! The remark of a control: a text of any length, drafted while it is written.

use phrom_checklists::answer::Subject;
use phrom_checklists::bilingual::Text;
use phrom_checklists::journal::Change;

use super::{Cx, Drawn, Input, Turn, View};
use crate::text::ui as say;
use crate::ui::canvas::Canvas;
use crate::ui::command::{Action, Command};
use crate::ui::editor::Editor;
use crate::ui::theme::Ink;

/// A remark being written.
pub(crate) struct Remark {
    subject: Subject,
    rev: u32,
    question: Text,
    saved: String,
    editor: Editor,
}

impl Remark {
    /// Opens the remark, or the draft of it that an interrupted run has left.
    pub(crate) fn open(subject: &Subject, cx: &mut Cx<'_>) -> Option<Self> {
        let (_, _, control) = super::find_control(cx.desk, subject)?;
        let (rev, question) = (control.rev, control.question.clone());
        let held = cx.desk.state().remarks.get(subject);
        let saved = held.and_then(|held| held.latest()).map_or_else(String::new, |head| head.value.clone());
        let draft = cx.desk.draft(subject).filter(|draft| *draft != saved);
        if draft.is_some() {
            cx.tell(say::DRAFT_FOUND.into(), Ink::Accent);
        }
        let editor = Editor::text(draft.as_deref().unwrap_or(&saved));
        Some(Self { subject: subject.clone(), rev, question, saved, editor })
    }

    fn save(&self, cx: &mut Cx<'_>) -> Turn {
        let text = self.editor.written().trim_end();
        if text != self.saved {
            let change = Change::RemarkSet {
                subject: self.subject.clone(),
                rev: Some(self.rev),
                text: text.to_owned(),
            };
            if !cx.apply(change) {
                return Turn::Stay;
            }
        }
        if let Err(error) = cx.desk.keep_draft(&self.subject, None) {
            cx.tell(error.said, Ink::Danger);
        }
        Turn::Close
    }
}

impl View for Remark {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::Remark, cx.lang())]
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        if self.draft().is_some() { say::NOT_SAVED_YET.say(cx.lang()).to_owned() } else { String::new() }
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        vec![Command::shown(Action::SaveText), Command::shown(Action::RevertText)]
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        match input {
            Input::Act(Action::SaveText) => return self.save(cx),
            Input::Act(Action::RevertText) => self.editor = Editor::text(&self.saved),
            Input::Key(key) => _ = self.editor.key(key, &mut cx.shared.breaker),
            Input::Paste(text) => self.editor.insert(&text),
            Input::Act(_) | Input::Finished(_) => {}
        }
        Turn::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let (width, height) = (canvas.width(), canvas.height());
        let question = cx.paragraph(self.question.in_lang(lang), width, 1, Ink::Muted);
        let lead = question.len().min(height / 3);
        canvas.lines(&question[..lead], 0);
        let mut part = canvas.part(1, lead + 1, width.saturating_sub(2), height.saturating_sub(lead + 1));
        self.editor.draw(&mut part, &mut cx.shared.breaker);
        Drawn { cursor: part.cursor, ..Drawn::default() }
    }

    fn typing(&self) -> bool {
        true
    }

    fn draft(&self) -> Option<(&Subject, &str)> {
        let written = self.editor.written();
        (written.trim_end() != self.saved).then_some((&self.subject, written))
    }
}
