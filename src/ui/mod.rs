//! The terminal UI: an officer walks through the checklists, attaches evidence, scans and reports.
//!
//! A screen answers what can be done (`commands`), does it (`event`) and shows itself (`draw`); the
//! footer, the help and the palette are made from the same commands. What is answered is on disk
//! before the next key is read. The loop sleeps until something happens.

pub mod command;
pub mod desk;
pub mod event;
pub mod keys;
pub mod theme;

mod app;
mod canvas;
mod date;
mod editor;
mod finding_text;
mod frame;
mod list;
mod next;
mod terminal;
mod view;

#[cfg(test)]
mod tests;

use std::io;

use crossbeam_channel::{Receiver, RecvTimeoutError};
use jiff::Timestamp;
use phrom_checklists::bilingual::Lang;
use ratatui::Terminal;
use ratatui::backend::Backend;

use app::{App, Flow};
use desk::Desk;
use event::Event;
use theme::Symbols;

/// What the program knows of the terminal and the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The language to begin in; `L` switches.
    pub lang: Lang,
    /// False under `NO_COLOR` (set and not empty) or `TERM=dumb`.
    pub color: bool,
    /// What the terminal can show: `Ascii` for `--ascii`, `AsciiOnly` for a locale that is not UTF-8.
    pub symbols: Symbols,
    /// True for terminals that give a consonant with SARA AM one cell (kitty).
    pub split_sara_am: bool,
}

/// How the UI ended. Everything answered is saved in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// As asked.
    Quit,
    /// By a signal; the program exits with 128 + its number.
    Signal(i32),
    /// The terminal went away.
    InputLost,
}

/// Why the UI could not run.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// Input or output is no terminal.
    #[error("not a terminal")]
    NotATerminal,
    /// The terminal could not be set up or written to.
    #[error("the terminal failed")]
    Terminal(#[from] io::Error),
}

/// Runs the UI until it is left. `clock` tells the time: of what is saved, and of drafts.
///
/// The terminal is given back as it was on every way out: return, panic, SIGTERM, SIGHUP, suspend.
/// The thread that reads keys lives until the process ends, so call this once.
pub fn run(desk: &mut dyn Desk, options: Options, clock: &dyn Fn() -> Timestamp) -> Result<Exit, UiError> {
    let (sender, events) = crossbeam_channel::unbounded();
    let (mut screen, mut terminal) = terminal::open(&sender)?;
    let mut app = App::new(options, desk, sender, clock());
    let ended = pump(&mut app, desk, &mut terminal, &events, clock, &mut |flow| screen.recover(flow));
    screen.close();
    Ok(ended?)
}

/// A scan may tell of its progress faster than it can be taken: after so many events the screen is
/// drawn whatever waits.
const EVENTS_A_DRAW: usize = 256;

/// The loop: draw, sleep until an event, take the events that wait, draw again.
fn pump<B: Backend>(
    app: &mut App,
    desk: &mut dyn Desk,
    terminal: &mut Terminal<B>,
    events: &Receiver<Event>,
    clock: &dyn Fn() -> Timestamp,
    recover: &mut dyn FnMut(Flow) -> Result<(), B::Error>,
) -> Result<Exit, B::Error> {
    loop {
        terminal.draw(|frame| app.draw(frame, desk))?;
        let mut next = match app.patience(clock()) {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(patience) => events.recv_timeout(patience),
        };
        for left in (0..EVENTS_A_DRAW).rev() {
            let event = match next {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => Event::DraftDue,
                Err(RecvTimeoutError::Disconnected) => Event::InputLost,
            };
            match app.handle(event, clock(), desk) {
                Flow::Go => {}
                flow @ (Flow::Suspend | Flow::Redraw) => {
                    recover(flow)?;
                    // Not `clear`: it asks the terminal where its cursor is, and the answer would
                    // have to pass the thread that reads keys.
                    let size = terminal.size()?;
                    terminal.resize(size.into())?;
                }
                Flow::End(exit) => return Ok(exit),
            }
            // What is received must be handled, so none is after the last round.
            match (left > 0).then(|| events.try_recv()) {
                Some(Ok(event)) => next = Ok(event),
                Some(Err(_)) | None => break,
            }
        }
    }
}
