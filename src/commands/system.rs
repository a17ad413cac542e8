//! `phrom system`: the agency's information systems.

use phrom_checklists::bilingual::Text;
use phrom_checklists::journal::Change;
use phrom_checklists::state::System;

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::write_failure;
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::System) -> Ended {
    let lang = run.lang();
    match args {
        args::System::List => {
            for (id, system) in run.open()?.state().living_systems() {
                run.console.line(format!("{id}\t{}", system.name.in_lang(lang)));
            }
        }
        args::System::Set { id, name, name_en, owner, tls, path, public_website, cloud, category } => {
            let mut session = run.open_to_write(true)?;
            let system = System {
                name: Text { th: name.clone(), en: name_en.clone().unwrap_or_else(|| name.clone()) },
                owner: owner.clone(),
                category: category.map(|c| c.0),
                public_website: *public_website,
                cloud: *cloud,
                endpoints: tls.clone(),
                paths: path.clone(),
            };
            let change = Change::SystemSet { id: id.clone(), system };
            session.change(run.now, change).map_err(|e| write_failure(lang, &e))?;
            run.console.message(say::saved(lang));
        }
        args::System::Remove { id } => {
            let mut session = run.open_to_write(true)?;
            if !session.state().living_systems().any(|(known, _)| known == id) {
                return Err(Failure::usage(say::no_such_system(lang, id)));
            }
            let change = Change::SystemRemoved { id: id.clone() };
            session.change(run.now, change).map_err(|e| write_failure(lang, &e))?;
            run.console.message(say::saved(lang));
        }
    }
    Ok(Exit::PASSED)
}
