//! Walks trees for every scanner in the same way, so that all account for the same objects.
//!
//! - Entries come sorted by name inside each directory, the roots sorted by path: the same tree gives
//!   the same order.
//! - Symbolic links are never followed, but a root is: who names a link on the command line means
//!   what it points to.
//! - Only regular files are opened, without following a link, without blocking on a FIFO, and only if
//!   the opened object is the one that was listed.
//! - A file with several names (hard links, overlapping roots) is given once, under the first name.
//! - Nothing is dropped silently: what is not given as a file is given as [`Unread`] with a reason.

use std::collections::HashSet;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use phrom_checklists::finding::Exposure;
use phrom_checklists::scan::{NotRead, NotReadReason, OutOfScope};
use rustix::fs::OFlags;

use crate::personal_data::mask;

/// One object met on the way.
#[derive(Debug)]
pub enum Seen {
    /// A regular file, to be opened by the scanner.
    File(Entry),
    /// Anything else.
    Unread(Unread),
}

/// An object that is not scanned, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Left out on purpose.
    OutOfScope(OutOfScope),
    /// In scope, but could not be read.
    NotRead(NotRead),
}

/// Iterator over all objects below some roots. Made by [`walk`].
#[derive(Debug)]
pub struct Walk {
    /// In reverse order: the next root is popped.
    roots: Vec<Root>,
    current: Option<(Root, walkdir::IntoIter)>,
    own: Vec<PathBuf>,
    /// Device and inode of what can be met twice.
    met: HashSet<(u64, u64)>,
    overlapping: bool,
}

/// Walks `roots`, leaving out the files and folders in `own` (the program's folder and its output
/// files, which need not exist yet).
pub fn walk(roots: &[PathBuf], own: &[PathBuf]) -> Walk {
    let mut roots: Vec<Root> =
        roots.iter().map(|named| Root { named: named.clone(), real: named.canonicalize().ok() }).collect();
    roots.sort_by(|a, b| b.named.cmp(&a.named));
    roots.dedup_by(|a, b| a.named == b.named);
    let overlapping = roots.iter().enumerate().any(|(i, a)| {
        roots.iter().enumerate().any(|(j, b)| {
            i != j && a.real.as_ref().zip(b.real.as_ref()).is_some_and(|(a, b)| a.starts_with(b))
        })
    });
    let own = own.iter().filter_map(|path| real_path(path)).collect();
    Walk { roots, current: None, own, met: HashSet::new(), overlapping }
}

impl Iterator for Walk {
    type Item = Seen;

    fn next(&mut self) -> Option<Seen> {
        loop {
            let Some((root, entries)) = &mut self.current else {
                let root = self.roots.pop()?;
                match self.begin(root) {
                    Some(seen) => return Some(seen),
                    None => continue,
                }
            };
            let entry = match entries.next() {
                None => {
                    self.current = None;
                    continue;
                }
                Some(Err(error)) => {
                    let path = error.path().unwrap_or(&root.named);
                    return Some(not_read(path, error.io_error()));
                }
                Some(Ok(entry)) => entry,
            };
            // A root that is a link was followed.
            let is_root = entry.depth() == 0;
            let is_directory = entry.file_type().is_dir() || is_root;
            // `strip_prefix` cannot fail: the walk began at the root's name.
            let below = entry.path().strip_prefix(&root.named).unwrap_or(Path::new(""));
            let is_own = !self.own.is_empty()
                && root.real.as_ref().is_some_and(|real| {
                    let here = if below.as_os_str().is_empty() { real.clone() } else { real.join(below) };
                    self.own.contains(&here)
                });
            if is_own {
                if is_directory {
                    entries.skip_current_dir();
                }
                return Some(Seen::Unread(Unread::OutOfScope(OutOfScope::Own)));
            }
            if entry.file_type().is_symlink() && !is_root {
                return Some(Seen::Unread(Unread::OutOfScope(OutOfScope::SymbolicLink)));
            }
            if is_directory && !self.overlapping {
                continue;
            }
            let metadata = if is_root { entry.path().metadata() } else { entry.path().symlink_metadata() };
            let metadata = match metadata {
                Ok(metadata) => metadata,
                Err(error) => return Some(not_read(entry.path(), Some(&error))),
            };
            if is_directory {
                if !self.met.insert(identity(&metadata)) {
                    entries.skip_current_dir();
                }
                continue;
            }
            if !metadata.file_type().is_file() {
                return Some(Seen::Unread(Unread::OutOfScope(OutOfScope::NotRegular)));
            }
            if (self.overlapping || metadata.nlink() > 1) && !self.met.insert(identity(&metadata)) {
                continue;
            }
            return Some(Seen::File(Entry {
                shown: shown_path(entry.path()),
                path: entry.into_path(),
                identity: identity(&metadata),
                follow: false,
            }));
        }
    }
}

