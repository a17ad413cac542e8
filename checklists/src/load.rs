//! Files to a pack. Nothing is half loaded: a pack comes out whole, or every problem that can be
//! found does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::pack::{Control, Fact, Pack, PackHead, Section, Source};
use crate::problem::Problem;
use crate::yaml::{Document, MAX_BYTES};

/// The newest version of the pack format that is read.
pub const NEWEST_SCHEMA: u32 = 1;

/// The file that lists the others.
pub const HEAD: &str = "pack.yaml";

/// Largest pack, all files together, in bytes.
pub const MAX_PACK_BYTES: u64 = 16 << 20;

/// Most files in a pack's folder; a pack has one a section.
const MAX_FILES: usize = 1000;

/// A pack together with its files, so that a problem with its meaning can be placed.
#[derive(Debug, Clone)]
pub struct Written {
    /// What the files say.
    pub pack: Pack,
    pub(crate) head: Document,
    /// One a section, in the order of `pack.sections`.
    pub(crate) sections: Vec<Document>,
}

/// Loads the pack in a folder and checks it. Diagnostics name files as `folder/file`.
pub fn load_dir(folder: &Path) -> Result<Pack, Vec<Diagnostic>> {
    checked(read_dir(folder)?)
}

/// Loads a pack from its files by name and checks it. Diagnostics name files as the keys do.
pub fn load_files<B: AsRef<[u8]>>(files: &BTreeMap<String, B>) -> Result<Pack, Vec<Diagnostic>> {
    checked(read_files(files)?)
}

/// Loads the pack in a folder without checking what it means.
pub fn read_dir(folder: &Path) -> Result<Written, Vec<Diagnostic>> {
    let shown = folder.to_string_lossy();
    let prefix = format!("{}/", shown.trim_end_matches('/'));
    let mut problems = Vec::new();
    let mut files = BTreeMap::new();
    match folder_entries(folder) {
        Ok(names) => {
            let mut left = MAX_PACK_BYTES;
            for name in names {
                let limit = left.min(MAX_BYTES);
                match read_file(&folder.join(&name), limit) {
                    Ok(bytes) => {
                        left = left.saturating_sub(bytes.len() as u64);
                        files.insert(name, bytes);
                    }
                    Err(problem) => {
                        problems.push(Diagnostic::of_file(&format!("{prefix}{name}"), problem));
                        files.insert(name, Vec::new());
                    }
                }
            }
        }
        Err(problem) => problems.push(Diagnostic::of_file(&shown, problem)),
    }
    // A file that could not be read would only cause further messages about its absence.
    if !problems.is_empty() {
        return Err(problems);
    }
    read_prefixed(&prefix, &files)
}

/// Loads a pack from its files by name without checking what it means.
pub fn read_files<B: AsRef<[u8]>>(files: &BTreeMap<String, B>) -> Result<Written, Vec<Diagnostic>> {
    read_prefixed("", files)
}

pub(crate) fn checked(written: Written) -> Result<Pack, Vec<Diagnostic>> {
    let problems = check::check(&written);
    if problems.is_empty() { Ok(written.pack) } else { Err(problems) }
}

/// `prefix` stands before each file's name in the diagnostics.
pub(crate) fn read_prefixed<B: AsRef<[u8]>>(
    prefix: &str,
    files: &BTreeMap<String, B>,
) -> Result<Written, Vec<Diagnostic>> {
    let named = |name: &str| format!("{prefix}{name}");
    let mut bytes = 0;
    for (name, file) in files {
        bytes += file.as_ref().len() as u64;
        if bytes > MAX_PACK_BYTES {
            let problem = Problem::TooLarge { bytes, limit: MAX_PACK_BYTES };
            return Err(vec![Diagnostic::of_file(&named(name), problem)]);
        }
    }
    let Some(head_bytes) = files.get(HEAD) else {
        let folder = prefix.trim_end_matches('/');
        let place = if folder.is_empty() { HEAD } else { folder };
        return Err(vec![Diagnostic::of_file(place, Problem::NoPackFile)]);
    };
    let mut problems = Vec::new();
    let head = read_head(&named(HEAD), head_bytes.as_ref()).map_err(|found| problems.extend(found)).ok();

    let mut sections = Vec::new();
    let mut listed = BTreeSet::new();
    if let Some((head, document)) = &head {
        for (i, id) in head.sections.iter().enumerate() {
            let (name, path) = (format!("{id}.yaml"), format!("sections[{i}]"));
            if name == HEAD {
                problems.push(document.value_at(&path, Problem::SectionPack));
            } else if !listed.insert(name.clone()) {
                problems.push(check::section_twice(document, i, id));
            } else if let Some(bytes) = files.get(&name) {
                match read_section(&named(&name), bytes.as_ref()) {
                    Ok(section) => sections.push(section),
                    Err(found) => problems.extend(found),
                }
            } else {
                problems.push(document.value_at(&path, Problem::NoSectionFile { file: name }));
            }
        }
        for name in files.keys().filter(|name| *name != HEAD && !listed.contains(*name)) {
            problems.push(Diagnostic::of_file(&named(name), Problem::ForeignFile));
        }
    } else {
        // The list of sections is not known; what they hold can be told nevertheless.
        for (name, bytes) in files.iter().filter(|(name, _)| *name != HEAD && name.ends_with(".yaml")) {
            if let Err(found) = read_section(&named(name), bytes.as_ref()) {
                problems.extend(found);
            }
        }
    }

    match head {
        Some((head, document)) if problems.is_empty() => {
            let (sections, documents) = sections.into_iter().unzip();
            let pack = Pack { head, sections, sha256: digest(files) };
            Ok(Written { pack, head: document, sections: documents })
        }
        _ => {
            problems.sort();
            problems.dedup();
            Err(problems)
        }
    }
}

