//! The findings of the frozen document: one by one, and rule by rule as a person reads them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use phrom_checklists::finding as domain;
use phrom_checklists::id::RuleId;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::report::RuleText;

/// Objects named under one rule; the rest are counted. A person cannot act on more at once, and
/// the findings one by one hold them all.
const OBJECTS: usize = 300;
/// Places shown of one object.
const SAMPLES: usize = 3;

/// One finding. Holds no personal data: `masked` is what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which rule.
    pub rule: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Where: exactly one place.
    pub place: Place,
    /// The masked sample.
    pub masked: String,
    /// Keyed fingerprint of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Keyed fingerprint of the strongest identifier in the same record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Who can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Exposure>,
    /// Numeric owner of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<u32>,
    /// When the file last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Timestamp>,
    /// `open` or `baseline`.
    pub status: Status,
    /// Systems it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<String>,
    /// Controls it is relevant to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<String>,
}

/// How bad it is if true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Mend when convenient.
    Low,
    /// Mend soon.
    Medium,
    /// Mend now.
    High,
    /// Harm is likely or under way.
    Critical,
}

/// How sure we are that it is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Never gates.
    Low,
    /// Probable.
    Medium,
    /// Sure.
    High,
}

/// Who can read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    /// Its owner alone.
    Owner,
    /// Its group too.
    Group,
    /// Everyone on the machine.
    Everyone,
}

/// What people decided about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody has decided.
    Open,
    /// Named in the baseline that was given.
    Baseline,
}

/// A place: `path` and what leads to it inside, or `host` and `port`, or `certificate`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, masked like everything that is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The member inside a container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Line from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Column from 1, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// Byte offset from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Page from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u64>,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell, as `B12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Table of a database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Row of a database table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Host as named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// TCP port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Name sent in SNI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sni: Option<String>,
    /// Protocol upgraded by STARTTLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starttls: Option<String>,
    /// SHA-256 of a certificate, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

impl Place {
    /// The object alone: the file or endpoint without what leads to one spot in it.
    fn object(&self) -> Place {
        Place {
            path: self.path.clone(),
            member: self.member.clone(),
            host: self.host.clone(),
            port: self.port,
            sni: self.sni.clone(),
            starttls: self.starttls.clone(),
            certificate: self.certificate.clone(),
            ..Place::default()
        }
    }
}

/// What one rule found. Low confidence is counted and not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The rule.
    pub rule: String,
    /// One line; absent where the program does not know the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_to_do: Option<Text>,
    /// The worst of what is shown; of all where only low confidence was found.
    pub severity: Severity,
    /// Findings of medium and high confidence.
    pub count: u64,
    /// Findings of low confidence.
    pub low_confidence: u64,
    /// Of `count`, those the baseline names.
    pub baseline: u64,
    /// Distinct persons, where values were fingerprinted.
    pub people: u64,
    /// Controls it is relevant to.
    pub controls: Vec<String>,
    /// The worst objects first.
    pub objects: Vec<RuleObject>,
    /// Objects that are counted and not named here.
    pub objects_left_out: u64,
}

/// What one rule found in one file or at one endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleObject {
    /// The file, endpoint or certificate.
    pub object: Place,
    /// The worst there.
    pub severity: Severity,
    /// How many.
    pub count: u64,
    /// Distinct persons there.
    pub people: u64,
    /// Who can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Exposure>,
    /// The first places.
    pub samples: Vec<Sample>,
}

/// One place of an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sample {
    /// Where in the object.
    pub place: Place,
    /// The masked sample.
    pub masked: String,
}

pub(crate) fn finding(finding: &domain::Finding) -> Finding {
    Finding {
        rule: finding.rule.to_string(),
        severity: severity(finding.severity),
        confidence: confidence(finding.confidence),
        place: place(&finding.place),
        masked: finding.masked.clone(),
        fingerprint: finding.fingerprint.as_ref().map(ToString::to_string),
        person: finding.person.as_ref().map(ToString::to_string),
        exposure: finding.exposure.map(exposure),
        owner: finding.owner,
        modified: finding.modified,
        status: match finding.status {
            domain::FindingStatus::Open => Status::Open,
            domain::FindingStatus::Baseline => Status::Baseline,
        },
        systems: finding.systems.iter().map(ToString::to_string).collect(),
        controls: finding.controls.iter().map(ToString::to_string).collect(),
    }
}

