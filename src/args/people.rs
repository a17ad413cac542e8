//! Who does what: `person`, `assign`, `approve`, `comment`, `history`, `waiver`.

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use phrom_checklists::id::{ControlId, RuleId, SectionId, SystemId};
use phrom_checklists::people::{Role, Stage};

use super::Grounds;
use super::value::day;

/// `phrom person`.
#[derive(Debug, Subcommand)]
pub enum Person {
    List,
    Set {
        #[arg(value_name = "NAME")]
        person: String,
        #[arg(long = "role", value_name = "ROLE", value_enum, required = true)]
        roles: Vec<RoleArg>,
        #[arg(long, value_name = "TEXT")]
        office: Option<String>,
    },
    Remove {
        #[arg(value_name = "NAME")]
        person: String,
    },
}

/// A role as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    Preparer,
    Reviewer,
    Ciso,
    Dpo,
    Executive,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Role {
        match role {
            RoleArg::Preparer => Role::Preparer,
            RoleArg::Reviewer => Role::Reviewer,
            RoleArg::Ciso => Role::Ciso,
            RoleArg::Dpo => Role::Dpo,
            RoleArg::Executive => Role::Executive,
        }
    }
}

/// A stage as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StageArg {
    ToDo,
    InProgress,
    ReadyForReview,
    Returned,
}

impl From<StageArg> for Stage {
    fn from(stage: StageArg) -> Stage {
        match stage {
            StageArg::ToDo => Stage::ToDo,
            StageArg::InProgress => Stage::InProgress,
            StageArg::ReadyForReview => Stage::ReadyForReview,
            StageArg::Returned => Stage::Returned,
        }
    }
}

/// Which controls: those named, or those of a section, that have an outcome, of one system.
#[derive(Debug, Clone, Args)]
#[command(group = clap::ArgGroup::new("which").required(true).multiple(true)
    .args(["controls", "section", "unanswered", "not_met"]))]
pub struct Which {
    #[arg(value_name = "CONTROL")]
    pub controls: Vec<ControlId>,
    #[arg(long, value_name = "ID")]
    pub section: Option<SectionId>,
    #[arg(long)]
    pub unanswered: bool,
    #[arg(long)]
    pub not_met: bool,
    #[arg(long, value_name = "ID")]
    pub system: Option<SystemId>,
}

/// `phrom assign`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true).args(["owner", "due", "stage"]))]
pub struct Assign {
    #[command(flatten)]
    pub which: Which,
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due: Option<Date>,
    #[arg(long, value_name = "STAGE", value_enum)]
    pub stage: Option<StageArg>,
}

/// `phrom approve`.
#[derive(Debug, Args)]
pub struct Approve {
    #[command(flatten)]
    pub which: Which,
    #[arg(long = "as", value_name = "ROLE", value_enum)]
    pub role: RoleArg,
    #[arg(long)]
    pub withdraw: bool,
}

/// `phrom comment`.
#[derive(Debug, Args)]
pub struct Comment {
    pub control: ControlId,
    pub text: String,
    #[arg(long, value_name = "ID")]
    pub system: Option<SystemId>,
}

/// `phrom history`.
#[derive(Debug, Args)]
pub struct History {
    pub control: ControlId,
    #[arg(long, value_name = "ID")]
    pub system: Option<SystemId>,
    #[arg(long)]
    pub json: bool,
}

/// `phrom waiver`.
#[derive(Debug, Subcommand)]
pub enum Waiver {
    List,
    Set {
        control: ControlId,
        #[command(flatten)]
        grounds: Grounds,
        #[arg(long, value_name = "ID")]
        rule: Option<RuleId>,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
    Clear {
        control: ControlId,
        #[arg(long, value_name = "ID")]
        rule: Option<RuleId>,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
}
