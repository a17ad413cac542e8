//! Thai telephone numbers in national and international spelling.

use super::numerals::{self, Script};

/// A number found in a text.
pub(super) struct Phone {
    /// National spelling, digits 0 to 9; see [`Line::number`].
    pub(super) digits: [u8; 10],
    /// Byte behind the last digit.
    pub(super) end: usize,
    pub(super) line: Line,
    /// True where `+66` alone says that it is a telephone number.
    pub(super) plus: bool,
}

/// Kinds of line by the numbering plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Mobile,
    Fixed,
}

impl Line {
    /// The digits that count: ten of a mobile number, nine of a fixed line.
    pub(super) fn number(self, digits: &[u8; 10]) -> &[u8] {
        match self {
            Self::Mobile => digits,
            Self::Fixed => &digits[..9],
        }
    }
}

/// The number that begins at `start` (at its `0`, or at the `66` that may stand behind a `+`),
/// whatever stands beside it.
pub(super) fn at(text: &[u8], start: usize) -> Option<Phone> {
    let (first, script) = numerals::digit_at(text, start)?;
    match first {
        0 => national(text, start, script),
        6 => international(text, start, script),
        _ => None,
    }
}

type Layouts = &'static [&'static [usize]];

const MOBILE: Layouts = &[&[10], &[3, 3, 4], &[3, 7], &[3, 4, 3], &[2, 4, 4], &[2, 8]];
const BANGKOK: Layouts = &[&[9], &[2, 3, 4], &[2, 7], &[2, 4, 3]];
const PROVINCE: Layouts = &[&[9], &[3, 3, 3], &[3, 6]];

fn national(text: &[u8], start: usize, script: Script) -> Option<Phone> {
    let in_brackets = start > 0 && text[start - 1] == b'(';
    let groups = Groups::read(text, start, script, in_brackets);
    let (line, layouts) = match groups.digits[..3] {
        [0, 6 | 8 | 9, _] => (Line::Mobile, MOBILE),
        [0, 2, _] => (Line::Fixed, BANGKOK),
        _ if is_province([groups.digits[1], groups.digits[2]]) => (Line::Fixed, PROVINCE),
        _ => return None,
    };
    let end = groups.fit(layouts)?;
    let mut digits = [0; 10];
    digits.copy_from_slice(&groups.digits[..10]);
    Some(Phone { digits, end, line, plus: false })
}

const MOBILE_ABROAD: Layouts = &[&[9], &[2, 3, 4], &[2, 7], &[2, 4, 3], &[1, 4, 4], &[1, 8]];
const BANGKOK_ABROAD: Layouts = &[&[8], &[1, 3, 4], &[1, 7]];
const PROVINCE_ABROAD: Layouts = &[&[8], &[2, 3, 3], &[2, 6]];

/// Country code 66, then the number without its `0`, or with it in brackets or by mistake.
fn international(text: &[u8], start: usize, script: Script) -> Option<Phone> {
    let plus = start > 0 && text[start - 1] == b'+';
    let (code, _) = numerals::run::<12>(text, start)?;
    if code.count < 2 || code.digits[..2] != [6, 6] {
        return None;
    }
    let mut at = start + 2 * script.width();
    if !plus {
        // Only the unbroken spelling of a mobile number: 66812345678.
        let unbroken = code.count == 11 && matches!(code.digits[2], 6 | 8 | 9);
        if !unbroken {
            return None;
        }
    } else {
        if code.count == 2 {
            at += numerals::separator_at(text, at).map_or(0, |(_, width)| width);
            if text.get(at..at + 3) == Some(b"(0)") {
                at += 3;
                at += numerals::separator_at(text, at).map_or(0, |(_, width)| width);
            }
        }
        if numerals::digit_at(text, at) == Some((0, script)) {
            let phone = national(text, at, script)?;
            return Some(Phone { plus, ..phone });
        }
    }
    let groups = Groups::read(text, at, script, false);
    let (line, layouts) = match groups.digits[..2] {
        [6 | 8 | 9, _] => (Line::Mobile, MOBILE_ABROAD),
        [2, _] => (Line::Fixed, BANGKOK_ABROAD),
        [first, second] if is_province([first, second]) => (Line::Fixed, PROVINCE_ABROAD),
        _ => return None,
    };
    let end = groups.fit(layouts)?;
    let mut digits = [0; 10];
    digits[1..].copy_from_slice(&groups.digits[..9]);
    Some(Phone { digits, end, line, plus })
}

/// Area codes in use outside Bangkok, without their `0`.
fn is_province(code: [u8; 2]) -> bool {
    matches!(code, [3, 2 | 4..=9] | [4, 2..=5] | [5, 3..=6] | [7, 3..=7])
}

/// Runs of digits with at most one separator between them, as far as a number could go.
struct Groups {
    digits: [u8; MOST],
    sizes: [usize; 3],
    ends: [usize; 3],
    used: usize,
}

