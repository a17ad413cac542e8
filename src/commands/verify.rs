//! `phrom verify`: is the folder what was written?

use phrom_checklists::folder::{Folder, OpenError};

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
    let (faults, exit) = match Folder::open(&dir) {
        Ok(folder) => {
            let faults = folder.verify(&mut |_| ());
            let exit = faults.iter().map(summary::weight).fold(Exit::PASSED, Exit::and);
            (faults, exit)
        }
        Err(OpenError::NoEvents { faults, .. }) => {
            let exit = summary::unopened(&faults);
            (faults, exit)
        }
        Err(error) => return Err(Failure::usage(say::open_error(lang, &error))),
    };
    for fault in &faults {
        run.console.line(say::fault(lang, fault));
    }
    run.console.line(say::verdict(lang, exit.integrity, exit.incomplete));
    Ok(exit)
}
