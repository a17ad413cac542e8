//! What serde said, in our words and at its place.

use crate::bilingual::Lang;
use crate::condition::Condition;
use crate::diagnostic::Diagnostic;
use crate::id::NotKebab;
use crate::outline::{Found, Kind, Span};
use crate::problem::{Problem, Shape};
use crate::spelling::nearest;
use crate::yaml::Document;

impl Document {
    /// Turns what the library said about the value at a line and column into a problem of ours.
    pub(super) fn explain(&self, said: &str, line: usize, column: usize) -> Diagnostic {
        let is_here = |span: Span| (span.line, span.column) == (line, column);
        let mut values = Vec::new();
        let mut key = None;
        self.root.walk(&mut |found| {
            if is_here(found.node.span) {
                values.push(found);
            }
            if let Some(entry) = found.entry.filter(|entry| is_here(entry.at)) {
                key = Some(entry);
            }
        });
        // A mapping, a list it is the first entry of, and their first value can stand at one place.
        let of_shape = |shape| values.iter().find(|found| shape_of(found) == shape).or(values.first());
        let place = |found: Option<&Found<'_>>| {
            found.map_or(Span { line, column, length: 1, last: line }, |found| found.place())
        };
        let scalar = of_shape(Shape::Text);

        let said = without_path(said);
        let (span, problem) = match sentence(said) {
            Sentence::UnknownKey(word, known) => {
                let span = key.filter(|entry| entry.key == word).map_or_else(|| place(scalar), |e| e.at);
                let nearest = nearest(&word, known.iter().map(String::as_str));
                (span, Problem::UnknownKey { key: word, nearest, known })
            }
            Sentence::MissingKey(key) => {
                let problem = match key {
                    "th" => Problem::MissingLanguage { lang: Lang::Th },
                    "en" => Problem::MissingLanguage { lang: Lang::En },
                    _ => Problem::MissingKey { key: key.to_owned() },
                };
                (place(of_shape(Shape::Mapping)), problem)
            }
            Sentence::UnknownWord(word, allowed) => {
                let nearest = nearest(&word, allowed.iter().map(String::as_str));
                (place(scalar), Problem::UnknownWord { word, nearest, allowed })
            }
            Sentence::NoLanguages => (place(scalar), Problem::NoLanguages),
            Sentence::WrongType(expected, found) => {
                (place(of_shape(found)), Problem::WrongType { expected, found })
            }
            Sentence::Other => match values.first().and_then(|found| refused(*found, said)) {
                Some((found, Problem::BadCondition { reason }, at)) => {
                    (self.inside(found, at), Problem::BadCondition { reason })
                }
                Some((found, problem, _)) => (found.place(), problem),
                None => (place(scalar), Problem::Refused { said: said.to_owned() }),
            },
        };
        self.diagnostic(span, problem)
    }

    /// The place of byte `at` of a scalar's text, where the file has that text as it reads.
    fn inside(&self, found: Found<'_>, at: usize) -> Span {
        let span = found.node.span;
        let text = found.node.scalar().unwrap_or_default();
        let source = &self.lines.text[self.lines.offset(span)..];
        for quote in ["", "\"", "'"] {
            if source.strip_prefix(quote).is_some_and(|rest| rest.starts_with(text)) {
                let before = text.get(..at).unwrap_or(text);
                let column = span.column + quote.len() + before.chars().count();
                // The word at the place, so that the caret covers it.
                let word = text[before.len()..].split([' ', ')', ']', ',']).next().unwrap_or_default();
                return Span { column, length: word.chars().count().max(1), ..span };
            }
        }
        found.place()
    }
}

/// The sentences of `serde::de::Error` that have a problem of their own.
enum Sentence<'a> {
    UnknownKey(String, Vec<String>),
    MissingKey(&'a str),
    UnknownWord(String, Vec<String>),
    NoLanguages,
    WrongType(Shape, Shape),
    Other,
}

fn sentence(said: &str) -> Sentence<'_> {
    if let Some((word, known)) = quoted(said, "unknown field `") {
        return Sentence::UnknownKey(word, known);
    }
    if let Some((word, known)) = quoted(said, "unknown variant `") {
        return Sentence::UnknownWord(word, known);
    }
    if let Some(key) = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Sentence::MissingKey(key);
    }
    let Some((found, expected)) =
        said.strip_prefix("invalid type: ").and_then(|s| s.rsplit_once(", expected "))
    else {
        return Sentence::Other;
    };
    match (expected_shape(expected), found_shape(found)) {
        (Some(_), Shape::Text) if expected == "struct Text" => Sentence::NoLanguages,
        (Some(expected), found) => Sentence::WrongType(expected, found),
        (None, _) => Sentence::Other,
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

fn shape_of(found: &Found<'_>) -> Shape {
    match found.node.kind {
        Kind::Scalar(_) => Shape::Text,
        Kind::List(_) => Shape::List,
        Kind::Map(_) => Shape::Mapping,
    }
}

/// The first scalar in a value that one of our own types refuses with just this sentence, with the
/// byte it was refused at: serde gives the place of the value around it.
fn refused<'a>(value: Found<'a>, said: &str) -> Option<(Found<'a>, Problem, usize)> {
    let mut first = None;
    value.walk(&mut |found| {
        let Some(text) = found.node.scalar().filter(|_| first.is_none()) else { return };
        let problem = if NotKebab(text.to_owned()).to_string() == said {
            Some((Problem::BadId { id: text.to_owned() }, 0))
        } else if let Some(error) = Condition::parse(text).err().filter(|error| error.to_string() == said) {
            Some((Problem::BadCondition { reason: error.reason }, error.at))
        } else {
            let error = text.parse::<jiff::civil::Date>().err();
            let is_date = error.is_some_and(|error| error.to_string() == said);
            is_date.then(|| (Problem::BadDate { date: text.to_owned() }, 0))
        };
        first = problem.map(|(problem, at)| (found, problem, at));
    });
    first
}
