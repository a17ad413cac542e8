//! Invented people for tests: numbers are computed, so that none is written down in the source.

use super::national_id::check_digit;

/// A national ID from its first digit, province code, and the nine digits between (district included).
pub(super) fn national_id(first: u8, province: u8, serial: u32) -> String {
    let twelve = format!("{first}{province:02}{serial:09}");
    let mut digits = [0; 13];
    for (digit, c) in digits.iter_mut().zip(twelve.bytes()) {
        *digit = c - b'0';
    }
    format!("{twelve}{}", check_digit(&digits))
}

/// `1101` as `๑๑๐๑`.
pub(super) fn thai_numerals(text: &str) -> String {
    text.chars()
        .map(|c| c.to_digit(10).and_then(|digit| char::from_u32(0xE50 + digit)).unwrap_or(c))
        .collect()
}

/// `N-NNNN-NNNNN-NN-N` with any separator.
pub(super) fn grouped(number: &str, separator: &str) -> String {
    [&number[..1], &number[1..5], &number[5..10], &number[10..12], &number[12..]].join(separator)
}

/// Every layout in which a number is to be found.
pub(super) fn spellings(number: &str) -> Vec<String> {
    let mut all = vec![number.to_owned()];
    all.extend(["-", " ", "\u{a0}", "\u{2011}", "\u{2013}"].map(|separator| grouped(number, separator)));
    let thai: Vec<String> = all.iter().map(|spelling| thai_numerals(spelling)).collect();
    all.extend(thai);
    all
}

/// UTF-8 text in Windows-874.
pub(super) fn windows_874(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding_rs::WINDOWS_874.encode(text);
    assert!(!lossy, "not in Windows-874: {text}");
    bytes.into_owned()
}
