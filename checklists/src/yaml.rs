//! YAML as phrom reads it: one document of plain lists, mappings and scalars, every value with its
//! place. No anchors, aliases, tags, merge keys or tabs, no key twice, bounded size and depth.
//!
//! Accepted besides: a UTF-8 byte order mark at the start, and Windows line ends.
//!
//! The events of `saphyr-parser` give the places, so a YAML bomb is refused before anything could
//! expand it; then `serde_yaml` gives the value. No other module names the two.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as EventSpan};
use serde::de::DeserializeOwned;

use crate::condition::Condition;
use crate::diagnostic::{Diagnostic, Position, is_invisible};
use crate::id::{NotKebab, is_kebab};
use crate::outline::{Entry, Found, Kind, Node, Span};
use crate::problem::{Problem, Shape};
use crate::spelling::nearest;

/// Largest file, in bytes. Our largest pack is a hundredth of it.
pub const MAX_BYTES: u64 = 16 << 20;

/// Deepest nesting of lists and mappings; a pack needs eight.
pub const MAX_DEPTH: usize = 64;

/// Most keys and values in one file; a pack needs some ten thousand.
pub const MAX_VALUES: usize = 200_000;

/// Most problems told about one file.
const MAX_PROBLEMS: usize = 50;

/// Reads one file into its type.
///
/// `name` is the file as the diagnostics name it; `newest` the newest version under a top-level key
/// `schema` that is understood, where version 1 is the oldest.
pub fn parse<T: DeserializeOwned>(name: &str, bytes: &[u8], newest: u32) -> Result<T, Vec<Diagnostic>> {
    let document = Document::read(name, bytes)?;
    document.schema(newest)?;
    document.value()
}

/// A well-formed file: its text, and where everything in it stands.
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: String,
    /// Byte offset of each line.
    lines: Vec<usize>,
    root: Node,
}

