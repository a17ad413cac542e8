//! Finds the few places in a text where a number worth parsing begins. This is the hot loop: every
//! byte passes here, so it looks at 64 bytes at a time and decides by the length of digit runs.
//!
//! What it rests on: each layout of each number begins with, or holds, one of
//! - a run of 13 ASCII digits (national ID, plain),
//! - a run of 5 ASCII digits (national ID in groups of 1-4-5-2-1),
//! - a run that begins with `0` (telephone) or that follows `+` (country code), or of 11 digits from 66,
//! - a Thai numeral.

use std::ops::Range;

/// A place to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// A run of exactly 13 ASCII digits begins here.
    Thirteen(usize),
    /// A run of exactly 5 ASCII digits begins here: perhaps the middle of a grouped number.
    Five(usize),
    /// A run of ASCII digits that may begin a telephone number begins here.
    Phone(usize),
    /// A Thai numeral that follows no other begins here.
    Thai(usize),
}

/// Calls `try_at` for each place whose first byte is inside `range`, in order.
///
/// The text around the range is read too, so that a run cut by the range's ends has its true length.
pub(super) fn starts(text: &[u8], range: Range<usize>, mut try_at: impl FnMut(Start)) {
    let range = range.start..range.end.min(text.len());
    let mut digit_before = range.start > 0 && text[range.start - 1].is_ascii_digit();
    let mut at = range.start;
    let (blocks, _) = text[range.clone()].as_chunks::<BLOCK>();
    for block in blocks {
        let (digits, high) = masks(block);
        if digits != 0 {
            let mut starts = digits & !(digits << 1 | u64::from(digit_before));
            while starts != 0 {
                let first = starts.trailing_zeros() as usize;
                starts &= starts - 1;
                let inside = (!(digits >> first)).trailing_zeros() as usize;
                // A run that touches the block's end may go on behind it.
                let length = if first + inside < BLOCK { inside } else { run_length(text, at + first) };
                if let Some(start) = numeric(text, at + first, length) {
                    try_at(start);
                }
            }
        }
        digit_before = digits >> (BLOCK - 1) != 0;
        if high {
            thai(text, at..at + BLOCK, &mut try_at);
        }
        at += BLOCK;
    }
    let rest = at..range.end;
    for first in rest.clone() {
        let begins = text[first].is_ascii_digit() && !(first > 0 && text[first - 1].is_ascii_digit());
        if begins && let Some(start) = numeric(text, first, run_length(text, first)) {
            try_at(start);
        }
    }
    thai(text, rest, &mut try_at);
}

const BLOCK: usize = 64;

/// Longest run whose exact length matters, and one more.
const LONGEST: usize = 14;

fn run_length(text: &[u8], start: usize) -> usize {
    text[start..].iter().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count()
}

/// `length` is the run's, or [`LONGEST`] for any longer run.
fn numeric(text: &[u8], start: usize, length: usize) -> Option<Start> {
    match (length, text[start]) {
        (13, b'1'..=b'8') => Some(Start::Thirteen(start)),
        (2 | 3 | 9 | 10, b'0') => Some(Start::Phone(start)),
        // Behind `+` the country code may stand alone or run into the number.
        (2..=12, b'6') if start > 0 && text[start - 1] == b'+' => Some(Start::Phone(start)),
        (11, b'6') => Some(Start::Phone(start)),
        (5, _) => Some(Start::Five(start)),
        _ => None,
    }
}

fn thai(text: &[u8], range: Range<usize>, try_at: &mut impl FnMut(Start)) {
    for at in range {
        let begins = match text[at] {
            0xE0 => super::numerals::digit_at(text, at).is_some(),
            0xF0..=0xF9 => true,
            _ => false,
        };
        if begins && !super::numerals::digit_before(text, at) {
            try_at(Start::Thai(at));
        }
    }
}

/// Bit `i` is set where byte `i` is an ASCII digit; and whether any byte may begin a Thai numeral.
///
/// Eight bytes at a time in one `u64`: with `t` = byte xor `0`, a digit has no bit above the low seven
/// and `t + 0x76` stays below 0x80; the multiplication gathers the eight top bits into one byte.
fn masks(block: &[u8; BLOCK]) -> (u64, bool) {
    const LOW_SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const TOP: u64 = 0x8080_8080_8080_8080;
    let mut digits = 0;
    let mut any = 0;
    let (words, _) = block.as_chunks::<8>();
    for (i, word) in words.iter().enumerate() {
        let bytes = u64::from_le_bytes(*word);
        let t = bytes ^ 0x3030_3030_3030_3030;
        let others = (((t & LOW_SEVEN) + 0x7676_7676_7676_7676) | t) & TOP;
        let gathered = ((others ^ TOP) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        digits |= gathered << (8 * i);
        any |= bytes;
    }
    (digits, any & TOP != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &[u8], range: Range<usize>) -> Vec<Start> {
        let mut found = Vec::new();
        starts(text, range, |start| found.push(start));
        found
    }

    #[test]
    fn masks_know_every_byte() {
        for byte in 0..=255u8 {
            for place in [0, 1, 7, 8, 31, 62, 63] {
                let mut block = [b'x'; BLOCK];
                block[place] = byte;
                let (digits, high) = masks(&block);
                assert_eq!(digits, u64::from(byte.is_ascii_digit()) << place, "{byte:#x} at {place}");
                assert_eq!(high, byte >= 0x80);
            }
        }
    }

    #[test]
    fn every_kind_at_every_offset() {
        for before in 0..200 {
            for after in [0, 1, 63, 64, 65] {
                for (number, kind) in [
                    ("1234567890123", Start::Thirteen as fn(usize) -> Start),
                    ("12345", Start::Five),
                    ("081", Start::Phone),
                    ("02", Start::Phone),
                    ("0812345678", Start::Phone),
                    ("021234567", Start::Phone),
                    ("66812345678", Start::Phone),
                    ("๐๘", Start::Thai),
                ] {
                    let text = format!("{}{number}{}", ".".repeat(before), ".".repeat(after));
                    assert_eq!(
                        all(text.as_bytes(), 0..text.len()),
                        [kind(before)],
                        "{number} {before} {after}"
                    );
                }
                for number in ["123456789012", "12345678901234", "1234", "0", "66", "0812345"] {
                    let text = format!("{}{number}{}", ".".repeat(before), ".".repeat(after));
                    assert_eq!(all(text.as_bytes(), 0..text.len()), [], "{number} {before} {after}");
                }
            }
        }
    }

    proptest! {
        /// Cut anywhere, the parts find what the whole finds.
        #[test]
        fn parts_equal_the_whole(
            pieces in prop::collection::vec("[0-9]{1,14}|[a-z .+-]{1,40}|[๐-๙ก]{1,4}", 0..40),
            cut in 0usize..600,
        ) {
            let text = pieces.concat().into_bytes();
            let cut = cut.min(text.len());
            let mut parts = all(&text, 0..cut);
            parts.extend(all(&text, cut..text.len()));
            let place = |start: &Start| match *start {
                Start::Thirteen(at) | Start::Five(at) | Start::Phone(at) | Start::Thai(at) => at,
            };
            let mut whole = all(&text, 0..text.len());
            whole.sort_by_key(place);
            parts.sort_by_key(place);
            prop_assert_eq!(parts, whole);
        }
    }
}
