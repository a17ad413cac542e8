//! What can be scanned, how far a scan is, and what the last ones say.

use std::collections::BTreeMap;

use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::Confidence;
use phrom_checklists::id::RuleId;
use phrom_checklists::scan::{NotReadReason, ScanSummary, Scanner};

use super::findings::Findings;
use super::form::{Field, Form};
use super::systems::is_endpoint;
use super::{Cx, Drawn, Input, Place, Turn, View, dialogs, scroll};
use crate::text::ui as say;
use crate::thai;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::date;
use crate::ui::desk::{Job, JobKind, ScanJob};
use crate::ui::list::List;
use crate::ui::theme::Ink;

/// The cursor among targets and results.
#[derive(Default)]
pub(crate) struct Scan {
    list: List,
    top: usize,
    counts: Counts,
}

/// Findings by rule: counted once a scan, not once a key.
#[derive(Default)]
struct Counts {
    /// The [`Shared::scans`](super::Shared::scans) they were counted at.
    made_for: Option<u64>,
    data: Vec<(RuleId, u64)>,
    tls: Vec<(RuleId, u64)>,
}

impl Counts {
    fn renew(&mut self, cx: &Cx<'_>) {
        if self.made_for != Some(cx.shared.scans) {
            let (data, tls) = (by_rule(cx, Scanner::PersonalData), by_rule(cx, Scanner::Tls));
            *self = Self { made_for: Some(cx.shared.scans), data, tls };
        }
    }

    fn of(&self, scanner: Scanner) -> &[(RuleId, u64)] {
        match scanner {
            Scanner::PersonalData => &self.data,
            Scanner::Tls => &self.tls,
        }
    }
}

/// A row that can be opened.
enum Entry {
    Ask(Scanner),
    Target(ScanJob, String),
    Rule(RuleId),
}

impl Scan {
    fn entries(&mut self, cx: &Cx<'_>) -> Vec<Entry> {
        self.counts.renew(cx);
        let lang = cx.lang();
        let mut entries = vec![Entry::Ask(Scanner::PersonalData), Entry::Ask(Scanner::Tls)];
        for (id, system) in cx.desk.state().living_systems() {
            let name = system.name.in_lang(lang);
            for (scanner, targets) in
                [(Scanner::PersonalData, &system.paths), (Scanner::Tls, &system.endpoints)]
            {
                if !targets.is_empty() {
                    let job = ScanJob { scanner, targets: targets.clone(), system: Some(id.clone()) };
                    let label = format!("{} · {name}: {}", say::scanner(lang, scanner), targets.join(", "));
                    entries.push(Entry::Target(job, label));
                }
            }
        }
        for scanner in [Scanner::PersonalData, Scanner::Tls] {
            entries.extend(self.counts.of(scanner).iter().map(|(rule, _)| Entry::Rule(rule.clone())));
        }
        entries
    }
}

