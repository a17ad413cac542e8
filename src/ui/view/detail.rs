//! One control as lines: the question first, then what is asked to be shown, then the rest.

use std::ops::Range;

use phrom_checklists::answer::Evidence;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::expiry::expired;
use phrom_checklists::pack::{Cite, Control, Pack, Scope};
use phrom_checklists::readiness::{Applicability, Item, RowState};

use super::{Cx, cells, conflict};
use crate::text::ui as say;
use crate::ui::canvas::Line;
use crate::ui::date;
use crate::ui::finding_text::{place, severity};
use crate::ui::next::days_left;
use crate::ui::theme::{self, Ink};

/// The lines of a control, and which of them are its rows.
#[derive(Debug, Default)]
pub(crate) struct Detail {
    pub(crate) lines: Vec<Line>,
    pub(crate) rows: Vec<Range<usize>>,
}

/// Findings shown on the control itself; all of them are in the list of findings.
const FINDINGS: usize = 5;

/// Lays out a control. `at` is the row under the cursor, if the cursor is here.
pub(crate) fn detail(cx: &mut Cx<'_>, item: &Item, width: usize, at: Option<usize>) -> Detail {
    let Some((pack, _, control)) = cx.control(item) else { return Detail::default() };
    let cites = cited(pack, &control.duty.cite, cx.lang());
    let deadline = control.deadline.as_ref().map(|d| {
        let text = d.text.in_lang(cx.lang());
        format!("{text} ({}){}", cited(pack, &d.cite, cx.lang()), say::unsure(cx.lang(), d.confidence))
    });
    let penalty = control.penalty.as_ref().map(|p| {
        let text = p.text.in_lang(cx.lang());
        format!("{text} ({}){}", cited(pack, &p.cite, cx.lang()), say::unsure(cx.lang(), p.confidence))
    });
    let control = control.clone();
    let lang = cx.lang();

    let mut detail = Detail {
        lines: cx.paragraph(control.question.in_lang(lang), width, 1, Ink::Strong),
        rows: Vec::new(),
    };
    let law = format!(
        "{cites} · {} · {}",
        say::obligation(lang, control.duty.obligation),
        say::sureness(lang, control.duty.confidence)
    );
    detail.lines.extend(cx.paragraph(&law, width, 1, Ink::Muted));
    if let Some(system) = &item.subject.system {
        let name = format!("{}: {}", say::SYSTEM.say(lang), cx.system_name(system));
        detail.lines.extend(cx.paragraph(&name, width, 1, Ink::Muted));
    }
    applicability(cx, item, &control, width, &mut detail.lines);
    detail.lines.push(Line::blank());
    rows(cx, item, &control, width, at, &mut detail);
    findings(cx, item, width, &mut detail.lines);
    said(cx, item, width, &mut detail.lines);
    detail.lines.push(Line::blank());
    for (label, text) in [
        (say::WHY, Some(control.why.in_lang(lang).to_owned())),
        (say::GUIDANCE, Some(control.guidance.in_lang(lang).to_owned())),
        (say::DEADLINE, deadline),
        (say::PENALTY, penalty),
        (say::NOTE, control.note.as_ref().map(|n| n.in_lang(lang).to_owned())),
        (say::RELATED, crosswalk(&control)),
    ] {
        if let Some(text) = text {
            detail.lines.extend(cx.labelled(label.say(lang), &text, width, Ink::Plain));
        }
    }
    detail
}

/// Where a statement stands: `มาตรา 46 วรรคหนึ่ง พ.ร.บ. …`.
pub(crate) fn cited(pack: &Pack, cites: &[Cite], lang: Lang) -> String {
    let parts: Vec<String> = cites
        .iter()
        .map(|cite| {
            let source = pack.source(&cite.source).map_or("", |s| s.title.in_lang(lang));
            format!("{} {}", cite.at.in_lang(lang), super::short_law(source))
        })
        .collect();
    parts.join("; ")
}

