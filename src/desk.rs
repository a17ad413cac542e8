//! The terminal UI's desk over a real assessment: a session, drafts, and jobs in threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use phrom_checklists::agency::Agency;
use phrom_checklists::answer::{Evidence, EvidenceKind, Subject};
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::finding::Finding;
use phrom_checklists::folder::{AttachError, Attachment, RowPlace, open_evidence};
use phrom_checklists::gate::Gate;
use phrom_checklists::id::RuleId;
use phrom_checklists::journal::{Change, Digest, WriteError};
use phrom_checklists::pack::Pack;
use phrom_checklists::readiness::Readiness;
use phrom_checklists::scan::{Scan, ScanSummary, Scanner};
use phrom_checklists::state::State;

use crate::commands::Run;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Format};
use crate::session::Session;
use crate::text::headless as say;
use crate::ui::desk::{
    AttachJob, Desk, DeskError, Done, Job, JobKind, News, Progress, ReportJob, RuleWords, ScanJob,
};
use crate::{clock, scanning};

/// An open assessment on screen.
#[derive(Debug)]
pub struct SessionDesk<'a> {
    session: Session,
    round: String,
    read_only: Option<Text>,
    run: &'a Run,
    config: Option<Config>,
    jobs: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    kind: JobKind,
    cancelled: Arc<AtomicBool>,
    thread: JoinHandle<Made>,
}

/// What a thread made, to be recorded by the owner of the folder.
#[derive(Debug)]
enum Made {
    Scans(Vec<Scan>),
    Report(PathBuf, u64),
    Hash(AttachJob, Digest, u64),
    Failed(DeskError),
}

impl<'a> SessionDesk<'a> {
    /// A desk over a session; `read_only` says why nothing can be written, if so.
    pub fn new(session: Session, read_only: Option<Text>, run: &'a Run) -> Self {
        let round = session.folder.round.to_string();
        let config = Config::from_environment().ok();
        Self { session, round, read_only, run, config, jobs: Vec::new() }
    }

    /// When the screen has closed: a report under way is written to its end, which takes seconds; a
    /// scan or the hash of a large file could take hours and is given up. Says what became of them.
    pub fn leave(&mut self) -> Vec<Text> {
        let mut said = Vec::new();
        for job in self.jobs.drain(..) {
            match job.kind {
                JobKind::Report => match job.thread.join() {
                    Ok(Made::Failed(error)) => said.push(error.said),
                    Ok(_) => {}
                    Err(_) => said.push(both(say::job_failed).said),
                },
                JobKind::Scan | JobKind::Attach if job.cancelled.load(Ordering::Relaxed) => {}
                JobKind::Scan => said.push(both(say::scan_given_up).said),
                JobKind::Attach => said.push(both(say::attach_given_up).said),
            }
        }
        said
    }

    fn start_scan(&self, job: &ScanJob, news: News) -> Result<JoinHandle<Made>, DeskError> {
        let (paths, hosts) = match job.scanner {
            Scanner::PersonalData => (job.targets.iter().map(PathBuf::from).collect(), Vec::new()),
            Scanner::Tls => scanning::paths_and_hosts(&job.targets),
        };
        let endpoints =
            scanning::endpoints(&hosts).map_err(|(t, e)| both(|lang| say::bad_target(lang, &t, &e)))?;
        let assessment = self.session.folder.assessment.as_str();
        let lang = self.run.lang();
        let key = scanning::key(None, Some(assessment), lang).map_err(failed)?;
        scanning::same_key(&key, &self.session.scans, lang).map_err(failed)?;
        let roots = scanning::roots(&[], lang).map_err(failed)?;
        let own = vec![self.session.folder.dir.clone()];
        let scanner = job.scanner;
        Ok(std::thread::spawn(move || {
            let at = clock::now();
            let tell = |objects| news.progress(Progress { objects, ..Progress::default() });
            let wanted = scanning::Wanted { ocr: phrom_scanners::personal_data::Ocr::Auto, keep_low: false };
            let told = |p: phrom_scanners::personal_data::Progress| {
                news.progress(Progress { objects: p.objects, bytes: p.bytes, ..Progress::default() });
            };
            Made::Scans(match scanner {
                Scanner::PersonalData => {
                    vec![scanning::personal_data(&paths, &own, &key, wanted, at, &told)]
                }
                Scanner::Tls => scanning::certificates(&paths, &endpoints, &own, &roots, at, &tell),
            })
        }))
    }

