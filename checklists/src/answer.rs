//! What people say about one control: answers to rows, evidence, and why a control does not apply.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{ControlId, SystemId};

/// What is answered: one control, for the agency or for one system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// The control.
    pub control: ControlId,
    /// The system, for a control answered per system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
}

/// The answer to one evidence row; no answer is the absence of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// ไม่มี
    NotMet,
    /// มีบางส่วน
    Partial,
    /// มี
    Met,
}

/// Why a control does not apply; refused without a reason, an approver and an expiry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotApplicable {
    /// In the agency's words; never empty.
    pub reason: String,
    /// Who approved; never empty.
    pub approver: String,
    /// From 00:00 Asia/Bangkok on this day it counts as not assessed again.
    pub expires: Date,
}

/// Something that backs an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// File name or title, as shown.
    pub name: String,
    /// What it is and how strong.
    pub kind: EvidenceKind,
    /// SHA-256 of the bytes in hex; absent for a citation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size in bytes, with `sha256`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Where the original lies: a path or a shelf mark.
    pub place: String,
    /// True where the bytes were copied into `evidence/`.
    #[serde(default)]
    pub copied: bool,
    /// From this day it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

impl Evidence {
    /// What tells two pieces at one row apart: the SHA-256, or `cite:` and the place.
    pub fn key(&self) -> String {
        self.sha256.clone().unwrap_or_else(|| format!("cite:{}", self.place))
    }
}

/// The strength ladder of evidence; `claimed` is the answer alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// 1: a document is named.
    Cited,
    /// 2: a file is attached and hashed.
    File,
    /// 3: a scan or test result.
    Scan,
    /// 4: an independent audit.
    Audit,
}

impl EvidenceKind {
    /// 1 to 4; an answer with no evidence has strength 0.
    pub fn strength(self) -> u8 {
        match self {
            EvidenceKind::Cited => 1,
            EvidenceKind::File => 2,
            EvidenceKind::Scan => 3,
            EvidenceKind::Audit => 4,
        }
    }
}
