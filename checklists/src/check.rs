//! What a pack must hold besides being well formed: names that resolve, and statements that a
//! person or a clock can follow.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::id::{ControlId, FactId, RuleId, SectionId};
use crate::load::Written;
use crate::pack::{Cite, Clock, Control, Fact, FactKind, Pack, Scope};
use crate::problem::{Named, Problem};
use crate::spelling::nearest;
use crate::wording;
use crate::yaml::Document;

/// Longest title of a control, in characters (Unicode scalar values): one line of a list.
pub const MAX_TITLE: usize = 60;

/// Words that conditions read as their own.
const RESERVED: [&str; 4] = ["and", "or", "not", "in"];

/// Every problem with what a pack means, sorted by place.
pub fn check(written: &Written) -> Vec<Diagnostic> {
    let mut problems = wording::check(&written.head);
    let facts = head(written, &mut problems);
    let mut controls = BTreeMap::new();
    for (section, document) in written.pack.sections.iter().zip(&written.sections) {
        problems.extend(wording::check(document));
        let file = document.stem();
        if section.section.as_str() != file {
            let problem =
                Problem::SectionName { section: section.section.to_string(), file: file.to_owned() };
            problems.push(document.value_at("section", problem));
        }
        if section.controls.is_empty() {
            problems.push(document.value_at("controls", Problem::EmptyList { key: "controls".to_owned() }));
        }
        for (i, control) in section.controls.iter().enumerate() {
            let path = format!("controls[{i}]");
            let here = document.line_of(&format!("{path}.id"));
            if let Some(first) = controls.insert(control.id.as_str(), here) {
                let problem =
                    Problem::DuplicateId { kind: Named::Control, id: control.id.to_string(), first };
                problems.push(document.value_at(&format!("{path}.id"), problem));
            }
            let at = At { document, path };
            self::control(&written.pack, &facts, control, &at, &mut problems);
        }
    }
    problems.sort();
    // A condition may name one fact several times.
    problems.dedup();
    problems
}

/// Scanner rules that a pack names and the program does not have. The rules are the caller's: packs
/// know nothing of scanners.
pub fn check_rules(written: &Written, known: &BTreeSet<RuleId>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (section, document) in written.pack.sections.iter().zip(&written.sections) {
        for (i, control) in section.controls.iter().enumerate() {
            for (key, rules) in [("decides", &control.decides), ("informs", &control.informs)] {
                for (j, rule) in rules.iter().enumerate().filter(|(_, rule)| !known.contains(*rule)) {
                    let nearest = nearest(rule.as_str(), known.iter().map(RuleId::as_str));
                    let problem = Problem::UnknownRule { id: rule.to_string(), nearest };
                    problems.push(document.value_at(&format!("controls[{i}].{key}[{j}]"), problem));
                }
            }
        }
    }
    problems.sort();
    problems
}

/// Packs that cannot be used together: one id for two packs or two controls, or one fact that two
/// packs describe differently. The diagnostics name the pack in place of a file.
pub fn check_together(packs: &[Pack]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    let mut controls: BTreeMap<&ControlId, &str> = BTreeMap::new();
    let mut facts: BTreeMap<&FactId, (&Pack, &Fact)> = BTreeMap::new();
    for pack in packs {
        let name = pack.head.id.as_str();
        if !ids.insert(name) {
            let problem =
                Problem::DuplicateId { kind: Named::Pack, id: name.to_owned(), first: name.to_owned() };
            problems.push(Diagnostic::of_file(name, problem));
            continue;
        }
        for (_, control) in pack.controls() {
            match controls.get(&control.id) {
                Some(first) if *first != name => {
                    let id = control.id.to_string();
                    let problem =
                        Problem::DuplicateId { kind: Named::Control, id, first: (*first).to_owned() };
                    problems.push(Diagnostic::of_file(name, problem));
                }
                Some(_) => {}
                None => {
                    controls.insert(&control.id, name);
                }
            }
        }
        for fact in &pack.head.facts {
            let (first, described) = facts.entry(&fact.id).or_insert((pack, fact));
            if *described != fact {
                let problem =
                    Problem::FactDiffers { fact: fact.id.to_string(), pack: first.head.id.to_string() };
                problems.push(Diagnostic::of_file(name, problem));
            }
        }
    }
    problems.sort();
    problems
}

