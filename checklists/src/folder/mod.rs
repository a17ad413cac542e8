//! The assessment folder: everything one agency answered, attached and scanned, as plain files.
//!
//! `docs/assessment-folder.md` describes it. Opening reads all of it and never fails for a damaged
//! part: what is wrong becomes a [`Fault`] and the rest opens.

mod create;
mod evidence;
pub(crate) mod files;
mod join;
pub mod lock;
mod open;
mod scans;
mod seals;
mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::Timestamp;

use crate::agency::Agency;
use crate::fault::{Fault, FaultKind};
use crate::journal::event::tracked;
use crate::journal::{
    AssessmentId, Chain, Change, Covered, Digest, Event, Folded, Identity, Round, WriteError, Writer,
    fold_covered,
};
use crate::pack::Pack;
use crate::seal::Seal;
use crate::state::State;
pub use create::{CreateError, PackFiles};
pub use evidence::{AttachError, Attachment, RowPlace, open_evidence};
pub use join::{JoinError, Joined};
pub use lock::Lock;
pub use open::OpenError;
pub use scans::Latest;
pub use seals::{RoundBeginError, SealError};

/// An assessment folder as it was read.
#[derive(Debug)]
pub struct Folder {
    /// Where it lies.
    pub dir: PathBuf,
    /// What `phrom.yaml` says, where it can be read.
    pub agency: Option<Agency>,
    /// The packs in use as copied into the folder, in the agency's order.
    pub packs: Vec<Pack>,
    /// What `packs.lock` says.
    pub lock: Lock,
    /// What is wrong, as far as opening looks.
    pub faults: Vec<Fault>,
    /// Which assessment this is.
    pub assessment: AssessmentId,
    /// The newest round; events are written into it.
    pub round: Round,
    chains: Vec<Chain>,
    heads: BTreeMap<String, Digest>,
    seals: BTreeMap<Round, Seal>,
    covered: Covered,
    folded: Folded,
    writer: Option<Writer>,
}

impl Folder {
    /// What the journals say of the newest round.
    pub fn state(&self) -> &State {
        &self.folded.state
    }

