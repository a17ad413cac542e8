//! Digits and separators as they are stored, without knowing the encoding.
//!
//! Thai numerals are E0 B9 90–99 in UTF-8 and F0–F9 in Windows-874. Neither sequence can be mistaken
//! for the other beside a digit: a lone F0–F9 is no UTF-8, and 90–99 is no Thai letter in
//! Windows-874. So both are understood everywhere, and a file of mixed encodings loses nothing.

/// How a digit is written. One number is written in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Ascii,
    ThaiUtf8,
    Thai874,
}

impl Script {
    /// Bytes of one digit.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Ascii | Self::Thai874 => 1,
            Self::ThaiUtf8 => 3,
        }
    }
}

/// The digit that begins at `at`.
pub(super) fn digit_at(text: &[u8], at: usize) -> Option<(u8, Script)> {
    match *text.get(at)? {
        byte @ b'0'..=b'9' => Some((byte - b'0', Script::Ascii)),
        0xE0 => match text.get(at + 1..at + 3)? {
            [0xB9, last @ 0x90..=0x99] => Some((last - 0x90, Script::ThaiUtf8)),
            _ => None,
        },
        byte @ 0xF0..=0xF9 => Some((byte - 0xF0, Script::Thai874)),
        _ => None,
    }
}

/// True where a digit of any script ends at `end`.
pub(super) fn digit_before(text: &[u8], end: usize) -> bool {
    matches!(text[..end], [.., b'0'..=b'9' | 0xF0..=0xF9] | [.., 0xE0, 0xB9, 0x90..=0x99])
}

/// Up to `N` digits of one script from `start`, none skipped.
pub(super) struct Run<const N: usize> {
    pub(super) digits: [u8; N],
    pub(super) count: usize,
    pub(super) end: usize,
}

/// Reads at most `N` digits in the script of the first.
pub(super) fn run<const N: usize>(text: &[u8], start: usize) -> Option<(Run<N>, Script)> {
    let (_, script) = digit_at(text, start)?;
    let mut run = Run { digits: [0; N], count: 0, end: start };
    while run.count < N {
        match digit_at(text, run.end) {
            Some((value, found)) if found == script => {
                run.digits[run.count] = value;
                run.count += 1;
                run.end += script.width();
            }
            _ => break,
        }
    }
    Some((run, script))
}

/// A sign that may stand between groups of digits; equal signs are one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    Hyphen,
    Space,
    NoBreakSpace,
    /// U+2010 to U+2013: hyphen, non-breaking hyphen, figure dash, en dash.
    Dash,
    Dot,
}

/// The separator that begins at `at`, and its bytes. A0 and 96 are no-break space and en dash in
/// Windows-874.
pub(super) fn separator_at(text: &[u8], at: usize) -> Option<(Separator, usize)> {
    match *text.get(at)? {
        b'-' => Some((Separator::Hyphen, 1)),
        b' ' => Some((Separator::Space, 1)),
        b'.' => Some((Separator::Dot, 1)),
        0xA0 => Some((Separator::NoBreakSpace, 1)),
        0x96 => Some((Separator::Dash, 1)),
        0xC2 if text.get(at + 1) == Some(&0xA0) => Some((Separator::NoBreakSpace, 2)),
        0xE2 if text.get(at + 1) == Some(&0x80) && matches!(text.get(at + 2), Some(0x90..=0x93)) => {
            Some((Separator::Dash, 3))
        }
        _ => None,
    }
}

/// Bytes of the separator that ends at `end`.
pub(super) fn separator_before(text: &[u8], end: usize) -> Option<usize> {
    (1..=3).rev().find(|&width| {
        end >= width && separator_at(text, end - width).is_some_and(|(_, found)| found == width)
    })
}

/// True where a number in `start..end` stands by itself: no letter, digit or `_` beside it, and no
/// fraction. Thai letters may touch it: Thai is written without spaces.
pub(super) fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    !grows_left(text, start) && !grows_right(text, end)
}

