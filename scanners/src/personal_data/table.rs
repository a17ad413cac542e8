//! Tables as text: CSV, TSV and their kin. A column's head speaks for all its values, and so does a
//! column of which nearly every value is valid.

use std::collections::BTreeSet;

use memchr::{memchr, memrchr};

use super::context::{self, Evidence, Subject};
use super::national_id;
use super::phone;

/// What is known about a table from its first lines.
#[derive(Debug)]
pub(super) struct Table {
    /// `None` where there is one column.
    delimiter: Option<u8>,
    columns: Vec<Column>,
    /// True where the first lines hold column names; then words in other cells do not count.
    has_head: bool,
}

/// Evidence for every value of a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) national_id: Evidence,
    pub(super) phone: Evidence,
}

impl Column {
    /// What a column's name says.
    pub(super) fn named(name: &[u8]) -> Self {
        Self {
            national_id: context::of_label(name, Subject::NationalId),
            phone: context::of_label(name, Subject::Phone),
        }
    }

    pub(super) fn evidence(self, subject: Subject) -> Evidence {
        match subject {
            Subject::NationalId => self.national_id,
            Subject::Phone => self.phone,
        }
    }
}

/// The cell a value lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) column: Column,
    /// First byte of the cell.
    pub(super) start: usize,
    /// True where the table has column names.
    pub(super) has_head: bool,
}

impl Table {
    /// Recognizes a table by its first lines. `complete` is true where `head` is the whole file.
    pub(super) fn recognize(head: &[u8], complete: bool) -> Option<Self> {
        let lines = first_lines(head, complete);
        if lines.len() < 2 {
            return None;
        }
        let (delimiter, width) = match delimiter_of(&lines) {
            Some((delimiter, width)) => (Some(delimiter), width),
            None if is_single_column(&lines) => (None, 1),
            None => return None,
        };
        let rows: Vec<Vec<&[u8]>> = lines.iter().map(|line| cells(line, delimiter)).collect();
        let head = rows.iter().take(HEAD_LINES).position(|row| row.len() == width && is_head(row));
        let mut columns = vec![Column::default(); width];
        if let Some(head) = head {
            for (column, name) in columns.iter_mut().zip(&rows[head]) {
                *column = Column::named(name);
            }
        }
        let values = &rows[head.map_or(0, |head| head + 1)..];
        for (i, column) in columns.iter_mut().enumerate() {
            let cells =
                || values.iter().filter_map(|row| row.get(i).copied()).filter(|cell| !cell.is_empty());
            if column.national_id == Evidence::None {
                column.national_id = by_validity(cells(), national_id_like);
            }
            if column.phone == Evidence::None {
                column.phone = by_validity(cells(), phone_like);
            }
        }
        let says_something = head.is_some() || columns.iter().any(|column| *column != Column::default());
        says_something.then_some(Self { delimiter, columns, has_head: head.is_some() })
    }

    /// The cell around `at`, if the line begins not too far back.
    pub(super) fn cell(&self, text: &[u8], is_start_of_file: bool, at: usize) -> Option<Cell> {
        let from = at.saturating_sub(LONGEST_ROW);
        let row = match memrchr(b'\n', &text[from..at]) {
            Some(newline) => from + newline + 1,
            None if from == 0 && is_start_of_file => 0,
            None => return None,
        };
        let (index, start) = position(&text[row..at], self.delimiter);
        let column = self.columns.get(index).copied().unwrap_or_default();
        Some(Cell { column, start: row + start, has_head: self.has_head })
    }
}

/// Lines looked at to learn about the columns.
const SAMPLE_LINES: usize = 300;

/// Titles may stand above the column names.
const HEAD_LINES: usize = 10;

/// Bytes a row can be long and still be understood.
pub(super) const LONGEST_ROW: usize = 16 << 10;

/// Values a column must have before its share of valid ones means something.
const ENOUGH: usize = 5;

/// Numbers of the right shape a column must have before a low share means something.
const ENOUGH_AGAINST: usize = 10;

fn first_lines(head: &[u8], complete: bool) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = head.split(|byte| *byte == b'\n').take(SAMPLE_LINES + 1).collect();
    if lines.len() > SAMPLE_LINES || !complete {
        lines.pop();
    }
    let mut lines: Vec<&[u8]> =
        lines.into_iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
    lines.retain(|line| !line.trim_ascii().is_empty());
    lines
}

