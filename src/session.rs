//! An open assessment: the folder, what follows from it, and the person who writes.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use phrom_checklists::agency::Agency;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::conflict::{self, Conflict};
use phrom_checklists::fault::{Fault, FaultKind};
use phrom_checklists::finding::Finding;
use phrom_checklists::folder::{Folder, JoinError, Joined, OpenError};
use phrom_checklists::gate::{Gate, gate};
use phrom_checklists::id::PackId;
use phrom_checklists::journal::{Chain, Change, Digest, Identity, WriteError};
use phrom_checklists::pack::Pack;
use phrom_checklists::readiness::{Readiness, readiness, readiness_of};
use phrom_checklists::scan::{Scan, ScanSummary, Scanner};
use phrom_checklists::state::State;

use crate::config::Config;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::headless as say;
use crate::{relevance, summary};

/// The name the program signs with where it records something by itself and no person is named.
pub const PROGRAM: &str = "phrom";

/// An open assessment.
#[derive(Debug)]
pub struct Session {
    /// The folder as read.
    pub folder: Folder,
    /// `phrom.yaml`.
    pub agency: Agency,
    /// The packs as copied into the folder, in the agency's order.
    pub packs: Vec<Pack>,
    /// Summaries of the scans that count, oldest first.
    pub scans: Vec<ScanSummary>,
    /// The findings of those scans.
    pub findings: Vec<Finding>,
    /// What follows.
    pub readiness: Readiness,
    /// The gate's verdict.
    pub gate: Gate,
    /// Scans that could not be read, beside [`Folder::faults`].
    pub faults: Vec<Fault>,
    /// Packs that `phrom.yaml` names and that could not be opened: their controls are in no figure.
    pub missing: Vec<PackId>,
    as_of: Date,
}

impl Session {
    /// Opens the assessment at `dir` as of a day.
    pub fn open(dir: &Path, as_of: Date, lang: Lang) -> Result<Self, Failure> {
        let folder = Folder::open(dir).map_err(|error| match error {
            OpenError::NoEvents { ref faults, .. } => {
                let list: Vec<String> = faults.iter().map(|f| say::fault(lang, f)).collect();
                let what = format!("{}\n{}", say::open_error(lang, &error), list.join("\n"));
                Failure { exit: summary::unopened(faults), what, hint: None }
            }
            _ => Failure::usage(say::open_error(lang, &error)).hint(say::make_one(lang)),
        })?;
        let Some(agency) = folder.agency.clone() else {
            let of_the_file = |f: &&Fault| f.file == "phrom.yaml";
            let said: Vec<String> =
                folder.faults.iter().filter(of_the_file).map(|f| say::fault(lang, f)).collect();
            let exit = folder.faults.iter().filter(of_the_file).map(|fault| match fault.kind {
                // People edit this file: a slip in it is bad input, not tampering.
                FaultKind::Yaml { .. } => Exit::USAGE,
                _ => summary::weight(fault),
            });
            let exit = exit.fold(Exit::PASSED, Exit::and);
            return Err(Failure { exit, what: said.join("\n"), hint: None });
        };
        let packs = folder.packs.clone();
        let here = |id: &PackId| packs.iter().any(|p| &p.head.id == id);
        let missing = agency.packs.iter().filter(|id| !here(id)).cloned().collect();
        let mut session = Self {
            readiness: readiness(&packs, folder.state(), &[], as_of),
            gate: Gate { checks: Vec::new() },
            folder,
            agency,
            packs,
            scans: Vec::new(),
            findings: Vec::new(),
            faults: Vec::new(),
            missing,
            as_of,
        };
        session.count();
        Ok(session)
    }

    /// What the journals say.
    pub fn state(&self) -> &State {
        self.folder.state()
    }

    /// The day everything is computed for.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Takes the writer's chain; refused where another phrom has it.
    pub fn write_as(&mut self, identity: &Identity, lang: Lang) -> Result<(), Failure> {
        self.folder.begin_writing(identity).map_err(|e| write_failure(lang, &e))
    }

    /// Writes one change; it is durable when this returns, and everything that follows is
    /// recomputed.
    pub fn change(&mut self, at: Timestamp, change: Change) -> Result<Digest, WriteError> {
        let digest = self.folder.append(at, change)?;
        self.evaluate();
        Ok(digest)
    }

    /// Stores a scan in the folder and counts it.
    pub fn record(&mut self, at: Timestamp, scan: &Scan) -> Result<(), WriteError> {
        self.folder.record_scan(at, scan)?;
        self.count();
        Ok(())
    }

