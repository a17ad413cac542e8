//! Sentences of the terminal UI that take arguments.

use phrom_checklists::answer::{Answer, EvidenceKind};
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::{Obligation, Sureness};
use phrom_checklists::readiness::{Level, Outcome, Ratio};
use phrom_checklists::scan::Scanner;

use super::ANSWERS;
use crate::text::{Both, both, pick};
use crate::ui::command::Group;
use crate::ui::desk::Desk;

/// `12,418`
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `3.1 GB`: truncated, powers of 1,000.
pub fn bytes(n: u64) -> String {
    const UNITS: [(&str, u64); 4] =
        [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.iter().find(|(_, size)| n >= *size) {
        Some((unit, size)) => format!("{}.{} {unit}", n / size, n % size * 10 / size),
        None => format!("{n} B"),
    }
}

pub(super) fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// The header's round.
pub fn round(lang: Lang, round: &str) -> String {
    pick(lang, format!("รอบ {round}"), format!("round {round}"))
}

/// When the last change went to disk, in Thai time.
pub fn saved_at(lang: Lang, hour: i8, minute: i8) -> String {
    pick(lang, format!("บันทึกแล้ว {hour:02}:{minute:02}"), format!("saved {hour:02}:{minute:02}"))
}

/// Nothing of what was said reached the disk.
pub fn not_saved(why: &Text) -> Text {
    Text {
        th: format!("ยังไม่ได้บันทึก: {}", why.th), en: format!("Not saved: {}", why.en)
    }
}

/// A command that is off.
pub fn cannot(why: &str) -> Text {
    Text { th: format!("ทำไม่ได้ขณะนี้: {why}"), en: format!("Not now: {why}.") }
}

/// Below the smallest size.
pub fn too_small(lang: Lang, needed: (u16, u16), actual: (u16, u16)) -> String {
    let (nw, nh) = needed;
    let (w, h) = actual;
    pick(
        lang,
        format!("หน้าจอเล็กเกินไป ต้องการ {nw}×{nh} ขณะนี้ {w}×{h} (q ออก)"),
        format!("The screen is too small: {nw}×{nh} needed, {w}×{h} now (q quits)"),
    )
}

/// In the rule under a narrowed list.
pub fn filtered(lang: Lang, words: &str) -> String {
    pick(lang, format!(" “{words}” · Esc ล้าง "), format!(" “{words}” · Esc clears "))
}

/// Headings of the help page.
pub(crate) fn group(group: Group) -> Both {
    match group {
        Group::Here => both("หน้านี้", "This screen"),
        Group::Go => both("ไปหน้าอื่น", "Other screens"),
        Group::Move => both("เลื่อน", "Moving"),
        Group::Everywhere => both("ทุกหน้า", "Everywhere"),
    }
}

/// What the glyphs mean.
pub fn glyphs(lang: Lang) -> [(&'static str, &'static str); 7] {
    [
        ("✓", both("มี", "met")),
        ("◐", both("มีบางส่วน", "partial")),
        ("✗", both("ไม่มี", "not met")),
        ("–", both("ไม่เกี่ยวข้อง", "not applicable")),
        ("·", both("ยังไม่ประเมิน", "not assessed")),
        ("⚠", both("ผลสแกนขัดกับคำตอบ หรือคำตอบขัดกัน", "contradicted by a scan, or answers in conflict")),
        ("⧖", both("ถึงหรือเลยกำหนด", "due or overdue")),
    ]
    .map(|(glyph, meaning)| (glyph, meaning.say(lang)))
}

/// `อีก 12 วัน`
pub fn days(lang: Lang, left: i64) -> String {
    let n = number(left.unsigned_abs());
    match left {
        0 => both("วันนี้", "today").say(lang).to_owned(),
        1 => pick(lang, "พรุ่งนี้".to_owned(), "tomorrow".to_owned()),
        -1 => pick(lang, "เลยมา 1 วัน".to_owned(), "1 day late".to_owned()),
        left if left < 0 => pick(lang, format!("เลยมา {n} วัน"), format!("{n} days late")),
        _ => pick(lang, format!("อีก {n} วัน"), format!("in {n} days")),
    }
}

/// What must be said beside a statement that no official text backs.
pub fn unsure(lang: Lang, sureness: Sureness) -> String {
    match sureness {
        Sureness::Gazette | Sureness::Copy => String::new(),
        Sureness::Secondary | Sureness::Unverified => format!(" · {}", self::sureness(lang, sureness)),
    }
}

/// How sure a statement is.
pub fn sureness(lang: Lang, sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Gazette => both("อ่านจากราชกิจจานุเบกษา", "read in the Royal Gazette"),
        Sureness::Copy => both("อ่านจากสำเนาตัวบท", "read in a copy of the official text"),
        Sureness::Secondary => both("จากแหล่งทุติยภูมิ", "from a secondary source"),
        Sureness::Unverified => both("ยังไม่ยืนยัน", "unverified"),
    }
    .say(lang)
}

