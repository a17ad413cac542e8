//! What can be typed. Parsing does no input or output; the sentences of `--help` come from
//! [`crate::text::help`] in the language asked for.

pub mod joining;
pub mod people;
pub mod plan;
pub mod value;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use phrom_checklists::answer::{Answer, Pages};
use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::Severity;
use phrom_checklists::id::{ControlId, FactId, PackId, RowId, SystemId};

pub use joining::{Conflict, Merge};
pub use people::{Approve, Assign, Comment, History, Person, Waiver, Which};
pub use plan::{Plan, PlanCommand, PlanSet};
pub use value::day;
use value::{category, round, row_of_control};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "phrom", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    /// Without one: the terminal UI.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NAME")]
    pub by: Option<String>,
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    #[arg(long, global = true, value_enum, default_value = "th")]
    pub lang: LangArg,
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    Th,
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Lang {
        match lang {
            LangArg::Th => Lang::Th,
            LangArg::En => Lang::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Init(Init),
    Check(Check),
    #[command(subcommand)]
    Scan(Scan),
    #[command(subcommand)]
    System(System),
    #[command(subcommand)]
    Fact(Fact),
    #[command(subcommand)]
    Answer(AnswerCommand),
    #[command(subcommand)]
    Evidence(Evidence),
    #[command(subcommand)]
    Conflict(Conflict),
    Merge(Merge),
    #[command(subcommand)]
    Person(Person),
    Assign(Assign),
    Approve(Approve),
    Comment(Comment),
    History(History),
    #[command(subcommand)]
    Waiver(Waiver),
    Gate(Gate),
    Plan(Plan),
    Report(Report),
    Verify(Verify),
    #[command(subcommand)]
    Packs(Packs),
    #[command(subcommand)]
    Key(Key),
}

#[derive(Debug, Args)]
pub struct Init {
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub name_en: Option<String>,
    #[arg(long, value_name = "YEAR-N", value_parser = round)]
    pub round: Option<String>,
    #[arg(long = "pack", value_name = "ID")]
    pub packs: Vec<PackId>,
}

/// With neither files nor endpoints there is nothing to check.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("targets").required(true).multiple(true).args(["paths", "tls"]))]
pub struct Check {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "HOST:PORT")]
    pub tls: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[command(flatten)]
    pub scanning: Scanning,
    #[command(flatten)]
    pub writing: Writing,
}

/// Options of every scan.
#[derive(Debug, Clone, Args)]
pub struct Scanning {
    #[arg(long, value_name = "FILE")]
    pub ca: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "auto")]
    pub ocr: Ocr,
}

/// Pictures: read where text recognition is at hand, or left out of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ocr {
    Auto,
    Off,
}

impl From<Ocr> for phrom_scanners::personal_data::Ocr {
    fn from(ocr: Ocr) -> Self {
        match ocr {
            Ocr::Auto => Self::Auto,
            Ocr::Off => Self::Off,
        }
    }
}

/// Options of every command that ends in a verdict or a file.
#[derive(Debug, Clone, Args)]
pub struct Writing {
    #[arg(long, value_name = "[FORMAT:]FILE")]
    pub out: Vec<String>,
    #[arg(long)]
    pub exit_zero: bool,
}

#[derive(Debug, Subcommand)]
pub enum Scan {
    Data(ScanData),
    Tls(ScanTls),
}

#[derive(Debug, Args)]
pub struct ScanData {
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub verdict: ScanVerdict,
}

#[derive(Debug, Args)]
pub struct ScanTls {
    #[arg(value_name = "TARGET", required = true)]
    pub targets: Vec<String>,
    #[command(flatten)]
    pub verdict: ScanVerdict,
}

/// How a scan alone is judged and written.
#[derive(Debug, Clone, Args)]
pub struct ScanVerdict {
    #[arg(long, value_enum, default_value = "high")]
    pub fail_on: SeverityArg,
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub scanning: Scanning,
    #[command(flatten)]
    pub writing: Writing,
}