impl Walk {
    /// Starts on a root; answers at once for one that is no directory.
    fn begin(&mut self, root: Root) -> Option<Seen> {
        let metadata = match root.named.metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Some(unread(&root.named, NotReadReason::Missing, None));
            }
            Err(error) => return Some(not_read(&root.named, Some(&error))),
        };
        if root.real.as_ref().is_some_and(|real| self.own.iter().any(|own| real.starts_with(own))) {
            return Some(Seen::Unread(Unread::OutOfScope(OutOfScope::Own)));
        }
        if metadata.is_dir() {
            let entries = walkdir::WalkDir::new(&root.named).sort_by_file_name().into_iter();
            self.current = Some((root, entries));
            return None;
        }
        if !metadata.is_file() {
            // Met in a tree it is out of scope; named by a person it is what they asked to be read.
            return Some(Seen::Unread(Unread::NotRead(NotRead {
                object: shown_path(&root.named),
                reason: NotReadReason::UnsupportedType,
                detail: Some("not a regular file".to_owned()),
            })));
        }
        if (self.overlapping || metadata.nlink() > 1) && !self.met.insert(identity(&metadata)) {
            return None;
        }
        Some(Seen::File(Entry {
            shown: shown_path(&root.named),
            path: root.named,
            identity: identity(&metadata),
            follow: true,
        }))
    }
}

/// A regular file that was listed. Nothing in it is printable but `shown`.
#[derive(Clone)]
pub struct Entry {
    /// Where it is: the root as named, then the way down.
    pub path: PathBuf,
    /// The path as it may be printed: see [`shown_path`].
    pub shown: String,
    identity: (u64, u64),
    follow: bool,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry").field("shown", &self.shown).finish_non_exhaustive()
    }
}

impl Entry {
    /// Opens the file for reading if it still is the regular file that was listed.
    pub fn open(&self) -> Result<Opened, Unread> {
        let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        if !self.follow {
            flags |= OFlags::NOFOLLOW;
        }
        let opened = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(&self.path);
        let file = opened.map_err(|error| {
            // A link where a file was listed: the object was replaced.
            let replaced = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
            if replaced { self.not_read(NotReadReason::Changed, None) } else { self.failed(&error) }
        })?;
        let metadata = file.metadata().map_err(|error| self.failed(&error))?;
        if !metadata.is_file() || identity(&metadata) != self.identity {
            return Err(self.not_read(NotReadReason::Changed, None));
        }
        Ok(Opened { file, facts: FileFacts::of(&metadata), at_open: Stamp::of(&metadata) })
    }

    /// The file as an object that was not read.
    pub fn not_read(&self, reason: NotReadReason, detail: Option<String>) -> Unread {
        Unread::NotRead(NotRead { object: self.shown.clone(), reason, detail })
    }

    /// The file as an object that was not read because of a system error.
    pub fn failed(&self, error: &io::Error) -> Unread {
        self.not_read(reason_of(error), Some(error.to_string()))
    }
}