fn read_head(name: &str, bytes: &[u8]) -> Result<(PackHead, Document), Vec<Diagnostic>> {
    let document = Document::read(name, bytes)?;
    document.schema(NEWEST_SCHEMA)?;
    match document.value() {
        Ok(head) => Ok((head, document)),
        Err(first) => {
            let mut problems = document.entries::<Source>("sources");
            problems.extend(document.entries::<Fact>("facts"));
            problems.extend(first);
            Err(problems)
        }
    }
}

fn read_section(name: &str, bytes: &[u8]) -> Result<(Section, Document), Vec<Diagnostic>> {
    let document = Document::read(name, bytes)?;
    match document.value() {
        Ok(section) => Ok((section, document)),
        Err(first) => {
            let mut problems = document.entries::<Control>("controls");
            problems.extend(first);
            Err(problems)
        }
    }
}

/// SHA-256 over all files in the order of their names: for each, the name in UTF-8, a zero byte, the
/// length in bytes as eight bytes, most significant first, and the bytes. In hex.
fn digest<B: AsRef<[u8]>>(files: &BTreeMap<String, B>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        let bytes = bytes.as_ref();
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn folder_entries(folder: &Path) -> Result<Vec<String>, Problem> {
    let unreadable = |error: std::io::Error| Problem::Unreadable { said: error.to_string() };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        names.push(name.to_string_lossy().into_owned());
        if names.len() > MAX_FILES {
            return Err(Problem::TooMany { limit: MAX_FILES });
        }
    }
    names.sort();
    Ok(names)
}

/// Reads a regular file of at most `limit` bytes; of a larger one, nothing is kept.
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: std::io::Error| Problem::Unreadable { said: error.to_string() };
    // Looked at before opening, which would wait for ever at a pipe.
    let metadata = fs::symlink_metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Problem::NotAFile);
    }
    if metadata.len() > limit {
        return Err(Problem::TooLarge { bytes: metadata.len(), limit });
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Problem::TooLarge { bytes: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bilingual::Lang;
    use crate::diagnostic::Colour;

    fn told(folder: &Path) -> Vec<String> {
        let shown = format!("{}/", folder.display());
        load_dir(folder).unwrap_err().iter().map(|d| d.to_string().replace(&shown, "")).collect()
    }

    #[test]
    fn folders() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(load_dir(&path.join("nowhere")).unwrap_err()[0].problem.code(), "unreadable");
        assert!(told(path)[0].ends_with(": no-pack-file"));

        let builtin = crate::builtin::BUILTIN[0];
        for (name, text) in builtin.files {
            fs::write(path.join(name), text).unwrap();
        }
        assert_eq!(load_dir(path).unwrap(), builtin.load().unwrap());

        fs::write(path.join("notes.txt"), "").unwrap();
        assert_eq!(told(path), ["notes.txt: foreign-file"]);
        fs::remove_file(path.join("notes.txt")).unwrap();

        fs::create_dir(path.join("old")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", path.join("zero.yaml")).unwrap();
        assert_eq!(told(path), ["old: not-a-file", "zero.yaml: not-a-file"]);
        fs::remove_dir(path.join("old")).unwrap();
        fs::remove_file(path.join("zero.yaml")).unwrap();

        let large = fs::File::create(path.join("large.yaml")).unwrap();
        large.set_len(100 << 20).unwrap();
        let problems = load_dir(path).unwrap_err();
        let message = problems[0].render(Lang::En, Colour::Never);
        assert!(message.contains("104857600 bytes are more than the limit of 1048576 bytes"), "{message}");
    }

    /// By hand: name, zero byte, length, bytes.
    #[test]
    fn the_digest_is_as_documented() {
        let files = BTreeMap::from([("b".to_owned(), "xy"), ("a".to_owned(), "")]);
        let by_hand = b"a\0\0\0\0\0\0\0\0\0b\0\0\0\0\0\0\0\0\x02xy";
        let expected: String = Sha256::digest(by_hand).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest(&files), expected);
        // What two files hold together does not decide how it is divided.
        let other = BTreeMap::from([("a".to_owned(), "b"), ("c".to_owned(), "")]);
        let moved = BTreeMap::from([("a".to_owned(), ""), ("bc".to_owned(), "")]);
        assert_ne!(digest(&other), digest(&moved));
    }
}