/// `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityArg {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl From<SeverityArg> for Severity {
    fn from(severity: SeverityArg) -> Severity {
        match severity {
            SeverityArg::Info => Severity::Info,
            SeverityArg::Low => Severity::Low,
            SeverityArg::Medium => Severity::Medium,
            SeverityArg::High => Severity::High,
            SeverityArg::Critical => Severity::Critical,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum System {
    List,
    Set {
        id: SystemId,
        #[arg(long, value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "NAME")]
        name_en: Option<String>,
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
        #[arg(long, value_name = "HOST:PORT")]
        tls: Vec<String>,
        #[arg(long, value_name = "PATH")]
        path: Vec<String>,
        #[arg(long, value_name = "BOOL")]
        public_website: Option<bool>,
        #[arg(long, value_name = "BOOL")]
        cloud: Option<bool>,
        #[arg(long, value_name = "C,I,A", value_parser = category)]
        category: Option<CategoryArg>,
    },
    Remove {
        id: SystemId,
    },
}

/// `--category high,medium,low`: confidentiality, integrity, availability.
#[derive(Debug, Clone, Copy)]
pub struct CategoryArg(pub phrom_checklists::state::Category);

#[derive(Debug, Subcommand)]
pub enum Fact {
    List,
    Set {
        id: FactId,
        value: String,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Clear {
        id: FactId,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
}

#[derive(Debug, Subcommand)]
pub enum AnswerCommand {
    List {
        #[arg(long)]
        unanswered: bool,
    },
    Set {
        control: ControlId,
        row: RowId,
        #[arg(value_enum)]
        answer: AnswerArg,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Clear {
        control: ControlId,
        row: RowId,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    NotApplicable {
        control: ControlId,
        #[command(flatten)]
        grounds: Grounds,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Applicable {
        control: ControlId,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Remark {
        control: ControlId,
        text: String,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Owner {
        control: ControlId,
        name: String,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Due {
        control: ControlId,
        #[arg(value_parser = day)]
        date: Date,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Undo,
}

/// What a not-applicable mark and a waiver rest on.
#[derive(Debug, Clone, Args)]
pub struct Grounds {
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[arg(long, value_name = "NAME")]
    pub approver: String,
    /// The first day on which it no longer counts.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub expires: Date,
}

/// An answer as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerArg {
    Met,
    Partial,
    NotMet,
}

impl From<AnswerArg> for Answer {
    fn from(answer: AnswerArg) -> Answer {
        match answer {
            AnswerArg::Met => Answer::Met,
            AnswerArg::Partial => Answer::Partial,
            AnswerArg::NotMet => Answer::NotMet,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Evidence {
    List,
    Attach {
        control: ControlId,
        row: RowId,
        file: PathBuf,
        #[arg(long, value_name = "CONTROL/ROW", value_parser = row_of_control)]
        also: Vec<(ControlId, RowId)>,
        #[arg(long)]
        copy: bool,
        #[arg(long)]
        audit: bool,
        #[arg(long, value_name = "DATE", value_parser = day)]
        dated: Option<Date>,
        #[arg(long)]
        pages: Option<Pages>,
        #[arg(long, value_name = "DATE", value_parser = day)]
        expires: Option<Date>,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Cite {
        control: ControlId,
        row: RowId,
        place: String,
        #[arg(long, value_name = "DATE", value_parser = day)]
        dated: Option<Date>,
        #[arg(long)]
        pages: Option<Pages>,
        #[arg(long, value_name = "DATE", value_parser = day)]
        expires: Option<Date>,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Detach {
        control: ControlId,
        row: RowId,
        evidence: String,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Remove {
        evidence: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub struct Gate {
    #[arg(long)]
    pub explain: bool,
    #[arg(long)]
    pub exit_zero: bool,
}

#[derive(Debug, Args)]
pub struct Report {
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[arg(long, value_name = "[FORMAT:]FILE", required = true)]
    pub out: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Packs {
    List,
    Show {
        #[arg(value_name = "PACK|CONTROL")]
        id: String,
    },
    Check {
        #[arg(value_name = "DIR", required = true)]
        folders: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Key {
    Export {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
