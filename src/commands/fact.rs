//! `phrom fact`: what decides which controls apply.

use phrom_checklists::id::{FactId, SystemId};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::{Fact, FactKind, Scope};

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::Fact) -> Ended {
    match args {
        args::Fact::List => {
            list(run, &run.open()?);
            Ok(Exit::PASSED)
        }
        args::Fact::Set { id, value, system } => {
            let session = run.open_to_write(true)?;
            let fact = known(run, &session, id, system.as_ref())?;
            let value = read(run, &fact, value)?;
            let change = Change::FactSet { fact: id.clone(), system: system.clone(), value };
            run.save(session, change)
        }
        args::Fact::Clear { id, system } => {
            let session = run.open_to_write(true)?;
            known(run, &session, id, system.as_ref())?;
            let change = Change::FactCleared { fact: id.clone(), system: system.clone() };
            run.save(session, change)
        }
    }
}

fn list(run: &Run, session: &Session) {
    let lang = run.lang();
    let mut seen: Vec<&FactId> = Vec::new();
    for fact in session.packs.iter().flat_map(|p| &p.head.facts) {
        if seen.contains(&&fact.id) {
            continue;
        }
        seen.push(&fact.id);
        let systems: Vec<Option<SystemId>> = match fact.per {
            Scope::Agency => vec![None],
            Scope::System => session.state().living_systems().map(|(id, _)| Some(id.clone())).collect(),
        };
        for system in systems {
            let value = session.state().fact(&fact.id, system.as_ref()).unwrap_or("-");
            let about = system.map_or_else(String::new, |s| format!("@{s}"));
            run.console.line(format!("{}{about}\t{value}\t{}", fact.id, fact.ask.in_lang(lang)));
        }
    }
}

fn known(run: &Run, session: &Session, id: &FactId, system: Option<&SystemId>) -> Result<Fact, Failure> {
    let lang = run.lang();
    let fact = session
        .packs
        .iter()
        .flat_map(|p| &p.head.facts)
        .find(|f| &f.id == id)
        .ok_or_else(|| Failure::usage(say::no_such_fact(lang, id)))?;
    match (fact.per, system) {
        (Scope::Agency, Some(_)) => Err(Failure::usage(say::fact_of_agency(lang, id))),
        (Scope::System, None) => Err(Failure::usage(say::fact_of_system(lang, id))),
        (Scope::System, Some(system)) if !session.state().living_systems().any(|(s, _)| s == system) => {
            Err(Failure::usage(say::no_such_system(lang, system)))
        }
        (Scope::Agency, None) | (Scope::System, Some(_)) => Ok(fact.clone()),
    }
}

fn read(run: &Run, fact: &Fact, value: &str) -> Result<String, Failure> {
    let value = match (fact.kind, value) {
        (FactKind::Boolean, "yes" | "ใช่") => "true",
        (FactKind::Boolean, "no" | "ไม่ใช่") => "false",
        (_, value) => value,
    };
    let fits = match fact.kind {
        FactKind::Boolean => matches!(value, "true" | "false"),
        FactKind::Choice => fact.choices.iter().any(|c| c.id.as_str() == value),
        FactKind::Date => args::day(value).is_ok_and(|d| d.to_string() == value),
    };
    if fits {
        return Ok(value.to_owned());
    }
    let choices: Vec<&str> = match fact.kind {
        FactKind::Boolean => vec!["true", "false", "yes", "no"],
        FactKind::Choice => fact.choices.iter().map(|c| c.id.as_str()).collect(),
        FactKind::Date => vec!["YYYY-MM-DD"],
    };
    Err(Failure::usage(say::bad_fact_value(run.lang(), &fact.id, value, &choices.join(", "))))
}
