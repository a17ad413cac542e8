//! Every command with its keys, made from the commands themselves.

use super::{Cx, Drawn, Input, Turn, View, cells};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, Group};
use crate::ui::theme::Ink;

/// The commands of the screen below, and those that work everywhere.
pub(crate) struct Help {
    commands: Vec<Command>,
    top: usize,
    /// Lines and height when last drawn.
    seen: (usize, usize),
}

impl Help {
    pub(crate) fn new(commands: Vec<Command>) -> Self {
        Self { commands, top: 0, seen: (0, 0) }
    }

    fn lines(&self, cx: &mut Cx<'_>, width: usize) -> Vec<Line> {
        let lang = cx.lang();
        let keys = |c: &Command| {
            let keys: Vec<String> = c.action.keys().iter().map(ToString::to_string).collect();
            keys.join(" ")
        };
        let column = self.commands.iter().map(|c| cells(&keys(c))).max().unwrap_or(0).min(24) + 2;
        let mut lines = Vec::new();
        for group in [Group::Here, Group::Go, Group::Move, Group::Everywhere] {
            let mut here = self.commands.iter().filter(|c| c.action.group() == group).peekable();
            if here.peek().is_none() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::blank());
            }
            lines.push(Line::of(" ", Ink::Plain).then(say::group(group).say(lang), Ink::Strong));
            for command in here {
                let mut text = command.action.long().say(lang).to_owned();
                if let Some(why) = &command.off {
                    text = format!("{text} ({}: {why})", say::NOT_NOW.say(lang));
                }
                let ink = if command.off.is_some() { Ink::Muted } else { Ink::Plain };
                for (n, row) in cx.wrap(&text, width.saturating_sub(column + 4)).into_iter().enumerate() {
                    let keys = if n == 0 { keys(command) } else { String::new() };
                    lines.push(Line::of("   ", Ink::Plain).column(&keys, column, Ink::Accent).then(row, ink));
                }
            }
        }
        lines.push(Line::blank());
        lines.push(Line::of(" ", Ink::Plain).then(say::GLYPHS.say(lang), Ink::Strong));
        for (glyph, meaning) in say::glyphs(lang) {
            lines.push(
                Line::of("   ", Ink::Plain).column(glyph, column, Ink::Plain).then(meaning, Ink::Plain),
            );
        }
        lines.push(Line::blank());
        lines.extend(cx.paragraph(say::THAI_KEYS.say(lang), width, 1, Ink::Muted));
        lines
    }
}

impl View for Help {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::Help, cx.lang())]
    }

    fn commands(&self, _cx: &Cx<'_>) -> Vec<Command> {
        let mut commands = crate::ui::command::moves();
        commands.insert(0, Command::shown(Action::Back));
        commands
    }

    fn event(&mut self, input: Input, _cx: &mut Cx<'_>) -> Turn {
        let (lines, height) = self.seen;
        let page = height.saturating_sub(1).max(1);
        self.top = match input {
            Input::Act(Action::Up) => self.top.saturating_sub(1),
            Input::Act(Action::Down) => self.top + 1,
            Input::Act(Action::PageUp) => self.top.saturating_sub(page),
            Input::Act(Action::PageDown) => self.top + page,
            Input::Act(Action::First) => 0,
            Input::Act(Action::Last) => lines,
            _ => self.top,
        }
        .min(lines.saturating_sub(height));
        Turn::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lines = self.lines(cx, canvas.width());
        self.seen = (lines.len(), canvas.height());
        self.top = self.top.min(lines.len().saturating_sub(canvas.height()));
        canvas.lines(&lines, self.top);
        Drawn { below: lines.len().saturating_sub(self.top + canvas.height()), ..Drawn::default() }
    }
}
