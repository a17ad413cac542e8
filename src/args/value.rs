//! Values that are read from the command line, and why one cannot be taken.

use jiff::civil::Date;
use phrom_checklists::id::{ControlId, RowId};
use phrom_checklists::state::{Category, Impact};

/// Why a value cannot be taken; the sentence is said in `text::usage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadValue {
    /// Not YEAR-MONTH-DAY.
    #[error("expected YEAR-MONTH-DAY such as 2026-11-25")]
    Day,
    /// A Buddhist year where the common era is asked for.
    #[error("{year} is a Buddhist year: write {} (พ.ศ. {year} = ค.ศ. {})", .year - 543, .year - 543)]
    BuddhistYear {
        /// As it was written.
        year: i16,
    },
    /// A year that no document of an agency has.
    #[error("expected a year from 1900 to 2200")]
    Year,
    /// Not YEAR-N.
    #[error("expected YEAR-N such as 2570-1")]
    Round,
    /// Not CONTROL/ROW.
    #[error("expected CONTROL/ROW as phrom answer list shows them")]
    Row,
    /// Not an amount of baht.
    #[error("expected baht with at most two decimals, such as 1250000 or 12500.50")]
    Baht,
    /// Not three impacts.
    #[error("expected three of low, medium, high, such as high,medium,low")]
    Category,
}

/// A day in ISO 8601 of the common era. A Buddhist year is refused with the year that was meant: taken
/// as it stands, a mark would expire 543 years late.
pub fn day(text: &str) -> Result<Date, BadValue> {
    let day: Date = text.parse().map_err(|_| BadValue::Day)?;
    match day.year() {
        1900..=2200 => Ok(day),
        year @ 2400..=2800 => Err(BadValue::BuddhistYear { year }),
        _ => Err(BadValue::Year),
    }
}

/// A round: fiscal year B.E. and a number.
pub fn round(text: &str) -> Result<String, BadValue> {
    let well_formed = text.split_once('-').is_some_and(|(year, n)| {
        year.len() == 4
            && year.parse::<u16>().is_ok_and(|y| y >= 2500)
            && n.parse::<u8>().is_ok_and(|n| n >= 1)
    });
    if well_formed { Ok(text.to_owned()) } else { Err(BadValue::Round) }
}

/// A control and one of its rows.
pub fn row_of_control(text: &str) -> Result<(ControlId, RowId), BadValue> {
    let (control, row) = text.split_once('/').ok_or(BadValue::Row)?;
    Ok((control.parse().map_err(|_| BadValue::Row)?, row.parse().map_err(|_| BadValue::Row)?))
}

/// Baht with at most two decimals, without grouping, as satang.
pub fn baht(text: &str) -> Result<u64, BadValue> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(rest) || rest.len() > 2 {
        return Err(BadValue::Baht);
    }
    let satang = |part: &str| part.parse::<u64>().ok();
    let rest = satang(rest).map(|n| if rest.len() == 1 { n * 10 } else { n });
    satang(whole)
        .zip(rest)
        .and_then(|(whole, rest)| whole.checked_mul(100)?.checked_add(rest))
        .filter(|satang| *satang <= phrom_checklists::measure::BUDGET_SATANG)
        .ok_or(BadValue::Baht)
}

/// Three impacts: confidentiality, integrity, availability.
pub fn category(text: &str) -> Result<super::CategoryArg, BadValue> {
    let parts: Option<Vec<Impact>> = text
        .split(',')
        .map(|word| match word.trim() {
            "low" => Some(Impact::Low),
            "medium" => Some(Impact::Medium),
            "high" => Some(Impact::High),
            _ => None,
        })
        .collect();
    match parts.as_deref() {
        Some(&[confidentiality, integrity, availability]) => {
            Ok(super::CategoryArg(Category { confidentiality, integrity, availability }))
        }
        _ => Err(BadValue::Category),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baht_is_exact() {
        let right = [
            ("0", 0),
            ("12500.5", 1_250_050),
            ("12500.05", 1_250_005),
            ("10000000000000", 1_000_000_000_000_000),
        ];
        for (text, satang) in right {
            assert_eq!(baht(text), Ok(satang), "{text}");
        }
        for wrong in [
            "",
            ".",
            "1.",
            ".5",
            "1.005",
            "-1",
            "+1",
            "1,000",
            "1e3",
            "๑๐",
            "10000000000000.01",
            "99999999999999999999",
        ] {
            assert_eq!(baht(wrong), Err(BadValue::Baht), "{wrong}");
        }
    }

    #[test]
    fn a_buddhist_year_is_told_from_a_common_one() {
        assert_eq!(day("2026-11-25").map(|d| d.to_string()), Ok("2026-11-25".into()));
        assert!(day("2569-11-25").is_err_and(|e| e.to_string().contains("2026")));
        for wrong in ["1m", "", "2026-13-01", "0001-01-01", "9999-01-01", "2026-1-1"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