impl Document {
    /// Reads the bytes of the file `name` and refuses what is not plain YAML.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let text = decode(name, bytes)?;
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let root = Node { span: Span::default(), kind: Kind::Map(Vec::new()) };
        let mut document = Self { name: name.to_owned(), text, lines, root };
        let mut builder = Builder::default();
        document.characters(&mut builder);
        if builder.problems.is_empty() {
            builder.read(&document);
        }
        if builder.problems.is_empty() {
            match builder.root.take() {
                Some(root) => document.root = root,
                None => builder.problem(Span { line: 1, column: 1, ..Span::default() }, Problem::Empty),
            }
        }
        if builder.problems.is_empty() {
            return Ok(document);
        }
        Err(builder.problems.into_iter().map(|(span, problem)| document.diagnostic(span, problem)).collect())
    }

    /// Refuses a top-level `schema` that is newer than `newest` or no version at all; whatever else
    /// is wrong with such a file follows from that.
    pub fn schema(&self, newest: u32) -> Result<(), Vec<Diagnostic>> {
        let Some(entry) = self.root.entry("schema") else { return Ok(()) };
        let Some(found) = entry.value.scalar() else { return Ok(()) };
        if found.parse().is_ok_and(|version: u32| (1..=newest).contains(&version)) {
            return Ok(());
        }
        let problem = Problem::UnknownSchema { found: found.to_owned(), newest };
        Err(vec![self.value_at("schema", problem)])
    }

    /// The file as its type, or the first thing in which it differs.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, Vec<Diagnostic>> {
        self.deserialize(&self.text, 0)
    }

    /// What is wrong with each entry of the list under a top-level key, read alone as `T`: the first
    /// problem of every entry, where [`Document::value`] stops at the first of all.
    pub fn entries<T: DeserializeOwned>(&self, key: &str) -> Vec<Diagnostic> {
        let Some(entry) = self.root.entry(key) else { return Vec::new() };
        let Kind::List(items) = &entry.value.kind else { return Vec::new() };
        // Only a block list can be cut between its lines.
        if self.char_at(entry.value.span) != Some('-') {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let end = items.get(i + 1).map_or_else(|| self.line_after(&entry.value), |n| n.span.line);
            let (from, to) = (self.offset(item.span), self.line_offset(end));
            let Some(part) = self.text.get(from..to) else { continue };
            let alone = format!("{}{part}", " ".repeat(item.span.column - 1));
            if let Err(problems) = self.deserialize::<T>(&alone, item.span.line - 1) {
                found.extend(problems);
            }
            if found.len() >= MAX_PROBLEMS {
                break;
            }
        }
        found
    }

    /// The tree of keys and values.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// A problem at a span.
    pub(crate) fn diagnostic(&self, span: Span, problem: Problem) -> Diagnostic {
        let line = span.line.clamp(1, self.lines.len());
        // A place behind the last line is shown at the end of the last line with something on it.
        let (line, column) = if span.line > line || (line > 1 && self.line(line).is_empty()) {
            let last = (1..=line).rev().find(|n| !self.line(*n).trim().is_empty()).unwrap_or(1);
            (last, self.line(last).chars().count() + 1)
        } else {
            (line, span.column)
        };
        let position = Position::new(self.line(line), line, column, span.length);
        Diagnostic { file: self.name.clone(), position: Some(position), problem }
    }

    /// A problem with the value a path leads to; with the whole file where it leads nowhere.
    pub(crate) fn value_at(&self, path: &str, problem: Problem) -> Diagnostic {
        match self.root.at(path) {
            Some(found) => self.diagnostic(value_place(found), problem),
            None => Diagnostic::of_file(&self.name, problem),
        }
    }

    /// A problem with `part`, which stands somewhere in the value a path leads to.
    pub(crate) fn part_at(&self, path: &str, part: &str, problem: Problem) -> Diagnostic {
        match self.root.at(path) {
            Some(found) => self.diagnostic(self.part(found, part), problem),
            None => Diagnostic::of_file(&self.name, problem),
        }
    }

    /// The file's name without folder and ending.
    pub(crate) fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }

    /// True where the scalar a path leads to contains `part`.
    pub(crate) fn contains(&self, path: &str, part: &str) -> bool {
        self.root
            .at(path)
            .and_then(|found| found.node.scalar())
            .is_some_and(|text| find(text, part).is_some())
    }

    /// Where `part` stands as written inside a value, else the value; the value, too, for an empty part.
    pub(crate) fn part(&self, found: Found<'_>, part: &str) -> Span {
        if part.is_empty() {
            return value_place(found);
        }
        let span = found.node.span;
        for line in span.line..=span.last.min(self.lines.len()) {
            let text = self.line(line);
            let skip = if line == span.line { span.column - 1 } else { 0 };
            let from = text.char_indices().nth(skip).map_or(text.len(), |(at, _)| at);
            if let Some(at) = find(&text[from..], part) {
                let column = text[..from + at].chars().count() + 1;
                return Span { line, column, length: part.chars().count(), last: line };
            }
        }
        value_place(found)
    }

    /// `file:line` of the value a path leads to, for "first at …".
    pub(crate) fn line_of(&self, path: &str) -> String {
        match self.root.at(path) {
            Some(found) => format!("{}:{}", self.name, found.node.span.line),
            None => self.name.clone(),
        }
    }

    /// Tabs and invisible characters, the first of each kind.
    fn characters(&self, builder: &mut Builder) {
        let mut seen = std::collections::BTreeSet::new();
        for (i, start) in self.lines.iter().enumerate() {
            let end = self.lines.get(i + 1).copied().unwrap_or(self.text.len());
            let line = &self.text[*start..end];
            let line = line.strip_suffix('\n').map_or(line, |l| l.strip_suffix('\r').unwrap_or(l));
            for (at, c) in line.char_indices().filter(|(_, c)| is_invisible(*c)) {
                if !seen.insert(c) {
                    continue;
                }
                let column = line[..at].chars().count() + 1;
                let problem = match c {
                    '\t' => Problem::Tab,
                    _ => Problem::Invisible { character: format!("U+{:04X}", u32::from(c)) },
                };
                builder.problem(Span { line: i + 1, column, length: 1, last: i + 1 }, problem);
            }
        }
    }

    /// Line `n` from 1 without its end; empty where there is none.
    fn line(&self, n: usize) -> &str {
        let (start, end) = (self.line_offset(n), self.line_offset(n + 1));
        self.text[start..end].trim_end_matches(['\r', '\n'])
    }

    fn line_offset(&self, n: usize) -> usize {
        n.checked_sub(1).and_then(|i| self.lines.get(i).copied()).unwrap_or(self.text.len())
    }

    /// Byte offset of a span's start.
    fn offset(&self, span: Span) -> usize {
        let start = self.line_offset(span.line);
        let line = self.line(span.line);
        start + line.char_indices().nth(span.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
    }

    fn char_at(&self, span: Span) -> Option<char> {
        self.text[self.offset(span)..].chars().next()
    }

    /// The characters from a place to the next space.
    fn word(&self, span: Span) -> Span {
        let length = self.text[self.offset(span)..].split([' ', '\r', '\n']).next().unwrap_or_default();
        Span { length: length.chars().count(), ..span }
    }

    /// The last line with something on it before a place.
    fn line_before(&self, span: Span) -> Span {
        let line = (1..span.line).rev().find(|n| !self.line(*n).trim().is_empty()).unwrap_or(span.line);
        let text = self.line(line);
        let column = 1 + text.chars().take_while(|c| *c == ' ').count();
        Span { line, column, length: text.trim().chars().count(), last: line }
    }

    /// The line of the next top-level key after a value, else the line behind the last.
    fn line_after(&self, value: &Node) -> usize {
        let Kind::Map(entries) = &self.root.kind else { return self.lines.len() + 1 };
        let next = entries.iter().map(|e| e.at.line).find(|line| *line > value.span.line);
        next.unwrap_or(self.lines.len() + 1)
    }

    /// `text` is the file or a part of it that begins `above` lines below its start.
    fn deserialize<T: DeserializeOwned>(&self, text: &str, above: usize) -> Result<T, Vec<Diagnostic>> {
        serde_yaml::from_str(text).map_err(|error| {
            let mut said = error.to_string();
            let (mut line, mut column) = (self.root.span.line, self.root.span.column);
            if let Some(location) = error.location() {
                let suffix = format!(" at line {} column {}", location.line(), location.column());
                if let Some(short) = said.strip_suffix(&suffix) {
                    said.truncate(short.len());
                }
                (line, column) = (location.line() + above, location.column());
            }
            vec![self.explain(without_path(&said), line, column)]
        })
    }

    /// Turns what serde said about the value at a place into a problem of ours. The sentences are
    /// those of `serde::de::Error`; one that is not known is quoted.
    fn explain(&self, said: &str, line: usize, column: usize) -> Diagnostic {
        let is_here = |span: Span| (span.line, span.column) == (line, column);
        let mut here = Vec::new();
        let mut key_here = None;
        self.root.walk(&mut |under, node| {
            let owner = under.filter(|entry| std::ptr::eq(&raw const entry.value, node));
            let found = Found { key: owner.map(|entry| entry.at), node };
            if is_here(node.span) {
                here.push(found);
            }
            if let Some(entry) = owner.filter(|entry| is_here(entry.at)) {
                key_here = Some(entry);
            }
        });
        let scalar = here.iter().find(|f| f.node.scalar().is_some());
        let map = here.iter().find(|f| matches!(f.node.kind, Kind::Map(_)));
        let list = here.iter().find(|f| matches!(f.node.kind, Kind::List(_)));
        let any = scalar.or(map).or(list);
        let value = |found: Option<&Found<'_>>| {
            found.map_or(Span { line, column, length: 1, last: line }, |found| value_place(*found))
        };

        if let Some((key, known)) = quoted(said, "unknown field `") {
            let span = key_here.filter(|e: &&Entry| e.key == key).map_or_else(|| value(any), |e| e.at);
            let problem =
                Problem::UnknownKey { nearest: nearest(&key, known.iter().map(String::as_str)), key, known };
            return self.diagnostic(span, problem);
        }
        if let Some(key) = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            let problem = match key {
                "th" => Problem::MissingLanguage { lang: crate::bilingual::Lang::Th },
                "en" => Problem::MissingLanguage { lang: crate::bilingual::Lang::En },
                _ => Problem::MissingKey { key: key.to_owned() },
            };
            return self.diagnostic(value(map.or(any)), problem);
        }
        if let Some((word, allowed)) = quoted(said, "unknown variant `") {
            let problem = Problem::UnknownWord {
                nearest: nearest(&word, allowed.iter().map(String::as_str)),
                word,
                allowed,
            };
            return self.diagnostic(value(any), problem);
        }
        if said.starts_with("invalid type: string") && said.ends_with(", expected struct Text") {
            return self.diagnostic(value(any), Problem::NoLanguages);
        }
        if let Some((found, expected)) =
            said.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected "))
            && let Some(expected) = expected_shape(expected)
        {
            let found_shape = found_shape(found);
            let at = match found_shape {
                Shape::List => list,
                Shape::Mapping => map,
                Shape::Text | Shape::Word | Shape::Number | Shape::Boolean | Shape::Nothing => scalar,
            };
            let problem = Problem::WrongType { expected, found: found_shape };
            return self.diagnostic(value(at.or(any)), problem);
        }
        if let Some((found, problem)) = any.and_then(|any| refused_scalar(any.node, said)) {
            let span = match &problem {
                (Problem::BadCondition { .. }, at) => self.inside(found, *at),
                _ => value_place(found),
            };
            return self.diagnostic(span, problem.0);
        }
        let said = said.to_owned();
        self.diagnostic(value(any), Problem::Refused { said })
    }

    /// The place of byte `at` of a scalar's text, where the file has that text as it reads.
    fn inside(&self, found: Found<'_>, at: usize) -> Span {
        let span = found.node.span;
        let text = found.node.scalar().unwrap_or_default();
        let source = &self.text[self.offset(span)..];
        for quote in ["", "\"", "'"] {
            if source.strip_prefix(quote).is_some_and(|rest| rest.starts_with(text)) {
                let before = text.get(..at).unwrap_or(text);
                let column = span.column + quote.len() + before.chars().count();
                // The word at the place, so that the caret covers it.
                let word = text[before.len()..].split([' ', ')', ']', ',']).next().unwrap_or_default();
                return Span { column, length: word.chars().count().max(1), ..span };
            }
        }
        value_place(found)
    }
}

