//! No planted value in anything phrom writes or prints, in any spelling.

use std::path::Path;

use crate::stage::{Stage, fixtures, have};

#[test]
fn planted_values_are_in_no_output() {
    let stage = Stage::new();
    let share = fixtures().display().to_string();
    let mut outputs: Vec<(String, Vec<u8>)> = Vec::new();
    let mut keep = |name: &str, bytes: Vec<u8>| outputs.push((name.to_owned(), bytes));
    let runs: [&[&str]; 4] = [
        &["check", &share, "--dir", "demo", "--out", "json:report.json"],
        &["check", &share, "--dir", "demo", "--lang", "en"],
        &["scan", "data", &share, "--all", "--out", "jsonl:scan.jsonl"],
        &["scan", "data", &share, "--all", "--out", "json:scan.json", "--lang", "en"],
    ];
    for args in runs {
        let ran = stage.run(args);
        keep(&format!("stdout of {args:?}"), ran.out.into_bytes());
        keep(&format!("stderr of {args:?}"), ran.err.into_bytes());
    }
    for file in stage.files("") {
        let bytes = std::fs::read(&file).unwrap();
        if file.extension().is_some_and(|e| e == "pdf") {
            for (n, stream) in streams(&file).into_iter().enumerate() {
                keep(&format!("stream {n} of {}", file.display()), stream);
            }
            if have("pdftotext") {
                let text = std::process::Command::new("pdftotext").arg(&file).arg("-").output().unwrap();
                keep(&format!("text of {}", file.display()), text.stdout);
            }
        }
        keep(&file.display().to_string(), bytes);
    }
    assert!(outputs.len() > 10);
    let planted = planted();
    assert!(planted.len() >= 22 + 17 + 12, "{} values planted", planted.len());
    for value in &planted {
        for spelling in spellings(value) {
            for (name, bytes) in &outputs {
                assert!(!contains(bytes, &spelling), "{value} stands in {name}");
            }
        }
    }
}

/// Every national ID, phone and e-mail of the fixtures, as written.
fn planted() -> Vec<String> {
    let hr = std::fs::read_to_string(fixtures().join("hr/ทะเบียนลูกจ้าง.csv")).unwrap();
    let mut values: Vec<String> = hr
        .lines()
        .skip(1)
        .flat_map(|line| line.split(',').skip(4).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let old = std::fs::read(fixtures().join("hr/old-contacts.txt")).unwrap();
    let old: String = old.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' }).collect();
    let welfare = std::fs::read(fixtures().join("registry/welfare-export.txt")).unwrap();
    let units: Vec<u16> = welfare.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
    let welfare = western(&String::from_utf16(&units).unwrap());
    let queue = std::fs::read_to_string(fixtures().join("registry/queue.json")).unwrap();
    for text in [old, welfare, queue] {
        let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '-' || c == ' '));
        values.extend(numbers.map(|n| n.trim().trim_matches('-').to_owned()).filter(|n| {
            let digits = n.chars().filter(char::is_ascii_digit).count();
            digits == 13 || digits == 10
        }));
    }
    values
}

fn western(text: &str) -> String {
    let digit = |c: char| match c {
        '๐'..='๙' => char::from_digit(u32::from(c) - u32::from('๐'), 10).unwrap(),
        c => c,
    };
    text.chars().map(digit).collect()
}

/// As written, digits only, Thai numerals, UTF-16 both ways, base64 at its three offsets, URL
/// escapes.
fn spellings(value: &str) -> Vec<Vec<u8>> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let mut texts = vec![value.to_owned()];
    if digits.len() >= 10 {
        let thai: String = digits
            .chars()
            .map(|c| char::from_u32(u32::from('๐') + c.to_digit(10).unwrap()).unwrap())
            .collect();
        texts.extend([digits, thai]);
    }
    let mut all = Vec::new();
    for text in texts {
        all.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        all.push(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        all.push(text.bytes().map(|b| format!("%{b:02X}")).collect::<String>().into_bytes());
        all.extend((0..3).map(|offset| base64_inside(text.as_bytes(), offset)));
        all.push(text.into_bytes());
    }
    all
}

/// The part of base64 text that is the same whatever stands around `bytes` at this offset.
fn base64_inside(bytes: &[u8], offset: usize) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let padded: Vec<u8> = std::iter::repeat_n(0, offset).chain(bytes.iter().copied()).collect();
    let whole: Vec<u8> = padded
        .chunks_exact(3)
        .flat_map(|c| {
            let n = u32::from(c[0]) << 16 | u32::from(c[1]) << 8 | u32::from(c[2]);
            [18, 12, 6, 0].map(|shift| DIGITS[(n >> shift & 63) as usize])
        })
        .collect();
    whole[if offset == 0 { 0 } else { 4 }..].to_vec()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    !needle.is_empty() && haystack.windows(needle.len()).any(|w| w == needle)
}

/// Every stream of a PDF, inflated: pages, attachments, XMP.
fn streams(file: &Path) -> Vec<Vec<u8>> {
    let document = lopdf::Document::load(file).unwrap();
    document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
        .collect()
}
