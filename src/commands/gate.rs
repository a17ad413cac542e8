//! `phrom gate`: judge the assessment as it stands.

use phrom_checklists::fault::{Fault, FaultKind, Weight};

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::session::Session;
use crate::summary;
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::Gate) -> Ended {
    let lang = run.lang();
    if args.explain {
        // Without an assessment the published defaults are explained.
        let policy = run.open().map(|s| s.agency.gate).unwrap_or_default();
        run.console.line(say::explain(lang, &policy));
        return Ok(Exit::PASSED);
    }
    let session = run.open()?;
    verified(run, &session);
    summary::figures(&run.console, &session);
    summary::gate(&run.console, &session);
    let exit = exit(&session);
    Ok(if args.exit_zero { exit.forgiving() } else { exit })
}

/// What the assessment as it stands amounts to.
pub fn exit(session: &Session) -> Exit {
    let faults = session.all_faults().map(summary::weight);
    let own = Exit {
        failed: !session.passed(),
        incomplete: session.scans.iter().any(phrom_checklists::scan::ScanSummary::incomplete),
        ..Exit::PASSED
    };
    faults.fold(own, Exit::and)
}

/// Says what `verify` finds beyond opening. Evidence by reference lies elsewhere and need not be within
/// reach of this machine: only `verify` judges it.
pub fn verified(run: &Run, session: &Session) {
    let known = |fault: &Fault| session.all_faults().any(|told| told == fault);
    let found = session.folder.verify(&mut |_| ());
    run.tell(found.iter().filter(|fault| {
        let elsewhere = matches!(fault.kind, FaultKind::ReferenceMissing | FaultKind::ReferenceChanged);
        fault.weight() != Weight::Notice && !elsewhere && !known(fault)
    }));
}