/// Where `part` stands in a text; a name not inside a longer name.
fn find(text: &str, part: &str) -> Option<usize> {
    let inside =
        |c: Option<char>| c.is_some_and(|c| is_kebab(part) && (c == '-' || c.is_ascii_alphanumeric()));
    text.match_indices(part)
        .map(|(at, _)| at)
        .find(|at| !inside(text[..*at].chars().last()) && !inside(text[at + part.len()..].chars().next()))
}

/// What the caret points at for a problem with a value: the value, or the key where the value is
/// empty or takes several lines.
fn value_place(found: Found<'_>) -> Span {
    match (&found.node.kind, found.key) {
        (Kind::Scalar(_), Some(key)) if found.node.span.length == 0 => key,
        (Kind::Scalar(_), _) => found.node.span,
        (Kind::List(_) | Kind::Map(_), Some(key)) => key,
        (Kind::Map(entries), None) => entries.first().map_or(found.node.span, |entry| entry.at),
        (Kind::List(_), None) => found.node.span,
    }
}

/// UTF-8 text without byte order mark.
fn decode(name: &str, bytes: &[u8]) -> Result<String, Vec<Diagnostic>> {
    let size = bytes.len() as u64;
    if size > MAX_BYTES {
        return Err(vec![Diagnostic::of_file(name, Problem::TooLarge { bytes: size, limit: MAX_BYTES })]);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let (good, bad) = bytes.split_at(error.valid_up_to());
            let line = 1 + good.iter().filter(|b| **b == b'\n').count();
            let start = good.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
            let end = bad.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| good.len() + at);
            let column = String::from_utf8_lossy(&good[start..]).chars().count() + 1;
            let source = String::from_utf8_lossy(&bytes[start..end]);
            let position = Some(Position::new(source.trim_end(), line, column, 1));
            Err(vec![Diagnostic { file: name.to_owned(), position, problem: Problem::NotUtf8 }])
        }
    }
}

