//! Thai on a terminal: where a line may break, how many cells it takes, which Latin key a Thai key is.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use ratatui::buffer::CellWidth;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Texts whose breaks are remembered. A screen shows a few dozen.
const REMEMBERED: usize = 2_000;

/// A last row this short looks like a mistake.
const WIDOW: usize = 4;

/// Cells a text takes, counted as the screen buffer counts them: grapheme by grapheme.
pub fn width(text: &str) -> usize {
    graphemes(text).map(|(_, cells)| cells).sum()
}

/// The text cut to `cells`, with an ellipsis where something was cut; never half a cluster.
pub fn clip(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let (mut end, mut used) = (0, 0);
    for (grapheme, wide) in graphemes(text) {
        if used + wide + 1 > cells {
            break;
        }
        used += wide;
        end += grapheme.len();
    }
    if cells == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{}…", text[..end].trim_end())) }
}

/// What may reach a terminal: control characters and marks that turn or hide text become visible
/// escapes, zero-width spaces and joiners vanish, a tab becomes a space.
pub fn visible(text: &str) -> Cow<'_, str> {
    let harmless = |c: char| !c.is_control() && !turns_or_hides(c);
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_control() => shown.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if turns_or_hides(c) => shown.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// SARA AM in two code points, on screen only: some terminals give base and SARA AM one cell, and
/// every row that holds one would shift. The vowel's ring goes before a tone mark.
pub fn split_sara_am(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{e33}') {
        return Cow::Borrowed(text);
    }
    let mut split = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c != '\u{e33}' {
            split.push(c);
            continue;
        }
        let tone = split.chars().next_back().filter(|c| ('\u{e48}'..='\u{e4b}').contains(c));
        if tone.is_some() {
            split.pop();
        }
        split.push('\u{e4d}');
        split.extend(tone);
        split.push('\u{e32}');
    }
    Cow::Owned(split)
}

/// The Latin character on the same physical key as a Thai one (Kedmanee layout), so that single-key
/// commands work without switching the keyboard. Keys whose Thai layout sends ASCII have no twin.
pub fn latin_twin(thai: char) -> Option<char> {
    TWINS.iter().find(|(twin, _)| *twin == thai).map(|(_, latin)| *latin)
}

/// Finds where lines may break, and remembers.
///
/// Thai is written without spaces. The dictionary breaks inside words it does not know
/// ("เหตุก|า|รล|ะ|เมิด"), the language model inside rare ones ("พระราชกฤษฎี|กา"); a break is taken only
/// where both agree, which also keeps compounds such as "หน่วยงาน" and "ปลอดภัย" whole.
#[derive(Debug)]
pub struct Breaker {
    model: LineSegmenterBorrowed<'static>,
    dictionary: LineSegmenterBorrowed<'static>,
    remembered: HashMap<String, Rc<[usize]>>,
}

impl Default for Breaker {
    fn default() -> Self {
        Self {
            model: LineSegmenter::new_lstm(LineBreakOptions::default()),
            dictionary: LineSegmenter::new_dictionary(LineBreakOptions::default()),
            remembered: HashMap::new(),
        }
    }
}

impl Breaker {
    /// Byte offsets after which a line may break, ascending, the end included.
    pub fn breaks(&mut self, text: &str) -> Rc<[usize]> {
        if let Some(known) = self.remembered.get(text) {
            return Rc::clone(known);
        }
        let mut dictionary = self.dictionary.segment_str(text).peekable();
        let both: Rc<[usize]> = self
            .model
            .segment_str(text)
            .filter(|at| {
                while dictionary.next_if(|d| d < at).is_some() {}
                *at > 0 && dictionary.peek() == Some(at) && is_boundary(text, *at)
            })
            .collect();
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(text.to_owned(), Rc::clone(&both));
        both
    }

