//! What stands around a number: its label, or else the words near it.
//!
//! A check digit alone is no evidence: 7 to 11 % of timestamps and barcodes pass it.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::WINDOWS_874;

use super::words::{self, Topic};

/// What the surroundings say about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Evidence {
    /// Nothing.
    #[default]
    None,
    /// It is what it looks like: the keyword that says so.
    For(&'static str),
    /// It is what it looks like: nearly all values of its column are valid.
    Column,
    /// It is something else.
    Against,
}

/// The number asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    NationalId,
    Phone,
}

impl Subject {
    fn supports(self, topic: Topic, as_label: bool) -> bool {
        match self {
            Self::NationalId => topic == Topic::NationalId || (as_label && topic == Topic::NationalIdLabel),
            Self::Phone => topic == Topic::Phone,
        }
    }

    fn contradicts(self, topic: Topic) -> bool {
        match topic {
            Topic::Time
            | Topic::Code
            | Topic::Place
            | Topic::Amount
            | Topic::Account
            | Topic::Juristic
            | Topic::Technical => true,
            Topic::NationalId | Topic::NationalIdLabel | Topic::Phone | Topic::Other => false,
        }
    }
}

/// Evidence from a name alone: a column's, a key's, a tag's.
///
/// A word for the subject wins (`citizen_id_number`), unless a word for time follows it
/// (`citizen_id_created`).
pub(super) fn of_label(label: &[u8], subject: Subject) -> Evidence {
    let found = words::mentions(&decode(label));
    let supporting = found.iter().rfind(|mention| subject.supports(mention.topic, true));
    let is_time = found.last().is_some_and(|mention| mention.topic == Topic::Time);
    match supporting {
        Some(mention) if !is_time => Evidence::For(mention.keyword),
        _ if found.iter().any(|mention| subject.contradicts(mention.topic)) => Evidence::Against,
        _ => Evidence::None,
    }
}

/// True where a cell is a usual column name.
pub(super) fn is_column_name(cell: &[u8]) -> bool {
    !words::mentions(&decode(cell)).is_empty()
}

/// Evidence around `start..end`, looking no further back than `from` and no further on than `to`.
///
/// `doubtful` is set for values that are as likely a timestamp or a barcode: only a label, or a word
/// before it with no other number between, speaks for them.
pub(super) fn around(
    text: &[u8],
    (from, to): (usize, usize),
    (start, end): (usize, usize),
    subject: Subject,
    doubtful: bool,
) -> Evidence {
    let clipped = start.saturating_sub(REACH);
    let before = &text[from.max(clipped)..start];
    let mut label = label_before(before);
    while let Some(name) = label {
        let evidence = of_label(&before[name.clone()], subject);
        if evidence != Evidence::None {
            return evidence;
        }
        // A value inside a value: `"citizen_id": {"value": "…"}`.
        let outside = trim_end(&before[..name.start], |byte| b" \t\r\n\"'\\".contains(byte));
        label = outside.strip_suffix(b"{").and_then(label_before);
    }
    let decoded = if clipped > from { decode_tail(before) } else { decode(before) };
    let window = last_chars(&decoded, BEFORE);
    let evidence = of_window_before(window, subject, doubtful);
    if evidence != Evidence::None {
        return evidence;
    }
    let clipped = end + AFTER * LONGEST_CHAR;
    let after = &text[end..to.min(clipped).max(end)];
    let decoded = if clipped < to { decode_head(after) } else { decode(after) };
    let window = first_chars(decoded.lines().next().unwrap_or(""), AFTER);
    of_window_after(window, subject, doubtful)
}

/// Characters looked at before a number, and behind it.
const BEFORE: usize = 60;
const AFTER: usize = 20;

/// Bytes of a Thai letter in UTF-8.
const LONGEST_CHAR: usize = 3;

/// Bytes that must be at hand around a number.
pub(super) const REACH: usize = BEFORE * LONGEST_CHAR;

/// The nearest word decides. A word against counts only on the same line and where no other number
/// stands between: else it speaks of that number.
fn of_window_before(window: &str, subject: Subject, doubtful: bool) -> Evidence {
    for mention in words::mentions(window).iter().rev() {
        let between = window.get(mention.end..).unwrap_or("");
        if subject.supports(mention.topic, false) {
            if !doubtful || digits_in(between) < 6 {
                return Evidence::For(mention.keyword);
            }
        } else if subject.contradicts(mention.topic) && digits_in(between) == 0 && !between.contains('\n') {
            return Evidence::Against;
        }
    }
    Evidence::None
}

