//! A located message: what is wrong, in which file, at which line and column, and what to do.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::bilingual::Lang;
use crate::problem::Problem;
use crate::text;
use crate::thai;

/// Longest excerpt of a source line that is kept, in characters. Lines of Thai text are long.
const EXCERPT: usize = 2000;

/// Characters kept before the caret where a line is longer than an excerpt.
const BEFORE: usize = 1900;

/// Columns of a rendered message; the renderer cuts longer lines around the caret.
const WIDTH: usize = 100;

/// One problem at one place. Ordered by file, line and column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// The file as the caller named it.
    pub file: String,
    /// Where in the file; `None` where the file as a whole is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

/// A place in a file, with the source line it is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode scalar values); a byte order mark is not counted.
    pub column: usize,
    /// In characters; 0 points between two.
    pub length: usize,
    /// The line, or the part of a long line around the column with `…` where it was cut.
    pub excerpt: String,
    /// Characters of `excerpt` before the column.
    #[serde(skip)]
    pub before: usize,
}

/// Whether escape sequences for colours may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI escape sequences.
    Always,
}

impl Diagnostic {
    /// A problem of a file as a whole.
    pub(crate) fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), position: None, problem }
    }

    /// What is wrong, as one sentence.
    pub fn message(&self, lang: Lang) -> String {
        text::message(&self.problem).in_lang(lang).to_owned()
    }

    /// What to do about it, as one or two sentences.
    pub fn help(&self, lang: Lang) -> String {
        text::help(&self.problem).in_lang(lang).to_owned()
    }

    /// What a library or the system said, in its own words.
    pub fn said(&self) -> Option<&str> {
        match &self.problem {
            Problem::Unreadable { said }
            | Problem::UnclosedQuote { said }
            | Problem::UnclosedBracket { said }
            | Problem::ColonInText { said }
            | Problem::UnquotedSign { said }
            | Problem::MissingColon { said }
            | Problem::Indentation { said }
            | Problem::NotYaml { said }
            | Problem::Refused { said } => Some(said),
            _ => None,
        }
    }

    /// The whole message for a person: sentence, place, source line with a caret, what to do.
    pub fn render(&self, lang: Lang, colour: Colour) -> String {
        let (message, help) = (self.message(lang), self.help(lang));
        let title = Level::ERROR.with_name(text::error(lang)).primary_title(message).id(self.problem.code());
        let origin = Origin::path(self.file.as_str());
        let mut group = match &self.position {
            None => title.element(origin),
            Some(position) => {
                let snippet = Snippet::source(position.excerpt.as_str())
                    .line_start(position.line)
                    .annotation(AnnotationKind::Primary.span(position.bytes()));
                // The renderer counts the column in what it is given.
                if position.before + 1 == position.column {
                    title.element(snippet.path(self.file.as_str()))
                } else {
                    title.element(origin.line(position.line).char_column(position.column)).element(snippet)
                }
            }
        };
        if let Some(said) = self.said() {
            group = group.element(Level::NOTE.with_name(text::said(lang)).message(printable(said, EXCERPT)));
        }
        group = group.element(Level::HELP.with_name(text::todo(lang)).message(help));
        let report: &[Group<'_>] = &[group];
        match colour {
            Colour::Never => Renderer::plain(),
            Colour::Always => Renderer::styled(),
        }
        .term_width(WIDTH)
        .render(report)
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: code`, for logs; people get [`Diagnostic::render`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column, .. }) = &self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.problem.code())
    }
}

impl std::error::Error for Diagnostic {}

impl Position {
    /// The place `column` (from 1) of `source`, which is line `line` of a file.
    pub(crate) fn new(source: &str, line: usize, column: usize, length: usize) -> Self {
        let count = source.chars().count();
        let column = column.clamp(1, count + 1);
        let length = length.min(count + 1 - column);
        if count <= EXCERPT {
            return Self { line, column, length, excerpt: printable(source, count), before: column - 1 };
        }
        let mut from = (column - 1).saturating_sub(BEFORE);
        // A mark without its consonant would sit on the ellipsis.
        while source.chars().nth(from).is_some_and(thai::is_mark) && from < column - 1 {
            from += 1;
        }
        let part: String = source.chars().skip(from).take(EXCERPT).collect();
        let kept = part.chars().count();
        let head = if from > 0 { "…" } else { "" };
        let tail = if from + kept < count { "…" } else { "" };
        let excerpt = format!("{head}{}{tail}", printable(&part, EXCERPT));
        let before = column - 1 - from + head.chars().count();
        Self { line, column, length: length.min(kept - (column - 1 - from)), excerpt, before }
    }

    /// The caret's bytes in `excerpt`; an empty length gets one character to point at.
    fn bytes(&self) -> std::ops::Range<usize> {
        let at = |n: usize| self.excerpt.char_indices().nth(n).map_or(self.excerpt.len(), |(at, _)| at);
        at(self.before)..at(self.before + self.length.max(1))
    }
}

/// At most `limit` characters, every control or invisible one as `�`, so that a hostile file cannot
/// drive the terminal, and one character stays one character.
fn printable(text: &str, limit: usize) -> String {
    text.chars().take(limit).map(|c| if is_invisible(c) { '\u{fffd}' } else { c }).collect()
}

/// True for control characters and for those that take no room or turn the line around: nobody sees
/// them, and a search does not find what they stand in.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: &str, word: &str) -> Diagnostic {
        let column = source[..source.find(word).unwrap()].chars().count() + 1;
        Diagnostic {
            file: "ก.yaml".into(),
            position: Some(Position::new(source, 7, column, word.chars().count())),
            problem: Problem::Empty,
        }
    }

    /// Columns on a screen: Thai marks take none, ำ takes one.
    fn columns(text: &str) -> usize {
        text.chars().filter(|c| !thai::is_mark(*c)).count()
    }

    #[test]
    fn caret_under_the_word() {
        let longest = format!("  th: \"{}titel\"", "ที่นี่".repeat(2000));
        let long = format!("  th: \"{} ที่นี่ {}\"", "น้ำทั้งสิ้นที่".repeat(40), "ก็".repeat(200));
        for (source, word) in [
            ("titel: x", "titel"),
            ("  th: น้ำหนักที่เห็น titel: x", "titel"),
            ("  th: น้ำที่", "ที่"),
            ("ำ", "ำ"),
            (long.as_str(), "ที่นี่"),
            (longest.as_str(), "titel"),
        ] {
            let rendered = at(source, word).render(Lang::Th, Colour::Never);
            let lines: Vec<&str> = rendered.lines().collect();
            let shown = lines.iter().position(|l| l.starts_with("7 |")).unwrap();
            let (line, caret) = (lines[shown], lines[shown + 1]);
            let place = columns(&line[..line.find(word).unwrap()]);
            assert_eq!(columns(&caret[..caret.find('^').unwrap()]), place, "{rendered}");
            assert_eq!(caret.matches('^').count(), columns(word), "{rendered}");
            let column = source[..source.find(word).unwrap()].chars().count() + 1;
            assert!(rendered.contains(&format!("ก.yaml:7:{column}\n")), "{rendered}");
        }
    }

    #[test]
    fn every_place_is_a_place() {
        for source in ["", "ก", "น้ำ\u{7}\u{202e}", &"ที่".repeat(500)] {
            for column in [0, 1, 2, 3, 50, 500, 1499, 1500, 1501, usize::MAX] {
                for length in [0, 1, 40, usize::MAX] {
                    let diagnostic = Diagnostic {
                        file: "f".into(),
                        position: Some(Position::new(source, 1, column, length)),
                        problem: Problem::Tab,
                    };
                    let rendered = diagnostic.render(Lang::En, Colour::Never);
                    assert!(rendered.contains('^'), "{rendered}");
                    assert!(!rendered.contains(['\u{7}', '\u{202e}', '\u{1b}']), "{rendered}");
                }
            }
        }
    }

    #[test]
    fn colour_only_when_asked() {
        let diagnostic = at("a: 1", "a");
        assert!(!diagnostic.render(Lang::En, Colour::Never).contains('\u{1b}'));
        assert!(diagnostic.render(Lang::En, Colour::Always).contains('\u{1b}'));
    }
}
