//! The action plan as a calendar (RFC 5545): one all-day event for each gap that has a date.
//!
//! An event's UID follows from the assessment, the control and the system, so that reading a newer
//! plan into the same calendar moves an event instead of adding a second one.

use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};

use super::{baht, gap, horizon, status, titled};
use crate::buddhist;
use crate::json::{Document, MeasureStatus as Status, Step};
use crate::text;

/// The plan of a document. `assessment` is the assessment's id; `stamp` is the moment the calendar
/// was made.
pub fn ics(document: &Document, assessment: &str, stamp: Timestamp) -> Vec<u8> {
    let words = text::words(document.lang);
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//phrom//action plan//TH");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    line(
        &mut out,
        &format!("X-WR-CALNAME:{}", escaped(&format!("{} · {}", words.plan, document.agency.name))),
    );
    for step in &document.plan {
        event(&mut out, document, step, assessment, stamp);
    }
    line(&mut out, "END:VCALENDAR");
    out.into_bytes()
}

fn event(out: &mut String, document: &Document, step: &Step, assessment: &str, stamp: Timestamp) {
    let Some(day) = step.by() else { return };
    let Ok(next) = day.checked_add(1.day()) else { return };
    let words = text::words(document.lang);
    let lang = document.lang;
    let (title, system) = titled(document, step, words);
    let summary = match &system {
        Some(system) => format!("{title} · {system}"),
        None => title,
    };
    let mut told =
        vec![format!("{} · {}", gap(step.gap, lang), status(step.status, lang)), step.control.clone()];
    let mut tell = |name: &str, value: Option<String>| told.extend(value.map(|v| format!("{name}: {v}")));
    tell(words.measure_label, step.measure.clone());
    tell(words.owner_label, step.owner.clone());
    tell(words.budget_label, step.budget_satang.map(|s| format!("{} {}", baht(s), words.baht)));
    tell(words.start_label, step.start.map(|d| buddhist::short(d, lang)));
    tell(words.due_label, step.due.map(|d| buddhist::short(d, lang)));
    tell(words.statutory_due_label, step.statutory_due.map(|d| buddhist::short(d, lang)));

    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", uid(assessment, step)));
    line(out, &format!("DTSTAMP:{}", stamp.strftime("%Y%m%dT%H%M%SZ")));
    line(out, &format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
    line(out, &format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
    line(out, &format!("SUMMARY:{}", escaped(&summary)));
    line(out, &format!("DESCRIPTION:{}", escaped(&told.join("\n"))));
    line(out, &format!("CATEGORIES:{}", escaped(horizon(step.horizon, lang))));
    let state = if step.status == Status::Dropped { "CANCELLED" } else { "CONFIRMED" };
    line(out, &format!("STATUS:{state}"));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

fn uid(assessment: &str, step: &Step) -> String {
    let system = step.system.as_deref().unwrap_or_default();
    let digest = Sha256::digest(format!("plan\0{assessment}\0{}\0{system}", step.control));
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@phrom")
}

/// TEXT of RFC 5545 section 3.3.11; control characters, which it forbids, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded so that no line is longer than 75 octets without its CRLF and no character
/// is cut (RFC 5545 section 3.1).
fn line(out: &mut String, content: &str) {
    let mut octets = 0;
    for c in content.chars() {
        if octets + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Unfolds and unescapes as RFC 5545 says, apart from the code above.
    fn unfolded(text: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
            assert!(line.len() <= 75, "{} octets", line.len());
            assert!(!line.contains(['\r', '\n']));
            match line.strip_prefix(' ') {
                Some(rest) if !lines.is_empty() => lines.last_mut().unwrap().push_str(rest),
                _ => lines.push(line.to_owned()),
            }
        }
        lines
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(c @ ('\\' | ';' | ',')) => out.push(c),
                    other => panic!("\\{other:?}"),
                },
                ';' | ',' => panic!("a bare {c}"),
                c => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_folded_reads_back(text in "[ก-๛a-z😀\\\\;,\n ]{0,300}") {
            let mut out = String::new();
            line(&mut out, &format!("SUMMARY:{}", escaped(&text)));
            let lines = unfolded(&out);
            prop_assert_eq!(lines.len(), 1);
            prop_assert_eq!(unescaped(lines[0].strip_prefix("SUMMARY:").unwrap()), text);
        }
    }
}
