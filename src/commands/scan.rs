//! `phrom scan`: the scanners alone. `check` runs the same two functions.

use std::path::{Path, PathBuf};

use phrom_checklists::finding::{Confidence, Finding, Severity};
use phrom_checklists::scan::Scan;
use phrom_scanners::tls::target::Target;

use super::report::{outputs, write};
use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Format, Output};
use crate::progress::Progress;
use crate::scanning::{self, Wanted};
use crate::text::headless as say;
use crate::{relevance, summary};

/// The formats of a scan.
const FORMATS: &[Format] = &[Format::Json, Format::Jsonl];

/// Runs the command.
pub fn run(run: &Run, args: &args::Scan) -> Ended {
    let lang = run.lang();
    let verdict = match args {
        args::Scan::Data(data) => &data.verdict,
        args::Scan::Tls(tls) => &tls.verdict,
    };
    let outputs = outputs(&verdict.writing.out, FORMATS, &run.console)?;
    let own = own(None, &outputs);
    let progress = Progress::new(&run.console);
    let at = |objects| progress.at(objects);
    let mut scans = match args {
        args::Scan::Data(data) => {
            let key = scanning::key(verdict.scanning.key_file.as_deref(), None, lang)?;
            let wanted = Wanted { ocr: verdict.scanning.ocr.into(), keep_low: verdict.all };
            vec![scanning::personal_data(&data.paths, &own, &key, wanted, run.now, &|p| at(p.objects))]
        }
        args::Scan::Tls(tls) => {
            let (paths, hosts) = scanning::paths_and_hosts(&tls.targets);
            let endpoints = endpoints(run, &hosts)?;
            let roots = scanning::roots(&verdict.scanning.ca, lang)?;
            scanning::certificates(&paths, &endpoints, &own, &roots, run.now, &at)
        }
    };
    drop(progress);
    let packs = phrom_checklists::builtin::packs_by_default()
        .map_err(|d| Failure::usage(say::diagnostics(lang, &d)))?;
    let mut exit = Exit::PASSED;
    for scan in &mut scans {
        relevance::mark(&mut scan.findings, &packs, &phrom_checklists::state::State::default());
        summary::scan(&run.console, &scan.summary, &scan.findings);
        summary::places(&run.console, &scan.findings, &scan.summary.targets, verdict.all);
        summary::unread(&run.console, &scan.summary);
        exit = exit.and(judge(scan, verdict.fail_on.into()));
    }
    let exit = if verdict.writing.exit_zero { exit.forgiving() } else { exit };
    for output in &outputs {
        let bytes = match output.format {
            Format::Json => phrom_reports::scan::json(&scans, &exit.all()),
            Format::Jsonl => phrom_reports::scan::jsonl(&scans),
            Format::Pdf | Format::Csv | Format::Ics => Ok(Vec::new()),
        };
        let bytes = bytes.map_err(|e| Failure::usage(say::report_failed(lang, &e.to_string())))?;
        write(&run.console, output, &bytes)?;
    }
    Ok(exit)
}

/// What a scan alone amounts to: low confidence never fails.
fn judge(scan: &Scan, threshold: Severity) -> Exit {
    let counts = |f: &&Finding| f.severity >= threshold && f.confidence >= Confidence::Medium;
    Exit {
        failed: scan.findings.iter().any(|f| counts(&f)),
        incomplete: scan.summary.incomplete(),
        ..Exit::PASSED
    }
}

/// Endpoints as typed, or a refusal that names the wrong one.
pub fn endpoints(run: &Run, typed: &[String]) -> Result<Vec<Target>, Failure> {
    scanning::endpoints(typed).map_err(|(t, e)| Failure::usage(say::bad_target(run.lang(), &t, &e)))
}

/// What phrom itself writes, left out of the scan.
pub fn own(folder: Option<&Path>, outputs: &[Output]) -> Vec<PathBuf> {
    let files = outputs.iter().filter_map(|o| o.file.clone());
    folder.map(Path::to_owned).into_iter().chain(files).collect()
}
