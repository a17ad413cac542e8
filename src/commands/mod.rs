//! One file a command. Each takes what was typed, does it through the crates below, and gives the
//! statuses that hold.

pub mod answer;
pub mod check;
pub mod evidence;
pub mod fact;
pub mod gate;
pub mod init;
pub mod key;
pub mod packs;
pub mod report;
pub mod scan;
pub mod screen;
pub mod system;
pub mod verify;

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use phrom_checklists::bilingual::Lang;

use crate::args::Global;
use crate::clock;
use crate::config::Config;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::{self, Session};
use crate::text::headless as say;

/// What every command has at hand.
#[derive(Debug)]
pub struct Run {
    /// Options of every command.
    pub global: Global,
    /// Where to say it.
    pub console: Console,
    /// The moment the run began.
    pub now: Timestamp,
}

/// How a command ends.
pub type Ended = Result<Exit, Failure>;

impl Run {
    /// The language of every sentence.
    pub fn lang(&self) -> Lang {
        self.console.lang
    }

    /// `--as-of`, else today in Bangkok.
    pub fn as_of(&self) -> Date {
        self.global.as_of.unwrap_or_else(|| clock::day_in_bangkok(self.now))
    }

    /// The configuration folder.
    pub fn config(&self) -> Result<Config, Failure> {
        Config::from_environment().map_err(|e| Failure::usage(say::config_error(self.lang(), &e)))
    }

    /// Opens the assessment for reading.
    pub fn open(&self) -> Result<Session, Failure> {
        self.open_at(&session::place(self.global.dir.as_deref()))
    }

    /// Opens the assessment at `dir` and says what is damaged in it: the rest stays in use.
    pub fn open_at(&self, dir: &Path) -> Result<Session, Failure> {
        let session = Session::open(dir, self.as_of(), self.lang())?;
        for fault in session.folder.faults.iter().chain(&session.faults) {
            self.console.message(say::fault(self.lang(), fault));
        }
        Ok(session)
    }

    /// Opens the assessment for writing. `person` where only a named person may write.
    pub fn open_to_write(&self, person: bool) -> Result<Session, Failure> {
        let mut session = self.open()?;
        self.take(&mut session, person)?;
        Ok(session)
    }

    /// Takes this writer's chain.
    pub fn take(&self, session: &mut Session, person: bool) -> Result<(), Failure> {
        let by = self.global.by.as_deref();
        let identity = session::identity(&self.config()?, by, &session.folder, person, self.lang())?;
        session.write_as(&identity, self.lang())
    }
}
