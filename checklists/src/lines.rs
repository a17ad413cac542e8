//! The text of a file, its lines, and places in it.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Position, is_invisible};
use crate::outline::Span;
use crate::problem::Problem;

/// A UTF-8 text without byte order mark.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    /// The file as the diagnostics name it.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
    /// Byte offset of each line.
    starts: Vec<usize>,
}

impl Lines {
    /// Takes UTF-8 with or without a byte order mark, with Unix or Windows line ends.
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let text = decode(name, bytes).map_err(|diagnostic| vec![*diagnostic])?;
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Ok(Self { name: name.to_owned(), text, starts })
    }

    /// How many lines there are; at least one.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// A problem at a span.
    pub(crate) fn diagnostic(&self, span: Span, problem: Problem) -> Diagnostic {
        let line = span.line.clamp(1, self.count());
        // A place behind the last line is shown at the end of the last line with something on it.
        let (line, column) = if span.line > line || (line > 1 && self.line(line).is_empty()) {
            let last = (1..=line).rev().find(|n| !self.line(*n).trim().is_empty()).unwrap_or(1);
            (last, self.line(last).chars().count() + 1)
        } else {
            (line, span.column)
        };
        let position = Position::new(self.line(line), line, column, span.length);
        Diagnostic { file: self.name.clone(), position: Some(position), problem }
    }

    /// Tabs and invisible characters, the first of each kind.
    pub(crate) fn unseen(&self) -> Vec<(Span, Problem)> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for (i, start) in self.starts.iter().enumerate() {
            let line = &self.text[*start..self.start(i + 2)];
            // A carriage return is part of a line end, or it is invisible.
            let line = line.strip_suffix('\n').map_or(line, |l| l.strip_suffix('\r').unwrap_or(l));
            for (at, c) in line.char_indices().filter(|(_, c)| is_invisible(*c)) {
                if seen.insert(c) {
                    let problem = match c {
                        '\t' => Problem::Tab,
                        _ => Problem::Invisible { character: format!("U+{:04X}", u32::from(c)) },
                    };
                    let column = line[..at].chars().count() + 1;
                    found.push((Span { line: i + 1, column, length: 1, last: i + 1 }, problem));
                }
            }
        }
        found
    }

    /// Line `n` from 1 without its end; empty where there is none.
    pub(crate) fn line(&self, n: usize) -> &str {
        let (start, end) = (self.start(n), self.start(n + 1));
        self.text[start..end].trim_end_matches(['\r', '\n'])
    }

    /// Byte offset of line `n` from 1; the end of the text where there is none.
    pub(crate) fn start(&self, n: usize) -> usize {
        n.checked_sub(1).and_then(|i| self.starts.get(i).copied()).unwrap_or(self.text.len())
    }

    /// Byte offset of a span's start.
    pub(crate) fn offset(&self, span: Span) -> usize {
        let start = self.start(span.line);
        let line = self.line(span.line);
        start + line.char_indices().nth(span.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
    }

    /// The character at a span's start.
    pub(crate) fn char_at(&self, span: Span) -> Option<char> {
        self.text[self.offset(span)..].chars().next()
    }

    /// The characters from a place to the next space.
    pub(crate) fn word(&self, span: Span) -> Span {
        let length = self.text[self.offset(span)..].split([' ', '\r', '\n']).next().unwrap_or_default();
        Span { length: length.chars().count(), ..span }
    }

    /// The last line with something on it before a place.
    pub(crate) fn line_before(&self, span: Span) -> Span {
        let line = (1..span.line).rev().find(|n| !self.line(*n).trim().is_empty()).unwrap_or(span.line);
        let text = self.line(line);
        let column = 1 + text.chars().take_while(|c| *c == ' ').count();
        Span { line, column, length: text.trim().chars().count(), last: line }
    }
}

/// UTF-8 text without byte order mark.
fn decode(name: &str, bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let (good, bad) = bytes.split_at(error.valid_up_to());
    let line = 1 + good.iter().filter(|b| **b == b'\n').count();
    let start = good.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let end = bad.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| good.len() + at);
    let column = String::from_utf8_lossy(&good[start..]).chars().count() + 1;
    let source = String::from_utf8_lossy(&bytes[start..end]);
    let position = Some(Position::new(source.trim_end(), line, column, 1));
    Err(Box::new(Diagnostic { file: name.to_owned(), position, problem: Problem::NotUtf8 }))
}
