//! `phrom key`: hand the agency's fingerprint key to CI or a colleague, as a file.

use super::{Ended, Run};
use crate::args;
use crate::config;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::Key) -> Ended {
    let lang = run.lang();
    let broken = |e| Failure::usage(say::config_error(lang, &e));
    let session = run.open()?;
    let config = run.config()?;
    let assessment = session.folder.assessment.as_str();
    match args {
        args::Key::Export { file } => {
            let key = config
                .key(assessment)
                .map_err(broken)?
                .ok_or_else(|| Failure::usage(say::no_key(lang)).hint(say::no_key_hint(lang)))?;
            config::write_key_file(file, &key).map_err(broken)?;
            run.console.message(say::key_exported(lang, file));
        }
        args::Key::Import { file } => {
            let key = config::read_key_file(file).map_err(broken)?;
            config.store_key(assessment, &key).map_err(broken)?;
            run.console.message(say::saved(lang));
        }
    }
    Ok(Exit::PASSED)
}