/// A word behind a number may be the label of the next one, and then says nothing of this one.
fn of_window_after(window: &str, subject: Subject, doubtful: bool) -> Evidence {
    for mention in words::mentions(window) {
        if window.get(..mention.start).is_none_or(|between| digits_in(between) > 0) {
            break;
        }
        let rest = window.get(mention.end..).unwrap_or("").trim_start_matches([' ', '"', '\'', '.']);
        let labels_the_next = rest.starts_with([':', '=']) || rest.chars().next().is_some_and(is_digit);
        if labels_the_next {
            break;
        }
        if subject.supports(mention.topic, false) && !doubtful {
            return Evidence::For(mention.keyword);
        }
        if subject.contradicts(mention.topic) {
            return Evidence::Against;
        }
    }
    Evidence::None
}

fn digits_in(text: &str) -> usize {
    text.chars().filter(|c| is_digit(*c)).count()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('๐'..='๙').contains(&c)
}

/// The name tied to a value by `=`, `:` or a tag: `key=`, `"key": "`, `Key name: `, `<tag>`, `tag='`.
fn label_before(before: &[u8]) -> Option<Range<usize>> {
    let is_filling = |byte: &u8| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'`' | b'\\' | b'[');
    let (tie, name) = trim_end(before, is_filling).split_last()?;
    match tie {
        b'>' if name.ends_with(b"=") || name.ends_with(b"-") => {
            Some(last_name(trim_end(&name[..name.len() - 1], is_filling), false))
        }
        b'>' => {
            let start = memchr::memrchr(b'<', name)? + 1;
            let is_opening = name.get(start).is_some_and(|first| *first != b'/');
            is_opening.then_some(start..name.len())
        }
        b'=' => Some(last_name(trim_end(name, is_filling), false)),
        b':' => Some(last_name(trim_end(name, is_filling), true)),
        _ => None,
    }
}

/// What stands at the end, back to a sign that cannot be inside a name.
fn last_name(text: &[u8], with_spaces: bool) -> Range<usize> {
    let ends_name = |byte: &u8| match byte {
        b',' | b';' | b'{' | b'}' | b'[' | b']' | b'(' | b')' | b'\n' | b'\r' | b'\t' | b'|' => true,
        b'<' | b'>' | b'=' | b'&' | b'?' | b'"' | b'\'' | b'`' | b':' => true,
        b' ' => !with_spaces,
        _ => false,
    };
    let start = text.iter().rposition(ends_name).map_or(0, |at| at + 1);
    start..text.len()
}

fn trim_end(text: &[u8], filling: impl Fn(&u8) -> bool) -> &[u8] {
    let end = text.iter().rposition(|byte| !filling(byte)).map_or(0, |at| at + 1);
    &text[..end]
}

/// UTF-8 where it is UTF-8, else Windows-874.
fn decode(text: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(text) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_874.decode_without_bom_handling(text).0,
    }
}

/// As [`decode`], for text that may begin inside a character.
fn decode_tail(text: &[u8]) -> Cow<'_, str> {
    let cut = text.iter().take(LONGEST_CHAR).take_while(|byte| **byte & 0xC0 == 0x80).count();
    str::from_utf8(&text[cut..]).map_or_else(|_| decode(text), Cow::Borrowed)
}