    /// Takes what the copy of this assessment at `other` has and this one has not, and counts it.
    pub fn join(&mut self, other: &Path) -> Result<Joined, JoinError> {
        let joined = self.folder.join(other)?;
        self.count();
        Ok(joined)
    }

    /// Undoes this writer's last change that still counts; `None` where there is none.
    pub fn undo(&mut self, at: Timestamp) -> Result<Option<Change>, WriteError> {
        let Some(identity) = self.folder.writing_as().cloned() else { return Err(WriteError::NoWriter) };
        let last = self
            .folder
            .chains()
            .iter()
            .filter(|chain| chain.identity == identity)
            .flat_map(Chain::events)
            .rfind(|(digest, event)| {
                event.round == self.folder.round
                    && event.change.can_be_undone()
                    && !matches!(event.change, Change::Undone { .. })
                    && !self.folder.is_undone(digest)
            })
            .map(|(digest, event)| (digest, event.change.clone()));
        let Some((event, change)) = last else { return Ok(None) };
        self.change(at, Change::Undone { event })?;
        Ok(Some(change))
    }

    /// SHA-256 over the heads of all chains: the state that a report was made from.
    pub fn heads(&self) -> String {
        use sha2::Digest as _;
        let heads: Vec<String> =
            self.folder.chains().iter().map(|c| format!("{} {}\n", c.identity.chain(), c.head())).collect();
        crate::config::hex(&sha2::Sha256::digest(heads.concat()))
    }

    /// What is wrong in the folder and in its scans.
    pub fn all_faults(&self) -> impl Iterator<Item = &Fault> {
        self.folder.faults.iter().chain(&self.faults)
    }

    /// What people said without knowing of each other.
    pub fn conflicts(&self) -> Vec<Conflict> {
        conflict::conflicts(self.state())
    }

    /// The newest scan of one scanner that counts.
    pub fn last_scan(&self, scanner: Scanner) -> Option<&ScanSummary> {
        self.scans.iter().rev().find(|s| s.scanner == scanner)
    }

    /// The gate's verdict. It cannot pass while a pack is left out.
    pub fn passed(&self) -> bool {
        self.missing.is_empty() && self.gate.passed()
    }

    /// Recomputes what follows from the state.
    pub fn evaluate(&mut self) {
        let own_work = &self.agency.approves_own_work;
        self.readiness = readiness_of(&self.packs, self.folder.state(), &self.findings, self.as_of, own_work);
        self.gate = gate(&self.agency.gate, &self.readiness.overall);
    }

    /// Reads the scans that count, and recomputes.
    fn count(&mut self) {
        let latest = self.folder.latest_findings();
        self.scans = latest.summaries;
        self.findings = latest.findings;
        self.faults = latest.faults;
        relevance::mark(&mut self.findings, &self.packs, self.folder.state());
        self.evaluate();
    }
}

/// Who writes: `--by`, else the configuration, else the program itself where no person speaks.
pub fn identity(
    config: &Config,
    by: Option<&str>,
    folder: &Folder,
    person: bool,
    lang: Lang,
) -> Result<Identity, Failure> {
    use phrom_checklists::journal::{Author, WriterId};
    let configured = config.settings().map_err(|e| Failure::usage(say::config_error(lang, &e)))?.author;
    let name = match by.map(str::to_owned).or(configured) {
        Some(name) if name == PROGRAM => return Err(Failure::usage(say::reserved_author(lang))),
        Some(name) => name,
        None if person => return Err(Failure::usage(say::nobody_named(lang)).hint(say::name_somebody(lang))),
        None => PROGRAM.to_owned(),
    };
    let author = Author::new(&name).map_err(|e| Failure::usage(say::author_error(lang, &e)))?;
    let writer = config
        .writer(folder.assessment.as_str(), &folder.dir)
        .map_err(|e| Failure::usage(say::config_error(lang, &e)))?;
    let writer = WriterId::new(&writer).map_err(|_| Failure::usage(say::config_broken(lang)))?;
    Ok(Identity { author, writer })
}

/// Where the assessment is: `--dir`, else here, else `./phrom-assessment`.
pub fn place(dir: Option<&Path>) -> PathBuf {
    match dir {
        Some(dir) => dir.to_owned(),
        None if Path::new("phrom.yaml").exists() => PathBuf::from("."),
        None => PathBuf::from("phrom-assessment"),
    }
}

/// A refused write as a failure.
pub fn write_failure(lang: Lang, error: &WriteError) -> Failure {
    Failure::usage(say::write_error(lang, error))
}
