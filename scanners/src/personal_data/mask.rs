//! The only way in which a matched value leaves the scanner.
//!
//! | kind | kept | example |
//! |---|---|---|
//! | national ID | first digit, last three | `1-xxxx-xxxxx-12-3` |
//! | telephone | last two digits | `xxx-xxx-xx78` |
//! | e-mail | first letter, top-level domain | `sxxx@xxx.th` |

use std::ops::Range;

use super::email;
use super::national_id;
use super::numerals;
use super::phone::{self, Line};

/// `1-xxxx-xxxxx-12-3`, whatever layout it had.
pub(super) fn national_id(digits: &[u8; 13]) -> String {
    let [first, .., a, b, c] = *digits;
    format!("{first}-xxxx-xxxxx-{a}{b}-{c}")
}

/// `xxx-xxx-xx78`, `xx-xxx-xx67` or `xxx-xxx-x45`, whatever layout it had.
pub(super) fn phone(number: &[u8], line: Line) -> String {
    let hidden = match (line, number.get(1)) {
        (Line::Mobile, _) => "xxx-xxx-xx",
        (Line::Fixed, Some(2)) => "xx-xxx-xx",
        (Line::Fixed, _) => "xxx-xxx-x",
    };
    let last = number.iter().rev().take(2).rev().map(|digit| char::from(b'0' + digit));
    hidden.chars().chain(last).collect()
}

/// `sxxx@xxx.th`; lengths are not kept.
pub(super) fn email(address: &[u8]) -> String {
    let first = address.first().map_or('x', |byte| char::from(*byte));
    let top = address.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let top: String = top.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    format!("{first}xxx@xxx.{top}")
}

/// Places in a name (of a file, sheet, column, subject) that must not be printed, and what to print
/// instead. Names glue words together, so here only digits beside a number speak against it.
pub(crate) fn places(name: &[u8]) -> Vec<(Range<usize>, String)> {
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    while at < name.len() {
        match number(name, at).or_else(|| address(name, at)) {
            Some((range, masked)) => {
                at = range.end;
                // An address begins in front of its `@`, perhaps with a number.
                while places.last().is_some_and(|(last, _)| last.end > range.start) {
                    places.pop();
                }
                places.push((range, masked));
            }
            None => at += 1,
        }
    }
    places
}

fn number(name: &[u8], at: usize) -> Option<(Range<usize>, String)> {
    if numerals::digit_before(name, at) {
        return None;
    }
    numerals::digit_at(name, at)?;
    let (end, masked) = if let Some(id) = national_id::at(name, at) {
        (id.end, national_id(&id.digits))
    } else {
        let found = phone::at(name, at)?;
        (found.end, phone(found.line.number(&found.digits), found.line))
    };
    numerals::digit_at(name, end).is_none().then_some((at..end, masked))
}

fn address(name: &[u8], at: usize) -> Option<(Range<usize>, String)> {
    if name[at] != b'@' {
        return None;
    }
    let range = email::around(name, at)?.range;
    let masked = email(&name[range.clone()]);
    Some((range, masked))
}

#[cfg(test)]
mod tests {
    use super::super::people;
    use super::*;

    fn masked(name: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (range, masked) in places(name.as_bytes()) {
            out.push_str(&name[done..range.start]);
            out.push_str(&masked);
            done = range.end;
        }
        out + &name[done..]
    }

    #[test]
    fn values() {
        let id = people::national_id(3, 50, 1_234_567);
        let digits: [u8; 13] = id.bytes().map(|byte| byte - b'0').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(national_id(&digits), format!("3-xxxx-xxxxx-{}-{}", &id[10..12], &id[12..]));
        assert_eq!(phone(&[0, 8, 1, 2, 3, 4, 5, 6, 7, 8], Line::Mobile), "xxx-xxx-xx78");
        assert_eq!(phone(&[0, 2, 1, 2, 3, 4, 5, 6, 7], Line::Fixed), "xx-xxx-xx67");
        assert_eq!(phone(&[0, 5, 3, 1, 2, 3, 4, 5, 6], Line::Fixed), "xxx-xxx-x56");
        assert_eq!(email(b"Somchai.J@agency.GO.TH"), "Sxxx@xxx.th");
    }

    #[test]
    fn names() {
        let id = people::national_id(3, 50, 1_234_567);
        let short = format!("3-xxxx-xxxxx-{}-{}", &id[10..12], &id[12..]);
        for spelling in people::spellings(&id) {
            let name = format!("/home/x/สำเนาบัตร_{spelling}_สมชาย.pdf");
            assert_eq!(masked(&name), format!("/home/x/สำเนาบัตร_{short}_สมชาย.pdf"));
        }
        assert_eq!(masked(&format!("cid{id}.txt")), format!("cid{short}.txt"));
        assert_eq!(masked("tel0812345678.txt"), "telxxx-xxx-xx78.txt");
        assert_eq!(masked("+66812345678"), "+xxx-xxx-xx78");
        assert_eq!(masked("from somchai@agency.go.th.eml"), "from somchai@agency.go.th.eml");
        assert_eq!(masked("somchai@agency.go.th/inbox"), "sxxx@xxx.th/inbox");
        assert_eq!(masked("0812345678@mail.com"), "0xxx@xxx.com");
        for plain in ["/var/log/app-1700000000000.log", "2026-01-01", "v1.2.3", "00112233445566", ""] {
            assert_eq!(masked(plain), plain);
        }
    }
}
