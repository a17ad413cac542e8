//! Reading and writing inside the folder without being led out of it: a symbolic link, a FIFO or a
//! device where a file or folder of ours belongs is refused, never followed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::fault::FaultKind;

/// Opens a regular file for reading.
pub(crate) fn open(path: &Path) -> Result<File, FaultKind> {
    let expected = regular(path)?;
    let file = File::open(path).map_err(|e| fault(&e))?;
    let found = file.metadata().map_err(|e| fault(&e))?;
    // It may have been replaced since it was looked at.
    if (found.dev(), found.ino()) != (expected.dev(), expected.ino()) {
        return Err(FaultKind::WrongType);
    }
    Ok(file)
}

/// Reads a regular file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FaultKind> {
    let file = open(path)?;
    let size = file.metadata().map_err(|e| fault(&e))?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| fault(&e))?;
    if bytes.len() as u64 > limit { Err(FaultKind::TooLarge) } else { Ok(bytes) }
}

/// Refuses what is not a regular file.
pub(crate) fn regular(path: &Path) -> Result<fs::Metadata, FaultKind> {
    let found = fs::symlink_metadata(path).map_err(|e| fault(&e))?;
    if found.is_symlink() {
        Err(FaultKind::SymbolicLink)
    } else if !found.is_file() {
        Err(FaultKind::WrongType)
    } else {
        Ok(found)
    }
}

/// Refuses what is not a folder.
pub(crate) fn folder(path: &Path) -> Result<(), FaultKind> {
    let found = fs::symlink_metadata(path).map_err(|e| fault(&e))?;
    if found.is_symlink() {
        Err(FaultKind::SymbolicLink)
    } else if !found.is_dir() {
        Err(FaultKind::WrongType)
    } else {
        Ok(())
    }
}

/// The names in a folder, sorted; none where the folder is not there. A name that is not UTF-8 is
/// none of ours; it comes with replacement characters, so that it is told and cannot be opened.
pub(crate) fn names(path: &Path) -> Result<Vec<String>, FaultKind> {
    match folder(path) {
        Err(FaultKind::Missing) => return Ok(Vec::new()),
        other => other?,
    }
    let entries = fs::read_dir(path).map_err(|e| fault(&e))?;
    let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.map(name).collect::<io::Result<_>>().map_err(|e| fault(&e))?;
    names.sort_unstable();
    Ok(names)
}

/// Makes a folder of ours where it is missing; refuses a link in its place.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            folder(path).map_err(|kind| refused(&kind))
        }
        other => other,
    }
}

/// Writes a new file whole or not at all; refuses to replace one.
pub(crate) fn create(
    folder: &Path,
    name: &str,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = temporary(folder)?;
    let mut writer = io::BufWriter::new(file.as_file_mut());
    write(&mut writer)?;
    writer.flush()?;
    drop(writer);
    place(file, folder, name)
}

/// A file in `folder` without a lasting name, readable as the user's mask says.
pub(crate) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".phrom-")
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

/// Gives a temporary file its name, durably; refuses to replace one.
pub(crate) fn place(file: NamedTempFile, folder: &Path, name: &str) -> io::Result<()> {
    file.as_file().sync_all()?;
    let path = folder.join(name);
    // Not by `persist_noclobber`, which needs hard links where the system is old or the disk a
    // Windows one. A link in its place would be replaced, not followed.
    if fs::symlink_metadata(&path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    file.persist(&path).map_err(|e| e.error)?;
    // Named but perhaps not durably: better not there than there and not told.
    sync_folder(folder).inspect_err(|_| drop(fs::remove_file(&path)))
}

/// Makes new names in a folder durable, on file systems that can.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

/// Opens a file of ours for reading and writing, at its end or in place, making it where it is
/// missing; true where it was made.
pub(crate) fn open_to_write(path: &Path, at_end: bool) -> io::Result<(File, bool)> {
    let mut options = OpenOptions::new();
    options.read(true).write(!at_end).append(at_end);
    match options.clone().create_new(true).open(path) {
        Ok(file) => return Ok((file, true)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let expected = regular(path).map_err(|kind| refused(&kind))?;
    let file = options.open(path)?;
    let found = file.metadata()?;
    if (found.dev(), found.ino()) != (expected.dev(), expected.ino()) {
        return Err(refused(&FaultKind::WrongType));
    }
    Ok((file, false))
}

/// The system's refusal as a fault; carries the system's word, never a name.
pub(crate) fn fault(error: &io::Error) -> FaultKind {
    match error.kind() {
        io::ErrorKind::NotFound => FaultKind::Missing,
        kind => FaultKind::Unreadable { detail: kind.to_string() },
    }
}

pub(super) fn refused(kind: &FaultKind) -> io::Error {
    let what = match kind {
        FaultKind::SymbolicLink => "a symbolic link stands in its place",
        FaultKind::Missing => return io::ErrorKind::NotFound.into(),
        _ => "something else stands in its place",
    };
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
