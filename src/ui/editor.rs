//! A text being written, in one line or many: the cursor moves by clusters, so that it never stands
//! between a consonant and its vowel or tone mark.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::canvas::{Canvas, Line};
use super::keys::Key;
use super::theme::Ink;
use crate::thai::{self, Breaker};

/// Longest text that is taken, in bytes: what one event of the journal holds.
const LONGEST: usize = phrom_checklists::journal::event::TEXT_BYTES;

/// A text and a cursor in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Editor {
    text: String,
    /// Byte offset, always between clusters.
    at: usize,
    /// True where Enter begins a line.
    many: bool,
    /// The row that is seen first.
    top: usize,
    /// The cells of a row when it was last drawn.
    cells: usize,
    rows: usize,
}

impl Editor {
    /// One line, the cursor behind it.
    pub(crate) fn line(text: &str) -> Self {
        let mut editor = Self { cells: 80, ..Self::default() };
        editor.insert(text);
        editor
    }

    /// Any number of lines.
    pub(crate) fn text(text: &str) -> Self {
        let mut editor = Self { many: true, cells: 80, rows: 10, ..Self::default() };
        editor.insert(text);
        editor
    }

    /// What is written.
    pub(crate) fn written(&self) -> &str {
        &self.text
    }

    /// Inserts at the cursor. Control characters are dropped; a tab is a space, a line end too where
    /// there is one line. Text that would make it too long is cut.
    pub(crate) fn insert(&mut self, text: &str) {
        let mut clean = String::with_capacity(text.len());
        let mut before = ' ';
        for c in text.chars() {
            match c {
                '\n' if before == '\r' => {}
                '\n' | '\r' if self.many => clean.push('\n'),
                '\n' | '\r' | '\t' => clean.push(' '),
                c if c.is_control() => {}
                c => clean.push(c),
            }
            before = c;
        }
        let mut room = LONGEST.saturating_sub(self.text.len()).min(clean.len());
        while !clean.is_char_boundary(room) {
            room -= 1;
        }
        clean.truncate(room);
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
        self.settle();
    }

