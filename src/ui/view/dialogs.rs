//! What a control asks for beyond a letter: why it does not apply, who, by when, and evidence.

use std::path::PathBuf;

use phrom_checklists::answer::{Evidence, EvidenceKind, NotApplicable, Subject};
use phrom_checklists::bilingual::Text;
use phrom_checklists::expiry::expired;
use phrom_checklists::id::RowId;
use phrom_checklists::journal::Change;
use phrom_checklists::scan::Scanner;

use super::detail::described;
use super::form::{Field, Form};
use super::menu::Menu;
use super::{Cx, Turn, find_control};
use crate::text::ui as say;
use crate::ui::command::Action;
use crate::ui::date;
use crate::ui::desk::{AttachJob, Job};
use crate::ui::theme::Ink;

/// Why a control does not apply, who approved, until when.
pub(crate) fn not_applicable(subject: &Subject, cx: &Cx<'_>) -> Option<Form> {
    let (rev, question) = about(subject, cx)?;
    let held = cx.desk.state().not_applicable.get(subject);
    let mark = held.and_then(|h| h.latest()).and_then(|h| h.value.clone());
    let fields = vec![
        Field::text("reason", say::REASON, mark.as_ref().map_or("", |m| &m.reason)).needed(),
        Field::text("approver", say::APPROVER, mark.as_ref().map_or("", |m| &m.approver)).needed(),
        Field::date("expires", say::EXPIRES, mark.map(|m| m.expires), cx).needed(),
    ];
    let subject = subject.clone();
    let today = cx.desk.readiness().as_of;
    Some(Form::new(Action::NotApplicable.short().into(), question, fields, move |fields, cx| {
        let Some(expires) = fields.date("expires") else { return Err(("expires", say::NOT_A_DATE)) };
        if expired(expires, today) {
            return Err(("expires", say::DATE_PAST));
        }
        let mark = NotApplicable {
            reason: fields.text("reason").to_owned(),
            approver: fields.text("approver").to_owned(),
            expires,
        };
        Ok(close(cx.apply(Change::NotApplicableSet { subject: subject.clone(), rev, mark })))
    }))
}

/// Who sees to a control.
pub(crate) fn owner(subject: &Subject, cx: &Cx<'_>) -> Option<Form> {
    let (rev, question) = about(subject, cx)?;
    let held = cx.desk.state().owners.get(subject);
    let owner = held.and_then(|h| h.latest()).and_then(|h| h.value.clone()).unwrap_or_default();
    let fields = vec![Field::text("owner", say::OWNER, &owner).hint(say::EMPTY_WITHDRAWS)];
    let subject = subject.clone();
    Some(Form::new(Action::Owner.short().into(), question, fields, move |fields, cx| {
        let owner = fields.some_text("owner");
        Ok(close(cx.apply(Change::OwnerSet { subject: subject.clone(), rev, owner })))
    }))
}

/// By when, as the agency sets itself.
pub(crate) fn due(subject: &Subject, cx: &Cx<'_>) -> Option<Form> {
    let (rev, question) = about(subject, cx)?;
    let held = cx.desk.state().dues.get(subject);
    let due = held.and_then(|h| h.latest()).and_then(|h| h.value);
    let fields = vec![Field::date("due", say::DUE, due, cx)];
    let subject = subject.clone();
    Some(Form::new(Action::Due.short().into(), question, fields, move |fields, cx| {
        let due = fields.date("due");
        Ok(close(cx.apply(Change::DueSet { subject: subject.clone(), rev, due })))
    }))
}

