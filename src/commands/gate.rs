//! `phrom gate`: judge the assessment as it stands.

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
    summary::figures(&run.console, &session);
    summary::gate(&run.console, &session);
    let exit = exit(&session);
    Ok(if args.exit_zero { exit.forgiving() } else { exit })
}

/// What the assessment as it stands amounts to.
pub fn exit(session: &Session) -> Exit {
    Exit {
        integrity: session.folder.faults.iter().chain(&session.faults).any(summary::damages),
        usage: false,
        failed: !session.gate.passed(),
        incomplete: session.scans.iter().any(phrom_checklists::scan::ScanSummary::incomplete),
    }
}
