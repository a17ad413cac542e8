//! Exit statuses: the same for every command, documented in `docs/exit-status.md`.

use std::process::ExitCode;

/// What can hold at the end of a run. Several may; the status is the first that holds in the order
/// 4, 2, 1, 3, 0, and JSON output carries all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exit {
    /// 4: a chain, file, pack or seal is not what it was.
    pub integrity: bool,
    /// 2: wrong usage, bad input, bad pack, or the run could not be done.
    pub usage: bool,
    /// 1: the gate failed, or a finding at or above the threshold.
    pub failed: bool,
    /// 3: something in scope was not read.
    pub incomplete: bool,
}

impl Exit {
    /// 0: passed.
    pub const PASSED: Exit = Exit { integrity: false, usage: false, failed: false, incomplete: false };
    /// 2: wrong usage or bad input.
    pub const USAGE: Exit = Exit { usage: true, ..Exit::PASSED };

    /// The number a shell sees.
    pub fn status(self) -> u8 {
        if self.integrity {
            4
        } else if self.usage {
            2
        } else if self.failed {
            1
        } else if self.incomplete {
            3
        } else {
            0
        }
    }

    /// All statuses that hold, in that order; `[0]` where none does.
    pub fn all(self) -> Vec<u8> {
        let table = [(self.integrity, 4), (self.usage, 2), (self.failed, 1), (self.incomplete, 3)];
        let holding: Vec<u8> = table.iter().filter(|(holds, _)| *holds).map(|(_, n)| *n).collect();
        if holding.is_empty() { vec![0] } else { holding }
    }

    /// Both: whatever held before still holds.
    #[must_use]
    pub fn and(self, other: Exit) -> Exit {
        Exit {
            integrity: self.integrity || other.integrity,
            usage: self.usage || other.usage,
            failed: self.failed || other.failed,
            incomplete: self.incomplete || other.incomplete,
        }
    }

    /// `--exit-zero` turns 1 into 0 and nothing else.
    #[must_use]
    pub fn forgiving(self) -> Exit {
        Exit { failed: false, ..self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.status())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_that_holds_in_order() {
        for bits in 0..16u8 {
            let exit = Exit {
                integrity: bits & 1 != 0,
                usage: bits & 2 != 0,
                failed: bits & 4 != 0,
                incomplete: bits & 8 != 0,
            };
            assert_eq!(Some(&exit.status()), exit.all().first());
            assert!(!exit.forgiving().failed);
            assert_eq!(exit.forgiving().incomplete, exit.incomplete);
        }
        assert_eq!(Exit { integrity: true, usage: true, failed: true, incomplete: true }.all(), [4, 2, 1, 3]);
        assert_eq!(Exit::PASSED.all(), [0]);
    }
}
