//! YAML as phrom reads it: one document of plain lists, mappings and scalars, every value with its
//! place. No anchors, aliases, tags, merge keys or tabs, no key twice, bounded size and depth.
//!
//! Accepted besides: a UTF-8 byte order mark at the start, and Windows line ends.
//!
//! The events of `saphyr-parser` give the places, so a YAML bomb is refused before anything could
//! expand it; then `serde_yaml` gives the value. No other module names the two.

mod events;
mod explain;

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::id::is_kebab;
use crate::lines::Lines;
use crate::outline::{Found, Kind, Node, Span};
use crate::problem::Problem;

/// Largest file, in bytes: some fifteen times our largest. The parser may look ahead over a whole
/// file in one bracket, at 220 bytes of memory and a third of a microsecond a byte.
pub const MAX_BYTES: u64 = 1 << 20;

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
    lines: Lines,
    root: Node,
}

impl Document {
    /// Reads the bytes of the file `name` and refuses what is not plain YAML.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let size = bytes.len() as u64;
        if size > MAX_BYTES {
            let problem = Problem::TooLarge { bytes: size, limit: MAX_BYTES };
            return Err(vec![Diagnostic::of_file(name, problem)]);
        }
        let lines = Lines::new(name, bytes)?;
        let unseen = lines.unseen();
        let outline = if unseen.is_empty() { events::outline(&lines) } else { Err(unseen) };
        match outline {
            Ok(root) => Ok(Self { lines, root }),
            Err(problems) => {
                Err(problems.into_iter().map(|(span, problem)| lines.diagnostic(span, problem)).collect())
            }
        }
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
        self.deserialize(&self.lines.text, 0)
    }

    /// What is wrong with each entry of the list under a top-level key, read alone as `T`: the first
    /// problem of every entry, where [`Document::value`] stops at the first of all.
    pub fn entries<T: DeserializeOwned>(&self, key: &str) -> Vec<Diagnostic> {
        let Some(entry) = self.root.entry(key) else { return Vec::new() };
        let Kind::List(items) = &entry.value.kind else { return Vec::new() };
        // Only a block list can be cut between its lines.
        if self.lines.char_at(entry.value.span) != Some('-') {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let end = items.get(i + 1).map_or_else(|| self.line_after(&entry.value), |n| n.span.line);
            let (from, to) = (self.lines.offset(item.span), self.lines.start(end));
            let Some(part) = self.lines.text.get(from..to) else { continue };
            let alone = format!("{}{part}", " ".repeat(item.span.column.saturating_sub(1)));
            if let Err(problems) = self.deserialize::<T>(&alone, item.span.line.saturating_sub(1)) {
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
        self.lines.diagnostic(span, problem)
    }

    /// A problem with the value a path leads to; with the whole file where it leads nowhere.
    pub(crate) fn value_at(&self, path: &str, problem: Problem) -> Diagnostic {
        match self.root.at(path) {
            Some(found) => self.diagnostic(found.place(), problem),
            None => Diagnostic::of_file(&self.lines.name, problem),
        }
    }

    /// A problem with `part`, which stands somewhere in the value a path leads to.
    pub(crate) fn part_at(&self, path: &str, part: &str, problem: Problem) -> Diagnostic {
        match self.root.at(path) {
            Some(found) => self.diagnostic(self.part(found, part), problem),
            None => Diagnostic::of_file(&self.lines.name, problem),
        }
    }

    /// The file's name without folder and ending.
    pub(crate) fn stem(&self) -> &str {
        let file = self.lines.name.rsplit('/').next().unwrap_or_default();
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
            return found.place();
        }
        let span = found.node.span;
        for line in span.line..=span.last.min(self.lines.count()) {
            let text = self.lines.line(line);
            let skip = if line == span.line { span.column.saturating_sub(1) } else { 0 };
            let from = text.char_indices().nth(skip).map_or(text.len(), |(at, _)| at);
            if let Some(at) = find(&text[from..], part) {
                let column = text[..from + at].chars().count() + 1;
                return Span { line, column, length: part.chars().count(), last: line };
            }
        }
        found.place()
    }

    /// `file:line` of the value a path leads to, for "first at …".
    pub(crate) fn line_of(&self, path: &str) -> String {
        match self.root.at(path) {
            Some(found) => format!("{}:{}", self.lines.name, found.node.span.line),
            None => self.lines.name.clone(),
        }
    }

    /// The line of the next top-level key after a value, else the line behind the last.
    fn line_after(&self, value: &Node) -> usize {
        let Kind::Map(entries) = &self.root.kind else { return self.lines.count() + 1 };
        let next = entries.iter().map(|e| e.at.line).find(|line| *line > value.span.line);
        next.unwrap_or(self.lines.count() + 1)
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
            vec![self.explain(&said, line, column)]
        })
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
        fn both_libraries_read_the_same(lines in proptest::collection::vec(line(), 1..8), crlf in any::<bool>()) {
            let mut text = String::new();
            for (i, (indent, start, value)) in lines.iter().enumerate() {
                let start = start.replace('k', &format!("k{i}"));
                text.push_str(&format!("{}{start}{}\n", " ".repeat(*indent), value.replace('\n', &format!("\n{}", " ".repeat(indent + 3)))));
            }
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            if let Ok(document) = Document::read("f.yaml", text.as_bytes())
                && let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text)
            {
                prop_assert!(agrees(document.root(), &value), "{text:?}: {:?} and {value:?}", document.root());
            }
        }
    }

    /// An indentation, what begins the line, and a value; a line end in it is followed by more
    /// indentation.
    fn line() -> impl Strategy<Value = (usize, &'static str, &'static str)> {
        let starts = ["k: ", "k: ", "k: ", "- ", "- k: ", "k:", "\"k\": ", "", "? k", ": "];
        let values = [
            "",
            "a",
            "ก น้ำ",
            "1",
            "true",
            "~",
            "a b",
            "a\nb",
            "a\n\nb",
            "\"a\\tb\"",
            "\"a\nb\"",
            "\"a\\\nb\"",
            "'a''b'",
            "'a\n\n b'",
            "|\na\nb",
            "|-\na\n b\n\n",
            "|+\na\n\n",
            ">\na\nb\n\nc",
            ">-\na\n  b\nc",
            "[a, b]",
            "[a,\nb,]",
            "{a: b, c: [d]}",
            "{a,\nb: }",
            "a # b",
            "a#b",
            "a:b",
            "-a",
            "- a",
            "[]",
            "{}",
            "''",
            "\"\\u0e01\"",
            "|2\n  a",
            "a: b",
            "%a",
            "a\n# b",
            "# c",
        ];
        (0_usize..4, proptest::sample::select(starts.to_vec()), proptest::sample::select(values.to_vec()))
    }
}