/// One digit more than the longest number, so that a longer run does not fit.
const MOST: usize = 11;

impl Groups {
    fn read(text: &[u8], start: usize, script: Script, in_brackets: bool) -> Self {
        let mut groups = Self { digits: [0; MOST], sizes: [0; 3], ends: [0; 3], used: 0 };
        let mut filled = 0;
        let mut at = start;
        while groups.used < groups.sizes.len() {
            if groups.used > 0 {
                if groups.used == 1 && in_brackets && text.get(at) == Some(&b')') {
                    at += 1;
                }
                at += numerals::separator_at(text, at).map_or(0, |(_, width)| width);
            }
            match numerals::run::<MOST>(text, at) {
                Some((run, found)) if found == script && filled + run.count <= MOST => {
                    groups.digits[filled..filled + run.count].copy_from_slice(&run.digits[..run.count]);
                    filled += run.count;
                    at = run.end;
                    groups.sizes[groups.used] = run.count;
                    groups.ends[groups.used] = at;
                    groups.used += 1;
                }
                _ => break,
            }
        }
        groups
    }

    /// The end of the number, if the groups begin with one of the layouts.
    fn fit(&self, layouts: Layouts) -> Option<usize> {
        let layout = layouts.iter().find(|layout| self.sizes[..self.used].starts_with(layout))?;
        Some(self.ends[layout.len() - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::thai_numerals;
    use super::*;

    fn read(text: &str, start: usize) -> Option<(String, usize, Line)> {
        let phone = at(text.as_bytes(), start)?;
        let number = phone.line.number(&phone.digits).iter().map(|digit| char::from(digit + b'0')).collect();
        Some((number, phone.end, phone.line))
    }

    #[test]
    fn mobile_numbers() {
        for spelling in [
            "0812345678",
            "081-234-5678",
            "081 234 5678",
            "081.234.5678",
            "081\u{a0}234\u{2013}5678",
            "081-2345678",
            "081 2345678",
            "081-2345-678",
            "08-1234-5678",
            "08-12345678",
        ] {
            for text in [spelling.to_owned(), thai_numerals(spelling)] {
                assert_eq!(read(&text, 0), Some(("0812345678".into(), text.len(), Line::Mobile)), "{text}");
            }
        }
        assert_eq!(read("(081) 234-5678", 1), Some(("0812345678".into(), 14, Line::Mobile)));
        assert_eq!(read("0612345678", 0).unwrap().2, Line::Mobile);
        assert_eq!(read("0912345678", 0).unwrap().2, Line::Mobile);
    }

    #[test]
    fn country_code() {
        for text in [
            "+66812345678",
            "+66 812345678",
            "+66 81 234 5678",
            "+66-81-234-5678",
            "+66 81-234-5678",
            "+66 81 2345678",
            "+66 8 1234 5678",
            "+66(0)81 234 5678",
            "+66 (0) 81-234-5678",
            "+66 081 234 5678",
            "+66-0812345678",
            "+660812345678",
            "+6681 234 5678",
            "+668 1234 5678",
        ] {
            assert_eq!(read(text, 1), Some(("0812345678".into(), text.len(), Line::Mobile)), "{text}");
        }
        for text in ["+66 2 123 4567", "+6621234567", "+66-2-1234567"] {
            assert_eq!(read(text, 1), Some(("021234567".into(), text.len(), Line::Fixed)), "{text}");
        }
        assert_eq!(read("+66 53 123 456", 1), Some(("053123456".into(), 14, Line::Fixed)));
        assert_eq!(read("66812345678", 0), Some(("0812345678".into(), 11, Line::Mobile)));
        for text in ["66 81 234 5678", "6621234567", "66112345678", "668123456789"] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }

    #[test]
    fn fixed_lines() {
        for (text, number) in [
            ("021234567", "021234567"),
            ("02-123-4567", "021234567"),
            ("02 1234567", "021234567"),
            ("053123456", "053123456"),
            ("053-123-456", "053123456"),
            ("053-123456", "053123456"),
            ("๐๒-๑๒๓-๔๕๖๗", "021234567"),
        ] {
            assert_eq!(read(text, 0), Some((number.into(), text.len(), Line::Fixed)), "{text}");
        }
        assert_eq!(read("(02) 123-4567", 1), Some(("021234567".into(), 13, Line::Fixed)));
        // Behind the number, more may follow.
        assert_eq!(read("02-123-4567-9", 0), Some(("021234567".into(), 11, Line::Fixed)));
    }

    #[test]
    fn what_is_no_telephone_number() {
        for text in [
            "0112345678",
            "0712345678",
            "031123456",
            "081234567",
            "08123456789",
            "081-23-45678",
            "081--234-5678",
            "081-234",
            "02-123",
            "0",
            "081-๒๓๔-๕๖๗๘",
            "053-1234567",
        ] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }
}