/// serde's sentence without the path `a.b[3]: ` that the library puts before it.
fn without_path(said: &str) -> &str {
    match said.split_once(": ") {
        Some((path, rest)) if !path.contains([' ', '`']) => rest,
        _ => said,
    }
}

/// Splits ``unknown field `a`, expected one of `b`, `c` `` into `a` and the others.
fn quoted(said: &str, start: &str) -> Option<(String, Vec<String>)> {
    let rest = said.strip_prefix(start)?;
    let (word, others) = match rest.rsplit_once("`, expected ") {
        Some(parts) => parts,
        None => (rest.rsplit_once("`, there are no ")?.0, ""),
    };
    let others = others.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some((word.to_owned(), others))
}

fn expected_shape(expected: &str) -> Option<Shape> {
    match expected {
        "a string" | "string" => Some(Shape::Text),
        "a boolean" => Some(Shape::Boolean),
        "a sequence" => Some(Shape::List),
        "a map" => Some(Shape::Mapping),
        "u8" | "u16" | "u32" | "u64" | "usize" => Some(Shape::Number),
        _ if expected.starts_with("struct ") => Some(Shape::Mapping),
        _ if expected.starts_with("a YAML tag") || expected.starts_with("enum ") => Some(Shape::Word),
        _ => None,
    }
}