/// As [`decode`], for text that may end inside a character.
fn decode_head(text: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(text) {
        Err(error) if error.error_len().is_none() => {
            Cow::Borrowed(str::from_utf8(&text[..error.valid_up_to()]).unwrap_or(""))
        }
        _ => decode(text),
    }
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or("")
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::people::windows_874;
    use super::*;

    /// Evidence for the `#` in a text, in UTF-8 and, where it can be written so, in Windows-874.
    fn evidence(text: &str, subject: Subject, doubtful: bool) -> Evidence {
        let of = |bytes: &[u8]| {
            let at = bytes.iter().position(|byte| *byte == b'#').unwrap();
            around(bytes, (0, bytes.len()), (at, at + 1), subject, doubtful)
        };
        let utf8 = of(text.as_bytes());
        if !text.contains('\u{200b}') {
            assert_eq!(of(&windows_874(text)), utf8, "the encodings differ: {text}");
        }
        utf8
    }

    fn id(text: &str) -> Evidence {
        evidence(text, Subject::NationalId, false)
    }

    #[test]
    fn labels() {
        for (text, keyword) in [
            ("cid=#", "cid"),
            ("\"cid\": \"#\"", "cid"),
            ("\\\"citizenId\\\":\\\"#", "citizen"),
            ("'cid' => '#'", "cid"),
            ("<p cid='#'>", "cid"),
            ("<cid>#</cid>", "cid"),
            ("<td class=\"cid\">#", "cid"),
            ("National ID: #", "national id"),
            ("เลขประจำตัวประชาชน: #", "เลขประจำตัวประชาชน"),
            ("time=12:00 cid=#", "cid"),
            ("\"cid\": {\"$numberLong\": \"#", "cid"),
            ("\"cid\": {\n  \"raw\": {\"value\": #", "cid"),
            ("\"ts\": 5, \"nationalId\": #", "national id"),
            ("pid: #", "pid"),
            ("/search?cid=#&x=1", "cid"),
        ] {
            assert_eq!(id(text), Evidence::For(keyword), "{text}");
        }
        for text in ["\"ts\":#", "order_id=#", "cid_created_at=#", "<barcode>#", "เลขบัตร 1 ts=#"]
        {
            assert_eq!(id(text), Evidence::Against, "{text}");
        }
    }

    #[test]
    fn words_before() {
        for text in [
            "เลขประจำตัวประชาชน #",
            "เลขบัตรประชาชน\n#",
            "บัตรประจำตัวประชาชนเลขที่ #",
            "ปชช. #",
            "Citizen ID #",
            "วันที่ 2026-01-01 เวลา 10:00 เลขบัตร #",
            "ts=1700000000000 citizen #",
        ] {
            assert!(matches!(id(text), Evidence::For(_)), "{text}");
        }
        for text in ["barcode #", "บาร์โค้ด #", "เลขทะเบียนนิติบุคคล #", "เลขบัตร 5 timestamp #", "order #"]
        {
            assert_eq!(id(text), Evidence::Against, "{text}");
        }
        for text in ["#", "ประชาชน #", "date 2026-01-01 somebody #", "pid #", "order\n#", "cidade #"]
        {
            assert_eq!(id(text), Evidence::None, "{text}");
        }
        let far = format!("เลขบัตร{}#", " ".repeat(60));
        assert_eq!(id(&far), Evidence::None);
        let near = format!("เลขบัตร{}#", " ".repeat(53));
        assert!(matches!(id(&near), Evidence::For(_)));
    }

    #[test]
    fn words_behind() {
        assert!(matches!(id("# (เลขบัตรประชาชน)"), Evidence::For(_)));
        assert_eq!(id("# barcode"), Evidence::Against);
        assert_eq!(id("# เลขบัตร 5"), Evidence::None);
        assert_eq!(id("# citizen=5"), Evidence::None);
        assert_eq!(id("#\nเลขบัตรประชาชน"), Evidence::None);
        assert_eq!(id("# xxxxxxxxxxxxxxxxxxxx เลขบัตร"), Evidence::None);
    }

    #[test]
    fn doubtful_values_need_a_word_of_their_own() {
        let doubtful = |text| evidence(text, Subject::NationalId, true);
        assert!(matches!(doubtful("เลขบัตร #"), Evidence::For(_)));
        assert_eq!(doubtful("เลขบัตร 1234567 #"), Evidence::None);
        assert_eq!(doubtful("# เลขบัตร"), Evidence::None);
    }

    #[test]
    fn phones() {
        let phone = |text| evidence(text, Subject::Phone, false);
        for text in ["โทร #", "โทรศัพท์มือถือ: #", "tel #", "mobileNo=#", "เบอร์ #", "# (มือถือ)"]
        {
            assert!(matches!(phone(text), Evidence::For(_)), "{text}");
        }
        for text in ["account: #", "เลขที่บัญชี #", "order #"] {
            assert_eq!(phone(text), Evidence::Against, "{text}");
        }
        assert_eq!(phone("hotel #"), Evidence::None);
    }

    #[test]
    fn nothing_beyond_the_limits() {
        let text = "เลขบัตร,#".as_bytes();
        let at = text.len() - 1;
        let evidence = around(text, (at, text.len()), (at, at + 1), Subject::NationalId, false);
        assert_eq!(evidence, Evidence::None);
    }
}
