//! The terminal: taken, given back on every way out, and read.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossbeam_channel::Sender;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event as Sent};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::UiError;
use super::app::Flow;
use super::event::Event;
use super::keys::Key;

/// True while the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours.
pub(crate) struct Screen(());

/// The terminal as ratatui draws to it.
pub(crate) type Drawing = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Takes the terminal and starts to listen: to its keys, and to signals.
pub(crate) fn open(events: &Sender<Event>) -> Result<(Screen, Drawing), UiError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(UiError::NotATerminal);
    }
    restore_on_panic(thread::current().id());
    listen_to_signals(events.clone())?;
    // crossterm 0.29 erases bold and reverse under NO_COLOR; our theme without colours needs them.
    crossterm::style::force_color_output(true);
    take()?;
    let screen = Screen(());
    let terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(io::stdout())))?;
    listen_to_keys(events.clone());
    Ok((screen, terminal))
}

impl Screen {
    /// Takes the terminal again after a stop; for a suspend, gives it back and stops first.
    pub(crate) fn recover(&mut self, flow: Flow) -> io::Result<()> {
        if flow == Flow::Suspend {
            give_back();
            signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        }
        take()
    }

    /// Gives the terminal back.
    pub(crate) fn close(self) {
        drop(self);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    // After a stop from outside the shell has set its own modes, and crossterm does not know.
    crossterm::terminal::disable_raw_mode()?;
    crossterm::terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
}

/// Best effort: where the terminal is gone there is nothing to give back.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = out.flush();
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// A panic of the UI's thread gives the terminal back before it is reported. One of a job's thread
/// is not printed over the screen: the job tells the UI that it has ended without a result.
fn restore_on_panic(ui: ThreadId) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let taken = TAKEN.load(Ordering::SeqCst);
            if taken && thread::current().id() != ui {
                return;
            }
            give_back();
            report(panic);
        }));
    });
}

fn listen_to_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Continued,
                signal => Event::Terminate(signal),
            };
            let ours = TAKEN.load(Ordering::SeqCst) || signal == SIGCONT;
            if !ours || events.send(event).is_err() {
                // The UI has ended: signals mean again what they always mean.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        }
    });
    Ok(())
}

fn listen_to_keys(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let sent = match crossterm::event::read() {
                Ok(Sent::Key(key)) => Key::from_terminal(key).into_iter().map(Event::Key).collect(),
                Ok(Sent::Paste(text)) => vec![Event::Paste(text)],
                Ok(Sent::Resize(..)) => vec![Event::Redraw],
                Ok(Sent::FocusGained | Sent::FocusLost | Sent::Mouse(_)) => Vec::new(),
                Err(_) => {
                    let _ = events.send(Event::InputLost);
                    return;
                }
            };
            for event in sent {
                if events.send(event).is_err() {
                    return;
                }
            }
        }
    });
}