/// True where a sign ties the number to a letter or digit: `SO-0812345678`, `+123`, or the call `f(123)`.
pub(super) fn is_tied(text: &[u8], start: usize, end: usize) -> bool {
    let left = match text[..start] {
        [.., b'+'] => true,
        [.., before, b'-' | b'('] => before.is_ascii_alphanumeric() || before == b'_',
        _ => false,
    };
    let right = matches!(text[end..], [b'-', after, ..] if after.is_ascii_alphanumeric());
    left || right
}

/// True where a number stands like a code: the last part of a web address, or between backticks.
pub(super) fn is_code(text: &[u8], start: usize, end: usize) -> bool {
    match text[..start] {
        [.., before, b'/'] => before.is_ascii_alphabetic(),
        [.., b'`'] => text.get(end) == Some(&b'`'),
        _ => false,
    }
}

fn grows_left(text: &[u8], start: usize) -> bool {
    if digit_before(text, start) {
        return true;
    }
    match text[..start] {
        // The letter of an escape such as `\n` is no letter of the text.
        [.., b'\\', b'n' | b'r' | b't' | b'b' | b'f' | b'v'] => false,
        [.., byte] if byte.is_ascii_alphabetic() || byte == b'_' => true,
        [.., b'.'] => digit_before(text, start - 1),
        _ => false,
    }
}

fn grows_right(text: &[u8], end: usize) -> bool {
    if digit_at(text, end).is_some() {
        return true;
    }
    match text[end..] {
        [byte, ..] if byte.is_ascii_alphabetic() || byte == b'_' => true,
        // `.0` is how a spreadsheet's number becomes text, and no fraction.
        [b'.', b'0', ref rest @ ..] if digit_at(rest, 0).is_none() => false,
        [b'.', ..] => digit_at(text, end + 1).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_scripts() {
        assert_eq!(digit_at("๗".as_bytes(), 0), Some((7, Script::ThaiUtf8)));
        assert_eq!(digit_at(b"\xf7", 0), Some((7, Script::Thai874)));
        assert_eq!(digit_at(b"7", 0), Some((7, Script::Ascii)));
        for other in ["๚", "๏", "ก", "a", "", "/", ":"] {
            assert_eq!(digit_at(other.as_bytes(), 0), None, "{other}");
        }
        assert!(digit_before("๗".as_bytes(), 3));
        assert!(!digit_before("๚".as_bytes(), 3));
    }

    #[test]
    fn separators_forward_and_backward() {
        for (text, kind) in [
            ("-", Separator::Hyphen),
            (" ", Separator::Space),
            ("\u{a0}", Separator::NoBreakSpace),
            ("\u{2013}", Separator::Dash),
            ("\u{2011}", Separator::Dash),
            (".", Separator::Dot),
        ] {
            assert_eq!(separator_at(text.as_bytes(), 0), Some((kind, text.len())), "{text:?}");
            assert_eq!(separator_before(text.as_bytes(), text.len()), Some(text.len()), "{text:?}");
        }
        assert_eq!(separator_at("\u{2014}".as_bytes(), 0), None);
        assert_eq!(separator_before(b"x", 1), None);
        assert_eq!(separator_before(b"", 0), None);
    }

    #[test]
    fn neighbours() {
        let alone = |before: &str, after: &str| {
            let text = format!("{before}123{after}");
            stands_alone(text.as_bytes(), before.len(), before.len() + 3)
        };
        for (before, after) in [
            ("", ""),
            ("เลขบัตร", "เกิด"),
            ("\"", "\","),
            ("=", "&"),
            (". ", ". "),
            (".", "."),
            ("", ".0"),
            ("", ".0,"),
            ("\\n", "\\n"),
            ("-", "-"),
            ("(", ")"),
        ] {
            assert!(alone(before, after), "{before:?} {after:?}");
        }
        for (before, after) in [
            ("a", ""),
            ("", "a"),
            ("_", ""),
            ("", "_"),
            ("๑", ""),
            ("", "๑"),
            ("1.", ""),
            ("", ".5"),
            ("", ".00"),
            ("", ".05"),
            ("1", ""),
            ("n", ""),
        ] {
            assert!(!alone(before, after), "{before:?} {after:?}");
        }
    }
}
