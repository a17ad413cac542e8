//! Reading an assessment folder: all that can be read, and what is wrong with the rest.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Folder, Lock, files, lock, seals};
use crate::agency::Agency;
use crate::fault::{Fault, FaultKind};
use crate::id::PackId;
use crate::journal::chain::{self, Chain, Line};
use crate::journal::{AssessmentId, Change, Digest, Event, Identity, Round, fold_covered};
use crate::pack::Pack;
use crate::{json, load, yaml};

/// Who the agency is.
const AGENCY: &str = "phrom.yaml";

/// Largest `phrom.yaml` or `packs.lock`.
pub(super) const SMALL: u64 = 1024 * 1024;

/// Largest chain: some two million events.
pub(super) const CHAIN: u64 = 1024 * 1024 * 1024;

/// Why a folder could not be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not there, or holds no assessment.
    #[error("{} holds no assessment", dir.display())]
    NoAssessment {
        /// The folder asked for.
        dir: PathBuf,
    },
    /// It was being made when that was cut short: it can be removed and made again.
    #[error("{} was not made to its end", dir.display())]
    HalfMade {
        /// The folder asked for.
        dir: PathBuf,
    },
    /// No event in it can be read.
    #[error("no event in {} can be read", dir.display())]
    NoEvents {
        /// The folder asked for.
        dir: PathBuf,
        /// What is wrong.
        faults: Vec<Fault>,
    },
}

impl Folder {
    /// Opens an assessment folder for reading.
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        let mut faults = Vec::new();
        let agency = agency(dir, &mut faults)?;
        let lock = read_lock(dir, &mut faults);
        let packs = packs(dir, agency.as_ref(), &lock, &mut faults);
        let (chains, heads, found) = settled_chains(dir);
        faults.extend(found);
        let Some(assessment) = lock.assessment.clone().or_else(|| oldest(&chains)) else {
            return Err(OpenError::NoEvents { dir: dir.to_owned(), faults });
        };
        let ours = |event: &Event| event.assessment == assessment;
        for chain in &chains {
            let other = |line: &Line| line.event().is_some_and(|event| !ours(event));
            if let Some(i) = chain.lines.iter().position(other) {
                faults.push(Fault::of_line(chain.file(), i as u64 + 1, FaultKind::OtherAssessment));
            }
        }
        let rounds = chains.iter().flat_map(Chain::events).filter(|(_, e)| ours(e)).map(|(_, e)| e.round);
        let round: Option<Round> = rounds.max();
        let Some(round) = round else {
            return Err(OpenError::NoEvents { dir: dir.to_owned(), faults });
        };
        let seals = seals::read(dir, &mut faults);
        faults.sort();
        let covered = seals::covered(&chains, &assessment, &seals);
        let folded = fold_covered(&chains, &assessment, round, &covered);
        Ok(Self {
            dir: dir.to_owned(),
            agency,
            packs,
            lock,
            faults,
            assessment,
            round,
            chains,
            heads,
            seals,
            covered,
            folded,
            writer: None,
        })
    }
}

fn agency(dir: &Path, faults: &mut Vec<Fault>) -> Result<Option<Agency>, OpenError> {
    match files::read(&dir.join(AGENCY), SMALL) {
        Ok(bytes) => match yaml::parse(AGENCY, &bytes, 1) {
            Ok(agency) => return Ok(Some(agency)),
            Err(found) => faults.extend(found.into_iter().map(Fault::of_yaml)),
        },
        Err(FaultKind::Missing) => {
            let begun = ["journal", "packs", "packs.lock"].iter().any(|name| dir.join(name).exists());
            // Without it but with events it is damaged; with neither it never was whole.
            let (chains, _) = chains(dir, &mut Vec::new());
            if !begun {
                return Err(OpenError::NoAssessment { dir: dir.to_owned() });
            }
            if chains.iter().all(|chain| chain.lines.len() < 2) {
                return Err(OpenError::HalfMade { dir: dir.to_owned() });
            }
            faults.push(Fault::of_file(AGENCY, FaultKind::Missing));
        }
        Err(kind) => faults.push(Fault::of_file(AGENCY, kind)),
    }
    Ok(None)
}

fn read_lock(dir: &Path, faults: &mut Vec<Fault>) -> Lock {
    match files::read(&dir.join(lock::FILE), SMALL) {
        Ok(bytes) => Lock::read(&bytes).unwrap_or_else(|fault| {
            faults.push(fault);
            Lock::default()
        }),
        Err(kind) => {
            faults.push(Fault::of_file(lock::FILE, kind));
            Lock::default()
        }
    }
}

