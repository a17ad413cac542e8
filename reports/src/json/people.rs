//! Who did the work, how far it came, and which gaps are accepted.

use phrom_checklists::answer::Subject;
use phrom_checklists::readiness;
use phrom_checklists::state::State;
use serde::{Deserialize, Serialize};

use super::{Date, Said, Timestamp};
use crate::report::Report;

/// One person of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name under which the person writes.
    pub person: String,
    /// `preparer`, `reviewer`, `ciso`, `dpo`, `executive`; several where one person holds several.
    pub roles: Vec<String>,
    /// The office or position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// True where the agency lets this person approve what the person prepared.
    pub approves_own_work: bool,
}

/// How far a control has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// ส่งกลับแก้ไข
    Returned,
    /// รอดำเนินการ
    ToDo,
    /// กำลังดำเนินการ
    InProgress,
    /// พร้อมให้สอบทาน
    ReadyForReview,
    /// อนุมัติแล้ว
    Approved,
}

/// One approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who.
    pub by: String,
    /// In which role.
    pub role: String,
    /// When, by the approver's clock.
    pub at: Timestamp,
    /// True where the control says something else by now.
    pub changed: bool,
    /// True where the approver owns or answered it.
    pub own_work: bool,
    /// True where it counts.
    pub counts: bool,
}

/// An accepted gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The scanner rule, where not the whole control.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// In the agency's words.
    pub reason: String,
    /// Who accepted the risk.
    pub approver: String,
    /// First day on which it no longer counts.
    pub expires: Date,
    /// True where that day has come.
    pub expired: bool,
}

pub(super) fn people(report: &Report<'_>) -> Vec<Person> {
    let own = &report.agency.approves_own_work;
    report
        .state
        .living_people()
        .map(|person| Person {
            person: person.person.to_string(),
            roles: person.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            office: person.office.clone(),
            approves_own_work: own.contains(person.person.as_str()),
        })
        .collect()
}

pub(super) fn progress(progress: readiness::Progress) -> Progress {
    match progress {
        readiness::Progress::Returned => Progress::Returned,
        readiness::Progress::ToDo => Progress::ToDo,
        readiness::Progress::InProgress => Progress::InProgress,
        readiness::Progress::ReadyForReview => Progress::ReadyForReview,
        readiness::Progress::Approved => Progress::Approved,
    }
}

pub(super) fn approval(approved: &readiness::Approved) -> Approval {
    Approval {
        by: approved.by.clone(),
        role: approved.role.as_str().to_owned(),
        at: approved.at,
        changed: approved.changed,
        own_work: approved.own_work,
        counts: approved.counts,
    }
}

pub(super) fn waiver(waived: &readiness::Waived) -> Waiver {
    Waiver {
        rule: waived.rule.as_ref().map(ToString::to_string),
        reason: waived.waiver.reason.clone(),
        approver: waived.waiver.approver.clone(),
        expires: waived.waiver.expires,
        expired: waived.expired,
    }
}

pub(super) fn comments(state: &State, subject: &Subject) -> Vec<Said> {
    let comments = state.comments.get(subject).into_iter().flatten();
    comments.map(|head| Said { by: head.by.clone(), at: head.at, value: Some(head.value.clone()) }).collect()
}
