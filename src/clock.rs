//! The only place that reads the clock. Everything below takes time as an argument.

use jiff::Timestamp;

pub use phrom_checklists::expiry::{bangkok, day_in_bangkok};

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
