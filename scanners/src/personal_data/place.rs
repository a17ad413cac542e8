//! Where in the stored file a byte of the text at hand lies: line, column, offset.

use memchr::{memchr_iter, memrchr};

/// Counts lines, characters and stored bytes up to a place that only moves forward.
#[derive(Debug)]
pub(super) struct Locator {
    stored: Stored,
    /// Place in the text at hand.
    at: usize,
    newlines: u64,
    /// Characters since the last line break.
    characters: u64,
    /// Bytes of the stored file in front of `at`.
    offset: u64,
}

/// How characters are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    /// The text at hand is what is stored: UTF-8, or nothing but ASCII so far.
    Utf8,
    /// The text at hand is what is stored: one byte a character.
    SingleByte,
    /// The text at hand is UTF-8, decoded from two bytes a code unit.
    Utf16,
}

/// A place, all counted as people and machines expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Location {
    /// From 1.
    pub(super) line: u64,
    /// From 1, in characters.
    pub(super) column: u64,
    /// From 0, in bytes of the stored file.
    pub(super) offset: u64,
}

impl Locator {
    /// Starts behind a byte order mark of `mark` bytes, which is no character.
    pub(super) fn new(stored: Stored, mark: u64) -> Self {
        Self { stored, at: 0, newlines: 0, characters: 0, offset: mark }
    }

    /// To be called once, before the first byte above 7F is passed.
    pub(super) fn single_byte(&mut self) {
        self.stored = Stored::SingleByte;
    }

    /// Moves to `to`, which is not in front of the place before.
    pub(super) fn advance(&mut self, text: &[u8], to: usize) -> Location {
        let passed = text.get(self.at..to).unwrap_or_default();
        self.newlines += memchr_iter(b'\n', passed).count() as u64;
        match memrchr(b'\n', passed) {
            Some(last) => self.characters = self.count_characters(&passed[last + 1..]),
            None => self.characters += self.count_characters(passed),
        }
        self.offset += match self.stored {
            Stored::Utf8 | Stored::SingleByte => passed.len() as u64,
            Stored::Utf16 => 2 * code_units(passed),
        };
        self.at = self.at.max(to);
        Location { line: self.newlines + 1, column: self.characters + 1, offset: self.offset }
    }

    /// The text at hand lost its first `bytes`, all of them passed.
    pub(super) fn drop_front(&mut self, bytes: usize) {
        self.at -= bytes;
    }

    fn count_characters(&self, text: &[u8]) -> u64 {
        match self.stored {
            Stored::SingleByte => text.len() as u64,
            Stored::Utf8 | Stored::Utf16 => characters(text),
        }
    }
}

fn characters(utf8: &[u8]) -> u64 {
    utf8.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
}

/// A character above U+FFFF takes two code units, and four bytes of UTF-8.
fn code_units(utf8: &[u8]) -> u64 {
    characters(utf8) + utf8.iter().filter(|byte| **byte >= 0xF0).count() as u64
}

#[cfg(test)]
mod tests {
    use super::super::people::windows_874;
    use super::*;

    #[test]
    fn each_way_of_storing() {
        let text = "ab\nกข x\r\n😀y";
        let place = text.find('y').unwrap();
        let mut utf8 = Locator::new(Stored::Utf8, 3);
        assert_eq!(utf8.advance(text.as_bytes(), 0), Location { line: 1, column: 1, offset: 3 });
        let offset = 3 + place as u64;
        assert_eq!(utf8.advance(text.as_bytes(), place), Location { line: 3, column: 2, offset });

        let mut utf16 = Locator::new(Stored::Utf16, 2);
        let offset = 2 + 2 * text[..place].encode_utf16().count() as u64;
        assert_eq!(utf16.advance(text.as_bytes(), place), Location { line: 3, column: 2, offset });

        let bytes = windows_874("ab\nกข x");
        let mut legacy = Locator::new(Stored::Utf8, 0);
        legacy.single_byte();
        let place = bytes.len() - 1;
        let expected = Location { line: 2, column: 4, offset: place as u64 };
        assert_eq!(legacy.advance(&bytes, place), expected);
    }

    #[test]
    fn steps_and_dropped_text_count_the_same() {
        let text = "หนึ่ง\nสอง สาม\nสี่ 5\n\n6".as_bytes();
        for cut in 0..text.len() {
            let mut whole = Locator::new(Stored::Utf8, 0);
            let mut parts = Locator::new(Stored::Utf8, 0);
            parts.advance(text, cut);
            parts.drop_front(cut);
            assert_eq!(parts.advance(&text[cut..], text.len() - cut), whole.advance(text, text.len()));
        }
    }
}