    /// One line of text laid in rows of at most `cells`: byte ranges that together are the whole
    /// text. Spaces at the end of a row may hang over. A word longer than a row is cut between
    /// clusters.
    pub fn rows(&mut self, text: &str, cells: usize) -> Vec<Range<usize>> {
        let cells = cells.max(1);
        if width(text) <= cells {
            return std::iter::once(0..text.len()).collect();
        }
        let mut rows = Vec::new();
        // The row's begin, the last break that fits, and the break before that.
        let (mut start, mut end, mut before) = (0, 0, 0);
        for &stop in self.breaks(text).iter() {
            if width(text[start..stop].trim_end()) <= cells {
                (before, end) = (end, stop);
                continue;
            }
            // A last word of a few cells ("หรือ|ไม่") takes the word before it along.
            let widow = stop == text.len() && width(&text[end..]) <= WIDOW;
            if widow && before > start && width(&text[before..]) <= cells {
                end = before;
            }
            if end > start {
                rows.push(start..end);
                start = end;
            }
            if width(text[start..stop].trim_end()) <= cells {
                (before, end) = (start, stop);
                continue;
            }
            for cut in cuts(&text[start..stop], cells) {
                rows.push(start..start + cut);
                start += cut;
            }
            (before, end) = (start, stop);
        }
        if start < text.len() || rows.is_empty() {
            rows.push(start..text.len());
        }
        rows
    }

    /// Text of any number of lines laid in rows of at most `cells`, ready to show.
    pub fn wrap(&mut self, text: &str, cells: usize) -> Vec<String> {
        let mut wrapped = Vec::new();
        for line in text.lines() {
            let line = visible(line);
            wrapped.extend(self.rows(&line, cells).into_iter().map(|r| line[r].trim_end().to_owned()));
        }
        wrapped
    }
}

/// True between clusters. A break before a stray mark is none: the mark belongs to what stands before.
pub(crate) fn is_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Where a word that is too long is cut; what is left after the last cut fits.
fn cuts(word: &str, cells: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut used, mut bytes) = (0, 0);
    for (grapheme, wide) in graphemes(word) {
        if used + wide > cells && bytes > 0 && !grapheme.trim().is_empty() {
            found.push(bytes);
            (used, bytes) = (0, 0);
        }
        used += wide;
        bytes += grapheme.len();
    }
    found
}

fn graphemes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true)
        .map(|g| (g, if g.contains(char::is_control) { 0 } else { usize::from(g.cell_width()) }))
}

