//! What a Thai text must not contain: slips of the keyboard that a reader barely sees.

/// One typing fault and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slip {
    /// Which.
    pub(crate) kind: SlipKind,
    /// Byte offset of its first character, a consonant where there is one.
    pub(crate) at: usize,
    /// Byte length.
    pub(crate) length: usize,
}

/// The faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlipKind {
    /// U+0E4D U+0E32 (also with a tone mark between or before) in place of U+0E33.
    SplitSaraAm,
    /// Two tone marks, or one vowel or mark twice.
    DoubledMark,
    /// A tone mark typed before the vowel it stands above: looks right, is never found by a search.
    ToneBeforeVowel,
    /// An ordinary space before ๆ.
    SpaceBeforeMaiYamok,
}

/// True for a Thai consonant, vowel or digit: something to read.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, 'ก'..='ะ' | 'า' | 'ำ' | 'เ'..='ๆ' | '๐'..='๙')
}

/// True for a mark that takes no column of its own: above or below a consonant.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, 'ั' | 'ิ'..='ฺ' | '็'..='๎')
}

/// The first fault of each kind, in the order of the text.
pub(crate) fn slips(text: &str) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (i, &(at, c)) in chars.iter().enumerate() {
        let next = |n: usize| chars.get(i + n).map(|(_, c)| *c);
        let end = |n: usize| chars.get(i + n).map_or(text.len(), |(at, _)| *at);
        let (kind, characters) = if c == 'ํ' && next(1) == Some('า') {
            (SlipKind::SplitSaraAm, 2)
        } else if c == 'ํ' && next(1).is_some_and(is_tone) && next(2) == Some('า') {
            (SlipKind::SplitSaraAm, 3)
        } else if (is_tone(c) && next(1).is_some_and(is_tone))
            || ((is_mark(c) || matches!(c, 'ะ' | 'า' | 'ำ' | 'เ'..='ไ')) && next(1) == Some(c))
        {
            // Among them เเ, which looks like แ.
            (SlipKind::DoubledMark, 2)
        } else if is_tone(c) && next(1).is_some_and(|c| matches!(c, 'ั' | 'ิ'..='ฺ')) {
            (SlipKind::ToneBeforeVowel, 2)
        } else if c == ' ' && next(1) == Some('ๆ') {
            (SlipKind::SpaceBeforeMaiYamok, 2)
        } else {
            continue;
        };
        if !found.iter().any(|slip| slip.kind == kind) {
            // From the consonant that carries the mark, which alone has a column.
            let base = chars[..=i].iter().rposition(|(_, c)| !is_mark(*c)).unwrap_or(i);
            let at = chars.get(base).map_or(at, |(at, _)| *at);
            found.push(Slip { kind, at, length: end(characters) - at });
        }
    }
    found
}

fn is_tone(c: char) -> bool {
    matches!(c, '่'..='๋')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_and_none() {
        use SlipKind::{DoubledMark, SpaceBeforeMaiYamok, SplitSaraAm, ToneBeforeVowel};
        for (text, expected) in [
            ("ทำงาน", None),
            ("น้ำ", None),
            ("ต่างๆ", None),
            ("ต่าง\u{a0}ๆ", None),
            ("ปีที่ ๓", None),
            ("มาตรา ๕๗", None),
            ("เเละ", Some((DoubledMark, 0, 6))),
            ("ท\u{e4d}\u{e32}งาน", Some((SplitSaraAm, 0, 9))),
            ("น\u{e4d}\u{e49}\u{e32}", Some((SplitSaraAm, 0, 12))),
            ("ที่\u{e48}", Some((DoubledMark, 0, 12))),
            ("ต\u{e49}\u{e48}อง", Some((DoubledMark, 0, 9))),
            ("ม\u{e35}\u{e35}", Some((DoubledMark, 0, 9))),
            ("ท\u{e48}\u{e35}", Some((ToneBeforeVowel, 0, 9))),
            ("มา\u{e32}ก", Some((DoubledMark, 3, 6))),
            ("ต่าง ๆ", Some((SpaceBeforeMaiYamok, 12, 4))),
        ] {
            let first = slips(text).first().map(|s| (s.kind, s.at, s.length));
            assert_eq!(first, expected, "{text}");
            if let Some((_, at, length)) = first {
                assert!(text.get(at..at + length).is_some(), "{text}");
            }
        }
    }
}
