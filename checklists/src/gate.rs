//! The gate: what must hold for exit status 0. Its keys and defaults are printed by
//! `phrom gate --explain`.

use serde::{Deserialize, Serialize};

use crate::readiness::{Figures, Ratio};

/// The gate's keys. Each default is the strictest reading that an honest, finished assessment can
/// pass; an agency may loosen one in `phrom.yaml`, and the report then prints its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Policy {
    /// Most statutory controls that may be not met or not assessed.
    pub max_statutory_gaps: u64,
    /// Least coverage, in percent.
    pub min_coverage: u64,
    /// Least lower bound of the score, in percent.
    pub min_score: u64,
    /// Least evidence-backed share of what is met, in percent.
    pub min_evidence: u64,
    /// Most controls that a finding contradicts.
    pub max_contradictions: u64,
    /// Most controls with two concurrent answers.
    pub max_conflicts: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_statutory_gaps: 0,
            min_coverage: 100,
            min_score: 80,
            min_evidence: 70,
            max_contradictions: 0,
            max_conflicts: 0,
        }
    }
}

/// The keys as printed and as written in `phrom.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// `max-statutory-gaps`
    MaxStatutoryGaps,
    /// `min-coverage`
    MinCoverage,
    /// `min-score`
    MinScore,
    /// `min-evidence`
    MinEvidence,
    /// `max-contradictions`
    MaxContradictions,
    /// `max-conflicts`
    MaxConflicts,
}

impl Key {
    /// As written in `phrom.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Key::MaxStatutoryGaps => "max-statutory-gaps",
            Key::MinCoverage => "min-coverage",
            Key::MinScore => "min-score",
            Key::MinEvidence => "min-evidence",
            Key::MaxContradictions => "max-contradictions",
            Key::MaxConflicts => "max-conflicts",
        }
    }
}

/// One key's verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which key.
    pub key: Key,
    /// The bound: a count, or percent.
    pub bound: u64,
    /// What was found: a count (`whole` 0), or a ratio.
    pub actual: Actual,
    /// Whether it holds.
    pub passed: bool,
}

/// What a key is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actual {
    /// A number of controls.
    Count(u64),
    /// A share, compared exactly.
    Share(Ratio),
}

/// All keys' verdicts, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// One a key.
    pub checks: Vec<Check>,
}

impl Gate {
    /// True where every key holds.
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|c| c.passed)
    }
}

/// Judges the overall figures. Nothing to assess is not a pass: every share of nothing fails.
pub fn gate(policy: &Policy, figures: &Figures) -> Gate {
    let count =
        |key, bound, actual| Check { key, bound, actual: Actual::Count(actual), passed: actual <= bound };
    let share = |key, bound, ratio: Ratio| Check {
        key,
        bound,
        actual: Actual::Share(ratio),
        passed: bound == 0 || ratio.at_least(bound),
    };
    Gate {
        checks: vec![
            count(Key::MaxStatutoryGaps, policy.max_statutory_gaps, figures.gaps),
            share(Key::MinCoverage, policy.min_coverage, figures.coverage),
            share(Key::MinScore, policy.min_score, figures.lower),
            share(Key::MinEvidence, policy.min_evidence, figures.evidence),
            count(Key::MaxContradictions, policy.max_contradictions, figures.contradicted),
            count(Key::MaxConflicts, policy.max_conflicts, figures.conflicts),
        ],
    }
}
