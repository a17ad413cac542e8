//! Certificates in PEM (RFC 7468), found anywhere: between other text, indented, in quotes with `\n`
//! for line ends. Works on a window of a file, so that a file of any size needs little memory.

use memchr::memmem;

use super::certificate::Flaw;

/// Longest text between the markers that is taken for one block. The largest certificate that a TLS
/// handshake can carry is 64 KiB, 88 KiB in base64.
pub(crate) const MAX_BODY: usize = 256 * 1024;

const BEGIN: &[u8] = b"-----BEGIN ";
const DASHES: &[u8] = b"-----";
const END: &[u8] = b"-----END ";
/// Longer labels are not PEM's.
const MAX_LABEL: usize = 64;
/// Fewer letters than this between the markers are no damaged certificate but a pattern or a template.
const MIN_LETTERS: usize = 16;
/// A block without an end must begin like a certificate and be this long to count as cut short.
const MIN_LETTERS_WITHOUT_END: usize = 64;

/// Something found between PEM markers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Bytes from the start of the window to the begin marker.
    pub(crate) offset: usize,
    /// Line ends before it in the window.
    pub(crate) lines: usize,
    pub(crate) content: Content,
}

/// What is in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Should be the DER of a certificate.
    Certificate(Vec<u8>),
    /// As above, with OpenSSL's trust settings behind it.
    TrustedCertificate(Vec<u8>),
    /// A certificate whose text is damaged, with the bytes between the markers.
    Damaged(Flaw, Vec<u8>),
    /// PKCS #7: holds certificates, but not as one.
    Container,
}

/// The blocks of one window.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Scan {
    pub(crate) blocks: Vec<Block>,
    /// Bytes done with; the rest must come again in front of what follows.
    pub(crate) consumed: usize,
    /// Line ends among them.
    pub(crate) lines: usize,
}

/// Finds blocks in a window; `last` where nothing follows it.
pub(crate) fn scan(window: &[u8], last: bool) -> Scan {
    let begin = memmem::Finder::new(BEGIN);
    let dashes = memmem::Finder::new(DASHES);
    let mut blocks = Vec::new();
    let (mut lines, mut counted) = (0, 0);
    let mut at = 0;
    let consumed = loop {
        let Some(found) = begin.find(&window[at..]) else {
            // A marker may have begun in the last bytes.
            break if last { window.len() } else { at.max(window.len().saturating_sub(BEGIN.len() - 1)) };
        };
        let offset = at + found;
        let label_at = offset + BEGIN.len();
        let label_window = &window[label_at..window.len().min(label_at + MAX_LABEL + DASHES.len())];
        let Some(label_length) = dashes.find(label_window) else {
            if !last && label_window.len() < MAX_LABEL + DASHES.len() {
                break offset;
            }
            at = label_at;
            continue;
        };
        let body_at = label_at + label_length + DASHES.len();
        let Some(kind) = kind(&label_window[..label_length]) else {
            at = body_at;
            continue;
        };
        let stop = dashes.find(&window[body_at..]).map(|found| body_at + found);
        let (body, has_end) = match stop {
            Some(stop) if window[stop..].starts_with(END) => (&window[body_at..stop], true),
            Some(stop) if window.len() - stop < END.len() && !last => break offset,
            Some(stop) => (&window[body_at..stop], false),
            None if !last && window.len() - body_at < MAX_BODY => break offset,
            None => (&window[body_at..], false),
        };
        at = body_at + body.len();
        let starts_line = window[..offset].iter().rev().take_while(|&&byte| byte != b'\n').all(is_space);
        if let Some(content) = content(kind, body, has_end, starts_line) {
            lines += memchr::memchr_iter(b'\n', &window[counted..offset]).count();
            counted = offset;
            blocks.push(Block { offset, lines, content });
        }
    };
    lines += memchr::memchr_iter(b'\n', window.get(counted..consumed).unwrap_or_default()).count();
    Scan { blocks, consumed, lines }
}

#[derive(Clone, Copy)]
enum Kind {
    Certificate,
    Trusted,
    Container,
}

fn kind(label: &[u8]) -> Option<Kind> {
    match label {
        b"CERTIFICATE" | b"X509 CERTIFICATE" | b"X.509 CERTIFICATE" => Some(Kind::Certificate),
        b"TRUSTED CERTIFICATE" => Some(Kind::Trusted),
        b"PKCS7" | b"PKCS #7 SIGNED DATA" | b"CMS" => Some(Kind::Container),
        _ => None,
    }
}