/// Directional controls and invisible characters, which make a file name read as another one.
fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Microsoft's Kedmanee table, without the keys that send ASCII in the Thai layout.
const TWINS: [(char, char); 80] = [
    ('ๅ', '1'),
    ('ภ', '4'),
    ('ถ', '5'),
    ('ุ', '6'),
    ('ึ', '7'),
    ('ค', '8'),
    ('ต', '9'),
    ('จ', '0'),
    ('ข', '-'),
    ('ช', '='),
    ('๑', '@'),
    ('๒', '#'),
    ('๓', '$'),
    ('๔', '%'),
    ('ู', '^'),
    ('฿', '&'),
    ('๕', '*'),
    ('๖', '('),
    ('๗', ')'),
    ('๘', '_'),
    ('๙', '+'),
    ('ๆ', 'q'),
    ('ไ', 'w'),
    ('ำ', 'e'),
    ('พ', 'r'),
    ('ะ', 't'),
    ('ั', 'y'),
    ('ี', 'u'),
    ('ร', 'i'),
    ('น', 'o'),
    ('ย', 'p'),
    ('บ', '['),
    ('ล', ']'),
    ('ฃ', '\\'),
    ('๐', 'Q'),
    ('ฎ', 'E'),
    ('ฑ', 'R'),
    ('ธ', 'T'),
    ('ํ', 'Y'),
    ('๊', 'U'),
    ('ณ', 'I'),
    ('ฯ', 'O'),
    ('ญ', 'P'),
    ('ฐ', '{'),
    ('ฅ', '|'),
    ('ฟ', 'a'),
    ('ห', 's'),
    ('ก', 'd'),
    ('ด', 'f'),
    ('เ', 'g'),
    ('้', 'h'),
    ('่', 'j'),
    ('า', 'k'),
    ('ส', 'l'),
    ('ว', ';'),
    ('ง', '\''),
    ('ฤ', 'A'),
    ('ฆ', 'S'),
    ('ฏ', 'D'),
    ('โ', 'F'),
    ('ฌ', 'G'),
    ('็', 'H'),
    ('๋', 'J'),
    ('ษ', 'K'),
    ('ศ', 'L'),
    ('ซ', ':'),
    ('ผ', 'z'),
    ('ป', 'x'),
    ('แ', 'c'),
    ('อ', 'v'),
    ('ิ', 'b'),
    ('ื', 'n'),
    ('ท', 'm'),
    ('ม', ','),
    ('ใ', '.'),
    ('ฝ', '/'),
    ('ฉ', 'C'),
    ('ฮ', 'V'),
    ('์', 'N'),
    ('ฦ', '?'),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells() {
        for (text, cells) in [
            ("", 0),
            ("abc", 3),
            ("พร้อม", 4),
            ("ทำ", 2),
            ("น้ำ", 2),
            ("ที่", 1),
            ("✓ ◐ ✗ – ·", 9),
            ("⚠⧖", 2),
            ("▕█▓░▏", 5),
            ("漢字", 4),
        ] {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn clipped_between_clusters() {
        assert_eq!(clip("น้ำท่วม", 5), "น้ำท่วม");
        assert_eq!(clip("น้ำท่วม", 4), "น้ำท…".replace('ท', "ท่"));
        assert_eq!(clip("น้ำท่วม", 2), "…");
        assert_eq!(clip("น้ำท่วม", 0), "");
        assert_eq!(clip("a b c", 3), "a…");
    }

    #[test]
    fn breaks_only_between_words() {
        let mut breaker = Breaker::default();
        let text = "ผู้ควบคุมข้อมูลส่วนบุคคลต้องแจ้งเหตุการละเมิดตามพระราชกฤษฎีกา และรักษาความมั่นคงปลอดภัยของหน่วยงาน";
        for cells in 20..60 {
            let rows = breaker.wrap(text, cells);
            for word in ["ละเมิด", "พระราชกฤษฎีกา", "ปลอดภัย", "หน่วยงาน", "ควบคุม"]
            {
                assert!(rows.iter().any(|r| r.contains(word)), "{word} cut at {cells}: {rows:?}");
            }
        }
    }

    #[test]
    fn no_short_word_is_left_alone() {
        let mut breaker = Breaker::default();
        let text = "หน่วยงานได้จัดทำบันทึกเป็นรายกิจกรรมหรือไม่";
        for cells in 24..width(text) {
            let rows = breaker.wrap(text, cells);
            assert!(width(rows.last().unwrap()) > WIDOW, "{rows:?}");
        }
    }

    #[test]
    fn nothing_raw() {
        assert_eq!(visible("a\u{1b}[31mb\nc\r\u{7f}\u{9b}"), "a\\x1b[31mb\\nc\\r\\x7f\\x9b");
        assert_eq!(visible("ปฏิ\u{200b}บัติ"), "ปฏิบัติ");
        assert_eq!(visible("txt\u{202e}exe"), "txt\\u{202e}exe");
        assert!(matches!(visible("น้ำ"), Cow::Borrowed(_)));
    }

    #[test]
    fn sara_am_keeps_its_width() {
        assert_eq!(split_sara_am("น้ำ ทำ"), "น\u{e4d}้า ท\u{e4d}า");
        for word in ["น้ำ", "ทำ", "สำคัญ", "ำ"] {
            assert_eq!(width(&split_sara_am(word)), width(word), "{word}");
        }
    }

    #[test]
    fn twins_are_one_to_one() {
        for (at, (thai, latin)) in TWINS.iter().enumerate() {
            assert!(!thai.is_ascii() && latin.is_ascii());
            assert!(TWINS[at + 1..].iter().all(|(t, l)| t != thai && l != latin), "{thai} {latin}");
        }
        assert_eq!(latin_twin('ั'), Some('y'));
        assert_eq!(latin_twin('ศ'), Some('L'));
        assert_eq!(latin_twin('y'), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rows_hold_everything_and_fit(text in "[ก-ฮะ-ฺเ-๎a-c 0-9漢]{0,60}", cells in 4usize..40) {
            let mut breaker = Breaker::default();
            let rows = breaker.rows(&text, cells);
            let joined: String = rows.iter().map(|r| &text[r.clone()]).collect();
            prop_assert_eq!(&joined, &text);
            for row in rows {
                let shown = text[row].trim_end();
                prop_assert!(width(shown) <= cells, "{:?} in {}", shown, cells);
            }
        }

        #[test]
        fn clip_fits(text in "\\PC{0,30}", cells in 0usize..20) {
            prop_assert!(width(&clip(&text, cells)) <= cells);
        }
    }
}