/// How strong a duty is.
pub fn obligation(lang: Lang, obligation: Obligation) -> &'static str {
    match obligation {
        Obligation::Must => both("ต้องทำ", "must"),
        Obligation::Should => both("ควรทำ", "should"),
        Obligation::May => both("อาจทำ", "may"),
    }
    .say(lang)
}

/// The band the figures fall in.
pub fn level_is(lang: Lang, level: Level) -> String {
    let word = match level {
        Level::Urgent => both("ต้องเร่งดำเนินการ", "urgent"),
        Level::Improve => both("ต้องปรับปรุง", "to improve"),
        Level::Mostly => both("พร้อมเป็นส่วนใหญ่", "mostly ready"),
        Level::Ready => both("พร้อม", "ready"),
    };
    pick(lang, format!("ระดับ: {}", word.th), format!("Level: {}", word.en))
}

/// The agency's gate fails.
pub fn gate_failed(lang: Lang, failed: usize, all: usize) -> String {
    pick(
        lang,
        format!("ไม่ผ่านด่านของหน่วยงาน {failed} จาก {all} เกณฑ์"),
        format!("the agency's gate fails {failed} of {all} criteria"),
    )
}

/// Statutory gaps of a law.
pub fn gaps(lang: Lang, gaps: u64) -> String {
    pick(lang, format!("✗ ขาด {gaps} ข้อ"), format!("✗ {gaps} open"))
}

/// How many more there are like the one that is named.
pub fn more_controls(lang: Lang, more: usize) -> String {
    match more {
        0 => String::new(),
        n => pick(lang, format!("และอีก {n} ข้อ"), format!("and {n} more")),
    }
}

/// How many are left.
pub fn left(lang: Lang, left: usize) -> String {
    pick(lang, format!("เหลือ {left} ข้อ"), format!("{left} left"))
}

/// A step: writers disagree.
pub fn step_conflict(lang: Lang, title: &str) -> String {
    pick(lang, format!("ตัดสินคำตอบที่ขัดกัน: {title}"), format!("Decide answers in conflict: {title}"))
}

/// A step: a scan disagrees.
pub fn step_contradicted(lang: Lang, title: &str) -> String {
    pick(lang, format!("คำตอบขัดกับผลสแกน: {title}"), format!("A scan contradicts: {title}"))
}

/// A step: a mark has run out.
pub fn step_mark_expired(lang: Lang, title: &str) -> String {
    pick(
        lang,
        format!("การระบุว่าไม่เกี่ยวข้องสิ้นผลแล้ว: {title}"),
        format!("Not-applicable mark has expired: {title}"),
    )
}

/// A step: the law requires it and it is not there.
pub fn step_gap(lang: Lang, title: &str) -> String {
    pick(lang, format!("กฎหมายกำหนดและยังไม่มี: {title}"), format!("Required by law and missing: {title}"))
}