/// `None` for what only looks like a block: patterns in scripts, templates, examples with dots.
fn content(kind: Kind, body: &[u8], has_end: bool, starts_line: bool) -> Option<Content> {
    let (letters, complete) = letters(body);
    if matches!(kind, Kind::Container) && !(has_end && complete) {
        return None;
    }
    if !has_end {
        let cut = letters.starts_with(b"MI") && letters.len() >= MIN_LETTERS_WITHOUT_END;
        return cut.then(|| Content::Damaged(Flaw::NoEnd, body.to_vec()));
    }
    if letters.is_empty() {
        return None;
    }
    if complete
        && letters.len() >= MIN_LETTERS
        && let Some(der) = decode(&letters)
    {
        return Some(match kind {
            Kind::Trusted => Content::TrustedCertificate(der),
            Kind::Certificate => Content::Certificate(der),
            Kind::Container => Content::Container,
        });
    }
    let own_line = starts_line && body.first().is_some_and(|byte| matches!(byte, b'\r' | b'\n'));
    let template = body.iter().any(|byte| b"<{$%[".contains(byte)) || memmem::find(body, b"..").is_some();
    if template {
        return None;
    }
    if letters.starts_with(b"MI") {
        return Some(Content::Damaged(Flaw::NotBase64, body.to_vec()));
    }
    let looks_meant = own_line && body.len() >= MIN_LETTERS && !matches!(kind, Kind::Container);
    looks_meant.then(|| Content::Damaged(Flaw::NotACertificate, body.to_vec()))
}

/// The base64 letters in front, without white space, quotes and escaped line ends; whether that was
/// all there is.
fn letters(body: &[u8]) -> (Vec<u8>, bool) {
    let mut letters = Vec::with_capacity(body.len());
    let mut bytes = body.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            _ if value(byte).is_some() => letters.push(byte),
            b'"' | b'\'' => {}
            _ if is_space(&byte) => {}
            b'\\' => match bytes.peek() {
                Some(b'n' | b'r' | b't') => {
                    bytes.next();
                }
                Some(b'\r' | b'\n') | None => {}
                Some(_) => return (letters, false),
            },
            b'=' => {
                let rest_is_padding = bytes.all(|byte| {
                    is_space(&byte) || matches!(byte, b'=' | b'"' | b'\'' | b'\\' | b'n' | b'r' | b't')
                });
                return (letters, rest_is_padding);
            }
            _ => return (letters, false),
        }
    }
    (letters, true)
}

