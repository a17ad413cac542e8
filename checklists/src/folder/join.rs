//! Joining another copy of the same assessment into this folder: one that came on a stick, by mail or
//! from a backup. The other folder is only read.
//!
//! What each writer said lies in a chain that only that writer's clone writes, so joining is taking the
//! lines this folder does not have yet. They are written in causal order: cut short at any byte, what
//! is there has seen only what is there, and joining again goes on from it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::{Folder, OpenError, files, lock};
use crate::fault::{Fault, FaultKind, Weight};
use crate::journal::causality::causal_places;
use crate::journal::chain::Chain;
use crate::journal::{Digest, Identity, Round, WriteError, Writer, digest};

/// What joining brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Events by the chain they were added to.
    pub events: BTreeMap<String, u64>,
    /// Scans, evidence and detectors copied, as paths in the folder.
    pub files: BTreeSet<String>,
    /// Files that differ in the two folders and were left as they are here.
    pub kept: BTreeSet<String>,
    /// What the other folder's events name and its folder no longer has.
    pub missing: Vec<Fault>,
}

/// Why nothing was joined, or where it stopped: what was written until then is whole.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The other folder cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is this folder.
    #[error("that is this folder itself")]
    Itself,
    /// It is another assessment.
    #[error("that folder is another assessment")]
    OtherAssessment,
    /// A journal of one of the two is damaged.
    #[error("a journal is damaged")]
    Damaged {
        /// True where it is the other folder's.
        theirs: bool,
        /// What is wrong.
        faults: Vec<Fault>,
    },
    /// The two rest on different packs.
    #[error("the two folders use different packs")]
    OtherPacks,
    /// One writer went on in two copies: only one of them can be that writer.
    #[error("the chain {chain} goes on differently from line {line}")]
    Diverged {
        /// The chain.
        chain: String,
        /// The first line that differs, from 1.
        line: u64,
    },
    /// One of the two sealed a round without what the other says in it.
    #[error("the round {round} was sealed without what the other folder says in it")]
    Sealed {
        /// The round.
        round: Round,
    },
    /// A file of the other folder changed while it was read.
    #[error("{file} changed while it was read")]
    Changed {
        /// The path in the other folder.
        file: String,
    },
    /// Writing here failed.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Folder {
    /// Takes everything the folder at `other` has and this one has not.
    pub fn join(&mut self, other: &Path) -> Result<Joined, JoinError> {
        let theirs = Self::open(other)?;
        let same = |a: io::Result<_>, b: io::Result<_>| matches!((a, b), (Ok(a), Ok(b)) if a == b);
        if same(fs::canonicalize(&self.dir), fs::canonicalize(other)) {
            return Err(JoinError::Itself);
        }
        if theirs.assessment != self.assessment {
            return Err(JoinError::OtherAssessment);
        }
        if self.read_only() || theirs.read_only() {
            return Err(WriteError::ReadOnly.into());
        }
        undamaged(self, false)?;
        undamaged(&theirs, true)?;
        let lock = |folder: &Self| files::read(&folder.dir.join(lock::FILE), super::open::SMALL);
        if lock(self) != lock(&theirs) {
            return Err(JoinError::OtherPacks);
        }
        let segments = self.new_lines(&theirs)?;
        for (sealed, other) in [(&*self, &theirs), (&theirs, &*self)] {
            nothing_late(sealed, other)?;
        }
        // Files before the events that name them: a file too many is only that.
        let mut joined = Joined::default();
        self.take_files(&theirs, &mut joined)?;
        let taken = self.take_lines(&theirs, &segments, &mut joined);
        let taken = taken.and_then(|()| self.take_seals(&theirs, &mut joined));
        self.reload()?;
        taken.map(|()| joined)
    }

    /// The lines to take, in an order in which each comes after all it has seen; neighbours of one
    /// chain together.
    pub(super) fn new_lines(&self, theirs: &Self) -> Result<Vec<Segment>, JoinError> {
        let mut have: Vec<usize> = Vec::with_capacity(theirs.chains.len());
        for chain in &theirs.chains {
            let ours = self.chains.iter().find(|ours| ours.identity == chain.identity);
            let ours = ours.map_or(&[][..], |ours| &ours.lines);
            let differs = ours.iter().zip(&chain.lines).position(|(a, b)| a.digest != b.digest);
            if let Some(line) = differs {
                return Err(JoinError::Diverged { chain: chain.identity.chain(), line: line as u64 + 1 });
            }
            have.push(ours.len());
        }
        let mut segments: Vec<Segment> = Vec::new();
        for place in causal_places(&theirs.chains) {
            if place.line < have[place.chain] {
                continue;
            }
            match segments.last_mut() {
                Some(last) if last.chain == place.chain => last.lines.end = place.line + 1,
                _ => segments.push(Segment { chain: place.chain, lines: place.line..place.line + 1 }),
            }
        }
        Ok(segments)
    }

    /// A seal comes after what it names.
    fn take_seals(&self, theirs: &Self, joined: &mut Joined) -> Result<(), JoinError> {
        for (round, seal) in &theirs.seals {
            let text = seal.to_json();
            self.take_file(theirs, "seals", &format!("{round}.json"), Digest::of(&text), joined)?;
        }
        Ok(())
    }

    fn take_lines(
        &mut self,
        theirs: &Self,
        segments: &[Segment],
        joined: &mut Joined,
    ) -> Result<(), JoinError> {
        let journal = self.dir.join("journal");
        let mut sources: BTreeMap<usize, Source> = BTreeMap::new();
        // All chains are taken before the first line is written.
        for segment in segments {
            if let Entry::Vacant(vacant) = sources.entry(segment.chain) {
                vacant.insert(self.source(theirs, &journal, segment.chain)?);
            }
        }
        for segment in segments {
            let Some(source) = sources.get_mut(&segment.chain) else { continue };
            let Some(bytes) = source.lines.get(segment.lines.clone()).map(<[Vec<u8>]>::concat) else {
                continue;
            };
            let last = theirs.chains[segment.chain].lines[segment.lines.end - 1].digest;
            let writer = match &mut source.writer {
                Some(writer) => writer,
                None => self.writer.as_mut().ok_or(WriteError::NoWriter)?,
            };
            writer.take_lines(&mut source.ours, &bytes, last)?;
            *joined.events.entry(source.ours.identity.chain()).or_default() += segment.lines.len() as u64;
        }
        Ok(())
    }

    /// One chain of the other folder with its exact bytes, and the right to write to it here.
    fn source(&self, theirs: &Self, journal: &Path, chain: usize) -> Result<Source, JoinError> {
        let chain = &theirs.chains[chain];
        let identity = chain.identity.clone();
        let file = chain.file();
        let changed = || JoinError::Changed { file: file.clone() };
        let bytes = files::read(&theirs.dir.join(&file), super::open::CHAIN).map_err(|_| changed())?;
        let lines: Vec<Vec<u8>> =
            bytes.split_inclusive(|&b| b == b'\n').take(chain.lines.len()).map(<[u8]>::to_vec).collect();
        let whole = |(line, read): (&Vec<u8>, &crate::journal::chain::Line)| {
            line.strip_suffix(b"\n").is_some_and(|line| Digest::of(line) == read.digest)
        };
        if lines.len() != chain.lines.len() || !lines.iter().zip(&chain.lines).all(whole) {
            return Err(changed());
        }
        let ours = match self.chains.iter().find(|ours| ours.identity == identity) {
            Some(ours) => {
                let (identity, torn) = (ours.identity.clone(), ours.torn.clone());
                Chain { identity, lines: Vec::new(), length: ours.length, torn }
            }
            None => Chain::read(identity.clone(), &[]),
        };
        let writer = if self.writing_as() == Some(&identity) {
            None
        } else {
            Some(self.writer_of(journal, identity)?)
        };
        Ok(Source { lines, ours, writer })
    }

    fn writer_of(&self, journal: &Path, identity: Identity) -> Result<Writer, WriteError> {
        let mut writer = Writer::lock(journal, identity, std::process::id())?;
        writer.catch_up(&self.chains, &self.heads);
        Ok(writer)
    }

    fn take_files(&self, theirs: &Self, joined: &mut Joined) -> Result<(), JoinError> {
        let (scans, evidence) = theirs.recorded();
        for scan in &scans {
            if let Some(digest) = Digest::parse(&scan.sha256) {
                self.take_file(theirs, "scans", &scan.file, digest, joined)?;
            }
        }
        for piece in evidence.values().filter(|piece| piece.copied) {
            let Some(digest) = piece.sha256.as_deref().and_then(Digest::parse) else { continue };
            let removed = |folder: &Self| folder.state().removed.contains_key(&digest.to_string());
            if removed(self) || removed(theirs) || matches!(self.copy_of(&digest), Ok(Some(_))) {
                continue;
            }
            match theirs.copy_of(&digest) {
                Ok(Some(copy)) => {
                    let name =
                        copy.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                    self.take_file(theirs, "evidence", &name, digest, joined)?;
                }
                Ok(None) => {
                    joined.missing.push(Fault::of_file(format!("evidence/{digest}"), FaultKind::Missing));
                }
                Err(kind) => joined.missing.push(Fault::of_file("evidence", kind)),
            }
        }
        for path in theirs.tracked_files() {
            let (Ok(found), Ok(own)) = (theirs.digest_of(&path), self.digest_of(&path)) else { continue };
            match (path.strip_prefix("detectors/"), found, own) {
                (_, None, _) => {}
                (_, found, own) if found == own => {}
                (Some(name), Some(digest), None) => {
                    self.take_file(theirs, "detectors", name, digest, joined)?;
                }
                _ => drop(joined.kept.insert(path)),
            }
        }
        Ok(())
    }

    /// Copies one file where this folder has none of that name and its bytes are what was recorded.
    fn take_file(
        &self,
        theirs: &Self,
        folder: &str,
        name: &str,
        recorded: Digest,
        joined: &mut Joined,
    ) -> Result<(), JoinError> {
        let path = format!("{folder}/{name}");
        let here = self.dir.join(folder);
        if !crate::journal::event::safe_name(name) || fs::symlink_metadata(here.join(name)).is_ok() {
            return Ok(());
        }
        let mut opened = match files::open(&theirs.dir.join(&path)) {
            Ok(opened) => opened,
            Err(kind) => {
                joined.missing.push(Fault::of_file(path, kind));
                return Ok(());
            }
        };
        let io = |error| JoinError::Write(WriteError::Io(error));
        files::make_folder(&here).map_err(io)?;
        let mut temporary = files::temporary(&here).map_err(io)?;
        let (found, _) = digest::copy(&mut opened, temporary.as_file_mut(), &mut |_| ()).map_err(io)?;
        if found != recorded {
            let kind = FaultKind::Changed { expected: recorded.to_string(), found: found.to_string() };
            joined.missing.push(Fault::of_file(path, kind));
            return Ok(());
        }
        files::place(temporary, &here, name).map_err(io)?;
        joined.files.insert(path);
        Ok(())
    }
}

