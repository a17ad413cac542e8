//! `person`, `assign`, `approve`, `comment`, `history`, `waiver`: who does what, and who approved it.

use phrom_checklists::history::{Entry, history};
use phrom_checklists::journal::{Author, Change};
use phrom_checklists::people::{Approval, Person, Role, Waiver};
use phrom_checklists::readiness::{Item, NotApprovable, Outcome, approvable, approved_state};

use super::answer::{subject, unexpired};
use super::{Ended, Run};
use crate::args;
use crate::console::Plain;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::{Session, write_failure};
use crate::text::{headless, people as say};

/// `phrom person`.
pub fn person(run: &Run, args: &args::Person) -> Ended {
    let lang = run.lang();
    let name = |name: &str| Author::new(name).map_err(|e| Failure::usage(headless::author_error(lang, &e)));
    let change = match args {
        args::Person::List => {
            people(run, &run.open()?);
            return Ok(Exit::PASSED);
        }
        args::Person::Set { person, roles, office } => Change::PersonSet {
            person: Person {
                person: name(person)?,
                roles: roles.iter().map(|role| Role::from(*role)).collect(),
                office: office.clone(),
            },
        },
        args::Person::Remove { person } => Change::PersonRemoved { person: name(person)? },
    };
    let session = run.open_to_write(true)?;
    if let Change::PersonRemoved { person } = &change
        && !session.state().living_people().any(|known| &known.person == person)
    {
        return Err(Failure::usage(say::no_such_person(lang, person.as_str())));
    }
    run.save(session, change)
}

fn people(run: &Run, session: &Session) {
    let lang = run.lang();
    let people: Vec<&Person> = session.state().living_people().collect();
    if people.is_empty() {
        run.console.line(say::nobody(lang));
    }
    for person in people {
        let roles: Vec<&str> = person.roles.iter().map(|role| say::role(lang, *role)).collect();
        let office = person.office.as_deref().unwrap_or("-");
        run.console.line(format!("{}\t{}\t{}", person.person, roles.join(", "), Plain(office)));
        if person.roles.len() > 1 {
            run.console.line(format!("  {}", say::several_roles(lang, person.person.as_str())));
        }
        if session.agency.approves_own_work.contains(person.person.as_str()) {
            run.console.line(format!("  {}", say::may_approve_own(lang)));
        }
    }
}

/// `phrom assign`: everything is looked at before the first event is written.
pub fn assign(run: &Run, args: &args::Assign) -> Ended {
    let session = run.open_to_write(true)?;
    let items = which(run, &session, &args.which)?;
    let mut changes = Vec::new();
    for item in &items {
        let (subject, rev) = (item.subject.clone(), rev(&session, item));
        if let Some(owner) = &args.owner {
            let owner = (!owner.is_empty()).then(|| owner.clone());
            changes.push(Change::OwnerSet { subject: subject.clone(), rev, owner });
        }
        if let Some(due) = args.due {
            changes.push(Change::DueSet { subject: subject.clone(), rev, due: Some(due) });
        }
        if let Some(stage) = args.stage {
            changes.push(Change::StageSet { subject, rev, stage: stage.into() });
        }
    }
    write(run, session, changes)?;
    run.console.message(say::written(run.lang(), items.len()));
    Ok(Exit::PASSED)
}

