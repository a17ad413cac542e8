//! Where results and messages go: results to stdout, messages to stderr, progress to stderr and
//! only to a terminal.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use phrom_checklists::bilingual::Lang;

/// The two ends of a run.
#[derive(Debug)]
pub struct Console {
    /// The language of every sentence.
    pub lang: Lang,
    /// True where a person watches stderr.
    pub watched: bool,
}

impl Console {
    /// Over this process's own stdout and stderr.
    pub fn new(lang: Lang) -> Self {
        Self { lang, watched: io::stderr().is_terminal() }
    }

    /// One line of result. A reader that has gone away ends the run quietly, as `head` expects.
    pub fn line(&self, text: impl fmt::Display) {
        if writeln!(io::stdout().lock(), "{}", Plain(&text.to_string())).is_err() {
            std::process::exit(0);
        }
    }

    /// Bytes of a result as they are, for `--out -`.
    pub fn bytes(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// One line of message. Nobody to hear it is no reason to fail.
    pub fn message(&self, text: impl fmt::Display) {
        let _ = writeln!(io::stderr().lock(), "{}", Plain(&text.to_string()));
    }
}

/// Text without the control characters that could drive a terminal; newline and tab stay. Whatever
/// comes from a file, a server or a journal passes here.
#[derive(Debug)]
pub struct Plain<'a>(pub &'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '\n' | '\t' => fmt::Write::write_char(f, c)?,
                // Bidirectional overrides can make a path read as another one.
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => write!(f, "\\u{{{:x}}}", u32::from(c))?,
                c if c.is_control() => write!(f, "\\x{:02x}", u32::from(c))?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_drives_the_terminal() {
        assert_eq!(Plain("ก้\u{1b}[31mx\u{9b}y\r\n").to_string(), "ก้\\x1b[31mx\\x9by\\x0d\n");
        assert_eq!(Plain("a\u{202e}b").to_string(), "a\\u{202e}b");
    }
}