    fn start_report(&self, job: ReportJob, news: News) -> Result<JoinHandle<Made>, DeskError> {
        if let Some(pack) = self.session.missing.first() {
            return Err(both(|lang| say::report_without_pack(lang, pack)));
        }
        let path = job.path.to_string_lossy().into_owned();
        // Typed without a format, as people do: here the ending cannot mean a scan.
        let path = if path.ends_with(".json") { format!("json:{path}") } else { path };
        let offered = crate::commands::report::FORMATS;
        let outputs = output::parse(std::slice::from_ref(&path), offered)
            .map_err(|e| both(|lang| say::output_error(lang, &e, offered)))?;
        let format = outputs.first().map_or(Format::Json, |o| o.format);
        let exit = crate::commands::gate::exit(&self.session);
        let document = crate::commands::report::document(&self.session, self.run.now, job.lang, exit);
        Ok(std::thread::spawn(move || {
            let _told_at_the_end = news;
            let bytes = match crate::commands::report::bytes(&document, format) {
                Ok(bytes) => bytes,
                Err(e) => return Made::Failed(both(|lang| say::report_failed(lang, &e))),
            };
            for output in &outputs {
                if let Err(e) = output::save(output, &bytes) {
                    return Made::Failed(both(|lang| say::not_written(lang, output.file.as_deref(), &e)));
                }
            }
            Made::Report(job.path, bytes.len() as u64)
        }))
    }

    fn attach(&mut self, job: AttachJob, sha256: Digest, bytes: u64) -> Result<Done, DeskError> {
        // A recorded scan lies in the folder and is named as the folder names it.
        let place = match job.kind {
            EvidenceKind::Scan => job.path.clone(),
            _ => std::path::absolute(&job.path).unwrap_or_else(|_| job.path.clone()),
        };
        let name = job.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let kind = job.kind;
        let evidence = Evidence {
            name: name.clone(),
            kind,
            sha256: Some(sha256.to_string()),
            bytes: Some(bytes),
            place: place.to_string_lossy().into_owned(),
            copied: job.copy,
            dated: None,
            pages: None,
            expires: job.expires,
        };
        if job.copy {
            let attachment = Attachment {
                rows: vec![RowPlace { subject: job.subject, rev: job.rev, row: job.row }],
                name,
                kind,
                place: evidence.place.clone(),
                dated: None,
                pages: None,
                expires: job.expires,
                copy: true,
            };
            let path = job.path;
            self.session
                .folder
                .attach(clock::now(), &path, &attachment, &mut |_| ())
                .map_err(|e| both(|lang| say::not_attached(lang, &path, &e)))?;
            self.session.evaluate();
        } else {
            let change = Change::EvidenceAttached {
                subject: job.subject,
                rev: job.rev,
                row: job.row,
                evidence: evidence.clone(),
            };
            self.apply(change)?;
        }
        Ok(Done::Attach(evidence))
    }
}

