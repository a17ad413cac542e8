//! `phrom-report/1`: the frozen document every format is made from, and its JSON.
//!
//! The types here are copies made for readers of the file: a change in the domain does not change
//! them. A field may be added; none is renamed, removed or given another meaning under the same
//! schema name. `schemas/phrom-report-1.schema.json` says the same in JSON Schema.

mod fill;
mod finding;
mod item;
mod pack;
pub mod people;
mod plan;
mod scan;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use fill::document;
pub(crate) use finding::finding;
pub use finding::{Confidence, Exposure, Finding, Place, Rule, RuleObject, Sample, Severity, Status};
pub use item::{Applicability, Evidence, Item, ItemFindings, ItemRow, NotApplicable, Outcome};
pub use pack::{Cite, Cited, Control, ControlRow, Obligation, Pack, PackStatus, Source, Stated, Sureness};
pub use plan::{Gap, Horizon, Status as MeasureStatus, Step};
pub(crate) use scan::scan;
pub use scan::{NotRead, Scan};

/// The value of `schema`.
pub const SCHEMA: &str = "phrom-report/1";

/// A report. Everything that the PDF prints, and the findings one by one besides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Which telling this is.
    pub edition: Edition,
    /// The language a person reads.
    pub lang: Lang,
    /// Version of the program that made it.
    pub program: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The day the figures hold for, in Asia/Bangkok.
    pub as_of: Date,
    /// The agency's name for the round; may be empty.
    pub round: String,
    /// Who.
    pub agency: Agency,
    /// The register of people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<people::Person>,
    /// SHA-256 over the assessment's heads, in hex; empty without an assessment.
    pub heads: String,
    /// Exit statuses that held for the run; empty means 0 alone.
    pub exit: Vec<u8>,
    /// The level over all packs.
    pub level: Level,
    /// Lower edges of the levels, in percent of the lower bound.
    pub bands: Vec<Band>,
    /// The gate and its keys.
    pub gate: Gate,
    /// All controls of all packs together.
    pub figures: Figures,
    /// One a pack.
    pub laws: Vec<Law>,
    /// The packs and the legal sources they cite.
    pub packs: Vec<Pack>,
    /// The agency's systems.
    pub systems: Vec<System>,
    /// What was asked once, about the agency and about systems.
    pub facts: Vec<Fact>,
    /// What the law asks, in pack order.
    pub controls: Vec<Control>,
    /// How each control stands, per system where it is answered per system, in pack order.
    pub items: Vec<Item>,
    /// Every gap and what is to be done about it: by horizon, statutory duties first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<Step>,
    /// Dates that follow from the law's clocks, soonest first.
    pub deadlines: Vec<Deadline>,
    /// What was written twice without knowledge of each other.
    pub conflicts: Vec<Conflict>,
    /// The scans that count.
    pub scans: Vec<Scan>,
    /// What the scans found, rule by rule and object by object.
    pub rules: Vec<Rule>,
    /// Ages of what the scanners carry.
    pub carried: Vec<Carried>,
    /// What the scans found, one by one; absent in the copy a PDF carries, which prints none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
}

/// Why a file is no report that can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not JSON, or not of this shape.
    #[error("not a report: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Another schema than [`SCHEMA`].
    #[error("this report is of schema `{0}`")]
    Schema(String),
}

impl Document {
    /// The bytes of `--out json:FILE`: indented, keys in the order of the types, a line feed at the end.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads what [`Document::to_json`] wrote.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ReadError> {
        let document: Self = serde_json::from_slice(bytes)?;
        if document.schema == SCHEMA { Ok(document) } else { Err(ReadError::Schema(document.schema)) }
    }

    /// What a PDF prints, and so all that it carries: no finding stands alone, and of objects not
    /// read only the first [`NOT_READ_PRINTED`] of a scan are named.
    pub fn printed(&self) -> Self {
        let mut document = self.clone();
        document.findings = None;
        for scan in &mut document.scans {
            scan.not_read_objects.truncate(NOT_READ_PRINTED);
        }
        document
    }
}

/// Objects not read that a PDF names in one scan; all are counted.
pub const NOT_READ_PRINTED: usize = 100;

/// Which telling of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// Everything.
    Auditor,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Thai.
    Th,
    /// English.
    En,
}

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Thai.
    pub th: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Th => &self.th,
            Lang::En => &self.en,
        }
    }
}

/// Who is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Official name in Thai.
    pub name: String,
    /// English name, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Classification of the report, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
}

/// Bands of the lower bound of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The lowest band.
    Urgent,
    /// Also what an open statutory gap caps to.
    Improve,
    /// The second highest.
    Mostly,
    /// The highest.
    Ready,
}

/// Where a level begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The level.
    pub level: Level,
    /// Percent of the lower bound.
    pub from: u64,
}

