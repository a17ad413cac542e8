//! SQL dumps: column names stand once, in front of thousands of rows.
//!
//! Understood: `CREATE TABLE t (…)` followed by `INSERT INTO t VALUES (…), (…)`, `INSERT INTO t (a, b)
//! VALUES …`, and PostgreSQL's `COPY t (a, b) FROM stdin;` with one row a line.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::{memchr, memmem, memrchr};

use super::table::{Column, LONGEST_ROW};

/// What a dump has said so far.
#[derive(Debug, Default)]
pub(super) struct Dump {
    tables: BTreeMap<Vec<u8>, Arc<[Column]>>,
    /// The statement that rows now belong to.
    current: Option<Statement>,
}

#[derive(Debug, Clone)]
struct Statement {
    columns: Arc<[Column]>,
    /// Rows are lines with tabs, not bracketed lists.
    is_copy: bool,
}

/// A statement's place in the text at hand.
#[derive(Debug)]
pub(super) struct Event {
    at: usize,
    statement: Option<Statement>,
}

/// True where the first lines of a file hold a statement that is understood.
pub(super) fn is_dump(head: &[u8]) -> bool {
    KEYWORDS.iter().any(|(keyword, _)| memmem::find(head, keyword).is_some())
}

impl Dump {
    /// Reads the statements that begin inside `range`, in order.
    pub(super) fn read(&mut self, text: &[u8], range: Range<usize>) -> Vec<Event> {
        let mut places: Vec<(usize, Kind)> = Vec::new();
        for (keyword, kind) in KEYWORDS {
            // A keyword may reach over the range's end; it belongs where it begins.
            let end = text.len().min(range.end + keyword.len() - 1);
            places.extend(
                memmem::find_iter(&text[range.start..end], keyword).map(|at| (range.start + at, *kind)),
            );
        }
        places.sort_unstable_by_key(|(at, _)| *at);
        places.into_iter().filter_map(|(at, kind)| self.statement(text, at, kind)).collect()
    }

    /// The column of the value at `at`.
    pub(super) fn column(&self, events: &[Event], text: &[u8], at: usize) -> Option<Column> {
        let latest = events.iter().rev().find(|event| event.at <= at);
        let statement = match latest {
            Some(event) => event.statement.as_ref()?,
            None => self.current.as_ref()?,
        };
        let index = if statement.is_copy { tab_index(text, at)? } else { value_index(text, at)? };
        statement.columns.get(index).copied()
    }

    /// To be called when the text at hand is left: rows that follow belong to its last statement.
    pub(super) fn leave(&mut self, events: Vec<Event>) {
        if let Some(last) = events.into_iter().next_back() {
            self.current = last.statement;
        }
    }

    fn statement(&mut self, text: &[u8], at: usize, kind: Kind) -> Option<Event> {
        let rest = &text[at..text.len().min(at + LONGEST_STATEMENT)];
        let rest = &rest[kind.words().len()..];
        let (name, rest) = table_name(rest)?;
        let list = rest.trim_ascii_start().strip_prefix(b"(").map(column_list);
        if let (Kind::Create, Some(columns)) = (kind, &list) {
            if self.tables.len() < MOST_TABLES {
                self.tables.insert(name, columns.clone());
            }
            return Some(Event { at, statement: None });
        }
        let columns = list.or_else(|| self.tables.get(&name).cloned());
        let is_copy = kind == Kind::Copy;
        Some(Event { at, statement: columns.map(|columns| Statement { columns, is_copy }) })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Create,
    Insert,
    Copy,
}

impl Kind {
    fn words(self) -> &'static [u8] {
        match self {
            Self::Create => b"CREATE TABLE ",
            Self::Insert => b"INSERT INTO ",
            Self::Copy => b"COPY ",
        }
    }
}

const KEYWORDS: &[(&[u8], Kind)] = &[
    (b"CREATE TABLE ", Kind::Create),
    (b"create table ", Kind::Create),
    (b"INSERT INTO ", Kind::Insert),
    (b"insert into ", Kind::Insert),
    (b"COPY ", Kind::Copy),
];

/// Bytes of a statement's beginning that are read.
pub(super) const LONGEST_STATEMENT: usize = 4 << 10;

const MOST_TABLES: usize = 10_000;
const MOST_COLUMNS: usize = 1_000;

/// `"public"."t"`, `` `db`.`t` `` and `IF NOT EXISTS t` are all `t`.
fn table_name(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut text = text.trim_ascii_start();
    for words in [&b"IF NOT EXISTS "[..], b"if not exists "] {
        text = text.strip_prefix(words).unwrap_or(text);
    }
    let end = text.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'(' | b';'))?;
    let (name, rest) = text.split_at(end);
    let last = name.rsplit(|byte| *byte == b'.').next()?;
    let name: Vec<u8> = last.iter().filter(|byte| !is_quote(**byte)).map(u8::to_ascii_lowercase).collect();
    (!name.is_empty()).then_some((name, rest))
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'`' | b'[' | b']')
}

