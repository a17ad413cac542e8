//! One file a command. Each takes what was typed, does it through the crates below, and gives the
//! statuses that hold.

pub mod answer;
pub mod check;
pub mod conflict;
pub mod evidence;
pub mod fact;
pub mod gate;
pub mod init;
pub mod key;
pub mod merge;
pub mod packs;
pub mod people;
pub mod plan;
pub mod report;
pub mod scan;
pub mod screen;
pub mod system;
pub mod verify;

use std::cell::Cell;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::fault::{Fault, FaultKind};
use phrom_checklists::journal::Change;

use crate::args::Global;
use crate::clock;
use crate::config::Config;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::{self, Session};
use crate::summary;
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
    /// What opening an assessment showed to be damaged or unreadable: part of every command's
    /// status.
    pub damage: Cell<Exit>,
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
        self.tell(session.all_faults());
        for pack in &session.missing {
            self.console.message(say::pack_missing(self.lang(), pack));
        }
        Ok(session)
    }

    /// Says what is wrong and remembers what it means for the status.
    pub fn tell<'f>(&self, faults: impl Iterator<Item = &'f Fault>) {
        for fault in faults {
            self.console.message(say::fault(self.lang(), fault));
            self.damage.set(self.damage.get().and(summary::weight(fault)));
        }
    }

    /// Opens the assessment for writing. `person` where only a named person may write.
    pub fn open_to_write(&self, person: bool) -> Result<Session, Failure> {
        let mut session = self.open()?;
        self.take(&mut session, person)?;
        // A line that was cut short is set aside by the next event: what is wrong is then mended.
        let mends = |f: &&Fault| !matches!(f.kind, FaultKind::TornLine);
        let rest = session.all_faults().filter(mends);
        self.damage.set(rest.fold(Exit::PASSED, |exit, fault| exit.and(summary::weight(fault))));
        Ok(session)
    }

    /// Writes one change, durable when this returns, and says so.
    pub fn save(&self, mut session: Session, change: Change) -> Ended {
        let written = session.folder.append(self.now, change);
        written.map_err(|e| session::write_failure(self.lang(), &e))?;
        self.console.message(say::saved(self.lang()));
        Ok(Exit::PASSED)
    }

    /// Takes this writer's chain.
    pub fn take(&self, session: &mut Session, person: bool) -> Result<(), Failure> {
        let by = self.global.by.as_deref();
        let identity = session::identity(&self.config()?, by, &session.folder, person, self.lang())?;
        session.write_as(&identity, self.lang())
    }
}
