//! The user's configuration: who writes, this clone's writer id, and the agency's key.
//!
//! `$XDG_CONFIG_HOME/phrom` (else `~/.config/phrom`): `config.yaml`, `writers/<clone>` and
//! `keys/<assessment>.key` with mode 0600. Nothing of it lies in the assessment folder: key and
//! folder together reverse every fingerprint, so they never travel together.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use phrom_checklists::yaml;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// `config.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The author used where `--by` is not given.
    #[serde(default)]
    pub author: Option<String>,
}

/// The configuration folder.
#[derive(Debug, Clone)]
pub struct Config {
    folder: PathBuf,
}

/// Why the configuration could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Neither `XDG_CONFIG_HOME` nor `HOME` says where it is.
    #[error("no configuration folder: neither XDG_CONFIG_HOME nor HOME is set")]
    NoHome,
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// `config.yaml` is wrong.
    #[error("config.yaml is wrong")]
    Settings(Vec<phrom_checklists::diagnostic::Diagnostic>),
    /// A stored writer id or key is not what phrom wrote.
    #[error("{0}: not what phrom wrote there")]
    Malformed(PathBuf),
}

impl Config {
    /// Where the environment says it is. Nothing is made until something is stored.
    pub fn from_environment() -> Result<Self, ConfigError> {
        use etcetera::BaseStrategy;
        let base = etcetera::base_strategy::Xdg::new().map_err(|_| ConfigError::NoHome)?;
        Ok(Self { folder: base.config_dir().join("phrom") })
    }

    /// What `config.yaml` says; nothing where there is none.
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        let path = self.folder.join("config.yaml");
        match fs::read_to_string(&path) {
            Ok(text) => {
                yaml::parse(&path.display().to_string(), text.as_bytes(), 1).map_err(ConfigError::Settings)
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(source) => Err(ConfigError::File { path, source }),
        }
    }

    /// This clone's writer id, 8 hex digits, made on first use: the same assessment in another
    /// folder is another clone and gets another writer, so that two clones never write one file.
    pub fn writer(&self, assessment: &str, folder: &Path) -> Result<String, ConfigError> {
        self.keep_writer(assessment, folder, &hex(&random::<4>()?))
    }