impl Desk for SessionDesk<'_> {
    fn agency(&self) -> &Agency {
        &self.session.agency
    }

    fn round(&self) -> &str {
        &self.round
    }

    fn packs(&self) -> &[Pack] {
        &self.session.packs
    }

    fn state(&self) -> &State {
        self.session.state()
    }

    fn readiness(&self) -> &Readiness {
        &self.session.readiness
    }

    fn gate(&self) -> &Gate {
        &self.session.gate
    }

    fn findings(&self) -> &[Finding] {
        &self.session.findings
    }

    fn last_scan(&self, scanner: Scanner) -> Option<&ScanSummary> {
        self.session.last_scan(scanner)
    }

    fn rule(&self, rule: &RuleId) -> Option<RuleWords> {
        let found = phrom_scanners::rules().find(|r| r.id == rule.as_str())?;
        let text = |words: &phrom_scanners::rule::Words| Text { th: words.th.into(), en: words.en.into() };
        Some(RuleWords { title: text(&found.title), why: text(&found.why), remedy: text(&found.remedy) })
    }

    fn read_only(&self) -> Option<Text> {
        self.read_only.clone()
    }

    fn apply(&mut self, change: Change) -> Result<(), DeskError> {
        self.session.change(clock::now(), change).map(|_| ()).map_err(|e| write_failed(&e))
    }

    fn undo(&mut self) -> Result<Option<Change>, DeskError> {
        self.session.undo(clock::now()).map_err(|e| write_failed(&e))
    }

    fn draft(&self, subject: &Subject) -> Option<String> {
        self.config.as_ref()?.draft(self.session.folder.assessment.as_str(), &subject.to_string())
    }

    fn keep_draft(&mut self, subject: &Subject, text: Option<&str>) -> Result<(), DeskError> {
        let Some(config) = &self.config else { return Ok(()) };
        let assessment = self.session.folder.assessment.as_str();
        config
            .keep_draft(assessment, &subject.to_string(), text)
            .map_err(|e| both(|lang| say::config_error(lang, &e)))
    }

    fn report_path(&self, lang: Lang) -> PathBuf {
        let ending = if cfg!(feature = "pdf") { "pdf" } else { "json" };
        let name = match lang {
            Lang::Th => format!("readiness.{ending}"),
            Lang::En => format!("readiness-en.{ending}"),
        };
        self.session.folder.dir.join("reports").join(name)
    }

    fn start(&mut self, job: Job, news: News) -> Result<(), DeskError> {
        let kind = job.kind();
        let thread = match job {
            Job::Scan(job) => self.start_scan(&job, news)?,
            Job::Report(job) => self.start_report(job, news)?,
            Job::Attach(job) => {
                let path = match job.kind {
                    EvidenceKind::Scan => self.session.folder.dir.join(&job.path),
                    _ => job.path.clone(),
                };
                std::thread::spawn(move || hash(job, &path, &news))
            }
        };
        self.jobs.push(Running { kind, cancelled: Arc::default(), thread });
        Ok(())
    }

    fn finish(&mut self, kind: JobKind) -> Result<Done, DeskError> {
        let Some(at) = self.jobs.iter().position(|j| j.kind == kind) else { return Ok(Done::Cancelled) };
        let job = self.jobs.swap_remove(at);
        let made = job.thread.join().map_err(|_| both(say::job_failed))?;
        if job.cancelled.load(Ordering::Relaxed) {
            return Ok(Done::Cancelled);
        }
        match made {
            Made::Failed(error) => Err(error),
            Made::Report(path, bytes) => Ok(Done::Report { path, bytes }),
            Made::Hash(job, sha256, bytes) => self.attach(job, sha256, bytes),
            Made::Scans(scans) => {
                let mut last = None;
                for scan in scans {
                    self.session.record(clock::now(), &scan).map_err(|e| write_failed(&e))?;
                    last = Some(scan.summary);
                }
                Ok(last.map_or(Done::Cancelled, Done::Scan))
            }
        }
    }

    fn cancel(&mut self, kind: JobKind) {
        for job in self.jobs.iter().filter(|j| j.kind == kind) {
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

fn hash(job: AttachJob, path: &Path, news: &News) -> Made {
    let mut tell = |bytes| news.progress(Progress { bytes, ..Progress::default() });
    let read =
        open_evidence(path).and_then(|file| Digest::of_reader(file, &mut tell).map_err(AttachError::Read));
    match read {
        Ok((sha256, bytes)) => Made::Hash(job, sha256, bytes),
        Err(e) => Made::Failed(both(|lang| say::not_attached(lang, &job.path, &e))),
    }
}

fn both(sentence: impl Fn(Lang) -> String) -> DeskError {
    DeskError { said: Text { th: sentence(Lang::Th), en: sentence(Lang::En) }, detail: None }
}

fn write_failed(error: &WriteError) -> DeskError {
    both(|lang| say::write_error(lang, error))
}

/// A failure is said in the language of the command line already.
fn failed(failure: Failure) -> DeskError {
    DeskError { said: Text { th: failure.what.clone(), en: failure.what }, detail: failure.hint }
}
