//! `phrom answer`: what the terminal UI does to one control, for scripts.

use phrom_checklists::answer::{NotApplicable, Subject};
use phrom_checklists::expiry::expired;
use phrom_checklists::id::{ControlId, RowId, SystemId};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::{Control, Scope};
use phrom_checklists::readiness::Progress;

use super::{Ended, Run};
use crate::args::{AnswerCommand, Grounds};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::{Session, write_failure};
use crate::text::{headless as say, people};

/// Runs the command.
pub fn run(run: &Run, args: &AnswerCommand) -> Ended {
    let lang = run.lang();
    if let AnswerCommand::List { unanswered } = args {
        list(run, &run.open()?, *unanswered);
        return Ok(Exit::PASSED);
    }
    let mut session = run.open_to_write(true)?;
    if matches!(args, AnswerCommand::Undo) {
        let undone = session.undo(run.now).map_err(|e| write_failure(lang, &e))?;
        run.console.message(say::undone(lang, undone.as_ref()));
        return Ok(Exit::PASSED);
    }
    let change = change(run, &session, args)?;
    run.save(session, change)
}

fn change(run: &Run, session: &Session, args: &AnswerCommand) -> Result<Change, Failure> {
    let about =
        |control: &ControlId, system: &Option<SystemId>| subject(run, session, control, system.as_ref());
    Ok(match args {
        AnswerCommand::Set { control, row, answer, system } => {
            let (subject, found) = about(control, system)?;
            let row = row_of(run, found, row)?;
            Change::RowAnswered { subject, rev: Some(found.rev), row, answer: (*answer).into() }
        }
        AnswerCommand::Clear { control, row, system } => {
            let (subject, found) = about(control, system)?;
            let row = row_of(run, found, row)?;
            Change::RowCleared { subject, rev: Some(found.rev), row }
        }
        AnswerCommand::NotApplicable { control, grounds, system } => {
            let (subject, found) = about(control, system)?;
            unexpired(run, grounds)?;
            let Grounds { reason, approver, expires } = grounds.clone();
            let mark = NotApplicable { reason, approver, expires };
            Change::NotApplicableSet { subject, rev: Some(found.rev), mark }
        }
        AnswerCommand::Applicable { control, system } => {
            let (subject, found) = about(control, system)?;
            Change::NotApplicableCleared { subject, rev: Some(found.rev) }
        }
        AnswerCommand::Remark { control, text, system } => {
            let (subject, found) = about(control, system)?;
            Change::RemarkSet { subject, rev: Some(found.rev), text: text.clone() }
        }
        AnswerCommand::Owner { control, name, system } => {
            let (subject, found) = about(control, system)?;
            let owner = if name.is_empty() { None } else { Some(name.clone()) };
            Change::OwnerSet { subject, rev: Some(found.rev), owner }
        }
        AnswerCommand::Due { control, date, system } => {
            let (subject, found) = about(control, system)?;
            Change::DueSet { subject, rev: Some(found.rev), due: Some(*date) }
        }
        AnswerCommand::List { .. } | AnswerCommand::Undo => {
            return Err(Failure::usage(say::nothing_to_write(run.lang())));
        }
    })
}

/// The control and the subject it is answered for; a control per system needs its system.
pub(super) fn subject<'a>(
    run: &Run,
    session: &'a Session,
    id: &ControlId,
    system: Option<&SystemId>,
) -> Result<(Subject, &'a Control), Failure> {
    let lang = run.lang();
    let control = session
        .packs
        .iter()
        .find_map(|p| p.control(id))
        .ok_or_else(|| Failure::usage(say::no_such_control(lang, id.as_str())))?;
    let any_system = session.state().living_systems().next().is_some();
    match (control.per, system) {
        (Scope::Agency, Some(_)) => return Err(Failure::usage(say::control_of_agency(lang, id))),
        (Scope::System, None) if any_system => return Err(Failure::usage(say::control_of_system(lang, id))),
        (_, Some(system)) if !session.state().living_systems().any(|(s, _)| s == system) => {
            return Err(Failure::usage(say::no_such_system(lang, system)));
        }
        (Scope::Agency | Scope::System, _) => {}
    }
    Ok((Subject { control: id.clone(), system: system.cloned() }, control))
}

/// Refuses a mark or waiver that would not count for a day.
pub(super) fn unexpired(run: &Run, grounds: &Grounds) -> Result<(), Failure> {
    if expired(grounds.expires, run.as_of()) {
        return Err(Failure::usage(say::expired_mark(run.lang(), grounds.expires)));
    }
    Ok(())
}

/// The row, checked against the control.
pub(super) fn row_of(run: &Run, control: &Control, row: &RowId) -> Result<RowId, Failure> {
    if control.row(row).is_some() {
        return Ok(row.clone());
    }
    let rows: Vec<&str> = control.rows.iter().map(|r| r.id.as_str()).collect();
    Err(Failure::usage(say::no_such_row(run.lang(), &control.id, row, &rows.join(", "))))
}

fn list(run: &Run, session: &Session, unanswered: bool) {
    let lang = run.lang();
    for item in &session.readiness.items {
        let rows: Vec<_> = item.rows.iter().filter(|r| !unanswered || r.answer.is_none()).collect();
        if unanswered
            && (rows.is_empty() || item.outcome == phrom_checklists::readiness::Outcome::NotApplicable)
        {
            continue;
        }
        let title = session
            .packs
            .iter()
            .find_map(|p| p.control(&item.subject.control))
            .map_or("", |c| c.title.in_lang(lang));
        run.console.line(format!("{}\t{}\t{title}", item.subject, say::outcome(lang, item.outcome)));
        let work = &item.work;
        if work.changed_after_approval() {
            run.console.line(format!("  {}", people::changed_after_approval(lang)));
        } else if work.progress != Progress::ToDo {
            run.console.line(format!("  {}", people::progress(lang, work.progress)));
        }
        if work.approvals.iter().any(|approval| approval.own_work) {
            run.console.line(format!("  {}", people::own_work(lang)));
        }
        for row in rows {
            run.console.line(format!("  {}\t{}", row.row, say::answer(lang, row.answer)));
        }
    }
}
