//! Where results and messages go: results to stdout, messages to stderr, progress to stderr and
//! only to a terminal. Where `--out` takes stdout for itself, the summary goes to stderr.

use std::cell::RefCell;
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
    results: RefCell<Results>,
}

/// Where lines of result go.
#[derive(Debug)]
enum Results {
    Stdout,
    /// stdout belongs to a file format.
    Stderr,
    /// The reader went away, as `head` does: nothing more is printed, the run goes on.
    Gone,
    /// The system refused; in its words.
    Failed(String),
}

impl Console {
    /// Over this process's own stdout and stderr.
    pub fn new(lang: Lang) -> Self {
        Self { lang, watched: io::stderr().is_terminal(), results: RefCell::new(Results::Stdout) }
    }

    /// Leaves stdout to a file format: lines of result go to stderr from now on.
    pub fn leave_stdout(&self) {
        self.results.replace(Results::Stderr);
    }

    /// One line of result. That it cannot be written changes nothing of the run: files are still
    /// written and the status is what it would have been, see [`Console::failed`].
    pub fn line(&self, text: impl fmt::Display) {
        let text = text.to_string();
        let mut results = self.results.borrow_mut();
        match *results {
            Results::Stdout => {
                let mut out = io::stdout().lock();
                if let Err(e) = writeln!(out, "{}", Plain(&text)).and_then(|()| out.flush()) {
                    *results = match e.kind() {
                        io::ErrorKind::BrokenPipe => Results::Gone,
                        _ => Results::Failed(e.to_string()),
                    };
                }
            }
            Results::Stderr => self.message(text),
            Results::Gone | Results::Failed(_) => {}
        }
    }

    /// Why lines of result were lost, in the system's words; nothing where the reader went away.
    pub fn failed(&self) -> Option<String> {
        match &*self.results.borrow() {
            Results::Failed(why) => Some(why.clone()),
            Results::Stdout | Results::Stderr | Results::Gone => None,
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
