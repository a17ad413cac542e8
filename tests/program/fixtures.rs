//! The people of the fixtures are invented: nobody can have their numbers.

use crate::stage::fixtures;

#[test]
fn every_national_id_of_the_fixtures_has_a_district_that_does_not_exist() {
    let mut seen = 0;
    let mut folders = vec![fixtures()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // Millisecond timestamps and barcodes pass the check digit now and then, and are nobody's.
            if path.ends_with("app.log") || path.ends_with("stock.csv") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let text = if bytes.starts_with(b"\xff\xfe") {
                let units: Vec<u16> = bytes.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
                String::from_utf16(&units).unwrap()
            } else {
                // TIS-620 digits and separators are ASCII: the rest does not matter here.
                String::from_utf8_lossy(&bytes).into_owned()
            };
            let digits: String = text
                .chars()
                .map(|c| match c {
                    '๐'..='๙' => char::from(b'0' + (u32::from(c) - u32::from('๐')) as u8),
                    c => c,
                })
                .collect();
            for id in ids(&digits) {
                assert_eq!(&id[3..5], "99", "{} holds a number somebody could have", path.display());
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 22);
}

/// Runs of 13 digits, with single separators, whose check digit is right.
fn ids(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (mut digits, mut end) = (String::new(), at);
        while end < chars.len() && digits.len() < 14 {
            match chars[end] {
                c if c.is_ascii_digit() => digits.push(c),
                '-' | ' ' if !digits.is_empty() => {}
                _ => break,
            }
            end += 1;
        }
        let starts = at == 0 || !chars[at - 1].is_ascii_digit();
        if starts && digits.len() == 13 && valid(&digits) && chars[at].is_ascii_digit() {
            found.push(digits);
            at = end;
            continue;
        }
        at += 1;
    }
    found
}

fn valid(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = values[..12].iter().enumerate().map(|(i, v)| (13 - i as u32) * v).sum();
    (11 - sum % 11) % 10 == values[12]
}
