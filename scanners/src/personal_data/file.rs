//! One file, read in constant memory: a window of 1 MiB that slides over the text.

use std::fs::File;
use std::io::{self, Read};

use encoding_rs::Decoder;
use phrom_checklists::scan::{NotReadReason, OutOfScope};

use super::encoding::Encoding;
use super::engine::{self, Engine, Hit};
use super::kind::{self, Kind};
use super::place::Stored;
use super::{Ocr, Settings};
use crate::walk::{Entry, FileFacts, Unread};

/// What became of one file.
#[derive(Debug)]
pub(super) struct FileResult {
    /// The path as it may be printed.
    pub(super) shown: String,
    /// Known once it was opened.
    pub(super) facts: Option<FileFacts>,
    /// Bytes read.
    pub(super) bytes: u64,
    /// `None` where it was read to its end.
    pub(super) unread: Option<Unread>,
    /// What was found, also in a file that was not read to its end.
    pub(super) hits: Vec<Hit>,
}

/// Memory that is used for one file after another.
#[derive(Default)]
pub(super) struct Buffers {
    stored: Vec<u8>,
    text: Vec<u8>,
}

/// Reads one file. `passed` is told of bytes as they are read.
pub(super) fn read(
    entry: &Entry,
    settings: &Settings<'_>,
    buffers: &mut Buffers,
    passed: &dyn Fn(u64),
) -> FileResult {
    let mut result =
        FileResult { shown: entry.shown.clone(), facts: None, bytes: 0, unread: None, hits: Vec::new() };
    let opened = match entry.open() {
        Ok(opened) => opened,
        Err(unread) => {
            result.unread = Some(unread);
            return result;
        }
    };
    result.facts = Some(opened.facts);
    let mut source = Source::new(&opened.file, opened.facts.size);
    let outcome = scan(entry, &mut source, settings, buffers, &mut result.hits, passed);
    result.bytes = source.read;
    result.unread = match outcome {
        Err(error) => Some(entry.failed(&error)),
        Ok(unread) => match opened.changed() {
            // Out of scope stays out of scope, whatever happens to it.
            _ if matches!(unread, Some(Unread::OutOfScope(_))) => unread,
            Ok(true) => Some(entry.not_read(NotReadReason::Changed, None)),
            Ok(false) => unread,
            Err(error) => Some(entry.failed(&error)),
        },
    };
    result
}

/// Bytes of text a part has, as far as the text goes.
pub(super) const PART: usize = 256 << 10;

/// Bytes by which the kind of a file is decided.
const HEAD: usize = 1 << 20;

/// Bytes read of a file whose size is said to be 0: a kernel makes such files up, and some never end.
const MADE_UP: u64 = 64 << 20;

/// The file's bytes, as many as it had when it was opened.
struct Source<'f> {
    file: &'f File,
    left: u64,
    size: u64,
    read: u64,
    ended: bool,
}

impl<'f> Source<'f> {
    fn new(file: &'f File, size: u64) -> Self {
        Self { file, left: if size == 0 { MADE_UP } else { size }, size, read: 0, ended: false }
    }

    /// True where reading stopped before the end because the file has no size to go by.
    fn was_cut(&self) -> bool {
        self.size == 0 && self.left == 0
    }

    /// Appends up to `count` bytes, fewer only at the end.
    fn append(&mut self, to: &mut Vec<u8>, count: usize) -> io::Result<()> {
        let wanted = self.left.min(count as u64);
        let got = self.file.take(wanted).read_to_end(to)? as u64;
        self.read += got;
        self.left -= got;
        self.ended = got < wanted || self.left == 0;
        Ok(())
    }
}

