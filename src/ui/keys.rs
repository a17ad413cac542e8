//! Keys as commands name them, and as the terminal sends them.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::thai;

/// One key press. Shift is in the character itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character.
    Char(char),
    /// Control and a Latin letter.
    Ctrl(char),
    /// Control and an arrow.
    CtrlLeft,
    /// Control and an arrow.
    CtrlRight,
    /// ↵
    Enter,
    /// Leave.
    Esc,
    /// Onward.
    Tab,
    /// Back.
    BackTab,
    /// Erases to the left.
    Backspace,
    /// Erases to the right.
    Delete,
    /// ↑
    Up,
    /// ↓
    Down,
    /// ←
    Left,
    /// →
    Right,
    /// Begin of line.
    Home,
    /// End of line.
    End,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
}

impl Key {
    /// What the terminal sent. `Alt` and a key is how a terminal tells of `Esc` and a key in quick
    /// succession, and is taken as both.
    pub fn from_terminal(event: KeyEvent) -> Vec<Key> {
        if event.kind == KeyEventKind::Release {
            return Vec::new();
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let key = match event.code {
            KeyCode::Char(c) if ctrl => Key::Ctrl(thai::latin_twin(c).unwrap_or(c).to_ascii_lowercase()),
            KeyCode::Char(c) => Key::Char(c),
            KeyCode::Left if ctrl => Key::CtrlLeft,
            KeyCode::Right if ctrl => Key::CtrlRight,
            KeyCode::Enter => Key::Enter,
            KeyCode::Esc => Key::Esc,
            KeyCode::Tab => Key::Tab,
            KeyCode::BackTab => Key::BackTab,
            KeyCode::Backspace => Key::Backspace,
            KeyCode::Delete => Key::Delete,
            KeyCode::Up => Key::Up,
            KeyCode::Down => Key::Down,
            KeyCode::Left => Key::Left,
            KeyCode::Right => Key::Right,
            KeyCode::Home => Key::Home,
            KeyCode::End => Key::End,
            KeyCode::PageUp => Key::PageUp,
            KeyCode::PageDown => Key::PageDown,
            _ => return Vec::new(),
        };
        let escaped = event.modifiers.contains(KeyModifiers::ALT) && matches!(key, Key::Char(_) | Key::Enter);
        if escaped { vec![Key::Esc, key] } else { vec![key] }
    }

    /// The same physical key of a Latin keyboard, for a Thai character.
    pub fn twin(self) -> Option<Key> {
        match self {
            Key::Char(c) => thai::latin_twin(c).map(Key::Char),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Key::Char(' ') => "Space",
            Key::Char(c) => return write!(f, "{c}"),
            Key::Ctrl(c) => return write!(f, "Ctrl-{}", c.to_ascii_uppercase()),
            Key::CtrlLeft => "Ctrl-←",
            Key::CtrlRight => "Ctrl-→",
            Key::Enter => "Enter",
            Key::Esc => "Esc",
            Key::Tab => "Tab",
            Key::BackTab => "Shift-Tab",
            Key::Backspace => "Backspace",
            Key::Delete => "Delete",
            Key::Up => "↑",
            Key::Down => "↓",
            Key::Left => "←",
            Key::Right => "→",
            Key::Home => "Home",
            Key::End => "End",
            Key::PageUp => "PgUp",
            Key::PageDown => "PgDn",
        };
        f.write_str(name)
    }
}

/// Reads `jj<enter>y<esc>q` as tests write it; `<lt>` is `<`, `<c-s>` is Ctrl-S.
#[cfg(test)]
pub(crate) fn script(written: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '<' {
            keys.push(if c == '\n' { Key::Enter } else { Key::Char(c) });
            continue;
        }
        let (name, after) = rest.split_once('>').expect("a named key ends with >");
        rest = after;
        keys.push(match name {
            "lt" => Key::Char('<'),
            "enter" => Key::Enter,
            "esc" => Key::Esc,
            "tab" => Key::Tab,
            "backtab" => Key::BackTab,
            "bs" => Key::Backspace,
            "del" => Key::Delete,
            "up" => Key::Up,
            "down" => Key::Down,
            "left" => Key::Left,
            "right" => Key::Right,
            "home" => Key::Home,
            "end" => Key::End,
            "pgup" => Key::PageUp,
            "pgdn" => Key::PageDown,
            "space" => Key::Char(' '),
            "c-left" => Key::CtrlLeft,
            "c-right" => Key::CtrlRight,
            other => match other.strip_prefix("c-").and_then(|c| c.chars().next()) {
                Some(c) => Key::Ctrl(c),
                None => panic!("unknown key <{other}>"),
            },
        });
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_the_terminal() {
        let key = |code, modifiers| Key::from_terminal(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::Char('L'), KeyModifiers::SHIFT), [Key::Char('L')]);
        assert_eq!(key(KeyCode::Char('้'), KeyModifiers::NONE), [Key::Char('้')]);
        assert_eq!(key(KeyCode::Char('แ'), KeyModifiers::CONTROL), [Key::Ctrl('c')]);
        assert_eq!(key(KeyCode::Char('q'), KeyModifiers::ALT), [Key::Esc, Key::Char('q')]);
        assert_eq!(key(KeyCode::F(5), KeyModifiers::NONE), []);
        let release = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::from(KeyCode::Enter) };
        assert_eq!(Key::from_terminal(release), []);
    }

    #[test]
    fn twins() {
        assert_eq!(Key::Char('ั').twin(), Some(Key::Char('y')));
        assert_eq!(Key::Char('y').twin(), None);
        assert_eq!(Key::Enter.twin(), None);
    }
}
