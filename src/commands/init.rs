//! `phrom init`: make an assessment folder.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use phrom_checklists::agency::Agency;
use phrom_checklists::builtin;
use phrom_checklists::folder::{Folder, PackFiles};
use phrom_checklists::gate::Policy;
use phrom_checklists::id::PackId;
use phrom_checklists::journal::{AssessmentId, Author, Digest, Identity, Pin, Round, WriterId};
use phrom_checklists::pack::Pack;

use super::{Ended, Run};
use crate::args::Init;
use crate::config::{self, Config};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::headless as say;
use crate::{environment, session};

/// Runs the command.
pub fn run(run: &Run, args: &Init) -> Ended {
    let lang = run.lang();
    let dir = args
        .folder
        .clone()
        .or_else(|| run.global.dir.clone())
        .unwrap_or_else(|| PathBuf::from("phrom-assessment"));
    let name = match &args.name {
        Some(name) => name.clone(),
        None if environment::interactive() => ask(say::ask_agency_name(lang))?,
        None => return Err(Failure::usage(say::name_missing(lang))),
    };
    let by = match &run.global.by {
        Some(by) => by.clone(),
        None => match run.config()?.settings().ok().and_then(|s| s.author) {
            Some(author) => author,
            None if environment::interactive() => ask(say::ask_author(lang))?,
            None => return Err(Failure::usage(say::nobody_named(lang)).hint(say::name_somebody(lang))),
        },
    };
    if by == session::PROGRAM {
        return Err(Failure::usage(say::reserved_author(lang)));
    }
    let round = match &args.round {
        Some(round) => round.parse().map_err(|_| Failure::usage(say::bad_round(lang, round)))?,
        None => Round::first_of(run.as_of()),
    };
    let wanted = Wanted { name, name_en: args.name_en.clone(), packs: args.packs.clone(), round };
    let folder = make(run, &dir, &by, &wanted)?;
    run.console.line(say::made(lang, &folder.dir, &folder.round.to_string()));
    Ok(Exit::PASSED)
}

/// What a new assessment begins with.
#[derive(Debug)]
pub struct Wanted {
    /// The agency's Thai name.
    pub name: String,
    /// Its English name.
    pub name_en: Option<String>,
    /// The packs; none means the two Acts.
    pub packs: Vec<PackId>,
    /// The first round.
    pub round: Round,
}

/// Makes the folder, its writer and its key.
pub fn make(run: &Run, dir: &Path, by: &str, wanted: &Wanted) -> Result<Folder, Failure> {
    let lang = run.lang();
    let config = run.config()?;
    let by_default = wanted.packs.is_empty();
    let built_in = if by_default { builtin::packs_by_default() } else { builtin::packs() };
    let built_in = built_in.map_err(|found| Failure::usage(say::diagnostics(lang, &found)))?;
    let packs: Vec<&Pack> =
        built_in.iter().filter(|pack| by_default || wanted.packs.contains(&pack.head.id)).collect();
    if let Some(unknown) = wanted.packs.iter().find(|id| built_in.iter().all(|p| &p.head.id != *id)) {
        return Err(Failure::usage(say::no_such_pack(lang, unknown.as_str())));
    }
    let agency = Agency {
        schema: 1,
        name: wanted.name.clone(),
        name_en: wanted.name_en.clone(),
        classification: None,
        packs: packs.iter().map(|p| p.head.id.clone()).collect(),
        approves_own_work: Default::default(),
        gate: Policy::default(),
    };
    let files: Vec<PackFiles> = packs
        .iter()
        .filter_map(|pack| {
            let sha256 = Digest::parse(&pack.sha256)?;
            Some(PackFiles {
                pin: Pin { id: pack.head.id.clone(), version: pack.head.version.clone(), sha256 },
                files: files(&pack.head.id),
            })
        })
        .collect();
    let random = |e| Failure::usage(say::config_error(lang, &e));
    let assessment = AssessmentId::from_random(config::random::<16>().map_err(random)?);
    let author = Author::new(by).map_err(|e| Failure::usage(say::author_error(lang, &e)))?;
    // The folder's place names the writer, so the place must exist before its writer does.
    let writer = WriterId::from_random(config::random::<4>().map_err(random)?);
    let identity = Identity { author, writer };
    let yaml = phrom_yaml(&agency);
    let folder = Folder::create(dir, &yaml, &files, &identity, run.now, wanted.round, &assessment)
        .map_err(|e| Failure::usage(say::create_error(lang, &e)))?;
    keep(&config, &folder, &identity, lang)?;
    Ok(folder)
}

