//! A few choices, one of which is taken.

use phrom_checklists::bilingual::Text;

use super::{Cx, Drawn, Input, Turn, View, scroll};
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::list::List;
use crate::ui::theme::Ink;

/// What a choice does.
pub(crate) type Choose = Box<dyn Fn(&mut Cx<'_>) -> Turn>;

/// A list of choices under a sentence.
pub(crate) struct Menu {
    title: Text,
    lead: Text,
    choices: Vec<(Text, Choose)>,
    list: List,
    top: usize,
}

impl Menu {
    /// A menu about `lead`.
    pub(crate) fn new(title: Text, lead: Text) -> Self {
        Self { title, lead, choices: Vec::new(), list: List::default(), top: 0 }
    }

    /// One more choice.
    pub(crate) fn choice(mut self, label: Text, choose: impl Fn(&mut Cx<'_>) -> Turn + 'static) -> Self {
        self.choices.push((label, Box::new(choose)));
        self
    }

    /// With the cursor on a choice.
    pub(crate) fn at(mut self, at: usize) -> Self {
        self.list = List::at(at);
        self
    }
}

impl View for Menu {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::capital(self.title.in_lang(cx.lang()))]
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        let mut commands = vec![Command::shown(Action::Choose), Command::shown(Action::Back)];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        if self.list.act(action, self.choices.len()) {
            return Turn::Stay;
        }
        match (action, self.choices.get(self.list.at)) {
            (Action::Choose, Some((_, choose))) => choose(cx),
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let mut lines = cx.paragraph(self.lead.in_lang(lang), canvas.width(), 1, Ink::Strong);
        lines.push(Line::blank());
        let first = lines.len();
        for (n, (label, _)) in self.choices.iter().enumerate() {
            lines.push(Line::item(n == self.list.at).then(label.in_lang(lang), Ink::Plain));
        }
        let at = first + self.list.at;
        // The first choice brings the sentence with it.
        let wanted = if self.list.at == 0 { 0..at + 1 } else { at..at + 1 };
        scroll(canvas, &lines, &mut self.top, wanted)
    }
}