fn scan(
    entry: &Entry,
    source: &mut Source<'_>,
    settings: &Settings<'_>,
    buffers: &mut Buffers,
    hits: &mut Vec<Hit>,
    passed: &dyn Fn(u64),
) -> io::Result<Option<Unread>> {
    let Buffers { stored, text } = buffers;
    stored.clear();
    text.clear();
    source.append(stored, HEAD)?;
    if stored.is_empty() {
        return Ok(Some(Unread::OutOfScope(OutOfScope::Empty)));
    }
    let unsupported = |name: &str| entry.not_read(NotReadReason::UnsupportedType, Some(name.to_owned()));
    let kind = kind::of(stored);
    let (encoding, mut unread) = match kind {
        Kind::Text(encoding) => (encoding, None),
        Kind::Strings => (Encoding::PLAIN, None),
        Kind::Partly(name) => (Encoding::PLAIN, Some(unsupported(name))),
        Kind::NoText(_) => return Ok(Some(Unread::OutOfScope(OutOfScope::NoText))),
        Kind::Picture(_) if settings.ocr == Ocr::Off => {
            return Ok(Some(Unread::OutOfScope(OutOfScope::Picture)));
        }
        Kind::Picture(name) => return Ok(Some(entry.not_read(NotReadReason::NoOcr, Some(name.to_owned())))),
        Kind::Unsupported(name) => return Ok(Some(unsupported(name))),
        Kind::Encrypted(name) => {
            return Ok(Some(entry.not_read(NotReadReason::Encrypted, Some(name.to_owned()))));
        }
    };
    let mut feed = match encoding.decoder() {
        Some(decoder) => Feed::Utf16 { decoder: Box::new(decoder), stored, done: encoding.mark },
        None => {
            std::mem::swap(stored, text);
            text.drain(..encoding.mark);
            Feed::Plain
        }
    };
    let how = if encoding.utf16_big_endian.is_some() { Stored::Utf16 } else { Stored::Utf8 };
    let mut told = 0;
    let mut engine = Engine::new(settings.key, settings.keep_low, how, encoding.mark);
    let mut own = 0;
    let mut is_first = true;
    loop {
        // The part, and what must be at hand behind it.
        feed.fill(source, text, own + settings.part + engine::AHEAD)?;
        passed(source.read - told);
        told = source.read;
        let ended = source.ended && feed.is_empty();
        let end = if ended { text.len() } else { text.len().saturating_sub(engine::AHEAD).max(own) };
        let end = end.min(own + settings.part);
        let ended = end == text.len() && ended;
        if how == Stored::Utf8 && matches!(kind, Kind::Text(_)) && kind::turns_binary(&text[own..end]) {
            unread = Some(unsupported("binary data behind text"));
        }
        engine.part(text, own..end, is_first, ended);
        if ended {
            break;
        }
        let drop = end.saturating_sub(engine::BEHIND);
        text.drain(..drop);
        engine.drop_front(drop);
        own = end - drop;
        is_first &= drop == 0;
    }
    *hits = engine.finish();
    if source.was_cut() && unread.is_none() {
        unread = Some(entry.not_read(NotReadReason::Limit, None));
    }
    Ok(unread)
}

/// From stored bytes to text that is matched.
enum Feed<'b> {
    Plain,
    Utf16 { decoder: Box<Decoder>, stored: &'b mut Vec<u8>, done: usize },
}

impl Feed<'_> {
    /// Fills `text` to `size` bytes or to the end.
    fn fill(&mut self, source: &mut Source<'_>, text: &mut Vec<u8>, size: usize) -> io::Result<()> {
        match self {
            Self::Plain => {
                if !source.ended && text.len() < size {
                    source.append(text, size - text.len())?;
                }
                Ok(())
            }
            Self::Utf16 { decoder, stored, done } => {
                while text.len() < size {
                    if *done == stored.len() {
                        stored.clear();
                        *done = 0;
                        if source.ended {
                            break;
                        }
                        source.append(stored, PART)?;
                    }
                    decode(decoder, &stored[*done..], source.ended, text, done);
                }
                Ok(())
            }
        }
    }

    /// True where no stored bytes wait to be decoded.
    fn is_empty(&self) -> bool {
        match self {
            Self::Plain => true,
            Self::Utf16 { stored, done, .. } => *done == stored.len(),
        }
    }
}

