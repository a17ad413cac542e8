//! The picture: header and rule, the screen between, message or rule, and the footer.

use phrom_checklists::bilingual::Lang;
use ratatui::Frame;

use super::app::App;
use super::canvas::{Canvas, Line};
use super::command::{Action, Command};
use super::desk::{Desk, JobKind};
use super::theme::Ink;
use super::view::{Cx, Drawn, Saved, View};
use crate::text::ui as say;
use crate::thai;

/// The smallest screen: below it one message is shown.
pub(crate) const SMALLEST: (u16, u16) = (60, 16);

impl App {
    /// Draws everything.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, desk: &mut dyn Desk) {
        let area = frame.area();
        let theme = self.shared.theme;
        self.small = area.width < SMALLEST.0 || area.height < SMALLEST.1;
        let mut canvas = Canvas::new(frame.buffer_mut(), area, theme);
        if self.small {
            let lang = self.shared.lang;
            let text = say::too_small(lang, SMALLEST, (area.width, area.height));
            let rows = self.shared.breaker.wrap(&text, canvas.width());
            let lines: Vec<Line> = rows.into_iter().map(|row| Line::of(row, Ink::Strong)).collect();
            canvas.lines(&lines, 0);
            return;
        }
        let (width, height) = (canvas.width(), canvas.height());
        let commands = if self.top().typing() { self.own_commands(desk) } else { self.commands(desk) };
        let filter = self.top().filter().map(|f| f.clone()).unwrap_or_default();
        let message = self.message(width);
        let below = message.len().max(1) + 1;
        let mut cx = Cx { desk, shared: &mut self.shared };
        let view = self.views.last_mut();
        let mut body = canvas.part(0, 2, width, height - 2 - below);
        let drawn = view.map_or_else(Drawn::default, |view| view.draw(&mut body, &mut cx));
        let mut cursor = drawn.cursor.or(body.cursor);
        canvas.line(0, &header(&self.views, width, &cx));
        canvas.rule(1, drawn.split.map(|x| (x, '┬')));
        let y = height - below;
        if let Some(editor) = &mut self.filtering {
            let label = format!(" {} ", say::FILTER_BY.say(cx.lang()));
            let at = thai::width(&label);
            canvas.line(y, &Line::of(label, Ink::Accent));
            let mut field = canvas.part(at, y, width - at - 1, 1);
            editor.draw(&mut field, &mut cx.shared.breaker);
            cursor = field.cursor;
        } else if message.is_empty() {
            canvas.rule(y, drawn.split.map(|x| (x, '┴')));
            bottom(&mut canvas, y, &filter, drawn.below, cx.lang());
        } else {
            canvas.part(0, y, width, message.len()).lines(&message, 0);
        }
        canvas.line(height - 1, &footer(&commands, width, cx.lang()));
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }

    /// At most four rows.
    fn message(&mut self, width: usize) -> Vec<Line> {
        let Some(message) = &self.shared.message else { return Vec::new() };
        let lang = self.shared.lang;
        let mut lines = Vec::new();
        let texts =
            [(Some(message.said.in_lang(lang)), message.ink), (message.detail.as_deref(), Ink::Muted)];
        for (text, ink) in texts {
            for row in self.shared.breaker.wrap(text.unwrap_or(""), width - 2) {
                lines.push(Line::of(" ", Ink::Plain).then(row, ink));
            }
        }
        lines.truncate(4);
        lines
    }
}