/// The gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// True where every key holds.
    pub passed: bool,
    /// The keys as in `phrom.yaml`.
    pub keys: Vec<GateKey>,
}

/// One key of the gate. Exactly one of `count` and `share` is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateKey {
    /// As written in `phrom.yaml`.
    pub key: String,
    /// A count for a `max-` key, percent for a `min-` key.
    pub bound: u64,
    /// What was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// What was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Ratio>,
    /// Whether it holds.
    pub passed: bool,
}

/// An exact fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Numerator.
    pub part: u64,
    /// Denominator; 0 where there is nothing to count.
    pub whole: u64,
}

impl Ratio {
    /// Tenths of a percent, truncated; `None` of nothing.
    pub fn per_mille(self) -> Option<u64> {
        u64::try_from((u128::from(self.part) * 1000).checked_div(u128::from(self.whole))?).ok()
    }
}

/// The five figures; never one without the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How many controls ended how.
    pub counts: Counts,
    /// Score with unanswered rows as not met. Both sides are in half weights: met 2, partial 1.
    pub lower: Ratio,
    /// Score with unanswered rows as met, in half weights.
    pub upper: Ratio,
    /// The lower score with every weight 1, in halves.
    pub lower_unweighted: Ratio,
    /// The upper score with every weight 1, in halves.
    pub upper_unweighted: Ratio,
    /// Assessed of applicable controls.
    pub coverage: Ratio,
    /// Weight of "met" backed by a hashed document or better, of all "met" weight.
    pub evidence: Ratio,
    /// Statutory controls that cap the level: not met or not assessed.
    pub gaps: u64,
    /// Controls that a finding contradicts.
    pub contradicted: u64,
    /// Controls with concurrent answers.
    pub conflicts: u64,
}

/// How many controls ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// มี
    pub met: u64,
    /// มีบางส่วน
    pub partial: u64,
    /// ไม่มี
    pub not_met: u64,
    /// ไม่เกี่ยวข้อง
    pub not_applicable: u64,
    /// ยังไม่ประเมิน
    pub not_assessed: u64,
    /// All of them.
    pub total: u64,
}

/// One pack's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// The pack.
    pub pack: String,
    /// Its name.
    pub title: Text,
    /// Its level.
    pub level: Level,
    /// Over its controls.
    pub figures: Figures,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// One section's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The section.
    pub section: String,
    /// Its name.
    pub title: Text,
    /// Over its controls.
    pub figures: Figures,
}

/// A system of the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// Its id.
    pub system: String,
    /// Its name.
    pub name: Text,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Confidentiality, integrity and availability, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// A public website, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_website: Option<bool>,
    /// On a cloud service, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud: Option<bool>,
}

/// A security category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// ความลับ
    pub confidentiality: Impact,
    /// ความครบถ้วน
    pub integrity: Impact,
    /// สภาพพร้อมใช้งาน
    pub availability: Impact,
}

/// Potential impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// ต่ำ
    Low,
    /// กลาง
    Medium,
    /// สูง
    High,
}

/// Something asked once, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its id.
    pub fact: String,
    /// The system it is about; absent for the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The question.
    pub ask: Text,
    /// True where the answer itself must not leak.
    pub sensitive: bool,
    /// `true`, `false`, a word of the choices or an ISO 8601 date; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// A choice's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<Text>,
}

/// A date that follows from a clock of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The control.
    pub control: String,
    /// The system, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Last day.
    pub on: Date,
    /// Days from the report's day to it; negative when past.
    pub days: i64,
    /// The fact it counts from.
    pub from: String,
    /// What must have happened.
    pub what: Text,
    /// How sure the length is.
    pub confidence: Sureness,
}

/// Something that was written twice without knowledge of each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What differs.
    pub kind: ConflictKind,
    /// The control, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// The system, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The row, fact or evidence key, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Who said what. Empty for a mark that stands against answers.
    pub said: Vec<Said>,
}

/// What can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// Answers to one row.
    Answer,
    /// Not-applicable marks, or a mark against answers.
    NotApplicable,
    /// A fact.
    Fact,
    /// A system's description.
    System,
    /// Remarks.
    Remark,
    /// Owners.
    Owner,
    /// Due dates.
    Due,
    /// A measure.
    Measure,
    /// A person's roles.
    Person,
    /// How far the work has come.
    Stage,
    /// Accepted gaps.
    Waiver,
    /// A piece of evidence.
    Evidence,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub by: String,
    /// When, by the writer's clock.
    pub at: Timestamp,
    /// What, as a word of this format or in the agency's words; absent where it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Data that came with the program and grows old.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// What it is.
    pub what: Text,
    /// The day it was taken.
    pub on: Date,
}
