//! Closing a round: the seal that is signed, and what contradicts one.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Folder, files};
use crate::fault::{Fault, FaultKind, Weight};
use crate::journal::{AssessmentId, Chain, Change, Covered, Digest, Round, WriteError, fold_covered, writer};
use crate::seal::{Seal, SealReadError, SealedChain, Statement};
use crate::signature::{Fingerprint, SealKey};
use crate::state::State;

/// Largest seal: some ten thousand chains.
const SEAL: u64 = 4 * 1024 * 1024;

/// Why a round was not sealed. Nothing is signed then.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// It is sealed already.
    #[error("the round {round} is sealed already")]
    Sealed {
        /// The round.
        round: Round,
    },
    /// It was closed with another key, and only that key can finish the seal.
    #[error("the round was closed with the key {fingerprint}")]
    OtherKey {
        /// That key.
        fingerprint: Fingerprint,
    },
    /// Something in the folder is not what was written.
    #[error("{} faults stand in the way", faults.len())]
    Faults {
        /// What.
        faults: Vec<Fault>,
    },
    /// Values that were written without knowledge of each other wait for a decision.
    #[error("{conflicts} conflicts wait for a decision")]
    Conflicts {
        /// How many.
        conflicts: usize,
    },
    /// Nothing was written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Why a round was not begun.
#[derive(Debug, thiserror::Error)]
pub enum RoundBeginError {
    /// Rounds go forward: the new one must be later than the newest.
    #[error("{round} is not later than {newest}")]
    NotLater {
        /// The round asked for.
        round: Round,
        /// The newest there is.
        newest: Round,
    },
    /// No event is of the round to go on from.
    #[error("there is no round {from}")]
    NoSuchRound {
        /// The round.
        from: Round,
    },
    /// Nothing was written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Folder {
    /// The rounds there are, oldest first.
    pub fn rounds(&self) -> BTreeSet<Round> {
        self.events().map(|(_, event)| event.round).collect()
    }

    /// The seals that can be read, by round. Only [`Folder::verify`] says whether they hold.
    pub fn seals(&self) -> &BTreeMap<Round, Seal> {
        &self.seals
    }

    /// True where a round is closed: nothing is written into it.
    pub fn is_sealed(&self, round: Round) -> bool {
        self.seals.contains_key(&round) || self.closed_with(round).is_some()
    }

    /// What the journals say of any round.
    pub fn state_of(&self, round: Round) -> State {
        if round == self.round {
            return self.folded.state.clone();
        }
        fold_covered(&self.chains, &self.assessment, round, &self.covered).state
    }

    /// The round that the newest one was begun from.
    pub fn earlier_round(&self) -> Option<Round> {
        self.folded.rounds.get(1).copied()
    }

    /// Begins a round after the newest one. Sealed or not, the rounds before stay as they are.
    pub fn begin_round(
        &mut self,
        at: Timestamp,
        round: Round,
        from: Round,
    ) -> Result<Digest, RoundBeginError> {
        let newest = self.round;
        if round <= newest {
            return Err(RoundBeginError::NotLater { round, newest });
        }
        if !self.rounds().contains(&from) {
            return Err(RoundBeginError::NoSuchRound { from });
        }
        if self.read_only() {
            return Err(WriteError::ReadOnly.into());
        }
        self.round = round;
        let begun = self.write(at, Change::RoundBegun { from }).inspect_err(|_| self.round = newest)?;
        self.refold();
        Ok(begun)
    }

