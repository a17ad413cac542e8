//! What a run prints for a person: the figures, the gate, what was scanned. Never a host, never
//! CII status.

use std::collections::BTreeMap;

use phrom_checklists::bilingual::Lang;
use phrom_checklists::condition::Truth;
use phrom_checklists::fault::{Fault, Weight};
use phrom_checklists::finding::{Confidence, Finding, Place, Severity};
use phrom_checklists::id::{FactId, RuleId};
use phrom_checklists::pack::{Control, Pack, Scope};
use phrom_checklists::scan::{NotReadReason, ScanSummary, Scanner};

use crate::console::Console;
use crate::exit::Exit;
use crate::session::Session;
use crate::text::headless as say;

/// Places of findings printed at most; all of them are in the files `--out` writes.
const PLACES: usize = 50;

/// What a fault means for the exit status.
pub fn weight(fault: &Fault) -> Exit {
    Exit {
        integrity: fault.weight() == Weight::Integrity,
        incomplete: fault.weight() == Weight::Unread,
        ..Exit::PASSED
    }
}

/// What it means that no event of a folder can be read: where the system refused, nothing is shown of
/// what is in it.
pub fn unopened(faults: &[Fault]) -> Exit {
    let refused = faults.iter().any(|f| f.weight() == Weight::Unread);
    let start = Exit { integrity: !refused, ..Exit::PASSED };
    faults.iter().map(weight).fold(start, Exit::and)
}

/// One line a law: range, coverage, evidence, each with its fraction.
pub fn figures(console: &Console, session: &Session) {
    let lang = console.lang;
    for law in &session.readiness.laws {
        console.line(say::law(lang, law.title.in_lang(lang), &law.figures, law.level));
    }
    for pack in &session.missing {
        console.line(say::pack_missing(lang, pack));
    }
    console.line(say::law(
        lang,
        say::OVERALL.say(lang),
        &session.readiness.overall,
        session.readiness.level(),
    ));
    console.line(say::SELF_ASSESSMENT.say(lang));
}

/// The gate's verdict, key by key, and the statutory gaps by name.
pub fn gate(console: &Console, session: &Session) {
    const NAMED: usize = 10;
    let lang = console.lang;
    console.line(String::new());
    console.line(say::gate_verdict(lang, session.passed(), session.readiness.overall.gaps));
    for check in &session.gate.checks {
        console.line(say::gate_check(lang, check));
    }
    let mut unnamed = 0;
    let mut named = 0;
    for item in session.readiness.gaps() {
        let found = session.packs.iter().find_map(|p| Some((p, p.control(&item.subject.control)?)));
        let Some((_, control)) = found.filter(|(pack, c)| named < NAMED && says_nothing(session, pack, c))
        else {
            unnamed += 1;
            continue;
        };
        named += 1;
        let cite = control.duty.cite.first().map_or("", |c| c.at.in_lang(lang));
        console.line(format!(
            "  {cite} · {} · {}",
            control.title.in_lang(lang),
            say::outcome(lang, item.outcome)
        ));
    }
    if unnamed > 0 {
        console.line(format!("  … {}", say::and_more(lang, unnamed)));
    }
}

/// True for a control that applies whatever the sensitive facts are: naming it in a log tells nothing
/// of them.
fn says_nothing(session: &Session, pack: &Pack, control: &Control) -> bool {
    let Some(condition) = &control.applies_if else { return true };
    let known = |id: &FactId| {
        let fact = pack.head.facts.iter().find(|f| &f.id == id)?;
        if fact.sensitive || fact.per == Scope::System {
            return None;
        }
        session.state().fact(id, None).map(str::to_owned)
    };
    condition.truth(&known) == Truth::True
}

