//! The thirteen digits of the Thai identification number: `N-PPDD-xxxxx-xx-C`.
//!
//! First digit 1 to 8 (kind of person), then the province where the person was registered, last a
//! check digit modulo 11. Written plain or in the official groups 1-4-5-2-1 with one kind of separator,
//! in ASCII digits or Thai numerals.

use super::numerals::{self, Script, Separator};

/// A number found in a text, already validated.
pub(super) struct NationalId {
    /// The thirteen digits, 0 to 9.
    pub(super) digits: [u8; 13],
    /// Byte behind the last digit.
    pub(super) end: usize,
    /// True where written in the official groups.
    pub(super) grouped: bool,
}

/// The valid number that begins at `start`, whatever stands beside it.
pub(super) fn at(text: &[u8], start: usize) -> Option<NationalId> {
    let number = parse(text, start)?;
    is_valid(&number.digits).then_some(number)
}

/// The valid number of thirteen ASCII digits that is known to begin at `start`.
pub(super) fn plain_at(text: &[u8], start: usize) -> Option<NationalId> {
    let digits = text.get(start..)?.first_chunk::<13>()?.map(|byte| byte.wrapping_sub(b'0'));
    is_valid(&digits).then_some(NationalId { digits, end: start + 13, grouped: false })
}

/// Where a grouped number begins whose third group, of five ASCII digits, begins at `five`.
pub(super) fn start_from_third_group(text: &[u8], five: usize) -> Option<usize> {
    let second_end = five - numerals::separator_before(text, five)?;
    let second = second_end.checked_sub(4)?;
    if !text[second..second_end].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let first_end = second - numerals::separator_before(text, second)?;
    let start = first_end.checked_sub(1)?;
    text[start].is_ascii_digit().then_some(start)
}

/// First digit, province and check digit are right. Thirteen equal digits never are.
pub(super) fn is_valid(digits: &[u8; 13]) -> bool {
    check_digit(digits) == digits[12]
        && (1..=8).contains(&digits[0])
        && is_province(digits[1] * 10 + digits[2])
}

/// Check digit over the first twelve digits: weights 13 down to 2, modulo 11.
pub(super) fn check_digit(digits: &[u8; 13]) -> u8 {
    let sum: u32 =
        digits[..12].iter().zip((2..=13).rev()).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    ((11 - sum % 11) % 10) as u8
}

/// The 77 codes of the provinces (ISO 3166-2:TH).
fn is_province(code: u8) -> bool {
    matches!(code, 10..=27 | 30..=58 | 60..=67 | 70..=77 | 80..=86 | 90..=96)
}

fn parse(text: &[u8], start: usize) -> Option<NationalId> {
    let (run, script) = numerals::run::<13>(text, start)?;
    match run.count {
        13 => Some(NationalId { digits: run.digits, end: run.end, grouped: false }),
        1 => parse_groups(text, start, script),
        _ => None,
    }
}

fn parse_groups(text: &[u8], start: usize, script: Script) -> Option<NationalId> {
    let mut digits = [0; 13];
    let mut filled = 0;
    let mut at = start;
    let mut separator: Option<Separator> = None;
    for size in [1, 4, 5, 2, 1] {
        if filled > 0 {
            let (found, width) = numerals::separator_at(text, at)?;
            if found == Separator::Dot || separator.is_some_and(|first| first != found) {
                return None;
            }
            separator = Some(found);
            at += width;
        }
        let (run, found) = numerals::run::<6>(text, at)?;
        if run.count != size || found != script {
            return None;
        }
        digits[filled..filled + size].copy_from_slice(&run.digits[..size]);
        filled += size;
        at += size * script.width();
    }
    Some(NationalId { digits, end: at, grouped: true })
}

#[cfg(test)]
mod tests {
    use super::super::people::{national_id, spellings, thai_numerals};
    use super::*;

