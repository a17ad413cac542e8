//! `phrom` without a command: the terminal UI.

use phrom_checklists::bilingual::{Lang, Text};

use super::init::{Wanted, make};
use super::{Ended, Run};
use crate::desk::SessionDesk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::headless as say;
use crate::ui::theme::Symbols;
use crate::ui::{self, Options};
use crate::{clock, environment, session};

/// Opens the assessment here in the terminal UI, or offers to make one.
pub fn run(run: &Run) -> Ended {
    let lang = run.lang();
    if !environment::interactive() {
        return Err(Failure::usage(say::no_terminal(lang)).hint(say::see_help(lang)));
    }
    let dir = session::place(run.global.dir.as_deref());
    if !dir.join("phrom.yaml").exists() {
        run.console.message(say::no_assessment_yet(lang, &dir));
        let name = super::init::ask(say::ask_agency_name(lang))?;
        let by = author(run)?;
        let round = phrom_checklists::journal::Round::first_of(run.as_of());
        drop(make(run, &dir, &by, &Wanted { name, name_en: None, packs: Vec::new(), round })?);
    }
    let mut session = session::Session::open(&dir, run.as_of(), lang)?;
    let by = author(run)?;
    let identity = session::identity(&run.config()?, Some(&by), &session.folder, true, lang)?;
    // Somebody else's lock, a newer format: still worth reading.
    let read_only = session
        .folder
        .begin_writing(&identity)
        .err()
        .map(|e| Text { th: say::write_error(Lang::Th, &e), en: say::write_error(Lang::En, &e) });
    let utf8 = environment::utf8_locale();
    let options = Options {
        // Thai cannot be shown without UTF-8; English can.
        lang: if utf8 { lang } else { Lang::En },
        color: !environment::no_color(),
        symbols: match (utf8, run.global.ascii) {
            (false, _) => Symbols::AsciiOnly,
            (true, true) => Symbols::Ascii,
            (true, false) => Symbols::Full,
        },
        split_sara_am: false,
    };
    let mut desk = SessionDesk::new(session, read_only, run);
    let ended =
        ui::run(&mut desk, options, &clock::now).map_err(|e| Failure::usage(say::screen_failed(lang, &e)))?;
    for said in desk.leave() {
        run.console.message(said.in_lang(lang));
    }
    match ended {
        // As a shell reports a signal; everything answered is saved and the terminal given back.
        ui::Exit::Signal(number) => std::process::exit(128 + number),
        ui::Exit::Quit | ui::Exit::InputLost => Ok(Exit::PASSED),
    }
}

fn author(run: &Run) -> Result<String, Failure> {
    let configured = run.config()?.settings().ok().and_then(|s| s.author);
    match run.global.by.clone().or(configured) {
        Some(by) => Ok(by),
        None => super::init::ask(say::ask_author(run.lang())),
    }
}
