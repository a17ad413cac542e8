//! Running the scanners: the same for `check`, `scan` and the terminal UI.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::Finding;
use phrom_checklists::scan::{Scan, ScanSummary};
use phrom_scanners::key::Key;
use phrom_scanners::personal_data::{self, Ocr};
use phrom_scanners::tls::target::{Target, TargetError};
use phrom_scanners::tls::trust::Roots;
use phrom_scanners::tls::{self, EndpointRequest, FileRequest};

use crate::config::{self, Config};
use crate::environment;
use crate::failure::Failure;
use crate::text::headless as say;

const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The key of a run, and whether it is thrown away afterwards.
#[derive(Debug)]
pub struct RunKey {
    key: Key,
    ephemeral: bool,
}

/// `--key-file`, else `PHROM_KEY`, else this user's key of the assessment, else a throw-away one.
pub fn key(file: Option<&Path>, assessment: Option<&str>, lang: Lang) -> Result<RunKey, Failure> {
    let broken = |e| Failure::usage(say::config_error(lang, &e));
    let kept = |bytes: [u8; 32]| RunKey { key: Key::new(&bytes), ephemeral: false };
    if let Some(file) = file {
        return config::read_key_file(file).map(kept).map_err(broken);
    }
    if let Some(text) = environment::key() {
        return config::parse_key(&text).map(kept).ok_or_else(|| Failure::usage(say::bad_key_variable(lang)));
    }
    if let (Some(assessment), Ok(config)) = (assessment, Config::from_environment())
        && let Some(bytes) = config.key(assessment).map_err(broken)?
    {
        return Ok(kept(bytes));
    }
    let bytes = config::random::<32>().map_err(broken)?;
    Ok(RunKey { key: Key::new(&bytes), ephemeral: true })
}

/// Refuses a kept key that is not the one of the earlier scans that count: their fingerprints would not
/// compare, and nobody would notice. A throw-away key is marked as such in its scan and compares with
/// nothing.
pub fn same_key(key: &RunKey, earlier: &[ScanSummary], lang: Lang) -> Result<(), Failure> {
    let used = key.key.id();
    let kept = earlier.iter().filter(|s| !s.ephemeral).filter_map(|s| s.key.as_deref());
    match kept.into_iter().find(|before| !key.ephemeral && *before != used) {
        Some(before) => Err(Failure::usage(say::other_key(lang, &used, before))),
        None => Ok(()),
    }
}

/// What of personal data is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Pictures are in scope; this version names them as not read.
    pub ocr: Ocr,
    /// Findings of low confidence too.
    pub keep_low: bool,
}

/// Personal data under some paths.
pub fn personal_data(
    paths: &[PathBuf],
    own: &[PathBuf],
    key: &RunKey,
    wanted: Wanted,
    at: Timestamp,
    progress: &dyn Fn(personal_data::Progress),
) -> Scan {
    let request = personal_data::Request {
        roots: paths.to_vec(),
        own: own.to_vec(),
        key: key.key.clone(),
        ephemeral: key.ephemeral,
        at,
        program: PROGRAM.to_owned(),
        ocr: wanted.ocr,
        keep_low: wanted.keep_low,
        threads: personal_data::THREADS,
    };
    let mut findings = Vec::new();
    let summary = personal_data::scan(&request, progress, &mut |finding| findings.push(finding));
    Scan { summary, findings }
}

/// Certificates in files and at endpoints: one scan for each that is asked for.
pub fn certificates(
    paths: &[PathBuf],
    endpoints: &[Target],
    own: &[PathBuf],
    roots: &Roots,
    at: Timestamp,
    progress: &(dyn Fn(u64) + Sync),
) -> Vec<Scan> {
    let mut scans = Vec::new();
    if !paths.is_empty() {
        let request =
            FileRequest { paths, own, roots, at, threads: personal_data::THREADS, program: PROGRAM };
        scans.push(pair(tls::scan_files(&request, &mut |objects| progress(objects))));
    }
    if !endpoints.is_empty() {
        let budget = tls::endpoint::BUDGET;
        let request = EndpointRequest { targets: endpoints, roots, at, budget, program: PROGRAM };
        scans.push(pair(tls::scan_endpoints(&request, &|done, _| progress(done as u64))));
    }
    scans
}

fn pair((summary, findings): (ScanSummary, Vec<Finding>)) -> Scan {
    Scan { summary, findings }
}

/// Mozilla's roots, and the agency's own from `--ca`.
pub fn roots(files: &[PathBuf], lang: Lang) -> Result<Roots, Failure> {
    let mut read = Vec::new();
    for file in files {
        read.push(std::fs::read(file).map_err(|e| Failure::usage(say::bad_ca(lang, file, e)))?);
    }
    let named = files.first().map_or_else(|| Path::new("--ca"), PathBuf::as_path);
    Roots::with_authorities(&read).map_err(|e| Failure::usage(say::bad_ca(lang, named, e)))
}

/// Endpoints as typed, or the first that is none.
pub fn endpoints(typed: &[String]) -> Result<Vec<Target>, (String, TargetError)> {
    typed.iter().map(|t| t.parse().map_err(|e| (t.clone(), e))).collect()
}

/// Paths and hosts of a mixed list: what holds a slash (and is no address) or exists is a path.
pub fn paths_and_hosts(typed: &[String]) -> (Vec<PathBuf>, Vec<String>) {
    let is_path = |t: &String| (t.contains('/') && !t.contains("://")) || Path::new(t).exists();
    let (paths, hosts): (Vec<String>, Vec<String>) = typed.iter().cloned().partition(is_path);
    (paths.into_iter().map(PathBuf::from).collect(), hosts)
}
