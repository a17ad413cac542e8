//! `phrom plan`: what is to be done about every gap.

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use phrom_checklists::id::{ControlId, SystemId};
use phrom_checklists::measure::MeasureStatus;

use super::value::{baht, day};

/// `phrom plan`: without a command it is shown.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Plan {
    #[command(subcommand)]
    pub command: Option<PlanCommand>,
    #[arg(long, value_name = "[FORMAT:]FILE")]
    pub out: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    Set(PlanSet),
    Clear {
        control: ControlId,
        #[arg(long, value_name = "ID")]
        system: Option<SystemId>,
    },
}

/// What is not named stays as it was.
#[derive(Debug, Args)]
pub struct PlanSet {
    pub control: ControlId,
    #[arg(long, value_name = "ID")]
    pub system: Option<SystemId>,
    #[arg(long, value_name = "TEXT")]
    pub measure: Option<String>,
    #[arg(long = "owner", value_name = "NAME")]
    pub measure_owner: Option<String>,
    #[arg(long, value_name = "BAHT", value_parser = baht)]
    pub budget: Option<u64>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub start: Option<Date>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due: Option<Date>,
    #[arg(long, value_enum)]
    pub status: Option<StatusArg>,
}

/// `--status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusArg {
    Planned,
    UnderWay,
    Done,
    Dropped,
}

impl From<StatusArg> for MeasureStatus {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::Planned => Self::Planned,
            StatusArg::UnderWay => Self::UnderWay,
            StatusArg::Done => Self::Done,
            StatusArg::Dropped => Self::Dropped,
        }
    }
}