/// A step: go on answering.
pub fn step_answer(lang: Lang, section: &str) -> String {
    pick(lang, format!("ตอบต่อ: {section}"), format!("Go on answering: {section}"))
}

/// A step: an answer stands alone.
pub fn step_evidence(lang: Lang, title: &str) -> String {
    pick(lang, format!("แนบหลักฐานของข้อที่ตอบว่ามี: {title}"), format!("Attach evidence: {title}"))
}

/// Coverage, in the header.
pub fn assessed(lang: Lang, coverage: Ratio) -> String {
    let Ratio { part, whole } = coverage;
    pick(lang, format!("ประเมินแล้ว {part}/{whole} ข้อ"), format!("{part}/{whole} assessed"))
}

/// A number of controls.
pub fn controls(lang: Lang, n: usize) -> String {
    pick(lang, format!("{n} ข้อ"), plural(n as u64, "control", "controls"))
}

/// A number of systems.
pub fn systems(lang: Lang, n: usize) -> String {
    pick(lang, format!("{n} ระบบ"), plural(n as u64, "system", "systems"))
}

/// A number of unknown facts.
pub fn unknown(lang: Lang, n: usize) -> String {
    pick(lang, format!("ยังไม่ทราบ {n} ข้อ"), format!("{n} not known"))
}

/// Where in a list.
pub fn position(lang: Lang, at: usize, of: usize) -> String {
    let (at, of) = (number(at as u64), number(of as u64));
    pick(lang, format!("{at} จาก {of}"), format!("{at} of {of}"))
}

/// The glyph and the word of an answer.
pub fn answer(lang: Lang, answer: Option<Answer>) -> (&'static str, &'static str) {
    let glyph = match answer {
        Some(Answer::Met) => "✓",
        Some(Answer::Partial) => "◐",
        Some(Answer::NotMet) => "✗",
        None => "·",
    };
    let word = ANSWERS.iter().find(|(known, _)| *known == answer).map_or("", |(_, word)| word.say(lang));
    (glyph, word)
}

/// Every row of a control is answered.
pub fn control_done(outcome: Outcome) -> Text {
    let word = match outcome {
        Outcome::Met => both("มี", "met"),
        Outcome::Partial => both("มีบางส่วน", "partial"),
        Outcome::NotMet => both("ไม่มี", "not met"),
        Outcome::NotApplicable => both("ไม่เกี่ยวข้อง", "not applicable"),
        Outcome::NotAssessed => both("ยังไม่ประเมิน", "not assessed"),
    };
    Text {
        th: format!("ตอบครบทุกแถวของข้อนี้ ผลคือ {} · กด Space ไปข้อถัดไปที่ยังไม่ตอบ", word.th),
        en: format!("All rows answered: {}. Space goes to the next open one.", word.en),
    }
}

/// Why a control counts although a fact is unknown.
pub fn undetermined(lang: Lang, facts: &str) -> String {
    pick(
        lang,
        format!("นับว่าใช้บังคับ เพราะยังไม่ทราบ: {facts}"),
        format!("Counted as applicable while this is not known: {facts}"),
    )
}

/// Why a control does not apply.
pub fn excluded(lang: Lang, facts: &str) -> String {
    pick(
        lang,
        format!("ไม่ใช้บังคับกับหน่วยงานตามคำตอบของ: {facts}"),
        format!("Does not apply to the agency, by the answer to: {facts}"),
    )
}

/// A mark that holds.
pub fn marked(lang: Lang, reason: &str, approver: &str, expires: &str) -> String {
    pick(
        lang,
        format!("ไม่เกี่ยวข้อง: {reason} · อนุมัติโดย {approver} · สิ้นผล {expires}"),
        format!("Not applicable: {reason} · approved by {approver} · expires {expires}"),
    )
}

