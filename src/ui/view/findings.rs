//! What the scans found, worst first.

use std::collections::BTreeMap;

use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::{Confidence, Finding, Severity};
use phrom_checklists::id::RuleId;

use super::finding::{FindingPage, page};
use super::scan::rule_title;
use super::{Cx, Drawn, Input, Place, Turn, View, all_in, folded, split};
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::finding_text::{place, severity};
use crate::ui::list::List;
use crate::ui::theme::Ink;

/// The cursor among the findings.
#[derive(Default)]
pub(crate) struct Findings {
    list: List,
    filter: String,
    low: bool,
    order: Order,
}

/// Which findings are listed, in order. A hundred thousand are neither sorted nor put into words at
/// every key.
#[derive(Default)]
struct Order {
    made_for: Option<(String, bool, u64, Lang)>,
    indices: Vec<usize>,
    /// What the filter looks at, once there is one.
    words: Vec<String>,
    words_for: Option<(u64, Lang)>,
}

impl Findings {
    /// Those of one rule.
    pub(crate) fn of(rule: &RuleId) -> Self {
        Self { filter: rule.to_string(), ..Self::default() }
    }

    fn sort(&mut self, cx: &Cx<'_>) {
        let (scans, lang) = (cx.shared.scans, cx.lang());
        let wanted = Some((self.filter.clone(), self.low, scans, lang));
        if self.order.made_for == wanted {
            return;
        }
        if !self.filter.is_empty() && self.order.words_for != Some((scans, lang)) {
            self.order.words = words(cx);
            self.order.words_for = Some((scans, lang));
        }
        let findings = cx.desk.findings();
        let filter = folded(&self.filter);
        let fits = |i: &usize| {
            (self.low || findings[*i].confidence > Confidence::Low)
                && (filter.is_empty() || all_in(&filter, &self.order.words[*i]))
        };
        let mut indices: Vec<usize> = (0..findings.len()).filter(fits).collect();
        indices.sort_by_key(|i| (std::cmp::Reverse(findings[*i].severity), *i));
        (self.order.made_for, self.order.indices) = (wanted, indices);
    }

    fn here(&self) -> Option<usize> {
        self.order.indices.get(self.list.at).copied()
    }

    fn draw_list(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let rows = self.order.indices.len();
        if rows == 0 {
            let hidden = cx.desk.findings().iter().any(|f| f.confidence == Confidence::Low) && !self.low;
            let text = match (self.filter.is_empty(), hidden) {
                (false, _) => say::NOTHING_MATCHES,
                (true, true) => say::ONLY_LOW,
                (true, false) => say::NO_FINDINGS,
            };
            let lines = cx.paragraph(text.say(cx.lang()), canvas.width(), 3, Ink::Muted);
            canvas.lines(&lines, 0);
        }
        let window = self.list.window(rows, canvas.height());
        for (y, n) in window.clone().enumerate() {
            if let Some(finding) = cx.desk.findings().get(self.order.indices[n]) {
                canvas.line(y, &finding_line(finding, n == self.list.at, canvas.width(), cx));
            }
        }
        Drawn { below: rows - window.end, ..Drawn::default() }
    }
}

impl View for Findings {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::GoFindings, cx.lang())]
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        say::position(cx.lang(), (self.list.at + 1).min(self.order.indices.len()), self.order.indices.len())
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let none = cx.desk.findings().is_empty().then(|| say::NO_FINDINGS.say(cx.lang()).to_owned());
        let mut commands = vec![
            Command::shown(Action::Open).off(none),
            Command::shown(Action::Filter),
            Command::shown(Action::LowConfidence),
            Command::shown(Action::GoScan),
            Command::shown(Action::Back),
        ];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        self.sort(cx);
        let Input::Act(action) = input else { return Turn::Stay };
        if self.list.act(action, self.order.indices.len()) {
            return Turn::Stay;
        }
        match action {
            Action::LowConfidence => self.low = !self.low,
            Action::Open => {
                if let Some(index) = self.here() {
                    return Turn::Open(Box::new(FindingPage::new(index)));
                }
            }
            _ => {}
        }
        Turn::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        self.sort(cx);
        let (width, height) = (canvas.width(), canvas.height());
        let Some(left) = split(width) else { return self.draw_list(canvas, cx) };
        let left = left + width / 6;
        let drawn = self.draw_list(&mut canvas.part(0, 0, left - 1, height), cx);
        canvas.part(left, 0, 1, height).column(0);
        if let Some(index) = self.here() {
            let page = page(cx, index, width - left - 1, None);
            canvas.part(left + 1, 0, width, height).lines(&page.lines, 0);
        }
        Drawn { split: Some(left), ..drawn }
    }

    fn filter(&mut self) -> Option<&mut String> {
        Some(&mut self.filter)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Findings)
    }
}

/// Each finding in the words a filter looks for.
fn words(cx: &Cx<'_>) -> Vec<String> {
    let mut titles: BTreeMap<&RuleId, String> = BTreeMap::new();
    let findings = cx.desk.findings();
    findings
        .iter()
        .map(|finding| {
            let title = titles.entry(&finding.rule).or_insert_with(|| rule_title(cx, &finding.rule));
            let severity = severity(cx.lang(), finding.severity);
            folded(&format!("{} {title} {severity} {}", finding.rule, place(&finding.place)))
        })
        .collect()
}

fn finding_line(finding: &Finding, selected: bool, width: usize, cx: &Cx<'_>) -> Line {
    let ink = if finding.severity >= Severity::High { Ink::Danger } else { Ink::Muted };
    let at = place(&finding.place);
    let room = width / 3;
    Line::item(selected)
        .column(severity(cx.lang(), finding.severity), 8, ink)
        .then(rule_title(cx, &finding.rule), Ink::Plain)
        .right(format!("{} ", tail(&at, room)), Ink::Muted)
        .select(selected)
}

/// The end of a path says more than its begin.
fn tail(text: &str, room: usize) -> String {
    let text = crate::thai::visible(text);
    if crate::thai::width(&text) <= room {
        return text.into_owned();
    }
    let starts = text.char_indices().map(|(at, _)| at);
    let begin = starts.filter(|at| crate::thai::width(&text[*at..]) < room).find(|at| {
        // Not between a consonant and its marks.
        crate::thai::is_boundary(&text, *at)
    });
    begin.map_or_else(String::new, |at| format!("…{}", &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails() {
        assert_eq!(tail("/srv/a.txt:1", 20), "/srv/a.txt:1");
        assert_eq!(tail("/srv/data/a.txt:1", 9), "…/a.txt:1");
        assert_eq!(tail("แฟ้มน้ำท่วม", 5), "…ท่วม");
        assert_eq!(tail("abc", 0), "");
    }
}