/// Groups findings by rule and object. `relevant` names the controls a rule speaks to.
pub(super) fn rules(
    findings: &[Finding],
    texts: &BTreeMap<RuleId, RuleText>,
    relevant: &BTreeMap<&str, BTreeSet<&str>>,
) -> Vec<Rule> {
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut rules: Vec<Rule> = by_rule
        .into_iter()
        .map(|(name, all)| {
            let shown: Vec<&Finding> =
                all.iter().copied().filter(|f| f.confidence > Confidence::Low).collect();
            let text = texts.get(name);
            let mut controls: BTreeSet<&str> = relevant.get(name).cloned().unwrap_or_default();
            controls.extend(all.iter().flat_map(|f| &f.controls).map(String::as_str));
            let (objects, objects_left_out) = objects(&shown);
            Rule {
                rule: name.to_owned(),
                title: text.map(|t| (&t.title).into()),
                what_to_do: text.map(|t| (&t.what_to_do).into()),
                severity: worst(if shown.is_empty() { &all } else { &shown }),
                count: shown.len() as u64,
                low_confidence: (all.len() - shown.len()) as u64,
                baseline: shown.iter().filter(|f| f.status == Status::Baseline).count() as u64,
                people: people(&shown),
                controls: controls.into_iter().map(str::to_owned).collect(),
                objects,
                objects_left_out,
            }
        })
        .collect();
    rules.sort_by(|a, b| (b.severity, b.count, &a.rule).cmp(&(a.severity, a.count, &b.rule)));
    rules
}

fn objects(findings: &[&Finding]) -> (Vec<RuleObject>, u64) {
    let mut by_object: BTreeMap<Place, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_object.entry(finding.place.object()).or_default().push(finding);
    }
    let mut objects: Vec<RuleObject> = by_object
        .into_iter()
        .map(|(object, here)| {
            let mut samples: Vec<Sample> =
                here.iter().map(|f| Sample { place: f.place.clone(), masked: f.masked.clone() }).collect();
            samples.sort();
            samples.truncate(SAMPLES);
            RuleObject {
                object,
                severity: worst(&here),
                count: here.len() as u64,
                people: people(&here),
                exposure: here.iter().filter_map(|f| f.exposure).max(),
                samples,
            }
        })
        .collect();
    objects.sort_by(|a, b| {
        (b.severity, b.exposure, b.count, &a.object).cmp(&(a.severity, a.exposure, a.count, &b.object))
    });
    let left_out = objects.len().saturating_sub(OBJECTS) as u64;
    objects.truncate(OBJECTS);
    (objects, left_out)
}

fn worst(findings: &[&Finding]) -> Severity {
    findings.iter().map(|f| f.severity).max().unwrap_or(Severity::Info)
}

fn people(findings: &[&Finding]) -> u64 {
    findings.iter().filter_map(|f| f.person.as_ref()).collect::<BTreeSet<_>>().len() as u64
}

fn place(place: &domain::Place) -> Place {
    match place {
        domain::Place::File(file) => Place {
            path: Some(file.path.clone()),
            member: file.member.clone(),
            line: file.line,
            column: file.column,
            offset: file.offset,
            page: file.page,
            sheet: file.sheet.clone(),
            cell: file.cell.clone(),
            table: file.table.clone(),
            row: file.row,
            ..Place::default()
        },
        domain::Place::Endpoint(endpoint) => Place {
            host: Some(endpoint.host.clone()),
            port: Some(endpoint.port),
            sni: endpoint.sni.clone(),
            starttls: endpoint.starttls.clone(),
            ..Place::default()
        },
        domain::Place::Certificate { certificate } => {
            Place { certificate: Some(certificate.clone()), ..Place::default() }
        }
    }
}

fn severity(severity: domain::Severity) -> Severity {
    match severity {
        domain::Severity::Info => Severity::Info,
        domain::Severity::Low => Severity::Low,
        domain::Severity::Medium => Severity::Medium,
        domain::Severity::High => Severity::High,
        domain::Severity::Critical => Severity::Critical,
    }
}

fn confidence(confidence: domain::Confidence) -> Confidence {
    match confidence {
        domain::Confidence::Low => Confidence::Low,
        domain::Confidence::Medium => Confidence::Medium,
        domain::Confidence::High => Confidence::High,
    }
}

fn exposure(exposure: domain::Exposure) -> Exposure {
    match exposure {
        domain::Exposure::Owner => Exposure::Owner,
        domain::Exposure::Group => Exposure::Group,
        domain::Exposure::Everyone => Exposure::Everyone,
    }
}
