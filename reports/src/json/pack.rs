//! What a pack says, as a report repeats it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Text;

/// A pack in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Its id.
    pub pack: String,
    /// `MAJOR.MINOR.PATCH`
    pub version: String,
    /// How far its own review has come.
    pub status: PackStatus,
    /// Its name.
    pub title: Text,
    /// What it covers and leaves out.
    pub about: Text,
    /// SHA-256 over its files, in hex.
    pub sha256: String,
    /// What its statements cite.
    pub sources: Vec<Source>,
}

/// Review state of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackStatus {
    /// Ids may still change.
    Preview,
    /// Ids are permanent.
    Stable,
    /// Kept for old assessments only.
    Withdrawn,
}

/// A legal source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id in the pack.
    pub source: String,
    /// Official name and translation.
    pub title: Text,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazette: Option<Text>,
    /// Date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// How sure we are of the text.
    pub confidence: Sureness,
    /// What the reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// How sure we are of a statement about the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// Not confirmed; not law.
    Unverified,
    /// The official text was not read.
    Secondary,
    /// An official text read in a copy.
    Copy,
    /// The Royal Gazette text was read.
    Gazette,
}

/// One thing the law asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Its id.
    pub control: String,
    /// Its pack.
    pub pack: String,
    /// Its section.
    pub section: String,
    /// Its revision.
    pub rev: u32,
    /// Short name.
    pub title: Text,
    /// The question.
    pub question: Text,
    /// Why it matters.
    pub why: Text,
    /// What to do.
    pub guidance: Text,
    /// The law's own word.
    pub obligation: Obligation,
    /// Its weight, 1 to 3.
    pub weight: u64,
    /// Where the duty is written and how sure we are.
    pub duty: Cited,
    /// By when, if the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Stated>,
    /// What follows from failing, if the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Stated>,
    /// What an assessor asks to see.
    pub rows: Vec<ControlRow>,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// ต้อง / ควร / อาจ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// ต้อง
    Must,
    /// ควร
    Should,
    /// อาจ
    May,
}

/// Places in sources, with one confidence mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The least sure of them.
    pub confidence: Sureness,
    /// At least one.
    pub cite: Vec<Cite>,
}

/// A statement with its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// In words.
    pub text: Text,
    /// Where it is written.
    #[serde(flatten)]
    pub cited: Cited,
}

/// An exact place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cite {
    /// The source's id in the pack.
    pub source: String,
    /// `มาตรา 57`
    pub at: Text,
}

/// A row as the pack says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlRow {
    /// Its id.
    pub row: String,
    /// What it is.
    pub text: Text,
}
