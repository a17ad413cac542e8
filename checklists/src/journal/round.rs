//! A round of an assessment: a Thai fiscal year and a number in it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `2570-1`: the first round of fiscal year B.E. 2570 (1 October 2026 to 30 September 2027).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Round {
    year: u16,
    number: u16,
}

/// Why a round was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a round is a fiscal year B.E. (2500 to 2999), a hyphen and a number from 1 to 99, such as 2570-1")]
pub struct RoundError;

impl Round {
    /// A round of a fiscal year.
    pub fn new(year: u16, number: u16) -> Result<Self, RoundError> {
        let valid = (2500..=2999).contains(&year) && (1..=99).contains(&number);
        if valid { Ok(Self { year, number }) } else { Err(RoundError) }
    }

    /// The first round of the fiscal year that `day` falls in (October to September); days no
    /// Thai fiscal year of the supported range has are taken as its nearest.
    pub fn first_of(day: Date) -> Self {
        let year = i32::from(day.year()) + 543 + i32::from(day.month() >= 10);
        Self { year: year.clamp(2500, 2999) as u16, number: 1 }
    }

    /// The fiscal year, B.E.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The number in the year, from 1.
    pub fn number(self) -> u16 {
        self.number
    }
}

impl FromStr for Round {
    type Err = RoundError;
    fn from_str(written: &str) -> Result<Self, RoundError> {
        let (year, number) = written.split_once('-').ok_or(RoundError)?;
        let round =
            Self::new(year.parse().map_err(|_| RoundError)?, number.parse().map_err(|_| RoundError)?)?;
        // One spelling: no leading zero, no plus sign.
        if round.to_string() == written { Ok(round) } else { Err(RoundError) }
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.number)
    }
}

impl TryFrom<String> for Round {
    type Error = RoundError;
    fn try_from(written: String) -> Result<Self, RoundError> {
        written.parse()
    }
}

impl From<Round> for String {
    fn from(round: Round) -> String {
        round.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds() {
        let round: Round = "2570-1".parse().unwrap();
        assert_eq!((round.year(), round.number(), round.to_string().as_str()), (2570, 1, "2570-1"));
        for bad in ["", "2570", "2570-0", "2570-01", "+2570-1", "2570-100", "2499-1", "3000-1", "2570-1-1"] {
            assert!(bad.parse::<Round>().is_err(), "{bad}");
        }
        assert!("2570-2".parse::<Round>().unwrap() < "2570-10".parse().unwrap());
    }

    #[test]
    fn a_fiscal_year_begins_in_october() {
        let of = |y, m, d| Round::first_of(jiff::civil::date(y, m, d)).to_string();
        assert_eq!(of(2026, 9, 30), "2569-1");
        assert_eq!(of(2026, 10, 1), "2570-1");
        assert_eq!(of(2027, 9, 30), "2570-1");
    }
}
