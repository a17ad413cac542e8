//! Third axis: how far the work on a control has come, who approved it, and which gaps are accepted.
//!
//! An approval is of what a control said, by its hash. It counts while the control says the same, and
//! while the approver is neither the owner nor who answered, unless the agency says that one
//! person holds both roles. A control that was returned is not approved.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Applicability, Item, Outcome};
use crate::answer::{Answer, Evidence, NotApplicable, Subject};
use crate::expiry::expired;
use crate::finding::Finding;
use crate::id::{ControlId, RowId, RuleId, SystemId};
use crate::journal::Digest;
use crate::people::{Role, Stage, Waiver};
use crate::state::State;

/// How far a control has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// ส่งกลับแก้ไข
    Returned,
    /// รอดำเนินการ
    #[default]
    ToDo,
    /// กำลังดำเนินการ
    InProgress,
    /// พร้อมให้สอบทาน
    ReadyForReview,
    /// อนุมัติแล้ว: follows from an approval that counts
    Approved,
}

/// The work on one control.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Work {
    /// How far.
    pub progress: Progress,
    /// Every approval that was not withdrawn, by role.
    pub approvals: Vec<Approved>,
    /// Accepted gaps, expired ones included.
    pub waivers: Vec<Waived>,
}

/// One approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approved {
    /// Who.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// The approver's clock.
    pub at: Timestamp,
    /// True where the control says something else by now.
    pub changed: bool,
    /// True where the approver owns the control or answered it.
    pub own_work: bool,
    /// True where it counts.
    pub counts: bool,
}

/// One accepted gap. It changes no figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waived {
    /// The scanner rule, where not the whole control.
    pub rule: Option<RuleId>,
    /// Reason, approver, expiry.
    pub waiver: Waiver,
    /// Who wrote it down.
    pub by: String,
    /// True where its day has come, or where somebody withdrew it without knowing of it.
    pub expired: bool,
}

/// Why a control cannot be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotApprovable {
    /// At least one row has no answer.
    #[error("the control is not answered to its end")]
    NotAssessed,
    /// Two people said different things.
    #[error("the control is in conflict")]
    Conflict,
    /// It was returned and has not been set ready again.
    #[error("the control was returned")]
    Returned,
    /// The person does not hold the role.
    #[error("the person does not hold the role")]
    Role,
    /// The role approves nothing.
    #[error("who prepares does not approve")]
    Preparer,
    /// The person owns the control.
    #[error("the approver is the owner")]
    Owner,
    /// An answer or mark that stands is the person's.
    #[error("the approver answered")]
    Answered,
}

impl Work {
    /// True where somebody approved and the control says something else by now.
    pub fn changed_after_approval(&self) -> bool {
        self.approvals.iter().any(|approval| approval.changed) && self.progress != Progress::Approved
    }
}

/// Whether `person` may approve the control in `role`.
pub fn approvable(
    item: &Item,
    state: &State,
    person: &str,
    role: Role,
    own_work: &BTreeSet<String>,
) -> Result<(), NotApprovable> {
    if !role.approves() {
        return Err(NotApprovable::Preparer);
    }
    if !state.roles(person).contains(&role) {
        return Err(NotApprovable::Role);
    }
    if item.conflict {
        return Err(NotApprovable::Conflict);
    }
    if item.outcome == Outcome::NotAssessed {
        return Err(NotApprovable::NotAssessed);
    }
    if item.work.progress == Progress::Returned {
        return Err(NotApprovable::Returned);
    }
    if own_work.contains(person) {
        return Ok(());
    }
    if owns(&item.subject, state, person) {
        return Err(NotApprovable::Owner);
    }
    if answered(item, state, person) {
        return Err(NotApprovable::Answered);
    }
    Ok(())
}

/// What a control says, in the order in which it is hashed.
#[derive(Serialize)]
struct Said<'a> {
    control: &'a ControlId,
    system: Option<&'a SystemId>,
    rev: u32,
    applicability: Applicability,
    outcome: Outcome,
    rows: Vec<SaidRow<'a>>,
    not_applicable: Option<&'a NotApplicable>,
    mark_expired: bool,
    remarks: BTreeSet<&'a str>,
    contradicted_by: BTreeSet<&'a str>,
    waivers: Vec<SaidWaiver<'a>>,
}

#[derive(Serialize)]
struct SaidRow<'a> {
    row: &'a RowId,
    answer: Option<Answer>,
    conflict: bool,
    strength: u8,
    evidence: Vec<&'a Evidence>,
}

#[derive(Serialize)]
struct SaidWaiver<'a> {
    rule: Option<&'a RuleId>,
    waiver: &'a Waiver,
    expired: bool,
}