/// A mark that has run out.
pub fn mark_expired(lang: Lang, reason: &str, approver: &str, expires: &str) -> String {
    pick(
        lang,
        format!("การระบุว่าไม่เกี่ยวข้องสิ้นผลแล้วเมื่อ {expires}: {reason} · อนุมัติโดย {approver}"),
        format!("The not-applicable mark expired on {expires}: {reason} · approved by {approver}"),
    )
}

/// Kinds of evidence.
pub fn evidence_kind(lang: Lang, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Cited => both("อ้างถึง", "cited"),
        EvidenceKind::File => both("แฟ้ม", "file"),
        EvidenceKind::Scan => both("ผลสแกน", "scan result"),
        EvidenceKind::Audit => both("ผู้ตรวจสอบอิสระ", "independent audit"),
    }
    .say(lang)
}

/// Evidence that will run out.
pub fn expires_on(lang: Lang, day: &str) -> String {
    pick(lang, format!("สิ้นผล {day}"), format!("expires {day}"))
}

/// Evidence that has run out.
pub fn expired_on(lang: Lang, day: &str) -> String {
    pick(lang, format!("สิ้นผลแล้วเมื่อ {day}"), format!("expired {day}"))
}

/// A choice: the newest scan as evidence.
pub fn use_scan(lang: Lang, scanner: Scanner, day: &str) -> String {
    let name = super::scanner(lang, scanner);
    pick(lang, format!("ใช้ผลสแกนเป็นหลักฐาน: {name} {day}"), format!("Use the scan as evidence: {name}, {day}"))
}

/// A choice: this piece no longer backs the row.
pub fn detach(lang: Lang, piece: &str) -> String {
    pick(lang, format!("ถอด: {piece}"), format!("Detach: {piece}"))
}

/// Evidence was attached.
pub fn attached(name: &str) -> Text {
    Text { th: format!("แนบแล้ว: {name}"), en: format!("Attached: {name}") }
}

/// How many controls a fact decides.
pub fn decides(lang: Lang, n: usize) -> String {
    pick(
        lang,
        format!("ใช้ตัดสินว่า {n} ข้อเกี่ยวข้องหรือไม่"),
        format!("Decides whether {} apply.", plural(n as u64, "control", "controls")),
    )
}

/// A choice: the report in a language.
pub fn report_in(lang: Lang, language: Lang) -> &'static str {
    match language {
        Lang::Th => both("รายงานภาษาไทย", "Report in Thai"),
        Lang::En => both("รายงานภาษาอังกฤษ", "Report in English"),
    }
    .say(lang)
}

/// A report was written.
pub fn report_written(lang: Lang, path: &str, size: u64) -> String {
    let size = bytes(size);
    pick(lang, format!("เขียนรายงานแล้ว: {path} ({size})"), format!("Report written: {path} ({size})"))
}

/// What an undo took back.
pub fn undone(lang: Lang, change: &Change, desk: &dyn Desk) -> String {
    let what = changed(lang, change, desk);
    pick(lang, format!("ย้อนแล้ว: {what}"), format!("Undone: {what}"))
}