    /// Takes a key; false where it means nothing here.
    pub(crate) fn key(&mut self, key: Key, breaker: &mut Breaker) -> bool {
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Enter if self.many => self.insert("\n"),
            Key::Backspace => self.erase_before(),
            Key::Delete | Key::Ctrl('d') => {
                let next = self.next(self.at);
                self.text.replace_range(self.at..next, "");
                self.settle();
            }
            Key::Ctrl('u') => {
                let begin = self.line_range().start;
                self.text.replace_range(begin..self.at, "");
                self.at = begin;
                self.settle();
            }
            Key::Ctrl('w') => {
                let begin = self.word_before(breaker);
                self.text.replace_range(begin..self.at, "");
                self.at = begin;
                self.settle();
            }
            Key::Left | Key::Ctrl('b') => self.at = self.before(self.at),
            Key::Right | Key::Ctrl('f') => self.at = self.next(self.at),
            Key::CtrlLeft => self.at = self.word_before(breaker),
            Key::CtrlRight => self.at = self.word_after(breaker),
            Key::Home | Key::Ctrl('a') => self.at = self.line_range().start,
            Key::End | Key::Ctrl('e') => self.at = self.line_range().end,
            Key::Up => self.move_rows(-1, breaker),
            Key::Down => self.move_rows(1, breaker),
            Key::PageUp => self.move_rows(-(self.rows.max(2) as isize - 1), breaker),
            Key::PageDown => self.move_rows(self.rows.max(2) as isize - 1, breaker),
            Key::Ctrl(_) | Key::Enter | Key::Esc | Key::Tab | Key::BackTab => return false,
        }
        true
    }

    /// Draws the text with the terminal's cursor in it. A single line scrolls sideways.
    pub(crate) fn draw(&mut self, canvas: &mut Canvas<'_>, breaker: &mut Breaker) {
        self.cells = canvas.width().max(2) - 1;
        self.rows = canvas.height();
        if !self.many {
            return self.draw_line(canvas);
        }
        let rows = self.layout(breaker);
        let here = row_of(&rows, self.at);
        self.top = super::list::top(self.top, here..here + 1, rows.len(), canvas.height());
        for (y, row) in rows[self.top..].iter().take(canvas.height()).enumerate() {
            canvas.line(y, &Line::of(shown(&self.text[row.clone()]), Ink::Plain));
        }
        let x = thai::width(&shown(&self.text[rows[here].start..self.at])).min(self.cells);
        canvas.point(x, here - self.top);
    }

    fn draw_line(&mut self, canvas: &mut Canvas<'_>) {
        // As much as fits before the cursor, then what fits behind it.
        let mut begin = 0;
        while thai::width(&shown(&self.text[begin..self.at])) > self.cells {
            begin = self.next(begin);
        }
        let mut end = self.at;
        while end < self.text.len() && thai::width(&shown(&self.text[begin..self.next(end)])) <= self.cells {
            end = self.next(end);
        }
        canvas.line(0, &Line::of(shown(&self.text[begin..end]), Ink::Plain));
        canvas.point(thai::width(&shown(&self.text[begin..self.at])), 0);
    }

    /// The rows the text takes: byte ranges without the line ends.
    fn layout(&self, breaker: &mut Breaker) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            rows.extend(breaker.rows(line, self.cells).into_iter().map(|r| start + r.start..start + r.end));
            start += line.len() + 1;
        }
        rows
    }

    fn move_rows(&mut self, by: isize, breaker: &mut Breaker) {
        if !self.many {
            return;
        }
        let rows = self.layout(breaker);
        let here = row_of(&rows, self.at);
        let there = here.saturating_add_signed(by).min(rows.len() - 1);
        if there == here {
            self.at = if by < 0 { rows[here].start } else { rows[here].end };
            return;
        }
        let x = thai::width(&self.text[rows[here].start..self.at]);
        let row = &rows[there];
        let mut at = row.start;
        while at < row.end && thai::width(&self.text[row.start..self.next(at)]) <= x {
            at = self.next(at);
        }
        // The end of a wrapped row is the begin of the next one.
        let wrapped = rows.get(there + 1).is_some_and(|next| next.start == row.end);
        self.at = if wrapped && at == row.end && at > row.start { self.before(at) } else { at };
    }

    /// Takes off one character, not the cluster: a wrong tone mark is mended without typing the
    /// consonant again, as Thai editors do.
    fn erase_before(&mut self) {
        if let Some(c) = self.text[..self.at].chars().next_back() {
            self.at -= c.len_utf8();
            self.text.remove(self.at);
            self.settle();
        }
    }

    /// Moves the cursor to the next place between clusters, where an edit has joined some.
    fn settle(&mut self) {
        while !thai::is_boundary(&self.text, self.at) {
            self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn before(&self, at: usize) -> usize {
        self.text[..at].grapheme_indices(true).next_back().map_or(0, |(begin, _)| begin)
    }

    fn next(&self, at: usize) -> usize {
        at + self.text[at..].graphemes(true).next().map_or(0, str::len)
    }

    fn line_range(&self) -> Range<usize> {
        let start = self.text[..self.at].rfind('\n').map_or(0, |n| n + 1);
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |n| self.at + n);
        start..end
    }

    fn word_before(&self, breaker: &mut Breaker) -> usize {
        let line = self.line_range();
        if self.at == line.start {
            return self.before(self.at);
        }
        let stops = breaker.breaks(&self.text[line.clone()]);
        stops.iter().map(|stop| line.start + stop).rfind(|stop| *stop < self.at).unwrap_or(line.start)
    }

    fn word_after(&self, breaker: &mut Breaker) -> usize {
        let line = self.line_range();
        if self.at == line.end {
            return self.next(self.at);
        }
        let stops = breaker.breaks(&self.text[line.clone()]);
        stops.iter().map(|stop| line.start + stop).find(|stop| *stop > self.at).unwrap_or(line.end)
    }
}

