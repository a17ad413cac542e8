//! How one control stands.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Said, Text, people};

/// How one control stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The control.
    pub control: String,
    /// The system, for a control answered per system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Whether the law asks it of this agency.
    pub applicability: Applicability,
    /// Facts that are unknown and decide whether it applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_facts: Vec<Text>,
    /// What counts.
    pub outcome: Outcome,
    /// What the rows alone say.
    pub answered: Outcome,
    /// True where it caps the level.
    pub caps: bool,
    /// Weakest evidence over its met rows, 0 to 4.
    pub strength: u8,
    /// True where concurrent answers stand.
    pub conflict: bool,
    /// True where a finding lowered it.
    pub contradicted: bool,
    /// Rules with findings relevant to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<ItemFindings>,
    /// Its rows.
    pub rows: Vec<ItemRow>,
    /// In the agency's words; several where two people wrote without knowledge of each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when, as the agency set itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Why it does not apply; also when expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicable>,
    /// How far the work has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<people::Progress>,
    /// Every approval that was not withdrawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<people::Approval>,
    /// True where it was approved and says something else by now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed_after_approval: bool,
    /// Gaps that the agency accepts for a time; they stay gaps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<people::Waiver>,
    /// What was said about it, in causal order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Said>,
}

/// Whether the law asks a control of the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// It does.
    Applicable,
    /// A fact that decides is unknown: counted as applicable.
    Undetermined,
    /// Its condition does not hold.
    ExcludedByFact,
    /// Marked, with reason, approver and an expiry that has not come.
    MarkedNotApplicable,
}

/// The result of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// มี
    Met,
    /// มีบางส่วน
    Partial,
    /// ไม่มี
    NotMet,
    /// ไม่เกี่ยวข้อง
    NotApplicable,
    /// ยังไม่ประเมิน
    NotAssessed,
}

/// Findings of one rule that are relevant to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFindings {
    /// The rule.
    pub rule: String,
    /// How many.
    pub count: u64,
    /// How many of them contradict the answer.
    pub contradicting: u64,
}

/// One row of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRow {
    /// The row.
    pub row: String,
    /// The answer that counts; absent where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Outcome>,
    /// True where concurrent answers stand.
    pub conflict: bool,
    /// Strongest evidence that has not expired, 0 to 4.
    pub strength: u8,
    /// What backs it, strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Something that backs an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// File name or title.
    pub name: String,
    /// 1 cited, 2 attached and hashed, 3 scan or test, 4 independent audit.
    pub strength: u8,
    /// SHA-256 of the bytes, in hex; absent for a citation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Where the original lies.
    pub place: String,
    /// True where the bytes were copied into the assessment.
    pub copied: bool,
    /// The date the document bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Where in it, such as `3-5,9`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// Where the copied bytes were deleted: who, when and why. It then counts as cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Said>,
    /// From this day it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// True where that day has come.
    pub expired: bool,
}

/// Why a control does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotApplicable {
    /// In the agency's words.
    pub reason: String,
    /// Who approved.
    pub approver: String,
    /// From this day it counts as not assessed again.
    pub expires: Date,
    /// True where that day has come.
    pub expired: bool,
}