/// A section that `pack.yaml` lists a second time, at index `i`.
pub(crate) fn section_twice(head: &Document, i: usize, id: &SectionId) -> Diagnostic {
    let first = (0..i)
        .map(|n| format!("sections[{n}]"))
        .find(|path| head.root().at(path).and_then(|found| found.node.scalar()) == Some(id.as_str()))
        .unwrap_or_default();
    let problem =
        Problem::DuplicateId { kind: Named::Section, id: id.to_string(), first: head.line_of(&first) };
    head.value_at(&format!("sections[{i}]"), problem)
}

/// A place in a document.
struct At<'a> {
    document: &'a Document,
    path: String,
}

impl At<'_> {
    fn key(&self, key: &str) -> At<'_> {
        At { document: self.document, path: format!("{}.{key}", self.path) }
    }

    fn item(&self, i: usize) -> At<'_> {
        At { document: self.document, path: format!("{}[{i}]", self.path) }
    }

    fn problem(&self, problem: Problem) -> Diagnostic {
        self.document.value_at(&self.path, problem)
    }
}

/// Checks `pack.yaml` and gives its facts by name.
fn head<'a>(written: &'a Written, problems: &mut Vec<Diagnostic>) -> BTreeMap<&'a str, &'a Fact> {
    let (head, document) = (&written.pack.head, &written.head);
    if !is_version(&head.version) {
        problems.push(document.value_at("version", Problem::BadVersion { version: head.version.clone() }));
    }
    for (key, empty) in [("sources", head.sources.is_empty()), ("sections", head.sections.is_empty())] {
        if empty {
            problems.push(document.value_at(key, Problem::EmptyList { key: key.to_owned() }));
        }
    }
    let sources: Vec<&str> = head.sources.iter().map(|s| s.id.as_str()).collect();
    twice(document, "sources", ".id", Named::Source, &sources, problems);
    let facts: Vec<&str> = head.facts.iter().map(|f| f.id.as_str()).collect();
    twice(document, "facts", ".id", Named::Fact, &facts, problems);
    for (i, fact) in head.facts.iter().enumerate() {
        let path = format!("facts[{i}]");
        let is_choice = fact.kind == FactKind::Choice;
        if is_choice && fact.choices.len() < 2 {
            problems.push(document.value_at(&format!("{path}.kind"), Problem::NoChoices));
        }
        if !is_choice && !fact.choices.is_empty() {
            problems.push(document.value_at(&format!("{path}.choices"), Problem::StrayChoices));
        }
        let choices: Vec<&str> = fact.choices.iter().map(|c| c.id.as_str()).collect();
        twice(document, &format!("{path}.choices"), ".id", Named::Choice, &choices, problems);
        let names = choices.iter().enumerate().map(|(j, id)| (format!("{path}.choices[{j}].id"), *id));
        for (path, id) in names.chain([(format!("{path}.id"), fact.id.as_str())]) {
            if RESERVED.contains(&id) {
                problems.push(document.value_at(&path, Problem::ReservedWord { word: id.to_owned() }));
            }
        }
    }
    // Of two with one name the first counts.
    head.facts.iter().rev().map(|fact| (fact.id.as_str(), fact)).collect()
}

fn control(
    pack: &Pack,
    facts: &BTreeMap<&str, &Fact>,
    control: &Control,
    at: &At<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let (id, prefix) = (control.id.as_str(), pack.head.id.as_str());
    if !id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-')) {
        let problem = Problem::ControlPrefix { id: id.to_owned(), pack: prefix.to_owned() };
        problems.push(at.key("id").problem(problem));
    }
    if control.rev == 0 {
        problems.push(at.key("rev").problem(Problem::BadRevision));
    }
    for (lang, title) in [("th", &control.title.th), ("en", &control.title.en)] {
        let length = title.chars().count();
        if length > MAX_TITLE {
            let problem = Problem::LongTitle { length, limit: MAX_TITLE };
            problems.push(at.key("title").key(lang).problem(problem));
        }
    }
    for (key, empty) in [("binds", control.binds.is_empty()), ("rows", control.rows.is_empty())] {
        if empty {
            problems.push(at.key(key).problem(Problem::EmptyList { key: key.to_owned() }));
        }
    }
    let rows: Vec<&str> = control.rows.iter().map(|row| row.id.as_str()).collect();
    twice(at.document, &at.key("rows").path, ".id", Named::Row, &rows, problems);

    cites(pack, &control.duty.cite, &at.key("duty"), problems);
    if let Some(penalty) = &control.penalty {
        cites(pack, &penalty.cite, &at.key("penalty"), problems);
    }
    if let Some(deadline) = &control.deadline {
        let at = at.key("deadline");
        cites(pack, &deadline.cite, &at, problems);
        if let Some(clock) = &deadline.clock {
            self::clock(facts, clock, control.per, &at.key("clock"), problems);
        }
    }
    condition(facts, control, &at.key("applies_if"), problems);
    let mut seen = BTreeSet::new();
    for (key, rules) in [("decides", &control.decides), ("informs", &control.informs)] {
        for (i, rule) in rules.iter().enumerate().filter(|(_, rule)| !seen.insert(*rule)) {
            problems.push(at.key(key).item(i).problem(Problem::RuleTwice { id: rule.to_string() }));
        }
    }
}

