//! A pack as its YAML says it: one law or standard, versioned, bilingual, every statement cited.
//!
//! `pack.yaml` holds [`PackHead`]; each `<section>.yaml` beside it holds one [`Section`].
//! The loader (`load`) turns the files into a [`Pack`] and refuses what does not resolve.

use serde::{Deserialize, Serialize};

use crate::bilingual::Text;
use crate::condition::Condition;
use crate::id::{ControlId, FactId, PackId, RowId, RuleId, SectionId, SourceId};

/// A loaded pack: head and sections, all references resolved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pack {
    /// What `pack.yaml` says.
    pub head: PackHead,
    /// The sections in the order `pack.yaml` lists them.
    pub sections: Vec<Section>,
    /// SHA-256 over the pack's files, in hex: name, length and bytes of each, sorted by name (the
    /// exact bytes are documented at `load`).
    pub sha256: String,
}

impl Pack {
    /// All controls in order, each with its section.
    pub fn controls(&self) -> impl Iterator<Item = (&Section, &Control)> {
        self.sections.iter().flat_map(|s| s.controls.iter().map(move |c| (s, c)))
    }

    /// The control with this id.
    pub fn control(&self, id: &ControlId) -> Option<&Control> {
        self.controls().map(|(_, c)| c).find(|c| &c.id == id)
    }

    /// The legal source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.head.sources.iter().find(|s| &s.id == id)
    }
}

/// `pack.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Version of this file format: 1.
    pub schema: u32,
    /// The pack's name.
    pub id: PackId,
    /// `MAJOR.MINOR.PATCH`: meaning or removal, added controls, wording.
    pub version: String,
    /// How far the pack's own review has come.
    pub status: Status,
    /// The law's or standard's name.
    pub title: Text,
    /// What the pack covers and what it leaves out.
    pub about: Text,
    /// Where the statements come from.
    pub sources: Vec<Source>,
    /// What is asked once, about the agency or about one system.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The sections' ids; each names the file `<id>.yaml`.
    pub sections: Vec<SectionId>,
}

/// Review state of a pack or a control's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Ids may still change.
    Preview,
    /// Ids are permanent.
    Stable,
    /// Kept for old assessments only.
    Withdrawn,
}

/// A law, notification, standard or form that statements cite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name citations use.
    pub id: SourceId,
    /// Official name (Thai) and a translation.
    pub title: Text,
    /// The kind of instrument.
    pub kind: SourceKind,
    /// Where it was published, as the Royal Gazette prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazette: Option<Text>,
    /// Date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<jiff::civil::Date>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<jiff::civil::Date>,
    /// How sure we are of the text itself.
    pub confidence: Sureness,
    /// What the reader must know about this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Kinds of legal source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// พระราชบัญญัติ
    Act,
    /// พระราชกฤษฎีกา
    Decree,
    /// ประกาศ
    Notification,
    /// ระเบียบ
    Regulation,
    /// มาตรฐาน
    Standard,
    /// แบบ
    Form,
    /// แนวปฏิบัติ
    Guidance,
    /// An agency's own rule.
    Policy,
}

/// How sure we are of a statement; one mark a statement, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// From memory or not confirmed: never shown as law, never caps the gate alone.
    Unverified,
    /// A law firm, news or summary says so; the official text was not read.
    Secondary,
    /// An official text read in a copy.
    Copy,
    /// The Royal Gazette text was read.
    Gazette,
}

/// Something asked once that decides which controls apply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The name conditions use; packs may share a fact, which must then read the same.
    pub id: FactId,
    /// What an answer looks like.
    pub kind: FactKind,
    /// About the agency or about each system.
    pub per: Scope,
    /// True where the answer itself must not leak (CII status).
    #[serde(default)]
    pub sensitive: bool,
    /// The question.
    pub ask: Text,
    /// How to find the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// The allowed words, for kind `choice`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

/// One allowed word of a choice fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The word conditions compare with.
    pub id: FactId,
    /// What a person reads.
    pub text: Text,
}

/// The shape of a fact's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// true or false
    Boolean,
    /// one of `choices`
    Choice,
    /// an ISO 8601 date, common era: clocks start from these
    Date,
}

/// What a fact or a control is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The agency as a whole.
    #[default]
    Agency,
    /// Each system of the agency.
    System,
}

/// A section of a pack: `<id>.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The name `pack.yaml` lists; also the file's name.
    pub section: SectionId,
    /// What a person reads.
    pub title: Text,
    /// The controls in order.
    pub controls: Vec<Control>,
}