/// The delimiter that gives most lines the same number of cells, at least two.
fn delimiter_of(lines: &[&[u8]]) -> Option<(u8, usize)> {
    let sample = &lines[..lines.len().min(50)];
    let mut best: Option<(usize, usize, u8)> = None;
    for delimiter in [b',', b'\t', b';', b'|'] {
        let mut widths: Vec<usize> = sample.iter().map(|line| cells(line, Some(delimiter)).len()).collect();
        widths.sort_unstable();
        let usual = widths
            .chunk_by(|a, b| a == b)
            .filter(|chunk| chunk[0] > 1)
            .max_by_key(|chunk| chunk.len())
            .map(|chunk| (chunk.len(), chunk[0]));
        if let Some((agreeing, width)) = usual
            && agreeing * 5 >= sample.len() * 4
            && best.is_none_or(|(a, w, _)| (agreeing, width) > (a, w))
        {
            best = Some((agreeing, width, delimiter));
        }
    }
    best.map(|(_, width, delimiter)| (delimiter, width))
}

/// One value a line: every line but the first is short and has no space inside.
fn is_single_column(lines: &[&[u8]]) -> bool {
    lines.len() > 3
        && lines[0].len() <= 120
        && lines[1..].iter().all(|line| {
            let line = line.trim_ascii();
            line.len() <= 60 && line.iter().any(u8::is_ascii_digit) && !line.contains(&b' ')
        })
}

/// Column names: at least one is known, and none holds a long number.
fn is_head(row: &[&[u8]]) -> bool {
    let has_number = row.iter().any(|cell| {
        cell.windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) || memchr(b'@', cell).is_some()
    });
    !has_number && row.iter().any(|cell| cell.len() <= 120 && context::is_column_name(cell))
}

/// `Some(true)` for a valid value, `Some(false)` for one of the right shape that is not valid, `None`
/// for anything else.
type Likeness = Option<bool>;

fn national_id_like(cell: &[u8]) -> Likeness {
    let cell = bare(cell);
    if national_id::at(cell, 0).is_some_and(|found| found.end == cell.len()) {
        return Some(true);
    }
    (cell.len() == 13 && cell.iter().all(u8::is_ascii_digit)).then_some(false)
}

fn phone_like(cell: &[u8]) -> Likeness {
    let cell = bare(cell);
    let start = usize::from(cell.starts_with(b"+"));
    let found = phone::at(cell, start);
    if found.is_some_and(|phone| phone.end == cell.len() && phone.line == phone::Line::Mobile) {
        return Some(true);
    }
    (cell.len() == 10 && cell.iter().all(u8::is_ascii_digit)).then_some(false)
}

/// Counts different values: one value in every row is no evidence.
fn by_validity<'t>(cells: impl Iterator<Item = &'t [u8]>, likeness: fn(&[u8]) -> Likeness) -> Evidence {
    let (mut all, mut alike, mut valid) = (0usize, 0usize, 0usize);
    let different: BTreeSet<&[u8]> = cells.collect();
    for value in different.into_iter().map(likeness) {
        all += 1;
        alike += usize::from(value.is_some());
        valid += usize::from(value == Some(true));
    }
    if all >= ENOUGH && valid * 5 >= all * 4 {
        Evidence::Column
    } else if alike >= ENOUGH_AGAINST && valid * 2 < alike {
        Evidence::Against
    } else {
        Evidence::None
    }
}

/// A cell without the marks that keep a spreadsheet from reading a number: `'1`, `="1"`.
fn bare(cell: &[u8]) -> &[u8] {
    let cell = cell.strip_prefix(b"=").unwrap_or(cell);
    let cell = cell.strip_prefix(b"'").or_else(|| cell.strip_prefix(b"\"")).unwrap_or(cell);
    cell.strip_suffix(b"\"").unwrap_or(cell).trim_ascii()
}

/// The cells of a row without their quotes.
fn cells(line: &[u8], delimiter: Option<u8>) -> Vec<&[u8]> {
    let Some(delimiter) = delimiter else { return vec![line.trim_ascii()] };
    let mut cells = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, byte) in line.iter().enumerate() {
        if *byte == b'"' {
            quoted = !quoted;
        } else if *byte == delimiter && !quoted {
            cells.push(unquoted(&line[start..at]));
            start = at + 1;
        }
    }
    cells.push(unquoted(&line[start..]));
    cells
}

fn unquoted(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell).trim_ascii()
}

/// Index and start of the cell in which a row's beginning ends.
fn position(beginning: &[u8], delimiter: Option<u8>) -> (usize, usize) {
    let Some(delimiter) = delimiter else { return (0, 0) };
    let (mut index, mut start, mut quoted) = (0, 0, false);
    for (at, byte) in beginning.iter().enumerate() {
        if *byte == b'"' {
            quoted = !quoted;
        } else if *byte == delimiter && !quoted {
            index += 1;
            start = at + 1;
        }
    }
    (index, start)
}

#[cfg(test)]
mod tests {
    use super::super::people::{grouped, national_id, windows_874};
    use super::*;

    fn column(table: &Table, text: &[u8], value: &str) -> Option<Cell> {
        let at = text.windows(value.len()).position(|window| window == value.as_bytes()).unwrap();
        table.cell(text, true, at)
    }