impl View for Scan {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::GoScan, cx.lang())]
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let lang = cx.lang();
        let running = cx.shared.jobs.get(&JobKind::Scan);
        let busy = cx.read_only().or_else(|| running.map(|_| say::ALREADY_RUNNING.say(lang).to_owned()));
        let idle = running.is_none().then(|| say::NOT_RUNNING.say(lang).to_owned());
        let mut commands = vec![
            Command::shown(Action::Open),
            Command::shown(Action::ScanData).off(busy.clone()),
            Command::shown(Action::ScanTls).off(busy),
            Command { footer: running.is_some(), ..Command::shown(Action::CancelScan).off(idle) },
            Command::shown(Action::GoFindings),
            Command::shown(Action::Back),
        ];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        let mut entries = self.entries(cx);
        if self.list.act(action, entries.len()) {
            return Turn::Stay;
        }
        let entry = (self.list.at < entries.len()).then(|| entries.swap_remove(self.list.at));
        match (action, entry) {
            (Action::ScanData, _) => Turn::Open(Box::new(ask(Scanner::PersonalData))),
            (Action::ScanTls, _) => Turn::Open(Box::new(ask(Scanner::Tls))),
            (Action::CancelScan, _) => {
                if let Some(running) = cx.shared.jobs.get_mut(&JobKind::Scan) {
                    running.cancelled = true;
                    cx.desk.cancel(JobKind::Scan);
                }
                Turn::Stay
            }
            (Action::Open, Some(Entry::Ask(_) | Entry::Target(..))) if cx.read_only().is_some() => {
                let why = cx.desk.read_only();
                if let Some(why) = why {
                    cx.tell(why, Ink::Danger);
                }
                Turn::Stay
            }
            (Action::Open, Some(Entry::Ask(scanner))) => Turn::Open(Box::new(ask(scanner))),
            (Action::Open, Some(Entry::Target(job, _))) => {
                cx.start(Job::Scan(job));
                Turn::Stay
            }
            (Action::Open, Some(Entry::Rule(rule))) => Turn::Open(Box::new(Findings::of(&rule))),
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let width = canvas.width();
        let entries = self.entries(cx);
        self.list.at = self.list.at.min(entries.len().saturating_sub(1));
        let mut lines = progress(cx, width);
        let mut wanted = 0..1;
        lines.push(Line::of(" ", Ink::Plain).then(say::SCAN_WHAT.say(lang), Ink::Strong));
        let mut entry = |n: usize, line: Line, lines: &mut Vec<Line>| {
            if n == self.list.at {
                wanted = if n == 0 { 0..lines.len() + 1 } else { lines.len()..lines.len() + 1 };
            }
            lines.push(line);
        };
        let mut n = 0;
        for found in &entries {
            let label = match found {
                Entry::Ask(Scanner::PersonalData) => say::ASK_DATA.say(lang).to_owned(),
                Entry::Ask(Scanner::Tls) => say::ASK_TLS.say(lang).to_owned(),
                Entry::Target(_, label) => label.clone(),
                Entry::Rule(..) => continue,
            };
            entry(
                n,
                Line::item(n == self.list.at).then(label, Ink::Plain).select(n == self.list.at),
                &mut lines,
            );
            n += 1;
        }
        for scanner in [Scanner::PersonalData, Scanner::Tls] {
            lines.push(Line::blank());
            let last = cx.desk.last_scan(scanner).cloned();
            let clean = self.counts.of(scanner).is_empty();
            lines.extend(summary(cx, scanner, last.as_ref(), clean, width));
            for (rule, count) in self.counts.of(scanner) {
                let selected = n == self.list.at;
                let title = rule_title(cx, rule);
                let line = Line::item(selected)
                    .then(title, Ink::Plain)
                    .right(format!("{count:>7} "), Ink::Plain)
                    .select(selected);
                entry(n, line, &mut lines);
                n += 1;
            }
            if let Some(last) = last {
                lines.extend(not_read(cx, &last, width));
            }
        }
        if n == self.list.at + 1 {
            // The last entry brings what stands below it.
            wanted.end = lines.len();
            wanted.start = wanted.start.max(wanted.end.saturating_sub(canvas.height()));
        }
        scroll(canvas, &lines, &mut self.top, wanted)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Scan)
    }
}

/// Asks for targets.
fn ask(scanner: Scanner) -> Form {
    let (title, hint) = match scanner {
        Scanner::PersonalData => (Action::ScanData, say::TARGET_DATA_HINT),
        Scanner::Tls => (Action::ScanTls, say::TARGET_TLS_HINT),
    };
    let fields = vec![Field::text("target", say::TARGET, "").needed().hint(hint)];
    Form::new(title.short().into(), title.long().into(), fields, move |fields, cx| {
        let targets = targets(fields.text("target"));
        let started = cx.start(Job::Scan(ScanJob { scanner, targets, system: None }));
        Ok(if started { Turn::Close } else { Turn::Stay })
    })
    .starts()
}

/// Several endpoints may be given with commas or spaces; a path is taken whole, for it may hold both.
fn targets(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split([',', ' ']).filter(|p| !p.is_empty()).collect();
    if parts.iter().all(|part| is_endpoint(part)) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![dialogs::unquoted(text).to_owned()]
    }
}