/// The SHA-256 of what a control says: that of one JSON object without spaces, described in
/// `docs/assessment-folder.md`. Who owns it, by when, and what was commented are not part of it.
/// Findings enter by their rules, since a fingerprint may be of a throw-away key.
pub fn approved_state(item: &Item, rev: u32, state: &State, findings: &[Finding]) -> Digest {
    let rows = item.rows.iter().map(|row| {
        let mut evidence: Vec<&Evidence> = row.evidence.iter().collect();
        evidence.sort();
        SaidRow {
            row: &row.row,
            answer: row.answer,
            conflict: row.conflict,
            strength: row.strength,
            evidence,
        }
    });
    let remarks = state.remarks.get(&item.subject).into_iter().flat_map(|held| &held.heads);
    let against = item.contradicted_by.iter().filter_map(|&i| findings.get(i));
    let said = Said {
        control: &item.subject.control,
        system: item.subject.system.as_ref(),
        rev,
        applicability: item.applicability,
        outcome: item.outcome,
        rows: rows.collect(),
        not_applicable: item.not_applicable.as_ref(),
        mark_expired: item.mark_expired,
        remarks: remarks.map(|head| head.value.as_str()).filter(|text| !text.is_empty()).collect(),
        contradicted_by: against.map(|finding| finding.rule.as_str()).collect(),
        waivers: item
            .work
            .waivers
            .iter()
            .map(|w| SaidWaiver { rule: w.rule.as_ref(), waiver: &w.waiver, expired: w.expired })
            .collect(),
    };
    let said = serde_json::to_vec(&said).expect("internal error: only strings, numbers and string keys");
    Digest::of(&said)
}

/// The work on one item, whose `work` is still empty.
pub(super) fn work(
    item: &Item,
    rev: u32,
    state: &State,
    findings: &[Finding],
    as_of: Date,
    own_work: &BTreeSet<String>,
) -> Work {
    let stage = state.stage(&item.subject);
    let mut work = Work { waivers: waivers(&item.subject, state, as_of), ..Work::default() };
    if let Some(by_role) = state.approvals.get(&item.subject) {
        let mut seen = item.clone();
        seen.work.waivers.clone_from(&work.waivers);
        let now = approved_state(&seen, rev, state, findings);
        for (role, held) in by_role {
            // Withdrawn by one and given by another who did not know of it: not approved.
            if held.heads.iter().any(|head| head.value.is_none()) {
                continue;
            }
            for head in &held.heads {
                let Some(approval) = &head.value else { continue };
                let changed = approval.state != now;
                let own = owns(&item.subject, state, &head.by) || answered(item, state, &head.by);
                work.approvals.push(Approved {
                    by: head.by.clone(),
                    role: *role,
                    at: head.at,
                    changed,
                    own_work: own,
                    counts: !changed && (!own || own_work.contains(&head.by)),
                });
            }
        }
    }
    let approved = work.approvals.iter().any(|approval| approval.counts);
    work.progress = match stage {
        Some(Stage::Returned) => Progress::Returned,
        _ if approved => Progress::Approved,
        None | Some(Stage::ToDo) => Progress::ToDo,
        Some(Stage::InProgress) => Progress::InProgress,
        Some(Stage::ReadyForReview) => Progress::ReadyForReview,
    };
    work
}

fn waivers(subject: &Subject, state: &State, as_of: Date) -> Vec<Waived> {
    let by_rule = state.waivers.get(subject).into_iter().flatten();
    by_rule
        .filter_map(|(rule, held)| {
            let given = held.heads.iter().filter_map(|head| Some((head, head.value.as_ref()?)));
            // Where two differ, the one that ends first is the safe one.
            let (head, waiver) = given.min_by_key(|(head, waiver)| (waiver.expires, &head.event))?;
            let withdrawn = held.heads.iter().any(|head| head.value.is_none());
            Some(Waived {
                rule: rule.clone(),
                waiver: waiver.clone(),
                by: head.by.clone(),
                expired: withdrawn || expired(waiver.expires, as_of),
            })
        })
        .collect()
}

fn owns(subject: &Subject, state: &State, person: &str) -> bool {
    let owners = state.owners.get(subject).into_iter().flat_map(|held| &held.heads);
    owners.filter_map(|head| head.value.as_deref()).any(|owner| owner.trim() == person)
}

/// Whether anything that the control says is this person's: an answer, a mark, or that one was
/// withdrawn. Who answered last always is such a person, whatever the clocks say.
fn answered(item: &Item, state: &State, person: &str) -> bool {
    let key = |row: &RowId| (item.subject.clone(), row.clone());
    let answers = item.rows.iter().filter_map(|row| state.answers.get(&key(&row.row)));
    let mut answers = answers.flat_map(|held| &held.heads).map(|head| &head.by);
    let marks = state.not_applicable.get(&item.subject).into_iter().flat_map(|held| &held.heads);
    answers.any(|by| by == person) || marks.map(|head| &head.by).any(|by| by == person)
}