/// A statement rests on at least one place in a source of the pack.
fn cites(pack: &Pack, cites: &[Cite], at: &At<'_>, problems: &mut Vec<Diagnostic>) {
    let at = at.key("cite");
    if cites.is_empty() {
        problems.push(at.problem(Problem::EmptyList { key: "cite".to_owned() }));
    }
    for (i, cite) in cites.iter().enumerate() {
        if pack.source(&cite.source).is_none() {
            let id = cite.source.to_string();
            let nearest = nearest(&id, pack.head.sources.iter().map(|s| s.id.as_str()));
            problems.push(at.item(i).key("source").problem(Problem::UnknownSource { id, nearest }));
        }
    }
}

fn clock(
    facts: &BTreeMap<&str, &Fact>,
    clock: &Clock,
    per: Scope,
    at: &At<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let fact = clock.from.to_string();
    let problem = match facts.get(fact.as_str()) {
        None => Some(unknown_fact(facts, fact)),
        Some(known) if known.kind != FactKind::Date => Some(Problem::ClockFact { fact }),
        Some(known) if known.per == Scope::System && per == Scope::Agency => {
            Some(Problem::SystemFact { fact })
        }
        Some(_) => None,
    };
    problems.extend(problem.map(|problem| at.key("from").problem(problem)));
    match (clock.days, clock.years) {
        (Some(1..), None) | (None, Some(1..)) => {}
        _ => problems.push(at.problem(Problem::ClockUnit)),
    }
}

fn condition(facts: &BTreeMap<&str, &Fact>, control: &Control, at: &At<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(condition) = &control.applies_if else { return };
    for (id, words) in condition.facts() {
        let name = id.to_string();
        let mut tell = |part: &str, problem| problems.push(at.document.part_at(&at.path, part, problem));
        let Some(fact) = facts.get(name.as_str()) else {
            tell(&name, unknown_fact(facts, name.clone()));
            continue;
        };
        if fact.per == Scope::System && control.per == Scope::Agency {
            tell(&name, Problem::SystemFact { fact: name.clone() });
        }
        let mut allowed: Vec<String> = match fact.kind {
            FactKind::Boolean => vec!["true".to_owned(), "false".to_owned()],
            FactKind::Choice => fact.choices.iter().map(|c| c.id.to_string()).collect(),
            FactKind::Date => {
                tell(&name, Problem::DateInCondition { fact: name.clone() });
                continue;
            }
        };
        allowed.dedup();
        for word in words.iter().filter(|word| !allowed.contains(word)) {
            let (fact, word, allowed) = (name.clone(), word.clone(), allowed.clone());
            // A fact written alone is compared with `true`, which is then nowhere to be seen.
            let part = if at.document.contains(&at.path, &word) { word.clone() } else { name.clone() };
            tell(&part, Problem::ImpossibleWord { fact, word, allowed });
        }
    }
}

fn unknown_fact(facts: &BTreeMap<&str, &Fact>, id: String) -> Problem {
    Problem::UnknownFact { nearest: nearest(&id, facts.keys().copied()), id }
}

/// Names that a list gives twice; `list[i]` and then `key` lead to each.
fn twice(
    document: &Document,
    list: &str,
    key: &str,
    kind: Named,
    ids: &[&str],
    problems: &mut Vec<Diagnostic>,
) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for (i, id) in ids.iter().copied().enumerate() {
        let path = format!("{list}[{i}]{key}");
        match seen.get(id) {
            Some(first) => {
                let first = document.line_of(first);
                problems
                    .push(document.value_at(&path, Problem::DuplicateId { kind, id: id.to_owned(), first }));
            }
            None => {
                seen.insert(id, path);
            }
        }
    }
}

/// `MAJOR.MINOR.PATCH` in plain digits.
fn is_version(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| part.parse::<u32>().is_ok_and(|number| number.to_string() == **part))
}