/// An open regular file and what is known about it.
#[derive(Debug)]
pub struct Opened {
    /// Positioned at the start.
    pub file: File,
    /// Known from `fstat` at opening.
    pub facts: FileFacts,
    at_open: Stamp,
}

impl Opened {
    /// True where size or time of change differ from those at opening.
    pub fn changed(&self) -> io::Result<bool> {
        Ok(Stamp::of(&self.file.metadata()?) != self.at_open)
    }
}

/// What a finding says about its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts {
    /// Bytes. 0 also for files that a kernel makes up when they are read.
    pub size: u64,
    /// When the content last changed, if the file system's time can be written as a date.
    pub modified: Option<jiff::Timestamp>,
    /// Numeric id of the owner.
    pub owner: u32,
    /// By the file's own mode bits; the folders above it are not looked at.
    pub exposure: Exposure,
}

impl FileFacts {
    fn of(metadata: &Metadata) -> Self {
        let mode = metadata.mode();
        let exposure = if mode & 0o004 != 0 {
            Exposure::Everyone
        } else if mode & 0o040 != 0 {
            Exposure::Group
        } else {
            Exposure::Owner
        };
        let modified = metadata.modified().ok().and_then(|time| jiff::Timestamp::try_from(time).ok());
        Self { size: metadata.len(), modified, owner: metadata.uid(), exposure }
    }
}

/// A path as it may be printed: personal data in it masked; bytes that are not UTF-8 as `\xNN`; control
/// characters and characters that change the direction or are invisible as `\u{…}`, so that a name
/// cannot forge a line.
pub fn shown_path(path: &Path) -> String {
    let bytes = path.as_os_str().as_bytes();
    let mut shown = String::new();
    let mut done = 0;
    for (place, masked) in mask::places(bytes) {
        escape_into(&mut shown, &bytes[done..place.start]);
        shown.push_str(&masked);
        done = place.end;
    }
    escape_into(&mut shown, &bytes[done..]);
    shown
}

fn escape_into(shown: &mut String, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if hides(c) {
                shown.extend(c.escape_unicode());
            } else {
                shown.push(c);
            }
        }
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02x}"));
        }
    }
}

/// The reason that fits a system error.
pub fn reason_of(error: &io::Error) -> NotReadReason {
    match error.kind() {
        io::ErrorKind::PermissionDenied => NotReadReason::Permission,
        io::ErrorKind::NotFound => NotReadReason::Vanished,
        _ => NotReadReason::Io,
    }
}

#[derive(Debug)]
struct Root {
    named: PathBuf,
    real: Option<PathBuf>,
}

/// Size, and when content and record last changed.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: (i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified: (metadata.mtime(), metadata.mtime_nsec()) }
    }
}

fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

