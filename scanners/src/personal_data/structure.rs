//! What a text is made of, as far as it tells which column a value is in and where a record ends.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::context::{self, Evidence, Subject};
use super::sql::{self, Dump, Event};
use super::table::Table;

/// The make of a text, decided by its first lines.
#[derive(Debug)]
pub(super) enum Structure {
    /// Anything else, logs among it: a record is a line.
    Lines,
    Table(Table),
    /// JSON and JSON Lines: a record is an object that is no value of another.
    Json,
    Sql(Dump),
}

impl Structure {
    /// `complete` is true where `head` is the whole text.
    pub(super) fn recognize(head: &[u8], complete: bool) -> Self {
        let head = &head[..head.len().min(HEAD)];
        let complete = complete && head.len() < HEAD;
        if is_json(head) {
            Self::Json
        } else if sql::is_dump(head) {
            Self::Sql(Dump::default())
        } else {
            Table::recognize(head, complete).map_or(Self::Lines, Self::Table)
        }
    }

    /// To be called with each part of the text, in order, before anything is asked about it.
    pub(super) fn enter(&mut self, text: &[u8], range: Range<usize>) -> Vec<Event> {
        match self {
            Self::Sql(dump) => dump.read(text, range),
            Self::Lines | Self::Table(_) | Self::Json => Vec::new(),
        }
    }

    /// To be called when a part is left.
    pub(super) fn leave(&mut self, events: Vec<Event>) {
        if let Self::Sql(dump) = self {
            dump.leave(events);
        }
    }

    /// Evidence for the value at `start..end`.
    pub(super) fn evidence(
        &self,
        part: Part<'_>,
        (start, end): (usize, usize),
        subject: Subject,
        doubtful: bool,
    ) -> Evidence {
        let text = part.text;
        let around = |from| context::around(text, (from, text.len()), (start, end), subject, doubtful);
        match self {
            Self::Lines | Self::Json => around(0),
            Self::Table(table) => match table.cell(text, part.is_first, start) {
                Some(cell) => match cell.column.evidence(subject) {
                    Evidence::None if cell.has_head => around(cell.start),
                    Evidence::None => around(0),
                    evidence => evidence,
                },
                None => around(0),
            },
            Self::Sql(dump) => {
                let column = dump.column(part.events, text, start);
                match column.map_or(Evidence::None, |column| column.evidence(subject)) {
                    Evidence::None => around(0),
                    evidence => evidence,
                }
            }
        }
    }

    /// True where a record ends inside `between`, the text between two values.
    pub(super) fn parts_records(&self, between: &[u8]) -> bool {
        match self {
            Self::Lines | Self::Table(_) => memchr(b'\n', between).is_some(),
            Self::Json => {
                memchr_iter(b'{', between).any(|at| !between[..at].trim_ascii_end().ends_with(b":"))
            }
            Self::Sql(_) => {
                memchr(b'\n', between).is_some()
                    || memmem::find(between, b"),(").is_some()
                    || memmem::find(between, b"), (").is_some()
            }
        }
    }
}

/// The part of a text that is at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) text: &'t [u8],
    /// True where `text` begins with the text's beginning.
    pub(super) is_first: bool,
    pub(super) events: &'t [Event],
}

/// Bytes looked at to recognize a structure.
const HEAD: usize = 256 << 10;

fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let Some((open, rest)) = head.split_first() else { return false };
    let next = rest.trim_ascii_start().first();
    matches!((open, next), (b'{', Some(b'"' | b'}')) | (b'[', Some(b'{' | b'[' | b'"' | b']' | b'0'..=b'9')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(structure: &Structure) -> &'static str {
        match structure {
            Structure::Lines => "lines",
            Structure::Table(_) => "table",
            Structure::Json => "json",
            Structure::Sql(_) => "sql",
        }
    }

    #[test]
    fn recognized() {
        for (text, structure) in [
            ("{\"a\": 1}", "json"),
            ("\u{feff}[ {\"a\": 1}]", "json"),
            ("[2026-01-01] a log", "json"),
            ("[worker] a log", "lines"),
            ("CREATE TABLE t (cid text);", "sql"),
            ("cid,name\n1,2\n", "table"),
            ("hello", "lines"),
            ("", "lines"),
        ] {
            assert_eq!(name(&Structure::recognize(text.as_bytes(), true)), structure, "{text}");
        }
    }

    #[test]
    fn records() {
        let json = Structure::Json;
        assert!(json.parts_records(b"\"}, {\"tel\":"));
        assert!(json.parts_records(b"\"}\n{\"tel\":"));
        assert!(!json.parts_records(b"\", \"contact\": {\n\"tel\":"));
        let sql = Structure::Sql(Dump::default());
        assert!(sql.parts_records(b"'),('"));
        assert!(!sql.parts_records(b"','"));
        assert!(Structure::Lines.parts_records(b"\n"));
        assert!(!Structure::Lines.parts_records(b" "));
    }
}