/// The row a cursor is in: the last that begins at or before it.
fn row_of(rows: &[Range<usize>], at: usize) -> usize {
    rows.partition_point(|row| row.start <= at).saturating_sub(1)
}

/// As on the screen, so that the cursor is counted in the same cells.
fn shown(text: &str) -> String {
    thai::visible(text).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keys::script;
    use super::*;

    fn typed(mut editor: Editor, keys: &str) -> Editor {
        let mut breaker = Breaker::default();
        for key in script(keys) {
            editor.key(key, &mut breaker);
        }
        editor
    }

    #[test]
    fn thai_with_marks() {
        let editor = typed(Editor::text(""), "น้ำท่วมที่นี่<enter>ปี ๒๕๗๐");
        assert_eq!(editor.written(), "น้ำท่วมที่นี่\nปี ๒๕๗๐");
        assert_eq!(typed(editor, "<bs><bs><bs><bs><bs>").written(), "น้ำท่วมที่นี่\nปี".trim_end());
    }

    #[test]
    fn backspace_takes_a_mark_and_delete_a_cluster() {
        assert_eq!(typed(Editor::line("ที่"), "<bs>").written(), "ที");
        assert_eq!(typed(Editor::line("ที่นี่"), "<home><del>").written(), "นี่");
        assert_eq!(typed(Editor::line("น้ำดี"), "<left><left>ใ").written(), "ใน้ำดี");
    }

    #[test]
    fn by_words() {
        let editor = typed(Editor::line("ความมั่นคงปลอดภัยของหน่วยงาน"), "<c-left>-");
        assert_eq!(editor.written(), "ความมั่นคงปลอดภัยของ-หน่วยงาน");
        assert_eq!(typed(Editor::line("กรมตัวอย่าง ฝ่ายเครือข่าย"), "<c-w>").written(), "กรมตัวอย่าง ฝ่าย");
    }

    #[test]
    fn up_and_down_keep_the_column() {
        let editor = typed(Editor::text("กขคง\nจฉ\nชซฌญ"), "<left><up><up>-");
        assert_eq!(editor.written(), "กข-คง\nจฉ\nชซฌญ");
    }

    #[test]
    fn pasted_text_is_cleaned() {
        let mut one = Editor::line("");
        one.insert("a\r\nb\tc\u{1b}[31m");
        assert_eq!(one.written(), "a b c[31m");
        let mut many = Editor::text("");
        many.insert("a\r\nb\rc\nd");
        assert_eq!(many.written(), "a\nb\nc\nd");
        many.insert(&"ก".repeat(100_000));
        assert!(many.written().len() <= LONGEST);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_key_breaks_it(
            keys in proptest::collection::vec(0usize..24, 0..80),
            width in 1u16..30,
            height in 1u16..6,
        ) {
            const KEYS: [Key; 24] = [
                Key::Char('ก'), Key::Char('้'), Key::Char('ำ'), Key::Char('่'), Key::Char('a'), Key::Char(' '),
                Key::Char('เ'), Key::Char('ท'), Key::Enter, Key::Backspace, Key::Delete, Key::Left, Key::Right,
                Key::Up, Key::Down, Key::Home, Key::End, Key::CtrlLeft, Key::CtrlRight, Key::PageUp, Key::PageDown,
                Key::Ctrl('w'), Key::Ctrl('u'), Key::Ctrl('d'),
            ];
            let mut breaker = Breaker::default();
            let mut editor = Editor::text("ทดสอบ");
            let theme = super::super::theme::Theme {
                color: false,
                symbols: super::super::theme::Symbols::Full,
                split_sara_am: false,
            };
            for key in keys {
                editor.key(KEYS[key], &mut breaker);
                prop_assert!(thai::is_boundary(&editor.text, editor.at));
                let area = ratatui::layout::Rect::new(0, 0, width, height);
                let mut buffer = ratatui::buffer::Buffer::empty(area);
                let mut canvas = Canvas::new(&mut buffer, area, theme);
                editor.draw(&mut canvas, &mut breaker);
                prop_assert!(canvas.cursor.is_some());
            }
        }
    }
}
