//! Who does what in an assessment, and how far a control has come: roles, stages, approvals, waivers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::journal::{Author, Digest};

/// What a person does in the assessment. One person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// ผู้จัดทำ
    Preparer,
    /// ผู้สอบทาน
    Reviewer,
    /// ผู้บริหารด้านความมั่นคงปลอดภัยสารสนเทศ
    Ciso,
    /// เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล, section 41 of the PDPA
    Dpo,
    /// ผู้บริหาร
    Executive,
}

impl Role {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Preparer, Self::Reviewer, Self::Ciso, Self::Dpo, Self::Executive];

    /// As written in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preparer => "preparer",
            Self::Reviewer => "reviewer",
            Self::Ciso => "ciso",
            Self::Dpo => "dpo",
            Self::Executive => "executive",
        }
    }

    /// Everybody but who prepares can approve.
    pub fn approves(self) -> bool {
        self != Self::Preparer
    }
}

/// One person of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name under which the person writes.
    pub person: Author,
    /// At least one.
    pub roles: BTreeSet<Role>,
    /// The office or position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// How far the work on a control has come, as people set it. Approved is not among them: that
/// follows from an approval alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// ส่งกลับแก้ไข
    Returned,
    /// รอดำเนินการ
    ToDo,
    /// กำลังดำเนินการ
    InProgress,
    /// พร้อมให้สอบทาน
    ReadyForReview,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::ToDo, Self::InProgress, Self::ReadyForReview, Self::Returned];

    /// As written in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::ToDo => "to-do",
            Self::InProgress => "in-progress",
            Self::ReadyForReview => "ready-for-review",
        }
    }
}

/// That somebody, in a role, approved what a control said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// In which role.
    pub role: Role,
    /// SHA-256 of what was approved, as [`crate::readiness::approved_state`] gives it.
    pub state: Digest,
}

/// A gap that the agency accepts for a time. It stays a gap in every figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// In the agency's words; never empty.
    pub reason: String,
    /// Who accepted the risk; never empty.
    pub approver: String,
    /// First day on which it no longer counts.
    pub expires: Date,
}