fn applicability(cx: &mut Cx<'_>, item: &Item, control: &Control, width: usize, lines: &mut Vec<Line>) {
    let lang = cx.lang();
    // The facts that decide, known ones or unknown ones: the first in full, the others counted.
    let deciding = |known: bool| {
        let facts = control.applies_if.iter().flat_map(|c| c.facts());
        let mut asks = facts.filter_map(|(id, _)| {
            let fact = cx.desk.packs().iter().flat_map(|p| &p.head.facts).find(|f| f.id == *id)?;
            let system = if fact.per == Scope::System { item.subject.system.as_ref() } else { None };
            let stated = cx.desk.state().fact(id, system).is_some();
            (stated == known).then(|| format!("“{}”", fact.ask.in_lang(lang)))
        });
        let first = asks.next().unwrap_or_default();
        let more = say::more_controls(lang, asks.count());
        format!("{first} {more}").trim_end().to_owned()
    };
    let mut texts = Vec::new();
    match item.applicability {
        Applicability::Applicable => {}
        Applicability::Undetermined => texts.push((say::undetermined(lang, &deciding(false)), Ink::Plain)),
        Applicability::ExcludedByFact => texts.push((say::excluded(lang, &deciding(true)), Ink::Plain)),
        Applicability::MarkedNotApplicable => {}
    }
    if let Some(mark) = &item.not_applicable {
        let expires = date::write(mark.expires, lang);
        let text = if item.mark_expired {
            say::mark_expired(lang, &mark.reason, &mark.approver, &expires)
        } else {
            say::marked(lang, &mark.reason, &mark.approver, &expires)
        };
        texts.push((text, Ink::Plain));
    }
    if item.conflict {
        texts.push((say::CONFLICT.say(lang).to_owned(), Ink::Danger));
    }
    for side in conflict::said(&item.subject, cx) {
        texts.push((side, Ink::Danger));
    }
    for (text, ink) in texts {
        lines.push(Line::blank());
        lines.extend(cx.paragraph(&text, width, 1, ink));
    }
}

fn rows(
    cx: &mut Cx<'_>,
    item: &Item,
    control: &Control,
    width: usize,
    at: Option<usize>,
    detail: &mut Detail,
) {
    let lang = cx.lang();
    let answers = say::ANSWERS.map(|(_, word)| cells(word.say(lang)));
    let column = answers.into_iter().max().unwrap_or(0);
    detail.lines.push(
        Line::of(" ", Ink::Plain)
            .then(say::ROWS.say(lang), Ink::Strong)
            .right(pad(say::ANSWER.say(lang), column), Ink::Muted),
    );
    let asked = matches!(item.applicability, Applicability::Applicable | Applicability::Undetermined);
    for (n, (row, state)) in control.rows.iter().zip(&item.rows).enumerate() {
        let start = detail.lines.len();
        let selected = at == Some(n);
        let (glyph, word) = say::answer(lang, state.answer);
        let glyph = if state.conflict { theme::CONTRADICTED } else { glyph };
        let ink = if asked { Ink::Plain } else { Ink::Muted };
        let text = cx.wrap(row.text.in_lang(lang), width.saturating_sub(column + 8));
        for (m, part) in text.into_iter().enumerate() {
            let line = if m == 0 {
                Line::item(selected)
                    .then(glyph, ink)
                    .then(" ", ink)
                    .then(part, ink)
                    .right(pad(word, column), ink)
            } else {
                Line::of("     ", ink).then(part, ink)
            };
            detail.lines.push(line.select(selected));
        }
        evidence(cx, state, width, &mut detail.lines);
        detail.rows.push(start..detail.lines.len());
    }
}

fn pad(word: &str, column: usize) -> String {
    format!("{word}{} ", " ".repeat(column.saturating_sub(cells(word))))
}

fn evidence(cx: &mut Cx<'_>, state: &RowState, width: usize, lines: &mut Vec<Line>) {
    let lang = cx.lang();
    for piece in &state.evidence {
        let expired = piece.expires.is_some_and(|day| expired(day, cx.desk.readiness().as_of));
        let mut text = described(piece, lang);
        if let Some(day) = piece.expires {
            let day = date::write(day, lang);
            text = format!(
                "{text} · {}",
                if expired { say::expired_on(lang, &day) } else { say::expires_on(lang, &day) }
            );
        }
        lines.extend(cx.paragraph(&text, width, 5, Ink::Muted));
    }
}