fn found_shape(found: &str) -> Shape {
    match found {
        "map" => Shape::Mapping,
        "sequence" => Shape::List,
        "unit value" | "Option value" => Shape::Nothing,
        _ if found.starts_with("boolean") => Shape::Boolean,
        _ => Shape::Text,
    }
}

/// The first scalar in a value that one of our own types refuses with just this sentence: serde says
/// what was refused, but places it at the value around it.
fn refused_scalar<'a>(node: &'a Node, said: &str) -> Option<(Found<'a>, (Problem, usize))> {
    let mut first = None;
    node.walk(&mut |under, node| {
        let Some(text) = node.scalar().filter(|_| first.is_none()) else { return };
        let problem = match Condition::parse(text) {
            _ if NotKebab(text.to_owned()).to_string() == said => {
                Some((Problem::BadId { id: text.to_owned() }, 0))
            }
            Err(error) if error.to_string() == said => {
                Some((Problem::BadCondition { reason: error.reason.clone() }, error.at))
            }
            _ => match text.parse::<jiff::civil::Date>() {
                Err(error) if error.to_string() == said => {
                    Some((Problem::BadDate { date: text.to_owned() }, 0))
                }
                _ => None,
            },
        };
        let key = under.filter(|e| std::ptr::eq(&raw const e.value, node)).map(|e| e.at);
        first = problem.map(|problem| (Found { key, node }, problem));
    });
    first
}

/// Builds the outline from the parser's events.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    values: usize,
    root: Option<Node>,
    documents: usize,
    problems: Vec<(Span, Problem)>,
}

