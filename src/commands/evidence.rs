//! `phrom evidence`: what backs the answers.

use phrom_checklists::answer::{Evidence, EvidenceKind};
use phrom_checklists::folder::{AttachError, Attachment};
use phrom_checklists::journal::Change;

use super::answer::{row_of, subject};
use super::{Ended, Run};
use crate::args;
use crate::console::Plain;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::{Session, write_failure};
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::Evidence) -> Ended {
    let lang = run.lang();
    match args {
        args::Evidence::List => list(run, &run.open()?),
        args::Evidence::Attach { control, row, file, copy, expires, system } => {
            let mut session = run.open_to_write(true)?;
            let (subject, found) = subject(run, &session, control, system.as_ref())?;
            let row = row_of(run, found, row)?;
            let absolute = std::path::absolute(file).unwrap_or_else(|_| file.clone());
            let attachment = Attachment {
                subject,
                rev: Some(found.rev),
                row,
                name: file.file_name().map_or_else(String::new, |n| Plain(&n.to_string_lossy()).to_string()),
                kind: EvidenceKind::File,
                place: absolute.to_string_lossy().into_owned(),
                expires: *expires,
                copy: *copy,
            };
            session.folder.attach(run.now, file, &attachment, &mut |_| ()).map_err(|e| match &e {
                AttachError::NotAFile | AttachError::Read(_) => {
                    Failure::usage(say::not_attached(lang, file, &e))
                }
                AttachError::Write(e) => write_failure(lang, e),
            })?;
            run.console.message(say::saved(lang));
        }
        args::Evidence::Cite { control, row, place, expires, system } => {
            let mut session = run.open_to_write(true)?;
            let (subject, found) = subject(run, &session, control, system.as_ref())?;
            let row = row_of(run, found, row)?;
            let evidence = Evidence {
                name: place.clone(),
                kind: EvidenceKind::Cited,
                sha256: None,
                bytes: None,
                place: place.clone(),
                copied: false,
                expires: *expires,
            };
            let change = Change::EvidenceAttached { subject, rev: Some(found.rev), row, evidence };
            session.change(run.now, change).map_err(|e| write_failure(lang, &e))?;
            run.console.message(say::saved(lang));
        }
        args::Evidence::Detach { control, row, evidence, system } => {
            let mut session = run.open_to_write(true)?;
            let (subject, found) = subject(run, &session, control, system.as_ref())?;
            let row = row_of(run, found, row)?;
            let rev = Some(found.rev);
            let keys: Vec<String> = session
                .state()
                .evidence
                .get(&(subject.clone(), row.clone()))
                .into_iter()
                .flatten()
                .filter(|(_, held)| held.heads.iter().any(|h| h.value.is_some()))
                .map(|(key, _)| key.clone())
                .filter(|key| {
                    let cited = key.strip_prefix("cite:") == Some(evidence);
                    cited || (evidence.len() >= 8 && key.starts_with(evidence.as_str()))
                })
                .collect();
            let [key] = &keys[..] else {
                return Err(Failure::usage(say::no_such_evidence(lang, evidence, keys.len())));
            };
            let change = Change::EvidenceDetached { subject, rev, row, key: key.clone() };
            session.change(run.now, change).map_err(|e| write_failure(lang, &e))?;
            run.console.message(say::saved(lang));
        }
    }
    Ok(Exit::PASSED)
}

fn list(run: &Run, session: &Session) {
    for item in &session.readiness.items {
        for row in &item.rows {
            for evidence in &row.evidence {
                let system = item.subject.system.as_ref().map_or_else(String::new, |s| format!("@{s}"));
                let hash = evidence.sha256.as_deref().map_or("-", |h| h.get(..12).unwrap_or(h));
                let expires = evidence.expires.map_or_else(|| "-".to_owned(), |d| d.to_string());
                run.console.line(format!(
                    "{}{system}\t{}\t{}\t{hash}\t{expires}\t{}",
                    item.subject.control,
                    row.row,
                    evidence.kind.strength(),
                    evidence.place
                ));
            }
        }
    }
}
