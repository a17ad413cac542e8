//! How a text is stored. Only UTF-16 has to be decoded: UTF-8 and Windows-874 (which contains TIS-620)
//! are matched as they are, since their digits and separators cannot be mistaken for each other.

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};

/// How a text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Encoding {
    /// `Some(true)` for big-endian UTF-16, `Some(false)` for little-endian.
    pub(super) utf16_big_endian: Option<bool>,
    /// Bytes of the byte order mark.
    pub(super) mark: usize,
}

impl Encoding {
    /// ASCII, UTF-8 or a single-byte encoding.
    pub(super) const PLAIN: Self = Self { utf16_big_endian: None, mark: 0 };

    pub(super) const fn utf16(big_endian: bool, mark: usize) -> Self {
        Self { utf16_big_endian: Some(big_endian), mark }
    }

    /// The decoder to UTF-8, where one is needed. It takes the text behind the mark.
    pub(super) fn decoder(self) -> Option<Decoder> {
        let encoding = if self.utf16_big_endian? { UTF_16BE } else { UTF_16LE };
        Some(encoding.new_decoder_without_bom_handling())
    }
}

/// By the byte order mark.
pub(super) fn by_mark(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding { utf16_big_endian: None, mark: 3 }),
        [0xFF, 0xFE, ..] => Some(Encoding::utf16(false, 2)),
        [0xFE, 0xFF, ..] => Some(Encoding::utf16(true, 2)),
        _ => None,
    }
}

/// Recognizes UTF-16 by its high bytes: 00 for ASCII and 0E for Thai, nearly always on the same side.
pub(super) fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let (pairs, _) = sample.as_chunks::<2>();
    let (mut little, mut big) = (0usize, 0usize);
    for [first, second] in pairs {
        little += usize::from(is_usual(*second, *first));
        big += usize::from(is_usual(*first, *second));
    }
    let enough = |count: usize| !pairs.is_empty() && count * 100 >= pairs.len() * 85;
    match (enough(little), enough(big)) {
        (true, false) => Some(Encoding::utf16(false, 0)),
        (false, true) => Some(Encoding::utf16(true, 0)),
        _ => None,
    }
}

/// A code unit that text in Thai or English is made of.
fn is_usual(high: u8, low: u8) -> bool {
    match high {
        0x00 => matches!(low, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0xA0..=0xFF),
        0x0E => matches!(low, 0x01..=0x3A | 0x3F..=0x5B),
        0x20 => matches!(low, 0x0B..=0x26),
        _ => false,
    }
}
