//! `phrom verify`: is the folder what was written?

use phrom_checklists::folder::Folder;

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session;
use crate::summary;
use crate::text::headless as say;

/// Runs the command. Works on the folder alone: a broken `phrom.yaml` or pack is a fault to name,
/// not a reason to stop.
pub fn run(run: &Run, args: &args::Verify) -> Ended {
    let lang = run.lang();
    let dir = args.folder.clone().unwrap_or_else(|| session::place(run.global.dir.as_deref()));
    let (faults, opened) = match Folder::open(&dir) {
        Ok(folder) => (folder.verify(&mut |_| ()), true),
        Err(phrom_checklists::folder::OpenError::NoEvents { faults, .. }) => (faults, false),
        Err(error) => return Err(Failure::usage(say::open_error(lang, &error))),
    };
    for fault in &faults {
        run.console.line(say::fault(lang, fault));
    }
    let damaged = !opened || faults.iter().any(summary::damages);
    run.console.line(say::verdict(lang, damaged));
    Ok(Exit { integrity: damaged, ..Exit::PASSED })
}
