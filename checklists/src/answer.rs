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

/// `control`, or `control@system`.
impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.system {
            Some(system) => write!(f, "{}@{system}", self.control),
            None => self.control.fmt(f),
        }
    }
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
    /// The date the document bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Where in it: pages and ranges of pages, such as `3-5,9`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// From this day it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

/// Pages of a document: rising numbers and ranges, such as `3-5,9`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pages(String);

/// Not rising numbers and ranges from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected pages such as 3-5,9")]
pub struct PagesError;

impl Pages {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Pages {
    type Err = PagesError;
    fn from_str(text: &str) -> Result<Self, PagesError> {
        let mut last = 0;
        for part in text.split(',') {
            let (first, end) = part.split_once('-').unwrap_or((part, part));
            for (number, least) in [(first, last + 1), (end, 0)] {
                let plain = (1..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
                let number: u32 = number.parse().map_err(|_| PagesError)?;
                if !plain || number < least.max(last) {
                    return Err(PagesError);
                }
                last = number;
            }
        }
        if text.len() > 200 { Err(PagesError) } else { Ok(Self(text.to_owned())) }
    }
}

impl TryFrom<String> for Pages {
    type Error = PagesError;
    fn try_from(text: String) -> Result<Self, PagesError> {
        text.parse()
    }
}

impl From<Pages> for String {
    fn from(pages: Pages) -> String {
        pages.0
    }
}

/// Why the copied bytes of a piece of evidence were deleted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// In the agency's words; never empty.
    pub reason: String,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_rise() {
        for right in ["1", "3-5,9", "1-1", "10,12-20,21"] {
            assert!(right.parse::<Pages>().is_ok(), "{right}");
        }
        for wrong in ["", "0", "5-3", "3,3", "1,,2", "a", "1-", "-1", "3 - 5", "9,1", "1234567", "๑"] {
            assert!(wrong.parse::<Pages>().is_err(), "{wrong}");
        }
    }
}