/// A change in a few words: what kind, and of which control.
fn changed(lang: Lang, change: &Change, desk: &dyn Desk) -> String {
    let (kind, subject) = match change {
        Change::RowAnswered { subject, answer, .. } => {
            let (_, word) = self::answer(lang, Some(*answer));
            let text = pick(lang, format!("คำตอบ “{word}”"), format!("answer “{word}”"));
            return about(lang, &text, Some(subject), desk);
        }
        Change::RowCleared { subject, .. } => (both("การถอนคำตอบ", "withdrawn answer"), Some(subject)),
        Change::NotApplicableSet { subject, .. } => (both("ไม่เกี่ยวข้อง", "not applicable"), Some(subject)),
        Change::NotApplicableCleared { subject, .. } => {
            (both("การถอนว่าไม่เกี่ยวข้อง", "withdrawn not-applicable mark"), Some(subject))
        }
        Change::RemarkSet { subject, .. } => (both("หมายเหตุ", "remark"), Some(subject)),
        Change::OwnerSet { subject, .. } => (both("ผู้รับผิดชอบ", "owner"), Some(subject)),
        Change::MeasureSet { subject, .. } => (both("มาตรการ", "measure"), Some(subject)),
        Change::MeasureCleared { subject, .. } => (both("การถอนมาตรการ", "withdrawn measure"), Some(subject)),
        Change::StageSet { subject, .. } => (both("สถานะการดำเนินการ", "state of work"), Some(subject)),
        Change::Approved { subject, .. } => (both("การอนุมัติ", "approval"), Some(subject)),
        Change::ApprovalWithdrawn { subject, .. } => {
            (both("การถอนการอนุมัติ", "withdrawn approval"), Some(subject))
        }
        Change::CommentAdded { subject, .. } => (both("ความเห็น", "comment"), Some(subject)),
        Change::WaiverSet { subject, .. } => (both("การยอมรับความเสี่ยง", "waiver"), Some(subject)),
        Change::WaiverCleared { subject, .. } => {
            (both("การยกเลิกการยอมรับความเสี่ยง", "cleared waiver"), Some(subject))
        }
        Change::PersonSet { .. } => (both("บทบาทของบุคคล", "a person's roles"), None),
        Change::PersonRemoved { .. } => (both("การนำบุคคลออกจากรายชื่อ", "removed person"), None),
        Change::DueSet { subject, .. } => (both("กำหนดเสร็จ", "due date"), Some(subject)),
        Change::EvidenceAttached { subject, .. } => (both("หลักฐานที่แนบ", "attached evidence"), Some(subject)),
        Change::EvidenceDetached { subject, .. } => {
            (both("การถอดหลักฐาน", "detached evidence"), Some(subject))
        }
        Change::FactSet { .. } => (both("ข้อเท็จจริง", "fact"), None),
        Change::FactCleared { .. } => (both("การถอนข้อเท็จจริง", "withdrawn fact"), None),
        Change::SystemSet { .. } => (both("ระบบ", "system"), None),
        Change::SystemRemoved { .. } => (both("การนำระบบออก", "removed system"), None),
        Change::Undone { .. } => (both("การย้อน", "undo"), None),
        Change::EvidenceRemoved { .. } => (both("การลบหลักฐาน", "removed evidence"), None),
        Change::ScanRecorded { .. } => (both("ผลสแกน", "scan"), None),
        Change::RoundBegun { .. } => (both("การเริ่มรอบใหม่", "new round"), None),
        Change::RoundSealed { .. } => (both("การปิดผนึกรอบ", "sealed round"), None),
        Change::AssessmentBegun { .. } | Change::FileChanged { .. } => (both("การเปลี่ยนแปลง", "change"), None),
    };
    about(lang, kind.say(lang), subject, desk)
}

fn about(
    lang: Lang,
    kind: &str,
    subject: Option<&phrom_checklists::answer::Subject>,
    desk: &dyn Desk,
) -> String {
    let control = subject.and_then(|s| desk.packs().iter().find_map(|p| p.control(&s.control)));
    match control {
        Some(control) => format!("{kind} · {}", control.title.in_lang(lang)),
        None => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")] {
            assert_eq!(number(n), text);
        }
        for (n, text) in [(0, "0 B"), (999, "999 B"), (1_999, "1.9 kB"), (3_100_000_000, "3.1 GB")] {
            assert_eq!(bytes(n), text);
        }
    }

    #[test]
    fn days_left() {
        for (left, th, en) in [
            (-3, "เลยมา 3 วัน", "3 days late"),
            (-1, "เลยมา 1 วัน", "1 day late"),
            (0, "วันนี้", "today"),
            (1, "พรุ่งนี้", "tomorrow"),
            (12, "อีก 12 วัน", "in 12 days"),
        ] {
            assert_eq!((days(Lang::Th, left).as_str(), days(Lang::En, left).as_str()), (th, en));
        }
    }
}
