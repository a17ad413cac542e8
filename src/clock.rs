//! The only place that reads the clock. Everything below takes time as an argument.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// Now, or what `SOURCE_DATE_EPOCH` says, so that a build farm gets the same bytes twice.
pub fn now() -> Timestamp {
    crate::environment::source_date_epoch()
        .and_then(|seconds| seconds.trim().parse().ok())
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or_else(clock)
}

#[expect(clippy::disallowed_methods, reason = "this is the room the clock may be read in")]
fn clock() -> Timestamp {
    Timestamp::now()
}

/// The day in Asia/Bangkok. Thailand has kept UTC+7 without summer time since 1920, so a fixed
/// offset needs no time-zone data on the machine.
pub fn day_in_bangkok(at: Timestamp) -> Date {
    bangkok().to_datetime(at).date()
}

/// UTC+7.
pub fn bangkok() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_turns_at_midnight_in_bangkok() {
        let before: Timestamp = "2026-11-24T16:59:59Z".parse().unwrap();
        let after: Timestamp = "2026-11-24T17:00:00Z".parse().unwrap();
        assert_eq!(day_in_bangkok(before), date(2026, 11, 24));
        assert_eq!(day_in_bangkok(after), date(2026, 11, 25));
    }
}