/// What one scan looked at: every object is accounted for.
pub fn scan(console: &Console, summary: &ScanSummary, findings: &[Finding]) {
    let lang = console.lang;
    console.line(say::scanned(lang, summary));
    let mut reasons: BTreeMap<NotReadReason, u64> = BTreeMap::new();
    for object in &summary.not_read {
        *reasons.entry(object.reason).or_default() += 1;
    }
    for (reason, count) in reasons {
        console.line(format!("    {count}  {}", say::not_read(lang, reason)));
    }
    let mut rules: BTreeMap<(std::cmp::Reverse<Severity>, &RuleId), u64> = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.confidence >= Confidence::Medium) {
        *rules.entry((std::cmp::Reverse(finding.severity), &finding.rule)).or_default() += 1;
    }
    if rules.is_empty() {
        console.line(format!("    {}", say::nothing_found(lang, summary.incomplete())));
    }
    for ((severity, rule), count) in rules {
        let title = phrom_scanners::rules()
            .find(|r| r.id == rule.as_str())
            .map_or_else(|| rule.to_string(), |r| r.title.in_lang(lang).to_owned());
        console.line(format!("    {count}  {title}  · {}", say::severity(lang, severity.0)));
    }
    if summary.ephemeral && summary.scanner == Scanner::PersonalData {
        console.message(say::ephemeral(lang));
    }
}

/// Findings one by one, for a scan alone. Endpoints are named by their number in the order typed.
pub fn places(console: &Console, findings: &[Finding], targets: &[String], all: bool) {
    let lang = console.lang;
    let shown: Vec<&Finding> =
        findings.iter().filter(|f| all || f.confidence >= Confidence::Medium).collect();
    for finding in shown.iter().take(PLACES) {
        let place = match &finding.place {
            Place::File(file) => match (file.line, file.column) {
                (Some(line), Some(column)) => format!("{}:{line}:{column}", file.path),
                (Some(line), None) => format!("{}:{line}", file.path),
                (None, _) => file.path.clone(),
            },
            Place::Endpoint(endpoint) => {
                let v6 = endpoint.host.contains(':');
                let host = if v6 { format!("[{}]", endpoint.host) } else { endpoint.host.clone() };
                numbered(lang, targets, &format!("{host}:{}", endpoint.port))
            }
            Place::Certificate { certificate } => certificate.clone(),
        };
        // What is seen at an endpoint names its host; files keep their masked sample.
        let masked = match &finding.place {
            Place::File(_) => finding.masked.as_str(),
            Place::Endpoint(_) | Place::Certificate { .. } => "",
        };
        let severity = say::severity(lang, finding.severity);
        let confidence = say::confidence(lang, finding.confidence);
        console.line(format!("{place}: {severity} ({confidence}) {} {masked}", finding.rule));
    }
    if shown.len() > PLACES {
        console.line(say::and_more(lang, shown.len() - PLACES));
    }
}

/// What was not read, one by one, for a scan alone. Endpoints are named by their number, without the
/// system's words: those can repeat a host.
pub fn unread(console: &Console, summary: &ScanSummary) {
    let lang = console.lang;
    // A scan of endpoints has endpoints as targets; a file that reads like one is not named either.
    let endpoint = |t: &String| !t.contains('/') && t.parse::<phrom_scanners::tls::target::Target>().is_ok();
    let endpoints = summary.scanner == Scanner::Tls && summary.targets.iter().all(endpoint);
    for object in summary.not_read.iter().take(PLACES) {
        let (name, detail) = if endpoints {
            (numbered(lang, &summary.targets, &object.object), String::new())
        } else {
            let detail = object.detail.as_ref().map_or_else(String::new, |d| format!(" ({d})"));
            (object.object.clone(), detail)
        };
        console.line(format!("{name}: {}{detail}", say::not_read(lang, object.reason)));
    }
    if summary.not_read.len() > PLACES {
        console.line(say::and_more(lang, summary.not_read.len() - PLACES));
    }
}

/// An endpoint by its number in the order typed: a log tells no hosts.
fn numbered(lang: Lang, targets: &[String], endpoint: &str) -> String {
    say::endpoint(lang, targets.iter().position(|target| target == endpoint))
}