    /// Closes the newest round and signs what it is. Refused while anything in the folder is not what
    /// was written, or a conflict is open. Cut short after its event it can be called again with the
    /// same key. `progress` is told the bytes of the file being hashed.
    pub fn seal(
        &mut self,
        at: Timestamp,
        as_of: Date,
        key: &SealKey,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Seal, SealError> {
        // What others wrote since the folder was read belongs under the seal.
        self.reload().map_err(|_| WriteError::ChangedOutside)?;
        let round = self.round;
        let by = self.writing_as().ok_or(WriteError::NoWriter)?.author.clone();
        if self.seals.contains_key(&round) {
            return Err(SealError::Sealed { round });
        }
        let closed = self.closed_with(round);
        if let Some(other) = closed.filter(|closed| *closed != key.public()) {
            return Err(SealError::OtherKey { fingerprint: other.fingerprint() });
        }
        let file = Seal::file(round);
        let mut faults = self.verify(progress);
        faults.retain(|fault| fault.weight() != Weight::Notice);
        faults.retain(|fault| (&fault.file, &fault.kind) != (&file, &FaultKind::Missing));
        if !faults.is_empty() {
            return Err(SealError::Faults { faults });
        }
        let conflicts = crate::conflict::conflicts(self.state()).len();
        if conflicts > 0 {
            return Err(SealError::Conflicts { conflicts });
        }
        if closed.is_none() {
            self.append(at, Change::RoundSealed { key: key.public() })?;
        }
        let io = |error: io::Error| SealError::Write(error.into());
        // A run killed between an event and its head leaves a chain without one; under a seal a missing
        // head is a fault.
        for chain in &self.chains {
            writer::write_head(&self.dir.join("journal"), &chain.identity, chain.head()).map_err(io)?;
            self.heads.insert(chain.identity.chain(), chain.head());
        }
        let seal = Seal::new(self.statement(at, as_of, by)?, key);
        let folder = self.dir.join("seals");
        files::make_folder(&folder).map_err(io)?;
        let text = seal.to_json();
        files::create(&folder, &format!("{round}.json"), &mut |file| file.write_all(&text)).map_err(io)?;
        self.seals.insert(round, seal.clone());
        self.refold();
        Ok(seal)
    }

    fn statement(
        &self,
        at: Timestamp,
        as_of: Date,
        by: crate::journal::Author,
    ) -> Result<Statement, WriteError> {
        let heads = self
            .chains
            .iter()
            .map(|chain| {
                let sealed = SealedChain { lines: chain.lines.len() as u64, sha256: chain.head() };
                (chain.identity.chain(), sealed)
            })
            .collect();
        let mut sealed_files = BTreeMap::new();
        for path in self.tracked_files() {
            // Verified a moment ago; what cannot be read now is not signed.
            let found = self.digest_of(&path).map_err(|_| WriteError::ChangedOutside)?;
            sealed_files.extend(found.map(|sha256| (path, sha256)));
        }
        Ok(Statement {
            assessment: self.assessment.clone(),
            round: self.round,
            sealed_at: at,
            as_of,
            by,
            heads,
            files: sealed_files,
            packs: self.lock.packs.clone(),
        })
    }

    /// The key that a round was closed with.
    fn closed_with(&self, round: Round) -> Option<crate::signature::PublicKey> {
        self.folded.closed.get(&round).copied()
    }

    /// Everything that contradicts the seals.
    pub(super) fn seal_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for round in self.folded.closed.keys().filter(|round| !self.seals.contains_key(round)) {
            let file = Seal::file(*round);
            // One that is there and cannot be read is said to be just that.
            if !self.faults.iter().any(|fault| fault.file == file) {
                faults.push(Fault::of_file(file, FaultKind::Missing));
            }
        }
        for (round, seal) in &self.seals {
            self.contradictions(*round, seal, &mut faults);
        }
        faults
    }