/// A list or mapping that has begun.
struct Open {
    span: Span,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, lines: std::collections::BTreeMap<String, usize>, key: Option<(String, Span)> },
}

impl Builder {
    fn problem(&mut self, span: Span, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push((span, problem));
        }
    }

    fn read(&mut self, document: &Document) {
        for event in Parser::new_from_str(&document.text) {
            match event {
                Ok((event, span)) => {
                    if !self.event(document, event, span) {
                        return;
                    }
                }
                Err(error) => {
                    self.scan_error(document, &error);
                    return;
                }
            }
        }
    }

    /// Takes one event; false where reading further is of no use.
    fn event(&mut self, document: &Document, event: Event<'_>, at: EventSpan) -> bool {
        let span = span_of(at);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => true,
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.problem(Span { length: 3, ..span }, Problem::SecondDocument);
                }
                self.documents == 1
            }
            Event::Alias(_) => {
                self.problem(span, Problem::Alias);
                self.value(Node { span, kind: Kind::Scalar(String::new()) })
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.plain(span, anchor, tag.is_some());
                if style == ScalarStyle::Plain && text == "<<" && self.awaits_key() {
                    self.problem(span, Problem::MergeKey);
                }
                self.value(Node { span, kind: Kind::Scalar(text.into_owned()) })
            }
            Event::SequenceStart(anchor, tag) => {
                self.plain(span, anchor, tag.is_some());
                self.begin(dash(document, span), OpenKind::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.plain(span, anchor, tag.is_some());
                let (entries, lines) = Default::default();
                self.begin(span, OpenKind::Map { entries, lines, key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { span, kind: OpenKind::List(items) }) => {
                    self.value(Node { span, kind: Kind::List(items) })
                }
                Some(Open { span, kind: OpenKind::Map { entries, .. } }) => {
                    self.value(Node { span, kind: Kind::Map(entries) })
                }
                None => false,
            },
        }
    }

    fn plain(&mut self, span: Span, anchor: usize, tag: bool) {
        let span = Span { length: span.length.max(1), ..span };
        if anchor != 0 {
            self.problem(span, Problem::Anchor);
        }
        if tag {
            self.problem(span, Problem::Tag);
        }
    }

    fn begin(&mut self, span: Span, kind: OpenKind) -> bool {
        if self.awaits_key() {
            self.problem(Span { length: 1, ..span }, Problem::KeyNotText);
            return false;
        }
        if self.open.len() == MAX_DEPTH {
            self.problem(Span { length: 1, ..span }, Problem::TooDeep { limit: MAX_DEPTH });
            return false;
        }
        self.open.push(Open { span, kind });
        true
    }

    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: OpenKind::Map { key: None, .. }, .. }))
    }

    /// A finished value, or a key.
    fn value(&mut self, node: Node) -> bool {
        self.values += 1;
        if self.values > MAX_VALUES {
            self.problem(node.span, Problem::TooMany { limit: MAX_VALUES });
            return false;
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(OpenKind::List(items)) => items.push(node),
            Some(OpenKind::Map { entries, lines, key }) => match (key.take(), node.kind) {
                (Some((key, at)), kind) => entries.push(Entry { key, at, value: Node { kind, ..node } }),
                (None, Kind::Scalar(text)) => {
                    let first = lines.get(&text).copied();
                    lines.entry(text.clone()).or_insert(node.span.line);
                    *key = Some((text.clone(), node.span));
                    if let Some(first) = first {
                        self.problem(node.span, Problem::DuplicateKey { key: text, first });
                    }
                }
                // Refused where it began.
                (None, Kind::List(_) | Kind::Map(_)) => return false,
            },
        }
        true
    }

    /// The parser gives up: says why in our words where the reason is a usual one.
    fn scan_error(&mut self, document: &Document, error: &ScanError) {
        let mark = error.marker();
        let here = Span { line: mark.line(), column: mark.col() + 1, length: 1, last: mark.line() };
        let said = error.info().to_owned();
        let has = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
        let flow = self.open.last().filter(|open| matches!(document.char_at(open.span), Some('[' | '{')));
        let (span, problem) = match document.char_at(here) {
            _ if has(&["recursion limit"]) => (here, Problem::TooDeep { limit: MAX_DEPTH }),
            Some('*') if has(&["anchor"]) => (document.word(here), Problem::Alias),
            Some('&') if has(&["anchor"]) => (document.word(here), Problem::Anchor),
            Some('!') => (document.word(here), Problem::Tag),
            _ if has(&["unexpected character"]) => (here, Problem::UnquotedSign { said }),
            Some('"' | '\'') if has(&["quoted scalar"]) && !has(&["escape", "hexadecimal"]) => {
                (here, Problem::UnclosedQuote { said })
            }
            _ if flow.is_some() || has(&["misplaced bracket", "flow "]) => {
                let span = flow.map_or(here, |open| Span { length: 1, ..open.span });
                (span, Problem::UnclosedBracket { said })
            }
            _ if has(&["mapping values are not allowed", "illegal placement"]) => {
                (here, Problem::ColonInText { said })
            }
            _ if has(&["simple key expect ':'"]) => {
                (document.line_before(here), Problem::MissingColon { said })
            }
            _ if has(&["expected key", "indentation", "simple key", "'-' indicator", "indented"]) => {
                (here, Problem::Indentation { said })
            }
            _ => (here, Problem::NotYaml { said }),
        };
        self.problem(span, problem);
    }
}

