//! What the agency means to do about a gap.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Highest budget of one measure, in satang: ten million million baht. It keeps every sum of an
/// assessment's measures in 64 bits, and every budget exact in programs that read JSON numbers as
/// doubles (2^53).
pub const BUDGET_SATANG: u64 = 1_000_000_000_000_000;

/// A measure against the gap at one control and system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// In the agency's words; never empty.
    pub measure: String,
    /// Who carries it out, where that is not the control's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What it costs, in satang (1 baht is 100); at most [`BUDGET_SATANG`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_satang: Option<u64>,
    /// First day of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Last day, where that is not the control's own due date; not before `start`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How far it is.
    pub status: MeasureStatus,
}

/// How far a measure is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureStatus {
    /// วางแผนไว้
    #[default]
    Planned,
    /// กำลังดำเนินการ
    UnderWay,
    /// แล้วเสร็จ
    Done,
    /// ยกเลิก
    Dropped,
}
