//! `phrom evidence`: what backs the answers.

use std::collections::BTreeSet;

use phrom_checklists::answer::{Evidence, EvidenceKind, Removal};
use phrom_checklists::folder::{AttachError, Attachment, RowPlace};
use phrom_checklists::journal::{Change, Digest};
use phrom_checklists::state::Held;

use super::answer::{row_of, subject};
use super::{Ended, Run};
use crate::args;
use crate::console::Plain;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::session::{Session, write_failure};
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::Evidence) -> Ended {
    let lang = run.lang();
    match args {
        args::Evidence::List => {
            list(run, &run.open()?);
            Ok(Exit::PASSED)
        }
        args::Evidence::Attach { control, row, file, also, copy, audit, dated, pages, expires, system } => {
            let mut session = run.open_to_write(true)?;
            let first = (control.clone(), row.clone());
            let mut rows = Vec::new();
            for (control, row) in std::iter::once(&first).chain(also) {
                let (subject, found) = subject(run, &session, control, system.as_ref())?;
                rows.push(RowPlace { subject, rev: Some(found.rev), row: row_of(run, found, row)? });
            }
            let absolute = std::path::absolute(file).unwrap_or_else(|_| file.clone());
            let attachment = Attachment {
                rows,
                name: file.file_name().map_or_else(String::new, |n| Plain(&n.to_string_lossy()).to_string()),
                kind: if *audit { EvidenceKind::Audit } else { EvidenceKind::File },
                place: absolute.to_string_lossy().into_owned(),
                dated: *dated,
                pages: pages.clone(),
                expires: *expires,
                copy: *copy,
            };
            let bar = Progress::new(&run.console);
            let size = std::fs::metadata(file).map_or(0, |found| found.len());
            let attached =
                session.folder.attach(run.now, file, &attachment, &mut |bytes| bar.read(bytes, size));
            drop(bar);
            attached.map_err(|e| match &e {
                AttachError::NotAFile | AttachError::Read(_) => {
                    Failure::usage(say::not_attached(lang, file, &e))
                }
                AttachError::Write(e) => write_failure(lang, e),
            })?;
            run.console.message(say::saved(lang));
            Ok(Exit::PASSED)
        }
        args::Evidence::Remove { evidence, reason } => {
            let mut session = run.open_to_write(true)?;
            let sha256 = copied(run, &session, evidence)?;
            let rows = proved_by(&session, &sha256.to_string());
            let removal = Removal { reason: reason.clone() };
            let there = session
                .folder
                .remove_evidence(run.now, sha256, removal)
                .map_err(|e| write_failure(lang, &e))?;
            run.console.message(say::evidence_removed(lang, there, rows));
            Ok(Exit::PASSED)
        }
        args::Evidence::Cite { control, row, place, dated, pages, expires, system } => {
            let session = run.open_to_write(true)?;
            let (subject, found) = subject(run, &session, control, system.as_ref())?;
            let row = row_of(run, found, row)?;
            let evidence = Evidence {
                name: place.clone(),
                kind: EvidenceKind::Cited,
                sha256: None,
                bytes: None,
                place: place.clone(),
                copied: false,
                dated: *dated,
                pages: pages.clone(),
                expires: *expires,
            };
            let change = Change::EvidenceAttached { subject, rev: Some(found.rev), row, evidence };
            run.save(session, change)
        }
        args::Evidence::Detach { control, row, evidence, system } => {
            let session = run.open_to_write(true)?;
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
            run.save(session, change)
        }
    }
}

/// The copied piece that a beginning of its hash names, also where its bytes are gone.
fn copied(run: &Run, session: &Session, start: &str) -> Result<Digest, Failure> {
    let pieces = session.folder.events().filter_map(|(_, event)| match &event.change {
        Change::EvidenceAttached { evidence, .. } if evidence.copied => evidence.sha256.clone(),
        _ => None,
    });
    let found: BTreeSet<String> =
        pieces.filter(|hash| start.len() >= 8 && hash.starts_with(&start.to_ascii_lowercase())).collect();
    let digests: Vec<Digest> = found.iter().filter_map(|hash| Digest::parse(hash)).collect();
    match digests[..] {
        [one] => Ok(one),
        _ => Err(Failure::usage(say::no_such_copy(run.lang(), start, digests.len()))),
    }
}

fn proved_by(session: &Session, sha256: &str) -> usize {
    let rows = session.readiness.items.iter().flat_map(|item| &item.rows);
    rows.filter(|row| row.evidence.iter().any(|e| e.sha256.as_deref() == Some(sha256))).count()
}

fn list(run: &Run, session: &Session) {
    let lang = run.lang();
    for item in &session.readiness.items {
        for row in &item.rows {
            for evidence in &row.evidence {
                let hash = evidence.sha256.as_deref().map_or("-", |h| h.get(..12).unwrap_or(h));
                let expires = evidence.expires.map_or_else(|| "-".to_owned(), |d| d.to_string());
                let removed = session.state().removal(evidence).and_then(Held::latest);
                let strength = session.state().strength(evidence);
                let pages =
                    evidence.pages.as_ref().map_or_else(String::new, |p| format!(" ({p})", p = p.as_str()));
                let mut line = format!(
                    "{}\t{}\t{strength}\t{hash}\t{expires}\t{}{pages}",
                    item.subject,
                    row.row,
                    Plain(&evidence.place)
                );
                if let Some(head) = removed {
                    let reason = head.value.as_ref().map_or("", |removal| &removal.reason);
                    line.push_str(&format!("\t{}", say::removed_by(lang, &head.by, head.at, reason)));
                }
                run.console.line(line);
            }
        }
    }
}