/// The names in a bracketed list: of columns, or of definitions that begin with a name.
fn column_list(text: &[u8]) -> Arc<[Column]> {
    let mut columns = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (*byte, quote) {
            (b'\'', None) => quote = Some(b'\''),
            (byte, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            (b'(', None) => depth += 1,
            (b')', None) if depth > 0 => depth -= 1,
            (b',' | b')', None) if depth == 0 => {
                if columns.len() < MOST_COLUMNS {
                    columns.push(Column::named(first_name(&text[start..at])));
                }
                start = at + 1;
                if *byte == b')' {
                    break;
                }
            }
            _ => {}
        }
    }
    columns.into()
}

fn first_name(definition: &[u8]) -> &[u8] {
    let definition = definition.trim_ascii_start();
    match definition.first() {
        Some(open) if is_quote(*open) => {
            let inside = &definition[1..];
            let end = inside.iter().position(|byte| is_quote(*byte)).unwrap_or(inside.len());
            &inside[..end]
        }
        _ => {
            let end = definition.iter().position(u8::is_ascii_whitespace).unwrap_or(definition.len());
            &definition[..end]
        }
    }
}

/// Index of the value at `at` in its bracketed list.
fn value_index(text: &[u8], at: usize) -> Option<usize> {
    let from = at.saturating_sub(LONGEST_ROW);
    let row = &text[from..at];
    let values = &row[row_start(row)?..];
    let mut index = 0;
    let mut quoted = false;
    let mut bytes = values.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if quoted => {
                bytes.next();
            }
            b'\'' => quoted = !quoted,
            b',' if !quoted => index += 1,
            _ => {}
        }
    }
    Some(index)
}

/// Behind the last bracket that opens a row: one that follows `VALUES`, or `)` and a comma.
fn row_start(row: &[u8]) -> Option<usize> {
    let mut end = row.len();
    while let Some(open) = memrchr(b'(', &row[..end]) {
        let before = row[..open].trim_ascii_end();
        let after_row =
            before.strip_suffix(b",").is_some_and(|before| before.trim_ascii_end().ends_with(b")"));
        let after_word = before.len() >= 6 && before[before.len() - 6..].eq_ignore_ascii_case(b"values");
        if after_row || after_word {
            return Some(open + 1);
        }
        end = open;
    }
    None
}

/// Index of the value at `at` in a line with tabs.
fn tab_index(text: &[u8], at: usize) -> Option<usize> {
    let from = at.saturating_sub(LONGEST_ROW);
    let newline = memrchr(b'\n', &text[from..at])?;
    let mut rest = &text[from + newline + 1..at];
    let mut index = 0;
    while let Some(tab) = memchr(b'\t', rest) {
        index += 1;
        rest = &rest[tab + 1..];
    }
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::super::context::Evidence;
    use super::*;

    fn column(text: &str, value: &str) -> Option<Column> {
        let mut dump = Dump::default();
        let events = dump.read(text.as_bytes(), 0..text.len());
        dump.column(&events, text.as_bytes(), text.find(value)?)
    }

    fn is_id(text: &str, value: &str) -> bool {
        column(text, value).is_some_and(|column| matches!(column.national_id, Evidence::For(_)))
    }

    fn is_phone(text: &str, value: &str) -> bool {
        column(text, value).is_some_and(|column| matches!(column.phone, Evidence::For(_)))
    }

    #[test]
    fn insert_with_columns() {
        let text = "INSERT INTO `app`.`people` (`id`, `citizen_id`, `tel`) VALUES (1,'AAA','BBB'),\n(2, 'it''s (a, b)', 'CCC');";
        assert!(is_id(text, "AAA"));
        assert!(is_phone(text, "BBB"));
        assert!(is_phone(text, "CCC"));
        assert!(!is_id(text, "CCC"));
        assert!(is_dump(text.as_bytes()));
    }

    #[test]
    fn create_then_insert() {
        let text = "create table if not exists public.\"People\" (n int default (1), name varchar(20), cid char(13), PRIMARY KEY (n));\n\
            insert into people values (1, 'a\\'b, c', 'AAA');\nINSERT INTO other VALUES (1, 'x', 'BBB');";
        assert!(is_id(text, "AAA"));
        assert_eq!(column(text, "BBB"), None);
    }

    #[test]
    fn copy_lines() {
        let text = "COPY public.people (id, cid, tel) FROM stdin;\n1\tAAA\tBBB\n2\tCCC\tDDD\n\\.\n";
        assert!(is_id(text, "CCC"));
        assert!(is_phone(text, "DDD"));
    }

    #[test]
    fn rows_go_on_in_the_next_block() {
        let mut dump = Dump::default();
        let first = b"CREATE TABLE t (cid text, tel text); INSERT INTO t VALUES ('1','2'),";
        let events = dump.read(first, 0..first.len());
        dump.leave(events);
        let second = b"),('AAA','BBB')";
        let events = dump.read(second, 0..second.len());
        let at = second.windows(3).position(|window| window == b"BBB").unwrap();
        let column = dump.column(&events, second, at).unwrap();
        assert!(matches!(column.phone, Evidence::For(_)));
    }

    #[test]
    fn broken_statements_are_no_error() {
        for text in [
            "INSERT INTO ",
            "INSERT INTO t",
            "CREATE TABLE (",
            "COPY ",
            "INSERT INTO t ((((",
            "CREATE TABLE t (",
        ] {
            let mut dump = Dump::default();
            let events = dump.read(text.as_bytes(), 0..text.len());
            assert_eq!(dump.column(&events, text.as_bytes(), text.len()), None, "{text}");
        }
    }
}