    /// The chains, sorted by name.
    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// Every event of the assessment with its digest, each after all it knew of.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (Digest, &Event)> {
        self.folded.order.iter().filter_map(|place| {
            let line = &self.chains[place.chain].lines[place.line];
            Some((line.digest, line.event()?))
        })
    }

    /// True for an event that was taken back.
    pub fn is_undone(&self, event: &Digest) -> bool {
        self.folded.undone.contains(event)
    }

    /// True where an event is of a kind or schema that this version does not know: nothing may be
    /// written then, since it could contradict what is not understood.
    pub fn read_only(&self) -> bool {
        let unknown =
            |f: &Fault| matches!(f.kind, FaultKind::UnknownKind { .. } | FaultKind::NewerSchema { .. });
        self.faults.iter().any(unknown)
    }

    /// Takes the chain of `identity` for writing until the folder is dropped. Reads the folder
    /// again where the chain has grown since it was read.
    pub fn begin_writing(&mut self, identity: &Identity) -> Result<(), WriteError> {
        if self.read_only() {
            return Err(WriteError::ReadOnly);
        }
        if self.writing_as() == Some(identity) {
            return Ok(());
        }
        let writer = Writer::lock(&self.dir.join("journal"), identity.clone(), std::process::id())?;
        self.writer = Some(writer);
        let taken = if self.grown(identity) {
            self.reload().map_err(|_| WriteError::ChangedOutside)
        } else {
            self.catch_up();
            Ok(())
        };
        let taken = taken.and_then(|()| if self.read_only() { Err(WriteError::ReadOnly) } else { Ok(()) });
        taken.inspect_err(|_| self.writer = None)
    }

    /// True where another phrom wrote to this chain between reading it and taking it.
    fn grown(&self, identity: &Identity) -> bool {
        let known =
            self.chains.iter().find(|chain| &chain.identity == identity).map_or(0, |chain| {
                chain.length + chain.torn.as_ref().map_or(0, |torn| torn.bytes.len() as u64)
            });
        let path = self.dir.join("journal").join(format!("{}.jsonl", identity.chain()));
        files::regular(&path).map_or(0, |found| found.len()) != known
    }

    /// Whose chain is taken for writing, if one is.
    pub fn writing_as(&self) -> Option<&Identity> {
        self.writer.as_ref().map(Writer::identity)
    }

    /// Reads the folder again, after git or a colleague changed it, and keeps the chain taken.
    pub fn reload(&mut self) -> Result<(), OpenError> {
        let writer = self.writer.take();
        match Self::open(&self.dir) {
            Ok(fresh) => {
                *self = fresh;
                self.writer = writer;
                self.catch_up();
                Ok(())
            }
            Err(error) => {
                self.writer = writer;
                Err(error)
            }
        }
    }

    fn catch_up(&mut self) {
        if let Some(writer) = &mut self.writer {
            writer.catch_up(&self.chains, &self.heads);
        }
    }

    /// Writes one change, durably, and gives the digest of its event. The state is up to date
    /// afterwards; where it fails, everything is as it was.
    pub fn append(&mut self, at: Timestamp, change: Change) -> Result<Digest, WriteError> {
        // Of the newest round alone: what an earlier one said stands.
        let undoable = |e: &Event| e.round == self.round && e.change.can_be_undone();
        if let Change::Undone { event } = &change
            && !self.events().any(|(digest, e)| digest == *event && undoable(e))
        {
            return Err(WriteError::NotUndoable);
        }
        change.check()?;
        if self.read_only() {
            return Err(WriteError::ReadOnly);
        }
        if self.is_sealed(self.round) {
            return Err(WriteError::Sealed { round: self.round });
        }
        for changed in self.changed_files() {
            self.write(at, changed)?;
        }
        self.write(at, change)
    }

    fn write(&mut self, at: Timestamp, change: Change) -> Result<Digest, WriteError> {
        let writer = self.writer.as_mut().ok_or(WriteError::NoWriter)?;
        let chains = self.chains.len();
        let written = writer.append(&mut self.chains, &self.assessment, self.round, at, change);
        // A chain that was to begin with this event does not exist without it.
        let (digest, place) = written.inspect_err(|_| self.chains.truncate(chains))?;
        if self.chains.len() > chains {
            // The writer's first event: its chain finds its place among the others.
            self.chains.sort_by_cached_key(|chain| chain.identity.chain());
            self.covered = seals::covered(&self.chains, &self.assessment, &self.seals);
            self.folded = fold_covered(&self.chains, &self.assessment, self.round, &self.covered);
        } else if !self.folded.add(&self.chains, place, self.round) {
            self.folded = fold_covered(&self.chains, &self.assessment, self.round, &self.covered);
        }
        Ok(digest)
    }

    /// Files whose content differs from their last recorded digest.
    fn changed_files(&self) -> Vec<Change> {
        let changed = |path: String| {
            let found = self.digest_of(&path).ok()?;
            let recorded = match self.folded.files.get(&path).map_or(&[][..], |held| &held.heads) {
                [] => found.is_none(),
                [one] => one.value == found,
                _ => false,
            };
            (!recorded).then_some(Change::FileChanged { path, sha256: found })
        };
        self.tracked_files().into_iter().filter_map(changed).collect()
    }

    /// The files whose changes are recorded: those that are there and those that once were.
    fn tracked_files(&self) -> BTreeSet<String> {
        let detectors = files::names(&self.dir.join("detectors")).unwrap_or_default();
        ["packs.lock".to_owned(), "phrom.yaml".to_owned()]
            .into_iter()
            .chain(detectors.into_iter().map(|name| format!("detectors/{name}")))
            .chain(self.folded.files.keys().cloned())
            .filter(|path| tracked(path))
            .collect()
    }

    /// The digest of a file of the folder, nothing where it is gone.
    fn digest_of(&self, path: &str) -> Result<Option<Digest>, FaultKind> {
        match files::open(&self.dir.join(path)) {
            Ok(file) => match Digest::of_reader(file, &mut |_| ()) {
                Ok((digest, _)) => Ok(Some(digest)),
                Err(error) => Err(files::fault(&error)),
            },
            Err(FaultKind::Missing) => Ok(None),
            Err(kind) => Err(kind),
        }
    }
}

#[cfg(test)]
mod tests;