/// The packs in use, in the agency's order. They are read as they were begun with, so what later
/// versions ask of a pack is not asked of them; their digests vouch for them.
fn packs(dir: &Path, agency: Option<&Agency>, lock: &Lock, faults: &mut Vec<Fault>) -> Vec<Pack> {
    let locked = || lock.packs.iter().map(|pin| &pin.id);
    let in_use: Vec<&PackId> =
        agency.map_or_else(|| locked().collect(), |agency| agency.packs.iter().collect());
    let mut packs = Vec::new();
    for id in in_use.iter().copied().chain(locked().filter(|id| !in_use.contains(id))) {
        let file = format!("packs/{id}");
        let found = match files::folder(&dir.join("packs")).and_then(|()| pack_files(&dir.join(&file))) {
            Ok(found) => found,
            Err(FaultKind::Missing) => {
                faults.push(Fault::of_file(file, FaultKind::PackMissing { pack: id.clone() }));
                continue;
            }
            Err(kind) => {
                faults.push(Fault::of_file(file, kind));
                continue;
            }
        };
        let pack = match load::read_prefixed(&format!("{file}/"), &found) {
            Ok(written) => written.pack,
            Err(found) => {
                faults.extend(found.into_iter().map(Fault::of_yaml));
                continue;
            }
        };
        match lock.packs.iter().find(|pin| &pin.id == id) {
            Some(pin) if pin.sha256.to_string() == pack.sha256 => {}
            Some(_) => faults.push(Fault::of_file(file, FaultKind::PackChanged { pack: id.clone() })),
            None => faults.push(Fault::of_file(file, FaultKind::PackNotLocked { pack: id.clone() })),
        }
        if in_use.contains(&id) {
            packs.push(pack);
        }
    }
    packs
}

fn pack_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, FaultKind> {
    files::folder(folder)?;
    files::names(folder)?
        .into_iter()
        .map(|name| {
            let bytes = files::read(&folder.join(&name), yaml::MAX_BYTES)?;
            Ok((name, bytes))
        })
        .collect()
}

/// All chains and what is wrong with them. Another person may be writing: an event can then name
/// one that was written after its chain was read, so what seems to be missing is looked for again.
fn settled_chains(dir: &Path) -> (Vec<Chain>, BTreeMap<String, Digest>, Vec<Fault>) {
    let read = || {
        let mut faults = Vec::new();
        let (chains, heads) = chains(dir, &mut faults);
        faults.extend(chain::faults(&chains, &heads));
        (chains, heads, faults)
    };
    let first = read();
    let missing = |fault: &Fault| matches!(fault.kind, FaultKind::SeenMissing { .. });
    if first.2.iter().any(missing) { read() } else { first }
}

/// All chains, sorted by name, and the events last written to each.
fn chains(dir: &Path, faults: &mut Vec<Fault>) -> (Vec<Chain>, BTreeMap<String, Digest>) {
    let journal = dir.join("journal");
    let names = files::names(&journal).unwrap_or_else(|kind| {
        faults.push(Fault::of_file("journal", kind));
        Vec::new()
    });
    let mut chains = Vec::new();
    let mut heads = BTreeMap::new();
    for stem in names.iter().filter_map(|name| name.strip_suffix(".head")) {
        let chain = format!("{stem}.jsonl");
        if !names.contains(&chain) {
            faults.push(Fault::of_file(format!("journal/{chain}"), FaultKind::Missing));
        }
    }
    for name in names {
        let file = format!("journal/{name}");
        if name.contains(".torn-") || name.contains(".lost-") {
            faults.push(Fault::of_file(file, FaultKind::SetAside));
            continue;
        }
        let Some(stem) = name.strip_suffix(".jsonl") else { continue };
        let Some(identity) = Identity::from_chain(stem) else {
            faults.push(Fault::of_file(file, FaultKind::ChainName));
            continue;
        };
        // The head first: a writer at work writes it last.
        if let Some(head) = head(&journal.join(format!("{stem}.head")), stem, faults) {
            heads.insert(stem.to_owned(), head);
        }
        match files::read(&journal.join(&name), CHAIN) {
            Ok(bytes) => chains.push(Chain::read(identity, &bytes)),
            Err(kind) => faults.push(Fault::of_file(file, kind)),
        }
    }
    chains.sort_by_cached_key(|chain| chain.identity.chain());
    (chains, heads)
}

/// The event last written to a chain; none where nothing says so.
fn head(path: &Path, chain: &str, faults: &mut Vec<Fault>) -> Option<Digest> {
    let file = || format!("journal/{chain}.head");
    match files::read(path, 65) {
        Err(FaultKind::Missing) => None,
        Err(kind) => {
            faults.push(Fault::of_file(file(), kind));
            None
        }
        // Made, and then cut short before it was filled.
        Ok(bytes) if bytes.is_empty() => None,
        Ok(bytes) => {
            let head =
                std::str::from_utf8(&bytes).ok().and_then(|text| Digest::parse(text.strip_suffix('\n')?));
            if head.is_none() {
                faults.push(Fault::of_file(file(), FaultKind::Json { json: json::JsonFault::Shape }));
            }
            head
        }
    }
}

/// The assessment of the oldest beginning, else of the oldest event, for a folder whose lock cannot
/// be read. Which is oldest does not depend on the order in which files are read.
fn oldest(chains: &[Chain]) -> Option<AssessmentId> {
    let begins = |event: &Event| !matches!(event.change, Change::AssessmentBegun { .. });
    chains
        .iter()
        .flat_map(Chain::events)
        .min_by_key(|(digest, event)| (begins(event), event.at, *digest))
        .map(|(_, event)| event.assessment.clone())
}
