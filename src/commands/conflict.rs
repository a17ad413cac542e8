//! `phrom conflict`: what people said without knowing of each other, and which side holds.

use phrom_checklists::conflict::{About, Conflict, Value};

use super::{Ended, Run};
use crate::args;
use crate::console::Plain;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::{headless, joining as say};

/// Digits of a side's event that are shown and enough to name it.
const SHOWN: usize = 8;

/// Runs the command.
pub fn run(run: &Run, args: &args::Conflict) -> Ended {
    let lang = run.lang();
    match args {
        args::Conflict::List => {
            let conflicts = run.open()?.conflicts();
            if conflicts.is_empty() {
                run.console.line(say::no_conflict(lang));
            }
            list(run, conflicts);
            Ok(Exit::PASSED)
        }
        args::Conflict::Take { side } => {
            let session = run.open_to_write(true)?;
            let wanted = side.to_ascii_lowercase();
            let sides: Vec<_> = session
                .conflicts()
                .into_iter()
                .flat_map(|conflict| conflict.sides)
                .filter(|s| wanted.len() >= SHOWN && s.event.starts_with(&wanted))
                .collect();
            let [side] = &sides[..] else {
                return Err(Failure::usage(say::no_such_side(lang, side, sides.len())));
            };
            run.save(session, side.take.clone())
        }
    }
}

/// A heading a conflict, then a line a side.
pub fn list(run: &Run, conflicts: Vec<Conflict>) {
    let lang = run.lang();
    for Conflict { about, sides } in conflicts {
        let place = match &about {
            About::System(id) => id.to_string(),
            About::Person(name) => name.clone(),
            About::Fact(fact, None) => fact.to_string(),
            About::Fact(fact, Some(system)) => format!("{fact}@{system}"),
            About::Answer(subject, row) => format!("{subject} {row}"),
            About::Evidence(subject, row, name) => format!("{subject} {row} {name}"),
            About::NotApplicable(subject)
            | About::Remark(subject)
            | About::Owner(subject)
            | About::Measure(subject)
            | About::Stage(subject)
            | About::Waiver(subject)
            | About::Due(subject) => subject.to_string(),
        };
        run.console.line(format!("{}\t{}", say::about(lang, &about), Plain(&place)));
        for side in sides {
            let value = match &side.value {
                Value::Withdrawn => say::withdrawn(lang).to_owned(),
                Value::Applies => say::applies(lang).to_owned(),
                Value::Answer(answer) => headless::answer(lang, Some(*answer)).to_owned(),
                Value::Said(text) => text.clone(),
            };
            let event = side.event.get(..SHOWN).unwrap_or(&side.event);
            let at = side.at.strftime("%Y-%m-%dT%H:%M:%SZ");
            run.console.line(format!("  {event}\t{at}\t{}\t{}", Plain(&side.by), Plain(&value)));
        }
    }
}