/// `phrom approve`: all of them, or none where one cannot be approved.
pub fn approve(run: &Run, args: &args::Approve) -> Ended {
    let lang = run.lang();
    let session = run.open_to_write(true)?;
    let items = which(run, &session, &args.which)?;
    let role = Role::from(args.role);
    let mut changes = Vec::new();
    if args.withdraw {
        for item in &items {
            if item.work.approvals.iter().any(|approval| approval.role == role) {
                let (subject, rev) = (item.subject.clone(), rev(&session, item));
                changes.push(Change::ApprovalWithdrawn { subject, rev, role });
            }
        }
        if changes.is_empty() {
            return Err(Failure::usage(say::nothing_to_withdraw(lang)));
        }
    } else {
        let person = session.folder.writing_as().map_or_else(String::new, |who| who.author.to_string());
        let mut refused = Vec::new();
        for item in &items {
            let own = &session.agency.approves_own_work;
            match (approvable(item, session.state(), &person, role, own), rev(&session, item)) {
                (Err(why), _) => refused.push((item, why)),
                (Ok(()), None) => {}
                (Ok(()), Some(rev)) => {
                    let state = approved_state(item, rev, session.state(), &session.findings);
                    let subject = item.subject.clone();
                    let approval = Approval { role, state };
                    changes.push(Change::Approved { subject, rev: Some(rev), approval });
                }
            }
        }
        if !refused.is_empty() {
            let mut what = say::refused(lang).to_owned();
            for (item, why) in &refused {
                what.push_str(&format!("\n  {}\t{}", item.subject, say::not_approvable(lang, *why)));
            }
            let own = |why: &NotApprovable| matches!(why, NotApprovable::Owner | NotApprovable::Answered);
            let failure = Failure::usage(what);
            let hinted = refused.iter().any(|(_, why)| own(why));
            return Err(if hinted { failure.hint(say::own_work_hint(lang).to_owned()) } else { failure });
        }
    }
    let count = changes.len();
    write(run, session, changes)?;
    run.console.message(say::written(lang, count));
    Ok(Exit::PASSED)
}

/// `phrom comment`.
pub fn comment(run: &Run, args: &args::Comment) -> Ended {
    let session = run.open_to_write(true)?;
    let (subject, control) = subject(run, &session, &args.control, args.system.as_ref())?;
    let change = Change::CommentAdded { subject, rev: Some(control.rev), text: args.text.clone() };
    run.save(session, change)
}

/// `phrom history`.
pub fn events(run: &Run, args: &args::History) -> Ended {
    let lang = run.lang();
    let session = run.open()?;
    let (subject, _) = subject(run, &session, &args.control, args.system.as_ref())?;
    let entries = history(&session.folder, &subject);
    if args.json {
        let lines: Vec<serde_json::Value> = entries.iter().map(as_json).collect();
        let document = serde_json::json!({
            "control": subject.control, "system": subject.system, "events": lines,
        });
        run.console.line(document.to_string());
        return Ok(Exit::PASSED);
    }
    if entries.is_empty() {
        run.console.line(say::no_history(lang));
    }
    for entry in entries {
        let event = entry.event.to_string();
        let mut line = format!(
            "{}\t{}\t{}\t{}\t{}",
            event.get(..8).unwrap_or(&event),
            entry.at,
            entry.by,
            [Some(entry.change.kind()), entry.row.as_ref().map(|row| row.as_str())]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            Plain(&entry.value.to_string()),
        );
        if entry.undone {
            line.push_str(&format!("\t[{}]", say::undone(lang)));
        }
        if entry.conflict {
            line.push_str(&format!("\t[{}]", say::in_conflict(lang)));
        }
        run.console.line(line);
    }
    Ok(Exit::PASSED)
}

fn as_json(entry: &Entry) -> serde_json::Value {
    let mut line = serde_json::json!({
        "event": entry.event.to_string(), "round": entry.round, "at": entry.at.to_string(),
        "by": entry.by, "kind": entry.change.kind(), "value": entry.value,
        "undone": entry.undone, "conflict": entry.conflict,
    });
    if let Some(row) = &entry.row {
        line["row"] = row.as_str().into();
    }
    line
}