/// Refuses where `sealed` closed a round without lines of it that `other` holds: joined, they would
/// count for nothing and the seal would be contradicted for good.
fn nothing_late(sealed: &Folder, other: &Folder) -> Result<(), JoinError> {
    for (round, seal) in &sealed.seals {
        let reach = |chain: &Chain| {
            let reach = seal.statement.heads.get(&chain.identity.chain());
            reach.map_or(0, |reach| usize::try_from(reach.lines).unwrap_or(usize::MAX))
        };
        let late = |chain: &Chain| {
            let lines = chain.lines.iter().skip(reach(chain));
            lines.filter_map(|line| line.event()).any(|event| event.round == *round)
        };
        if other.chains.iter().any(late) {
            return Err(JoinError::Sealed { round: *round });
        }
    }
    Ok(())
}

/// Lines of one chain that stand beside each other.
pub(super) struct Segment {
    /// Index into the other folder's chains.
    pub(super) chain: usize,
    /// Indices of its lines.
    pub(super) lines: std::ops::Range<usize>,
}

struct Source {
    /// Each with its line feed.
    lines: Vec<Vec<u8>>,
    /// How far the chain goes here.
    ours: Chain,
    /// None where the folder itself holds the chain.
    writer: Option<Writer>,
}

/// A damaged journal is repaired before anything is built on it. A torn last line is no damage: it
/// was never confirmed. An event that is missing may be what joining brings.
fn undamaged(folder: &Folder, theirs: bool) -> Result<(), JoinError> {
    let harmless = |fault: &Fault| {
        let kinds = matches!(
            fault.kind,
            FaultKind::TornLine | FaultKind::SeenMissing { .. } | FaultKind::UndoneMissing { .. }
        );
        kinds || !fault.file.starts_with("journal") || fault.weight() == Weight::Notice
    };
    let faults: Vec<Fault> = folder.faults.iter().filter(|fault| !harmless(fault)).cloned().collect();
    if faults.is_empty() { Ok(()) } else { Err(JoinError::Damaged { theirs, faults }) }
}