/// Where one is, and whether what was said is saved. Of a trail that does not fit, the begin goes.
fn header(views: &[Box<dyn View>], width: usize, cx: &Cx<'_>) -> Line {
    let right = aside(views, cx);
    let cells: usize = right.iter().map(|(text, _)| thai::width(&thai::visible(text)) + 3).sum();
    let below = if views.len() > 1 { &views[1..] } else { views };
    let trail: Vec<String> = below.iter().flat_map(|view| view.trail(cx)).collect();
    let fits = |from: usize| {
        let shown: usize = trail[from..].iter().map(|t| thai::width(&thai::visible(t)) + 3).sum();
        shown + if from > 0 { 4 } else { 0 } + cells <= width
    };
    let from = (0..trail.len()).find(|from| fits(*from)).unwrap_or(trail.len().saturating_sub(1));
    let mut line = Line::of(" ", Ink::Plain);
    if views.len() == 1 {
        line = line.then(say::NAME, Ink::Accent).then("   ", Ink::Plain);
    }
    if from > 0 {
        line = line.then("… › ", Ink::Muted);
    }
    for (n, place) in trail.iter().enumerate().skip(from) {
        let last = n + 1 == trail.len();
        line = line.then(place.clone(), if last { Ink::Strong } else { Ink::Muted });
        if !last {
            line = line.then(" › ", Ink::Muted);
        }
    }
    let last = right.len().saturating_sub(1);
    for (n, (text, ink)) in right.into_iter().enumerate() {
        line = line.right(text, ink).right(if n < last { " · " } else { " " }, Ink::Muted);
    }
    line
}

fn aside(views: &[Box<dyn View>], cx: &Cx<'_>) -> Vec<(String, Ink)> {
    let lang = cx.lang();
    let mut parts = Vec::new();
    let aside = views.last().map_or_else(String::new, |view| view.aside(cx));
    if !aside.is_empty() {
        parts.push((aside, Ink::Muted));
    }
    if cx.shared.jobs.contains_key(&JobKind::Scan) {
        parts.push((say::SCANNING.say(lang).to_owned(), Ink::Accent));
    }
    match (cx.read_only(), cx.shared.saved) {
        (Some(_), _) => parts.push((say::READ_ONLY.say(lang).to_owned(), Ink::Danger)),
        (None, Saved::Untouched) => {}
        (None, Saved::At(at)) => {
            let time = phrom_checklists::expiry::in_bangkok(at).time();
            parts.push((say::saved_at(lang, time.hour(), time.minute()), Ink::Muted));
        }
        (None, Saved::Failed) => parts.push((say::NOT_SAVED.say(lang).to_owned(), Ink::Danger)),
    }
    parts.push((if lang == Lang::Th { "TH" } else { "EN" }.to_owned(), Ink::Muted));
    parts
}

/// In the rule under the screen: the filter, and how much is hidden.
fn bottom(canvas: &mut Canvas<'_>, y: usize, filter: &str, below: usize, lang: Lang) {
    let width = canvas.width();
    if !filter.is_empty() {
        let text = say::filtered(lang, filter);
        let room = thai::width(&thai::visible(&text)).min(width / 2);
        canvas.part(2, y, room, 1).line(0, &Line::of(text, Ink::Accent));
    }
    if below > 0 {
        let text = format!(" ↓ {below} ");
        let room = thai::width(&text);
        canvas.part(width - room - 2, y, room, 1).line(0, &Line::of(text, Ink::Muted));
    }
}

/// Keys and names while they fit; help, which names the rest, always.
fn footer(commands: &[Command], width: usize, lang: Lang) -> Line {
    let name = |c: &Command| (c.key.to_string(), c.action.short().say(lang));
    let cells = |c: &Command| {
        let (key, name) = name(c);
        thai::width(&key) + 1 + thai::width(name) + 3
    };
    let (help, rest): (Vec<&Command>, Vec<&Command>) =
        commands.iter().filter(|c| c.footer).partition(|c| c.action == Action::Help);
    let mut room = width.saturating_sub(1 + help.iter().map(|c| cells(c)).sum::<usize>());
    let mut shown = Vec::new();
    for command in rest {
        if cells(command) > room {
            break;
        }
        room -= cells(command);
        shown.push(command);
    }
    let mut line = Line::of(" ", Ink::Plain);
    for command in shown.into_iter().chain(help) {
        let (key, name) = name(command);
        let key_ink = if command.off.is_some() { Ink::Faint } else { Ink::Accent };
        let ink = if command.off.is_some() { Ink::Faint } else { Ink::Muted };
        line = line.then(key, key_ink).then(format!(" {name}   "), ink);
    }
    line
}
