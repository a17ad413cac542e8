//! Every command by name: typing narrows, in Thai and English at once.

use phrom_checklists::bilingual::Lang;

use super::{Cx, Drawn, Input, Turn, View, matches};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command};
use crate::ui::editor::Editor;
use crate::ui::keys::Key;
use crate::ui::list::List;
use crate::ui::theme::Ink;

/// The commands of the screen below.
pub(crate) struct Palette {
    commands: Vec<Command>,
    typed: Editor,
    list: List,
}

impl Palette {
    pub(crate) fn new(commands: Vec<Command>) -> Self {
        let commands = commands.into_iter().filter(|c| c.action != Action::Palette).collect();
        Self { commands, typed: Editor::line(""), list: List::default() }
    }

    fn found(&self) -> Vec<&Command> {
        let names = |c: &Command| {
            let (short, long) = (c.action.short(), c.action.long());
            [short.say(Lang::Th), short.say(Lang::En), long.say(Lang::Th), long.say(Lang::En)].join("\n")
        };
        self.commands.iter().filter(|c| matches(self.typed.written(), &names(c))).collect()
    }
}

impl View for Palette {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::Palette, cx.lang())]
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        vec![Command::shown(Action::Choose), Command::shown(Action::CancelForm)]
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let rows = self.found().len();
        match input {
            Input::Act(Action::Choose) => match self.found().get(self.list.at) {
                Some(Command { off: Some(why), .. }) => {
                    let said = say::cannot(why);
                    cx.tell(said, Ink::Danger);
                }
                Some(command) => return Turn::Run(command.action),
                None => {}
            },
            Input::Act(Action::CancelForm) => return Turn::Close,
            Input::Key(Key::Up) => _ = self.list.act(Action::Up, rows),
            Input::Key(Key::Down) => _ = self.list.act(Action::Down, rows),
            Input::Key(Key::PageUp) => _ = self.list.act(Action::PageUp, rows),
            Input::Key(Key::PageDown) => _ = self.list.act(Action::PageDown, rows),
            Input::Key(key) => {
                self.typed.key(key, &mut cx.shared.breaker);
                self.list.at = 0;
            }
            Input::Paste(text) => self.typed.insert(&text),
            Input::Act(_) | Input::Finished(_) => {}
        }
        Turn::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let width = canvas.width();
        canvas.line(0, &Line::of(" : ", Ink::Accent));
        let mut field = canvas.part(3, 0, width.saturating_sub(4), 1);
        self.typed.draw(&mut field, &mut cx.shared.breaker);
        let cursor = field.cursor;
        let height = canvas.height().saturating_sub(2);
        let rows = self.found().len();
        let window = self.list.window(rows, height);
        let found = self.found();
        for (y, n) in window.clone().enumerate() {
            let command = found[n];
            let ink = if command.off.is_some() { Ink::Muted } else { Ink::Plain };
            let line = Line::item(n == self.list.at)
                .then(command.action.long().say(lang), ink)
                .right(format!("{} ", command.key), Ink::Accent);
            canvas.line(y + 2, &line);
        }
        if rows == 0 {
            canvas.line(2, &Line::of("   ", Ink::Plain).then(say::NOTHING_MATCHES.say(lang), Ink::Muted));
        }
        Drawn { below: rows - window.end, cursor, ..Drawn::default() }
    }

    fn typing(&self) -> bool {
        true
    }
}
