//! The only way to the screen: lines of inked pieces, cut and padded by the cell, nothing raw.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::theme::{Ink, Symbols, Theme};
use crate::thai;

/// One row of the screen: pieces from the left, pieces at the right edge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    left: Vec<(String, Ink)>,
    right: Vec<(String, Ink)>,
    selected: bool,
}

impl Line {
    /// Text in one ink.
    pub(crate) fn of(text: impl Into<String>, ink: Ink) -> Self {
        Self::default().then(text, ink)
    }

    /// An empty row.
    pub(crate) fn blank() -> Self {
        Self::default()
    }

    /// One more piece at the left.
    pub(crate) fn then(mut self, text: impl Into<String>, ink: Ink) -> Self {
        self.left.push((text.into(), ink));
        self
    }

    /// One more piece, cut or padded to exactly `cells`.
    pub(crate) fn column(self, text: &str, cells: usize, ink: Ink) -> Self {
        let text = thai::visible(text);
        let text = thai::clip(&text, cells);
        let pad = cells - thai::width(&text);
        let padded = format!("{text}{}", " ".repeat(pad));
        self.then(padded, ink)
    }

    /// One more piece at the right edge; the left gives way to it.
    pub(crate) fn right(mut self, text: impl Into<String>, ink: Ink) -> Self {
        self.right.push((text.into(), ink));
        self
    }

    /// A row of a list: with the pointer where it is selected.
    pub(crate) fn item(selected: bool) -> Self {
        let line = Self { selected, ..Self::default() };
        if selected { line.then(" › ", Ink::Accent) } else { line.then("   ", Ink::Plain) }
    }

    /// The same row, selected or not.
    pub(crate) fn select(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// A part of the screen and how to draw in it.
pub(crate) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    theme: Theme,
    /// Where the terminal's own cursor goes, if anywhere.
    pub(crate) cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(buffer: &'a mut Buffer, area: Rect, theme: Theme) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area, theme, cursor: None }
    }

    /// Cells across.
    pub(crate) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    /// Rows.
    pub(crate) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// A part of it: `x` and `y` from its own corner.
    pub(crate) fn part(&mut self, x: usize, y: usize, width: usize, height: usize) -> Canvas<'_> {
        let x = x.min(self.width());
        let y = y.min(self.height());
        let area = Rect {
            x: self.area.x + x as u16,
            y: self.area.y + y as u16,
            width: width.min(self.width() - x) as u16,
            height: height.min(self.height() - y) as u16,
        };
        Canvas { buffer: self.buffer, area, theme: self.theme, cursor: None }
    }

    /// Draws one row; rows below the last are ignored.
    pub(crate) fn line(&mut self, y: usize, line: &Line) {
        if y >= self.height() {
            return;
        }
        if line.selected && !self.theme.color {
            let style = self.theme.style(Ink::Plain, true);
            let row = Rect { y: self.area.y + y as u16, height: 1, ..self.area };
            self.buffer.set_style(row, style);
        }
        let right: usize = line.right.iter().map(|(text, _)| self.cells(text)).sum();
        let right = right.min(self.width());
        let room = if right == 0 { self.width() } else { (self.width() - right).saturating_sub(1) };
        self.pieces(y, 0, room, &line.left, line.selected);
        self.pieces(y, self.width() - right, right, &line.right, line.selected);
    }

    /// Draws rows from the top, from the `from`th on.
    pub(crate) fn lines(&mut self, lines: &[Line], from: usize) {
        for (y, line) in lines.iter().skip(from).take(self.height()).enumerate() {
            self.line(y, line);
        }
    }

    /// A rule across, with a joint at `joint` cells where a column begins or ends.
    pub(crate) fn rule(&mut self, y: usize, joint: Option<(usize, char)>) {
        let rule: String =
            (0..self.width()).map(|x| joint.filter(|(at, _)| *at == x).map_or('─', |(_, c)| c)).collect();
        self.line(y, &Line::of(rule, Ink::Faint));
    }

    /// A rule down.
    pub(crate) fn column(&mut self, x: usize) {
        for y in 0..self.height() {
            self.part(x, y, 1, 1).line(0, &Line::of("│", Ink::Faint));
        }
    }

    /// Puts the terminal's cursor.
    pub(crate) fn point(&mut self, x: usize, y: usize) {
        if self.width() > 0 && y < self.height() {
            let x = x.min(self.width() - 1);
            self.cursor = Some(Position { x: self.area.x + x as u16, y: self.area.y + y as u16 });
        }
    }

    fn pieces(&mut self, y: usize, x: usize, room: usize, pieces: &[(String, Ink)], selected: bool) {
        let total: usize = pieces.iter().map(|(text, _)| self.cells(text)).sum();
        let mut at = x;
        for (n, (text, ink)) in pieces.iter().enumerate() {
            let text = self.shown(text);
            let left = x + room - at;
            let rest: usize = pieces[n + 1..].iter().map(|(text, _)| self.cells(text)).sum();
            let text = if total > room && thai::width(&text) + rest.min(1) > left {
                Cow::Owned(thai::clip(&format!("{text}{}", " ".repeat(left + 1)), left).into_owned())
            } else {
                text
            };
            at += self.put(at, y, &text, left, *ink, selected);
            if at >= x + room {
                break;
            }
        }
    }