/// Decodes at most a part; unpaired surrogates become U+FFFD, which is one code unit too.
fn decode(decoder: &mut Decoder, stored: &[u8], last: bool, text: &mut Vec<u8>, done: &mut usize) {
    let old = text.len();
    text.resize(old + PART.max(16), 0);
    let (_, read, written, _) = decoder.decode_to_utf8(stored, &mut text[old..], last);
    text.truncate(old + written);
    *done += read;
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::people::{national_id, spellings};
    use super::super::slow;
    use super::*;
    use crate::key::Key;
    use crate::walk::{Seen, walk};

    fn entry(path: &Path) -> Entry {
        match walk(&[path.to_path_buf()], &[]).next() {
            Some(Seen::File(entry)) => entry,
            other => panic!("{other:?}"),
        }
    }

    fn read_in_parts(path: &Path, part: usize, passed: &dyn Fn(u64)) -> FileResult {
        let key = Key::new(&[1; 32]);
        let settings = Settings { key: &key, keep_low: true, ocr: Ocr::Auto, part };
        read(&entry(path), &settings, &mut Buffers::default(), passed)
    }

    fn reason(result: &FileResult) -> Option<NotReadReason> {
        match &result.unread {
            Some(Unread::NotRead(it)) => Some(it.reason),
            Some(other) => panic!("{other:?}"),
            None => None,
        }
    }

    /// The window slides by parts of any size over every layout at every place, and finds what the slow
    /// twin finds in the whole.
    #[test]
    fn parts_of_any_size_find_the_same() {
        let id = national_id(1, 10, 1_700_230);
        let mut text = String::new();
        // More than the window keeps behind it, so that it must slide.
        for (i, spelling) in spellings(&id).iter().cycle().take(700).enumerate() {
            text.push_str(&format!(
                "{}{spelling} ก x{i}@agency.go.th{}",
                "-".repeat(i % 7),
                " ".repeat(i % 61)
            ));
            if i % 5 == 0 {
                text.push('\n');
            }
        }
        assert!(text.len() > 2 * engine::BEHIND);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, &text).unwrap();
        let expected: Vec<u64> = {
            let mut places: Vec<u64> =
                slow::find(text.as_bytes()).iter().map(|value| value.1 as u64).collect();
            places.sort_unstable();
            places
        };
        assert!(expected.len() > 1390);
        let whole = read_in_parts(&path, PART, &|_| ());
        let places: Vec<u64> = whole.hits.iter().map(|hit| hit.location.offset).collect();
        assert_eq!(places, expected);
        let utf16 = dir.path().join("utf16");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(&utf16, wide).unwrap();
        for part in [64, 100, 1000, 4096, 20_000] {
            let parts = read_in_parts(&path, part, &|_| ());
            assert_eq!(parts.hits, whole.hits, "{part}");
            let wide = read_in_parts(&utf16, part, &|_| ());
            assert_eq!(wide.hits.len(), whole.hits.len(), "{part}");
            for (wide, plain) in wide.hits.iter().zip(&whole.hits) {
                assert_eq!(
                    (wide.location.line, wide.location.column),
                    (plain.location.line, plain.location.column)
                );
                assert_eq!((&wide.masked, wide.person), (&plain.masked, plain.person));
            }
        }
    }

    /// The true size of a part, and a line longer than it.
    #[test]
    fn values_across_the_ends_of_real_parts() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let id = national_id(1, 10, 1_700_230);
        for (i, spelling) in spellings(&id).iter().enumerate() {
            let before = PART - 5 * i - 1;
            let text = format!("{}เลขบัตร {spelling}{}", "x".repeat(before - 22), " y".repeat(PART));
            fs::write(&path, &text).unwrap();
            let result = read_in_parts(&path, PART, &|_| ());
            assert_eq!(result.hits.len(), 1, "{i}");
            assert_eq!(result.hits[0].location.offset, before as u64);
            assert_eq!(result.bytes, text.len() as u64);
        }
    }

    #[test]
    fn a_file_that_shrinks_grows_or_changes_keeps_its_findings() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let content = format!("โทร 0812345678\n{}", "x\n".repeat(2 << 20));
        let changes: [&dyn Fn(); 3] = [
            &|| fs::File::options().write(true).open(&path).unwrap().set_len(100).unwrap(),
            &|| {
                let file = fs::File::options().write(true).open(&path).unwrap();
                file.set_len(5 << 20).unwrap();
            },
            &|| {
                let file = fs::File::options().write(true).open(&path).unwrap();
                file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
            },
        ];
        for (i, change) in changes.iter().enumerate() {
            fs::write(&path, &content).unwrap();
            let result = read_in_parts(&path, PART, &|_| change());
            assert_eq!(reason(&result), Some(NotReadReason::Changed), "{i}");
            assert_eq!(result.hits.len(), 1, "{i}");
            assert!(result.bytes <= content.len() as u64);
        }
    }

    /// A kernel's files have no size. Some hold text.
    #[test]
    fn files_without_a_size_are_read() {
        let result = read_in_parts(Path::new("/proc/self/status"), PART, &|_| ());
        assert!(result.unread.is_none() && result.bytes > 100, "{:?}", result.unread);
    }

    #[test]
    fn a_script_with_binary_data_behind_it_is_not_read_to_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let mut content =
            format!("#!/bin/sh\n# โทร 0812345678\n{}", "echo ok\n".repeat(300_000)).into_bytes();
        content.extend((0..2_000_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8));
        fs::write(&path, &content).unwrap();
        let result = read_in_parts(&path, PART, &|_| ());
        assert_eq!(reason(&result), Some(NotReadReason::UnsupportedType));
        assert_eq!(result.hits.len(), 1);
    }

    #[test]
    fn a_partly_encoded_file_is_read_and_said_to_be_unread() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "To: somchai@agency.go.th\nContent-Transfer-Encoding: base64\n\nAAAA\n").unwrap();
        let result = read_in_parts(&path, PART, &|_| ());
        assert_eq!(reason(&result), Some(NotReadReason::UnsupportedType));
        assert_eq!(result.hits.len(), 1);
    }
}