/// What can be done about the evidence of a row.
pub(crate) fn evidence(subject: &Subject, rev: Option<u32>, row: &RowId, cx: &Cx<'_>) -> Option<Menu> {
    let (_, _, control) = find_control(cx.desk, subject)?;
    let lead = control.row(row)?.text.clone();
    let mut menu = Menu::new(Action::Evidence.short().into(), lead.clone());
    let place = (subject.clone(), rev, row.clone());

    let (here, text) = (place.clone(), lead.clone());
    menu = menu.choice(say::ATTACH_FILE.into(), move |cx| Turn::Replace(Box::new(attach(&here, &text, cx))));
    let (here, text) = (place.clone(), lead);
    menu = menu.choice(say::CITE.into(), move |cx| Turn::Replace(Box::new(cite(&here, &text, cx))));
    for scanner in [Scanner::PersonalData, Scanner::Tls] {
        let Some(scan) = cx.desk.state().scans.iter().rev().find(|s| s.scanner == scanner) else { continue };
        let path = PathBuf::from("scans").join(&scan.file);
        let day = phrom_checklists::expiry::in_bangkok(scan.at).date();
        let label = say::in_both(|lang| say::use_scan(lang, scanner, &date::write(day, lang)));
        let here = place.clone();
        menu = menu.choice(label, move |cx| {
            let (subject, rev, row) = here.clone();
            let (path, kind) = (path.clone(), EvidenceKind::Scan);
            cx.start(Job::Attach(AttachJob { subject, rev, row, path, copy: false, kind, expires: None }));
            Turn::Close
        });
    }
    let readiness = cx.desk.readiness();
    let item = readiness.items.iter().find(|i| i.subject == *subject);
    for piece in item.and_then(|i| i.rows.iter().find(|r| r.row == *row)).map_or(&[][..], |r| &r.evidence) {
        let label = say::in_both(|lang| say::detach(lang, &described(piece, lang)));
        let (here, key) = (place.clone(), piece.key());
        menu = menu.choice(label, move |cx| {
            let (subject, rev, row) = here.clone();
            cx.apply(Change::EvidenceDetached { subject, rev, row, key: key.clone() });
            Turn::Close
        });
    }
    Some(menu)
}

type RowPlace = (Subject, Option<u32>, RowId);

fn attach(place: &RowPlace, lead: &Text, cx: &Cx<'_>) -> Form {
    let fields = vec![
        Field::text("path", say::PATH, "").needed().hint(say::PATH_HINT),
        Field::choice("kind", say::KIND, vec![say::KIND_FILE.into(), say::KIND_AUDIT.into()], 0),
        Field::choice("copy", say::KEEP, vec![say::KEEP_REFERENCE.into(), say::KEEP_COPY.into()], 0)
            .hint(say::KEEP_HINT),
        Field::date("expires", say::EXPIRES, None, cx).hint(say::EXPIRES_HINT),
    ];
    let (subject, rev, row) = place.clone();
    Form::new(say::ATTACH_FILE.into(), lead.clone(), fields, move |fields, cx| {
        let job = AttachJob {
            subject: subject.clone(),
            rev,
            row: row.clone(),
            path: PathBuf::from(unquoted(fields.text("path"))),
            copy: fields.choice("copy") == 1,
            kind: if fields.choice("kind") == 1 { EvidenceKind::Audit } else { EvidenceKind::File },
            expires: fields.date("expires"),
        };
        let started = cx.start(Job::Attach(job));
        if started {
            cx.tell(say::ATTACHING.into(), Ink::Muted);
        }
        Ok(close(started))
    })
}

fn cite(place: &RowPlace, lead: &Text, cx: &Cx<'_>) -> Form {
    let fields = vec![
        Field::text("name", say::DOCUMENT, "").needed(),
        Field::text("place", say::SHELF, "").needed().hint(say::SHELF_HINT),
        Field::date("expires", say::EXPIRES, None, cx).hint(say::EXPIRES_HINT),
    ];
    let (subject, rev, row) = place.clone();
    Form::new(say::CITE.into(), lead.clone(), fields, move |fields, cx| {
        let evidence = Evidence {
            name: fields.text("name").to_owned(),
            kind: EvidenceKind::Cited,
            sha256: None,
            bytes: None,
            place: fields.text("place").to_owned(),
            copied: false,
            dated: None,
            pages: None,
            expires: fields.date("expires"),
        };
        let (subject, row) = (subject.clone(), row.clone());
        Ok(close(cx.apply(Change::EvidenceAttached { subject, rev, row, evidence })))
    })
}

/// A path as file managers paste it: in quotes.
pub(crate) fn unquoted(path: &str) -> &str {
    let path = path.trim();
    ['\'', '"'].iter().find_map(|q| path.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(path)
}

fn about(subject: &Subject, cx: &Cx<'_>) -> Option<(Option<u32>, Text)> {
    let (_, _, control) = find_control(cx.desk, subject)?;
    Some((Some(control.rev), control.question.clone()))
}

/// A form closes once what it says is saved, and stays open otherwise: nothing typed is lost.
fn close(saved: bool) -> Turn {
    if saved { Turn::Close } else { Turn::Stay }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_paths() {
        assert_eq!(unquoted(" '/srv/a b.pdf' "), "/srv/a b.pdf");
        assert_eq!(unquoted("\"/srv/ก.pdf\""), "/srv/ก.pdf");
        assert_eq!(unquoted("/srv/it's.pdf"), "/srv/it's.pdf");
        assert_eq!(unquoted("'"), "'");
    }
}
