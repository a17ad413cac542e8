//! Appending to one chain: locked, durable, and undone where it fails.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::causality::Place;
use super::chain::{Chain, Line};
use super::digest::Digest;
use super::event::{AssessmentId, Change, ChangeError, Event};
use super::identity::Identity;
use super::line::Read as LineRead;
use super::round::Round;
use crate::folder::files;

/// Longest line, newline included.
const LINE_BYTES: usize = 1024 * 1024;

/// Why nothing was written. Whatever it is, the journal is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The change itself may not be written.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// Another phrom has this chain.
    #[error("another phrom (process {}) writes to this chain", pid.map_or_else(|| "?".to_owned(), |p| p.to_string()))]
    Locked {
        /// The other's process id, where it has said so.
        pid: Option<u32>,
    },
    /// The folder holds events this version does not understand, or may not be written.
    #[error("the folder is open for reading only")]
    ReadOnly,
    /// The round is sealed: only a new one can be written into.
    #[error("the round {round} is sealed")]
    Sealed {
        /// The round.
        round: Round,
    },
    /// No chain was taken for writing.
    #[error("no chain was taken for writing")]
    NoWriter,
    /// The chain's file is no longer the one that was read: open the folder again.
    #[error("the chain was changed from outside since it was read")]
    ChangedOutside,
    /// The `undone` event names nothing that can be undone.
    #[error("that event cannot be undone")]
    NotUndoable,
    /// The disk or the system refused.
    #[error("writing failed: {0}")]
    Io(#[from] io::Error),
}

/// The lock on one chain and its open file.
#[derive(Debug)]
pub struct Writer {
    identity: Identity,
    journal: PathBuf,
    file: Option<File>,
    seen: BTreeMap<String, Digest>,
    /// An event that was written last and is no longer in the chain.
    lost: Option<Digest>,
    // Held until dropped; the system lets go of it when the process dies.
    lock: File,
}

impl Writer {
    /// Takes the chain of `identity` in the folder `journal`. `pid` is left in the lock's file for
    /// whoever comes second.
    pub(crate) fn lock(journal: &Path, identity: Identity, pid: u32) -> Result<Self, WriteError> {
        files::make_folder(journal)?;
        let (mut lock, _) = files::open_to_write(&journal.join(format!("{}.lock", identity.chain())), false)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut said = String::new();
                // What cannot be read is no reason to hide that the chain is taken.
                let _ = lock.take(32).read_to_string(&mut said);
                return Err(WriteError::Locked { pid: said.trim().parse().ok() });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        lock.set_len(0)?;
        lock.rewind()?;
        writeln!(lock, "{pid}")?;
        Ok(Self {
            identity,
            journal: journal.to_owned(),
            file: None,
            seen: BTreeMap::new(),
            lost: None,
            lock,
        })
    }

    /// Whose chain it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Learns what the chain's last event had seen, after the chains were read anew.
    pub(crate) fn catch_up(&mut self, chains: &[Chain], heads: &BTreeMap<String, Digest>) {
        self.file = None;
        self.seen.clear();
        self.lost = heads.get(&self.identity.chain()).copied();
        for line in chains.iter().filter(|c| c.identity == self.identity).flat_map(|c| &c.lines) {
            self.seen.extend(line.seen().map(|(chain, digest)| (chain.clone(), *digest)));
            self.lost = self.lost.filter(|head| *head != line.digest);
        }
    }