/// Base64 without padding (RFC 4648, section 4).
fn decode(letters: &[u8]) -> Option<Vec<u8>> {
    if letters.len() % 4 == 1 {
        return None;
    }
    let mut out = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for group in letters.chunks(4) {
        let mut bits = 0u32;
        for letter in group {
            bits = bits << 6 | u32::from(value(*letter)?);
        }
        bits <<= 6 * (4 - group.len());
        out.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(out)
}

fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn is_space(byte: &u8) -> bool {
    byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tls::test_certificate::{Draft, pem};

    fn contents(text: &str) -> Vec<Content> {
        scan(text.as_bytes(), true).blocks.into_iter().map(|block| block.content).collect()
    }

    #[test]
    fn certificates_between_other_text() {
        let (one, two) = (Draft::server("one.example").der(), Draft::server("two.example").der());
        let text = format!("Bag Attributes\n  x: y\n{}junk -----\n{}tail", pem(&one), pem(&two));
        let scanned = scan(text.as_bytes(), true);
        let found: Vec<_> = scanned.blocks.iter().map(|block| (block.lines, &block.content)).collect();
        let lines_of_one = pem(&one).lines().count();
        assert_eq!(
            found,
            [(2, &Content::Certificate(one)), (2 + lines_of_one + 1, &Content::Certificate(two))]
        );
        for block in &scanned.blocks {
            assert!(text[block.offset..].starts_with("-----BEGIN CERTIFICATE-----"));
        }
        assert_eq!(scanned.consumed, text.len());
        assert_eq!(scanned.lines, text.matches('\n').count());
    }

    #[test]
    fn spellings_of_line_ends() {
        let der = Draft::server("one.example").der();
        let plain = pem(&der);
        for text in [
            plain.replace('\n', "\r\n"),
            plain.replace('\n', "\\n"),
            plain.replace('\n', "\\n\\\n"),
            plain.replace('\n', "\\n\"\n  \""),
            plain.replace('\n', "\n    "),
            plain.replace('\n', ""),
            plain.replace('=', ""),
            plain.replace("CERTIFICATE", "X509 CERTIFICATE"),
        ] {
            assert_eq!(contents(&text), [Content::Certificate(der.clone())], "{text}");
        }
        let trusted = plain.replace("CERTIFICATE", "TRUSTED CERTIFICATE");
        assert_eq!(contents(&trusted), [Content::TrustedCertificate(der)]);
    }

    #[test]
    fn damage_is_reported() {
        let plain = pem(&Draft::server("one.example").der());
        let damaged = |text: &str| match &contents(text)[..] {
            [Content::Damaged(flaw, _)] => flaw.clone(),
            other => panic!("{text}: {other:?}"),
        };
        let cut = &plain[..plain.len() / 2];
        assert_eq!(damaged(cut), Flaw::NoEnd);
        assert_eq!(contents(&format!("{cut}\n{plain}")).len(), 2);
        assert_eq!(damaged(&plain.replacen("MI", "MI!", 1)), Flaw::NotBase64);
        let garbage = "-----BEGIN CERTIFICATE-----\nthis is not a certificate\n-----END CERTIFICATE-----\n";
        assert_eq!(damaged(garbage), Flaw::NotACertificate);
    }

    #[test]
    fn what_only_looks_like_a_block_is_left_alone() {
        for text in [
            "sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' file",
            "if line == \"-----BEGIN CERTIFICATE-----\" { keep(line); }",
            "(\"-----BEGIN CERTIFICATE-----\", \"-----END CERTIFICATE-----\")",
            "-----BEGIN CERTIFICATE-----\n<your certificate here>\n-----END CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\n{{ certificate_from_vault }}\n-----END CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgI...\n-----END CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
            "-----BEGIN PRIVATE KEY-----\nMIIDdzCCAl+gAwIBAgI=\n-----END PRIVATE KEY-----",
            "b\"-----BEGIN PKCS7-----\\n%s\\n-----END PKCS7-----\\n\"",
            "('-----BEGIN PKCS7-----', '-----END PKCS7-----')",
            "-----BEGIN ",
            "-----BEGIN CERTIFICATE",
        ] {
            assert_eq!(contents(text), [], "{text}");
        }
    }

    #[test]
    fn containers_are_named() {
        assert_eq!(
            contents("-----BEGIN PKCS7-----\nMIAGCSqGSIb3DQEHAqCAMIACAQExADCABg==\n-----END PKCS7-----"),
            [Content::Container]
        );
    }

    proptest! {
        #[test]
        fn windows_of_any_size_find_the_same(size in 1usize..400, gap in "[a\n-]{0,40}") {
            let text = (0..3).map(|i| format!("{gap}\n{}", pem(&Draft::server(&format!("{i}.example")).der())));
            let text: String = text.collect();
            let whole = scan(text.as_bytes(), true);
            let mut blocks = Vec::new();
            let (mut start, mut end, mut lines) = (0, 0, 0);
            while start < text.len() {
                end = (end + size).min(text.len());
                let part = scan(&text.as_bytes()[start..end], end == text.len());
                for mut block in part.blocks {
                    block.offset += start;
                    block.lines += lines;
                    blocks.push(block);
                }
                start += part.consumed;
                lines += part.lines;
            }
            prop_assert_eq!(blocks, whole.blocks);
            prop_assert_eq!(lines, whole.lines);
        }

        #[test]
        fn random_text_never_panics(text in "(-----BEGIN CERTIFICATE-----|-----END |[\\PC\n]{0,20}){0,12}") {
            let scanned = scan(text.as_bytes(), true);
            prop_assert_eq!(scanned.consumed, text.len());
            let scanned = scan(text.as_bytes(), false);
            prop_assert!(scanned.consumed <= text.len());
        }

        #[test]
        fn base64_comes_back(der in proptest::collection::vec(any::<u8>(), 12..200)) {
            prop_assert_eq!(contents(&pem(&der)), [Content::Certificate(der)]);
        }
    }
}
