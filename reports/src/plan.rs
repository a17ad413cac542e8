//! The action plan alone: `phrom-plan/1` as JSON, and as CSV and calendar beside it.

pub mod calendar;
pub mod table;

use jiff::civil::Date;
use serde::Serialize;

use crate::json::{Document, Gap, Horizon, MeasureStatus as Status, Step};
use crate::text::{self, Words};

/// The value of `schema`.
pub const SCHEMA: &str = "phrom-plan/1";

#[derive(Serialize)]
struct Plan<'a> {
    schema: &'static str,
    as_of: Date,
    round: &'a str,
    agency: &'a str,
    steps: &'a [Step],
}

/// The plan of a document as JSON, with a line feed at the end.
pub fn json(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    let plan = Plan {
        schema: SCHEMA,
        as_of: document.as_of,
        round: &document.round,
        agency: &document.agency.name,
        steps: &document.plan,
    };
    let mut bytes = serde_json::to_vec_pretty(&plan)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What is wrong, in words.
pub fn gap(gap: Gap, lang: crate::json::Lang) -> &'static str {
    let words = text::words(lang);
    match gap {
        Gap::NotMet => words.not_met,
        Gap::Partial => words.partial,
        Gap::Contradicted => words.contradicted,
        Gap::NotAssessed => words.not_assessed,
    }
}

/// When, in words.
pub fn horizon(horizon: Horizon, lang: crate::json::Lang) -> &'static str {
    let words = text::words(lang);
    match horizon {
        Horizon::ThreeMonths => words.horizon_three_months,
        Horizon::SixMonths => words.horizon_six_months,
        Horizon::OneYear => words.horizon_one_year,
    }
}

/// How far, in words.
pub fn status(status: Status, lang: crate::json::Lang) -> &'static str {
    let words = text::words(lang);
    match status {
        Status::Planned => words.status_planned,
        Status::UnderWay => words.status_under_way,
        Status::Done => words.status_done,
        Status::Dropped => words.status_dropped,
    }
}

/// Satang as baht for people: `1,250,000` or `12,500.50`.
pub fn baht(satang: u64) -> String {
    let whole = text::number(satang / 100);
    match satang % 100 {
        0 => whole,
        rest => format!("{whole}.{rest:02}"),
    }
}

/// The control's title and the system's name.
pub(crate) fn titled(document: &Document, step: &Step, words: &Words) -> (String, Option<String>) {
    let lang = document.lang;
    let control = document.controls.iter().find(|c| c.control == step.control);
    let title = control.map_or_else(|| step.control.clone(), |c| c.title.in_lang(lang).to_owned());
    let system = step.system.as_deref().map(|id| {
        let system = document.systems.iter().find(|s| s.system == id);
        system.map_or_else(|| words.unknown.to_owned(), |s| s.name.in_lang(lang).to_owned())
    });
    (title, system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baht_is_grouped_and_exact() {
        let table = [
            (0, "0"),
            (5, "0.05"),
            (100, "1"),
            (99_999, "999.99"),
            (100_000, "1,000"),
            (125_000_050, "1,250,000.50"),
            (1_000_000_000_000_000, "10,000,000,000,000"),
        ];
        for (satang, expected) in table {
            assert_eq!(baht(satang), expected);
        }
    }
}
