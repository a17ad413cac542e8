//! The action plan in the frozen document.

use jiff::civil::Date;
use phrom_checklists::measure::MeasureStatus;
use phrom_checklists::plan;
use serde::{Deserialize, Serialize};

use crate::report::Report;

/// One gap, and what is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The control.
    pub control: String,
    /// The system, for a control answered per system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// What is wrong.
    pub gap: Gap,
    /// True where the law says "must", in a source that was read.
    pub statutory: bool,
    /// When it has to be closed, counted from `as_of`.
    pub horizon: Horizon,
    /// How far the measure is; `planned` where there is none.
    pub status: Status,
    /// True where the earlier of the two dates has passed and the measure is not done.
    pub overdue: bool,
    /// What is to be done, in the agency's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// True where different measures were planned without knowledge of each other; the newest is
    /// given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
    /// Who carries it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What it costs, in satang (1 baht is 100).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_satang: Option<u64>,
    /// First day of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Last day as the agency set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Last day by the law's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_due: Option<Date>,
}

impl Step {
    /// The earlier of the agency's date and the law's.
    pub fn by(&self) -> Option<Date> {
        self.due.into_iter().chain(self.statutory_due).min()
    }
}

/// What is wrong with a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// ไม่มี
    NotMet,
    /// มีบางส่วน
    Partial,
    /// Answered as met, and a scan saw otherwise.
    Contradicted,
    /// ยังไม่ประเมิน
    NotAssessed,
}

/// When a gap has to be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Horizon {
    /// Within three months, or overdue.
    ThreeMonths,
    /// Within six.
    SixMonths,
    /// Within a year; also later, and without a date.
    OneYear,
}

/// How far a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// วางแผนไว้
    Planned,
    /// กำลังดำเนินการ
    UnderWay,
    /// แล้วเสร็จ
    Done,
    /// ยกเลิก
    Dropped,
}

pub(super) fn steps(report: &Report<'_>) -> Vec<Step> {
    plan::plan(report.packs, report.state, report.readiness).into_iter().map(step).collect()
}

fn step(step: plan::Step) -> Step {
    Step {
        control: step.subject.control.to_string(),
        system: step.subject.system.map(|s| s.to_string()),
        gap: match step.gap {
            plan::Gap::NotMet => Gap::NotMet,
            plan::Gap::Partial => Gap::Partial,
            plan::Gap::Contradicted => Gap::Contradicted,
            plan::Gap::NotAssessed => Gap::NotAssessed,
        },
        statutory: step.statutory,
        horizon: match step.horizon {
            plan::Horizon::ThreeMonths => Horizon::ThreeMonths,
            plan::Horizon::SixMonths => Horizon::SixMonths,
            plan::Horizon::OneYear => Horizon::OneYear,
        },
        status: match step.status {
            MeasureStatus::Planned => Status::Planned,
            MeasureStatus::UnderWay => Status::UnderWay,
            MeasureStatus::Done => Status::Done,
            MeasureStatus::Dropped => Status::Dropped,
        },
        overdue: step.overdue,
        measure: step.measure,
        conflict: step.conflict,
        owner: step.owner,
        budget_satang: step.budget_satang,
        start: step.start,
        due: step.due,
        statutory_due: step.statutory_due,
    }
}