    fn contradictions(&self, round: Round, seal: &Seal, faults: &mut Vec<Fault>) {
        let file = Seal::file(round);
        let statement = &seal.statement;
        if !seal.holds() {
            faults.push(Fault::of_file(file, FaultKind::SealBroken));
            return;
        }
        if statement.assessment != self.assessment || statement.round != round {
            faults.push(Fault::of_file(file, FaultKind::SealOfOther));
            return;
        }
        match self.closed_with(round) {
            Some(key) if key == seal.key => {}
            Some(_) => faults.push(Fault::of_file(file, FaultKind::SealKey)),
            None => faults.push(Fault::of_file(file, FaultKind::SealNotRecorded)),
        }
        for (name, sealed) in &statement.heads {
            let chain = self.chains.iter().find(|chain| chain.identity.chain() == *name);
            let at =
                chain.and_then(|chain| chain.lines.get(usize::try_from(sealed.lines).ok()?.checked_sub(1)?));
            if at.is_none_or(|line| line.digest != sealed.sha256) {
                let kind = FaultKind::SealedEventMissing { event: sealed.sha256.to_string() };
                faults.push(Fault::of_file(format!("journal/{name}.jsonl"), kind));
            }
            if chain.is_some() && !self.heads.contains_key(name) {
                faults.push(Fault::of_file(format!("journal/{name}.head"), FaultKind::Missing));
            }
        }
        for (c, chain) in self.chains.iter().enumerate() {
            for (i, line) in chain.lines.iter().enumerate() {
                let place = crate::journal::Place { chain: c, line: i };
                let of_round = line.event().is_some_and(|event| event.round == round);
                if of_round && self.covered.late(round, place) {
                    faults.push(Fault::of_line(chain.file(), i as u64 + 1, FaultKind::AfterSeal));
                }
            }
        }
        // After a later round was begun these files may change; their changes are events then.
        if round == self.round {
            self.changed_since(statement, faults);
        }
    }

    fn changed_since(&self, statement: &Statement, faults: &mut Vec<Fault>) {
        let paths: BTreeSet<String> =
            self.tracked_files().into_iter().chain(statement.files.keys().cloned()).collect();
        for path in paths {
            // What cannot be read is told by `verify` itself.
            let Ok(found) = self.digest_of(&path) else { continue };
            if found != statement.files.get(&path).copied() {
                faults.push(Fault::of_file(path, FaultKind::SealedFileChanged));
            }
        }
    }

    fn refold(&mut self) {
        self.covered = covered(&self.chains, &self.assessment, &self.seals);
        self.folded = fold_covered(&self.chains, &self.assessment, self.round, &self.covered);
    }
}

/// How far each sealed round reaches into each chain. A seal that does not hold says nothing.
pub(super) fn covered(chains: &[Chain], assessment: &AssessmentId, seals: &BTreeMap<Round, Seal>) -> Covered {
    let of_ours = |(round, seal): &(&Round, &Seal)| {
        seal.statement.assessment == *assessment && seal.statement.round == **round && seal.holds()
    };
    let reach = |seal: &Seal, chain: &Chain| {
        let sealed = seal.statement.heads.get(&chain.identity.chain());
        sealed.map_or(0, |sealed| usize::try_from(sealed.lines).unwrap_or(usize::MAX))
    };
    let rounds = seals.iter().filter(of_ours);
    Covered(rounds.map(|(round, seal)| (*round, chains.iter().map(|c| reach(seal, c)).collect())).collect())
}

/// The seals in the folder; what is not one is a fault.
pub(super) fn read(dir: &Path, faults: &mut Vec<Fault>) -> BTreeMap<Round, Seal> {
    let folder = dir.join("seals");
    let names = files::names(&folder).unwrap_or_else(|kind| {
        faults.push(Fault::of_file("seals", kind));
        Vec::new()
    });
    let mut seals = BTreeMap::new();
    for name in names {
        let file = format!("seals/{name}");
        let Some(round) = name.strip_suffix(".json").and_then(|stem| stem.parse::<Round>().ok()) else {
            faults.push(Fault::of_file(file, FaultKind::NotRecorded));
            continue;
        };
        let text = match files::read(&folder.join(&name), SEAL) {
            Ok(text) => text,
            Err(kind) => {
                faults.push(Fault::of_file(file, kind));
                continue;
            }
        };
        match Seal::read(&text) {
            Ok(seal) => {
                seals.insert(round, seal);
            }
            Err(SealReadError::Newer(schema)) => {
                faults.push(Fault::of_file(file, FaultKind::NewerSchema { schema }));
            }
            Err(SealReadError::Json(error)) => faults.push(Fault {
                line: Some(error.line),
                column: Some(error.column),
                ..Fault::of_file(file, FaultKind::Json { json: error.fault })
            }),
        }
    }
    seals
}
