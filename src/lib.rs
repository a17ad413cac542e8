//! phrom, the program: arguments, commands, terminal UI, configuration, files and exit statuses.
//!
//! Everything below it is in three crates: `phrom-checklists` (what must be true),
//! `phrom-scanners` (what can be seen from here), `phrom-reports` (how it is told). Only this crate
//! prints, reads the environment or the clock, and knows a home folder.

pub mod args;
pub mod clock;
pub mod commands;
pub mod config;
pub mod console;
pub mod desk;
pub mod environment;
pub mod exit;
pub mod failure;
pub mod output;
pub mod progress;
pub mod relevance;
pub mod scanning;
pub mod session;
pub mod summary;
pub mod text;
pub mod thai;
pub mod ui;

use std::cell::Cell;
use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};
use phrom_checklists::bilingual::Lang;

use args::{Cli, Command};
use commands::Run;
use console::Console;
use exit::Exit;
use text::headless as say;

/// Runs phrom with these arguments, the program's own name first.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Exit {
    // A limit on a file's size then comes back as an error of the write, after which the old state
    // stands, and not as a signal that ends the process.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    let arguments: Vec<OsString> = arguments.collect();
    let lang = language(&arguments);
    let console = Console::new(lang);
    let command = text::help::localize(Cli::command(), lang);
    let cli = match command.try_get_matches_from(arguments).and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            console.line(error.to_string().trim_end());
            return Exit::PASSED;
        }
        Err(error) => {
            console.message(text::usage::sentence(lang, &error));
            return Exit::USAGE;
        }
    };
    let run = Run { global: cli.global, console, now: clock::now(), damage: Cell::default() };
    let ended = match &cli.command {
        None => commands::screen::run(&run),
        Some(Command::Init(args)) => commands::init::run(&run, args),
        Some(Command::Check(args)) => commands::check::run(&run, args),
        Some(Command::Scan(args)) => commands::scan::run(&run, args),
        Some(Command::System(args)) => commands::system::run(&run, args),
        Some(Command::Fact(args)) => commands::fact::run(&run, args),
        Some(Command::Answer(args)) => commands::answer::run(&run, args),
        Some(Command::Evidence(args)) => commands::evidence::run(&run, args),
        Some(Command::Conflict(args)) => commands::conflict::run(&run, args),
        Some(Command::Merge(args)) => commands::merge::run(&run, args),
        Some(Command::Person(args)) => commands::people::person(&run, args),
        Some(Command::Assign(args)) => commands::people::assign(&run, args),
        Some(Command::Approve(args)) => commands::people::approve(&run, args),
        Some(Command::Comment(args)) => commands::people::comment(&run, args),
        Some(Command::History(args)) => commands::people::events(&run, args),
        Some(Command::Waiver(args)) => commands::people::waiver(&run, args),
        Some(Command::Gate(args)) => commands::gate::run(&run, args),
        Some(Command::Plan(args)) => commands::plan::run(&run, args),
        Some(Command::Report(args)) => commands::report::run(&run, args),
        Some(Command::Verify(args)) => commands::verify::run(&run, args),
        Some(Command::Packs(args)) => commands::packs::run(&run, args),
        Some(Command::Key(args)) => commands::key::run(&run, args),
    };
    let exit = match ended {
        Ok(exit) => exit,
        Err(failure) => {
            run.console.message(format!("phrom: {}", failure.what));
            if let Some(hint) = &failure.hint {
                run.console.message(say::hint(lang, hint));
            }
            failure.exit
        }
    };
    let exit = exit.and(run.damage.get());
    match run.console.failed() {
        Some(why) => {
            run.console.message(format!("phrom: {}", say::not_written(lang, None, why)));
            exit.and(Exit::USAGE)
        }
        None => exit,
    }
}

/// The language must be known before the arguments are parsed: their errors and their help are said
/// in it.
fn language(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|a| a.to_str()).collect();
    let after = texts.windows(2).any(|pair| pair == ["--lang", "en"]);
    if after || texts.contains(&"--lang=en") { Lang::En } else { Lang::Th }
}
