//! What wakes the UI. Nothing else does: there is no clock that ticks.

use super::desk::{JobKind, Progress};
use super::keys::Key;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(Key),
    /// Text pasted in one piece.
    Paste(String),
    /// The terminal has another size, or its content was lost.
    Redraw,
    /// A job is so far.
    Progress(JobKind, Progress),
    /// A job's thread has ended.
    Ended(JobKind),
    /// An open remark has changed and waited long enough.
    DraftDue,
    /// A signal asks to end.
    Terminate(i32),
    /// Suspended from outside, or asked to.
    Suspend,
    /// The program runs again after it was stopped from outside.
    Continued,
    /// The terminal's input is gone.
    InputLost,
}
