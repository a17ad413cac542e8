//! What a file is, decided by its content and never by its name.
//!
//! Types without text are a published list ([`types_without_text`]). A type that can carry text and is
//! not understood, and binary content of no known type, is not read and never "clean".

use super::encoding::{self, Encoding};

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text(Encoding),
    /// A binary format whose strings lie in it as they are.
    Strings,
    /// Text in which parts are encoded: read as it stands, yet not read to the end.
    Partly(&'static str),
    /// Carries no text.
    NoText(&'static str),
    Picture(&'static str),
    /// Can carry text.
    Unsupported(&'static str),
    Encrypted(&'static str),
}

/// Decides by the first bytes, of which there should be 64 KiB or the whole file.
pub(super) fn of(head: &[u8]) -> Kind {
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Kind::Unsupported("UTF-32");
    }
    if let Some(encoding) = encoding::by_mark(head) {
        return Kind::Text(encoding);
    }
    let sample = &head[..head.len().min(SAMPLE)];
    if let Some(kind) = by_magic(TEXT_MAGIC, sample) {
        return kind;
    }
    if is_text(sample, false) {
        return if is_mail_with_encoded_parts(head) {
            Kind::Partly("mail with encoded parts")
        } else {
            Kind::Text(Encoding::PLAIN)
        };
    }
    by_magic(MAGIC, head)
        .or_else(|| by_structure(head))
        .or_else(|| encoding::utf16_without_mark(sample).map(Kind::Text))
        .unwrap_or_else(|| {
            if is_text(sample, true) { Kind::Text(Encoding::PLAIN) } else { Kind::Unsupported(UNKNOWN) }
        })
}

/// True where a later part of a text is plainly no text, such as what follows a self-extracting script.
pub(super) fn turns_binary(part: &[u8]) -> bool {
    memchr::memchr(0, part).is_some() && !is_text(part, true)
}

/// The types that are out of scope because they carry no text.
pub fn types_without_text() -> Vec<&'static str> {
    let mut names: Vec<&str> =
        MAGIC.iter().filter(|(_, _, sort, _)| *sort == Sort::NoText).map(|(_, _, _, name)| *name).collect();
    names.push(PRIVATE_KEY);
    names.sort_unstable();
    names.dedup();
    names
}

/// What is said of binary content of no known type.
pub(super) const UNKNOWN: &str = "unknown binary";

const PRIVATE_KEY: &str = "private key";

/// Bytes looked at to tell text from other content.
const SAMPLE: usize = 64 << 10;

/// Few control characters. With `lists`, also text whose pieces are parted by NUL, as in `/proc`.
fn is_text(sample: &[u8], lists: bool) -> bool {
    let nul = memchr::memchr_iter(0, sample).count();
    // Backspace, tab, line feed, vertical tab, form feed, carriage return and escape occur in text.
    // Without `&&`, so that the compiler can look at many bytes at once.
    let is_control = |byte: u8| {
        (byte < 0x20) & (byte != 0) & (byte.wrapping_sub(0x08) > 5) & (byte != 0x1B) | (byte == 0x7F)
    };
    let control = sample.iter().filter(|byte| is_control(**byte)).count();
    let few_controls = control * 200 <= sample.len();
    if nul == 0 {
        return few_controls;
    }
    lists && few_controls && nul * 10 <= sample.len() && is_mostly_utf8(sample)
}

fn is_mostly_utf8(sample: &[u8]) -> bool {
    let invalid: usize = sample.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    invalid * 100 <= sample.len()
}

/// Mail and mailboxes hold base64 and quoted-printable parts.
fn is_mail_with_encoded_parts(head: &[u8]) -> bool {
    const HEADER: &[u8] = b"content-transfer-encoding:";
    let begins =
        |text: &[u8], word: &[u8]| text.len() >= word.len() && text[..word.len()].eq_ignore_ascii_case(word);
    memchr::memmem::find_iter(head, b"ontent-").any(|at| {
        let Some(start) = at.checked_sub(1) else { return false };
        let is_line_start = start == 0 || head[start - 1] == b'\n';
        let line = &head[start..];
        is_line_start && begins(line, HEADER) && {
            let value = line[HEADER.len()..].trim_ascii_start();
            begins(value, b"base64") || begins(value, b"quoted-printable")
        }
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Strings,
    Partly,
    NoText,
    Picture,
    Unsupported,
    Encrypted,
}

type Magic = (usize, &'static [u8], Sort, &'static str);

fn by_magic(magic: &[Magic], head: &[u8]) -> Option<Kind> {
    let (_, _, sort, name) =
        magic.iter().find(|(at, bytes, _, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes)))?;
    Some(match sort {
        Sort::Strings => Kind::Strings,
        Sort::Partly => Kind::Partly(name),
        Sort::NoText => Kind::NoText(name),
        Sort::Picture => Kind::Picture(name),
        Sort::Unsupported => Kind::Unsupported(name),
        Sort::Encrypted => Kind::Encrypted(name),
    })
}

/// Formats that more than a constant tells.
fn by_structure(head: &[u8]) -> Option<Kind> {
    match *head {
        [b'P', b'K', 3, 4, _, _, flags, ..] => Some(zip(head, flags)),
        // DER: a certificate or list begins with two sequences and holds its names as they are; a key
        // with its version; PKCS #12 is version 3 and encrypted.
        [0x30, 0x82, _, _, 0x30, ..] => Some(Kind::Strings),
        [0x30, 0x82, _, _, 2, 1, 3, ..] | [0x30, 0x80, 2, 1, 3, ..] => Some(Kind::Encrypted("PKCS #12")),
        [0x30, 0x82, _, _, 2, 1, 0 | 1, ..] | [0x30, 0x81, _, 2, 1, 0 | 1, ..] => {
            Some(Kind::NoText(PRIVATE_KEY))
        }
        // OpenPGP: a public key (version 3 or 4) and its user ids lie in the file as they are; a session
        // key begins a message.
        [0x99, _, _, 3 | 4, ..] | [0x98, _, 3 | 4, ..] | [0xC6, _, 4, ..] | [0xC6, _, _, 4, ..] => {
            Some(Kind::Strings)
        }
        [0x84, _, 3, ..]
        | [0x85, _, _, 3, ..]
        | [0xC1, _, _, 3, ..]
        | [0x8C, _, 4, ..]
        | [0xC3, _, 4, ..] => Some(Kind::Encrypted("OpenPGP")),
        // dBASE: kind, date of change, and a header of 32 bytes a field and one.
        [3 | 0x30 | 0x83 | 0xF5, _, 1..=12, 1..=31, _, _, _, _, low, high, ..]
            if (u16::from_le_bytes([low, high]) % 32) == 1 =>
        {
            Some(Kind::Unsupported("dBASE"))
        }
        _ => None,
    }
}

fn zip(head: &[u8], flags: u8) -> Kind {
    let name = match head {
        [
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            low,
            high,
            _,
            _,
            rest @ ..,
        ] => {
            let length = usize::from(u16::from_le_bytes([*low, *high]));
            rest.get(..length).unwrap_or_default()
        }
        _ => b"",
    };
    if flags & 1 != 0 {
        Kind::Encrypted("ZIP")
    } else if name == b"[Content_Types].xml" || name.starts_with(b"_rels/") {
        Kind::Unsupported("Office Open XML")
    } else if name == b"mimetype" {
        Kind::Unsupported("OpenDocument or EPUB")
    } else if name.starts_with(b"META-INF/") {
        Kind::Unsupported("Java archive")
    } else {
        Kind::Unsupported("ZIP")
    }
}

/// Types whose beginning, or whole, may look like text.
const TEXT_MAGIC: &[Magic] = &[
    (0, b"%PDF-", Sort::Unsupported, "PDF"),
    (0, b"{\\rtf", Sort::Partly, "RTF"),
    (0, b"age-encryption.org/", Sort::Encrypted, "age"),
    (0, b"-----BEGIN AGE ENCRYPTED FILE", Sort::Encrypted, "age"),
    (0, b"-----BEGIN PGP MESSAGE", Sort::Encrypted, "OpenPGP"),
    (0, b"$ANSIBLE_VAULT;", Sort::Encrypted, "Ansible vault"),
];

/// Types whose beginning is no text: place, bytes, what to do, name. The first that fits decides.
#[rustfmt::skip]
const MAGIC: &[Magic] = &[
    (0, b"\x7fELF", Sort::NoText, "ELF"),
    (0, b"\xfe\xed\xfa\xce", Sort::NoText, "Mach-O"),
    (0, b"\xfe\xed\xfa\xcf", Sort::NoText, "Mach-O"),
    (0, b"\xce\xfa\xed\xfe", Sort::NoText, "Mach-O"),
    (0, b"\xcf\xfa\xed\xfe", Sort::NoText, "Mach-O"),
    (0, b"\xca\xfe\xba\xbe", Sort::NoText, "Java class"),
    (0, b"\x00asm", Sort::NoText, "WebAssembly"),
    (0, b"BC\xc0\xde", Sort::NoText, "LLVM bitcode"),
    (0, b"rust\x00\x00", Sort::NoText, "Rust metadata"),
    (1, b"\x0d\x0d\x0a", Sort::NoText, "Python bytecode"),
    (2, b"\x0d\x0a\x00\x00\x00\x00", Sort::NoText, "Python bytecode"),
    (0, b"!<arch>\x0adebian-binary", Sort::Unsupported, "Debian package"),
    (0, b"!<arch>\x0a", Sort::NoText, "static library"),
    (0, b"!<thin>\x0a", Sort::NoText, "static library"),
    (514, b"HdrS", Sort::NoText, "Linux kernel"),
    (4, b"Standard Jet DB", Sort::Unsupported, "Microsoft Access"),
    (4, b"Standard ACE DB", Sort::Unsupported, "Microsoft Access"),
    (0, b"\x00\x01\x00\x00\x00", Sort::NoText, "TrueType font"),
    (0, b"OTTO", Sort::NoText, "OpenType font"),
    (0, b"ttcf", Sort::NoText, "TrueType collection"),
    (0, b"true\x00", Sort::NoText, "TrueType font"),
    (0, b"wOFF", Sort::NoText, "WOFF font"),
    (0, b"wOF2", Sort::NoText, "WOFF2 font"),
    (0, b"\x80\x01", Sort::NoText, "Type 1 font"),
    (0, b"\x01fcp", Sort::NoText, "PCF font"),
    (0, b"r\xb5J\x86", Sort::NoText, "console font"),
    (0, b"6\x04", Sort::NoText, "console font"),
    (0, b"FILE\x00\x00\x00\x04PFF2", Sort::NoText, "GRUB font"),
    (8, b"WAVE", Sort::NoText, "WAV sound"),
    (8, b"AVI ", Sort::NoText, "AVI"),
    (8, b"WEBP", Sort::Picture, "WebP"),
    (8, b"AIFF", Sort::NoText, "AIFF sound"),
    (8, b"AIFC", Sort::NoText, "AIFF sound"),
    (0, b"OggS", Sort::NoText, "Ogg"),
    (0, b"fLaC", Sort::NoText, "FLAC"),
    (0, b"MThd", Sort::NoText, "MIDI"),
    (0, b"ID3", Sort::NoText, "MP3"),
    (0, b"\xff\xfb", Sort::NoText, "MP3"),
    (0, b"\xff\xf3", Sort::NoText, "MP3"),
    (0, b"\xff\xf2", Sort::NoText, "MP3"),
    (0, b"\xff\xf1", Sort::NoText, "AAC"),
    (0, b"\xff\xf9", Sort::NoText, "AAC"),
    (0, b".snd", Sort::NoText, "AU sound"),
    (0, b"#!AMR", Sort::NoText, "AMR sound"),
    (0, b"caff", Sort::NoText, "CAF sound"),
    (4, b"ftypheic", Sort::Picture, "HEIC"),
    (4, b"ftypheix", Sort::Picture, "HEIC"),
    (4, b"ftypmif1", Sort::Picture, "HEIF"),
    (4, b"ftypavif", Sort::Picture, "AVIF"),
    (4, b"ftyp", Sort::NoText, "MP4"),
    (4, b"moov", Sort::NoText, "QuickTime"),
    (0, b"\x1aE\xdf\xa3", Sort::NoText, "Matroska"),
    (0, b"0&\xb2u\x8ef\xcf\x11", Sort::NoText, "Windows Media"),
    (0, b"FLV\x01", Sort::NoText, "FLV"),
    (0, b"\x00\x00\x01\xba", Sort::NoText, "MPEG"),
    (0, b"\x00\x00\x01\xb3", Sort::NoText, "MPEG"),
    (0, b"\x89PNG\x0d\x0a\x1a\x0a", Sort::Picture, "PNG"),
    (0, b"\xff\xd8\xff", Sort::Picture, "JPEG"),
    (0, b"GIF87a", Sort::Picture, "GIF"),
    (0, b"GIF89a", Sort::Picture, "GIF"),
    (0, b"II*\x00", Sort::Picture, "TIFF"),
    (0, b"MM\x00*", Sort::Picture, "TIFF"),
    (0, b"II+\x00", Sort::Picture, "TIFF"),
    (0, b"MM\x00+", Sort::Picture, "TIFF"),
    (0, b"\x00\x00\x01\x00", Sort::Picture, "ICO"),
    (0, b"8BPS", Sort::Picture, "Photoshop"),
    (0, b"gimp xcf", Sort::Picture, "GIMP"),
    (0, b"\x00\x00\x00\x0cjP  ", Sort::Picture, "JPEG 2000"),
    (0, b"\xffO\xffQ", Sort::Picture, "JPEG 2000"),
    (0, b"\x00\x00\x00\x0cJXL ", Sort::Picture, "JPEG XL"),
    (0, b"\xff\x0a", Sort::Picture, "JPEG XL"),
    (0, b"AT&TFORM", Sort::Picture, "DjVu"),
    (0, b"P4\x0a", Sort::Picture, "PNM"),
    (0, b"P5\x0a", Sort::Picture, "PNM"),
    (0, b"P6\x0a", Sort::Picture, "PNM"),
    (0, b"BM", Sort::Picture, "BMP"),
    (0, b"qoif", Sort::Picture, "QOI"),
    (0, b"PACK\x00\x00\x00", Sort::Unsupported, "Git pack"),
    (0, b"DIRC\x00\x00\x00", Sort::NoText, "Git index"),
    (0, b"\xfftOc", Sort::NoText, "Git pack index"),
    (0, b"RIDX\x00\x00\x00", Sort::NoText, "Git pack index"),
    (0, b"MIDX\x01", Sort::NoText, "Git pack index"),
    (0, b"CGPH\x01", Sort::NoText, "Git commit graph"),
    (0, b"BITM\x00", Sort::NoText, "Git bitmap"),
    (0, b"glibc-ld.so.cache", Sort::NoText, "library cache"),
    (0, b"ld.so-1.7.0", Sort::NoText, "library cache"),
    (0, b"\x1a\x01", Sort::NoText, "terminfo"),
    (0, b"\x1e\x02", Sort::NoText, "terminfo"),
    (0, b"TZif", Sort::NoText, "time zone"),
    (0, b"KSLPHHRH", Sort::NoText, "hardware database"),
    (0, b"RHHHKSLP", Sort::NoText, "message catalogue of systemd"),
    (0, b"\x09\x01\x02\xde", Sort::NoText, "locale archive"),
    (1, b"\x11\x03 ", Sort::NoText, "locale"),
    (0, b" \x07\x09 ", Sort::NoText, "locale"),
    (0, b"\x14\x10\x05 ", Sort::NoText, "locale"),
    (0, b"$\x03\x01 ", Sort::NoText, "character set cache"),
    (0, b"\x04\xfc\x02\xfc", Sort::NoText, "font cache"),
    (0, b"\x00\x01\x00\x02\x00\x00", Sort::NoText, "MIME cache"),
    (0, b"\x00\x01\x00\x00", Sort::NoText, "icon cache"),
    (0, b"\x04\x08\x00version\x00", Sort::NoText, "AppArmor policy"),
    (0, b"\x8c\xff|\xf9", Sort::NoText, "SELinux policy"),
    (0, b"\xdcv\xfe\x98", Sort::NoText, "package cache"),
    (36, b"acsp", Sort::NoText, "colour profile"),
    (0, b"aspell default speller rowl", Sort::NoText, "word list"),
    (0, b"LPKSHHRH", Sort::Unsupported, "systemd journal"),
    (0, b"GVariant", Sort::Unsupported, "GVariant database"),
    (0, b"\xce\x9aW\x13", Sort::Unsupported, "GDBM"),
    (0, b"\xcd\x9aW\x13", Sort::Unsupported, "GDBM"),
    (12, b"a\x15\x06\x00", Sort::Unsupported, "Berkeley DB"),
    (12, b"b1\x05\x00", Sort::Unsupported, "Berkeley DB"),
    (12, b"\x00\x06\x15a", Sort::Unsupported, "Berkeley DB"),
    (12, b"\x00\x051b", Sort::Unsupported, "Berkeley DB"),
    (16, b"\xde\xc0\xef\xbe", Sort::Unsupported, "LMDB"),
    (0, b"PK\x05\x06", Sort::NoText, "empty ZIP"),
    (0, b"PK\x07\x08", Sort::Unsupported, "ZIP"),
    (0, b"\x1f\x8b", Sort::Unsupported, "gzip"),
    (0, b"BZh", Sort::Unsupported, "bzip2"),
    (0, b"\xfd7zXZ\x00", Sort::Unsupported, "xz"),
    (0, b"(\xb5/\xfd", Sort::Unsupported, "Zstandard"),
    (0, b"\x04\"M\x18", Sort::Unsupported, "LZ4"),
    (0, b"LZIP", Sort::Unsupported, "lzip"),
    (0, b"\x89LZO", Sort::Unsupported, "lzop"),
    (0, b"\x1f\x9d", Sort::Unsupported, "compress"),
    (0, b"\x1f\xa0", Sort::Unsupported, "compress"),
    (0, b"]\x00\x00", Sort::Unsupported, "LZMA"),
    (0, b"7z\xbc\xaf'\x1c", Sort::Unsupported, "7z"),
    (0, b"Rar!\x1a\x07", Sort::Unsupported, "RAR"),
    (257, b"ustar", Sort::Unsupported, "tar"),
    (0, b"070701", Sort::Unsupported, "cpio"),
    (0, b"070702", Sort::Unsupported, "cpio"),
    (0, b"\xc7q", Sort::Unsupported, "cpio"),
    (0, b"MSCF", Sort::Unsupported, "cabinet"),
    (0, b"\xed\xab\xee\xdb", Sort::Unsupported, "RPM package"),
    (0, b"hsqs", Sort::Unsupported, "SquashFS"),
    (32769, b"CD001", Sort::Unsupported, "ISO 9660"),
    (0, b"ITSF", Sort::Unsupported, "compiled HTML help"),
    (0, b"x\x01", Sort::Unsupported, "zlib"),
    (0, b"x\x9c", Sort::Unsupported, "zlib"),
    (0, b"x\xda", Sort::Unsupported, "zlib"),
    (0, b"x^", Sort::Unsupported, "zlib"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sort::Unsupported, "OLE (old Office, MSG, MSI)"),
    (0, b"SQLite format 3\x00", Sort::Unsupported, "SQLite"),
    (0, b"PAR1", Sort::Unsupported, "Parquet"),
    (0, b"ORC", Sort::Unsupported, "ORC"),
    (0, b"Obj\x01", Sort::Unsupported, "Avro"),
    (0, b"ARROW1", Sort::Unsupported, "Arrow"),
    (0, b"FEA1", Sort::Unsupported, "Feather"),
    (0, b"\x89HDF\x0d\x0a", Sort::Unsupported, "HDF5"),
    (0, b"CDF\x01", Sort::Unsupported, "NetCDF"),
    (0, b"\x93NUMPY", Sort::Unsupported, "NumPy"),
    (0, b"MATLAB 5.0", Sort::Unsupported, "MATLAB"),
    (0, b"\x80\x02", Sort::Unsupported, "Python pickle"),
    (0, b"\x80\x03", Sort::Unsupported, "Python pickle"),
    (0, b"\x80\x04\x95", Sort::Unsupported, "Python pickle"),
    (0, b"\x80\x05\x95", Sort::Unsupported, "Python pickle"),
    (0, b"REDIS0", Sort::Unsupported, "Redis dump"),
    (0, b"!BDN", Sort::Unsupported, "Outlook data file"),
    (0, b"x\x9f>\"", Sort::Unsupported, "TNEF"),
    (0, b"ElfFile\x00", Sort::Unsupported, "Windows event log"),
    (0, b"regf", Sort::Unsupported, "Windows registry"),
    (0, b"L\x00\x00\x00\x01\x14", Sort::Unsupported, "Windows shortcut"),
    (4, b"\xef\xcd\xab\x89", Sort::Unsupported, "ESE database"),
    (0, b"?\xd7l\x17", Sort::Unsupported, "Lucene index"),
    (0, b"AC10", Sort::Unsupported, "AutoCAD drawing"),
    (0, b"CWS", Sort::Unsupported, "Flash"),
    (0, b"FWS", Sort::Unsupported, "Flash"),
    (0, b"\xfe\x01", Sort::Unsupported, "MySQL table"),
    (0, b"\xfe\xfe\x07", Sort::Unsupported, "MySQL table"),
    (0, b"\xd4\xc3\xb2\xa1", Sort::Unsupported, "packet capture"),
    (0, b"\xa1\xb2\xc3\xd4", Sort::Unsupported, "packet capture"),
    (0, b"M<\xb2\xa1", Sort::Unsupported, "packet capture"),
    (0, b"\x0a\x0d\x0d\x0a", Sort::Unsupported, "packet capture"),
    (0, b"KDMV", Sort::Unsupported, "disk image"),
    (0, b"QFI\xfb", Sort::Unsupported, "disk image"),
    (0, b"conectix", Sort::Unsupported, "disk image"),
    (0, b"vhdxfile", Sort::Unsupported, "disk image"),
    (1080, b"S\xef", Sort::Unsupported, "ext file system"),
    (54, b"FAT1", Sort::Unsupported, "FAT file system"),
    (82, b"FAT32", Sort::Unsupported, "FAT file system"),
    (3, b"NTFS", Sort::Unsupported, "NTFS file system"),
    (0, b"XFSB", Sort::Unsupported, "XFS file system"),
    (0, b"LUKS\xba\xbe", Sort::Encrypted, "LUKS"),
    (0, b"Salted__", Sort::Encrypted, "OpenSSL"),
    (0, b"\xfe\xed\xfe\xed", Sort::Strings, "Java keystore"),
    (0, b"\xde\x12\x04\x95", Sort::Strings, "gettext catalogue"),
    (0, b"\x95\x04\x12\xde", Sort::Strings, "gettext catalogue"),
    (0, b"MZ", Sort::NoText, "Windows program"),
];

#[cfg(test)]
mod tests {
    use super::super::people::windows_874;
    use super::*;

    const PLAIN: Kind = Kind::Text(Encoding::PLAIN);

    #[test]
    fn text() {
        for text in [
            "a",
            "hello\r\n",
            "ไทย",
            "N\u{8}Name",
            "\x1b[31mred\x1b[0m",
            "MZ is text",
            "BM too",
            "GIF89a",
            "P5\n1 1",
        ] {
            assert_eq!(of(text.as_bytes()), PLAIN, "{text:?}");
        }
        assert_eq!(of(&windows_874("ภาษาไทยล้วน")), PLAIN);
        assert_eq!(of(b"caf\xe9 na\xefve"), PLAIN);
        let environment = b"PATH=/usr/bin:/bin\0HOME=/home/somebody\0LANG=th_TH.UTF-8\0".repeat(3);
        assert_eq!(of(&environment), PLAIN);
    }

    #[test]
    fn marks_and_utf16() {
        let utf16 = |text: &str, little: bool| -> Vec<u8> {
            let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            text.encode_utf16().flat_map(bytes).collect()
        };
        for text in ["hello world\n", "เลขบัตร 12\n", "เลขประจำตัวประชาชน", "1,ก\r\n"]
        {
            assert_eq!(of(&utf16(text, true)), Kind::Text(Encoding::utf16(false, 0)), "{text}");
            assert_eq!(of(&utf16(text, false)), Kind::Text(Encoding::utf16(true, 0)), "{text}");
            let marked = [b"\xff\xfe".to_vec(), utf16(text, true)].concat();
            assert_eq!(of(&marked), Kind::Text(Encoding::utf16(false, 2)));
            let marked = [b"\xfe\xff".to_vec(), utf16(text, false)].concat();
            assert_eq!(of(&marked), Kind::Text(Encoding::utf16(true, 2)));
        }
        assert_eq!(of(b"\xef\xbb\xbfx"), Kind::Text(Encoding { mark: 3, ..Encoding::PLAIN }));
        assert_eq!(of(b"\xff\xfe\0\0x\0\0\0"), Kind::Unsupported("UTF-32"));
    }

    #[test]
    fn binary_types() {
        for (head, kind) in [
            (&b"\x7fELF\x02\x01\x01\0"[..], Kind::NoText("ELF")),
            (b"glibc-ld.so.cache1.1\x05\x01\0\0", Kind::NoText("library cache")),
            (b"\xa7\x0d\x0d\x0a\0\0\0\0", Kind::NoText("Python bytecode")),
            (b"\x89PNG\r\n\x1a\n\0\0", Kind::Picture("PNG")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind::Picture("JPEG")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Picture("WebP")),
            (b"RIFF\x10\0\0\0WAVEfmt ", Kind::NoText("WAV sound")),
            (b"%PDF-1.7\n1 0 obj", Kind::Unsupported("PDF")),
            (b"{\\rtf1\\ansi hello}", Kind::Partly("RTF")),
            (b"SQLite format 3\0\x10\0", Kind::Unsupported("SQLite")),
            (b"\x1f\x8b\x08\0\0\0\0\0", Kind::Unsupported("gzip")),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", Kind::Unsupported("OLE (old Office, MSG, MSI)")),
            (b"PACK\0\0\0\x02\0\0", Kind::Unsupported("Git pack")),
            (b"\xde\x12\x04\x95\0\0\0\0", Kind::Strings),
            (b"\x30\x82\x05\x10\x30\x82\x03\xf8\xa0\x03\x02\x01\x02", Kind::Strings),
            (b"\x30\x82\x05\x10\x02\x01\x03\x30", Kind::Encrypted("PKCS #12")),
            (b"\x30\x82\x05\x10\x02\x01\0\x30", Kind::NoText("private key")),
            (b"LUKS\xba\xbe\0\x02", Kind::Encrypted("LUKS")),
            (b"\x01\x02\x03\x04\x05\x06\0\0\0", Kind::Unsupported(UNKNOWN)),
        ] {
            assert_eq!(of(head), kind, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn zip_family() {
        let zip = |name: &str, flags: u8| {
            let mut head = b"PK\x03\x04\x14\0".to_vec();
            head.push(flags);
            head.extend([0; 19]);
            head.extend((name.len() as u16).to_le_bytes());
            head.extend([0, 0]);
            head.extend(name.as_bytes());
            of(&head)
        };
        assert_eq!(zip("[Content_Types].xml", 0), Kind::Unsupported("Office Open XML"));
        assert_eq!(zip("mimetype", 0), Kind::Unsupported("OpenDocument or EPUB"));
        assert_eq!(zip("people.csv", 0), Kind::Unsupported("ZIP"));
        assert_eq!(zip("people.csv", 1), Kind::Encrypted("ZIP"));
        assert_eq!(of(b"PK\x03\x04\x14\0\0\0"), Kind::Unsupported("ZIP"));
    }

    #[test]
    fn mail() {
        let mail = b"From: x\nContent-Transfer-Encoding: BASE64\n\nAAAA";
        assert_eq!(of(mail), Kind::Partly("mail with encoded parts"));
        assert_eq!(of(b"From: x\nContent-Transfer-Encoding: 8bit\n\nhello"), PLAIN);
    }

    #[test]
    fn any_prefix_of_anything_is_decided() {
        for (at, bytes, _, _) in MAGIC.iter().chain(TEXT_MAGIC) {
            let head = [vec![0; *at], bytes.to_vec(), vec![0; 40]].concat();
            for end in (0..head.len().min(60)).chain(*at..head.len()) {
                of(&head[..end]);
            }
        }
    }

    #[test]
    fn the_published_list() {
        let names = types_without_text();
        assert!(names.contains(&"ELF") && names.contains(&"private key"));
        assert!(!names.contains(&"PDF") && !names.contains(&"PNG"));
    }

    #[test]
    fn text_that_turns_binary() {
        assert!(!turns_binary("plain ไทย".as_bytes()));
        assert!(turns_binary(&[0, 1, 2, 3, 4, 200, 201]));
    }
}
