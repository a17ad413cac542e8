//! `phrom system`: the agency's information systems.

use phrom_checklists::bilingual::Text;
use phrom_checklists::journal::Change;
use phrom_checklists::state::System;

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::System) -> Ended {
    let lang = run.lang();
    match args {
        args::System::List => {
            for (id, system) in run.open()?.state().living_systems() {
                run.console.line(format!("{id}\t{}", system.name.in_lang(lang)));
            }
            Ok(Exit::PASSED)
        }
        args::System::Set { id, name, name_en, owner, tls, path, public_website, cloud, category } => {
            let session = run.open_to_write(true)?;
            let system = System {
                name: Text { th: name.clone(), en: name_en.clone().unwrap_or_else(|| name.clone()) },
                owner: owner.clone(),
                category: category.map(|c| c.0),
                public_website: *public_website,
                cloud: *cloud,
                endpoints: tls.clone(),
                paths: path.clone(),
            };
            run.save(session, Change::SystemSet { id: id.clone(), system })
        }
        args::System::Remove { id } => {
            let session = run.open_to_write(true)?;
            if !session.state().living_systems().any(|(known, _)| known == id) {
                return Err(Failure::usage(say::no_such_system(lang, id)));
            }
            run.save(session, Change::SystemRemoved { id: id.clone() })
        }
    }
}
