//! Evidence: a file that is named and hashed where it lies, or copied into `evidence/`.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Folder, files};
use crate::answer::{Evidence, EvidenceKind, Pages, Removal, Subject};
use crate::fault::{Fault, FaultKind};
use crate::id::RowId;
use crate::journal::digest;
use crate::journal::{Change, Digest, WriteError};

/// Longest ending kept for a copied file.
const ENDING: usize = 10;

/// A file to be attached to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it proves; at least one row.
    pub rows: Vec<RowPlace>,
    /// File name or title, as shown.
    pub name: String,
    /// What it is: a file, a scan or an audit.
    pub kind: EvidenceKind,
    /// Where the original lies, as people and `verify` find it again: an absolute path, or one
    /// relative to the assessment folder.
    pub place: String,
    /// The date the document bears.
    pub dated: Option<Date>,
    /// Where in it.
    pub pages: Option<Pages>,
    /// From this day it no longer counts.
    pub expires: Option<Date>,
    /// Copy the bytes into `evidence/`.
    pub copy: bool,
}

/// A row of a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPlace {
    /// The control and system.
    pub subject: Subject,
    /// The control's revision.
    pub rev: Option<u32>,
    /// The row.
    pub row: RowId,
}

/// Why nothing was attached. No copy is left behind.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// A directory, FIFO or device.
    #[error("only a regular file can be evidence")]
    NotAFile,
    /// The file could not be read.
    #[error("the file could not be read: {0}")]
    Read(io::Error),
    /// Nothing was written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Opens a file that is to be evidence.
pub fn open_evidence(file: &Path) -> Result<File, AttachError> {
    // Looked at before it is opened: opening a FIFO waits for a writer.
    if !fs::metadata(file).map_err(AttachError::Read)?.is_file() {
        return Err(AttachError::NotAFile);
    }
    File::open(file).map_err(AttachError::Read)
}

