//! `phrom check`: the main job in one command, headless.

use std::path::{Path, PathBuf};

use phrom_checklists::bilingual::Lang;
use phrom_checklists::journal::Round;

use super::init::{Wanted, make};
use super::report::{FORMATS, outputs, render, write};
use super::{Ended, Run, gate, scan};
use crate::args::Check;
use crate::failure::Failure;
use crate::output::{Format, Output};
use crate::progress::Progress;
use crate::session::{self, PROGRAM, Session, write_failure};
use crate::text::headless as say;
use crate::{scanning, summary};

/// Runs the command.
pub fn run(run: &Run, args: &Check) -> Ended {
    let lang = run.lang();
    let mut outputs = outputs(&args.writing.out, FORMATS, &run.console)?;
    let endpoints = scan::endpoints(run, &args.tls)?;
    let dir = session::place(run.global.dir.as_deref());
    let mut session = open_or_make(run, args, &dir)?;
    run.take(&mut session, false)?;
    if outputs.is_empty() {
        outputs.push(default_report(&dir));
    }

    let scanned = &args.scanning;
    let key = scanning::key(scanned.key_file.as_deref(), Some(session.folder.assessment.as_str()), lang)?;
    let roots = scanning::roots(&scanned.ca, lang)?;
    scanning::same_key(&key, &session.scans, lang)?;
    let own = scan::own(Some(&dir), &outputs);
    let progress = Progress::new(&run.console);
    let at = |objects| progress.at(objects);
    let mut scans = Vec::new();
    if !args.paths.is_empty() {
        let wanted = scanning::Wanted { ocr: scanned.ocr.into(), keep_low: false };
        scans.push(scanning::personal_data(&args.paths, &own, &key, wanted, run.now, &|p| at(p.objects)));
    }
    scans.extend(scanning::certificates(&args.paths, &endpoints, &own, &roots, run.now, &at));
    drop(progress);
    for done in &scans {
        session.record(run.now, done).map_err(|e| write_failure(lang, &e))?;
    }

    run.console.line(say::checked_for(lang, session.agency.name_in(lang), run.as_of()));
    for done in &scans {
        summary::scan(&run.console, &done.summary, &done.findings);
    }
    run.console.line(String::new());
    summary::figures(&run.console, &session);
    summary::gate(&run.console, &session);

    gate::verified(run, &session);
    let mut exit = gate::exit(&session);
    // This run answers for what it was asked to read, not for what an earlier one could not.
    exit.incomplete = scans.iter().any(|s| s.summary.incomplete());
    let exit = exit.and(run.damage.get());
    let exit = if args.writing.exit_zero { exit.forgiving() } else { exit };
    for output in &outputs {
        let bytes = render(&session, output.format, run, exit)?;
        write(&run.console, output, &bytes)?;
    }
    run.console.line(String::new());
    for file in outputs.iter().filter_map(|o| o.file.as_ref()) {
        run.console.line(say::report_at(lang, file));
    }
    Ok(exit)
}

fn open_or_make(run: &Run, args: &Check, dir: &Path) -> Result<Session, Failure> {
    let lang = run.lang();
    if !dir.join("phrom.yaml").exists() {
        let author = run.config().ok().and_then(|c| c.settings().ok()).and_then(|s| s.author);
        let by = run.global.by.clone().or(author).unwrap_or_else(|| PROGRAM.to_owned());
        let wanted = Wanted {
            name: args.name.clone().unwrap_or_else(|| say::unnamed_agency(Lang::Th)),
            name_en: args.name.is_none().then(|| say::unnamed_agency(Lang::En)),
            packs: Vec::new(),
            round: Round::first_of(run.as_of()),
        };
        // Dropped at once: the chain is taken again below like any other.
        drop(make(run, dir, &by, &wanted)?);
        run.console.message(say::begun(lang, dir));
    }
    run.open_at(dir)
}

/// Without `--out` the report lies in the folder.
fn default_report(dir: &Path) -> Output {
    let (format, name) =
        if cfg!(feature = "pdf") { (Format::Pdf, "readiness.pdf") } else { (Format::Json, "readiness.json") };
    Output { format, file: Some(PathBuf::from(dir).join("reports").join(name)) }
}
