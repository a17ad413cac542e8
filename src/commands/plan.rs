//! `phrom plan`: the action plan, shown, written, and set measure by measure.

use phrom_checklists::journal::Change;
use phrom_checklists::measure::Measure;
use phrom_reports::buddhist;
use phrom_reports::json::{Document, Horizon, Step};
use phrom_reports::plan as told;

use super::answer::subject;
use super::report::{document, outputs, write};
use super::{Ended, Run};
use crate::args::{Plan, PlanCommand, PlanSet};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Format;
use crate::session::Session;
use crate::text::{headless, plan as say};
use crate::thai::{clip, width};

/// The formats of a plan.
pub const FORMATS: &[Format] = &[Format::Csv, Format::Ics, Format::Json];

/// Runs the command. A plan judges nothing: it exits 0.
pub fn run(run: &Run, args: &Plan) -> Ended {
    match &args.command {
        None => show(run, args),
        Some(PlanCommand::Set(set)) => {
            let session = run.open_to_write(true)?;
            let change = measured(run, &session, set)?;
            run.save(session, change)
        }
        Some(PlanCommand::Clear { control, system }) => {
            let session = run.open_to_write(true)?;
            let (subject, found) = subject(run, &session, control, system.as_ref())?;
            let rev = Some(found.rev);
            run.save(session, Change::MeasureCleared { subject, rev })
        }
    }
}

/// The measure as it stands with what was named laid over it.
fn measured(run: &Run, session: &Session, set: &PlanSet) -> Result<Change, Failure> {
    let lang = run.lang();
    let (subject, found) = subject(run, session, &set.control, set.system.as_ref())?;
    let old = session.state().measures.get(&subject).and_then(|held| held.latest()?.value.clone());
    let text = set.measure.clone().or_else(|| Some(old.as_ref()?.measure.clone()));
    let measure =
        text.filter(|m| !m.trim().is_empty()).ok_or_else(|| Failure::usage(say::no_measure(lang)))?;
    let owner = match set.measure_owner.as_deref() {
        Some("") => None,
        Some(name) => Some(name.to_owned()),
        None => old.as_ref().and_then(|m| m.owner.clone()),
    };
    let measure = Measure {
        measure,
        owner,
        budget_satang: set.budget.or_else(|| old.as_ref()?.budget_satang),
        start: set.start.or_else(|| old.as_ref()?.start),
        due: set.due.or_else(|| old.as_ref()?.due),
        status: set.status.map(Into::into).or_else(|| Some(old.as_ref()?.status)).unwrap_or_default(),
    };
    if let (Some(start), Some(due)) = (measure.start, measure.due)
        && due < start
    {
        return Err(Failure::usage(say::due_before_start(lang, start, due)));
    }
    Ok(Change::MeasureSet { subject, rev: Some(found.rev), measure })
}

fn show(run: &Run, args: &Plan) -> Ended {
    let lang = run.lang();
    let outputs = outputs(&args.out, FORMATS, &run.console)?;
    let session = run.open()?;
    if let Some(pack) = session.missing.first() {
        return Err(Failure::integrity(headless::report_without_pack(lang, pack)));
    }
    let document = document(&session, run.now, lang, run.damage.get());
    for output in &outputs {
        let bytes = match output.format {
            Format::Csv => told::table::csv(&document),
            Format::Ics => {
                // The day asked for began at midnight in Bangkok.
                let begun = |day: jiff::civil::Date| {
                    crate::clock::bangkok().to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()
                };
                let made = run.global.as_of.and_then(begun);
                told::calendar::ics(&document, session.folder.assessment.as_str(), made.unwrap_or(run.now))
            }
            _ => told::json(&document)
                .map_err(|e| Failure::usage(headless::report_failed(lang, &e.to_string())))?,
        };
        write(&run.console, output, &bytes)?;
    }
    if outputs.is_empty() {
        table(run, &document);
    }
    Ok(Exit::PASSED)
}

/// Cells of the columns after the id: gap, status, date.
const NARROW: [usize; 3] = [20, 15, 13];

/// One gap in two lines and one more for its measure: what lines up is short, what is long has a
/// line of its own.
fn table(run: &Run, document: &Document) {
    let lang = document.lang;
    let titles: std::collections::BTreeMap<&str, &str> =
        document.controls.iter().map(|c| (c.control.as_str(), c.title.in_lang(lang))).collect();
    if document.plan.is_empty() {
        run.console.line(say::nothing(run.lang()));
        return;
    }
    let ids = document.plan.iter().map(|s| width(&id(s))).max().unwrap_or(0).min(60);
    for horizon in [Horizon::ThreeMonths, Horizon::SixMonths, Horizon::OneYear] {
        let steps: Vec<&Step> = document.plan.iter().filter(|s| s.horizon == horizon).collect();
        if steps.is_empty() {
            continue;
        }
        run.console.line(format!("{} ({})", told::horizon(horizon, lang), steps.len()));
        for step in steps {
            let day = step.by().map_or_else(|| "–".to_owned(), |day| buddhist::short(day, lang));
            let mark = if step.statutory { "§" } else { " " };
            let cells = [
                (id(step), ids),
                (told::gap(step.gap, lang).to_owned(), NARROW[0]),
                (told::status(step.status, lang).to_owned(), NARROW[1]),
                (day, NARROW[2]),
            ];
            let mut line = format!("{mark} ");
            for (cell, cells) in cells {
                line.push_str(&padded(&cell, cells));
                line.push_str("  ");
            }
            let budget = step.budget_satang.map(|s| say::baht(run.lang(), &told::baht(s)));
            let rest =
                [step.overdue.then(|| say::overdue(run.lang()).to_owned()), step.owner.clone(), budget];
            line.push_str(&rest.into_iter().flatten().collect::<Vec<_>>().join(" · "));
            run.console.line(line.trim_end());
            run.console.line(format!("    {}", titles.get(step.control.as_str()).unwrap_or(&"")));
            if let Some(measure) = &step.measure {
                let first = measure.lines().collect::<Vec<_>>().join(" ");
                run.console.line(format!("    → {first}"));
            }
        }
    }
    let budgets: u64 = document.plan.iter().filter_map(|s| s.budget_satang).sum();
    let measured = document.plan.iter().filter(|s| s.measure.is_some()).count();
    run.console.line(say::total(run.lang(), document.plan.len(), measured, &told::baht(budgets)));
}

fn id(step: &Step) -> String {
    match &step.system {
        Some(system) => format!("{}@{system}", step.control),
        None => step.control.clone(),
    }
}

fn padded(text: &str, cells: usize) -> String {
    let text = clip(text, cells);
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(&text))))
}