    /// One per province: the list is public (ISO 3166-2:TH), and peers have lost provinces before.
    #[test]
    fn every_province_and_no_other() {
        let provinces: Vec<u8> =
            [10..28, 30..59, 60..68, 70..78, 80..87, 90..97].into_iter().flatten().collect();
        assert_eq!(provinces.len(), 77);
        for code in 0..100 {
            let number = national_id(3, code, 4_401_234);
            let found = at(number.as_bytes(), 0).is_some();
            assert_eq!(found, provinces.contains(&code), "{code}");
        }
    }

    #[test]
    fn first_digit_is_one_to_eight() {
        for first in 0..10 {
            let number = national_id(first, 10, 1_234_567);
            assert_eq!(at(number.as_bytes(), 0).is_some(), (1..=8).contains(&first), "{first}");
        }
    }

    /// The check digit is 1 for two remainders; under every other one no single wrong digit passes, but for
    /// the third, whose weight of 11 makes it count for nothing.
    #[test]
    fn a_single_wrong_digit_is_refused() {
        let numbers = (0..40).map(|i| national_id(1, 50, i * 123_457));
        for number in numbers.filter(|number| !number.ends_with('1')) {
            assert!(at(number.as_bytes(), 0).is_some());
            for place in (0..13).filter(|place| *place != 2) {
                for digit in (b'0'..=b'9').filter(|digit| *digit != number.as_bytes()[place]) {
                    let mut wrong = number.clone().into_bytes();
                    wrong[place] = digit;
                    assert!(at(&wrong, 0).is_none(), "{number}: {digit} at {place}");
                }
            }
        }
    }

    #[test]
    fn equal_digits_are_no_number() {
        assert!((0..10).all(|digit| !is_valid(&[digit; 13])));
    }

    #[test]
    fn layouts() {
        let number = national_id(1, 10, 1_700_230);
        for spelling in spellings(&number) {
            let found = at(spelling.as_bytes(), 0).expect("a number");
            assert_eq!(found.end, spelling.len(), "{spelling:?}");
            assert_eq!(found.digits.map(|digit| char::from(digit + b'0')).iter().collect::<String>(), number);
            assert_eq!(found.grouped, spelling.chars().count() > 13);
        }
    }

    #[test]
    fn other_layouts_are_refused() {
        let n = national_id(1, 10, 1_700_230);
        let mixed = format!("{}{}", &n[..6], thai_numerals(&n[6..]));
        let group = |separators: [&str; 4]| {
            let [a, b, c, d] = separators;
            format!("{}{a}{}{b}{}{c}{}{d}{}", &n[..1], &n[1..5], &n[5..10], &n[10..12], &n[12..])
        };
        for refused in [
            mixed,
            group(["-", "-", "-", " "]),
            group(["-", "\u{2013}", "-", "-"]),
            group([".", ".", ".", "."]),
            group(["", "-", "-", "-"]),
            group(["--", "-", "-", "-"]),
            format!("{}-{}", &n[..4], &n[4..]),
            n[..12].to_owned(),
        ] {
            assert!(at(refused.as_bytes(), 0).is_none(), "{refused}");
        }
    }

    #[test]
    fn the_third_group_leads_to_the_first() {
        let n = national_id(1, 10, 1_700_230);
        for separator in ["-", " ", "\u{a0}", "\u{2013}"] {
            let text = format!(
                "x{}{separator}{}{separator}{}{separator}{}{separator}{}",
                &n[..1],
                &n[1..5],
                &n[5..10],
                &n[10..12],
                &n[12..]
            );
            let five = 1 + 5 + 2 * separator.len();
            assert_eq!(start_from_third_group(text.as_bytes(), five), Some(1), "{separator:?}");
        }
        assert_eq!(start_from_third_group(b"12345", 0), None);
        assert_eq!(start_from_third_group(b"-12345", 1), None);
        assert_eq!(start_from_third_group(b"234-12345", 4), None);
        assert_eq!(start_from_third_group(b"-1234-12345", 6), None);
    }
}
