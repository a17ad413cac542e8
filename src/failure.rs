//! A run that could not go on: what happened, what to do, and the exit status.

use crate::exit::Exit;

/// Said to a person in their language; built where both the error and the language are known.
#[derive(Debug)]
pub struct Failure {
    /// The statuses that hold.
    pub exit: Exit,
    /// What happened and where, in full sentences.
    pub what: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    /// Wrong usage or bad input: status 2.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { exit: Exit::USAGE, what: what.into(), hint: None }
    }

    /// The assessment is not what was written: status 4.
    pub fn integrity(what: impl Into<String>) -> Self {
        Self { exit: Exit { integrity: true, ..Exit::PASSED }, what: what.into(), hint: None }
    }

    /// With what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
