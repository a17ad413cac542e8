//! How things look: one accent colour, two greys, red for what the law requires and is missing.
//!
//! Status is never colour alone: every status has a glyph, every glyph an ASCII twin.

use phrom_checklists::readiness::Outcome;
use ratatui::style::{Color, Modifier, Style};

/// What a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Symbols {
    /// Everything.
    #[default]
    Full,
    /// Thai, but plain ASCII instead of ✓ ◐ ✗ and lines.
    Ascii,
    /// ASCII alone, for a locale that is not UTF-8: whatever else becomes `?`.
    AsciiOnly,
}

/// The role of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Ordinary text.
    Plain,
    /// What the eye should find first.
    Strong,
    /// Beside the point.
    Muted,
    /// Rules and empty parts of bars.
    Faint,
    /// Keys, the place of the cursor, links.
    Accent,
    /// Required by law and missing; errors.
    Danger,
}

/// Colours and symbols of this terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Theme {
    /// False under `NO_COLOR` or a dumb terminal: then no colour code is ever sent.
    pub(crate) color: bool,
    /// What can be shown.
    pub(crate) symbols: Symbols,
    /// Write SARA AM as two code points.
    pub(crate) split_sara_am: bool,
}

impl Theme {
    /// The style of a piece of text, on the selected row or off it.
    pub(crate) fn style(self, ink: Ink, selected: bool) -> Style {
        let style = Style::new();
        if !self.color {
            let style = match ink {
                Ink::Plain | Ink::Muted | Ink::Faint => style,
                Ink::Strong | Ink::Accent => style.add_modifier(Modifier::BOLD),
                Ink::Danger => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            };
            return if selected { style.add_modifier(Modifier::REVERSED) } else { style };
        }
        let style = match ink {
            Ink::Plain => style,
            Ink::Strong => style.add_modifier(Modifier::BOLD),
            Ink::Muted => style.fg(Color::Indexed(245)),
            Ink::Faint => style.fg(Color::Indexed(240)),
            Ink::Accent => style.fg(Color::Cyan),
            Ink::Danger => style.fg(Color::Red),
        };
        if selected && ink == Ink::Plain { style.add_modifier(Modifier::BOLD) } else { style }
    }

    /// The same text for a terminal that shows less.
    pub(crate) fn plainer(self, c: char) -> Option<&'static str> {
        if self.symbols == Symbols::Full {
            return None;
        }
        Some(match c {
            '✓' => "+",
            '◐' => "~",
            '✗' => "x",
            '–' => "-",
            '·' => ".",
            '⚠' => "!",
            '⧖' => "@",
            '›' => ">",
            '…' => "~",
            '─' => "-",
            '│' | '▕' | '▏' | '┬' | '┴' => "|",
            '█' => "#",
            '▓' => "=",
            '░' => ".",
            '↑' => "^",
            '↓' => "v",
            '←' => "<",
            '→' => ">",
            '×' => "x",
            '“' | '”' => "\"",
            _ => return None,
        })
    }
}

/// The glyph of a control's result.
pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "✓",
        Outcome::Partial => "◐",
        Outcome::NotMet => "✗",
        Outcome::NotApplicable => "–",
        Outcome::NotAssessed => "·",
    }
}

/// A scan contradicts the answer.
pub(crate) const CONTRADICTED: &str = "⚠";
/// A date is near or past.
pub(crate) const DUE: &str = "⧖";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_there_is_none() {
        let theme = Theme { color: false, symbols: Symbols::Full, split_sara_am: false };
        for ink in [Ink::Plain, Ink::Strong, Ink::Muted, Ink::Faint, Ink::Accent, Ink::Danger] {
            for selected in [false, true] {
                let style = theme.style(ink, selected);
                assert!(style.fg.is_none() && style.bg.is_none(), "{ink:?}");
            }
        }
    }

    #[test]
    fn every_status_has_its_own_ascii_twin() {
        let theme = Theme { color: true, symbols: Symbols::Ascii, split_sara_am: false };
        let mut seen = Vec::new();
        for glyph in ['✓', '◐', '✗', '–', '·', '⚠', '⧖'] {
            let twin = theme.plainer(glyph).unwrap();
            assert!(twin.is_ascii() && !seen.contains(&twin), "{glyph}");
            seen.push(twin);
        }
    }
}
