//! One finding: what, where, how sure, why it matters, what to do, and the controls it speaks to.

use phrom_checklists::id::ControlId;

use super::scan::rule_title;
use super::{Cx, Drawn, Input, Place, Turn, View, scroll};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::finding_text::{confidence, place, severity};
use crate::ui::theme::Ink;

/// A page of its own.
pub(crate) struct FindingPage {
    index: usize,
    /// The control under the cursor.
    at: usize,
    top: usize,
    /// True until the control under the cursor was brought into the picture.
    seek: bool,
    /// Lines, rows of the screen and the cursor's line when it was last drawn.
    lines: usize,
    height: usize,
    line: usize,
}

/// Its lines, and which of them name controls.
pub(crate) struct Page {
    pub(crate) lines: Vec<Line>,
    pub(crate) controls: Vec<usize>,
}

impl FindingPage {
    pub(crate) fn new(index: usize) -> Self {
        Self { index, at: 0, top: 0, seek: false, lines: 0, height: 0, line: 0 }
    }
}

impl View for FindingPage {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        let title = cx.desk.findings().get(self.index).map_or(String::new(), |f| rule_title(cx, &f.rule));
        vec![title]
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let none = controls(cx, self.index).is_empty().then(|| say::NO_CONTROL.say(cx.lang()).to_owned());
        let mut commands = vec![Command::shown(Action::Open).off(none), Command::shown(Action::Back)];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        // The list below may have been renumbered by a new scan.
        if let Input::Finished(_) = input {
            return Turn::Close;
        }
        let Input::Act(action) = input else { return Turn::Stay };
        let controls = controls(cx, self.index);
        if self.read_on(action, controls.len()) {
            return Turn::Stay;
        }
        let wanted = controls.get(self.at);
        let item = cx.desk.readiness().items.iter().find(|i| Some(&i.subject.control) == wanted);
        match (action, item) {
            (Action::Open, Some(item)) => Turn::Go(Place::Control(item.subject.clone(), None)),
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let page = page(cx, self.index, canvas.width(), Some(self.at));
        self.line = page.controls.get(self.at).copied().unwrap_or(0);
        (self.lines, self.height) = (page.lines.len(), canvas.height());
        let seek = std::mem::take(&mut self.seek);
        let wanted = if seek { self.line..self.line + 1 } else { self.top..self.top };
        scroll(canvas, &page.lines, &mut self.top, wanted)
    }
}

impl FindingPage {
    /// Through the text until the controls are seen, then among them.
    fn read_on(&mut self, action: Action, controls: usize) -> bool {
        let most = self.lines.saturating_sub(self.height);
        let page = self.height.saturating_sub(1).max(1);
        let last = controls.saturating_sub(1);
        match action {
            Action::Down if self.line >= self.top + self.height || self.at == last => self.top += 1,
            Action::Down => (self.at, self.seek) = (self.at + 1, true),
            Action::Up if self.line < self.top || self.at == 0 => self.top = self.top.saturating_sub(1),
            Action::Up => (self.at, self.seek) = (self.at - 1, true),
            Action::PageDown => self.top += page,
            Action::PageUp => self.top = self.top.saturating_sub(page),
            Action::First => (self.at, self.top) = (0, 0),
            Action::Last => (self.at, self.top) = (last, most),
            _ => return false,
        }
        self.top = self.top.min(most);
        true
    }
}

/// Lays out a finding; `at` is the control under the cursor.
pub(crate) fn page(cx: &mut Cx<'_>, index: usize, width: usize, at: Option<usize>) -> Page {
    let lang = cx.lang();
    let mut page = Page { lines: Vec::new(), controls: Vec::new() };
    let Some(finding) = cx.desk.findings().get(index).cloned() else { return page };
    let rule = cx.desk.rule(&finding.rule);
    let title = rule_title(cx, &finding.rule);
    page.lines.extend(cx.paragraph(&title, width, 1, Ink::Strong));
    page.lines.extend(cx.paragraph(finding.rule.as_str(), width, 1, Ink::Muted));
    page.lines.push(Line::blank());
    let axes = format!(
        "{} · {} {}",
        severity(lang, finding.severity),
        say::CONFIDENCE.say(lang),
        confidence(lang, finding.confidence)
    );
    let mut facts = vec![
        (say::SEVERITY, axes),
        (say::WHERE, place(&finding.place)),
        (say::SAMPLE, crate::thai::visible(&finding.masked).into_owned()),
    ];
    if let Some(exposure) = finding.exposure {
        facts.push((say::EXPOSURE, say::exposure(lang, exposure).to_owned()));
    }
    if let Some(modified) = finding.modified {
        facts.push((
            say::MODIFIED,
            crate::ui::date::write(phrom_checklists::expiry::in_bangkok(modified).date(), lang),
        ));
    }
    if let Some(rule) = rule {
        facts.push((say::WHY, rule.why.in_lang(lang).to_owned()));
        facts.push((say::REMEDY, rule.remedy.in_lang(lang).to_owned()));
    }
    for (label, text) in facts {
        page.lines.extend(cx.labelled(label.say(lang), &text, width, Ink::Plain));
    }
    let controls = controls(cx, index);
    if !controls.is_empty() {
        page.lines.push(Line::blank());
        page.lines.push(Line::of(" ", Ink::Plain).then(say::SPEAKS_TO.say(lang), Ink::Strong));
    }
    for (n, id) in controls.iter().enumerate() {
        let title = cx
            .desk
            .packs()
            .iter()
            .find_map(|p| p.control(id))
            .map_or(id.to_string(), |c| c.title.in_lang(lang).to_owned());
        let selected = at == Some(n);
        page.controls.push(page.lines.len());
        page.lines.push(Line::item(selected).then(title, Ink::Plain).select(selected));
    }
    page
}

/// The controls whose packs name the rule, in pack order, and those the finding itself names.
fn controls(cx: &Cx<'_>, index: usize) -> Vec<ControlId> {
    let Some(finding) = cx.desk.findings().get(index) else { return Vec::new() };
    let all = cx.desk.packs().iter().flat_map(|p| p.controls()).map(|(_, c)| c);
    all.filter(|c| {
        c.decides.contains(&finding.rule)
            || c.informs.contains(&finding.rule)
            || finding.controls.contains(&c.id)
    })
    .map(|c| c.id.clone())
    .collect()
}
