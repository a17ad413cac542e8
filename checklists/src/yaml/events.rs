//! The parser's events to an outline, and what is refused on the way.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as EventSpan};

use crate::lines::Lines;
use crate::outline::{Entry, Kind, Node, Span};
use crate::problem::Problem;
use crate::yaml::{MAX_DEPTH, MAX_PROBLEMS, MAX_VALUES};

/// The outline of a file, or every reason why it has none.
pub(super) fn outline(lines: &Lines) -> Result<Node, Vec<(Span, Problem)>> {
    let mut builder =
        Builder { lines, open: Vec::new(), values: 0, root: None, documents: 0, problems: Vec::new() };
    builder.read();
    match builder.root {
        Some(root) if builder.problems.is_empty() => Ok(root),
        _ if builder.problems.is_empty() => {
            Err(vec![(Span { line: 1, column: 1, length: 0, last: 1 }, Problem::Empty)])
        }
        _ => Err(builder.problems),
    }
}

struct Builder<'a> {
    lines: &'a Lines,
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
    Map {
        entries: Vec<Entry>,
        /// The line of each key.
        keys: BTreeMap<String, usize>,
        /// A key whose value has not come yet.
        key: Option<(String, Span)>,
    },
}

impl Builder<'_> {
    fn problem(&mut self, span: Span, problem: Problem) {
        self.problems.push((span, problem));
    }

    fn read(&mut self) {
        for event in Parser::new_from_str(&self.lines.text) {
            match event {
                Ok((event, span)) if self.problems.len() < MAX_PROBLEMS => {
                    if !self.event(event, span) {
                        return;
                    }
                }
                Ok(_) => return,
                Err(error) => return self.scan_error(&error),
            }
        }
    }

    /// Takes one event; false where reading further is of no use.
    fn event(&mut self, event: Event<'_>, at: EventSpan) -> bool {
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
                self.begin(dash(self.lines, span), OpenKind::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.plain(span, anchor, tag.is_some());
                let (entries, keys) = Default::default();
                self.begin(span, OpenKind::Map { entries, keys, key: None })
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

    /// Anchors and tags are refused wherever they stand.
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
            Some(OpenKind::Map { entries, keys, key }) => match (key.take(), node.kind) {
                (Some((key, at)), kind) => entries.push(Entry { key, at, value: Node { kind, ..node } }),
                (None, Kind::Scalar(text)) => {
                    let first = keys.get(&text).copied();
                    keys.entry(text.clone()).or_insert(node.span.line);
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
    fn scan_error(&mut self, error: &ScanError) {
        let lines = self.lines;
        let mark = error.marker();
        let here = Span { line: mark.line(), column: mark.col() + 1, length: 1, last: mark.line() };
        let said = error.info().to_owned();
        let has = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
        let flow = self.open.last().filter(|open| matches!(lines.char_at(open.span), Some('[' | '{')));
        let (span, problem) = match lines.char_at(here) {
            _ if has(&["recursion limit"]) => (here, Problem::TooDeep { limit: MAX_DEPTH }),
            Some('*') if has(&["anchor"]) => (lines.word(here), Problem::Alias),
            Some('&') if has(&["anchor"]) => (lines.word(here), Problem::Anchor),
            Some('!') => (lines.word(here), Problem::Tag),
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
            _ if has(&["simple key expect ':'"]) => (lines.line_before(here), Problem::MissingColon { said }),
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
fn dash(lines: &Lines, span: Span) -> Span {
    if matches!(lines.char_at(span), Some('-' | '[')) {
        return span;
    }
    let before: Vec<char> = lines.line(span.line).chars().take(span.column - 1).collect();
    match before.iter().position(|c| *c != ' ') {
        Some(at) if before[at] == '-' => Span { column: at + 1, ..span },
        _ => span,
    }
}
