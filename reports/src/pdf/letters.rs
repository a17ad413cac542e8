//! What may be set as it is, and how everything else is shown.
//!
//! Text from people can hold anything. A letter the font does not have would be an empty box and is
//! refused by PDF/A; a control that turns the direction of reading can make a page say what the
//! data do not. Both are shown by their code point: `[U+202E]`.

use std::fmt::Write;
use std::sync::LazyLock;

use serde_json::Value;

use super::world;

/// Code points shown of one stretch that cannot be set.
const SHOWN: usize = 8;
/// Marks that may stand on one letter: more would climb over the lines above.
const MARKS: usize = 3;

/// Consonants in a row that are no word: no dictionary breaks them, and the line would leave the page.
const CONSONANTS: usize = 24;

const ZERO_WIDTH_SPACE: char = '\u{200b}';
const WORD_JOINER: char = '\u{2060}';
const NO_BREAK_SPACE: char = '\u{a0}';

/// Every string of a value, made safe to set.
pub(super) fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(clean(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(cleaned).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, cleaned(value))).collect())
        }
        other => other,
    }
}

fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut refused: Vec<char> = Vec::new();
    let mut marks = 0;
    for c in text.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        marks = if is_thai_mark(c) { marks + 1 } else { 0 };
        if can_be_set(c) && marks <= MARKS {
            tell(&mut out, &mut refused);
            out.push(c);
        } else {
            refused.push(c);
        }
    }
    tell(&mut out, &mut refused);
    joined(&out)
}

/// Writes the code points of a stretch that cannot be set.
fn tell(out: &mut String, refused: &mut Vec<char>) {
    if refused.is_empty() {
        return;
    }
    out.push('[');
    for (index, c) in refused.iter().take(SHOWN).enumerate() {
        let gap = if index == 0 { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(out, "{gap}U+{:04X}", u32::from(*c));
    }
    if refused.len() > SHOWN {
        let _ = write!(out, " +{}", refused.len() - SHOWN);
    }
    out.push(']');
    refused.clear();
}

/// Joins what a line may not break between (a closing quotation mark and ๆ stay with their word), and
/// lets a line break where it would never end.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    let mut consonants = 0;
    while let Some(c) = letters.next() {
        match c {
            ' ' if letters.peek() == Some(&'ๆ') => out.push(NO_BREAK_SPACE),
            '”' | '’' | 'ฯ' if before.is_some_and(is_thai) => {
                out.push(WORD_JOINER);
                out.push(c);
            }
            _ => out.push(c),
        }
        consonants = if is_thai_consonant(c) { consonants + 1 } else { 0 };
        if consonants == CONSONANTS {
            out.push(ZERO_WIDTH_SPACE);
            consonants = 0;
        }
        before = Some(c);
    }
    out
}

fn can_be_set(c: char) -> bool {
    matches!(c, ZERO_WIDTH_SPACE | WORD_JOINER)
        || u16::try_from(u32::from(c)).is_ok_and(|c| COVERED[usize::from(c)])
}

fn is_thai(c: char) -> bool {
    ('\u{e00}'..='\u{e7f}').contains(&c)
}

fn is_thai_consonant(c: char) -> bool {
    ('ก'..='ฮ').contains(&c)
}

fn is_thai_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{300}'..='\u{36f}')
}

/// Code points of the first plane that every face of the font has and that may stand in PDF/A.
static COVERED: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let fonts = world::fonts();
    let mut faces = vec![0; 0x1_0000];
    for code in fonts.iter().flat_map(|f| f.info().coverage.iter()) {
        if let Some(count) = usize::try_from(code).ok().and_then(|code| faces.get_mut(code)) {
            *count += 1;
        }
    }
    let mut covered: Vec<bool> = faces.into_iter().map(|count| count == fonts.len()).collect();
    let private = 0xe000..=0xf8ff;
    let direction = [0x200e..=0x200f, 0x202a..=0x202e, 0x2066..=0x2069, 0x61c..=0x61c];
    for range in [0..=0x1f, 0x7f..=0x9f, private, 0xad..=0xad, 0xfff0..=0xffff].into_iter().chain(direction) {
        covered[range].fill(false);
    }
    covered
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_set_is_told() {
        let table = [
            ("#strong[x] $y$ @z <a> \\ `c` // /*", "#strong[x] $y$ @z <a> \\ `c` // /*"),
            ("a\u{202e}b", "a[U+202E]b"),
            ("a\u{0}\u{7}b", "a[U+0000 U+0007]b"),
            ("🙂", "[U+1F642]"),
            ("שלום", "[U+05E9 U+05DC U+05D5 U+05DD]"),
            ("a\nb\tc", "a b c"),
            ("น้ำ", "น้ำ"),
            ("ก\u{e48}\u{e48}\u{e48}\u{e48}\u{e48}", "ก\u{e48}\u{e48}\u{e48}[U+0E48 U+0E48]"),
            ("\u{e000}", "[U+E000]"),
            ("“ดี”", "“ดี\u{2060}”"),
            ("ต่าง ๆ", "ต่าง\u{a0}ๆ"),
            ("กกกกกกกกกกกกกกกกกกกกกกกกกก", "กกกกกกกกกกกกกกกกกกกกกกกก\u{200b}กก"),
        ];
        for (given, expected) in table {
            assert_eq!(clean(given), expected, "{given}");
        }
        assert_eq!(clean(&"🙂".repeat(100)).matches("U+").count(), SHOWN);
    }
}