    #[test]
    fn names_speak_for_their_columns() {
        let body = "1,AAA,\"x, y\",BBB\n2,CCC,z,DDD\n";
        for (names, encode) in [
            ("no,cid,name,tel", str::as_bytes as fn(&str) -> &[u8]),
            ("\u{feff}ลำดับ,เลขบัตรประชาชน,ชื่อ,เบอร์โทร", str::as_bytes),
        ] {
            let text = format!("{names}\n{body}");
            for text in [encode(&text).to_vec(), windows_874(&text.replace('\u{feff}', ""))] {
                let table = Table::recognize(&text, true).unwrap();
                for value in ["AAA", "CCC"] {
                    let cell = column(&table, &text, value).unwrap();
                    assert!(matches!(cell.column.national_id, Evidence::For(_)), "{names}");
                    assert_eq!(cell.column.phone, Evidence::None);
                    assert!(cell.has_head);
                }
                for value in ["BBB", "DDD"] {
                    let cell = column(&table, &text, value).unwrap();
                    assert!(matches!(cell.column.phone, Evidence::For(_)));
                    assert_eq!(&text[cell.start..cell.start + 3], value.as_bytes());
                }
            }
        }
    }

    #[test]
    fn every_delimiter_and_titles_above() {
        for delimiter in [",", "\t", ";", "|"] {
            let line = |cells: [&str; 3]| cells.join(delimiter) + "\n";
            let text = ["รายงานประจำปี", "", ""].join(delimiter)
                + "\n"
                + &line(["ลำดับ", "ชื่อ", "เลขประจำตัวประชาชน"])
                + &line(["1", "ก", "AAA"])
                + &line(["2", "ข", "BBB"]);
            let table = Table::recognize(text.as_bytes(), true).unwrap();
            let cell = column(&table, text.as_bytes(), "BBB").unwrap();
            assert!(matches!(cell.column.national_id, Evidence::For(_)), "{delimiter:?}");
        }
    }

    #[test]
    fn a_column_of_valid_numbers_needs_no_name() {
        let ids: Vec<String> = (0..10).map(|i| national_id(1, 10, 1_700_230 + 17 * i)).collect();
        let rows = |valid: usize| -> String {
            ids.iter()
                .enumerate()
                .map(|(i, id)| {
                    let wrong = format!("{}{}", &id[..12], (id.as_bytes()[12] - b'0' + 1) % 10);
                    let value = if i < valid { grouped(id, "-") } else { wrong };
                    format!("{i};{value};0812345{i:03}\n")
                })
                .collect()
        };
        for (valid, evidence) in
            [(10, Evidence::Column), (8, Evidence::Column), (7, Evidence::None), (1, Evidence::Against)]
        {
            let text = rows(valid);
            let columns = Table::recognize(text.as_bytes(), true).unwrap().columns;
            assert_eq!(columns[1].national_id, evidence, "{valid}");
            assert_eq!(columns[2].phone, Evidence::Column);
        }
        let plain: String = (0..20).map(|i| format!("{i},{}\n", 1_234_567_890_000u64 + i)).collect();
        let columns = Table::recognize(plain.as_bytes(), true).unwrap().columns;
        assert_eq!(columns[1].national_id, Evidence::Against);
    }

    #[test]
    fn one_column() {
        let text = "เลขบัตรประชาชน\n1111111111111\n2222222222222\n3333333333333\n";
        let table = Table::recognize(text.as_bytes(), true).unwrap();
        let cell = column(&table, text.as_bytes(), "222").unwrap();
        assert!(matches!(cell.column.national_id, Evidence::For(_)));
        let text = "barcode\n1111111111111\n2222222222222\n3333333333333\n";
        let table = Table::recognize(text.as_bytes(), true).unwrap();
        assert_eq!(column(&table, text.as_bytes(), "222").unwrap().column.national_id, Evidence::Against);
    }

    #[test]
    fn prose_and_logs_are_no_tables() {
        for text in [
            "one line",
            "Dear all,\nwe met yesterday, and it rained.\nRegards\nsomebody, somewhere, somehow\n",
            "2026-01-01 10:00:00,123 INFO ok\n2026-01-01 10:00:01,124 INFO ok\n2026-01-01 10:00:02,9 INFO\n",
            "",
            "\n\n\n",
        ] {
            assert!(Table::recognize(text.as_bytes(), true).is_none(), "{text}");
        }
    }

    #[test]
    fn a_value_too_far_from_its_row_has_no_cell() {
        let table = Table::recognize(b"cid,name\n1,2\n3,4\n", true).unwrap();
        let text = vec![b'x'; LONGEST_ROW + 1];
        assert_eq!(table.cell(&text, true, text.len()), None);
        assert_eq!(table.cell(&text[..10], false, 10), None);
        assert!(table.cell(&text[..10], true, 10).is_some());
    }
}