/// `phrom waiver`.
pub fn waiver(run: &Run, args: &args::Waiver) -> Ended {
    let lang = run.lang();
    let (control, system, rule, waiver) = match args {
        args::Waiver::List => {
            waivers(run, &run.open()?);
            return Ok(Exit::PASSED);
        }
        args::Waiver::Set { control, grounds, rule, system } => {
            unexpired(run, grounds)?;
            let args::Grounds { reason, approver, expires } = grounds.clone();
            (control, system, rule, Some(Waiver { reason, approver, expires }))
        }
        args::Waiver::Clear { control, rule, system } => (control, system, rule, None),
    };
    let session = run.open_to_write(true)?;
    let (subject, found) = subject(run, &session, control, system.as_ref())?;
    let (rev, rule) = (Some(found.rev), rule.clone());
    let change = match waiver {
        Some(waiver) => Change::WaiverSet { subject, rev, rule, waiver },
        None => {
            let held = session.state().waivers.get(&subject).and_then(|by_rule| by_rule.get(&rule));
            if !held.is_some_and(|held| held.heads.iter().any(|head| head.value.is_some())) {
                return Err(Failure::usage(say::no_waiver(lang)));
            }
            Change::WaiverCleared { subject, rev, rule }
        }
    };
    run.save(session, change)
}

fn waivers(run: &Run, session: &Session) {
    let lang = run.lang();
    let mut none = true;
    for item in &session.readiness.items {
        for waived in &item.work.waivers {
            none = false;
            let rule = waived.rule.as_ref().map_or("-", |rule| rule.as_str());
            let waiver = &waived.waiver;
            let mut line = format!(
                "{}\t{}\t{rule}\t{}\t{}\t{}",
                item.subject,
                headless::outcome(lang, item.outcome),
                waiver.expires,
                Plain(&waiver.approver),
                Plain(&waiver.reason),
            );
            if waived.expired {
                line.push_str(&format!("\t[{}]", say::expired(lang)));
            }
            run.console.line(line);
        }
    }
    if none {
        run.console.line(say::no_waiver(lang));
    }
}

/// The items that were asked for, in pack order; a control or system that is not there is an error.
fn which(run: &Run, session: &Session, which: &args::Which) -> Result<Vec<Item>, Failure> {
    let lang = run.lang();
    for control in &which.controls {
        let per_system = session.packs.iter().find_map(|pack| pack.control(control));
        let all_systems = which.system.is_none()
            && per_system.is_some_and(|c| c.per == phrom_checklists::pack::Scope::System);
        if !all_systems {
            subject(run, session, control, which.system.as_ref())?;
        }
    }
    if let Some(system) = &which.system
        && !session.state().living_systems().any(|(id, _)| id == system)
    {
        return Err(Failure::usage(headless::no_such_system(lang, system)));
    }
    let items = &session.readiness.items;
    if let Some(section) = &which.section
        && !items.iter().any(|item| &item.section == section)
    {
        return Err(Failure::usage(say::no_such_section(lang, section.as_str())));
    }
    let outcomes = [(which.unanswered, Outcome::NotAssessed), (which.not_met, Outcome::NotMet)];
    let any_outcome = !which.unanswered && !which.not_met;
    let found: Vec<Item> = items
        .iter()
        .filter(|item| which.controls.is_empty() || which.controls.contains(&item.subject.control))
        .filter(|item| which.section.as_ref().is_none_or(|section| section == &item.section))
        .filter(|item| which.system.is_none() || item.subject.system == which.system)
        .filter(|item| any_outcome || outcomes.contains(&(true, item.outcome)))
        .cloned()
        .collect();
    if found.is_empty() { Err(Failure::usage(say::no_control_matches(lang))) } else { Ok(found) }
}

fn rev(session: &Session, item: &Item) -> Option<u32> {
    session.packs.iter().find_map(|pack| pack.control(&item.subject.control)).map(|control| control.rev)
}

/// Refuses all before it writes the first.
fn write(run: &Run, mut session: Session, changes: Vec<Change>) -> Result<(), Failure> {
    let lang = run.lang();
    for change in &changes {
        change.check().map_err(|error| write_failure(lang, &error.into()))?;
    }
    let all = changes.len();
    for (done, change) in changes.into_iter().enumerate() {
        if let Err(error) = session.folder.append(run.now, change) {
            let failure = write_failure(lang, &error);
            if done > 0 {
                return Err(failure.hint(say::written_so_far(lang, done, all)));
            }
            return Err(failure);
        }
    }
    Ok(())
}