fn span_of(at: EventSpan) -> Span {
    let (line, column) = (at.start.line(), at.start.col() + 1);
    let one_line = at.end.line() == line;
    let length = if one_line { at.end.col().saturating_sub(at.start.col()) } else { usize::MAX };
    // A block text ends at the start of the line behind it.
    let last = if !one_line && at.end.col() == 0 { at.end.line() - 1 } else { at.end.line() };
    Span { line, column, length, last: last.max(line) }
}

/// The dash of a list's first entry: of a list that is not indented more than its key, the parser
/// gives the place behind it.
fn dash(document: &Document, span: Span) -> Span {
    if matches!(document.char_at(span), Some('-' | '[')) {
        return span;
    }
    let before: Vec<char> = document.line(span.line).chars().take(span.column - 1).collect();
    match before.iter().position(|c| *c != ' ') {
        Some(at) if before[at] == '-' => Span { column: at + 1, ..span },
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::agency::Agency;
    use crate::bilingual::Lang;

    fn code_at(text: &str) -> String {
        Document::read("f.yaml", text.as_bytes()).unwrap_err()[0].to_string()
    }

    #[test]
    fn paths_lead_to_places() {
        let text = "a: 1\nlist:\n- th: กขค\n  en: x\n-  [b, {c: น้ำ}]\n";
        let document = Document::read("f.yaml", text.as_bytes()).unwrap();
        for (path, line, column, length) in [
            ("", 1, 1, 1),
            ("a", 1, 4, 1),
            ("list", 2, 1, 4),
            ("list[0]", 3, 3, 2),
            ("list[0].th", 3, 7, 3),
            ("list[1][0]", 5, 5, 1),
            ("list[1][1].c", 5, 12, 3),
        ] {
            let position = document.value_at(path, Problem::Empty).position.unwrap();
            assert_eq!((position.line, position.column, position.length), (line, column, length), "{path}");
        }
        for nowhere in ["b", "a.b", "list[2]", "list[x]", "a[0]", "list[0].th.x"] {
            assert_eq!(document.value_at(nowhere, Problem::Empty).position, None, "{nowhere}");
        }
    }

    /// The limits are exact, whatever the deepest and the largest hold.
    #[test]
    fn limits() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(Document::read("f", deep(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(code_at(&deep(MAX_DEPTH + 1)), "f.yaml:1:65: too-deep");
        let many = |n: usize| "- a\n".repeat(n);
        // The list is a value, too.
        assert!(Document::read("f", many(MAX_VALUES - 1).as_bytes()).is_ok());
        assert_eq!(code_at(&many(MAX_VALUES + 1)), "f.yaml:200001:3: too-many-values");
        let mut large = b"a: 1\n#".to_vec();
        large.resize(MAX_BYTES as usize, b' ');
        assert!(Document::read("f", &large).is_ok());
        large.push(b' ');
        assert_eq!(Document::read("f", &large).unwrap_err()[0].to_string(), "f: too-large");
    }

    #[test]
    fn the_agency_file() {
        let parse = |text: &str| parse::<Agency>("phrom.yaml", text.as_bytes(), 1);
        let good = "schema: 1\nname: กรมตัวอย่าง\npacks: [pdpa]\ngate:\n  min-score: 70\n";
        assert_eq!(parse(good).unwrap().gate.min_score, 70);
        for (from, to, expected, message) in [
            (
                "min-score",
                "min_score",
                "phrom.yaml:5:3: unknown-key",
                "there is no key `min_score` at this place",
            ),
            ("schema: 1", "schema: 2", "phrom.yaml:1:9: unknown-schema", ""),
            ("70", "-70", "phrom.yaml:5:14: wrong-type", ""),
            ("name:", "Name:", "phrom.yaml:2:1: unknown-key", ""),
            ("[pdpa]", "[PDPA]", "phrom.yaml:3:9: bad-id", "`PDPA` is not formed like a name"),
        ] {
            let problem = &parse(&good.replace(from, to)).unwrap_err()[0];
            assert_eq!(problem.to_string(), expected);
            assert!(message.is_empty() || problem.message(Lang::En) == message);
        }
    }

    /// Text in a scalar as both libraries read it: a difference would put a caret, or a duplicate
    /// key, where the value is not.
    fn agrees(outline: &Node, value: &serde_yaml::Value) -> bool {
        match (&outline.kind, value) {
            // At the end of a file without a line end, one ends a block text with one all the same.
            (Kind::Scalar(text), serde_yaml::Value::String(read)) => text.trim_end() == read.trim_end(),
            (Kind::Scalar(_), serde_yaml::Value::Null | serde_yaml::Value::Bool(_)) => true,
            (Kind::Scalar(_), serde_yaml::Value::Number(_)) => true,
            (Kind::List(items), serde_yaml::Value::Sequence(read)) => {
                items.len() == read.len() && items.iter().zip(read).all(|(a, b)| agrees(a, b))
            }
            (Kind::Map(entries), serde_yaml::Value::Mapping(read)) => {
                entries.len() == read.len()
                    && entries.iter().zip(read.values()).all(|(a, b)| agrees(&a.value, b))
            }
            _ => false,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        #[test]
        fn both_libraries_read_the_same(parts in proptest::collection::vec(part(), 0..14)) {
            let text = parts.concat();
            if let Ok(document) = Document::read("f.yaml", text.as_bytes())
                && let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text)
            {
                prop_assert!(agrees(document.root(), &value), "{text:?}: {:?} and {value:?}", document.root());
            }
        }
    }

    fn part() -> impl Strategy<Value = String> {
        let parts = [
            "a",
            "b",
            "th",
            "ก",
            "น้ำ",
            "1",
            "true",
            "~",
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n    ",
            "- ",
            "\n- ",
            "\n  - ",
            "\n\n",
            "\"",
            "'",
            "\"x\"",
            "'y'",
            "''",
            "\\n",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "|\n  ",
            ">-\n  ",
            ">\n    ",
            "|+\n ",
            "#",
            " # c",
            "? ",
            "\r\n",
            " ",
            "  ",
            "a: ",
            "\nb: ",
            "\n  c: ",
            "key: value\n",
        ];
        proptest::sample::select(parts.to_vec()).prop_map(str::to_owned)
    }
}
