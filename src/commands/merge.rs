//! `phrom merge DIR`: takes what a copy of the same assessment has and this folder has not.

use std::path::Path;

use phrom_checklists::folder::JoinError;

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::write_failure;
use crate::summary;
use crate::text::{headless, joining as say};

/// Runs the command. It writes nothing in anybody's name, so nobody has to be named.
pub fn run(run: &Run, args: &args::Merge) -> Ended {
    let lang = run.lang();
    let mut session = run.open()?;
    let joined = session.join(&args.other).map_err(|error| failure(run, &args.other, &error))?;
    let events: u64 = joined.events.values().sum();
    run.console.line(say::joined(lang, events, joined.events.len(), joined.files.len()));
    for path in &joined.kept {
        run.console.line(say::kept(lang, path));
    }
    // What is wrong now, not what was wrong before: joining may have brought what was missing.
    run.damage.set(Exit::PASSED);
    run.tell(session.all_faults().chain(&joined.missing));
    let conflicts = session.conflicts();
    if !conflicts.is_empty() {
        run.console.line(say::conflicts_open(lang, conflicts.len()));
        super::conflict::list(run, conflicts);
    }
    Ok(Exit::PASSED)
}

fn failure(run: &Run, other: &Path, error: &JoinError) -> Failure {
    let lang = run.lang();
    match error {
        JoinError::Open(e) => Failure::usage(headless::open_error(lang, e)),
        JoinError::Write(e) => write_failure(lang, e),
        JoinError::Damaged { theirs, faults } => {
            let list: Vec<String> = faults.iter().map(|f| headless::fault(lang, f)).collect();
            let what = format!("{}\n{}", say::damaged(lang, *theirs), list.join("\n"));
            let exit = faults.iter().map(summary::weight).fold(Exit::PASSED, Exit::and);
            Failure { exit, what, hint: Some(say::verify_first(lang).to_owned()) }
        }
        JoinError::Diverged { chain, line } => {
            Failure::integrity(say::diverged(lang, chain, *line)).hint(say::diverged_hint(lang))
        }
        JoinError::Itself => Failure::usage(say::itself(lang)),
        JoinError::OtherAssessment => Failure::usage(say::other_assessment(lang, other)),
        JoinError::OtherPacks => Failure::usage(say::other_packs(lang)),
        JoinError::Sealed { round } => Failure::usage(say::sealed_without(lang, *round)),
        JoinError::Changed { file } => Failure::usage(say::changed(lang, file)),
    }
}
