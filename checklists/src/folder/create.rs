//! Making an assessment folder: whole, or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Folder, Lock, OpenError, files};
use crate::journal::event::safe_name;
use crate::journal::{AssessmentId, Change, Digest, Identity, Pin, Round, WriteError, Writer};

/// The folders of an assessment besides `packs/<id>/`.
const FOLDERS: [&str; 6] = ["journal", "packs", "detectors", "evidence", "scans", "reports"];

/// Git must not change line ends: digests are over bytes.
const GIT_ATTRIBUTES: &str = "* -text\n";

/// Locks are of one machine.
const GIT_IGNORE: &str = "/journal/*.lock\n.phrom-*\n";

/// A pack's files as they are to be copied into the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFiles {
    /// Id, version and SHA-256, as the loader gave them.
    pub pin: Pin,
    /// Content by file name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why no folder was made. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Something is there already.
    #[error("{} is not empty", dir.display())]
    NotEmpty {
        /// The folder asked for.
        dir: PathBuf,
    },
    /// A pack's file has a name that could lead out of the folder.
    #[error("a pack holds a file whose name cannot be used")]
    UnsafeName,
    /// The disk or the system refused.
    #[error("the folder could not be made: {0}")]
    Io(#[from] io::Error),
    /// The first event could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// What was made could not be read back.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl Folder {
    /// Makes an assessment folder at `dir`, which must not exist or be empty, and opens it.
    ///
    /// A new folder is built beside its place and renamed; in an empty one `phrom.yaml`, which
    /// makes it an assessment, is written last. So a run cut short leaves no folder that looks
    /// whole. A new folder can be entered by its owner alone: what is in it is sensitive.
    pub fn create(
        dir: &Path,
        agency_yaml: &str,
        packs: &[PackFiles],
        identity: &Identity,
        at: Timestamp,
        round: Round,
        assessment: &AssessmentId,
    ) -> Result<Self, CreateError> {
        let fill = |dir: &Path| fill(dir, agency_yaml, packs, identity, at, round, assessment);
        match fs::read_dir(dir) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(CreateError::NotEmpty { dir: dir.to_owned() });
                }
                if let Err(error) = fill(dir) {
                    empty(dir);
                    return Err(error);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let parent = match dir.parent() {
                    Some(parent) if parent != Path::new("") => parent,
                    _ => Path::new("."),
                };
                fs::create_dir_all(parent)?;
                let built = tempfile::Builder::new()
                    .prefix(".phrom-new-")
                    .permissions(fs::Permissions::from_mode(0o700))
                    .tempdir_in(parent)?;
                fill(built.path())?;
                fs::rename(built.path(), dir)?;
                // It has another name now: there is nothing left to remove.
                let _ = built.keep();
                files::sync_folder(parent)?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Self::open(dir)?)
    }
}

fn fill(
    dir: &Path,
    agency_yaml: &str,
    packs: &[PackFiles],
    identity: &Identity,
    at: Timestamp,
    round: Round,
    assessment: &AssessmentId,
) -> Result<(), CreateError> {
    let write = |dir: &Path, name: &str, bytes: &[u8]| files::create(dir, name, &mut |f| f.write_all(bytes));
    for name in FOLDERS {
        fs::create_dir(dir.join(name))?;
    }
    for pack in packs {
        let at = dir.join("packs").join(pack.pin.id.as_str());
        fs::create_dir(&at)?;
        for (name, bytes) in &pack.files {
            if !safe_name(name) {
                return Err(CreateError::UnsafeName);
            }
            write(&at, name, bytes)?;
        }
    }
    files::sync_folder(&dir.join("packs"))?;
    let lock = Lock::new(assessment.clone(), packs.iter().map(|pack| pack.pin.clone()).collect());
    let lock_text = lock.to_json();
    write(dir, ".gitattributes", GIT_ATTRIBUTES.as_bytes())?;
    write(dir, ".gitignore", GIT_IGNORE.as_bytes())?;
    write(dir, "packs.lock", &lock_text)?;
    let begun = Change::AssessmentBegun {
        packs: lock.packs,
        files: [("packs.lock", &lock_text[..]), ("phrom.yaml", agency_yaml.as_bytes())]
            .map(|(path, bytes)| (path.to_owned(), Digest::of(bytes)))
            .into(),
    };
    let mut writer = Writer::lock(&dir.join("journal"), identity.clone(), std::process::id())?;
    writer.append(&mut Vec::new(), assessment, round, at, begun)?;
    write(dir, "phrom.yaml", agency_yaml.as_bytes())?;
    Ok(())
}

/// Removes what a failed attempt made in a folder that was empty.
fn empty(dir: &Path) {
    for name in FOLDERS {
        let _ = fs::remove_dir_all(dir.join(name));
    }
    for name in [".gitattributes", ".gitignore", "packs.lock", "phrom.yaml"] {
        let _ = fs::remove_file(dir.join(name));
    }
}
