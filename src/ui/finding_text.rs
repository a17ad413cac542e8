//! A finding in words: how bad, how sure, where.

use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::{Confidence, Place, Severity};

use crate::text::ui as say;
use crate::thai;

/// How bad, in one word.
pub(crate) fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Info => say::SEVERITY_INFO,
        Severity::Low => say::SEVERITY_LOW,
        Severity::Medium => say::SEVERITY_MEDIUM,
        Severity::High => say::SEVERITY_HIGH,
        Severity::Critical => say::SEVERITY_CRITICAL,
    }
    .say(lang)
}

/// How sure, in one word.
pub(crate) fn confidence(lang: Lang, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => say::CONFIDENCE_LOW,
        Confidence::Medium => say::CONFIDENCE_MEDIUM,
        Confidence::High => say::CONFIDENCE_HIGH,
    }
    .say(lang)
}

/// Where, as `path:line:column` or `host:port`; a line end in a name is shown and breaks no line.
pub(crate) fn place(place: &Place) -> String {
    thai::visible(&written(place)).into_owned()
}

fn written(place: &Place) -> String {
    match place {
        Place::Endpoint(at) => format!("{}:{}", at.host, at.port),
        Place::Certificate { certificate } => {
            format!("SHA-256 {}", super::view::detail::short_hash(certificate))
        }
        Place::File(at) => {
            let mut text = at.path.clone();
            if let Some(member) = &at.member {
                text.push_str(&format!("!{member}"));
            }
            for name in [&at.sheet, &at.table, &at.cell].into_iter().flatten() {
                text.push_str(&format!(" {name}"));
            }
            if let Some(row) = at.row {
                text.push_str(&format!(" #{row}"));
            }
            if let Some(page) = at.page {
                text.push_str(&format!(" p.{page}"));
            }
            for number in [at.line, at.column].into_iter().flatten() {
                text.push_str(&format!(":{number}"));
            }
            text
        }
    }
}
