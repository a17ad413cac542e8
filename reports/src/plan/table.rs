//! The action plan as CSV (RFC 4180): UTF-8 with a byte-order mark, without which Excel reads Thai
//! wrongly; CRLF at the end of each line. Days are ISO 8601, the budget is in baht without grouping.

use super::{gap, horizon, status, titled};
use crate::json::Document;
use crate::text;

/// The plan of a document.
pub fn csv(document: &Document) -> Vec<u8> {
    let words = text::words(document.lang);
    let lang = document.lang;
    let mut out = String::from("\u{feff}");
    line(&mut out, &words.plan_columns().map(str::to_owned));
    for (i, step) in document.plan.iter().enumerate() {
        let (title, system) = titled(document, step, words);
        let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
        line(
            &mut out,
            &[
                (i + 1).to_string(),
                horizon(step.horizon, lang).to_owned(),
                if step.statutory { words.yes } else { words.no }.to_owned(),
                step.control.clone(),
                step.system.clone().unwrap_or_default(),
                title,
                system.unwrap_or_default(),
                gap(step.gap, lang).to_owned(),
                step.measure.clone().unwrap_or_default(),
                step.owner.clone().unwrap_or_default(),
                step.budget_satang.map(decimal).unwrap_or_default(),
                day(step.start),
                day(step.due),
                day(step.statutory_due),
                status(step.status, lang).to_owned(),
                if step.overdue { words.yes } else { words.no }.to_owned(),
            ],
        );
    }
    out.into_bytes()
}

fn decimal(satang: u64) -> String {
    format!("{}.{:02}", satang / 100, satang % 100)
}

fn line(out: &mut String, cells: &[String]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        let cell = harmless(cell);
        if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it. The full-width
/// forms count: Excel in some languages takes them for the plain ones.
fn harmless(cell: &str) -> String {
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(runs) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads RFC 4180 as its grammar says, apart from the code above.
    fn parse(text: &str) -> Vec<Vec<String>> {
        let mut rows = vec![vec![String::new()]];
        let mut chars = text.chars().peekable();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            let cell = rows.last_mut().unwrap().last_mut().unwrap();
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    cell.push('"');
                    chars.next();
                }
                '"' => quoted = !quoted,
                ',' if !quoted => rows.last_mut().unwrap().push(String::new()),
                '\r' if !quoted => {
                    assert_eq!(chars.next(), Some('\n'), "a bare CR");
                    rows.push(vec![String::new()]);
                }
                '\n' if !quoted => panic!("a bare LF"),
                c => cell.push(c),
            }
        }
        assert!(!quoted);
        assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends with CRLF");
        rows
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(rows in proptest::collection::vec(
            proptest::collection::vec("[ก-ฮa-z=+@\\-\"',;\r\n\t ]{0,12}", 3), 0..6)) {
            let mut out = String::new();
            rows.iter().for_each(|row| line(&mut out, row));
            let expected: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|cell| harmless(cell)).collect()).collect();
            let read = parse(&out);
            for cell in read.iter().flatten() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn formulas_are_named_and_others_are_left() {
        for run in ["=1+1", "+66", "-1", "@sum", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(run), format!("'{run}"));
        }
        for plain in ["", "ก-ข", "1-2", "a@b", "'x"] {
            assert_eq!(harmless(plain), plain);
        }
    }
}