impl Folder {
    /// Hashes a file once, in constant memory, copies it once where asked, and writes an event for each
    /// row. `progress` is told the bytes read so far. Gives the digest of the last event.
    pub fn attach(
        &mut self,
        at: Timestamp,
        file: &Path,
        attachment: &Attachment,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Digest, AttachError> {
        if self.writing_as().is_none() {
            return Err(WriteError::NoWriter.into());
        }
        if self.is_sealed(self.round) {
            return Err(WriteError::Sealed { round: self.round }.into());
        }
        let mut opened = open_evidence(file)?;
        let (sha256, bytes, made) = if attachment.copy {
            copy(&self.dir.join("evidence"), file, &mut opened, progress)?
        } else {
            let (sha256, bytes) = Digest::of_reader(opened, progress).map_err(AttachError::Read)?;
            (sha256, bytes, None)
        };
        let evidence = Evidence {
            name: attachment.name.clone(),
            kind: attachment.kind,
            sha256: Some(sha256.to_string()),
            bytes: Some(bytes),
            place: attachment.place.clone(),
            copied: attachment.copy,
            dated: attachment.dated,
            pages: attachment.pages.clone(),
            expires: attachment.expires,
        };
        let mut last = Digest::ZERO;
        for (n, RowPlace { subject, rev, row }) in attachment.rows.iter().cloned().enumerate() {
            let change = Change::EvidenceAttached { subject, rev, row, evidence: evidence.clone() };
            let written = self.append(at, change);
            // Nothing names the copy yet.
            if let (Err(_), Some(made), 0) = (&written, &made, n) {
                let _ = fs::remove_file(made);
            }
            last = written?;
        }
        Ok(last)
    }

    /// Deletes the copied bytes of a piece of evidence and keeps its hash, the reason, who and when.
    /// The event is written first: cut short, `verify` names the bytes, and removing again deletes
    /// them. False where no bytes were there.
    pub fn remove_evidence(
        &mut self,
        at: Timestamp,
        sha256: Digest,
        removal: Removal,
    ) -> Result<bool, WriteError> {
        let copy = self.copy_of(&sha256).map_err(|kind| WriteError::Io(files::refused(&kind)))?;
        if !self.is_removed(&sha256) {
            self.append(at, Change::EvidenceRemoved { sha256, removal })?;
        }
        let Some(copy) = copy else { return Ok(false) };
        fs::remove_file(self.dir.join(copy))?;
        files::sync_folder(&self.dir.join("evidence"))?;
        Ok(true)
    }

    /// True where nobody speaks against it that the copied bytes were deleted.
    fn is_removed(&self, sha256: &Digest) -> bool {
        let held = self.state().removed.get(&sha256.to_string());
        held.is_some_and(|held| held.heads.iter().all(|head| head.value.is_some()))
    }

    /// The copy of a piece of evidence in `evidence/`, as a path in the folder: whatever its ending,
    /// it begins with its SHA-256.
    pub fn copy_of(&self, sha256: &Digest) -> Result<Option<PathBuf>, FaultKind> {
        let start = format!("{sha256}.");
        let names = files::names(&self.dir.join("evidence"))?;
        Ok(names
            .into_iter()
            .find(|name| name.starts_with(&start))
            .map(|name| Path::new("evidence").join(name)))
    }

    /// What is wrong with one piece of evidence, if anything.
    pub(super) fn evidence_fault(&self, evidence: &Evidence, progress: &mut dyn FnMut(u64)) -> Option<Fault> {
        let sha256 = Digest::parse(evidence.sha256.as_deref()?)?;
        if evidence.copied {
            let copy = match self.copy_of(&sha256) {
                Ok(copy) => copy,
                Err(kind) => return Some(Fault::of_file("evidence", kind)),
            };
            let Some(copy) = copy else {
                let missing = Fault::of_file(format!("evidence/{sha256}"), FaultKind::Missing);
                return self.state().removal(evidence).is_none().then_some(missing);
            };
            if self.is_removed(&sha256) {
                return Some(Fault::of_file(copy.to_string_lossy(), FaultKind::NotRemoved));
            }
            let found = files::open(&self.dir.join(&copy))
                .and_then(|file| Digest::of_reader(file, progress).map_err(|e| files::fault(&e)));
            let kind = match found {
                Ok((found, _)) if found == sha256 => return None,
                Ok((found, _)) => {
                    FaultKind::Changed { expected: sha256.to_string(), found: found.to_string() }
                }
                Err(kind) => kind,
            };
            return Some(Fault::of_file(copy.to_string_lossy(), kind));
        }
        let kind = self.reference_fault(&evidence.place, &sha256, evidence.bytes?, progress)?;
        Some(Fault::of_file(evidence.place.clone(), kind))
    }

    /// A reference leads out of the folder by its nature. Only a regular file of exactly the
    /// recorded size is read, and nothing of it but its SHA-256 is used.
    fn reference_fault(
        &self,
        place: &str,
        sha256: &Digest,
        bytes: u64,
        progress: &mut dyn FnMut(u64),
    ) -> Option<FaultKind> {
        let path = self.dir.join(place);
        let found = match fs::metadata(&path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Some(FaultKind::ReferenceMissing);
            }
            Err(error) => return Some(files::fault(&error)),
        };
        if !found.is_file() {
            return Some(FaultKind::WrongType);
        }
        if found.len() != bytes {
            return Some(FaultKind::ReferenceChanged);
        }
        match File::open(&path).and_then(|file| Digest::of_reader(file, progress)) {
            Ok((found, _)) if found == *sha256 => None,
            Ok(_) => Some(FaultKind::ReferenceChanged),
            Err(error) => Some(files::fault(&error)),
        }
    }
}

/// Copies to `evidence/<sha256>.<ending>`; the path too, where the copy is a new one.
fn copy(
    folder: &Path,
    original: &Path,
    opened: &mut File,
    progress: &mut dyn FnMut(u64),
) -> Result<(Digest, u64, Option<PathBuf>), AttachError> {
    let io = |error| AttachError::Write(WriteError::Io(error));
    files::make_folder(folder).map_err(io)?;
    let mut temporary = files::temporary(folder).map_err(io)?;
    let (sha256, bytes) = digest::copy(opened, temporary.as_file_mut(), progress).map_err(io)?;
    let start = format!("{sha256}.");
    // One document may prove many rows: its bytes lie there once.
    if files::names(folder).unwrap_or_default().iter().any(|name| name.starts_with(&start)) {
        return Ok((sha256, bytes, None));
    }
    let name = format!("{start}{}", ending(original));
    files::place(temporary, folder, &name).map_err(io)?;
    Ok((sha256, bytes, Some(folder.join(name))))
}

/// The original's ending where it is a plain one, else `bin`.
fn ending(original: &Path) -> String {
    original
        .extension()
        .and_then(|ending| ending.to_str())
        .filter(|ending| {
            (1..=ENDING).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        .map_or_else(|| "bin".to_owned(), str::to_ascii_lowercase)
}
