//! When something expires: the one place where a day in a file meets the day of an assessment.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// True where the day has come. `expires` is the first day on which a thing no longer counts: it
/// ends at 00:00 Asia/Bangkok of that day. `as_of` is a day in Asia/Bangkok.
pub fn expired(expires: Date, as_of: Date) -> bool {
    as_of >= expires
}

/// The day in Asia/Bangkok.
pub fn day_in_bangkok(at: Timestamp) -> Date {
    in_bangkok(at).date()
}

/// The day and the hour in Asia/Bangkok.
pub fn in_bangkok(at: Timestamp) -> DateTime {
    bangkok().to_datetime(at)
}

/// UTC+7. Thailand has kept it without summer time since 1920, so a fixed offset needs no
/// time-zone data on the machine.
pub fn bangkok() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn it_ends_at_midnight_in_bangkok() {
        let expires = date(2026, 11, 25);
        for (at, ended) in [
            ("2026-11-24T16:59:59.999999999Z", false),
            ("2026-11-24T17:00:00Z", true),
            ("2026-11-24T23:59:59+07:00", false),
            ("2026-11-25T00:00:00+07:00", true),
            ("2026-11-25T00:00:00Z", true),
            ("2027-01-01T00:00:00Z", true),
        ] {
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(expired(expires, day_in_bangkok(at)), ended, "{at}");
        }
    }

    proptest! {
        /// An instant is past the end exactly where it is not before that midnight.
        #[test]
        fn as_an_instant_says(second in 1_700_000_000_i64..1_900_000_000, days in -2_i32..3) {
            let at = Timestamp::from_second(second).unwrap();
            let expires = day_in_bangkok(at).checked_add(jiff::Span::new().days(days)).unwrap();
            let end = bangkok().to_timestamp(expires.at(0, 0, 0, 0)).unwrap();
            prop_assert_eq!(expired(expires, day_in_bangkok(at)), at >= end);
        }
    }
}