/// One thing the law asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Never reused. Begins with the pack's id.
    pub id: ControlId,
    /// Raised by one when the meaning changes.
    pub rev: u32,
    /// `preview` until the id is permanent.
    pub status: Status,
    /// Short name for lists, at most 60 characters.
    pub title: Text,
    /// One question that asks one thing.
    pub question: Text,
    /// Why it matters.
    pub why: Text,
    /// What to do.
    pub guidance: Text,
    /// The duty: how strong, where written, how sure.
    pub duty: Duty,
    /// Whom the law binds.
    pub binds: Vec<Bound>,
    /// When the control applies; absent means always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_if: Option<Condition>,
    /// Answered once for the agency or once a system.
    #[serde(default)]
    pub per: Scope,
    /// By when, if the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// What follows from failing, only where the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Penalty>,
    /// What an assessor asks to see; at least one.
    pub rows: Vec<Row>,
    /// Scanner rules whose finding contradicts a "met" and lowers it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decides: Vec<RuleId>,
    /// Scanner rules worth seeing here, which lower nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub informs: Vec<RuleId>,
    /// Where related requirements stand in other standards.
    #[serde(default, skip_serializing_if = "Crosswalk::is_empty")]
    pub crosswalk: Crosswalk,
    /// What a reader should know about the reading of the law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

impl Control {
    /// The row with this id.
    pub fn row(&self, id: &RowId) -> Option<&Row> {
        self.rows.iter().find(|r| &r.id == id)
    }
}

/// How strong a duty is, where it is written, and how sure we are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// The law's own word.
    pub obligation: Obligation,
    /// The least sure of what the duty rests on.
    pub confidence: Sureness,
    /// At least one.
    pub cite: Vec<Cite>,
}

/// ต้อง / ควร / อาจ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// ต้อง
    Must,
    /// ควร
    Should,
    /// อาจ
    May,
}

/// An exact place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// The source's id in the pack.
    pub source: SourceId,
    /// `มาตรา 57` / `section 57`.
    pub at: Text,
}

/// Whom a law binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// หน่วยงานของรัฐ
    StateAgency,
    /// หน่วยงานโครงสร้างพื้นฐานสำคัญทางสารสนเทศ
    Cii,
    /// หน่วยงานควบคุมหรือกำกับดูแล
    Regulator,
    /// ผู้ควบคุมข้อมูลส่วนบุคคล
    DataController,
    /// ผู้ประมวลผลข้อมูลส่วนบุคคล
    DataProcessor,
    /// เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล
    Dpo,
    /// Private persons in the cases the law names.
    Person,
}

/// A deadline as the law words it, and a clock where days can be counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// In words.
    pub text: Text,
    /// How sure we are of the length.
    pub confidence: Sureness,
    /// At least one.
    pub cite: Vec<Cite>,
    /// Countable part, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
}

/// A countable deadline: so long after a date that a fact holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// A fact of kind `date`.
    pub from: FactId,
    /// Exactly one unit is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Calendar years; 29 February falls on 28 February.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u32>,
    /// What must have happened by then.
    pub what: Text,
}

/// A penalty, never written beside a duty that carries none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// In words, with the amount.
    pub text: Text,
    /// How sure we are.
    pub confidence: Sureness,
    /// At least one.
    pub cite: Vec<Cite>,
}

/// An evidence row: one thing an assessor asks to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Unique inside the control, never reused.
    pub id: RowId,
    /// What it is.
    pub text: Text,
}

/// Related requirements elsewhere; a relation is "related", never "equal".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Crosswalk {
    /// NIST CSF 2.0 subcategories.
    #[serde(default, rename = "nist-csf-2.0", skip_serializing_if = "Vec::is_empty")]
    pub nist_csf: Vec<String>,
    /// ISO/IEC 27001:2022: an Annex A control such as `5.35`, or a clause such as `Cl. 8.2`.
    #[serde(default, rename = "iso-27001-2022", skip_serializing_if = "Vec::is_empty")]
    pub iso_27001: Vec<String>,
    /// ISO/IEC 27701.
    #[serde(default, rename = "iso-27701", skip_serializing_if = "Vec::is_empty")]
    pub iso_27701: Vec<String>,
    /// GDPR articles.
    #[serde(default, rename = "gdpr", skip_serializing_if = "Vec::is_empty")]
    pub gdpr: Vec<String>,
}

impl Crosswalk {
    /// True where no standard is named.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