    /// Makes `fresh` this clone's writer id, or gives the one it has already.
    pub fn keep_writer(&self, assessment: &str, folder: &Path, fresh: &str) -> Result<String, ConfigError> {
        let canonical = fs::canonicalize(folder).map_err(|source| file(folder, source))?;
        let place = canonical.as_os_str().as_encoded_bytes();
        let clone = hex(&Sha256::digest([assessment.as_bytes(), b"\0", place].concat()));
        let path = self.folder.join("writers").join(&clone[..32]);
        let kept = self.kept(&path, fresh)?;
        if kept.len() == 8 && kept.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(kept)
        } else {
            Err(ConfigError::Malformed(path))
        }
    }

    /// The agency's key for this assessment, if this user has it.
    pub fn key(&self, assessment: &str) -> Result<Option<[u8; 32]>, ConfigError> {
        let path = self.key_path(assessment);
        match fs::read_to_string(&path) {
            Ok(text) => parse_key(&text).map(Some).ok_or(ConfigError::Malformed(path)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ConfigError::File { path, source }),
        }
    }

    /// Stores a key; refused where another one is stored already.
    pub fn store_key(&self, assessment: &str, key: &[u8; 32]) -> Result<(), ConfigError> {
        let path = self.key_path(assessment);
        let kept = self.kept(&path, &hex(key))?;
        if parse_key(&kept).as_ref() == Some(key) { Ok(()) } else { Err(ConfigError::Malformed(path)) }
    }

    /// What was being written of a remark when the program ended.
    pub fn draft(&self, assessment: &str, about: &str) -> Option<String> {
        fs::read_to_string(self.draft_path(assessment, about)).ok().filter(|text| !text.is_empty())
    }

    /// Keeps what is being written, whole or as it was before; `None` drops it.
    pub fn keep_draft(&self, assessment: &str, about: &str, text: Option<&str>) -> Result<(), ConfigError> {
        let path = self.draft_path(assessment, about);
        let Some(text) = text else {
            return match fs::remove_file(&path) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => Err(file(&path, e)),
                Ok(()) | Err(_) => Ok(()),
            };
        };
        let folder = path.parent().unwrap_or(&self.folder);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| file(folder, e))?;
        let mut new = tempfile::NamedTempFile::new_in(folder).map_err(|e| file(folder, e))?;
        new.write_all(text.as_bytes()).and_then(|()| new.as_file().sync_all()).map_err(|e| file(&path, e))?;
        new.persist(&path).map_err(|e| file(&path, e.error))?;
        Ok(())
    }

    fn draft_path(&self, assessment: &str, about: &str) -> PathBuf {
        self.folder.join("drafts").join(assessment).join(about)
    }

    fn key_path(&self, assessment: &str) -> PathBuf {
        self.folder.join("keys").join(format!("{assessment}.key"))
    }

    /// What `path` holds, after writing `fresh` there if it did not exist. Two processes that race
    /// agree: a hard link makes the file appear whole or not at all.
    fn kept(&self, path: &Path, fresh: &str) -> Result<String, ConfigError> {
        let folder = path.parent().unwrap_or(&self.folder);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| file(folder, e))?;
        if !path.exists() {
            let mut new = tempfile::NamedTempFile::new_in(folder).map_err(|e| file(folder, e))?;
            writeln!(new, "{fresh}").and_then(|()| new.as_file().sync_all()).map_err(|e| file(path, e))?;
            match new.persist_noclobber(path) {
                Ok(_) => {}
                Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(file(path, e.error)),
            }
        }
        fs::read_to_string(path).map(|text| text.trim().to_owned()).map_err(|e| file(path, e))
    }
}

/// Reads a key file: 64 hex digits. A file that others can read is refused.
pub fn read_key_file(path: &Path) -> Result<[u8; 32], ConfigError> {
    use std::os::unix::fs::PermissionsExt;
    let mut text = String::new();
    let opened = fs::File::open(path).map_err(|e| file(path, e))?;
    let mode = opened.metadata().map_err(|e| file(path, e))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(file(
            path,
            io::Error::new(io::ErrorKind::PermissionDenied, "others can read it: chmod 600"),
        ));
    }
    opened.take(1024).read_to_string(&mut text).map_err(|e| file(path, e))?;
    parse_key(&text).ok_or_else(|| ConfigError::Malformed(path.to_owned()))
}

/// Writes a key file with mode 0600, whole or not at all; an existing file is refused.
pub fn write_key_file(path: &Path, key: &[u8; 32]) -> Result<(), ConfigError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(file(path, io::ErrorKind::AlreadyExists.into()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(|e| file(path, without_name(&e)))?;
    writeln!(new, "{}", hex(key))
        .and_then(|()| new.as_file().sync_all())
        .map_err(|e| file(path, without_name(&e)))?;
    // Not by a hard link: a key travels on a stick, and those have none.
    new.persist(path).map(drop).map_err(|e| file(path, e.error))
}

/// The error without the temporary name in it: nobody asked for that file.
fn without_name(error: &io::Error) -> io::Error {
    io::Error::from(error.kind())
}

/// 64 hex digits, as in a key file or `PHROM_KEY`.
pub fn parse_key(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(key)
}

/// Random bytes from the system.
pub fn random<const N: usize>() -> Result<[u8; N], ConfigError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| file(Path::new("getrandom"), io::Error::other(e.to_string())))?;
    Ok(bytes)
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn file(path: &Path, source: io::Error) -> ConfigError {
    ConfigError::File { path: path.to_owned(), source }
}