fn progress(cx: &mut Cx<'_>, width: usize) -> Vec<Line> {
    let lang = cx.lang();
    let Some(running) = cx.shared.jobs.get(&JobKind::Scan).cloned() else { return Vec::new() };
    let Job::Scan(job) = &running.job else { return Vec::new() };
    let state = if running.cancelled { say::STOPPING } else { say::SCANNING };
    let head =
        format!("{} {} · {}", state.say(lang), say::scanner(lang, job.scanner), job.targets.join(", "));
    let mut lines = cx.paragraph(&head, width, 1, Ink::Strong);
    let at = &running.progress;
    if let Some(total) = at.total.filter(|t| *t > 0) {
        let bar = width.saturating_sub(12).min(40);
        let filled = usize::try_from(at.objects * bar as u64 / total).unwrap_or(bar).min(bar);
        lines.push(
            Line::of(" ▕", Ink::Faint)
                .then("█".repeat(filled), Ink::Accent)
                .then("░".repeat(bar - filled), Ink::Faint)
                .then("▏", Ink::Faint)
                .then(format!(" {} %", (at.objects * 100 / total).min(100)), Ink::Strong),
        );
    }
    lines.extend(cx.paragraph(&say::progress(lang, at.objects, at.bytes, at.not_read), width, 1, Ink::Plain));
    for (rule, count) in &at.found {
        let title = rule_title(cx, rule);
        lines.push(
            Line::of("   ", Ink::Plain).then(title, Ink::Plain).right(format!("{count:>7} "), Ink::Plain),
        );
    }
    lines.push(Line::blank());
    lines
}

fn summary(
    cx: &mut Cx<'_>,
    scanner: Scanner,
    last: Option<&ScanSummary>,
    clean: bool,
    width: usize,
) -> Vec<Line> {
    let lang = cx.lang();
    let head = Line::of(" ", Ink::Plain).then(say::scanner(lang, scanner), Ink::Strong);
    let Some(last) = last else { return vec![head.then(format!("   {}", say::NEVER.say(lang)), Ink::Muted)] };
    let day = date::write(phrom_checklists::expiry::in_bangkok(last.at).date(), lang);
    let mut lines = vec![head.right(format!("{day} "), Ink::Muted)];
    lines.extend(cx.paragraph(&thai::visible(&last.targets.join(", ")), width, 3, Ink::Muted));
    let out: u64 = last.out_of_scope.values().sum();
    let text = say::scanned(lang, last.scanned, last.bytes, last.not_read.len(), out, last.people);
    lines.extend(cx.paragraph(&text, width, 3, Ink::Plain));
    if clean {
        // "Clean" is said only where nothing in scope was left unread.
        let text = if last.incomplete() { say::NOTHING_FOUND_SO_FAR } else { say::CLEAN };
        lines.extend(cx.paragraph(text.say(lang), width, 3, Ink::Plain));
    }
    lines
}

/// What was not read, counted by reason, with the first of each.
fn not_read(cx: &mut Cx<'_>, last: &ScanSummary, width: usize) -> Vec<Line> {
    let lang = cx.lang();
    let mut reasons: BTreeMap<NotReadReason, (usize, &str)> = BTreeMap::new();
    for object in &last.not_read {
        reasons.entry(object.reason).or_insert((0, &object.object)).0 += 1;
    }
    let mut lines = Vec::new();
    for (reason, (count, first)) in reasons {
        let text = say::not_read(lang, reason, count, &thai::visible(first));
        lines.extend(cx.paragraph(&text, width, 3, Ink::Plain));
    }
    lines
}

/// Findings by rule, without those of low confidence, most frequent first.
fn by_rule(cx: &Cx<'_>, scanner: Scanner) -> Vec<(RuleId, u64)> {
    let mut counts: BTreeMap<&RuleId, u64> = BTreeMap::new();
    for finding in cx.desk.findings() {
        if finding.confidence > Confidence::Low && scanner_of(&finding.rule) == Some(scanner) {
            *counts.entry(&finding.rule).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(rule, count)| (rule.clone(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// A rule's id begins with its scanner.
fn scanner_of(rule: &RuleId) -> Option<Scanner> {
    if rule.as_str().starts_with("tls-") {
        Some(Scanner::Tls)
    } else if rule.as_str().starts_with("personal-data-") {
        Some(Scanner::PersonalData)
    } else {
        None
    }
}

/// A rule's heading, or its id.
pub(crate) fn rule_title(cx: &Cx<'_>, rule: &RuleId) -> String {
    let lang: Lang = cx.lang();
    cx.desk.rule(rule).map_or_else(|| rule.to_string(), |words| words.title.in_lang(lang).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_endpoints_or_one_path() {
        assert_eq!(targets("a:1, b:2 c:3"), ["a:1", "b:2", "c:3"]);
        assert_eq!(targets("/srv/my files, old"), ["/srv/my files, old"]);
        assert_eq!(targets("'/srv/x'"), ["/srv/x"]);
    }
}