    /// Sets cell by cell. A wide character takes its cell and blanks the next.
    fn put(&mut self, x: usize, y: usize, text: &str, room: usize, ink: Ink, selected: bool) -> usize {
        let style = self.theme.style(ink, selected);
        let y = self.area.y + y as u16;
        let mut used = 0;
        for cluster in text.graphemes(true).flat_map(clusters) {
            let wide = usize::from(cluster.cell_width());
            if used + wide > room {
                break;
            }
            let at = self.area.x + (x + used) as u16;
            let symbol = match cluster.chars().next().and_then(|c| self.theme.plainer(c)) {
                Some(plain) => plain,
                None if self.theme.symbols == Symbols::AsciiOnly && !cluster.is_ascii() => "?",
                None => cluster,
            };
            self.buffer[(at, y)].set_symbol(symbol).set_style(style);
            for beside in 1..wide {
                let cell = &mut self.buffer[(at + beside as u16, y)];
                cell.reset();
                if symbol.is_ascii() {
                    cell.set_symbol(symbol);
                }
                cell.set_style(style);
            }
            used += wide;
        }
        used
    }

    fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let visible = thai::visible(text);
        if self.theme.split_sara_am {
            Cow::Owned(thai::split_sara_am(&visible).into_owned())
        } else {
            visible
        }
    }

    fn cells(&self, text: &str) -> usize {
        thai::width(&self.shown(text))
    }
}

/// A grapheme in the pieces a terminal keeps in cells: "ทำ" is one grapheme of two cells to Unicode
/// and two characters of one cell each to a terminal, which would leave the second behind when only
/// the first is drawn over.
fn clusters(grapheme: &str) -> Vec<&str> {
    if grapheme.contains(char::is_control) || grapheme.cell_width() == 0 {
        return Vec::new();
    }
    let cells = |c: char| c.encode_utf8(&mut [0; 4]).cell_width();
    if grapheme.cell_width() == 1 || grapheme.chars().any(|c| cells(c) > 1) {
        return vec![grapheme];
    }
    let mut starts: Vec<usize> =
        grapheme.char_indices().filter(|(_, c)| cells(*c) == 1).map(|(at, _)| at).collect();
    starts[0] = 0;
    starts.push(grapheme.len());
    starts.windows(2).map(|pair| &grapheme[pair[0]..pair[1]]).collect()
}

/// The rows of a buffer as a terminal shows them; a wide character takes its two cells.
#[cfg(test)]
pub(crate) fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += symbol.cell_width().max(1);
            }
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Theme = Theme { color: false, symbols: Symbols::Full, split_sara_am: false };

    fn draw(width: u16, theme: Theme, line: &Line) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        let area = buffer.area;
        Canvas::new(&mut buffer, area, theme).line(0, line);
        let row = rows(&buffer).remove(0);
        assert_eq!(thai::width(&row), usize::from(width), "{row}");
        row
    }

    #[test]
    fn left_gives_way_to_right() {
        let line = Line::of("ความพร้อมของหน่วยงาน", Ink::Plain).right("12 / 98", Ink::Muted);
        assert_eq!(draw(30, PLAIN, &line), "ความพร้อมของหน่วยงาน     12 / 98");
        assert_eq!(draw(16, PLAIN, &line), "ความพร้อ… 12 / 98");
        assert_eq!(draw(5, PLAIN, &line), "12 /…");
    }

    #[test]
    fn a_cut_piece_shows_that_it_is_cut() {
        let line = Line::of("abc", Ink::Plain).then("def", Ink::Muted);
        assert_eq!(draw(6, PLAIN, &line), "abcdef");
        assert_eq!(draw(5, PLAIN, &line), "abcd…");
        assert_eq!(draw(3, PLAIN, &line), "ab…");
    }

    #[test]
    fn plainer_terminals() {
        let line = Line::of("✓ ทำ › น้ำ", Ink::Plain);
        assert_eq!(draw(12, Theme { symbols: Symbols::Ascii, ..PLAIN }, &line), "+ ทำ > น้ำ   ");
        assert_eq!(draw(12, Theme { symbols: Symbols::AsciiOnly, ..PLAIN }, &line), "+ ?? > ??   ");
        assert_eq!(draw(12, Theme { split_sara_am: true, ..PLAIN }, &line), "✓ ท\u{e4d}า › น\u{e4d}้า   ");
    }

    #[test]
    fn no_cell_holds_two() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let area = buffer.area;
        Canvas::new(&mut buffer, area, PLAIN).line(0, &Line::of("น้ำทำ漢", Ink::Plain));
        let cells: Vec<&str> = buffer.content().iter().map(|c| c.symbol()).collect();
        assert_eq!(cells, ["น้", "ำ", "ท", "ำ", "漢", " ", " ", " "]);
    }

    #[test]
    fn nothing_raw_reaches_a_cell() {
        let line = Line::of("a\u{1b}[2J\nb", Ink::Plain);
        assert_eq!(draw(14, PLAIN, &line), "a\\x1b[2J\\nb   ");
    }
}