fn keep(
    config: &Config,
    folder: &Folder,
    identity: &Identity,
    lang: phrom_checklists::bilingual::Lang,
) -> Result<(), Failure> {
    let broken = |e| Failure::usage(say::config_error(lang, &e));
    config.keep_writer(folder.assessment.as_str(), &folder.dir, identity.writer.as_str()).map_err(broken)?;
    let key = config::random::<32>().map_err(broken)?;
    config.store_key(folder.assessment.as_str(), &key).map_err(broken)
}

/// A built-in pack's files, to be copied as they are.
fn files(id: &PackId) -> BTreeMap<String, Vec<u8>> {
    builtin::BUILTIN
        .iter()
        .filter(|b| b.id == id.as_str())
        .flat_map(|b| b.files)
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// `phrom.yaml` as a person would write it: quoted names, the gate's defaults as comments.
fn phrom_yaml(agency: &Agency) -> String {
    use std::fmt::Write as _;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut yaml = String::new();
    let _ = writeln!(yaml, "# ข้อมูลหน่วยงานและเกณฑ์ของด่าน แก้ไขได้ด้วยมือ (phrom จะไม่เขียนทับ)");
    let _ = writeln!(yaml, "# The agency and its gate: edit by hand, phrom never rewrites this file.");
    let _ = writeln!(yaml, "schema: {}", agency.schema);
    let _ = writeln!(yaml, "name: {}", quoted(&agency.name));
    if let Some(name) = &agency.name_en {
        let _ = writeln!(yaml, "name_en: {}", quoted(name));
    }
    let _ = writeln!(yaml, "# classification: ลับ");
    let _ = writeln!(yaml, "packs:");
    for pack in &agency.packs {
        let _ = writeln!(yaml, "  - {pack}");
    }
    let _ = writeln!(yaml, "gate:");
    let policy = &agency.gate;
    for (key, value) in [
        ("max-statutory-gaps", policy.max_statutory_gaps),
        ("min-coverage", policy.min_coverage),
        ("min-score", policy.min_score),
        ("min-evidence", policy.min_evidence),
        ("max-contradictions", policy.max_contradictions),
        ("max-conflicts", policy.max_conflicts),
    ] {
        let _ = writeln!(yaml, "  {key}: {value}");
    }
    yaml
}

/// Asks one line at the terminal.
pub(super) fn ask(question: &str) -> Result<String, Failure> {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{question} ");
    let _ = err.flush();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    match read {
        Ok(n) if n > 0 && !line.trim().is_empty() => Ok(line.trim().to_owned()),
        Ok(_) | Err(_) => Err(Failure::usage(question.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_file_reads_back_whatever_the_name() {
        for name in ["กรมตัวอย่าง", "a: b # c", "\"x\"\n\u{1b}", "no", "'"] {
            let agency = Agency {
                schema: 1,
                name: name.into(),
                name_en: Some("The \\ Agency".into()),
                classification: None,
                packs: vec![PackId::new("pdpa").unwrap()],
                approves_own_work: Default::default(),
                gate: Policy::default(),
            };
            let read: Agency =
                phrom_checklists::yaml::parse("phrom.yaml", phrom_yaml(&agency).as_bytes(), 1).unwrap();
            assert_eq!(read, agency);
        }
    }
}