/// The real path of something that may not exist yet but whose folder does.
fn real_path(path: &Path) -> Option<PathBuf> {
    if let Ok(real) = path.canonicalize() {
        return Some(real);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

fn not_read(path: &Path, error: Option<&io::Error>) -> Seen {
    let reason = error.map_or(NotReadReason::Io, reason_of);
    unread(path, reason, error.map(ToString::to_string))
}

fn unread(path: &Path, reason: NotReadReason, detail: Option<String>) -> Seen {
    Seen::Unread(Unread::NotRead(NotRead { object: shown_path(path), reason, detail }))
}

/// Control characters, line and paragraph separators, and Unicode's direction marks and invisibles.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    fn names(root: &Path, seen: impl Iterator<Item = Seen>) -> Vec<String> {
        let root = root.to_str().unwrap();
        seen.map(|seen| match seen {
            Seen::File(entry) => entry.shown.replace(root, ""),
            Seen::Unread(Unread::OutOfScope(reason)) => format!("out of scope: {reason:?}"),
            Seen::Unread(Unread::NotRead(it)) => {
                format!("not read: {} {:?}", it.object.replace(root, ""), it.reason)
            }
        })
        .collect()
    }

    #[test]
    fn a_tree_is_sorted_and_everything_is_accounted_for() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("b/c")).unwrap();
        for name in ["z.txt", "a.txt", "b/c/deep.txt", "b.txt"] {
            fs::write(root.join(name), "x").unwrap();
        }
        symlink(root.join("a.txt"), root.join("link")).unwrap();
        symlink(root, root.join("b/loop")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            root.join("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
        assert_eq!(
            names(root, walk(&[root.to_path_buf()], &[])),
            [
                "/a.txt",
                "/b/c/deep.txt",
                "out of scope: SymbolicLink",
                "/b.txt",
                "out of scope: SymbolicLink",
                "out of scope: SymbolicLink",
                "out of scope: NotRegular",
                "out of scope: NotRegular",
                "/z.txt",
            ]
        );
    }

    #[test]
    fn hard_links_and_overlapping_roots_are_given_once() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir(root.join("sub")).unwrap();
        fs::write(root.join("sub/one"), "x").unwrap();
        fs::hard_link(root.join("sub/one"), root.join("two")).unwrap();
        fs::write(root.join("sub/three"), "x").unwrap();
        assert_eq!(names(root, walk(&[root.to_path_buf()], &[])), ["/sub/one", "/sub/three"]);
        let roots = [root.join("sub/three"), root.join("sub"), root.to_path_buf(), root.to_path_buf()];
        assert_eq!(names(root, walk(&roots, &[])), ["/sub/one", "/sub/three"]);
    }

    #[test]
    fn a_root_may_be_a_file_a_link_or_missing() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir(root.join("real")).unwrap();
        fs::write(root.join("real/file"), "x").unwrap();
        symlink("real", root.join("to-folder")).unwrap();
        symlink("real/file", root.join("to-file")).unwrap();
        symlink("myself", root.join("myself")).unwrap();
        assert_eq!(names(root, walk(&[root.join("real/file")], &[])), ["/real/file"]);
        assert_eq!(names(root, walk(&[root.join("to-folder")], &[])), ["/to-folder/file"]);
        assert_eq!(names(root, walk(&[root.join("to-file")], &[])), ["/to-file"]);
        assert_eq!(names(root, walk(&[root.join("none")], &[])), ["not read: /none Missing"]);
        assert_eq!(names(root, walk(&[root.join("myself")], &[])), ["not read: /myself Io"]);
        let Some(Seen::File(entry)) = walk(&[root.join("to-file")], &[]).next() else { panic!() };
        entry.open().unwrap();
    }

    #[test]
    fn own_files_are_left_out_even_before_they_exist() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("phrom/scans")).unwrap();
        fs::write(root.join("phrom/scans/a.jsonl"), "x").unwrap();
        fs::write(root.join("other"), "x").unwrap();
        let own = [root.join("phrom"), root.join("report.pdf"), root.join("no-folder/x")];
        let walked = walk(&[root.to_path_buf()], &own);
        fs::write(root.join("report.pdf"), "x").unwrap();
        assert_eq!(names(root, walked), ["/other", "out of scope: Own", "out of scope: Own"]);
        assert_eq!(names(root, walk(&[root.join("phrom/scans")], &own)), ["out of scope: Own"]);
    }

    #[test]
    fn a_file_replaced_after_listing_is_not_opened() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let listed = || {
            fs::remove_file(&path).ok();
            fs::write(&path, "x").unwrap();
            let Some(Seen::File(entry)) = walk(&[dir.path().to_path_buf()], &[]).next() else { panic!() };
            // Keeps the inode in use, so that its number is not given to the next file.
            (File::open(&path).unwrap(), entry)
        };
        let reason = |entry: &Entry| match entry.open() {
            Err(Unread::NotRead(it)) => it.reason,
            other => panic!("{other:?}"),
        };

        let (_held, entry) = listed();
        fs::remove_file(&path).unwrap();
        assert_eq!(reason(&entry), NotReadReason::Vanished);

        let (_held, entry) = listed();
        fs::remove_file(&path).unwrap();
        symlink("/etc/passwd", &path).unwrap();
        assert_eq!(reason(&entry), NotReadReason::Changed);

        let (_held, entry) = listed();
        fs::remove_file(&path).unwrap();
        fs::write(&path, "other").unwrap();
        assert_eq!(reason(&entry), NotReadReason::Changed);

        let (_held, entry) = listed();
        fs::remove_file(&path).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .unwrap();
        assert_eq!(reason(&entry), NotReadReason::Changed);
    }

    #[test]
    fn a_change_while_reading_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "some text").unwrap();
        let Some(Seen::File(entry)) = walk(&[dir.path().to_path_buf()], &[]).next() else { panic!() };
        let opened = entry.open().unwrap();
        assert_eq!(opened.facts.size, 9);
        assert!(!opened.changed().unwrap());
        fs::write(&path, "some").unwrap();
        assert!(opened.changed().unwrap());
    }

    #[test]
    fn exposure_follows_the_mode() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "x").unwrap();
        for (mode, exposure) in
            [(0o600, Exposure::Owner), (0o640, Exposure::Group), (0o644, Exposure::Everyone)]
        {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(FileFacts::of(&path.metadata().unwrap()).exposure, exposure);
        }
    }

    #[test]
    fn shown_paths_cannot_forge_lines() {
        let path = Path::new(OsStr::from_bytes(b"/a/\xe0\xb8\x81\n\x1b[31m\xff\xe2\x80\xae.txt"));
        assert_eq!(shown_path(path), "/a/ก\\u{a}\\u{1b}[31m\\xff\\u{202e}.txt");
    }

    #[test]
    fn shown_paths_hide_personal_data() {
        let path = Path::new(OsStr::from_bytes(b"/a/\xff0812345678\n/somchai@agency.go.th/x"));
        assert_eq!(shown_path(path), "/a/\\xffxxx-xxx-xx78\\u{a}/sxxx@xxx.th/x");
    }

    /// Root may read everything, so these are seen by a child that runs as nobody.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test speaks to its own child")]
    fn permission_errors_are_reported_and_the_rest_goes_on() {
        const CHILD: &str = "PHROM_TEST_UNPRIVILEGED_TREE";
        if let Some(tree) = std::env::var_os(CHILD) {
            assert!(!rustix::process::geteuid().is_root(), "the child still runs as root");
            let root = PathBuf::from(tree);
            let mut lines = Vec::new();
            for seen in walk(std::slice::from_ref(&root), &[]) {
                let seen = match seen {
                    Seen::File(entry) => match entry.open() {
                        Ok(_) => Seen::File(entry),
                        Err(unread) => Seen::Unread(unread),
                    },
                    unread => unread,
                };
                lines.push(seen);
            }
            assert_eq!(
                names(&root, lines.into_iter()),
                ["not read: /closed Permission", "not read: /locked Permission", "/open"]
            );
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir(root.join("closed")).unwrap();
        fs::write(root.join("closed/inside"), "x").unwrap();
        fs::write(root.join("locked"), "x").unwrap();
        fs::write(root.join("open"), "x").unwrap();
        fs::set_permissions(root.join("open"), fs::Permissions::from_mode(0o644)).unwrap();
        for name in ["closed", "locked"] {
            fs::set_permissions(root.join(name), fs::Permissions::from_mode(0o000)).unwrap();
        }
        // A copy of this test program where nobody may reach it.
        let program = root.join("test-program");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let tree = root.join("tree");
        fs::create_dir(&tree).unwrap();
        for name in ["closed", "locked", "open"] {
            fs::rename(root.join(name), tree.join(name)).unwrap();
        }
        let mut child = Command::new(&program);
        child
            .args(["--exact", "walk::tests::permission_errors_are_reported_and_the_rest_goes_on"])
            .env(CHILD, &tree)
            .current_dir("/");
        if rustix::process::geteuid().is_root() {
            child.uid(65534).gid(65534);
        }
        let output = child.output().unwrap();
        fs::set_permissions(tree.join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }
}