    /// Writes one event and adds it to its chain in `chains`; gives its digest and where it stands.
    pub(crate) fn append(
        &mut self,
        chains: &mut Vec<Chain>,
        assessment: &AssessmentId,
        round: Round,
        at: Timestamp,
        change: Change,
    ) -> Result<(Digest, Place), WriteError> {
        change.check()?;
        let heads = chains
            .iter()
            .filter(|chain| chain.identity != self.identity && !chain.lines.is_empty())
            .map(|chain| (chain.identity.chain(), chain.head()));
        let seen: BTreeMap<String, Digest> =
            heads.filter(|(name, head)| self.seen.get(name) != Some(head)).collect();
        let own = match chains.iter().position(|chain| chain.identity == self.identity) {
            Some(own) => own,
            None => {
                chains.push(Chain::read(self.identity.clone(), &[]));
                chains.len() - 1
            }
        };
        let chain = &mut chains[own];
        let last = chain.lines.last().and_then(Line::seq).unwrap_or(chain.lines.len() as u64);
        let event = Event {
            assessment: assessment.clone(),
            round,
            seq: last.saturating_add(1),
            at,
            by: self.identity.author.clone(),
            change,
            prev: chain.head(),
            seen,
        };
        let mut line = event.to_line();
        let digest = Digest::of(&line);
        line.push(b'\n');
        if line.len() > LINE_BYTES {
            return Err(ChangeError::TooLong.into());
        }
        self.write(chain, &line)?;
        // Only a hint for `verify`: where it fails, the event before is named, which is no lie.
        let _ = write_head(&self.journal, &self.identity, digest);
        self.seen.extend(event.seen.iter().map(|(chain, digest)| (chain.clone(), *digest)));
        chain.length += line.len() as u64;
        chain.lines.push(Line { digest, read: LineRead::Event(Box::new(event)) });
        Ok((digest, Place { chain: own, line: chain.lines.len() - 1 }))
    }

    /// Adds whole lines of the same chain from another copy, the last of which has this digest.
    /// `chain` needs its length and torn end only.
    pub(crate) fn take_lines(
        &mut self,
        chain: &mut Chain,
        lines: &[u8],
        last: Digest,
    ) -> Result<(), WriteError> {
        self.write(chain, lines)?;
        let _ = write_head(&self.journal, &self.identity, last);
        chain.length += lines.len() as u64;
        Ok(())
    }

    fn write(&mut self, chain: &mut Chain, line: &[u8]) -> Result<(), WriteError> {
        let path = self.journal.join(format!("{}.jsonl", self.identity.chain()));
        let (mut file, made) = match self.file.take() {
            Some(file) => (file, false),
            None => files::open_to_write(&path, true)?,
        };
        let torn = chain.torn.as_ref().map_or(0, |torn| torn.bytes.len() as u64);
        let found = file.metadata()?;
        // Another program may have replaced the file or written to it: an event must not go astray.
        let same = fs::symlink_metadata(&path)
            .is_ok_and(|at_path| (at_path.dev(), at_path.ino()) == (found.dev(), found.ino()));
        if !same || found.len() != chain.length + torn {
            if made {
                let _ = fs::remove_file(&path);
            }
            return Err(WriteError::ChangedOutside);
        }
        if let Some(torn) = &chain.torn {
            let name = format!("{}.torn-{}", self.identity.chain(), short(&torn.bytes));
            set_aside(&self.journal, &name, &torn.bytes)?;
            file.set_len(chain.length)?;
            file.sync_all()?;
            chain.torn = None;
        }
        if let Some(lost) = self.lost {
            let lost = format!("{lost}\n");
            set_aside(
                &self.journal,
                &format!("{}.lost-{}", self.identity.chain(), &lost[..8]),
                lost.as_bytes(),
            )?;
            self.lost = None;
        }
        let written = file
            .write_all(line)
            .and_then(|()| file.sync_data())
            .and_then(|()| if made { files::sync_folder(&self.journal) } else { Ok(()) });
        if let Err(error) = written {
            // If this fails too, what is left is a torn line, which the next opening sets aside.
            let _ = file.set_len(chain.length).and_then(|()| file.sync_all());
            if made {
                let _ = fs::remove_file(&path);
            }
            return Err(error.into());
        }
        self.file = Some(file);
        Ok(())
    }
}

impl Drop for Writer {
    /// Closing the file is not enough: a program that is being started at this moment holds a copy of
    /// it until it runs.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

/// Names the newest event beside its chain, so that a change in the last line, which no later
/// event vouches for, is noticed. Written in place: it is as long each time.
pub(crate) fn write_head(journal: &Path, identity: &Identity, digest: Digest) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    let (file, _) = files::open_to_write(&journal.join(format!("{}.head", identity.chain())), false)?;
    file.write_all_at(format!("{digest}\n").as_bytes(), 0)
}

/// Keeps bytes that are no event under a name of their own; twice is once.
fn set_aside(journal: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    match files::create(journal, name, &mut |file| file.write_all(bytes)) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

fn short(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()[..8].to_owned()
}
