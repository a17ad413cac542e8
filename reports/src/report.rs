//! What a report is made of: everything the domain knows, borrowed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use phrom_checklists::agency::Agency;
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::finding::Finding;
use phrom_checklists::gate::Gate;
use phrom_checklists::id::RuleId;
use phrom_checklists::pack::Pack;
use phrom_checklists::readiness::Readiness;
use phrom_checklists::scan::ScanSummary;
use phrom_checklists::state::State;

/// The input of every format. Turned into the frozen document by [`crate::json::document`].
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// `phrom.yaml`, with the gate's policy.
    pub agency: &'a Agency,
    /// Name of the round, as the agency wrote it; may be empty.
    pub round: &'a str,
    /// The packs in use, in the order of the report.
    pub packs: &'a [Pack],
    /// The folded journals.
    pub state: &'a State,
    /// What follows from them; its `as_of` is the report's day.
    pub readiness: &'a Readiness,
    /// The verdict of `agency.gate` over `readiness.overall`.
    pub gate: &'a Gate,
    /// Summaries of the scans that count, oldest first.
    pub scans: &'a [ScanSummary],
    /// The findings that `readiness` was computed with, in the same order: its indices point here.
    pub findings: &'a [Finding],
    /// What is said of each rule. A rule that is missing here is shown by its name.
    pub rules: &'a BTreeMap<RuleId, RuleText>,
    /// Ages of what the scanners carry, such as the roots of trust.
    pub carried: &'a [Carried],
    /// SHA-256 over the assessment's heads, in hex; empty where there is no assessment.
    pub heads: &'a str,
    /// When the report was made.
    pub made_at: Timestamp,
    /// Version of the program.
    pub program: &'a str,
    /// Exit statuses that hold for this run, such as 1 and 3; empty means 0 alone.
    pub exit: &'a [u8],
    /// The language a person reads.
    pub lang: Lang,
}

/// What a person is told about a scanner rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// One line.
    pub title: Text,
    /// Why it matters and what to do.
    pub what_to_do: Text,
}

/// Data that came with the program and grows old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// What it is, such as the Mozilla roots of trust.
    pub what: Text,
    /// The day it was taken.
    pub on: Date,
}