/// A piece of evidence in one line.
pub(crate) fn described(piece: &Evidence, lang: Lang) -> String {
    let mut parts = vec![piece.name.clone(), say::evidence_kind(lang, piece.kind).to_owned()];
    if let Some(hash) = &piece.sha256 {
        parts.push(short_hash(hash));
    }
    if piece.place != piece.name {
        parts.push(piece.place.clone());
    }
    crate::thai::visible(&parts.join(" · ")).into_owned()
}

/// `9f3a2c1b…`: enough to compare by eye; the whole of it is in the report.
pub(crate) fn short_hash(hash: &str) -> String {
    let end = hash.char_indices().nth(8).map_or(hash.len(), |(at, _)| at);
    if end < hash.len() { format!("{}…", &hash[..end]) } else { hash.to_owned() }
}

fn findings(cx: &mut Cx<'_>, item: &Item, width: usize, lines: &mut Vec<Line>) {
    let lang = cx.lang();
    if item.relevant.is_empty() {
        return;
    }
    lines.push(Line::blank());
    let head = if item.contradicted_by.is_empty() { say::FINDINGS_HERE } else { say::CONTRADICTED };
    let ink = if item.contradicted_by.is_empty() { Ink::Strong } else { Ink::Danger };
    lines.extend(cx.paragraph(head.say(lang), width, 1, ink));
    // What contradicts comes first.
    let rest = item.relevant.iter().filter(|i| !item.contradicted_by.contains(i));
    let order: Vec<usize> = item.contradicted_by.iter().chain(rest).copied().collect();
    for index in order.iter().take(FINDINGS) {
        let Some(finding) = cx.desk.findings().get(*index).cloned() else { continue };
        let title = cx
            .desk
            .rule(&finding.rule)
            .map_or(finding.rule.to_string(), |r| r.title.in_lang(lang).to_owned());
        let glyph = if item.contradicted_by.contains(index) { theme::CONTRADICTED } else { "·" };
        let text =
            format!("{glyph} {title} ({}) · {}", severity(lang, finding.severity), place(&finding.place));
        lines.extend(cx.paragraph(&text, width, 3, Ink::Plain));
    }
    if order.len() > FINDINGS {
        let more = say::more_findings(lang, order.len() - FINDINGS);
        lines.extend(cx.paragraph(&more, width, 3, Ink::Muted));
    }
}

/// Remark, owner and the agency's own date.
fn said(cx: &mut Cx<'_>, item: &Item, width: usize, lines: &mut Vec<Line>) {
    let lang = cx.lang();
    let state = cx.desk.state();
    let subject = &item.subject;
    let remark = state
        .remarks
        .get(subject)
        .and_then(|h| h.latest())
        .map(|h| h.value.clone())
        .filter(|r| !r.is_empty());
    let owner = state.owners.get(subject).and_then(|h| h.latest()).and_then(|h| h.value.clone());
    let due = state.dues.get(subject).and_then(|h| h.latest()).and_then(|h| h.value);
    if remark.is_some() || owner.is_some() || due.is_some() {
        lines.push(Line::blank());
    }
    if let Some(remark) = remark {
        lines.extend(cx.labelled(say::REMARK.say(lang), &remark, width, Ink::Plain));
    }
    if let Some(owner) = owner {
        lines.extend(cx.labelled(say::OWNER.say(lang), &owner, width, Ink::Plain));
    }
    if let Some(due) = due {
        let left = days_left(cx.desk, due);
        let text = format!("{} · {}", date::write(due, lang), say::days(lang, left));
        let ink = if left < 0 { Ink::Danger } else { Ink::Plain };
        lines.extend(cx.labelled(say::DUE.say(lang), &text, width, ink));
    }
}

fn crosswalk(control: &Control) -> Option<String> {
    let cross = &control.crosswalk;
    let parts: Vec<String> = [
        ("NIST CSF 2.0", &cross.nist_csf),
        ("ISO/IEC 27001:2022", &cross.iso_27001),
        ("ISO/IEC 27701", &cross.iso_27701),
        ("GDPR", &cross.gdpr),
    ]
    .into_iter()
    .filter(|(_, ids)| !ids.is_empty())
    .map(|(name, ids)| format!("{name} {}", ids.join(", ")))
    .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
